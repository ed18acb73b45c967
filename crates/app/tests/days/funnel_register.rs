//! 客流量登记表: a day is entered row by row, looked at later, and printed.

use jipan_app::event::{
    DayRange, DealSheetKind, FunnelEvent, FunnelMark, FunnelText, QuickField, RegisterPart,
    SheetEdit,
};
use jipan_app::view::{Later, PrintView, RegisterRow, RegisterView, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Channel, Flow, How, Level, Outcome, Place, Purpose, Stage, SubChannel};
use jipan_rules::values::Money;

use super::funnel_add::{board, day, days_pass, does, enters, expects, names, says, types};
use super::funnel_sheets::{done, edits, opens};
use super::tablet::{Tablet, disk, today};

/// The register as it is.
pub(crate) fn register(tablet: &mut Tablet<'_>) -> Later<RegisterView> {
    if tablet.model.view().route != Route::Register {
        tablet.happens(Event::LinkFollowed(Route::Register));
    }
    match tablet.model.view().screen {
        ScreenView::Register(view) => view,
        other => panic!("not the register: {other:?}"),
    }
}

/// Enters a row of the register.
pub(crate) fn notes(tablet: &mut Tablet<'_>, name: &str, channel: Channel) {
    register(tablet);
    types(tablet, QuickField::Name, name);
    types(tablet, QuickField::Phone, "19900000000");
    does(tablet, FunnelEvent::QuickChannel(channel));
    does(tablet, FunnelEvent::QuickDone);
}

pub(crate) fn looks_at(tablet: &mut Tablet<'_>, on: NaiveDate) -> Later<RegisterView> {
    register(tablet);
    does(tablet, FunnelEvent::RegisterDay(on));
    register(tablet)
}

fn told(view: &RegisterView) -> Vec<(usize, &str, bool)> {
    view.rows.iter().map(|it| (it.number, it.name.as_str(), it.is_new)).collect()
}

pub(crate) fn row(tablet: &mut Tablet<'_>, name: &str) -> RegisterRow {
    let view = register(tablet);
    let row = view.rows.iter().find(|it| it.name == name).cloned();
    row.unwrap_or_else(|| panic!("no {name}"))
}

pub(crate) fn is_empty(view: &RegisterView) -> bool {
    let entry = view.entry.as_ref().expect("a row can be entered");
    let texts = [&entry.name, &entry.phone, &entry.expect, &entry.amount, &entry.said];
    texts.iter().all(|it| it.is_empty()) && entry.channel.is_none()
}

#[test]
fn a_row_that_is_entered_appears_and_the_next_one_can_be_entered_at_once() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Name, "一号店");
    types(&mut tablet, QuickField::Phone, "19900000001");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Online));
    does(&mut tablet, FunnelEvent::QuickSub(Some(SubChannel::CallIn)));
    types(&mut tablet, QuickField::Expect, &day(6).to_string());
    types(&mut tablet, QuickField::Amount, "1,200");
    types(&mut tablet, QuickField::Said, " 问了价格 ");
    let view = register(&mut tablet);
    let entry = view.entry.as_ref().unwrap();
    assert_eq!((entry.level, entry.quick_days.len()), (Some(Level::H), 4));
    does(&mut tablet, FunnelEvent::QuickDone);
    let view = register(&mut tablet);
    assert!(is_empty(&view));
    assert_eq!(told(&view), [(1, "一号店", true)]);
    let row = view.rows[0].clone();
    assert_eq!(row.how, Some((How::Phone, Purpose::Open)));
    assert_eq!((row.outcome, row.said.as_str()), (Some(Outcome::Reached), "问了价格"));
    assert_eq!((row.before, row.level, row.is_past), (None, Level::H, false));
    assert_eq!((row.place, row.expected), (Place::In(Stage::Intending), Some(day(6))));
    assert_eq!((row.amount.map(Money::fen), row.owner), (Some(120_000), None));
    assert_eq!(row.phone.as_deref(), Some("19900000001"));
    let sums = view.sums;
    assert_eq!((sums.n_new, sums.n_again, sums.by_channel), (1, 0, [0, 1, 0, 0]));
    assert_eq!((sums.n_contacts, sums.n_reached, sums.n_closed), (1, 1, 0));
    notes(&mut tablet, "二号店", Channel::WalkIn);
    let view = register(&mut tablet);
    assert_eq!(told(&view), [(1, "一号店", true), (2, "二号店", true)]);
    assert_eq!((view.rows[1].how, view.rows[1].level), (None, Level::N), "nothing was said");
    assert_eq!(names(&board(&mut tablet), Stage::Intending), ["一号店"]);
}

#[test]
fn who_walked_in_was_talked_with_in_the_shop() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Said, "看了样品");
    notes(&mut tablet, "一号店", Channel::WalkIn);
    assert_eq!(row(&mut tablet, "一号店").how, Some((How::InShop, Purpose::Open)));
}

#[test]
fn after_midnight_the_register_is_of_the_new_day_and_what_was_carried_over_is_told() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    notes(&mut tablet, "一号店", Channel::WalkIn);
    types(&mut tablet, QuickField::Name, "半夜来的");
    days_pass(&mut tablet, 1);
    let view = register(&mut tablet);
    assert_eq!((view.today, view.day, view.rows.len()), (day(1), day(1), 0));
    assert_eq!(view.entry.as_ref().unwrap().name, "半夜来的");
    // A day that is looked at stays.
    assert_eq!(told(&looks_at(&mut tablet, today())), [(1, "一号店", true)]);
    days_pass(&mut tablet, 1);
    let view = register(&mut tablet);
    assert_eq!(
        (view.day, view.entry.is_none()),
        (today(), true),
        "nothing is entered for a past day"
    );
    // Whoever comes back on another day begins with that.
    tablet.happens(Event::LinkFollowed(Route::Home));
    assert_eq!(register(&mut tablet).day, day(2));
}

#[test]
fn no_day_after_today_and_none_before_1900_is_looked_at() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    notes(&mut tablet, "一号店", Channel::WalkIn);
    let view = looks_at(&mut tablet, day(9));
    assert_eq!((view.day, view.rows.len(), view.entry.is_some()), (today(), 1, true));
    let view = looks_at(&mut tablet, NaiveDate::MIN);
    assert_eq!(view.day, NaiveDate::from_ymd_opt(1900, 1, 1).unwrap());
    assert_eq!((view.days.len(), view.rows.len(), view.whole.n_left), (31, 0, 0));
}

#[test]
fn a_past_day_tells_how_all_stood_then_and_not_what_came_later() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let one = enters(&mut tablet, "一号店");
    let other = enters(&mut tablet, "二号店");
    days_pass(&mut tablet, 1);
    board(&mut tablet);
    expects(&mut tablet, one, day(5), "900");
    opens(&mut tablet, DealSheetKind::Contact(other));
    edits(&mut tablet, SheetEdit::How(How::Visit));
    edits(&mut tablet, SheetEdit::Text("早上去了".to_owned()));
    done(&mut tablet);
    opens(&mut tablet, DealSheetKind::Contact(other));
    edits(&mut tablet, SheetEdit::How(How::Chat));
    edits(&mut tablet, SheetEdit::Text("下午回了".to_owned()));
    edits(&mut tablet, SheetEdit::ExpectOn(day(20).to_string()));
    edits(&mut tablet, SheetEdit::Amount("50".to_owned()));
    done(&mut tablet);
    opens(&mut tablet, DealSheetKind::Contact(one));
    edits(&mut tablet, SheetEdit::Text("又问了".to_owned()));
    done(&mut tablet);
    days_pass(&mut tablet, 1);
    board(&mut tablet);
    expects(&mut tablet, other, day(4), "70");
    // Evening: what was on the day before is noted a day later.
    opens(&mut tablet, DealSheetKind::Contact(one));
    edits(&mut tablet, SheetEdit::On(day(1).to_string()));
    edits(&mut tablet, SheetEdit::How(How::Phone));
    edits(&mut tablet, SheetEdit::Text("补记".to_owned()));
    done(&mut tablet);
    assert!(register(&mut tablet).rows.is_empty(), "what is expected alone is no contact");
    let view = looks_at(&mut tablet, day(1));
    assert_eq!(told(&view), [(1, "二号店", false), (2, "一号店", false)], "as they were noted");
    let [second, first] = &view.rows[..] else { panic!("{:?}", view.rows) };
    assert_eq!((second.before, second.level), (Some(Level::N), Level::B));
    assert_eq!((second.expected, second.amount.map(Money::fen)), (Some(day(20)), Some(5_000)));
    assert_eq!(
        (second.how.map(|it| it.0), second.said.as_str()),
        (Some(How::Chat), "早上去了；下午回了")
    );
    assert_eq!(
        (first.before, first.level, first.said.as_str()),
        (Some(Level::N), Level::H, "又问了；补记")
    );
    assert_eq!((view.sums.n_new, view.sums.n_again, view.sums.n_contacts), (0, 2, 4));
    let view = looks_at(&mut tablet, today());
    assert_eq!(told(&view), [(1, "一号店", true), (2, "二号店", true)]);
    assert!(view.rows.iter().all(|it| it.level == Level::N && it.amount.is_none()));
}

#[test]
fn what_a_lead_remarked_that_day_is_told_in_the_row() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    says(&mut tablet, FunnelText::Remark(deal.customer), "盯紧");
    days_pass(&mut tablet, 1);
    tablet.opens("一号店");
    says(&mut tablet, FunnelText::Remark(deal.customer), "第二天");
    assert_eq!(looks_at(&mut tablet, today()).rows[0].remark.as_deref(), Some("盯紧"));
}

#[test]
fn a_number_lists_who_is_behind_it_until_something_else_is_looked_at() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    for name in ["一号店", "二号店"] {
        notes(&mut tablet, name, Channel::WalkIn);
    }
    let mark = FunnelMark::Flow(DayRange::day(today()), Flow::Opened);
    does(&mut tablet, FunnelEvent::MarkShown(Some(mark)));
    let list = register(&mut tablet).list.clone().unwrap();
    let told: Vec<_> = list.rows.iter().map(|it| (it.name.as_str(), it.opened_on)).collect();
    assert_eq!((list.n, list.n_more), (2, 0));
    assert_eq!(told, [("二号店", today()), ("一号店", today())], "the newest first");
    notes(&mut tablet, "三号店", Channel::WalkIn);
    assert_eq!(register(&mut tablet).list.as_ref().unwrap().n, 3, "it stays open and is of now");
    does(&mut tablet, FunnelEvent::MarkShown(None));
    assert_eq!(register(&mut tablet).list, None);
    for leaves in [
        Event::LinkFollowed(Route::Home),
        Event::Funnel(FunnelEvent::RegisterPart(RegisterPart::Month)),
        Event::Funnel(FunnelEvent::RegisterDay(day(-1))),
    ] {
        does(&mut tablet, FunnelEvent::MarkShown(Some(mark)));
        assert!(register(&mut tablet).list.is_some());
        tablet.happens(leaves);
        assert_eq!(register(&mut tablet).list, None);
    }
}

#[test]
fn the_register_is_printed_as_it_is_shown_without_what_is_being_typed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    notes(&mut tablet, "一号店", Channel::WalkIn);
    types(&mut tablet, QuickField::Name, "一半");
    does(&mut tablet, FunnelEvent::RegisterPart(RegisterPart::Month));
    let view = register(&mut tablet);
    assert!(view.entry.is_none(), "rows are entered into a day");
    let n = tablet.n_printed;
    does(&mut tablet, FunnelEvent::RegisterPrinted);
    assert_eq!(tablet.n_printed, n + 1);
    let Some(print) = tablet.model.view().print.clone() else { panic!("nothing to print") };
    let PrintView::Register(paper) = &*print else { panic!("{print:?}") };
    assert_eq!((paper.on, &paper.view.rows, &paper.view.days), (today(), &view.rows, &view.days));
    assert_eq!((paper.view.part, paper.view.entry.is_none()), (RegisterPart::Month, true));
    tablet.happens(Event::PrintEnded);
    board(&mut tablet);
    does(&mut tablet, FunnelEvent::RegisterPrinted);
    assert_eq!(tablet.n_printed, n + 1, "only from its screen");
}
