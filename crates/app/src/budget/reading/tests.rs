//! What is read of the budget: a frozen plan stays as it was, whatever is written after.

use std::collections::BTreeSet;

use jipan_book::{Action, Change, ChangeId, Op};
use jipan_rules::NaiveDate;
use jipan_rules::values::ids::ReplicaId;
use proptest::prelude::*;

use super::*;
use crate::budget::table_of;

fn plan() -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | 1))
}

fn line(n: u8) -> LineId {
    LineId(Uuid::from_u128((9 << 100) | u128::from(n)))
}

fn january() -> Month {
    Month::from_index(2027 * 12)
}

/// A write of the budget by somebody at some instant.
fn write(book: &mut Book, seq: u64, at: u64, op: Op) {
    let replica = ReplicaId::new(1);
    let change = Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(at, 0, replica),
        on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
        by: PersonId::new(Uuid::nil()),
        action: Action::EditBudget,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![op],
    };
    drop(book.apply(&change));
}

/// Any value of a plan or a line of it, but whether it is frozen.
fn any_write() -> impl Strategy<Value = (BudgetKey, Option<String>)> {
    let row = prop::sample::select(Row::ALL.to_vec()).prop_map(LineRef::Row);
    let at = prop_oneof![row, (0_u8..3).prop_map(|n| LineRef::Own(line(n)))];
    let number = prop::option::weighted(0.8, 0_i64..1_000_000);
    let of_plan = |field| BudgetKey::of(field, plan().0);
    let cell = (at.clone(), 0_u16..12, number.clone()).prop_map(|(at, month, value)| {
        (BudgetKey::cell(plan(), at, january().on(month)), value.map(|it| it.to_string()))
    });
    let of_row = (at, 0_usize..3, number).prop_map(move |(at, field, value)| {
        let (field, word) = [
            (BudgetField::PlanTarget, None),
            (BudgetField::PlanGrowth, None),
            (BudgetField::PlanMethod, Some("smoothing")),
        ][field];
        let value = value.map(|it| word.map_or(it.to_string(), str::to_owned));
        (of_plan(field).part(at.uuid()), value)
    });
    let weights = prop::array::uniform12(1_u32..9).prop_map(move |it| {
        let text = it.map(|it| it.to_string()).join(";");
        (of_plan(BudgetField::PlanWeights), Some(text))
    });
    let gone = any::<bool>()
        .prop_map(move |is| (of_plan(BudgetField::PlanGone), is.then(|| "1".to_owned())));
    let lines = (0_u8..3, 0_usize..4, 0_u32..2_000).prop_map(|(n, what, rate)| {
        let expense = Row::VariableExpense.code().to_string();
        let (field, value) = [
            (BudgetField::LineParent, Some(expense)),
            (BudgetField::LineParent, Some(Row::FixedExpense.code().to_string())),
            (BudgetField::LineDriver, Some(format!("revenue;{rate}"))),
            (BudgetField::LineGone, (rate < 1_000).then(|| "1".to_owned())),
        ][what]
            .clone();
        (BudgetKey::of(field, line(n).0), value)
    });
    prop_oneof![4 => cell, 3 => lines, 2 => of_row, 1 => weights, 1 => gone]
}

proptest! {
    #[test]
    fn no_write_that_comes_after_the_freeze_changes_what_a_frozen_plan_comes_to(
        before in prop::collection::vec(any_write(), 0..30),
        after in prop::collection::vec((0_u64..2_000, any_write()), 1..30),
    ) {
        let mut book = Book::new();
        let of = |field| BudgetKey::of(field, plan().0);
        let mut seq = 0;
        let mut write = |book: &mut Book, at: Option<u64>, op| {
            seq += 1;
            write(book, seq, at.unwrap_or(1_000 + seq), op);
        };
        let op = |key, value: Option<&str>| {
            Op::Budget { key, value: value.map(Into::into), was: None }
        };
        let year = january().index().to_string();
        write(&mut book, None, op(of(BudgetField::PlanYear), Some(&year)));
        for (key, value) in before.iter().filter(|(key, _)| *key != of(BudgetField::PlanGone)) {
            write(&mut book, None, op(*key, value.as_deref()));
        }
        let open = Kept::of(&book).plans[&plan()].clone();
        let freeze = book.freeze(plan());
        write(&mut book, None, freeze);
        let frozen = Kept::of(&book).plans[&plan()].clone();
        prop_assert_eq!(table_of(&frozen), table_of(&open));
        let mut late = BTreeSet::new();
        for (at, (key, value)) in &after {
            // Some of it was written before.
            write(&mut book, Some(*at), op(*key, value.as_deref()));
            let is_other = book.budget_value(*key) != book.counted(plan()).value(*key);
            if is_other { late.insert(*key); } else { late.remove(key); }
            let kept = Kept::of(&book);
            let now = kept.plans.get(&plan()).cloned();
            prop_assert_eq!(now.as_ref().map(table_of), Some(table_of(&frozen)));
            let now = now.unwrap();
            // Of a line, whatever is said of it is one thing that waits.
            let things = late.iter().map(|key| (key.of, (key.of == plan().0).then_some(*key)));
            prop_assert_eq!(now.n_late, things.collect::<BTreeSet<_>>().len());
            prop_assert_eq!(Plan { n_late: 0, ..now }, frozen.clone());
        }
        // Opened again, what was written meanwhile stands.
        write(&mut book, None, op(of(BudgetField::PlanFrozen), None));
        let open = Kept::of(&book);
        prop_assert!(open.plans.get(&plan()).is_none_or(|it| it.lines == open.lines));
    }
}

#[test]
fn a_frozen_plan_of_which_nothing_was_seen_is_shown_so_that_it_can_be_opened() {
    let mut book = Book::new();
    let op = |field, value: &str| Op::Budget {
        key: BudgetKey::of(field, plan().0),
        value: Some(value.into()),
        was: None,
    };
    write(&mut book, 1, 1_001, op(BudgetField::PlanYear, &january().index().to_string()));
    write(&mut book, 2, 1_002, op(BudgetField::PlanFrozen, "1;2b00:7"));
    let kept = Kept::of(&book);
    let shown = kept.plans.get(&plan()).expect("its year is that which stands");
    assert_eq!((shown.year.first, shown.frozen.is_some()), (january(), true));
    assert_eq!(shown.n_late, 1, "its year waits");
}
