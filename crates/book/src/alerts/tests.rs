//! Tests of `alerts`.

use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{Days, Uuid};
use proptest::prelude::*;

use super::*;
use crate::change::{Action, Change, ChangeId};
use crate::stamp::Stamp;
use crate::undo::invert;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap() + Days::new(n)
}

fn id() -> CustomerId {
    CustomerId::new(Uuid::from_u128(1))
}

fn change(seq: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(7);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_800_000_000_000 + seq, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::SeeAlert,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

/// A shop whose licence ends in 60 days and whose review is due in 30.
fn book() -> Book {
    let values = vec![
        (fields::NAME, Value::Text("兴隆超市".into())),
        (fields::VALID_TO, Value::Date(day(60))),
        (fields::REVIEW, Value::Date(day(30))),
    ];
    let mut book = Book::new();
    let _applied = book.apply(&change(1, vec![Op::Create { id: id(), values }]));
    book
}

fn firing(book: &Book, today: NaiveDate) -> Vec<(FieldId, u16, i64)> {
    alerts(book, today).iter().map(|it| (it.field, it.due.step_days, it.days_left)).collect()
}

/// Marks every alert of a day as seen.
fn see_all(book: &mut Book, seq: u64, today: NaiveDate) -> Change {
    let ops =
        alerts(book, today).iter().filter_map(|it| book.see(id(), it.field, it.due)).collect();
    let seen = change(seq, ops);
    let _applied = book.apply(&seen);
    seen
}

fn put(book: &mut Book, seq: u64, field: FieldId, value: Value) {
    let op = book.put(id(), field, Some(value), None);
    let _applied = book.apply(&change(seq, vec![op]));
}

#[test]
fn each_date_fires_on_its_own_the_nearest_first() {
    let book = book();
    assert_eq!(firing(&book, day(0)), [(fields::REVIEW, 30, 30), (fields::VALID_TO, 60, 60)]);
    let past = [(fields::REVIEW, 0, -1), (fields::VALID_TO, 30, 29)];
    assert_eq!(firing(&book, day(31)), past);
}

#[test]
fn an_alert_that_was_seen_fires_again_when_its_bracket_or_its_date_moves_on() {
    let mut book = book();
    see_all(&mut book, 2, day(0));
    assert_eq!(firing(&book, day(22)), [], "the same brackets");
    assert_eq!(firing(&book, day(23)), [(fields::REVIEW, 7, 7)]);
    put(&mut book, 3, fields::VALID_TO, Value::Date(day(59)));
    assert_eq!(firing(&book, day(0)), [(fields::VALID_TO, 60, 59)], "another end");
    put(&mut book, 4, fields::VALID_TO, Value::Date(day(60)));
    assert_eq!(firing(&book, day(0)), [], "the end that was seen is back");
}

#[test]
fn seeing_can_be_taken_back_and_done_again() {
    let mut book = book();
    let seen = see_all(&mut book, 2, day(0));
    let undone = change(3, invert(&seen, &book));
    let _applied = book.apply(&undone);
    assert_eq!(firing(&book, day(0)).len(), 2);
    let redone = change(4, invert(&undone, &book));
    let _applied = book.apply(&redone);
    assert_eq!(firing(&book, day(0)), []);
}

#[test]
fn closed_and_deleted_customers_do_not_alert() {
    for op in
        [Op::Delete { id: id() }, book().put(id(), fields::STATUS, Some(Value::Choice(2)), None)]
    {
        let mut book = book();
        let _applied = book.apply(&change(2, vec![op]));
        assert_eq!(firing(&book, day(0)), []);
    }
}

#[test]
fn what_was_seen_is_in_the_pages() {
    let mut written = book();
    see_all(&mut written, 2, day(0));
    let mut read = Book::new();
    read.load_page(&written.encode_page(0).unwrap()).unwrap();
    assert_eq!(firing(&read, day(0)), []);
    assert_eq!(read.digest(), written.digest());
}

proptest! {
    /// However the days go by, each bracket of each end fires once, and seeing leaves none.
    #[test]
    fn each_bracket_fires_once(mut days in prop::collection::vec(0_u64..80, 1..12)) {
        days.sort_unstable();
        let mut book = book();
        let mut fired = Vec::new();
        for (seq, n) in (2..).zip(days) {
            fired.extend(alerts(&book, day(n)).iter().map(|it| (it.field, it.due.step_days)));
            see_all(&mut book, seq, day(n));
            prop_assert_eq!(firing(&book, day(n)), []);
        }
        let n_fired = fired.len();
        fired.sort_unstable();
        fired.dedup();
        prop_assert_eq!(fired.len(), n_fired);
    }
}

#[test]
fn what_was_found_and_what_was_touched_since_come_to_what_is_found_anew() {
    let mut book = book();
    let found = alerts(&book, day(0));
    assert!(!found.is_empty());
    let before = book.revision();
    let seen = see_all(&mut book, 2, day(0));
    let since = |book: &Book, found: &[Alert], before: u64| {
        let touched = book.touched_since(before).unwrap();
        alerts_since(book, day(0), (found, &touched))
    };
    assert_eq!(since(&book, &found, before), alerts(&book, day(0)));
    assert!(since(&book, &found, before).len() < found.len());
    let (before, fewer) = (book.revision(), alerts(&book, day(0)));
    let undone = change(3, invert(&seen, &book));
    let _applied = book.apply(&undone);
    assert_eq!(since(&book, &fewer, before), found, "and taken back all of it is there again");
    assert_eq!(alerts_since(&book, day(0), (&found, &[])), found, "nothing was touched");
}
