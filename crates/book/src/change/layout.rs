//! Which layout of a change knows which write. Not here: reading and writing them.

use super::{
    BatchKind, FunnelWrite, LAYOUT, LAYOUT_FIFTH, LAYOUT_FIRST, LAYOUT_FOURTH, LAYOUT_SECOND,
    LAYOUT_THIRD, Op,
};

impl Op {
    /// The first layout that knows it.
    pub(super) fn layout(&self) -> u8 {
        match self {
            Self::Batch(info) if info.kind >= BatchKind::BulkEdit => LAYOUT_SECOND,
            Self::Stated { .. }
            | Self::Merge { .. }
            | Self::Distinct { .. }
            | Self::PutContact { .. }
            | Self::DropContact { .. } => LAYOUT_SECOND,
            Self::Conflict { .. } | Self::ResolveConflict { .. } => LAYOUT_THIRD,
            Self::Order { .. }
            | Self::Objection { .. }
            | Self::Product { .. }
            | Self::Rule { .. } => LAYOUT_FOURTH,
            Self::Funnel { write: FunnelWrite::Say(fact), .. } if fact.is_of_budget() => LAYOUT,
            Self::Funnel { .. } => LAYOUT_FIFTH,
            Self::Budget { .. } => LAYOUT,
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
}
