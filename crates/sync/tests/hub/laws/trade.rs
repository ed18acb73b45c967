//! Orders, products and rules among what people do.

use jipan_book::{OrderWrite, PlacedOrder, order_id_of, product_id_of};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::value::Value;

use super::*;

/// What products cost begins with this number: no other figure does.
const SECRET: &str = "98765432";

/// What somebody does about trade.
#[derive(Debug, Clone)]
pub(super) enum Trade {
    /// One of few orders of a customer is entered, which nobody else enters: how many units, and whether
    /// it waits for review.
    Place(u128, u32, i64, bool),
    /// One that some device entered.
    Move(u128, u32, u64, OrderStatus),
    Drop(u128, u32, u64, bool),
    /// What one of few products is called, sells for, costs.
    Name(u32, u32),
    Price(u32, u32),
    Cost(u32, u32),
    Rule(u32),
}

pub(super) fn any_trade() -> impl Strategy<Value = Trade> {
    use OrderStatus::{Cancelled, Delivered, InReview, Placed, Rejected};
    let (n, k) = (|| 1..=N, || 0_u32..2);
    let status = prop::sample::select(vec![InReview, Placed, Delivered, Rejected, Cancelled]);
    prop_oneof![
        4 => (n(), k(), 1_i64..9, any::<bool>())
            .prop_map(|(n, k, quantity, waits)| Trade::Place(n, k, quantity, waits)),
        4 => (n(), k(), 1_u64..5, status).prop_map(|(n, k, of, to)| Trade::Move(n, k, of, to)),
        1 => (n(), k(), 1_u64..5, any::<bool>())
            .prop_map(|(n, k, of, is_gone)| Trade::Drop(n, k, of, is_gone)),
        2 => (k(), 0_u32..50).prop_map(|(p, k)| Trade::Name(p, k)),
        2 => (k(), 0_u32..50).prop_map(|(p, k)| Trade::Price(p, k)),
        2 => (k(), 0_u32..10).prop_map(|(p, k)| Trade::Cost(p, k)),
        1 => (1_u32..50).prop_map(Trade::Rule),
    ]
}

pub(super) fn op_of_trade(tablet: &Tablet, act: &Trade) -> Op {
    let order = |(n, k, of): (u128, u32, u64), write| {
        let (id, customer) = (order_id_of(&format!("D{n}-{k}-{of}")), customer(n));
        Op::Order { id, customer, write }
    };
    let product = |p: u32| product_id_of(&format!("P{p}"));
    let put =
        |p: u32, field, from, value| tablet.book.put_product(product(p), field, from, Some(value));
    match *act {
        Trade::Place(n, k, quantity, is_waiting) => {
            let status = if is_waiting { OrderStatus::InReview } else { OrderStatus::Placed };
            let (price, amount) = (10_000, quantity * 100);
            let line = OrderLine { product: product(k), quantity, price, amount, pack: 50 };
            let placed = PlacedOrder {
                number: mark(n, k).into(),
                on: day(),
                source: OrderSource::App,
                status,
                review: u8::from(is_waiting),
                lines: vec![line],
            };
            order((n, k, tablet.number), OrderWrite::Place(Box::new(placed)))
        }
        Trade::Move(n, k, of, to) => {
            order((n, k, of), OrderWrite::Move { to, why: Some(mark(n, k).into()) })
        }
        Trade::Drop(n, k, of, is_gone) => order((n, k, of), OrderWrite::Drop { is_gone }),
        Trade::Name(p, k) => put(p, fields::PRODUCT_NAME, None, text(&format!("货{k}"))),
        Trade::Price(p, k) => {
            put(p, fields::PRODUCT_PRICE, Some(day()), Value::Integer(i64::from(k) * 10_000))
        }
        Trade::Cost(p, k) => {
            let cost = format!("{SECRET}{k}").parse().unwrap();
            put(p, COST, Some(day()), Value::Integer(cost))
        }
        // No order here is as much as that: what is special is judged by the rule that is known then.
        Trade::Rule(k) => tablet.book.put_rule(8, day(), Some(format!("{k}00000;10").into())),
    }
}

/// What only managers read is in no answer for others.
pub(super) fn hears_no_cost(world: &mut World, tablet: &Tablet, json: &str) {
    let person = world.records.person(tablet.person).unwrap().unwrap();
    let is_manager = person.role == jipan_rules::permission::Role::Manager;
    assert!(is_manager || !json.contains(SECRET), "what a product costs is in {json}");
}

/// All that one can see of orders, products and rules, but for moves that do not count.
pub(super) fn seen_of_trade(tablet: &Tablet) -> Vec<String> {
    let book = &tablet.book;
    let orders = book.all_orders().map(|(_, it)| {
        format!("{:?} {} {:?} {}", it.customer, it.number, (it.status, it.is_gone), it.quantity())
    });
    let products = book.products().flat_map(|it| {
        let values = it.values().map(|it| format!("{:?} {:?} {:?}", it.field, it.from, it.value));
        values.collect::<Vec<_>>()
    });
    let rules = book.rules().iter().map(|(key, it)| format!("{key:?} {:?}", it.value));
    let mut all: Vec<String> = orders.chain(products).chain(rules).collect();
    all.sort_unstable();
    all
}
