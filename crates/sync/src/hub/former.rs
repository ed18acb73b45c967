//! What is taken of products that somebody had alone, before joining: the company's are not changed by
//! them. Not here: customers and orders of that time, which are judged as whose they were.

use std::borrow::Cow;

use jipan_book::{Change, Op, Stamp};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ProductId;

use super::Rejected;
use super::access::Visitor;
use super::desk::Desk;
use super::rights::Author;
use crate::wire::{Verdict, WireChange};

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
/// stands here.
pub(super) fn passed_over(stamp: Stamp) -> Verdict {
    Verdict::Restamped(stamp.ms(), stamp.counter())
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
    let Ok(author) = Author::of(desk, change, visitor) else { return Ok(Some(whole)) };
    if !author.is_past_of_others() {
        return Ok(Some(whole));
    }
    let (mut ops, mut raw) = (Vec::new(), Vec::new());
    for (op, from) in change.ops.iter().zip(&wire.ops) {
        let of = if let Op::Product { id, field, .. } = op { Some((*id, *field)) } else { None };
        if of.map_or(Ok(true), |of| author.brings_product(desk, of))? {
            ops.push(op.clone());
            raw.push(from.clone());
        }
    }
    let wire = WireChange { ops: raw, ..wire.clone() };
    Ok((!ops.is_empty()).then(|| (Cow::Owned(wire), Change { ops, ..change.clone() })))
}
