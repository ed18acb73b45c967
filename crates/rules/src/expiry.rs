//! Dates that end: licence and annual review, with alerts before. Source: S1 §管理信息; brackets
//! `OURS` (1.1, 1.19).

use chrono::NaiveDate;

use crate::explain::{Explained, Why};
use crate::values::{Dated, Since};

/// Days before the end on which to alert, widest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlertDays(pub [u16; 3]);

const DEFAULT: AlertDays = AlertDays([60, 30, 7]);

/// The alert brackets, by the day they came into force.
pub const ALERT_DAYS: Dated<AlertDays> =
    Dated::new(&[Since { from: NaiveDate::MIN, value: DEFAULT, source: "OURS" }]);

/// How near an end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expiry {
    /// Further away than the widest bracket.
    Far,
    /// Within this bracket, the tightest that is due; the last day itself is still valid.
    Within(u16),
    /// Past.
    Expired,
}

/// How near the end of validity is.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::expiry::{Expiry, expiry};
/// // rulebook 1.21, example 15: valid to 2027-01-21
/// let end = NaiveDate::from_ymd_opt(2027, 1, 21).unwrap();
/// let on = |y, m, d| expiry(end, NaiveDate::from_ymd_opt(y, m, d).unwrap()).value;
/// assert_eq!(on(2026, 11, 21), Expiry::Far);
/// assert_eq!(on(2026, 11, 22), Expiry::Within(60));
/// assert_eq!(on(2026, 12, 22), Expiry::Within(30));
/// assert_eq!(on(2027, 1, 14), Expiry::Within(7));
/// assert_eq!(on(2027, 1, 21), Expiry::Within(7));
/// assert_eq!(on(2027, 1, 22), Expiry::Expired);
/// ```
pub fn expiry(valid_to: NaiveDate, today: NaiveDate) -> Explained<Expiry> {
    let alert_days = ALERT_DAYS.on(today).map_or(DEFAULT, |version| version.value);
    expiry_within(valid_to, today, alert_days)
}

/// [`expiry`] with the brackets of a company, in any order.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::expiry::{AlertDays, Expiry, expiry_within};
/// let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
/// let within = expiry_within(day(22), day(8), AlertDays([14, 90, 30]));
/// assert_eq!(within.value, Expiry::Within(14));
/// ```
pub fn expiry_within(
    valid_to: NaiveDate,
    today: NaiveDate,
    alert_days: AlertDays,
) -> Explained<Expiry> {
    let AlertDays(brackets) = alert_days;
    let days_left = valid_to.signed_duration_since(today).num_days();
    let bracket_days = brackets.into_iter().filter(|days| days_left <= i64::from(*days)).min();
    let (expiry, bracket_days) = match bracket_days {
        _ if days_left < 0 => (Expiry::Expired, None),
        Some(days) => (Expiry::Within(days), Some(days)),
        None => (Expiry::Far, None),
    };
    let why = Why::Expiry { valid_to, today, days_left, bracket_days, brackets: brackets.to_vec() };
    Explained::new(expiry, why)
}
