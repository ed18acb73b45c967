//! Customers with one code or licence become one, the older.

mod across;
mod late;

use jipan_book::Op;
use jipan_book::merging::{kept_ops, merge_ops, separate_ops};
use jipan_rules::schema::{FieldId, fields};
use jipan_sync::records::{Key, Records as _};

use super::kit::*;

const LICENCE: &str = "331002100001";

fn shop(n: u128, name: &str, values: &[(FieldId, &str)]) -> Op {
    let more = values.iter().map(|(field, value)| (*field, text(value)));
    let name = (fields::NAME, text(name));
    Op::Create { id: customer(n), values: [name].into_iter().chain(more).collect() }
}

fn shown(tablet: &Tablet) -> Vec<u128> {
    (1..300).filter(|n| tablet.name(*n).is_some()).collect()
}

#[test]
fn ten_reps_who_imported_the_same_list_have_one_list() {
    let mut world = World::new();
    let mut reps: Vec<Tablet> = (0..10).map(|n| world.rep(T1, 20 + n)).collect();
    for (rep, tablet) in (0..).zip(reps.iter_mut()) {
        world.env.now_ms += 1_000;
        let ops = (0..5).map(|n| {
            let licence = format!("33100210000{n}");
            let line = (fields::LINE, "1号线");
            shop(1 + rep * 10 + n, "店", &[(fields::LICENCE, licence.as_str()), line])
        });
        tablet.act(&world.env, ops.collect());
    }
    // They come in another order than they wrote.
    for tablet in reps.iter_mut().rev() {
        tablet.settle(&mut world);
    }
    for tablet in &mut reps {
        tablet.settle(&mut world);
        assert_eq!(shown(tablet), [1, 2, 3, 4, 5], "those of the first");
        assert_eq!(tablet.refused, []);
    }
    world.check();
}

#[test]
fn the_older_takes_over_what_it_says_nothing_of() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let mut boss = world.boss.clone();
    let key = (fields::LICENCE, LICENCE);
    boss.act(&world.env, vec![shop(1, "兴隆", &[key, (fields::LINE, "1号线")])]);
    world.env.now_ms += 1_000;
    rep.act(&world.env, vec![shop(2, "兴隆超市", &[key, (fields::ADDRESS, "中山路 8 号")])]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!(shown(&rep), [1]);
    assert_eq!(rep.name(1).as_deref(), Some("兴隆"));
    assert_eq!(rep.says(1, fields::ADDRESS).as_deref(), Some("中山路 8 号"));
    assert_eq!(rep.book.survivor_of(customer(2)), customer(1));
    assert_eq!(world.records.by_key(Key::Licence(LICENCE)).unwrap(), [customer(1)]);
    world.check();
}

#[test]
fn a_code_written_later_joins_as_well() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let code = (fields::CODE, "K001");
    boss.act(&world.env, vec![shop(1, "兴隆", &[code]), shop(2, "长乐", &[])]);
    boss.settle(&mut world);
    boss.put(&world.env, 2, fields::CODE, "K001");
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1]);
    world.check();
}

#[test]
fn two_that_a_person_found_to_be_two_stay_two() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let code = (fields::CODE, "K001");
    let distinct = Op::Distinct { one: customer(1), other: customer(2), is_distinct: true };
    boss.act(&world.env, vec![shop(1, "兴隆", &[code]), shop(2, "长乐", &[]), distinct]);
    boss.put(&world.env, 2, fields::CODE, "K001");
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1, 2]);
    world.check();
}

#[test]
fn one_that_was_taken_apart_again_is_not_joined_again() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let code = (fields::CODE, "K001");
    boss.act(&world.env, vec![shop(1, "兴隆", &[code]), shop(2, "长乐", &[code])]);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1]);
    world.env.now_ms += 1_000;
    let apart = Op::Merge { loser: customer(2), into: None, was: Some(customer(1)) };
    boss.act(&world.env, vec![apart]);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1, 2]);
    world.check();
}

#[test]
fn a_deleted_customer_leaves_its_keys_to_others() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let code = (fields::CODE, "K001");
    boss.act(&world.env, vec![shop(1, "兴隆", &[code]), Op::Delete { id: customer(1) }]);
    boss.act(&world.env, vec![shop(2, "长乐", &[code])]);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [2]);
    boss.act(&world.env, vec![Op::Restore { id: customer(1) }]);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1], "both are there again: one shop");
    world.check();
}

#[test]
fn a_code_and_a_licence_of_two_others_make_one_of_three() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let (code, licence) = ((fields::CODE, "K001"), (fields::LICENCE, LICENCE));
    boss.act(&world.env, vec![shop(1, "一", &[code]), shop(2, "二", &[licence])]);
    boss.act(&world.env, vec![shop(3, "三", &[code, licence])]);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1]);
    world.check();
}

#[test]
fn two_hundred_of_one_code_become_one() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, (1..=200).map(|n| shop(n, "店", &[(fields::CODE, "K001")])).collect());
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1]);
    world.check();
}

#[test]
fn the_licence_of_a_shop_elsewhere_does_not_bring_it_here_however_slow_the_clock() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let mut boss = world.boss.clone();
    let key = (fields::LICENCE, LICENCE);
    rep.act(&world.env, vec![shop(2, "自称", &[key, (fields::LINE, "1号线")])]);
    world.env.now_ms += 60_000;
    let far = [key, (fields::LINE, "2号线"), (fields::ADDRESS, "邻区路 1 号")];
    boss.act(&world.env, vec![shop(1, "邻区店", &far)]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1], "they are one, in the territory that had it first");
    assert_eq!(rep.says(1, fields::ADDRESS), None);
    assert_eq!(rep.says(2, fields::ADDRESS), None);
    world.check();
}
