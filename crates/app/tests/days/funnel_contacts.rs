//! A contact is noted, put off, chosen by a refusal; levels go with the days.

use jipan_app::Event;
use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, SheetEdit, SheetOutcome};
use jipan_app::view::{DealSheetError, DealSheetView, ScreenView};
use jipan_book::Action;
use jipan_rules::funnel::{
    Channel, DueWhy, Fact, How, Level, Outcome, Place, Purpose, Refusal, Stage, Step, SubChannel,
};
use jipan_rules::values::Money;

use super::funnel_add::{board, card, day, days_pass, does, enters, expects, names, now};
use super::tablet::{Disk, Tablet, disk, today};

fn edits(tablet: &mut Tablet<'_>, edit: SheetEdit) {
    does(tablet, FunnelEvent::SheetEdited(edit));
}

fn opens(tablet: &mut Tablet<'_>, kind: DealSheetKind) {
    does(tablet, FunnelEvent::SheetOpened(kind));
}

/// The sheet that is open on today's screen or the board.
fn sheet(tablet: &mut Tablet<'_>) -> DealSheetView {
    *open_sheet(tablet).expect("a sheet is open")
}

fn open_sheet(tablet: &mut Tablet<'_>) -> Option<Box<DealSheetView>> {
    match tablet.model.view().screen {
        ScreenView::Today(view) => view.sheet.clone(),
        ScreenView::Board(view) => view.sheet.clone(),
        other => panic!("no screen of the funnel: {other:?}"),
    }
}

/// A tablet at the screen 今日 with one prospect.
fn with_one(disk: &Disk) -> (Tablet<'_>, DealRef) {
    let mut tablet = Tablet::open(disk, 1);
    let deal = enters(&mut tablet, "一号店");
    now(&mut tablet);
    (tablet, deal)
}

fn facts(tablet: &Tablet<'_>, deal: DealRef) -> Vec<Fact> {
    let book = tablet.model.book();
    let facts = book.facts(book.row_of(deal.customer).unwrap());
    facts.iter().filter(|it| !it.is_gone).map(|it| it.fact.clone()).collect()
}

#[test]
fn contact_expectation_and_step_of_one_sheet_are_one_change() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    let view = sheet(&mut tablet);
    assert_eq!(
        (view.how, view.purpose, view.outcome),
        (How::Phone, Purpose::Open, SheetOutcome::Reached)
    );
    assert_eq!(view.next_by_rule, Some(day(1)), "nobody knows yet when it buys");
    let days: Vec<u16> = view.quick_days.iter().map(|it| it.0).collect();
    assert_eq!(days, [7, 15, 30, 90]);
    assert_eq!(view.quick_days[1].1, day(15));
    edits(&mut tablet, SheetEdit::How(How::Visit));
    edits(&mut tablet, SheetEdit::Text("要看样品".to_owned()));
    edits(&mut tablet, SheetEdit::ExpectOn(day(30).to_string()));
    edits(&mut tablet, SheetEdit::Amount("1.2万".to_owned()));
    edits(&mut tablet, SheetEdit::Step(Step::Experience, true));
    let view = sheet(&mut tablet);
    let steps = [(Step::Receive, true), (Step::Analyse, true), (Step::Experience, true)];
    assert_eq!(view.steps, steps, "a visit receives, day and amount say what is needed");
    assert_eq!((view.level, view.next_by_rule), (Some(Level::B), Some(day(30))));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert!(open_sheet(&mut tablet).is_none());
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::LogContact));
    let now = card(&mut tablet, deal);
    assert_eq!((now.place, now.level), (Place::In(Stage::Intending), Level::B));
    assert_eq!(now.amount.map(Money::fen), Some(1_200_000));
    assert_eq!(now.due, Some((day(30), DueWhy::Level { from: today(), days: 30 })));
    assert_eq!(facts(&tablet, deal).len(), 6);
    tablet.happens(Event::UndoPressed);
    assert_eq!(facts(&tablet, deal).len(), 1, "one undo takes all of it back");
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Prospect));
}

#[test]
fn a_refusal_needs_its_reason_and_says_when_to_try_again() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::NoAnswer));
    assert_eq!(sheet(&mut tablet).next_by_rule, Some(day(1)));
    edits(&mut tablet, SheetEdit::Outcome(SheetOutcome::Refused));
    assert_eq!(sheet(&mut tablet).next_by_rule, None);
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::NoReason]);
    edits(&mut tablet, SheetEdit::Refusal(Refusal::Money));
    assert_eq!(sheet(&mut tablet).next_by_rule, Some(day(30)));
    assert_eq!(sheet(&mut tablet).errors, []);
    does(&mut tablet, FunnelEvent::SheetDone);
    let tried = DueWhy::Tried(Outcome::Refused(Refusal::Money));
    assert_eq!(card(&mut tablet, deal).due, Some((day(30), tried)));
}

#[test]
fn a_day_that_was_chosen_is_the_next_contact_and_must_come() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Next(today().to_string()));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::NextPast]);
    edits(&mut tablet, SheetEdit::Next("明年".to_owned()));
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::Next]);
    edits(&mut tablet, SheetEdit::Next(day(4).to_string()));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(card(&mut tablet, deal).due, Some((day(4), DueWhy::Chosen)));
}

#[test]
fn who_is_due_is_on_todays_list_and_who_was_put_off_is_not() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    assert_eq!(now(&mut tablet).sums.n_today, 0);
    days_pass(&mut tablet, 1);
    let view = now(&mut tablet);
    assert_eq!((view.sums.n_late, view.sums.n_today), (0, 1));
    assert_eq!((view.due[0].name.as_str(), view.due[0].late_days), ("一号店", 0));
    days_pass(&mut tablet, 3);
    let view = now(&mut tablet);
    assert_eq!((view.sums.n_late, view.sums.n_today, view.late[0].late_days), (1, 0, 3));
    opens(&mut tablet, DealSheetKind::Snooze(deal));
    assert_eq!(sheet(&mut tablet).until_max, Some(day(34)));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::Until]);
    edits(&mut tablet, SheetEdit::Until(day(35).to_string()));
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::UntilTooLate]);
    edits(&mut tablet, SheetEdit::Until(day(6).to_string()));
    edits(&mut tablet, SheetEdit::Why("老板出差".to_owned()));
    does(&mut tablet, FunnelEvent::SheetDone);
    let view = now(&mut tablet);
    assert_eq!((view.sums.n_late, view.sums.n_today), (0, 0));
    days_pass(&mut tablet, 2);
    assert_eq!(now(&mut tablet).due[0].why, DueWhy::Snoozed);
}

#[test]
fn the_level_goes_with_the_days_and_past_the_day_it_stays_intending() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    expects(&mut tablet, deal, day(91), "5000");
    let far = card(&mut tablet, deal);
    assert_eq!((far.level, far.place), (Level::Later, Place::In(Stage::Prospect)));
    let mut levels = Vec::new();
    for days in [1, 60, 15, 8, 7, 1] {
        days_pass(&mut tablet, days);
        let now = card(&mut tablet, deal);
        assert_eq!(now.place, Place::In(Stage::Intending));
        levels.push((now.level, now.days_left, now.is_past));
    }
    assert_eq!(
        levels,
        [
            (Level::C, Some(90), false),
            (Level::B, Some(30), false),
            (Level::A, Some(15), false),
            (Level::H, Some(7), false),
            (Level::H, Some(0), false),
            (Level::H, Some(-1), true),
        ]
    );
    assert_eq!(names(&board(&mut tablet), Stage::Intending), ["一号店"]);
}

#[test]
fn what_is_typed_into_a_sheet_survives_the_death_of_the_tablet() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    edits(&mut tablet, SheetEdit::Text("说到一半\n第二行".to_owned()));
    edits(&mut tablet, SheetEdit::Amount("3".to_owned()));
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    now(&mut tablet);
    assert!(open_sheet(&mut tablet).is_none());
    opens(&mut tablet, DealSheetKind::Contact(deal));
    let view = sheet(&mut tablet);
    assert_eq!((view.text.as_str(), view.amount.as_str()), ("说到一半\n第二行", "3"));
    does(&mut tablet, FunnelEvent::SheetClosed);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    assert_eq!(sheet(&mut tablet).text, "说到一半\n第二行", "putting it away keeps it");
    does(&mut tablet, FunnelEvent::SheetDone);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    let view = sheet(&mut tablet);
    assert_eq!((view.text.as_str(), view.amount.as_str()), ("", "3"), "what was said is known now");
}

#[test]
fn nothing_new_is_no_change_and_what_cannot_be_read_is_said() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Expect(deal));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::Nothing]);
    edits(&mut tablet, SheetEdit::Amount("很多".to_owned()));
    edits(&mut tablet, SheetEdit::ExpectOn("以后".to_owned()));
    let errors = sheet(&mut tablet).errors;
    assert_eq!(errors, [DealSheetError::ExpectOn, DealSheetError::Amount]);
    edits(&mut tablet, SheetEdit::Amount("100".to_owned()));
    edits(&mut tablet, SheetEdit::ExpectOn(day(3).to_string()));
    edits(&mut tablet, SheetEdit::Why("长".repeat(2_001)));
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::TooLong]);
    assert_eq!(facts(&tablet, deal).len(), 1);
}

#[test]
fn source_and_flags_are_set_right_without_a_contact() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Source(deal));
    edits(&mut tablet, SheetEdit::Channel(Channel::Offline));
    edits(&mut tablet, SheetEdit::Sub(Some(SubChannel::GroundPush)));
    edits(&mut tablet, SheetEdit::Will(Some(true)));
    let view = sheet(&mut tablet);
    assert_eq!(view.source.map(|it| it.sub), Some(Some(SubChannel::GroundPush)));
    does(&mut tablet, FunnelEvent::SheetDone);
    let kinds: Vec<u8> = facts(&tablet, deal).iter().map(Fact::order).collect();
    assert_eq!(kinds, [0, 1, 2], "opened, source, flags");
    assert_eq!(card(&mut tablet, deal).due.map(|due| due.0), Some(day(1)));
}

#[test]
fn a_new_opportunity_of_a_known_customer_comes_from_where_the_last_one_came() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Open(deal.customer));
    edits(&mut tablet, SheetEdit::ExpectOn(day(10).to_string()));
    edits(&mut tablet, SheetEdit::Amount("800".to_owned()));
    does(&mut tablet, FunnelEvent::SheetDone);
    let view = board(&mut tablet);
    assert_eq!(names(&view, Stage::Prospect), ["一号店"]);
    assert_eq!(names(&view, Stage::Intending), ["一号店"]);
    assert_eq!(view.n_without, 0);
    tablet.imports("a.csv", "店铺名称\n没有商机的店\n".as_bytes());
    let id = tablet.opens("没有商机的店").id;
    assert_eq!(board(&mut tablet).n_without, 1);
    opens(&mut tablet, DealSheetKind::Open(id));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(sheet(&mut tablet).errors, [DealSheetError::NoChannel]);
    edits(&mut tablet, SheetEdit::Channel(Channel::WalkIn));
    does(&mut tablet, FunnelEvent::SheetDone);
    let view = board(&mut tablet);
    assert_eq!((view.n_without, view.columns[0].n), (0, 2));
}

#[test]
fn what_is_late_counts_from_the_day_on_which_the_level_asked_and_that_day_is_named() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    expects(&mut tablet, deal, day(29), "50");
    assert_eq!(card(&mut tablet, deal).asked_since, None);
    days_pass(&mut tablet, 23);
    let late = &now(&mut tablet).late[0];
    assert_eq!((late.level, late.due, late.late_days), (Level::H, day(7), 1));
    assert_eq!(late.asked_since, Some(day(22)), "a week before the day it became H");
    assert_eq!(card(&mut tablet, deal).asked_since, Some(day(22)));
}

#[test]
fn the_next_contact_is_chosen_by_a_tap_or_by_the_calendar() {
    let disk = disk();
    let (mut tablet, deal) = with_one(&disk);
    opens(&mut tablet, DealSheetKind::Contact(deal));
    let offered = sheet(&mut tablet).until_days;
    assert_eq!(offered, [1, 3, 7, 15].map(|n| (n, day(i64::from(n)))));
    edits(&mut tablet, SheetEdit::Next(offered[1].1.to_string()));
    does(&mut tablet, FunnelEvent::SheetDone);
    assert_eq!(card(&mut tablet, deal).due, Some((day(3), DueWhy::Chosen)));
}
