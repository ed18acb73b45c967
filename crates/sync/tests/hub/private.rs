//! What only managers read goes to managers only, and the sums of both agree all the same.

use jipan_book::{Op, product_id_of};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_sync::hub;
use jipan_sync::wire::WireRole;

use super::kit::*;

const SECRET: &str = "6222020200112233445";

#[test]
fn a_bank_account_never_reaches_a_rep_or_a_supervisor() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let values =
        vec![(fields::NAME, text("一")), (fields::LINE, text("1号线")), (bank(), text(SECRET))];
    boss.act(&world.env, vec![Op::Create { id: customer(1), values }]);
    boss.act(&world.env, vec![create(2, "二", Some("1号线"))]);
    boss.put(&world.env, 2, bank(), SECRET);
    let reason = Op::Reason {
        of: boss.unsent[1].id,
        customer: customer(2),
        field: bank(),
        text: SECRET.into(),
    };
    boss.act(&world.env, vec![reason]);
    boss.settle(&mut world);
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    assert_eq!(second.says(1, bank()).as_deref(), Some(SECRET));
    for (role, number) in [(WireRole::Rep, 2), (WireRole::Supervisor, 3)] {
        let mut rep = world.join(role, &[T1], number);
        rep.refetch.insert(customer(1));
        let response = rep.round(&mut world);
        assert!(!serde_json::to_string(&response).unwrap().contains(SECRET));
        rep.settle(&mut world);
        assert_eq!((rep.name(1).as_deref(), rep.says(1, bank())), (Some("一"), None));
        rep.put(&world.env, 1, fields::ADDRESS, "中山路");
        rep.settle(&mut world);
    }
    boss.settle(&mut world);
    assert_eq!(boss.says(2, bank()).as_deref(), Some(SECRET));
    world.check();
}

#[test]
fn a_rep_may_not_write_it_but_may_create_a_customer_with_it() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let values = vec![(fields::NAME, text("一")), (bank(), text(SECRET))];
    rep.act(&world.env, vec![Op::Create { id: customer(1), values }]);
    rep.put(&world.env, 1, bank(), "1");
    rep.round(&mut world);
    assert_eq!(rep.refused.len(), 1);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!(boss.says(1, bank()).as_deref(), Some(SECRET));
    world.check();
}

#[test]
fn what_a_reduced_copy_lacked_comes_back_with_a_whole_one_after_a_restore() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let (mut second, mut rep) = (world.join(WireRole::Manager, &[], 9), world.rep(T1, 2));
    for tablet in [&mut boss, &mut second, &mut rep] {
        tablet.settle(&mut world);
    }
    let (backup, product, cost) =
        (world.records.clone(), product_id_of("6901028001"), FieldId(155));
    let values =
        vec![(fields::NAME, text("一")), (fields::LINE, text("1号线")), (bank(), text(SECRET))];
    boss.act(&world.env, vec![Op::Create { id: customer(1), values }]);
    boss.act(&world.env, vec![create(2, "二", Some("1号线"))]);
    let puts = [(fields::ADDRESS, "中山路"), (bank(), SECRET)];
    let puts = puts.map(|(field, it)| boss.book.put(customer(2), field, Some(text(it)), None));
    boss.act(&world.env, puts.to_vec());
    let values = [(FieldId(151), None, text("金叶")), (cost, Some(day()), Value::Integer(9_000))];
    let puts =
        values.map(|(field, from, it)| boss.book.put_product(product, field, from, Some(it)));
    boss.act(&world.env, puts.to_vec());
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // The rep is here first, and a manager's tablet hears what the rep knows.
    rep.settle(&mut world);
    second.settle(&mut world);
    assert_eq!((second.name(1).as_deref(), second.says(1, bank())), (Some("一"), None));
    boss.settle(&mut world);
    let mut third = world.join(WireRole::Manager, &[], 10);
    for tablet in [&mut second, &mut third, &mut boss] {
        tablet.settle(&mut world);
        assert_eq!([1, 2].map(|n| tablet.says(n, bank())), [1, 2].map(|_| Some(SECRET.to_owned())));
        let costs = tablet.book.product(product).unwrap();
        assert!(costs.values().any(|it| it.field == cost), "what it costs");
    }
    let response = rep.round(&mut world);
    assert!(!serde_json::to_string(&response).unwrap().contains(SECRET));
    rep.settle(&mut world);
    world.check();
}

#[test]
fn who_got_what_only_managers_read_with_a_file_takes_the_customer_anew_without_it() {
    let mut world = World::new();
    let (mut boss, mut rep) = (world.boss.clone(), world.rep(T1, 2));
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    let account = boss.put(&world.env, 1, bank(), "6222000000000000001");
    boss.settle(&mut world);
    // By way of a file, though the company has it already.
    rep.carry(&account);
    rep.settle(&mut world);
    assert_eq!((rep.says(1, bank()), rep.refused.len()), (None, 0));
    world.check();
}
