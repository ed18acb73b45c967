//! What the app keeps of the rows of the log that are not yet folded away. Not here: folding.

use jipan_book::{Change, ChangeId, HistoryEntry, HistoryItem, LogRow, entries_of};
use jipan_rules::values::ids::{CustomerId, ReplicaId};
use jipan_sync::wire::NO_CUSTOMER;

use crate::fold::KEY_GONE;

/// A row of the log that is not yet folded away.
#[derive(Debug, Clone)]
pub(crate) struct TailEntry {
    pub(crate) key: u64,
    pub(crate) kept: Kept,
    pub(crate) from: Source,
}

/// Where a row of the log is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Written on this device.
    Here {
        /// The change.
        id: ChangeId,
        /// When, in milliseconds since 1970.
        ms: u64,
        /// The customers it is about, in the order of their ids; [`NO_CUSTOMER`] if it is about none.
        customers: Box<[CustomerId]>,
    },
    /// From the company.
    Elsewhere,
    /// It says which customers were forgotten.
    Forgetting {
        /// The customers.
        customers: Box<[CustomerId]>,
        /// But for what own rows beyond this key say; for nothing, where it is not known.
        judged_to: Option<u64>,
    },
}

/// What is kept of a row of the log, for undo and history.
#[derive(Debug, Clone)]
pub(crate) enum Kept {
    /// A tap: all of it.
    Change(Box<Change>),
    /// A part of a batch: only what its records do not say themselves.
    Entries(Vec<(CustomerId, HistoryEntry)>),
}

impl Source {
    /// Of a change that was made here.
    pub(crate) fn of(change: &Change) -> Self {
        let none = change.is_about_none().then_some(NO_CUSTOMER);
        let customers = none.into_iter().chain(change.customers()).collect();
        Self::Here { id: change.id, ms: change.stamp.ms(), customers }
    }
}

impl TailEntry {
    /// A row of the log: a tap, or a part of a batch.
    pub(crate) fn of(key: u64, row: LogRow) -> Self {
        match row {
            LogRow::Own(change) => {
                let from = Source::of(&change);
                Self { from, ..Self::of_change(key, change) }
            }
            LogRow::Arrived(change) => Self::of_change(key, change),
            LogRow::Forget { customers, judged_to } => {
                let from = Source::Forgetting { customers: customers.into(), judged_to };
                Self { key, kept: Kept::Entries(Vec::new()), from }
            }
        }
    }

    fn of_change(key: u64, change: Change) -> Self {
        if change.batch.is_none() && change.undoes_batch.is_none() {
            Self { key, kept: Kept::Change(Box::new(change)), from: Source::Elsewhere }
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

    /// A row of the log that belongs to a batch, from elsewhere.
    fn of_batch(key: u64, change: &Change) -> Self {
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
            | HistoryItem::ConflictSettled { .. }
            | HistoryItem::OrderPlaced { .. }
            | HistoryItem::OrderMoved { .. }
            | HistoryItem::OrderGone { .. }
            | HistoryItem::Objected { .. }
            | HistoryItem::ObjectionAnswered { .. }
            | HistoryItem::ObjectionReopened { .. }
            | HistoryItem::ObjectionGone { .. }
            | HistoryItem::Funnel { .. }
            | HistoryItem::FunnelGone { .. } => true,
        });
        Self { key, kept: Kept::Entries(entries), from: Source::Elsewhere }
    }

    /// A row of the log that this device wrote as a part of a batch.
    pub(crate) fn of_own_batch(key: u64, change: &Change) -> Self {
        Self { from: Source::of(change), ..Self::of_batch(key, change) }
    }

    /// Whether it is an own row of the log as it is now, beyond this key.
    pub(crate) fn is_beyond(&self, sent_to: u64) -> bool {
        matches!(self.from, Source::Here { .. }) && self.key > sent_to && self.key != KEY_GONE
    }

    /// Whether it is an own row about this customer.
    pub(crate) fn is_about(&self, customer: CustomerId) -> bool {
        matches!(&self.from, Source::Here { customers, .. } if customers.binary_search(&customer).is_ok())
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
