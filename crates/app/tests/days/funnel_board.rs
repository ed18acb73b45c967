//! Cards go over the board: closed with its lists, lost, frozen, out of reach and back again.

use std::rc::Rc;

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, Owners, SheetEdit};
use jipan_app::view::{BoardView, DealSheetError, DealSheetView, ScreenView, TaskWhat};
use jipan_app::{Event, Route};
use jipan_book::Action;
use jipan_rules::funnel::{
    Checked, CloseItem, ClosePhase, Lacking, Level, Place, Refusal, Stage, Turn,
};
use jipan_rules::schema::fields;
use jipan_rules::values::Money;

use super::funnel_add::{board, card, day, days_pass, does, enters, expects, names, now};
use super::tablet::{Tablet, disk};

fn turns(tablet: &mut Tablet<'_>, deal: DealRef, to: Turn) {
    does(tablet, FunnelEvent::Turned { deal, to });
}

fn edits(tablet: &mut Tablet<'_>, edit: SheetEdit) {
    does(tablet, FunnelEvent::SheetEdited(edit));
}

fn done(tablet: &mut Tablet<'_>) {
    does(tablet, FunnelEvent::SheetDone);
}

fn sheet(tablet: &mut Tablet<'_>) -> Option<DealSheetView> {
    match tablet.model.view().screen {
        ScreenView::Board(view) => view.sheet.as_deref().cloned(),
        other => panic!("not the board: {other:?}"),
    }
}

fn checks(tablet: &mut Tablet<'_>, deal: DealRef, items: impl IntoIterator<Item = CloseItem>) {
    for item in items {
        does(tablet, FunnelEvent::Checked { deal, item, is: Checked::Done });
    }
}

fn out(view: &BoardView, turn: Turn) -> usize {
    view.outs.iter().find(|it| it.0 == turn).unwrap().1
}

/// Closes an opportunity with all that is asked for before.
fn closes(tablet: &mut Tablet<'_>, deal: DealRef) {
    board(tablet);
    checks(tablet, deal, ClosePhase::Before.items());
    turns(tablet, deal, Turn::Ordered);
    // For how much it is, nobody said.
    done(tablet);
}

#[test]
fn a_closing_waits_for_its_list_and_the_base_for_the_tasks_after_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    turns(&mut tablet, deal, Turn::Ordered);
    let open = sheet(&mut tablet).unwrap();
    assert_eq!(open.closing.iter().map(|it| it.items.len()).collect::<Vec<_>>(), [4]);
    assert_eq!(open.lacking, [], "nothing is complained about before it is tried");
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).unwrap().lacking.len(), 4);
    let items: Vec<CloseItem> = ClosePhase::Before.items().collect();
    checks(&mut tablet, deal, items[1..].to_vec());
    let gift = CloseItem::Papers;
    does(&mut tablet, FunnelEvent::Checked { deal, item: gift, is: Checked::Waived(" ".into()) });
    assert_eq!(sheet(&mut tablet).unwrap().lacking, [Lacking::Item(gift)], "waived without a word");
    let is = Checked::Waived("老客户".into());
    does(&mut tablet, FunnelEvent::Checked { deal, item: gift, is });
    done(&mut tablet);
    assert!(sheet(&mut tablet).is_none());
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::MoveDeal));
    let closed = card(&mut tablet, deal);
    assert_eq!((closed.place, closed.level), (Place::In(Stage::Closed), Level::O));
    assert_eq!(closed.turns, [Turn::Delivered, Turn::Cancelled, Turn::Reopened]);
    checks(&mut tablet, deal, ClosePhase::During.items());
    turns(&mut tablet, deal, Turn::Delivered);
    assert!(sheet(&mut tablet).is_none(), "nothing was lacking, so it was done at once");
    assert_eq!(card(&mut tablet, deal).level, Level::D);
    assert_eq!(now(&mut tablet).sums.n_tasks, 0);
    let n_after = |tablet: &mut Tablet<'_>, days| {
        days_pass(tablet, days);
        now(tablet).sums.n_tasks
    };
    assert_eq!([1, 2, 4, 23].map(|days| n_after(&mut tablet, days)), [1, 2, 3, 4]);
    let view = now(&mut tablet);
    // One row for the shop, its points the latest first.
    let [shop] = &view.tasks[..] else { panic!("{:?}", view.tasks) };
    assert_eq!(
        (shop.customer, shop.name.as_str(), shop.points.len()),
        (deal.customer, "一号店", 4)
    );
    assert_eq!(shop.points[0].what, TaskWhat::AfterClose(deal, CloseItem::Journey));
    assert_eq!((shop.points[0].due, shop.points[0].late_days), (Some(day(1)), 29));
    assert!(shop.points.is_sorted_by_key(|it| core::cmp::Reverse(it.late_days)));
    checks(&mut tablet, deal, ClosePhase::After.items());
    assert_eq!(now(&mut tablet).sums.n_tasks, 0);
    let base = card(&mut tablet, deal);
    assert_eq!((base.place, base.level), (Place::In(Stage::Base), Level::M));
    assert_eq!(board(&mut tablet).columns[2].conversion.map(|it| (it.n, it.of)), Some((1, 1)));
    // Who is of the base buys again by a day and for an amount.
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Open(deal.customer)));
    edits(&mut tablet, SheetEdit::ExpectOn(day(60).to_string()));
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).unwrap().errors, [DealSheetError::NoExpectation]);
    edits(&mut tablet, SheetEdit::Amount("900".to_owned()));
    done(&mut tablet);
    let view = board(&mut tablet);
    assert_eq!(names(&view, Stage::Intending), ["一号店"]);
    assert_eq!(names(&view, Stage::Base), ["一号店"]);
}

#[test]
fn a_wrong_closing_is_reopened_with_a_reason_and_what_was_prepared_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    closes(&mut tablet, deal);
    turns(&mut tablet, deal, Turn::Reopened);
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).unwrap().lacking, [Lacking::Why]);
    edits(&mut tablet, SheetEdit::Why("点错了".to_owned()));
    done(&mut tablet);
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Prospect));
    expects(&mut tablet, deal, day(3), "50");
    turns(&mut tablet, deal, Turn::Ordered);
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Closed), "at once: all is known");
}

#[test]
fn lost_frozen_and_out_of_reach_ask_for_what_they_need_and_come_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    expects(&mut tablet, deal, day(20), "300");
    let reopens = |tablet: &mut Tablet<'_>| {
        turns(tablet, deal, Turn::Reopened);
        assert!(sheet(tablet).is_none());
        assert_eq!(card(tablet, deal).place, Place::In(Stage::Intending), "as it was expected");
    };
    board(&mut tablet);
    turns(&mut tablet, deal, Turn::Lost);
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).unwrap().lacking, [Lacking::Cause]);
    edits(&mut tablet, SheetEdit::Refusal(Refusal::Compare));
    done(&mut tablet);
    assert_eq!(out(&board(&mut tablet), Turn::Lost), 1);
    reopens(&mut tablet);
    turns(&mut tablet, deal, Turn::Frozen);
    edits(&mut tablet, SheetEdit::Until(day(0).to_string()));
    done(&mut tablet);
    assert_eq!(sheet(&mut tablet).unwrap().lacking, [Lacking::Why, Lacking::Until]);
    edits(&mut tablet, SheetEdit::Why("装修".to_owned()));
    edits(&mut tablet, SheetEdit::Until(day(9).to_string()));
    done(&mut tablet);
    does(&mut tablet, FunnelEvent::OutsShown(Some(Turn::Frozen)));
    let ScreenView::Board(view) = tablet.model.view().screen else { panic!("no board") };
    let (turn, cards) = view.shown_outs.clone().unwrap();
    assert_eq!((turn, cards.len(), cards[0].deal), (Turn::Frozen, 1, deal));
    assert_eq!(cards[0].turns, [Turn::Reopened]);
    assert!(view.columns.iter().all(|it| it.n == 0));
    reopens(&mut tablet);
    turns(&mut tablet, deal, Turn::OutOfReach);
    edits(&mut tablet, SheetEdit::Why("号码是空号".to_owned()));
    done(&mut tablet);
    assert_eq!(out(&board(&mut tablet), Turn::OutOfReach), 1);
    reopens(&mut tablet);
}

#[test]
fn what_cannot_follow_is_not_done_and_opens_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    board(&mut tablet);
    for to in [Turn::Delivered, Turn::Cancelled, Turn::Reopened] {
        turns(&mut tablet, deal, to);
        does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Turn(deal, to)));
        assert!(sheet(&mut tablet).is_none());
    }
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Prospect));
}

#[test]
fn each_move_is_taken_back_from_the_bar() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    closes(&mut tablet, deal);
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Closed));
    tablet.happens(Event::UndoPressed);
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Prospect));
    tablet.happens(Event::UndoPressed);
    assert_eq!(card(&mut tablet, deal).place, Place::In(Stage::Closed));
}

#[test]
fn a_column_adds_up_its_cards_and_weighs_them() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    for (name, in_days, amount) in [("甲", 5, "1000"), ("乙", 80, "500"), ("丙", 25, "0.01")] {
        let deal = enters(&mut tablet, name);
        board(&mut tablet);
        expects(&mut tablet, deal, day(in_days), amount);
    }
    enters(&mut tablet, "丁");
    let view = board(&mut tablet);
    let [prospects, intending, ..] = &view.columns;
    assert_eq!((prospects.n, prospects.n_without_amount, prospects.amount.fen()), (1, 1, 0));
    assert_eq!((intending.n, intending.amount.fen()), (3, 150_001));
    // 1000 of H at 70 %, 500 of C at 20 %, one fen of B at 35 %, rounded once.
    assert_eq!(intending.forecast.map(Money::fen), Some(80_000));
    assert_eq!(view.forecast.map(Money::fen), Some(80_000));
    let went = prospects.conversion.map(|it| (it.n, it.of));
    assert_eq!(went, Some((0, 1)), "who passed on the day of opening was never there");
    days_pass(&mut tablet, 4);
    let view = board(&mut tablet);
    let [prospects, intending, ..] = &view.columns;
    assert_eq!(
        (prospects.n_stale, prospects.avg_days, prospects.oldest_days),
        (1, Some(4), Some(4))
    );
    assert_eq!(intending.n_stale, 0);
    assert!(prospects.cards[0].is_stale && prospects.cards[0].is_aged);
}

#[test]
fn a_column_is_a_window_of_its_cards() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    for n in 0..40 {
        enters(&mut tablet, &format!("{n}号店"));
    }
    let view = board(&mut tablet);
    assert_eq!(
        (view.columns[0].n, view.columns[0].first, view.columns[0].cards.len()),
        (40, 0, 11)
    );
    does(&mut tablet, FunnelEvent::ColumnMoved { stage: Stage::Prospect, first: 30, n: 4 });
    let view = board(&mut tablet);
    assert_eq!((view.columns[0].first, view.columns[0].cards.len()), (27, 10));
    does(&mut tablet, FunnelEvent::ColumnMoved { stage: Stage::Prospect, first: 99, n: 4 });
    let view = board(&mut tablet);
    let last = view.columns[0].cards.last().map(|it| it.deal);
    assert_eq!((view.columns[0].first, view.columns[0].cards.len()), (33, 7), "the last ones");
    does(&mut tablet, FunnelEvent::ColumnMoved { stage: Stage::Prospect, first: 36, n: 4 });
    assert_eq!(board(&mut tablet).columns[0].cards.last().map(|it| it.deal), last);
}

#[test]
fn of_a_column_that_did_not_move_the_cards_are_the_same_ones() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deals: Vec<DealRef> = (0..20).map(|n| enters(&mut tablet, &format!("{n}号店"))).collect();
    for deal in &deals[..3] {
        expects(&mut tablet, *deal, day(5), "900");
    }
    let before = board(&mut tablet);
    let same = |before: &BoardView, tablet: &mut Tablet<'_>| {
        let ScreenView::Board(view) = tablet.model.view().screen else { panic!("no board") };
        let pairs = before.columns.iter().zip(&view.columns);
        pairs.map(|(one, other)| Rc::ptr_eq(&one.cards, &other.cards)).collect::<Vec<_>>()
    };
    assert_eq!(same(&before, &mut tablet), [true; 4]);
    does(&mut tablet, FunnelEvent::ColumnMoved { stage: Stage::Prospect, first: 12, n: 4 });
    assert_eq!(same(&before, &mut tablet), [false, true, true, true]);
    let before = board(&mut tablet);
    expects(&mut tablet, deals[0], day(6), "900");
    assert_eq!(same(&before, &mut tablet), [true, false, true, true], "its date is another one");
    tablet.happens(Event::LinkFollowed(Route::Home));
    let before = board(&mut tablet);
    tablet.opens("1号店");
    tablet.types(fields::NAME, "老一号");
    let view = board(&mut tablet);
    assert!(names(&view, Stage::Intending).contains(&"老一号".to_owned()));
    assert_eq!(same(&before, &mut tablet), [true, false, true, true], "its name is another one");
}

#[test]
fn another_choice_of_whose_leaves_the_column_where_it_is_scrolled_to() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    for n in 0..40 {
        enters(&mut tablet, &format!("{n}号店"));
    }
    board(&mut tablet);
    does(&mut tablet, FunnelEvent::ColumnMoved { stage: Stage::Prospect, first: 30, n: 4 });
    does(&mut tablet, FunnelEvent::OwnersShown(Owners::All));
    // A list says only that it moved: nothing moves it here.
    let ScreenView::Board(view) = tablet.model.view().screen else { panic!("no board") };
    assert_eq!((view.columns[0].first, view.columns[0].cards.len()), (27, 10));
}

#[test]
fn closed_and_deleted_customers_are_on_no_board_and_no_list() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    for name in ["开着", "停业", "删除"] {
        enters(&mut tablet, name);
    }
    days_pass(&mut tablet, 1);
    assert_eq!((board(&mut tablet).columns[0].n, now(&mut tablet).sums.n_today), (3, 3));
    tablet.opens("停业");
    tablet.types(fields::STATUS, "停业");
    tablet.opens("删除");
    tablet.happens(Event::DeletePressed);
    let view = board(&mut tablet);
    assert_eq!(names(&view, Stage::Prospect), ["开着"]);
    assert_eq!(view.n_without, 0);
    assert_eq!(now(&mut tablet).due.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["开着"]);
    tablet.happens(Event::LinkFollowed(Route::Home));
    tablet.happens(Event::UndoPressed);
    assert_eq!(board(&mut tablet).columns[0].n, 2);
}

#[test]
fn alone_everything_is_mine_and_nobody_is_named() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    let view = board(&mut tablet);
    assert!(!view.has_others);
    assert_eq!((view.owners, view.columns[0].n), (Owners::Mine, 1));
    assert_eq!(card(&mut tablet, deal).owner, None);
    does(&mut tablet, FunnelEvent::CardToggled(Some(deal)));
    assert_eq!(board(&mut tablet).open_card, Some(deal));
    does(&mut tablet, FunnelEvent::CardToggled(Some(deal)));
    assert_eq!(board(&mut tablet).open_card, None);
}
