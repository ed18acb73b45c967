//! The register adds up, whatever happened.

use jipan_rules::funnel::{
    Flow, Flows, FunnelHistory, Pot, Stage, Turn, flows, has_reached, path, pot_on, stays,
};
use jipan_rules::{Days, NaiveDate};
use proptest::prelude::*;

use super::kit::{Life, on, yuan};
use super::laws::any_life;

fn flows_until(path: &[jipan_rules::funnel::Entry], until: NaiveDate) -> Flows {
    let mut sum = Flows::default();
    for (_, flow) in flows(path).filter(|(on, _)| *on <= until) {
        sum.add(flow);
    }
    sum
}

#[test]
fn who_comes_buys_cancels_and_comes_back_goes_each_way_once() {
    let life = Life::opened(on(3, 2))
        .expects(on(3, 3), on(3, 8), yuan(5_000))
        .turns(on(3, 8), Turn::Ordered)
        .turns(on(3, 20), Turn::Cancelled)
        .turns(on(4, 2), Turn::Reopened)
        .turns(on(4, 9), Turn::Lost);
    let path = path(&life.course(), &FunnelHistory::default(), on(5, 1));
    let ways: Vec<_> = flows(&path).collect();
    let expected = [
        (on(3, 2), Flow::Opened),
        (on(3, 8), Flow::Closed),
        (on(3, 20), Flow::Cancelled),
        (on(4, 2), Flow::Back),
        (on(4, 9), Flow::Out),
    ];
    assert_eq!(ways, expected);
    assert_eq!(flows_until(&path, on(3, 31)).left(0, Pot::Out), 1);
}

proptest! {
    /// What is there at the end of any day is what was there before and all that came and went.
    #[test]
    fn what_is_left_follows_from_what_came_and_went((life, last) in any_life(), day in 0_u64..400) {
        let path = path(&life.course(), &FunnelHistory::default(), last);
        let day = on(1, 1) + Days::new(day);
        let sum = flows_until(&path, day);
        let now = pot_on(&path, day);
        for pot in Pot::ALL {
            prop_assert_eq!(sum.left(0, pot), usize::from(now == Some(pot)), "{:?}", pot);
        }
        prop_assert_eq!(sum.of(Flow::Opened), usize::from(now.is_some()));
    }

    /// The times in stages and out of them follow one another without a gap, and each stage that was
    /// stayed in was reached.
    #[test]
    fn stays_leave_no_gap((life, last) in any_life()) {
        let path = path(&life.course(), &FunnelHistory::default(), last);
        let of: Vec<_> = stays(&path).collect();
        prop_assert!(of.iter().all(|it| has_reached(&path, it.stage) && it.days(last) >= 0));
        let n_in = path.iter().filter(|it| Pot::of(it.place) != Pot::Out).count();
        prop_assert_eq!(of.len(), n_in);
        prop_assert!(of.iter().rev().skip(1).all(|it| it.until.is_some()));
        // Whoever is in a later stage was in each before, for this count.
        let reached = Stage::ALL.map(|stage| has_reached(&path, stage));
        prop_assert!(reached.is_sorted_by(|a, b| a >= b));
    }
}
