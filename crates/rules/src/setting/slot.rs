//! A rule as text: a number or a word in each of its slots, in their order, `20;14;10;7;4;2;1`. What
//! is wrong is said slot by slot, so that a form can show it where it is. Not here: words for it.

use core::fmt;

use super::text::{decimal, digits_of, some_of, word_at, word_of};
use super::{BudgetRuleValue, ClassCheckDays, FunnelValue, RuleKey, RuleValue};
use crate::grade::{GradeMatrix, StructureLine};
use crate::integrity::IntegrityBounds;
use crate::order::ReviewRule;
use crate::period::PeriodBasis;
use crate::scale::ScaleCutoffs;
use crate::service::{ClassServices, ServiceLevel, ServiceLevels, Services};
use crate::tier::Tiers;
use crate::values::Money;
use crate::values::text::half_width;
use crate::values::written::Decimal;

/// The unit of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotUnit {
    /// 件/月
    CasesPerMonth,
    /// %
    Percent,
    /// 级
    Level,
    /// 分
    Points,
    /// 次
    Times,
    /// 天
    Days,
    /// 小时
    Hours,
    /// 元
    Yuan,
    /// 分钟
    Minutes,
    /// 份
    Parts,
    /// 月
    MonthOfYear,
}

/// What a slot takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A number with up to so many decimals; its bounds, both included, are in the last of these.
    Number {
        /// Decimals.
        decimals: u8,
        /// Least.
        min: i64,
        /// Most.
        max: i64,
        /// Its unit.
        unit: SlotUnit,
    },
    /// One of the lengths of a period: `month`, `quarter`, `half-year`, `year`.
    Basis,
    /// Some of the four services by their digits, `124`; `0` for none.
    Services,
    /// One of these words.
    Words(&'static [&'static str]),
    /// Some of a list of at most 8 by their digits, from 1 on; `0` for none.
    Some {
        /// How many there are.
        of: u8,
    },
}

/// What is wrong with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("slot {slot}: {fault}")]
pub struct RuleError {
    /// In which slot, from 0.
    pub slot: u8,
    /// What.
    pub fault: RuleFault,
}

/// What is wrong with a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// Nothing is in it.
    #[error("blank")]
    Missing,
    /// There is no such slot.
    #[error("one too many")]
    TooMany,
    /// Not a number with so many decimals.
    #[error("not a number")]
    NotANumber,
    /// Less than the slot takes.
    #[error("less than {min}")]
    BelowMin {
        /// The least, in the last decimal of the slot.
        min: i64,
    },
    /// More than the slot takes.
    #[error("more than {max}")]
    AboveMax {
        /// The most, in the last decimal of the slot.
        max: i64,
    },
    /// Not one of its words.
    #[error("unknown")]
    Unknown,
    /// Not less than the slot before, as it must be.
    #[error("not less than the one before")]
    NotLess,
    /// Not more than the slot before, as it must be.
    #[error("not more than the one before")]
    NotMore,
    /// With the slots before it comes to more than it may.
    #[error("together more than {max}")]
    SumAbove {
        /// The most.
        max: i64,
    },
}

pub(super) const fn number(decimals: u8, min: i64, max: i64, unit: SlotUnit) -> Slot {
    Slot::Number { decimals, min, max, unit }
}

const CASES: Slot = number(2, 1, 100_000_000, SlotUnit::CasesPerMonth);
const PERCENT: Slot = number(0, 0, 100, SlotUnit::Percent);
const POINTS: Slot = number(0, 1, 100, SlotUnit::Points);
const DAYS: Slot = number(0, 1, 3_650, SlotUnit::Days);
pub(super) const CHECKED_DAYS: Slot = DAYS;
const HOURS: Slot = number(0, 1, 720, SlotUnit::Hours);

static TIERS: [Slot; 7] = [CASES; 7];
static PERIOD: [Slot; 1] = [Slot::Basis];
static SCALE: [Slot; 2] = [PERCENT; 2];
static GRADES: [Slot; 10] = [number(0, 1, 10, SlotUnit::Level); 10];
static STRUCTURE: [Slot; 1] = [number(0, 1, 1_000, SlotUnit::Percent)];
static INTEGRITY: [Slot; 4] = [POINTS, POINTS, POINTS, number(0, 1, 100, SlotUnit::Times)];
static SERVICES: [[Slot; 3]; 8] = [[DAYS, HOURS, Slot::Services]; 8];
static CLASS_SERVICES: [Slot; 42] = [Slot::Words(&SERVED_AS); 42];
static REVIEW: [Slot; 2] =
    [number(2, 0, 100_000_000_000, SlotUnit::Yuan), number(0, 0, 1_440, SlotUnit::Minutes)];
static CHECK: [Slot; 1] = [DAYS];

/// The words of [`Slot::Basis`], in the order of [`PeriodBasis::ALL`].
const BASES: [&str; 4] = ["month", "quarter", "half-year", "year"];

/// As its own tier, or as one of the eight.
const SERVED_AS: [&str; 9] = ["own", "1", "2", "3", "4", "5", "6", "7", "8"];

impl RuleKey {
    /// Its slots: bounds of tiers from the largest down; the basis of the period; large and medium;
    /// levels band by band, high before low; the line; points of A, B and C and penalties; days,
    /// hours and services tier by tier; amount and minutes; days; the tier of each class.
    pub fn slots(self) -> &'static [Slot] {
        match self {
            Self::Tiers => &TIERS,
            Self::Period => &PERIOD,
            Self::ScaleCutoffs => &SCALE,
            Self::GradeMatrix => &GRADES,
            Self::StructureLine => &STRUCTURE,
            Self::Integrity => &INTEGRITY,
            Self::ServiceLevels => SERVICES.as_flattened(),
            Self::ReviewAmount => &REVIEW,
            Self::ClassCheckDays => &CHECK,
            Self::Funnel(key) => key.slots(),
            Self::ClassServices => &CLASS_SERVICES,
            Self::Budget(key) => key.slots(),
        }
    }
}

impl Slot {
    fn read(self, text: &str) -> Result<i64, RuleFault> {
        let text = half_width(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(RuleFault::Missing);
        }
        match self {
            Self::Number { decimals, min, max, unit: _ } => {
                let read = Decimal::read(text).and_then(|it| it.rounded(decimals.into()));
                let exact = read.filter(|(_, more)| *more == 0).map(|(number, _)| number);
                match exact.ok_or(RuleFault::NotANumber)? {
                    number if number < min => Err(RuleFault::BelowMin { min }),
                    number if number > max => Err(RuleFault::AboveMax { max }),
                    number => Ok(number),
                }
            }
            Self::Basis => word_of(&BASES, text),
            Self::Words(words) => word_of(words, text),
            Self::Services => some_of(text, 4),
            Self::Some { of } => some_of(text, of),
        }
    }

    fn text(self, number: i64) -> String {
        match self {
            Self::Number { decimals, .. } => decimal(number, decimals.into()),
            Self::Basis => word_at(&BASES, number),
            Self::Words(words) => word_at(words, number),
            Self::Services => digits_of(number, 4),
            Self::Some { of } => digits_of(number, of),
        }
    }
}

impl RuleValue {
    /// Reads a rule; slots are separated by `;`. Texts and values are one to one:
    /// `RuleValue::parse(it.key(), &it.to_string()) == Ok(it)`.
    ///
    /// # Errors
    /// What is wrong, slot by slot.
    ///
    /// ```
    /// use jipan_rules::setting::{RuleError, RuleFault, RuleKey, RuleValue};
    /// let parse = |text| RuleValue::parse(RuleKey::Tiers, text);
    /// assert_eq!(parse("25; 14；10;7;4;2;1.5").unwrap().to_string(), "25;14;10;7;4;2;1.5");
    /// let not_less = RuleError { slot: 1, fault: RuleFault::NotLess };
    /// assert_eq!(parse("20;20;10;7;4;2;1"), Err(vec![not_less]));
    /// ```
    pub fn parse(key: RuleKey, text: &str) -> Result<Self, Vec<RuleError>> {
        let text = half_width(text);
        Self::parse_slots(key, &text.split(';').collect::<Vec<_>>())
    }

    /// Reads a rule from the texts of its slots, as a form has them.
    ///
    /// # Errors
    /// What is wrong, slot by slot; whether they go together is said once each is right.
    pub fn parse_slots(key: RuleKey, texts: &[impl AsRef<str>]) -> Result<Self, Vec<RuleError>> {
        let slots = key.slots();
        let (mut numbers, mut errors) = (Vec::with_capacity(slots.len()), Vec::new());
        for (slot, (idx, kind)) in (0_u8..).zip(slots.iter().enumerate()) {
            match kind.read(texts.get(idx).map_or("", AsRef::as_ref)) {
                Ok(number) => numbers.push(number),
                Err(fault) => errors.push(RuleError { slot, fault }),
            }
        }
        if texts.len() > slots.len() {
            let slot = u8::try_from(slots.len()).unwrap_or(u8::MAX);
            errors.push(RuleError { slot, fault: RuleFault::TooMany });
        }
        if errors.is_empty() {
            errors = apart(key, &numbers);
        }
        if errors.is_empty() { Ok(value_of(key, &numbers)) } else { Err(errors) }
    }

    /// The texts of its slots.
    ///
    /// ```
    /// use jipan_rules::setting::{RuleKey, RuleValue};
    /// assert_eq!(RuleValue::default_of(RuleKey::ReviewAmount).slot_texts(), ["2000", "10"]);
    /// ```
    pub fn slot_texts(&self) -> Vec<String> {
        let slots = self.key().slots().iter();
        slots.zip(self.numbers()).map(|(slot, number)| slot.text(number)).collect()
    }

    /// The numbers of its slots, in the last decimal of each.
    fn numbers(&self) -> Vec<i64> {
        match self {
            Self::Tiers(Tiers(bounds)) => bounds.map(i64::from).to_vec(),
            Self::Period(basis) => {
                let idx = PeriodBasis::ALL.iter().position(|it| it == basis);
                vec![idx.and_then(|idx| i64::try_from(idx).ok()).unwrap_or_default()]
            }
            Self::ScaleCutoffs(ScaleCutoffs { large, medium }) => {
                vec![i64::from(*large), i64::from(*medium)]
            }
            Self::GradeMatrix(GradeMatrix(levels)) => {
                levels.iter().flatten().map(|level| i64::from(*level)).collect()
            }
            Self::StructureLine(StructureLine(percent)) => vec![i64::from(*percent)],
            Self::Integrity(IntegrityBounds { from, penalties }) => {
                from.iter().chain([penalties]).map(|it| i64::from(*it)).collect()
            }
            Self::ServiceLevels(ServiceLevels(levels)) => {
                let of = |it: &ServiceLevel| {
                    [it.visit_days.into(), it.answer_hours.into(), it.services.0.into()]
                };
                levels.iter().flat_map(of).collect()
            }
            Self::ReviewAmount(ReviewRule { above, within_minutes }) => {
                vec![above.fen(), i64::from(*within_minutes)]
            }
            Self::ClassCheckDays(ClassCheckDays(days)) => vec![i64::from(*days)],
            Self::Funnel(value) => value.numbers(),
            Self::Budget(value) => value.numbers(),
            Self::ClassServices(ClassServices(tiers)) => tiers.map(i64::from).to_vec(),
        }
    }
}

impl fmt::Display for RuleValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.slot_texts().join(";"))
    }
}

/// Which slots do not go with others.
fn apart(key: RuleKey, numbers: &[i64]) -> Vec<RuleError> {
    let falling = |n: usize| {
        let pairs = (1_u8..).zip(numbers.iter().take(n).zip(numbers.iter().take(n).skip(1)));
        let wrong = pairs.filter(|(_, (before, it))| it >= before);
        wrong.map(|(slot, _)| RuleError { slot, fault: RuleFault::NotLess }).collect()
    };
    match key {
        RuleKey::Tiers => falling(7),
        RuleKey::Integrity => falling(3),
        RuleKey::Funnel(key) => key.apart(numbers),
        RuleKey::ScaleCutoffs => {
            let is_over = numbers.iter().copied().fold(0, i64::saturating_add) > 100;
            let error = RuleError { slot: 1, fault: RuleFault::SumAbove { max: 100 } };
            if is_over { vec![error] } else { Vec::new() }
        }
        RuleKey::Period
        | RuleKey::GradeMatrix
        | RuleKey::StructureLine
        | RuleKey::ServiceLevels
        | RuleKey::ClassServices
        | RuleKey::Budget(_)
        | RuleKey::ReviewAmount
        | RuleKey::ClassCheckDays => Vec::new(),
    }
}

/// The value of numbers that are within the bounds of their slots.
fn value_of(key: RuleKey, numbers: &[i64]) -> RuleValue {
    match key {
        RuleKey::Tiers => RuleValue::Tiers(Tiers(core::array::from_fn(|idx| at(numbers, idx)))),
        RuleKey::Period => {
            let basis = PeriodBasis::ALL.get(at::<usize>(numbers, 0)).copied();
            RuleValue::Period(basis.unwrap_or(PeriodBasis::Month))
        }
        RuleKey::ScaleCutoffs => {
            let (large, medium) = (at(numbers, 0), at(numbers, 1));
            RuleValue::ScaleCutoffs(ScaleCutoffs { large, medium })
        }
        RuleKey::GradeMatrix => {
            let mut levels = numbers.chunks(2);
            RuleValue::GradeMatrix(GradeMatrix(core::array::from_fn(|_band| {
                let row = levels.next().unwrap_or_default();
                [at(row, 0), at(row, 1)]
            })))
        }
        RuleKey::StructureLine => RuleValue::StructureLine(StructureLine(at(numbers, 0))),
        RuleKey::Integrity => RuleValue::Integrity(IntegrityBounds {
            from: core::array::from_fn(|idx| at(numbers, idx)),
            penalties: at(numbers, 3),
        }),
        RuleKey::ServiceLevels => {
            let mut levels = numbers.chunks(3);
            RuleValue::ServiceLevels(ServiceLevels(core::array::from_fn(|_tier| {
                let row = levels.next().unwrap_or_default();
                let (visit_days, answer_hours) = (at(row, 0), at(row, 1));
                ServiceLevel { visit_days, answer_hours, services: Services(at(row, 2)) }
            })))
        }
        RuleKey::ReviewAmount => RuleValue::ReviewAmount(ReviewRule {
            above: Money::from_fen(at(numbers, 0)),
            within_minutes: at(numbers, 1),
        }),
        RuleKey::ClassCheckDays => RuleValue::ClassCheckDays(ClassCheckDays(at(numbers, 0))),
        RuleKey::Funnel(key) => RuleValue::Funnel(FunnelValue::of_numbers(key, numbers)),
        RuleKey::Budget(key) => RuleValue::Budget(BudgetRuleValue::of_numbers(key, numbers)),
        RuleKey::ClassServices => {
            let tiers = core::array::from_fn(|idx| at(numbers, idx));
            RuleValue::ClassServices(ClassServices(tiers))
        }
    }
}

pub(super) fn at<T: TryFrom<i64> + Default>(numbers: &[i64], idx: usize) -> T {
    numbers.get(idx).and_then(|number| T::try_from(*number).ok()).unwrap_or_default()
}
