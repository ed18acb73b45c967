//! Two who did not see each other's value: noted once, told to both, decided once.

use jipan_book::{Op, Row};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::FactId;

use super::kit::*;

fn pair() -> (World, Tablet, Tablet) {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.put(&world.env, 1, fields::PHONE, "19900000000");
    boss.settle(&mut world);
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    world.env.now_ms += 1_000;
    (world, boss, rep)
}

fn open(tablet: &Tablet) -> Vec<(Row, FactId)> {
    tablet.book.open_conflicts()
}

#[test]
fn two_values_of_a_watched_field_are_a_conflict_for_both() {
    let (mut world, mut boss, mut rep) = pair();
    rep.put(&world.env, 1, fields::PHONE, "19900000001");
    world.env.now_ms += 1_000;
    boss.put(&world.env, 1, fields::PHONE, "19900000002");
    rep.settle(&mut world);
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!(rep.says(1, fields::PHONE).as_deref(), Some("19900000002"), "the later counts");
    assert_eq!(open(&boss).len(), 1);
    assert_eq!(open(&rep).len(), 1);
    assert_eq!(open(&rep)[0].1, open(&boss)[0].1);
    world.check();
}

#[test]
fn who_comes_first_does_not_matter() {
    let (mut world, mut boss, mut rep) = pair();
    let (mut world2, mut boss2, mut rep2) = pair();
    for (boss, rep, world) in
        [(&mut boss, &mut rep, &mut world), (&mut boss2, &mut rep2, &mut world2)]
    {
        rep.put(&world.env, 1, fields::PHONE, "19900000001");
        world.env.now_ms += 1_000;
        boss.put(&world.env, 1, fields::PHONE, "19900000002");
    }
    rep.settle(&mut world);
    boss.settle(&mut world);
    boss2.settle(&mut world2);
    rep2.settle(&mut world2);
    boss2.settle(&mut world2);
    assert_eq!(boss.says(1, fields::PHONE), boss2.says(1, fields::PHONE));
    assert_eq!(open(&boss)[0].1, open(&boss2)[0].1);
}

#[test]
fn equal_values_and_other_fields_are_none() {
    let (mut world, mut boss, mut rep) = pair();
    rep.put(&world.env, 1, fields::PHONE, "19900000001");
    boss.put(&world.env, 1, fields::PHONE, "19900000001");
    rep.put(&world.env, 1, fields::ADDRESS, "中山路");
    boss.put(&world.env, 1, fields::NAME, "一号店");
    rep.settle(&mut world);
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!((open(&boss).len(), open(&rep).len()), (0, 0));
    assert_eq!(boss.says(1, fields::ADDRESS).as_deref(), Some("中山路"));
    world.check();
}

#[test]
fn a_push_that_comes_twice_notes_a_conflict_once() {
    let (mut world, mut boss, mut rep) = pair();
    rep.put(&world.env, 1, fields::PHONE, "19900000001");
    boss.put(&world.env, 1, fields::PHONE, "19900000002");
    rep.ask(&mut world).unwrap();
    rep.settle(&mut world);
    boss.ask(&mut world).unwrap();
    boss.settle(&mut world);
    let parts = jipan_sync::records::Records::parts_of(&mut world.records, customer(1)).unwrap();
    let noted = parts.iter().filter(|part| part.ops.contains("\"conflict\"")).count();
    assert_eq!(noted, 1);
    world.check();
}

#[test]
fn a_decision_ends_it_for_everybody() {
    let (mut world, mut boss, mut rep) = pair();
    rep.put(&world.env, 1, fields::PHONE, "19900000001");
    boss.put(&world.env, 1, fields::PHONE, "19900000002");
    for _ in 0..2 {
        rep.settle(&mut world);
        boss.settle(&mut world);
    }
    let (_, id) = open(&rep)[0];
    let decide = Op::ResolveConflict { id, customer: customer(1), is_resolved: true };
    let mine = rep.book.put(customer(1), fields::PHONE, Some(text("19900000001")), None);
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![decide, mine]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!((open(&rep).len(), open(&boss).len()), (0, 0));
    assert_eq!(boss.says(1, fields::PHONE).as_deref(), Some("19900000001"));
    world.check();
}
