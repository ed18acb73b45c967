//! What the months came to, and that one order counts one page anew.

use jipan_book::{Op, product_id_of};
use jipan_rules::Uuid;
use jipan_rules::order::OrderSource;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::*;
use crate::budget::test_books::{change, day, order as order_of};

fn id(n: u32) -> CustomerId {
    CustomerId::new(Uuid::from_u128(u128::from(n) + 1))
}

fn apply(book: &mut Book, seq: u64, ops: Vec<Op>) {
    drop(book.apply(&change(seq, day(), ops)));
}

fn order(n: u32, of: CustomerId, amount: i64) -> Op {
    order_of((&format!("D{n}"), OrderSource::File), (of, day()), amount)
}

/// A book of so many customers, each with an order of 1.00.
fn customers(n: u32) -> Book {
    let mut book = Book::new();
    for at in 0..n {
        let line = Value::Text(["东线", "西线"][usize::from(at % 2 == 1)].into());
        let create = Op::Create { id: id(at), values: vec![(fields::LINE, line)] };
        apply(&mut book, u64::from(at) + 1, vec![create, order(at, id(at), 100)]);
    }
    book
}

fn revenue(index: &ActualsIndex) -> i64 {
    index.by_month().values().map(|it| it.revenue).sum()
}

#[test]
fn after_one_order_one_page_is_counted_anew_and_the_sums_are_those_of_counting_all() {
    let mut book = customers(2_100);
    let mut index = ActualsIndex::default();
    index.follow(&book, (fields::LINE, day()), &[]);
    let mut n_slices = 0;
    while index.work(&book, 300) {
        assert!(index.percent().is_some_and(|it| it < 100));
        n_slices += 1;
    }
    assert_eq!((n_slices, index.n_made, index.percent()), (6, 3, None));
    assert_eq!(revenue(&index), 210_000);
    let of = |index: &ActualsIndex, line: &str| {
        let months = index.by_territory().remove(&Some(Rc::from(line))).unwrap();
        months.values().map(|it| it.revenue).sum::<i64>()
    };
    assert_eq!((of(&index, "东线"), of(&index, "西线")), (105_000, 105_000));
    apply(&mut book, 9_000, vec![order(9_000, id(1_500), 50)]);
    index.follow(&book, (fields::LINE, day()), &[]);
    assert_eq!(index.todo.iter().copied().collect::<Vec<_>>(), [1]);
    while index.work(&book, 5_000) {}
    assert_eq!((index.n_made, revenue(&index)), (4, 210_050));
    let brought = |index: &ActualsIndex, n: u32| {
        index.pages().flat_map(|(_, _, it)| it).find(|it| it.customer == id(n)).map(|it| it.brought)
    };
    assert_eq!(
        (index.pages().map(|(_, _, it)| it.len()).sum::<usize>(), brought(&index, 1_500)),
        (2_100, Some((0, 150)))
    );
    // Of another day all of it is another thing: what was of today is of before.
    let tomorrow = day().succ_opt().unwrap();
    index.follow(&book, (fields::LINE, tomorrow), &[]);
    assert_eq!(index.todo.len(), 3);
    while index.work(&book, 5_000) {}
    assert_eq!((brought(&index, 1_500), brought(&index, 1)), (Some((150, 0)), Some((100, 0))));
    // Another cut of the territories counts all of it again.
    index.follow(&book, (fields::DISTRICT, day()), &[]);
    while index.work(&book, 7) {}
    assert_eq!(revenue(&index), 210_050);
    assert_eq!(index.shops().into_iter().collect::<Vec<_>>(), [(None, 2_100)]);
}

#[test]
fn only_customers_of_pages_that_have_a_month_are_looked_at() {
    let mut book = customers(2_100);
    let july = NaiveDate::from_ymd_opt(2026, 7, 5).unwrap();
    let late = order_of(("D7000", OrderSource::File), (id(1_500), july), 70);
    apply(&mut book, 9_000, vec![late]);
    let mut index = ActualsIndex::default();
    index.follow(&book, (fields::LINE, day()), &[]);
    while index.work(&book, 5_000) {}
    let rows = |month: Month| {
        let rows: Vec<u32> = index.rows_in(&|it| it == month).map(|it| it.0).collect();
        (rows.first().copied(), rows.len())
    };
    let june = Month::of(day());
    assert_eq!(rows(june), (Some(0), 2_100));
    assert_eq!(rows(june.on(1)), (Some(1_024), 1_024), "the page of the customer");
    assert_eq!(rows(june.on(2)), (None, 0));
}

#[test]
fn a_line_without_a_cost_is_unknown_and_one_of_nothing_is_not() {
    let mut book = customers(1);
    let mut index = ActualsIndex::default();
    index.follow(&book, (fields::LINE, day()), &[]);
    while index.work(&book, 10) {}
    let cost = |index: &ActualsIndex| index.by_month()[&Month::of(day())].cost;
    assert_eq!(cost(&index), Figure { value: 0, n_unknown: 1 });
    let product = product_id_of("P1");
    let code = book.put_product(product, FieldId(150), None, Some(Value::Text("P1".into())));
    let put =
        book.put_product(product, fields::PRODUCT_COST, Some(day()), Some(Value::Integer(6_000)));
    apply(&mut book, 50, vec![code, put]);
    index.follow(&book, (fields::LINE, day()), &[]);
    while index.work(&book, 10) {}
    assert_eq!(cost(&index), Figure::known(60), "a cost that is said later counts from its day on");
}
