//! What a backup of a moment lacks, and by what a restored book is known.

use std::collections::BTreeSet;

use jipan_book::{
    Action, Book, Change, ChangeId, Op, Recent, SampleEnv, Stamp, invert_batch, sample,
};
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, FactId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day, in_order};

fn change(ms: u64, action: Action, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq: ms },
        stamp: Stamp::new(ms, 0, replica),
        on: day(90),
        by: PersonId::new(Uuid::from_u128(9)),
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn added(ms: u64, id: CustomerId) -> Change {
    let values = vec![(fields::NAME, Value::Text("店".into()))];
    change(ms, Action::AddCustomer, vec![Op::Create { id, values }])
}

fn three() -> Book {
    book_of(&[added(1, customer(1)), added(2, customer(2)), added(3, customer(3))])
}

fn after(ms: u64) -> Stamp {
    Stamp::new(ms, u16::MAX, ReplicaId::new(u64::MAX))
}

#[test]
fn whatever_is_written_on_a_customer_counts_it_once() {
    let mut book = three();
    assert_eq!(book.written_after(after(3)), Recent::default());
    let name = |text: &str| Some(Value::Text(text.into()));
    let put = book.put(customer(1), fields::NAME, name("新名"), None);
    drop(book.apply(&change(10, Action::EditField, vec![put])));
    let put = book.put(customer(1), fields::NAME, name("又一名"), None);
    drop(book.apply(&change(11, Action::EditField, vec![put])));
    let recent = |n_customers, ms| Recent { n_customers, first_ms: Some(ms) };
    // A value that was written over is nobody's any more.
    assert_eq!(book.written_after(after(3)).n_customers, 1);
    let id = FactId::new(Uuid::from_u128(5));
    let note = Op::Note { customer: customer(2), id, text: "记一笔".into() };
    drop(book.apply(&change(12, Action::AddNote, vec![note])));
    drop(book.apply(&change(13, Action::DeleteCustomer, vec![Op::Delete { id: customer(3) }])));
    assert_eq!(book.written_after(after(3)).n_customers, 3);
    assert_eq!(book.written_after(after(11)), recent(2, 12));
    assert_eq!(book.written_after(after(12)), recent(1, 13));
    assert_eq!(book.written_after(after(13)), Recent::default());
    assert_eq!(book.written_after(Stamp::zero()).n_customers, 3);
}

#[test]
fn sample_data_count_only_where_somebody_wrote_on_them() {
    let env = SampleEnv {
        now_ms: 1_000,
        today: day(300),
        by: PersonId::new(Uuid::from_u128(9)),
        fiscal_start: 1,
    };
    let mut last = 0;
    let mut fresh = || {
        last += 1;
        Uuid::from_u128(last)
    };
    let changes = sample(env, &mut fresh);
    let mut book = book_of(&changes);
    assert_eq!(book.written_after(Stamp::zero()), Recent::default());
    let id = book.id_of(book.rows().next().unwrap()).unwrap();
    let put = book.put(id, fields::REMARK, Some(Value::Text("自己写的".into())), None);
    drop(book.apply(&change(9_000, Action::EditField, vec![put])));
    assert_eq!(book.written_after(Stamp::zero()).n_customers, 1);
    let batch = changes.iter().find_map(|it| it.batch).unwrap();
    let ops = invert_batch(&book, batch);
    drop(book.apply(&change(9_001, Action::Undo, ops)));
    assert!(book.written_after(Stamp::zero()).n_customers <= 1, "what is taken away is no loss");
}

proptest! {
    #[test]
    fn the_digest_is_the_sum_of_its_parts(changes in any_changes(30), part in 1_u32..9) {
        let book = book_of(&changes);
        let starts = (0..book.n_rows()).step_by(part as usize);
        let parts = starts.map(|at| book.digest_of_rows(at..book.n_rows().min(at + part)));
        let sum = parts.fold(book.digest_of_batches(), u64::wrapping_add);
        prop_assert_eq!(sum, book.digest());
    }

    #[test]
    fn a_backup_lacks_no_customer_that_was_not_written_since(
        changes in any_changes(30),
        at in 0_usize..30,
    ) {
        let changes = in_order(changes);
        let at = at.min(changes.len());
        let stamp = changes[..at].last().map_or(Stamp::zero(), |change| change.stamp);
        let book = book_of(&changes);
        let since: BTreeSet<CustomerId> =
            changes[at..].iter().flat_map(Change::customers).collect();
        prop_assert!(book.written_after(stamp).n_customers <= since.len());
        let last = changes.iter().map(|change| change.stamp).max().unwrap_or(Stamp::zero());
        prop_assert_eq!(book.written_after(last), Recent::default());
    }
}
