//! The rules of the funnel that a company can set, as text. Not here: what follows from them, which is
//! `funnel`.

use chrono::NaiveDate;

use super::slot::{CHECKED_DAYS, at, number};
use super::{InForce, RuleBook, RuleError, RuleFault, RuleKey, RuleSource, RuleValue};
use super::{Slot, SlotUnit};
use crate::funnel::{
    ChannelCosts, Closing, FollowUp, FunnelHistory, FunnelRules, Horizons, ItemSet, NextTries,
    Rest, StepSet, Template, Templates, Weekend, Weights,
};

/// Which rule of the funnel. New ones only at the end. `OURS`
///
/// ```
/// use jipan_rules::setting::{FunnelKey, RuleKey};
/// assert_eq!(RuleKey::from_code(12), Some(RuleKey::Funnel(FunnelKey::Weights)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunnelKey {
    /// 客户级别期限: the last day of H, A, B and C.
    Levels,
    /// 跟进天数: how often each level is contacted, when it is stale, how long it can be put off.
    FollowUp,
    /// 预测权重: how likely each level is bought.
    Weights,
    /// 休息日: on which days nobody is called.
    Rest,
    /// 被拒后再试: how long to wait after an attempt that failed.
    Tries,
    /// 成交清单与待办: what is asked for around a closing.
    Closing,
    /// 阶段模板: which steps there are.
    Templates,
    /// 渠道费用: what each channel costs a month.
    Costs,
}

impl FunnelKey {
    /// All, by their codes.
    pub const ALL: [Self; 8] = [
        Self::Levels,
        Self::FollowUp,
        Self::Weights,
        Self::Rest,
        Self::Tries,
        Self::Closing,
        Self::Templates,
        Self::Costs,
    ];

    pub(super) const fn code(self) -> u16 {
        match self {
            Self::Levels => 10,
            Self::FollowUp => 11,
            Self::Weights => 12,
            Self::Rest => 13,
            Self::Tries => 14,
            Self::Closing => 15,
            Self::Templates => 16,
            Self::Costs => 18,
        }
    }

    pub(super) const fn default_source(self) -> RuleSource {
        match self {
            Self::Levels | Self::FollowUp => RuleSource::Outside,
            Self::Closing | Self::Templates => RuleSource::S0,
            Self::Weights | Self::Rest | Self::Tries | Self::Costs => RuleSource::Ours,
        }
    }

    /// Its slots: days of H, A, B, C; days of H, A, B, C, the bucket beyond, O, N, T, the factor, the
    /// longest delay; percent of 潜在, C, B, A, H, O; weekends, holidays, days of lunar new year; days
    /// after each refusal and after no answer; items before, at and after, days of the four tasks;
    /// templates by type of customer, steps asked for of each template; yuan a month by channel.
    pub(super) fn slots(self) -> &'static [Slot] {
        match self {
            Self::Levels => &LEVELS,
            Self::FollowUp => &FOLLOW_UP,
            Self::Weights => &WEIGHTS,
            Self::Rest => &REST,
            Self::Tries => &TRIES,
            Self::Closing => &CLOSING,
            Self::Templates => &TEMPLATES,
            Self::Costs => &COSTS,
        }
    }

    /// Which slots do not go with others.
    pub(super) fn apart(self, numbers: &[i64]) -> Vec<RuleError> {
        if self != Self::Levels {
            return Vec::new();
        }
        let pairs = (1_u8..).zip(numbers.iter().zip(numbers.iter().skip(1)));
        let wrong = pairs.filter(|(_, (before, it))| it <= before);
        wrong.map(|(slot, _)| RuleError { slot, fault: RuleFault::NotMore }).collect()
    }
}

const DAYS: Slot = CHECKED_DAYS;
const PERCENT: Slot = number(0, 0, 100, SlotUnit::Percent);
const WEEKENDS: &[&str] = &["none", "sunday", "both"];
const YES_NO: &[&str] = &["no", "yes"];
const TEMPLATE_WORDS: &[&str] = &["retail", "wholesale"];

static LEVELS: [Slot; 4] = [DAYS; 4];
static FOLLOW_UP: [Slot; 10] = [
    DAYS,
    DAYS,
    DAYS,
    DAYS,
    DAYS,
    DAYS,
    DAYS,
    DAYS,
    number(0, 1, 20, SlotUnit::Times),
    number(0, 1, 365, SlotUnit::Days),
];
static WEIGHTS: [Slot; 6] = [PERCENT; 6];
static REST: [Slot; 3] =
    [Slot::Words(WEEKENDS), Slot::Words(YES_NO), number(0, 0, 30, SlotUnit::Days)];
static TRIES: [Slot; 7] = [DAYS; 7];
static CLOSING: [Slot; 7] = [
    Slot::Some { of: 4 },
    Slot::Some { of: 3 },
    Slot::Some { of: 4 },
    SINCE_CLOSING,
    SINCE_CLOSING,
    SINCE_CLOSING,
    SINCE_CLOSING,
];
const SINCE_CLOSING: Slot = number(0, 0, 3_650, SlotUnit::Days);
/// The closing itself and what follows it cannot be asked for before.
const BEFORE_CLOSING: Slot = Slot::Some { of: 4 };
static TEMPLATES: [Slot; 6] = [
    Slot::Words(TEMPLATE_WORDS),
    Slot::Words(TEMPLATE_WORDS),
    Slot::Words(TEMPLATE_WORDS),
    Slot::Words(TEMPLATE_WORDS),
    BEFORE_CLOSING,
    BEFORE_CLOSING,
];

static COSTS: [Slot; 4] = [number(0, 0, 10_000_000, SlotUnit::Yuan); 4];

/// What a rule of the funnel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunnelValue {
    /// Of [`FunnelKey::Levels`].
    Levels(Horizons),
    /// Of [`FunnelKey::FollowUp`].
    FollowUp(FollowUp),
    /// Of [`FunnelKey::Weights`].
    Weights(Weights),
    /// Of [`FunnelKey::Rest`].
    Rest(Rest),
    /// Of [`FunnelKey::Tries`].
    Tries(NextTries),
    /// Of [`FunnelKey::Closing`].
    Closing(Closing),
    /// Of [`FunnelKey::Templates`].
    Templates(Templates),
    /// Of [`FunnelKey::Costs`].
    Costs(ChannelCosts),
}

impl FunnelValue {
    /// What a rule is until the company sets something else.
    pub const fn default_of(key: FunnelKey) -> Self {
        match key {
            FunnelKey::Levels => Self::Levels(Horizons::DEFAULT),
            FunnelKey::FollowUp => Self::FollowUp(FollowUp::DEFAULT),
            FunnelKey::Weights => Self::Weights(Weights::DEFAULT),
            FunnelKey::Rest => Self::Rest(Rest::DEFAULT),
            FunnelKey::Tries => Self::Tries(NextTries::DEFAULT),
            FunnelKey::Closing => Self::Closing(Closing::DEFAULT),
            FunnelKey::Templates => Self::Templates(Templates::DEFAULT),
            FunnelKey::Costs => Self::Costs(ChannelCosts::DEFAULT),
        }
    }

    /// The rule it is of.
    pub const fn key(&self) -> FunnelKey {
        match self {
            Self::Levels(_) => FunnelKey::Levels,
            Self::FollowUp(_) => FunnelKey::FollowUp,
            Self::Weights(_) => FunnelKey::Weights,
            Self::Rest(_) => FunnelKey::Rest,
            Self::Tries(_) => FunnelKey::Tries,
            Self::Closing(_) => FunnelKey::Closing,
            Self::Templates(_) => FunnelKey::Templates,
            Self::Costs(_) => FunnelKey::Costs,
        }
    }

    /// The numbers of its slots.
    pub(super) fn numbers(&self) -> Vec<i64> {
        match self {
            Self::Levels(Horizons(days)) => days.map(i64::from).to_vec(),
            Self::FollowUp(FollowUp { days, ageing, snooze_days }) => {
                days.iter().chain([ageing, snooze_days]).map(|it| i64::from(*it)).collect()
            }
            Self::Weights(Weights { prospect, intending, ordered }) => {
                let all = [prospect].into_iter().chain(intending).chain([ordered]);
                all.map(|it| i64::from(*it)).collect()
            }
            Self::Rest(Rest { weekend, holidays, new_year_days }) => {
                vec![weekend.code().into(), i64::from(*holidays), i64::from(*new_year_days)]
            }
            Self::Tries(NextTries { refused, no_answer }) => {
                refused.iter().chain([no_answer]).map(|it| i64::from(*it)).collect()
            }
            Self::Closing(Closing { asked, days }) => {
                let asked = asked.map(|it| i64::from(it.0));
                asked.into_iter().chain(days.map(i64::from)).collect()
            }
            Self::Templates(Templates { by_type, asked }) => {
                let of = |template| i64::from(template == Template::Wholesale);
                let asked = asked.map(|it| i64::from(it.0));
                by_type.map(of).into_iter().chain(asked).collect()
            }
            Self::Costs(ChannelCosts(yuan)) => yuan.map(i64::from).to_vec(),
        }
    }

    /// The value of numbers that are within the bounds of their slots.
    pub(super) fn of_numbers(key: FunnelKey, numbers: &[i64]) -> Self {
        let from = |first: usize| numbers.get(first..).unwrap_or_default();
        match key {
            FunnelKey::Levels => {
                Self::Levels(Horizons(core::array::from_fn(|idx| at(numbers, idx))))
            }
            FunnelKey::FollowUp => Self::FollowUp(FollowUp {
                days: core::array::from_fn(|idx| at(numbers, idx)),
                ageing: at(numbers, 8),
                snooze_days: at(numbers, 9),
            }),
            FunnelKey::Weights => Self::Weights(Weights {
                prospect: at(numbers, 0),
                intending: core::array::from_fn(|idx| at(from(1), idx)),
                ordered: at(numbers, 5),
            }),
            FunnelKey::Rest => Self::Rest(Rest {
                weekend: Weekend::from_code(at(numbers, 0)).unwrap_or(Weekend::None),
                holidays: at::<u8>(numbers, 1) == 1,
                new_year_days: at(numbers, 2),
            }),
            FunnelKey::Tries => Self::Tries(NextTries {
                refused: core::array::from_fn(|idx| at(numbers, idx)),
                no_answer: at(numbers, 6),
            }),
            FunnelKey::Closing => Self::Closing(Closing {
                asked: core::array::from_fn(|idx| ItemSet(at(numbers, idx))),
                days: core::array::from_fn(|idx| at(from(3), idx)),
            }),
            FunnelKey::Templates => Self::Templates(Templates {
                by_type: core::array::from_fn(|idx| match at::<u8>(numbers, idx) {
                    1 => Template::Wholesale,
                    _ => Template::Retail,
                }),
                asked: core::array::from_fn(|idx| StepSet(at(from(4), idx))),
            }),
            FunnelKey::Costs => {
                Self::Costs(ChannelCosts(core::array::from_fn(|idx| at(numbers, idx))))
            }
        }
    }
}

impl RuleBook {
    /// The rules of the funnel on every day.
    pub fn funnel(&self) -> FunnelHistory {
        let keys = FunnelKey::ALL.map(RuleKey::Funnel);
        let mut days: Vec<NaiveDate> =
            keys.iter().flat_map(|key| self.versions(*key)).filter_map(|it| it.from).collect();
        days.sort_unstable();
        days.dedup();
        let on = |day: NaiveDate| {
            let rules = keys.iter().map(|key| self.in_force(*key, day));
            rules.fold(FunnelRules::default(), |all, rule| match rule.value {
                RuleValue::Funnel(value) => {
                    all.with(&InForce { value, from: rule.from, source: rule.source })
                }
                RuleValue::Tiers(_)
                | RuleValue::Period(_)
                | RuleValue::ScaleCutoffs(_)
                | RuleValue::GradeMatrix(_)
                | RuleValue::StructureLine(_)
                | RuleValue::Integrity(_)
                | RuleValue::ServiceLevels(_)
                | RuleValue::ClassServices(_)
                | RuleValue::Budget(_)
                | RuleValue::ReviewAmount(_)
                | RuleValue::ClassCheckDays(_) => all,
            })
        };
        FunnelHistory::new(days.into_iter().map(|day| (day, on(day))).collect())
    }
}
