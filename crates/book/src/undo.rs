//! Undo: the writes that take an earlier change back. An undo is a change like any other, so it is
//! kept, merged and can be undone. Not here: which change the user means.

mod batch;
mod funnel;
mod trade;

pub use batch::{BatchUndo, invert_batch};

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId};

use crate::book::{Book, FieldMetaView, Origin};
use crate::change::{Action, Change, ChangeId, Op, Packer};
use crate::merging::{carried_back, said_meanwhile};

/// The writes that undo a change, in the order in which they must be written. A field that someone
/// wrote again since, a deletion that was taken back and the like stay as they are. A value that an
/// undo brought back counts as written by the change that wrote it first. OURS
///
/// To do it again, undo the change made of these writes.
pub fn invert(change: &Change, book: &Book) -> Vec<Op> {
    let mut ops = Vec::new();
    let is_own = |last: Option<&Origin>| last.is_some_and(|by| by.change == change.id);
    for op in change.ops.iter().rev() {
        match op {
            Op::Create { id, values: _ } => {
                ops.extend(is_visible(book, *id).then_some(Op::Delete { id: *id }));
            }
            Op::Put { id, field, value, .. } => {
                if is_still(book, change.id, (*id, *field), value.as_ref()) {
                    put_back(book, change.id, op, &mut ops);
                }
                if change.action == Action::Import {
                    unsay(book, *id, *field, |by| by.change == change.id, &mut ops);
                }
            }
            Op::Stated { id, field, .. } => {
                unsay(book, *id, *field, |by| by.change == change.id, &mut ops);
            }
            Op::Merge { loser, into, was } => {
                if is_own(book.row_of(*loser).and_then(|row| book.merge_by(row))) {
                    ops.extend(merge_back(book, *loser, *into, *was));
                }
            }
            Op::Distinct { one, other, is_distinct } => {
                let back = Op::Distinct { one: *one, other: *other, is_distinct: !*is_distinct };
                ops.extend(is_own(book.distinct_by(*one, *other)).then_some(back));
            }
            Op::PutContact { id, customer, field, value, was, base: _ } => {
                if is_contact_still(book, change.id, (*customer, *id, *field), value.as_ref()) {
                    ops.push(book.put_contact((*customer, *id), *field, was.clone()));
                }
            }
            Op::DropContact { id, customer, is_gone } => {
                let back = Op::DropContact { id: *id, customer: *customer, is_gone: !*is_gone };
                ops.extend(is_own(book.contact_gone_by(*customer, *id)).then_some(back));
            }
            Op::Confirm { id, field, on, was } => {
                let is_last = confirmed_by(book, *id, *field) == Some(change.id);
                if is_last && !writes(change, *id, *field) {
                    ops.push(Op::Confirm { id: *id, field: *field, on: *was, was: *on });
                }
            }
            Op::Note { id, customer, text: _ } => {
                ops.push(Op::RetractNote { id: *id, customer: *customer, retracted: true });
            }
            Op::RetractNote { id, customer, retracted } => {
                let (id, customer, retracted) = (*id, *customer, !*retracted);
                ops.push(Op::RetractNote { id, customer, retracted });
            }
            Op::Delete { id } | Op::Restore { id } if !is_last(book, change.id, *id) => {}
            Op::Delete { id } => ops.push(Op::Restore { id: *id }),
            Op::Restore { id } => ops.push(Op::Delete { id: *id }),
            Op::ResolveConflict { id, customer, is_resolved } => {
                let is_resolved = !*is_resolved;
                let back = Op::ResolveConflict { id: *id, customer: *customer, is_resolved };
                ops.extend(is_own(book.settled_by(*customer, *id)).then_some(back));
            }
            // That two did not see each other stays true.
            Op::Batch(_) | Op::Reason { .. } | Op::Conflict { .. } => {}
            Op::Order { .. }
            | Op::Objection { .. }
            | Op::Product { .. }
            | Op::Rule { .. }
            | Op::Budget { .. } => {
                ops.extend(trade::invert(change, op, book));
            }
            Op::Funnel { .. } => ops.extend(funnel::invert(change, op, book)),
        }
    }
    ops
}

/// Says once more what the last file said, so that a difference that was decided stands again.
pub(crate) fn restate(book: &Book, id: CustomerId, field: FieldId, ops: &mut Vec<Op>) {
    let last = book.row_of(id).and_then(|row| book.imported(row, field));
    if let Some(value) = last.and_then(|last| last.value) {
        ops.push(book.state(id, field, Some(value), true));
    }
}

/// A merge is taken back, or done again.
fn merge_back(
    book: &Book,
    loser: CustomerId,
    into: Option<CustomerId>,
    was: Option<CustomerId>,
) -> Vec<Op> {
    let mut ops = vec![Op::Merge { loser, into: was, was: into }];
    if was.is_none() {
        ops.extend(into.into_iter().flat_map(|stays| carried_back(book, stays, loser)));
        ops.extend(said_meanwhile(book, loser));
    }
    ops
}

/// Takes back what a file said of a field, if `is_it` made that the last word: the file before
/// counts again.
fn unsay(
    book: &Book,
    id: CustomerId,
    field: FieldId,
    is_it: impl Fn(&Origin) -> bool,
    ops: &mut Vec<Op>,
) {
    if is_said_by(book, id, field, is_it) {
        ops.push(book.unstate(id, field));
    }
}

/// Whether the last word of the files is that of a writer.
fn is_said_by(
    book: &Book,
    id: CustomerId,
    field: FieldId,
    is_it: impl Fn(&Origin) -> bool,
) -> bool {
    let last = book.row_of(id).and_then(|row| book.imported(row, field));
    last.is_some_and(|last| is_it(last.writer))
}

/// Whether a field of a contact holds what a change wrote: as it wrote it, or brought back.
fn is_contact_still(
    book: &Book,
    change: ChangeId,
    (customer, id, field): (CustomerId, ContactId, FieldId),
    value: Option<&Value>,
) -> bool {
    let Some(last) = book.contact_field(customer, id, field) else { return false };
    let Some(writer) = book.contact_writer(last) else { return false };
    let is_brought_back = matches!(writer.action, Action::Undo | Action::Redo);
    writer.change == change || is_brought_back && last.value.as_ref() == value
}

/// Writes as lists that fit into one change each.
pub fn split(ops: Vec<Op>) -> Vec<Vec<Op>> {
    let mut packer = Packer::default();
    let mut lists: Vec<Vec<Op>> = ops.into_iter().filter_map(|op| packer.push(op)).collect();
    lists.extend(packer.finish());
    lists
}

/// Writes back what a change overwrote. A question that it answered stands again, unless the question
/// is its own.
fn put_back(book: &Book, change: ChangeId, op: &Op, ops: &mut Vec<Op>) {
    if let Op::Put { id, field, was, was_on, base, .. } = op {
        restore_value(book, *id, *field, (was.clone(), *was_on), ops);
        let is_own = is_said_by(book, *id, *field, |by| by.change == change);
        if !is_own && book.was_asked_over(*id, *field, *base) {
            restate(book, *id, *field, ops);
        }
    }
}

/// Writes back a value together with the day it had been confirmed, so that undoing confirms
/// nothing that nobody looked at.
pub(crate) fn restore_value(
    book: &Book,
    id: CustomerId,
    field: FieldId,
    (was, was_on): (Option<Value>, Option<jipan_rules::NaiveDate>),
    ops: &mut Vec<Op>,
) {
    let current = book.row_of(id).and_then(|row| book.confirmed_on(row, field));
    ops.push(book.put(id, field, was, None));
    ops.push(Op::Confirm { id, field, on: was_on, was: current });
}

/// Whether a field holds what a change wrote: as it wrote it, or brought back by an undo.
fn is_still(
    book: &Book,
    change: ChangeId,
    (id, field): (CustomerId, FieldId),
    value: Option<&Value>,
) -> bool {
    let Some(meta) = meta(book, id, field) else { return false };
    let is_brought_back =
        meta.is_edited && matches!(meta.writer.action, Action::Undo | Action::Redo);
    let current = || book.written(book.row_of(id)?, field);
    meta.writer.change == change || is_brought_back && current().as_ref() == value
}

fn meta(book: &Book, id: CustomerId, field: FieldId) -> Option<FieldMetaView<'_>> {
    book.field_meta(book.row_of(id)?, field)
}

fn confirmed_by(book: &Book, id: CustomerId, field: FieldId) -> Option<ChangeId> {
    book.confirmed_by(book.row_of(id)?, field).map(|writer| writer.change)
}

/// Whether a change was the last to delete a customer or to put it back.
fn is_last(book: &Book, change: ChangeId, id: CustomerId) -> bool {
    let last = book.row_of(id).and_then(|row| book.deletion(row));
    last.is_some_and(|(writer, _)| writer.change == change)
}

fn is_visible(book: &Book, id: CustomerId) -> bool {
    book.row_of(id).is_some_and(|row| book.is_visible(row))
}

/// Whether a change writes a field, so that its confirmation goes with the value.
fn writes(change: &Change, customer: CustomerId, of: FieldId) -> bool {
    change.ops.iter().any(|op| match op {
        Op::Put { id, field, .. } => *id == customer && *field == of,
        Op::Create { .. }
        | Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::PutContact { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. }
        | Op::Budget { .. }
        | Op::Funnel { .. } => false,
    })
}
