//! The endpoint over SQLite and over the records in memory gives the same answers to the same
//! script, word for word. What holds in the simulator holds on the disk.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use jipan_book::{Action, Change, ChangeId, Op, Stamp};
use jipan_endpoint::records::SqliteStorage;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::hub::{self, HubEnv};
use jipan_sync::memory::MemoryRecords;
use jipan_sync::records::{Hash, Storage};
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{
    EnrolRequest, Scope, SyncRequest, TeamRequest, TerritoryId, VERSION, WaitRequest, WireRole,
};
use proptest::prelude::*;

const N: u128 = 5;

struct Env {
    now_ms: u64,
    n: u128,
}

impl HubEnv for Env {
    fn now_ms(&self) -> u64 {
        self.now_ms
    }

    fn fresh(&mut self) -> Uuid {
        self.n += 1;
        Uuid::from_u128(self.n << 16)
    }

    fn secret(&mut self) -> String {
        self.n += 1;
        self.n.to_string()
    }

    fn hash(&self, secret: &str) -> Hash {
        let mut hash = [0; 32];
        for (at, byte) in hash.iter_mut().zip(secret.bytes()) {
            *at = byte;
        }
        hash
    }
}

#[derive(Debug, Clone)]
enum Step {
    Write(usize, Op),
    Sync(usize),
    Refetch(usize, u128),
    Wait(u64),
    Cut(bool),
    Assign(bool),
    Restore,
}

fn customer(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128((1 << 100) | n))
}

fn any_op() -> impl Strategy<Value = Op> {
    let id = || (1..=N).prop_map(customer);
    let known = vec![fields::NAME, fields::LINE, fields::CODE, fields::PHONE, fields::LICENCE];
    let field = prop::sample::select(known);
    let word = || prop::sample::select(vec!["1号线", "2号线", "K1", "19900000001"]);
    let text = |word: &str| Value::Text(word.into());
    let put = move |(id, field, word, is_filled): (_, FieldId, &str, bool)| Op::Put {
        id,
        field,
        value: is_filled.then(|| text(word)),
        base: None,
        was: None,
        was_on: None,
        reason: None,
    };
    let create = move |(id, line, code): (_, &str, &str)| Op::Create {
        id,
        values: vec![(fields::LINE, text(line)), (fields::CODE, text(code))],
    };
    let fields = vec![BudgetField::PlanCell, BudgetField::PlanName, BudgetField::ExpenseAmount];
    let budget = |(field, part, value): (BudgetField, u128, u32)| {
        let of = BudgetKey::of(field, Uuid::from_u128(5)).part(Uuid::from_u128(part));
        let at = if field == BudgetField::PlanCell { 24_324 } else { 0 };
        Op::Budget { key: BudgetKey { at, ..of }, value: Some(value.to_string().into()), was: None }
    };
    prop_oneof![
        3 => (prop::sample::select(fields), 0_u128..4, 0_u32..9).prop_map(budget),
        4 => (id(), word(), word()).prop_map(create),
        6 => (id(), field, word(), any::<bool>()).prop_map(put),
        1 => id().prop_map(|id| Op::Delete { id }),
        1 => id().prop_map(|id| Op::Restore { id }),
        1 => (id(), 1..N).prop_map(|(one, by)| {
            let n = one.uuid().as_u128() & 0xFF;
            Op::Distinct { one, other: customer((n + by - 1) % N + 1), is_distinct: true }
        }),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0_usize..3, any_op()).prop_map(|(who, op)| Step::Write(who, op)),
        6 => (0_usize..3).prop_map(Step::Sync),
        1 => (0_usize..3, 1..=N).prop_map(|(who, n)| Step::Refetch(who, n)),
        1 => (1_u64..100_000).prop_map(Step::Wait),
        1 => any::<bool>().prop_map(Step::Cut),
        1 => any::<bool>().prop_map(Step::Assign),
        1 => Just(Step::Restore),
    ]
}

struct Tablet {
    token: String,
    person: PersonId,
    seq: u64,
    number: u64,
    unsent: Vec<Change>,
    refetch: Vec<CustomerId>,
    have: BTreeMap<Scope, u64>,
    epoch: Option<Uuid>,
}

impl Tablet {
    fn join<S: Storage>(storage: &mut S, env: &mut Env, secret: String, number: u64) -> Self {
        let request = EnrolRequest {
            secret,
            device_name: "平板".to_owned(),
            person_name: "老板".to_owned(),
            company_name: "县烟草".to_owned(),
            local_person: PersonId::new(Uuid::from_u128(number.into())),
            device: format!("{number:x}"),
        };
        let joined = hub::enrol(storage, &request, env).unwrap();
        Self {
            token: joined.token,
            person: joined.me.person,
            seq: 0,
            number,
            unsent: Vec::new(),
            refetch: Vec::new(),
            have: BTreeMap::new(),
            epoch: Some(joined.epoch),
        }
    }

    fn write(&mut self, op: Op, now_ms: u64) {
        self.seq += 1;
        let replica = ReplicaId::new(self.number << 8);
        self.unsent.push(Change {
            id: ChangeId { replica, seq: self.seq },
            stamp: Stamp::new(now_ms, 0, replica),
            on: NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            by: self.person,
            action: Action::EditField,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops: vec![op],
        });
    }

    /// One round; the answer word for word, and whether there is something to fetch now.
    fn sync<S: Storage>(&mut self, storage: &mut S, env: &mut Env) -> String {
        let request = SyncRequest {
            v: VERSION,
            schema: 3,
            app: "1".to_owned(),
            epoch: self.epoch,
            have: self.have.clone(),
            own: Some(format!("{:x}", self.number)),
            changes: self.unsent.iter().map(|change| to_wire(change, false)).collect(),
            refetch: self.refetch.clone(),
            is_quiet: false,
            team: 0,
        };
        let response = hub::sync(storage, &self.token, &request, env).unwrap();
        self.unsent.drain(..usize::try_from(response.acked).unwrap());
        self.refetch.clear();
        self.have.clone_from(&response.have);
        self.epoch = Some(response.epoch);
        let ask = WaitRequest { have: self.have.clone(), team: u64::MAX, millis: 0 };
        let has_moved = hub::has_moved(storage, &self.token, &ask, env).unwrap();
        format!("{} {has_moved}", serde_json::to_string(&response).unwrap())
    }
}

/// All answers of a script, word for word.
fn play<S: Storage>(storage: &mut S, steps: &[Step]) -> Vec<String> {
    let mut env = Env { now_ms: 1_795_650_000_000, n: 0 };
    let mut said = Vec::new();
    let first = hub::open(storage, &mut env).unwrap().unwrap();
    let boss = Tablet::join(storage, &mut env, first, 1);
    for line in ["1号线", "2号线"] {
        let (name, values) = (line.to_owned(), vec![line.to_owned()]);
        let ask = TeamRequest::SetTerritory { id: None, name, values };
        hub::team(storage, &boss.token, &ask, &mut env).unwrap();
    }
    let mut tablets = vec![boss];
    for (id, number) in [(1, 2), (2, 3)] {
        let (name, role) = ("小王".to_owned(), WireRole::Rep);
        let ask = TeamRequest::Invite { name, role, territories: vec![TerritoryId(id)] };
        let link = hub::manage(storage, &ask, &mut env).unwrap().link.unwrap();
        tablets.push(Tablet::join(storage, &mut env, link.secret, number));
    }
    for step in steps {
        let asked = match step {
            Step::Write(who, op) => {
                env.now_ms += 7;
                tablets[*who].write(op.clone(), env.now_ms);
                None
            }
            Step::Sync(who) => {
                said.push(tablets[*who].sync(storage, &mut env));
                None
            }
            Step::Refetch(who, n) => {
                tablets[*who].refetch.push(customer(*n));
                None
            }
            Step::Wait(ms) => {
                env.now_ms += ms;
                None
            }
            Step::Cut(is_one) => {
                let (id, name) =
                    (Some(TerritoryId(if *is_one { 1 } else { 2 })), "大区".to_owned());
                let values = ["1号线", "2号线"].map(str::to_owned).to_vec();
                Some(TeamRequest::SetTerritory { id, name, values })
            }
            Step::Assign(is_one) => Some(TeamRequest::SetPerson {
                person: tablets[1].person,
                name: "小李".to_owned(),
                role: WireRole::Supervisor,
                territories: vec![TerritoryId(if *is_one { 1 } else { 2 })],
            }),
            Step::Restore => {
                hub::restored(storage, &mut env).unwrap();
                None
            }
        };
        if let Some(ask) = asked {
            said.push(format!("{:?}", hub::manage(storage, &ask, &mut env)));
        }
    }
    for tablet in &mut tablets {
        said.push(tablet.sync(storage, &mut env));
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn both_give_the_same_answers_to_any_script(
        steps in prop::collection::vec(any_step(), 1..40),
    ) {
        let in_memory = play(&mut MemoryRecords::new(), &steps);
        let in_sqlite = play(&mut SqliteStorage::in_memory().unwrap(), &steps);
        prop_assert_eq!(in_memory, in_sqlite);
    }
}
