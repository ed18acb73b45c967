//! What is taken of products, rules and a budget that are not the company's word: those that somebody had alone,
//! before joining, and those that a restored company hears of from who is no manager. The company's own
//! are changed by neither; and whoever brought something else than it says is told what was left out. Not
//! here: customers and orders, which are judged as whose they were.

use std::borrow::Cow;

use jipan_book::{Change, Op, ProductValueView, Stamp};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ProductId;

use super::access::Visitor;
use super::desk::Desk;
use super::judge::is_of_others;
use super::rights::Author;
use super::{Rejected, parts};
use crate::wire::ops::from_wire;
use crate::wire::{Refusal, Verdict, WireChange};

/// What tells which product the lines of an order name, and how many are in a case. Prices and costs
/// are the company's. OURS
const TAKEN: [FieldId; 5] = [
    fields::PRODUCT_CODE,
    fields::PRODUCT_NAME,
    fields::PRODUCT_BRAND,
    fields::PRODUCT_UNIT,
    fields::PRODUCT_PACK,
];

impl Author {
    /// Whether a value of a product from before joining is taken: nobody else has said anything of that
    /// one, and of who is no manager it only names the product.
    pub(super) fn brings_product(
        &self,
        desk: &mut Desk<'_>,
        (id, field): (ProductId, FieldId),
    ) -> Result<bool, Rejected> {
        if !self.is_manager() && !TAKEN.contains(&field) {
            return Ok(false);
        }
        desk.hold_shared()?;
        let Some(known) = desk.book.product(id) else { return Ok(true) };
        Ok(!known.values().any(|value| self.was_of_company(desk, value.writer)))
    }

    /// Whether a rule from before joining is taken: the company has set nothing of that one.
    fn brings_rule(&self, desk: &mut Desk<'_>, key: u16) -> Result<bool, Rejected> {
        desk.hold_shared()?;
        let days = desk.book.rules().keys().filter(|(of, _)| *of == key);
        let mut set = days.filter_map(|(of, from)| desk.book.rule_by(*of, *from));
        Ok(!set.any(|writer| self.was_of_company(desk, writer)))
    }

    /// Whether a value of the budget from before joining is taken: own expenses are, without a verdict; else
    /// what a manager planned, where the company plans nothing so far. Half of a budget is none.
    fn brings_budget(&self, desk: &mut Desk<'_>, key: BudgetKey) -> Result<bool, Rejected> {
        if self.is_own_expense(desk, key) {
            return Ok(true);
        }
        if !self.is_manager() {
            return Ok(false);
        }
        desk.hold_shared()?;
        // What is left of a plan that was taken out is none.
        let years = desk.book.budget_field(BudgetField::PlanYear);
        let stand = years.map(|(key, _)| key).filter(|year| {
            let gone = BudgetKey::of(BudgetField::PlanGone, year.of);
            desk.book.budget_value(gone) != Some("1")
        });
        let mut set = stand.filter_map(|it| desk.book.budget_by(it));
        Ok(self.is_of_person(desk, key) || !set.any(|writer| self.was_of_company(desk, writer)))
    }

    /// Whether an operation of one's past is left out, and said to be.
    fn leaves_out(&self, desk: &mut Desk<'_>, op: &Op) -> Result<bool, Rejected> {
        if let Op::Product { id, field, .. } = op {
            return Ok(!self.brings_product(desk, (*id, *field))?);
        }
        // Of who is no manager the whole is refused.
        if let Op::Rule { key, .. } = op
            && self.is_manager()
        {
            return Ok(!self.brings_rule(desk, *key)?);
        }
        // Of who is no manager the whole is refused, but for own expenses.
        if let Op::Budget { key, .. } = op
            && (self.is_manager() || self.is_of_person(desk, *key))
        {
            return Ok(!self.brings_budget(desk, *key)?);
        }
        Ok(false)
    }
}

/// What is said of a change of which something was passed over: its bringer takes it anew, as it
/// stands here. Of one's own past that said something else the text is kept by the bringer, and so is
/// what others said later than the company knows.
pub(super) fn passed_over(
    desk: &mut Desk<'_>,
    (wire, stamp): (&WireChange, Stamp),
    visitor: &Visitor,
) -> Result<Verdict, Rejected> {
    let taken = Verdict::Restamped(stamp.ms(), stamp.counter());
    let Ok(change) = from_wire(wire) else { return Ok(taken) };
    if is_of_others(desk, wire, &change, visitor) {
        desk.hold_shared()?;
        let is_later = change.ops.iter().any(|op| is_news(desk, &change, op));
        return Ok(if is_later { Verdict::Refused(Refusal::Role) } else { taken });
    }
    desk.hold_shared()?;
    let is_said = |op: &Op| {
        if let Op::Product { id, field, from, value, .. } = op {
            stands(desk, *id, (*field, *from)).is_some_and(|it| Some(it.value) == value.as_ref())
        } else if let Op::Rule { key, from, value, .. } = op {
            desk.book.rules().get(&(*key, *from)).is_some_and(|it| it.value == *value)
        } else if let Op::Budget { key, value, .. } = op {
            desk.book.budget().get(key).is_some_and(|it| it.value == *value)
        } else {
            true
        }
    };
    Ok(if change.ops.iter().all(is_said) { taken } else { Verdict::Refused(Refusal::Known) })
}

/// What stands of a field of a product for a first day.
fn stands<'desk>(
    desk: &'desk Desk<'_>,
    id: ProductId,
    (field, from): (FieldId, Option<NaiveDate>),
) -> Option<ProductValueView<'desk>> {
    desk.book.product(id)?.values().find(|it| it.field == field && it.from == from)
}

/// Whether what others said of a product, which a restored endpoint is told, is another value than it has,
/// and later than it, or one that nobody here had seen who wrote later. What only managers read nobody else
/// holds.
fn is_news(desk: &Desk<'_>, change: &Change, op: &Op) -> bool {
    let Op::Product { id, field, from, value, .. } = op else { return false };
    if parts::is_private_field(*field) {
        return false;
    }
    let last = stands(desk, *id, (*field, *from));
    let is_later = last.is_none_or(|it| it.writer.stamp < change.stamp);
    let is_other = last.is_none_or(|it| Some(it.value) != value.as_ref());
    is_other && (is_later || !desk.book.has_said(*id, (*field, *from), value.as_ref()))
}

/// Whether what others said of a product is taken from whoever still holds it: what tells which one the
/// lines of an order name, of one that nobody here knows any more. All else a manager brings, since
/// whoever brings it may have made it up. OURS
fn names_new(desk: &Desk<'_>, op: &Op) -> bool {
    let Op::Product { id, field, .. } = op else { return true };
    TAKEN.contains(field) && desk.book.product(*id).is_none()
}

/// A change without the products, rules and values of the budget that are not taken of somebody's past; the
/// rest comes in. None if nothing else is in it.
pub(super) fn left_of<'wire>(
    desk: &mut Desk<'_>,
    (wire, change): (&'wire WireChange, Change),
    visitor: &Visitor,
) -> Result<Option<(Cow<'wire, WireChange>, Change)>, Rejected> {
    let whole = (Cow::Borrowed(wire), change);
    let change = &whole.1;
    let is_shared =
        |op: &Op| matches!(op, Op::Product { .. } | Op::Rule { .. } | Op::Budget { .. });
    if !change.ops.iter().any(is_shared) {
        return Ok(Some(whole));
    }
    let by_others = is_of_others(desk, &whole.0, change, visitor);
    let author = Author::of(desk, change, visitor).ok().filter(Author::is_past);
    if author.is_none() && (!by_others || visitor.person.role == Role::Manager) {
        return Ok(Some(whole));
    }
    desk.hold_shared()?;
    // What was taken once is not left out the next time, whatever others wrote since.
    let kept = match desk.records.part(parts::NO_CUSTOMER, change.id)? {
        Some(part) => parts::change_of(desk.records, &part)?.ops,
        None => Vec::new(),
    };
    let (mut ops, mut raw) = (Vec::new(), Vec::new());
    for (op, from) in change.ops.iter().zip(&wire.ops) {
        let is_taken = match (op, &author) {
            (_, Some(author)) => kept.contains(op) || !author.leaves_out(desk, op)?,
            (_, None) => kept.contains(op) || names_new(desk, op),
        };
        if is_taken {
            ops.push(op.clone());
            raw.push(from.clone());
        }
    }
    if ops.len() == change.ops.len() {
        return Ok(Some(whole));
    }
    let wire = WireChange { ops: raw, ..wire.clone() };
    Ok((!ops.is_empty()).then(|| (Cow::Owned(wire), Change { ops, ..change.clone() })))
}
