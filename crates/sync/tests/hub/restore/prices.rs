//! Prices that a backup does not know: what becomes of them while only a rep holds them.

use jipan_book::{Op, product_id_of};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_sync::hub;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{Refusal, SyncRequest, Verdict, WireRole};

use super::names;
use crate::kit::*;

#[test]
fn a_later_price_that_a_rep_brings_is_not_believed_but_kept_until_a_manager_brings_it() {
    let mut world = World::new();
    let (mut boss, mut rep) = (world.boss.clone(), world.rep(T1, 2));
    let price = |on: u32, value: i64| Op::Product {
        id: product_id_of("P1"),
        field: fields::PRODUCT_PRICE,
        from: Some(day().checked_add_days(jipan_rules::Days::new(on.into())).unwrap()),
        value: Some(Value::Integer(value)),
        was: None,
    };
    boss.act(&world.env, vec![names("P1", "金叶"), price(0, 100)]);
    boss.settle(&mut world);
    let backup = world.records.clone();
    world.env.now_ms += 1_000;
    let later = boss.act(&world.env, vec![price(0, 200), price(9, 300)]);
    let said_again = boss.act(&world.env, vec![names("P1", "金叶")]);
    let new = boss.act(&world.env, vec![names("P2", "银叶"), price_of("P2", 500)]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // As it stands in the book of the rep, or made by hand: it cannot be told apart.
    let changes = [&later, &said_again, &new].map(|it| to_wire(it, true)).to_vec();
    let request = SyncRequest { changes, ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    let kept_there = Verdict::Refused(Refusal::Role);
    // Of what says nothing new there is nothing to keep.
    let (ms, counter) = (said_again.stamp.ms(), said_again.stamp.counter());
    assert_eq!(
        said.verdicts,
        [(0, kept_there.clone()), (1, Verdict::Restamped(ms, counter)), (2, kept_there)],
        "its text is kept by who has it"
    );
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    let prices = |tablet: &Tablet, code: &str| {
        let product = tablet.book.product(product_id_of(code)).unwrap();
        let prices = product.values().filter(|it| it.field == fields::PRODUCT_PRICE);
        prices.map(|it| it.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(prices(&second, "P1"), [Value::Integer(100)]);
    assert_eq!(prices(&second, "P2"), [], "what a product is called is taken of one nobody knows");
    // What the company says anew since is later than what anybody holds.
    second.act(&world.env, vec![price(9, 400)]);
    second.settle(&mut world);
    boss.settle(&mut world);
    rep.settle(&mut world);
    for tablet in [&boss, &rep] {
        assert_eq!(prices(tablet, "P1"), [Value::Integer(200), Value::Integer(400)]);
        assert_eq!(prices(tablet, "P2"), [Value::Integer(500)]);
    }
    assert_eq!((&rep.refused[..], &boss.refused[..]), (&[][..], &[][..]));
    world.check();
}

#[test]
fn an_earlier_price_that_nobody_here_had_seen_is_kept_by_the_rep_who_holds_it() {
    let mut world = World::new();
    let (mut boss, mut rep) = (world.boss.clone(), world.rep(T1, 2));
    let says = |tablet: &Tablet, value: i64| {
        let (id, field) = (product_id_of("P1"), fields::PRODUCT_PRICE);
        tablet.book.put_product(id, field, Some(day()), Some(Value::Integer(value)))
    };
    boss.act(&world.env, vec![names("P1", "金叶"), price_of("P1", 100)]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    let backup = world.records.clone();
    world.env.now_ms += 1_000;
    let told = [says(&boss, 110), says(&boss, 120)].map(|op| boss.act(&world.env, vec![op]));
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.records = backup;
    world.env.now_ms += 60_000;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    second.act(&world.env, vec![says(&second, 130)]);
    second.settle(&mut world);
    let changes = told.iter().map(|it| to_wire(it, true)).collect();
    let request = SyncRequest { changes, ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    let kept = Verdict::Refused(Refusal::Role);
    assert_eq!(said.verdicts, [(0, kept.clone()), (1, kept)]);
    boss.settle(&mut world);
    second.settle(&mut world);
    let asked = |tablet: &Tablet| {
        let all = tablet.book.shared_conflicts();
        let texts = all.iter().map(|it| (it.shown.value, it.lost.value));
        texts.map(|both| format!("{both:?}")).collect::<Vec<_>>()
    };
    for tablet in [&boss, &second] {
        let all = asked(tablet);
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(all[0].contains("130") && all[0].contains("120"), "{all:?}");
    }
    // Brought once more it says nothing new.
    let again = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    assert!(again.verdicts.iter().all(|(_, it)| !matches!(it, Verdict::Refused(_))));
    rep.settle(&mut world);
    world.check();
}

fn price_of(code: &str, value: i64) -> Op {
    let (id, field) = (product_id_of(code), fields::PRODUCT_PRICE);
    Op::Product { id, field, from: Some(day()), value: Some(Value::Integer(value)), was: None }
}
