//! 缺口: what is missing to a target, and how it is spread over the months. Whole numbers in the unit of
//! their row: fen, units. Source: S0 §缺口理论, rulebook 1.16 and 1.19, `OURS`. Not here: the forecast.

use crate::values::Money;
use crate::values::money::{MoneyError, Rounding, divide};

/// A gap and what follows from it. `gap` is the sum of `shares`; each month of `plan` is its forecast and
/// its share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapPlan {
    /// Target − forecast: negative where more is expected than is asked.
    pub gap: i64,
    /// What each month is expected to bring: [`filled`].
    pub forecast: [i64; 12],
    /// How many months had no forecast: 12 where nothing at all is known, and all of the target is the gap.
    pub n_unknown: usize,
    /// What of the gap falls to each month.
    pub shares: [i64; 12],
    /// Forecast + share.
    pub plan: [i64; 12],
}

/// The gap between a target and a forecast, and the plan that closes it by weights. A month without a
/// forecast counts as the mean of those that have one.
///
/// # Errors
/// When it does not fit.
///
/// ```
/// use jipan_rules::budget::gap;
/// // Rulebook 1.21, example 7: target 1,000,000 yuan, forecast 850,000.
/// let forecast = core::array::from_fn(|at| Some(if at < 2 { 7_083_335 } else { 7_083_333 }));
/// let it = gap(100_000_000, &forecast, &[1; 12])?;
/// assert_eq!((it.gap, it.shares), (15_000_000, [1_250_000; 12]));
/// assert_eq!(it.plan.iter().sum::<i64>(), 100_000_000);
/// # Ok::<(), jipan_rules::values::money::MoneyError>(())
/// ```
///
/// A float does not compile:
/// ```compile_fail,E0308
/// let _ = jipan_rules::budget::gap(1.0, &[None; 12], &[1; 12]);
/// ```
pub fn gap(
    target: i64,
    forecast: &[Option<i64>; 12],
    weights: &[u32; 12],
) -> Result<GapPlan, MoneyError> {
    let n_unknown = forecast.iter().filter(|it| it.is_none()).count();
    let forecast = filled(forecast);
    let expected = forecast.iter().map(|it| i128::from(*it)).fold(0, i128::saturating_add);
    let gap = i128::from(target).saturating_sub(expected);
    let gap = i64::try_from(gap).map_err(|_too_wide| MoneyError::Overflow)?;
    let shares = spread(gap, weights)?;
    let mut plan = [0; 12];
    for (month, (expected, share)) in plan.iter_mut().zip(forecast.iter().zip(&shares)) {
        *month = expected.checked_add(*share).ok_or(MoneyError::Overflow)?;
    }
    Ok(GapPlan { gap, forecast, n_unknown, shares, plan })
}

/// A forecast with the months of which nothing is known as the mean of the others, half up, since a month that is not
/// known is none of nothing. 0 where no month is known. `OURS`
///
/// ```
/// use jipan_rules::budget::filled;
/// let mut months = [None; 12];
/// assert_eq!(filled(&months), [0; 12]);
/// (months[2], months[3]) = (Some(10), Some(21));
/// assert_eq!(filled(&months), [16, 16, 10, 21, 16, 16, 16, 16, 16, 16, 16, 16]); // 15.5
/// ```
pub fn filled(forecast: &[Option<i64>; 12]) -> [i64; 12] {
    let known = || forecast.iter().flatten();
    let sum = known().map(|it| i128::from(*it)).fold(0, i128::saturating_add);
    let n = i128::try_from(known().count()).unwrap_or_default();
    let mean = divide(sum, n, Rounding::HalfUp).unwrap_or_default();
    forecast.map(|it| it.unwrap_or(mean))
}

/// Spreads a number over the months by weights: what is left over goes one by one to the largest
/// remainders, the earliest first; negative numbers mirror. Weights that are all 0 count as equal.
///
/// # Errors
/// When it does not fit.
///
/// ```
/// use jipan_rules::budget::spread;
/// let shares = spread(10_000, &[1; 12])?;
/// assert_eq!(shares[..5], [834, 834, 834, 834, 833]);
/// assert_eq!(spread(-10_000, &[0; 12])?, shares.map(|it| -it));
/// # Ok::<(), jipan_rules::values::money::MoneyError>(())
/// ```
///
/// A float does not compile:
/// ```compile_fail,E0308
/// let _ = jipan_rules::budget::spread(100.0, &[1; 12]);
/// ```
pub fn spread(total: i64, weights: &[u32; 12]) -> Result<[i64; 12], MoneyError> {
    let parts = split(total, weights)?;
    let mut shares = [0; 12];
    for (share, part) in shares.iter_mut().zip(parts) {
        *share = part;
    }
    Ok(shares)
}

/// The same over any number of parts.
///
/// # Errors
/// When there are no parts for a number that is not 0, or it does not fit.
///
/// ```
/// use jipan_rules::budget::split;
/// // 0.10 over 1:2:3 (rulebook 1.21, example 7)
/// assert_eq!(split(10, &[1, 2, 3]), Ok(vec![2, 3, 5]));
/// ```
pub fn split(total: i64, weights: &[u32]) -> Result<Vec<i64>, MoneyError> {
    if weights.is_empty() && total == 0 {
        return Ok(Vec::new());
    }
    let is_blank = weights.iter().all(|it| *it == 0);
    let equal = if is_blank { vec![1; weights.len()] } else { Vec::new() };
    let weights = if is_blank { &equal } else { weights };
    let parts = Money::from_fen(total).split(weights)?;
    Ok(parts.into_iter().map(Money::fen).collect())
}

/// The weights that a row of months has itself, so that a year's number typed anew keeps its pattern. A
/// negative month weighs 0; large numbers are made smaller together.
///
/// ```
/// use jipan_rules::budget::{pattern, spread};
/// let months = [Some(10), Some(20), Some(30), None, None, None, None, None, None, None, None, None];
/// assert_eq!(spread(120, &pattern(&months))?[..4], [20, 40, 60, 0]);
/// # Ok::<(), jipan_rules::values::money::MoneyError>(())
/// ```
pub fn pattern(months: &[Option<i64>; 12]) -> [u32; 12] {
    let most = months.iter().flatten().copied().max().unwrap_or_default();
    let by = most.checked_div(u32::MAX.into()).unwrap_or_default().saturating_add(1);
    months.map(|it| {
        let scaled = it.unwrap_or_default().max(0).checked_div(by);
        scaled.and_then(|it| u32::try_from(it).ok()).unwrap_or_default()
    })
}

/// What has to come in each month that is left to reach a target, half up to the smallest unit, so that up to
/// half a unit a month may be missing or too much. Without months left: the shortfall itself. What does not
/// fit stops at the ends of `i64`.
///
/// ```
/// use jipan_rules::budget::run_rate;
/// assert_eq!(run_rate(1_000, 400, 4), 150);
/// assert_eq!(run_rate(1_000, 400, 7), 86); // 85.71…
/// assert_eq!(run_rate(1_000, 400, 0), 600);
/// assert_eq!(run_rate(1_000, 1_400, 3), -133);
/// ```
pub fn run_rate(target: i64, actual: i64, n_left: u8) -> i64 {
    let missing = i128::from(target).saturating_sub(actual.into());
    let most = if missing < 0 { i64::MIN } else { i64::MAX };
    divide(missing, n_left.max(1).into(), Rounding::HalfUp).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_known_is_counted_and_is_no_0() {
        let known = gap(2_400, &[Some(100); 12], &[1; 12]).unwrap();
        assert_eq!((known.n_unknown, known.gap), (0, 1_200));
        let mut half = [Some(100); 12];
        half[..5].fill(None);
        let half = gap(2_400, &half, &[1; 12]).unwrap();
        assert_eq!((half.n_unknown, half.gap), (5, 1_200), "a month not known is as the others");
        let none = gap(2_400, &[None; 12], &[1; 12]).unwrap();
        assert_eq!((none.n_unknown, none.gap), (12, 2_400));
        let nothing = gap(2_400, &[Some(0); 12], &[1; 12]).unwrap();
        assert_eq!((nothing.n_unknown, nothing.gap), (0, 2_400), "nothing expected is known");
    }

    proptest! {
        #[test]
        fn as_many_months_are_unknown_as_have_no_forecast_and_the_plan_is_the_target(
            target in -1_000_000_i64..1_000_000,
            forecast in prop::array::uniform12(prop::option::of(-10_000_i64..10_000)),
            weights in prop::array::uniform12(0_u32..5),
        ) {
            let it = gap(target, &forecast, &weights).unwrap();
            prop_assert_eq!(it.n_unknown, forecast.iter().filter(|it| it.is_none()).count());
            prop_assert_eq!(it.plan.iter().sum::<i64>(), target);
            prop_assert_eq!(it.shares.iter().sum::<i64>(), it.gap);
            prop_assert_eq!(it.forecast.iter().sum::<i64>() + it.gap, target);
        }
    }
}
