//! Orders: their lines, what is to be reviewed, their status. Source: S1 §订货, S3 §特殊订单,
//! rulebook 1.11 and 1.19. Not here: which orders a customer has, and what they say about it.

use serde::{Deserialize, Serialize};

use crate::values::ids::ProductId;

/// A line of an order. Returns are negative, free goods have the price 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OrderLine {
    /// What was ordered.
    pub product: ProductId,
    /// How much, in units of the product (条); negative for returns.
    pub quantity: i64,
    /// The price of one unit, in ten-thousandths of a yuan; at least 0.
    pub price: i64,
    /// The amount, in fen; as stated, it may differ from quantity × price.
    pub amount: i64,
    /// Units in a case (件) of the product on the day of the order; at least 1. Kept with the line,
    /// so that a product that is packed otherwise later leaves its orders as they were. `OURS`
    pub pack: u32,
}

/// Where an order comes from. The codes are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrderSource {
    /// Entered in the app.
    App,
    /// Imported from a file.
    File,
}

/// Where an order stands. New ones only at the end. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OrderStatus {
    /// 待审核: entered, and something about it is special.
    InReview,
    /// 已下单: entered with nothing special, or approved.
    Placed,
    /// 已送达. The end; a return is an order of its own. Imported orders begin here.
    Delivered,
    /// 已退回: not approved. The end.
    Rejected,
    /// 已取消. The end.
    Cancelled,
}

impl OrderStatus {
    /// All, in their order.
    pub const ALL: [Self; 5] =
        [Self::InReview, Self::Placed, Self::Delivered, Self::Rejected, Self::Cancelled];

    /// Its number on the wire and in files; never reused.
    pub const fn code(self) -> u8 {
        match self {
            Self::InReview => 0,
            Self::Placed => 1,
            Self::Delivered => 2,
            Self::Rejected => 3,
            Self::Cancelled => 4,
        }
    }

    /// The status of a code.
    ///
    /// ```
    /// use jipan_rules::order::OrderStatus;
    /// assert_eq!(OrderStatus::from_code(2), Some(OrderStatus::Delivered));
    /// assert_eq!(OrderStatus::from_code(9), None);
    /// ```
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Whether nothing follows.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Delivered | Self::Rejected | Self::Cancelled)
    }

    /// Whether what was ordered counts as purchased. `OURS`
    pub const fn counts(self) -> bool {
        matches!(self, Self::Placed | Self::Delivered)
    }

    /// Whether an order may go from here to there.
    ///
    /// ```
    /// use jipan_rules::order::OrderStatus::{Cancelled, Delivered, InReview, Placed, Rejected};
    /// assert!(InReview.may_become(Placed) && InReview.may_become(Rejected));
    /// assert!(Placed.may_become(Delivered) && Placed.may_become(Cancelled));
    /// assert!(!Placed.may_become(Rejected) && !Delivered.may_become(Cancelled));
    /// ```
    pub const fn may_become(self, to: Self) -> bool {
        match self {
            Self::InReview => matches!(to, Self::Placed | Self::Rejected | Self::Cancelled),
            Self::Placed => matches!(to, Self::Delivered | Self::Cancelled),
            Self::Delivered | Self::Rejected | Self::Cancelled => false,
        }
    }
}

/// What a customer objects to. The codes are stored and never reused. Source: S1 §客户不认可.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Disputed {
    /// 客户分类
    Class,
    /// 客户分档
    Tier,
    /// 客户分级
    Grade,
}

/// What came of an objection. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// 已解释，客户接受
    Accepted,
    /// 已更正
    Corrected,
    /// 维持，客户仍不认可
    Upheld,
}
