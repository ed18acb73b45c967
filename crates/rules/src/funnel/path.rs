//! The way of an opportunity through the stages, day by day: what a person said moves it, and so does
//! time, when the expected day comes within reach or the last task is done. Source: rulebook 1.20. Not
//! here: how it stands today (`standing`).

use chrono::{Days, NaiveDate};

use super::closing::{ClosePhase, missing};
use super::course::{Course, Expected, Milestone};
use super::level::{Level, level_of};
use super::rules::FunnelHistory;
use super::stage::Stage;
use super::turn::{State, Turn};

/// Where an opportunity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In a stage.
    In(Stage),
    /// Out of the funnel, by this turn: cancelled, lost, frozen or out of reach.
    Out(Turn),
}

/// When a place was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Where.
    pub place: Place,
    /// Since when.
    pub on: NaiveDate,
}

/// The places of an opportunity up to a day, each with the day on which it was entered, in their order;
/// none for one that was not opened. One that was left on the day on which it was entered is no place it
/// was in. Days never go back: what was said on an earlier day by a slow clock counts from the day before
/// it in the order.
///
/// Source: rulebook 1.20.
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Course, FunnelHistory, path};
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// assert_eq!(path(&Course::default(), &FunnelHistory::default(), today), []);
/// ```
pub fn path(course: &Course, rules: &FunnelHistory, today: NaiveDate) -> Vec<Entry> {
    let Some(opened) = course.opened else { return Vec::new() };
    let mut way =
        Way { entries: Vec::new(), rules, expected: None, state: State::Open, passed: opened.on };
    way.enter(Place::In(Stage::Prospect), opened.on);
    for milestone in &course.milestones {
        let on = match milestone {
            Milestone::Expected(it) => it.said_on,
            Milestone::Turned(it) => it.on,
        };
        let on = on.max(way.passed);
        way.pass_time(on);
        match milestone {
            Milestone::Expected(it) => way.expected = Some(it),
            Milestone::Turned(it) if it.counts => {
                way.state = it.to.leads_to();
                match it.to {
                    Turn::Ordered | Turn::Delivered => way.enter(Place::In(Stage::Closed), on),
                    Turn::Cancelled | Turn::Lost | Turn::Frozen | Turn::OutOfReach => {
                        way.enter(Place::Out(it.to), on);
                    }
                    Turn::Reopened => {}
                }
            }
            Milestone::Turned(_) => {}
        }
        way.judge(on);
    }
    way.pass_time(today);
    if let Some(on) = settled_on(course, rules) {
        let last = way.entries.last().map_or(on, |last| last.on.max(on));
        way.enter(Place::In(Stage::Base), last);
    }
    way.entries
}

/// The day on which a delivered opportunity became one of the base, by the rules of its closing: the
/// delivery or the last task, whichever is later.
fn settled_on(course: &Course, rules: &FunnelHistory) -> Option<NaiveDate> {
    if course.state != State::Delivered {
        return None;
    }
    let closed_on = course.closed_on()?;
    let rule = &rules.on(closed_on).closing.value;
    if !missing(course, ClosePhase::After, rule).is_empty() {
        return None;
    }
    let delivered_on = course.last_turn()?.on;
    let done = rule.asked(ClosePhase::After).filter_map(|item| Some(course.checks.get(&item)?.1));
    done.chain([delivered_on]).max()
}

struct Way<'a> {
    entries: Vec<Entry>,
    rules: &'a FunnelHistory,
    expected: Option<&'a Expected>,
    state: State,
    /// Up to which day all is judged.
    passed: NaiveDate,
}

impl Way<'_> {
    fn enter(&mut self, place: Place, on: NaiveDate) {
        if self.entries.last().is_some_and(|last| last.on == on && last.place != place) {
            self.entries.pop();
        }
        if self.entries.last().is_none_or(|last| last.place != place) {
            self.entries.push(Entry { place, on });
        }
    }

    /// Judges an open one by what is expected on a day.
    fn judge(&mut self, on: NaiveDate) {
        if self.state == State::Open {
            let stage = open_stage(self.expected, on, self.rules);
            self.enter(Place::In(stage), on);
        }
    }

    /// Lets the days up to one, that one included, pass: what is expected may come within reach, or out
    /// of it by another rule.
    fn pass_time(&mut self, until: NaiveDate) {
        let from = self.passed;
        self.passed = from.max(until);
        let complete = self.expected.and_then(|it| it.on.filter(|_| it.amount.is_some()));
        let Some(expected) = complete.filter(|_| self.state == State::Open) else { return };
        let mut days: Vec<NaiveDate> = self.rules.days().collect();
        let reached = self.rules.all().filter_map(|rules| {
            expected.checked_sub_days(Days::new(rules.levels.value.last().into()))
        });
        days.extend(reached);
        days.retain(|day| from < *day && *day <= until);
        days.sort_unstable();
        for day in days {
            self.judge(day);
        }
    }
}

/// The stage of an open one: 意向 as long as day and amount are known and the day is within the last
/// horizon, also past the day.
pub(super) fn open_stage(
    expected: Option<&Expected>,
    on: NaiveDate,
    rules: &FunnelHistory,
) -> Stage {
    let day = expected.and_then(|it| it.on.filter(|_| it.amount.is_some()));
    let level = day.map(|day| level_of(day, on, &rules.on(on).levels.value).level);
    if level.is_some_and(|level| level != Level::Later) {
        Stage::Intending
    } else {
        Stage::Prospect
    }
}
