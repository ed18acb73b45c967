//! Arbitrary writes of orders, objections, products and rules, and what is seen of them.

use jipan_book::{
    Book, Change, MonthSum, ObjectionView, ObjectionWrite, Op, OrderView, OrderWrite, PlacedOrder,
    Row,
};
use jipan_rules::budget::BudgetKey;
use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{FactId, OrderId, ProductId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

use crate::any::{any_fact, any_id, any_text, day};

pub(crate) fn order_id(n: u128) -> OrderId {
    OrderId::new(Uuid::from_u128((5 << 100) | n))
}

pub(crate) fn product_id(n: u128) -> ProductId {
    ProductId::new(Uuid::from_u128((6 << 100) | n))
}

fn any_status() -> impl Strategy<Value = OrderStatus> {
    prop::sample::select(OrderStatus::ALL.to_vec())
}

fn any_line() -> impl Strategy<Value = OrderLine> {
    let amount = prop_oneof![9 => -90_000_i64..90_000, 1 => any::<i64>()];
    (1_u128..4, -9_i64..90, 0_i64..9_000_000, amount, prop::sample::select(vec![1_u32, 50, 250]))
        .prop_map(|(product, quantity, price, amount, pack)| OrderLine {
            product: product_id(product),
            quantity,
            price,
            amount,
            pack,
        })
}

pub(crate) fn any_placed() -> impl Strategy<Value = PlacedOrder> {
    let number = prop::sample::select(vec!["D1", "D2", "CA-2016-152156"]);
    let source = prop::sample::select(vec![OrderSource::App, OrderSource::File]);
    let lines = prop::collection::vec(any_line(), 0..4);
    (number, 0_u64..90, source, any_status(), 0_u8..8, lines).prop_map(
        |(number, on, source, status, review, lines)| PlacedOrder {
            number: number.into(),
            on: day(on),
            source,
            status,
            review,
            lines,
        },
    )
}

fn any_order_write() -> impl Strategy<Value = OrderWrite> {
    let why = prop::option::of(Just("店主改主意了".into()));
    prop_oneof![
        4 => any_placed().prop_map(|placed| OrderWrite::Place(Box::new(placed))),
        4 => (any_status(), why).prop_map(|(to, why)| OrderWrite::Move { to, why }),
        1 => any::<bool>().prop_map(|is_gone| OrderWrite::Drop { is_gone }),
    ]
}

fn any_objection_write() -> impl Strategy<Value = ObjectionWrite> {
    let about = prop::sample::select(vec![Disputed::Class, Disputed::Tier, Disputed::Grade]);
    let came = vec![Outcome::Accepted, Outcome::Corrected, Outcome::Upheld];
    let outcome = prop::sample::select(came);
    prop_oneof![
        3 => about.prop_map(|about| ObjectionWrite::Raise { about, text: "不对".into() }),
        2 => outcome.prop_map(|outcome| ObjectionWrite::Answer { outcome, text: "好".into() }),
        1 => any::<bool>().prop_map(|is_gone| ObjectionWrite::Drop { is_gone }),
        1 => any::<bool>().prop_map(|is_open| ObjectionWrite::Reopen { is_open }),
    ]
}

/// The writes that layout 4 added.
pub(crate) fn any_op_4() -> impl Strategy<Value = Op> {
    let from = || prop::option::of((0_u64..40).prop_map(day));
    let value = || prop::option::of(prop_oneof![any_text(), (1_i64..900).prop_map(Value::Integer)]);
    let text = || prop::option::of(prop::sample::select(vec!["2 3 5", "2 3 6"]));
    let field = prop::sample::select(vec![150, 151, 154, 155, 157, 60_000]);
    prop_oneof![
        6 => (1_u128..4, any_id(), any_order_write()).prop_map(|(id, customer, write)| {
            Op::Order { id: order_id(id), customer, write }
        }),
        2 => (any_fact(), any_id(), any_objection_write())
            .prop_map(|(id, customer, write)| Op::Objection { id, customer, write }),
        2 => (1_u128..4, field, from(), value(), value()).prop_map(
            |(id, field, from, value, was)| {
                Op::Product { id: product_id(id), field: FieldId(field), from, value, was }
            },
        ),
        1 => (1_u16..4, 0_u64..40, text(), text()).prop_map(|(key, from, value, was)| {
            let (value, was) = (value.map(Into::into), was.map(Into::into));
            Op::Rule { key, from: day(from), value, was }
        }),
    ]
}

/// All that a person can see of the trade of one customer.
#[derive(Debug, PartialEq)]
pub(crate) struct SeenTrade {
    /// As they were placed and where they stand.
    orders: Vec<(OrderId, PlacedOrder, OrderStatus)>,
    months: Vec<MonthSum>,
    objections: Vec<(FactId, Disputed, Option<Outcome>)>,
}

pub(crate) fn seen_trade(book: &Book, row: Row) -> SeenTrade {
    let objections = book.objections(row).filter(|it| !it.is_gone);
    SeenTrade {
        orders: book.orders(row).map(|it| (it.id, it.placed().unwrap(), it.status)).collect(),
        months: book.months(row).to_vec(),
        objections: objections
            .map(|it| (it.id, it.about, it.answer.map(|answer| answer.outcome)))
            .collect(),
    }
}

/// A write of an order as the app makes it.
pub(crate) fn honest_order(now: Option<OrderView<'_>>, write: &OrderWrite) -> Option<OrderWrite> {
    match write {
        OrderWrite::Place(_) => Some(write.clone()),
        OrderWrite::Move { to, .. } => {
            now.filter(|it| !it.is_gone && it.status.may_become(*to)).map(|_| write.clone())
        }
        OrderWrite::Drop { .. } => now.map(|it| OrderWrite::Drop { is_gone: !it.is_gone }),
    }
}

/// A write of an objection as the app makes it.
pub(crate) fn honest_objection(
    now: Option<ObjectionView<'_>>,
    write: &ObjectionWrite,
) -> Option<ObjectionWrite> {
    match write {
        ObjectionWrite::Raise { .. } => now.is_none().then(|| write.clone()),
        ObjectionWrite::Answer { .. } => {
            now.filter(|it| it.answer.is_none()).map(|_| write.clone())
        }
        ObjectionWrite::Drop { .. } => now.map(|it| ObjectionWrite::Drop { is_gone: !it.is_gone }),
        ObjectionWrite::Reopen { .. } => {
            now.filter(|it| it.answer.is_some()).map(|_| ObjectionWrite::Reopen { is_open: true })
        }
    }
}

/// Writes of products, rules and the budget as the app makes them, each place once.
pub(crate) fn honest_shared(book: &Book, change: &Change) -> Vec<Op> {
    let mut ops: Vec<Op> = Vec::new();
    for op in &change.ops {
        let honest = if let Op::Product { id, field, from, value, .. } = op {
            book.put_product(*id, *field, *from, value.clone())
        } else if let Op::Rule { key, from, value, .. } = op {
            book.put_rule(*key, *from, value.clone())
        } else if let Op::Budget { key, value, .. } = op {
            book.put_budget(*key, value.clone())
        } else {
            continue;
        };
        let is_same = |other: &Op| match (other, &honest) {
            (
                Op::Product { id, field, from, .. },
                Op::Product { id: id_2, field: field_2, from: from_2, .. },
            ) => (id, field, from) == (id_2, field_2, from_2),
            (Op::Rule { key, from, .. }, Op::Rule { key: key_2, from: from_2, .. }) => {
                (key, from) == (key_2, from_2)
            }
            (Op::Budget { key, .. }, Op::Budget { key: key_2, .. }) => key == key_2,
            _ => false,
        };
        if !ops.iter().any(is_same) {
            ops.push(honest);
        }
    }
    ops
}

/// What is seen of products, rules and the budget.
pub(crate) type SeenShared = (
    Vec<(ProductId, FieldId, Option<NaiveDate>, Value)>,
    Vec<(u16, NaiveDate, Option<Box<str>>)>,
    Vec<(BudgetKey, Box<str>)>,
);

pub(crate) fn seen_shared(book: &Book) -> SeenShared {
    let products = (1..4).filter_map(|n| book.product(product_id(n))).flat_map(|product| {
        product.values().map(move |it| (product.id, it.field, it.from, it.value.clone()))
    });
    let rules = book.rules().iter().map(|(&(key, from), it)| (key, from, it.value.clone()));
    let budget = book.budget().iter().filter_map(|(key, it)| Some((*key, it.value.clone()?)));
    (products.collect(), rules.filter(|it| it.2.is_some()).collect(), budget.collect())
}
