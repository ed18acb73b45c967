//! In a browser the table of readings comes late. Whenever it comes, the book ends the same.

use jipan_book::select::Query;
use jipan_book::{Book, Change, Op, ReadingsAway, Row, Searcher, has_readings};
use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ContactId;
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day, seen};

fn read_all_again(book: &mut Book, n: usize) {
    let mut next = Some(Row(0));
    while let Some(from) = next {
        next = book.read_names_again(from, n);
    }
}

fn stored_and_loaded(book: &Book) -> Book {
    let mut copy = Book::new();
    for page in 0..book.n_pages() {
        copy.load_page(&book.encode_page(page).unwrap()).unwrap();
    }
    copy
}

/// Customers of these names and their contacts.
fn shops(names: &[(&str, &str)]) -> Vec<Change> {
    let of = |(seq, (name, contact)): (u64, &(&str, &str))| {
        let id = customer(seq.into());
        let mut change = any_change(seq);
        change.ops = vec![
            Op::Create { id, values: vec![(fields::NAME, Value::Text((*name).into()))] },
            Op::PutContact {
                id: ContactId::new(Uuid::from_u128(seq.into())),
                customer: id,
                field: fields::CONTACT,
                value: Some(Value::Text((*contact).into())),
                base: None,
                was: None,
            },
        ];
        change
    };
    (1..).zip(names).map(of).collect()
}

fn any_change(seq: u64) -> Change {
    use jipan_book::{Action, ChangeId, Stamp};
    use jipan_rules::values::ids::{PersonId, ReplicaId};
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(seq, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: Vec::new(),
    }
}

fn n_found(searcher: &mut Searcher, book: &Book, text: &str) -> usize {
    searcher.select(book, &Query { text: text.to_owned(), ..Query::default() }, day(0)).n_shown
}

proptest! {
    #[test]
    fn whenever_the_table_comes_all_names_end_as_read_with_it(
        changes in any_changes(14),
        came in any::<prop::sample::Index>(),
        stored in prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        is_stored_first in any::<bool>(),
        n in 1_usize..4,
    ) {
        let n_steps = changes.len() + 1;
        let (came, stored) = (
            came.index(n_steps),
            stored.into_iter().map(|it| it.index(n_steps)).collect::<Vec<_>>(),
        );
        let mut away = Some(ReadingsAway::new());
        let mut book = Book::new();
        for at in 0..n_steps {
            if is_stored_first && stored.contains(&at) {
                book = stored_and_loaded(&book);
            }
            if at == came {
                away = None;
                // As at an opening that began before and ended after.
                if n > 1 {
                    read_all_again(&mut book, n);
                }
            }
            if !is_stored_first && stored.contains(&at) {
                book = stored_and_loaded(&book);
            }
            if let Some(change) = changes.get(at) {
                let _ = book.apply(change);
            }
        }
        prop_assert!(away.is_none() && has_readings());
        read_all_again(&mut book, n);
        prop_assert!(!book.has_unread_names());
        prop_assert_eq!(seen(&book), seen(&book_of(&changes)));
        let copy = stored_and_loaded(&book);
        prop_assert_eq!(copy.dirty_pages().count(), 0);
        prop_assert_eq!(seen(&copy), seen(&book));
    }
}

#[test]
fn a_page_read_with_the_table_is_as_good_without_it() {
    let book = book_of(&shops(&[("长乐行", "张三")]));
    let bytes = book.encode_page(0).unwrap();
    let _away = ReadingsAway::new();
    let mut copy = Book::new();
    copy.load_page(&bytes).unwrap();
    assert_eq!(copy.pinyin().get(Row(0)), Some("Chang|ZhangLe|YueHang|Xing"));
    assert!(!copy.has_unread_names());
    assert_eq!(copy.encode_page(0), Some(bytes));
}

#[test]
fn a_page_read_without_the_table_is_written_again_when_it_was_read_with_it() {
    let away = ReadingsAway::new();
    let book = book_of(&shops(&[("长乐行KFC", "张三")]));
    assert_eq!(book.pinyin().get(Row(0)), Some("K.F.C."));
    let bytes = book.encode_page(0).unwrap();
    let mut copy = Book::new();
    copy.load_page(&bytes).unwrap();
    assert!(copy.has_unread_names() && copy.dirty_pages().count() == 0);
    assert_eq!(copy.encode_page(0), Some(bytes.clone()));
    drop(away);
    let mut later = Book::new();
    later.load_page(&bytes).unwrap();
    read_all_again(&mut copy, 5);
    for book in [copy, later] {
        assert_eq!(book.pinyin().get(Row(0)), Some("Chang|ZhangLe|YueHang|XingK.F.C."));
        assert!(!book.has_unread_names());
        assert_eq!(book.dirty_pages().collect::<Vec<_>>(), [0]);
    }
}

#[test]
fn a_searcher_that_looked_without_the_table_finds_and_sorts_by_pinyin_after_it() {
    let away = ReadingsAway::new();
    let mut book = book_of(&shops(&[("兴隆超市", "张三"), ("长乐行", "李四"), ("KFC", "王五")]));
    let mut searcher = Searcher::default();
    let order = |searcher: &mut Searcher, book: &Book| {
        let rows = searcher.select(book, &Query::default(), day(0)).rows;
        rows.into_iter().map(|row| row.0).collect::<Vec<_>>()
    };
    for text in ["xlcs", "clh", "ls", "lisi"] {
        assert_eq!(n_found(&mut searcher, &book, text), 0, "{text}");
    }
    assert_eq!(n_found(&mut searcher, &book, "长乐"), 1);
    assert_eq!(n_found(&mut searcher, &book, "kfc"), 1);
    assert_eq!(order(&mut searcher, &book)[0], 2, "what can be read stands first");
    assert_eq!(searcher.encode_names(&book), [], "this order is not for keeping");
    drop(away);
    read_all_again(&mut book, 5);
    searcher.read_again();
    for text in ["xlcs", "clh", "ls", "lisi", "长乐", "kfc"] {
        assert_eq!(n_found(&mut searcher, &book, text), 1, "{text}");
    }
    assert_eq!(order(&mut searcher, &book), [1, 2, 0]);
    assert_ne!(searcher.encode_names(&book), []);
}

#[test]
fn contacts_are_found_by_pinyin_also_where_no_name_had_to_be_read_again() {
    let book = book_of(&shops(&[("长乐行", "李四")]));
    let mut searcher = Searcher::default();
    let away = ReadingsAway::new();
    assert_eq!(n_found(&mut searcher, &book, "lisi"), 0);
    drop(away);
    searcher.read_again();
    assert_eq!(n_found(&mut searcher, &book, "lisi"), 1);
}
