//! What a tablet is sent: what it must forget, what it asked for anew, and the next page of parts.
//! Not here: what it brought.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::ChangeId;
use jipan_rules::values::ids::CustomerId;

use super::Rejected;
use super::access::Visitor;
use super::desk::Desk;
use super::parts::{self, Reader};
use super::rounds::Brought;
use crate::records::PartRow;
use crate::wire::{Fresh, REFETCH_MAX, Scope, SyncRequest, SyncResponse, WireChange};

/// So many customers to forget are enough for one answer; one scope is always told whole. OURS
const FORGET_MAX: usize = 10_000;
/// About the bytes that a head takes.
const HEAD_BYTES: usize = 200;
/// Customers looked at in one go.
const N_AT_ONCE: usize = 1_000;

/// What is being put together.
struct Page<'desk, 'a> {
    desk: &'desk mut Desk<'a>,
    visible: BTreeSet<Scope>,
    reader: Reader,
    /// What the tablet brought just now.
    own: &'desk Brought,
    n_bytes: usize,
    n_bytes_max: usize,
    /// The change of the last part among the news.
    last: Option<ChangeId>,
}

/// Fills an answer with the next page for a visitor.
pub(super) fn fill(
    desk: &mut Desk<'_>,
    visitor: &Visitor,
    request: &SyncRequest,
    (own, response): (&Brought, &mut SyncResponse),
) -> Result<(), Rejected> {
    let visible = desk.team.visible_to(&visitor.person);
    let reader = Reader::of(&desk.team, &visitor.person);
    let is_epoch = request.epoch == Some(desk.team.company.epoch);
    let n_bytes_max = desk.env.page_bytes_max();
    let mut page = Page { desk, visible, reader, own, n_bytes: 0, n_bytes_max, last: None };
    for customer in &own.customers {
        if !page.is_visible(*customer)? {
            response.forget.push(*customer);
        }
    }
    page.drop_scopes(request, response)?;
    page.refetch(request, response)?;
    let scopes: Vec<Scope> = page.visible.iter().copied().collect();
    let (mut checksum, mut n_customers) = (0_u64, 0_u64);
    for scope in scopes {
        let row = page.desk.scope(scope)?;
        let known = request.have.get(&scope).copied();
        let from = known.filter(|at| is_epoch && *at <= row.head).unwrap_or(0);
        let through = page.feed(scope, (from, row.head), response)?;
        if known.is_some() {
            page.forget_gone(scope, (from, through), response)?;
        }
        response.have.insert(scope, through);
        response.more |= through < row.head;
        let sum = if page.reader == Reader::Manager { row.checksum } else { row.checksum_open };
        checksum = checksum.wrapping_add(sum);
        n_customers = n_customers.saturating_add(row.n_customers);
    }
    response.forget.sort_unstable();
    response.forget.dedup();
    response.n_customers = n_customers;
    response.checksum = (!response.more).then_some(checksum);
    Ok(())
}

impl Page<'_, '_> {
    fn is_visible(&mut self, customer: CustomerId) -> Result<bool, Rejected> {
        let row = self.desk.records.customer(customer)?;
        Ok(row.is_some_and(|row| self.visible.contains(&row.scope)))
    }

    /// Scopes that the tablet holds and no longer gets: all their customers go. What does not go into
    /// this answer stays among the cursors and goes with the next one.
    fn drop_scopes(
        &mut self,
        request: &SyncRequest,
        response: &mut SyncResponse,
    ) -> Result<(), Rejected> {
        for (&scope, &at) in &request.have {
            if self.visible.contains(&scope) {
                continue;
            }
            if response.forget.len() >= FORGET_MAX {
                response.have.insert(scope, at);
                response.more = true;
                continue;
            }
            let mut after = None;
            loop {
                let ids = self.desk.records.customers_in(scope, after, N_AT_ONCE)?;
                after = ids.last().copied();
                let n = ids.len();
                response.forget.extend(ids);
                if n < N_AT_ONCE {
                    break;
                }
            }
            self.forget_gone(scope, (at, u64::MAX), response)?;
        }
        Ok(())
    }

    /// Customers that left a scope since and are not to be had elsewhere.
    fn forget_gone(
        &mut self,
        scope: Scope,
        (from, through): (u64, u64),
        response: &mut SyncResponse,
    ) -> Result<(), Rejected> {
        let gone = self.desk.records.gone_from(scope, from, through)?;
        let gone: BTreeSet<CustomerId> = gone.iter().map(|row| row.customer).collect();
        for customer in gone {
            if !self.is_visible(customer)? {
                response.forget.push(customer);
            }
        }
        Ok(())
    }

    /// Customers wanted anew, as many as go into the page, at least one.
    fn refetch(
        &mut self,
        request: &SyncRequest,
        response: &mut SyncResponse,
    ) -> Result<(), Rejected> {
        for id in request.refetch.iter().take(REFETCH_MAX) {
            if self.n_bytes >= self.n_bytes_max {
                response.more = true;
                break;
            }
            let mut fresh = Fresh { id: *id, parts: Vec::new() };
            if self.is_visible(*id)? {
                for part in self.desk.records.parts_of(*id)? {
                    self.n_bytes = self.n_bytes.saturating_add(part.ops.len() + HEAD_BYTES);
                    fresh.parts.extend(self.wire(&part)?);
                }
            }
            response.fresh.push(fresh);
        }
        response.more |= request.refetch.len() > REFETCH_MAX;
        Ok(())
    }

    /// The parts of a scope beyond a number, as far as the page goes; up to which number.
    fn feed(
        &mut self,
        scope: Scope,
        (from, head): (u64, u64),
        response: &mut SyncResponse,
    ) -> Result<u64, Rejected> {
        let mut through = from;
        while through < head && self.n_bytes < self.n_bytes_max {
            let room = self.n_bytes_max.saturating_sub(self.n_bytes);
            let parts = self.desk.records.feed(scope, through, room)?;
            let n_bytes: usize = parts.iter().map(|part| part.ops.len()).sum();
            for part in parts {
                if self.n_bytes >= self.n_bytes_max {
                    return Ok(through);
                }
                through = part.pos;
                self.push(&part, &mut response.news)?;
            }
            if n_bytes < room {
                return Ok(head);
            }
        }
        Ok(through)
    }

    /// Adds a part to the news: to the change before it if it is of the same one.
    fn push(&mut self, part: &PartRow, news: &mut Vec<WireChange>) -> Result<(), Rejected> {
        if self.own.changes.contains(&part.change) && !self.own.is_echoed {
            return Ok(());
        }
        let ops = parts::ops_of(part, &self.reader)?;
        if ops.is_empty() {
            return Ok(());
        }
        self.n_bytes = self.n_bytes.saturating_add(part.ops.len());
        match news.last_mut() {
            Some(last) if self.last == Some(part.change) => last.ops.extend(ops),
            Some(_) | None => {
                let head = parts::head_of(self.desk.records, part)?;
                self.n_bytes = self.n_bytes.saturating_add(HEAD_BYTES);
                self.last = Some(part.change);
                news.push(WireChange { head, ops, is_state: false });
            }
        }
        Ok(())
    }

    /// A part as it is sent; none if nothing of it is for this person.
    fn wire(&mut self, part: &PartRow) -> Result<Option<WireChange>, Rejected> {
        let ops = parts::ops_of(part, &self.reader)?;
        if ops.is_empty() {
            return Ok(None);
        }
        let head = parts::head_of(self.desk.records, part)?;
        Ok(Some(WireChange { head, ops, is_state: false }))
    }
}

/// Whether a scope moved beyond what a tablet has of it.
pub(super) fn has_moved(
    heads: &BTreeMap<Scope, u64>,
    visible: &BTreeSet<Scope>,
    have: &BTreeMap<Scope, u64>,
) -> bool {
    let of = |map: &BTreeMap<Scope, u64>, scope: &Scope| map.get(scope).copied().unwrap_or(0);
    let is_behind = visible.iter().any(|scope| of(have, scope) < of(heads, scope));
    is_behind || have.keys().any(|scope| !visible.contains(scope))
}
