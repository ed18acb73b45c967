//! A company in memory and simple tablets: a tablet is a book, a list of what it did not send yet,
//! and its cursors.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::{Action, Book, Change, ChangeId, Op, Stamp};
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, RecordKind, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::client::digest_of_shared;
use jipan_sync::hub::{self, HubEnv, Rejected};
use jipan_sync::memory::MemoryRecords;
use jipan_sync::records::{Hash, PhotoTotals, Records as _};
use jipan_sync::wire::ops::{from_wire, to_wire};
use jipan_sync::wire::{
    EnrolRequest, Refusal, Scope, SyncRequest, SyncResponse, TeamReply, TeamRequest, TerritoryId,
    Todo, VERSION, Verdict, WireRole,
};

pub(crate) const START_MS: u64 = 1_795_650_000_000;
pub(crate) const T1: TerritoryId = TerritoryId(1);
pub(crate) const T2: TerritoryId = TerritoryId(2);
pub(crate) const S1: Scope = Scope::Territory(T1);
pub(crate) const S2: Scope = Scope::Territory(T2);

#[derive(Debug, Clone)]
pub(crate) struct Env {
    pub(crate) now_ms: u64,
    pub(crate) photos_max: PhotoTotals,
    n: u128,
}

impl HubEnv for Env {
    fn now_ms(&self) -> u64 {
        self.now_ms
    }

    fn fresh(&mut self) -> Uuid {
        self.n += 1;
        // The last seven bytes are the number of the endpoint's replica.
        Uuid::from_u128((9 << 96) | (self.n << 16))
    }

    fn secret(&mut self) -> String {
        self.n += 1;
        format!("secret {}", self.n)
    }

    fn photos_max(&self) -> PhotoTotals {
        self.photos_max
    }

    fn hash(&self, secret: &str) -> Hash {
        let mut hash = [0; 32];
        for (idx, byte) in secret.bytes().enumerate() {
            hash[idx % 32] ^= byte.rotate_left(u32::try_from(idx % 7).unwrap());
        }
        hash
    }
}

/// An endpoint with two territories: 1号线 and 2号线.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) records: MemoryRecords,
    pub(crate) env: Env,
    pub(crate) boss: Tablet,
}

#[derive(Debug, Clone)]
pub(crate) struct Tablet {
    pub(crate) token: String,
    pub(crate) person: PersonId,
    pub(crate) number: u64,
    pub(crate) book: Book,
    pub(crate) unsent: Vec<Change>,
    /// What stands, while it is asked for after a restore; goes before what is unsent.
    pub(crate) state: Vec<Change>,
    pub(crate) refused: Vec<(Change, Refusal)>,
    pub(crate) have: BTreeMap<Scope, u64>,
    pub(crate) epoch: Option<Uuid>,
    pub(crate) refetch: BTreeSet<CustomerId>,
    pub(crate) seq: u64,
    /// How far its clock is ahead, in milliseconds.
    pub(crate) ahead_ms: i64,
    pub(crate) last_ms: u64,
    pub(crate) todo: Vec<Todo>,
}

/// Stands for what is about no customer.
pub(crate) const NOBODY: CustomerId = CustomerId::new(Uuid::nil());
/// 成本, which managers alone read.
pub(crate) const COST: FieldId = FieldId(155);

pub(crate) fn customer(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128((7 << 100) | n))
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub(crate) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
}

/// What only managers read.
pub(crate) fn bank() -> FieldId {
    let is_it =
        |def: &&FieldDef| def.kind == RecordKind::CustomerPrivate && def.key == "bank_account";
    FIELDS.iter().find(is_it).unwrap().id
}

pub(crate) fn create(n: u128, name: &str, line: Option<&str>) -> Op {
    let line = line.map(|line| (fields::LINE, text(line)));
    let values = [(fields::NAME, text(name))].into_iter().chain(line).collect();
    Op::Create { id: customer(n), values }
}

impl World {
    pub(crate) fn empty() -> (MemoryRecords, Env) {
        let photos_max = hub::PHOTOS_MAX;
        (MemoryRecords::new(), Env { now_ms: START_MS, photos_max, n: 0 })
    }

    pub(crate) fn new() -> Self {
        let (mut records, mut env) = Self::empty();
        let secret = hub::open(&mut records, &mut env).unwrap().unwrap();
        let boss = Tablet::join(&mut records, &mut env, &secret, 1).unwrap();
        let mut world = Self { records, env, boss };
        for line in ["1号线", "2号线"] {
            let (name, values) = (format!("片区 {line}"), vec![line.to_owned()]);
            world.team(&TeamRequest::SetTerritory { id: None, name, values }).unwrap();
        }
        world
    }

    /// The people and devices of a world, without what anybody wrote.
    pub(crate) fn new_with_same_people(other: &Self) -> (MemoryRecords, Env) {
        let mut old = other.records.clone();
        let mut records = MemoryRecords::new();
        records.put_company(&old.company().unwrap().unwrap()).unwrap();
        old.people().unwrap().iter().for_each(|it| records.put_person(it).unwrap());
        old.aliases().unwrap().iter().for_each(|it| records.put_alias(it).unwrap());
        old.territories().unwrap().iter().for_each(|it| records.put_territory(it).unwrap());
        old.assignments().unwrap().iter().for_each(|it| records.put_assignment(it).unwrap());
        old.devices().unwrap().iter().for_each(|it| records.put_device(it).unwrap());
        (records, other.env.clone())
    }

    /// The boss asks.
    pub(crate) fn team(&mut self, request: &TeamRequest) -> Result<TeamReply, Rejected> {
        hub::team(&mut self.records, &self.boss.token, request, &mut self.env)
    }

    pub(crate) fn invite(&mut self, role: WireRole, of: &[TerritoryId]) -> String {
        let (name, territories) = ("小王".to_owned(), of.to_vec());
        let reply = self.team(&TeamRequest::Invite { name, role, territories }).unwrap();
        reply.link.unwrap().secret
    }

    pub(crate) fn join(&mut self, role: WireRole, of: &[TerritoryId], number: u64) -> Tablet {
        let secret = self.invite(role, of);
        Tablet::join(&mut self.records, &mut self.env, &secret, number).unwrap()
    }

    pub(crate) fn rep(&mut self, of: TerritoryId, number: u64) -> Tablet {
        self.join(WireRole::Rep, &[of], number)
    }

    /// Where a customer is.
    pub(crate) fn scope_of(&mut self, n: u128) -> Option<Scope> {
        self.records.customer(customer(n)).unwrap().map(|row| row.scope)
    }
}

impl Tablet {
    pub(crate) fn join(
        records: &mut MemoryRecords,
        env: &mut Env,
        secret: &str,
        number: u64,
    ) -> Result<Self, Rejected> {
        let request = EnrolRequest {
            secret: secret.to_owned(),
            device_name: "iPad".to_owned(),
            person_name: "老板".to_owned(),
            company_name: "县烟草".to_owned(),
            local_person: local(number),
            device: format!("{number:x}"),
        };
        let joined = hub::enrol(records, &request, env)?;
        Ok(Self {
            token: joined.token,
            person: joined.me.person,
            number,
            book: Book::new(),
            unsent: Vec::new(),
            state: Vec::new(),
            refused: Vec::new(),
            have: BTreeMap::new(),
            epoch: Some(joined.epoch),
            refetch: BTreeSet::new(),
            seq: 0,
            ahead_ms: 0,
            last_ms: 0,
            todo: Vec::new(),
        })
    }

    /// A change made here, taken into the book and to be sent.
    pub(crate) fn act(&mut self, env: &Env, ops: Vec<Op>) -> Change {
        self.act_as(env, self.person, ops)
    }

    pub(crate) fn act_as(&mut self, env: &Env, by: PersonId, ops: Vec<Op>) -> Change {
        self.seq += 1;
        let now_ms = env.now_ms.saturating_add_signed(self.ahead_ms);
        self.last_ms = now_ms.max(self.last_ms + 1);
        let replica = ReplicaId::new(self.number << 8);
        let change = Change {
            id: ChangeId { replica, seq: self.seq },
            stamp: Stamp::new(self.last_ms, 0, replica),
            on: day(),
            by,
            action: Action::EditField,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops,
        };
        let _applied = self.book.apply(&change);
        self.unsent.push(change.clone());
        change
    }

    /// Takes a change of another device in from a file; to be sent, too.
    pub(crate) fn carry(&mut self, change: &Change) {
        let _applied = self.book.apply(change);
        self.unsent.push(change.clone());
    }

    pub(crate) fn put(&mut self, env: &Env, n: u128, field: FieldId, value: &str) -> Change {
        let op = self.book.put(customer(n), field, Some(text(value)), None);
        self.act(env, vec![op])
    }

    pub(crate) fn request(&self) -> SyncRequest {
        let mut have = self.have.clone();
        let is_anew = self.is_shared_anew();
        if is_anew {
            have.insert(Scope::Company, 0);
        }
        SyncRequest {
            v: VERSION,
            schema: jipan_book::CHANGE_LAYOUT.into(),
            app: "0.3.0".to_owned(),
            epoch: self.epoch,
            have,
            own: (!is_anew).then(|| format!("{:x}", self.number)),
            changes: if self.state.is_empty() {
                self.unsent.iter().map(|change| to_wire(change, false)).collect()
            } else {
                self.state.iter().map(|part| to_wire(part, true)).collect()
            },
            is_quiet: false,
            refetch: self.refetch.iter().copied().filter(|id| *id != NOBODY).collect(),
            team: 0,
        }
    }

    /// Whether what is about no customer is wanted anew.
    fn is_shared_anew(&self) -> bool {
        self.refetch.contains(&NOBODY)
    }

    pub(crate) fn ask(&self, world: &mut World) -> Result<SyncResponse, Rejected> {
        hub::sync(&mut world.records, &self.token, &self.request(), &mut world.env)
    }

    /// One round; the answer as it came.
    pub(crate) fn round(&mut self, world: &mut World) -> SyncResponse {
        let response = self.ask(world).unwrap();
        // As it goes over the wire.
        let json = serde_json::to_string(&response).unwrap();
        let response: SyncResponse = serde_json::from_str(&json).unwrap();
        self.take(&response);
        response
    }

    pub(crate) fn take(&mut self, response: &SyncResponse) {
        let n = usize::try_from(response.acked).unwrap();
        let is_state = !self.state.is_empty();
        let is_anew = self.is_shared_anew();
        let brought = if is_state { &mut self.state } else { &mut self.unsent };
        let judged: Vec<Change> = brought.drain(..n).collect();
        for (idx, verdict) in &response.verdicts {
            let change = &judged[usize::try_from(*idx).unwrap()];
            if change.is_about_none() && !matches!(verdict, Verdict::Ok | Verdict::Quarantined) {
                self.refetch.insert(NOBODY);
            }
            match verdict {
                Verdict::Ok | Verdict::Quarantined => {}
                Verdict::Restamped(..) => self.refetch.extend(change.customers()),
                Verdict::Refused(_) if is_state => self.refetch.extend(change.customers()),
                Verdict::Refused(why) => {
                    self.refused.push((change.clone(), *why));
                    self.refetch.extend(change.customers());
                }
            }
        }
        self.todo.clone_from(&response.todo);
        if response.todo.contains(&Todo::Wipe) {
            self.book = Book::new();
            self.have.clear();
            return;
        }
        if response.todo.contains(&Todo::SendState) {
            self.state = self.book.parts_of_batches();
            self.state.extend(self.book.parts_of(0..self.book.n_rows()));
        }
        if is_anew {
            self.book.forget_shared();
            self.refetch.remove(&NOBODY);
        }
        let refetched = response.fresh.iter().map(|fresh| fresh.id);
        for id in response.forget.iter().copied().chain(refetched) {
            self.book.forget(id);
            self.refetch.remove(&id);
        }
        let fresh = response.fresh.iter().flat_map(|fresh| &fresh.parts);
        for wire in fresh.chain(&response.news) {
            let _applied = self.book.apply(&from_wire(wire).unwrap());
        }
        for change in &self.unsent {
            let _applied = self.book.apply(change);
        }
        self.have.clone_from(&response.have);
        self.epoch = Some(response.epoch);
    }

    /// Rounds until nothing is left either way; the book is then the endpoint's.
    pub(crate) fn settle(&mut self, world: &mut World) {
        for _ in 0..1_000 {
            let response = self.round(world);
            let is_done = self.unsent.is_empty() && self.state.is_empty();
            if !response.more && is_done && self.refetch.is_empty() {
                let customers = self.book.digest_of_created(0..self.book.n_rows());
                let role = world.records.person(self.person).unwrap().unwrap().role;
                let mine = customers.wrapping_add(digest_of_shared(&self.book, role));
                assert_eq!(response.checksum, Some(mine), "the sums of both sides");
                return;
            }
        }
        panic!("no end of rounds");
    }

    pub(crate) fn says(&self, n: u128, field: FieldId) -> Option<String> {
        let row = self.book.row_of(customer(n)).filter(|&row| self.book.is_visible(row))?;
        self.book.text(row, field).map(str::to_owned)
    }

    pub(crate) fn name(&self, n: u128) -> Option<String> {
        self.says(n, fields::NAME)
    }
}

/// Who wrote on a device before it joined.
pub(crate) fn local(number: u64) -> PersonId {
    PersonId::new(Uuid::from_u128((5 << 100) | u128::from(number)))
}
