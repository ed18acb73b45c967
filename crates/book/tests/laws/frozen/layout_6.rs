//! What layout 6 added: the budget, services and goals.

use jipan_book::{Action, Book, Change, FunnelWrite, Op, SharedPlace};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Row};
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{FactId, ReplicaId};

use super::layout_5::changes_5;
use super::{change, changes, changes_2, changes_3, changes_4, fixture};
use crate::any::{customer, day};

fn key(field: BudgetField) -> BudgetKey {
    BudgetKey::of(field, plan().0)
}

fn plan() -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | 1))
}

fn cell() -> BudgetKey {
    BudgetKey::cell(plan(), LineRef::Row(Row::SalesRevenue), month())
}

fn month() -> Month {
    Month::of(day(100))
}

fn put(key: BudgetKey, value: Option<&str>, was: Option<&str>) -> Op {
    Op::Budget { key, value: value.map(Into::into), was: was.map(Into::into) }
}

/// What layout 6 added, after the changes of layout 5: each action, and each sort of fact.
fn changes_6() -> Vec<Change> {
    let say = |n: u128, said| {
        let (id, write) = (FactId::new(Uuid::from_u128(200 + n)), FunnelWrite::Say(Box::new(said)));
        Op::Funnel { id, customer: customer(1), deal: None, write }
    };
    let service = |sort, fen, text: &str| {
        let (amount, text) = (Money::from_fen(fen), text.into());
        Fact::Service(Box::new(ServiceFact { sort, on: day(50), quantity: 3, amount, text }))
    };
    let goal = |fen: Option<i64>| {
        let amount = fen.map(Money::from_fen);
        Fact::Goal { month: month(), amount }
    };
    let expense = |field| BudgetKey { part: Uuid::from_u128(9), ..key(field) };
    let with = |seq, action, ops| Change { action, ..change(seq, ops) };
    let other = ReplicaId::new(0x0202_0304_0506_0708);
    let unseen = with(38, Action::EditBudget, vec![put(cell(), Some("130000"), None)]);
    let newer = BudgetKey { field: 60_000, at: 7, ..key(BudgetField::PlanName) };
    vec![
        with(37, Action::EditBudget, vec![put(cell(), Some("120000"), None)]),
        Change { id: jipan_book::ChangeId { replica: other, ..unseen.id }, ..unseen },
        with(39, Action::EditPlan, vec![put(key(BudgetField::PlanName), Some("2027 草案"), None)]),
        with(40, Action::FreezePlan, vec![put(key(BudgetField::PlanFrozen), Some("1"), None)]),
        with(41, Action::EditMeasure, vec![put(newer, Some("?"), Some("!"))]),
        with(
            42,
            Action::EditExpense,
            vec![put(expense(BudgetField::ExpenseAmount), Some("5000"), None)],
        ),
        with(
            43,
            Action::JudgeExpense,
            vec![put(expense(BudgetField::ExpenseVerdict), Some("approved"), None)],
        ),
        with(
            44,
            Action::CloseMonth,
            vec![put(key(BudgetField::MonthClosed).at(month()), None, Some("2:1"))],
        ),
        with(
            45,
            Action::LogService,
            vec![
                say(1, service(ServiceSort::AfterSales, 0, "")),
                say(2, service(ServiceSort::ValueAdded, 19_900, "上门培训")),
            ],
        ),
        with(46, Action::SetGoal, vec![say(3, goal(Some(88_800))), say(4, goal(None))]),
    ]
}

fn earlier() -> impl Iterator<Item = Change> {
    let first = changes().into_iter().chain(changes_2()).chain(changes_3());
    first.chain(changes_4()).chain(changes_5())
}

#[test]
fn changes_of_layout_6_are_read_for_ever() {
    for change in changes_6() {
        let bytes = fixture(&format!("change-6-{}.bin", change.id.seq));
        assert_eq!((bytes[0], Change::decode(&bytes)), (6, Ok(change)));
    }
}

#[test]
fn pages_and_headers_of_layout_6_are_read_for_ever() {
    let mut written = Book::new();
    for change in earlier().chain(changes_6()) {
        let _ = written.apply(&change);
    }
    let (page, header, mut read) = (fixture("page-6.bin"), fixture("header-6.bin"), Book::new());
    assert_eq!((header[0], read.load_header(&header)), (6, Ok(1)));
    assert_eq!((page[0], read.load_page(&page)), (6, Ok(3)));
    assert_eq!(read.digest(), written.digest());
    assert_eq!(read.budget_value(cell()), Some("130000"));
    assert_eq!(read.shared_conflicts(), written.shared_conflicts());
    let asked = read.shared_conflicts().iter().map(|it| it.place).collect::<Vec<_>>();
    assert!(asked.contains(&SharedPlace::Budget(cell())), "{asked:?}");
    assert_eq!(read.counted(plan()).frozen_by().map(|by| by.change.seq), Some(40));
    let row = read.row_of(customer(1)).unwrap();
    assert_eq!((read.services(row).len(), read.goals(row).len()), (2, 0));
}

#[test]
fn what_has_nothing_of_the_budget_is_written_as_before() {
    let mut book = Book::new();
    for change in earlier() {
        let _ = book.apply(&change);
    }
    let layouts = |book: &Book| (book.encode_page(0).unwrap()[0], book.encode_header()[0]);
    assert_eq!(layouts(&book), (5, 4));
    let _ = book.apply(&changes_6()[0]);
    assert_eq!(layouts(&book), (5, 6));
    let _ = book.apply(&changes_6()[9]);
    assert_eq!(layouts(&book), (6, 6));
}
