//! 需要你处理: conflicts with both sides, and refused changes with their text. Not here: deciding.

mod budget;

use std::rc::Rc;

use jipan_book::{
    Action, Book, Change, ConflictSide, FunnelWrite, ObjectionWrite, Op, OrderWrite, PlacedOrder,
    Row, SharedConflict, SharedPlace, SharedSide, SharedValue, Stamp,
};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::Fact;
use jipan_rules::order::{OrderLine, OrderSource};
use jipan_rules::schema::{FieldDef, FieldId, field as field_def, fields};
use jipan_rules::setting::{RuleKey, RuleValue};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{FactId, PersonId};
use jipan_sync::wire::Refusal;

use super::instant;
use crate::model::Model;
use crate::sync::RefusedChange;
use crate::view::{
    ConflictCard, ConflictOf, ConflictSideView, NeedsView, RefusedCard, RefusedRetry, RefusedText,
    WhoView,
};

/// So many cards of a kind are on the glass; the others follow when these are decided.
const N_SHOWN: usize = 50;

impl Model {
    pub(super) fn needs_view(&self) -> NeedsView {
        let (shared, open) = (self.shared_needs(), self.book.open_conflicts());
        let of_customers = open.iter().filter_map(|(row, id)| self.conflict_card(*row, *id));
        let cards = shared.iter().filter_map(|it| self.shared_card(it)).chain(of_customers);
        let mut refused: Vec<&RefusedChange> = self.sync.refused.values().collect();
        jipan_book::sorting::sort_by_key(&mut refused, |it| core::cmp::Reverse(it.change.stamp));
        NeedsView {
            n_conflicts: open.len().saturating_add(shared.len()),
            conflicts: cards.take(N_SHOWN).map(Rc::new).collect(),
            n_refused: refused.len(),
            refused: refused
                .into_iter()
                .filter_map(|it| self.refused_card(it))
                .take(N_SHOWN)
                .map(Rc::new)
                .collect(),
        }
    }

    fn conflict_card(&self, row: Row, id: FactId) -> Option<ConflictCard> {
        let conflict = self.book.conflict(row, id)?;
        let customer = self.book.id_of(row)?;
        let (shown, other) = self.sides_of(row, id)?;
        let contact = conflict.contact.map(|contact| {
            let contact = self.book.contact(customer, contact);
            let name = contact.as_ref().and_then(|it| it.text(fields::CONTACT));
            name.unwrap_or_default().to_owned()
        });
        Some(ConflictCard {
            id,
            of: ConflictOf::Customer { id: customer, contact, def: field_def(conflict.field)? },
            name: self.name_of(customer).unwrap_or_default(),
            shown: self.side_view(shown)?,
            other: self.side_view(other)?,
            is_editable: self.may_decide(customer, conflict.contact, conflict.field),
            third: self.sync.third.get(&id).cloned(),
        })
    }

    fn side_view(&self, side: ConflictSide) -> Option<ConflictSideView> {
        self.written_view((side.by, side.stamp), side.value)
    }

    fn written_view(
        &self,
        (by, stamp): (PersonId, Stamp),
        value: Option<Value>,
    ) -> Option<ConflictSideView> {
        let by = self.who_did(by).unwrap_or(WhoView::Unknown);
        Some(ConflictSideView { by, at: instant(stamp.ms())?, value })
    }

    /// The card of two values of a product, a rule or the budget.
    fn shared_card(&self, conflict: &SharedConflict<'_>) -> Option<ConflictCard> {
        let (of, name) = match conflict.place {
            SharedPlace::Product(id, field, from) => {
                let name = self.book.product(id).map(|it| it.name_on(self.today).to_owned());
                (ConflictOf::Product { def: field_def(field)?, from }, name)
            }
            SharedPlace::Rule(key, from) => {
                (ConflictOf::Rule { key: RuleKey::from_code(key)?, from }, None)
            }
            SharedPlace::Budget(key) => (ConflictOf::Budget(self.named_place(key)?), None),
        };
        let side = |side: SharedSide<'_>| {
            let value = match side.value {
                SharedValue::Product(value) => value.cloned(),
                SharedValue::Rule(text) | SharedValue::Budget(text) => {
                    text.map(|text| Value::Text(text.into()))
                }
            };
            self.written_view((side.writer.by, side.writer.stamp), value)
        };
        Some(ConflictCard {
            id: conflict.id,
            of,
            name: name.unwrap_or_default(),
            shown: side(conflict.shown)?,
            other: side(conflict.lost)?,
            is_editable: self.may_decide_shared(conflict),
            third: self.sync.third.get(&conflict.id).cloned(),
        })
    }

    fn refused_card(&self, refused: &RefusedChange) -> Option<RefusedCard> {
        let RefusedChange { change, why } = refused;
        let left = refused.left_out(&self.book);
        let customer = change.customers().first().copied();
        let known = customer.filter(|id| self.name_of(*id).is_some());
        let name = known.and_then(|id| self.name_of(id)).or_else(|| created_name(change));
        let name = name.or_else(|| product_name(&self.book, change));
        Some(RefusedCard {
            id: change.id,
            why: *why,
            by: self.refused_by(refused),
            retry: self.retry_of(refused),
            at: instant(change.stamp.ms())?,
            name: name.unwrap_or_default(),
            customer: known,
            texts: self.texts_of(&left),
        })
    }
}

impl Model {
    fn refused_by(&self, refused: &RefusedChange) -> WhoView {
        // Without a company only the one at this tablet could have made it.
        self.who_did(refused.change.by).unwrap_or(WhoView::Me)
    }

    /// Whom the company does not know wrote alone, before joining; that is one's own, for the endpoint
    /// as well.
    pub(crate) fn retry_of(&self, refused: &RefusedChange) -> RefusedRetry {
        match self.refused_by(refused) {
            WhoView::Me | WhoView::Unknown => RefusedRetry::Again,
            WhoView::Named(_) | WhoView::Company
                if refused.why == Refusal::Relayed || self.is_for_managers(&refused.change) =>
            {
                RefusedRetry::Never
            }
            WhoView::Named(_) | WhoView::Company => RefusedRetry::InOwnName,
        }
    }

    /// Whether a change is about products, rules or a budget that are not this person's to write.
    fn is_for_managers(&self, change: &Change) -> bool {
        change
            .ops
            .iter()
            .filter(|op| op.customer().is_none())
            .any(|op| !self.is_allowed(std::slice::from_ref(op)))
    }

    /// What a change wrote, so that nothing of it is lost from sight.
    fn texts_of(&self, change: &Change) -> Vec<(Option<&'static FieldDef>, RefusedText)> {
        let mut texts = Vec::new();
        for op in &change.ops {
            if let Op::Budget { key, value, .. } = op {
                texts.push((None, self.refused_budget(*key, value.as_deref())));
            } else {
                add_texts(&self.book, (op, change.action), &mut texts);
            }
        }
        if texts.is_empty() {
            texts.push((None, RefusedText::Deed(change.action)));
        }
        texts
    }
}

/// The name that a change gave to a customer it made.
fn created_name(change: &Change) -> Option<String> {
    change.ops.iter().find_map(|op| match op {
        Op::Create { values, .. } => {
            let name = values.iter().find(|(field, _)| *field == fields::NAME);
            match name {
                Some((_, Value::Text(name))) => Some(name.to_string()),
                _ => None,
            }
        }
        Op::Put { .. }
        | Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::PutContact { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. }
        | Op::Funnel { .. }
        | Op::Budget { .. } => None,
    })
}

/// What a product is called of which a change says something.
fn product_name(book: &Book, change: &Change) -> Option<String> {
    change.ops.iter().find_map(|op| {
        let Op::Product { id, field, value, .. } = op else { return None };
        let known =
            book.product(*id).and_then(|it| it.text(fields::PRODUCT_NAME).map(str::to_owned));
        known.or_else(|| match value {
            Some(Value::Text(name)) if *field == fields::PRODUCT_NAME => Some(name.to_string()),
            _ => None,
        })
    })
}

/// A rule by its name and values; as it was written where this version does not know it.
fn rule_text(key: u16, from: NaiveDate, value: Option<&str>) -> RefusedText {
    let known = RuleKey::from_code(key).and_then(|key| {
        let value = value.map(|text| RuleValue::parse(key, text)).transpose();
        Some(RefusedText::Rule(key, from, value.ok()?))
    });
    known.unwrap_or_else(|| RefusedText::Note(format!("{from}: {}", value.unwrap_or("—"))))
}

/// What an operation wrote, but for the budget.
fn add_texts(
    book: &Book,
    (op, action): (&Op, Action),
    texts: &mut Vec<(Option<&'static FieldDef>, RefusedText)>,
) {
    let def = |field: &FieldId| field_def(*field);
    let note = |text: &str| (None, RefusedText::Note(text.to_owned()));
    match op {
        Op::Create { values, .. } => {
            let value = |value: &Value| RefusedText::Value(Some(value.clone()));
            texts.extend(values.iter().map(|(field, it)| (def(field), value(it))));
        }
        Op::Put { field, value, .. } | Op::PutContact { field, value, .. } => {
            texts.push((def(field), RefusedText::Value(value.clone())));
        }
        Op::Confirm { field, .. } => {
            texts.push((def(field), RefusedText::Deed(action)));
        }
        Op::Note { text, .. } => texts.push((None, RefusedText::Note(text.to_string()))),
        Op::Reason { field, text, .. } => {
            texts.push((def(field), RefusedText::Note(text.to_string())));
        }
        Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Stated { .. }
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Budget { .. }
        | Op::Funnel { write: FunnelWrite::Drop { .. }, .. } => {}
        Op::Order { id, write, .. } => match write {
            OrderWrite::Place(placed) => texts.push(note(&order_text(book, placed))),
            OrderWrite::Move { why, .. } => {
                texts.push((None, RefusedText::Deed(action)));
                texts.extend(book.order(*id).map(|it| note(it.number)));
                texts.extend(why.as_deref().map(note));
            }
            OrderWrite::Drop { .. } => texts.extend(book.order(*id).map(|it| note(it.number))),
        },
        Op::Objection { write, .. } => match write {
            ObjectionWrite::Raise { text, .. } | ObjectionWrite::Answer { text, .. } => {
                texts.push(note(text));
            }
            ObjectionWrite::Drop { .. } | ObjectionWrite::Reopen { .. } => {}
        },
        Op::Product { id, field, from, value, .. } => {
            let code = book.product(*id).map(|it| it.code().to_owned());
            let from = from.map(|day| day.to_string());
            let of: Vec<String> = code.into_iter().chain(from).collect();
            texts.extend((!of.is_empty()).then(|| note(&of.join(" · "))));
            texts.push((def(field), RefusedText::Value(value.clone())));
        }
        Op::Rule { key, from, value, .. } => {
            texts.push((None, rule_text(*key, *from, value.as_deref())));
        }
        Op::Funnel { write: FunnelWrite::Say(fact), .. } => {
            if texts.is_empty() {
                texts.push((None, RefusedText::Deed(action)));
            }
            texts.extend(fact_text(fact).as_deref().map(note));
        }
    }
}

/// What a fact of the funnel says: its days, its amount and what was typed.
fn fact_text(fact: &Fact) -> Option<String> {
    let amount = if let Fact::Expect(it) = fact { it.amount } else { None };
    let days = fact.days().map(|day| day.to_string());
    let said = fact.texts().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let said: Vec<String> = days.chain(amount.map(|it| it.to_string())).chain(said).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// An order in figures: number, day, each product with its quantity, and the amount.
fn order_text(book: &Book, placed: &PlacedOrder) -> String {
    let amount = placed.lines.iter().fold(0, |sum: i64, line| sum.saturating_add(line.amount));
    let line = |line: &OrderLine| {
        let product = book.product(line.product);
        let name = product.as_ref().map_or("?", |it| it.name_on(placed.on));
        format!("{name} × {}", line.quantity)
    };
    // Of a file the numbers are enough: its lines are in the file.
    let lines: Vec<String> = match placed.source {
        OrderSource::App => placed.lines.iter().map(line).collect(),
        OrderSource::File => Vec::new(),
    };
    let parts = [
        format!("{} {}", placed.number, placed.on),
        lines.join(", "),
        Money::from_fen(amount).to_string(),
    ];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
}
