//! Contacts with a prospect: how, for what, and what came of it. Source: S1 §成交=多次拒绝+最后一次努力,
//! rulebook 1.6 and 1.16. Not here: when the next one is due.

use serde::{Deserialize, Serialize};

use super::code::codes;

codes! {
    /// How somebody was contacted. `OURS`
    ///
    /// ```
    /// use jipan_rules::funnel::How;
    /// assert_eq!(How::from_code(2), Some(How::Visit));
    /// ```
    How, 4 {
        /// 电话
        Phone = 1,
        /// 上门
        Visit = 2,
        /// 微信
        Chat = 3,
        /// 到店
        InShop = 4,
    }
}

codes! {
    /// For what. Source: OUTSIDE, daily report of the yellow card (rulebook 1.16).
    ///
    /// ```
    /// use jipan_rules::funnel::Purpose;
    /// assert_eq!(Purpose::ALL.map(Purpose::code), [1, 2, 3]);
    /// ```
    Purpose, 3 {
        /// 开拓
        Open = 1,
        /// 促成
        Push = 2,
        /// 售后
        AfterSales = 3,
    }
}

codes! {
    /// Why somebody refused. Source: S1 §成交=多次拒绝+最后一次努力.
    ///
    /// ```
    /// use jipan_rules::funnel::Refusal;
    /// assert_eq!(Refusal::ALL.len(), 6);
    /// assert_eq!(Refusal::from_code(5), Some(Refusal::Compare));
    /// ```
    Refusal, 6 {
        /// 本能拒绝
        Instinct = 1,
        /// 不了解产品
        Product = 2,
        /// 不信任销售或方式
        Trust = 3,
        /// 犹豫不决
        Undecided = 4,
        /// 想比较
        Compare = 5,
        /// 没有钱
        Money = 6,
    }
}

impl Refusal {
    /// Its place among the six, from 0.
    pub const fn index(self) -> usize {
        match self {
            Self::Instinct => 0,
            Self::Product => 1,
            Self::Trust => 2,
            Self::Undecided => 3,
            Self::Compare => 4,
            Self::Money => 5,
        }
    }
}

/// What came of a contact.
///
/// ```
/// use jipan_rules::funnel::{Outcome, Refusal};
/// for outcome in [Outcome::Reached, Outcome::NoAnswer, Outcome::Refused(Refusal::Money)] {
///     assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
/// }
/// assert_eq!(Outcome::from_code(7), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// 聊上了
    Reached,
    /// 没接通
    NoAnswer,
    /// 被拒, and why: a failed attempt always says so.
    Refused(Refusal),
}

impl Outcome {
    /// Its number on the wire; that of the reason for a refusal. Never reused.
    pub const fn code(self) -> u8 {
        match self {
            Self::Reached => 0,
            Self::NoAnswer => 10,
            Self::Refused(refusal) => refusal.code(),
        }
    }

    /// The one of a number; `None` for one that a newer version has.
    pub fn from_code(code: u8) -> Option<Self> {
        match code {
            0 => Some(Self::Reached),
            10 => Some(Self::NoAnswer),
            code => Refusal::from_code(code).map(Self::Refused),
        }
    }
}
