//! Books for the tests of the budget: changes, orders, a model. Not here: what is tested.

use jipan_book::{
    Action, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp, order_id_of, product_id_of,
};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

use crate::event::BudgetPart;
use crate::model::{Model, Phase, Start};
use crate::route::Route;
use crate::view::{Language, Theme};

pub(super) fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 5).unwrap()
}

/// A change of a day, the later the greater its number.
pub(super) fn change(seq: u64, on: NaiveDate, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_000 + seq, 0, replica),
        on,
        by: PersonId::new(Uuid::nil()),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

/// An order of a product.
pub(super) fn order(
    (number, source): (&str, OrderSource),
    (of, on): (CustomerId, NaiveDate),
    amount: i64,
) -> Op {
    let line = OrderLine { product: product_id_of("P1"), quantity: 1, price: 0, amount, pack: 1 };
    let status = OrderStatus::Placed;
    let number = number.into();
    let placed = PlacedOrder { number, on, source, status, review: 0, lines: vec![line] };
    let id = order_id_of(&placed.number);
    Op::Order { id, customer: of, write: OrderWrite::Place(Box::new(placed)) }
}

/// A model at a part of the budget, with a book that is blank.
pub(super) fn model_at(part: BudgetPart) -> Model {
    let mut model = Model::new(Start {
        route: Route::Budget(part),
        language: Language::Chinese,
        has_english: true,
        theme: Theme::System,
        is_online: false,
        today: day(),
    });
    model.phase = Phase::Ready;
    model
}
