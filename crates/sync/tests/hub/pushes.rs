//! What is no change, what is not understood, what is lost on the way: each gets its verdict, and
//! nothing stops.

use jipan_book::Op;
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_sync::hub::{self, Rejected};
use jipan_sync::memory::Fault;
use jipan_sync::records::{QUARANTINED, Records as _};
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{
    ErrorCode, Refusal, SyncRequest, SyncResponse, Todo, VERSION, Verdict, WireChange,
};
use proptest::prelude::*;
use serde_json::value::RawValue;

use super::kit::*;

fn sync(world: &mut World, tablet: &Tablet, changes: Vec<WireChange>) -> SyncResponse {
    let request = SyncRequest { changes, ..tablet.request() };
    hub::sync(&mut world.records, &tablet.token, &request, &mut world.env).unwrap()
}

fn raw(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).unwrap()
}

#[test]
fn nonsense_gets_its_verdict_and_the_good_change_behind_it_comes_in() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let good = rep.act(&world.env, vec![create(1, "好", None)]);
    let wire = |step: &dyn Fn(&mut WireChange)| {
        let mut wire = to_wire(&good, false);
        wire.head.s = 100;
        step(&mut wire);
        wire
    };
    let put = |field: u16, value: &str| {
        let id = customer(1).uuid();
        raw(&format!(r#"{{"put":{{"c":"{id}","f":{field},"v":{value}}}}}"#))
    };
    let many: Vec<_> = (1..=401)
        .map(|n| raw(&format!(r#"{{"delete":{{"c":"{}"}}}}"#, customer(n).uuid())))
        .collect();
    let nonsense = [
        wire(&|it| it.head.r = "no hex".to_owned()),
        wire(&|it| it.head.s = 0),
        wire(&|it| it.head.r = "00000000000000ff".to_owned()),
        wire(&|it| it.head.on = "1066-10-14".to_owned()),
        wire(&|it| it.head.tr = Some(String::new())),
        wire(&|it| it.ops.clear()),
        wire(&|it| it.ops = vec![raw("17")]),
        wire(&|it| it.ops = vec![raw(&format!("\"{}\"", "x".repeat(600_000)))]),
        wire(&|it| it.ops = many.clone()),
        wire(&|it| it.ops = vec![raw(&format!(r#"{{"delete":{{"c":"{}"}}}}"#, Uuid::nil()))]),
        wire(&|it| it.ops = vec![put(fields::NAME.0, "5")]),
        wire(&|it| it.ops = vec![put(fields::VALID_TO.0, r#"{"d":"0300-01-01"}"#)]),
        wire(&|it| it.ops = vec![put(fields::NAME.0, &format!("\"{}\"", "长".repeat(20_001)))]),
    ];
    let n = u32::try_from(nonsense.len()).unwrap();
    for one in &nonsense {
        let response = sync(&mut world, &rep, vec![one.clone()]);
        assert_eq!(response.verdicts, [(0, Verdict::Refused(Refusal::Invalid))], "{:?}", one.head);
    }
    let mut all: Vec<WireChange> = nonsense.to_vec();
    all.push(to_wire(&good, false));
    let mut n_judged = 0;
    while !all.is_empty() {
        let response = sync(&mut world, &rep, all.clone());
        assert!(response.acked > 0, "it goes on");
        all.drain(..usize::try_from(response.acked).unwrap());
        n_judged += response.acked;
    }
    assert_eq!(n_judged, n + 1);
    assert!(world.scope_of(1).is_some());
    world.check();
}

#[test]
fn what_a_newer_program_wrote_waits_until_it_is_understood() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let good = rep.act(&world.env, vec![create(1, "好", None)]);
    let mut newer = to_wire(&good, false);
    newer.ops.push(raw(r#"{"visit":{"at":"10:30"}}"#));
    let behind = rep.act(&world.env, vec![create(2, "后", None)]);
    let response = sync(&mut world, &rep, vec![newer.clone(), to_wire(&behind, false)]);
    assert_eq!(response.verdicts, [(0, Verdict::Quarantined)]);
    assert_eq!((world.scope_of(1), world.scope_of(2)), (None, Some(S1)));
    let kept = world.records.quarantined(None, 9).unwrap();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].kept.as_ref().unwrap().contains("10:30"), "word for word");
    assert_eq!(hub::rejudge(&mut world.records, &mut world.env), Ok(0));
    // The program was updated: now it is understood, which a known operation stands for.
    let mut row = kept[0].clone();
    row.kept = Some(serde_json::to_string(&to_wire(&good, false)).unwrap());
    world.records.put_change(&row).unwrap();
    assert_eq!(hub::rejudge(&mut world.records, &mut world.env), Ok(1));
    assert_eq!(world.scope_of(1), Some(S1));
    assert_ne!(world.records.change(good.id).unwrap().unwrap().verdict, QUARANTINED);
    assert_eq!(hub::rejudge(&mut world.records, &mut world.env), Ok(0));
    world.check();
}

#[test]
fn what_a_colleague_brought_and_nobody_understood_is_judged_as_its_authors_once_that_one_comes() {
    let mut world = World::new();
    let (mut rep, other) = (world.rep(T1, 2), world.rep(T2, 3));
    let good = rep.act(&world.env, vec![create(1, "好", None)]);
    let mut newer = to_wire(&good, false);
    newer.ops.push(raw(r#"{"visit":{"at":"10:30"}}"#));
    let quarantined = [(0, Verdict::Quarantined)];
    assert_eq!(sync(&mut world, &other, vec![newer.clone()]).verdicts, quarantined);
    // The program was updated: the bringer may not bring it, its author may.
    let mut row = world.records.quarantined(None, 9).unwrap().remove(0);
    row.kept = Some(serde_json::to_string(&to_wire(&good, false)).unwrap());
    world.records.put_change(&row).unwrap();
    assert_eq!(hub::rejudge(&mut world.records, &mut world.env), Ok(1));
    assert_eq!(world.scope_of(1), None);
    assert_eq!(sync(&mut world, &rep, vec![newer]).verdicts, quarantined);
    let known = world.records.change(good.id).unwrap().unwrap();
    assert_ne!(known.device, row.device, "its author's, from now on");
    assert_eq!(sync(&mut world, &other, vec![to_wire(&good, false)]).verdicts, quarantined);
    world.records.put_change(&jipan_sync::records::ChangeRow { kept: row.kept, ..known }).unwrap();
    assert_eq!(hub::rejudge(&mut world.records, &mut world.env), Ok(1));
    assert_eq!(world.scope_of(1), Some(S1));
    world.check();
}

#[test]
fn a_key_that_is_not_known_travels_on_word_for_word() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let mut wire = to_wire(&rep.act(&world.env, vec![create(1, "好", None)]), false);
    let more = wire.ops[0].get().replacen("{\"c\"", "{\"mood\":\"good\",\"c\"", 1);
    wire.ops = vec![raw(&more)];
    sync(&mut world, &rep, vec![wire]);
    let other = world.rep(T1, 3);
    let response = sync(&mut world, &other, Vec::new());
    assert_eq!(response.news[0].ops[0].get(), more);
}

#[test]
fn a_lost_answer_costs_nothing() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    for fault in [Fault::BeforeCommit, Fault::AfterCommit] {
        world.records.fail_next(fault);
        let lost = rep.ask(&mut world).map(|_| ());
        assert!(matches!(lost, Err(Rejected { code: ErrorCode::Unavailable, .. })));
    }
    rep.put(&world.env, 1, fields::NAME, "二");
    rep.settle(&mut world);
    assert_eq!(world.records.parts_of(customer(1)).unwrap().len(), 2);
    world.check();
}

#[test]
fn another_protocol_and_an_unknown_token_are_refused_whole() {
    let mut world = World::new();
    let rep = world.rep(T1, 2);
    let mut ask = |token: &str, v| {
        let request = SyncRequest { v, ..rep.request() };
        hub::sync(&mut world.records, token, &request, &mut world.env).unwrap_err().code
    };
    assert_eq!(ask(&rep.token, VERSION + 1), ErrorCode::Version);
    assert_eq!(ask("", VERSION), ErrorCode::Unauthorized);
}

#[test]
fn two_tablets_under_one_number_are_told_apart_by_what_they_wrote() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let mut clone = rep.clone();
    rep.act(&world.env, vec![create(1, "一", None)]);
    world.env.now_ms += 10;
    let lost = clone.act(&world.env, vec![create(2, "二", None)]);
    rep.settle(&mut world);
    clone.round(&mut world);
    assert_eq!(clone.todo, [Todo::NewReplica]);
    assert_eq!(clone.refused, [(lost, Refusal::Invalid)], "with its text, under needs you");
    assert_eq!(world.scope_of(2), None);
    world.check();
}

#[test]
fn an_old_app_is_heard_but_told_nothing() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", None)]);
    let request = SyncRequest { schema: 1, ..rep.request() };
    let response = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    assert_eq!((response.acked, response.verdicts.len()), (1, 0));
    assert!(response.min_schema > 1 && response.news.is_empty() && response.checksum.is_none());
    assert!(world.scope_of(1).is_some());
}

#[test]
fn a_customer_asked_for_anew_comes_whole_or_not_at_all() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线")), create(2, "二", Some("2号线"))]);
    let note = |n: u128| Op::Note {
        id: jipan_rules::values::ids::FactId::new(Uuid::from_u128(n)),
        customer: customer(1),
        text: "长".repeat(15_000).into(),
    };
    for n in 1..=40 {
        boss.act(&world.env, vec![note(n)]);
    }
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    rep.refetch.extend([1, 2, 9].map(customer));
    let response = rep.round(&mut world);
    let told: Vec<usize> = response.fresh.iter().map(|it| it.parts.len()).collect();
    assert_eq!(told, [41], "more than a page: the rest is asked for again");
    assert!(response.more);
    let response = rep.round(&mut world);
    let told: Vec<usize> = response.fresh.iter().map(|it| it.parts.len()).collect();
    assert_eq!(told, [0, 0], "of another territory, and never there");
    rep.settle(&mut world);
    world.check();
}

fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<i64>().prop_map(|n| n.to_string()),
        Just("1e999".to_owned()),
        any::<bool>().prop_map(|it| it.to_string()),
        "[a-z]{0,5}".prop_map(|it| format!("\"{it}\"")),
        Just(format!("\"{}\"", customer(1).uuid())),
    ];
    let keys = vec!["c", "f", "v", "b", "i", "is", "s", "put", "create", "merge", "conflict", "of"];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let key = prop::sample::select(keys.clone());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|it| format!("[{}]", it.join(","))),
            prop::collection::vec((key, inner), 0..4).prop_map(|it| {
                let pairs: Vec<String> = it.iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
                format!("{{{}}}", pairs.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_request_is_a_panic_and_every_change_gets_a_verdict(
        ops in prop::collection::vec(any_json(), 0..4),
        (r, s) in ("[0-9a-f]{0,17}", any::<u64>()),
        (ms, counter, code) in (any::<u64>(), any::<u16>(), 0_u32..40),
        is_state in any::<bool>(),
        value in prop::option::of(any::<i64>()),
    ) {
        let mut world = World::new();
        let mut rep = world.rep(T1, 2);
        let made = rep.act(&world.env, vec![create(1, "一", None)]);
        let mut odd = to_wire(&made, is_state);
        if let Some(value) = value {
            let values = vec![(fields::AREA, Value::Integer(value))];
            odd = to_wire(&rep.act(&world.env, vec![Op::Create { id: customer(1), values }]), is_state);
        }
        (odd.head.r, odd.head.s, odd.head.t, odd.head.a) = (r, s, (ms, counter), code);
        if !ops.is_empty() {
            odd.ops = ops.iter().map(|it| raw(it)).collect();
        }
        let response = sync(&mut world, &rep, vec![odd.clone(), to_wire(&made, false)]);
        prop_assert_eq!(response.acked, 2);
        let again = sync(&mut world, &rep, vec![odd, to_wire(&made, false)]);
        prop_assert_eq!(again.verdicts, response.verdicts);
        prop_assert!(world.scope_of(1).is_some());
        world.check();
    }
}
