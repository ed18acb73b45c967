//! What the book keeps besides values: who wrote what, deletions, notes and batches. Not here: how
//! they come in.

use std::collections::BTreeMap;

use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, CustomerId, FactId, PersonId};
use serde::{Deserialize, Serialize};

use crate::change::{Action, BatchInfo, Change, ChangeId, Op};
use crate::stamp::Stamp;
use crate::wire;

/// No writer: of a row that is known by its id only, or of a field that was never edited.
pub(crate) const NO_WRITER: u32 = u32::MAX;

/// Who wrote something, when, and by which action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The change.
    pub change: ChangeId,
    /// Its stamp.
    pub stamp: Stamp,
    /// The civil day on the device.
    #[serde(with = "wire::day")]
    pub on: NaiveDate,
    /// The person.
    pub by: PersonId,
    /// What the person did.
    pub action: Action,
    /// The batch it belonged to.
    pub batch: Option<BatchId>,
}

impl Origin {
    /// That of a change.
    pub fn of(change: &Change) -> Self {
        Self {
            change: change.id,
            stamp: change.stamp,
            on: change.on,
            by: change.by,
            action: change.action,
            batch: change.batch,
        }
    }

    /// The change with these writes: what is left of it.
    pub(crate) fn change_with(&self, ops: Vec<Op>) -> Change {
        let Self { change: id, stamp, on, by, action, batch } = *self;
        Change { id, stamp, on, by, action, batch, undoes: None, undoes_batch: None, ops }
    }

    /// Of two writes to one place the greater rank counts.
    pub(crate) fn rank(&self) -> (Stamp, ChangeId) {
        (self.stamp, self.change)
    }
}

/// Every writer, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writers {
    list: Vec<Origin>,
    by_rank: BTreeMap<(Stamp, ChangeId), u32>,
}

impl Writers {
    pub(crate) fn get(&self, writer: u32) -> Option<&Origin> {
        self.list.get(usize::try_from(writer).ok()?)
    }

    /// The writer that made a change. Looks at all of them, so not for what happens often.
    pub(crate) fn find(&self, change: ChangeId) -> Option<u32> {
        // Stamped anew, it counts as it came last.
        let idx = self.list.iter().rposition(|origin| origin.change == change)?;
        u32::try_from(idx).ok()
    }

    /// Every writer, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Origin> {
        self.list.iter()
    }

    /// Rank of a writer; `None`, which is less than any, for none.
    pub(crate) fn rank(&self, writer: u32) -> Option<(Stamp, ChangeId)> {
        self.get(writer).map(Origin::rank)
    }

    pub(crate) fn intern(&mut self, origin: Origin) -> u32 {
        let next = u32::try_from(self.list.len()).unwrap_or(NO_WRITER);
        let writer = *self.by_rank.entry(origin.rank()).or_insert(next);
        if writer == next {
            self.list.push(origin);
        }
        writer
    }
}

/// What is known of a field beyond its value, only for fields ever edited or confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldMeta {
    /// Who wrote the value; [`NO_WRITER`] = came with the customer.
    pub(crate) writer: u32,
    /// What it overwrote.
    pub(crate) was: Option<Value>,
    /// When that had been confirmed.
    pub(crate) was_on: Option<NaiveDate>,
    /// The last check, if not older than the value.
    pub(crate) confirm: Option<Confirm>,
    /// What the last file said, where that does not follow from the value and its writer.
    pub(crate) imported: Option<Box<Imported>>,
}

impl FieldMeta {
    /// Nothing known yet.
    pub(crate) fn empty() -> Self {
        Self { writer: NO_WRITER, was: None, was_on: None, confirm: None, imported: None }
    }
}

/// What the last file said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Imported {
    pub(crate) writer: u32,
    /// The value in the file; `None` = unknown.
    pub(crate) value: Option<Value>,
    /// Whether a person is asked to decide between it and the value here.
    pub(crate) asks: bool,
    /// What the file before had said.
    pub(crate) was: Option<Value>,
    /// Whether that was asked.
    pub(crate) was_asked: bool,
}

impl Imported {
    /// What an import wrote as the value itself: nothing to decide.
    pub(crate) fn taken_over(writer: u32, value: Option<Value>, was: Option<Value>) -> Self {
        Self { writer, value, asks: false, was, was_asked: false }
    }
}

/// Whether a customer was last found to be another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) writer: u32,
    /// The one it was merged into; `None` = taken back.
    pub(crate) into: Option<CustomerId>,
}

/// A further contact: its fields, and whether it was taken out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Contact {
    pub(crate) fields: BTreeMap<FieldId, ContactField>,
    /// The last time it was taken out or put back: by whom, and whether it is out.
    pub(crate) gone: Option<(u32, bool)>,
}

/// The value of one field of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContactField {
    pub(crate) writer: u32,
    pub(crate) value: Option<Value>,
    pub(crate) was: Option<Value>,
}

/// A check of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Confirm {
    pub(crate) writer: u32,
    pub(crate) on: Option<NaiveDate>,
}

/// The last deletion or restoration of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deletion {
    pub(crate) writer: u32,
    pub(crate) is_deleted: bool,
}

/// A note; its writer is [`NO_WRITER`] while only its retraction is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) writer: u32,
    pub(crate) text: Box<str>,
    /// The last retraction: by whom, and whether it stands.
    pub(crate) retract: Option<(u32, bool)>,
}

/// A batch as the book knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRecord {
    /// What it is and what came of it.
    pub info: BatchInfo,
    /// Who wrote that last.
    pub writer: Origin,
}

/// Who wrote the current value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldMetaView<'a> {
    /// The writer: its change, stamp, day, person, action and batch.
    pub writer: &'a Origin,
    /// The day on which the value was last known to be true; `None` = unknown.
    pub confirmed_on: Option<NaiveDate>,
    /// The value it overwrote, for an edited field.
    pub was: Option<&'a Value>,
    /// Whether the field was written after the customer was created.
    pub is_edited: bool,
}

/// A note about a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoteView<'a> {
    /// Its id.
    pub id: FactId,
    /// What was written.
    pub text: &'a str,
    /// Who wrote it.
    pub writer: &'a Origin,
    /// Whether it was taken back.
    pub is_retracted: bool,
}
