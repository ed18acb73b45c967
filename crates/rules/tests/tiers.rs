//! Tiers: every bound exactly, whatever the cases, the months and the returns.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use std::cmp::Ordering;

use jipan_rules::NaiveDate;
use jipan_rules::explain::Why;
use jipan_rules::period::{Month, Period, PeriodBasis};
use jipan_rules::setting::{RuleBook, RuleKey, RulesOn};
use jipan_rules::tier::{
    TierCause, TierFacts, TierOf, Tiers, tier, tier_change, tier_facts, tier_of,
};
use proptest::prelude::*;

fn of(packs: &[(u32, i64)], n_months: u16) -> u8 {
    tier_of(packs, n_months, &Tiers::DEFAULT).tier
}

fn facts(packs: &[(u32, i64)], n_months: u16) -> TierFacts {
    tier_facts(packs, n_months, &RulesOn::default().tiers)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Rulebook 1.21, example 1, with products of 100 to the case, so that a unit is a hundredth.
#[test]
fn each_bound_belongs_to_its_tier_and_one_hundredth_more_does_not() {
    let bounds = [(100, 8), (200, 7), (400, 6), (700, 5), (1_000, 4), (1_400, 3), (2_000, 2)];
    for (units, tier) in bounds {
        assert_eq!(of(&[(100, units - 1)], 1), tier, "{units} less one");
        assert_eq!(of(&[(100, units)], 1), tier, "{units}");
        assert_eq!(of(&[(100, units + 1)], 1), tier - 1, "{units} and one");
    }
    assert_eq!([of(&[(100, 2_001)], 1), of(&[(100, 0)], 1)], [1, 8]);
}

/// Rulebook 1.19.
#[test]
fn a_year_of_twelve_thousand_cartons_is_tier_two_and_one_more_is_tier_one_though_both_print_twenty()
{
    for n_months in [1_u16, 3, 6, 12] {
        let units = i64::from(n_months) * 1_000;
        let (even, more) = (facts(&[(50, units)], n_months), facts(&[(50, units + 1)], n_months));
        assert_eq!((even.of.tier, more.of.tier), (2, 1), "{n_months} months");
        assert_eq!((even.average, even.exactly), (2_000, Ordering::Equal));
        if n_months >= 6 {
            assert_eq!((more.average, more.exactly), (2_000, Ordering::Greater));
        }
    }
}

/// 7 × 1/7 + 3/3 + … = 10, with cases of which no small number is a multiple.
#[test]
fn products_that_are_packed_in_many_ways_add_up_exactly() {
    let primes = [7_u32, 11, 13, 17, 19, 23, 29, 31, 37, 41];
    let ten: Vec<(u32, i64)> = primes.map(|pack| (pack, i64::from(pack))).to_vec();
    assert_eq!(of(&ten, 1), 4);
    let more: Vec<_> = ten.iter().copied().chain([(99_991, 1)]).collect();
    assert_eq!(of(&more, 1), 3);
    let less: Vec<_> = ten.iter().copied().chain([(99_991, -1)]).collect();
    assert_eq!(of(&less, 1), 4);
    assert_eq!(facts(&more, 1).exactly, Ordering::Greater);
}

/// 1/2 + 1/3 + 1/6 = 1, and twenty cases whose common multiple needs more than 300 bits.
#[test]
fn a_common_multiple_beyond_any_integer_still_compares_exactly() {
    assert_eq!(of(&[(2, 1), (3, 1), (6, 1)], 1), 8);
    assert_eq!(of(&[(2, 1), (3, 1), (6, 1), (4_294_967_291, 1)], 1), 7);
    // k/p + (p − k)/p = 1 for ten primes: the rests never come out even, and the sum is 10.
    let primes =
        [99_991_u32, 99_989, 99_971, 99_961, 99_929, 99_923, 99_907, 99_901, 99_881, 99_877];
    let halves: Vec<(u32, i64)> =
        primes.iter().flat_map(|p| [(*p, 1_234), (*p, i64::from(*p) - 1_234)]).collect();
    assert_eq!((of(&halves, 1), facts(&halves, 1).exactly), (4, Ordering::Equal));
    let packs: Vec<u32> = (99_900..100_000).step_by(5).collect();
    let even: Vec<(u32, i64)> = packs.iter().map(|pack| (*pack, i64::from(*pack))).collect();
    assert_eq!(of(&even, 1), 2); // 20 cases
    // One unit from each to the next leaves a sum of small rests of either sign.
    let shifted: Vec<(u32, i64)> = even
        .iter()
        .enumerate()
        .map(|(idx, (pack, units))| (*pack, if idx % 2 == 0 { units + 1 } else { units - 1 }))
        .collect();
    // 1/99900 − 1/99905 + 1/99910 − … > 0
    assert_eq!(of(&shifted, 1), 1);
}

#[test]
fn nothing_ordered_is_tier_eight_with_a_flag_and_what_came_back_is_without() {
    assert_eq!(tier_of(&[], 12, &Tiers::DEFAULT), TierOf { tier: 8, no_orders: true });
    for units in [0, -1, -1_000, i64::MIN] {
        let wanted = TierOf { tier: 8, no_orders: false };
        assert_eq!(tier_of(&[(50, units)], 1, &Tiers::DEFAULT), wanted, "{units}");
    }
    assert_eq!(facts(&[(50, -51)], 1).average, -102);
}

/// 300 and −50 cartons in two months are five cases in all.
#[test]
fn a_month_of_more_returns_than_orders_counts_against_the_others() {
    assert_eq!(of(&[(50, 300), (50, -50)], 2), 6); // 2.5 a month
    assert_eq!(facts(&[(50, 300), (50, -50)], 2).packs, [(50, 250)]);
    assert_eq!(of(&[(50, 50), (50, -300)], 2), 8);
}

#[test]
fn a_shop_that_opened_in_the_period_is_averaged_over_its_own_months() {
    let year = Period::before(day(2026, 12, 15), PeriodBasis::Year); // December to November
    let n_open = |opened| year.n_open(Some(opened), Some(Month::of(day(2026, 10, 2))));
    assert_eq!(n_open(day(2026, 10, 31)), 2);
    assert_eq!(of(&[(50, 1_000)], n_open(day(2026, 10, 31))), 4); // 10 a month
    assert_eq!(of(&[(50, 1_000)], year.n_open(None, None)), 7); // 1.67 a month
    assert_eq!(n_open(day(2020, 1, 1)), 12);
    // The order of October proves that it was open before the day that the file states.
    assert_eq!(n_open(day(2026, 11, 20)), 2);
    // Opened after the period: no month, and nothing was ordered.
    assert_eq!(year.n_open(Some(day(2026, 12, 1)), None), 0);
    assert_eq!(tier_of(&[], 0, &Tiers::DEFAULT), TierOf { tier: 8, no_orders: true });
}

#[test]
fn the_seven_exact_shops_of_the_county_have_their_tiers_by_any_period() {
    let cases = [(10, 4), (20, 2), (14, 3), (7, 5), (4, 6), (2, 7), (1, 8)];
    for basis in PeriodBasis::ALL {
        for (n, tier) in cases {
            let units = n * 50 * i64::from(basis.n_months());
            assert_eq!(of(&[(50, units)], basis.n_months()), tier, "{n} cases, {basis:?}");
        }
    }
}

#[test]
fn a_bound_that_changes_at_a_year_end_holds_from_new_year_on() {
    let new_year = day(2027, 1, 1);
    let book: RuleBook =
        [(RuleKey::Tiers.code(), new_year, "20;14;9.99;7;4;2;1")].into_iter().collect();
    let of = |on| tier(&[(50, 500)], 1, &book.on(on).tiers).value.tier;
    assert_eq!((of(day(2026, 12, 31)), of(new_year), of(day(2027, 6, 1))), (4, 3, 3));
    let facts = |on| tier_facts(&[(50, 500)], 1, &book.on(on).tiers);
    let change = tier_change(facts(day(2026, 12, 31)), facts(new_year));
    assert_eq!(change.value, 1);
    assert!(matches!(change.why, Why::TierChange(it) if it.cause == Some(TierCause::Rule)));
    assert_eq!(facts(new_year).rule.from, Some(new_year));
}

/// The bounds of a case by the common multiple that rulebook 1.19 names.
fn by_common_multiple(packs: &[(u32, i64)], n_months: u16, tiers: &Tiers) -> u8 {
    fn gcd(a: i128, b: i128) -> i128 {
        if b == 0 { a } else { gcd(b, a % b) }
    }
    let multiple =
        packs.iter().fold(1_i128, |l, (pack, _)| l / gcd(l, (*pack).into()) * i128::from(*pack));
    let units: i128 =
        packs.iter().map(|(pack, units)| i128::from(*units) * (multiple / i128::from(*pack))).sum();
    let exceeds = |bound: &u32| units * 100 > i128::from(*bound) * multiple * i128::from(n_months);
    u8::try_from(tiers.0.iter().position(exceeds).map_or(8, |idx| idx + 1)).unwrap()
}

fn any_packs() -> impl Strategy<Value = Vec<(u32, i64)>> {
    let pack = prop_oneof![Just(50_u32), Just(6), Just(12), Just(24), 1..=60_u32];
    prop::collection::vec((pack, -200..1_500_i64), 0..6)
}

/// Volumes at and next to a bound, split over several packs.
fn near_a_bound() -> impl Strategy<Value = (Vec<(u32, i64)>, u16)> {
    let bound = prop::sample::select(vec![1_i64, 2, 4, 7, 10, 14, 20]);
    (bound, 1..=12_u16, 1..=60_u32, 1..=60_u32, -1..=1_i64).prop_map(|(bound, n, one, two, off)| {
        let cases = bound * i64::from(n);
        let part = cases / 3;
        let units = |pack: u32, cases: i64| i64::from(pack) * cases;
        (vec![(one, units(one, part)), (two, units(two, cases - part) + off)], n)
    })
}

proptest! {
    #[test]
    fn the_tier_is_that_of_the_common_multiple(packs in any_packs(), n_months in 1..=12_u16) {
        let wanted = by_common_multiple(&packs, n_months, &Tiers::DEFAULT);
        prop_assert_eq!(of(&packs, n_months), wanted);
    }

    #[test]
    fn so_it_is_next_to_a_bound((packs, n_months) in near_a_bound()) {
        let wanted = by_common_multiple(&packs, n_months, &Tiers::DEFAULT);
        prop_assert_eq!(of(&packs, n_months), wanted);
    }

    #[test]
    fn more_volume_is_never_a_worse_tier(
        packs in any_packs(),
        more in (1..=60_u32, 0..2_000_i64),
        n_months in 1..=12_u16,
    ) {
        let before = of(&packs, n_months);
        let after: Vec<_> = packs.into_iter().chain([more]).collect();
        prop_assert!(of(&after, n_months) <= before);
    }

    #[test]
    fn the_order_of_products_changes_nothing(packs in any_packs(), n_months in 1..=12_u16) {
        let turned: Vec<_> = packs.iter().rev().copied().collect();
        prop_assert_eq!(facts(&packs, n_months), facts(&turned, n_months));
    }

    #[test]
    fn more_months_never_make_a_better_tier(packs in any_packs(), n_months in 1..=11_u16) {
        prop_assert!(of(&packs, n_months) <= of(&packs, n_months + 1));
    }

    /// The rounded average is the nearest hundredth, and what is left over lies where it is said.
    #[test]
    fn the_average_that_is_shown_is_the_nearest_hundredth(
        packs in any_packs(),
        n_months in 1..=12_u16,
    ) {
        let shown = facts(&packs, n_months);
        let mirrored: Vec<_> = packs.iter().map(|(pack, units)| (*pack, -units)).collect();
        prop_assert_eq!(facts(&mirrored, n_months).average, -shown.average);
        let multiple = packs.iter().fold(1_i128, |all, (pack, _)| all * i128::from(*pack));
        let units = packs.iter().map(|(pack, units)| {
            i128::from(*units) * (multiple / i128::from(*pack))
        });
        let (exact, parts) = (units.sum::<i128>() * 100, multiple * i128::from(n_months));
        let rest = exact - i128::from(shown.average) * parts;
        prop_assert!(rest.abs() * 2 <= parts);
        prop_assert_eq!(shown.exactly, rest.cmp(&0));
    }

    #[test]
    fn the_bounds_that_are_shown_hold_the_average(packs in any_packs(), n_months in 1..=12_u16) {
        let shown = facts(&packs, n_months);
        prop_assert_eq!(RulesOn::default().tiers.value.bounds(shown.of.tier), (shown.above, shown.up_to));
        prop_assert!(shown.above.is_none_or(|it| i64::from(it) <= shown.average));
        prop_assert!(shown.up_to.is_none_or(|it| shown.average <= i64::from(it)));
    }
}
