//! What the months to come are expected to bring, from those that are known, and how wrong each way was.
//! Whole numbers in any unit. Source: rulebook 1.16, `OURS`. Not here: what the months brought.

use super::words::Method;
use super::year::FiscalYear;
use crate::period::Month;
use crate::values::money::{Rounding, divide};

/// Full months that smoothing needs. `OURS`
pub const HISTORY_MONTHS: u16 = 24;
/// Months that a way is tried on.
const TRIED_MONTHS: usize = 12;
const OF_YEAR: usize = 12;

/// What full months in a row came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The first month.
    pub first: Month,
    /// What it and those after it came to.
    pub values: Vec<i64>,
}

impl Series {
    /// What a month came to; `None` for one that is not in it.
    pub fn at(&self, month: Month) -> Option<i64> {
        let place = month.index().checked_sub(self.first.index())?;
        self.values.get(usize::from(place)).copied()
    }

    /// How many months more smoothing needs; 0 where it has enough.
    pub fn n_lacking(&self) -> u16 {
        let n = u16::try_from(self.values.len()).unwrap_or(u16::MAX);
        HISTORY_MONTHS.saturating_sub(n)
    }

    /// The first month after it.
    pub fn next(&self) -> Month {
        self.first.on(u16::try_from(self.values.len()).unwrap_or(u16::MAX))
    }
}

/// A month that was forecast, and what it came to: of the weighted pipeline whoever keeps its past says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// What was expected.
    pub forecast: i64,
    /// What it came to.
    pub actual: i64,
}

/// How wrong a way was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodError {
    /// Σ |actual − forecast| ÷ Σ actual, in ten-thousandths, half up.
    pub rate: u32,
    /// Over how many months.
    pub n_months: u16,
}

/// The same month of the year before × growth in ten-thousandths (10 500 = + 5 %), half up. Where that month
/// is not over yet, the last one that is known × growth for each year between. `None` for a month of
/// which no year is known, or that does not fit.
///
/// ```
/// use jipan_rules::budget::{FiscalYear, Series, last_year};
/// use jipan_rules::period::Month;
/// let first = Month::from_index(2025 * 12);
/// let series = Series { first, values: (1..=23).map(|n| n * 100).collect() };
/// let next = last_year(&series, FiscalYear { first: first.on(24) }, 10_500);
/// assert_eq!(next[0], Some(1_365)); // January 2026 was 1,300
/// assert_eq!(next[11], Some(1_323)); // December 2026 is not over: 1,200 × 1.05²
/// ```
pub fn last_year(series: &Series, year: FiscalYear, growth: u32) -> [Option<i64>; 12] {
    year.months().map(|month| {
        let before = (1_u16..).map_while(|n| {
            let back = n.checked_mul(12)?;
            let month = month.back(back);
            (month >= series.first).then(|| (n, series.at(month)))
        });
        let (n_years, value) = before.into_iter().find_map(|(n, it)| Some((n, it?)))?;
        (0..n_years).try_fold(value, |value, _year| grown(value, growth))
    })
}

/// A value × growth in ten-thousandths, half up; `None` where it does not fit.
fn grown(value: i64, growth: u32) -> Option<i64> {
    divide(i128::from(value).saturating_mul(growth.into()), 10_000, Rounding::HalfUp)
}

/// The months after a series by seasonal exponential smoothing: a level and twelve terms of the season that are
/// added to it, in whole numbers. How quickly both follow is the pair of a small grid that was least wrong
/// (squared, one month ahead) on the series itself, of equals the slowest. Of a series without a month
/// below 0 none is forecast below 0. `OURS`
///
/// # Errors
/// Below [`HISTORY_MONTHS`] months: how many are lacking.
///
/// ```
/// use jipan_rules::budget::{Series, smoothing};
/// use jipan_rules::period::Month;
/// let values = (0..30).map(|n| [5, 1, 3][n % 3] * 1_000).collect();
/// let series = Series { first: Month::from_index(24_000), values };
/// assert_eq!(smoothing(&series, 3), Ok(vec![5_000, 1_000, 3_000]));
/// let short = Series { first: Month::from_index(24_000), values: vec![1; 20] };
/// assert_eq!(smoothing(&short, 3), Err(4));
/// ```
pub fn smoothing(series: &Series, horizon: u16) -> Result<Vec<i64>, u16> {
    match series.n_lacking() {
        0 => Ok(ahead(&series.values, horizon)),
        n => Err(n),
    }
}

/// How wrong a way was over the last months of a series, at most 12, tried as a year's plan: from what was known
/// before these months. Last year is tried with this growth, in ten-thousandths, over the months of which the
/// year before is known; smoothing 12 months ahead, so from [`HISTORY_MONTHS`] months on. `None` where nothing
/// can be compared, and of the pipeline, which is no matter of the series: [`error_of`].
///
/// ```
/// use jipan_rules::budget::{Method, MethodError, Series, error};
/// use jipan_rules::period::Month;
/// let mut values = vec![100; 24];
/// values[23] = 110;
/// let mut series = Series { first: Month::from_index(24_000), values };
/// // 10 wrong of 1,210
/// let wrong = MethodError { rate: 83, n_months: 12 };
/// assert_eq!(error(Method::LastYear, &series, 10_000), Some(wrong));
/// assert_eq!(error(Method::Smoothing, &series, 10_000), Some(wrong));
/// assert_eq!(error(Method::Pipeline, &series, 10_000), None);
/// // 10 more each month: 110 wrong of 1,210
/// let wrong = MethodError { rate: 909, n_months: 12 };
/// assert_eq!(error(Method::LastYear, &series, 11_000), Some(wrong));
/// series.values.pop();
/// assert_eq!(error(Method::LastYear, &series, 10_000).map(|it| it.n_months), Some(11));
/// assert_eq!(error(Method::Smoothing, &series, 10_000), None, "a year is not known before the last");
/// ```
pub fn error(method: Method, series: &Series, growth: u32) -> Option<MethodError> {
    let values = &series.values;
    let first = values.len().saturating_sub(TRIED_MONTHS).max(OF_YEAR);
    let tried = values.get(first..)?;
    let forecasts: Vec<Option<i64>> = match method {
        Method::LastYear => {
            let before = values.get(first.saturating_sub(OF_YEAR)..)?;
            before.iter().map(|it| grown(*it, growth)).collect()
        }
        Method::Smoothing if series.n_lacking() == 0 => {
            let before = values.get(..first)?;
            ahead(before, 12).into_iter().map(Some).collect()
        }
        Method::Smoothing | Method::Pipeline => Vec::new(),
    };
    let pairs = tried.iter().zip(forecasts);
    let pairs = pairs
        .filter_map(|(actual, forecast)| Some(Compared { forecast: forecast?, actual: *actual }));
    error_of(&pairs.collect::<Vec<_>>())
}

/// How wrong forecasts were. `None` without any, and where all together came to nothing or less.
///
/// ```
/// use jipan_rules::budget::{Compared, MethodError, error_of};
/// let pairs = [Compared { forecast: 80, actual: 100 }, Compared { forecast: 120, actual: 100 }];
/// assert_eq!(error_of(&pairs), Some(MethodError { rate: 2_000, n_months: 2 }));
/// assert_eq!(error_of(&[]), None);
/// ```
pub fn error_of(pairs: &[Compared]) -> Option<MethodError> {
    let sum = |of: &dyn Fn(&Compared) -> i128| pairs.iter().map(of).fold(0, i128::saturating_add);
    let wrong =
        sum(&|it| i128::from(it.actual).saturating_sub(it.forecast.into()).saturating_abs());
    let all = sum(&|it| it.actual.into());
    let rate =
        divide(wrong.checked_mul(10_000)?, Some(all).filter(|it| *it > 0)?, Rounding::HalfUp);
    let rate = rate.and_then(|it| u32::try_from(it).ok()).unwrap_or(u32::MAX);
    let n_months = u16::try_from(pairs.len()).unwrap_or(u16::MAX);
    Some(MethodError { rate, n_months })
}

/// A unit in parts.
const PARTS: i128 = 1 << 20;
/// In tenths.
const LEVELS: [i128; 7] = [0, 1, 2, 3, 4, 6, 8];
const SEASONS: [i128; 5] = [0, 1, 2, 3, 5];

/// What is known after some months, in [`PARTS`].
#[derive(Debug, Clone, Copy)]
struct State {
    level: i128,
    /// By place from the first month of the series on.
    season: [i128; OF_YEAR],
}

impl State {
    /// After the first year: its mean, and by how much each month differs.
    fn after_a_year(values: &[i64]) -> Self {
        let year = || values.iter().take(OF_YEAR).map(|it| i128::from(*it).saturating_mul(PARTS));
        let level = tenth_of(year().fold(0, i128::saturating_add), 12);
        let mut season = [0; OF_YEAR];
        for (term, value) in season.iter_mut().zip(year()) {
            *term = value.saturating_sub(level);
        }
        Self { level, season }
    }

    fn term(&self, at: usize) -> i128 {
        let place = at.checked_rem(OF_YEAR).unwrap_or_default();
        self.season.get(place).copied().unwrap_or_default()
    }

    fn expects(&self, at: usize) -> i128 {
        self.level.saturating_add(self.term(at))
    }

    /// Takes a month in; gives by how much it was wrong.
    fn learn(&mut self, at: usize, value: i64, (level, season): (i128, i128)) -> i128 {
        let wrong = i128::from(value).saturating_mul(PARTS).saturating_sub(self.expects(at));
        let of_level = tenth_of(wrong.saturating_mul(level), 10);
        let rest = wrong.saturating_sub(of_level);
        self.level = self.level.saturating_add(of_level);
        let place = at.checked_rem(OF_YEAR).unwrap_or_default();
        if let Some(term) = self.season.get_mut(place) {
            *term = term.saturating_add(tenth_of(rest.saturating_mul(season), 10));
        }
        wrong
    }
}

/// Towards zero.
fn tenth_of(number: i128, by: i128) -> i128 {
    number.checked_div(by).unwrap_or_default()
}

/// The months after these; none without a year.
fn ahead(values: &[i64], horizon: u16) -> Vec<i64> {
    if values.len() < OF_YEAR {
        return Vec::new();
    }
    let begin = State::after_a_year(values);
    let rest = || values.iter().enumerate().skip(OF_YEAR);
    let mut best: Option<(u128, State)> = None;
    for pair in LEVELS.iter().flat_map(|level| SEASONS.iter().map(|season| (*level, *season))) {
        let mut state = begin;
        let mut squares: u128 = 0;
        for (at, value) in rest() {
            // The square of a number that is this large stops at the end, as does the sum.
            let wrong = state.learn(at, *value, pair).unsigned_abs();
            squares = squares.saturating_add(wrong.saturating_mul(wrong));
        }
        if best.is_none_or(|(least, _)| squares < least) {
            best = Some((squares, state));
        }
    }
    let state = best.map_or(begin, |(_, state)| state);
    let is_never_negative = values.iter().all(|it| *it >= 0);
    (values.len()..)
        .take(horizon.into())
        .map(|at| {
            let expected = state.expects(at);
            let most = if expected < 0 { i64::MIN } else { i64::MAX };
            let number = divide(expected, PARTS, Rounding::HalfUp).unwrap_or(most);
            if is_never_negative { number.max(0) } else { number }
        })
        .collect()
}
