//! What lies behind a number is looked for once, however much of it is shown.

use jipan_book::{
    Action, Book, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp, order_id_of, product_id_of,
};
use jipan_rules::Uuid;
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};

use super::*;
use crate::event::{CellAt, CellOf};
use crate::model::{Phase, Start};
use crate::view::{Language, Theme};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 5).unwrap()
}

fn order(n: u32) -> [Op; 2] {
    let customer = CustomerId::new(Uuid::from_u128(u128::from(n) + 1));
    let number = format!("D{n}");
    let line =
        OrderLine { product: product_id_of("P1"), quantity: 1, price: 0, amount: 100, pack: 1 };
    let placed = PlacedOrder {
        number: number.as_str().into(),
        on: day(),
        source: OrderSource::File,
        status: OrderStatus::Placed,
        review: 0,
        lines: vec![line],
    };
    let write = OrderWrite::Place(Box::new(placed));
    let create = Op::Create { id: customer, values: Vec::new() };
    [create, Op::Order { id: order_id_of(&number), customer, write }]
}

/// A year with a plan, and an order of 1.00 each of so many customers.
fn model_of(n: u32) -> Model {
    let mut book = Book::new();
    let replica = ReplicaId::new(1);
    let plan = BudgetKey::of(BudgetField::PlanYear, Uuid::from_u128(7));
    let first = Month::of(day()).back(5).index().to_string();
    let mut ops: Vec<Op> = (0..n).flat_map(order).collect();
    ops.push(book.put_budget(plan, Some(first.as_str().into())));
    let change = Change {
        id: ChangeId { replica, seq: 1 },
        stamp: Stamp::new(1_000, 0, replica),
        on: day(),
        by: PersonId::new(Uuid::nil()),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    };
    drop(book.apply(&change));
    let mut model = Model::new(Start {
        route: Route::Budget(BudgetPart::Year),
        language: Language::Chinese,
        has_english: true,
        theme: Theme::System,
        is_online: false,
        today: day(),
    });
    model.phase = Phase::Ready;
    model.book = book;
    model
}

#[test]
fn more_of_what_lies_behind_a_number_only_shows_more() {
    let mut model = model_of(250);
    let month = Some(Month::of(day()));
    let at = CellAt { line: LineRef::Row(Row::SalesRevenue), of: CellOf::Whole, month };
    model.look_at_budget(BudgetEvent::WhyOpened(BudgetWhy::Actual(at)));
    let shown = |model: &mut Model| {
        model.count_budget();
        let why = model.budget.why.as_ref().and_then(|(_, it)| it.as_ref()).unwrap();
        let found = model.budget.found.borrow().as_ref().map(|(_, it)| Rc::clone(it)).unwrap();
        ((why.sources.len(), why.n_more), found)
    };
    let (first, found) = shown(&mut model);
    assert_eq!(first, (100, 150));
    for expected in [(200, 50), (250, 0)] {
        model.look_at_budget(BudgetEvent::WhyMore);
        let (more, again) = shown(&mut model);
        assert_eq!(more, expected);
        assert!(Rc::ptr_eq(&found, &again), "it was not looked for again");
    }
    // Another month is another number.
    let at = CellAt { month: month.map(|it| it.back(1)), ..at };
    model.look_at_budget(BudgetEvent::WhyOpened(BudgetWhy::Actual(at)));
    assert_eq!(shown(&mut model).0, (0, 0));
}
