//! Orders: their lines, what is to be reviewed, their status. Source: S1 §订货, S3 §特殊订单,
//! rulebook 1.11 and 1.19. Not here: which orders a customer has, and what they say about it.

mod review;

use serde::{Deserialize, Serialize};

use crate::values::ids::ProductId;
use crate::values::{Money, Quantity, UnitPrice};

pub use review::{Entered, Lacking, Review, ReviewFacts, ReviewReason, ReviewRule, review};

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

impl OrderLine {
    /// What quantity × price comes to; `None` if it does not fit.
    pub fn computed(&self) -> Option<Money> {
        amount_of(self.quantity, UnitPrice::new(self.price))
    }
}

/// What a quantity costs: quantity × price, rounded once to the fen, half up, negative ones as their
/// mirror; `None` if it does not fit. Source: rulebook 1.19.
///
/// ```
/// use jipan_rules::order::amount_of;
/// use jipan_rules::values::{Money, UnitPrice};
/// assert_eq!(amount_of(48, UnitPrice::new(1_380_000)), Some(Money::from_fen(662_400)));
/// assert_eq!(amount_of(1, UnitPrice::new(12_350)), Some(Money::from_fen(124))); // 1.235
/// assert_eq!(amount_of(-1, UnitPrice::new(12_350)), Some(Money::from_fen(-124)));
/// assert_eq!(amount_of(7, UnitPrice::new(0)), Some(Money::ZERO)); // free goods
/// ```
pub fn amount_of(quantity: i64, price: UnitPrice) -> Option<Money> {
    price.times(Quantity::new(quantity))
}

/// By how much the stated amount of a line is more than quantity × price; `None` if that does not
/// fit. `OURS`: the stated amount counts, the difference is reported.
///
/// ```
/// use jipan_rules::Uuid;
/// use jipan_rules::order::{OrderLine, line_difference};
/// use jipan_rules::values::Money;
/// use jipan_rules::values::ids::ProductId;
/// let product = ProductId::new(Uuid::nil());
/// let line = OrderLine { product, quantity: 48, price: 1_380_000, amount: 662_399, pack: 50 };
/// assert_eq!(line_difference(&line), Some(Money::from_fen(-1)));
/// ```
pub fn line_difference(line: &OrderLine) -> Option<Money> {
    Money::from_fen(line.amount).minus(line.computed()?).ok()
}

/// What lines come to, as stated; `None` if it does not fit.
///
/// ```
/// use jipan_rules::order::total_of;
/// assert_eq!(total_of(&[]).map(|it| it.fen()), Some(0));
/// ```
pub fn total_of(lines: &[OrderLine]) -> Option<Money> {
    lines.iter().try_fold(Money::ZERO, |sum, line| sum.plus(Money::from_fen(line.amount)).ok())
}

/// What an order is judged by: what its lines come to, returns apart, since they make no order less
/// special. `OURS`
///
/// ```
/// use jipan_rules::Uuid;
/// use jipan_rules::order::{OrderLine, judged_amount};
/// use jipan_rules::values::Money;
/// use jipan_rules::values::ids::ProductId;
/// let product = ProductId::new(Uuid::nil());
/// let line = |amount| OrderLine { product, quantity: 1, price: 0, amount, pack: 1 };
/// assert_eq!(judged_amount([line(500), line(-400)].iter()), Money::from_fen(500));
/// ```
pub fn judged_amount<'a>(lines: impl Iterator<Item = &'a OrderLine>) -> Money {
    let positive = lines.map(|line| line.amount.max(0));
    Money::from_fen(positive.fold(0, i64::saturating_add))
}

/// Whether a line says that it comes to less than quantity × price, by more than the rounding of a fen.
/// `OURS`: an order that says so is special.
///
/// ```
/// use jipan_rules::Uuid;
/// use jipan_rules::order::{OrderLine, is_too_little};
/// use jipan_rules::values::ids::ProductId;
/// let product = ProductId::new(Uuid::nil());
/// let line = |amount| OrderLine { product, quantity: 3, price: 12_350, amount, pack: 1 };
/// assert!(!is_too_little(&line(371)) && !is_too_little(&line(370))); // 3 × 1.235
/// assert!(is_too_little(&line(369)));
/// ```
pub fn is_too_little(line: &OrderLine) -> bool {
    line_difference(line).is_none_or(|it| it < Money::from_fen(-1))
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
