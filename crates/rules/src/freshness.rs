//! Whether a dynamic field is still believed. Source: S1 §动态信息; clock `OURS` (1.19).

use chrono::NaiveDate;

use crate::explain::{Explained, Why};

/// Whether a field is still believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// Confirmed within its cycle.
    Fresh,
    /// Confirmed, but longer ago than its cycle.
    Stale,
    /// Never confirmed.
    Unknown,
}

/// Confirmed n days ago ≤ cycle is fresh; never confirmed is unknown.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::freshness::{Freshness, freshness};
/// let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
/// assert_eq!(freshness(Some(day(1)), 21, day(22)).value, Freshness::Fresh);
/// assert_eq!(freshness(Some(day(1)), 20, day(22)).value, Freshness::Stale);
/// assert_eq!(freshness(None, 20, day(22)).value, Freshness::Unknown);
/// ```
pub fn freshness(
    confirmed_on: Option<NaiveDate>,
    cycle_days: u16,
    today: NaiveDate,
) -> Explained<Freshness> {
    let age_days = confirmed_on.map(|on| today.signed_duration_since(on).num_days());
    let freshness = match age_days {
        None => Freshness::Unknown,
        Some(age) if age <= i64::from(cycle_days) => Freshness::Fresh,
        Some(_) => Freshness::Stale,
    };
    Explained::new(freshness, Why::Freshness { confirmed_on, age_days, cycle_days })
}

/// The first day on which a field confirmed on a day is stale.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::freshness::{Freshness, freshness, stale_from};
/// let on = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
/// let day = stale_from(on, 20).unwrap();
/// assert_eq!(freshness(Some(on), 20, day).value, Freshness::Stale);
/// assert_eq!(freshness(Some(on), 20, day.pred_opt().unwrap()).value, Freshness::Fresh);
/// ```
pub fn stale_from(confirmed_on: NaiveDate, cycle_days: u16) -> Option<NaiveDate> {
    let days = u64::from(cycle_days).saturating_add(1);
    confirmed_on.checked_add_days(chrono::Days::new(days))
}
