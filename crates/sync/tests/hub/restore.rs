//! After a backup was put in place: what the tablets still hold comes back.

use jipan_rules::schema::fields;
use jipan_sync::hub;
use jipan_sync::records::Records as _;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{Refusal, SyncRequest, Todo, Verdict};

use super::kit::*;

/// All that a tablet holds, as state.
fn state(tablet: &Tablet) -> SyncRequest {
    let parts = tablet.book.parts_of(0..tablet.book.n_rows());
    let changes = parts.iter().map(|part| to_wire(part, true)).collect();
    SyncRequest { changes, ..tablet.request() }
}

#[test]
fn what_was_written_after_the_backup_comes_back_from_the_tablets() {
    let mut world = World::new();
    let (mut boss, mut rep) = (world.boss.clone(), world.rep(T1, 2));
    rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    rep.settle(&mut world);
    let backup = world.records.clone();
    rep.act(&world.env, vec![create(2, "二", Some("1号线"))]);
    rep.put(&world.env, 1, fields::ADDRESS, "中山路");
    rep.settle(&mut world);
    boss.settle(&mut world);
    boss.put(&world.env, 2, fields::NAME, "二号店");
    boss.put(&world.env, 2, fields::PHONE, "19900000001");
    boss.settle(&mut world);
    rep.settle(&mut world);
    let whole = rep.book.digest_of_created(0..rep.book.n_rows());
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    assert_eq!(world.scope_of(2), None);
    // The boss lost his tablet; the rep has it all.
    let response = rep.round(&mut world);
    assert_eq!(response.todo, [Todo::SendState]);
    let request = state(&rep);
    let response = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    assert_eq!(response.verdicts, [], "all of it is taken");
    rep.take(&jipan_sync::wire::SyncResponse { acked: 0, ..response });
    rep.settle(&mut world);
    assert_eq!(rep.book.digest_of_created(0..rep.book.n_rows()), whole);
    let mut third = world.rep(T1, 3);
    third.settle(&mut world);
    assert_eq!(third.name(2).as_deref(), Some("二号店"));
    assert_eq!(third.says(1, fields::ADDRESS).as_deref(), Some("中山路"));
    world.check();
}

#[test]
fn the_whole_change_completes_what_came_as_state_first() {
    let mut world = World::new();
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T1, 3));
    let both = one.act(&world.env, vec![create(1, "一", None), create(2, "二", None)]);
    one.settle(&mut world);
    two.settle(&mut world);
    let (records, env) = World::new_with_same_people(&world);
    world.records = records;
    world.env = env;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // The other tablet has forgotten one of the two meanwhile.
    two.book.forget(customer(2));
    let request = state(&two);
    hub::sync(&mut world.records, &two.token, &request, &mut world.env).unwrap();
    assert!(world.scope_of(1).is_some() && world.scope_of(2).is_none());
    one.unsent.push(both);
    one.have.clear();
    one.settle(&mut world);
    assert!(world.scope_of(2).is_some());
    world.check();
}

#[test]
fn what_others_made_is_taken_as_state_only_after_a_restore_and_only_where_one_belongs() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.settle(&mut world);
    let mut one = world.rep(T1, 2);
    one.settle(&mut world);
    let made = boss.act(&world.env, vec![create(2, "二", Some("2号线"))]);
    let forged = SyncRequest { changes: vec![to_wire(&made, true)], ..one.request() };
    let verdict = |world: &mut World| {
        hub::sync(&mut world.records, &one.token, &forged, &mut world.env).unwrap().verdicts
    };
    let refused = [(0, Verdict::Refused(Refusal::Territory))];
    assert_eq!(verdict(&mut world), refused);
    assert_eq!(world.records.change(made.id), Ok(None), "nothing is remembered of it");
    let mut asleep = world.clone();
    hub::restored(&mut asleep.records, &mut asleep.env).unwrap();
    assert_eq!(verdict(&mut asleep), [], "not known to anybody: taken");
    boss.settle(&mut world);
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let edit = boss.put(&world.env, 2, fields::NAME, "三");
    let forged = SyncRequest { changes: vec![to_wire(&edit, true)], ..one.request() };
    let said = hub::sync(&mut world.records, &one.token, &forged, &mut world.env).unwrap();
    assert_eq!(said.verdicts, refused, "a customer of another territory");
}

#[test]
fn the_endpoint_does_not_give_a_number_twice_after_a_restore() {
    let mut world = World::new();
    let before = world.records.company().unwrap().unwrap();
    hub::restored(&mut world.records, &mut world.env).unwrap();
    let after = world.records.company().unwrap().unwrap();
    assert_ne!((before.replica, before.epoch), (after.replica, after.epoch));
    assert!(after.team_revision > before.team_revision);
}

#[test]
fn a_strange_epoch_alone_asks_for_no_state_but_counts_the_cursors_as_none() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", None)]);
    rep.settle(&mut world);
    rep.epoch = Some(jipan_rules::Uuid::from_u128(4711));
    let response = rep.round(&mut world);
    assert_eq!((response.todo.as_slice(), response.news.len()), (&[][..], 1));
}

#[test]
fn who_wants_the_own_changes_back_gets_them() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", None)]);
    let echoed = SyncRequest { own: None, ..rep.request() };
    let answer = |world: &mut World, request: &SyncRequest| {
        hub::sync(&mut world.records, &rep.token, request, &mut world.env).unwrap().news.len()
    };
    assert_eq!(answer(&mut world, &rep.request()), 0);
    assert_eq!(answer(&mut world, &echoed), 1);
}
