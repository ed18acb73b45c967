//! When a prospect is to be contacted next, and when nobody did for too long.

use jipan_rules::funnel::{
    Contact, Due, DueWhy, Fact, FollowUp, How, Level, NextTries, Outcome, Purpose, Refusal, Rest,
    Turn, TurnFact, Weekend, next_contact, next_try, why_standing,
};
use jipan_rules::setting::{FunnelKey, RuleBook, RuleKey, RuleSource};
use jipan_rules::{Days, NaiveDate, RULES_VERSION};
use proptest::prelude::*;

use super::kit::{Life, on, turn, yuan};

fn due(life: &Life, today: NaiveDate) -> Option<(NaiveDate, DueWhy)> {
    life.stands(today).due.map(|Due { on, why, .. }| (on, why))
}

/// Worked example 11 of the rulebook.
#[test]
fn the_next_contact_of_b_after_31_january_is_on_2_march() {
    let next = next_contact(on(1, 31), Level::B, &FollowUp::DEFAULT, Rest::DEFAULT);
    assert_eq!(next, Some(on(3, 2)));
}

#[test]
fn a_new_prospect_is_called_on_the_next_day() {
    let life = Life::opened(on(11, 22));
    let of_level = DueWhy::Level { from: on(11, 22), days: 1 };
    assert_eq!(due(&life, on(11, 22)), Some((on(11, 23), of_level)));
    let late = |today| life.stands(today).due.unwrap().late_days;
    assert_eq!([on(11, 22), on(11, 23), on(11, 25)].map(late), [-1, 0, 2]);
}

#[test]
fn the_frequency_is_that_of_the_level_of_today() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 30), yuan(1));
    let from = |days| DueWhy::Level { from: on(6, 1), days };
    assert_eq!(due(&life, on(6, 1)), Some((on(7, 1), from(30))), "B");
    assert_eq!(due(&life, on(6, 15)), Some((on(6, 16), from(15))), "A");
    assert_eq!(due(&life, on(6, 23)), Some((on(6, 8), from(7))), "H");
    // It was not late before it was H.
    assert_eq!(life.stands(on(6, 23)).due.map(|it| it.late_days), Some(0));
    assert_eq!(life.stands(on(6, 25)).due.map(|it| it.late_days), Some(2));
}

#[test]
fn what_is_expected_was_said_in_a_contact() {
    let life = Life::opened(on(6, 1)).expects(on(6, 10), on(6, 12), yuan(1));
    assert_eq!(due(&life, on(6, 10)).map(|it| it.0), Some(on(6, 17)));
}

#[test]
fn what_is_expected_was_said_in_the_contact_noted_with_it_also_the_day_after() {
    let (how, purpose, text) = (How::Phone, Purpose::Push, Box::default());
    let contact = Contact {
        on: on(6, 10),
        how,
        purpose,
        outcome: Outcome::Reached,
        text,
        next: Some(on(6, 12)),
    };
    let noted = Life::opened(on(6, 1)).then(on(6, 11), Fact::Contact(Box::new(contact)));
    let life = noted.clone().expects(on(6, 11), on(6, 20), yuan(1));
    assert_eq!(due(&life, on(6, 11)), Some((on(6, 12), DueWhy::Chosen)));
    assert_eq!(life.course().last_reached().map(|it| it.on), Some(on(6, 10)));
    // What is said on another day is a contact of its own.
    let later = noted.expects(on(6, 12), on(6, 20), yuan(1));
    assert_eq!(due(&later, on(6, 12)).map(|it| it.0), Some(on(6, 27)), "A, from that day");
}

#[test]
fn an_attempt_that_failed_is_tried_again_by_its_reason() {
    let after = |outcome| {
        let life = Life::opened(on(6, 1)).expects(on(6, 1), on(8, 25), yuan(1));
        due(&life.calls(on(6, 10), outcome), on(6, 10))
    };
    let tried = |day, outcome| Some((day, DueWhy::Tried(outcome)));
    assert_eq!(after(Outcome::NoAnswer), tried(on(6, 11), Outcome::NoAnswer));
    let days = [13, 17, 24, 13, 17].map(|day| on(6, day));
    for (refusal, day) in Refusal::ALL.into_iter().zip(days.into_iter().chain([on(7, 10)])) {
        let outcome = Outcome::Refused(refusal);
        assert_eq!(after(outcome), tried(day, outcome), "{refusal:?}");
    }
}

#[test]
fn a_chosen_day_counts_until_the_next_contact() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 30), yuan(1));
    let chosen = life.calls_again(on(6, 2), Outcome::Reached, Some(on(6, 5)));
    assert_eq!(due(&chosen, on(6, 2)), Some((on(6, 5), DueWhy::Chosen)));
    assert_eq!(chosen.stands(on(6, 7)).due.map(|it| it.late_days), Some(2));
    let called = chosen.calls(on(6, 7), Outcome::Reached);
    let of_level = DueWhy::Level { from: on(6, 7), days: 30 };
    assert_eq!(due(&called, on(6, 7)), Some((on(7, 7), of_level)));
}

#[test]
fn a_contact_that_was_put_off_is_due_later_but_never_earlier() {
    let life = Life::opened(on(6, 1)).calls_again(on(6, 1), Outcome::Reached, Some(on(6, 8)));
    let snooze = |until| Fact::Snooze { until, why: None };
    let later = life.clone().then(on(6, 3), snooze(on(6, 20)));
    assert_eq!(due(&later, on(6, 3)), Some((on(6, 20), DueWhy::Snoozed)));
    let earlier = life.then(on(6, 3), snooze(on(6, 5)));
    assert_eq!(due(&earlier, on(6, 3)), Some((on(6, 8), DueWhy::Chosen)));
    let called = later.calls_again(on(6, 4), Outcome::Reached, Some(on(6, 6)));
    assert_eq!(due(&called, on(6, 4)), Some((on(6, 6), DueWhy::Chosen)), "a contact ends it");
}

#[test]
fn a_contact_noted_late_is_of_its_day() {
    let life = Life::opened(on(6, 1)).calls(on(6, 5), Outcome::Reached);
    let late = life.clone().calls(on(6, 3), Outcome::NoAnswer);
    assert_eq!(due(&late, on(6, 5)), due(&life, on(6, 5)), "an earlier one changes nothing");
    assert_eq!(late.course().n_contacts(), 2);
}

#[test]
fn who_ordered_is_called_weekly_until_the_delivery() {
    let ordered = Life::opened(on(6, 1)).turns(on(6, 3), Turn::Ordered);
    let of_level = DueWhy::Level { from: on(6, 3), days: 7 };
    assert_eq!(due(&ordered, on(6, 3)), Some((on(6, 10), of_level)));
    let delivered = ordered.turns(on(6, 9), Turn::Delivered);
    assert_eq!(due(&delivered, on(6, 9)), None, "tasks follow");
}

#[test]
fn the_frozen_thaw_on_their_day_and_the_lost_are_left_alone() {
    let life = Life::opened(on(6, 1));
    let until = Some(on(9, 1));
    let frozen = TurnFact { until, why: Some("装修推迟".into()), ..turn(Turn::Frozen) };
    let frozen = life.clone().then(on(6, 3), Fact::Turn(Box::new(frozen)));
    assert_eq!(due(&frozen, on(6, 3)), Some((on(9, 1), DueWhy::Thaw)));
    let reopened = frozen.turns(on(9, 1), Turn::Reopened);
    assert_eq!(due(&reopened, on(9, 1)).map(|it| it.0), Some(on(9, 2)));
    for to in [Turn::Lost, Turn::OutOfReach] {
        assert_eq!(due(&life.clone().turns(on(6, 3), to), on(6, 3)), None, "{to:?}");
    }
    let cancelled = life.turns(on(6, 3), Turn::Ordered).turns(on(6, 4), Turn::Cancelled);
    assert_eq!(due(&cancelled, on(6, 4)).map(|it| it.0), Some(on(7, 4)), "to be won back");
}

#[test]
fn it_is_stale_after_twice_the_days_of_its_level() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(8, 25), yuan(1)); // C on 1 June
    let is_stale = |life: &Life, today| life.stands(today).is_stale;
    let new = Life::opened(on(6, 1));
    assert!(!is_stale(&new, on(6, 3)) && is_stale(&new, on(6, 4)));
    // 15 August: A, of which the limit is 30 days.
    assert_eq!(life.stands(on(8, 15)).stale_after, Some(30));
    assert!(is_stale(&life, on(8, 15)));
    let called = life.calls(on(7, 16), Outcome::Reached);
    assert!(!is_stale(&called, on(8, 15)), "thirty days are not more than thirty");
    assert!(is_stale(&called, on(8, 16)));
    let lost = called.turns(on(8, 1), Turn::Lost);
    assert!(!is_stale(&lost, on(12, 31)));
}

#[test]
fn it_is_not_stale_before_it_is_due() {
    // H, whose limit is 14 days.
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 5), yuan(1));
    let is_stale = |life: &Life, today| life.stands(today).is_stale;
    assert!(is_stale(&life, on(6, 16)));
    let chosen = life.clone().calls_again(on(6, 2), Outcome::Reached, Some(on(7, 1)));
    assert!(!is_stale(&chosen, on(7, 1)), "somebody chose the day");
    assert!(is_stale(&chosen, on(7, 2)));
    let snooze = Fact::Snooze { until: on(6, 25), why: None };
    let snoozed = life.then(on(6, 3), snooze);
    assert!(!is_stale(&snoozed, on(6, 25)) && is_stale(&snoozed, on(6, 26)));
    // Not graded, whose limit is two days: a try in thirty.
    let no_money = Life::opened(on(6, 1)).calls(on(6, 1), Outcome::Refused(Refusal::Money));
    assert!(!is_stale(&no_money, on(7, 1)) && is_stale(&no_money, on(7, 2)));
}

#[test]
fn who_never_answers_is_stale_however_often_it_was_tried() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 20), yuan(1)); // A
    let tried = (2..16).fold(life.clone(), |life, day| life.calls(on(6, day), Outcome::NoAnswer));
    let stands = tried.stands(on(6, 16));
    assert_eq!((stands.level, stands.is_stale), (Level::H, true));
    assert_eq!(stands.due.map(|due| due.on), Some(on(6, 16)), "and is tried again");
    let refused = Outcome::Refused(Refusal::Undecided);
    let refused = (2..16).fold(life, |life, day| life.calls(on(6, day), refused));
    assert!(refused.stands(on(6, 16)).is_stale);
    let reached = tried.calls(on(6, 15), Outcome::Reached);
    assert!(!reached.stands(on(6, 16)).is_stale);
}

#[test]
fn a_stage_has_its_age_however_often_somebody_called() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 5), yuan(1)); // H
    let called = (1..26).fold(life, |life, day| life.calls(on(6, day), Outcome::Reached));
    let of = |life: &Life, today| {
        let stands = life.stands(today);
        (stands.aged_after, stands.is_aged, stands.is_stale)
    };
    assert_eq!(of(&called, on(6, 15)), (Some(14), false, false), "fourteen are not more");
    assert_eq!(of(&called, on(6, 16)), (Some(14), true, false));
    // C on the first day, and nearer as planned.
    let planned = Life::opened(on(6, 1)).expects(on(6, 1), on(8, 25), yuan(1));
    let stands = planned.stands(on(8, 24));
    assert_eq!((stands.level, stands.days, stands.aged_after), (Level::H, 84, Some(180)));
    assert!(!stands.is_aged);
    let lost = called.turns(on(6, 26), Turn::Lost);
    assert_eq!(of(&lost, on(12, 31)), (None, false, false));
}

#[test]
fn who_is_expected_soon_is_tried_again_no_later_than_its_level_asks() {
    let after = |expected, refusal| {
        let life = Life::opened(on(6, 1)).expects(on(6, 1), expected, yuan(1));
        due(&life.calls(on(6, 2), Outcome::Refused(refusal)), on(6, 2))
    };
    let week = DueWhy::Level { from: on(6, 2), days: 7 };
    assert_eq!(after(on(6, 8), Refusal::Money), Some((on(6, 9), week)), "H");
    assert_eq!(after(on(6, 8), Refusal::Trust), Some((on(6, 9), week)));
    let tried = DueWhy::Tried(Outcome::Refused(Refusal::Instinct));
    assert_eq!(after(on(6, 8), Refusal::Instinct), Some((on(6, 5), tried)));
    let fortnight = DueWhy::Level { from: on(6, 2), days: 15 };
    assert_eq!(after(on(6, 15), Refusal::Money), Some((on(6, 17), fortnight)), "A");
}

#[test]
fn what_was_put_off_after_a_contact_stays_put_off() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 8), yuan(1));
    let snooze = |until| Fact::Snooze { until, why: None };
    let snoozed = life.then(on(6, 4), snooze(on(6, 20)));
    // Noted on 5 June of a contact on the third.
    let noted_late = snoozed.clone().calls(on(6, 3), Outcome::Reached);
    assert_eq!(due(&noted_late, on(6, 5)), Some((on(6, 20), DueWhy::Snoozed)));
    let called = snoozed.calls(on(6, 5), Outcome::Reached);
    assert_eq!(due(&called, on(6, 5)).map(|it| it.0), Some(on(6, 12)));

    let frozen =
        TurnFact { until: Some(on(9, 1)), why: Some("装修".into()), ..turn(Turn::Frozen) };
    let frozen = Life::opened(on(6, 1)).then(on(6, 3), Fact::Turn(Box::new(frozen)));
    let later = frozen.clone().then(on(9, 1), snooze(on(9, 15)));
    assert_eq!(due(&later, on(9, 1)), Some((on(9, 15), DueWhy::Snoozed)), "so does a thaw");
    let sooner = frozen.then(on(8, 1), snooze(on(8, 20)));
    assert_eq!(due(&sooner, on(8, 1)), Some((on(9, 1), DueWhy::Thaw)));
}

#[test]
fn a_standing_says_what_it_rests_on_and_by_which_rules() {
    let mut book = RuleBook::default();
    book.set(RuleKey::Funnel(FunnelKey::Levels), on(6, 1), Some("5;15;30;90"));
    let (rules, today) = (book.funnel(), on(6, 4));
    let life = Life::opened(on(6, 1)).expects(on(6, 2), on(6, 10), yuan(1));
    let life = life.calls(on(6, 3), Outcome::NoAnswer);
    let told = why_standing(&life.course(), &rules, today).unwrap();
    assert_eq!((told.value, told.version), (life.stands_by(&rules, today), RULES_VERSION));
    let facts = told.why;
    assert_eq!(facts.expected.and_then(|it| it.on), Some(on(6, 10)));
    assert_eq!(facts.last_contact.map(|it| it.on), Some(on(6, 3)));
    assert_eq!(facts.last_reached.map(|it| it.on), Some(on(6, 2)));
    let levels = facts.rules.levels;
    assert_eq!((levels.from, levels.source), (Some(on(6, 1)), RuleSource::Company));
    assert_eq!(facts.rules.weights.from, None, "the default");
}

proptest! {
    /// A next contact is never on a rest day, never before its days are over, and no working day lies
    /// between.
    #[test]
    fn the_next_contact_passes_rest_days_forwards(
        n in 730_000_i32..760_000,
        level in prop::sample::select(Level::ALL.to_vec()),
        weekend in prop::sample::select(Weekend::ALL.to_vec()),
        holidays: bool,
        new_year_days in 0_u8..=30,
    ) {
        let rest = Rest { weekend, holidays, new_year_days };
        let from = NaiveDate::from_num_days_from_ce_opt(n).unwrap();
        let next = next_contact(from, level, &FollowUp::DEFAULT, rest);
        let days = FollowUp::DEFAULT.of(level);
        prop_assert_eq!(next.is_some(), days.is_some());
        if let (Some(next), Some(days)) = (next, days) {
            let due = from + Days::new(days.into());
            prop_assert_eq!(next, jipan_rules::funnel::next_working(due, rest));
        }
    }

    #[test]
    fn a_failed_attempt_always_has_a_next_try(code in 0_u8..=10) {
        let outcome = Outcome::from_code(code);
        let next = outcome
            .and_then(|it| next_try(on(6, 1), it, &NextTries::DEFAULT, Rest::DEFAULT));
        let failed = outcome.is_some_and(|it| it != Outcome::Reached);
        prop_assert_eq!(next.is_some(), failed);
        prop_assert!(next.is_none_or(|it| it > on(6, 1)));
    }
}
