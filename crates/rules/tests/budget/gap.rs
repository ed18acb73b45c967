//! 缺口: splits, plans and what is to come each month. Rulebook 1.21, example 7.

use jipan_rules::budget::{gap, pattern, run_rate, split, spread};
use proptest::prelude::*;

/// A year's forecast of 850,000 yuan, however it is made up.
const FORECAST: [i64; 12] = [
    9_000_000, 3_000_000, 8_000_000, 7_000_000, 7_000_000, 7_000_000, 8_000_000, 8_000_000,
    7_000_000, 7_000_000, 7_000_000, 7_000_000,
];

#[test]
fn a_gap_of_150_000_falls_to_twelve_months_equally() {
    let it = gap(100_000_000, &FORECAST.map(Some), &[1; 12]).unwrap();
    assert_eq!((it.gap, it.shares), (15_000_000, [1_250_000; 12]));
    assert_eq!(it.plan.iter().sum::<i64>(), 100_000_000);
    assert_eq!(it.plan[1], 4_250_000);
}

#[test]
fn a_gap_of_100_yuan_is_834_fen_four_times_and_then_833() {
    let mut wanted = [833; 12];
    wanted[..4].fill(834);
    assert_eq!(spread(10_000, &[1; 12]).unwrap(), wanted);
    assert_eq!(spread(-10_000, &[1; 12]).unwrap(), wanted.map(|it| -it), "negatives mirror");
    let it = gap(FORECAST.iter().sum::<i64>() - 10_000, &FORECAST.map(Some), &[1; 12]).unwrap();
    assert_eq!((it.gap, it.shares[0], it.shares[11]), (-10_000, -834, -833));
}

#[test]
fn ten_fen_over_1_2_3_are_2_3_and_5() {
    assert_eq!(split(10, &[1, 2, 3]).unwrap(), [2, 3, 5]);
    let mut weights = [0; 12];
    weights[..3].copy_from_slice(&[1, 2, 3]);
    assert_eq!(spread(10, &weights).unwrap()[..4], [2, 3, 5, 0]);
}

#[test]
fn without_months_left_what_is_missing_is_shown() {
    assert_eq!([run_rate(500, 200, 0), run_rate(500, 900, 0)], [300, -400]);
    assert_eq!([run_rate(0, 5, 10), run_rate(0, -5, 10)], [-1, 1], "half away from zero");
    assert_eq!(run_rate(i64::MAX, i64::MIN, 1), i64::MAX);
}

#[test]
fn a_number_of_no_parts_is_refused() {
    assert!(split(1, &[]).is_err());
    assert_eq!(split(0, &[]), Ok(Vec::new()));
    assert!(gap(i64::MAX, &[Some(-1); 12], &[1; 12]).is_err(), "it does not fit");
}

#[test]
fn a_month_that_is_not_known_is_planned_as_the_mean_of_those_that_are() {
    // March to October at 100 each: the year is expected to bring 1,200, and each month 100.
    let forecast = core::array::from_fn(|at| (2..10).contains(&at).then_some(100));
    let it = gap(2_400, &forecast, &[1; 12]).unwrap();
    assert_eq!((it.gap, it.forecast, it.n_unknown), (1_200, [100; 12], 4));
    assert_eq!(it.plan, [200; 12], "no month is asked for more because it is not known");
    let it = gap(2_400, &[None; 12], &[1; 12]).unwrap();
    assert_eq!((it.gap, it.plan, it.n_unknown), (2_400, [200; 12], 12));
}

proptest! {
    #[test]
    fn every_split_sums_to_its_whole_and_negatives_mirror(
        total in any::<i64>(), weights in prop::collection::vec(any::<u32>(), 1..40),
    ) {
        let parts = split(total, &weights).unwrap();
        prop_assert_eq!(parts.iter().map(|it| i128::from(*it)).sum::<i128>(), i128::from(total));
        if let Some(mirror) = total.checked_neg() {
            let mirror = split(mirror, &weights).unwrap();
            prop_assert!(mirror.iter().zip(&parts).all(|(one, other)| *one == -*other));
        }
    }

    #[test]
    fn no_share_is_a_unit_away_from_its_exact_part(
        total in -1_000_000_000_i64..1_000_000_000, weights in prop::array::uniform12(0..10_000_u32),
    ) {
        let all: i128 = weights.iter().map(|it| i128::from(*it)).sum();
        prop_assume!(all > 0);
        for (share, weight) in spread(total, &weights).unwrap().iter().zip(weights) {
            let exact = i128::from(total) * i128::from(weight);
            prop_assert!((i128::from(*share) * all - exact).abs() < all);
        }
    }

    #[test]
    fn a_plan_less_its_forecast_is_its_share_and_the_plan_is_the_target(
        target in -1_000_000_000_000_i64..1_000_000_000_000,
        forecast in prop::array::uniform12(-1_000_000_000_i64..1_000_000_000),
        weights in prop::array::uniform12(any::<u32>()),
    ) {
        let it = gap(target, &forecast.map(Some), &weights).unwrap();
        prop_assert_eq!(it.gap, target - forecast.iter().sum::<i64>());
        prop_assert_eq!(it.shares.iter().sum::<i64>(), it.gap);
        prop_assert_eq!(it.plan.iter().sum::<i64>(), target);
        for ((plan, expected), share) in it.plan.iter().zip(&forecast).zip(&it.shares) {
            prop_assert_eq!(plan - expected, *share);
        }
    }

    #[test]
    fn a_year_typed_as_it_is_leaves_its_months_as_they_are(
        months in prop::array::uniform12(0..4_000_000_000_i64),
    ) {
        let total = months.iter().sum();
        prop_assume!(total > 0);
        let again = spread(total, &pattern(&months.map(Some))).unwrap();
        prop_assert_eq!(again, months);
    }

    #[test]
    fn what_is_to_come_each_month_reaches_the_target_within_half_a_unit_a_month(
        target in any::<i32>(), actual in any::<i32>(), n_left in 1..=12_u8,
    ) {
        let rate = run_rate(target.into(), actual.into(), n_left);
        let reached = i64::from(actual) + rate * i64::from(n_left);
        prop_assert!((reached - i64::from(target)).abs() * 2 <= i64::from(n_left));
    }
}
