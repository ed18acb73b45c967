//! History: what happened to one customer, entry by entry, and the cold segments it is kept in.
//! Not here: where they are stored, and any wording.

use crate::sorting::sort_by_key;
use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, FactId, PersonId};
use serde::{Deserialize, Serialize};

use crate::arena::Row;
use crate::book::Book;
use crate::change::{Action, Change, ChangeId, LAYOUT_FIRST, LAYOUT_SECOND, LAYOUT_THIRD, Op};
use crate::stamp::Stamp;
use crate::wire;

/// The newest layout this program writes and reads; each segment is written in the oldest that can
/// say it, as a change is.
const LAYOUT: u8 = crate::change::LAYOUT;

/// One thing that happened to a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The change that did it.
    pub change: ChangeId,
    /// Its place among the writes of that change; with the change it names the entry for ever.
    pub op_idx: u16,
    /// When, for the order.
    pub stamp: Stamp,
    /// The civil day on the device.
    #[serde(with = "wire::day")]
    pub on: NaiveDate,
    /// Who did it.
    pub by: PersonId,
    /// What the person did.
    pub action: Action,
    /// The batch it belonged to.
    pub batch: Option<BatchId>,
    /// What happened.
    pub item: HistoryItem,
}

/// What happened. New variants only at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryItem {
    /// The customer came into the book.
    Created,
    /// A field got another value.
    Set {
        /// The field.
        field: FieldId,
        /// The new value.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The value that was overwritten.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
        /// Why.
        reason: Option<Box<str>>,
    },
    /// A field was confirmed, or its confirmation taken back.
    Confirmed {
        /// The field.
        field: FieldId,
        /// The day; `None` = taken back.
        #[serde(with = "wire::maybe_day")]
        on: Option<NaiveDate>,
    },
    /// A note was written.
    Note {
        /// The note.
        id: FactId,
        /// What was written.
        text: Box<str>,
    },
    /// A note was taken back or put back.
    NoteRetracted {
        /// The note.
        id: FactId,
        /// Whether it was taken back.
        retracted: bool,
    },
    /// The customer was deleted.
    Deleted,
    /// The customer was put back.
    Restored,
    /// Why a field was changed.
    Reason {
        /// The change that is explained.
        of: ChangeId,
        /// The field.
        field: FieldId,
        /// In the person's words.
        text: Box<str>,
    },
    /// A file said something that the device did not take over.
    Stated {
        /// The field.
        field: FieldId,
        /// The value in the file.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
    },
    /// The customer was found to be another one, or that was taken back.
    Merged {
        /// The one that stays; `None` = taken back.
        into: Option<CustomerId>,
    },
    /// Another customer was found to be this one, or that was taken back.
    Absorbed {
        /// The other one.
        loser: CustomerId,
        /// Whether it was taken back.
        is_back: bool,
    },
    /// A customer that looks like this one was found to be another, or that was taken back.
    Distinct {
        /// The other one.
        other: CustomerId,
        /// Whether they are two.
        is_distinct: bool,
    },
    /// A field of a further contact got another value.
    ContactSet {
        /// The contact.
        contact: ContactId,
        /// The field.
        field: FieldId,
        /// The new value.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The value that was overwritten.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
    },
    /// A further contact was taken out or put back.
    ContactGone {
        /// The contact.
        contact: ContactId,
        /// Whether it was taken out.
        is_gone: bool,
    },
    /// Two people who did not see each other's value wrote a field.
    Conflict {
        /// The conflict.
        id: FactId,
        /// The further contact whose field it is.
        contact: Option<ContactId>,
        /// The field.
        field: FieldId,
        /// The value that counted when it was noted.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The value that was lost.
        #[serde(with = "wire::maybe_value")]
        lost: Option<Value>,
    },
    /// A conflict was decided, or that was taken back.
    ConflictSettled {
        /// The conflict.
        id: FactId,
        /// Whether it was decided.
        is_settled: bool,
    },
}

impl HistoryItem {
    /// The first layout that knows it.
    fn layout(&self) -> u8 {
        match self {
            Self::Created
            | Self::Set { .. }
            | Self::Confirmed { .. }
            | Self::Note { .. }
            | Self::NoteRetracted { .. }
            | Self::Deleted
            | Self::Restored
            | Self::Reason { .. } => LAYOUT_FIRST,
            Self::Stated { .. }
            | Self::Merged { .. }
            | Self::Absorbed { .. }
            | Self::Distinct { .. }
            | Self::ContactSet { .. }
            | Self::ContactGone { .. } => LAYOUT_SECOND,
            Self::Conflict { .. } | Self::ConflictSettled { .. } => LAYOUT_THIRD,
        }
    }
}

impl HistoryItem {
    /// Whether it says the same as another one of its change. What is left of a change in a book
    /// has lost its reasons.
    fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Set { field, value, was, reason: _ },
                Self::Set { field: field_2, value: value_2, was: was_2, reason: _ },
            ) => (field, value, was) == (field_2, value_2, was_2),
            _ => self == other,
        }
    }

    /// Takes over the reason that the other one knows.
    fn learn(&mut self, other: Self) {
        if let (Self::Set { reason, .. }, Self::Set { reason: Some(text), .. }) = (self, other) {
            *reason = Some(text);
        }
    }
}

impl HistoryEntry {
    fn key(&self) -> (Stamp, ChangeId, u16) {
        (self.stamp, self.change, self.op_idx)
    }
}

/// Why bytes are not a segment of history.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// There are no bytes.
    #[error("the segment is empty")]
    Empty,
    /// A newer program wrote it.
    #[error("layout {layout} of a segment is newer than this program")]
    NewerLayout {
        /// The layout found.
        layout: u8,
    },
    /// The bytes do not follow the layout.
    #[error("the segment is damaged")]
    Damaged,
}

/// The entries a change makes, with their customers, in the order of writing. A customer that came
/// with a batch has none for that: its origin in the book names the batch. Confirmations that go
/// with a value written back by an undo have none either.
pub fn entries_of(change: &Change) -> Vec<(CustomerId, HistoryEntry)> {
    let mut entries = Vec::new();
    let mut last_put = None;
    for (op, op_idx) in change.ops.iter().zip(0..) {
        let (Some(customer), Some(item)) = (op.customer(), item_of(op)) else { continue };
        let is_in_batch = matches!(op, Op::Create { .. }) && change.batch.is_some();
        let goes_with_put =
            matches!(op, Op::Confirm { id, field, .. } if last_put == Some((*id, *field)));
        if let Op::Put { id, field, .. } = op {
            last_put = Some((*id, *field));
        }
        if !is_in_batch && !goes_with_put {
            let Change { id, stamp, on, by, action, batch, .. } = *change;
            let entry = HistoryEntry { change: id, op_idx, stamp, on, by, action, batch, item };
            if let Some((other, item)) = item_of_other(op) {
                entries.push((other, HistoryEntry { item, ..entry.clone() }));
            }
            entries.push((customer, entry));
        }
    }
    entries
}

fn item_of(op: &Op) -> Option<HistoryItem> {
    Some(match op {
        Op::Create { .. } => HistoryItem::Created,
        Op::Put { field, value, was, reason, .. } => HistoryItem::Set {
            field: *field,
            value: value.clone(),
            was: was.clone(),
            reason: reason.clone(),
        },
        Op::Confirm { field, on, .. } => HistoryItem::Confirmed { field: *field, on: *on },
        Op::Note { id, text, .. } => HistoryItem::Note { id: *id, text: text.clone() },
        Op::RetractNote { id, retracted, .. } => {
            HistoryItem::NoteRetracted { id: *id, retracted: *retracted }
        }
        Op::Delete { .. } => HistoryItem::Deleted,
        Op::Restore { .. } => HistoryItem::Restored,
        Op::Reason { of, field, text, .. } => {
            HistoryItem::Reason { of: *of, field: *field, text: text.clone() }
        }
        Op::Batch(_)
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. } => return None,
        Op::Stated { field, value, .. } => {
            HistoryItem::Stated { field: *field, value: value.clone() }
        }
        Op::Merge { into, .. } => HistoryItem::Merged { into: *into },
        Op::Distinct { other, is_distinct, .. } => {
            HistoryItem::Distinct { other: *other, is_distinct: *is_distinct }
        }
        Op::PutContact { id, field, value, was, .. } => {
            let (value, was) = (value.clone(), was.clone());
            HistoryItem::ContactSet { contact: *id, field: *field, value, was }
        }
        Op::DropContact { id, is_gone, .. } => {
            HistoryItem::ContactGone { contact: *id, is_gone: *is_gone }
        }
        Op::Conflict { id, contact, field, sides, customer: _ } => {
            let [value, lost] = &**sides;
            let (value, lost) = (value.value.clone(), lost.value.clone());
            HistoryItem::Conflict { id: *id, contact: *contact, field: *field, value, lost }
        }
        Op::ResolveConflict { id, is_resolved, customer: _ } => {
            HistoryItem::ConflictSettled { id: *id, is_settled: *is_resolved }
        }
    })
}

/// What a write that is about two customers means for the second one.
fn item_of_other(op: &Op) -> Option<(CustomerId, HistoryItem)> {
    let other = op.other_customer()?;
    match op {
        Op::Merge { loser, into, .. } => {
            Some((other, HistoryItem::Absorbed { loser: *loser, is_back: into.is_none() }))
        }
        Op::Distinct { one, is_distinct, .. } => {
            Some((other, HistoryItem::Distinct { other: *one, is_distinct: *is_distinct }))
        }
        Op::Create { .. }
        | Op::Put { .. }
        | Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::PutContact { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. } => None,
    }
}

/// How a customer came into the book, as an entry: the one that [`entries_of`] leaves out for
/// batches, made from its origin.
pub fn origin_entry(book: &Book, row: Row) -> Option<HistoryEntry> {
    let origin = book.origin(row)?;
    Some(HistoryEntry {
        change: origin.change,
        op_idx: 0,
        stamp: origin.stamp,
        on: origin.on,
        by: origin.by,
        action: origin.action,
        batch: origin.batch,
        item: HistoryItem::Created,
    })
}

/// Entries as the bytes of a segment.
pub fn encode_segment(entries: &[HistoryEntry]) -> Vec<u8> {
    let layouts = entries.iter().map(|entry| entry.item.layout().max(entry.action.layout()));
    let layout = layouts.max().unwrap_or(LAYOUT_FIRST);
    // Writing into memory fails only for maps of unknown length, which no entry has.
    postcard::to_extend(entries, vec![layout]).unwrap_or_default()
}

/// Reads [`encode_segment`].
///
/// # Errors
/// [`SegmentError`] if the bytes are from a newer program or damaged.
pub fn decode_segment(bytes: &[u8]) -> Result<Vec<HistoryEntry>, SegmentError> {
    let (layout, body) = bytes.split_first().ok_or(SegmentError::Empty)?;
    match *layout {
        LAYOUT_FIRST..=LAYOUT => match postcard::take_from_bytes(body) {
            Ok((entries, [])) => Ok(entries),
            Ok(_) | Err(_) => Err(SegmentError::Damaged),
        },
        0 => Err(SegmentError::Damaged),
        layout => Err(SegmentError::NewerLayout { layout }),
    }
}

/// All entries of one customer, oldest first, each once, from its segments and from the changes
/// not yet folded into one. Two entries of one change that say the same are one, whatever their
/// places in it: a change and its parts are told once. The stamp that came last counts.
pub fn merge_history(
    segments: impl IntoIterator<Item = Vec<HistoryEntry>>,
    tail: impl IntoIterator<Item = HistoryEntry>,
) -> Vec<HistoryEntry> {
    let mut all: Vec<HistoryEntry> = segments.into_iter().flatten().chain(tail).collect();
    sort_by_key(&mut all, |entry| entry.change);
    let mut entries: Vec<HistoryEntry> = Vec::with_capacity(all.len());
    for entry in all {
        let of_change = entries.iter_mut().rev().take_while(|it| it.change == entry.change);
        match of_change.into_iter().find(|it| it.item.says(&entry.item)) {
            Some(told) => {
                told.stamp = entry.stamp;
                told.op_idx = told.op_idx.min(entry.op_idx);
                told.item.learn(entry.item);
            }
            None => entries.push(entry),
        }
    }
    sort_by_key(&mut entries, HistoryEntry::key);
    entries
}
