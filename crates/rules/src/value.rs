//! The value of a field. Empty is the absence of a value, never an empty text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::Money;

/// A value that fits some field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Text without outer spaces; also phone, licence and code in their parsed spelling.
    Text(Box<str>),
    /// A whole number in the unit of the field.
    Integer(i64),
    /// A civil day.
    Date(NaiveDate),
    /// Yes or no; "no" is a value.
    YesNo(bool),
    /// The code of a choice.
    Choice(u8),
    /// An amount.
    Amount(Money),
}
