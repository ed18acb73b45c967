//! Tests of `repack`: what is supposed of a pack is what a book says in which it was written first.

use jipan_rules::order::{OrderSource, OrderStatus};
use jipan_rules::period::PeriodBasis;
use jipan_rules::setting::{RuleBook, RuleKey, RulesOn};
use jipan_rules::value::Value;
use proptest::prelude::*;

use super::*;
use crate::change::{Op, OrderWrite, PlacedOrder, product_id_of};
use crate::order_id_of;
use crate::standing::tests::{apply, day, id as shop};
use crate::standing::{Standings, StandingsJob};

const PRODUCTS: [&str; 2] = ["P1", "P2"];

/// A pack of one of the products, from a day on.
type Pack = (usize, NaiveDate, u32);

/// An order of a shop, with lines of one of the products each: how much of it, and for how much.
#[derive(Debug, Clone)]
struct Bought {
    shop: u128,
    on: NaiveDate,
    status: OrderStatus,
    is_gone: bool,
    lines: Vec<(usize, i64, i64)>,
}

/// Four shops of two formats, two of them one where they are merged; the packs, then the orders as they
/// come in.
fn book(packs: &[Pack], orders: &[Bought], is_merged: bool) -> Book {
    let mut book = Book::new();
    let create = |n: u128| {
        let format = Value::Choice(if n < 2 { 1 } else { 2 });
        let values = vec![(fields::NAME, Value::Text("店".into())), (fields::FORMAT, format)];
        Op::Create { id: shop(n), values }
    };
    apply(&mut book, 1, (0..4).map(create).collect());
    for (seq, (product, from, pack)) in (2..).zip(packs) {
        let (id, value) = (product_id_of(PRODUCTS[*product]), Value::Integer(i64::from(*pack)));
        let op = book.put_product(id, fields::PRODUCT_PACK, Some(*from), Some(value));
        apply(&mut book, seq, vec![op]);
    }
    for (n, bought) in (100_u64..).zip(orders) {
        let lines = bought.lines.iter().map(|(product, quantity, amount)| {
            let product = product_id_of(PRODUCTS[*product]);
            let pack = book.pack_on(product, bought.on);
            OrderLine { product, quantity: *quantity, price: 0, amount: *amount, pack }
        });
        let placed = PlacedOrder {
            number: n.to_string().into(),
            on: bought.on,
            source: OrderSource::File,
            status: bought.status,
            review: 0,
            lines: lines.collect(),
        };
        let (id, customer) = (order_id_of(&n.to_string()), shop(bought.shop));
        let write = OrderWrite::Place(Box::new(placed));
        let mut ops = vec![Op::Order { id, customer, write }];
        if bought.is_gone {
            ops.push(Op::Order { id, customer, write: OrderWrite::Drop { is_gone: true } });
        }
        apply(&mut book, n, ops);
    }
    if is_merged {
        apply(&mut book, 1_000, vec![Op::Merge { loser: shop(1), into: Some(shop(0)), was: None }]);
    }
    book
}

fn rules(basis: PeriodBasis) -> RulesOn {
    let mut rules = RuleBook::default();
    let word = if basis == PeriodBasis::Month { "month" } else { "quarter" };
    rules.set(RuleKey::Period, day(1, 1), Some(word));
    rules.on(day(11, 26))
}

fn standings(book: &Book, basis: PeriodBasis, repack: Option<Repack>, n_rows: u32) -> Standings {
    let job = StandingsJob::of_now(day(11, 26), rules(basis));
    let mut job = repack.into_iter().fold(job, StandingsJob::with_pack);
    while job.step(book, n_rows) {}
    job.finish()
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (6_u32..=12, 1_u32..=30).prop_map(|(month, on)| day(month, on))
}

fn any_pack() -> impl Strategy<Value = Pack> {
    (0..PRODUCTS.len(), any_day(), prop::sample::select(vec![1_u32, 7, 10, 50, 200]))
}

fn any_order() -> impl Strategy<Value = Bought> {
    let line = (0..PRODUCTS.len(), -60_i64..900, -50_i64..9_000);
    let lines = prop::collection::vec(line, 1..4);
    let status = prop::sample::select(OrderStatus::ALL.to_vec());
    let status = prop_oneof![Just(OrderStatus::Delivered), status];
    (0_u128..4, any_day(), status, prop::bool::weighted(0.1), lines)
        .prop_map(|(shop, on, status, is_gone, lines)| Bought { shop, on, status, is_gone, lines })
}

proptest! {
    #[test]
    fn what_is_supposed_of_a_pack_is_as_if_it_had_been_written_before_the_orders_came(
        packs in prop::collection::vec(any_pack(), 0..5),
        orders in prop::collection::vec(any_order(), 0..14),
        other in any_pack(),
        basis in prop::sample::select(vec![PeriodBasis::Month, PeriodBasis::Quarter]),
        is_merged in any::<bool>(),
        n_rows in 1_u32..5,
    ) {
        let as_it_is = book(&packs, &orders, is_merged);
        let (product, from, pack) = other;
        let repack = Repack::from_day(&as_it_is, product_id_of(PRODUCTS[product]), from, pack);
        let supposed = standings(&as_it_is, basis, Some(repack), n_rows);
        let written = [packs, vec![other]].concat();
        let first = standings(&book(&written, &orders, is_merged), basis, None, 9);
        prop_assert_eq!(supposed, first);
    }

    #[test]
    fn all_of_a_period_is_as_if_the_pack_had_begun_before_it_and_no_other_in_it(
        packs in prop::collection::vec(any_pack(), 0..5),
        orders in prop::collection::vec(any_order(), 0..14),
        other in any_pack(),
        basis in prop::sample::select(vec![PeriodBasis::Month, PeriodBasis::Quarter]),
    ) {
        let as_it_is = book(&packs, &orders, false);
        let (product, _, pack) = other;
        let period = Period::before(day(11, 26), basis);
        let repack = Repack::in_all_of(period, product_id_of(PRODUCTS[product]), pack);
        let supposed = standings(&as_it_is, basis, Some(repack), 3);
        let others = packs.into_iter().filter(|(of, ..)| *of != product);
        let written: Vec<Pack> = others.chain([(product, day(1, 1), pack)]).collect();
        prop_assert_eq!(supposed, standings(&book(&written, &orders, false), basis, None, 9));
    }
}

#[test]
fn another_pack_moves_a_tier_and_leaves_what_was_bought() {
    let bought = |n, quantity, month| Bought {
        shop: n,
        on: day(month, 9),
        status: OrderStatus::Delivered,
        is_gone: false,
        lines: vec![(0, quantity, 100)],
    };
    let packs = [(0, day(1, 1), 50)];
    let as_it_is = book(&packs, &[bought(0, 1_001, 10), bought(1, 40, 10)], false);
    let tiers = |repack| {
        let all = standings(&as_it_is, PeriodBasis::Month, repack, 9);
        ([0, 1].map(|n| all.by_row[n][0].tier), all.totals.quantity)
    };
    assert_eq!(tiers(None), ([Some(1), Some(8)], 1_041));
    let from = |on, pack| Repack::from_day(&as_it_is, product_id_of("P1"), on, pack);
    assert_eq!(tiers(Some(from(day(10, 9), 200))), ([Some(5), Some(8)], 1_041));
    assert_eq!(tiers(Some(from(day(10, 10), 200))), tiers(None), "ordered the day before");
    assert_eq!(tiers(Some(from(day(10, 9), 1))), ([Some(1), Some(1)], 1_041));
}
