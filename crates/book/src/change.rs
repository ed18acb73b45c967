//! Changes: what one action wrote, as data. Not here: what a book makes of them.

mod pack;

use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, CustomerId, FactId, PersonId, ReplicaId};
use serde::{Deserialize, Serialize};

use crate::stamp::Stamp;
use crate::wire;
use pack::Fill;

pub use pack::Packer;

/// Most records one change may touch. OURS
pub const CHANGE_RECORDS_MAX: usize = 200;
/// Most bytes one change may take. OURS
pub const CHANGE_BYTES_MAX: usize = 64 * 1024;
/// The layout this program writes.
const LAYOUT: u8 = 1;

/// Names a change for ever: the device and tab that made it, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeId {
    /// The device and tab.
    pub replica: ReplicaId,
    /// Its number on that device, counted from 1.
    pub seq: u64,
}

/// What the person did; one per user action. New actions only at the end, codes are never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Action {
    /// A customer was entered by hand.
    AddCustomer,
    /// A field was given another value by hand.
    EditField,
    /// A field was found to be still true.
    ConfirmField,
    /// A note was written.
    AddNote,
    /// A note was taken back, or put back.
    RetractNote,
    /// A customer was deleted.
    DeleteCustomer,
    /// A deleted customer was put back.
    RestoreCustomer,
    /// A file was imported.
    Import,
    /// The sample customers were loaded.
    LoadSample,
    /// The sample customers were taken out.
    RemoveSample,
    /// An earlier action was undone.
    Undo,
    /// An undone action was done again.
    Redo,
    /// The reason of an earlier change was given.
    GiveReason,
    /// One value was given to many customers at once.
    BulkEdit,
    /// A customer was found to be another one, or that was taken back.
    MergeCustomers,
    /// A further contact was added, changed or taken out.
    EditContact,
    /// Between the value on this device and the value of a file one was chosen.
    DecideDifference,
}

impl Action {
    /// Whether a person looked at each value written, so that writing also confirms it. A file
    /// confirms nothing. OURS
    pub fn by_hand(self) -> bool {
        match self {
            Self::AddCustomer
            | Self::EditField
            | Self::ConfirmField
            | Self::AddNote
            | Self::RetractNote
            | Self::DeleteCustomer
            | Self::RestoreCustomer
            | Self::Undo
            | Self::Redo
            | Self::GiveReason
            | Self::BulkEdit
            | Self::MergeCustomers
            | Self::EditContact
            | Self::DecideDifference => true,
            Self::Import | Self::LoadSample | Self::RemoveSample => false,
        }
    }
}

/// What kind of batch many changes belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BatchKind {
    /// An imported file.
    Import,
    /// The sample customers.
    Sample,
    /// One value given to many customers.
    BulkEdit,
    /// Values of files taken for many fields.
    Decisions,
}

/// What is kept of a batch, so that its history and its undo outlive the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchInfo {
    /// Its id, carried by all its changes.
    pub id: BatchId,
    /// What it is.
    pub kind: BatchKind,
    /// Name of the file; empty for sample customers.
    pub name: String,
    /// Customers added.
    pub n_added: u32,
    /// Customers that were in the book already and changed.
    pub n_updated: u32,
    /// Records that did not come in.
    pub n_failed: u32,
}

/// One write of a change. New variants only at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// A new customer.
    Create {
        /// Its id, made on the device.
        id: CustomerId,
        /// The filled fields.
        #[serde(with = "wire::fields")]
        values: Vec<(FieldId, Value)>,
    },
    /// Another value for a field.
    Put {
        /// The customer.
        id: CustomerId,
        /// The field.
        field: FieldId,
        /// The new value; `None` empties the field.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// The change whose value the writer saw and overwrote.
        base: Option<ChangeId>,
        /// That value.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
        /// The day on which that value had been confirmed.
        #[serde(with = "wire::maybe_day")]
        was_on: Option<NaiveDate>,
        /// Why, for fields that rarely change.
        reason: Option<Box<str>>,
    },
    /// A field was checked and is still true.
    Confirm {
        /// The customer.
        id: CustomerId,
        /// The field.
        field: FieldId,
        /// The day of the check; `None` takes a confirmation back.
        #[serde(with = "wire::maybe_day")]
        on: Option<NaiveDate>,
        /// The day it had been confirmed before.
        #[serde(with = "wire::maybe_day")]
        was: Option<NaiveDate>,
    },
    /// A note about a customer; never edited.
    Note {
        /// Its id.
        id: FactId,
        /// The customer.
        customer: CustomerId,
        /// What was written.
        text: Box<str>,
    },
    /// A note is taken back or put back.
    RetractNote {
        /// The note.
        id: FactId,
        /// Its customer.
        customer: CustomerId,
        /// Whether it is taken back from now on.
        retracted: bool,
    },
    /// The customer is deleted; everything about it is kept.
    Delete {
        /// The customer.
        id: CustomerId,
    },
    /// The customer is put back.
    Restore {
        /// The customer.
        id: CustomerId,
    },
    /// What is known of the batch this change belongs to; the latest one counts.
    Batch(BatchInfo),
    /// Why a field was changed, said after the change was saved. Only history knows it.
    Reason {
        /// The change that is explained.
        of: ChangeId,
        /// The customer.
        customer: CustomerId,
        /// The field.
        field: FieldId,
        /// In the person's words.
        text: Box<str>,
    },
}

impl Op {
    /// The customer it is about; `None` for a batch.
    pub fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Create { id, .. }
            | Self::Put { id, .. }
            | Self::Confirm { id, .. }
            | Self::Delete { id }
            | Self::Restore { id } => Some(*id),
            Self::Note { customer, .. }
            | Self::RetractNote { customer, .. }
            | Self::Reason { customer, .. } => Some(*customer),
            Self::Batch(_) => None,
        }
    }

    /// Upper bound of the bytes it takes in a change.
    fn n_bytes_max(&self) -> usize {
        const FIXED: usize = 64;
        let of = |value: &Option<Value>| value.as_ref().map_or(0, value_bytes_max);
        FIXED
            + match self {
                Self::Create { values, .. } => {
                    values.iter().map(|(_, value)| 3 + value_bytes_max(value)).sum()
                }
                Self::Put { value, was, reason, .. } => {
                    of(value) + of(was) + reason.as_ref().map_or(0, |reason| reason.len())
                }
                Self::Note { text, .. } | Self::Reason { text, .. } => text.len(),
                Self::Batch(info) => info.name.len(),
                Self::Confirm { .. }
                | Self::RetractNote { .. }
                | Self::Delete { .. }
                | Self::Restore { .. } => 0,
            }
    }
}

fn value_bytes_max(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.len() + 6,
        Value::Integer(_) | Value::Amount(_) => 11,
        Value::Date(_) => 6,
        Value::YesNo(_) | Value::Choice(_) => 2,
    }
}

/// What one action wrote: the unit of durability, undo, audit and sync. A book is a function of
/// the set of its changes. OURS
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Its name.
    pub id: ChangeId,
    /// Decides which of two writes to one field counts.
    pub stamp: Stamp,
    /// The civil day on the device.
    #[serde(with = "wire::day")]
    pub on: NaiveDate,
    /// Who did it.
    pub by: PersonId,
    /// What the person did.
    pub action: Action,
    /// The batch it belongs to.
    pub batch: Option<BatchId>,
    /// The change that it undoes or does again.
    pub undoes: Option<ChangeId>,
    /// The batch that it undoes or does again.
    pub undoes_batch: Option<BatchId>,
    /// What it wrote, in order.
    pub ops: Vec<Op>,
}

/// Why bytes are not a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// There are no bytes.
    #[error("the change is empty")]
    Empty,
    /// A newer program wrote it.
    #[error("layout {layout} of a change is newer than this program")]
    NewerLayout {
        /// The layout found.
        layout: u8,
    },
    /// The bytes do not follow the layout.
    #[error("the change is damaged: {detail}")]
    Damaged {
        /// What the decoder met.
        detail: String,
    },
}

impl Change {
    /// The customers it is about, each once, in the order of their ids.
    pub fn customers(&self) -> Vec<CustomerId> {
        let mut customers: Vec<CustomerId> = Vec::new();
        for customer in self.ops.iter().filter_map(Op::customer) {
            if customers.last() != Some(&customer) {
                customers.push(customer);
            }
        }
        customers.sort_unstable();
        customers.dedup();
        customers
    }

    /// Whether it has reached the limit of records or of bytes, so that the next write belongs
    /// into another change.
    pub fn is_full(&self) -> bool {
        let mut fill = Fill::default();
        for op in &self.ops {
            fill.add(op);
        }
        fill.n_records >= CHANGE_RECORDS_MAX || fill.n_bytes >= CHANGE_BYTES_MAX
    }

    /// Its bytes: one layout byte, then the content.
    ///
    /// # Errors
    /// [`ChangeError::Damaged`] if a part cannot be written, which no valid change does.
    pub fn encode(&self) -> Result<Vec<u8>, ChangeError> {
        postcard::to_extend(self, vec![LAYOUT]).map_err(damaged)
    }

    /// Reads [`Self::encode`], of this and every earlier layout.
    ///
    /// # Errors
    /// [`ChangeError`] if the bytes are from a newer program or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChangeError> {
        let (layout, body) = bytes.split_first().ok_or(ChangeError::Empty)?;
        match *layout {
            LAYOUT => match postcard::take_from_bytes(body) {
                Ok((change, [])) => Ok(change),
                Ok((_, rest)) => {
                    Err(ChangeError::Damaged { detail: format!("{} bytes too many", rest.len()) })
                }
                Err(error) => Err(damaged(error)),
            },
            0 => Err(ChangeError::Damaged { detail: "layout 0".to_owned() }),
            layout => Err(ChangeError::NewerLayout { layout }),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
fn damaged(error: postcard::Error) -> ChangeError {
    ChangeError::Damaged { detail: error.to_string() }
}
