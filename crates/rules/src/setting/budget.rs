//! The rules of the budget that a company can set, as text. Not here: what follows from them, which is
//! `budget`.

use super::slot::{at, number};
use super::{RuleSource, Slot, SlotUnit};
use crate::budget::{ApprovalAbove, GoalWeights, TaxRate, YearStart};
use crate::values::Money;

/// Which rule of the budget. New ones only at the end. `OURS`
///
/// ```
/// use jipan_rules::setting::{BudgetRuleKey, RuleKey};
/// assert_eq!(RuleKey::from_code(20), Some(RuleKey::Budget(BudgetRuleKey::Tax)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetRuleKey {
    /// 财年起始月: the month that a year begins with.
    Start,
    /// 增值税: the rate that is taken out of amounts.
    Tax,
    /// 目标权重: how a goal is split over shops.
    Weights,
    /// 费用审批: above which amount an expense is to be approved.
    Approval,
}

impl BudgetRuleKey {
    /// All, by their codes.
    pub const ALL: [Self; 4] = [Self::Start, Self::Tax, Self::Weights, Self::Approval];

    pub(super) const fn code(self) -> u16 {
        match self {
            Self::Start => 19,
            Self::Tax => 20,
            Self::Weights => 21,
            Self::Approval => 22,
        }
    }

    pub(super) const fn default_source(self) -> RuleSource {
        match self {
            Self::Start | Self::Tax | Self::Weights | Self::Approval => RuleSource::Ours,
        }
    }

    /// Its slots: a month; percent; weights of the tiers, percent of large, medium and small, percent of the
    /// change; yuan.
    pub(super) fn slots(self) -> &'static [Slot] {
        match self {
            Self::Start => &START,
            Self::Tax => &TAX,
            Self::Weights => &WEIGHTS,
            Self::Approval => &APPROVAL,
        }
    }
}

const PARTS: Slot = number(0, 0, 1_000, SlotUnit::Parts);
const SCALE: Slot = number(0, 0, 1_000, SlotUnit::Percent);

static START: [Slot; 1] = [number(0, 1, 12, SlotUnit::MonthOfYear)];
static TAX: [Slot; 1] = [number(2, 0, 5_000, SlotUnit::Percent)];
static WEIGHTS: [Slot; 12] = [
    PARTS,
    PARTS,
    PARTS,
    PARTS,
    PARTS,
    PARTS,
    PARTS,
    PARTS,
    SCALE,
    SCALE,
    SCALE,
    number(0, 0, 100, SlotUnit::Percent),
];
static APPROVAL: [Slot; 1] = [number(2, 0, 100_000_000_000, SlotUnit::Yuan)];

/// What a rule of the budget holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetRuleValue {
    /// Of [`BudgetRuleKey::Start`].
    Start(YearStart),
    /// Of [`BudgetRuleKey::Tax`].
    Tax(TaxRate),
    /// Of [`BudgetRuleKey::Weights`].
    Weights(GoalWeights),
    /// Of [`BudgetRuleKey::Approval`].
    Approval(ApprovalAbove),
}

impl BudgetRuleValue {
    /// What a rule is until the company sets something else.
    pub const fn default_of(key: BudgetRuleKey) -> Self {
        match key {
            BudgetRuleKey::Start => Self::Start(YearStart::DEFAULT),
            BudgetRuleKey::Tax => Self::Tax(TaxRate::DEFAULT),
            BudgetRuleKey::Weights => Self::Weights(GoalWeights::DEFAULT),
            BudgetRuleKey::Approval => Self::Approval(ApprovalAbove::DEFAULT),
        }
    }

    /// The rule it is of.
    pub const fn key(&self) -> BudgetRuleKey {
        match self {
            Self::Start(_) => BudgetRuleKey::Start,
            Self::Tax(_) => BudgetRuleKey::Tax,
            Self::Weights(_) => BudgetRuleKey::Weights,
            Self::Approval(_) => BudgetRuleKey::Approval,
        }
    }

    /// The numbers of its slots.
    pub(super) fn numbers(&self) -> Vec<i64> {
        match self {
            Self::Start(YearStart(month)) => vec![i64::from(*month)],
            Self::Tax(TaxRate(rate)) => vec![i64::from(*rate)],
            Self::Weights(GoalWeights { tiers, scales, trend }) => {
                let all = tiers.iter().chain(scales).map(|it| i64::from(*it));
                all.chain([i64::from(*trend)]).collect()
            }
            Self::Approval(ApprovalAbove(above)) => vec![above.fen()],
        }
    }

    /// The value of numbers that are within the bounds of their slots.
    pub(super) fn of_numbers(key: BudgetRuleKey, numbers: &[i64]) -> Self {
        let from = |first: usize| numbers.get(first..).unwrap_or_default();
        match key {
            BudgetRuleKey::Start => Self::Start(YearStart(at(numbers, 0))),
            BudgetRuleKey::Tax => Self::Tax(TaxRate(at(numbers, 0))),
            BudgetRuleKey::Weights => Self::Weights(GoalWeights {
                tiers: core::array::from_fn(|idx| at(numbers, idx)),
                scales: core::array::from_fn(|idx| at(from(8), idx)),
                trend: at(numbers, 11),
            }),
            BudgetRuleKey::Approval => {
                Self::Approval(ApprovalAbove(Money::from_fen(at(numbers, 0))))
            }
        }
    }
}
