//! One write of a change, as data. Not here: what a book makes of it.

use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId};
use serde::{Deserialize, Serialize};

use super::{BatchInfo, BatchKind, ChangeId, ConflictSide, LAYOUT, LAYOUT_FIRST, LAYOUT_SECOND};
use crate::wire;

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
    /// What a file says of a field, where the device did not take it over; kept to compare the next
    /// file with it.
    Stated {
        /// The customer.
        id: CustomerId,
        /// The field.
        field: FieldId,
        /// The value in the file; `None` = unknown, as before the first file.
        #[serde(with = "wire::maybe_value")]
        value: Option<Value>,
        /// Whether a person is asked to decide between it and the value here.
        asks: bool,
        /// What the file before had said.
        #[serde(with = "wire::maybe_value")]
        was: Option<Value>,
        /// Whether that was asked.
        was_asked: bool,
    },
    /// Two customers were found to be one, or that is taken back.
    Merge {
        /// The one that is no longer shown.
        loser: CustomerId,
        /// The one that stays; `None` takes a merge back.
        into: Option<CustomerId>,
        /// Where it had been merged into.
        was: Option<CustomerId>,
    },
    /// Two customers that look alike were found to be two, or that is taken back.
    Distinct {
        /// One of them.
        one: CustomerId,
        /// The other.
        other: CustomerId,
        /// Whether they are two from now on.
        is_distinct: bool,
    },
    /// Another value for a field of a further contact; the first one makes the contact.
    PutContact {
        /// The contact, made on the device.
        id: ContactId,
        /// Its customer.
        customer: CustomerId,
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
    },
    /// A further contact is taken out or put back; its values are kept.
    DropContact {
        /// The contact.
        id: ContactId,
        /// Its customer.
        customer: CustomerId,
        /// Whether it is out from now on.
        is_gone: bool,
    },
    /// Two values of a watched field were written by people who did not see each other's. A fact:
    /// whoever notes it gives it the same id ([`super::conflict_id`]).
    Conflict {
        /// Its id.
        id: FactId,
        /// The customer.
        customer: CustomerId,
        /// The further contact whose field it is; `None` for a field of the customer itself.
        contact: Option<ContactId>,
        /// The field.
        field: FieldId,
        /// The value that counted when it was noted, then the one that was lost.
        sides: Box<[ConflictSide; 2]>,
    },
    /// Somebody decided a conflict, or that is taken back. The value is written beside.
    ResolveConflict {
        /// The conflict.
        id: FactId,
        /// Its customer.
        customer: CustomerId,
        /// Whether it is decided from now on.
        is_resolved: bool,
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
            | Self::Restore { id }
            | Self::Stated { id, .. }
            | Self::Merge { loser: id, .. }
            | Self::Distinct { one: id, .. }
            | Self::Note { customer: id, .. }
            | Self::RetractNote { customer: id, .. }
            | Self::Reason { customer: id, .. }
            | Self::PutContact { customer: id, .. }
            | Self::DropContact { customer: id, .. }
            | Self::Conflict { customer: id, .. }
            | Self::ResolveConflict { customer: id, .. } => Some(*id),
            Self::Batch(_) => None,
        }
    }

    /// The second customer it is about, if there is one.
    pub fn other_customer(&self) -> Option<CustomerId> {
        let other = match self {
            Self::Merge { into, was, .. } => into.or(*was),
            Self::Distinct { other, .. } => Some(*other),
            Self::Create { .. }
            | Self::Put { .. }
            | Self::Confirm { .. }
            | Self::Note { .. }
            | Self::RetractNote { .. }
            | Self::Delete { .. }
            | Self::Restore { .. }
            | Self::Batch(_)
            | Self::Reason { .. }
            | Self::Stated { .. }
            | Self::PutContact { .. }
            | Self::DropContact { .. }
            | Self::Conflict { .. }
            | Self::ResolveConflict { .. } => None,
        };
        other.filter(|other| Some(*other) != self.customer())
    }

    /// The first layout that knows it.
    pub(super) fn layout(&self) -> u8 {
        match self {
            Self::Batch(info) if info.kind >= BatchKind::BulkEdit => LAYOUT_SECOND,
            Self::Stated { .. }
            | Self::Merge { .. }
            | Self::Distinct { .. }
            | Self::PutContact { .. }
            | Self::DropContact { .. } => LAYOUT_SECOND,
            Self::Conflict { .. } | Self::ResolveConflict { .. } => LAYOUT,
            Self::Create { .. }
            | Self::Put { .. }
            | Self::Confirm { .. }
            | Self::Note { .. }
            | Self::RetractNote { .. }
            | Self::Delete { .. }
            | Self::Restore { .. }
            | Self::Batch(_)
            | Self::Reason { .. } => LAYOUT_FIRST,
        }
    }

    /// Upper bound of the bytes it takes in a change.
    pub(super) fn n_bytes_max(&self) -> usize {
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
                Self::Stated { value, was, .. } | Self::PutContact { value, was, .. } => {
                    of(value) + of(was)
                }
                Self::Conflict { sides, .. } => {
                    sides.iter().map(|side| FIXED + of(&side.value)).sum()
                }
                Self::Confirm { .. }
                | Self::RetractNote { .. }
                | Self::Delete { .. }
                | Self::Restore { .. }
                | Self::Merge { .. }
                | Self::Distinct { .. }
                | Self::DropContact { .. }
                | Self::ResolveConflict { .. } => 0,
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
