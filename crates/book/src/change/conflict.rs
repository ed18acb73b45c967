//! Two values of one field, written by people who did not see each other's. Not here: finding them,
//! deciding between them.

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId, PersonId};
use jipan_rules::{NaiveDate, Uuid};
use serde::{Deserialize, Serialize};

use super::ChangeId;
use crate::hash::Mix;
use crate::stamp::Stamp;
use crate::wire;

/// One of the two values of a conflict, and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictSide {
    /// The change that wrote it.
    pub change: ChangeId,
    /// The person.
    pub by: PersonId,
    /// Its stamp when the conflict was noted.
    pub stamp: Stamp,
    /// The civil day on the device.
    #[serde(with = "wire::day")]
    pub on: NaiveDate,
    /// The value; `None` = the field was emptied.
    #[serde(with = "wire::maybe_value")]
    pub value: Option<Value>,
}

/// The id of the conflict between two changes over a field: the same on every device that notes it,
/// in whatever order it met the two.
///
/// ```
/// use jipan_book::{ChangeId, conflict_id};
/// use jipan_rules::schema::fields;
/// use jipan_rules::{Uuid, values::ids::{CustomerId, ReplicaId}};
/// let of = |number| ChangeId { replica: ReplicaId::new(number), seq: 1 };
/// let place = (CustomerId::new(Uuid::from_u128(7)), None, fields::PHONE);
/// assert_eq!(conflict_id(of(1), of(2), place), conflict_id(of(2), of(1), place));
/// assert_ne!(conflict_id(of(1), of(2), place), conflict_id(of(1), of(3), place));
/// ```
pub fn conflict_id(
    one: ChangeId,
    other: ChangeId,
    (customer, contact, field): (CustomerId, Option<ContactId>, FieldId),
) -> FactId {
    let half = |seed: u64| {
        let mut mix = Mix::new(seed);
        for change in [one.min(other), one.max(other)] {
            mix.add(change.replica.number());
            mix.add(change.seq);
        }
        mix.add_bytes(customer.uuid().as_bytes());
        mix.add_bytes(contact.map_or(Uuid::nil(), ContactId::uuid).as_bytes());
        mix.add(u64::from(field.0));
        mix.sum()
    };
    // Version 8, "custom", so that it can never be the id that a device made for a note.
    let high = (half(3) & !0xF000) | 0x8000;
    let low = (half(4) & !(0b11 << 62)) | (0b10 << 62);
    FactId::new(Uuid::from_u64_pair(high, low))
}
