//! What happens to a prospect, one fact each: appended, never edited; a slip is taken back by another
//! word. Bytes and codes are for ever. Source: rulebook 1.5, 1.6 and 1.20. Not here: what they come to
//! (`course`), who wrote them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::closing::{Checked, CloseItem};
use super::contact::{How, Outcome, Purpose, Refusal};
use super::source::Source;
use super::stage::{Step, Template};
use super::turn::Turn;
use crate::check::AMOUNT_YUAN_MAX;
use crate::period::Month;
use crate::values::Money;
use crate::values::days;
use crate::values::ids::{CustomerId, FactId, OrderId, PersonId};

/// Most characters of a text. `OURS`
pub const TEXT_CHARS_MAX: usize = 2_000;

/// A fact. New variants only at the end.
///
/// ```
/// use jipan_rules::funnel::{CloseItem, Checked, Fact};
/// let fact = Fact::Check { item: CloseItem::Gift, is: Checked::Waived("客户不要".into()) };
/// assert_eq!(fact.fault(), None);
/// assert!(fact.is_of_deal());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// An opportunity was opened.
    Open(Opened),
    /// Where it came from, where that was noted otherwise before.
    Source(Source),
    /// Whether there is the will, and the ability; `None` says nothing new.
    Flags {
        /// 意愿
        will: Option<bool>,
        /// 能力
        ability: Option<bool>,
    },
    /// By when and for how much it is expected: what its level follows from.
    Expect(Expectation),
    /// The customer was contacted, or that was tried.
    Contact(Box<Contact>),
    /// The next contact is put off.
    Snooze {
        /// Until that day.
        #[serde(with = "days::day")]
        until: NaiveDate,
        /// Why.
        why: Option<Box<str>>,
    },
    /// A step was made.
    Step(Step),
    /// It took a turn.
    Turn(Box<TurnFact>),
    /// An item of the closing lists.
    Check {
        /// Which.
        item: CloseItem,
        /// What became of it.
        is: Checked,
    },
    /// A lead's remark on the customer, or an instruction. 督导批示
    Remark {
        /// What was said.
        text: Box<str>,
        /// Whether it is to be answered.
        asks: bool,
    },
    /// An answer to a remark.
    Answer {
        /// To which.
        of: FactId,
        /// What was said.
        text: Box<str>,
    },
    /// The customer is in the hands of somebody else from now on. 转交
    Hand {
        /// Of whom.
        to: PersonId,
    },
    /// A service after the sale, or one of value of its own. Source: rulebook 1.20.
    Service(Box<ServiceFact>),
    /// What the customer is to bring in a month, said by hand. `OURS`
    Goal {
        /// The month.
        month: Month,
        /// In fen; `None` takes back what was said.
        amount: Option<Money>,
    },
}

/// Which kind of service. Source: rulebook 1.8 group 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ServiceSort {
    /// 售后
    AfterSales,
    /// 增值服务
    ValueAdded,
}

/// A service as it was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceFact {
    /// Which kind.
    pub sort: ServiceSort,
    /// The day.
    #[serde(with = "days::day")]
    pub on: NaiveDate,
    /// How many.
    pub quantity: u32,
    /// What was paid for it, in fen; 0 for what is free.
    pub amount: Money,
    /// What was done; may be blank.
    pub text: Box<str>,
}

/// How an opportunity begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The steps it has.
    pub template: Template,
    /// Where it comes from.
    pub source: Source,
    /// 意愿; `None` while nobody knows.
    pub will: Option<bool>,
    /// 能力; `None` while nobody knows.
    pub ability: Option<bool>,
}

/// What is expected of an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// The day by which it is expected; `None` for nobody knows.
    #[serde(with = "days::maybe_day")]
    pub on: Option<NaiveDate>,
    /// For how much.
    pub amount: Option<Money>,
    /// Why it is another one than before.
    pub why: Option<Box<str>>,
    /// The expectation that the writer saw and went on from.
    pub seen: Option<FactId>,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The day on which it was: what is noted in the evening was of the day.
    #[serde(with = "days::day")]
    pub on: NaiveDate,
    /// How.
    pub how: How,
    /// For what.
    pub purpose: Purpose,
    /// What came of it.
    pub outcome: Outcome,
    /// What was said; may be blank.
    pub text: Box<str>,
    /// The day of the next one, if somebody chose it.
    #[serde(with = "days::maybe_day")]
    pub next: Option<NaiveDate>,
}

/// A turn as it was noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnFact {
    /// Which.
    pub to: Turn,
    /// Why.
    pub why: Option<Box<str>>,
    /// Why the customer refused, of a lost one.
    pub refusal: Option<Refusal>,
    /// When to take it up again, of a frozen one.
    #[serde(with = "days::maybe_day")]
    pub until: Option<NaiveDate>,
    /// The order that it came to.
    pub order: Option<OrderId>,
    /// The turn that counted last when the writer looked.
    pub seen: Option<FactId>,
}

/// What no app can have written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FactFault {
    /// A text of more than [`TEXT_CHARS_MAX`] characters.
    #[error("a text is too long")]
    TooLong,
    /// A text without a word, where there must be one.
    #[error("a text is blank")]
    Blank,
    /// A channel with what does not belong to it.
    #[error("the parts of the source do not go together")]
    Source,
    /// Less than nothing, or more than an amount can be.
    #[error("the amount is out of bounds")]
    Amount,
}

impl Fact {
    /// Whether it is about an opportunity; else it is about the customer.
    pub const fn is_of_deal(&self) -> bool {
        !matches!(
            self,
            Self::Remark { .. }
                | Self::Answer { .. }
                | Self::Hand { .. }
                | Self::Service(_)
                | Self::Goal { .. }
        )
    }

    /// Whether it is one that only a program with a budget knows.
    pub const fn is_of_budget(&self) -> bool {
        matches!(self, Self::Service(_) | Self::Goal { .. })
    }

    /// Its place among the facts of one change, which are told of one instant: what was checked comes
    /// before the turn that asks for it.
    pub const fn order(&self) -> u8 {
        match self {
            Self::Open(_) => 0,
            Self::Source(_) => 1,
            Self::Flags { .. } => 2,
            Self::Check { .. } => 3,
            Self::Contact(_) => 4,
            Self::Expect(_) => 5,
            Self::Snooze { .. } => 6,
            Self::Step(_) => 7,
            Self::Turn(_) => 8,
            Self::Remark { .. } => 9,
            Self::Answer { .. } => 10,
            Self::Hand { .. } => 11,
            Self::Service(_) => 12,
            Self::Goal { .. } => 13,
        }
    }

    /// The fact of the same sort that counted last when its writer looked: of a turn and of what is
    /// expected, which go on from one another.
    pub fn seen(&self) -> Option<FactId> {
        match self {
            Self::Turn(it) => it.seen,
            Self::Expect(it) => it.seen,
            Self::Open(_)
            | Self::Source(_)
            | Self::Flags { .. }
            | Self::Contact(_)
            | Self::Snooze { .. }
            | Self::Step(_)
            | Self::Check { .. }
            | Self::Remark { .. }
            | Self::Answer { .. }
            | Self::Hand { .. }
            | Self::Service(_)
            | Self::Goal { .. } => None,
        }
    }

    /// The customer it refers to beside its own. Only a reference: that one need not be known.
    pub const fn referrer(&self) -> Option<CustomerId> {
        match self {
            Self::Open(Opened { source, .. }) | Self::Source(source) => source.referrer,
            Self::Flags { .. }
            | Self::Expect(_)
            | Self::Contact(_)
            | Self::Snooze { .. }
            | Self::Step(_)
            | Self::Turn(_)
            | Self::Check { .. }
            | Self::Remark { .. }
            | Self::Answer { .. }
            | Self::Hand { .. }
            | Self::Service(_)
            | Self::Goal { .. } => None,
        }
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let text: Option<&str> = match self {
            Self::Expect(it) => it.why.as_deref(),
            Self::Contact(it) => Some(&it.text),
            Self::Snooze { why, .. } => why.as_deref(),
            Self::Turn(it) => it.why.as_deref(),
            Self::Service(it) => Some(&it.text),
            Self::Check { is: Checked::Waived(text), .. }
            | Self::Remark { text, .. }
            | Self::Answer { text, .. } => Some(text),
            Self::Open(_)
            | Self::Source(_)
            | Self::Flags { .. }
            | Self::Step(_)
            | Self::Check { is: Checked::Done | Checked::Open, .. }
            | Self::Hand { .. }
            | Self::Goal { .. } => None,
        };
        text.into_iter()
    }

    /// The days in it.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let days = match self {
            Self::Expect(it) => [it.on, None],
            Self::Contact(it) => [Some(it.on), it.next],
            Self::Snooze { until, .. } => [Some(*until), None],
            Self::Turn(it) => [it.until, None],
            Self::Service(it) => [Some(it.on), None],
            Self::Goal { month, .. } => [Some(month.first_day()), None],
            Self::Open(_)
            | Self::Source(_)
            | Self::Flags { .. }
            | Self::Step(_)
            | Self::Check { .. }
            | Self::Remark { .. }
            | Self::Answer { .. }
            | Self::Hand { .. } => [None, None],
        };
        days.into_iter().flatten()
    }

    /// What is wrong with it, whoever wrote it. Which days can be is for the receiver to say.
    ///
    /// ```
    /// use jipan_rules::funnel::{Expectation, Fact, FactFault};
    /// use jipan_rules::values::Money;
    /// let expects = |fen| {
    ///     let amount = Some(Money::from_fen(fen));
    ///     Fact::Expect(Expectation { on: None, amount, why: None, seen: None }).fault()
    /// };
    /// assert_eq!((expects(0), expects(-1)), (None, Some(FactFault::Amount)));
    /// let blank = Fact::Remark { text: " ".into(), asks: true };
    /// assert_eq!(blank.fault(), Some(FactFault::Blank));
    /// ```
    pub fn fault(&self) -> Option<FactFault> {
        if self.texts().any(|text| text.chars().count() > TEXT_CHARS_MAX) {
            return Some(FactFault::TooLong);
        }
        let is_worded = match self {
            Self::Remark { text, .. }
            | Self::Answer { text, .. }
            | Self::Check { is: Checked::Waived(text), .. } => !text.trim().is_empty(),
            Self::Open(Opened { source, .. }) | Self::Source(source) => {
                return (!source.is_sound()).then_some(FactFault::Source);
            }
            Self::Expect(it) => return amount_fault(it.amount),
            Self::Service(it) => return amount_fault(Some(it.amount)),
            Self::Goal { amount, .. } => return amount_fault(*amount),
            Self::Flags { .. }
            | Self::Contact(_)
            | Self::Snooze { .. }
            | Self::Step(_)
            | Self::Turn(_)
            | Self::Check { is: Checked::Done | Checked::Open, .. }
            | Self::Hand { .. } => true,
        };
        (!is_worded).then_some(FactFault::Blank)
    }
}

fn amount_fault(amount: Option<Money>) -> Option<FactFault> {
    let most = AMOUNT_YUAN_MAX.saturating_mul(100);
    let is_amount = amount.is_none_or(|it| (0..=most).contains(&it.fen()));
    (!is_amount).then_some(FactFault::Amount)
}
