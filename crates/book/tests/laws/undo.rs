//! What undoing gives back.

use jipan_book::{
    Action, Book, Change, ChangeId, ObjectionWrite, Op, Stamp, invert, invert_batch, merge_history,
};
use jipan_book::{decode_segment, encode_segment, entries_of, split};
use jipan_rules::Uuid;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, CustomerId, FactId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day, in_order, seen};
use crate::any_funnel::honest_fact;
use crate::any_trade::{honest_objection, honest_order, honest_shared, seen_shared};

/// A change made after all others.
fn later(seq: u64, action: Action, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq: 1_000 + seq },
        stamp: Stamp::new(1_000 + seq, 0, replica),
        on: day(90),
        by: PersonId::new(Uuid::from_u128(9)),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn phone(nth: u8) -> Value {
    Value::Text(format!("1990000000{nth}").into())
}

/// What a write is about: one value of a customer, or all else of it.
fn place_of(op: &Op) -> Option<(CustomerId, Option<FieldId>)> {
    Some(match op {
        Op::Put { id, field, .. }
        | Op::Confirm { id, field, .. }
        | Op::Stated { id, field, .. } => (*id, Some(*field)),
        Op::Create { id, .. }
        | Op::Delete { id }
        | Op::Restore { id }
        | Op::Merge { loser: id, .. }
        | Op::Distinct { one: id, .. }
        | Op::Note { customer: id, .. }
        | Op::RetractNote { customer: id, .. }
        | Op::PutContact { customer: id, .. }
        | Op::DropContact { customer: id, .. }
        | Op::Conflict { customer: id, .. }
        | Op::ResolveConflict { customer: id, .. }
        | Op::Order { customer: id, .. }
        | Op::Objection { customer: id, .. }
        | Op::Funnel { customer: id, .. } => (*id, None),
        Op::Batch(_)
        | Op::Reason { .. }
        | Op::Product { .. }
        | Op::Rule { .. }
        | Op::Budget { .. } => {
            return None;
        }
    })
}

/// One action as the app makes it: it knows what it overwrites.
#[expect(clippy::too_many_lines, reason = "each sort of write")]
fn honest(book: &Book, change: &Change) -> Vec<Op> {
    let mut seen_places = Vec::new();
    let mut ops = honest_shared(book, change);
    for op in &change.ops {
        let Some(row) = op.customer().and_then(|id| book.row_of(id)) else { continue };
        let Some(place) = place_of(op) else { continue };
        if seen_places.contains(&place) {
            continue;
        }
        seen_places.push(place);
        match op {
            Op::Put { id, field, value, .. } => {
                ops.push(book.put(*id, *field, value.clone(), None));
            }
            Op::Confirm { id, field, on: Some(on), .. } => ops.push(book.confirm(*id, *field, *on)),
            Op::Delete { .. } if book.is_visible(row) => ops.push(op.clone()),
            Op::Restore { .. } if book.is_deleted(row) => ops.push(op.clone()),
            Op::Note { customer, text, .. } => {
                // A device makes a fresh id for each note.
                let (id, text) = (FactId::new(Uuid::from_u128(77)), text.clone());
                ops.push(Op::Note { id, customer: *customer, text });
            }
            Op::Stated { id, field, value, .. } => {
                ops.push(book.state(*id, *field, value.clone(), true));
            }
            Op::Merge { loser, into: Some(into), .. } => ops.push(book.merge(*loser, *into)),
            Op::Distinct { one, other, .. } if one != other => {
                let is_distinct = !book.is_distinct(*one, *other);
                ops.push(Op::Distinct { one: *one, other: *other, is_distinct });
            }
            Op::PutContact { id, customer, field, value, .. } => {
                ops.push(book.put_contact((*customer, *id), *field, value.clone()));
            }
            Op::DropContact { id, customer, .. } => {
                let (id, customer) = (*id, *customer);
                let is_gone = !book.contact(customer, id).is_some_and(|it| it.is_gone());
                ops.push(Op::DropContact { id, customer, is_gone });
            }
            Op::ResolveConflict { id, customer, .. } => {
                let (id, customer) = (*id, *customer);
                let is_open = book.conflict(row, id).is_some_and(|it| !it.is_settled);
                let is_resolved = true;
                ops.extend(is_open.then_some(Op::ResolveConflict { id, customer, is_resolved }));
            }
            Op::Order { id, customer, write } => {
                let write = honest_order(book.order_of(row, *id), write);
                ops.extend(write.map(|write| Op::Order { id: *id, customer: *customer, write }));
            }
            Op::Objection { id, customer, write } => {
                // As with a note, an objection is raised under a fresh id: one that another device
                // took back before is not the same.
                let is_raised = matches!(write, ObjectionWrite::Raise { .. });
                let id = if is_raised { FactId::new(Uuid::from_u128(78)) } else { *id };
                let write = honest_objection(book.objection(row, id), write);
                let customer = *customer;
                ops.extend(write.map(|write| Op::Objection { id, customer, write }));
            }
            Op::Funnel { id, customer, deal, write } => {
                let write = honest_fact(book, row, (*id, *deal), write);
                let (id, customer, deal) = (*id, *customer, *deal);
                ops.extend(write.map(|write| Op::Funnel { id, customer, deal, write }));
            }
            Op::Product { .. }
            | Op::Rule { .. }
            | Op::Budget { .. }
            | Op::Create { .. }
            | Op::Conflict { .. }
            | Op::Confirm { .. }
            | Op::Delete { .. }
            | Op::Restore { .. }
            | Op::RetractNote { .. }
            | Op::Merge { .. }
            | Op::Distinct { .. }
            | Op::Batch(_)
            | Op::Reason { .. } => {}
        }
    }
    ops
}

proptest! {
    #[test]
    fn undoing_gives_back_what_was_seen_and_doing_again_what_was_done(changes in any_changes(14)) {
        let mut changes = in_order(changes);
        let last = changes.pop().unwrap();
        let mut book = book_of(&changes);
        let all = |book: &Book| (seen(book), seen_shared(book));
        let before = all(&book);
        let change = later(1, Action::EditField, honest(&book, &last));
        let _ = book.apply(&change);
        let done = all(&book);
        let undo = later(2, Action::Undo, invert(&change, &book));
        let _ = book.apply(&undo);
        prop_assert_eq!(&all(&book), &before);
        let redo = later(3, Action::Redo, invert(&undo, &book));
        let _ = book.apply(&redo);
        prop_assert_eq!(&all(&book), &done);
        let again = later(4, Action::Undo, invert(&redo, &book));
        let _ = book.apply(&again);
        prop_assert_eq!(&all(&book), &before);
    }

    #[test]
    fn a_question_is_open_after_undo_and_redo_as_it_was_before(
        steps in prop::collection::vec((0_u8..3, 0_u8..4), 1..7),
    ) {
        let mut book = book_of(&[]);
        let create = Op::Create { id: customer(1), values: vec![(fields::PHONE, phone(0))] };
        let _ = book.apply(&later(0, Action::Import, vec![create]));
        let mut seq = 0;
        let mut next = |book: &mut Book, action, ops| {
            seq += 1;
            let change = later(seq, action, ops);
            let _ = book.apply(&change);
            change
        };
        let says = |book: &Book| {
            let row = book.row_of(customer(1)).unwrap();
            (book.value(row, fields::PHONE), book.differs(row, fields::PHONE))
        };
        for (kind, nth) in steps {
            let before = says(&book);
            let value = Some(phone(nth));
            let op = match kind {
                0 => book.put(customer(1), fields::PHONE, value, None),
                kind => book.state(customer(1), fields::PHONE, value, kind == 1),
            };
            let action = if kind == 0 { Action::EditField } else { Action::Import };
            let change = next(&mut book, action, vec![op]);
            let done = says(&book);
            let mut last = change;
            for (action, wanted) in [
                (Action::Undo, &before),
                (Action::Redo, &done),
                (Action::Undo, &before),
                (Action::Redo, &done),
            ] {
                let ops = invert(&last, &book);
                last = next(&mut book, action, ops);
                prop_assert_eq!(&says(&book), wanted, "after {:?} of {} {}", action, kind, nth);
            }
        }
    }

    #[test]
    fn history_survives_folding_in_any_pieces(changes in any_changes(14), cut in 0_usize..30) {
        let of_one = |(of, entry)| (of == customer(1)).then_some(entry);
        let all: Vec<_> = changes.iter().flat_map(entries_of).filter_map(of_one).collect();
        let (folded, tail) = all.split_at(cut.min(all.len()));
        let segment = decode_segment(&encode_segment(folded)).unwrap();
        prop_assert_eq!(&segment, folded);
        let merged = merge_history([segment], tail.iter().chain(folded).cloned());
        prop_assert_eq!(&merged, &merge_history([], all.clone()));
        let mut said: Vec<_> = Vec::new();
        for entry in &all {
            if !said.contains(&(entry.change, &entry.item)) {
                said.push((entry.change, &entry.item));
            }
        }
        prop_assert_eq!(merged.len(), said.len());
        prop_assert!(merged.is_sorted_by_key(|entry| entry.stamp));
    }
}

#[test]
fn a_field_written_again_since_keeps_its_value() {
    let id = customer(1);
    let mut book = Book::new();
    let _ = book.apply(&later(1, Action::AddCustomer, vec![Op::Create { id, values: Vec::new() }]));
    let first = later(
        2,
        Action::EditField,
        vec![book.put(id, fields::AREA, Some(Value::Integer(5)), None)],
    );
    let _ = book.apply(&first);
    let second = book.put(id, fields::AREA, Some(Value::Integer(6)), None);
    let _ = book.apply(&later(3, Action::EditField, vec![second]));
    assert_eq!(invert(&first, &book), []);
}

#[test]
fn undoing_a_batch_takes_out_its_customers_and_gives_back_what_it_overwrote() {
    let (old, new) = (customer(1), customer(2));
    let batch = BatchId::new(Uuid::from_u128(5));
    let mut book = Book::new();
    let values = vec![(fields::AREA, Value::Integer(5))];
    let _ = book.apply(&later(1, Action::Import, vec![Op::Create { id: old, values }]));
    let before = seen(&book);
    let ops = vec![
        book.put(old, fields::AREA, Some(Value::Integer(6)), None),
        Op::Create { id: new, values: vec![(fields::AREA, Value::Integer(7))] },
    ];
    let _ = book.apply(&Change { batch: Some(batch), ..later(2, Action::Import, ops) });
    assert_eq!(book.n_customers(), 2);
    let lists = split(invert_batch(&book, batch));
    assert_eq!(lists.len(), 1);
    let back = BatchId::new(Uuid::from_u128(6));
    for ops in lists {
        let _ = book.apply(&Change { batch: Some(back), ..later(3, Action::Undo, ops) });
    }
    assert_eq!(book.n_customers(), 1);
    let mut after = seen(&book);
    after.remove(&new);
    assert_eq!(after, before);
    let ops = invert_batch(&book, back);
    let _ = book.apply(&later(4, Action::Redo, ops));
    assert_eq!(book.integer(book.row_of(old).unwrap(), fields::AREA), Some(6));
    assert_eq!(book.n_customers(), 2);
}
