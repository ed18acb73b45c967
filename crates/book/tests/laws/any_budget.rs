//! Arbitrary writes of the budget, services and goals, and what is seen of them.

use jipan_book::{Book, FunnelWrite, Op, Row};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Row as BudgetRow};
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::FactId;
use proptest::prelude::*;

use crate::any::{any_id, day};

pub(crate) fn plan(n: u128) -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | n))
}

/// A month of 2027.
pub(crate) fn month(n: u16) -> Month {
    Month::from_index(2027 * 12 + n - 1)
}

pub(crate) fn cell(n: u128, of: u16) -> BudgetKey {
    BudgetKey::cell(plan(n), LineRef::Row(BudgetRow::SalesRevenue), month(of))
}

pub(crate) fn put(key: BudgetKey, value: Option<&str>, was: Option<&str>) -> Op {
    Op::Budget { key, value: value.map(Into::into), was: was.map(Into::into) }
}

fn any_key() -> impl Strategy<Value = BudgetKey> {
    let of = |n: u128| plan(n).0;
    prop_oneof![
        4 => (1_u128..3, 1_u16..4).prop_map(|(n, at)| cell(n, at)),
        1 => (1_u128..3).prop_map(move |n| BudgetKey::of(BudgetField::PlanName, of(n))),
        1 => (1_u128..3).prop_map(move |n| BudgetKey::of(BudgetField::PlanFrozen, of(n))),
        1 => (1_u128..3).prop_map(move |n| {
            BudgetKey::of(BudgetField::ExpenseAmount, of(9)).part(Uuid::from_u128(n))
        }),
        // What a newer program knows.
        1 => Just(BudgetKey { field: 60_000, of: of(1), part: Uuid::nil(), at: 7 }),
    ]
}

pub(crate) fn service(fen: i64) -> Fact {
    Fact::Service(Box::new(ServiceFact {
        sort: ServiceSort::AfterSales,
        on: day(7),
        quantity: 2,
        amount: Money::from_fen(fen),
        text: "换锁".into(),
    }))
}

pub(crate) fn goal(of: u16, fen: Option<i64>) -> Fact {
    Fact::Goal { month: month(of), amount: fen.map(Money::from_fen) }
}

/// The writes that layout 6 added.
pub(crate) fn any_op_6() -> impl Strategy<Value = Op> {
    let text = || prop::option::of(prop::sample::select(vec!["1", "120000", "草案"]));
    let said = prop_oneof![
        (0_i64..9).prop_map(service),
        (1_u16..4, prop::option::of(0_i64..9)).prop_map(|(of, fen)| goal(of, fen)),
    ];
    let fact = (20_u128..26).prop_map(|n| FactId::new(Uuid::from_u128(n)));
    prop_oneof![
        2 => (any_key(), text(), text()).prop_map(|(key, value, was)| put(key, value, was)),
        1 => (fact, any_id(), said).prop_map(|(id, customer, fact)| {
            let write = FunnelWrite::Say(Box::new(fact));
            Op::Funnel { id, customer, deal: None, write }
        }),
    ]
}

/// Services that stand of a customer, and its goals by month.
#[derive(Debug, PartialEq)]
pub(crate) struct SeenYear {
    services: Vec<(FactId, ServiceFact)>,
    goals: Vec<(Month, Money)>,
}

pub(crate) fn seen_year(book: &Book, row: Row) -> SeenYear {
    let services = book.services(row).into_iter().map(|(id, it, _)| (id, it.clone()));
    let goals = book.goals(row).into_iter().map(|(month, (amount, _))| (month, amount));
    SeenYear { services: services.collect(), goals: goals.collect() }
}
