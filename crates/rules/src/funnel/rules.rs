//! The rules of the funnel in force on a day, and all days on which they became others. Not here: what
//! each of them holds, how they are set (`setting`).

use chrono::NaiveDate;

use super::closing::Closing;
use super::costs::ChannelCosts;
use super::due::{FollowUp, NextTries};
use super::forecast::Weights;
use super::level::Horizons;
use super::rest::Rest;
use super::stage::Templates;
use crate::setting::{FunnelKey, FunnelValue, InForce, RuleKey};

/// The rules of the funnel in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunnelRules {
    /// Within how many days each level is.
    pub levels: InForce<Horizons>,
    /// How often each level is contacted.
    pub follow: InForce<FollowUp>,
    /// How likely each level is bought.
    pub weights: InForce<Weights>,
    /// On which days nobody is called.
    pub rest: InForce<Rest>,
    /// How long to wait after an attempt that failed.
    pub tries: InForce<NextTries>,
    /// What is asked for around a closing.
    pub closing: InForce<Closing>,
    /// Which steps there are.
    pub templates: InForce<Templates>,
    /// What each channel costs a month.
    pub costs: InForce<ChannelCosts>,
}

/// The rules as they are until a company sets others.
impl Default for FunnelRules {
    fn default() -> Self {
        fn of<T>(key: FunnelKey, value: T) -> InForce<T> {
            let source = RuleKey::Funnel(key).default_source();
            InForce { value, from: None, source }
        }
        Self {
            levels: of(FunnelKey::Levels, Horizons::DEFAULT),
            follow: of(FunnelKey::FollowUp, FollowUp::DEFAULT),
            weights: of(FunnelKey::Weights, Weights::DEFAULT),
            rest: of(FunnelKey::Rest, Rest::DEFAULT),
            tries: of(FunnelKey::Tries, NextTries::DEFAULT),
            closing: of(FunnelKey::Closing, Closing::DEFAULT),
            templates: of(FunnelKey::Templates, Templates::DEFAULT),
            costs: of(FunnelKey::Costs, ChannelCosts::DEFAULT),
        }
    }
}

impl FunnelRules {
    /// The same rules with another one in force.
    #[must_use]
    pub fn with(mut self, rule: &InForce<FunnelValue>) -> Self {
        match rule.value {
            FunnelValue::Levels(value) => self.levels = rule.with(value),
            FunnelValue::FollowUp(value) => self.follow = rule.with(value),
            FunnelValue::Weights(value) => self.weights = rule.with(value),
            FunnelValue::Rest(value) => self.rest = rule.with(value),
            FunnelValue::Tries(value) => self.tries = rule.with(value),
            FunnelValue::Closing(value) => self.closing = rule.with(value),
            FunnelValue::Templates(value) => self.templates = rule.with(value),
            FunnelValue::Costs(value) => self.costs = rule.with(value),
        }
        self
    }
}

/// The rules of the funnel on every day, to be asked for many days: made once by
/// [`crate::setting::RuleBook::funnel`].
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::Horizons;
/// use jipan_rules::setting::{FunnelKey, RuleBook, RuleKey};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let mut book = RuleBook::default();
/// book.set(RuleKey::Funnel(FunnelKey::Levels), day(12, 1), Some("5;10;20;60"));
/// let rules = book.funnel();
/// let of = |day| rules.on(day).levels.value;
/// assert_eq!(of(day(11, 30)), Horizons::DEFAULT);
/// assert_eq!(of(day(12, 1)), Horizons([5, 10, 20, 60]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FunnelHistory {
    first: FunnelRules,
    /// What is in force from a day on, the earliest first.
    later: Vec<(NaiveDate, FunnelRules)>,
}

impl FunnelHistory {
    /// What is in force from a day on, the earliest first; before that the defaults.
    pub(crate) fn new(later: Vec<(NaiveDate, FunnelRules)>) -> Self {
        Self { first: FunnelRules::default(), later }
    }

    /// The rules in force on a day.
    pub fn on(&self, day: NaiveDate) -> &FunnelRules {
        let n = self.later.partition_point(|(from, _)| *from <= day);
        let last = n.checked_sub(1).and_then(|last| self.later.get(last));
        last.map_or(&self.first, |(_, rules)| rules)
    }

    /// The days from which on something else was in force.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.later.iter().map(|(from, _)| *from)
    }

    /// All rules that were ever in force.
    pub(super) fn all(&self) -> impl Iterator<Item = &FunnelRules> {
        core::iter::once(&self.first).chain(self.later.iter().map(|(_, rules)| rules))
    }
}
