//! One write of every kind of trade. Not here: what is done with them.

use jipan_book::{Action, Change, ObjectionWrite, Op, OrderWrite, PlacedOrder};
use jipan_book::{order_id_of, product_id_of};
use jipan_rules::NaiveDate;
use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::schema::fields;
use jipan_rules::setting::{RuleKey, RuleValue};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, FactId};

use crate::tablet::Tablet;

/// A product with its price, an order of it from placing to delivery, a rule, and an objection that is
/// answered and taken up again.
pub(super) fn one_of_each_of_trade(
    tablet: &mut Tablet,
    (customer, on): (CustomerId, NaiveDate),
) -> Vec<Change> {
    let number = format!("A{}", customer.uuid().as_u128() & 0xFFFF);
    let product = product_id_of("P1");
    let put = |field, from, value| Op::Product { id: product, field, from, value, was: None };
    let text = |text: &str| Some(Value::Text(text.into()));
    let price = Some(Value::Integer(1_230_000));
    let line = OrderLine { product, quantity: 10, price: 1_230_000, amount: 123_000, pack: 250 };
    let placed = PlacedOrder {
        number: number.as_str().into(),
        on,
        source: OrderSource::App,
        status: OrderStatus::InReview,
        review: 1,
        lines: vec![line, OrderLine { quantity: -1, amount: -12_300, ..line }],
    };
    let order = |write| Op::Order { id: order_id_of(&number), customer, write };
    let moves = |to| order(OrderWrite::Move { to, why: Some("老客户".into()) });
    let fact = FactId::new(jipan_rules::Uuid::from_u128(customer.uuid().as_u128() << 8 | 9));
    let objection = |write| Op::Objection { id: fact, customer, write };
    let key = RuleKey::ReviewAmount;
    let value = RuleValue::default_of(key).to_string();
    let rule = Op::Rule { key: key.code(), from: on, value: Some(value.into()), was: None };
    let writes = vec![
        (Action::EditProduct, put(fields::PRODUCT_CODE, None, text("P1"))),
        (Action::EditProduct, put(fields::PRODUCT_NAME, Some(on), text("金叶"))),
        (Action::EditProduct, put(fields::PRODUCT_PRICE, Some(on), price)),
        (Action::AddOrder, order(OrderWrite::Place(Box::new(placed)))),
        (Action::MoveOrder, moves(OrderStatus::Placed)),
        (Action::MoveOrder, moves(OrderStatus::Delivered)),
        (Action::Undo, order(OrderWrite::Drop { is_gone: true })),
        (Action::SetRule, rule),
        (
            Action::Object,
            objection(ObjectionWrite::Raise { about: Disputed::Tier, text: "不该".into() }),
        ),
        (
            Action::AnswerObjection,
            objection(ObjectionWrite::Answer { outcome: Outcome::Upheld, text: "按月".into() }),
        ),
        (Action::Undo, objection(ObjectionWrite::Reopen { is_open: true })),
        (Action::Undo, objection(ObjectionWrite::Drop { is_gone: true })),
    ];
    writes.into_iter().map(|(action, op)| tablet.change(action, vec![op])).collect()
}
