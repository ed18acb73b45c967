//! What the endpoint writes itself: that two did not see each other's value, and that two customers
//! with one code or licence are one. Not here: what people write.

use std::collections::BTreeSet;

use jipan_book::merging::{
    Late, PickBy, Side, fields_to_pick, late, lost_contacts, merge_ops, pick,
};
use jipan_book::{Action, Change, ChangeId, Clock, Op, Origin, Packer, Stamp};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

use super::Rejected;
use super::desk::Desk;
use super::judge::{Taking, take_in};
use super::rights::Author;
use crate::records::Key;
use crate::wire::Scope;
use crate::wire::ops::to_wire;

/// The slot of the endpoint's replica for what it writes under an earlier stamp.
const LATE_SLOT: u64 = 1;
/// So many joins may follow from one change, each of two customers.
const JOINS_MAX: usize = 1_000;
/// What tells a customer from others and says where it belongs: of two that were joined by their keys
/// the one that stays keeps its own. OURS
const KEPT: [FieldId; 4] = [fields::CODE, fields::LICENCE, fields::LINE, fields::DISTRICT];

/// What the endpoint writes beside the operations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    pub(super) action: Action,
    pub(super) on: NaiveDate,
    pub(super) batch: Option<BatchId>,
}

/// Writes operations as changes of the endpoint.
pub(super) fn append(desk: &mut Desk<'_>, ops: Vec<Op>, own: Own) -> Result<(), Rejected> {
    let mut packer = Packer::default();
    for op in ops {
        if let Some(full) = packer.push(op) {
            append_one(desk, full, own)?;
        }
    }
    packer.finish().map_or(Ok(()), |rest| append_one(desk, rest, own))
}

fn append_one(desk: &mut Desk<'_>, ops: Vec<Op>, own: Own) -> Result<(), Rejected> {
    let company = &mut desk.team.company;
    let replica = company.replica;
    let mut clock = Clock::new(Stamp::new(company.clock.0, company.clock.1, replica));
    let stamp = clock.tick(desk.now_ms, replica);
    company.clock = (stamp.ms(), stamp.counter());
    append_at(desk, ops, own, (replica, stamp))
}

/// Writes a change of the endpoint under one of its replicas and a stamp.
fn append_at(
    desk: &mut Desk<'_>,
    ops: Vec<Op>,
    own: Own,
    (replica, stamp): (ReplicaId, Stamp),
) -> Result<(), Rejected> {
    let company = &mut desk.team.company;
    company.seq = company.seq.saturating_add(1);
    // What is of an earlier time keeps its stamp.
    let is_late = replica != company.replica;
    let change = Change {
        id: ChangeId { replica, seq: company.seq },
        stamp,
        on: own.on,
        by: PersonId::new(Uuid::nil()),
        action: own.action,
        batch: own.batch,
        undoes: None,
        undoes_batch: None,
        ops,
    };
    desk.write_company();
    let wire = to_wire(&change, is_late);
    let author = Author::endpoint(desk.now_ms);
    take_in(desk, change, &author, &Taking { wire: &wire, by: None })?;
    Ok(())
}

/// Notes the conflicts that a change made.
pub(super) fn note_conflicts(
    desk: &mut Desk<'_>,
    facts: Vec<Op>,
    on: NaiveDate,
) -> Result<(), Rejected> {
    append(desk, facts, Own { action: Action::NoteConflict, on, batch: None })
}

/// What a change wrote of customers that are others by now, and what such were edited later than their
/// merge, is shown on those that stay, by stamp. Where people who did not see each other wrote it, that
/// is noted if the change is one that came in.
///
/// Of two that were joined by their keys alone only what comes in after that is shown, and never their
/// keys and territories: the one that stays keeps what it said, and where the other one said something
/// else later, that is noted. Across territories even that is shown only of an author who could write to
/// the one that stays: whoever writes a neighbour's licence on a shop of their own must not write to the
/// neighbour's.
pub(super) fn carry(
    desk: &mut Desk<'_>,
    (change, author): (&Change, &Author),
    came_in: bool,
) -> Result<(), Rejected> {
    for goes in others(desk, change) {
        let Some(stays) = desk.book.merged_to(goes) else { continue };
        let is_joined = is_joined(desk, goes);
        let is_near = is_near(desk, (stays, goes))?;
        let is_shown = !is_joined || is_near && author.may_fill(desk, stays)?;
        let is_own = came_in && author.wrote_as_one_of(desk, stays)?;
        if !is_shown && !is_own {
            continue;
        }
        if !is_joined {
            hold_merged(desk, stays)?;
        }
        let mut facts =
            if came_in { unseen_there(desk, change, (stays, goes)) } else { Vec::new() };
        // Of a copy only what comes in now says that somebody saw it: two that were merged into one could
        // else overwrite each other there for ever.
        let is_merge = |op: &Op| matches!(op, Op::Merge { loser, .. } if *loser == goes);
        let is_merged_now = change.ops.iter().any(is_merge);
        for late in late(&desk.book, goes) {
            let is_of_now = late.writer.change == change.id;
            if is_joined && (!is_of_now || KEPT.contains(&late.field)) {
                if is_shown && is_merged_now {
                    facts.extend(left_there(desk, &late));
                }
                continue;
            }
            let is_too_old = late.is_over_copy && !is_of_now && !is_merged_now;
            // Writing one of them showed the others already.
            if is_too_old || is_said(desk, &late.ops[0]) {
                continue;
            }
            let own = Own { action: Action::JoinRecords, on: late.writer.on, batch: None };
            let replica = ReplicaId::new(desk.team.company.replica.number() | LATE_SLOT);
            append_at(desk, late.ops.into(), own, (replica, late.stamp))?;
        }
        note_conflicts(desk, facts, change.on)?;
    }
    Ok(())
}

/// Takes in hand all that was merged into a customer: when something was written of one of them says
/// whether another one's is later.
fn hold_merged(desk: &mut Desk<'_>, stays: CustomerId) -> Result<(), Rejected> {
    let losers = desk.book.row_of(stays).map(|row| desk.book.merged_into(row));
    let ids = losers.into_iter().flatten().filter_map(|row| desk.book.id_of(row));
    for id in ids.collect::<Vec<_>>() {
        desk.hold(id, Scope::Unassigned)?;
    }
    Ok(())
}

/// Whether a value stands already.
fn is_said(desk: &Desk<'_>, op: &Op) -> bool {
    let Op::Put { id, field, value, .. } = op else { return false };
    desk.book.row_of(*id).is_some_and(|row| desk.book.value(row, *field) == *value)
}

/// The customers that a change merged or wrote to, and those that were merged into such: what it wrote
/// may be older than what one of them says.
fn others(desk: &Desk<'_>, change: &Change) -> BTreeSet<CustomerId> {
    let mut of = BTreeSet::new();
    for op in &change.ops {
        if let Op::Create { id, .. } | Op::Put { id, .. } | Op::Merge { loser: id, .. } = op
            && of.insert(*id)
            && let Some(row) = desk.book.row_of(*id)
        {
            let losers = desk.book.merged_into(row);
            of.extend(losers.into_iter().filter_map(|row| desk.book.id_of(row)));
        }
    }
    of
}

/// Whether a customer became another one by its keys alone, not by a person.
fn is_joined(desk: &Desk<'_>, goes: CustomerId) -> bool {
    let row = desk.book.row_of(goes);
    let merge = row.and_then(|row| desk.book.merge_by(row));
    merge.is_none_or(|it| it.action == Action::JoinRecords)
}

/// Whether two customers are in one territory.
fn is_near(desk: &mut Desk<'_>, (stays, goes): (CustomerId, CustomerId)) -> Result<bool, Rejected> {
    for id in [stays, goes] {
        desk.hold(id, Scope::Unassigned)?;
    }
    let scope = |id: CustomerId| desk.held(id).map(|held| held.row.scope);
    Ok(scope(stays) == scope(goes))
}

/// The conflict between what the one that stays shows and a later edit of the other one that is not
/// shown, since it was there when they were joined.
fn left_there(desk: &Desk<'_>, late: &Late) -> Vec<Op> {
    let Origin { change: id, stamp, on, by, action, batch } = late.writer;
    let (undoes, undoes_batch) = (None, None);
    let mut put = late.ops[0].clone();
    if let Op::Put { base, .. } = &mut put {
        *base = None;
    }
    let ops = vec![put];
    let said = Change { id, stamp, on, by, action, batch, undoes, undoes_batch, ops };
    let mut facts = desk.book.unseen_by(&said);
    for fact in &mut facts {
        // The later one is the one that does not count.
        if let Op::Conflict { sides, .. } = fact
            && sides.first().is_some_and(|side| side.change == id)
        {
            sides.reverse();
        }
    }
    facts
}

/// The conflicts between what a change wrote of the one that went and what the one that stays shows. Who
/// overwrote the very value that it shows saw it.
fn unseen_there(
    desk: &Desk<'_>,
    change: &Change,
    (stays, goes): (CustomerId, CustomerId),
) -> Vec<Op> {
    let row = desk.book.row_of(stays);
    let there = change.ops.iter().filter_map(|op| {
        let Op::Put { id, field, was, .. } = op else { return None };
        let shown = row.and_then(|row| desk.book.value(row, *field));
        let is_unseen = *id == goes && shown.is_some() && shown != *was;
        let mut put = is_unseen.then(|| op.clone())?;
        if let Op::Put { id, base, .. } = &mut put {
            *id = stays;
            // What it goes on from may be one's own value that is asked about there already: the new
            // one takes its place. Of state it is not known what its writer saw.
            *base = base.filter(|base| *base != change.id);
        }
        Some(put)
    });
    desk.book.unseen_by(&Change { ops: there.collect(), ..change.clone() })
}

/// Makes one of each two customers in the book that have the same code or licence: the younger
/// becomes the older, which takes over what it says nothing of, if whoever made the change may write to
/// it, or it is of no territory. Two that a person found to be two, or took apart again, stay two.
pub(super) fn join_equal(
    desk: &mut Desk<'_>,
    rekeyed: Vec<CustomerId>,
    (author, on): (&Author, NaiveDate),
) -> Result<(), Rejected> {
    let mut open = rekeyed;
    for _ in 0..JOINS_MAX {
        let Some(customer) = open.pop() else { break };
        let Some(other) = equal(desk, customer)? else { continue };
        // Of two that one change created the smaller id is the older, so that all agree.
        let age = |id: CustomerId| {
            let origin = desk.book.row_of(id).and_then(|row| desk.book.origin(row));
            (origin.map(|origin| (origin.stamp, origin.change)), id)
        };
        // Across territories the one that was known here first stays: nobody gets a customer of
        // another one by writing its licence on one of their own, whatever their clock says.
        let scope = |id: CustomerId| desk.held(id).map(|held| held.row.scope);
        let is_near = scope(customer) == scope(other);
        let is_older = is_near && age(customer) < age(other);
        let (stays, goes) = if is_older { (customer, other) } else { (other, customer) };
        // Nobody writes to a neighbour's shop, nor makes it one's own, by its licence on another one.
        let is_free = desk.held(stays).is_some_and(|held| held.row.scope == Scope::Unassigned);
        let is_filled = is_free || is_near && author.may_fill(desk, stays)?;
        let ops = if is_filled {
            join_ops(desk, stays, goes)
        } else {
            vec![desk.book.merge(goes, stays)]
        };
        append(desk, ops, Own { action: Action::JoinRecords, on, batch: None })?;
        open.push(stays);
    }
    Ok(())
}

/// Another customer in the book with the same key, which nobody found to be another one.
fn equal(desk: &mut Desk<'_>, customer: CustomerId) -> Result<Option<CustomerId>, Rejected> {
    let Some(held) = desk.held(customer) else { return Ok(None) };
    let (code, licence) = (held.row.code.clone(), held.row.licence.clone());
    let keys = [code.as_deref().map(Key::Code), licence.as_deref().map(Key::Licence)];
    for key in keys.into_iter().flatten() {
        for other in desk.records.by_key(key)? {
            if other == customer {
                continue;
            }
            let home = desk.hold(other, Scope::Unassigned)?.row.home;
            desk.hold(other, home)?;
            if !is_apart(desk, customer, other) {
                return Ok(Some(other));
            }
        }
    }
    Ok(None)
}

/// Whether a person said that they are two.
fn is_apart(desk: &Desk<'_>, one: CustomerId, other: CustomerId) -> bool {
    let was_taken_back = |id| {
        let row = desk.book.row_of(id);
        let merge = row.and_then(|row| desk.book.merge_by(row));
        merge.is_some() && desk.book.merged_to(id).is_none()
    };
    desk.book.is_distinct(one, other) || was_taken_back(one) || was_taken_back(other)
}

fn join_ops(desk: &mut Desk<'_>, stays: CustomerId, goes: CustomerId) -> Vec<Op> {
    let rows = (desk.book.row_of(stays), desk.book.row_of(goes));
    let (Some(row), Some(other)) = rows else { return Vec::new() };
    let is_blank = |field: &_| {
        let pick = pick(&desk.book, row, other, *field);
        pick.is_some_and(|pick| pick.side == Side::Goes && pick.by == PickBy::OnlyOne)
    };
    let taken: Vec<_> =
        fields_to_pick(&desk.book, row, other).into_iter().filter(is_blank).collect();
    let mut ops = merge_ops(&desk.book, stays, goes, &taken);
    for contact in lost_contacts(&desk.book, row, other, &taken) {
        let id = ContactId::new(desk.env.fresh());
        let puts = contact.into_iter();
        ops.extend(
            puts.map(|(field, value)| desk.book.put_contact((stays, id), field, Some(value))),
        );
    }
    ops
}
