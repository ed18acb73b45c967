//! How an opportunity stands on a day: its place, level and weight, when it is to be contacted and
//! whether it is stale. Source: rulebook 1.16, 1.19 and 1.20. Not here: what happened (`course`).

use chrono::NaiveDate;

use super::contact::Outcome;
use super::course::Course;
use super::due::{next_contact, next_try};
use super::level::{ByDate, Level, level_of};
use super::path::{Place, path};
use super::rules::{FunnelHistory, FunnelRules};
use super::stage::Stage;
use super::turn::{State, Turn};
use crate::values::Money;

/// How an opportunity stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealStanding {
    /// Where it is.
    pub place: Place,
    /// Since when.
    pub since: NaiveDate,
    /// Its level.
    pub level: Level,
    /// What the level of an open one rests on: the expected day.
    pub by_date: Option<ByDate>,
    /// How likely it is bought, in percent.
    pub weight: u8,
    /// For how much it is expected.
    pub amount: Option<Money>,
    /// When it is to be contacted next; `None` where nobody waits for that.
    pub due: Option<Due>,
    /// The days without a contact after which it is stale.
    pub stale_after: Option<u32>,
    /// Whether it is.
    pub is_stale: bool,
    /// Whole days in its place.
    pub days: i64,
}

/// When somebody is to be contacted next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub on: NaiveDate,
    /// Why that day.
    pub why: DueWhy,
    /// Days late; 0 on the day itself, negative before it.
    pub late_days: i64,
}

/// Why somebody is to be contacted on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueWhy {
    /// The level has its frequency, counted from a day.
    Level {
        /// The last contact, or else the turn or the opening.
        from: NaiveDate,
        /// The days of the level.
        days: u16,
    },
    /// Somebody chose the day in the last contact.
    Chosen,
    /// It was put off.
    Snoozed,
    /// The last attempt failed.
    Tried(Outcome),
    /// It was frozen until then.
    Thaw,
}

impl DealStanding {
    /// What it adds to the pipeline: amount and weight, while it is open or not yet delivered. One whose
    /// order counts as an actual adds nothing.
    pub fn pipeline(&self, has_actual: bool) -> Option<(Money, u8)> {
        let is_delivered = matches!(self.level, Level::D | Level::M);
        let is_in = matches!(self.place, Place::In(_)) && !is_delivered && !has_actual;
        self.amount.filter(|_| is_in).map(|amount| (amount, self.weight))
    }
}

/// How an opportunity stands on a day, by the rules in force on each; `None` for one that was not opened.
///
/// ```
/// use jipan_rules::funnel::*;
/// use jipan_rules::values::{Money, ids::{FactId, PersonId}};
/// use jipan_rules::{NaiveDate, Uuid};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let opened = Opened {
///     template: Template::Retail,
///     source: Source::of(Channel::WalkIn),
///     will: None,
///     ability: None,
/// };
/// let amount = Some(Money::from_fen(10_000));
/// let facts = [
///     Fact::Open(opened),
///     Fact::Expect(Expectation { on: Some(day(3, 2)), amount, why: None, seen: None }),
/// ];
/// let said = facts.iter().zip(1..).map(|(fact, n)| Said {
///     id: FactId::new(Uuid::from_u128(n)),
///     fact,
///     on: day(1, 31),
///     by: PersonId::new(Uuid::nil()),
/// });
/// let course = Course::of(said);
/// let on = |today| standing(&course, &FunnelHistory::default(), today).unwrap();
/// let first = on(day(1, 31));
/// assert_eq!((first.place, first.level, first.weight), (Place::In(Stage::Intending), Level::B, 35));
/// assert_eq!(first.due.map(|due| due.on), Some(day(3, 2)));
/// // A week before the day it is H, whose week since the last contact is over.
/// let then = on(day(2, 24));
/// assert_eq!((then.level, then.due.map(|due| due.late_days)), (Level::H, Some(1)));
/// ```
pub fn standing(course: &Course, rules: &FunnelHistory, today: NaiveDate) -> Option<DealStanding> {
    let last = *path(course, rules, today).last()?;
    let rule = rules.on(today);
    let expected = course.expected();
    let by_date = expected
        .filter(|_| course.state == State::Open)
        .and_then(|it| it.on)
        .map(|on| level_of(on, today, &rule.levels.value));
    let level = level_at(course, last.place, by_date);
    let from = contacted_on(course)?;
    let stale_after = rule.follow.value.stale_after(level).filter(|_| course.state.is_running());
    let idle = today.signed_duration_since(from).num_days();
    Some(DealStanding {
        place: last.place,
        since: last.on,
        level,
        by_date,
        weight: rule.weights.value.of(last.place, level),
        amount: expected.and_then(|it| it.amount),
        due: due(course, level, rule).map(|due| due.on_day(by_date, today)),
        stale_after,
        is_stale: stale_after.is_some_and(|days| idle > days.into()),
        days: today.signed_duration_since(last.on).num_days().max(0),
    })
}

fn level_at(course: &Course, place: Place, by_date: Option<ByDate>) -> Level {
    match course.state {
        State::Open => by_date.map_or(Level::N, |it| it.level),
        State::Ordered => Level::O,
        State::Delivered if place == Place::In(Stage::Base) => Level::M,
        State::Delivered => Level::D,
        State::Cancelled => Level::T,
        State::Lost => Level::Lost,
        State::Frozen => Level::Frozen,
        State::OutOfReach => Level::OutOfReach,
    }
}

/// The day from which the next contact counts: the last contact, or the turn or opening after it.
fn contacted_on(course: &Course) -> Option<NaiveDate> {
    let opened = course.opened?.on;
    let turned = course.last_turn().map(|it| it.on);
    let contacted = course.last_contact.map(|it| it.on);
    Some(turned.into_iter().chain(contacted).fold(opened, NaiveDate::max))
}

/// A day and why.
#[derive(Clone, Copy)]
struct DueOn(NaiveDate, DueWhy);

impl DueOn {
    /// Late counts from the day that was due, but no earlier than from when the level asked for it.
    fn on_day(self, by_date: Option<ByDate>, today: NaiveDate) -> Due {
        let Self(on, why) = self;
        let by_level = matches!(why, DueWhy::Level { .. });
        let asked = by_date.filter(|_| by_level).and_then(|it| it.since);
        let since = asked.map_or(on, |asked| asked.max(on));
        Due { on, why, late_days: today.signed_duration_since(since).num_days() }
    }
}

fn due(course: &Course, level: Level, rules: &FunnelRules) -> Option<DueOn> {
    let thaw = course.last_turn().filter(|it| it.to == Turn::Frozen && it.counts);
    if let Some(until) = thaw.and_then(|it| it.until) {
        return Some(DueOn(until, DueWhy::Thaw));
    }
    let (follow, rest) = (&rules.follow.value, rules.rest.value);
    let days = follow.of(level)?;
    let from = contacted_on(course)?;
    // A turn after the last contact begins anew.
    let contact = course.last_contact.filter(|it| it.on >= from);
    let chosen = contact.and_then(|it| it.next).map(|next| DueOn(next, DueWhy::Chosen));
    let tried = contact.and_then(|it| {
        let next = next_try(it.on, it.outcome, &rules.tries.value, rest)?;
        Some(DueOn(next, DueWhy::Tried(it.outcome)))
    });
    let by_level = || {
        let on = next_contact(from, level, follow, rest)?;
        Some(DueOn(on, DueWhy::Level { from, days }))
    };
    let DueOn(on, why) = chosen.or(tried).or_else(by_level)?;
    Some(match &course.snooze {
        Some(snooze) if snooze.until > on => DueOn(snooze.until, DueWhy::Snoozed),
        Some(_) | None => DueOn(on, why),
    })
}
