//! Changes as JSON: small, and readable with any tool. Not here: what they mean, and whether they
//! are allowed.
//!
//! An operation is an object with one key, its kind: `{"put":{"c":"…","f":12,"v":"1号线"}}`. What this
//! program does not know yet is told apart from what is wrong, so that it can wait.

mod actions;
mod funnel;
mod shape;
#[cfg(test)]
mod tests;
mod trade;
mod value;

use jipan_book::{Change, ChangeId, Op, Stamp};
use jipan_rules::values::ids::{CustomerId, ReplicaId};
use jipan_rules::{Datelike as _, NaiveDate};
use serde::Serialize;
use serde_json::value::RawValue;

use super::{WireChange, WireHead};
use shape::WireOp;

/// Days that can be: from 1900 to 2999. OURS
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Why JSON is not a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A newer program wrote it: an operation, an action or a value is not known here.
    #[error("{what} is newer than this program")]
    Unknown {
        /// What is not known.
        what: String,
    },
    /// It does not follow the format.
    #[error("{what} is malformed")]
    Malformed {
        /// What.
        what: String,
    },
}

impl WireError {
    fn unknown(what: impl Into<String>) -> Self {
        Self::Unknown { what: what.into() }
    }

    fn malformed(what: impl Into<String>) -> Self {
        Self::Malformed { what: what.into() }
    }
}

/// A change as JSON; `is_state` where it is only what is left of it in a book.
pub fn to_wire(change: &Change, is_state: bool) -> WireChange {
    let ops = change.ops.iter().map(|op| raw(&WireOp::of(op))).collect();
    WireChange { head: head_of(change), ops, is_state }
}

/// The head of a change as JSON.
pub fn head_of(change: &Change) -> WireHead {
    let Change { id, stamp, on, by, action, batch, undoes, undoes_batch, ops: _ } = change;
    WireHead {
        r: hex(id.replica),
        s: id.seq,
        t: (stamp.ms(), stamp.counter()),
        tr: (stamp.replica() != id.replica).then(|| hex(stamp.replica())),
        on: on.to_string(),
        by: *by,
        a: actions::code_of(*action),
        b: *batch,
        u: undoes.map(|id| (hex(id.replica), id.seq)),
        ub: *undoes_batch,
    }
}

/// Reads [`to_wire`].
///
/// # Errors
/// [`WireError`] if it is newer than this program, or not a change.
pub fn from_wire(wire: &WireChange) -> Result<Change, WireError> {
    let head = &wire.head;
    let id = id_of(head)?;
    let stamp = stamp_of(head)?;
    let on = day_of(&head.on)?;
    let undoes = head.u.as_ref().map(|(r, seq)| change_id(r, *seq)).transpose()?;
    // What is wrong in any operation counts over what is only new in another.
    let mut unknown = None;
    let mut ops = Vec::with_capacity(wire.ops.len());
    for raw in &wire.ops {
        match op_of(raw) {
            Ok(op) => ops.push(op),
            Err(error @ WireError::Unknown { .. }) => unknown = unknown.or(Some(error)),
            Err(error @ WireError::Malformed { .. }) => return Err(error),
        }
    }
    if let Some(error) = unknown {
        return Err(error);
    }
    let action = actions::action_of(head.a)
        .ok_or_else(|| WireError::unknown(format!("action {}", head.a)))?;
    let (by, batch, undoes_batch) = (head.by, head.b, head.ub);
    Ok(Change { id, stamp, on, by, action, batch, undoes, undoes_batch, ops })
}

/// The id of a change from its head.
///
/// # Errors
/// [`WireError::Malformed`] if it is no id.
pub fn id_of(head: &WireHead) -> Result<ChangeId, WireError> {
    change_id(&head.r, head.s)
}

/// The stamp of a change from its head.
///
/// # Errors
/// [`WireError::Malformed`] if it is no stamp.
pub fn stamp_of(head: &WireHead) -> Result<Stamp, WireError> {
    let replica = replica_of(head.tr.as_ref().unwrap_or(&head.r))?;
    Ok(Stamp::new(head.t.0, head.t.1, replica))
}

/// The same head with another stamp.
pub fn head_restamped(head: &WireHead, replica: ReplicaId, stamp: Stamp) -> WireHead {
    let tr = (stamp.replica() != replica).then(|| hex(stamp.replica()));
    WireHead { t: (stamp.ms(), stamp.counter()), tr, ..head.clone() }
}

/// One operation.
///
/// # Errors
/// [`WireError`] if it is newer than this program, or not an operation.
pub fn op_of(raw: &RawValue) -> Result<Op, WireError> {
    shape::read(raw.get())
}

/// One operation as JSON.
pub fn op_to_raw(op: &Op) -> Box<RawValue> {
    raw(&WireOp::of(op))
}

/// A replica as 16 hex digits.
pub fn hex(replica: ReplicaId) -> String {
    format!("{:016x}", replica.number())
}

/// Reads [`hex`]: 1 to 16 hex digits.
///
/// # Errors
/// [`WireError::Malformed`] if it is none.
pub fn replica_of(text: &str) -> Result<ReplicaId, WireError> {
    let is_hex = (1..=16).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_hexdigit());
    let number = u64::from_str_radix(text, 16).ok().filter(|_| is_hex);
    number.map(ReplicaId::new).ok_or_else(|| WireError::malformed("a replica"))
}

fn change_id(replica: &str, seq: u64) -> Result<ChangeId, WireError> {
    Ok(ChangeId { replica: replica_of(replica)?, seq })
}

fn day_of(text: &str) -> Result<NaiveDate, WireError> {
    let day: Option<NaiveDate> = text.parse().ok();
    day.filter(|day| YEARS.contains(&day.year())).ok_or_else(|| WireError::malformed("a day"))
}

fn customer_of(id: CustomerId) -> Result<CustomerId, WireError> {
    let is_real = !id.uuid().is_nil() && !id.uuid().is_max();
    is_real.then_some(id).ok_or_else(|| WireError::malformed("the id of a customer"))
}

fn raw(value: &impl Serialize) -> Box<RawValue> {
    // Writing plain values into memory does not fail.
    serde_json::value::to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
