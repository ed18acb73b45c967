//! History: what happened to one customer, entry by entry, and the cold segments it is kept in.
//! Not here: where they are stored, and any wording.

mod item;

use crate::sorting::sort_by_key;
use jipan_rules::NaiveDate;
use jipan_rules::values::ids::{BatchId, CustomerId, PersonId};
use serde::{Deserialize, Serialize};

use crate::arena::Row;
use crate::book::Book;
use crate::change::{Action, Change, ChangeId, LAYOUT_FIRST, Op};
use crate::stamp::Stamp;
use crate::wire;

pub use item::HistoryItem;
use item::{item_of, item_of_other};

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
/// with a batch has none for that: its origin in the book names the batch. Orders of a file have none:
/// they are listed by themselves. Confirmations that go
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
