//! What the funnel is worth, and how many went on.

use jipan_rules::funnel::{
    Entry, FunnelHistory, FunnelRules, Ratio, Stage, Turn, cohort, path, snapshot,
};
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::kit::{Life, on, yuan};

fn fen(fen: i64) -> Money {
    Money::from_fen(fen)
}

/// What a forecast comes to, by the weights as they are without a company's.
fn forecast<const N: usize>(deals: [(Money, u8); N]) -> Option<Money> {
    let told = jipan_rules::funnel::forecast(deals, &FunnelRules::default().weights)?;
    assert_eq!(told.why.by_weight.values().map(|(n, _)| n).sum::<usize>(), N);
    Some(told.value)
}

/// Worked example 9 of the rulebook.
#[test]
fn two_of_five_fen_at_fifty_percent_are_five_fen() {
    assert_eq!(forecast([(fen(5), 50), (fen(5), 50)]), Some(fen(5)));
    assert_eq!(forecast([(fen(5), 50)]), Some(fen(3)), "one alone is rounded up");
    assert_eq!(forecast([(fen(1), 49)]), Some(fen(0)));
}

#[test]
fn more_than_an_amount_can_hold_is_no_amount() {
    assert_eq!(forecast([(fen(i64::MAX), 100)]), Some(fen(i64::MAX)));
    assert_eq!(forecast([(fen(i64::MAX), 100), (fen(1), 100)]), None);
}

#[test]
fn the_pipeline_holds_what_is_open_or_ordered() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 5), yuan(100));
    let adds = |life: &Life| life.stands(on(6, 5)).pipeline(false);
    assert_eq!(adds(&life), Some((yuan(100), 70)));
    assert_eq!(adds(&Life::opened(on(6, 1))), None, "nobody said for how much");
    let far = Life::opened(on(6, 1)).expects(on(6, 1), on(12, 5), yuan(100));
    assert_eq!(adds(&far), Some((yuan(100), 10)));
    let ordered = life.clone().turns(on(6, 2), Turn::Ordered);
    assert_eq!(adds(&ordered), Some((yuan(100), 90)));
    assert_eq!(ordered.stands(on(6, 5)).pipeline(true), None, "it counts through its order");
    let delivered = ordered.clone().turns(on(6, 3), Turn::Delivered);
    assert_eq!((adds(&delivered), delivered.stands(on(6, 5)).weight), (None, 100));
    assert_eq!(adds(&ordered.turns(on(6, 3), Turn::Cancelled)), None);
}

fn paths(lives: &[Life]) -> Vec<Vec<Entry>> {
    let path = |it: &Life| path(&it.course(), &FunnelHistory::default(), on(12, 31));
    lives.iter().map(path).collect()
}

#[test]
fn conversion_is_by_the_month_of_entry() {
    let entered = |month| Life::opened(on(month, 1)).expects(on(month, 2), on(month, 9), yuan(1));
    let lives = [
        entered(5),
        entered(6),
        entered(6).turns(on(8, 1), Turn::Ordered),
        entered(6).turns(on(6, 5), Turn::Lost),
        Life::opened(on(6, 3)),
    ];
    let paths = paths(&lives);
    let of = |stage, month| {
        cohort(paths.iter().map(Vec::as_slice), stage, Month::of(on(month, 1))).value
    };
    assert_eq!(of(Stage::Prospect, 6), Ratio { n: 3, of: 4 });
    assert_eq!(of(Stage::Intending, 6), Ratio { n: 1, of: 3 });
    assert_eq!(of(Stage::Intending, 6).permille(), Some(333));
    assert_eq!(of(Stage::Closed, 8), Ratio { n: 0, of: 1 });
    assert_eq!(of(Stage::Closed, 6).permille(), None);
    let on_day = |day| snapshot(paths.iter().map(Vec::as_slice), day);
    assert_eq!(on_day(on(4, 30)), [0; 4]);
    assert_eq!(on_day(on(6, 4)), [1, 4, 0, 0]);
    assert_eq!(on_day(on(8, 1)), [1, 2, 1, 0]);
}

#[test]
fn who_went_back_and_on_again_entered_once() {
    let life = Life::opened(on(1, 1))
        .expects(on(1, 2), on(1, 9), yuan(1))
        .expects(on(1, 5), on(9, 1), yuan(1))
        .expects(on(3, 1), on(3, 5), yuan(1));
    let paths = paths(&[life]);
    let of = |month| {
        cohort(paths.iter().map(Vec::as_slice), Stage::Intending, Month::of(on(month, 1))).value.of
    };
    assert_eq!([1, 2, 3].map(of), [1, 0, 0]);
}

#[test]
fn who_passed_a_stage_within_a_day_did_not_enter_it() {
    let at_once = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 9), yuan(1));
    let bought = at_once.clone().turns(on(6, 1), Turn::Ordered);
    let paths = paths(&[at_once, bought, Life::opened(on(6, 1))]);
    let of = |stage| cohort(paths.iter().map(Vec::as_slice), stage, Month::of(on(6, 1))).value;
    assert_eq!(of(Stage::Prospect), Ratio { n: 0, of: 1 });
    assert_eq!(of(Stage::Intending), Ratio { n: 0, of: 1 });
    assert_eq!(of(Stage::Closed), Ratio { n: 0, of: 1 });
}

#[test]
fn a_conversion_says_of_whom_it_is() {
    let paths = paths(&[Life::opened(on(6, 1))]);
    let month = Month::of(on(6, 1));
    let told = cohort(paths.iter().map(Vec::as_slice), Stage::Prospect, month);
    assert_eq!((told.why.stage, told.why.month), (Stage::Prospect, month));
    assert_eq!(told.version, jipan_rules::RULES_VERSION);
}
