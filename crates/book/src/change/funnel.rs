//! What a change writes of a fact of the funnel. Not here: the facts themselves.

use jipan_rules::funnel::Fact;
use jipan_rules::permission::Verb;
use serde::{Deserialize, Serialize};

/// What is written of a fact of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FunnelWrite {
    /// It is said. A fact is never edited: a later word of the same id is the same fact, told again.
    Say(Box<Fact>),
    /// It is taken back, or put back.
    Drop {
        /// Whether it is out from now on.
        is_gone: bool,
    },
}

impl FunnelWrite {
    /// What it asks leave for: only leads remark.
    pub(super) fn verb(&self) -> Verb {
        match self {
            Self::Say(fact) => match **fact {
                Fact::Open(_) => Verb::Add,
                Fact::Remark { .. } | Fact::Goal { .. } => Verb::Approve,
                Fact::Source(_)
                | Fact::Flags { .. }
                | Fact::Expect(_)
                | Fact::Contact(_)
                | Fact::Snooze { .. }
                | Fact::Step(_)
                | Fact::Turn(_)
                | Fact::Check { .. }
                | Fact::Answer { .. }
                | Fact::Hand { .. }
                | Fact::Service(_) => Verb::Change,
            },
            Self::Drop { .. } => Verb::TakeBack,
        }
    }
}
