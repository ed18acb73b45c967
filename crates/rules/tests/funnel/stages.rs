//! The way through the stages: what a person says moves it, and so does time.

use jipan_rules::funnel::{
    Checked, CloseItem, ClosePhase, Expectation, Fact, Level, Place, State, Step, Turn, TurnFact,
};
use jipan_rules::setting::{FunnelKey, RuleBook, RuleKey};

use super::kit::{BASE, CLOSED, INTENDING, Life, PROSPECT, day, id, on, turn, yuan};

#[test]
fn a_prospect_is_intending_once_day_and_amount_are_said() {
    let life = Life::opened(on(6, 1));
    assert_eq!(life.path(on(6, 30)), [(PROSPECT, on(6, 1))]);
    let only_day = life.clone().expects_what(on(6, 2), Some(on(6, 20)), None);
    assert_eq!(only_day.stands(on(6, 2)).place, PROSPECT);
    let only_amount = life.clone().expects_what(on(6, 2), None, Some(yuan(5)));
    assert_eq!(only_amount.stands(on(6, 2)).place, PROSPECT);
    let both = life.expects(on(6, 2), on(6, 20), yuan(5));
    assert_eq!(both.path(on(6, 2)), [(PROSPECT, on(6, 1)), (INTENDING, on(6, 2))]);
    assert_eq!((both.stands(on(6, 2)).weight, both.stands(on(6, 20)).weight), (35, 70));
}

#[test]
fn what_is_far_off_comes_within_reach_by_itself() {
    let life = Life::opened(on(1, 1)).expects(on(1, 1), on(6, 30), yuan(5));
    let reached = on(4, 1);
    let before = life.stands(on(3, 31));
    assert_eq!((before.place, before.level, before.weight), (PROSPECT, Level::Later, 10));
    let then = life.stands(reached);
    assert_eq!((then.place, then.level, then.weight, then.days), (INTENDING, Level::C, 20, 0));
    assert_eq!(life.path(on(12, 31)), [(PROSPECT, on(1, 1)), (INTENDING, reached)]);
}

#[test]
fn a_day_moved_beyond_ninety_days_leads_back() {
    let life = Life::opened(on(1, 1)).expects(on(1, 1), on(2, 1), yuan(5));
    let moved = life.expects(on(1, 20), on(8, 1), yuan(5));
    let path = [(INTENDING, on(1, 1)), (PROSPECT, on(1, 20))];
    assert_eq!(moved.path(on(5, 2)), path);
    // And on again, ninety days before the new day.
    assert_eq!(moved.path(on(5, 3)).last(), Some(&(INTENDING, on(5, 3))));
}

#[test]
fn past_its_day_it_keeps_the_last_level_and_weight() {
    let life = Life::opened(on(1, 1)).expects(on(1, 1), on(2, 1), yuan(5));
    let past = life.stands(on(7, 1));
    assert_eq!((past.place, past.level, past.weight), (INTENDING, Level::H, 70));
    assert!(past.by_date.unwrap().is_past);
}

#[test]
fn another_horizon_moves_it_on_the_day_the_rule_comes_into_force() {
    let mut book = RuleBook::default();
    book.set(RuleKey::Funnel(FunnelKey::Levels), on(3, 1), Some("7;15;30;60"));
    let rules = book.funnel();
    let life = Life::opened(on(1, 1)).expects(on(1, 1), on(5, 10), yuan(5));
    // 90 days before it, by the first rule.
    assert_eq!(life.stands_by(&rules, on(2, 9)).place, INTENDING);
    assert_eq!(life.stands_by(&rules, on(2, 28)).place, INTENDING);
    let shorter = life.stands_by(&rules, on(3, 1));
    assert_eq!((shorter.place, shorter.since), (PROSPECT, on(3, 1)));
    let again = life.stands_by(&rules, on(3, 11));
    assert_eq!((again.place, again.since), (INTENDING, on(3, 11)));
}

#[test]
fn an_order_closes_a_delivery_does_not_yet_make_a_base_customer() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 5), yuan(5));
    let ordered = life.turns(on(6, 4), Turn::Ordered);
    assert_eq!(ordered.stands(on(6, 4)).level, Level::O);
    assert_eq!(ordered.stands(on(6, 4)).weight, 90);
    let delivered = ordered.turns(on(6, 8), Turn::Delivered);
    let stands = delivered.stands(on(6, 8));
    assert_eq!((stands.place, stands.since, stands.level), (CLOSED, on(6, 4), Level::D));
    let done = delivered.does_all(on(6, 20), ClosePhase::After);
    let stands = done.stands(on(6, 20));
    assert_eq!((stands.place, stands.since, stands.level), (BASE, on(6, 20), Level::M));
}

#[test]
fn tasks_done_before_the_delivery_make_it_one_on_the_delivery() {
    let life = Life::opened(on(6, 1))
        .turns(on(6, 4), Turn::Ordered)
        .does_all(on(6, 5), ClosePhase::After)
        .turns(on(6, 8), Turn::Delivered);
    assert_eq!(life.path(on(6, 8)).last(), Some(&(BASE, on(6, 8))));
}

#[test]
fn the_lost_and_the_frozen_reopen_where_they_are_expected_to_be() {
    for to in [Turn::Lost, Turn::Frozen, Turn::OutOfReach] {
        let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 20), yuan(5));
        let out = life.turns(on(6, 10), to);
        let stands = out.stands(on(6, 10));
        assert_eq!((stands.place, stands.weight), (Place::Out(to), 0));
        assert_eq!(stands.pipeline(false), None);
        let back = out.turns(on(6, 15), Turn::Reopened);
        let stands = back.stands(on(6, 15));
        assert_eq!((stands.place, stands.since, stands.level), (INTENDING, on(6, 15), Level::H));
    }
}

#[test]
fn who_was_lost_before_it_came_within_reach_does_not_move_while_lost() {
    let life = Life::opened(on(1, 1)).expects(on(1, 1), on(6, 30), yuan(5));
    let back = life.turns(on(2, 1), Turn::Lost).turns(on(5, 1), Turn::Reopened);
    let lost = Place::Out(Turn::Lost);
    let path = [(PROSPECT, on(1, 1)), (lost, on(2, 1)), (INTENDING, on(5, 1))];
    assert_eq!(back.path(on(5, 1)), path);
}

#[test]
fn a_wrong_close_reopens_and_what_was_prepared_stays_prepared() {
    let life = Life::opened(on(6, 1))
        .expects(on(6, 1), on(6, 20), yuan(5))
        .does_all(on(6, 2), ClosePhase::Before)
        .turns(on(6, 3), Turn::Ordered)
        .checks(on(6, 3), CloseItem::Ceremony, Checked::Done)
        .turns(on(6, 4), Turn::Reopened);
    let course = life.course();
    assert_eq!((course.state, course.closed_on()), (State::Open, None));
    assert_eq!(course.checks.len(), 4, "the ceremony is to be held again");
    assert_eq!(life.stands(on(6, 4)).place, INTENDING);
    assert_eq!(life.turns(on(6, 9), Turn::Ordered).course().closed_on(), Some(on(6, 9)));
}

#[test]
fn a_turn_that_cannot_follow_is_kept_and_moves_nothing() {
    let life = Life::opened(on(6, 1)).turns(on(6, 2), Turn::Ordered).turns(on(6, 3), Turn::Lost);
    let course = life.course();
    assert_eq!((course.state, course.n_odd(), course.turns().count()), (State::Ordered, 1, 2));
    assert_eq!(life.path(on(6, 3)).last(), Some(&(CLOSED, on(6, 2))));
    assert_eq!(course.last_turn().map(|it| it.to), Some(Turn::Ordered));
}

#[test]
fn two_who_did_not_see_each_other_are_told() {
    let life = Life::opened(on(6, 1)).expects(on(6, 1), on(6, 20), yuan(5));
    assert!(!life.course().has_unseen());
    let apart = Expectation { on: None, amount: None, why: None, seen: None };
    let apart = life.clone().then(on(6, 2), Fact::Expect(apart));
    assert!(apart.course().has_unseen());
    let decided = apart.expects(on(6, 3), on(6, 25), yuan(6));
    assert!(!decided.course().has_unseen(), "whoever saw both decides");

    let ordered = life.turns(on(6, 2), Turn::Ordered);
    assert!(!ordered.course().has_unseen());
    let other = ordered.clone().then(on(6, 2), Fact::Turn(Box::new(turn(Turn::Ordered))));
    assert!(other.course().has_unseen(), "both closed it");
    let seen = Some(id(2));
    let delivered = Fact::Turn(Box::new(TurnFact { seen, ..turn(Turn::Delivered) }));
    assert!(!other.then(on(6, 3), delivered).course().has_unseen());
}

#[test]
fn steps_have_the_day_on_which_they_were_first_made() {
    let life = Life::opened(on(6, 1))
        .then(on(6, 2), Fact::Step(Step::Receive))
        .then(on(6, 5), Fact::Step(Step::Receive))
        .turns(on(6, 6), Turn::Ordered)
        .turns(on(6, 9), Turn::Delivered);
    let steps: Vec<_> = life.course().steps.into_iter().collect();
    let wanted = [
        (Step::Gather, on(6, 1)),
        (Step::Receive, on(6, 2)),
        (Step::Agree, on(6, 6)),
        (Step::Serve, on(6, 9)),
    ];
    assert_eq!(steps, wanted);
}

#[test]
fn a_slow_clock_never_leads_back_in_time() {
    let life = Life::opened(on(6, 10)).expects(on(6, 3), on(6, 20), yuan(5));
    assert_eq!(life.path(on(6, 10)), [(INTENDING, on(6, 10))]);
    let ordered = life.turns(day(2025, 1, 1), Turn::Ordered);
    assert_eq!(ordered.path(on(6, 10)).last(), Some(&(CLOSED, on(6, 10))));
}
