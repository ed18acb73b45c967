//! Customers with one code or licence become one, the older.

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

/// Two shops of one line, the second merged into the first by the boss while the rep is away.
fn merged() -> (World, Tablet, Tablet) {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let line = (fields::LINE, "1号线");
    let (one, two) = (shop(1, "兴隆", &[line]), shop(2, "新隆", &[line]));
    boss.act(&world.env, vec![one, two]);
    world.env.now_ms += 1_000;
    boss.put(&world.env, 1, fields::REMARK, "一店");
    world.env.now_ms += 1_000;
    boss.put(&world.env, 2, fields::CONTACT, "张三");
    boss.settle(&mut world);
    rep.settle(&mut world);
    (world, rep, boss)
}

fn merges(world: &mut World, boss: &mut Tablet) {
    world.env.now_ms += 60_000;
    let taken = [fields::CONTACT];
    let mut ops = merge_ops(&boss.book, customer(1), customer(2), &taken);
    ops.extend(kept_ops(&boss.book, customer(1), customer(2), &taken));
    boss.act(&world.env, ops);
    boss.settle(world);
}

#[test]
fn what_is_written_late_of_a_shop_that_is_another_one_by_now_shows_on_that_one_for_all() {
    for is_earlier in [true, false] {
        let (mut world, mut rep, mut boss) = merged();
        world.env.now_ms += 10_000;
        let write = |world: &World, rep: &mut Tablet| {
            // One that the merge takes over, one that both say, one that nobody says.
            rep.put(&world.env, 2, fields::CONTACT, "李四");
            rep.put(&world.env, 2, fields::CONTACT, "王五");
            rep.put(&world.env, 2, fields::REMARK, "二店");
            rep.put(&world.env, 2, fields::ADDRESS, "中山路 8 号");
        };
        if is_earlier {
            write(&world, &mut rep);
        }
        merges(&mut world, &mut boss);
        world.env.now_ms += 60_000;
        if !is_earlier {
            write(&world, &mut rep);
        }
        rep.settle(&mut world);
        boss.settle(&mut world);
        rep.settle(&mut world);
        for tablet in [&rep, &boss] {
            let says = [fields::CONTACT, fields::REMARK, fields::ADDRESS];
            let says = says.map(|field| tablet.says(1, field));
            let all = ["王五", "二店", "中山路 8 号"].map(|it| Some(it.to_owned()));
            assert_eq!(says, all, "{is_earlier}");
            assert_eq!(tablet.name(2), None);
        }
        world.check();
        // What the boss writes then is the last word, and two again they say what they said.
        boss.put(&world.env, 1, fields::ADDRESS, "解放路 1 号");
        boss.settle(&mut world);
        let ops = separate_ops(&boss.book, customer(2));
        world.env.now_ms += 1_000;
        boss.act(&world.env, ops);
        boss.settle(&mut world);
        let says = |field| [1, 2].map(|n| boss.says(n, field));
        let both = |one: &str, two: &str| [Some(one.to_owned()), Some(two.to_owned())];
        assert_eq!(says(fields::CONTACT), [None, Some("王五".to_owned())]);
        assert_eq!(says(fields::REMARK), both("一店", "二店"));
        assert_eq!(says(fields::ADDRESS), both("解放路 1 号", "中山路 8 号"));
        world.check();
    }
}

#[test]
fn what_the_one_that_stays_was_told_later_stands_and_both_values_are_asked_about() {
    let (mut world, mut rep, mut boss) = merged();
    rep.put(&world.env, 2, fields::PHONE, "19900000002");
    rep.put(&world.env, 2, fields::REMARK, "二店");
    merges(&mut world, &mut boss);
    boss.put(&world.env, 1, fields::PHONE, "19900000001");
    boss.put(&world.env, 1, fields::REMARK, "一店，后来");
    boss.settle(&mut world);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(boss.says(1, fields::REMARK).as_deref(), Some("一店，后来"));
    let open = boss.book.open_conflicts();
    assert_eq!(open.len(), 1);
    let sides = boss.book.conflict(open[0].0, open[0].1).unwrap().sides;
    assert_eq!(sides[1].value, Some(text("19900000002")));
    world.check();
}

#[test]
fn what_a_person_kept_of_the_one_that_stays_is_kept_though_the_other_was_edited_later() {
    let (mut world, mut rep, mut boss) = merged();
    rep.put(&world.env, 2, fields::REMARK, "二店");
    rep.settle(&mut world);
    boss.settle(&mut world);
    merges(&mut world, &mut boss);
    rep.settle(&mut world);
    assert_eq!(rep.says(1, fields::REMARK).as_deref(), Some("一店"));
    world.check();
}

#[test]
fn a_shop_of_ones_own_with_the_licence_of_a_neighbours_does_not_write_to_that_one() {
    let mut world = World::new();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let key = (fields::LICENCE, LICENCE);
    boss.act(&world.env, vec![shop(1, "邻区店", &[key, (fields::LINE, "2号线")])]);
    boss.settle(&mut world);
    rep.act(&world.env, vec![shop(2, "自称", &[(fields::LINE, "1号线")])]);
    rep.settle(&mut world);
    let licence = rep.book.put(customer(2), fields::LICENCE, Some(text(LICENCE)), None);
    world.env.now_ms += 1_000;
    let address = rep.book.put(customer(2), fields::ADDRESS, Some(text("我的路")), None);
    rep.act(&world.env, vec![licence]);
    rep.act(&world.env, vec![address]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(shown(&boss), [1]);
    assert_eq!(boss.says(1, fields::ADDRESS), None);
    world.check();
}

#[test]
fn two_that_overwrote_each_others_value_before_they_became_one_do_not_do_so_for_ever() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let line = (fields::LINE, "1号线");
    boss.act(&world.env, (1..=3).map(|n| shop(n, "店", &[line])).collect());
    for (n, first, second) in [(2, "甲", "乙"), (3, "乙", "甲")] {
        boss.put(&world.env, n, fields::REMARK, first);
        world.env.now_ms += 1_000;
        boss.put(&world.env, n, fields::REMARK, second);
        world.env.now_ms += 1_000;
    }
    boss.settle(&mut world);
    for n in [2, 3] {
        let ops = merge_ops(&boss.book, customer(1), customer(n), &[fields::REMARK]);
        world.env.now_ms += 1_000;
        boss.act(&world.env, ops);
        boss.settle(&mut world);
    }
    boss.put(&world.env, 1, fields::ADDRESS, "中山路 8 号");
    boss.settle(&mut world);
    assert_eq!(boss.says(1, fields::REMARK).as_deref(), Some("甲"));
    world.check();
}
