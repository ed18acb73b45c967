//! What is written of a customer that is another one by now, by somebody who had not heard of it: it
//! shows on the one that stays, as if it had been written before, by stamp. Not here: who writes it
//! there, which is the endpoint.

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::arena::Row;
use crate::book::{Book, FieldMetaView, Origin};
use crate::change::{Action, Op};
use crate::undo::restore_value;

/// A value of the one that went, which is to show on the one that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Who wrote it.
    pub writer: Origin,
    /// Whether it overwrote the very value that the merge took over: then it counts as later than the
    /// merge, whatever its stamp.
    pub is_over_copy: bool,
    /// The writes that show it.
    pub ops: [Op; 2],
}

/// The edits of a customer that was merged into another one which that one does not show yet: a later
/// one by stamp, or one that overwrote what the merge took over. What was emptied is not taken, since
/// the one that stays may say more. Where that one was merged on, it passes the value on in turn. OURS
pub fn late(book: &Book, goes: CustomerId) -> Vec<Late> {
    let Some(stays) = book.merged_to(goes) else { return Vec::new() };
    let (Some(row), Some(other)) = (book.row_of(stays), book.row_of(goes)) else {
        return Vec::new();
    };
    if book.origin(row).is_none() {
        return Vec::new();
    }
    let late = |field| late_of(book, (stays, row), other, field);
    book.edited_fields(other).filter_map(late).collect()
}

fn late_of(
    book: &Book,
    (stays, row): (CustomerId, Row),
    goes: Row,
    field: FieldId,
) -> Option<Late> {
    let value = book.value(goes, field)?;
    let meta = book.field_meta(goes, field).filter(|meta| meta.is_edited)?;
    let (shown, standing) = (book.value(row, field), book.field_meta(row, field));
    if shown.as_ref() == Some(&value) {
        return None;
    }
    // By the stamp alone: what is shown late has the very stamp of what it shows.
    let is_later = standing.is_none_or(|it| meta.writer.stamp > it.writer.stamp);
    let copy = standing.filter(|it| is_copy(book, it, goes));
    let is_over_copy = !is_later && copy.is_some() && meta.was == shown.as_ref();
    if !is_later && !is_over_copy {
        return None;
    }
    // Taken apart again, the one that stays says what it said before the merge.
    let was = if copy.is_some() { copy.and_then(|it| it.was.cloned()) } else { shown };
    let was_on = match copy {
        Some(_) => book.was_confirmed_on(row, field),
        None => book.confirmed_on(row, field),
    };
    let base = standing.map(|it| it.writer.change);
    let put = Op::Put { id: stays, field, value: Some(value), base, was, was_on, reason: None };
    let on = book.confirmed_on(goes, field);
    let confirm = Op::Confirm { id: stays, field, on, was: was_on };
    Some(Late { writer: *meta.writer, is_over_copy, ops: [put, confirm] })
}

/// Whether a value was taken over from a customer: by its merge, or later.
fn is_copy(book: &Book, standing: &FieldMetaView<'_>, goes: Row) -> bool {
    let is_by_merge = book.merge_by(goes).is_some_and(|it| it.change == standing.writer.change);
    standing.is_edited && (is_by_merge || is_carried(standing))
}

/// Whether the endpoint brought a value here from one that went.
fn is_carried(standing: &FieldMetaView<'_>) -> bool {
    standing.is_edited && standing.writer.action == Action::JoinRecords
}

/// The writes that say anew what a person keeps of the one that stays although the one that goes was
/// edited later: without them the later one would show.
pub fn kept_ops(book: &Book, stays: CustomerId, goes: CustomerId, taken: &[FieldId]) -> Vec<Op> {
    let (Some(row), Some(other)) = (book.row_of(stays), book.row_of(goes)) else {
        return Vec::new();
    };
    let mut ops = Vec::new();
    for field in book.edited_fields(other).filter(|field| !taken.contains(field)) {
        if late_of(book, (stays, row), other, field).is_some_and(|it| !it.is_over_copy) {
            let kept = (book.value(row, field), book.confirmed_on(row, field));
            restore_value(book, stays, field, kept, &mut ops);
        }
    }
    ops
}

/// The writes that take back what the endpoint brought here from a customer that is two again.
pub(crate) fn carried_back(book: &Book, stays: CustomerId, goes: CustomerId) -> Vec<Op> {
    let mut ops = Vec::new();
    let (Some(row), Some(other)) = (book.row_of(stays), book.row_of(goes)) else { return ops };
    for field in book.edited_fields(row) {
        let Some(meta) = book.field_meta(row, field).filter(is_carried) else { continue };
        let value: Option<Value> = book.value(row, field);
        let is_of_merge = book.merge_by(other).is_some_and(|it| it.change == meta.writer.change);
        if !is_of_merge && value.is_some() && value == book.value(other, field) {
            let was = (meta.was.cloned(), book.was_confirmed_on(row, field));
            restore_value(book, stays, field, was, &mut ops);
        }
    }
    ops
}
