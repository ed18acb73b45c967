//! What is kept of the budget: who had seen what, what a frozen plan counts, what a page of services is.

use jipan_book::{
    Action, Book, Change, ChangeId, FunnelWrite, Op, PAGE_LAYOUT, SharedChoice, SharedPlace, Stamp,
    invert, invert_batch,
};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{BatchId, FactId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day};
use crate::any_budget::{cell, goal, month, plan, put, service};

fn person(n: u64) -> PersonId {
    PersonId::new(Uuid::from_u128(u128::from(n)))
}

/// A change of a person at an instant.
fn made(by: u64, at: u64, action: Action, op: Op) -> Change {
    let replica = ReplicaId::new(by << 8);
    Change {
        id: ChangeId { replica, seq: at },
        stamp: Stamp::new(at, 0, replica),
        on: day(1),
        by: person(by),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![op],
    }
}

fn edits(by: u64, at: u64, key: BudgetKey, value: Option<&str>, was: Option<&str>) -> Change {
    made(by, at, Action::EditBudget, put(key, value, was))
}

fn frozen(n: u128) -> BudgetKey {
    BudgetKey::of(BudgetField::PlanFrozen, plan(n).0)
}

fn freezes(by: u64, at: u64, is_frozen: bool) -> Change {
    let (one, none) = (Some("1"), None);
    let (value, was) = if is_frozen { (one, none) } else { (none, one) };
    made(by, at, Action::FreezePlan, put(frozen(1), value, was))
}

#[test]
fn edits_of_different_cells_both_stand_and_two_of_one_cell_are_asked_about() {
    let apart =
        [edits(1, 1, cell(1, 1), Some("10"), None), edits(2, 2, cell(1, 2), Some("20"), None)];
    let book = book_of(&apart);
    assert_eq!(book.shared_conflicts(), []);
    let values = [cell(1, 1), cell(1, 2)].map(|key| book.budget_value(key));
    assert_eq!(values, [Some("10"), Some("20")]);
    let both =
        [edits(1, 1, cell(1, 1), Some("10"), None), edits(2, 2, cell(1, 1), Some("20"), None)];
    for choice in [SharedChoice::Shown, SharedChoice::Lost] {
        let mut book = book_of(both.iter().rev());
        let wanted = if choice == SharedChoice::Shown { "20" } else { "10" };
        let asked = book.shared_conflicts();
        let [one] = &asked[..] else { panic!("one card") };
        assert_eq!(one.place, SharedPlace::Budget(cell(1, 1)));
        let ops = book.decide_shared(one, choice);
        for (at, op) in (3..).zip(ops) {
            let _ = book.apply(&made(2, at, Action::ResolveConflict, op));
        }
        assert_eq!(book.shared_conflicts(), []);
        assert_eq!(book.budget_value(cell(1, 1)), Some(wanted));
    }
}

#[test]
fn a_field_that_nobody_watches_takes_the_later_word_without_a_card() {
    let key = BudgetKey::of(BudgetField::PlanGone, plan(1).0);
    let book = book_of(&[edits(1, 1, key, Some("1"), None), edits(2, 2, key, Some("0"), None)]);
    assert_eq!((book.budget_value(key), book.shared_conflicts()), (Some("0"), Vec::new()));
}

#[test]
fn a_cell_written_after_its_plan_was_frozen_is_kept_and_counts_once_it_is_opened() {
    let key = cell(1, 1);
    let steps = [
        edits(1, 1, key, Some("10"), None),
        freezes(1, 5, true),
        edits(2, 7, key, Some("20"), Some("10")),
        freezes(2, 8, true),
        freezes(1, 9, false),
        freezes(1, 11, true),
    ];
    let seen: Vec<_> = (1..=steps.len())
        .map(|n| {
            let book = book_of(&steps[..n]);
            let since = book.counted(plan(1)).frozen_by().map(|by| by.stamp.ms());
            let counted = book.counted(plan(1)).value(key).map(str::to_owned);
            (since, counted, book.budget_value(key).map(str::to_owned))
        })
        .collect();
    let of = |since, counted: &str, shown: &str| (since, Some(counted.into()), Some(shown.into()));
    let wanted = [
        of(None, "10", "10"),
        of(Some(5), "10", "10"),
        of(Some(5), "10", "20"),
        // Frozen twice, the first time counts.
        of(Some(5), "10", "20"),
        of(None, "20", "20"),
        of(Some(11), "20", "20"),
    ];
    assert_eq!(seen, wanted);
    // Whatever order they come in, also if the late cell comes before the freeze.
    let book = book_of([&steps[2], &steps[1], &steps[0]]);
    assert_eq!(book.counted(plan(1)).value(key), Some("10"));
    assert_eq!(book.counted(plan(2)).value(cell(2, 1)), None);
}

#[test]
fn a_freeze_that_is_undone_is_none_and_done_again_it_freezes_what_stands_then() {
    let mut book = book_of(&[edits(1, 1, cell(1, 1), Some("10"), None)]);
    let freeze = freezes(1, 2, true);
    let _ = book.apply(&freeze);
    let _ = book.apply(&edits(2, 3, cell(1, 1), Some("20"), Some("10")));
    let undo = Change {
        ops: invert(&freeze, &book),
        ..made(1, 4, Action::Undo, put(frozen(1), None, None))
    };
    let _ = book.apply(&undo);
    assert_eq!(
        (book.counted(plan(1)).frozen_by(), book.counted(plan(1)).value(cell(1, 1))),
        (None, Some("20"))
    );
    let redo = Change {
        ops: invert(&undo, &book),
        ..made(1, 5, Action::Redo, put(frozen(1), None, None))
    };
    let _ = book.apply(&redo);
    assert_eq!(book.counted(plan(1)).frozen_by().map(|by| by.stamp.ms()), Some(5));
    assert_eq!(book.counted(plan(1)).value(cell(1, 1)), Some("20"));
}

fn expense(field: BudgetField, of: u64) -> BudgetKey {
    BudgetKey::of(field, Uuid::from_u128(700)).part(person(of).uuid())
}

#[test]
fn a_rep_writes_own_expenses_until_they_are_approved_and_never_the_verdict() {
    let may_write = |book: &Book, by: u64, role, key| {
        let (verb, kind, group) = book.asks(&put(key, Some("1"), None), person(by));
        may(role, verb, kind, group).is_ok()
    };
    let amount = expense(BudgetField::ExpenseAmount, 2);
    let verdict = expense(BudgetField::ExpenseVerdict, 2);
    let mut book = Book::new();
    for role in [Role::Rep, Role::Supervisor] {
        assert!(may_write(&book, 2, role, amount), "{role:?}");
        assert!(!may_write(&book, 3, role, amount), "{role:?}: it is somebody else's");
        assert!(!may_write(&book, 2, role, verdict), "{role:?}");
        assert!(!may_write(&book, 2, role, cell(1, 1)), "{role:?}");
        assert!(!may_write(&book, 2, role, frozen(1)), "{role:?}: all read it, managers write it");
    }
    assert!([amount, verdict, cell(1, 1)].into_iter().all(|it| may_write(
        &book,
        1,
        Role::Manager,
        it
    )));
    let _ = book.apply(&made(2, 1, Action::EditExpense, put(amount, Some("5000"), None)));
    for (at, word, is_open) in [
        (1, Some("rejected;5000;没有发票"), true),
        (2, Some("approved;5000"), false),
        (3, Some("approved;4000"), true),
        (4, None, true),
    ] {
        let _ = book.apply(&made(1, at, Action::JudgeExpense, put(verdict, word, None)));
        assert_eq!(may_write(&book, 2, Role::Rep, amount), is_open, "{word:?}");
        let asked = book.asks(&put(amount, None, None), person(2));
        assert_eq!(asked.1, RecordKind::Expense);
        assert_eq!(asked.0 == Verb::Approve, !is_open);
    }
}

/// A fact of the first customer.
fn says(by: u64, at: u64, id: u128, fact: jipan_rules::funnel::Fact) -> Change {
    let write = FunnelWrite::Say(Box::new(fact));
    let id = FactId::new(Uuid::from_u128(id));
    made(by, at, Action::LogService, Op::Funnel { id, customer: customer(1), deal: None, write })
}

fn drops(by: u64, at: u64, id: u128) -> Change {
    let id = FactId::new(Uuid::from_u128(id));
    let write = FunnelWrite::Drop { is_gone: true };
    made(by, at, Action::Undo, Op::Funnel { id, customer: customer(1), deal: None, write })
}

#[test]
fn services_that_stand_are_told_with_their_last_word_also_of_who_was_merged() {
    let create = |at, n| {
        made(1, at, Action::AddCustomer, Op::Create { id: customer(n), values: Vec::new() })
    };
    let mut book = book_of(&[
        create(1, 1),
        create(2, 2),
        says(1, 3, 20, service(100)),
        says(1, 4, 21, service(200)),
        says(2, 5, 20, service(150)),
        drops(1, 6, 21),
    ]);
    let told = |book: &Book, n| {
        let row = book.row_of(customer(n)).unwrap();
        let services = book.services(row).into_iter();
        services.map(|(_, it, by)| (it.amount.fen(), by.by)).collect::<Vec<_>>()
    };
    assert_eq!(told(&book, 1), [(150, person(2))], "corrected, and one was taken back");
    assert_eq!(told(&book, 2), []);
    let merge = Op::Merge { loser: customer(1), into: Some(customer(2)), was: None };
    let _ = book.apply(&made(1, 9, Action::MergeCustomers, merge));
    assert_eq!(told(&book, 2), [(150, person(2))]);
    let of_others = Op::Funnel {
        id: FactId::new(Uuid::from_u128(20)),
        customer: customer(1),
        deal: None,
        write: FunnelWrite::Say(Box::new(service(1))),
    };
    assert_eq!(
        book.asks(&of_others, person(2)).0,
        Verb::Delete,
        "to tell it otherwise is to delete"
    );
}

#[test]
fn the_goal_of_a_month_is_the_last_word_that_stands() {
    let create =
        made(1, 1, Action::AddCustomer, Op::Create { id: customer(1), values: Vec::new() });
    let mut book = book_of(&[
        create,
        says(1, 5, 20, goal(1, Some(500))),
        says(2, 3, 21, goal(1, Some(300))),
        says(1, 6, 22, goal(2, Some(800))),
        says(2, 7, 23, goal(2, None)),
    ]);
    let told = |book: &Book| {
        let goals = book.goals(book.row_of(customer(1)).unwrap()).into_iter();
        goals.map(|(of, (amount, by))| (of, amount, by.by)).collect::<Vec<_>>()
    };
    assert_eq!(told(&book), [(month(1), Money::from_fen(500), person(1))]);
    let _ = book.apply(&drops(1, 8, 20));
    let _ = book.apply(&drops(2, 9, 23));
    let fen = |n| Money::from_fen(n);
    let wanted = [(month(1), fen(300), person(2)), (month(2), fen(800), person(1))];
    assert_eq!(told(&book), wanted);
}

#[test]
fn a_page_is_newer_only_if_it_holds_a_service_or_a_goal() {
    for (fact, layout) in [
        (None, 4),
        (Some(jipan_rules::funnel::Fact::Remark { text: "抓紧".into(), asks: false }), 5),
        (Some(service(1)), PAGE_LAYOUT),
        (Some(goal(1, None)), PAGE_LAYOUT),
    ] {
        let mut book = book_of(&[]);
        let create = Op::Create { id: customer(1), values: Vec::new() };
        let _ = book.apply(&made(1, 1, Action::AddCustomer, create));
        if let Some(fact) = fact {
            let _ = book.apply(&says(1, 2, 20, fact));
        }
        let page = book.encode_page(0).unwrap();
        assert_eq!((page[0], book.encode_header()[0]), (layout, 4));
        let mut read = Book::new();
        read.load_page(&page).unwrap();
        assert_eq!(read.digest(), book.digest());
    }
}

#[test]
fn a_batch_that_is_taken_back_takes_its_numbers_along_and_leaves_those_of_others() {
    let batch = BatchId::new(Uuid::from_u128(5));
    let of_batch = |change: Change| Change { batch: Some(batch), ..change };
    let mut book = book_of(&[
        edits(1, 1, cell(1, 1), Some("10"), None),
        of_batch(edits(1, 2, cell(1, 1), Some("11"), Some("10"))),
        of_batch(edits(1, 3, cell(1, 2), Some("20"), None)),
        of_batch(edits(1, 4, cell(1, 3), Some("30"), None)),
        edits(1, 5, cell(1, 3), Some("31"), Some("30")),
    ]);
    let values = |book: &Book| [1, 2, 3].map(|n| book.budget_value(cell(1, n)).map(str::to_owned));
    let ops = invert_batch(&book, batch);
    let undo = Change { ops, ..made(1, 6, Action::Undo, put(frozen(1), None, None)) };
    let _ = book.apply(&undo);
    assert_eq!(values(&book), [Some("10".into()), None, Some("31".into())]);
    let redo = Change {
        ops: invert(&undo, &book),
        ..made(1, 7, Action::Redo, put(frozen(1), None, None))
    };
    let _ = book.apply(&redo);
    assert_eq!(values(&book), ["11", "20", "31"].map(|it| Some(it.into())));
}

proptest! {
    #[test]
    fn the_revision_of_the_budget_moves_with_all_that_moves_it(changes in any_changes(10)) {
        let mut book = Book::new();
        for change in &changes {
            let (before, was) = (book.budget().clone(), book.budget_revision());
            let applied = book.apply(change);
            prop_assert!(*book.budget() == before || book.budget_revision() != was);
            let (after, now) = (book.budget().clone(), book.budget_revision());
            book.revert(applied);
            prop_assert_eq!(book.budget(), &before);
            prop_assert!(after == before || book.budget_revision() != now);
            let _ = book.apply(change);
        }
        let (kept, was) = (book.budget().len(), book.budget_revision());
        let mut read = Book::new();
        read.load_header(&book.encode_header()).unwrap();
        prop_assert_eq!(kept == 0, read.budget_revision() == 0);
        prop_assert_eq!(book.encode_header()[0] == PAGE_LAYOUT, kept > 0);
        book.forget_shared();
        prop_assert!(book.budget().is_empty() && book.budget_revision() != was);
    }

    #[test]
    fn values_that_one_does_not_read_add_nothing_to_what_the_company_shares(changes in any_changes(10)) {
        let reads = |key: &BudgetKey| key.readers() == jipan_rules::budget::Readers::All;
        let open = |change: &Change| {
            let mut change = change.clone();
            change.ops.retain(|op| !matches!(op, Op::Budget { key, .. } if !reads(key)));
            change
        };
        let open: Vec<Change> = changes.iter().map(open).collect();
        let (all, open) = (book_of(&changes), book_of(&open));
        let read = |place| !matches!(place, SharedPlace::Budget(key) if !reads(&key));
        prop_assert_eq!(all.digest_of_company(&read), open.digest_of_company(&|_| true));
        let is_less = all.budget().len() > open.budget().len();
        prop_assert_eq!(is_less, all.digest_of_batches() != open.digest_of_batches());
    }
}
