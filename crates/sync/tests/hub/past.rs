//! What somebody had alone, before joining: orders come in, and of products and rules what the company
//! does not say itself.

mod shared;

use jipan_book::{Action, BatchInfo, BatchKind, Change, Op, OrderWrite, PlacedOrder};
use jipan_book::{order_id_of, product_id_of};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::BatchId;
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::hub;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{Refusal, SyncRequest, Verdict, WireRole};

use super::kit::*;

const KNOWN: &str = "6901028001";
const NEW: &str = "6901028002";

fn product(code: &str, field: FieldId, value: Value) -> Op {
    let from = [fields::PRODUCT_PRICE, fields::PRODUCT_COST, fields::PRODUCT_PACK].contains(&field);
    let (id, from) = (product_id_of(code), from.then_some(day()));
    Op::Product { id, field, from, value: Some(value), was: None }
}

/// A file of orders with the products that its lines name, as a tablet alone writes it.
fn import(rep: &mut Tablet, world: &World) -> Change {
    let lines = [KNOWN, NEW].map(|code| OrderLine {
        product: product_id_of(code),
        quantity: 3,
        price: 1_000_000,
        amount: 30_000,
        pack: 50,
    });
    let placed = PlacedOrder {
        number: "D1".into(),
        on: day(),
        source: OrderSource::File,
        status: OrderStatus::Delivered,
        review: 0,
        lines: lines.to_vec(),
    };
    let order = Op::Order {
        id: order_id_of("D1"),
        customer: customer(7),
        write: OrderWrite::Place(Box::new(placed)),
    };
    let info = BatchInfo {
        id: BatchId::new(Uuid::from_u128(77)),
        kind: BatchKind::Orders,
        name: "订单.xlsx".into(),
        n_added: 1,
        n_updated: 0,
        n_failed: 0,
    };
    let ops = vec![
        product(KNOWN, fields::PRODUCT_CODE, text(KNOWN)),
        product(KNOWN, fields::PRODUCT_NAME, text("自己叫的名")),
        product(NEW, fields::PRODUCT_CODE, text(NEW)),
        product(NEW, fields::PRODUCT_NAME, text("银叶")),
        product(NEW, fields::PRODUCT_PACK, Value::Integer(50)),
        product(NEW, fields::PRODUCT_PRICE, Value::Integer(1_000_000)),
        product(NEW, fields::PRODUCT_COST, Value::Integer(900_000)),
        order,
        Op::Batch(info),
    ];
    rep.act_as(&world.env, local(2), vec![create(7, "七", Some("1号线"))]);
    let change = rep.act_as(&world.env, local(2), ops);
    Change { action: Action::Import, ..change }
}

fn world() -> (World, Tablet, Tablet) {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let values = [(fields::PRODUCT_CODE, KNOWN), (fields::PRODUCT_NAME, "金叶")];
    let ops = values.map(|(field, value)| product(KNOWN, field, text(value)));
    boss.act(&world.env, ops.to_vec());
    boss.settle(&mut world);
    world.env.now_ms += 1_000;
    let rep = world.rep(T1, 2);
    (world, boss, rep)
}

/// Which values the company has of a product, and its name.
fn said(tablet: &Tablet, code: &str) -> (Vec<FieldId>, Option<String>) {
    let it = tablet.book.product(product_id_of(code)).unwrap();
    let fields = it.values().map(|it| it.field).collect();
    (fields, it.text(fields::PRODUCT_NAME).map(str::to_owned))
}

fn check(world: &mut World, boss: &mut Tablet) {
    boss.settle(world);
    assert_eq!(boss.book.n_orders(), 1);
    assert_eq!(said(boss, KNOWN).1.as_deref(), Some("金叶"), "the company's own is not changed");
    let taken = vec![fields::PRODUCT_CODE, fields::PRODUCT_NAME, fields::PRODUCT_PACK];
    assert_eq!(said(boss, NEW), (taken, Some("银叶".to_owned())), "neither price nor cost");
    world.check();
}

#[test]
fn orders_that_a_rep_imported_alone_come_in_without_what_the_company_says_itself() {
    let (mut world, mut boss, mut rep) = world();
    let whole = import(&mut rep, &world);
    rep.settle(&mut world);
    let kept: Vec<_> = rep.refused.iter().map(|(of, why)| (of.id, *why)).collect();
    assert_eq!(kept, [(whole.id, Refusal::Known)], "what was left out stays with its text");
    check(&mut world, &mut boss);
}

#[test]
fn a_past_that_is_sent_twice_and_as_state_too_is_taken_once() {
    let (mut world, mut boss, mut rep) = world();
    import(&mut rep, &world);
    let unsent = rep.unsent.clone();
    let mut parts = rep.book.parts_of_batches();
    parts.extend(rep.book.parts_of(0..rep.book.n_rows()));
    let mut changes: Vec<_> = parts.iter().map(|part| to_wire(part, true)).collect();
    changes.extend(unsent.iter().chain(&unsent).map(|change| to_wire(change, false)));
    let request = SyncRequest { changes, ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    let is_taken = |verdict: &Verdict| {
        matches!(verdict, Verdict::Refused(Refusal::Known) | Verdict::Restamped(..))
    };
    assert!(said.verdicts.iter().all(|(_, it)| is_taken(it)), "{:?}", said.verdicts);
    rep.unsent.clear();
    check(&mut world, &mut boss);
}

#[test]
fn a_product_that_a_rep_writes_after_joining_is_not_taken_for_one_of_before() {
    let (mut world, boss, mut rep) = world();
    let change = rep.act(&world.env, vec![product(NEW, fields::PRODUCT_CODE, text(NEW))]);
    let request = SyncRequest { changes: vec![to_wire(&change, false)], ..rep.request() };
    let said = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    assert!(matches!(said.verdicts[..], [(0, Verdict::Refused(_))]));
    assert_eq!(boss.book.products().count(), 1);
}

#[test]
fn products_and_rules_that_a_second_manager_had_alone_fill_in_and_override_nothing() {
    let (mut world, mut boss, _rep) = world();
    boss.act(&world.env, vec![boss.book.put_rule(1, day(), Some("2 3 5".into()))]);
    boss.settle(&mut world);
    world.env.now_ms += 1_000;
    let mut second = world.join(WireRole::Manager, &[], 5);
    let past = local(5);
    let later = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
    let price = |code: &str| Op::Product {
        id: product_id_of(code),
        field: fields::PRODUCT_PRICE,
        from: Some(later),
        value: Some(Value::Integer(1)),
        was: None,
    };
    let new = product(NEW, fields::PRODUCT_CODE, text(NEW));
    let named = product(KNOWN, fields::PRODUCT_NAME, text("别的"));
    let mixed = second.act_as(&world.env, past, vec![named, price(KNOWN), new, price(NEW)]);
    let over = Op::Rule { key: 1, from: later, value: Some("9".into()), was: None };
    let over = second.act_as(&world.env, past, vec![over]);
    let other = Op::Rule { key: 8, from: day(), value: Some("7".into()), was: None };
    second.act_as(&world.env, past, vec![other]);
    // The answer is lost, and all is said again.
    second.ask(&mut world).unwrap();
    second.settle(&mut world);
    let kept: Vec<_> = second.refused.iter().map(|(of, why)| (of.id, *why)).collect();
    assert_eq!(kept, [(mixed.id, Refusal::Known), (over.id, Refusal::Known)]);
    boss.settle(&mut world);
    for tablet in [&boss, &second] {
        let known = vec![fields::PRODUCT_CODE, fields::PRODUCT_NAME];
        assert_eq!(said(tablet, KNOWN), (known, Some("金叶".to_owned())));
        assert_eq!(said(tablet, NEW).0, [fields::PRODUCT_CODE, fields::PRODUCT_PRICE]);
        let rules: Vec<_> = tablet.book.rules().keys().map(|(key, _)| *key).collect();
        assert_eq!(rules, [1, 8]);
    }
    world.check();
}

#[test]
fn what_others_wrote_later_does_not_shut_out_a_past_that_comes_again_after_a_restore() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    world.env.now_ms += 1_000;
    let mut second = world.join(WireRole::Manager, &[], 5);
    let backup = world.records.clone();
    let named = [(fields::PRODUCT_CODE, NEW), (fields::PRODUCT_NAME, "银叶")];
    let ops = named.map(|(field, value)| product(NEW, field, text(value))).to_vec();
    second.act_as(&world.env, local(5), ops);
    second.settle(&mut world);
    boss.settle(&mut world);
    world.env.now_ms += 1_000;
    let brand = boss.act(&world.env, vec![product(NEW, fields::PRODUCT_BRAND, text("叶"))]);
    boss.settle(&mut world);
    world.records = backup;
    hub::restored(&mut world.records, &mut world.env).unwrap();
    // What was written later comes first.
    boss.unsent = vec![brand];
    boss.settle(&mut world);
    second.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!((second.refused.len(), said(&boss, NEW).1.as_deref()), (0, Some("银叶")));
    world.check();
}

#[test]
fn a_past_is_not_lifted_over_what_others_wrote_since() {
    let (mut world, mut boss, mut rep) = world();
    rep.act_as(&world.env, local(2), vec![create(7, "七", Some("1号线"))]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    world.env.now_ms += 60_000;
    boss.put(&world.env, 7, fields::ADDRESS, "公司说的");
    boss.settle(&mut world);
    rep.settle(&mut world);
    // Of before joining by its stamp and its author, but it saw what the boss wrote today.
    let op = rep.book.put(customer(7), fields::ADDRESS, Some(text("从前的")), None);
    rep.ahead_ms = -3_600_000;
    rep.last_ms = 0;
    let past = rep.act_as(&world.env, local(2), vec![op]);
    assert!(past.stamp.ms() < START_MS + 1_000);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.says(7, fields::ADDRESS).as_deref(), Some("公司说的"));
    // What is of the present goes on from it all the same, however slow the clock.
    rep.put(&world.env, 7, fields::ADDRESS, "现在的");
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(boss.says(7, fields::ADDRESS).as_deref(), Some("现在的"));
    world.check();
}
