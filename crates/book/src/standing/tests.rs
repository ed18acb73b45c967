//! Tests of `standing`: shops whose place is known, and that slices do not matter.

use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::FieldId;
use jipan_rules::setting::{RuleBook, RuleKey};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

use super::*;
use crate::change::{Action, Change, ChangeId, Op, OrderWrite, PlacedOrder, product_id_of};
use crate::order_id_of;
use crate::stamp::Stamp;

/// The rules from the beginning, but for a quarter.
fn rules() -> RulesOn {
    let mut book = RuleBook::default();
    book.set(RuleKey::Period, day(1, 1), Some("quarter"));
    book.on(day(11, 26))
}

pub(super) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

pub(super) fn id(n: u128) -> CustomerId {
    CustomerId::new(Uuid::from_u128(n + 1))
}

pub(super) fn apply(book: &mut Book, seq: u64, ops: Vec<Op>) {
    let replica = ReplicaId::new(7 << 8);
    let change = Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_800_000_000_000 + seq, 0, replica),
        on: day(11, 26),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    };
    let _applied = book.apply(&change);
}

/// An order of one line.
fn order(n: u64, customer: CustomerId, on: NaiveDate, line: (i64, i64, u32)) -> Op {
    let (quantity, amount, pack) = line;
    let line = OrderLine { product: product_id_of("P1"), quantity, price: 0, amount, pack };
    let placed = PlacedOrder {
        number: n.to_string().into(),
        on,
        source: OrderSource::File,
        status: OrderStatus::Delivered,
        review: 0,
        lines: vec![line],
    };
    let write = OrderWrite::Place(Box::new(placed));
    Op::Order { id: order_id_of(&n.to_string()), customer, write }
}

fn shop(n: u128, values: &[(FieldId, Value)]) -> Op {
    let name = (fields::NAME, Value::Text(format!("{n}").into()));
    Op::Create { id: id(n), values: [name].into_iter().chain(values.iter().cloned()).collect() }
}

fn standings(book: &Book, n_rows: u32) -> Standings {
    let mut job = StandingsJob::new(day(11, 26), [rules(), rules()]);
    while job.step(book, n_rows) {}
    assert_eq!(job.n_done(book), 2 * book.n_rows());
    job.finish()
}

/// A shop for each number of cartons, ordered in each of three months.
fn county(cartons: &[i64]) -> Book {
    let mut book = Book::new();
    let mut ops = Vec::new();
    let mut n = 0;
    for (idx, cartons) in (0..).zip(cartons) {
        let format = Value::Choice(u8::try_from(idx % 2).unwrap() + 1);
        ops.push(shop(idx, &[(fields::FORMAT, format)]));
        for month in [8, 9, 10] {
            n += 1;
            let amount = cartons * 10_000 + i64::from(month);
            ops.push(order(n, id(idx), day(month, 15), (*cartons, amount, 50)));
        }
    }
    apply(&mut book, 1, ops);
    book
}

#[test]
fn the_bounds_of_the_tiers_belong_to_the_lower_tier() {
    let book = county(&[1_001, 1_000, 700, 500, 350, 200, 100, 50]);
    let all = standings(&book, 3);
    let tiers: Vec<_> = all.by_row.iter().map(|it| it[0].tier).collect();
    assert_eq!(tiers, (1..=8).map(Some).collect::<Vec<_>>());
    assert_eq!(all.totals.tiers, [1; 8]);
    assert_eq!(all.periods.map(|it| it[0].first.to_string()), Some("2026-08".to_owned()));
}

#[test]
fn the_largest_fifth_comes_first_and_equal_shops_stand_together() {
    let book = county(&[100, 90, 80, 70, 60, 50, 40, 30, 20, 10]);
    let all = standings(&book, 100);
    let above: Vec<_> = all.by_row.iter().map(|it| it[0].n_above).collect();
    assert_eq!(above, (0..10).collect::<Vec<_>>());
    // 10,000 fen a carton and a little more, the smaller the shop the more
    let grades: Vec<_> = all.by_row.iter().map(|it| it[0].grade.unwrap().div_ceil(2)).collect();
    assert_eq!(grades, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    let equal = standings(&county(&[5, 5, 5]), 1);
    let grades: Vec<_> = equal.by_row.iter().map(|it| it[0].grade).collect();
    assert_eq!(grades, [Some(1); 3]);
}

#[test]
fn packs_are_reckoned_in_cases_and_not_in_units() {
    let mut book = Book::new();
    let ops = vec![
        shop(0, &[]),
        shop(1, &[]),
        order(1, id(0), day(10, 1), (60, 100, 50)),
        order(2, id(1), day(10, 1), (13, 100, 10)),
    ];
    apply(&mut book, 1, ops);
    let all = standings(&book, 1);
    assert_eq!([all.by_row[0][0].n_above, all.by_row[1][0].n_above], [1, 0]);
}

#[test]
fn who_orders_nothing_is_in_the_eighth_tier_without_a_grade() {
    let mut book = Book::new();
    let project = (fields::TYPE, Value::Choice(CustomerType::Project.code()));
    let closed = (fields::STATUS, Value::Choice(jipan_rules::status::SUSPENDED));
    let ops = vec![
        shop(0, &[]),
        shop(1, &[project]),
        shop(2, &[closed]),
        order(1, id(1), day(10, 1), (60, 100, 50)),
        order(2, id(2), day(10, 1), (60, 100, 50)),
        order(3, id(0), day(11, 1), (60, 100, 50)),
    ];
    apply(&mut book, 1, ops);
    let all = standings(&book, 1);
    let [none, of_project, closed] = [0, 1, 2].map(|idx| all.by_row[idx][0]);
    assert_eq!((none.tier, none.grade, none.has_orders), (Some(8), None, false));
    assert_eq!((of_project.tier, of_project.quantity), (None, 60));
    assert_eq!((closed.tier, closed.grade), (Some(8), None));
    assert_eq!((all.totals.n_customers, all.totals.n_no_orders, all.areas[0].n), (1, 1, 0));
}

#[test]
fn a_shop_that_opened_midway_is_judged_by_the_months_it_was_open() {
    let mut book = Book::new();
    let opened = |on| (fields::OPENED, Value::Date(on));
    let ops = vec![
        shop(0, &[opened(day(10, 20))]),
        shop(1, &[]),
        order(1, id(0), day(10, 21), (1_001, 100, 50)),
        order(2, id(1), day(10, 21), (1_001, 100, 50)),
    ];
    apply(&mut book, 1, ops);
    let all = standings(&book, 1);
    // 20.02 cases in one month, 6.67 a month in three
    assert_eq!([all.by_row[0][0].tier, all.by_row[1][0].tier], [Some(1), Some(5)]);
    assert_eq!([all.by_row[0][0].n_above, all.by_row[1][0].n_above], [0, 1]);
}

#[test]
fn a_tier_that_changed_is_counted_as_a_move() {
    let mut book = Book::new();
    let months = [(7, 1_000), (8, 1_000), (9, 1_000), (10, 1_003)];
    let orders = months.map(|(month, n)| order(u64::from(month), id(0), day(month, 5), (n, 1, 50)));
    apply(&mut book, 1, [shop(0, &[])].into_iter().chain(orders).collect());
    let all = standings(&book, 9);
    assert_eq!(all.totals.moves, BTreeMap::from([((2, 1), 1)]));
}

#[test]
fn who_opened_since_did_not_move() {
    let mut book = Book::new();
    let opened = (fields::OPENED, Value::Date(day(10, 2)));
    apply(&mut book, 1, vec![shop(0, &[opened]), order(1, id(0), day(10, 9), (500, 1, 50))]);
    let rules = RuleBook::default().on(day(11, 26));
    let mut job = StandingsJob::new(day(11, 26), [rules, rules]);
    while job.step(&book, 9) {}
    let all = job.finish();
    assert_eq!(all.by_row[0].map(|it| it.tier), [Some(4), None]);
    assert!(all.totals.moves.is_empty());
}

#[test]
fn one_order_under_two_customers_that_are_one_counts_once() {
    let mut book = Book::new();
    let both = [0, 1].map(|n| order(1, id(n), day(10, 9), (500, 7, 50)));
    apply(&mut book, 1, [shop(0, &[]), shop(1, &[])].into_iter().chain(both).collect());
    apply(&mut book, 2, vec![Op::Merge { loser: id(1), into: Some(id(0)), was: None }]);
    let all = standings(&book, 9);
    assert_eq!((all.by_row[0][0].quantity, all.by_row[0][0].amount), (500, 7));
    assert_eq!(book.orders(Row(0)).count(), 1);
}

proptest! {
    #[test]
    fn slices_do_not_matter(
        cartons in prop::collection::vec(-20_i64..2_000, 1..12),
        n_rows in 1_u32..5,
    ) {
        let book = county(&cartons);
        prop_assert_eq!(standings(&book, n_rows), standings(&book, 1_000));
    }

    #[test]
    fn more_volume_is_never_a_worse_tier_or_band(
        cartons in prop::collection::vec(0_i64..2_000, 2..12),
    ) {
        let all = standings(&county(&cartons), 1_000);
        for (one, a) in cartons.iter().zip(&all.by_row) {
            for (other, b) in cartons.iter().zip(&all.by_row) {
                if one >= other {
                    prop_assert!(a[0].tier <= b[0].tier);
                    prop_assert!(a[0].n_above <= b[0].n_above);
                }
            }
        }
    }
}
