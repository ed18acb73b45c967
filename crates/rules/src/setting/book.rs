//! The rules a company set, each from a day on, over what is so from the beginning. Not here: who set
//! them and when, which the book knows.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{ClassCheckDays, InForce, RuleError, RuleKey, RuleSource, RuleValue};
use crate::budget::BudgetRules;
use crate::funnel::FunnelRules;
use crate::grade::{GradeMatrix, StructureLine};
use crate::integrity::IntegrityBounds;
use crate::order::ReviewRule;
use crate::period::PeriodBasis;
use crate::scale::ScaleCutoffs;
use crate::service::{ClassServices, ServiceLevels};
use crate::tier::Tiers;

/// What was set, by code of the rule and first day in force. A rule that this program does not know
/// is kept; a text that it cannot read does not count.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::setting::{RuleBook, RuleKey, RuleSource};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let book: RuleBook = [(RuleKey::Tiers.code(), day(12, 1), "25;14;10;7;4;2;1")]
///     .into_iter()
///     .collect();
/// let (before, then) = (book.on(day(11, 30)).tiers, book.on(day(12, 1)).tiers);
/// assert_eq!((before.value.0[0], before.from, before.source), (2_000, None, RuleSource::S1));
/// assert_eq!(
///     (then.value.0[0], then.from, then.source),
///     (2_500, Some(day(12, 1)), RuleSource::Company)
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleBook {
    set: BTreeMap<(u16, NaiveDate), Box<str>>,
}

impl<'a> FromIterator<(u16, NaiveDate, &'a str)> for RuleBook {
    fn from_iter<T: IntoIterator<Item = (u16, NaiveDate, &'a str)>>(set: T) -> Self {
        Self { set: set.into_iter().map(|(key, from, text)| ((key, from), text.into())).collect() }
    }
}

/// One version of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The rule.
    pub key: RuleKey,
    /// The first day in force; `None` for what is so from the beginning.
    pub from: Option<NaiveDate>,
    /// Who says so.
    pub source: RuleSource,
    /// What it is, or why it does not count.
    pub value: Result<RuleValue, Vec<RuleError>>,
}

impl Version {
    fn first(key: RuleKey) -> Self {
        let (source, value) = (key.default_source(), Ok(RuleValue::default_of(key)));
        Self { key, from: None, source, value }
    }

    fn set(key: RuleKey, from: NaiveDate, text: &str) -> Self {
        let value = RuleValue::parse(key, text);
        Self { key, from: Some(from), source: RuleSource::Company, value }
    }
}

/// All rules in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RulesOn {
    /// Bounds of the eight tiers.
    pub tiers: InForce<Tiers>,
    /// The period that tiers and grades look back on.
    pub period: InForce<PeriodBasis>,
    /// Shares of large and medium shops.
    pub scale: InForce<ScaleCutoffs>,
    /// Levels by band of scale and structure.
    pub grades: InForce<GradeMatrix>,
    /// From which average price on a structure is high.
    pub structure: InForce<StructureLine>,
    /// Points of the integrity grades.
    pub integrity: InForce<IntegrityBounds>,
    /// What each tier is due.
    pub services: InForce<ServiceLevels>,
    /// Which classes are served as a tier that is not their own.
    pub class_services: InForce<ClassServices>,
    /// What makes an order special.
    pub review: InForce<ReviewRule>,
    /// After how many days a class is to be checked again.
    pub class_check: InForce<ClassCheckDays>,
    /// Those of the funnel.
    pub funnel: FunnelRules,
    /// Those of the budget.
    pub budget: BudgetRules,
}

/// The rules as they are until a company sets others.
impl Default for RulesOn {
    fn default() -> Self {
        fn of<T>(key: RuleKey, value: T) -> InForce<T> {
            InForce { value, from: None, source: key.default_source() }
        }
        Self {
            tiers: of(RuleKey::Tiers, Tiers::DEFAULT),
            period: of(RuleKey::Period, PeriodBasis::Month),
            scale: of(RuleKey::ScaleCutoffs, ScaleCutoffs::DEFAULT),
            grades: of(RuleKey::GradeMatrix, GradeMatrix::DEFAULT),
            structure: of(RuleKey::StructureLine, StructureLine::DEFAULT),
            integrity: of(RuleKey::Integrity, IntegrityBounds::DEFAULT),
            services: of(RuleKey::ServiceLevels, ServiceLevels::DEFAULT),
            class_services: of(RuleKey::ClassServices, ClassServices::DEFAULT),
            review: of(RuleKey::ReviewAmount, ReviewRule::DEFAULT),
            class_check: of(RuleKey::ClassCheckDays, ClassCheckDays::DEFAULT),
            funnel: FunnelRules::default(),
            budget: BudgetRules::default(),
        }
    }
}

impl RulesOn {
    /// The same rules with another one in force, as a preview has it.
    #[must_use]
    pub fn with(mut self, rule: &InForce<RuleValue>) -> Self {
        match rule.value {
            RuleValue::Tiers(value) => self.tiers = rule.with(value),
            RuleValue::Period(value) => self.period = rule.with(value),
            RuleValue::ScaleCutoffs(value) => self.scale = rule.with(value),
            RuleValue::GradeMatrix(value) => self.grades = rule.with(value),
            RuleValue::StructureLine(value) => self.structure = rule.with(value),
            RuleValue::Integrity(value) => self.integrity = rule.with(value),
            RuleValue::ServiceLevels(value) => self.services = rule.with(value),
            RuleValue::ClassServices(value) => self.class_services = rule.with(value),
            RuleValue::ReviewAmount(value) => self.review = rule.with(value),
            RuleValue::ClassCheckDays(value) => self.class_check = rule.with(value),
            RuleValue::Funnel(value) => self.funnel = self.funnel.with(&rule.with(value)),
            RuleValue::Budget(value) => self.budget = self.budget.with(&rule.with(value)),
        }
        self
    }
}

impl RuleBook {
    /// Sets a rule from a day on; `None` takes back what was set for that day.
    pub fn set(&mut self, key: RuleKey, from: NaiveDate, text: Option<&str>) {
        match text {
            Some(text) => self.set.insert((key.code(), from), text.into()),
            None => self.set.remove(&(key.code(), from)),
        };
    }

    /// All versions of a rule, the earliest first; the first one is so from the beginning.
    pub fn versions(&self, key: RuleKey) -> impl DoubleEndedIterator<Item = Version> {
        let days = (key.code(), NaiveDate::MIN)..=(key.code(), NaiveDate::MAX);
        let set = self.set.range(days);
        let set = set.map(move |((_, from), text)| Version::set(key, *from, text));
        core::iter::once(Version::first(key)).chain(set)
    }

    /// What a rule is on a day: the latest version that can be read of those from that day or
    /// before.
    pub fn in_force(&self, key: RuleKey, day: NaiveDate) -> InForce<RuleValue> {
        let reached = self.versions(key).rev().filter(|it| it.from.is_none_or(|from| from <= day));
        let mut readable = reached.filter_map(|version| {
            let Version { key: _, from, source, value } = version;
            Some(InForce { value: value.ok()?, from, source })
        });
        readable.next().unwrap_or_else(|| InForce {
            value: RuleValue::default_of(key),
            from: None,
            source: key.default_source(),
        })
    }

    /// All rules on a day.
    pub fn on(&self, day: NaiveDate) -> RulesOn {
        let rules = RuleKey::ALL.into_iter().map(|key| self.in_force(key, day));
        rules.fold(RulesOn::default(), |all, rule| all.with(&rule))
    }

    /// What comes into force after a day, rule by rule, the earliest first.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::setting::{RuleBook, RuleKey};
    /// let day = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
    /// let mut book = RuleBook::default();
    /// book.set(RuleKey::Period, day(12), Some("quarter"));
    /// book.set(RuleKey::Period, day(10), Some("year"));
    /// let next = |today| book.next(RuleKey::Period, today).and_then(|version| version.from);
    /// assert_eq!((next(day(9)), next(day(10)), next(day(12))), (Some(day(10)), Some(day(12)), None));
    /// ```
    pub fn next(&self, key: RuleKey, day: NaiveDate) -> Option<Version> {
        let is_later = |it: &Version| it.from.is_some_and(|from| from > day);
        self.versions(key).filter(is_later).find(|it| it.value.is_ok())
    }
}
