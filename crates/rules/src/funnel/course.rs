//! What happened to one opportunity, folded from its facts: no rule and no day comes into it, so the
//! same facts give the same course everywhere and for ever. Not here: what it means on a day (`standing`).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::closing::{Checked, CloseItem, ClosePhase};
use super::contact::{How, Outcome, Purpose, Refusal};
use super::fact::{Contact, Expectation, Fact, Opened, TurnFact};
use super::source::Source;
use super::stage::{Stage, Step, Template};
use super::turn::{State, Turn};
use crate::values::Money;
use crate::values::ids::{FactId, OrderId, PersonId};

/// A fact with who said it on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Its id.
    pub id: FactId,
    /// What was said.
    pub fact: &'a Fact,
    /// The civil day on the device.
    pub on: NaiveDate,
    /// By whom.
    pub by: PersonId,
}

/// How an opportunity was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The steps it has.
    pub template: Template,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub by: PersonId,
}

/// What was expected from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The fact.
    pub fact: FactId,
    /// The day on which it was said.
    pub said_on: NaiveDate,
    /// By whom.
    pub by: PersonId,
    /// The day by which it is expected.
    pub on: Option<NaiveDate>,
    /// For how much.
    pub amount: Option<Money>,
    /// Why it is another one than before.
    pub why: Option<Box<str>>,
    /// Whether its writer did not see the one before.
    pub is_unseen: bool,
}

/// A turn that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The fact.
    pub fact: FactId,
    /// Where it stood.
    pub from: State,
    /// The turn.
    pub to: Turn,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub by: PersonId,
    /// Why.
    pub why: Option<Box<str>>,
    /// Why the customer refused, of a lost one.
    pub refusal: Option<Refusal>,
    /// When to take it up again, of a frozen one.
    pub until: Option<NaiveDate>,
    /// The order that it came to.
    pub order: Option<OrderId>,
    /// Whether it could follow where it stood; one that could not is kept and moves nothing.
    pub counts: bool,
    /// Whether its writer did not see the last one that counts.
    pub is_unseen: bool,
}

/// A contact, or an expectation, which is said in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contacted {
    /// The fact.
    pub fact: FactId,
    /// The day.
    pub on: NaiveDate,
    /// How and for what; `None` where only what is expected was noted.
    pub how: Option<(How, Purpose)>,
    /// What came of it.
    pub outcome: Outcome,
    /// The day of the next one, if somebody chose it.
    pub next: Option<NaiveDate>,
}

/// A contact that was put off, and none since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snoozed {
    /// Until that day.
    pub until: NaiveDate,
    /// Since when.
    pub on: NaiveDate,
    /// Why.
    pub why: Option<Box<str>>,
}

/// What moves an opportunity between stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Milestone {
    /// Something else was expected.
    Expected(Expected),
    /// It took a turn.
    Turned(Turned),
}

/// What happened to one opportunity.
///
/// ```
/// use jipan_rules::funnel::{Channel, Course, Fact, Opened, Said, Source, State, Step, Template};
/// use jipan_rules::values::ids::{FactId, PersonId};
/// use jipan_rules::{NaiveDate, Uuid};
/// let source = Source::of(Channel::WalkIn);
/// let opened = Opened { template: Template::Retail, source, will: Some(true), ability: None };
/// let (id, by) = (FactId::new(Uuid::from_u128(1)), PersonId::new(Uuid::nil()));
/// let on = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let course = Course::of([Said { id, fact: &Fact::Open(opened), on, by }]);
/// assert_eq!((course.state, course.will, course.n_contacts()), (State::Open, Some(true), 0));
/// assert_eq!(course.steps.get(&Step::Gather), Some(&on));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Course {
    /// How it was opened; `None` where that is not known or was taken back.
    pub opened: Option<Opening>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// 意愿
    pub will: Option<bool>,
    /// 能力
    pub ability: Option<bool>,
    /// What was expected and what turns it took, from the first to the last.
    pub milestones: Vec<Milestone>,
    /// Where it stands by its turns.
    pub state: State,
    /// Contacts and attempts in the order of their days, and what is expected, which is said in one.
    pub contacts: Vec<Contacted>,
    /// The contact that was put off.
    pub snooze: Option<Snoozed>,
    /// When each step was first made.
    pub steps: BTreeMap<Step, NaiveDate>,
    /// What was done or waived of the closing lists, and when.
    pub checks: BTreeMap<CloseItem, (Checked, NaiveDate)>,
    /// The contact that was noted just now: who noted it on which day, and the day on which it was.
    talk: Option<(PersonId, NaiveDate, NaiveDate)>,
}

impl Course {
    /// Folds the facts of one opportunity that stand, in the order of their stamps.
    pub fn of<'a>(facts: impl IntoIterator<Item = Said<'a>>) -> Self {
        facts.into_iter().fold(Self::default(), |mut course, said| {
            course.take(said);
            course
        })
    }

    fn take(&mut self, said: Said<'_>) {
        let talk = self.talk.take();
        match said.fact {
            Fact::Open(opened) => self.open(opened, said),
            Fact::Source(source) => self.source = Some(*source),
            Fact::Flags { will, ability } => {
                self.will = will.or(self.will);
                self.ability = ability.or(self.ability);
            }
            Fact::Expect(it) => self.expect(it, said, talk),
            Fact::Contact(it) => self.contact(it, said),
            Fact::Snooze { until, why } => {
                self.snooze = Some(Snoozed { until: *until, on: said.on, why: why.clone() });
            }
            Fact::Step(step) => self.stamp(*step, said.on),
            Fact::Turn(it) => self.turn(it, said),
            Fact::Check { item, is: Checked::Open } => {
                self.checks.remove(item);
            }
            Fact::Check { item, is } => {
                self.checks.insert(*item, (is.clone(), said.on));
            }
            Fact::Remark { .. }
            | Fact::Answer { .. }
            | Fact::Hand { .. }
            | Fact::Service(_)
            | Fact::Goal { .. } => {}
        }
    }

    fn open(&mut self, opened: &Opened, said: Said<'_>) {
        if self.opened.is_some() {
            return;
        }
        let Opened { template, source, will, ability } = *opened;
        self.opened = Some(Opening { template, on: said.on, by: said.by });
        self.source = self.source.or(Some(source));
        (self.will, self.ability) = (self.will.or(will), self.ability.or(ability));
        self.stamp_stage(Stage::Prospect, said.on);
    }

    /// What is expected was said in the contact that was noted with it, which may have been the day before.
    fn expect(
        &mut self,
        it: &Expectation,
        said: Said<'_>,
        talk: Option<(PersonId, NaiveDate, NaiveDate)>,
    ) {
        let talk = talk.filter(|(by, noted_on, _)| (*by, *noted_on) == (said.by, said.on));
        let talked_on = talk.map_or(said.on, |(.., on)| on);
        let before = self.expected().map(|it| it.fact);
        self.milestones.push(Milestone::Expected(Expected {
            fact: said.id,
            said_on: said.on,
            by: said.by,
            on: it.on,
            amount: it.amount,
            why: it.why.clone(),
            is_unseen: it.seen != before,
        }));
        // One that was noted in a contact leaves what was put off in that.
        if self.last_contact().is_none_or(|last| last.on < talked_on) {
            self.snooze = None;
        }
        let (fact, on) = (said.id, talked_on);
        self.note(Contacted { fact, on, how: None, outcome: Outcome::Reached, next: None });
    }

    fn contact(&mut self, it: &Contact, said: Said<'_>) {
        let Contact { on, how, purpose, outcome, next, text: _ } = *it;
        // What was put off after the day of the contact was put off by somebody who knew of it.
        self.snooze.take_if(|snooze| snooze.on <= on);
        self.talk = Some((said.by, said.on, on));
        self.note(Contacted { fact: said.id, on, how: Some((how, purpose)), outcome, next });
    }

    fn note(&mut self, it: Contacted) {
        let at = self.contacts.partition_point(|other| other.on <= it.on);
        self.contacts.insert(at, it);
    }

    fn turn(&mut self, it: &TurnFact, said: Said<'_>) {
        let (from, counts) = (self.state, self.state.may_turn(it.to));
        let before = self.last_turn().map(|last| last.fact);
        self.milestones.push(Milestone::Turned(Turned {
            fact: said.id,
            from,
            to: it.to,
            on: said.on,
            by: said.by,
            why: it.why.clone(),
            refusal: it.refusal,
            until: it.until,
            order: it.order,
            counts,
            is_unseen: it.seen != before,
        }));
        if !counts {
            return;
        }
        self.state = it.to.leads_to();
        self.snooze = None;
        match it.to {
            Turn::Ordered => self.stamp_stage(Stage::Closed, said.on),
            Turn::Delivered => self.stamp_stage(Stage::Base, said.on),
            // What was prepared before stays prepared.
            Turn::Reopened => {
                self.checks.retain(|item, _| item.phase() == ClosePhase::Before);
            }
            Turn::Cancelled | Turn::Lost | Turn::Frozen | Turn::OutOfReach => {}
        }
    }

    fn stamp(&mut self, step: Step, on: NaiveDate) {
        self.steps.entry(step).or_insert(on);
    }

    fn stamp_stage(&mut self, stage: Stage, on: NaiveDate) {
        let step = self.template().and_then(|template| template.stamped_by(stage));
        if let Some(step) = step {
            self.stamp(step, on);
        }
    }

    /// The steps it has.
    pub fn template(&self) -> Option<Template> {
        self.opened.map(|opened| opened.template)
    }

    /// The last contact by its day: of one day what was noted of a contact, not what was expected in it.
    pub fn last_contact(&self) -> Option<&Contacted> {
        let last = self.contacts.last()?;
        let mut of_day = self.contacts.iter().rev().take_while(|it| it.on == last.on);
        of_day.find(|it| it.how.is_some()).or(Some(last))
    }

    /// Contacts and attempts.
    pub fn n_contacts(&self) -> usize {
        self.contacts.iter().filter(|it| it.how.is_some()).count()
    }

    /// The last contact in which somebody was reached.
    pub fn last_reached(&self) -> Option<&Contacted> {
        self.contacts.iter().rfind(|it| it.outcome == Outcome::Reached)
    }

    /// The first attempt that failed since somebody was reached, or since a day.
    pub(super) fn first_failed(&self, since: NaiveDate) -> Option<&Contacted> {
        let mut failed = self.contacts.rsplit(|it| it.outcome == Outcome::Reached).next()?.iter();
        failed.find(|it| it.on >= since)
    }

    /// All that was expected, from the first to the last.
    pub fn expectations(&self) -> impl DoubleEndedIterator<Item = &Expected> {
        self.milestones.iter().filter_map(|it| match it {
            Milestone::Expected(it) => Some(it),
            Milestone::Turned(_) => None,
        })
    }

    /// All turns, from the first to the last, also those that do not count.
    pub fn turns(&self) -> impl DoubleEndedIterator<Item = &Turned> {
        self.milestones.iter().filter_map(|it| match it {
            Milestone::Turned(it) => Some(it),
            Milestone::Expected(_) => None,
        })
    }

    /// What is expected.
    pub fn expected(&self) -> Option<&Expected> {
        self.expectations().next_back()
    }

    /// The last turn that counts.
    pub fn last_turn(&self) -> Option<&Turned> {
        self.turns().rfind(|it| it.counts)
    }

    /// The day on which it was closed, while it is.
    pub fn closed_on(&self) -> Option<NaiveDate> {
        let is_closed = matches!(self.state, State::Ordered | State::Delivered);
        let ordered = self.turns().rfind(|it| it.counts && it.to == Turn::Ordered);
        ordered.filter(|_| is_closed).map(|it| it.on)
    }

    /// The order that it came to, while it is closed.
    pub fn order(&self) -> Option<OrderId> {
        let is_closed = matches!(self.state, State::Ordered | State::Delivered);
        let closing = self.turns().rev().filter(|it| it.counts);
        let mut closing = closing.take_while(|it| it.to != Turn::Reopened);
        closing.find_map(|it| it.order).filter(|_| is_closed)
    }

    /// Turns that do not count.
    pub fn n_odd(&self) -> usize {
        self.turns().filter(|it| !it.counts).count()
    }

    /// Whether the last word on what is expected, or the last turn, was written by somebody who did not
    /// see the one before.
    pub fn has_unseen(&self) -> bool {
        self.expected().is_some_and(|it| it.is_unseen)
            || self.turns().next_back().is_some_and(|it| it.is_unseen)
    }
}
