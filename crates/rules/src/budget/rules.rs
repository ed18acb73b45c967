//! What a company sets about its budget, with the values until it does. Not here: how they are written,
//! which is `setting`.

use crate::setting::{BudgetRuleKey, BudgetRuleValue, InForce, RuleKey};
use crate::values::Money;

/// 财年起始月: the month that a year begins with, 1 to 12. Source: rulebook 1.20; January `OURS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearStart(pub u8);

/// 增值税: the rate that is taken out of amounts, in ten-thousandths; 0 where they are shown with the tax.
/// `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxRate(pub u16);

/// 目标权重: how the goal of a territory is split over its shops. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalWeights {
    /// By tier, from 1 to 8.
    pub tiers: [u16; 8],
    /// In percent: large, medium, small.
    pub scales: [u16; 3],
    /// How much of the change against last year counts, in percent.
    pub trend: u8,
}

/// 费用审批: above which amount an expense is to be approved. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApprovalAbove(pub Money);

impl YearStart {
    /// January. `OURS`
    pub const DEFAULT: Self = Self(1);
}

impl TaxRate {
    /// With the tax. `OURS`
    pub const DEFAULT: Self = Self(0);
}

impl GoalWeights {
    /// By tier about twice the cases a month in the middle of it; of the change half. `OURS`
    pub const DEFAULT: Self =
        Self { tiers: [50, 34, 24, 17, 11, 6, 3, 1], scales: [120, 100, 80], trend: 50 };
}

impl ApprovalAbove {
    /// All. `OURS`
    pub const DEFAULT: Self = Self(Money::ZERO);

    /// Whether an expense of this amount is to be approved.
    ///
    /// ```
    /// use jipan_rules::budget::ApprovalAbove;
    /// use jipan_rules::values::Money;
    /// let fen = Money::from_fen;
    /// assert!(ApprovalAbove::DEFAULT.asks(fen(1)));
    /// assert!(!ApprovalAbove(fen(20_000)).asks(fen(20_000)));
    /// assert!(ApprovalAbove(fen(20_000)).asks(fen(20_001)));
    /// ```
    pub fn asks(self, amount: Money) -> bool {
        amount > self.0
    }
}

/// The rules of the budget in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetRules {
    /// The month that a year begins with.
    pub start: InForce<YearStart>,
    /// The tax that is taken out of amounts.
    pub tax: InForce<TaxRate>,
    /// How goals are split.
    pub weights: InForce<GoalWeights>,
    /// Above which amount an expense is to be approved.
    pub approval: InForce<ApprovalAbove>,
}

/// As they are until a company sets others.
impl Default for BudgetRules {
    fn default() -> Self {
        fn of<T>(key: BudgetRuleKey, value: T) -> InForce<T> {
            InForce { value, from: None, source: RuleKey::Budget(key).default_source() }
        }
        Self {
            start: of(BudgetRuleKey::Start, YearStart::DEFAULT),
            tax: of(BudgetRuleKey::Tax, TaxRate::DEFAULT),
            weights: of(BudgetRuleKey::Weights, GoalWeights::DEFAULT),
            approval: of(BudgetRuleKey::Approval, ApprovalAbove::DEFAULT),
        }
    }
}

impl BudgetRules {
    /// The same rules with another one in force.
    #[must_use]
    pub fn with(mut self, rule: &InForce<BudgetRuleValue>) -> Self {
        match rule.value {
            BudgetRuleValue::Start(value) => self.start = rule.with(value),
            BudgetRuleValue::Tax(value) => self.tax = rule.with(value),
            BudgetRuleValue::Weights(value) => self.weights = rule.with(value),
            BudgetRuleValue::Approval(value) => self.approval = rule.with(value),
        }
        self
    }
}
