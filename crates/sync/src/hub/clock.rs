//! The effective stamp of a change: the one that counts for all. Not here: what it decides.

use jipan_book::{Change, ChangeId, FunnelWrite, Op, OrderView, OrderWrite, Stamp};
use jipan_rules::funnel::Fact;

use jipan_rules::values::ids::{CustomerId, DealId, FactId};

use super::desk::Desk;
use super::rights::Author;
use super::{AHEAD_MAX_MS, Rejected};

/// So many numbers back an earlier change of the same replica is looked for.
const BACK_MAX: u64 = 64;

/// The stamp after another one, for the same replica as before.
fn after(last: Stamp, of: Stamp) -> Stamp {
    match last.counter().checked_add(1) {
        Some(counter) => Stamp::new(last.ms(), counter, of.replica()),
        None => Stamp::new(last.ms().saturating_add(1), 0, of.replica()),
    }
}

/// The instant at which a change counts as made: no later than a minute from now.
pub(super) fn made_at(desk: &Desk<'_>, stamp: Stamp) -> u64 {
    stamp.ms().min(desk.now_ms.saturating_add(AHEAD_MAX_MS))
}

/// The stamp that counts: its own, unless its clock was ahead, an earlier change of the same replica
/// was set later, or it overwrites a value that its writer saw and that counts as later.
pub(super) fn effective(desk: &mut Desk<'_>, change: &Change) -> Result<Stamp, Rejected> {
    let own = change.stamp;
    let mut stamp = own;
    let at_ms = made_at(desk, own);
    if at_ms < own.ms() {
        stamp = Stamp::new(at_ms, 0, own.replica());
    }
    let last = desk.records.last_stamp(change.id.replica)?.map(Stamp::from_bytes);
    if last.is_some_and(|last| last >= stamp)
        && let Some(before) = before(desk, change.id)?
    {
        stamp = if before >= stamp { after(before, own) } else { stamp };
    }
    if change.ops.iter().any(|op| matches!(op, Op::Budget { .. })) {
        desk.hold_shared()?;
    }
    for op in &change.ops {
        if let Some(seen) = overwritten(desk, op)
            && seen >= stamp
        {
            stamp = after(seen, own);
        }
    }
    Ok(stamp)
}

/// The stamp that counts for a change of which only the state is brought: its own, unless its clock
/// was ahead. For what was written before joining the bound is the joining, not the present: a book
/// comes in portions, and what is set back must keep its order across them, by the number of the
/// change where the instants are equal. Of two tablets that began with one backup each has its own.
pub(super) fn of_state(desk: &Desk<'_>, change: &Change, author: &Author) -> Stamp {
    let own = change.stamp;
    let claimed_ms = desk.team.aliases.get(&change.by).map(|alias| alias.joined_ms);
    let joined_ms = author.joined_apart_ms().or(claimed_ms);
    let bound = joined_ms.unwrap_or(desk.now_ms).saturating_add(AHEAD_MAX_MS);
    if own.ms() > bound { Stamp::new(bound, 0, own.replica()) } else { own }
}

/// The stamp of the nearest earlier change of a replica.
fn before(desk: &mut Desk<'_>, id: ChangeId) -> Result<Option<Stamp>, Rejected> {
    for back in 1..=BACK_MAX {
        let Some(seq) = id.seq.checked_sub(back).filter(|seq| *seq > 0) else { break };
        // One that was not taken in has no place in the order.
        if let Some(row) = desk.records.change(ChangeId { seq, ..id })?
            && row.kept.is_none()
        {
            return Ok(Some(Stamp::from_bytes(row.stamp)));
        }
    }
    Ok(None)
}

/// The stamp of the value that a write overwrites, if its writer saw just that one.
fn overwritten(desk: &Desk<'_>, op: &Op) -> Option<Stamp> {
    match op {
        Op::Put { id, field, base: Some(base), .. } => {
            let row = desk.book.row_of(*id)?;
            let writer = desk.book.field_meta(row, *field)?.writer;
            (writer.change == *base).then_some(writer.stamp)
        }
        Op::PutContact { id, customer, field, base: Some(base), .. } => {
            let contact = desk.book.contact(*customer, *id)?;
            let writer = contact.fields().find(|it| it.field == *field)?.writer;
            (writer.change == *base).then_some(writer.stamp)
        }
        Op::Order { id, customer, write } => {
            let row = desk.book.row_of(*customer)?;
            seen_of_order(desk.book.order_of(row, *id)?, write)
        }
        Op::Put { .. }
        | Op::PutContact { .. }
        | Op::Create { .. }
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
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. } => None,
        // Who names the value that stands has seen it, and wrote later.
        Op::Budget { key, was, .. } => {
            let last = desk.book.budget().get(key).filter(|it| it.value == *was)?;
            last.value.as_ref().and_then(|_| desk.book.budget_by(*key)).map(|by| by.stamp)
        }
        Op::Funnel { id, customer, deal, write } => match write {
            // A service that is corrected was seen: nobody else knows its id.
            FunnelWrite::Say(fact) if fact.is_of_budget() => {
                let said = desk.book.fact(*customer, *id)?;
                (said.fact != &**fact).then_some(said.writer.stamp)
            }
            FunnelWrite::Say(fact) => {
                let of_deal = (*customer, (*deal)?);
                seen_of_deal(desk, of_deal, fact)
            }
            FunnelWrite::Drop { is_gone } => seen_of_fact(desk, (*customer, *id), *is_gone),
        },
    }
}

/// What whoever takes a fact back, or puts it back, saw: the word that says otherwise, since nobody takes
/// back what is out already; or the fact.
fn seen_of_fact(
    desk: &Desk<'_>,
    (customer, id): (CustomerId, FactId),
    is_gone: bool,
) -> Option<Stamp> {
    let said = || desk.book.fact(customer, id).map(|it| it.writer.stamp);
    match desk.book.fact_gone(customer, id) {
        Some((stamp, was_gone)) if was_gone != is_gone => Some(stamp),
        Some(_) | None => said().filter(|_| is_gone),
    }
}

/// What the writer of a turn or an expectation saw, where it is the one that counts last.
fn seen_of_deal(
    desk: &Desk<'_>,
    (customer, deal): (CustomerId, DealId),
    fact: &Fact,
) -> Option<Stamp> {
    let seen = fact.seen()?;
    let row = desk.book.row_of(customer).and_then(|row| desk.book.survivor(row))?;
    let last = desk.book.last_milestone(row, deal, fact)?;
    (last.id == seen).then_some(last.writer.stamp)
}

/// What the writer of an order saw: where it stood, since it could not have gone on from elsewhere, or
/// that it was there at all.
fn seen_of_order(order: OrderView<'_>, write: &OrderWrite) -> Option<Stamp> {
    match write {
        OrderWrite::Move { to, .. } => {
            let moves = order.moves();
            let last = moves.iter().rfind(|it| it.counts)?;
            let is_next = order.status.may_become(*to) || last.from == *to;
            is_next.then_some(last.writer.stamp)
        }
        OrderWrite::Drop { is_gone: true } => Some(order.writer.stamp),
        OrderWrite::Drop { is_gone: false } | OrderWrite::Place(_) => None,
    }
}
