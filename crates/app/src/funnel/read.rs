//! What a sheet of each kind means as facts. Not here: its parts (`meant`), the form itself, and the rules of
//! turns.

use jipan_book::Row;
use jipan_rules::Uuid;
use jipan_rules::funnel::{
    Course, Fact, Opened, Place, Said, Stage, Turn, missing_steps, standing, turn_lacks,
};
use jipan_rules::values::ids::{DealId, FactId, OrderId};

use super::DealForm;
use super::meant::{Meant, asks_amount, asks_expectation, asks_steps, source_of_new, words};
use crate::event::DealSheetKind;
use crate::model::Model;
use crate::view::DealSheetError;

impl Model {
    /// What a sheet means; nothing where what it is about is not there any more.
    pub(crate) fn meant_by(&self, kind: DealSheetKind, form: &DealForm) -> Option<Meant> {
        let rules = self.book.rule_book().funnel();
        let mut meant = Meant::default();
        let deal = match kind {
            DealSheetKind::Contact(it)
            | DealSheetKind::Expect(it)
            | DealSheetKind::Snooze(it)
            | DealSheetKind::Turn(it, _)
            | DealSheetKind::Closing(it)
            | DealSheetKind::Source(it) => Some(self.deal_of(it)?),
            DealSheetKind::Open(_) | DealSheetKind::Hand(_) => None,
        };
        let deal = deal.as_ref().map(|(row, deal)| (*row, &deal.course));
        match (kind, deal) {
            (DealSheetKind::Contact(_), Some((_, course))) => {
                let place = standing(course, &rules, self.today).map(|it| it.place);
                meant.contact(form, (course, place), self.today);
                if asks_expectation(kind, form, course) {
                    // A first word on it is no change that needs a reason.
                    let why = course.expected().and_then(|_| words(&form.why));
                    meant.expectation(form, course, why);
                }
                meant.steps(asks_steps(kind, form, course), form);
            }
            (DealSheetKind::Expect(_), Some((_, course))) => {
                if asks_expectation(kind, form, course) {
                    meant.expectation(form, course, words(&form.why));
                    meant.steps(asks_steps(kind, form, course), form);
                } else {
                    // It was closed or lost elsewhere meanwhile.
                    meant.errors.push(DealSheetError::NotOpen);
                }
            }
            (DealSheetKind::Snooze(_), Some((_, course))) => {
                meant.snooze(form, course, (self.today, &rules));
            }
            (DealSheetKind::Turn(_, to), Some((row, course))) => {
                self.turning(to, form, (row, course), &mut meant);
            }
            (DealSheetKind::Source(_), Some((_, course))) => meant.source(form, course),
            (DealSheetKind::Open(customer), _) => {
                let row = self.book.row_of(self.book.survivor_of(customer))?;
                self.opening(row, form, &mut meant);
            }
            (DealSheetKind::Hand(customer), _) => {
                let row = self.book.row_of(self.book.survivor_of(customer))?;
                // Who was chosen may have it by now, or have left.
                let people = self.hand_people(row);
                match form.person.filter(|id| people.iter().any(|(of, _)| of == id)) {
                    Some(to) => meant.facts.push(Fact::Hand { to }),
                    None => meant.errors.push(DealSheetError::NoPerson),
                }
            }
            (DealSheetKind::Closing(_), _) | (_, None) => {}
        }
        Some(meant.judged())
    }

    /// A turn, with the steps that were ticked for it, and for how much it was closed.
    fn turning(&self, to: Turn, form: &DealForm, (row, course): (Row, &Course), meant: &mut Meant) {
        let rules = self.book.rule_book().funnel();
        let rule = rules.on(self.today);
        let mut course = course.clone();
        if to == Turn::Ordered {
            let asked = missing_steps(&course, &rule.templates.value);
            let ticked = asked.into_iter().filter(|it| form.steps.get(it) == Some(&true));
            for step in ticked {
                meant.facts.push(Fact::Step(step));
                course.steps.insert(step, self.today);
            }
            if asks_amount(to, form.order, &course) {
                meant.amount(form, &course);
            }
            if form.order.is_some_and(|order| !self.can_link(row, order)) {
                meant.errors.push(DealSheetError::OrderTaken);
            }
        }
        let turn = meant.turn(to, form, &course);
        meant.lacking = turn_lacks(&course, &turn, rule, self.today);
        meant.facts.push(Fact::Turn(Box::new(turn)));
    }

    /// Whether an order can be what an opportunity of a customer came to: it stands, and no other one came
    /// to it.
    pub(crate) fn can_link(&self, row: Row, order: OrderId) -> bool {
        let mut orders = self.orders_of(row).into_iter().filter(crate::trade::stands);
        orders.any(|it| it.id == order) && !self.linked_orders(row).contains(&order)
    }

    /// The orders that opportunities of a customer came to.
    pub(crate) fn linked_orders(&self, row: Row) -> Vec<OrderId> {
        self.book.deals(row).iter().filter_map(|it| it.course.order()).collect()
    }

    /// A new opportunity. Who is of the base says by when and for how much.
    fn opening(&self, row: Row, form: &DealForm, meant: &mut Meant) {
        let rules = self.book.rule_book().funnel();
        let deals = self.book.deals(row);
        match source_of_new(form, &deals) {
            Some(source) => {
                let template = rules.on(self.today).templates.value;
                let template = template.of(self.book.customer_type(row));
                let (will, ability) = (form.will, form.ability);
                meant.facts.push(Fact::Open(Opened { template, source, will, ability }));
            }
            None => meant.errors.push(DealSheetError::NoChannel),
        }
        meant.expectation(form, &Course::default(), None);
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
