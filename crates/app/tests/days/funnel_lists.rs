//! What 今日 and the board list while others write: the team arrives, customers are handed over and merged,
//! and there is more of something than is shown.

use std::fmt::Write as _;

use jipan_app::event::{DealRef, DealSheetKind, FunnelEvent, Owners, SheetEdit};
use jipan_app::route::MergePlace;
use jipan_app::view::{BoardView, ScreenView, TodayMore, TodayView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{Fact, Place, Refusal, Stage, Turn};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::PersonId;

use super::company::Company;
use super::funnel_add::{board, does, enters, names, now};
use super::prospects::{Past, walked_in};
use super::rules::day;
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk, today};

fn board_as_it_is(tablet: &Tablet<'_>) -> BoardView {
    match tablet.model.view().screen {
        ScreenView::Board(view) => (*view).clone(),
        other => panic!("not the board: {other:?}"),
    }
}

fn today_as_it_is(tablet: &Tablet<'_>) -> TodayView {
    match tablet.model.view().screen {
        ScreenView::Today(view) => (*view).clone(),
        other => panic!("not today: {other:?}"),
    }
}

fn colleague(tablet: &mut Tablet<'_>, name: &str) -> PersonId {
    let sheet = tablet.file().funnel.sheet.expect("the sheet is open");
    sheet.people.iter().find(|(_, of)| of == name).expect("the colleague is offered").0
}

/// Hands a customer over from its file.
fn hands(tablet: &mut Tablet<'_>, deal: DealRef, name: &str) {
    tablet.happens(Event::LinkFollowed(Route::Customer(deal.customer)));
    does(tablet, FunnelEvent::SheetOpened(DealSheetKind::Hand(deal.customer)));
    let to = colleague(tablet, name);
    does(tablet, FunnelEvent::SheetEdited(SheetEdit::Person(to)));
    does(tablet, FunnelEvent::SheetDone);
}

fn handed(view: &TodayView) -> Vec<(String, Option<Place>)> {
    let place = |it: &jipan_app::view::HandedRow| it.deal.map(|(_, place, _)| place);
    view.handed.iter().map(|it| (it.name.clone(), place(it))).collect()
}

#[test]
fn when_the_first_colleague_arrives_an_open_board_shows_only_what_is_mine() {
    let (one, two) = (disk(), disk());
    let mut past = Past::of(&["别人登记的"]);
    past.says(day(10, 1), (1, 1), walked_in());
    past.onto(&one);
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.joins(&mut company, &secret);
    let east = company.territory("东", &["东线"]);
    company.meets(&mut manager);
    let view = board(&mut manager);
    assert_eq!((view.has_others, names(&view, Stage::Prospect).len()), (false, 1));
    let _rep = rep(&two, 2, &mut company, east);
    company.meets(&mut manager);
    let view = board_as_it_is(&manager);
    assert_eq!((view.has_others, view.owners), (true, Owners::Mine));
    assert_eq!((view.columns[0].n, view.has_any), (0, true), "not mine, but there is something");
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    assert_eq!(board_as_it_is(&manager).columns[0].n, 1);
}

#[test]
fn what_is_handed_over_comes_to_an_open_screen_and_goes_from_the_other() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, _manager, [east, west]) = two_territories(&one);
    let mut first = rep(&two, 2, &mut company, east);
    let secret = company.invite("小李", Role::Rep, &[west]);
    let mut second = Tablet::open(&three, 3);
    second.joins(&mut company, &secret);
    company.meets(&mut first);
    let runs = enters(&mut first, "还在谈");
    let lost = enters(&mut first, "谈不成");
    board(&mut first);
    does(&mut first, FunnelEvent::Turned { deal: lost, to: Turn::Lost });
    does(&mut first, FunnelEvent::SheetEdited(SheetEdit::Refusal(Refusal::Money)));
    does(&mut first, FunnelEvent::SheetDone);
    hands(&mut first, runs, "小李");
    hands(&mut first, lost, "小李");
    board(&mut first);
    assert_eq!(handed(&now(&mut second)), []);
    company.meets(&mut first);
    company.meets(&mut second);
    assert_eq!(board_as_it_is(&first).columns[0].n, 0);
    let told = handed(&today_as_it_is(&second));
    let out = ("谈不成".to_owned(), Some(Place::Out(Turn::Lost)));
    let prospect = ("还在谈".to_owned(), Some(Place::In(Stage::Prospect)));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&out) && told.contains(&prospect), "also one of whom nothing runs");
    assert_eq!(names(&board(&mut second), Stage::Prospect), ["还在谈"]);
}

#[test]
fn one_who_is_merged_while_the_sheet_is_open_is_handed_over_as_the_one_that_stays() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, west]) = two_territories(&one);
    let mut first = rep(&two, 2, &mut company, east);
    let secret = company.invite("小李", Role::Rep, &[west]);
    let mut second = Tablet::open(&three, 3);
    second.joins(&mut company, &secret);
    company.meets(&mut first);
    let [stays, goes] = ["老店", "新店"].map(|name| enters(&mut first, name));
    for tablet in [&mut first, &mut manager] {
        company.meets(tablet);
    }
    first.happens(Event::LinkFollowed(Route::Customer(goes.customer)));
    does(&mut first, FunnelEvent::SheetOpened(DealSheetKind::Hand(goes.customer)));
    let to = colleague(&mut first, "小李");
    does(&mut first, FunnelEvent::SheetEdited(SheetEdit::Person(to)));
    let pair = MergePlace::Pair(stays.customer, goes.customer);
    manager.happens(Event::LinkFollowed(Route::Merge(pair)));
    manager.happens(Event::MergePicked { field: fields::NAME, side: 0 });
    manager.happens(Event::MergePressed);
    company.meets(&mut manager);
    company.meets(&mut first);
    let book = first.model.book();
    assert_eq!(book.survivor_of(goes.customer), stays.customer, "the merge arrived");
    does(&mut first, FunnelEvent::SheetDone);
    let book = first.model.book();
    let row = book.row_of(stays.customer).unwrap();
    let facts = book.facts(row);
    let hand = facts.iter().find(|it| matches!(it.fact, Fact::Hand { .. }));
    assert_eq!(hand.map(|it| it.customer), Some(stays.customer));
    company.meets(&mut first);
    company.meets(&mut second);
    let has_it = |tablet: &Tablet<'_>| {
        let row = tablet.model.book().row_of(stays.customer);
        row.is_some_and(|row| tablet.model.book().is_visible(row))
    };
    assert!(has_it(&second) && !has_it(&first), "the territory goes with the screen");
}

#[test]
fn of_a_hundred_and_more_it_is_said_how_many_are_not_shown_each_by_its_name() {
    let disk = disk();
    let names: Vec<String> = (1..=103).map(|n| format!("{n}号店")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut past = Past::of(&names);
    for n in 1..=103 {
        past.says(day(10, 1), (n, n), walked_in());
    }
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let view = now(&mut tablet);
    assert_eq!((view.sums.n_late, view.late.len()), (103, 100));
    assert_eq!(view.more, TodayMore { n_late: 3, ..TodayMore::default() });
    let mut file = String::from("店铺名称,有效日期\n");
    for n in 0..105 {
        writeln!(file, "证件{n},2026-12-20").unwrap();
    }
    tablet.imports("a.csv", file.as_bytes());
    let view = now(&mut tablet);
    assert_eq!((view.sums.n_ending, view.ending.len()), (105, 10));
    assert_eq!(view.more, TodayMore { n_late: 3, n_ending: 95, ..TodayMore::default() });
}

#[test]
fn a_date_that_ends_in_more_than_thirty_days_is_counted_and_not_listed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let ends = |n: i64| today() + jipan_rules::TimeDelta::days(n);
    let file = format!("店铺名称,有效日期\n甲,{}\n乙,{}\n", ends(30), ends(31));
    tablet.imports("a.csv", file.as_bytes());
    let view = now(&mut tablet);
    assert_eq!(view.ending.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["甲"]);
    assert_eq!((view.sums.n_ending, view.more.n_ending), (2, 1));
}

#[test]
fn dates_that_end_are_those_of_the_customers_that_are_shown() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    enters(&mut rep, "小王的店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    for name in ["小王的店", "1号店"] {
        manager.opens(name);
        manager.types(fields::VALID_TO, "2026-12-20");
    }
    let ending = |tablet: &mut Tablet<'_>| now(tablet).sums.n_ending;
    assert_eq!(ending(&mut manager), 1, "nobody has 1号店, so it is everybody's");
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    assert_eq!(ending(&mut manager), 2);
    does(&mut manager, FunnelEvent::OwnersShown(Owners::Mine));
    manager.opens("1号店");
    manager.types(fields::VALID_TO, "");
    assert_eq!(ending(&mut manager), 0);
    company.meets(&mut manager);
    company.meets(&mut rep);
    assert_eq!(ending(&mut rep), 1, "the own one");
}
