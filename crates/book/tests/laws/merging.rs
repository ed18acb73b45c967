//! Two files become one, and two again.

use jipan_book::merging::{
    PickBy, Side, fields_to_pick, lost_contacts, merge_ops, older, pick, separate_ops,
};
use jipan_book::{Action, Book, Change, ChangeId, Op, Row, Stamp, invert};
use jipan_rules::schema::{FIELDS, FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

use crate::any::{UNKNOWN, any_changes, book_of, customer, day, seen};

/// A change after all others.
fn change(nth: u64, action: Action, on: NaiveDate, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(9);
    Change {
        id: ChangeId { replica, seq: nth },
        stamp: Stamp::new(1_000 + nth, 0, replica),
        on,
        by: PersonId::new(Uuid::from_u128(9)),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn visible(book: &Book) -> Vec<Row> {
    book.rows().filter(|row| book.is_visible(*row)).collect()
}

fn ids(book: &Book, rows: [Row; 2]) -> [CustomerId; 2] {
    rows.map(|row| book.id_of(row).unwrap())
}

/// The fields that the rule takes from the one that goes.
fn taken_by_rule(book: &Book, stays: Row, goes: Row) -> Vec<FieldId> {
    let is_taken = |field: &FieldId| {
        pick(book, stays, goes, *field).is_some_and(|pick| pick.side == Side::Goes)
    };
    fields_to_pick(book, stays, goes).into_iter().filter(is_taken).collect()
}

proptest! {
    #[test]
    fn a_merge_loses_no_value_and_its_undo_leaves_no_trace(
        changes in any_changes(14),
        choice in prop::collection::vec(any::<bool>(), 80),
        is_by_rule: bool,
    ) {
        let mut book = book_of(&changes);
        let [one, other, ..] = *visible(&book) else { return Ok(()) };
        let stays = older(&book, one, other);
        let goes = if stays == one { other } else { one };
        let [stays_id, goes_id] = ids(&book, [stays, goes]);
        let before = book.clone();
        let taken = if is_by_rule {
            taken_by_rule(&book, stays, goes)
        } else {
            let mut choice = choice.into_iter();
            let mut all = fields_to_pick(&book, stays, goes);
            all.retain(|_| choice.next().unwrap_or(false));
            all
        };
        let merge = change(1, Action::MergeCustomers, day(90), merge_ops(&book, stays_id, goes_id, &taken));
        let _ = book.apply(&merge);
        prop_assert!(book.is_visible(stays) && !book.is_visible(goes));
        prop_assert_eq!(book.survivor_of(goes_id), stays_id);
        prop_assert_eq!(book.n_customers() + 1, before.n_customers());
        for field in FIELDS.iter().map(|def| def.id).chain([UNKNOWN]) {
            let from = if taken.contains(&field) { goes } else { stays };
            let is_carried = before.is_filled(goes, field) && !before.is_filled(stays, field);
            let from = if field == UNKNOWN && is_carried { goes } else { from };
            prop_assert_eq!(book.value(stays, field), before.value(from, field));
            prop_assert_eq!(book.confirmed_on(stays, field), before.confirmed_on(from, field));
            prop_assert_eq!(book.value(goes, field), before.value(goes, field), "kept where it was");
            let was_filled = before.is_filled(stays, field) || before.is_filled(goes, field);
            prop_assert!(!is_by_rule || book.is_filled(stays, field) == was_filled);
        }
        let undo = change(2, Action::Undo, day(91), invert(&merge, &book));
        let separation = change(2, Action::Undo, day(91), separate_ops(&book, goes_id));
        for (back, is_exact) in [(undo, true), (separation, false)] {
            let mut book = book.clone();
            let _ = book.apply(&back);
            let (mut now, then) = (seen(&book), seen(&before));
            for (id, now) in &mut now {
                let then = &then[id].differs;
                prop_assert!(then.iter().all(|field| now.differs.contains(field)), "still a question");
                // Long after, a question that was closed before may be asked once more.
                if !is_exact {
                    now.differs.clone_from(then);
                }
            }
            prop_assert_eq!(now, then);
            prop_assert_eq!(book.n_customers(), before.n_customers());
        }
    }

    #[test]
    fn what_was_written_after_a_merge_stays_when_it_is_taken_back(
        changes in any_changes(14),
        field in prop::sample::select(vec![fields::PHONE, fields::DISTRICT, fields::CONTACT]),
    ) {
        let mut book = book_of(&changes);
        let [stays, goes, ..] = *visible(&book) else { return Ok(()) };
        let [stays_id, goes_id] = ids(&book, [stays, goes]);
        let all = fields_to_pick(&book, stays, goes);
        let _ = book.apply(&change(1, Action::MergeCustomers, day(90), merge_ops(&book, stays_id, goes_id, &all)));
        let later = Some(Value::Text("后来写的".into()));
        let edit = book.put(stays_id, field, later.clone(), None);
        let _ = book.apply(&change(2, Action::EditField, day(91), vec![edit]));
        let _ = book.apply(&change(3, Action::Undo, day(92), separate_ops(&book, goes_id)));
        prop_assert_eq!(book.value(stays, field), later);
        prop_assert!(book.is_visible(goes));
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn two(one: &[(FieldId, &str)], other: &[(FieldId, &str)]) -> Book {
    let mut book = Book::new();
    for (nth, values) in [(1, one), (2, other)] {
        let values = values.iter().map(|(field, it)| (*field, text(it))).collect();
        let id = customer(nth.into());
        let create = change(nth, Action::Import, day(nth), vec![Op::Create { id, values }]);
        let _ = book.apply(&create);
    }
    book
}

fn picked(book: &Book, field: FieldId) -> Option<(Side, PickBy)> {
    pick(book, Row(0), Row(1), field).map(|it| (it.side, it.by))
}

#[test]
fn the_filled_value_counts_then_the_one_confirmed_last_then_the_one_written_last() {
    let mut book = two(
        &[(fields::NAME, "兴隆"), (fields::DISTRICT, "城南"), (fields::REMARK, "旧")],
        &[(fields::NAME, "新隆"), (fields::ADDRESS, "西街"), (fields::DISTRICT, "城南")],
    );
    assert_eq!(older(&book, Row(1), Row(0)), Row(0));
    assert_eq!(picked(&book, fields::ADDRESS), Some((Side::Goes, PickBy::OnlyOne)));
    assert_eq!(picked(&book, fields::REMARK), Some((Side::Stays, PickBy::OnlyOne)));
    assert_eq!(picked(&book, fields::DISTRICT), None);
    assert_eq!(picked(&book, fields::PHONE), None);
    assert_eq!(picked(&book, fields::NAME), Some((Side::Goes, PickBy::Written(day(2)))));
    let check = book.confirm(customer(1), fields::NAME, day(5));
    let _ = book.apply(&change(5, Action::ConfirmField, day(5), vec![check]));
    assert_eq!(picked(&book, fields::NAME), Some((Side::Stays, PickBy::Confirmed(day(5)))));
    let check = book.confirm(customer(2), fields::NAME, day(6));
    let _ = book.apply(&change(6, Action::ConfirmField, day(6), vec![check]));
    assert_eq!(picked(&book, fields::NAME), Some((Side::Goes, PickBy::Confirmed(day(6)))));
    assert_eq!(
        fields_to_pick(&book, Row(0), Row(1)),
        [fields::NAME, fields::REMARK, fields::ADDRESS]
    );
}

#[test]
fn nobody_gets_the_phone_of_somebody_else() {
    let contact = |name, phone| [(fields::CONTACT, name), (fields::PHONE, phone)];
    let mut book = two(&contact("张三", "19900000001"), &contact("李四", "19900000002"));
    let check = book.confirm(customer(1), fields::PHONE, day(9));
    let _ = book.apply(&change(9, Action::ConfirmField, day(9), vec![check]));
    assert_eq!(picked(&book, fields::CONTACT), Some((Side::Goes, PickBy::Written(day(2)))));
    assert_eq!(picked(&book, fields::PHONE), Some((Side::Goes, PickBy::Contact)));
    // The contact that is not the main one any more is lost from the file, unless it is kept.
    let lost = |book: &Book, taken: &[FieldId]| lost_contacts(book, Row(0), Row(1), taken);
    let zhang = vec![(fields::CONTACT, text("张三")), (fields::PHONE, text("19900000001"))];
    let li = vec![(fields::CONTACT, text("李四")), (fields::PHONE, text("19900000002"))];
    assert_eq!(lost(&book, &[fields::CONTACT, fields::PHONE]), vec![zhang.clone()]);
    assert_eq!(lost(&book, &[]), vec![li.clone()]);
    assert_eq!(lost(&book, &[fields::PHONE]), [zhang, li]);
    let id = ContactId::new(Uuid::from_u128(5));
    for (field, value) in [(fields::CONTACT, "李四"), (fields::PHONE, "19900000002")] {
        let op = book.put_contact((customer(1), id), field, Some(text(value)));
        let _ = book.apply(&change(20 + u64::from(field.0), Action::EditContact, day(9), vec![op]));
    }
    assert_eq!(lost(&book, &[]), Vec::<Vec<(FieldId, Value)>>::new(), "a further contact says it");
}

#[test]
fn a_contact_kept_by_a_merge_goes_with_it() {
    let contact = |name, phone| [(fields::CONTACT, name), (fields::PHONE, phone)];
    let mut book = two(&contact("张三", "19900000001"), &contact("李四", "19900000002"));
    let id = ContactId::new(Uuid::from_u128(5));
    let mut ops = merge_ops(&book, customer(1), customer(2), &[]);
    for (field, value) in lost_contacts(&book, Row(0), Row(1), &[]).remove(0) {
        ops.push(book.put_contact((customer(1), id), field, Some(value)));
    }
    let merge = change(9, Action::MergeCustomers, day(9), ops);
    let _ = book.apply(&merge);
    assert_eq!(book.contacts(Row(0)).len(), 1);
    for ops in [invert(&merge, &book), separate_ops(&book, customer(2))] {
        let mut book = book.clone();
        let _ = book.apply(&change(10, Action::Undo, day(9), ops));
        assert!(book.contacts(Row(0)).is_empty());
    }
}

#[test]
fn an_alert_that_was_seen_is_seen_in_the_file_that_takes_its_date() {
    let dated = |nth: u64| {
        let values = vec![(fields::VALID_TO, Value::Date(day(100 + nth)))];
        change(nth, Action::Import, day(nth), vec![Op::Create { id: customer(nth.into()), values }])
    };
    let mut book = Book::new();
    for nth in [1, 2] {
        let _ = book.apply(&dated(nth));
        let row = book.row_of(customer(nth.into())).unwrap();
        let due = book.alerts(row, day(95)).next().unwrap();
        let see = book.see(customer(nth.into()), due.field, due.due).unwrap();
        let _ = book.apply(&change(10 + nth, Action::EditField, day(95), vec![see]));
    }
    let ops = merge_ops(&book, customer(1), customer(2), &[fields::VALID_TO]);
    let _ = book.apply(&change(20, Action::MergeCustomers, day(95), ops));
    assert_eq!(book.date(Row(0), fields::VALID_TO), Some(day(102)));
    assert_eq!(book.alerts(Row(0), day(95)).count(), 0);
}

#[test]
fn of_two_rows_of_one_file_the_one_that_stays_keeps_its_value() {
    let batch = Some(BatchId::new(Uuid::from_u128(3)));
    let row = |nth: u64, name: &str| {
        let values = vec![(fields::NAME, text(name))];
        let create = Op::Create { id: customer(nth.into()), values };
        Change { batch, ..change(nth, Action::Import, day(1), vec![create]) }
    };
    let mut book = Book::new();
    let _ = book.apply(&row(1, "兴隆"));
    let _ = book.apply(&row(2, "新隆"));
    assert_eq!(picked(&book, fields::NAME), Some((Side::Stays, PickBy::Stays)));
    let later = book.put(customer(2), fields::NAME, Some(text("新龙")), None);
    let _ = book.apply(&change(3, Action::EditField, day(1), vec![later]));
    assert_eq!(picked(&book, fields::NAME), Some((Side::Goes, PickBy::Confirmed(day(1)))));
}
