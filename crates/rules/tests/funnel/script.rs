//! Which card helps where an opportunity stands, at the bounds between two of them.

use jipan_rules::funnel::{ClosePhase, Outcome, Refusal, Script, Turn, script_for};
use jipan_rules::{Days, NaiveDate};

use super::kit::{Life, on, yuan};

fn card(life: &Life, today: NaiveDate) -> Script {
    script_for(&life.stands(today), &life.course())
}

#[test]
fn who_never_talked_with_anybody_is_called_for_the_first_time_however_often_nobody_answered() {
    let life = Life::opened(on(3, 2));
    assert_eq!(card(&life, on(3, 2)), Script::FirstCall);
    let tried = life.calls(on(3, 3), Outcome::NoAnswer).calls(on(3, 4), Outcome::NoAnswer);
    assert_eq!(card(&tried, on(3, 9)), Script::FirstCall);
    for outcome in [Outcome::Reached, Outcome::Refused(Refusal::Instinct)] {
        assert_eq!(card(&tried.clone().calls(on(3, 5), outcome), on(3, 9)), Script::Invite);
    }
}

#[test]
fn what_is_expected_decides_between_invitation_and_order_and_its_day_is_not_yet_past() {
    let said = Life::opened(on(3, 2)).calls(on(3, 2), Outcome::Reached);
    let by = on(6, 30);
    let life = said.expects(on(3, 2), by, yuan(5_000));
    // 91 days before it is too far off for 意向, 90 are not.
    let before = |days| by - Days::new(days);
    let life = |today| card(&life, today);
    assert_eq!([life(before(91)), life(before(90))], [Script::Invite, Script::Push]);
    assert_eq!([life(by), life(on(7, 1))], [Script::Push, Script::Remind]);
}

#[test]
fn who_said_what_it_expects_was_talked_with() {
    let life = Life::opened(on(3, 2)).expects(on(3, 2), on(3, 9), yuan(5_000));
    assert_eq!(card(&life, on(3, 2)), Script::Push);
}

#[test]
fn an_order_is_cared_for_until_it_is_of_the_base_also_past_the_expected_day() {
    let life = Life::opened(on(3, 2))
        .expects(on(3, 2), on(3, 9), yuan(5_000))
        .turns(on(3, 8), Turn::Ordered);
    assert_eq!(card(&life, on(4, 1)), Script::Care);
    let life = life.turns(on(4, 1), Turn::Delivered);
    assert_eq!(card(&life, on(4, 2)), Script::Care);
    let life = life.does_all(on(4, 3), ClosePhase::After);
    assert_eq!(card(&life, on(4, 3)), Script::Keep);
}

#[test]
fn who_left_is_won_back_and_who_was_frozen_thawed() {
    let life = Life::opened(on(3, 2)).expects(on(3, 2), on(3, 9), yuan(5_000));
    for to in [Turn::Lost, Turn::OutOfReach] {
        assert_eq!(card(&life.clone().turns(on(3, 8), to), on(5, 1)), Script::WinBack);
    }
    let ordered = life.clone().turns(on(3, 8), Turn::Ordered);
    assert_eq!(card(&ordered.turns(on(3, 9), Turn::Cancelled), on(5, 1)), Script::WinBack);
    let frozen = life.turns(on(3, 8), Turn::Frozen);
    assert_eq!(card(&frozen, on(5, 1)), Script::Thaw);
    let again = frozen.turns(on(5, 1), Turn::Reopened);
    assert_eq!(card(&again, on(5, 1)), Script::Remind, "what it expected is past");
}
