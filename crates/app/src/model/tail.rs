//! What the app keeps of the rows of the log that are not yet folded away. Not here: folding.

use jipan_book::{Change, HistoryEntry, HistoryItem, entries_of};
use jipan_rules::values::ids::{CustomerId, ReplicaId};

/// A row of the log that is not yet folded away.
#[derive(Debug, Clone)]
pub(crate) struct TailEntry {
    pub(crate) key: u64,
    pub(crate) kept: Kept,
}

/// What is kept of a row of the log, for undo and history.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// A tap: all of it.
    Change(Box<Change>),
    /// A part of a batch: only what its records do not say themselves.
    Entries(Vec<(CustomerId, HistoryEntry)>),
}

impl TailEntry {
    /// A row of the log: a tap, or a part of a batch.
    pub(crate) fn of(key: u64, change: Change) -> Self {
        if change.batch.is_none() && change.undoes_batch.is_none() {
            Self { key, kept: Kept::Change(Box::new(change)) }
        } else {
            Self::of_batch(key, &change)
        }
    }

    /// Whether this replica made it, as far as that is kept.
    pub(crate) fn is_of(&self, replica: ReplicaId) -> bool {
        match &self.kept {
            Kept::Change(change) => change.id.replica == replica,
            Kept::Entries(entries) => {
                entries.first().is_some_and(|(_, entry)| entry.change.replica == replica)
            }
        }
    }

    /// A row of the log that belongs to a batch.
    pub(crate) fn of_batch(key: u64, change: &Change) -> Self {
        let mut entries = entries_of(change);
        entries.retain(|(_, entry)| match entry.item {
            HistoryItem::Created | HistoryItem::Deleted | HistoryItem::Restored => false,
            HistoryItem::Set { .. }
            | HistoryItem::Confirmed { .. }
            | HistoryItem::Note { .. }
            | HistoryItem::NoteRetracted { .. }
            | HistoryItem::Reason { .. }
            | HistoryItem::Stated { .. }
            | HistoryItem::Merged { .. }
            | HistoryItem::Absorbed { .. }
            | HistoryItem::Distinct { .. }
            | HistoryItem::ContactSet { .. }
            | HistoryItem::ContactGone { .. }
            | HistoryItem::Conflict { .. }
            | HistoryItem::ConflictSettled { .. } => true,
        });
        Self { key, kept: Kept::Entries(entries) }
    }

    /// The change, if it was a tap.
    pub(crate) fn change(&self) -> Option<&Change> {
        match &self.kept {
            Kept::Change(change) => Some(change),
            Kept::Entries(_) => None,
        }
    }

    /// What it says in the history of a customer.
    pub(crate) fn entries_about(&self, id: CustomerId) -> Vec<HistoryEntry> {
        let mut entries = match &self.kept {
            Kept::Change(change) => entries_of(change),
            Kept::Entries(entries) => {
                entries.iter().filter(|(customer, _)| *customer == id).cloned().collect()
            }
        };
        entries.retain(|(customer, _)| *customer == id);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// What it says in histories.
    pub(crate) fn entries(&self) -> Vec<(CustomerId, HistoryEntry)> {
        match &self.kept {
            Kept::Change(change) => entries_of(change),
            Kept::Entries(entries) => entries.clone(),
        }
    }
}
