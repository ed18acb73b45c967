//! How many bytes a write takes in a change, at most. Not here: the limits.

use jipan_rules::value::Value;

use super::{FunnelWrite, ObjectionWrite, Op, OrderWrite};

impl Op {
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
                Self::Order { write, .. } => write.n_bytes_max(),
                Self::Objection { write, .. } => write.n_bytes_max(),
                Self::Funnel { write, .. } => write.n_bytes_max(),
                Self::Product { value, was, .. } => of(value) + of(was),
                Self::Rule { value, was, .. } | Self::Budget { value, was, .. } => {
                    let of = |text: &Option<Box<str>>| text.as_ref().map_or(0, |text| text.len());
                    of(value) + of(was)
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

impl OrderWrite {
    fn n_bytes_max(&self) -> usize {
        /// A product, two numbers, a price and a pack at their longest.
        const LINE: usize = 17 + 3 * 10 + 5;
        match self {
            Self::Place(placed) => placed.number.len() + 24 + LINE * placed.lines.len(),
            Self::Move { why, .. } => why.as_ref().map_or(0, |why| why.len()),
            Self::Drop { .. } => 0,
        }
    }
}

impl ObjectionWrite {
    fn n_bytes_max(&self) -> usize {
        match self {
            Self::Raise { text, .. } | Self::Answer { text, .. } => text.len(),
            Self::Drop { .. } | Self::Reopen { .. } => 0,
        }
    }
}

impl FunnelWrite {
    fn n_bytes_max(&self) -> usize {
        /// Ids, days, an amount and codes at their longest.
        const FACT: usize = 96;
        match self {
            Self::Say(fact) => FACT + fact.texts().map(str::len).sum::<usize>(),
            Self::Drop { .. } => 0,
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
