//! What lies behind a number is looked for once, however much of it is shown.

use jipan_book::Op;
use jipan_rules::Uuid;
use jipan_rules::order::OrderSource;
use jipan_rules::values::ids::CustomerId;

use super::test_books::{change, day, model_at, order};
use super::*;
use crate::event::{CellAt, CellOf};

fn with_order(n: u32) -> [Op; 2] {
    let customer = CustomerId::new(Uuid::from_u128(u128::from(n) + 1));
    let create = Op::Create { id: customer, values: Vec::new() };
    [create, order((&format!("D{n}"), OrderSource::File), (customer, day()), 100)]
}

/// A year with a plan, and an order of 1.00 each of so many customers.
fn model_of(n: u32) -> Model {
    let mut model = model_at(BudgetPart::Year);
    let plan = BudgetKey::of(BudgetField::PlanYear, Uuid::from_u128(7));
    let first = Month::of(day()).back(5).index().to_string();
    let mut ops: Vec<Op> = (0..n).flat_map(with_order).collect();
    ops.push(model.book.put_budget(plan, Some(first.as_str().into())));
    drop(model.book.apply(&change(1, day(), ops)));
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
