//! What is typed and chosen in one sheet as facts, or why it means nothing yet: each part of a sheet by itself.
//! Not here: which parts a sheet has (`read`), the form itself, and the rules of turns.

use jipan_book::DealView;
use jipan_rules::NaiveDate;
use jipan_rules::check::parse_value;
use jipan_rules::funnel::{
    Contact, Course, Expectation, Fact, FactFault, FunnelHistory, FunnelRules, How, Lacking,
    Outcome, Place, Purpose, Source, Stage, State, Step, Template, Turn, TurnFact,
    snooze_until_max, standing,
};
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::OrderId;

use super::DealForm;
use crate::event::{DealSheetKind, SheetOutcome};
use crate::view::DealSheetError;

/// What a sheet means.
#[derive(Debug, Default)]
pub(crate) struct Meant {
    pub(crate) facts: Vec<Fact>,
    pub(crate) lacking: Vec<Lacking>,
    pub(crate) errors: Vec<DealSheetError>,
}

/// A text of a form: blank is nothing.
pub(crate) fn day_of(text: &str) -> Result<Option<NaiveDate>, DealSheetError> {
    match value_of(fields::VALID_TO, text) {
        Ok(None) => Ok(None),
        Ok(Some(Value::Date(day))) => Ok(Some(day)),
        Ok(Some(_)) | Err(()) => Err(DealSheetError::ExpectOn),
    }
}

/// An amount that is no debt.
pub(crate) fn money_of(text: &str) -> Result<Option<Money>, DealSheetError> {
    match value_of(fields::PURCHASED_AMOUNT, text) {
        Ok(None) => Ok(None),
        Ok(Some(Value::Amount(amount))) if amount.fen() >= 0 => Ok(Some(amount)),
        Ok(Some(_)) | Err(()) => Err(DealSheetError::Amount),
    }
}

fn value_of(field: FieldId, text: &str) -> Result<Option<Value>, ()> {
    let def = field_def(field).ok_or(())?;
    parse_value(def, text).map_err(drop)
}

pub(super) fn words(text: &str) -> Option<Box<str>> {
    Some(text.trim()).filter(|it| !it.is_empty()).map(Into::into)
}

/// For what somebody is contacted, as long as nobody says otherwise.
pub(crate) fn purpose_at(place: Option<Place>) -> Purpose {
    match place {
        Some(Place::In(Stage::Intending)) => Purpose::Push,
        Some(Place::In(Stage::Closed | Stage::Base)) => Purpose::AfterSales,
        Some(Place::In(Stage::Prospect) | Place::Out(_)) | None => Purpose::Open,
    }
}

/// How somebody was contacted the last time.
pub(crate) fn how_last(course: &Course) -> How {
    let last = course.contacts.iter().rev().find_map(|it| it.how);
    last.map_or(How::Phone, |(how, _)| how)
}

/// Whether a sheet asks by when and for how much it is expected: only of one that is open, and only if
/// somebody was talked with.
pub(crate) fn asks_expectation(kind: DealSheetKind, form: &DealForm, course: &Course) -> bool {
    match kind {
        DealSheetKind::Contact(_) => {
            let is_reached = matches!(form.outcome, Some(SheetOutcome::Reached) | None);
            is_reached && course.state == State::Open
        }
        DealSheetKind::Expect(_) => course.state == State::Open,
        DealSheetKind::Open(_) => true,
        DealSheetKind::Snooze(_)
        | DealSheetKind::Turn(..)
        | DealSheetKind::Closing(_)
        | DealSheetKind::Hand(_)
        | DealSheetKind::Source(_) => false,
    }
}

/// Whether a closing asks for how much it is: nobody said so before, and no order says it.
pub(crate) fn asks_amount(to: Turn, order: Option<OrderId>, course: &Course) -> bool {
    let amount = course.expected().and_then(|it| it.amount);
    to == Turn::Ordered && order.is_none() && amount.is_none()
}

/// The steps between the first contact and the closing that a sheet asks for: those not yet made, while
/// it is open. The others are stamped by the turns.
pub(crate) fn asks_steps(kind: DealSheetKind, form: &DealForm, course: &Course) -> Vec<Step> {
    let is_asked = match kind {
        DealSheetKind::Contact(_) => form.outcome != Some(SheetOutcome::NoAnswer),
        DealSheetKind::Expect(_) => true,
        DealSheetKind::Snooze(_)
        | DealSheetKind::Open(_)
        | DealSheetKind::Turn(..)
        | DealSheetKind::Closing(_)
        | DealSheetKind::Hand(_)
        | DealSheetKind::Source(_) => false,
    };
    let template = course.template().filter(|_| is_asked && course.state == State::Open);
    let steps = template.into_iter().flat_map(Template::steps);
    let steps = steps.filter(|it| it.stage() == Stage::Intending && !course.steps.contains_key(it));
    steps.collect()
}

/// Whether facts say by themselves that a step was made: who came to the shop or was visited was received;
/// of whom day and amount are known, the need is known.
fn is_made(step: Step, facts: &[Fact]) -> bool {
    facts.iter().any(|fact| match (step, fact) {
        (Step::Receive, Fact::Contact(it)) => {
            matches!(it.how, How::InShop | How::Visit) && it.outcome != Outcome::NoAnswer
        }
        (Step::Analyse | Step::Need, Fact::Expect(it)) => it.on.is_some() && it.amount.is_some(),
        (
            Step::Gather
            | Step::Receive
            | Step::Analyse
            | Step::Experience
            | Step::Agree
            | Step::Serve
            | Step::Research
            | Step::Trust
            | Step::Need
            | Step::Present
            | Step::Win
            | Step::Follow,
            _,
        ) => false,
    })
}

/// A course as it would be if nothing had been put off.
pub(crate) fn without_snooze(course: &Course) -> Course {
    let mut course = course.clone();
    course.snooze = None;
    course
}

impl Meant {
    /// A text that must be readable; nothing where it is not.
    fn read<T>(
        &mut self,
        read: Result<Option<T>, DealSheetError>,
        error: DealSheetError,
    ) -> Option<T> {
        read.unwrap_or_else(|_| {
            self.errors.push(error);
            None
        })
    }

    /// Whether it can be written.
    pub(crate) fn is_whole(&self) -> bool {
        self.errors.is_empty() && self.lacking.is_empty() && !self.facts.is_empty()
    }

    pub(super) fn contact(
        &mut self,
        form: &DealForm,
        (course, place): (&Course, Option<Place>),
        today: NaiveDate,
    ) {
        let outcome = match (form.outcome, form.refusal) {
            (Some(SheetOutcome::Reached) | None, _) => Outcome::Reached,
            (Some(SheetOutcome::NoAnswer), _) => Outcome::NoAnswer,
            (Some(SheetOutcome::Refused), Some(refusal)) => Outcome::Refused(refusal),
            (Some(SheetOutcome::Refused), None) => {
                return self.errors.push(DealSheetError::NoReason);
            }
        };
        // What is noted the next morning was of the day before.
        let on = self.read(day_of(&form.on), DealSheetError::On).unwrap_or(today);
        if on > today {
            self.errors.push(DealSheetError::OnLater);
        }
        let next = self.read(day_of(&form.next), DealSheetError::Next);
        if next.is_some_and(|next| next <= on) {
            self.errors.push(DealSheetError::NextPast);
        }
        self.facts.push(Fact::Contact(Box::new(Contact {
            on,
            how: form.how.unwrap_or_else(|| how_last(course)),
            purpose: form.purpose.unwrap_or_else(|| purpose_at(place)),
            outcome,
            text: form.text.trim().into(),
            next,
        })));
    }

    /// The steps that were ticked, and those that the facts say were made unless their tick was taken away.
    pub(super) fn steps(&mut self, steps: Vec<Step>, form: &DealForm) {
        let is_made = |step: &Step| {
            form.steps.get(step).copied().unwrap_or_else(|| is_made(*step, &self.facts))
        };
        let made: Vec<Fact> = steps.into_iter().filter(is_made).map(Fact::Step).collect();
        self.facts.extend(made);
    }

    /// What is expected, if it is another day or amount than before.
    pub(super) fn expectation(&mut self, form: &DealForm, course: &Course, why: Option<Box<str>>) {
        let before = course.expected();
        let mut on = before.and_then(|it| it.on);
        let mut amount = before.and_then(|it| it.amount);
        if let Some(text) = &form.expect_on {
            on = self.read(day_of(text), DealSheetError::ExpectOn);
        }
        if let Some(text) = &form.amount {
            amount = self.read(money_of(text), DealSheetError::Amount);
        }
        let is_as_before = match before {
            Some(it) => (it.on, it.amount) == (on, amount),
            None => on.is_none() && amount.is_none(),
        };
        if !is_as_before {
            let seen = before.map(|it| it.fact);
            self.facts.push(Fact::Expect(Expectation { on, amount, why, seen }));
        }
    }

    /// For how much it is, of a closing of which nobody said so.
    pub(super) fn amount(&mut self, form: &DealForm, course: &Course) {
        let text = form.amount.as_deref().unwrap_or_default();
        let Some(amount) = self.read(money_of(text), DealSheetError::Amount) else { return };
        let before = course.expected();
        let (on, seen) = (before.and_then(|it| it.on), before.map(|it| it.fact));
        self.facts.push(Fact::Expect(Expectation { on, amount: Some(amount), why: None, seen }));
    }

    /// The contact that is put off: later than it is due, and not for longer than the rule allows.
    pub(super) fn snooze(
        &mut self,
        form: &DealForm,
        course: &Course,
        (today, rules): (NaiveDate, &FunnelHistory),
    ) {
        let rule: &FunnelRules = rules.on(today);
        let until = self.read(day_of(&form.until), DealSheetError::Until);
        let due = standing(&without_snooze(course), rules, today).and_then(|it| it.due);
        match until.filter(|until| *until > today) {
            Some(until) if until > snooze_until_max(today, &rule.follow.value) => {
                self.errors.push(DealSheetError::UntilTooLate);
            }
            Some(until) if due.is_some_and(|due| due.on >= until) => {
                self.errors.push(DealSheetError::UntilTooEarly);
            }
            Some(until) => self.facts.push(Fact::Snooze { until, why: words(&form.why) }),
            None if self.errors.is_empty() => self.errors.push(DealSheetError::Until),
            None => {}
        }
    }

    pub(super) fn turn(&mut self, to: Turn, form: &DealForm, course: &Course) -> TurnFact {
        TurnFact {
            to,
            why: words(&form.why),
            refusal: form.refusal.filter(|_| to == Turn::Lost),
            until: if to == Turn::Frozen {
                self.read(day_of(&form.until), DealSheetError::Until)
            } else {
                None
            },
            order: form.order.filter(|_| to == Turn::Ordered),
            seen: course.last_turn().map(|it| it.fact),
        }
    }

    pub(super) fn source(&mut self, form: &DealForm, course: &Course) {
        let source = source_in(form, course.source);
        if let Some(source) = source.filter(|it| Some(*it) != course.source) {
            self.facts.push(Fact::Source(source));
        }
        let will = form.will.filter(|it| course.will != Some(*it));
        let ability = form.ability.filter(|it| course.ability != Some(*it));
        if will.is_some() || ability.is_some() {
            self.facts.push(Fact::Flags { will, ability });
        }
    }

    /// What no tablet may write is said.
    pub(super) fn judged(mut self) -> Self {
        for fault in self.facts.iter().filter_map(Fact::fault) {
            let error = match fault {
                FactFault::TooLong => DealSheetError::TooLong,
                FactFault::Amount => DealSheetError::Amount,
                FactFault::Blank | FactFault::Source => DealSheetError::Nothing,
            };
            if !self.errors.contains(&error) {
                self.errors.push(error);
            }
        }
        if self.facts.is_empty() && self.errors.is_empty() && self.lacking.is_empty() {
            self.errors.push(DealSheetError::Nothing);
        }
        self
    }
}

/// The source that is chosen, over one that is known.
pub(crate) fn source_in(form: &DealForm, known: Option<Source>) -> Option<Source> {
    let channel = form.channel.or(known.map(|it| it.channel))?;
    let known = known.filter(|it| it.channel == channel);
    let sub = form.sub.or(known.and_then(|it| it.sub));
    let sub = sub.filter(|it| it.channel() == channel);
    let referrer = form.referrer.or(known.and_then(|it| it.referrer));
    let source = Source { channel, sub, referrer };
    Some(if source.is_sound() { source } else { Source { referrer: None, ..source } })
}

/// Where a new opportunity comes from: as chosen, else as the last one of the customer.
pub(crate) fn source_of_new(form: &DealForm, deals: &[DealView]) -> Option<Source> {
    source_in(form, deals.last().and_then(|it| it.course.source))
}
