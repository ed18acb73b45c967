//! What one call has in hand: a book of the customers it touches, each read once, and the scopes it
//! writes to. Not here: what becomes of a change.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::{Book, ChangeId, SharedPlace};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;

use super::parts;
use super::team::Team;
use super::{HubEnv, Rejected};
use crate::records::{CustomerRow, GoneRow, Kept, PartRow, Records, ScopeRow};
use crate::wire::Scope;

/// A customer in hand.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) row: CustomerRow,
    /// Whether no row of it is kept yet.
    pub(super) is_new: bool,
    /// The changes of which a part about it is kept.
    pub(super) known: BTreeSet<ChangeId>,
    /// Whether some part of it is only for managers.
    is_private: bool,
}

/// The work of one transaction.
pub(super) struct Desk<'a> {
    pub(super) records: &'a mut dyn Records,
    pub(super) env: &'a mut dyn HubEnv,
    pub(super) team: Team,
    pub(super) now_ms: u64,
    pub(super) book: Book,
    held: BTreeMap<CustomerId, Held>,
    scopes: BTreeMap<Scope, ScopeRow>,
    is_company_written: bool,
}

impl<'a> Desk<'a> {
    pub(super) fn open(
        records: &'a mut dyn Records,
        env: &'a mut dyn HubEnv,
    ) -> Result<Self, Rejected> {
        let team = Team::load(records)?;
        Ok(Self {
            now_ms: env.now_ms(),
            records,
            env,
            team,
            book: Book::new(),
            held: BTreeMap::new(),
            scopes: BTreeMap::new(),
            is_company_written: false,
        })
    }

    /// Writes what was collected. To be called before the transaction ends well.
    pub(super) fn close(self) -> Result<(), Rejected> {
        for (scope, row) in &self.scopes {
            self.records.put_scope(*scope, row)?;
        }
        if self.is_company_written {
            self.records.put_company(&self.team.company)?;
        }
        Ok(())
    }

    /// Says that the row of the company is to be written in the end.
    pub(super) fn write_company(&mut self) {
        self.is_company_written = true;
    }

    /// Takes a customer in hand, with all that it was merged into: the book tells only then whether
    /// it is shown. Of a new one the home is `home`.
    pub(super) fn hold(&mut self, id: CustomerId, home: Scope) -> Result<&Held, Rejected> {
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| !self.held.contains_key(id)) {
            let held = self.read(id, home)?;
            self.held.insert(id, held);
            next = self.book.merged_to(id);
        }
        self.held.get(&id).ok_or_else(|| Rejected {
            code: crate::wire::ErrorCode::Unavailable,
            detail: "a customer is not in hand".to_owned(),
        })
    }

    /// Takes in hand what is about no customer, all of it: its sum is told like those of customers.
    pub(super) fn hold_shared(&mut self) -> Result<(), Rejected> {
        if !self.held.contains_key(&parts::NO_CUSTOMER) {
            let held = self.read(parts::NO_CUSTOMER, Scope::Company)?;
            self.held.insert(parts::NO_CUSTOMER, held);
        }
        Ok(())
    }

    /// Writes the sums of what is about no customer, after what the book says now.
    pub(super) fn settle_shared(&mut self) -> Result<(), Rejected> {
        self.hold_shared()?;
        let checksum = self.book.digest_of_company(&|_| true);
        // What is one person's is in no open sum: each of those who are no managers has other ones.
        let checksum_open = self.book.digest_of_company(&|place| match place {
            SharedPlace::Product(_, field, _) => !parts::is_private_field(field),
            SharedPlace::Rule(..) => true,
            SharedPlace::Budget(key) => parts::Reader::everybody().reads_budget(key),
        });
        let row = self.scope_mut(Scope::Company)?;
        (row.checksum, row.checksum_open) = (checksum, checksum_open);
        Ok(())
    }

    /// A customer that is in hand.
    pub(super) fn held(&self, id: CustomerId) -> Option<&Held> {
        self.held.get(&id)
    }

    /// Notes which change a customer has a part of, and whether it is new.
    pub(super) fn note(&mut self, part: &PartRow) -> Kept<()> {
        self.records.put_part(part)?;
        if let Some(held) = self.held.get_mut(&part.customer) {
            held.known.insert(part.change);
            held.is_private |= part.is_private;
        }
        Ok(())
    }

    fn read(&mut self, id: CustomerId, home: Scope) -> Result<Held, Rejected> {
        let found = self.records.customer(id)?;
        let is_new = found.is_none() && id != parts::NO_CUSTOMER;
        let blank = CustomerRow {
            id,
            scope: home,
            home,
            digest: 0,
            digest_open: 0,
            line: None,
            district: None,
            code: None,
            licence: None,
        };
        let row = found.unwrap_or(blank);
        if is_new {
            return Ok(Held { row, is_new, known: BTreeSet::new(), is_private: false });
        }
        let (mut known, mut is_private) = (BTreeSet::new(), false);
        for part in self.records.parts_of(id)? {
            let change = parts::change_of(self.records, &part)?;
            let _applied = self.book.apply(&change);
            known.insert(part.change);
            is_private |= part.is_private;
        }
        Ok(Held { row, is_new, known, is_private })
    }

    /// The next number of a scope.
    pub(super) fn next_pos(&mut self, scope: Scope) -> Kept<u64> {
        let row = self.scope_mut(scope)?;
        row.head = row.head.saturating_add(1);
        Ok(row.head)
    }

    /// A scope as it will be after this transaction.
    pub(super) fn scope(&mut self, scope: Scope) -> Kept<ScopeRow> {
        self.scope_mut(scope).copied()
    }

    fn scope_mut(&mut self, scope: Scope) -> Kept<&mut ScopeRow> {
        let row = match self.scopes.get(&scope) {
            Some(row) => *row,
            None => self.records.scope(scope)?,
        };
        Ok(self.scopes.entry(scope).or_insert(row))
    }

    /// Where a customer is after what the book says now: its parts follow it. A new one is said to
    /// have left its home if it goes elsewhere at once, since whoever made it holds it. Who handed it over
    /// gives it another home.
    pub(super) fn place(
        &mut self,
        id: CustomerId,
        (made_in, handed): (Scope, Option<Scope>),
    ) -> Result<Scope, Rejected> {
        let home = handed.unwrap_or(made_in);
        let row = self.book.row_of(id);
        let text = |field| row.and_then(|row| self.book.text(row, field)).map(str::to_owned);
        let (line, district) = (text(fields::LINE), text(fields::DISTRICT));
        let Some(held) = self.held.get_mut(&id) else { return Ok(home) };
        let row = CustomerRow { home, line, district, ..held.row.clone() };
        let to = self.team.scope_of(self.team.value_of(&row), home);
        let is_new = held.is_new;
        held.row = CustomerRow { scope: to, ..row.clone() };
        if is_new {
            if to != made_in && made_in != Scope::Unassigned {
                self.put_gone(id, made_in)?;
            }
        } else if to != row.scope {
            self.move_to(&row, to)?;
        }
        Ok(to)
    }

    /// Moves a customer with all its parts.
    pub(super) fn move_to(&mut self, row: &CustomerRow, to: Scope) -> Result<(), Rejected> {
        let digests = (row.digest, row.digest_open);
        self.count(row.scope, digests, (0, 0))?;
        self.count(to, (0, 0), digests)?;
        for part in self.records.parts_of(row.id)? {
            let pos = self.next_pos(to)?;
            self.records.put_part(&PartRow { scope: to, pos, ..part })?;
        }
        self.records.put_customer(&CustomerRow { scope: to, ..row.clone() })?;
        self.put_gone(row.id, row.scope)
    }

    fn put_gone(&mut self, customer: CustomerId, scope: Scope) -> Result<(), Rejected> {
        let (pos, at_ms) = (self.next_pos(scope)?, self.now_ms);
        Ok(self.records.put_gone(&GoneRow { scope, pos, customer, at_ms })?)
    }

    /// Writes the row of a customer after what the book says now. Whether one of its keys is another
    /// one.
    pub(super) fn settle(&mut self, id: CustomerId) -> Result<bool, Rejected> {
        let Some(held) = self.held.get(&id) else { return Ok(false) };
        let before = held.row.clone();
        let digest = self.book.digest_of_customer(id);
        let digest_open = if held.is_private && digest != 0 {
            parts::open_digest(self.records, id)?
        } else {
            digest
        };
        let row = self.book.row_of(id).filter(|&row| self.book.is_visible(row));
        let text = |field| row.and_then(|row| self.book.text(row, field)).map(str::to_owned);
        let (code, licence) = (text(fields::CODE), text(fields::LICENCE));
        let is_other = (code.is_some() && code != before.code)
            || (licence.is_some() && licence != before.licence);
        let after = CustomerRow { digest, digest_open, code, licence, ..before.clone() };
        self.count(after.scope, (before.digest, before.digest_open), (digest, digest_open))?;
        self.records.put_customer(&after)?;
        if let Some(held) = self.held.get_mut(&id) {
            held.row = after;
            held.is_new = false;
        }
        Ok(is_other)
    }

    /// Counts a customer's digests in a scope anew.
    fn count(&mut self, scope: Scope, before: (u64, u64), after: (u64, u64)) -> Kept<()> {
        let row = self.scope_mut(scope)?;
        let sum = |sum: u64, before: u64, after: u64| sum.wrapping_sub(before).wrapping_add(after);
        row.checksum = sum(row.checksum, before.0, after.0);
        row.checksum_open = sum(row.checksum_open, before.1, after.1);
        let n = row.n_customers.saturating_sub(u64::from(before.0 != 0));
        row.n_customers = n.saturating_add(u64::from(after.0 != 0));
        Ok(())
    }
}
