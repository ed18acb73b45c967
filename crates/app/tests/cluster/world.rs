//! The week: who is there, what happens, and how all of it comes to rest. Not here: what must hold
//! then.

use std::collections::BTreeMap;

use jipan_app::backup::Passphrase;
use jipan_app::event::CompanyEvent;
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::{CustomerId, PersonId};
use jipan_store::{Fault as DiskFault, StoreError};
use jipan_sync::calls::{Answer, Call, CallFailure};
use jipan_sync::memory::Fault;
use jipan_sync::wire::{TeamRequest, TerritoryId, WireRole};

use super::claims::Claims;
use super::company::Company;
use super::dice::Dice;
use super::site::{Heard, Site};
use super::tablet::{Disk, disk};

/// Where the week begins: the day of the other tests.
const START_MS: u64 = 1_795_300_000_000;
const DAY_MS: i64 = 86_400_000;
/// So many rounds of everything are enough for all to come to rest.
const ROUNDS_MAX: usize = 60;

/// One thing that happens.
#[derive(Debug, Clone, Copy)]
enum Step {
    Edit,
    Watched,
    Add,
    Note,
    Move,
    Delete,
    Import,
    Undo,
    Decide,
    Key,
    Deliver,
    Sync,
    Time,
    Crash,
    Power,
    Open,
    DiskFault,
    HubFault,
    Backup,
    Restore,
    Skew,
    Network,
    Territory,
    Revoke,
    Leave,
}

const STEPS: [(usize, Step); 25] = [
    (24, Step::Edit),
    (14, Step::Watched),
    (8, Step::Add),
    (5, Step::Note),
    (5, Step::Move),
    (3, Step::Delete),
    (2, Step::Import),
    (4, Step::Undo),
    (6, Step::Decide),
    (3, Step::Key),
    (90, Step::Deliver),
    (16, Step::Sync),
    (24, Step::Time),
    (3, Step::Crash),
    (2, Step::Power),
    (6, Step::Open),
    (3, Step::DiskFault),
    (4, Step::HubFault),
    (1, Step::Backup),
    (1, Step::Restore),
    (2, Step::Skew),
    (6, Step::Network),
    (2, Step::Territory),
    (1, Step::Revoke),
    (1, Step::Leave),
];

/// A tablet and whose it is.
pub(crate) struct Member<'a> {
    pub(crate) site: Site<'a>,
    pub(crate) person: PersonId,
    pub(crate) role: Role,
    pub(crate) is_revoked: bool,
    is_online: bool,
}

/// Everything.
pub(crate) struct World<'a> {
    dice: Dice,
    pub(crate) now_ms: u64,
    pub(crate) company: Company,
    pub(crate) members: Vec<Member<'a>>,
    territories: Vec<TerritoryId>,
    n_texts: usize,
    pub(crate) claims: Claims,
    is_told: bool,
}

impl World<'_> {
    /// Plays the week of a seed.
    pub(crate) fn play(seed: u64, is_told: bool) {
        let mut dice = Dice::new(seed);
        let disks: Vec<Disk> = (0..3 + dice.below(6)).map(|_| disk()).collect();
        let mut world = World::begins(&disks, dice, is_told);
        for _ in 0..60 + world.dice.below(120) {
            let step = world.dice.pick(&STEPS);
            world.happens(step);
        }
        world.rests();
        world.look_at_all();
    }
}

impl<'a> World<'a> {
    fn begins(disks: &'a [Disk], dice: Dice, is_told: bool) -> Self {
        let mut company = Company::new(START_MS);
        let mut territories = Vec::new();
        for name in ["L0", "L1", "L2"] {
            let request = TeamRequest::SetTerritory {
                id: None,
                name: name.to_owned(),
                values: vec![name.to_owned()],
            };
            let reply = company.team(&request);
            territories.push(reply.card.territories.last().unwrap().id);
        }
        let mut world = Self {
            dice,
            now_ms: START_MS + 60_000,
            company,
            members: Vec::new(),
            territories,
            n_texts: 0,
            claims: Claims::default(),
            is_told,
        };
        for (idx, disk) in disks.iter().enumerate() {
            world.joins(idx, disk);
        }
        world
    }

    /// A tablet that worked alone for a while joins.
    fn joins(&mut self, idx: usize, disk: &'a Disk) {
        let site = Site::new(disk, idx as u64 + 1, self.now_ms);
        let (role, wire) = match idx {
            0 => (Role::Manager, WireRole::Manager),
            3 => (Role::Supervisor, WireRole::Supervisor),
            _ => (Role::Rep, WireRole::Rep),
        };
        let person = PersonId::new(jipan_rules::Uuid::nil());
        self.members.push(Member { site, person, role, is_revoked: false, is_online: true });
        for _ in 0..self.dice.below(4) {
            self.adds(idx);
        }
        let territories = match role {
            Role::Manager => Vec::new(),
            Role::Supervisor => self.territories[..2].to_vec(),
            Role::Rep => vec![self.territories[idx % 3]],
        };
        let name = format!("人{idx}");
        let reply = self.company.team(&TeamRequest::Invite { name, role: wire, territories });
        let link = reply.link.unwrap();
        self.members[idx].person = link.person;
        self.follows(idx, link.secret);
    }

    /// A tablet follows a link, over a network that works.
    fn follows(&mut self, idx: usize, secret: String) {
        let now_ms = self.now_ms;
        let member = &mut self.members[idx];
        let opened = CompanyEvent::LinkOpened(Passphrase::new(secret));
        member.site.happens(0, Event::LinkFollowed(Route::Join), now_ms);
        member.site.happens(0, Event::Company(opened), now_ms);
        self.delivers_all(idx);
        let confirmed = CompanyEvent::JoinConfirmed {
            device_name: format!("平板{idx}"),
            company_name: String::new(),
            person_name: String::new(),
        };
        let member = &mut self.members[idx];
        member.site.happens(0, Event::NetworkChanged { is_online: true }, now_ms);
        member.site.happens(0, Event::Company(confirmed), now_ms);
        let is_enrol = |it: &super::site::Said| matches!(it.call, Call::Enrol(_));
        assert!(member.site.said.iter().any(is_enrol), "a tablet asks to join");
        while let Some(at) = self.members[idx].site.said.iter().position(is_enrol) {
            self.delivers(idx, at, Luck::Good);
            self.hears_one(idx, true);
        }
    }

    fn tells(&self, words: std::fmt::Arguments<'_>) {
        if self.is_told {
            println!("{:>9} {words}", self.now_ms - START_MS);
        }
    }

    fn happens(&mut self, step: Step) {
        let idx = self.dice.below(self.members.len());
        self.now_ms += self.dice.number() % 3_000;
        self.company.set_time(self.now_ms);
        self.tells(format_args!("{step:?} {idx}"));
        match step {
            Step::Edit => self.edits(idx, fields::REMARK),
            Step::Watched => self.edits(idx, fields::PHONE),
            Step::Add => self.adds(idx),
            Step::Note => self.notes(idx),
            Step::Move => self.moves(idx),
            Step::Delete => self.deletes(idx),
            Step::Import => self.imports(idx),
            Step::Undo => self.taps(idx, Event::UndoPressed),
            Step::Decide => self.decides(idx),
            Step::Key => self.keys(idx),
            Step::Deliver => self.network(idx),
            Step::Sync => self.taps(idx, Event::Company(CompanyEvent::SyncPressed)),
            Step::Time => self.time(idx),
            Step::Crash => {
                let tab = self.dice.below(2);
                self.members[idx].site.crashes(tab, self.now_ms);
            }
            Step::Power => self.members[idx].site.loses_power(),
            Step::Open => {
                let tab = usize::from(self.dice.once_in(4));
                if self.members[idx].site.tabs[tab].is_none() {
                    self.members[idx].site.opens(tab, self.now_ms);
                }
            }
            Step::DiskFault => self.disk_fault(idx),
            Step::HubFault => {
                let fault =
                    if self.dice.once_in(2) { Fault::BeforeCommit } else { Fault::AfterCommit };
                self.company.fails_next(fault);
            }
            Step::Backup => self.company.backs_up(),
            Step::Restore => {
                if self.company.restores() {
                    self.claims.company_was_restored();
                }
            }
            Step::Skew => {
                let days = i64::try_from(self.dice.below(61)).unwrap() - 30;
                self.members[idx].site.skew_ms = days * DAY_MS / (1 + days.rem_euclid(3));
            }
            Step::Network => {
                let is_online = self.dice.once_in(2);
                self.members[idx].is_online = is_online;
                self.taps(idx, Event::NetworkChanged { is_online });
            }
            Step::Territory => self.territory(),
            Step::Revoke => self.revokes(idx),
            Step::Leave => self.leaves(idx),
        }
        if self.members[idx].site.disk.is_down() {
            self.members[idx].site.settles(self.now_ms);
        }
    }

    fn taps(&mut self, idx: usize, event: Event) {
        let wish = self.dice.below(2);
        let site = &mut self.members[idx].site;
        if let Some(tab) = site.open_tab(wish) {
            site.happens(tab, event, self.now_ms);
        }
    }

    fn text(&mut self) -> usize {
        self.n_texts += 1;
        self.n_texts
    }

    /// A tab of a tablet and a customer in it.
    fn somebody(&mut self, idx: usize) -> Option<(usize, CustomerId)> {
        let wish = self.dice.below(2);
        let site = &self.members[idx].site;
        let tab = site.open_tab(wish)?;
        let ids = site.customers(tab);
        if ids.is_empty() {
            return None;
        }
        Some((tab, ids[self.dice.below(ids.len())]))
    }

    fn edits(&mut self, idx: usize, field: FieldId) {
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

    fn moves(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let line = ["L0", "L1", "L2", "L9"][self.dice.below(4)];
        self.members[idx].site.types(tab, customer, fields::LINE, line, self.now_ms);
    }

    /// One of few licences, so that two tablets give the same to two customers.
    fn keys(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let code = format!("K{}", self.dice.below(5));
        self.members[idx].site.types(tab, customer, fields::CODE, &code, self.now_ms);
    }

    fn adds(&mut self, idx: usize) {
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

    fn notes(&mut self, idx: usize) {
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

    fn deletes(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let site = &mut self.members[idx].site;
        site.happens(tab, Event::LinkFollowed(Route::Customer(customer)), self.now_ms);
        site.happens(tab, Event::DeletePressed, self.now_ms);
    }

    fn imports(&mut self, idx: usize) {
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

    fn decides(&mut self, idx: usize) {
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

    fn disk_fault(&mut self, idx: usize) {
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

    fn time(&mut self, idx: usize) {
        self.now_ms += self.dice.number() % 400_000;
        self.company.set_time(self.now_ms);
        let is_long = self.dice.once_in(3);
        self.members[idx].site.waits(is_long, self.now_ms);
        if self.dice.once_in(3) {
            self.taps(idx, Event::PageShown);
        }
    }

    fn territory(&mut self) {
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

    fn leaves(&mut self, idx: usize) {
        if idx == 0 || !self.dice.once_in(3) {
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
        if self.company.try_team(&TeamRequest::Leave { person }).is_some() {
            self.members[idx].is_revoked = true;
        }
    }

    fn revokes(&mut self, idx: usize) {
        if idx == 0 {
            return;
        }
        let person = self.members[idx].person;
        let reply = self.company.team(&TeamRequest::Show);
        let Some(of) = reply.people.iter().find(|it| it.id == person) else { return };
        for device in of.devices.iter().map(|it| it.id).collect::<Vec<_>>() {
            self.company.try_team(&TeamRequest::Revoke { device });
        }
        self.members[idx].is_revoked = true;
    }
}

/// A call in a line.
fn words_of(call: &Call) -> String {
    match call {
        Call::Sync { ask, .. } => format!(
            "sync: {} changes, {} anew, have {:?}",
            ask.changes.len(),
            ask.refetch.len(),
            ask.have.values().collect::<Vec<_>>()
        ),
        other => format!("{other:?}").chars().take(30).collect(),
    }
}

/// How the network treats what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Luck {
    Good,
    /// It never arrives.
    Dropped,
    /// It arrives, and the answer does not.
    AnswerLost,
    /// It arrives twice.
    Twice,
    /// Half of the answer arrives.
    Cut,
    /// Somebody else answers.
    Portal,
}

const LUCK: [(usize, Luck); 6] = [
    (12, Luck::Good),
    (2, Luck::Dropped),
    (2, Luck::AnswerLost),
    (2, Luck::Twice),
    (1, Luck::Cut),
    (1, Luck::Portal),
];

impl World<'_> {
    /// Something said arrives, or an answer does, in whatever order.
    fn network(&mut self, idx: usize) {
        let n_said = self.members[idx].site.said.len();
        if n_said > 0 && self.dice.once_in(2) {
            let at = self.dice.below(n_said);
            let luck =
                if self.members[idx].is_online { self.dice.pick(&LUCK) } else { Luck::Dropped };
            self.delivers(idx, at, luck);
        } else {
            self.hears_one(idx, false);
        }
    }

    fn delivers(&mut self, idx: usize, at: usize, luck: Luck) {
        let Some(said) = self.members[idx].site.said.remove(at) else { return };
        self.tells(format_args!("  {idx}: {luck:?} {}", words_of(&said.call)));
        let failed = |failure| Answer::Failed(failure);
        let answer = match luck {
            Luck::Dropped => failed(CallFailure::Offline),
            Luck::Portal => failed(CallFailure::NotOurs { status: 200 }),
            Luck::Good | Luck::AnswerLost | Luck::Twice | Luck::Cut => {
                let (mut answer, body) = self.asks(idx, &said.call);
                if luck == Luck::Twice {
                    answer = self.asks(idx, &said.call).0;
                }
                match luck {
                    Luck::AnswerLost => failed(CallFailure::Timeout),
                    Luck::Cut => {
                        let half = body.len() / 2;
                        let half = body.as_bytes().get(..half).unwrap_or_default();
                        jipan_sync::calls::json::from_http(
                            &said.call,
                            200,
                            "application/json",
                            half,
                        )
                    }
                    _ => answer,
                }
            }
        };
        let (tab, run, id) = (said.tab, said.run, said.id);
        self.members[idx].site.heard.push_back(Heard { tab, run, id, answer });
    }

    /// The endpoint answers; what it says is looked at.
    fn asks(&mut self, idx: usize, call: &Call) -> (Answer, String) {
        let answered = self.company.answer(call);
        if matches!(call, Call::Sync { .. }) && matches!(answered.0, Answer::Synced(_)) {
            self.claims.look_at_answer(&mut self.company, &self.members[idx], &answered.1);
            if let Answer::Synced(it) = &answered.0 {
                self.tells(format_args!(
                    "    judged {} {:?}, {} news, {} anew, forget {:?}, more {}, todo {:?}",
                    it.acked,
                    it.verdicts,
                    it.news.len(),
                    it.fresh.len(),
                    it.forget.len(),
                    it.more,
                    it.todo
                ));
            }
        }
        answered
    }

    fn hears_one(&mut self, idx: usize, is_first: bool) {
        let n = self.members[idx].site.heard.len();
        if n == 0 {
            return;
        }
        let at = if is_first { 0 } else { self.dice.below(n) };
        if let Some(heard) = self.members[idx].site.heard.remove(at) {
            self.members[idx].site.hears(heard, self.now_ms);
        }
    }

    fn delivers_all(&mut self, idx: usize) {
        while !self.members[idx].site.said.is_empty() {
            self.delivers(idx, 0, Luck::Good);
            self.hears_one(idx, true);
        }
    }

    /// Everybody is connected, every clock goes right, nobody does anything more.
    fn rests(&mut self) {
        for idx in 0..self.members.len() {
            while !self.members[idx].site.heard.is_empty() {
                self.hears_one(idx, true);
            }
        }
        self.claims.note_what_is_held(&self.members);
        for idx in 0..self.members.len() {
            let now_ms = self.now_ms;
            let member = &mut self.members[idx];
            member.site.disk.forget_faults();
            member.is_online = true;
            member.site.skew_ms = 0;
            if member.site.tabs.iter().all(Option::is_none) {
                member.site.opens(0, now_ms);
            }
        }
        for round in 0..ROUNDS_MAX {
            self.now_ms += 400_000;
            self.company.set_time(self.now_ms);
            let mut is_quiet = true;
            for idx in 0..self.members.len() {
                is_quiet &= self.round(idx);
            }
            if is_quiet && round > 2 {
                return;
            }
        }
        panic!("it never comes to rest: {:?}", self.unsent());
    }

    /// One tablet talks until it has nothing more to say; whether it had nothing to push.
    fn round(&mut self, idx: usize) -> bool {
        let now_ms = self.now_ms;
        let site = &mut self.members[idx].site;
        for tab in 0..2 {
            site.happens(tab, Event::NetworkChanged { is_online: true }, now_ms);
            site.happens(tab, Event::PageShown, now_ms);
            site.happens(tab, Event::Company(CompanyEvent::SyncPressed), now_ms);
        }
        site.waits(false, now_ms);
        let mut is_quiet = true;
        for _ in 0..400 {
            while !self.members[idx].site.heard.is_empty() {
                self.hears_one(idx, true);
            }
            let is_sync = |it: &super::site::Said| !matches!(it.call, Call::Wait { .. });
            let Some(at) = self.members[idx].site.said.iter().position(is_sync) else { break };
            if let Call::Sync { ask, .. } = &self.members[idx].site.said[at].call {
                is_quiet &= ask.changes.is_empty() && ask.refetch.is_empty();
            }
            self.delivers(idx, at, Luck::Good);
            self.hears_one(idx, true);
        }
        is_quiet
    }

    fn unsent(&self) -> BTreeMap<usize, Vec<String>> {
        let said = |member: &Member<'_>| {
            member.site.said.iter().map(|it| format!("{:?}", it.call)).collect::<Vec<_>>()
        };
        self.members.iter().map(said).enumerate().collect()
    }

    fn look_at_all(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        claims.look_at_all(&mut self.company, &self.members);
    }
}
