//! What a write asks leave for, where a book tells whose customer it is.

use jipan_book::{Action, Book, Change, ChangeId, Op, OrderWrite, PlacedOrder, Stamp};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{CustomerId, OrderId, PersonId, ProductId, ReplicaId};
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

fn order(n: u128) -> OrderId {
    OrderId::new(Uuid::from_u128(n))
}

fn place(n: u128, source: OrderSource, status: OrderStatus, review: u8) -> Op {
    place_of(n, (source, status, review), &[100_000])
}

/// An order with lines of these amounts, in fen.
fn place_of(n: u128, how: (OrderSource, OrderStatus, u8), amounts: &[i64]) -> Op {
    let (source, status, review) = how;
    let product = ProductId::new(Uuid::from_u128(3));
    let line =
        |&amount: &i64| OrderLine { product, quantity: 1, price: amount * 100, amount, pack: 1 };
    let lines = amounts.iter().map(line).collect();
    let (number, on) = ("D1".into(), NaiveDate::default());
    let placed = PlacedOrder { number, on, source, status, review, lines };
    let customer = CustomerId::new(Uuid::from_u128(7));
    Op::Order { id: order(n), customer, write: OrderWrite::Place(Box::new(placed)) }
}

fn go(n: u128, to: OrderStatus) -> Op {
    let customer = CustomerId::new(Uuid::from_u128(7));
    Op::Order { id: order(n), customer, write: OrderWrite::Move { to, why: None } }
}

#[test]
fn a_rep_enters_orders_and_moves_them_on_but_approves_none() {
    use OrderStatus::{Cancelled, Delivered, InReview, Placed, Rejected};
    let [rep, boss] = [1, 2].map(|n| PersonId::new(Uuid::from_u128(n)));
    let mut book = Book::new();
    let asks = |book: &Book, op: &Op, by: PersonId| book.asks(op, by).0;
    let app = |n, status, review| place(n, OrderSource::App, status, review);
    assert_eq!(asks(&book, &app(1, Placed, 0), rep), Verb::Add);
    assert_eq!(asks(&book, &app(1, InReview, 1), rep), Verb::Add);
    assert_eq!(asks(&book, &app(1, Placed, 1), rep), Verb::Approve, "it is special");
    assert_eq!(asks(&book, &app(1, Delivered, 0), rep), Verb::Approve);
    assert_eq!(asks(&book, &place(1, OrderSource::File, Delivered, 0), rep), Verb::Import);
    assert_eq!(asks(&book, &go(1, Placed), rep), Verb::Approve, "nothing is known of it");
    drop(book.apply(&made(1, rep, app(1, InReview, 1))));
    for (to, verb) in [
        (Placed, Verb::Approve),
        (Rejected, Verb::Approve),
        (InReview, Verb::Approve),
        (Cancelled, Verb::Change),
    ] {
        assert_eq!(asks(&book, &go(1, to), rep), verb, "{to:?}");
    }
    assert_eq!(asks(&book, &app(1, InReview, 1), rep), Verb::Add, "one's own, as it is");
    assert_eq!(asks(&book, &app(1, InReview, 2), rep), Verb::Approve, "for another reason");
    let other = place_of(1, (OrderSource::App, InReview, 1), &[200_000]);
    assert_eq!(asks(&book, &other, rep), Verb::Approve, "it may be looked at just now");
    assert_eq!(asks(&book, &app(1, Placed, 0), rep), Verb::Approve, "it still waits for review");
    assert_eq!(asks(&book, &app(1, InReview, 1), boss), Verb::Approve);
    drop(book.apply(&made(2, boss, go(1, Placed))));
    assert_eq!(asks(&book, &app(1, Placed, 0), rep), Verb::Approve, "it was approved as it is");
    assert_eq!(asks(&book, &go(1, InReview), boss), Verb::TakeBack);
    assert_eq!(asks(&book, &go(1, InReview), rep), Verb::Approve);
    drop(book.apply(&made(3, rep, go(1, Cancelled))));
    assert_eq!(asks(&book, &go(1, Placed), rep), Verb::TakeBack);
    assert_eq!(asks(&book, &go(1, Placed), boss), Verb::Approve);
}

#[test]
fn an_order_is_special_by_what_it_holds_whatever_it_says_of_itself() {
    let rep = PersonId::new(Uuid::from_u128(1));
    let book = Book::new();
    let how = (OrderSource::App, OrderStatus::Placed, 0);
    let asks = |amounts: &[i64]| book.asks(&place_of(1, how, amounts), rep).0;
    assert_eq!(asks(&[150_000, 50_000]), Verb::Add, "2,000.00 in all are not over the limit");
    assert_eq!(asks(&[150_000, 50_001]), Verb::Approve);
    assert_eq!(asks(&[]), Verb::Approve, "nothing is ordered");
}

#[test]
fn a_rep_takes_back_an_own_order_that_did_not_go_on() {
    let [rep, other] = [1, 2].map(|n| PersonId::new(Uuid::from_u128(n)));
    let customer = CustomerId::new(Uuid::from_u128(7));
    let out = |n| Op::Order { id: order(n), customer, write: OrderWrite::Drop { is_gone: true } };
    let mut book = Book::new();
    assert_eq!(book.asks(&out(1), rep).0, Verb::Delete, "nobody knows whose it is");
    drop(book.apply(&made(1, rep, place(1, OrderSource::App, OrderStatus::Placed, 0))));
    drop(book.apply(&made(2, rep, place(2, OrderSource::File, OrderStatus::Delivered, 0))));
    assert_eq!(book.asks(&out(1), rep).0, Verb::TakeBack);
    assert_eq!(book.asks(&out(1), other).0, Verb::Delete);
    assert_eq!(book.asks(&out(2), rep).0, Verb::Import, "it came with a file");
    drop(book.apply(&made(3, other, go(1, OrderStatus::Delivered))));
    assert_eq!(book.asks(&out(1), rep).0, Verb::Delete, "it was delivered");
}

#[test]
fn products_and_rules_are_the_managers_whatever_field_is_named() {
    let id = ProductId::new(Uuid::from_u128(7));
    for field in [1, 59, 150, 155, 60_000] {
        let op = Op::Product { id, field: FieldId(field), from: None, value: None, was: None };
        let (verb, kind, group) = op.asks();
        for (role, may_do) in [(Role::Manager, true), (Role::Supervisor, false), (Role::Rep, false)]
        {
            assert_eq!(may(role, verb, kind, group).is_ok(), may_do, "{role:?} {field}");
        }
    }
}
