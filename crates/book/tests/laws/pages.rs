//! Pages survive their bytes, and damage has a name.

use jipan_book::{
    Action, Book, Change, ChangeId, Op, OrderWrite, PAGE_ROWS, PageError, PlacedOrder, Stamp,
};
use jipan_rules::Uuid;
use jipan_rules::freshness::Cycles;
use jipan_rules::order::{OrderSource, OrderStatus};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use proptest::prelude::*;

use crate::any::{any_changes, book_of, customer, day, seen};
use crate::any_trade::order_id;

fn many(n: u32) -> Book {
    let mut book = Book::new();
    let ids: Vec<u32> = (0..n).collect();
    for (seq, rows) in (1..).zip(ids.chunks(200)) {
        let ops = rows.iter().map(|row| Op::Create {
            id: customer(u128::from(*row)),
            values: vec![
                (fields::NAME, Value::Text(format!("店{row}").into())),
                (fields::DISTRICT, Value::Text(format!("街道{}", row % 25).into())),
                (fields::AREA, Value::Integer(i64::from(*row))),
            ],
        });
        let replica = ReplicaId::new(1);
        let _ = book.apply(&Change {
            id: ChangeId { replica, seq },
            stamp: Stamp::new(seq, 0, replica),
            on: day(0),
            by: PersonId::new(Uuid::from_u128(9)),
            action: Action::Import,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops: ops.collect(),
        });
    }
    book
}

fn reload(book: &Book, skip: Option<u32>) -> Book {
    let mut copy = Book::new();
    for page in (0..book.n_pages()).filter(|page| Some(*page) != skip) {
        copy.load_page(&book.encode_page(page).unwrap()).unwrap();
    }
    copy
}

#[test]
fn a_book_of_several_pages_survives_its_bytes() {
    let book = many(2 * PAGE_ROWS + 100);
    let copy = reload(&book, None);
    assert_eq!((copy.n_pages(), copy.n_customers()), (3, 2 * PAGE_ROWS + 100));
    assert_eq!(copy.digest(), book.digest());
    assert_eq!(seen(&copy), seen(&book));
    assert_eq!(copy.dirty_pages().count(), 0);
    assert_eq!(copy.encode_page(1), book.encode_page(1));
}

#[test]
fn a_lost_page_loses_its_customers_only_and_is_never_overwritten() {
    let book = many(3 * PAGE_ROWS);
    let mut copy = reload(&book, Some(1));
    assert_eq!(copy.n_customers(), 2 * PAGE_ROWS);
    assert_eq!(copy.encode_page(1), None);
    assert_eq!(copy.encode_page(2), book.encode_page(2));
    assert_eq!(copy.row_of(customer(u128::from(PAGE_ROWS))), None);
    // A change for a lost customer waits, hidden, in a page of its own.
    let replica = ReplicaId::new(1);
    let lost = customer(u128::from(PAGE_ROWS));
    let change = Change {
        id: ChangeId { replica, seq: 99 },
        stamp: Stamp::new(99, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::EditField,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![copy.put(lost, fields::AREA, Some(Value::Integer(5)), None)],
    };
    let _ = copy.apply(&change);
    assert_eq!(copy.n_customers(), 2 * PAGE_ROWS);
    assert_eq!(copy.dirty_pages().collect::<Vec<_>>(), [3]);
}

#[test]
fn pages_out_of_place_are_refused_and_the_book_stays() {
    let book = many(2 * PAGE_ROWS);
    let first = book.encode_page(0).unwrap();
    let mut copy = reload(&book, None);
    assert_eq!(copy.load_page(&first), Err(PageError::OutOfOrder { page: 0, expected: 2 }));
    let mut stranger = many(1);
    assert_eq!(stranger.load_page(&first), Err(PageError::OutOfOrder { page: 0, expected: 1 }));
    let second = book.encode_page(1).unwrap();
    let id = customer(u128::from(PAGE_ROWS) + 7);
    let mut other = Book::new();
    let replica = ReplicaId::new(1);
    let _ = other.apply(&Change {
        id: ChangeId { replica, seq: 1 },
        stamp: Stamp::new(1, 0, replica),
        on: day(0),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::AddCustomer,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![Op::Create { id, values: Vec::new() }],
    });
    let before = other.digest();
    assert_eq!(other.load_page(&second), Err(PageError::RepeatedCustomer { id }));
    assert_eq!((other.digest(), other.n_rows()), (before, 1));
    let mut newer = first;
    newer[0] = jipan_book::PAGE_LAYOUT + 1;
    assert_eq!(Book::new().load_page(&newer), Err(PageError::NewerLayout { layout: 7 }));
    assert_eq!(Book::new().load_page(&[]), Err(PageError::TooShort { part: "head" }));
}

proptest! {
    #[test]
    fn a_damaged_page_is_named_and_the_book_stays(
        changes in any_changes(14),
        at in any::<prop::sample::Index>(),
        bit in 0_u8..8,
        cut in any::<prop::sample::Index>(),
    ) {
        let book = book_of(&changes);
        prop_assume!(book.n_pages() > 0);
        let whole = book.encode_page(0).unwrap();
        let mut bytes = whole.clone();
        bytes[at.index(whole.len())] ^= 1 << bit;
        let mut copy = Book::new();
        prop_assert!(copy.load_page(&bytes).is_err());
        prop_assert!(copy.load_page(&whole[..cut.index(whole.len())]).is_err());
        prop_assert_eq!(copy.n_rows(), 0);
        prop_assert!(copy.load_page(&whole).is_ok());
        copy.load_header(&book.encode_header()).unwrap();
        prop_assert_eq!(copy.digest(), book.digest());
    }
}

/// A book of stored pages and a log, whose orders are read after all the rest.
fn opened_late(stored: &Book, log: &[Change]) -> Book {
    let mut book = Book::new();
    book.load_header(&stored.encode_header()).unwrap();
    let pages = (0..stored.n_pages()).map(|page| stored.encode_page(page).unwrap());
    let late: Vec<_> = pages.filter_map(|it| book.load_page_early(&it).unwrap()).collect();
    let mut touched = Vec::new();
    for change in log {
        touched.extend_from_slice(book.apply(change).touched());
    }
    book.begin_trade();
    for page in &late {
        book.take_trade(page).unwrap();
    }
    for change in log {
        let is_trade =
            |op: &&Op| matches!(op, Op::Order { .. } | Op::Objection { .. } | Op::Funnel { .. });
        let ops = change.ops.iter().filter(is_trade).cloned().collect();
        let _ = book.apply(&Change { ops, ..change.clone() });
    }
    book.end_trade(&touched);
    book
}

proptest! {
    #[test]
    fn orders_that_are_read_last_make_the_same_book(
        changes in any_changes(14),
        at in any::<prop::sample::Index>(),
    ) {
        let (stored, log) = changes.split_at(at.index(changes.len() + 1));
        let stored = book_of(stored);
        let mut whole = reload(&stored, None);
        whole.load_header(&stored.encode_header()).unwrap();
        for change in log {
            drop(whole.apply(change));
        }
        let late = opened_late(&stored, log);
        prop_assert_eq!(late.digest(), whole.digest());
        prop_assert_eq!(seen(&late), seen(&whole));
        for page in 0..whole.n_pages() {
            prop_assert_eq!(late.encode_page(page), whole.encode_page(page));
        }
        let rows = || whole.rows();
        prop_assert!(rows().all(|row| late.derived(row) == whole.derived(row)));
        prop_assert!(rows().all(|row| late.months(row) == whole.months(row)));
    }
}

/// An order for a customer.
fn ordered(seq: u64, customer: CustomerId, n: u64) -> Change {
    let placed = PlacedOrder {
        number: "D1".into(),
        on: day(3),
        source: OrderSource::App,
        status: OrderStatus::Placed,
        review: 0,
        lines: Vec::new(),
    };
    let write = OrderWrite::Place(Box::new(placed));
    let replica = ReplicaId::new(2);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1000 + seq, 0, replica),
        on: day(3),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::AddOrder,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![Op::Order { id: order_id(n.into()), customer, write }],
    }
}

#[test]
fn a_page_that_was_read_early_lacks_its_orders_only_until_they_are_taken() {
    let mut book = many(3);
    let id = customer(1);
    let _ = book.apply(&ordered(1, id, 1));
    let mut copy = Book::new();
    let late = copy.load_page_early(&book.encode_page(0).unwrap()).unwrap().unwrap();
    let row = copy.row_of(id).unwrap();
    assert_eq!((copy.orders(row).count(), copy.n_customers()), (0, 3));
    // What the log says meanwhile neither hides what is read nor is hidden by it.
    let _ = copy.apply(&ordered(2, id, 2));
    copy.begin_trade();
    copy.take_trade(&late).unwrap();
    let _ = copy.apply(&ordered(2, id, 2));
    copy.end_trade(&[row]);
    assert_eq!(copy.orders(row).count(), 2);
}

#[test]
fn pages_of_two_versions_keep_their_orders_when_these_are_read_last() {
    let mut book = many(PAGE_ROWS + 3);
    let shops = [customer(1), customer(u128::from(PAGE_ROWS) + 1)];
    for (n, shop) in (1..).zip(shops) {
        let _ = book.apply(&ordered(n, shop, n));
    }
    // The cycles are part of what pages were computed by: the second is of other ones than the reader's.
    let old = book.encode_page(1).unwrap();
    let mut copy = Book::new();
    for of in [&mut book, &mut copy] {
        of.set_cycles(Cycles::of_text("1 40 2026-11-22"));
    }
    let new = book.encode_page(0).unwrap();
    assert_ne!(old, book.encode_page(1).unwrap());
    let late = [new, old].map(|page| copy.load_page_early(&page).unwrap().unwrap());
    copy.begin_trade();
    for page in &late {
        copy.take_trade(page).unwrap();
    }
    copy.end_trade(&[]);
    for shop in shops {
        let row = copy.row_of(shop).unwrap();
        assert_eq!((copy.orders(row).count(), copy.months(row).len()), (1, 0));
    }
}
