//! 特殊订单: what is special about an order that was entered in the app. Source: S3 §特殊订单,
//! rulebook 1.19. Imported orders are not reviewed. Not here: who approves it.

use chrono::{DateTime, TimeDelta, Utc};

use crate::explain::{Explained, Why};
use crate::setting::InForce;
use crate::values::Money;

/// From when on an order is special.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewRule {
    /// An order of more than this is.
    pub above: Money,
    /// One of the same customer within so many minutes of another, these included, is.
    pub within_minutes: u16,
}

impl ReviewRule {
    /// More than 2,000.00 yuan: S3 §特殊订单. Within 10 minutes: `OURS` (1.19).
    pub const DEFAULT: Self = Self { above: Money::from_fen(200_000), within_minutes: 10 };
}

/// What is special about an order, as bits: they are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Review(u8);

/// One thing that is special about an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewReason {
    /// 金额: more than the rule allows.
    Amount,
    /// 信息不全: no phone, no address or no line.
    Incomplete,
    /// 重复: another order of the same customer shortly before or after.
    Repeated,
}

impl ReviewReason {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::Amount, Self::Incomplete, Self::Repeated];

    const fn bit(self) -> u8 {
        match self {
            Self::Amount => 1,
            Self::Incomplete => 1 << 1,
            Self::Repeated => 1 << 2,
        }
    }
}

impl Review {
    /// Nothing special.
    pub const NONE: Self = Self(0);

    /// What the bits of an order say.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// As an order keeps it.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether anything is special, so that somebody has to approve.
    pub const fn is_special(self) -> bool {
        self.0 != 0
    }

    /// All reasons, in their order.
    ///
    /// ```
    /// use jipan_rules::order::{Review, ReviewReason};
    /// let reasons: Vec<_> = Review::from_bits(0b101).reasons().collect();
    /// assert_eq!(reasons, [ReviewReason::Amount, ReviewReason::Repeated]);
    /// ```
    pub fn reasons(self) -> impl Iterator<Item = ReviewReason> {
        ReviewReason::ALL.into_iter().filter(move |it| self.0 & it.bit() != 0)
    }
}

/// What an order that cannot be delivered lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lacking {
    /// 联系电话
    Phone,
    /// 经营地址
    Address,
    /// Any line.
    Lines,
}

/// An order as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered<'a> {
    /// What it comes to, returns apart ([`judged_amount`](super::judged_amount)).
    pub amount: Money,
    /// What it lacks, in the order of [`Lacking`].
    pub lacking: &'a [Lacking],
    /// When.
    pub at: DateTime<Utc>,
    /// When other orders of the same customer were entered.
    pub others: &'a [DateTime<Utc>],
}

/// What a review rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFacts {
    /// The result.
    pub review: Review,
    /// What the order comes to, returns apart.
    pub amount: Money,
    /// What it lacks.
    pub lacking: Vec<Lacking>,
    /// Seconds to the nearest other order of the customer, rounded down.
    pub apart_seconds: Option<i64>,
    /// The rule in force.
    pub rule: InForce<ReviewRule>,
}

/// What is special about an order: all reasons, not the first one.
///
/// Source: S3 §特殊订单, rulebook 1.19.
/// ```
/// use jipan_rules::DateTime;
/// use jipan_rules::order::{Entered, Review, ReviewReason, review};
/// use jipan_rules::setting::RulesOn;
/// use jipan_rules::values::Money;
/// let at = |text: &str| format!("2026-11-26T{text}Z").parse::<DateTime<_>>().unwrap();
/// let of = |fen, time: &str, others: &[&str]| {
///     let others: Vec<_> = others.iter().map(|it| at(it)).collect();
///     let amount = Money::from_fen(fen);
///     let entered = Entered { amount, lacking: &[], at: at(time), others: &others };
///     review(&entered, &RulesOn::default().review).value.reasons().collect::<Vec<_>>()
/// };
/// // rulebook 1.21, example 13
/// assert_eq!(of(200_000, "09:00:00", &[]), []);
/// assert_eq!(of(200_001, "09:00:00", &[]), [ReviewReason::Amount]);
/// assert_eq!(of(100, "09:10:00", &["09:00:00"]), [ReviewReason::Repeated]);
/// assert_eq!(of(100, "09:10:01", &["09:00:00"]), []);
/// ```
pub fn review(entered: &Entered<'_>, rule: &InForce<ReviewRule>) -> Explained<Review> {
    let Entered { amount, lacking, at, others } = entered;
    let ReviewRule { above, within_minutes } = rule.value;
    let apart = others.iter().map(|other| at.signed_duration_since(*other).abs()).min();
    let within = TimeDelta::minutes(within_minutes.into());
    let found = [
        (ReviewReason::Amount, *amount > above),
        (ReviewReason::Incomplete, !lacking.is_empty()),
        (ReviewReason::Repeated, apart.is_some_and(|apart| apart <= within)),
    ];
    let found = found.into_iter().filter(|(_, is_so)| *is_so);
    let review = Review(found.fold(0, |bits, (reason, _)| bits | reason.bit()));
    let facts = ReviewFacts {
        review,
        amount: *amount,
        lacking: lacking.to_vec(),
        apart_seconds: apart.map(|apart| apart.num_seconds()),
        rule: *rule,
    };
    Explained::new(review, Why::Review(Box::new(facts)))
}
