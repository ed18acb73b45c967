//! A row of the log: what a device wrote itself, and what came to it. Not here: where it is stored.

use jipan_rules::values::ids::CustomerId;
use serde::de::DeserializeOwned;

use super::{Change, ChangeError, damaged};

/// First byte of what arrived.
const ARRIVED: u8 = 0x50;
/// First byte of what is to be forgotten, as it was written before it said how far own rows were judged.
const FORGET_FIRST: u8 = 0x51;
/// First byte of what is to be forgotten.
const FORGET: u8 = 0x52;

/// A row of the log. Taken in in the order of their keys, the rows give the book.
///
/// ```
/// use jipan_book::LogRow;
/// use jipan_rules::{Uuid, values::ids::CustomerId};
/// let customers = vec![CustomerId::new(Uuid::from_u128(7))];
/// let row = LogRow::Forget { customers, judged_to: Some(12) };
/// assert_eq!(LogRow::decode(&row.encode().unwrap()), Ok(row));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogRow {
    /// A change made on this device, whole; its bytes are those of the change alone.
    Own(Change),
    /// A change, or a part of one, made elsewhere.
    Arrived(Change),
    /// Customers of whom nothing is known any more until their parts come anew
    /// ([`crate::Book::forget`]), but for what own rows beyond a key say.
    Forget {
        /// The customers.
        customers: Vec<CustomerId>,
        /// Own rows of the log up to this key were judged when that was said, so that what comes anew has
        /// them; those between it and this row are to be taken in again. `None` where an older program
        /// wrote it: then what is judged at the time of reading must do.
        judged_to: Option<u64>,
    },
}

impl LogRow {
    /// Its bytes.
    ///
    /// # Errors
    /// [`ChangeError::Damaged`] if a part cannot be written, which no valid row does.
    pub fn encode(&self) -> Result<Vec<u8>, ChangeError> {
        match self {
            Self::Own(change) => change.encode(),
            Self::Arrived(change) => {
                let mut bytes = vec![ARRIVED];
                bytes.extend(change.encode()?);
                Ok(bytes)
            }
            Self::Forget { customers, judged_to: None } => {
                postcard::to_extend(customers, vec![FORGET_FIRST]).map_err(damaged)
            }
            Self::Forget { customers, judged_to: Some(key) } => {
                postcard::to_extend(&(customers, key), vec![FORGET]).map_err(damaged)
            }
        }
    }

    /// Reads [`Self::encode`], and every [`Change::encode`] as an own change.
    ///
    /// # Errors
    /// [`ChangeError`] if the bytes are from a newer program or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChangeError> {
        match bytes.split_first() {
            Some((&ARRIVED, body)) => Change::decode(body).map(Self::Arrived),
            Some((&FORGET_FIRST, body)) => {
                all_of(body).map(|customers| Self::Forget { customers, judged_to: None })
            }
            Some((&FORGET, body)) => all_of(body)
                .map(|(customers, key)| Self::Forget { customers, judged_to: Some(key) }),
            Some(_) | None => Change::decode(bytes).map(Self::Own),
        }
    }

    /// Whether the bytes are of a row that forgets.
    pub fn is_forgetting(bytes: &[u8]) -> bool {
        matches!(bytes.first(), Some(&(FORGET_FIRST | FORGET)))
    }

    /// The change, unless it is about forgetting.
    pub fn change(&self) -> Option<&Change> {
        match self {
            Self::Own(change) | Self::Arrived(change) => Some(change),
            Self::Forget { .. } => None,
        }
    }
}

/// What all of these bytes say.
fn all_of<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ChangeError> {
    match postcard::take_from_bytes(bytes) {
        Ok((said, [])) => Ok(said),
        Ok((_, rest)) => {
            Err(ChangeError::Damaged { detail: format!("{} bytes too many", rest.len()) })
        }
        Err(error) => Err(damaged(error)),
    }
}
