//! Orders, products and rules at the endpoint: whose they are, who may, and who reads what.

mod reviews;

use jipan_book::{
    Action, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp, order_id_of, product_id_of,
};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::OrderId;
use jipan_sync::hub;
use jipan_sync::records::{Records as _, ScopeRow};
use jipan_sync::wire::{Refusal, Scope, Verdict, WireRole};

use super::kit::*;

const NAME: FieldId = FieldId(151);
/// The cost of a product: no price and no amount has these digits.
const SECRET: i64 = 987_654_321;

fn order(name: &str) -> OrderId {
    order_id_of(name)
}

fn write(n: u128, name: &str, write: OrderWrite) -> Op {
    Op::Order { id: order(name), customer: customer(n), write }
}

fn place(n: u128, name: &str, source: OrderSource, status: OrderStatus) -> Op {
    let product = product_id_of("6901028001");
    let lines =
        vec![OrderLine { product, quantity: 3, price: 1_000_000, amount: 30_000, pack: 50 }];
    let review = u8::from(status == OrderStatus::InReview);
    let placed = PlacedOrder { number: name.into(), on: day(), source, status, review, lines };
    write(n, name, OrderWrite::Place(Box::new(placed)))
}

fn app(n: u128, name: &str, status: OrderStatus) -> Op {
    place(n, name, OrderSource::App, status)
}

fn go(n: u128, name: &str, to: OrderStatus) -> Op {
    write(n, name, OrderWrite::Move { to, why: None })
}

/// Two customers, one of each territory.
fn world() -> World {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    boss.act(&world.env, vec![create(2, "二", Some("2号线"))]);
    boss.settle(&mut world);
    world.boss = boss;
    world
}

fn status(tablet: &Tablet, name: &str) -> Option<OrderStatus> {
    tablet.book.order(order(name)).filter(|it| !it.is_gone).map(|it| it.status)
}

fn refused(tablet: &Tablet) -> Vec<Refusal> {
    tablet.refused.iter().map(|(_, why)| *why).collect()
}

#[test]
fn a_rep_enters_orders_of_the_own_territory_and_of_no_other() {
    let mut world = world();
    let (mut rep, mut other) = (world.rep(T1, 2), world.rep(T2, 3));
    rep.settle(&mut world);
    other.settle(&mut world);
    rep.act(&world.env, vec![app(1, "D1", OrderStatus::Placed)]);
    rep.settle(&mut world);
    assert_eq!(refused(&rep), []);
    other.act(&world.env, vec![app(1, "D2", OrderStatus::Placed)]);
    other.settle(&mut world);
    assert_eq!(refused(&other), [Refusal::Territory]);
    assert_eq!(other.book.n_orders(), 0, "neither the own one nor that of the colleague is here");
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    let row = boss.book.row_of(customer(1)).unwrap();
    let orders: Vec<_> = boss.book.orders(row).map(|it| (it.number, it.amount())).collect();
    assert_eq!(orders, [("D1", 30_000)]);
    assert_eq!(boss.book.months(row)[0].quantity, 3);
    world.check();
}

#[test]
fn a_rep_neither_imports_nor_approves_nor_passes_the_review_by() {
    use OrderStatus::{Delivered, InReview, Placed};
    let mut world = world();
    let mut rep = world.rep(T1, 2);
    let mut lead = world.join(WireRole::Supervisor, &[T1], 3);
    rep.settle(&mut world);
    rep.act(&world.env, vec![place(1, "D1", OrderSource::File, Delivered)]);
    rep.settle(&mut world);
    rep.act(&world.env, vec![app(1, "D2", InReview)]);
    rep.settle(&mut world);
    rep.act(&world.env, vec![go(1, "D2", Placed)]);
    rep.settle(&mut world);
    assert_eq!(refused(&rep), [Refusal::Role; 2]);
    assert_eq!((status(&rep, "D1"), status(&rep, "D2")), (None, Some(InReview)));
    let mut special = app(1, "D3", InReview);
    if let Op::Order { write: OrderWrite::Place(placed), .. } = &mut special {
        placed.status = Placed;
    }
    rep.act(&world.env, vec![special]);
    rep.settle(&mut world);
    assert_eq!(refused(&rep), [Refusal::Role; 3]);
    lead.settle(&mut world);
    lead.act(&world.env, vec![go(1, "D2", Placed)]);
    lead.settle(&mut world);
    rep.settle(&mut world);
    assert_eq!((refused(&lead), status(&rep, "D2")), (vec![], Some(Placed)));
    rep.act(&world.env, vec![go(1, "D2", Delivered)]);
    rep.settle(&mut world);
    lead.settle(&mut world);
    assert_eq!(status(&lead, "D2"), Some(Delivered));
    world.check();
}

#[test]
fn what_an_order_says_of_itself_does_not_pass_the_review_by() {
    use OrderStatus::{InReview, Placed};
    let mut world = world();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let limited = boss.book.put_rule(8, day(), Some("500;10".into()));
    boss.act(&world.env, vec![limited]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.env.now_ms += 1_000;
    let of = |name: &str, status, amount: Option<i64>| {
        let mut op = app(1, name, status);
        if let Op::Order { write: OrderWrite::Place(placed), .. } = &mut op {
            placed.lines.retain(|_| amount.is_some());
            placed.lines.iter_mut().for_each(|line| line.amount = amount.unwrap_or_default());
        }
        op
    };
    rep.act(&world.env, vec![of("D1", Placed, Some(50_000))]);
    rep.act(&world.env, vec![of("D2", Placed, Some(50_001))]);
    rep.act(&world.env, vec![of("D3", Placed, None)]);
    rep.act(&world.env, vec![of("D4", InReview, Some(50_001))]);
    rep.settle(&mut world);
    assert_eq!(refused(&rep), [Refusal::Role; 2]);
    let said = |tablet: &Tablet| ["D1", "D2", "D3", "D4"].map(|name| status(tablet, name));
    assert_eq!(said(&rep), [Some(Placed), None, None, Some(InReview)]);
    // What waits for review is written again as it is, but not past it.
    rep.act(&world.env, vec![of("D4", InReview, Some(50_001))]);
    rep.act(&world.env, vec![of("D4", Placed, Some(100))]);
    rep.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!((refused(&rep).len(), said(&boss)[3]), (3, Some(InReview)));
    assert_eq!(boss.book.order(order("D4")).unwrap().amount(), 50_001);
    world.check();
}

#[test]
fn neither_returns_nor_a_small_amount_nor_an_old_day_pass_an_order_by_the_review() {
    use OrderStatus::Placed;
    let mut world = world();
    let (mut rep, mut boss) = (world.rep(T1, 2), world.boss.clone());
    let past = day().checked_sub_days(jipan_rules::Days::new(60)).unwrap();
    let (old, new) = (Some("9000;10".into()), Some("500;10".into()));
    boss.act(&world.env, vec![boss.book.put_rule(8, past, old)]);
    let since = day().checked_sub_days(jipan_rules::Days::new(40)).unwrap();
    boss.act(&world.env, vec![boss.book.put_rule(8, since, new)]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    world.env.now_ms += 1_000;
    let product = product_id_of("6901028001");
    let line =
        |quantity, amount| OrderLine { product, quantity, price: 1_000_000, amount, pack: 50 };
    let of = |name: &str, on, lines: Vec<OrderLine>| {
        let mut op = app(1, name, Placed);
        if let Op::Order { write: OrderWrite::Place(placed), .. } = &mut op {
            (placed.on, placed.lines) = (on, lines);
        }
        op
    };
    let plain = vec![line(5, 50_000)];
    rep.act(&world.env, vec![of("D1", day(), plain.clone())]);
    rep.act(&world.env, vec![of("D2", day(), vec![line(5, 49_998)])]);
    rep.act(
        &world.env,
        vec![of("D3", day(), vec![line(5, 50_000), line(1, 10_000), line(-9, -90_000)])],
    );
    rep.act(&world.env, vec![of("D4", past, vec![line(6, 60_000)])]);
    rep.act(&world.env, vec![of("D5", past, plain)]);
    rep.act(&world.env, vec![of("D6", day(), vec![line(5, 50_000), line(-1, -10_000)])]);
    rep.settle(&mut world);
    let said = ["D1", "D2", "D3", "D4", "D5", "D6"].map(|name| status(&rep, name).is_some());
    assert_eq!(said, [true, false, false, false, true, true]);
    assert_eq!(refused(&rep), [Refusal::Role; 3]);
    world.check();
}

#[test]
fn a_rep_takes_back_an_own_order_and_no_other() {
    let mut world = world();
    let mut rep = world.rep(T1, 2);
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![app(1, "D1", OrderStatus::Placed)]);
    boss.act(&world.env, vec![place(1, "D2", OrderSource::File, OrderStatus::Delivered)]);
    boss.settle(&mut world);
    rep.settle(&mut world);
    rep.act(&world.env, vec![app(1, "D3", OrderStatus::Placed)]);
    let out = |name| write(1, name, OrderWrite::Drop { is_gone: true });
    for name in ["D1", "D2", "D3"] {
        rep.act(&world.env, vec![out(name)]);
    }
    rep.settle(&mut world);
    assert_eq!(refused(&rep), [Refusal::Role; 2]);
    assert_eq!(status(&rep, "D1"), Some(OrderStatus::Placed));
    assert_eq!((status(&rep, "D2").is_some(), status(&rep, "D3")), (true, None));
    world.check();
}

#[test]
fn who_delivers_by_a_slow_clock_what_was_approved_has_delivered_it() {
    use OrderStatus::{Delivered, InReview, Placed};
    let mut world = world();
    let mut rep = world.rep(T1, 2);
    let mut driver = world.rep(T1, 3);
    driver.ahead_ms = -3 * 24 * 3_600_000;
    rep.act(&world.env, vec![app(1, "D1", InReview)]);
    rep.settle(&mut world);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    boss.act(&world.env, vec![go(1, "D1", Placed)]);
    boss.settle(&mut world);
    driver.settle(&mut world);
    driver.act(&world.env, vec![go(1, "D1", Delivered)]);
    let response = driver.round(&mut world);
    assert!(matches!(response.verdicts[..], [(0, Verdict::Restamped(..))]));
    driver.settle(&mut world);
    rep.settle(&mut world);
    for tablet in [&driver, &rep] {
        assert_eq!(status(tablet, "D1"), Some(Delivered));
        assert_eq!(tablet.book.order(order("D1")).unwrap().odd_moves, 0);
    }
    world.check();
}

#[test]
fn of_two_who_decide_without_each_other_all_tablets_say_the_same() {
    use OrderStatus::{Cancelled, InReview, Placed, Rejected};
    let mut world = world();
    let mut rep = world.rep(T1, 2);
    let mut lead = world.join(WireRole::Supervisor, &[T1], 3);
    rep.act(&world.env, vec![app(1, "D1", InReview), app(1, "D2", InReview)]);
    rep.settle(&mut world);
    lead.settle(&mut world);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    rep.act(&world.env, vec![go(1, "D1", Cancelled)]);
    lead.act(&world.env, vec![go(1, "D1", Placed), go(1, "D2", Placed)]);
    boss.act(&world.env, vec![go(1, "D2", Rejected)]);
    for _ in 0..2 {
        for tablet in [&mut lead, &mut rep, &mut boss] {
            tablet.settle(&mut world);
        }
    }
    let said = [&rep, &lead, &boss].map(|it| (status(it, "D1"), status(it, "D2")));
    assert_eq!(said[0], said[1]);
    assert_eq!(said[0], said[2]);
    assert_eq!(said[0].0, Some(Cancelled), "what was cancelled is not sent out");
    world.check();
}

#[test]
fn what_a_product_costs_never_reaches_a_rep_or_a_supervisor() {
    let mut world = world();
    let mut boss = world.boss.clone();
    let id = product_id_of("6901028001");
    let cost = boss.book.put_product(id, COST, Some(day()), Some(Value::Integer(SECRET)));
    let name = boss.book.put_product(id, NAME, None, Some(text("金叶")));
    boss.act(&world.env, vec![name, cost.clone()]);
    boss.act(&world.env, vec![cost]);
    let was = boss.book.put_product(id, COST, Some(day()), None);
    let order = place(1, "D1", OrderSource::File, OrderStatus::Delivered);
    boss.act(&world.env, vec![order, was, boss.book.put_rule(1, day(), Some("2 3 5".into()))]);
    boss.settle(&mut world);
    let mut second = world.join(WireRole::Manager, &[], 9);
    second.settle(&mut world);
    assert_eq!(second.book.digest_of_batches(), boss.book.digest_of_batches());
    for (role, number) in [(WireRole::Rep, 2), (WireRole::Supervisor, 3)] {
        let mut rep = world.join(role, &[T1], number);
        let response = rep.round(&mut world);
        assert!(!serde_json::to_string(&response).unwrap().contains(&SECRET.to_string()));
        rep.settle(&mut world);
        let product = rep.book.product(id).unwrap();
        assert_eq!(product.text(NAME), Some("金叶"));
        assert!(product.values().all(|it| it.field != COST));
        assert_eq!(rep.book.rules().len(), 1);
        assert_eq!(status(&rep, "D1"), Some(OrderStatus::Delivered));
        let op = rep.book.put_product(id, NAME, None, Some(text("别的")));
        rep.act(&world.env, vec![op]);
        rep.act(&world.env, vec![rep.book.put_rule(1, day(), Some("9 9 9".into()))]);
        rep.settle(&mut world);
        assert_eq!(refused(&rep), [Refusal::Role; 2]);
    }
    world.check();
}

#[test]
fn rules_that_a_rep_had_alone_are_not_those_of_the_company_but_the_orders_are() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    let by = local(2);
    let old = rep.book.put_rule(1, day(), Some("9 9 9".into()));
    rep.act_as(&world.env, by, vec![create(1, "一", Some("1号线"))]);
    rep.act_as(&world.env, by, vec![place(1, "D1", OrderSource::File, OrderStatus::Delivered)]);
    rep.act_as(&world.env, by, vec![old]);
    rep.settle(&mut world);
    assert_eq!(refused(&rep), [Refusal::Role]);
    assert_eq!(rep.book.rules().len(), 0, "it is kept with the refused change alone");
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!((boss.book.rules().len(), boss.book.n_orders()), (0, 1));
    world.check();
}

#[test]
fn a_rule_whose_change_is_known_by_a_part_about_a_customer_is_taken_in_all_the_same() {
    let mut world = world();
    let mut boss = world.boss.clone();
    let rule = boss.book.put_rule(1, day(), Some("2 3 5".into()));
    let whole = boss.act(&world.env, vec![create(3, "三", None), rule]);
    boss.unsent = vec![whole.part_about(customer(3)).unwrap()];
    boss.round(&mut world);
    boss.unsent = vec![whole];
    boss.settle(&mut world);
    let mut other = world.join(WireRole::Manager, &[], 9);
    other.settle(&mut world);
    assert_eq!((other.name(3).as_deref(), other.book.rules().len()), (Some("三"), 1));
    world.check();
}

#[test]
fn what_is_about_no_customer_is_summed_up_anew_when_the_program_starts() {
    let mut world = world();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![boss.book.put_rule(1, day(), Some("2 3 5".into()))]);
    boss.settle(&mut world);
    // As a program left it that did not sum it up.
    let row = world.records.scope(Scope::Company).unwrap();
    let row = ScopeRow { checksum: 0, checksum_open: 0, ..row };
    world.records.put_scope(Scope::Company, &row).unwrap();
    hub::rejudge(&mut world.records, &mut world.env).unwrap();
    world.check();
    boss.settle(&mut world);
}

#[test]
fn what_cannot_be_an_order_is_no_change() {
    let mut world = world();
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    let with = |change: fn(&mut PlacedOrder)| {
        let mut op = app(1, "D1", OrderStatus::Placed);
        if let Op::Order { write: OrderWrite::Place(placed), .. } = &mut op {
            change(placed);
        }
        op
    };
    let odd: [fn(&mut PlacedOrder); 6] = [
        |it| it.number = " ".into(),
        |it| it.number = "9".repeat(201).into(),
        |it| it.lines[0].pack = 0,
        |it| it.lines[0].price = -1,
        |it| it.lines[0].quantity = i64::MIN,
        |it| it.lines[0].amount = i64::MAX,
    ];
    for change in odd {
        rep.act(&world.env, vec![with(change)]);
    }
    rep.settle(&mut world);
    assert_eq!(refused(&rep), [Refusal::Invalid; 6]);
    assert_eq!(rep.book.n_orders(), 0);
    world.check();
}

#[test]
fn an_undo_takes_back_the_own_cancelling_of_an_order() {
    let mut world = world();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![app(1, "D1", OrderStatus::Placed)]);
    let cancelled = rep.act(&world.env, vec![go(1, "D1", OrderStatus::Cancelled)]);
    let ops = jipan_book::invert(&cancelled, &rep.book);
    assert_eq!(ops, [go(1, "D1", OrderStatus::Placed)]);
    let id = ChangeId { seq: cancelled.id.seq + 1, ..cancelled.id };
    let stamp = Stamp::new(cancelled.stamp.ms() + 1, 0, id.replica);
    rep.carry(&Change { id, stamp, action: Action::Undo, ops, ..cancelled });
    rep.settle(&mut world);
    let mut boss = world.boss.clone();
    boss.settle(&mut world);
    assert_eq!((refused(&rep), status(&boss, "D1")), (vec![], Some(OrderStatus::Placed)));
    world.check();
}
