//! A frozen plan is what whoever froze it had seen, whatever comes after. Not here: what opening and freezing
//! again does (`budget`).

use jipan_book::{Action, Book, Change, ChangeId, Op, Stamp, invert};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, Row, Seen};
use jipan_rules::values::ids::{PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{book_of, day};
use crate::any_budget::{cell, month, plan, put};

/// The tablet that freezes.
const FREEZER: u64 = 1;

fn made(by: u64, seq: u64, ms: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(by << 8);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(ms, 0, replica),
        on: day(1),
        by: PersonId::new(Uuid::from_u128(u128::from(by))),
        action: Action::EditBudget,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn freeze(book: &Book, seq: u64, ms: u64) -> Change {
    let ops = vec![book.freeze(plan(1))];
    Change { action: Action::FreezePlan, ..made(FREEZER, seq, ms, ops) }
}

/// All that is frozen with the plan, and something of another one.
fn keys() -> Vec<BudgetKey> {
    let of = |field| BudgetKey::of(field, plan(1).0);
    let line = |field| BudgetKey::of(field, Uuid::from_u128(9 << 100));
    let row = |field| of(field).part(LineRef::Row(Row::SalesRevenue).uuid());
    let own = LineRef::Own(jipan_rules::budget::LineId(Uuid::from_u128(9 << 100)));
    vec![
        cell(1, 1),
        cell(1, 2),
        BudgetKey::cell(plan(1), own, month(1)),
        of(BudgetField::PlanYear),
        of(BudgetField::PlanGone),
        of(BudgetField::PlanWeights),
        row(BudgetField::PlanTarget),
        row(BudgetField::PlanMethod),
        row(BudgetField::PlanGrowth),
        line(BudgetField::LineParent),
        line(BudgetField::LineDriver),
        line(BudgetField::LineGone),
    ]
}

/// Whether the freezing tablet saw it, who wrote it, when, and what: some of it knowing what nobody here knows.
type Wrote = (bool, u64, u64, Vec<(BudgetKey, Option<&'static str>, Option<&'static str>)>);

fn any_wrote() -> impl Strategy<Value = Wrote> {
    let text = || prop::option::of(prop::sample::select(vec!["1", "2", "3"]));
    let ops = prop::collection::vec((prop::sample::select(keys()), text(), text()), 1..4);
    (any::<bool>(), FREEZER..4, 0_u64..40, ops)
}

/// The changes in the order of their numbers, each with whether the freezing tablet saw it.
fn changes_of(all: Vec<Wrote>) -> Vec<(bool, Change)> {
    let change = |(seq, (is_seen, by, ms, ops)): (u64, Wrote)| {
        let ops = ops.into_iter().map(|(key, value, was)| put(key, value, was)).collect();
        (is_seen, made(by, seq, ms, ops))
    };
    (1..).zip(all).map(change).collect()
}

fn counted(book: &Book) -> Vec<Option<String>> {
    let counted = book.counted(plan(1));
    keys().into_iter().map(|key| counted.value(key).map(str::to_owned)).collect()
}

fn standing(book: &Book) -> Vec<Option<String>> {
    keys().into_iter().map(|key| book.budget_value(key).map(str::to_owned)).collect()
}

proptest! {
    #[test]
    fn whatever_comes_after_a_freeze_a_frozen_plan_is_what_the_freezer_saw(
        (all, order) in prop::collection::vec(any_wrote(), 0..14).prop_flat_map(|all| {
            let order: Vec<usize> = (0..=all.len()).collect();
            (Just(all), Just(order).prop_shuffle())
        }),
        (at, opened_at) in (0_u64..40, 40_u64..50),
    ) {
        let all = changes_of(all);
        let seen = book_of(all.iter().filter(|(is_seen, _)| *is_seen).map(|(_, it)| it));
        let wanted = standing(&seen);
        let frozen = freeze(&seen, 99, at);
        // What comes after comes to the tablet that froze it, one by one.
        let mut here = seen.clone();
        let _ = here.apply(&frozen);
        for (_, change) in all.iter().filter(|(is_seen, _)| !is_seen) {
            let _ = here.apply(change);
            prop_assert_eq!(counted(&here), wanted.clone());
        }
        // Elsewhere it comes in any order, the freeze among it.
        let whole: Vec<Change> =
            all.iter().map(|(_, it)| it.clone()).chain([frozen.clone()]).collect();
        let there = book_of(order.iter().map(|at| &whole[*at]));
        prop_assert_eq!(here.digest(), there.digest());
        prop_assert_eq!(counted(&there), wanted.clone());
        prop_assert_eq!(there.counted(plan(1)).frozen_by().map(|by| by.change), Some(frozen.id));
        // So it is read from a page, and from what a tablet tells of its state.
        let mut read = Book::new();
        read.load_header(&there.encode_header()).unwrap();
        prop_assert_eq!(counted(&read), wanted.clone());
        // What waits stands once the plan is opened.
        let key = BudgetKey::of(BudgetField::PlanFrozen, plan(1).0);
        let open = made(FREEZER, 100, opened_at, vec![there.put_budget(key, None)]);
        let mut opened = there.clone();
        let _ = opened.apply(&open);
        prop_assert_eq!(counted(&opened), standing(&there));
        // An opening that is taken back leaves it as it was frozen first.
        let undo = made(FREEZER, 101, opened_at + 1, invert(&open, &opened));
        let _ = opened.apply(&Change { action: Action::Undo, ..undo });
        prop_assert_eq!(counted(&opened), wanted);
    }

    #[test]
    fn what_says_only_when_it_was_frozen_goes_by_its_instant(
        all in prop::collection::vec(any_wrote(), 0..14),
        at in 0_u64..40,
    ) {
        let all = changes_of(all);
        let key = BudgetKey::of(BudgetField::PlanFrozen, plan(1).0);
        let frozen = made(FREEZER, 99, at, vec![put(key, Some("1"), None)]);
        let book = book_of(all.iter().map(|(_, it)| it).chain([&frozen]));
        let at = |key| book.budget_value_at(key, frozen.stamp).map(str::to_owned);
        prop_assert_eq!(counted(&book), keys().into_iter().map(at).collect::<Vec<_>>());
    }
}

#[test]
fn what_was_written_before_a_freeze_and_comes_after_it_waits() {
    let typed = made(FREEZER, 1, 1, vec![put(cell(1, 1), Some("10"), None)]);
    let mut book = book_of([&typed]);
    let _ = book.apply(&freeze(&book, 2, 9));
    // A colleague without a network typed before the freeze.
    let late = made(2, 1, 5, vec![put(cell(1, 1), Some("20"), Some("10"))]);
    let _ = book.apply(&late);
    let counted = book.counted(plan(1));
    assert_eq!(counted.value(cell(1, 1)), Some("10"));
    assert_eq!(book.budget_value(cell(1, 1)), Some("20"), "it is not lost");
    let said: Vec<bool> =
        book.budget_history(cell(1, 1)).into_iter().map(|(by, _)| counted.has(by)).collect();
    assert_eq!(said, [true, false]);
}

#[test]
fn two_who_freeze_without_seeing_each_other_have_the_first_by_its_instant() {
    let both = made(FREEZER, 1, 1, vec![put(cell(1, 1), Some("10"), None)]);
    let mut one = book_of([&both]);
    let mut other = one.clone();
    let of_one = made(FREEZER, 2, 2, vec![put(cell(1, 1), Some("11"), Some("10"))]);
    let _ = one.apply(&of_one);
    let first = freeze(&one, 3, 5);
    let _ = other.apply(&made(2, 1, 3, vec![put(cell(1, 1), Some("12"), Some("10"))]));
    let second = Change { ops: vec![other.freeze(plan(1))], ..made(2, 2, 6, Vec::new()) };
    let _ = other.apply(&second);
    assert_eq!(other.counted(plan(1)).value(cell(1, 1)), Some("12"));
    for change in [&of_one, &first] {
        let _ = other.apply(change);
    }
    assert_eq!(other.counted(plan(1)).value(cell(1, 1)), Some("11"));
}

#[test]
fn a_freeze_that_is_taken_back_and_done_again_freezes_what_it_froze() {
    let mut book = book_of(&[made(FREEZER, 1, 1, vec![put(cell(1, 1), Some("10"), None)])]);
    let first = freeze(&book, 2, 2);
    let _ = book.apply(&first);
    let undo = Change { action: Action::Undo, ..made(FREEZER, 3, 4, invert(&first, &book)) };
    let _ = book.apply(&undo);
    assert!(book.counted(plan(1)).frozen_by().is_none());
    let _ = book.apply(&made(2, 1, 5, vec![put(cell(1, 1), Some("20"), Some("10"))]));
    assert_eq!(book.counted(plan(1)).value(cell(1, 1)), Some("20"));
    let redo = Change { action: Action::Redo, ..made(FREEZER, 4, 6, invert(&undo, &book)) };
    let _ = book.apply(&redo);
    assert_eq!(book.counted(plan(1)).value(cell(1, 1)), Some("10"));
}

#[test]
fn a_plan_of_a_thousand_cells_typed_between_other_work_is_listed_change_by_change() {
    let typed = |n: u64| {
        let own = LineRef::Own(jipan_rules::budget::LineId(Uuid::from_u128(
            (9 << 100) + u128::from(n / 12),
        )));
        let key = BudgetKey::cell(plan(1), own, month(u16::try_from(n % 12 + 1).unwrap()));
        made(FREEZER, 3 * n + 1, n, vec![put(key, Some("1"), None)])
    };
    let changes: Vec<Change> = (0..1_000).map(typed).collect();
    let Op::Budget { value: Some(text), .. } = book_of(&changes).freeze(plan(1)) else {
        panic!("a value of the budget")
    };
    let seen = Seen::parse(&text).unwrap();
    let replica = ReplicaId::new(FREEZER << 8);
    assert!((1..3_000).all(|seq| seen.covers(replica, seq) == (seq % 3 == 1)));
}
