//! A row of the log: what a device wrote itself, and what came to it. Not here: where it is stored.

use jipan_rules::values::ids::CustomerId;

use super::{Change, ChangeError, damaged};

/// First byte of what arrived.
const ARRIVED: u8 = 0x50;
/// First byte of what is to be forgotten.
const FORGET: u8 = 0x51;

/// A row of the log. Taken in in the order of their keys, the rows give the book.
///
/// ```
/// use jipan_book::LogRow;
/// use jipan_rules::{Uuid, values::ids::CustomerId};
/// let row = LogRow::Forget(vec![CustomerId::new(Uuid::from_u128(7))]);
/// assert_eq!(LogRow::decode(&row.encode().unwrap()), Ok(row));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogRow {
    /// A change made on this device, whole; its bytes are those of the change alone.
    Own(Change),
    /// A change, or a part of one, made elsewhere.
    Arrived(Change),
    /// Customers of whom nothing is known any more until their parts come anew
    /// ([`crate::Book::forget`]).
    Forget(Vec<CustomerId>),
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
            Self::Forget(ids) => postcard::to_extend(ids, vec![FORGET]).map_err(damaged),
        }
    }

    /// Reads [`Self::encode`], and every [`Change::encode`] as an own change.
    ///
    /// # Errors
    /// [`ChangeError`] if the bytes are from a newer program or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChangeError> {
        match bytes.split_first() {
            Some((&ARRIVED, body)) => Change::decode(body).map(Self::Arrived),
            Some((&FORGET, body)) => match postcard::take_from_bytes(body) {
                Ok((ids, [])) => Ok(Self::Forget(ids)),
                Ok((_, rest)) => {
                    Err(ChangeError::Damaged { detail: format!("{} bytes too many", rest.len()) })
                }
                Err(error) => Err(damaged(error)),
            },
            Some(_) | None => Change::decode(bytes).map(Self::Own),
        }
    }

    /// Whether the bytes are of a row that forgets.
    pub fn is_forgetting(bytes: &[u8]) -> bool {
        bytes.first() == Some(&FORGET)
    }

    /// The change, unless it is about forgetting.
    pub fn change(&self) -> Option<&Change> {
        match self {
            Self::Own(change) | Self::Arrived(change) => Some(change),
            Self::Forget(_) => None,
        }
    }
}
