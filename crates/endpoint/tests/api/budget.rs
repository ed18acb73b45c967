//! One write of every kind of the budget. Not here: what is done with them.

use jipan_book::{Action, Change, FunnelWrite, Op};
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Row};
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId};
use jipan_rules::{NaiveDate, Uuid};

use crate::tablet::Tablet;

/// A plan with a number, frozen and in force, a measure, an expense with its verdict, a month that is closed, a
/// service and a goal.
pub(super) fn one_of_each_of_budget(
    tablet: &mut Tablet,
    (customer, on): (CustomerId, NaiveDate),
) -> Vec<Change> {
    let uuid = |n: u128| Uuid::from_u128(customer.uuid().as_u128() << 8 | n);
    let (plan, month, whose) = (PlanId(uuid(1)), Month::of(on), tablet.person.uuid());
    let of = |field| BudgetKey::of(field, plan.0);
    let expense = |field| BudgetKey::of(field, uuid(3)).part(whose);
    let measure = BudgetKey::of(BudgetField::MeasureName, uuid(2)).part(plan.0);
    let in_force = BudgetKey::of(BudgetField::PlanInForce, Uuid::nil()).at(month);
    let cell = BudgetKey::cell(plan, LineRef::Row(Row::SalesRevenue), month);
    let id = plan.0.to_string();
    let puts = [
        (Action::EditPlan, of(BudgetField::PlanName), "2027 草案"),
        (Action::EditBudget, cell, "12000000"),
        (Action::FreezePlan, of(BudgetField::PlanFrozen), "1"),
        (Action::EditPlan, in_force, &id),
        (Action::EditMeasure, measure, "多拜访"),
        (Action::EditExpense, expense(BudgetField::ExpenseAmount), "8800"),
        (Action::JudgeExpense, expense(BudgetField::ExpenseVerdict), "rejected;8800;没有发票"),
        (Action::CloseMonth, BudgetKey::of(BudgetField::MonthClosed, Uuid::nil()).at(month), "2:1"),
    ];
    let puts = puts.map(|(action, key, value)| {
        (action, Op::Budget { key, value: Some(value.into()), was: None })
    });
    let (sort, amount) = (ServiceSort::ValueAdded, Money::from_fen(19_900));
    let service = ServiceFact { sort, on, quantity: 1, amount, text: "上门培训".into() };
    let said = [
        (Action::LogService, 90, Fact::Service(Box::new(service))),
        (Action::SetGoal, 91, Fact::Goal { month, amount: Some(amount) }),
    ];
    let said = said.map(|(action, n, fact)| {
        let write = FunnelWrite::Say(Box::new(fact));
        (action, Op::Funnel { id: FactId::new(uuid(n)), customer, deal: None, write })
    });
    let back = (Action::Undo, Op::Budget { key: cell, value: None, was: Some("12000000".into()) });
    let all = puts.into_iter().chain(said).chain([back]);
    all.map(|(action, op)| tablet.change(action, vec![op])).collect()
}
