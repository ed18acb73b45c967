//! Whether the author of a change could do it when it was made. Not here: what it does.

mod expenses;

use std::collections::BTreeSet;

use jipan_book::{Change, ChangeId, Op, OrderWrite, Origin};
use jipan_rules::order::OrderStatus;
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::{Group, RecordKind, fields};
use jipan_rules::territory::TerritoryKind;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId};

use self::expenses::of_present;
use super::access::Visitor;
use super::clock::made_at;
use super::desk::Desk;
use super::of_day::{known_at, of_late};
use super::team::is_before_end;
use super::{AHEAD_MAX_MS, Rejected};
use crate::records::PersonRow;
use crate::wire::{Refusal, Scope};

/// How long after joining a change may still be one of before, since its clock may be ahead. OURS
const FORMER_MS: u64 = DAY_MS;
pub(super) const DAY_MS: u64 = 24 * 3_600_000;

/// As whom a change is judged.
#[derive(Debug, Clone)]
pub(super) struct Author {
    /// Where what this person creates belongs.
    pub(super) home: Scope,
    person: PersonId,
    /// Who may take back what was the own slip: nobody through another's tablet.
    taker: PersonId,
    role: Role,
    /// The territories had when it was made.
    had: BTreeSet<Scope>,
    /// What is sent to whoever brings a change of somebody else; none where that does not count.
    seen: Option<BTreeSet<Scope>>,
    /// Whether it was made before joining, alone with a book of one's own.
    is_former: bool,
    /// When whoever wrote it joined, if it was before.
    joined_ms: Option<u64>,
    /// The number of the device that wrote it alone under a name that somebody else claimed.
    device: Option<u64>,
    at_ms: u64,
    /// Whether this stands for the endpoint, or for whoever once made what others bring.
    is_stand_in: bool,
}

impl Author {
    /// The endpoint itself.
    pub(super) fn endpoint(now_ms: u64) -> Self {
        let person = PersonId::new(jipan_rules::Uuid::nil());
        Self {
            home: Scope::Unassigned,
            person,
            taker: person,
            role: Role::Manager,
            had: BTreeSet::new(),
            seen: None,
            is_former: false,
            joined_ms: None,
            device: None,
            at_ms: now_ms,
            is_stand_in: true,
        }
    }

    /// Where what somebody created belongs, and what that one had and its bringer is sent, for a change
    /// that is state of others.
    pub(super) fn of_state(desk: &Desk<'_>, change: &Change, visitor: &Visitor) -> Self {
        let at_ms = made_at(desk, change.stamp);
        let bringer = &visitor.person;
        let person = person_of(desk, change.by).unwrap_or(bringer);
        let had = desk.team.had_at(person.id, at_ms).into_iter().map(Scope::Territory).collect();
        Self {
            home: desk.team.home_of(Some(person), at_ms),
            person: person.id,
            role: person.role,
            had,
            seen: (bringer.role != Role::Manager).then(|| desk.team.visible_to(bringer)),
            ..Self::endpoint(at_ms)
        }
    }

    /// Whether state of others holds no decision that its author and its bringer could not both have
    /// made: whoever brings it may have written it. That are rules of the company, approvals, what
    /// becomes of customers, and the fields of management. What the endpoint knows is only completed.
    pub(super) fn decides_no_more_than(
        desk: &mut Desk<'_>,
        change: &Change,
        visitor: &Visitor,
    ) -> Result<bool, Rejected> {
        let bringer = &visitor.person;
        let author = person_of(desk, change.by).unwrap_or(bringer);
        let is_less = rank(bringer.role) < rank(author.role);
        let lesser = if is_less { bringer } else { author };
        let (role, taker) = (lesser.role, lesser.id);
        let known = desk.records.change(change.id)?.filter(|row| row.kept.is_none());
        if role == Role::Manager || known.is_some() {
            return Ok(true);
        }
        // Whether an order was special, the rules of the company say.
        desk.hold_shared()?;
        Ok(change.ops.iter().all(|op| {
            let at = Some(known_at(desk, change, op));
            let op = &of_present(desk, op);
            let (verb, kind, group) = desk.book.asks_at(op, taker, at);
            let is_companys = matches!(kind, RecordKind::Rule | RecordKind::Budget);
            let is_decision = match verb {
                Verb::Approve | Verb::Delete => true,
                Verb::Change => is_companys || group == Some(Group::Management),
                Verb::Import => passes_review(desk, op),
                Verb::Read | Verb::Add | Verb::TakeBack => false,
            };
            !is_decision || may(role, verb, kind, group).is_ok()
        }))
    }

    /// As whom a change that a visitor brings is judged.
    ///
    /// That is the person it names. A change of somebody else, brought in a file, is believed to be
    /// theirs, but gives no more than both of them have, and nothing where the bringer cannot see:
    /// whoever brings it may have written it.
    pub(super) fn of(desk: &Desk<'_>, change: &Change, visitor: &Visitor) -> Result<Self, Refusal> {
        let at_ms = made_at(desk, change.stamp);
        let bringer = &visitor.person;
        let device = is_past_of(desk, change, visitor).then_some(visitor.device.number);
        let former = if device.is_some() { None } else { person_of(desk, change.by) };
        let person = former.unwrap_or(bringer);
        let is_relayed = person.id != bringer.id;
        let ends = [person.left_ms, bringer.left_ms, visitor.device.revoked_ms];
        if !ends.into_iter().all(|end| is_before_end(at_ms, end)) {
            return Err(Refusal::Left);
        }
        let is_lesser = is_relayed && rank(bringer.role) < rank(person.role);
        let holder = if is_lesser && person.role == Role::Manager { bringer } else { person };
        let had = desk.team.had_at(holder.id, at_ms).into_iter().map(Scope::Territory).collect();
        let alias = desk.team.aliases.get(&change.by).filter(|_| former.is_some());
        let joined_ms = match alias {
            Some(alias) => Some(alias.joined_ms),
            None => former.is_none().then_some(visitor.device.joined_ms),
        };
        let is_seeing_all = !is_relayed || bringer.role == Role::Manager;
        let is_former = joined_ms.is_some_and(|at| at_ms <= at.saturating_add(FORMER_MS));
        Ok(Self {
            home: desk.team.home_of(Some(person), at_ms),
            person: person.id,
            taker: bringer.id,
            role: if is_lesser { bringer.role } else { person.role },
            had,
            seen: (!is_seeing_all).then(|| desk.team.visible_to(bringer)),
            is_former: is_former && !is_relayed,
            joined_ms,
            device,
            at_ms,
            is_stand_in: false,
        })
    }

    /// Whether the author may do all of it.
    pub(super) fn judge(
        &self,
        desk: &mut Desk<'_>,
        change: &Change,
    ) -> Result<Result<(), Refusal>, Rejected> {
        let ops = change.ops.as_slice();
        for op in ops {
            let customers = [op.customer(), op.other_customer()];
            if self.is_former && self.is_of_past(desk, op)? {
                continue;
            }
            // Whose a customer, an order or a fact is that is to be deleted, the book tells.
            if let Op::Delete { id }
            | Op::Restore { id }
            | Op::Order { customer: id, .. }
            | Op::Funnel { customer: id, .. } = op
            {
                desk.hold(*id, self.home)?;
            }
            if matches!(op, Op::Order { write: OrderWrite::Place(_), .. } | Op::Budget { .. }) {
                // Whether it is special, the rules of the company say, and whether an expense was approved.
                desk.hold_shared()?;
            }
            if self.is_unseen_expense(desk, op) {
                return Ok(Err(Refusal::Relayed));
            }
            let at = Some(known_at(desk, change, op));
            // An expense is whose it is, whoever brings it.
            let is_budget = matches!(op, Op::Budget { .. });
            let by = if is_budget { self.person } else { self.taker };
            let op = of_present(desk, &of_late(desk, op)).into_owned();
            let (verb, kind, group) = desk.book.asks_at(&op, by, at);
            if may(self.role, verb, kind, group).is_err() {
                return Ok(Err(Refusal::Role));
            }
            for customer in customers.into_iter().flatten() {
                if !self.has(desk, customer)? {
                    return Ok(Err(Refusal::Territory));
                }
                if let Some(seen) = &self.seen
                    && !seen.contains(&self.scope_with(desk, customer, ops)?)
                {
                    return Ok(Err(Refusal::Relayed));
                }
            }
            if let Op::Create { id, .. } = &op
                && self.role != Role::Manager
                && self.is_made_else(desk, *id, change.id)?
            {
                // It would empty what others wrote, and make the customer one's own.
                return Ok(Err(Refusal::Role));
            }
        }
        Ok(Ok(()))
    }

    /// Whether it is something of one's own from before joining. Products, rules and a budget that one had
    /// alone are not those of the company; own expenses are one's own there, too.
    fn is_of_past(&self, desk: &mut Desk<'_>, op: &Op) -> Result<bool, Rejected> {
        if let Op::Product { id, field, .. } = op {
            return self.brings_product(desk, (*id, *field));
        }
        if let Op::Budget { key, .. } = op {
            return Ok(self.is_own_expense(desk, *key));
        }
        let is_rule = matches!(op, Op::Rule { .. });
        Ok(!is_rule && self.has_made_all(desk, &[op.customer(), op.other_customer()])?)
    }

    /// Whether it is of one's time before joining.
    pub(super) fn is_past(&self) -> bool {
        self.is_former
    }

    /// Whether it is judged by the role of a manager.
    pub(super) fn is_manager(&self) -> bool {
        self.role == Role::Manager
    }

    /// Whether something was the company's when this person joined. What others wrote later is not
    /// older than the past, though a backup that was put in place may bring it first.
    pub(super) fn was_of_company(&self, desk: &Desk<'_>, writer: &Origin) -> bool {
        let is_before = self.joined_ms.is_none_or(|at| writer.stamp.ms() <= at);
        is_before && !self.is_own_past(desk, writer)
    }

    /// Whether something was written by who this person was before joining, or then on this very device,
    /// though somebody else claimed that name.
    fn is_own_past(&self, desk: &Desk<'_>, writer: &Origin) -> bool {
        let by = writer.by;
        // What the endpoint wrote itself is the company's.
        let is_known = by.uuid().is_nil() || desk.team.people.contains_key(&by);
        let is_here = self.device == Some(writer.change.replica.number() >> 8);
        let alias = desk.team.aliases.get(&by);
        alias.map_or(!is_known, |alias| alias.person == self.person || is_here)
    }

    /// When this person joined, of what was written alone under a name that somebody else claimed.
    pub(super) fn joined_apart_ms(&self) -> Option<u64> {
        self.device.and(self.joined_ms)
    }

    /// Where a customer is. One that is not known yet counts as being where its author's customers
    /// begin; those of a manager begin nowhere but by the value that they are created with.
    fn scope_with(
        &self,
        desk: &mut Desk<'_>,
        customer: CustomerId,
        ops: &[Op],
    ) -> Result<Scope, Rejected> {
        let held = desk.hold(customer, self.home)?;
        if !held.is_new || self.home != Scope::Unassigned {
            return Ok(held.row.scope);
        }
        let field = match desk.team.company.kind {
            TerritoryKind::Line => fields::LINE,
            TerritoryKind::District => fields::DISTRICT,
        };
        let value = ops.iter().find_map(|op| {
            let Op::Create { id, values } = op else { return None };
            let mut values = values.iter().filter(|(of, _)| *id == customer && *of == field);
            values
                .find_map(|(_, value)| if let Value::Text(it) = value { Some(&**it) } else { None })
        });
        Ok(desk.team.scope_of(value, self.home))
    }

    /// Whether the author had a customer: nobody has created it so far, it is in a territory had then,
    /// or left one later.
    pub(super) fn has(&self, desk: &mut Desk<'_>, customer: CustomerId) -> Result<bool, Rejected> {
        if self.role == Role::Manager {
            return Ok(true);
        }
        let held = desk.hold(customer, self.home)?;
        if self.had.contains(&held.row.scope) {
            return Ok(true);
        }
        let row = desk.book.row_of(customer);
        if row.and_then(|row| desk.book.origin(row)).is_none() {
            return Ok(true);
        }
        let left = desk.records.left_by(customer)?;
        let is_later = |at_ms: u64| self.at_ms <= at_ms.saturating_add(AHEAD_MAX_MS);
        Ok(left.iter().any(|row| self.had.contains(&row.scope) && is_later(row.at_ms)))
    }

    /// Whether a person is judged who had a customer: the endpoint, and state of others, have rights
    /// that are nobody's. Who brings what somebody else wrote must be sent that customer.
    pub(super) fn wrote_as_one_of(
        &self,
        desk: &mut Desk<'_>,
        customer: CustomerId,
    ) -> Result<bool, Rejected> {
        Ok(!self.is_stand_in && self.had_and_sees(desk, customer)?)
    }

    /// Whether the author had a customer, and who brings the change is sent it.
    fn had_and_sees(&self, desk: &mut Desk<'_>, customer: CustomerId) -> Result<bool, Rejected> {
        let scope = desk.hold(customer, self.home)?.row.scope;
        let is_seen = self.seen.as_ref().is_none_or(|seen| seen.contains(&scope));
        Ok(is_seen && self.has(desk, customer)?)
    }

    /// Whether what another customer says may show on this one, which is in the same territory: that is
    /// so if whoever wrote it could write to this one, also of what is told after a restore, and of what
    /// the endpoint does itself.
    pub(super) fn may_fill(
        &self,
        desk: &mut Desk<'_>,
        customer: CustomerId,
    ) -> Result<bool, Rejected> {
        Ok(self.person.uuid().is_nil() || self.had_and_sees(desk, customer)?)
    }

    /// Whether another change created a customer already.
    fn is_made_else(
        &self,
        desk: &mut Desk<'_>,
        customer: CustomerId,
        change: ChangeId,
    ) -> Result<bool, Rejected> {
        desk.hold(customer, self.home)?;
        let row = desk.book.row_of(customer);
        let origin = row.and_then(|row| desk.book.origin(row));
        Ok(origin.is_some_and(|origin| origin.change != change))
    }

    /// Whether all of these customers are not known yet or were created by a former self.
    fn has_made_all(
        &self,
        desk: &mut Desk<'_>,
        customers: &[Option<CustomerId>],
    ) -> Result<bool, Rejected> {
        for customer in customers.iter().flatten() {
            if desk.hold(*customer, self.home)?.is_new {
                continue;
            }
            let row = desk.book.row_of(*customer);
            let Some(origin) = row.and_then(|row| desk.book.origin(row)) else {
                return Ok(false);
            };
            if !self.is_own_past(desk, origin) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Whether a line of a file is written over an order that waits for review.
fn passes_review(desk: &Desk<'_>, op: &Op) -> bool {
    let Op::Order { id, .. } = op else { return false };
    desk.book.order(*id).is_some_and(|it| it.status == OrderStatus::InReview)
}

/// Whether a change is of this very device before it joined, though somebody else claimed whoever wrote
/// there: both began with one backup.
pub(super) fn is_past_of(desk: &Desk<'_>, change: &Change, visitor: &Visitor) -> bool {
    let alias = desk.team.aliases.get(&change.by);
    let is_claimed = alias.is_some_and(|alias| alias.person != visitor.person.id);
    is_claimed && change.id.replica.number() >> 8 == visitor.device.number
}

fn person_of<'desk>(desk: &'desk Desk<'_>, by: PersonId) -> Option<&'desk PersonRow> {
    let former = desk.team.aliases.get(&by).map(|alias| alias.person);
    desk.team.people.get(&former.unwrap_or(by))
}

fn rank(role: Role) -> u8 {
    match role {
        Role::Rep => 0,
        Role::Supervisor => 1,
        Role::Manager => 2,
    }
}
