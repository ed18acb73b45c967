//! Turns of an opportunity, and what may follow what. Source: rulebook 1.16 §Levels, 1.20. Not here:
//! what must have been done before one (`closing`).

use super::code::codes;

codes! {
    /// What became of an opportunity, as a person said it.
    ///
    /// ```
    /// use jipan_rules::funnel::{State, Turn};
    /// assert_eq!(Turn::Lost.leads_to(), State::Lost);
    /// assert_eq!(Turn::Reopened.leads_to(), State::Open);
    /// ```
    Turn, 7 {
        /// 成交: an order or a contract; level O.
        Ordered = 1,
        /// 已交付; level D.
        Delivered = 2,
        /// 退订; level T.
        Cancelled = 3,
        /// 战败; level F1.
        Lost = 4,
        /// 冷冻, to be taken up again on a day; level F2.
        Frozen = 5,
        /// 失控: out of reach; level L.
        OutOfReach = 6,
        /// 重新打开
        Reopened = 7,
    }
}

/// Where an opportunity stands by its turns alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum State {
    /// Somebody works on it.
    #[default]
    Open,
    /// Ordered, not yet delivered.
    Ordered,
    /// Delivered.
    Delivered,
    /// The order was cancelled.
    Cancelled,
    /// Lost.
    Lost,
    /// Frozen.
    Frozen,
    /// Out of reach.
    OutOfReach,
}

impl Turn {
    /// Where it leads.
    pub const fn leads_to(self) -> State {
        match self {
            Self::Ordered => State::Ordered,
            Self::Delivered => State::Delivered,
            Self::Cancelled => State::Cancelled,
            Self::Lost => State::Lost,
            Self::Frozen => State::Frozen,
            Self::OutOfReach => State::OutOfReach,
            Self::Reopened => State::Open,
        }
    }
}

impl State {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Ordered,
        Self::Delivered,
        Self::Cancelled,
        Self::Lost,
        Self::Frozen,
        Self::OutOfReach,
    ];

    /// Whether a turn may follow. `OURS` where rulebook 1.20 is silent.
    ///
    /// ```
    /// use jipan_rules::funnel::{State, Turn};
    /// assert!(State::Open.may_turn(Turn::Ordered) && State::Ordered.may_turn(Turn::Delivered));
    /// assert!(!State::Open.may_turn(Turn::Delivered) && !State::Open.may_turn(Turn::Cancelled));
    /// // Lost and frozen reopen, and so does a wrong close.
    /// assert!(State::Lost.may_turn(Turn::Reopened) && State::Delivered.may_turn(Turn::Reopened));
    /// assert!(!State::Open.may_turn(Turn::Reopened));
    /// ```
    pub const fn may_turn(self, to: Turn) -> bool {
        match self {
            Self::Open => {
                matches!(to, Turn::Ordered | Turn::Lost | Turn::Frozen | Turn::OutOfReach)
            }
            Self::Ordered => matches!(to, Turn::Delivered | Turn::Cancelled | Turn::Reopened),
            Self::Delivered | Self::Cancelled | Self::Lost | Self::Frozen | Self::OutOfReach => {
                matches!(to, Turn::Reopened)
            }
        }
    }

    /// The turns that may follow, in the order of their codes.
    pub fn turns(self) -> impl Iterator<Item = Turn> {
        Turn::ALL.into_iter().filter(move |turn| self.may_turn(*turn))
    }

    /// Whether somebody still works on it or waits for its delivery.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Open | Self::Ordered)
    }
}
