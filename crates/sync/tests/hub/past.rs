//! What a rep had alone, before joining: orders come in, and of products what names them.

use jipan_book::{Action, BatchInfo, BatchKind, Change, Op, OrderWrite, PlacedOrder};
use jipan_book::{order_id_of, product_id_of};
use jipan_rules::Uuid;
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::BatchId;
use jipan_sync::hub;
use jipan_sync::wire::ops::to_wire;
use jipan_sync::wire::{SyncRequest, Verdict};

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
    import(&mut rep, &world);
    rep.settle(&mut world);
    assert_eq!(rep.refused, []);
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
    // Of products by themselves what the company says otherwise is kept as text by the tablet.
    let (first, rest) = said.verdicts.split_first().unwrap();
    assert!(matches!(first, (0, Verdict::Refused(_))), "{first:?}");
    assert!(rest.iter().all(|(_, it)| matches!(it, Verdict::Restamped(..))), "{rest:?}");
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
