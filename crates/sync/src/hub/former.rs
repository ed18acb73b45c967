//! What is taken of products that are not the company's word: those that somebody had alone, before
//! joining, and those that a restored company hears of from who is no manager. The company's own are
//! not changed by them. Not here: customers and orders, which are judged as whose they were.

use std::borrow::Cow;

use jipan_book::{Change, Op, Stamp};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ProductId;

use super::Rejected;
use super::access::Visitor;
use super::desk::Desk;
use super::judge::is_of_others;
use super::rights::Author;
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
    /// Whether a value of a product from before joining is taken: it names a product, and nobody
    /// else has said anything of that one.
    pub(super) fn brings_product(
        &self,
        desk: &mut Desk<'_>,
        (id, field): (ProductId, FieldId),
    ) -> Result<bool, Rejected> {
        if !TAKEN.contains(&field) {
            return Ok(false);
        }
        desk.hold_shared()?;
        let known = desk.book.product(id);
        Ok(known.is_none_or(|it| it.values().all(|value| self.is_own_past(desk, value.writer.by))))
    }
}

/// What is said of a change of which something was passed over: its bringer takes it anew, as it
/// stands here. Of one's own past that said something else the text is kept by the bringer.
pub(super) fn passed_over(
    desk: &mut Desk<'_>,
    (wire, stamp): (&WireChange, Stamp),
    visitor: &Visitor,
) -> Result<Verdict, Rejected> {
    let taken = Verdict::Restamped(stamp.ms(), stamp.counter());
    let Ok(change) = from_wire(wire) else { return Ok(taken) };
    let is_shared = change.customers().is_empty();
    if !is_shared || is_of_others(desk, wire, &change, visitor) {
        return Ok(taken);
    }
    desk.hold_shared()?;
    let is_said = |op: &Op| {
        let Op::Product { id, field, from, value, .. } = op else { return true };
        let known = desk.book.product(*id);
        known.is_some_and(|it| {
            let mut values = it.values().filter(|it| it.field == *field && it.from == *from);
            values.any(|it| Some(it.value) == value.as_ref())
        })
    };
    Ok(if change.ops.iter().all(is_said) { taken } else { Verdict::Refused(Refusal::Role) })
}

/// A change without the products that are not taken of somebody's past; the rest comes in. None if
/// nothing else is in it.
pub(super) fn left_of<'wire>(
    desk: &mut Desk<'_>,
    (wire, change): (&'wire WireChange, Change),
    visitor: &Visitor,
) -> Result<Option<(Cow<'wire, WireChange>, Change)>, Rejected> {
    let whole = (Cow::Borrowed(wire), change);
    let change = &whole.1;
    if !change.ops.iter().any(|op| matches!(op, Op::Product { .. })) {
        return Ok(Some(whole));
    }
    let by_others = is_of_others(desk, &whole.0, change, visitor);
    let author = Author::of(desk, change, visitor).ok().filter(Author::is_past_of_others);
    if author.is_none() && (!by_others || visitor.person.role == Role::Manager) {
        return Ok(Some(whole));
    }
    desk.hold_shared()?;
    let (mut ops, mut raw) = (Vec::new(), Vec::new());
    for (op, from) in change.ops.iter().zip(&wire.ops) {
        let is_taken = match (op, &author) {
            (Op::Product { id, field, .. }, Some(author)) => {
                author.brings_product(desk, (*id, *field))?
            }
            // What a manager says of a known product, a manager's tablet brings.
            (Op::Product { id, .. }, None) => desk.book.product(*id).is_none(),
            _ => true,
        };
        if is_taken {
            ops.push(op.clone());
            raw.push(from.clone());
        }
    }
    let wire = WireChange { ops: raw, ..wire.clone() };
    Ok((!ops.is_empty()).then(|| (Cow::Owned(wire), Change { ops, ..change.clone() })))
}
