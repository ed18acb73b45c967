//! What a write asks leave for, where a book tells whose customer it is.

use jipan_book::{Action, Book, Change, ChangeId, Op, Stamp};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

fn made(seq: u64, by: PersonId, op: Op) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(seq, 0, replica),
        on: NaiveDate::default(),
        by,
        action: Action::AddCustomer,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![op],
    }
}

#[test]
fn a_rep_takes_back_an_own_slip_but_deletes_and_restores_nothing_else() {
    let [rep, other] = [1, 2].map(|n| PersonId::new(Uuid::from_u128(n)));
    let id = CustomerId::new(Uuid::from_u128(7));
    let (delete, restore) = (Op::Delete { id }, Op::Restore { id });
    let mut book = Book::new();
    assert_eq!(book.asks(&delete, rep).0, Verb::Delete, "nobody knows whose it is");
    drop(book.apply(&made(1, rep, Op::Create { id, values: Vec::new() })));
    let is_free = |book: &Book, op: &Op, by: PersonId| {
        let (verb, kind, group) = book.asks(op, by);
        may(Role::Rep, verb, kind, group).is_ok()
    };
    assert!(is_free(&book, &delete, rep) && !is_free(&book, &delete, other));
    drop(book.apply(&made(2, other, delete.clone())));
    assert!(!is_free(&book, &restore, rep), "somebody else deleted it");
    drop(book.apply(&made(3, rep, delete)));
    assert!(is_free(&book, &restore, rep) && !is_free(&book, &restore, other));
    let merge = Op::Merge { loser: id, into: None, was: None };
    assert!(!is_free(&book, &merge, rep), "merging asks more");
}
