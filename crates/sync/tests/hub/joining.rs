//! How a company begins, and how tablets join it.

use jipan_rules::schema::fields;
use jipan_sync::hub::{self, HubEnv as _, LINK_MS};
use jipan_sync::memory::Fault;
use jipan_sync::records::Records as _;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{
    EnrolRequest, ErrorCode, LinkRequest, SyncRequest, TeamRequest, Verdict, WireRole,
};

use super::kit::*;

fn asks(secret: &str, number: u64) -> EnrolRequest {
    EnrolRequest {
        secret: secret.to_owned(),
        device_name: " 平板 ".to_owned(),
        person_name: "老板".to_owned(),
        company_name: "县烟草".to_owned(),
        local_person: local(number),
        device: format!("{number:x}"),
    }
}

#[test]
fn the_first_manager_names_himself_and_the_company() {
    let (mut records, mut env) = World::empty();
    let secret = hub::open(&mut records, &mut env).unwrap().unwrap();
    let request = LinkRequest { secret: secret.clone() };
    let card = hub::link(&mut records, &request, &mut env).unwrap();
    assert!(card.is_first && card.company.is_empty());
    let joined = hub::enrol(&mut records, &asks(&secret, 1), &mut env).unwrap();
    assert_eq!((joined.me.name.as_str(), joined.me.role), ("老板", WireRole::Manager));
    assert_eq!(joined.team.company, "县烟草");
    assert_eq!(records.devices().unwrap()[0].name, "平板");
    assert_eq!(hub::open(&mut records, &mut env).unwrap(), None, "a manager has joined");
}

#[test]
fn each_start_without_a_manager_makes_the_link_before_void() {
    let (mut records, mut env) = World::empty();
    let first = hub::open(&mut records, &mut env).unwrap().unwrap();
    let second = hub::open(&mut records, &mut env).unwrap().unwrap();
    let refused = hub::enrol(&mut records, &asks(&first, 1), &mut env).unwrap_err();
    assert_eq!(refused.code, ErrorCode::LinkGone);
    assert!(hub::enrol(&mut records, &asks(&second, 1), &mut env).is_ok());
}

#[test]
fn a_link_says_what_it_is_for_and_works_once() {
    let mut world = World::new();
    let secret = world.invite(WireRole::Supervisor, &[T2, T1]);
    let request = LinkRequest { secret: secret.clone() };
    let card = hub::link(&mut world.records, &request, &mut world.env).unwrap();
    assert_eq!((card.company.as_str(), card.name.as_str()), ("县烟草", "小王"));
    assert_eq!(card.territories, ["片区 1号线", "片区 2号线"]);
    let mut tablet = Tablet::join(&mut world.records, &mut world.env, &secret, 2).unwrap();
    tablet.settle(&mut world);
    let gone = hub::link(&mut world.records, &request, &mut world.env).unwrap_err();
    assert_eq!(gone.code, ErrorCode::LinkGone);
    let gone = Tablet::join(&mut world.records, &mut world.env, &secret, 3).unwrap_err();
    assert_eq!(gone.code, ErrorCode::LinkGone);
    let gone = Tablet::join(&mut world.records, &mut world.env, &secret, 2).unwrap_err();
    assert_eq!(gone.code, ErrorCode::LinkGone, "it was heard of since");
}

#[test]
fn a_link_ends_after_a_week_and_with_the_person() {
    let mut world = World::new();
    let (one, two) = (world.invite(WireRole::Rep, &[T1]), world.invite(WireRole::Rep, &[T1]));
    let reply = world.team(&TeamRequest::Show).unwrap();
    let person = reply.people.iter().find(|it| it.invited_until_ms.is_some()).unwrap().id;
    world.team(&TeamRequest::Leave { person }).unwrap();
    let joined = [&one, &two].map(|secret| {
        Tablet::join(&mut world.records.clone(), &mut world.env.clone(), secret, 2).is_ok()
    });
    assert_eq!(joined.iter().filter(|it| **it).count(), 1, "one of the two has left");
    world.env.now_ms += LINK_MS + 1;
    for secret in [one, two, "no such secret".to_owned()] {
        let gone = Tablet::join(&mut world.records, &mut world.env, &secret, 2).unwrap_err();
        assert_eq!(gone.code, ErrorCode::LinkGone);
    }
}

#[test]
fn a_tablet_that_did_not_hear_the_answer_joins_again_with_the_same_link() {
    let mut world = World::new();
    let secret = world.invite(WireRole::Rep, &[T1]);
    world.records.fail_next(Fault::AfterCommit);
    let lost = Tablet::join(&mut world.records, &mut world.env, &secret, 2).unwrap_err();
    assert_eq!(lost.code, ErrorCode::Unavailable);
    world.env.now_ms += 5_000;
    let stranger = Tablet::join(&mut world.records, &mut world.env, &secret, 3).unwrap_err();
    assert_eq!(stranger.code, ErrorCode::LinkGone, "only the same tablet");
    let mut tablet = Tablet::join(&mut world.records, &mut world.env, &secret, 2).unwrap();
    tablet.settle(&mut world);
    let devices = world.records.devices().unwrap();
    assert_eq!(devices.len(), 2, "it is one device");
}

#[test]
fn a_number_that_another_device_has_is_refused_and_the_link_stays_open() {
    let mut world = World::new();
    let secret = world.invite(WireRole::Rep, &[T1]);
    let taken = Tablet::join(&mut world.records, &mut world.env, &secret, 1).unwrap_err();
    assert_eq!(taken.code, ErrorCode::DeviceTaken);
    assert!(Tablet::join(&mut world.records, &mut world.env, &secret, 2).is_ok());
}

#[test]
fn nonsense_joins_nobody() {
    let mut world = World::new();
    let secret = world.invite(WireRole::Rep, &[T1]);
    let malformed = |step: fn(&mut EnrolRequest)| {
        let mut request = asks(&secret, 2);
        step(&mut request);
        let (mut records, mut env) = (world.records.clone(), world.env.clone());
        hub::enrol(&mut records, &request, &mut env).unwrap_err().code
    };
    assert_eq!(malformed(|it| it.device = String::new()), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.device = "0".to_owned()), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.device = "xyz".to_owned()), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.device = "123456789abcdef".to_owned()), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.device_name = " ".to_owned()), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.device_name = "长".repeat(101)), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.device_name = "a\nb".to_owned()), ErrorCode::Malformed);
    assert_eq!(malformed(|it| it.secret = String::new()), ErrorCode::LinkGone);
}

#[test]
fn a_local_book_comes_along_with_the_rights_one_had_alone() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    // Before joining, as who one was: an import, a change of what only managers change, a deletion.
    let batch = jipan_book::BatchInfo {
        id: jipan_rules::values::ids::BatchId::new(world.env.fresh()),
        kind: jipan_book::BatchKind::Import,
        name: "老客户.csv".to_owned(),
        n_added: 2,
        n_updated: 0,
        n_failed: 0,
    };
    let ops =
        vec![create(1, "一", Some("1号线")), create(2, "二", None), jipan_book::Op::Batch(batch)];
    rep.act_as(&world.env, local(2), ops);
    rep.act_as(&world.env, local(2), vec![jipan_book::Op::Delete { id: customer(1) }]);
    rep.settle(&mut world);
    assert_eq!(rep.refused, []);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!((boss.name(1), boss.name(2).as_deref()), (None, Some("二")));
    // But not over what others made, and not for ever.
    boss.act(&world.env, vec![create(3, "三", Some("1号线"))]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    rep.act_as(&world.env, local(2), vec![jipan_book::Op::Delete { id: customer(3) }]);
    rep.settle(&mut world);
    world.env.now_ms += 2 * 24 * 3_600_000;
    rep.act_as(&world.env, local(2), vec![jipan_book::Op::Delete { id: customer(2) }]);
    rep.settle(&mut world);
    assert_eq!(rep.refused.len(), 2);
    assert_eq!(rep.name(2).as_deref(), Some("二"), "and it is there again");
    world.check();
}

#[test]
fn nobody_claims_the_former_self_of_another() {
    let mut world = World::new();
    let rep = world.rep(T1, 2);
    let thief = world.invite(WireRole::Rep, &[T2]);
    let request = EnrolRequest { local_person: local(2), ..asks(&thief, 3) };
    let joined = hub::enrol(&mut world.records, &request, &mut world.env).unwrap();
    assert_ne!(joined.me.person, rep.person);
    let aliases = world.records.aliases().unwrap();
    let of: Vec<_> = aliases.iter().filter(|it| it.local == local(2)).collect();
    assert_eq!(of.iter().map(|it| it.person).collect::<Vec<_>>(), [rep.person]);
    let thief = world.invite(WireRole::Rep, &[T2]);
    let request = EnrolRequest { local_person: world.boss.person, ..asks(&thief, 4) };
    hub::enrol(&mut world.records, &request, &mut world.env).unwrap();
    let aliases = world.records.aliases().unwrap();
    assert!(aliases.iter().all(|it| it.local != world.boss.person));
}

#[test]
fn a_book_that_was_folded_comes_along_as_state_even_from_a_clock_that_is_ahead() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.ahead_ms = 40 * 24 * 3_600_000;
    let ops = (1..=30).map(|n| create(n, "店", None)).collect();
    rep.act_as(&world.env, local(2), ops);
    let edit =
        |n: u128, rep: &Tablet| rep.book.put(customer(n), fields::NAME, Some(text("新")), None);
    let ops = [1, 30].map(|n| edit(n, &rep)).to_vec();
    rep.act_as(&world.env, local(2), ops);
    rep.unsent.clear();
    // In portions, each later than the one before.
    for row in 0..rep.book.n_rows() {
        world.env.now_ms += 10_000;
        let parts = rep.book.parts_of(row..row + 1);
        let changes = parts.iter().map(|part| to_wire(part, true)).collect();
        let request = SyncRequest { changes, ..rep.request() };
        let response = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
        let is_restamped = |it: &(u32, Verdict)| matches!(it.1, Verdict::Restamped(..));
        assert!(response.verdicts.iter().all(is_restamped), "{:?}", response.verdicts);
    }
    rep.book = jipan_book::Book::new();
    rep.settle(&mut world);
    assert_eq!(rep.book.n_customers(), 30);
    assert_eq!([1, 2, 30].map(|n| rep.name(n).unwrap()), ["新", "店", "新"]);
    let last = rep.book.field_meta(rep.book.row_of(customer(1)).unwrap(), fields::NAME).unwrap();
    assert!(last.writer.stamp.ms() <= world.env.now_ms + 60_000);
    world.check();
}
