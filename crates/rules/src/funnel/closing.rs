//! Before, at and after a closing: what is to be done or waived, what a turn lacks, and the tasks that
//! follow. Source: S0 §成交前 §成交流程 §成交后, S2 §连环获取, rulebook 1.6; days `OURS`. Not here: who does
//! them.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::code::codes;
use super::course::Course;
use super::fact::TurnFact;
use super::rest::next_working;
use super::rules::{FunnelHistory, FunnelRules};
use super::stage::{Step, Templates};
use super::turn::{State, Turn};

codes! {
    /// When an item of the closing lists is due.
    ///
    /// ```
    /// use jipan_rules::funnel::ClosePhase;
    /// let n = |phase: ClosePhase| phase.items().count();
    /// assert_eq!(ClosePhase::ALL.map(n), [4, 3, 4]);
    /// ```
    ClosePhase, 3 {
        /// 成交前: asked for before 成交.
        Before = 1,
        /// 成交中: asked for before the delivery.
        During = 2,
        /// 成交后: asked for before it is 基盘.
        After = 3,
    }
}

codes! {
    /// An item of the closing lists. Source: S0 §成交前 §成交流程 §成交后, S2 §连环获取.
    ///
    /// ```
    /// use jipan_rules::funnel::{CloseItem, ClosePhase};
    /// assert_eq!(CloseItem::Ceremony.phase(), ClosePhase::During);
    /// assert_eq!(CloseItem::from_code(12), None);
    /// ```
    CloseItem, 11 {
        /// 资料准备
        Papers = 1,
        /// 关爱准备
        Care = 2,
        /// 成交现场准备
        Place = 3,
        /// 成交礼品准备
        Gift = 4,
        /// 成交仪式
        Ceremony = 5,
        /// 关爱礼品
        CareGift = 6,
        /// 售后服务安排
        Service = 7,
        /// 返程关怀
        Journey = 8,
        /// 成交满意度回访
        Satisfaction = 9,
        /// 售后服务提醒
        Reminder = 10,
        /// 请客户转介绍
        Referral = 11,
    }
}

impl ClosePhase {
    /// Its items, in their order.
    pub fn items(self) -> impl Iterator<Item = CloseItem> {
        CloseItem::ALL.into_iter().filter(move |item| item.phase() == self)
    }
}

impl CloseItem {
    /// When it is due.
    pub const fn phase(self) -> ClosePhase {
        match self {
            Self::Papers | Self::Care | Self::Place | Self::Gift => ClosePhase::Before,
            Self::Ceremony | Self::CareGift | Self::Service => ClosePhase::During,
            Self::Journey | Self::Satisfaction | Self::Reminder | Self::Referral => {
                ClosePhase::After
            }
        }
    }

    /// Its bit among those of its phase.
    const fn bit(self) -> u8 {
        match self {
            Self::Papers | Self::Ceremony | Self::Journey => 1,
            Self::Care | Self::CareGift | Self::Satisfaction => 1 << 1,
            Self::Place | Self::Service | Self::Reminder => 1 << 2,
            Self::Gift | Self::Referral => 1 << 3,
        }
    }
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Checked {
    /// It was done.
    Done,
    /// It is not to be done, and why.
    Waived(Box<str>),
    /// It is still to be done: what was said before was a slip.
    Open,
}

/// Some items of a phase, as bits from its first on.
///
/// ```
/// use jipan_rules::funnel::{CloseItem, ItemSet};
/// let set = ItemSet(0b0101);
/// assert!(set.contains(CloseItem::Papers) && set.contains(CloseItem::Service));
/// assert!(!set.contains(CloseItem::Care));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemSet(pub u8);

impl ItemSet {
    /// Whether an item is among them, of its own phase.
    pub const fn contains(self, item: CloseItem) -> bool {
        self.0 & item.bit() != 0
    }
}

/// What a company asks for around a closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    /// The items asked for, by [`ClosePhase`].
    pub asked: [ItemSet; 3],
    /// Days from the closing to each of the four tasks after it.
    pub days: [u16; 4],
}

impl Closing {
    /// All of S0's items; care on the next day, the call after three, the request for a referral after
    /// seven and the reminder after thirty days. Source: S0; days `OURS`.
    pub const DEFAULT: Self =
        Self { asked: [ItemSet(0b1111), ItemSet(0b111), ItemSet(0b1111)], days: [1, 3, 30, 7] };

    /// The items asked for in a phase, in their order.
    pub fn asked(&self, phase: ClosePhase) -> impl Iterator<Item = CloseItem> + use<> {
        let [before, during, after] = self.asked;
        let asked = match phase {
            ClosePhase::Before => before,
            ClosePhase::During => during,
            ClosePhase::After => after,
        };
        phase.items().filter(move |item| asked.contains(*item))
    }

    fn days_to(&self, item: CloseItem) -> Option<u16> {
        let [journey, satisfaction, reminder, referral] = self.days;
        match item {
            CloseItem::Journey => Some(journey),
            CloseItem::Satisfaction => Some(satisfaction),
            CloseItem::Reminder => Some(reminder),
            CloseItem::Referral => Some(referral),
            CloseItem::Papers
            | CloseItem::Care
            | CloseItem::Place
            | CloseItem::Gift
            | CloseItem::Ceremony
            | CloseItem::CareGift
            | CloseItem::Service => None,
        }
    }
}

/// The items of a phase that are asked for and neither done nor waived.
///
/// ```
/// use jipan_rules::funnel::{Closing, ClosePhase, Course, missing};
/// let nothing_done = Course::default();
/// assert_eq!(missing(&nothing_done, ClosePhase::Before, &Closing::DEFAULT).len(), 4);
/// ```
pub fn missing(course: &Course, phase: ClosePhase, rule: &Closing) -> Vec<CloseItem> {
    rule.asked(phase).filter(|item| !course.checks.contains_key(item)).collect()
}

/// The steps that closing asks for and that were not made.
pub fn missing_steps(course: &Course, rule: &Templates) -> Vec<Step> {
    let Some(template) = course.template() else { return Vec::new() };
    let asked = rule.asked(template);
    let asked = template.steps().filter(|step| asked.contains(*step));
    asked.filter(|step| !course.steps.contains_key(step)).collect()
}

/// A task after a closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub item: CloseItem,
    /// By when; never a rest day.
    pub due: NaiveDate,
    /// What became of it; `None` while it is to be done.
    pub done: Option<(Checked, NaiveDate)>,
}

/// The tasks after a closing, by the rules of the day on which it was closed, the first due first. None
/// while it is not closed.
pub fn tasks(course: &Course, rules: &FunnelHistory) -> Vec<Task> {
    let Some(closed_on) = course.closed_on() else { return Vec::new() };
    let rule = rules.on(closed_on);
    let asked = rule.closing.value.asked(ClosePhase::After);
    let mut tasks: Vec<Task> = asked
        .filter_map(|item| {
            let days = rule.closing.value.days_to(item)?;
            let day = closed_on.checked_add_days(Days::new(days.into())).unwrap_or(closed_on);
            let due = next_working(day, rule.rest.value);
            Some(Task { item, due, done: course.checks.get(&item).cloned() })
        })
        .collect();
    tasks.sort_by_key(|task| task.due);
    tasks
}

/// What a turn lacks before the app writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lacking {
    /// It cannot follow where the opportunity stands.
    Allowed,
    /// An item of the closing lists is neither done nor waived.
    Item(CloseItem),
    /// A step was not made.
    Step(Step),
    /// Why, in words.
    Why,
    /// Why it was lost: a reason of refusal, or words.
    Cause,
    /// When it is to be taken up again, which must be later than today.
    Until,
}

/// What a turn lacks, all of it; nothing if it can be written. What was done before 成交, at the closing
/// and after it gates 成交, the delivery and 基盘 in this order.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Course, FunnelRules, Lacking, Turn, TurnFact, turn_lacks};
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let lacks = |to| {
///     let turn =
///         TurnFact { to, why: None, refusal: None, until: None, order: None, seen: None };
///     turn_lacks(&Course::default(), &turn, &FunnelRules::default(), today)
/// };
/// assert_eq!(lacks(Turn::Lost), [Lacking::Cause]);
/// assert_eq!(lacks(Turn::Frozen), [Lacking::Why, Lacking::Until]);
/// assert_eq!(lacks(Turn::Ordered).len(), 4);
/// assert_eq!(lacks(Turn::Cancelled)[0], Lacking::Allowed);
/// ```
pub fn turn_lacks(
    course: &Course,
    turn: &TurnFact,
    rules: &FunnelRules,
    today: NaiveDate,
) -> Vec<Lacking> {
    let mut lacks = Vec::new();
    if !course.state.may_turn(turn.to) {
        lacks.push(Lacking::Allowed);
    }
    let items = |phase| missing(course, phase, &rules.closing.value).into_iter();
    let has_why = turn.why.as_deref().is_some_and(|why| !why.trim().is_empty());
    let (mut asks_why, mut asks_until) = (false, false);
    match turn.to {
        Turn::Ordered => {
            let steps = missing_steps(course, &rules.templates.value).into_iter();
            lacks.extend(items(ClosePhase::Before).map(Lacking::Item));
            lacks.extend(steps.map(Lacking::Step));
        }
        Turn::Delivered => lacks.extend(items(ClosePhase::During).map(Lacking::Item)),
        Turn::Lost if turn.refusal.is_none() && !has_why => lacks.push(Lacking::Cause),
        Turn::Lost => {}
        Turn::Cancelled | Turn::OutOfReach => asks_why = true,
        Turn::Frozen => (asks_why, asks_until) = (true, true),
        Turn::Reopened => {
            asks_why = matches!(course.state, State::Ordered | State::Delivered);
        }
    }
    if asks_why && !has_why {
        lacks.push(Lacking::Why);
    }
    if asks_until && turn.until.is_none_or(|until| until <= today) {
        lacks.push(Lacking::Until);
    }
    lacks
}
