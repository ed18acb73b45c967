//! Who may do what, beside a reference of twenty lines; and what a forged change gains.

use jipan_book::{Action, BatchInfo, BatchKind, Change, Op};
use jipan_rules::schema::{Group, RecordKind, field as field_def, fields};
use jipan_rules::values::ids::{BatchId, ContactId, FactId, PersonId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::hub;
use jipan_sync::records::Records as _;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{Refusal, Scope, SyncRequest, TeamRequest, Verdict, WireRole};
use proptest::prelude::*;

use super::kit::*;

/// The reference: the first reason why a person may not do an operation.
fn oracle(
    role: WireRole,
    territories: &[u32],
    op: &Op,
    where_is: impl Fn(u128) -> Option<u32>,
) -> Option<Refusal> {
    let is_private = |id| field_def(id).is_some_and(|it| it.kind == RecordKind::CustomerPrivate);
    let is_management = |id| field_def(id).is_some_and(|it| it.group == Group::Management);
    let may = match (role, op) {
        (WireRole::Manager, _) => return None,
        (_, Op::Batch(info)) => info.kind > BatchKind::Sample,
        (_, Op::Stated { .. })
        | (WireRole::Rep, Op::Delete { .. } | Op::Restore { .. } | Op::Merge { .. }) => false,
        (_, Op::Put { field, .. } | Op::Confirm { field, .. }) if is_private(*field) => false,
        (WireRole::Rep, Op::Put { field, .. } | Op::Confirm { field, .. }) => {
            !is_management(*field)
        }
        _ => true,
    };
    let customers = [op.customer(), op.other_customer()].into_iter().flatten();
    let has = |n: u128| where_is(n).is_none_or(|at| territories.contains(&at));
    let has_all = customers.map(|id| id.uuid().as_u128() & 0xFFFF).all(has);
    // What is there already is not made once more.
    let is_again =
        matches!(op, Op::Create { id, .. } if where_is(id.uuid().as_u128() & 0xFFFF).is_some());
    let refused = (!may).then_some(Refusal::Role).or((!has_all).then_some(Refusal::Territory));
    refused.or(is_again.then_some(Refusal::Role))
}

fn any_op() -> impl Strategy<Value = Op> {
    let id = || (1_u128..6).prop_map(customer);
    let known = jipan_rules::schema::FIELDS.iter().map(|it| it.id).collect::<Vec<_>>();
    let field = move || prop::sample::select(known.clone());
    let fact = FactId::new(Uuid::from_u128(5));
    let batch = |kind| BatchInfo {
        id: BatchId::new(Uuid::from_u128(8)),
        kind,
        name: String::new(),
        n_added: 0,
        n_updated: 0,
        n_failed: 0,
    };
    let kinds = vec![BatchKind::Import, BatchKind::Sample, BatchKind::BulkEdit];
    prop_oneof![
        4 => (id(), field()).prop_map(|(id, field)| Op::Put {
            id,
            field,
            value: None,
            base: None,
            was: None,
            was_on: None,
            reason: None
        }),
        1 => (id(), field()).prop_map(|(id, field)| Op::Confirm { id, field, on: None, was: None }),
        1 => id().prop_map(move |customer| Op::Note { id: fact, customer, text: "来过".into() }),
        1 => id().prop_map(|id| Op::Delete { id }),
        1 => id().prop_map(|id| Op::Restore { id }),
        1 => id().prop_map(|id| Op::Create { id, values: Vec::new() }),
        1 => (id(), field()).prop_map(|(id, field)| Op::Stated {
            id,
            field,
            value: None,
            asks: false,
            was: None,
            was_asked: false
        }),
        1 => (id(), id()).prop_filter("two", |(one, two)| one != two)
            .prop_map(|(loser, into)| Op::Merge { loser, into: Some(into), was: None }),
        1 => (id(), id()).prop_filter("two", |(one, two)| one != two)
            .prop_map(|(one, other)| Op::Distinct { one, other, is_distinct: true }),
        1 => id().prop_map(|customer| Op::DropContact {
            id: ContactId::new(Uuid::from_u128(4)),
            customer,
            is_gone: true
        }),
        1 => prop::sample::select(kinds).prop_map(move |kind| Op::Batch(batch(kind))),
    ]
}

/// Two customers in each territory, one of nobody; 5 is not known to anybody.
fn where_is(n: u128) -> Option<u32> {
    match n {
        1 | 2 => Some(1),
        3 => Some(2),
        4 => Some(0),
        _ => None,
    }
}

fn company() -> World {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let line = |n| match where_is(n) {
        Some(1) => Some("1号线"),
        Some(2) => Some("2号线"),
        _ => None,
    };
    boss.act(&world.env, (1..=4).map(|n| create(n, "店", line(n))).collect());
    boss.settle(&mut world);
    world.boss = boss;
    world.env.now_ms += 1_000;
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn the_endpoint_allows_what_the_reference_allows(
        role in prop::sample::select(vec![WireRole::Manager, WireRole::Supervisor, WireRole::Rep]),
        both in any::<bool>(),
        op in any_op(),
    ) {
        let mut world = company();
        let of = if both && role == WireRole::Supervisor { vec![T1, T2] } else { vec![T1] };
        let mut tablet = world.join(role, &of, 2);
        tablet.act(&world.env, vec![op.clone()]);
        let response = tablet.round(&mut world);
        let had: Vec<u32> = of.iter().map(|it| it.0).collect();
        let expected = oracle(role, &had, &op, where_is);
        let found = tablet.refused.first().map(|it| it.1);
        prop_assert_eq!(found, expected, "{:?} {:?}", response.verdicts, op);
        world.check();
    }
}

/// The verdict of one change that a tablet brings.
fn verdict(world: &mut World, tablet: &Tablet, change: &Change) -> Verdict {
    let request = SyncRequest { changes: vec![to_wire(change, false)], ..tablet.request() };
    let response = hub::sync(&mut world.records, &tablet.token, &request, &mut world.env).unwrap();
    assert_eq!(response.acked, 1);
    response.verdicts.first().map_or(Verdict::Ok, |(_, verdict)| verdict.clone())
}

#[test]
fn a_change_forged_in_the_name_of_the_manager_gains_nothing() {
    let mut world = company();
    let mut rep = world.rep(T1, 2);
    let boss = world.boss.person;
    let delete = rep.act_as(&world.env, boss, vec![Op::Delete { id: customer(1) }]);
    let foreign = rep.act_as(&world.env, boss, vec![create(3, "改", None)]);
    let own = rep.act_as(&world.env, boss, vec![create(1, "改", None)]);
    assert_eq!(verdict(&mut world, &rep, &delete), Verdict::Refused(Refusal::Role));
    assert_eq!(verdict(&mut world, &rep, &foreign), Verdict::Refused(Refusal::Territory));
    assert_eq!(verdict(&mut world, &rep, &own), Verdict::Refused(Refusal::Role));
    world.check();
}

#[test]
fn who_makes_a_customer_once_more_neither_empties_nor_owns_it() {
    let mut world = company();
    let mut boss = world.boss.clone();
    boss.put(&world.env, 1, fields::ADDRESS, "老街 1 号");
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    let again = rep.act(&world.env, vec![create(1, "改", None)]);
    assert_eq!(verdict(&mut world, &rep, &again), Verdict::Refused(Refusal::Role));
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::ADDRESS).as_deref(), Some("老街 1 号"));
    assert_eq!(boss.name(1).as_deref(), Some("店"));
    world.check();
}

#[test]
fn what_the_endpoint_imported_is_nobodys_past() {
    let mut world = World::new();
    let made = vec![create(1, "店", Some("1号线"))];
    let on = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    hub::write(&mut world.records, made, (Action::Import, on, None), &mut world.env).unwrap();
    let rep = world.rep(T1, 2);
    let stranger = PersonId::new(Uuid::from_u128(4711));
    for op in [Op::Delete { id: customer(1) }, create(1, "改", None)] {
        let by_hand = rep.clone().act_as(&world.env, stranger, vec![op]);
        assert_eq!(verdict(&mut world, &rep, &by_hand), Verdict::Refused(Refusal::Role));
    }
    world.check();
}

#[test]
fn a_change_of_a_colleague_is_brought_by_who_is_sent_the_customer_or_by_a_manager() {
    let mut world = company();
    let (mut one, mut two) = (world.join(WireRole::Supervisor, &[T1, T2], 2), world.rep(T2, 3));
    two.settle(&mut world);
    let edit = two.put(&world.env, 3, fields::ADDRESS, "新址");
    one.carry(&edit);
    one.settle(&mut world);
    assert_eq!(one.refused, []);
    assert_eq!(verdict(&mut world, &two, &edit), Verdict::Ok);
    let mut boss = world.boss.clone();
    let more = two.put(&world.env, 3, fields::ADDRESS, "更新");
    boss.carry(&more);
    boss.settle(&mut world);
    assert_eq!((boss.refused.len(), boss.says(3, fields::ADDRESS).as_deref()), (0, Some("更新")));
    world.check();
}

#[test]
fn nobody_writes_in_the_name_of_a_colleague_where_the_own_eyes_do_not_reach() {
    let mut world = company();
    let (mut one, two) = (world.rep(T1, 2), world.rep(T2, 3));
    // By hand, with the next number of the colleague's tablet and with a number of the own.
    let forged = two.clone().put(&world.env, 3, fields::ADDRESS, "伪造");
    let own = one.act_as(&world.env, two.person, vec![create(3, "伪造", None)]);
    let made = one.act_as(&world.env, two.person, vec![create(7, "伪造", Some("1号线"))]);
    for change in [&forged, &own, &made] {
        assert_eq!(verdict(&mut world, &one, change), Verdict::Refused(Refusal::Relayed));
    }
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!((boss.says(3, fields::ADDRESS), boss.name(7)), (None, None));
    assert_eq!(boss.name(3).as_deref(), Some("店"));
    world.check();
}

#[test]
fn what_a_bringer_is_not_sent_waits_for_its_author_and_loses_nothing() {
    let mut world = company();
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T2, 3));
    two.settle(&mut world);
    let made = two.act(&world.env, vec![create(7, "二区的店", Some("2号线"))]);
    let edit = two.put(&world.env, 3, fields::ADDRESS, "新址");
    for change in [&made, &edit] {
        one.carry(change);
    }
    one.settle(&mut world);
    let why: Vec<_> = one.refused.iter().map(|it| (it.0.id, it.1)).collect();
    assert_eq!(why, [(made.id, Refusal::Relayed), (edit.id, Refusal::Relayed)]);
    assert_eq!((one.name(7), one.name(3)), (None, None), "it keeps nothing of it in its book");
    assert_eq!(world.records.change(edit.id), Ok(None), "it was not judged");
    two.settle(&mut world);
    assert_eq!(two.refused, []);
    assert_eq!(world.scope_of(7), Some(S2));
    assert_eq!(two.says(3, fields::ADDRESS).as_deref(), Some("新址"));
    world.check();
}

#[test]
fn where_a_customer_is_does_not_depend_on_who_brings_it() {
    let mut world = company();
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    let one = world.rep(T1, 2);
    // No territory has its value, or it has none: it is where a manager's customers are.
    let moved = boss.act(&world.env, vec![create(1, "店", Some("9号线"))]);
    let nowhere = boss.act(&world.env, vec![create(7, "新店", None)]);
    let here = boss.act(&world.env, vec![create(8, "新店", Some("1号线"))]);
    let there = boss.act(&world.env, vec![create(9, "新店", Some("2号线"))]);
    let mut direct = world.clone();
    assert_eq!(verdict(&mut world, &one, &here), Verdict::Ok);
    let again = Verdict::Refused(Refusal::Role);
    assert_eq!(verdict(&mut world, &one, &moved), again, "a manager makes it anew, and brings it");
    for change in [&nowhere, &there] {
        let waits = Verdict::Refused(Refusal::Relayed);
        assert_eq!(verdict(&mut world, &one, change), waits, "the bringer cannot see it");
    }
    for world in [&mut world, &mut direct] {
        boss.clone().settle(world);
        let scopes = [1, 7, 8, 9].map(|n| world.scope_of(n));
        assert_eq!(scopes, [Scope::Unassigned, Scope::Unassigned, S1, S2].map(Some));
        world.check();
    }
}

#[test]
fn what_a_bringer_may_not_do_for_another_waits_for_that_one() {
    let mut world = company();
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    let one = world.rep(T1, 2);
    let delete = boss.act(&world.env, vec![Op::Delete { id: customer(1) }]);
    assert_eq!(verdict(&mut world, &one, &delete), Verdict::Refused(Refusal::Role));
    assert_eq!(world.records.change(delete.id), Ok(None));
    boss.settle(&mut world);
    assert_eq!((boss.refused.len(), boss.name(1)), (0, None));
    world.check();
}

#[test]
fn a_stranger_is_judged_as_who_brings_the_change() {
    let mut world = company();
    let mut rep = world.rep(T1, 2);
    let stranger = PersonId::new(Uuid::from_u128(4711));
    let own = rep.act_as(&world.env, stranger, vec![create(7, "外来", None)]);
    let foreign = rep.act_as(&world.env, stranger, vec![create(3, "改", None)]);
    assert_eq!(verdict(&mut world, &rep, &own), Verdict::Ok);
    assert_eq!(verdict(&mut world, &rep, &foreign), Verdict::Refused(Refusal::Territory));
}

#[test]
fn a_refused_change_keeps_its_verdict_and_does_not_hold_up_those_behind_it() {
    let mut world = company();
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    rep.act(&world.env, vec![Op::Delete { id: customer(1) }]);
    rep.put(&world.env, 1, fields::ADDRESS, "新址");
    let (first, again) = (rep.ask(&mut world).unwrap(), rep.ask(&mut world).unwrap());
    assert_eq!(first.verdicts, [(0, Verdict::Refused(Refusal::Role))]);
    assert_eq!(again.verdicts, first.verdicts);
    rep.settle(&mut world);
    assert_eq!(rep.name(1).as_deref(), Some("店"));
    assert_eq!(rep.says(1, fields::ADDRESS).as_deref(), Some("新址"));
    world.check();
}

#[test]
fn a_person_who_left_brings_nothing_new_not_even_for_others() {
    let mut world = company();
    let (rep, mut other) = (world.rep(T1, 2), world.rep(T1, 3));
    other.settle(&mut world);
    world.team(&TeamRequest::Leave { person: rep.person }).unwrap();
    world.env.now_ms += 3_600_000;
    let edit = other.put(&world.env, 1, fields::NAME, "改");
    assert_eq!(verdict(&mut world, &rep, &edit), Verdict::Refused(Refusal::Left));
    assert_eq!(verdict(&mut world, &other, &edit), Verdict::Ok);
}

#[test]
fn a_rep_takes_back_the_own_slip_but_not_that_of_a_colleague() {
    let mut world = company();
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T1, 3));
    one.act(&world.env, vec![create(7, "写错", None)]);
    one.settle(&mut world);
    two.settle(&mut world);
    let foreign = two.act(&world.env, vec![Op::Delete { id: customer(7) }]);
    let forged = two.act_as(&world.env, one.person, vec![Op::Delete { id: customer(7) }]);
    assert_eq!(verdict(&mut world, &two, &foreign), Verdict::Refused(Refusal::Role));
    assert_eq!(verdict(&mut world, &two, &forged), Verdict::Refused(Refusal::Role));
    one.act(&world.env, vec![Op::Delete { id: customer(7) }]);
    one.settle(&mut world);
    assert_eq!((one.refused.len(), one.name(7)), (0, None));
    world.check();
}

#[test]
fn a_refusal_stands_also_when_the_right_is_given_later() {
    let mut world = company();
    let mut rep = world.rep(T1, 2);
    let foreign = rep.act(&world.env, vec![create(3, "改", None)]);
    assert_eq!(verdict(&mut world, &rep, &foreign), Verdict::Refused(Refusal::Territory));
    let (person, territories) = (rep.person, vec![T1, T2]);
    let (name, role) = ("某".to_owned(), WireRole::Supervisor);
    world.team(&TeamRequest::SetPerson { person, name, role, territories }).unwrap();
    assert_eq!(verdict(&mut world, &rep, &foreign), Verdict::Refused(Refusal::Territory));
    world.check();
}

#[test]
fn the_rights_one_had_alone_are_not_lent_to_who_brings_the_change() {
    let mut world = company();
    let (mut one, two) = (world.rep(T1, 2), world.rep(T1, 3));
    one.act_as(&world.env, local(2), vec![create(7, "自家", None)]);
    one.settle(&mut world);
    let delete = one.act_as(&world.env, local(2), vec![Op::Delete { id: customer(7) }]);
    assert_eq!(verdict(&mut world, &two, &delete), Verdict::Refused(Refusal::Role));
    assert_eq!(verdict(&mut world, &one, &delete), Verdict::Ok);
    world.check();
}

#[test]
fn a_clock_that_is_a_little_ahead_does_not_cost_the_last_minute() {
    let mut world = company();
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    rep.ahead_ms = 30_000;
    rep.put(&world.env, 1, fields::ADDRESS, "新址");
    rep.ahead_ms = 90_000;
    rep.put(&world.env, 1, fields::NAME, "太晚");
    world.team(&TeamRequest::Leave { person: rep.person }).unwrap();
    world.env.now_ms += 3_600_000;
    rep.round(&mut world);
    let refused: Vec<_> = rep.refused.iter().map(|(change, why)| (change.id.seq, *why)).collect();
    assert_eq!(refused, [(2, Refusal::Left)]);
}
