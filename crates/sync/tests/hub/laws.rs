//! What holds whatever happens: everybody ends with the same, nobody hears what is not for them, and
//! the order in which changes come does not matter.

mod budget;
mod funnel;
mod restored;
mod trade;

use std::collections::BTreeMap;

use jipan_book::{Change, Op};
use jipan_rules::Uuid;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::{ContactId, FactId, PersonId};
use jipan_sync::hub;
use jipan_sync::memory::Fault;
use jipan_sync::records::{Key, Records as _};
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{Scope, SyncRequest, TeamRequest, TerritoryId, WireRole};
use proptest::prelude::*;

use super::kit::*;
use budget::{Year, any_year, hears_no_plan, op_of_year, seen_of_year};
use funnel::{Said, any_said, op_of_said, seen_of_funnel};
use trade::{Trade, any_trade, hears_no_cost, op_of_trade, seen_of_trade};

const N: u128 = 6;

#[derive(Debug, Clone)]
enum Act {
    Put(u128, FieldId, u32),
    Line(u128, usize),
    Note(u128, u32),
    Contact(u128, u32),
    Create(u128, usize),
    Delete(u128),
    Restore(u128),
    Distinct(u128, u128),
    Merge(u128, u128),
    Code(u128, u32),
    Trade(Trade),
    Funnel(Said),
    Year(Year),
}

impl Act {
    fn rests_on_what_is_known(&self) -> bool {
        let is_said = matches!(self, Self::Trade(_) | Self::Funnel(_) | Self::Year(_));
        is_said || matches!(self, Self::Delete(_) | Self::Restore(_))
    }
}

#[derive(Debug, Clone)]
enum Step {
    Act(usize, Act),
    Sync(usize, Option<Fault>),
    Wait(u64),
    Assign(usize, Vec<TerritoryId>),
    Cut(usize),
    Refetch(usize, u128),
}

/// A text that says whose it is.
fn mark(n: u128, k: u32) -> String {
    format!("§{n}-{k}§")
}

fn line(idx: usize) -> &'static str {
    ["1号线", "2号线", "3号线"][idx % 3]
}

fn any_act() -> impl Strategy<Value = Act> {
    let n = || 1..=N;
    let field = prop::sample::select(vec![fields::NAME, fields::PHONE, fields::ADDRESS, bank()]);
    prop_oneof![
        8 => (n(), field, 0_u32..50).prop_map(|(n, field, k)| Act::Put(n, field, k)),
        3 => (n(), 0_usize..3).prop_map(|(n, idx)| Act::Line(n, idx)),
        1 => (n(), 0_u32..50).prop_map(|(n, k)| Act::Note(n, k)),
        1 => (n(), 0_u32..50).prop_map(|(n, k)| Act::Contact(n, k)),
        1 => (n(), 0_usize..4).prop_map(|(n, idx)| Act::Create(n, idx)),
        1 => n().prop_map(Act::Delete),
        1 => n().prop_map(Act::Restore),
        1 => (n(), 1..N).prop_map(|(n, by)| Act::Distinct(n, (n + by - 1) % N + 1)),
        1 => (n(), 1..N).prop_map(|(n, by)| Act::Merge(n, (n + by - 1) % N + 1)),
        6 => any_trade().prop_map(Act::Trade),
        6 => any_said().prop_map(Act::Funnel),
        6 => any_year().prop_map(Act::Year),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let who = || 0_usize..4;
    let fault = prop::option::weighted(
        0.3,
        prop::sample::select(vec![Fault::BeforeCommit, Fault::AfterCommit]),
    );
    let of = prop::sample::select(vec![vec![T1], vec![T2], vec![T1, T2]]);
    prop_oneof![
        8 => (who(), any_act()).prop_map(|(who, act)| Step::Act(who, act)),
        6 => (who(), fault).prop_map(|(who, fault)| Step::Sync(who, fault)),
        2 => (1_u64..200_000).prop_map(Step::Wait),
        1 => (1_usize..4, of).prop_map(|(who, of)| Step::Assign(who, of)),
        1 => (0_usize..4).prop_map(Step::Cut),
        1 => (who(), 1..=N).prop_map(|(who, n)| Step::Refetch(who, n)),
    ]
}

fn op_of(tablet: &Tablet, act: &Act, people: &[PersonId]) -> Op {
    let id = customer;
    match *act {
        Act::Trade(ref act) => op_of_trade(tablet, act),
        Act::Funnel(ref said) => op_of_said(tablet, said, people),
        Act::Year(ref act) => op_of_year(tablet, act, people),
        Act::Put(n, field, k) => tablet.book.put(id(n), field, Some(text(&mark(n, k))), None),
        Act::Line(n, idx) => tablet.book.put(id(n), fields::LINE, Some(text(line(idx))), None),
        Act::Note(n, k) => Op::Note {
            id: FactId::new(Uuid::from_u128(u128::from(k) << 16 | n)),
            customer: id(n),
            text: mark(n, k).into(),
        },
        Act::Contact(n, k) => {
            let contact = ContactId::new(Uuid::from_u128(n << 32 | u128::from(k % 3)));
            tablet.book.put_contact((id(n), contact), fields::CONTACT, Some(text(&mark(n, k))))
        }
        Act::Create(n, idx) => {
            let mut op = create(n, &mark(n, 99), (idx < 3).then(|| line(idx)));
            if let Op::Create { values, .. } = &mut op
                && tablet.number == 1
            {
                values.push((bank(), text(&mark(n, 98))));
            }
            op
        }
        Act::Delete(n) => Op::Delete { id: id(n) },
        Act::Restore(n) => Op::Restore { id: id(n) },
        Act::Distinct(one, other) => {
            Op::Distinct { one: id(one), other: id(other), is_distinct: true }
        }
        Act::Merge(one, other) => tablet.book.merge(id(one), id(other)),
        Act::Code(n, k) => tablet.book.put(id(n), fields::CODE, Some(text(&format!("K{k}"))), None),
    }
}

fn people_of(tablets: &[Tablet]) -> Vec<PersonId> {
    tablets.iter().map(|tablet| tablet.person).collect()
}

/// Which customers a person may hear of: the reference.
fn may_hear(world: &mut World, tablet: &Tablet, n: u128) -> bool {
    let person = world.records.person(tablet.person).unwrap().unwrap();
    let Some(row) = world.records.customer(customer(n)).unwrap() else { return true };
    let now = world.records.assignments().unwrap();
    let has = |id| {
        now.iter().any(|it| it.person == person.id && it.territory == id && it.until_ms.is_none())
    };
    match row.scope {
        _ if person.role == jipan_rules::permission::Role::Manager => true,
        Scope::Territory(id) => has(id),
        Scope::Unassigned | Scope::Company => false,
    }
}

fn round(world: &mut World, tablet: &mut Tablet, fault: Option<Fault>) {
    if let Some(fault) = fault {
        world.records.fail_next(fault);
        assert!(tablet.ask(world).is_err());
        return;
    }
    let response = tablet.round(world);
    let json = serde_json::to_string(&response).unwrap();
    hears_no_cost(world, tablet, &json);
    hears_no_plan(world, tablet, &json);
    let book = hub::book(&mut world.records).unwrap();
    // Of one that was found to be another one it is heard with that one.
    let was_merged = |n| book.row_of(customer(n)).is_some_and(|row| book.merge_by(row).is_some());
    for n in 1..=N {
        if !was_merged(n) && !may_hear(world, tablet, n) {
            assert!(!json.contains(&format!("§{n}-")), "customer {n} in {json}");
        }
    }
}

fn company() -> (World, Vec<Tablet>) {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let line = |n: u128| line(usize::try_from(n % 2).unwrap());
    boss.act(&world.env, (1..=4).map(|n| create(n, &mark(n, 0), Some(line(n)))).collect());
    boss.settle(&mut world);
    let (one, two) = (world.rep(T1, 2), world.rep(T2, 3));
    let lead = world.join(WireRole::Supervisor, &[T1, T2], 4);
    let mut tablets = vec![boss, one, two, lead];
    for tablet in &mut tablets {
        tablet.settle(&mut world);
    }
    world.env.now_ms += 1_000;
    (world, tablets)
}

fn play(world: &mut World, tablets: &mut [Tablet], step: &Step) {
    match step {
        Step::Act(who, act) => {
            let people = people_of(tablets);
            let tablet = &mut tablets[*who];
            let op = op_of(tablet, act, &people);
            tablet.act(&world.env, vec![op]);
        }
        Step::Sync(who, fault) => round(world, &mut tablets[*who], *fault),
        Step::Wait(ms) => world.env.now_ms += ms,
        Step::Assign(who, of) => {
            let (person, territories) = (tablets[*who].person, of.clone());
            let (name, role) = ("某".to_owned(), WireRole::Supervisor);
            let request = TeamRequest::SetPerson { person, name, role, territories };
            world.team(&request).unwrap();
        }
        Step::Cut(idx) => {
            let values = (0..3).filter(|it| idx & 1 != it & 1).map(|it| line(it).to_owned());
            let (id, name) = (Some([T1, T2][idx / 2]), "片区".to_owned());
            let values = values.collect();
            world.team(&TeamRequest::SetTerritory { id, name, values }).unwrap();
        }
        Step::Refetch(who, n) => {
            tablets[*who].refetch.insert(customer(*n));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whatever_happens_all_end_with_the_same_and_hear_only_what_is_theirs(
        steps in prop::collection::vec(any_step(), 1..40),
        ahead in prop::collection::vec(-400_000_000_i64..400_000_000, 4),
    ) {
        let (mut world, mut tablets) = company();
        for (tablet, ahead_ms) in tablets.iter_mut().zip(ahead) {
            tablet.ahead_ms = ahead_ms;
        }
        for step in &steps {
            play(&mut world, &mut tablets, step);
        }
        world.check();
        for tablet in &mut tablets {
            tablet.settle(&mut world);
        }
        // Each compares the sum with the endpoint's.
        for tablet in &mut tablets {
            tablet.settle(&mut world);
            for n in 1..=N {
                let hears = may_hear(&mut world, tablet, n);
                prop_assert!(hears || tablet.name(n).is_none(), "{} is still there", n);
            }
        }
        world.check();
    }
}

/// Whether nobody was merged twice, and no merges go round in a circle: else one that stayed only for a
/// while keeps what it showed meanwhile.
fn merges_are_plain(acts: &[(usize, Act)]) -> bool {
    let mut into: BTreeMap<u128, u128> = BTreeMap::new();
    acts.iter().all(|(_, act)| {
        let Act::Merge(one, other) = act else { return true };
        let mut last = Some(*other);
        while let Some(at) = last.filter(|at| at != one) {
            last = into.get(&at).copied();
        }
        last.is_none() && into.insert(*one, *other).is_none()
    })
}

/// All that one can see of each customer that somebody created, but for what was noted on the way.
fn seen(world: &mut World, boss: &Tablet) -> Vec<String> {
    let of = |n: u128| {
        let book = &boss.book;
        let row = book.row_of(customer(n));
        let values = row.map(|row| {
            let of = |field| (field, book.value(row, field));
            let mut values: Vec<_> = book.filled_fields(row).into_iter().map(of).collect();
            values.sort();
            let notes: Vec<_> = book.notes(row).map(|note| note.text.to_owned()).collect();
            let contacts: Vec<_> = book
                .contacts(row)
                .iter()
                .flat_map(|it| it.fields().map(|it| it.value.clone()).collect::<Vec<_>>())
                .collect();
            (book.is_visible(row), values, notes, contacts)
        });
        format!("{n} {values:?} {:?}", world.scope_of(n))
    };
    let is_created = |n: &u128| {
        let row = boss.book.row_of(customer(*n));
        row.is_some_and(|row| boss.book.origin(row).is_some())
    };
    let all = (1..=N).filter(is_created).map(of).chain(seen_of_trade(boss));
    all.chain(seen_of_funnel(boss)).chain(seen_of_year(boss)).collect()
}

/// Whether somebody can do that: with customers that are there, or with a new one of one's own.
fn is_at_hand(tablet: &Tablet, op: &Op) -> bool {
    if let Op::Create { id, .. } = op {
        let row = tablet.book.row_of(*id).and_then(|row| tablet.book.origin(row));
        return *id == customer(u128::from(tablet.number) + 3) && row.is_none();
    }
    let of = [op.customer(), op.other_customer()].into_iter().flatten();
    let row = |id| tablet.book.row_of(id);
    of.map(row).all(|row| row.is_some_and(|row| tablet.book.origin(row).is_some()))
}

/// Brings changes in the order of their places, some of them twice; half of them by way of a relay.
fn bring(world: &mut World, tablets: &[Tablet], order: &[(usize, Change)], relay: Option<usize>) {
    for (who, change) in order {
        let relay = relay.filter(|_| change.id.seq % 2 == 0);
        let bringer = &tablets[relay.unwrap_or(*who)];
        let request = SyncRequest { changes: vec![to_wire(change, false)], ..bringer.request() };
        hub::sync(&mut world.records, &bringer.token, &request, &mut world.env).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn customers_with_one_code_are_one_for_all_in_the_end(
        steps in prop::collection::vec(prop_oneof![
            2 => any_step(),
            1 => (0_usize..4, 1..=N, 0_u32..3)
                .prop_map(|(who, n, k)| Step::Act(who, Act::Code(n, k))),
        ], 1..40),
    ) {
        let (mut world, mut tablets) = company();
        for step in &steps {
            // What one customer takes over from another is heard with it, so nothing is listened to.
            if let Step::Sync(who, None) = step {
                tablets[*who].round(&mut world);
            } else {
                play(&mut world, &mut tablets, step);
            }
        }
        for tablet in &mut tablets {
            tablet.settle(&mut world);
        }
        for tablet in &mut tablets {
            tablet.settle(&mut world);
        }
        world.check();
        for key in ["K0", "K1", "K2"] {
            let n = world.records.by_key(Key::Code(key)).unwrap().len();
            let is_judged = steps.iter().any(|step| {
                matches!(step, Step::Act(_, Act::Merge(..) | Act::Distinct(..)))
            });
            prop_assert!(n <= 1 || is_judged, "{} have {}", n, key);
        }
    }

    #[test]
    fn the_order_in_which_changes_come_does_not_matter(
        acts in prop::collection::vec((0_usize..4, any_act()), 1..14),
        places in prop::collection::vec(any::<u32>(), 28),
        relay in prop::option::of(0_usize..4),
    ) {
        let (mut world, mut tablets) = company();
        let mut changes: Vec<(usize, Change)> = Vec::new();
        let people = people_of(&tablets);
        for (who, act) in &acts {
            // What others than a manager may take back, or write of an order, depends on what is known.
            let who = if act.rests_on_what_is_known() { 0 } else { *who };
            world.env.now_ms += 1_000;
            let op = op_of(&tablets[who], act, &people);
            if is_at_hand(&tablets[who], &op) {
                changes.push((who, tablets[who].act(&world.env, vec![op])));
            }
        }
        for tablet in &mut tablets {
            tablet.unsent.clear();
        }
        world.env.now_ms += 1_000;
        let mut other = world.clone();
        bring(&mut world, &tablets, &changes, None);
        let mut twice: Vec<_> = changes.iter().chain(&changes).cloned().zip(&places).collect();
        twice.sort_by_key(|(_, place)| **place);
        let twice: Vec<_> = twice.into_iter().map(|(it, _)| it).collect();
        bring(&mut other, &tablets, &twice, relay);
        if relay.is_some_and(|relay| relay != 0) {
            // A manager may bring what others made; of others it is taken, or waits for its author.
            bring(&mut other, &tablets, &changes, None);
        }
        let (mut here, mut there) = (tablets[0].clone(), tablets[0].clone());
        (here.book, there.book) = Default::default();
        here.have.clear();
        there.have.clear();
        here.settle(&mut world);
        there.settle(&mut other);
        if merges_are_plain(&acts) {
            prop_assert_eq!(seen(&mut world, &here), seen(&mut other, &there));
        }
        world.check();
        other.check();
    }
}
