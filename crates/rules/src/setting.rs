//! The rules that a company can set: which there are, what each holds, since when and who says so.
//! Rules are values in text, so that they travel and are kept like any other write. Not here: what
//! follows from a rule; who set it, which the book knows.

mod book;
mod budget;
mod funnel;
mod slot;
mod text;

use chrono::NaiveDate;

use crate::grade::{GradeMatrix, StructureLine};
use crate::integrity::IntegrityBounds;
use crate::order::ReviewRule;
use crate::period::PeriodBasis;
use crate::scale::ScaleCutoffs;
use crate::service::{ClassServices, ServiceLevels};
use crate::tier::Tiers;

pub use book::{RuleBook, RulesOn, Version};
pub use budget::{BudgetRuleKey, BudgetRuleValue};
pub use funnel::{FunnelKey, FunnelValue};
pub use slot::{RuleError, RuleFault, Slot, SlotUnit};

/// Which rule. New ones only at the end. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKey {
    /// Bounds of the eight tiers.
    Tiers,
    /// The period that tiers and grades look back on.
    Period,
    /// Shares of large and medium shops.
    ScaleCutoffs,
    /// Levels by band of scale and structure.
    GradeMatrix,
    /// From which average price on a structure is high.
    StructureLine,
    /// Points of the integrity grades.
    Integrity,
    /// What each tier is due.
    ServiceLevels,
    /// What makes an order special.
    ReviewAmount,
    /// After how many days format, market and scale are to be checked again.
    ClassCheckDays,
    /// One of the funnel.
    Funnel(FunnelKey),
    /// Which classes are served as a tier that is not their own.
    ClassServices,
    /// One of the budget.
    Budget(BudgetRuleKey),
}

impl RuleKey {
    /// All, by their codes.
    pub const ALL: [Self; 22] = [
        Self::Tiers,
        Self::Period,
        Self::ScaleCutoffs,
        Self::GradeMatrix,
        Self::StructureLine,
        Self::Integrity,
        Self::ServiceLevels,
        Self::ReviewAmount,
        Self::ClassCheckDays,
        Self::Funnel(FunnelKey::Levels),
        Self::Funnel(FunnelKey::FollowUp),
        Self::Funnel(FunnelKey::Weights),
        Self::Funnel(FunnelKey::Rest),
        Self::Funnel(FunnelKey::Tries),
        Self::Funnel(FunnelKey::Closing),
        Self::Funnel(FunnelKey::Templates),
        Self::ClassServices,
        Self::Funnel(FunnelKey::Costs),
        Self::Budget(BudgetRuleKey::Start),
        Self::Budget(BudgetRuleKey::Tax),
        Self::Budget(BudgetRuleKey::Weights),
        Self::Budget(BudgetRuleKey::Approval),
    ];

    /// Its number in changes and files; never reused.
    pub const fn code(self) -> u16 {
        match self {
            Self::Tiers => 1,
            Self::Period => 2,
            Self::ScaleCutoffs => 3,
            Self::GradeMatrix => 4,
            Self::StructureLine => 5,
            Self::Integrity => 6,
            Self::ServiceLevels => 7,
            Self::ReviewAmount => 8,
            Self::ClassCheckDays => 9,
            Self::Funnel(key) => key.code(),
            Self::ClassServices => 17,
            Self::Budget(key) => key.code(),
        }
    }

    /// The rule of a code; `None` for one that a newer version has.
    ///
    /// ```
    /// use jipan_rules::setting::RuleKey;
    /// assert_eq!(RuleKey::from_code(4), Some(RuleKey::GradeMatrix));
    /// assert_eq!(RuleKey::from_code(23), None);
    /// ```
    pub fn from_code(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Who says what is in force until the company sets something else.
    pub const fn default_source(self) -> RuleSource {
        match self {
            Self::Tiers => RuleSource::S1,
            Self::Funnel(key) => key.default_source(),
            Self::Budget(key) => key.default_source(),
            Self::ReviewAmount => RuleSource::S3,
            Self::Integrity => RuleSource::Outside,
            Self::Period
            | Self::ScaleCutoffs
            | Self::GradeMatrix
            | Self::StructureLine
            | Self::ServiceLevels
            | Self::ClassServices
            | Self::ClassCheckDays => RuleSource::Ours,
        }
    }
}

/// Who says what a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleSource {
    /// The comfort-home retailer's text.
    S0,
    /// The tobacco wholesaler's text.
    S1,
    /// The sales-and-marketing collection.
    S3,
    /// Trade practice (rulebook 1.16).
    Outside,
    /// A default of this product.
    Ours,
    /// The company set it.
    Company,
}

/// A rule in force: its value, since when, and who says so. Day and source are its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce<T> {
    /// What it is.
    pub value: T,
    /// The first day in force; `None` for what is so from the beginning.
    pub from: Option<NaiveDate>,
    /// Who says so.
    pub source: RuleSource,
}

impl<T> InForce<T> {
    pub(crate) fn with<U>(&self, value: U) -> InForce<U> {
        InForce { value, from: self.from, source: self.source }
    }
}

/// After how many days format, market and scale of a shop are to be checked again. Source: S1
/// §分类检查维护机制 (periodic); 180 `OURS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCheckDays(pub u16);

impl ClassCheckDays {
    /// Half a year. `OURS`
    pub const DEFAULT: Self = Self(180);

    /// Whether a shop is due on a day, that was checked last on another, or never.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::setting::ClassCheckDays;
    /// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    /// let is_due = |checked, today| ClassCheckDays(7).is_due(checked, today);
    /// assert!(is_due(None, day(1)));
    /// assert!(!is_due(Some(day(1)), day(8)) && is_due(Some(day(1)), day(9)));
    /// ```
    pub fn is_due(self, checked_on: Option<NaiveDate>, today: NaiveDate) -> bool {
        checked_on.is_none_or(|on| today.signed_duration_since(on).num_days() > self.0.into())
    }
}

/// What a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleValue {
    /// Of [`RuleKey::Tiers`].
    Tiers(Tiers),
    /// Of [`RuleKey::Period`].
    Period(PeriodBasis),
    /// Of [`RuleKey::ScaleCutoffs`].
    ScaleCutoffs(ScaleCutoffs),
    /// Of [`RuleKey::GradeMatrix`].
    GradeMatrix(GradeMatrix),
    /// Of [`RuleKey::StructureLine`].
    StructureLine(StructureLine),
    /// Of [`RuleKey::Integrity`].
    Integrity(IntegrityBounds),
    /// Of [`RuleKey::ServiceLevels`].
    ServiceLevels(ServiceLevels),
    /// Of [`RuleKey::ReviewAmount`].
    ReviewAmount(ReviewRule),
    /// Of [`RuleKey::ClassCheckDays`].
    ClassCheckDays(ClassCheckDays),
    /// Of [`RuleKey::Funnel`].
    Funnel(FunnelValue),
    /// Of [`RuleKey::ClassServices`].
    ClassServices(ClassServices),
    /// Of [`RuleKey::Budget`].
    Budget(BudgetRuleValue),
}

impl RuleValue {
    /// What a rule is until the company sets something else.
    ///
    /// ```
    /// use jipan_rules::setting::{RuleKey, RuleValue};
    /// let default = RuleValue::default_of(RuleKey::Tiers);
    /// assert_eq!(default.to_string(), "20;14;10;7;4;2;1");
    /// ```
    pub const fn default_of(key: RuleKey) -> Self {
        match key {
            RuleKey::Tiers => Self::Tiers(Tiers::DEFAULT),
            RuleKey::Period => Self::Period(PeriodBasis::Month),
            RuleKey::ScaleCutoffs => Self::ScaleCutoffs(ScaleCutoffs::DEFAULT),
            RuleKey::GradeMatrix => Self::GradeMatrix(GradeMatrix::DEFAULT),
            RuleKey::StructureLine => Self::StructureLine(StructureLine::DEFAULT),
            RuleKey::Integrity => Self::Integrity(IntegrityBounds::DEFAULT),
            RuleKey::ServiceLevels => Self::ServiceLevels(ServiceLevels::DEFAULT),
            RuleKey::ReviewAmount => Self::ReviewAmount(ReviewRule::DEFAULT),
            RuleKey::ClassCheckDays => Self::ClassCheckDays(ClassCheckDays::DEFAULT),
            RuleKey::Funnel(key) => Self::Funnel(FunnelValue::default_of(key)),
            RuleKey::ClassServices => Self::ClassServices(ClassServices::DEFAULT),
            RuleKey::Budget(key) => Self::Budget(BudgetRuleValue::default_of(key)),
        }
    }

    /// The rule it is of.
    pub const fn key(&self) -> RuleKey {
        match self {
            Self::Tiers(_) => RuleKey::Tiers,
            Self::Period(_) => RuleKey::Period,
            Self::ScaleCutoffs(_) => RuleKey::ScaleCutoffs,
            Self::GradeMatrix(_) => RuleKey::GradeMatrix,
            Self::StructureLine(_) => RuleKey::StructureLine,
            Self::Integrity(_) => RuleKey::Integrity,
            Self::ServiceLevels(_) => RuleKey::ServiceLevels,
            Self::ReviewAmount(_) => RuleKey::ReviewAmount,
            Self::ClassCheckDays(_) => RuleKey::ClassCheckDays,
            Self::Funnel(value) => RuleKey::Funnel(value.key()),
            Self::ClassServices(_) => RuleKey::ClassServices,
            Self::Budget(value) => RuleKey::Budget(value.key()),
        }
    }
}
