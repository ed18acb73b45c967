//! What is written of a customer that is another one by now, by somebody who had not heard of it: it
//! shows on the one that stays, as if it had been written before, by stamp. Not here: who writes it
//! there, which is the endpoint.

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::arena::Row;
use crate::book::{Book, FieldMetaView, Origin};
use crate::change::{Action, Op};
use crate::stamp::Stamp;
use crate::undo::restore_value;

/// A value of the one that went, which is to show on the one that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Who wrote it.
    pub writer: Origin,
    /// Whether it overwrote the very value that the merge took over: then it counts as later than that
    /// one, whatever its stamp, but not as later than what was written of the one that stays since.
    pub is_over_copy: bool,
    /// Under which stamp it is written: its own, or one just after what it comes behind.
    pub stamp: Stamp,
    /// Which field it is of.
    pub field: FieldId,
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
    let value = book.written(goes, field)?;
    let meta = book.field_meta(goes, field).filter(|meta| meta.is_edited)?;
    let (shown, standing) = (book.written(row, field), book.field_meta(row, field));
    if shown.as_ref() == Some(&value) {
        return None;
    }
    // By the stamp alone: what is shown late has the very stamp of what it shows. That the one that
    // stays was created later says nothing of a field that it leaves blank.
    let is_blank = shown.is_none() && standing.is_none_or(|it| !it.is_edited);
    let is_after = |it: &FieldMetaView<'_>| meta.writer.stamp > counts_at(book, (row, field), it);
    let is_later = is_blank || standing.as_ref().is_none_or(is_after);
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
    let stamp = standing.map_or(meta.writer.stamp, |it| {
        let own = meta.writer.stamp;
        if own > it.writer.stamp { own } else { just_after(it.writer.stamp) }
    });
    Some(Late { writer: *meta.writer, is_over_copy, stamp, field, ops: [put, confirm] })
}

/// When what stands was written. What was brought to a blank field from before the creation has a stamp
/// just after that one: it counts as when it was written of the one that went, so that of two the later
/// shows, in whatever order they come.
fn counts_at(book: &Book, (row, field): (Row, FieldId), standing: &FieldMetaView<'_>) -> Stamp {
    let stamp = standing.writer.stamp;
    let is_by_creation = book.origin(row).is_some_and(|it| it.stamp.ms() == stamp.ms());
    if !is_carried(standing) || !is_by_creation {
        return stamp;
    }
    let shown = book.written(row, field);
    let losers = book.merged_into(row).into_iter().filter(|it| book.written(*it, field) == shown);
    let edits = losers.filter_map(|it| book.field_meta(it, field).filter(|meta| meta.is_edited));
    edits.map(|meta| meta.writer.stamp).max().map_or(stamp, |at| at.min(stamp))
}

/// The next stamp.
fn just_after(stamp: Stamp) -> Stamp {
    match stamp.counter().checked_add(1) {
        Some(counter) => Stamp::new(stamp.ms(), counter, stamp.replica()),
        None => Stamp::new(stamp.ms().saturating_add(1), 0, stamp.replica()),
    }
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
            let kept = (book.written(row, field), book.confirmed_on(row, field));
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
        let value: Option<Value> = book.written(row, field);
        let is_of_merge = book.merge_by(other).is_some_and(|it| it.change == meta.writer.change);
        if !is_of_merge && value.is_some() && value == book.written(other, field) {
            let was = (meta.was.cloned(), book.was_confirmed_on(row, field));
            restore_value(book, stays, field, was, &mut ops);
        }
    }
    ops
}
