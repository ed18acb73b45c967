//! Who writes here, and what is on its way to the disk. Not here: writing.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::{Applied, Change, Clock};
use jipan_rules::permission::Role;
use jipan_rules::values::ids::{BatchId, PersonId, ReplicaId};

use crate::effect::CommitId;

/// Who writes here, with which clock, and what is on its way.
#[derive(Debug)]
pub struct Writer {
    pub(crate) replica: ReplicaId,
    /// The slot of this tab: the low 8 bits of its replica.
    pub(crate) slot: u8,
    /// The greatest number known of each slot of this device.
    pub(crate) seqs: BTreeMap<u8, u64>,
    pub(crate) person: PersonId,
    /// Alone, one is the manager.
    pub(crate) role: Role,
    pub(crate) next_seq: u64,
    pub(crate) clock: Clock,
    pub(crate) may_write: MayWrite,
    pub(crate) next_commit: u64,
    pub(crate) pending: Vec<Pending>,
    pub(crate) has_failed: bool,
    pub(crate) saved_at_millis: Option<u64>,
}

/// Whether this tab may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayWrite {
    /// It may.
    Yes,
    /// Another tab took over: it is of another version, or there are no locks here.
    OtherTab,
    /// The data belong to a newer version of the app.
    NewerLayout,
}

/// A commit that is not yet durable.
#[derive(Debug)]
pub struct Pending {
    pub(crate) id: CommitId,
    pub(crate) what: PendingWhat,
    /// What was typed, to be given back if the commit fails.
    pub(crate) drafts: Vec<(String, String)>,
}

/// What a commit holds.
#[derive(Debug)]
pub enum PendingWhat {
    /// One tap, already shown in the book.
    Tap {
        /// The change.
        change: Box<Change>,
        /// How to take it out again.
        applied: Option<Applied>,
    },
    /// Many changes, taken into the book when they are durable.
    Bulk {
        /// Encoded changes.
        changes: Vec<Rc<[u8]>>,
        /// What for.
        purpose: BulkPurpose,
    },
}

/// What many changes are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkPurpose {
    /// The rows of an imported file.
    Import(BatchId),
    /// The sample data.
    Sample(BatchId),
    /// Values taken for many differences.
    Decisions(BatchId),
    /// One value for many customers.
    BulkEdit(BatchId),
    /// Taking a batch back.
    BatchUndo(BatchId),
    /// Doing again what was taken back.
    Redo,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            replica: ReplicaId::new(0),
            slot: 0,
            seqs: BTreeMap::new(),
            person: PersonId::new(jipan_rules::Uuid::nil()),
            role: Role::Manager,
            next_seq: 1,
            clock: Clock::new(jipan_book::Stamp::zero()),
            may_write: MayWrite::Yes,
            next_commit: 1,
            pending: Vec::new(),
            has_failed: false,
            saved_at_millis: None,
        }
    }
}
