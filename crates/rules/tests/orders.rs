//! Orders: what is special about one, what its lines come to.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use jipan_rules::explain::{Explained, Why};
use jipan_rules::order::{
    Entered, Lacking, OrderLine, OrderStatus, Review, ReviewReason, amount_of, line_difference,
    review, total_of,
};
use jipan_rules::setting::{RuleBook, RuleKey, RulesOn};
use jipan_rules::values::ids::ProductId;
use jipan_rules::values::{Money, UnitPrice};
use jipan_rules::{DateTime, NaiveDate, Utc, Uuid};
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    format!("2026-11-26T{text}Z").parse().unwrap()
}

fn reviewed(entered: &Entered<'_>) -> Explained<Review> {
    review(entered, &RulesOn::default().review)
}

fn reasons(entered: &Entered<'_>) -> Vec<ReviewReason> {
    reviewed(entered).value.reasons().collect()
}

fn entered(fen: i64) -> Entered<'static> {
    Entered { amount: Money::from_fen(fen), lacking: &[], at: at("09:10:00"), others: &[] }
}

/// Rulebook 1.21, example 13.
#[test]
fn two_thousand_passes_and_a_fen_more_does_not() {
    assert!(reasons(&entered(200_000)).is_empty());
    assert_eq!(reasons(&entered(200_001)), [ReviewReason::Amount]);
    assert!(reasons(&entered(-500_000)).is_empty(), "a return is no large order");
}

#[test]
fn ten_minutes_apart_is_repeated_either_way_and_a_moment_more_is_not() {
    for (time, is_repeated) in [
        ("09:00:00", true),
        ("08:59:59.999", false),
        ("08:59:59", false),
        ("09:10:00", true),
        ("09:20:00", true),
        ("09:20:00.001", false),
        ("09:20:01", false),
    ] {
        let others = [at("01:00:00"), at(time)];
        let order = Entered { others: &others, ..entered(100) };
        assert_eq!(!reasons(&order).is_empty(), is_repeated, "{time}");
    }
}

#[test]
fn what_an_order_lacks_makes_it_special_and_all_reasons_are_told() {
    let others = [at("09:09:30")];
    let lacking = [Lacking::Phone, Lacking::Address, Lacking::Lines];
    for one in lacking {
        let lacking = [one];
        let order = Entered { lacking: &lacking, ..entered(100) };
        assert_eq!(reasons(&order), [ReviewReason::Incomplete], "{one:?}");
    }
    let order = Entered { lacking: &lacking, others: &others, ..entered(200_001) };
    let answer = reviewed(&order);
    assert_eq!(answer.value.reasons().collect::<Vec<_>>(), ReviewReason::ALL);
    assert_eq!(answer.value.bits(), 0b111);
    let Why::Review(facts) = answer.why else { panic!("{:?}", answer.why) };
    assert_eq!((facts.apart_seconds, facts.lacking.len()), (Some(30), 3));
}

/// The bits stand in orders: none may ever mean something else.
#[test]
fn the_bits_of_a_review_are_for_ever() {
    let of = |bits| Review::from_bits(bits).reasons().collect::<Vec<_>>();
    assert_eq!(of(1), [ReviewReason::Amount]);
    assert_eq!(of(2), [ReviewReason::Incomplete]);
    assert_eq!(of(4), [ReviewReason::Repeated]);
    assert!(Review::from_bits(8).is_special() && of(8).is_empty(), "of a newer program");
    assert!(!Review::NONE.is_special());
}

#[test]
fn a_company_sets_from_which_amount_on_an_order_is_special() {
    let from = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    let book: RuleBook = [(RuleKey::ReviewAmount.code(), from, "5000;0")].into_iter().collect();
    let of = |fen, others: &[DateTime<Utc>]| {
        let order = Entered { others, ..entered(fen) };
        review(&order, &book.on(from).review).value.is_special()
    };
    assert!(!of(500_000, &[]) && of(500_001, &[]));
    assert!(of(1, &[at("09:10:00")]) && !of(1, &[at("09:10:01")]), "the same moment only");
}

#[test]
fn lines_of_returns_and_free_goods_add_up() {
    let line = |quantity, price, amount| OrderLine {
        product: ProductId::new(Uuid::nil()),
        quantity,
        price,
        amount,
        pack: 50,
    };
    let lines = [line(48, 1_380_000, 662_400), line(-2, 1_380_000, -27_600), line(5, 0, 0)];
    assert_eq!(total_of(&lines), Some(Money::from_fen(634_800)));
    assert!(lines.iter().all(|it| line_difference(it) == Some(Money::ZERO)));
    assert_eq!(line_difference(&line(3, 3_333, 101)), Some(Money::from_fen(1)));
    assert_eq!(line_difference(&line(-3, 3_333, -101)), Some(Money::from_fen(-1)));
    assert_eq!(total_of(&[line(1, 0, i64::MAX), line(1, 0, 1)]), None, "it does not fit");
    assert_eq!(amount_of(i64::MAX, UnitPrice::new(i64::MAX)), None);
}

#[test]
fn an_order_that_ended_goes_nowhere_and_only_placed_and_delivered_ones_count() {
    for from in OrderStatus::ALL {
        let next = OrderStatus::ALL.into_iter().filter(|to| from.may_become(*to)).count();
        assert_eq!(next == 0, from.is_end(), "{from:?}");
        assert!(!from.may_become(from) && !from.may_become(OrderStatus::InReview));
        assert_eq!(OrderStatus::from_code(from.code()), Some(from));
    }
    let counts: Vec<_> = OrderStatus::ALL.into_iter().filter(|it| it.counts()).collect();
    assert_eq!(counts, [OrderStatus::Placed, OrderStatus::Delivered]);
}

proptest! {
    #[test]
    fn a_negative_quantity_mirrors_a_positive_one(
        quantity in 0..1_000_000_i64,
        price in 0..1_000_000_000_i64,
    ) {
        let price = UnitPrice::new(price);
        let there = amount_of(quantity, price).unwrap();
        let back = amount_of(-quantity, price).unwrap();
        prop_assert_eq!(there.plus(back), Ok(Money::ZERO));
    }

    /// Half a fen at most lies between the amount and quantity × price.
    #[test]
    fn an_amount_is_the_nearest_fen(
        quantity in -1_000_000..1_000_000_i64,
        price in 0..1_000_000_000_i64,
    ) {
        let amount = amount_of(quantity, UnitPrice::new(price)).unwrap();
        let exact = i128::from(quantity) * i128::from(price);
        prop_assert!((i128::from(amount.fen()) * 100 - exact).abs() <= 50);
    }

    #[test]
    fn more_of_an_amount_is_never_less_special(
        fen in 0..400_000_i64,
        more in 0..400_000_i64,
    ) {
        let is_special = |fen| reviewed(&entered(fen)).value.is_special();
        prop_assert!(!is_special(fen) || is_special(fen + more));
    }
}
