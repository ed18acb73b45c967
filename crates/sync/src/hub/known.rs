//! A change that came before: what is still missing of it is taken in. Not here: one that is new.
//!
//! A copy may have come first from somebody who does not hold all of it: of fewer customers, or
//! without what only managers read. What the first copy says stands; a later one only adds.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::mem::{Discriminant, discriminant};

use jipan_book::{Change, Op, Stamp};
use jipan_rules::budget::BudgetKey;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{NaiveDate, Uuid};
use serde_json::value::RawValue;

use super::access::Visitor;
use super::desk::Desk;
use super::former::{left_of, passed_over};
use super::judge::{Judged, allowed, apply, is_direct, joined};
use super::{Rejected, joins, parts, valid};
use crate::records::{ChangeRow, PartRow};
use crate::wire::{ErrorCode, Refusal, Verdict, WireChange, WireHead, ops};

/// A change whose number is known: the verdict it had. What it says of customers of whom it was not
/// known yet, because only a part of it had come, is judged now, and so is what a reduced copy lacked.
pub(super) fn known(
    desk: &mut Desk<'_>,
    row: &ChangeRow,
    wire: &WireChange,
    visitor: &Visitor,
) -> Result<Judged, Rejected> {
    let id = Some(row.id);
    let stored: Verdict = serde_json::from_str(&row.verdict)
        .map_err(|error| Rejected::new(ErrorCode::Unavailable, &error.to_string()))?;
    let stamp = Stamp::from_bytes(row.stamp);
    let is_stamp = ops::stamp_of(&wire.head).is_ok_and(|it| it == stamp);
    let is_clash = !is_same(row, &wire.head, is_stamp || stored != Verdict::Ok);
    if is_clash {
        let is_clash = is_direct(row.id, wire, visitor);
        let void = Judged::void(id, Verdict::Refused(Refusal::Invalid));
        return Ok(Judged { is_clash, ..void });
    }
    let change = ops::from_wire(wire).ok().filter(|_| row.kept.is_none());
    let Some(change) = change.filter(valid::is_valid) else {
        return Ok(Judged::void(id, stored));
    };
    let whole = wire;
    let Some((wire, change)) = left_of(desk, (wire, change), visitor)? else {
        return Ok(Judged::void(id, passed_over(desk, (whole, stamp), visitor)?));
    };
    let is_cut = matches!(wire, Cow::Owned(_));
    let (wire, change) = (&*wire, change.restamped(stamp));
    let missing = missing(desk, &change, visitor)?;
    let verdict = if is_cut { passed_over(desk, (whole, stamp), visitor)? } else { stored };
    let verdict = if is_stamp && !is_cut { Verdict::Ok } else { verdict };
    let judged = Judged { customers: change.customers(), ..Judged::void(id, verdict) };
    if !missing.is_empty() {
        let author = match allowed(desk, &change, (wire, &missing), visitor)? {
            Ok(author) => author,
            Err(why) => return Ok(Judged::void(id, Verdict::Refused(why))),
        };
        let rekeyed = apply(desk, &change, &wire.ops, (&author, Some(&missing)))?;
        joins::carry(desk, (&change, &author), false)?;
        joins::join_equal(desk, rekeyed, (&author, change.on))?;
    }
    add_lacking(desk, &change, wire, visitor)?;
    Ok(judged)
}

/// Whether a head names the change that is known.
fn is_same(row: &ChangeRow, head: &WireHead, is_stamp: bool) -> bool {
    let known = serde_json::from_str::<WireHead>(&row.head).ok();
    known.is_some_and(|known| {
        is_stamp && known.by == head.by && known.on == head.on && known.a == head.a
    })
}

/// Of whom no part of a change is kept.
fn missing(
    desk: &mut Desk<'_>,
    change: &Change,
    visitor: &Visitor,
) -> Result<BTreeSet<CustomerId>, Rejected> {
    let home = desk.team.home_of(Some(&visitor.person), desk.now_ms);
    let mut missing = BTreeSet::new();
    for customer in parts::cut(change).into_keys() {
        let is_known = if customer == parts::NO_CUSTOMER {
            desk.records.part(customer, change.id)?.is_some()
        } else {
            desk.hold(customer, home)?.known.contains(&change.id)
        };
        if !is_known {
            missing.insert(customer);
        }
    }
    Ok(missing)
}

/// Adds what only managers read, or say of products, to parts that are kept without it, under a new
/// number, so that all who may read it hear it. What the bringer may not write is left out.
fn add_lacking(
    desk: &mut Desk<'_>,
    change: &Change,
    wire: &WireChange,
    visitor: &Visitor,
) -> Result<(), Rejected> {
    let (mut whole, mut added, mut of) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (customer, places) in parts::cut(change) {
        let is_shared = |op: &Op| matches!(op, Op::Product { .. } | Op::Budget { .. });
        let is_cut = |op: &Op| parts::is_private(op) || is_shared(op);
        let is_it = |idx: &&usize| change.ops.get(**idx).is_some_and(is_cut);
        let cut: Vec<usize> = places.iter().filter(is_it).copied().collect();
        if cut.is_empty() {
            continue;
        }
        let Some(part) = desk.records.part(customer, change.id)? else { continue };
        let mut raw = parts::ops_of(&part, &parts::Reader::Manager)?;
        let mut ops = parts::change_of(desk.records, &part)?.ops;
        let more: Vec<Op> = cut
            .into_iter()
            .filter_map(|idx| {
                let (op, from) = (change.ops.get(idx)?, wire.ops.get(idx)?);
                add(op, from, (&mut ops, &mut raw)).then(|| op.clone())
            })
            .collect();
        if !more.is_empty() {
            whole.push((part, ops, joined(raw.iter())));
            added.extend(more);
            of.insert(customer);
        }
    }
    let rest = Change { ops: added, ..change.clone() };
    if of.is_empty() || allowed(desk, &rest, (wire, &of), visitor)?.is_err() {
        return Ok(());
    }
    if of.contains(&parts::NO_CUSTOMER) {
        desk.hold_shared()?;
    }
    for (part, told, ops) in whole {
        let pos = desk.next_pos(part.scope)?;
        let is_private = told.iter().any(parts::is_private);
        desk.note(&PartRow { pos, is_private, ops, ..part })?;
        let _applied = desk.book.apply(&Change { ops: told, ..change.clone() });
    }
    for customer in of {
        if customer == parts::NO_CUSTOMER {
            desk.settle_shared()?;
        } else {
            let _is_rekeyed = desk.settle(customer)?;
        }
    }
    Ok(())
}

/// Adds an operation to those that are kept, unless one of them says it already.
fn add(op: &Op, raw: &RawValue, (ops, raws): (&mut Vec<Op>, &mut Vec<Box<RawValue>>)) -> bool {
    let Op::Create { id, values } = op else {
        let place = place_of(op);
        if place.is_none() || ops.iter().any(|kept| place_of(kept) == place) {
            return false;
        }
        ops.push(op.clone());
        raws.push(raw.to_owned());
        return true;
    };
    for (kept, raw) in ops.iter_mut().zip(raws) {
        let Op::Create { id: of, values: known } = kept else { continue };
        if of != id {
            continue;
        }
        let n = known.len();
        for (field, value) in values {
            if parts::is_private_field(*field) && known.iter().all(|(it, _)| it != field) {
                known.push((*field, value.clone()));
            }
        }
        if known.len() == n {
            return false;
        }
        *raw = ops::op_to_raw(kept);
        return true;
    }
    false
}

/// Which kind of operation, of what, which field, from which day, and which value of the budget.
type Place = (Discriminant<Op>, Uuid, FieldId, Option<NaiveDate>, Option<BudgetKey>);

/// What an operation that may be lacking writes to, so that none is taken twice.
fn place_of(op: &Op) -> Option<Place> {
    if let Op::Budget { key, .. } = op {
        return Some((discriminant(op), key.of, FieldId(key.field), None, Some(*key)));
    }
    let (id, field, from) = match op {
        Op::Put { id, field, .. }
        | Op::Confirm { id, field, .. }
        | Op::Stated { id, field, .. }
        | Op::Reason { customer: id, field, .. } => (id.uuid(), *field, None),
        Op::PutContact { id, field, .. } => (id.uuid(), *field, None),
        Op::Conflict { id, field, .. } => (id.uuid(), *field, None),
        Op::Product { id, field, from, .. } => (id.uuid(), *field, *from),
        Op::Create { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::DropContact { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Rule { .. }
        | Op::Funnel { .. }
        | Op::Budget { .. } => return None,
    };
    Some((discriminant(op), id, field, from, None))
}
