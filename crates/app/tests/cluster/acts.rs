//! What people do on their tablets, and what the office does with them. Not here: who does what when.

use jipan_app::event::CompanyEvent;
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault as DiskFault, StoreError};
use jipan_sync::wire::{TeamRequest, WireRole};

use super::world::World;

impl World<'_> {
    pub(super) fn taps(&mut self, idx: usize, event: Event) {
        let wish = self.dice.below(2);
        let site = &mut self.members[idx].site;
        if let Some(tab) = site.open_tab(wish) {
            site.happens(tab, event, self.now_ms);
        }
    }

    /// One of the two tabs of a tablet is opened, mostly the first.
    pub(super) fn opens(&mut self, idx: usize) {
        let tab = usize::from(self.dice.once_in(4));
        if self.members[idx].site.tabs[tab].is_none() {
            self.members[idx].site.opens(tab, self.now_ms);
        }
    }

    pub(super) fn text(&mut self) -> usize {
        self.n_texts += 1;
        self.n_texts
    }

    /// A tab of a tablet and a customer in it.
    pub(super) fn somebody(&mut self, idx: usize) -> Option<(usize, CustomerId)> {
        let wish = self.dice.below(2);
        let site = &self.members[idx].site;
        let tab = site.open_tab(wish)?;
        let ids = site.customers(tab);
        if ids.is_empty() {
            return None;
        }
        Some((tab, ids[self.dice.below(ids.len())]))
    }

    pub(super) fn edits(&mut self, idx: usize, field: FieldId) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let n = self.text();
        let text = if field == fields::PHONE { format!("139{n:08}") } else { format!("写{n}次") };
        let site = &mut self.members[idx].site;
        let is_shown = site.types(tab, customer, field, &text, self.now_ms);
        self.tells(format_args!("  {idx}.{tab} writes {text}: {is_shown}"));
        if is_shown {
            self.claims.was_written(idx, customer, field, text);
        }
    }

    pub(super) fn moves(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let line = ["L0", "L1", "L2", "L9"][self.dice.below(4)];
        self.members[idx].site.types(tab, customer, fields::LINE, line, self.now_ms);
    }

    /// One of few licences, so that two tablets give the same to two customers.
    pub(super) fn keys(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let code = format!("K{}", self.dice.below(5));
        self.members[idx].site.types(tab, customer, fields::CODE, &code, self.now_ms);
    }

    pub(super) fn adds(&mut self, idx: usize) {
        let n = self.text();
        let now_ms = self.now_ms;
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(0) else { return };
        site.happens(tab, Event::LinkFollowed(Route::NewCustomer), now_ms);
        let mut typed = vec![(fields::NAME, format!("店{n}号"))];
        if !self.dice.once_in(4) {
            typed.push((fields::LINE, ["L0", "L1", "L2"][self.dice.below(3)].to_owned()));
        }
        if self.dice.once_in(3) {
            typed.push((fields::CODE, format!("K{}", self.dice.below(5))));
        }
        let site = &mut self.members[idx].site;
        for (field, text) in typed {
            site.happens(tab, Event::FieldTyped { field, text }, now_ms);
            site.happens(tab, Event::FieldLeft { field }, now_ms);
        }
        site.happens(tab, Event::NewCustomerDone, now_ms);
        let Some(open) = &site.tabs[tab] else { return };
        let book = open.model.book();
        let name = format!("店{n}号");
        let row = book.rows().find(|&row| book.text(row, fields::NAME) == Some(&name));
        if let Some(customer) = row.and_then(|row| book.id_of(row))
            && open.model.is_at_rest()
        {
            self.claims.was_written(idx, customer, fields::NAME, name);
        }
    }

    pub(super) fn notes(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let n = self.text();
        let (text, now_ms) = (format!("记{n}条"), self.now_ms);
        let site = &mut self.members[idx].site;
        site.happens(tab, Event::LinkFollowed(Route::Customer(customer)), now_ms);
        site.happens(tab, Event::NoteTyped(text.clone()), now_ms);
        site.happens(tab, Event::NoteAdded, now_ms);
        let Some(open) = &site.tabs[tab] else { return };
        let book = open.model.book();
        let Some(row) = book.row_of(customer) else { return };
        if open.model.is_at_rest() && book.notes(row).any(|note| note.text == text) {
            self.claims.note_was_written(idx, customer, text);
        }
    }

    pub(super) fn deletes(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let site = &mut self.members[idx].site;
        site.happens(tab, Event::LinkFollowed(Route::Customer(customer)), self.now_ms);
        site.happens(tab, Event::DeletePressed, self.now_ms);
    }

    pub(super) fn imports(&mut self, idx: usize) {
        let (n, now_ms) = (self.text(), self.now_ms);
        let line = self.dice.below(3);
        let file =
            format!("客户代码,店铺名称,送货线路\nZ{n},进{n}店,L{line}\nK{line},改{n}店,L{line}\n");
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(0) else { return };
        let Some(open) = &mut site.tabs[tab] else { return };
        open.chooses("z.csv", file.as_bytes());
        site.happens(tab, Event::ImportStarted, now_ms);
    }

    pub(super) fn decides(&mut self, idx: usize) {
        let wish = self.dice.below(2);
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(wish) else { return };
        let Some(open) = &site.tabs[tab] else { return };
        let book = open.model.book();
        let Some((row, id)) = book.open_conflicts().first().copied() else { return };
        let Some(customer) = book.id_of(row) else { return };
        let n = self.text();
        let event = match self.dice.below(3) {
            0 => CompanyEvent::ShownKept(id),
            1 => CompanyEvent::OtherTaken(id),
            _ => CompanyEvent::ThirdTyped { id, text: format!("138{n:08}") },
        };
        let site = &mut self.members[idx].site;
        site.happens(tab, Event::Company(event), self.now_ms);
        let Some(open) = &site.tabs[tab] else { return };
        let is_open = open.model.book().open_conflicts().iter().any(|(_, it)| *it == id);
        if !is_open && open.model.is_at_rest() {
            self.claims.was_decided(customer, id);
        }
    }

    pub(super) fn disk_fault(&mut self, idx: usize) {
        let fault = match self.dice.below(4) {
            0 => DiskFault::CrashBefore,
            1 => DiskFault::CrashAfter,
            2 => DiskFault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }),
            _ => DiskFault::Fail(StoreError::Unexpected {
                name: "fault".to_owned(),
                detail: String::new(),
            }),
        };
        let at = self.members[idx].site.disk.n_calls() + 1 + self.dice.below(3) as u64;
        self.members[idx].site.disk.fault_at(at, fault);
    }

    pub(super) fn time(&mut self, idx: usize) {
        self.now_ms += self.dice.number() % 400_000;
        self.company.set_time(self.now_ms);
        let is_long = self.dice.once_in(3);
        self.members[idx].site.waits(is_long, self.now_ms);
        if self.dice.once_in(3) {
            self.taps(idx, Event::PageShown);
        }
    }

    pub(super) fn territory(&mut self) {
        let values: Vec<String> = ["L0", "L1", "L2", "L9"]
            .into_iter()
            .filter(|_| self.dice.once_in(2))
            .map(str::to_owned)
            .collect();
        let at = self.dice.below(3);
        let id = Some(self.territories[at]);
        let name = format!("L{at}");
        self.company.try_team(&TeamRequest::SetTerritory { id, name, values });
    }

    pub(super) fn leaves(&mut self, idx: usize) {
        if self.is_boss(idx) || !self.dice.once_in(3) {
            // Somebody gets another territory.
            if let Some(member) = self.members.get(idx)
                && member.role == Role::Rep
            {
                let territories = vec![self.territories[self.dice.below(3)]];
                let request = TeamRequest::SetPerson {
                    person: member.person,
                    name: format!("人{idx}"),
                    role: WireRole::Rep,
                    territories,
                };
                self.company.try_team(&request);
            }
            return;
        }
        let person = self.members[idx].person;
        self.company.try_team(&TeamRequest::Leave { person });
        self.looks_who_is_out(idx);
    }

    /// A failed request may have been done all the same; it is the endpoint that knows.
    fn looks_who_is_out(&mut self, idx: usize) {
        let reply = self.company.team(&TeamRequest::Show);
        let id = self.members[idx].person;
        let person = reply.people.iter().find(|it| it.id == id);
        let is_out =
            person.is_some_and(|it| it.devices.iter().all(|device| device.revoked_ms.is_some()));
        for member in self.members.iter_mut().filter(|it| it.person == id) {
            member.is_revoked |= is_out;
        }
    }

    /// Whether it is the manager who never goes.
    pub(super) fn is_boss(&self, idx: usize) -> bool {
        self.members[idx].person == self.members[0].person
    }

    pub(super) fn revokes(&mut self, idx: usize) {
        if self.is_boss(idx) {
            return;
        }
        let person = self.members[idx].person;
        let reply = self.company.team(&TeamRequest::Show);
        let Some(of) = reply.people.iter().find(|it| it.id == person) else { return };
        for device in of.devices.iter().map(|it| it.id).collect::<Vec<_>>() {
            self.company.try_team(&TeamRequest::Revoke { device });
        }
        self.looks_who_is_out(idx);
    }
}
