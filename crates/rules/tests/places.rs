//! Scale and grade: places among others, with equals, with few shops and in any order.

use jipan_rules::explain::Why;
use jipan_rules::grade::{
    Bought, GradeCause, GradeMatrix, StructureLine, band, grade, grade_change, grade_facts, is_high,
};
use jipan_rules::period::{Month, Period, PeriodBasis};
use jipan_rules::scale::{ScaleCutoffs, ranks, scale, scale_of, share_key};
use jipan_rules::setting::RulesOn;
use jipan_rules::{Datelike as _, Days, NaiveDate};
use proptest::prelude::*;

fn scales(keys: &[i128]) -> Vec<u8> {
    let n = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    let of = |(n_above, _): (u32, u32)| scale_of(n_above, n, ScaleCutoffs::DEFAULT);
    ranks(keys).into_iter().map(of).collect()
}

fn bands(keys: &[i128]) -> Vec<u8> {
    let n = u32::try_from(keys.len()).unwrap_or(u32::MAX);
    ranks(keys).into_iter().map(|(n_above, _)| band(n_above, n)).collect()
}

#[test]
fn those_who_bought_as_much_are_on_one_side_of_a_cut_that_goes_through_them() {
    assert_eq!(scales(&[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), [1, 1, 2, 2, 2, 2, 2, 3, 3, 3]);
    // The cut of 20 % goes through the second to fourth, which are equal: all are large.
    assert_eq!(scales(&[9, 8, 8, 8, 5, 4, 3, 2, 1, 0]), [1, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    assert_eq!(scales(&[5; 10]), [1; 10]);
    assert_eq!(bands(&[5; 10]), [0; 10]);
    assert_eq!(bands(&[9, 8, 8, 8, 5, 4, 3, 2, 1, 0]), [0, 0, 0, 0, 2, 2, 3, 3, 4, 4]);
}

#[test]
fn one_two_and_three_shops_have_a_place_each() {
    assert_eq!((scales(&[]), scales(&[1])), (vec![], vec![1]));
    assert_eq!((scales(&[1, 2]), scales(&[2, 2])), (vec![2, 1], vec![1, 1]));
    assert_eq!((scales(&[1, 2, 3]), scales(&[3, 1, 1])), (vec![2, 2, 1], vec![1, 2, 2]));
    assert_eq!(
        (bands(&[1]), bands(&[1, 2]), bands(&[1, 2, 3])),
        (vec![0], vec![2, 0], vec![3, 1, 0])
    );
}

#[test]
fn shares_of_all_or_nothing_leave_one_scale() {
    let of = |large, medium| {
        (0..4).map(|n| scale_of(n, 4, ScaleCutoffs { large, medium })).collect::<Vec<_>>()
    };
    assert_eq!((of(0, 0), of(100, 0), of(0, 100)), (vec![3; 4], vec![1; 4], vec![2; 4]));
    // Nobody is exactly 25 of 100, so the first alone is large.
    assert_eq!(of(25, 25), [1, 2, 3, 3]);
}

#[test]
fn the_facts_of_a_scale_say_who_is_above_and_equal() {
    let answer = scale([1, 3, 10], &RulesOn::default().scale);
    let Why::Scale(facts) = answer.why else { panic!("{:?}", answer.why) };
    assert_eq!((facts.scale, facts.n_above, facts.n_equal, facts.n), (1, 1, 3, 10));
}

/// Rulebook 1.21, example 2: 10 at 100 and 90 at 200 are 190.00, not 150.00.
#[test]
fn a_price_that_just_reaches_the_line_is_high_and_one_ten_thousandth_less_is_not() {
    let area = Bought { amount: 1_900_000, quantity: 100 };
    let high =
        |amount, quantity| is_high(Bought { amount, quantity }, area, StructureLine::DEFAULT);
    assert!(high(19_000, 1) && high(190_000_000, 10_000));
    assert!(!high(189_999_999, 10_000), "190.00 as it prints, and less");
    // What came back altogether, or no quantity at all, has no price.
    assert!(!high(19_000, 0) && !high(19_000, -1) && !high(-19_000, -1));
    let lower = StructureLine(90);
    assert!(is_high(Bought { amount: 17_100, quantity: 1 }, area, lower));
    assert!(!is_high(Bought { amount: 17_099, quantity: 1 }, area, lower));
    let nothing = Bought::default();
    assert!(!is_high(Bought { amount: 1, quantity: 1 }, nothing, lower), "an area without orders");
}

#[test]
fn the_table_of_grades_covers_one_to_ten_by_band_and_structure() {
    let area = Bought { amount: 19_000, quantity: 1 };
    let mut levels = Vec::new();
    for n_above in 0..5 {
        for amount in [19_000, 18_999] {
            let shop = Bought { amount, quantity: 1 };
            levels.push(grade([n_above, 5], shop, area, &RulesOn::default()).value);
        }
    }
    assert_eq!(levels, (1..=10).collect::<Vec<u8>>());
    let matrix = GradeMatrix([[10, 9], [8, 7], [6, 5], [4, 3], [2, 1]]);
    assert_eq!((matrix.level(0, true), matrix.level(4, false), matrix.level(9, false)), (10, 1, 1));
}

#[test]
fn a_grade_that_changed_by_a_table_says_so() {
    let area = Bought { amount: 19_000, quantity: 1 };
    let facts = |rules: &RulesOn| grade_facts([0, 5], area, area, rules);
    let mut rules = RulesOn::default();
    rules.grades.value.0[0][0] = 3;
    let change = grade_change(facts(&RulesOn::default()), facts(&rules));
    assert_eq!(change.value, -2);
    assert!(matches!(change.why, Why::GradeChange(it) if it.causes == [GradeCause::Rule]));
}

#[test]
fn a_period_moves_on_with_the_month_and_not_within_it() {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    for (basis, first) in [
        (PeriodBasis::Month, "2026-10"),
        (PeriodBasis::Quarter, "2026-08"),
        (PeriodBasis::HalfYear, "2026-05"),
        (PeriodBasis::Year, "2025-11"),
    ] {
        let period = Period::before(day(11, 1), basis);
        assert_eq!(period, Period::before(day(11, 30), basis));
        assert_eq!(
            (period.first.to_string().as_str(), period.last().to_string().as_str()),
            (first, "2026-10")
        );
        assert_eq!(period.months().count(), usize::from(basis.n_months()));
        assert_eq!(Period::before(day(10, 31), basis), period.back(1));
        assert!(period.contains(period.first) && !period.contains(period.last().on(1)));
    }
}

proptest! {
    #[test]
    fn a_permutation_of_the_shops_changes_nothing(
        keys in prop::collection::vec(-5..20_i128, 0..40),
        seed in any::<u64>(),
    ) {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|idx| (*idx as u64).wrapping_mul(seed | 1) ^ seed);
        let turned: Vec<i128> = order.iter().map(|idx| keys[*idx]).collect();
        let (plain, scaled) = (bands(&keys), scales(&keys));
        let (bands, scales) = (bands(&turned), scales(&turned));
        for (place, idx) in order.into_iter().enumerate() {
            prop_assert_eq!((bands[place], scales[place]), (plain[idx], scaled[idx]));
        }
    }

    #[test]
    fn who_bought_more_has_no_worse_place_and_who_bought_as_much_the_same(
        keys in prop::collection::vec(-5..20_i128, 1..40),
    ) {
        let (bands, scales) = (bands(&keys), scales(&keys));
        for (one, key) in keys.iter().enumerate() {
            for (other, less) in keys.iter().enumerate() {
                if key >= less {
                    prop_assert!(bands[one] <= bands[other] && scales[one] <= scales[other]);
                }
            }
        }
        let largest = keys.iter().max().unwrap();
        let at = keys.iter().position(|it| it == largest).unwrap();
        prop_assert_eq!((bands[at], scales[at]), (0, 1));
    }

    #[test]
    fn a_share_grows_with_what_was_bought(
        shop in [0..1_000_000_i64, 0..1_000_000_000],
        more in [0..1_000_i64, 0..1_000],
    ) {
        let all = [10_000_000, 10_000_000_000];
        let bigger = [shop[0] + more[0], shop[1] + more[1]];
        prop_assert!(share_key(bigger, all) >= share_key(shop, all));
    }

    #[test]
    fn a_month_is_the_month_of_each_of_its_days(days in 0..73_000_u64) {
        let day = NaiveDate::from_ymd_opt(1_950, 1, 1).unwrap() + Days::new(days);
        let month = Month::of(day);
        prop_assert!((month.first_day()..=month.last_day()).contains(&day));
        prop_assert_eq!(i32::from(month.year()), day.year());
        prop_assert_eq!(u32::from(month.number()), day.month());
        prop_assert_eq!(Month::from_index(month.index()), month);
        prop_assert_eq!(month.back(7).on(7), month);
    }
}
