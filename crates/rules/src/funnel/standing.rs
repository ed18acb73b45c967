//! How an opportunity stands on a day: its place, level and weight, when it is to be contacted and
//! whether it is stale. Source: rulebook 1.16, 1.19 and 1.20. Not here: what happened (`course`).

use chrono::NaiveDate;

use super::contact::Outcome;
use super::course::{Contacted, Course, Expected, Turned};
use super::due::{next_contact, next_try};
use super::level::{ByDate, Level, level_of};
use super::path::{Entry, Place, path};
use super::rules::{FunnelHistory, FunnelRules};
use super::stage::Stage;
use super::turn::{State, Turn};
use crate::explain::Explained;
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
    /// The days without anybody being reached after which it is stale, once it is due.
    pub stale_after: Option<u32>,
    /// Whether it is.
    pub is_stale: bool,
    /// Whole days in its place.
    pub days: i64,
    /// The days after which it has been in its stage for too long.
    pub aged_after: Option<u32>,
    /// Whether it has.
    pub is_aged: bool,
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
    let by_date = by_date(course, rule, today);
    let level = level_at(course, last.place, by_date);
    let from = contacted_on(course)?;
    let limit = |level| rule.follow.value.stale_after(level).filter(|_| course.state.is_running());
    let (stale_after, aged_after) = (limit(level), limit(entered_as(course, last, rule)));
    let of_day = |due: DueOn| due.on_day(by_date, today);
    let is_past = |due: DueOn| of_day(due).late_days > 0;
    let idle = today.signed_duration_since(quiet_since(course)?).num_days();
    let is_idle = stale_after.is_some_and(|limit| idle > limit.into());
    let days = today.signed_duration_since(last.on).num_days().max(0);
    Some(DealStanding {
        place: last.place,
        since: last.on,
        level,
        by_date,
        weight: rule.weights.value.of(last.place, level),
        amount: course.expected().and_then(|it| it.amount),
        due: due(course, (level, from), rule).map(of_day),
        stale_after,
        is_stale: is_idle && held_until(course, (level, from), rule).is_none_or(is_past),
        days,
        aged_after,
        is_aged: aged_after.is_some_and(|limit| days > limit.into()),
    })
}

/// What a standing rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingFacts {
    /// What is expected, as it was said.
    pub expected: Option<Expected>,
    /// The last contact or attempt.
    pub last_contact: Option<Contacted>,
    /// The last contact in which somebody was reached.
    pub last_reached: Option<Contacted>,
    /// The last turn that counts.
    pub last_turn: Option<Turned>,
    /// The rules in force on the day, each with its version.
    pub rules: FunnelRules,
}

/// How an opportunity stands on a day, as [`standing`] gives it, and what that rests on.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Course, FunnelHistory, why_standing};
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// assert_eq!(why_standing(&Course::default(), &FunnelHistory::default(), today), None);
/// ```
pub fn why_standing(
    course: &Course,
    rules: &FunnelHistory,
    today: NaiveDate,
) -> Option<Explained<DealStanding, Box<StandingFacts>>> {
    let facts = StandingFacts {
        expected: course.expected().cloned(),
        last_contact: course.last_contact().copied(),
        last_reached: course.last_reached().copied(),
        last_turn: course.last_turn().cloned(),
        rules: *rules.on(today),
    };
    Some(Explained::new(standing(course, rules, today)?, Box::new(facts)))
}

/// What the level of an open one rests on, on a day.
fn by_date(course: &Course, rule: &FunnelRules, day: NaiveDate) -> Option<ByDate> {
    let expected = course.expected().filter(|_| course.state == State::Open)?;
    expected.on.map(|on| level_of(on, day, &rule.levels.value))
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

/// The level that what is expected had on the day on which its stage was entered: who comes nearer as
/// planned has not been there for too long.
fn entered_as(course: &Course, last: Entry, rule: &FunnelRules) -> Level {
    level_at(course, last.place, by_date(course, rule, last.on))
}

/// The last turn, or the opening: where counting begins anew.
fn began_on(course: &Course) -> Option<NaiveDate> {
    let turned = course.last_turn().map(|it| it.on);
    Some(course.opened?.on.max(turned.unwrap_or(NaiveDate::MIN)))
}

/// The day from which the next contact counts: the last contact, or the turn or opening after it.
fn contacted_on(course: &Course) -> Option<NaiveDate> {
    let contacted = course.last_contact().map(|it| it.on);
    began_on(course).map(|on| on.max(contacted.unwrap_or(on)))
}

/// The day since which nobody was reached: attempts that fail do not count.
fn quiet_since(course: &Course) -> Option<NaiveDate> {
    let reached = course.last_reached().map(|it| it.on);
    began_on(course).map(|on| on.max(reached.unwrap_or(on)))
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

fn due(course: &Course, (level, from): (Level, NaiveDate), rules: &FunnelRules) -> Option<DueOn> {
    let thaw = course.last_turn().filter(|it| it.to == Turn::Frozen && it.counts);
    let thaw = thaw.and_then(|it| it.until).map(|until| DueOn(until, DueWhy::Thaw));
    // A turn after the last contact begins anew.
    let contact = course.last_contact().filter(|it| it.on >= from);
    let DueOn(on, why) = thaw.or_else(|| planned(contact, (level, from), rules))?;
    Some(match &course.snooze {
        Some(snooze) if snooze.until > on => DueOn(snooze.until, DueWhy::Snoozed),
        Some(_) | None => DueOn(on, why),
    })
}

/// When a contact, if there was one, or else the level asks for the next.
fn planned(
    contact: Option<&Contacted>,
    (level, from): (Level, NaiveDate),
    rules: &FunnelRules,
) -> Option<DueOn> {
    let (follow, rest) = (&rules.follow.value, rules.rest.value);
    let days = follow.of(level)?;
    let by_level =
        |from| Some(DueOn(next_contact(from, level, follow, rest)?, DueWhy::Level { from, days }));
    if let Some(it) = contact {
        if let Some(next) = it.next {
            return Some(DueOn(next, DueWhy::Chosen));
        }
        if let Some(next) = next_try(it.on, it.outcome, &rules.tries.value, rest) {
            let is_graded = matches!(level, Level::H | Level::A | Level::B | Level::C);
            // Who is expected within a week is called within a week, whatever they said.
            let sooner = by_level(it.on).filter(|asked| is_graded && asked.0 < next);
            return sooner.or(Some(DueOn(next, DueWhy::Tried(it.outcome))));
        }
    }
    by_level(from)
}

/// Until when silence is no neglect: the day that is due. Of attempts that fail one after another only
/// the first puts it off, but what a person chose counts.
fn held_until(
    course: &Course,
    (level, from): (Level, NaiveDate),
    rules: &FunnelRules,
) -> Option<DueOn> {
    let due = due(course, (level, from), rules)?;
    if matches!(due.1, DueWhy::Chosen | DueWhy::Snoozed | DueWhy::Thaw) {
        return Some(due);
    }
    let failed = began_on(course).and_then(|since| course.first_failed(since));
    failed.map_or(Some(due), |it| planned(Some(it), (level, from), rules))
}
