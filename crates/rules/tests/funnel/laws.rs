//! What holds of any facts whatever.

use jipan_rules::funnel::{
    Checked, CloseItem, Contact, Expectation, Fact, FunnelHistory, FunnelRules, How, Milestone,
    Outcome, Place, Purpose, State, Step, Turn, TurnFact, forecast, path, snapshot, standing,
    tasks,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::PersonId;
use jipan_rules::{Days, NaiveDate, Uuid};
use proptest::prelude::*;

use super::kit::{Life, id, on};

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..400).prop_map(|days| on(1, 1) + Days::new(days))
}

fn any_fact() -> impl Strategy<Value = Fact> {
    let expects = (
        prop::option::of(any_day()),
        prop::option::of(0_i64..1_000_000),
        prop::option::of(0_usize..20),
    );
    let contact = (any_day(), 0_u8..=10, prop::option::of(any_day()));
    let turn = (
        prop::sample::select(Turn::ALL.to_vec()),
        prop::option::of(any_day()),
        prop::option::of(0_usize..20),
    );
    prop_oneof![
        expects.prop_map(|(on, fen, seen)| Fact::Expect(Expectation {
            on,
            amount: fen.map(Money::from_fen),
            why: None,
            seen: seen.map(id),
        })),
        contact.prop_map(|(on, code, next)| {
            let outcome = Outcome::from_code(code).unwrap_or(Outcome::Reached);
            let (how, purpose) = (How::Visit, Purpose::Open);
            let text = "说过".into();
            Fact::Contact(Box::new(Contact { on, how, purpose, outcome, text, next }))
        }),
        turn.prop_map(|(to, until, seen)| Fact::Turn(Box::new(TurnFact {
            to,
            why: None,
            refusal: None,
            until,
            order: None,
            seen: seen.map(id),
        }))),
        any_day().prop_map(|until| Fact::Snooze { until, why: None }),
        prop::sample::select(Step::ALL.to_vec()).prop_map(Fact::Step),
        (prop::sample::select(CloseItem::ALL.to_vec()), any::<bool>()).prop_map(|(item, done)| {
            Fact::Check { item, is: if done { Checked::Done } else { Checked::Open } }
        }),
    ]
}

/// A life in the order of its days, and a day after all of it.
pub(crate) fn any_life() -> impl Strategy<Value = (Life, NaiveDate)> {
    let facts = prop::collection::vec((any_day(), any_fact()), 0..20);
    facts.prop_map(|mut facts| {
        facts.sort_by_key(|(on, _)| *on);
        let life =
            facts.into_iter().fold(Life::opened(on(1, 1)), |life, (on, fact)| life.then(on, fact));
        (life, on(1, 1) + Days::new(400))
    })
}

proptest! {
    /// Every turn that counts follows by the table, and the last one says where it stands.
    #[test]
    fn no_turn_leaves_the_table((life, _) in any_life()) {
        let course = life.course();
        let mut state = State::Open;
        for it in course.turns() {
            prop_assert_eq!((it.from, it.counts), (state, state.may_turn(it.to)));
            state = if it.counts { it.to.leads_to() } else { state };
        }
        prop_assert_eq!(course.state, state);
        prop_assert_eq!(course.closed_on().is_some(), !tasks(&course, &FunnelHistory::default()).is_empty());
    }

    /// The path goes forward in time, its last place is the standing, and a later day only adds to it.
    #[test]
    fn time_only_adds_to_a_path((life, last) in any_life(), more in 0_u64..400) {
        let (course, rules) = (life.course(), FunnelHistory::default());
        let now = path(&course, &rules, last);
        prop_assert!(now.is_sorted_by_key(|entry| entry.on));
        prop_assert!(now.windows(2).all(|two| two[0].place != two[1].place));
        prop_assert!(now.windows(2).all(|two| two[0].on < two[1].on), "a place was passed");
        let stands = standing(&course, &rules, last).unwrap();
        prop_assert_eq!(now.last().map(|it| (it.place, it.on)), Some((stands.place, stands.since)));
        let later = path(&course, &rules, last + Days::new(more));
        prop_assert_eq!(later.get(..now.len()), Some(&now[..]));
    }

    /// Out of the funnel nothing weighs, in it something does, and each is in one column.
    #[test]
    fn who_is_out_weighs_nothing((life, last) in any_life()) {
        let (course, rules) = (life.course(), FunnelHistory::default());
        let stands = standing(&course, &rules, last).unwrap();
        prop_assert_eq!(stands.weight == 0, matches!(stands.place, Place::Out(_)));
        let counts = snapshot([&path(&course, &rules, last)[..]], last);
        let n_in = usize::from(matches!(stands.place, Place::In(_)));
        prop_assert_eq!(counts.iter().sum::<usize>(), n_in);
    }

    /// What is about the customer says nothing of an opportunity.
    #[test]
    fn remarks_and_hands_move_nothing((life, last) in any_life(), at in 0_usize..20) {
        let plain = life.stands(last);
        let to = PersonId::new(Uuid::from_u128(9));
        let about = [
            Fact::Remark { text: "抓紧".into(), asks: true },
            Fact::Answer { of: id(0), text: "好".into() },
            Fact::Hand { to },
        ];
        // At the end, so that no id changes.
        let fact = about[at % 3].clone();
        prop_assert!(!fact.is_of_deal());
        prop_assert_eq!(life.then(last, fact).stands(last), plain);
    }

    /// Nothing that can be said is lost: every expectation and every turn is a milestone.
    #[test]
    fn every_word_is_kept((life, _) in any_life()) {
        let course = life.course();
        let is_milestone =
            |fact: &Fact| matches!(fact, Fact::Expect(_) | Fact::Turn(_));
        let n = life.facts.iter().filter(|(_, fact)| is_milestone(fact)).count();
        prop_assert_eq!(course.milestones.len(), n);
        let n_expected = course.milestones.iter();
        let n_expected = n_expected.filter(|it| matches!(it, Milestone::Expected(_))).count();
        prop_assert_eq!(course.expectations().count(), n_expected);
    }

    /// The forecast of a whole does not depend on the order, and is that of its parts but for less than
    /// a fen each.
    #[test]
    fn a_forecast_is_summed_before_it_is_rounded(
        deals in prop::collection::vec((0_i64..1_000_000_000, 0_u8..=100), 0..50),
        cut in 0_usize..50,
    ) {
        let deals: Vec<_> = deals.into_iter().map(|(fen, of)| (Money::from_fen(fen), of)).collect();
        let rule = &FunnelRules::default().weights;
        let of =
            |deals: &[(Money, u8)]| forecast(deals.iter().copied(), rule).unwrap().value.fen();
        let whole = of(&deals);
        let mut turned = deals.clone();
        turned.reverse();
        prop_assert_eq!(of(&turned), whole);
        let (one, other) = deals.split_at(cut.min(deals.len()));
        prop_assert!((of(one) + of(other) - whole).abs() <= 1);
        let exact: i64 = deals.iter().map(|(fen, of)| fen.fen() * i64::from(*of)).sum();
        prop_assert_eq!(whole, (exact + 50) / 100);
    }
}
