//! Forecasts and how wrong they were.

use jipan_rules::budget::{
    Compared, FiscalYear, Method, MethodError, Series, error, error_of, last_year, smoothing,
};
use jipan_rules::period::Month;
use proptest::prelude::*;

fn first() -> Month {
    Month::from_index(2024 * 12)
}

fn series(values: Vec<i64>) -> Series {
    Series { first: first(), values }
}

/// A year, over and over.
fn seasonal(year: &[i64; 12], n_months: usize) -> Series {
    series(year.iter().copied().cycle().take(n_months).collect())
}

#[test]
fn below_24_months_smoothing_says_how_many_are_lacking() {
    for (n, lacking) in [(0, 24), (1, 23), (23, 1)] {
        assert_eq!(smoothing(&series(vec![100; n]), 12), Err(lacking));
        assert_eq!(series(vec![100; n]).n_lacking(), lacking);
    }
    assert_eq!(smoothing(&series(vec![100; 24]), 3), Ok(vec![100; 3]));
}

#[test]
fn a_month_of_which_no_year_is_known_is_not_forecast() {
    let series = series(vec![100; 5]);
    let year = FiscalYear { first: first().on(12) };
    let forecast = last_year(&series, year, 11_000);
    assert_eq!(forecast[..6], [Some(110), Some(110), Some(110), Some(110), Some(110), None]);
    assert_eq!(last_year(&series, FiscalYear { first: first() }, 10_000), [None; 12]);
}

#[test]
fn a_way_that_cannot_be_compared_has_no_error() {
    for method in Method::ALL {
        assert_eq!(error(method, &series(vec![100; 12]), 10_000), None, "{method:?}");
        assert_eq!(error(method, &series(Vec::new()), 10_000), None, "{method:?}");
    }
    assert_eq!(
        error(Method::LastYear, &series(vec![0; 30]), 10_000),
        None,
        "nothing to be wrong of"
    );
    assert_eq!(error_of(&[Compared { forecast: 5, actual: 0 }]), None);
}

#[test]
fn an_error_looks_back_on_at_most_a_year() {
    let mut values = vec![100; 30];
    values[3] = 100_000;
    let right = MethodError { rate: 0, n_months: 12 };
    assert_eq!(error(Method::LastYear, &series(values.clone()), 10_000), Some(right));
    values.truncate(15);
    // Months 13 to 15 against 1 to 3.
    values[14] = 150;
    let wrong = MethodError { rate: 1_429, n_months: 3 };
    assert_eq!(error(Method::LastYear, &series(values), 10_000), Some(wrong));
}

#[test]
fn both_ways_are_tried_as_a_plan_of_the_last_year_from_what_was_known_before_it() {
    // The last year is twice the one before: no way that has not seen it could know.
    let values: Vec<i64> = [vec![100; 12], vec![200; 12]].concat();
    let half = MethodError { rate: 5_000, n_months: 12 };
    for method in [Method::LastYear, Method::Smoothing] {
        assert_eq!(error(method, &series(values.clone()), 10_000), Some(half), "{method:?}");
    }
    let right = MethodError { rate: 0, n_months: 12 };
    assert_eq!(error(Method::LastYear, &series(values.clone()), 20_000), Some(right));
    let short = series(values[1..].to_vec());
    assert_eq!(error(Method::LastYear, &short, 10_000).map(|it| it.n_months), Some(11));
    assert_eq!(error(Method::Smoothing, &short, 10_000), None);
}

#[test]
fn smoothing_follows_a_year_that_is_better_than_the_last() {
    let year = [120, 60, 90, 100, 100, 110, 130, 130, 100, 100, 100, 110].map(|it| it * 10_000);
    let grown = year.map(|it| it * 11 / 10);
    let values: Vec<i64> = year.iter().chain(&grown).copied().collect();
    let forecast = smoothing(&series(values), 12).unwrap();
    let (sum, of_last) = (forecast.iter().sum::<i64>(), grown.iter().sum::<i64>());
    assert!((of_last * 95 / 100..of_last * 110 / 100).contains(&sum), "{sum} after {of_last}");
    assert!(forecast[1] < forecast[0] && forecast[6] > forecast[5], "the season stays");
}

proptest! {
    #[test]
    fn a_perfectly_seasonal_series_is_forecast_as_it_is(
        year in prop::array::uniform12(0..1_000_000_000_000_i64), n in 24..50_usize,
    ) {
        let series = seasonal(&year, n);
        let from = FiscalYear { first: series.next() };
        let wanted: Vec<i64> = year.iter().copied().cycle().skip(n).take(12).collect();
        let by_year = last_year(&series, from, 10_000);
        prop_assert_eq!(by_year.to_vec(), wanted.iter().copied().map(Some).collect::<Vec<_>>());
        for (one, other) in smoothing(&series, 12).unwrap().iter().zip(&wanted) {
            prop_assert!((one - other).abs() <= 1, "{one} {other}");
        }
        if year.iter().any(|it| *it > 0) {
            for method in [Method::LastYear, Method::Smoothing] {
                prop_assert!(error(method, &series, 10_000).unwrap().rate <= 1, "{method:?}");
            }
        }
    }

    #[test]
    fn a_series_a_hundred_times_as_large_is_forecast_a_hundred_times_as_large(
        values in prop::collection::vec(1_000..1_000_000_i64, 24..40),
    ) {
        let large = series(values.iter().map(|it| it * 100).collect());
        let small = series(values);
        for (one, other) in smoothing(&small, 12).unwrap().iter().zip(smoothing(&large, 12).unwrap())
        {
            prop_assert!((one * 100 - other).abs() <= 100, "{one} {other}");
        }
        let year = FiscalYear { first: small.next() };
        let (one, other) = (last_year(&small, year, 10_500), last_year(&large, year, 10_500));
        for (one, other) in one.into_iter().zip(other) {
            prop_assert!((one.unwrap() * 100 - other.unwrap()).abs() <= 100);
        }
    }

    #[test]
    fn no_series_is_too_large(
        values in prop::collection::vec(
            prop_oneof![Just(i64::MAX), Just(i64::MIN), any::<i64>()], 0..40,
        ),
        growth in any::<u32>(),
    ) {
        let series = series(values);
        let forecast = smoothing(&series, 12);
        prop_assert_eq!(forecast.is_ok(), series.values.len() >= 24);
        let _years = last_year(&series, FiscalYear { first: series.next() }, growth);
        for method in Method::ALL {
            let _any = error(method, &series, growth);
        }
    }

    #[test]
    fn a_series_without_a_month_below_0_is_never_forecast_below_0(
        values in prop::collection::vec(0..1_000_000_i64, 24..40),
    ) {
        prop_assert!(smoothing(&series(values), 24).unwrap().iter().all(|it| *it >= 0));
    }
}
