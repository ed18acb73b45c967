//! Whether somebody agreed to be contacted: the day of the answer is written with it, and who refused is told
//! wherever one would call.

use jipan_app::event::{CompanyEvent, DealSheetKind, FunnelEvent};
use jipan_app::view::{FilterChange, NoConsent, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::FieldId;
use jipan_rules::schema::fields::{CONSENT, CONSENT_ON};
use jipan_rules::value::Value;

use super::funnel_add::{day, days_pass, does, enters, now};
use super::sync::{joined, manager, same};
use super::tablet::{Tablet, disk};

fn both(tablet: &mut Tablet<'_>) -> [Option<String>; 2] {
    [CONSENT, CONSENT_ON].map(|field| tablet.reads(field))
}

fn said(answer: &str, on: &str) -> [Option<String>; 2] {
    [answer, on].map(|it| (!it.is_empty()).then(|| it.to_owned()))
}

/// Values of a field, customer by customer.
fn held(tablet: &Tablet<'_>, field: FieldId) -> Vec<Option<Value>> {
    let book = tablet.model.book();
    book.rows().filter(|row| book.is_visible(*row)).map(|row| book.value(row, field)).collect()
}

#[test]
fn who_answers_in_the_file_has_the_day_of_the_answer_and_one_undo_takes_both_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", "客户代码,店铺名称\nK1,一号店\n".as_bytes());
    let before = tablet.opens("一号店");
    tablet.types(CONSENT, "同意");
    assert_eq!(both(&mut tablet), said("同意", "2026-11-22"));
    assert_eq!(tablet.file().percent, before.percent, "no part of completeness");
    tablet.happens(Event::UndoPressed);
    assert_eq!(both(&mut tablet), said("", ""));
    tablet.happens(Event::UndoPressed);
    assert_eq!(both(&mut tablet), said("同意", "2026-11-22"), "done again");
    // Another answer on another day has that day, also after a restart.
    days_pass(&mut tablet, 3);
    tablet.types(CONSENT, "不同意");
    assert_eq!(both(&mut tablet), said("不同意", "2026-11-25"));
    tablet.happens(Event::UndoPressed);
    assert_eq!(both(&mut tablet), said("同意", "2026-11-22"));
    // Without an answer there is no day of it.
    tablet.types(CONSENT, "");
    assert_eq!(both(&mut tablet), said("", ""));
    let mut tablet = Tablet::open(&disk, 2);
    tablet.opens("一号店");
    assert_eq!(both(&mut tablet), said("", ""));
}

#[test]
fn a_day_that_a_person_or_a_file_gave_stays_the_day_of_that_answer() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let rows = "客户代码,店铺名称,同意联系,同意日期\nK1,一号店,不同意,2026-03-01\nK2,二号店,,\nK3,三号店,是,\n";
    let result = tablet.imports("a.csv", rows.as_bytes());
    assert_eq!((result.n_added, result.n_failed), (3, 0));
    tablet.opens("一号店");
    assert_eq!(both(&mut tablet), said("不同意", "2026-03-01"));
    tablet.types(CONSENT, "不同意");
    assert_eq!(both(&mut tablet), said("不同意", "2026-03-01"), "nothing was said anew");
    tablet.opens("二号店");
    tablet.types(CONSENT_ON, "2026-11-20");
    tablet.types(CONSENT, "同意");
    assert_eq!(both(&mut tablet), said("同意", "2026-11-20"), "noted before the answer");
    // A file that has no day of its own gives none: nobody knows when that was.
    tablet.opens("三号店");
    assert_eq!(both(&mut tablet), said("同意", ""));
}

#[test]
fn another_answer_of_a_file_without_a_day_does_not_keep_the_day_of_the_answer_before() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let head = "客户代码,店铺名称,同意联系,同意日期";
    for (row, answer, on) in [
        ("K1,一号店,同意,2026-03-01", "同意", "2026-03-01"),
        ("K1,一号店,同意,", "同意", "2026-03-01"),
        ("K1,一号店,不同意,", "不同意", ""),
        ("K1,一号店,同意,2026-09-01", "同意", "2026-09-01"),
    ] {
        tablet.imports("a.csv", format!("{head}\n{row}\n").as_bytes());
        tablet.opens("一号店");
        assert_eq!(both(&mut tablet), said(answer, on), "{row}");
    }
}

#[test]
fn of_two_answers_unseen_the_later_has_its_day_and_what_is_decided_is_of_that_day() {
    let (one, two) = (disk(), disk());
    let (mut company, mut first) = manager(&one, 2);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    first.opens("K1");
    first.types(CONSENT, "同意");
    company.meets(&mut first);
    company.meets(&mut second);
    // One empties the answer, the other gives another one on the same day.
    second.opens("K1");
    second.types(CONSENT, "");
    first.env.now += jipan_rules::TimeDelta::minutes(5);
    first.opens("K1");
    first.types(CONSENT, "不同意");
    for tablet in [&mut second, &mut first] {
        company.meets(tablet);
    }
    company.meets(&mut second);
    same(&first, &second);
    second.opens("K1");
    assert_eq!(both(&mut second), said("不同意", "2026-11-22"));
    days_pass(&mut second, 2);
    let cards = second.sync_screen().needs.conflicts.clone();
    assert_eq!(cards.len(), 1, "{cards:?}");
    let (id, text) = (cards[0].id, "同意".to_owned());
    second.happens(Event::Company(CompanyEvent::ThirdTyped { id, text }));
    second.opens("K1");
    assert_eq!(both(&mut second), said("同意", "2026-11-24"));
}

#[test]
fn many_answer_on_the_day_of_the_bulk_edit_and_one_undo_takes_all_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let rows = "客户代码,店铺名称,同意联系,同意日期\nK1,一号店,同意,2026-03-01\nK2,二号店,,\nK3,三号店,不同意,2026-04-01\n";
    tablet.imports("a.csv", rows.as_bytes());
    let [answers, days] = [CONSENT, CONSENT_ON].map(|field| held(&tablet, field));
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::BulkOpened);
    tablet.happens(Event::BulkFieldChosen(Some(CONSENT)));
    tablet.happens(Event::BulkTyped("同意".to_owned()));
    tablet.happens(Event::BulkPressed);
    assert_eq!(held(&tablet, CONSENT), vec![Some(Value::Choice(1)); 3]);
    let today = Some(Value::Date(day(0)));
    // Who had agreed before agreed then.
    assert_eq!(held(&tablet, CONSENT_ON), [days[0].clone(), today.clone(), today]);
    assert_eq!(tablet.model.view().undo.unwrap().n_customers, 2);
    tablet.happens(Event::UndoPressed);
    assert_eq!([held(&tablet, CONSENT), held(&tablet, CONSENT_ON)], [answers, days]);
}

#[test]
fn who_refused_is_found_in_the_list_and_told_where_one_would_call() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let deal = enters(&mut tablet, "一号店");
    assert_eq!(tablet.file().no_consent, None, "nothing said is no refusal");
    tablet.types(CONSENT, "不同意");
    let since = Some(NoConsent { since: Some(day(0)) });
    assert_eq!(tablet.file().no_consent, since);
    days_pass(&mut tablet, 1);
    let view = now(&mut tablet);
    let rows: Vec<_> = view.late.iter().chain(&view.due).map(|it| it.no_consent).collect();
    assert_eq!(rows, [since]);
    does(&mut tablet, FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    let ScreenView::Today(view) = tablet.model.view().screen else { panic!("not today") };
    let sheet = view.sheet.clone().unwrap();
    assert_eq!(sheet.no_consent, since);
    // It is said, and can be done all the same: something may be owed.
    does(&mut tablet, FunnelEvent::SheetDone);
    let book = tablet.model.book();
    assert_eq!(book.facts(book.row_of(deal.customer).unwrap()).len(), 2);
    tablet.happens(Event::ListOpened(Vec::new()));
    tablet.happens(Event::FilterSet(FilterChange::Value(CONSENT, Some("2".to_owned()))));
    assert_eq!(tablet.customers().list.n_shown, 1);
    tablet.opens("一号店");
    tablet.types(CONSENT, "同意");
    assert_eq!(tablet.file().no_consent, None);
}
