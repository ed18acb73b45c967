//! What is typed and chosen in a sheet means as facts, or why it means nothing yet. Not here: the form
//! itself, and the rules of turns.

use jipan_book::{DealView, Row};
use jipan_rules::check::parse_value;
use jipan_rules::funnel::{
    Contact, Course, Expectation, Fact, FactFault, FunnelRules, How, Lacking, Opened, Outcome,
    Place, Purpose, Said, Source, Stage, Turn, TurnFact, snooze_until_max, standing, turn_lacks,
};
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{DealId, FactId};
use jipan_rules::{NaiveDate, Uuid};

use super::DealForm;
use crate::event::{DealSheetKind, SheetOutcome};
use crate::model::Model;
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

fn words(text: &str) -> Option<Box<str>> {
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

    fn contact(
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
        let next = self.read(day_of(&form.next), DealSheetError::Next);
        if next.is_some_and(|next| next <= today) {
            self.errors.push(DealSheetError::NextPast);
        }
        self.facts.push(Fact::Contact(Box::new(Contact {
            on: today,
            how: form.how.unwrap_or_else(|| how_last(course)),
            purpose: form.purpose.unwrap_or_else(|| purpose_at(place)),
            outcome,
            text: form.text.trim().into(),
            next,
        })));
        if let Some(step) = form.step.filter(|it| !course.steps.contains_key(it)) {
            self.facts.push(Fact::Step(step));
        }
    }

    /// What is expected, if it is another day or amount than before.
    fn expectation(&mut self, form: &DealForm, course: &Course, why: Option<Box<str>>) {
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

    fn snooze(&mut self, form: &DealForm, today: NaiveDate, rules: &FunnelRules) {
        let until = self.read(day_of(&form.until), DealSheetError::Until);
        match until.filter(|until| *until > today) {
            Some(until) if until > snooze_until_max(today, &rules.follow.value) => {
                self.errors.push(DealSheetError::UntilTooLate);
            }
            Some(until) => self.facts.push(Fact::Snooze { until, why: words(&form.why) }),
            None if self.errors.is_empty() => self.errors.push(DealSheetError::Until),
            None => {}
        }
    }

    fn turn(&mut self, to: Turn, form: &DealForm, course: &Course) -> TurnFact {
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

    fn source(&mut self, form: &DealForm, course: &Course) {
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
    fn judged(mut self) -> Self {
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
    let sub = form.sub.or(known.and_then(|it| it.sub)).filter(|it| it.channel() == channel);
    let referrer = form.referrer.or(known.and_then(|it| it.referrer));
    let source = Source { channel, sub, referrer };
    Some(if source.is_sound() { source } else { Source { referrer: None, ..source } })
}

impl Model {
    /// What a sheet means; nothing where what it is about is not there any more.
    pub(crate) fn meant_by(&self, kind: DealSheetKind, form: &DealForm) -> Option<Meant> {
        let rules = self.book.rule_book().funnel();
        let rule = rules.on(self.today);
        let mut meant = Meant::default();
        let deal = match kind {
            DealSheetKind::Contact(it)
            | DealSheetKind::Expect(it)
            | DealSheetKind::Snooze(it)
            | DealSheetKind::Turn(it, _)
            | DealSheetKind::Closing(it)
            | DealSheetKind::Source(it) => Some(self.deal_of(it)?.1),
            DealSheetKind::Open(_) | DealSheetKind::Hand(_) => None,
        };
        let course = deal.as_ref().map(|it| &it.course);
        match (kind, course) {
            (DealSheetKind::Contact(_), Some(course)) => {
                let place = standing(course, &rules, self.today).map(|it| it.place);
                meant.contact(form, (course, place), self.today);
                meant.expectation(form, course, words(&form.why));
            }
            (DealSheetKind::Expect(_), Some(course)) => {
                meant.expectation(form, course, words(&form.why));
            }
            (DealSheetKind::Snooze(_), Some(_)) => meant.snooze(form, self.today, rule),
            (DealSheetKind::Turn(_, to), Some(course)) => {
                meant.expectation(form, course, None);
                let turn = meant.turn(to, form, course);
                meant.lacking = turn_lacks(course, &turn, rule, self.today);
                meant.facts.push(Fact::Turn(Box::new(turn)));
            }
            (DealSheetKind::Source(_), Some(course)) => meant.source(form, course),
            (DealSheetKind::Open(customer), _) => {
                let row = self.book.row_of(self.book.survivor_of(customer))?;
                self.opening(row, form, &mut meant);
            }
            (DealSheetKind::Hand(_), _) if form.person.is_none() => {
                meant.errors.push(DealSheetError::NoPerson);
            }
            (DealSheetKind::Closing(_) | DealSheetKind::Hand(_), _) | (_, None) => {}
        }
        Some(meant.judged())
    }

    /// A new opportunity. Who is of the base says by when and for how much.
    fn opening(&self, row: Row, form: &DealForm, meant: &mut Meant) {
        let rules = self.book.rule_book().funnel();
        let deals = self.book.deals(row);
        match self.source_of_new(form, &deals) {
            Some(source) => {
                let template = rules.on(self.today).templates.value;
                let template = template.of(self.book.customer_type(row));
                let (will, ability) = (form.will, form.ability);
                meant.facts.push(Fact::Open(Opened { template, source, will, ability }));
            }
            None => meant.errors.push(DealSheetError::NoChannel),
        }
        meant.expectation(form, &Course::default(), words(&form.why));
        let is_base = deals.iter().any(|it| {
            let place = standing(&it.course, &rules, self.today).map(|it| it.place);
            place == Some(Place::In(Stage::Base))
        });
        let is_expected = meant
            .facts
            .iter()
            .any(|fact| matches!(fact, Fact::Expect(it) if it.on.is_some() && it.amount.is_some()));
        if is_base && !is_expected && meant.errors.is_empty() {
            meant.errors.push(DealSheetError::NoExpectation);
        }
    }

    /// Where a new opportunity comes from: as chosen, else as the last one of the customer.
    pub(crate) fn source_of_new(&self, form: &DealForm, deals: &[DealView]) -> Option<Source> {
        source_in(form, deals.last().and_then(|it| it.course.source))
    }

    /// What happened to an opportunity, as if some facts were written now.
    pub(crate) fn course_with(&self, row: Row, deal: DealId, facts: &[Fact]) -> Course {
        let known = self.book.facts(row);
        let kept = known.iter().filter(|it| it.deal == Some(deal) && !it.is_gone);
        let kept =
            kept.map(|it| Said { id: it.id, fact: it.fact, on: it.writer.on, by: it.writer.by });
        let mut new: Vec<&Fact> = facts.iter().collect();
        new.sort_by_key(|fact| fact.order());
        let new = new.into_iter().map(|fact| Said {
            id: FactId::new(Uuid::nil()),
            fact,
            on: self.today,
            by: self.writer.person,
        });
        Course::of(kept.chain(new))
    }
}
