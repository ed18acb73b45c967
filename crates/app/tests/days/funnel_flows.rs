//! What comes into the register and leaves it, day by day over the end of a month, by hand; whose it is, and that
//! closed shops and merged customers count as on the board.

use jipan_app::event::{
    DayRange, DealRef, DealSheetKind, FunnelEvent, FunnelMark, Owners, SheetEdit,
};
use jipan_app::route::MergePlace;
use jipan_app::view::{BoardView, RegisterDay, RegisterView, WhoView};
use jipan_app::{Event, Route};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Channel, Checked, ClosePhase, Flow, Level, Place, Refusal, Stage, Turn};
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::values::Money;

use super::funnel_add::{board, day, days_pass, does, enters, expects};
use super::funnel_register::{looks_at, notes, register};
use super::funnel_sheets::{done, edits};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk, today};

/// An opportunity takes a turn, with what the sheet of it asks for.
pub(crate) fn turns(tablet: &mut Tablet<'_>, deal: DealRef, to: Turn) {
    board(tablet);
    let phase = match to {
        Turn::Ordered => Some(ClosePhase::Before),
        Turn::Delivered => Some(ClosePhase::During),
        _ => None,
    };
    for item in phase.into_iter().flat_map(ClosePhase::items) {
        does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
    does(tablet, FunnelEvent::Turned { deal, to });
    if super::funnel_sheets::open_sheet(tablet).is_some() {
        edits(tablet, SheetEdit::Why("说明".to_owned()));
        edits(tablet, SheetEdit::Refusal(Refusal::Money));
        edits(tablet, SheetEdit::Amount("800".to_owned()));
        edits(tablet, SheetEdit::Until(day(90).to_string()));
        done(tablet);
    }
    assert!(super::funnel_sheets::open_sheet(tablet).is_none(), "{to:?} is not done");
}

fn of_day(view: &RegisterView, on: NaiveDate) -> RegisterDay {
    *view.days.iter().find(|it| it.on == Some(on)).expect("a day of the month")
}

/// The ways of a day, in the order of `Flow::ALL`, and how many are left.
fn told(it: RegisterDay) -> ([usize; 6], usize) {
    (Flow::ALL.map(|flow| it.flows.of(flow)), it.n_left)
}

fn counts(view: &BoardView) -> [usize; 4] {
    view.columns.each_ref().map(|it| it.n)
}

/// How many opportunities a number of the register lists.
fn listed(tablet: &mut Tablet<'_>, mark: FunnelMark) -> Vec<String> {
    register(tablet);
    does(tablet, FunnelEvent::MarkShown(Some(mark)));
    let list = register(tablet).list.clone().expect("a list");
    assert_eq!(list.n, list.rows.len());
    list.rows.iter().map(|it| it.name.clone()).collect()
}

#[test]
fn who_is_not_closed_is_carried_over_the_end_of_the_month_and_all_adds_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    // 22 November: five come, one is lost at once.
    let [buys, loses, _, wrong, brief] =
        ["买的", "走的", "没定的", "改回的", "一天的"].map(|name| enters(tablet, name));
    turns(tablet, brief, Turn::Lost);
    // 28 November: one buys, one is closed by mistake.
    days_pass(tablet, 6);
    turns(tablet, buys, Turn::Ordered);
    turns(tablet, wrong, Turn::Ordered);
    // 1 December: the mistake is taken back, one is lost, another one comes.
    days_pass(tablet, 3);
    turns(tablet, wrong, Turn::Reopened);
    turns(tablet, loses, Turn::Lost);
    enters(tablet, "新来的");
    // 3 December: who bought cancels, who was lost comes back, and who came back buys on the same day.
    days_pass(tablet, 2);
    turns(tablet, buys, Turn::Cancelled);
    turns(tablet, loses, Turn::Reopened);
    turns(tablet, brief, Turn::Reopened);
    turns(tablet, brief, Turn::Ordered);
    let view = register(tablet);
    assert_eq!((view.month, view.days.len(), view.n_carried), (Month::of(day(11)), 3, 2));
    assert_eq!(told(of_day(&view, day(9))), ([1, 0, 1, 0, 1, 0], 3));
    assert_eq!(told(of_day(&view, day(10))), ([0; 6], 3));
    assert_eq!(told(of_day(&view, day(11))), ([0, 2, 0, 1, 0, 1], 4));
    assert_eq!(told(view.whole), ([1, 2, 1, 1, 1, 1], 4));
    let [prospects, intending, closed, _] = counts(&board(tablet));
    assert_eq!((prospects + intending, closed), (4, 1));
    let view = looks_at(tablet, day(6));
    assert_eq!((view.month, view.days.len(), view.n_carried), (Month::of(today()), 30, 0));
    assert_eq!(told(of_day(&view, today())), ([5, 0, 0, 0, 1, 0], 4));
    assert_eq!(told(of_day(&view, day(6))), ([0, 0, 0, 2, 0, 0], 2));
    assert_eq!(view.sums.n_closed, 2);
    assert_eq!(told(view.whole), ([5, 0, 0, 2, 1, 0], 2));
    let carried = listed(tablet, FunnelMark::Running(day(8)));
    assert_eq!(carried, ["没定的", "走的"]);
    let twice = DayRange { from: today(), until: day(11) };
    assert_eq!(listed(tablet, FunnelMark::Flow(twice, Flow::Closed)), ["一天的", "改回的", "买的"]);
}

#[test]
fn a_row_of_a_day_on_which_one_is_closed_tells_the_place_of_that_evening() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    expects(&mut tablet, deal, day(3), "800");
    turns(&mut tablet, deal, Turn::Ordered);
    days_pass(&mut tablet, 1);
    turns(&mut tablet, deal, Turn::Delivered);
    let view = looks_at(&mut tablet, today());
    let row = &view.rows[0];
    assert_eq!((row.level, row.place, row.before), (Level::O, Place::In(Stage::Closed), None));
    assert_eq!(row.amount.map(Money::fen), Some(80_000));
}

#[test]
fn a_closed_shop_is_in_no_number_and_two_that_were_merged_count_under_one_name() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let tablet = &mut tablet;
    let [one, other, _] = ["老店", "新店", "停业"].map(|name| enters(tablet, name));
    tablet.opens("停业");
    tablet.types(fields::STATUS, "停业");
    let pair = MergePlace::Pair(one.customer, other.customer);
    tablet.happens(Event::LinkFollowed(Route::Merge(pair)));
    tablet.happens(Event::MergePicked { field: fields::NAME, side: 0 });
    tablet.happens(Event::MergePressed);
    let view = register(tablet);
    assert_eq!((view.sums.n_new, view.whole.n_left), (2, 2));
    let names: Vec<_> = view.rows.iter().map(|it| (it.name.as_str(), it.deal)).collect();
    assert_eq!(names, [("老店", one), ("老店", other)]);
    assert_eq!(counts(&board(tablet)), [2, 0, 0, 0]);
    assert_eq!(listed(tablet, FunnelMark::Running(today())).len(), 2);
}

#[test]
fn in_a_company_the_register_is_of_the_own_ones_or_of_all_with_their_names() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    enters(&mut rep, "小王的店");
    company.meets(&mut rep);
    notes(&mut manager, "经理的店", Channel::Online);
    company.meets(&mut manager);
    let view = register(&mut manager);
    assert!(view.has_others);
    assert_eq!((view.owners, view.sums.n_new, view.rows.len()), (Owners::Mine, 1, 1));
    assert_eq!(view.rows[0].owner, Some(WhoView::Me));
    let mark = FunnelMark::Running(today());
    assert_eq!(listed(&mut manager, mark), ["经理的店"]);
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    let view = register(&mut manager);
    assert_eq!((view.sums.n_new, view.sums.by_channel, view.whole.n_left), (2, [1, 1, 0, 0], 2));
    assert_eq!(view.list.as_ref().map(|it| it.n), Some(2), "the list that is open, too");
    assert!(view.rows.iter().any(|it| matches!(it.owner, Some(WhoView::Named(_)))));
    assert_eq!(counts(&board(&mut manager)), [2, 0, 0, 0]);
    // What the rep enters comes to the open register.
    register(&mut manager);
    enters(&mut rep, "又一家");
    company.meets(&mut rep);
    company.meets(&mut manager);
    assert_eq!(register(&mut manager).sums.n_new, 3);
    assert_eq!(register(&mut rep).sums.n_new, 2);
}

#[test]
fn a_sheet_of_the_register_does_not_hide_the_day() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    let before = register(&mut tablet);
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    assert_eq!(register(&mut tablet).rows, before.rows);
}
