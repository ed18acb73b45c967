//! What becomes of a change: judged, given its stamp, taken in, cut into parts. Not here: what is sent
//! to others.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jipan_book::{Change, ChangeId, Op, Stamp};
use jipan_rules::values::ids::CustomerId;
use serde_json::value::RawValue;

use super::access::Visitor;
use super::clock::{effective, of_state};
use super::desk::Desk;
use super::former::{left_of, passed_over};
use super::known::known;
use super::rights::{Author, is_past_of};
use super::{Rejected, joins, parts, valid};
use crate::records::{ChangeRow, PartRow};
use crate::wire::ops::{self, WireError};
use crate::wire::{DeviceId, Refusal, Verdict, WireChange};

/// What became of one change of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) id: Option<ChangeId>,
    pub(super) verdict: Verdict,
    /// Of whom it was taken in.
    pub(super) customers: Vec<CustomerId>,
    /// Whether another tablet writes under the same numbers.
    pub(super) is_clash: bool,
}

impl Judged {
    /// One of which nothing was taken in now.
    pub(super) fn void(id: Option<ChangeId>, verdict: Verdict) -> Self {
        Self { id, verdict, customers: Vec::new(), is_clash: false }
    }
}

/// Judges one change that a visitor brings.
pub(super) fn judge(
    desk: &mut Desk<'_>,
    wire: &WireChange,
    visitor: &Visitor,
) -> Result<Judged, Rejected> {
    let Ok(id) = ops::id_of(&wire.head) else {
        return Ok(Judged::void(None, Verdict::Refused(Refusal::Invalid)));
    };
    let judged = match desk.records.change(id)? {
        Some(row) if !is_open(&row, id, wire, visitor) => known(desk, &row, wire, visitor),
        Some(_) | None => judge_new(desk, wire, id, visitor),
    }?;
    if judged.verdict == Verdict::Ok && holds_too_much(desk, id, (wire, visitor)) {
        // It has what only managers read from a file; what is taken anew is without that.
        let row = desk.records.change(id)?;
        let stamp = row.map_or_else(Stamp::zero, |row| Stamp::from_bytes(row.stamp));
        let verdict = Verdict::Restamped(stamp.ms(), stamp.counter());
        return Ok(Judged { verdict, ..judged });
    }
    Ok(judged)
}

/// Whether it is what the endpoint itself wrote before it was restored, and writes again as it follows from
/// the rest. A customer of a list that came in there follows from nothing: who holds it keeps it.
fn follows_from_rest(change: &Change) -> bool {
    change.by.uuid().is_nil() && !change.ops.iter().any(|op| matches!(op, Op::Create { .. }))
}

/// Whether somebody brings what is not for them to read: it came with a file.
fn holds_too_much(desk: &Desk<'_>, id: ChangeId, (wire, visitor): (&WireChange, &Visitor)) -> bool {
    let reader = parts::Reader::of(&desk.team, &visitor.person);
    let is_relayed = reader != parts::Reader::Manager && !is_direct(id, wire, visitor);
    let change = is_relayed.then(|| ops::from_wire(wire).ok()).flatten();
    change.is_some_and(|change| !change.ops.iter().all(|op| reader.reads(op)))
}

/// Whether a change that was not understood is to be judged as if it were new: its own device brings
/// what somebody else brought before, or it is understood by now, and whoever brings it is told.
fn is_open(row: &ChangeRow, id: ChangeId, wire: &WireChange, visitor: &Visitor) -> bool {
    let is_open = serde_json::from_str(&row.verdict).is_ok_and(|it| Verdict::Quarantined == it);
    let is_of_bringer = row.device != Some(visitor.device.id) && is_direct(id, wire, visitor);
    is_open && (is_of_bringer || is_known_to(row, wire))
}

/// Whether a change that somebody brings again is understood now, in all that was kept of it.
fn is_known_to(row: &ChangeRow, wire: &WireChange) -> bool {
    let kept = row.kept.as_deref().map(serde_json::from_str::<WireChange>);
    let is_read = |it: &WireChange| !matches!(ops::from_wire(it), Err(WireError::Unknown { .. }));
    let is_same = serde_json::to_string(&wire.head).is_ok_and(|head| head == row.head);
    is_same && matches!(&kept, Some(Ok(kept)) if is_read(kept)) && is_read(wire)
}

/// Judges a change of which nothing is known yet, or that was not understood so far.
pub(super) fn judge_new(
    desk: &mut Desk<'_>,
    wire: &WireChange,
    id: ChangeId,
    visitor: &Visitor,
) -> Result<Judged, Rejected> {
    let judged = |id, verdict| Ok(Judged::void(id, verdict));
    let change = match ops::from_wire(wire) {
        Ok(change) if valid::is_of_size(wire) && valid::is_valid(&change) => change,
        Err(WireError::Unknown { .. }) if valid::is_of_size(wire) && id.seq != 0 => {
            keep(desk, wire, (id, &Verdict::Quarantined), visitor)?;
            return judged(Some(id), Verdict::Quarantined);
        }
        Ok(_) | Err(_) => {
            let verdict = Verdict::Refused(Refusal::Invalid);
            refuse(desk, wire, (id, &verdict), visitor)?;
            return judged(Some(id), verdict);
        }
    };
    // Of somebody's past there may be nothing that the company does not have.
    let own = change.stamp;
    let whole = wire;
    let Some((wire, change)) = left_of(desk, (wire, change), visitor)? else {
        return judged(Some(id), passed_over(desk, (whole, own), visitor)?);
    };
    let (is_cut, wire) = (matches!(wire, Cow::Owned(_)), &*wire);
    let customers: BTreeSet<CustomerId> = parts::cut(&change).into_keys().collect();
    let author = match allowed(desk, &change, (wire, &customers), visitor)? {
        Ok(author) => author,
        Err(_) if wire.is_state && follows_from_rest(&change) => {
            // It is no word of whoever holds it: the endpoint writes it again, and this is taken anew as
            // that stands.
            let verdict = Verdict::Restamped(change.stamp.ms(), change.stamp.counter());
            return judged(Some(id), verdict);
        }
        Err(why) => {
            let verdict = Verdict::Refused(why);
            refuse(desk, wire, (id, &verdict), visitor)?;
            return judged(Some(id), verdict);
        }
    };
    let (by, customers) = (Some(visitor.device.id), change.customers());
    let verdict = take_in(desk, change, &author, &Taking { wire, by })?;
    let is_less = is_cut && verdict == Verdict::Ok;
    let verdict = if is_less { passed_over(desk, (whole, own), visitor)? } else { verdict };
    Ok(Judged { customers, ..Judged::void(Some(id), verdict) })
}

/// As whom a change is taken in, if it may be.
pub(super) fn allowed(
    desk: &mut Desk<'_>,
    change: &Change,
    (wire, customers): (&WireChange, &BTreeSet<CustomerId>),
    visitor: &Visitor,
) -> Result<Result<Author, Refusal>, Rejected> {
    if is_of_others(desk, wire, change, visitor) {
        return state_of_others(desk, change, customers, visitor);
    }
    let author = match Author::of(desk, change, visitor) {
        Ok(author) => author,
        Err(why) => return Ok(Err(why)),
    };
    Ok(author.judge(desk, change)?.map(|()| author))
}

/// Whether it is only what is left of what somebody else made.
pub(super) fn is_of_others(
    desk: &Desk<'_>,
    wire: &WireChange,
    change: &Change,
    visitor: &Visitor,
) -> bool {
    let by = desk.team.aliases.get(&change.by).map_or(change.by, |alias| alias.person);
    // Whom the company does not know wrote on a tablet of its own, whose book came here as a file.
    let is_own = by == visitor.person.id
        || !desk.team.people.contains_key(&by)
        || is_past_of(desk, change, visitor);
    wire.is_state && !is_own
}

/// What others made is taken from whoever still holds it, once a backup was restored: of customers
/// that are not known or that the visitor is sent, and only what was made before. What leads alone
/// decide, a lead must bring.
fn state_of_others(
    desk: &mut Desk<'_>,
    change: &Change,
    customers: &BTreeSet<CustomerId>,
    visitor: &Visitor,
) -> Result<Result<Author, Refusal>, Rejected> {
    let restored_ms = desk.team.company.restored_ms;
    let is_before = restored_ms.is_some_and(|at| {
        let is_recent = desk.now_ms <= at.saturating_add(super::RESTORED_MS);
        is_recent && change.stamp.ms() <= at.saturating_add(super::AHEAD_MAX_MS)
    });
    if !is_before || visitor.is_out() {
        return Ok(Err(Refusal::Territory));
    }
    let author = Author::of_state(desk, change, visitor);
    let visible = desk.team.visible_to(&visitor.person);
    for customer in customers.iter().filter(|id| **id != parts::NO_CUSTOMER) {
        let held = desk.hold(*customer, author.home)?;
        if !held.is_new && !visible.contains(&held.row.scope) {
            return Ok(Err(Refusal::Territory));
        }
    }
    // What is not for them to read nobody else holds.
    let reader = parts::Reader::of(&desk.team, &visitor.person);
    let is_made_up = !change.ops.iter().all(|op| reader.reads(op));
    if is_made_up || !Author::decides_no_more_than(desk, change, visitor)? {
        return Ok(Err(Refusal::Role));
    }
    Ok(Ok(author))
}

/// Whether a change comes from the device that made it.
pub(super) fn is_direct(id: ChangeId, wire: &WireChange, visitor: &Visitor) -> bool {
    !wire.is_state && id.replica.number() >> 8 == visitor.device.number
}

/// Keeps a change that was refused, unless it was brought by another device than its own: that one
/// may be allowed what the bringer is not.
fn refuse(
    desk: &mut Desk<'_>,
    wire: &WireChange,
    (id, verdict): (ChangeId, &Verdict),
    visitor: &Visitor,
) -> Result<(), Rejected> {
    if is_direct(id, wire, visitor) && id.seq != 0 {
        keep(desk, wire, (id, verdict), visitor)?;
    }
    Ok(())
}

/// Keeps a change as it came.
fn keep(
    desk: &mut Desk<'_>,
    wire: &WireChange,
    (id, verdict): (ChangeId, &Verdict),
    visitor: &Visitor,
) -> Result<(), Rejected> {
    let own = ops::stamp_of(&wire.head).unwrap_or_else(|_error| Stamp::zero());
    let at_ms = super::clock::made_at(desk, own);
    let stamp = if at_ms < own.ms() { Stamp::new(at_ms, 0, own.replica()) } else { own };
    let row = ChangeRow {
        id,
        device: Some(visitor.device.id),
        at_ms: desk.now_ms,
        stamp: stamp.to_bytes(),
        head: json(&wire.head)?,
        verdict: json(verdict)?,
        kept: Some(json(wire)?),
    };
    Ok(desk.records.put_change(&row)?)
}

/// A change on its way in.
pub(super) struct Taking<'wire> {
    /// As it came.
    pub(super) wire: &'wire WireChange,
    /// Which device brought it; none for what the endpoint wrote.
    pub(super) by: Option<DeviceId>,
}

/// Takes a change in: its stamp, what was written unseen, its parts, its row, equal keys.
pub(super) fn take_in(
    desk: &mut Desk<'_>,
    change: Change,
    author: &Author,
    taking: &Taking<'_>,
) -> Result<Verdict, Rejected> {
    for customer in change.customers() {
        desk.hold(customer, author.home)?;
    }
    if change.is_about_none() {
        desk.hold_shared()?;
    }
    let Taking { wire, by } = taking;
    let own = change.stamp;
    let mut stamp =
        if wire.is_state { of_state(desk, &change, author) } else { effective(desk, &change)? };
    if author.is_past() {
        // What was written before joining is not lifted over what others wrote since.
        stamp = stamp.min(own);
    }
    let verdict =
        if stamp == own { Verdict::Ok } else { Verdict::Restamped(stamp.ms(), stamp.counter()) };
    let change = change.restamped(stamp);
    let facts = if by.is_some() { desk.book.unseen_by(&change) } else { Vec::new() };
    desk.records.put_change(&ChangeRow {
        id: change.id,
        device: *by,
        at_ms: desk.now_ms,
        stamp: stamp.to_bytes(),
        head: json(&ops::head_restamped(&wire.head, change.id.replica, stamp))?,
        verdict: json(&verdict)?,
        kept: None,
    })?;
    let rekeyed = apply(desk, &change, &wire.ops, (author, None))?;
    joins::note_conflicts(desk, facts, change.on)?;
    joins::carry(desk, (&change, author), by.is_some())?;
    joins::join_equal(desk, rekeyed, (author, change.on))?;
    Ok(verdict)
}

/// Takes a change into the book and keeps its parts, or those about some customers only. The
/// customers whose keys are other ones now come back.
pub(super) fn apply(
    desk: &mut Desk<'_>,
    change: &Change,
    raw: &[Box<RawValue>],
    (author, only): (&Author, Option<&BTreeSet<CustomerId>>),
) -> Result<Vec<CustomerId>, Rejected> {
    let mut cut = parts::cut(change);
    if cut.contains_key(&parts::NO_CUSTOMER) {
        desk.hold_shared()?;
    }
    let applied = if let Some(only) = only {
        cut.retain(|customer, _| only.contains(customer));
        desk.book.apply(&parts::some_of(change, cut.values().flatten().copied().collect()))
    } else {
        desk.book.apply(change)
    };
    for (customer, places) in &cut {
        let scope = if *customer == parts::NO_CUSTOMER {
            crate::wire::Scope::Company
        } else {
            let home = home_of(desk, *customer, (change, author))?;
            let handed = desk.handed_home(*customer, change);
            desk.place(*customer, (home, handed))?
        };
        let pos = desk.next_pos(scope)?;
        let is_private =
            places.iter().any(|idx| change.ops.get(*idx).is_some_and(parts::is_private));
        let of = places.iter().filter_map(|idx| raw.get(*idx));
        let ops = joined(of);
        let (customer, change) = (*customer, change.id);
        desk.note(&PartRow { customer, change, scope, pos, is_private, ops })?;
    }
    if cut.contains_key(&parts::NO_CUSTOMER) {
        desk.settle_shared()?;
    }
    let rows = applied.touched().iter().filter_map(|row| desk.book.id_of(*row));
    let mut touched: BTreeSet<CustomerId> = rows.collect();
    touched.extend(cut.into_keys().filter(|id| *id != parts::NO_CUSTOMER));
    let mut rekeyed = Vec::new();
    for customer in touched {
        if desk.settle(customer)? {
            rekeyed.push(customer);
        }
    }
    Ok(rekeyed)
}

/// Where a customer belongs while it has no value of a territory: with whoever created it.
fn home_of(
    desk: &mut Desk<'_>,
    customer: CustomerId,
    (change, author): (&Change, &Author),
) -> Result<crate::wire::Scope, Rejected> {
    let held = desk.hold(customer, author.home)?;
    let (is_new, home) = (held.is_new, held.row.home);
    let row = desk.book.row_of(customer);
    let origin = row.and_then(|row| desk.book.origin(row)).map(|origin| origin.change);
    let is_created = origin == Some(change.id);
    Ok(if is_new || is_created { author.home } else { home })
}

/// Operations as one JSON array, as they came.
pub(super) fn joined<'raw>(ops: impl Iterator<Item = &'raw Box<RawValue>>) -> String {
    let mut text = String::from("[");
    for op in ops {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(op.get());
    }
    text.push(']');
    text
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, Rejected> {
    serde_json::to_string(value)
        .map_err(|error| Rejected::new(crate::wire::ErrorCode::Unavailable, &error.to_string()))
}
