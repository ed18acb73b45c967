//! The week: who is there, what happens, and how all of it comes to rest. Not here: what must hold
//! then.

use std::collections::BTreeMap;

use jipan_app::backup::Passphrase;
use jipan_app::event::CompanyEvent;
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::PersonId;
use jipan_sync::calls::Call;
use jipan_sync::memory::Fault;
use jipan_sync::wire::{TeamRequest, TerritoryId, WireRole};

use super::budget::{BUDGET, BudgetStep};
use super::claims::Claims;
use super::company::Company;
use super::dice::Dice;
use super::files::FILES;
use super::funnel::{FUNNEL, FunnelStep};
use super::mix::Mix;
use super::network::Luck;
use super::office::Office;
use super::site::Site;
use super::tablet::{Disk, disk};
use super::trade::TRADE;

/// Where the week begins: the day of the other tests.
const START_MS: u64 = 1_795_300_000_000;
const DAY_MS: i64 = 86_400_000;
/// So many rounds of everything are enough for all to come to rest.
const ROUNDS_MAX: usize = 60;

/// One thing that happens.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
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
    Order,
    OrderMove,
    OrderFile,
    Object,
    Product,
    Rule,
    Bank,
    Role,
    Hand,
    Merge,
    List,
    Double,
    Funnel(FunnelStep),
    Budget(BudgetStep),
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
    pub(super) is_online: bool,
}

/// Everything.
pub(crate) struct World<'a> {
    pub(super) dice: Dice,
    pub(crate) now_ms: u64,
    pub(crate) company: Company,
    pub(crate) members: Vec<Member<'a>>,
    pub(super) territories: Vec<TerritoryId>,
    pub(super) n_texts: usize,
    /// A tablet that nobody used so far.
    pub(super) spare: Option<&'a Disk>,
    pub(super) office: Office,
    pub(crate) claims: Claims,
    mix: Mix,
    pub(super) is_told: bool,
}

impl World<'_> {
    /// Plays the week of a seed.
    pub(crate) fn play(seed: u64, mix: Mix, is_told: bool) {
        let mut dice = Dice::new(seed);
        let disks: Vec<Disk> = (0..3 + dice.below(6)).map(|_| disk()).collect();
        let spare = disk();
        let mut world = World::begins((&disks, &spare), dice, mix, is_told);
        for _ in 0..60 + world.dice.below(120) {
            let kind = if mix == Mix::Customers { 9 } else { world.dice.below(10) };
            let step = match kind {
                0..4 if mix == Mix::Funnel => world.dice.pick(&FUNNEL),
                0..4 if mix == Mix::Budget => world.dice.pick(&BUDGET),
                4 if mix == Mix::Budget => world.dice.pick(&TRADE),
                0..3 => world.dice.pick(&TRADE),
                3 if mix == Mix::Files => world.dice.pick(&FILES),
                _ => world.dice.pick(&STEPS),
            };
            world.happens(step);
        }
        world.rests();
        world.look_at_all();
    }
}

impl<'a> World<'a> {
    fn begins((disks, spare): (&'a [Disk], &'a Disk), dice: Dice, mix: Mix, is_told: bool) -> Self {
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
            spare: Some(spare),
            office: Office::default(),
            claims: Claims::default(),
            mix,
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
            4 if self.mix != Mix::Customers => (Role::Manager, WireRole::Manager),
            _ => (Role::Rep, WireRole::Rep),
        };
        let person = PersonId::new(jipan_rules::Uuid::nil());
        self.members.push(Member { site, person, role, is_revoked: false, is_online: true });
        for _ in 0..self.dice.below(4) {
            self.adds(idx);
        }
        if self.mix != Mix::Customers && self.dice.once_in(2) {
            self.sells(idx);
            self.orders(idx);
            self.rules(idx);
        }
        if self.mix == Mix::Budget && self.dice.once_in(2) {
            self.plans(idx);
            self.pays(idx);
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

    pub(super) fn tells(&self, words: std::fmt::Arguments<'_>) {
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
            Step::Open => self.opens(idx),
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
            Step::Order => self.orders(idx),
            Step::OrderMove => self.moves_order(idx),
            Step::OrderFile => self.imports_orders(idx),
            Step::Object => self.objects(idx),
            Step::Product => self.sells(idx),
            Step::Rule => self.rules(idx),
            Step::Bank => self.banks(idx),
            Step::Role => self.promotes(idx),
            Step::Hand => self.hands(idx),
            Step::Merge => self.merges(idx),
            Step::List => self.lists(),
            Step::Double => self.doubles(idx),
            Step::Funnel(step) => self.about_deals(step, idx),
            Step::Budget(step) => self.about_budget(step, idx),
        }
        if self.members[idx].site.disk.is_down() {
            self.members[idx].site.settles(self.now_ms);
        }
    }
}

impl World<'_> {
    /// Everybody is connected, every clock goes right, nobody does anything more.
    fn rests(&mut self) {
        for idx in 0..self.members.len() {
            while !self.members[idx].site.heard.is_empty() {
                self.hears_one(idx, true);
            }
        }
        self.claims.note_what_is_held(&self.members);
        self.ends_lists();
        for idx in 0..self.members.len() {
            let now_ms = self.now_ms;
            let member = &mut self.members[idx];
            member.site.disk.forget_faults();
            member.is_online = true;
            member.site.skew_ms = 0;
            member.site.closes_what_did_not_open(now_ms);
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
