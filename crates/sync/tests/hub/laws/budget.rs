//! The budget, expenses, services and goals among what people do.

use jipan_book::FunnelWrite;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Readers, Row};
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::permission::Role;
use jipan_rules::values::Money;

use super::*;

/// What is planned begins with this number, and what somebody paid with the other one: no other figure does.
const PLANNED: &str = "87654";
const PAID: &str = "76543";

/// What somebody does about the budget.
#[derive(Debug, Clone)]
pub(super) enum Year {
    /// One of few cells of one of two plans.
    Cell(u128, u16, u32),
    Name(u128, u32),
    Freeze(u128, bool),
    /// An expense of the own person, or of whoever has this place: one of two.
    Pay(usize, u128, u32),
    /// One of an own or another one is approved, or that is taken back.
    Judge(usize, u128, bool),
    Service(u128, u32),
    Goal(u128, u16, u32),
}

pub(super) fn any_year() -> impl Strategy<Value = Year> {
    let (p, k, who) = (|| 1_u128..3, || 0_u32..50, || 0_usize..8);
    prop_oneof![
        4 => (p(), 1_u16..4, k()).prop_map(|(p, at, k)| Year::Cell(p, at, k)),
        1 => (p(), k()).prop_map(|(p, k)| Year::Name(p, k)),
        2 => (p(), any::<bool>()).prop_map(|(p, is_frozen)| Year::Freeze(p, is_frozen)),
        4 => (who(), p(), k()).prop_map(|(who, of, k)| Year::Pay(who, of, k)),
        2 => (who(), p(), any::<bool>()).prop_map(|(who, of, is)| Year::Judge(who, of, is)),
        2 => (1..=N, k()).prop_map(|(n, k)| Year::Service(n, k)),
        1 => (1..=N, 1_u16..4, k()).prop_map(|(n, at, k)| Year::Goal(n, at, k)),
    ]
}

fn plan(p: u128) -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | p))
}

fn month(at: u16) -> Month {
    Month::from_index(2027 * 12 + at)
}

fn cell(p: u128, at: u16) -> BudgetKey {
    BudgetKey::cell(plan(p), LineRef::Row(Row::SalesRevenue), month(at))
}

pub(super) fn op_of_year(tablet: &Tablet, act: &Year, people: &[PersonId]) -> Op {
    // Most expenses are one's own.
    let of = |who: usize| people.get(who).copied().unwrap_or(tablet.person);
    let expense = |field, who, n: u128| {
        let whose = of(who).uuid();
        let id = Uuid::from_u128((9 << 100) | (n << 64) | (whose.as_u128() >> 16 & 0xFFFF_FFFF));
        BudgetKey::of(field, id).part(whose)
    };
    let put = |key, value: Option<String>| tablet.book.put_budget(key, value.map(Into::into));
    let say = |n: u128, k: u32, fact| Op::Funnel {
        id: FactId::new(Uuid::from_u128(
            (2 << 100) | (u128::from(tablet.number) << 64) | (u128::from(k) << 16) | n,
        )),
        customer: customer(n),
        deal: None,
        write: FunnelWrite::Say(Box::new(fact)),
    };
    match *act {
        Year::Cell(p, at, k) => {
            let key = cell(p, at);
            put(key, Some(format!("{PLANNED}{k}")))
        }
        Year::Name(p, k) => {
            put(BudgetKey::of(BudgetField::PlanName, plan(p).0), Some(format!("草案{k}")))
        }
        Year::Freeze(p, is_frozen) => {
            let key = BudgetKey::of(BudgetField::PlanFrozen, plan(p).0);
            if is_frozen { tablet.book.freeze(plan(p)) } else { put(key, None) }
        }
        Year::Pay(who, n, k) => {
            let key = expense(BudgetField::ExpenseAmount, who, n);
            put(key, Some(format!("{PAID}{k}")))
        }
        Year::Judge(who, n, is_approved) => {
            let key = expense(BudgetField::ExpenseVerdict, who, n);
            put(key, is_approved.then(|| "approved;5".to_owned()))
        }
        Year::Service(n, k) => {
            let (sort, amount) = (ServiceSort::ValueAdded, Money::from_fen(i64::from(k)));
            let text = mark(n, k).into();
            say(
                n,
                k,
                Fact::Service(Box::new(ServiceFact { sort, on: day(), quantity: 1, amount, text })),
            )
        }
        Year::Goal(n, at, k) => {
            let amount = (k > 9).then(|| Money::from_fen(i64::from(k)));
            say(n, 100 + k, Fact::Goal { month: month(at), amount })
        }
    }
}

/// What is planned is in no answer for others than managers, and nobody else has what one person paid.
pub(super) fn hears_no_plan(world: &mut World, tablet: &Tablet, json: &str) {
    let person = world.records.person(tablet.person).unwrap().unwrap();
    if person.role == Role::Manager {
        return;
    }
    assert!(!json.contains(PLANNED), "what is planned is in {json}");
    for key in tablet.book.budget().keys() {
        let is_read = match key.readers() {
            Readers::All => true,
            // What one wrote oneself stays here until it is refused.
            Readers::Person(of) => of == tablet.person,
            Readers::Managers => false,
        };
        let by = tablet.book.budget_by(*key).map(|it| it.by);
        assert!(is_read || by == Some(tablet.person), "{key:?} is here");
    }
}

/// All that one can see of the budget, of services and goals.
pub(super) fn seen_of_year(tablet: &Tablet) -> Vec<String> {
    let book = &tablet.book;
    let budget = book.budget().iter().map(|(key, it)| format!("{key:?} {:?}", it.value));
    let cells = |p| (1..4).map(move |at| cell(p, at));
    let frozen = (1..3).map(|p| {
        let counted = book.counted(plan(p));
        let values: Vec<_> = cells(p).map(|key| counted.value(key)).collect();
        format!("{:?} {values:?}", counted.frozen_by().map(|by| by.stamp))
    });
    let rows = book.rows().filter(|&row| book.origin(row).is_some());
    let of = |row| {
        let services = book.services(row).into_iter().map(|(id, it, _)| (id, it.clone()));
        let goals = book.goals(row).into_iter().map(|(month, (amount, _))| (month, amount));
        format!(
            "{:?} {:?} {:?}",
            book.id_of(row),
            services.collect::<Vec<_>>(),
            goals.collect::<Vec<_>>()
        )
    };
    let mut all: Vec<String> = budget.chain(frozen).chain(rows.map(of)).collect();
    all.sort_unstable();
    all
}
