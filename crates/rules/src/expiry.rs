//! Dates that end: licence and annual review, with alerts before. Source: S1 §管理信息; brackets
//! `OURS` (1.1, 1.19). An alert fires once: what was seen of it is a mark beside the date.

use chrono::{Datelike as _, NaiveDate};

use crate::explain::{Explained, Why};
use crate::schema::{FieldId, fields};
use crate::value::Value;
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
    let days_left = valid_to.signed_duration_since(today).num_days();
    let expiry = nearness(days_left, alert_days);
    let bracket_days = if let Expiry::Within(days) = expiry { Some(days) } else { None };
    let brackets = alert_days.0.to_vec();
    let why = Why::Expiry { valid_to, today, days_left, bracket_days, brackets };
    Explained::new(expiry, why)
}

fn nearness(days_left: i64, AlertDays(brackets): AlertDays) -> Expiry {
    if days_left < 0 {
        return Expiry::Expired;
    }
    let due = brackets.into_iter().filter(|days| days_left <= i64::from(*days)).min();
    due.map_or(Expiry::Far, Expiry::Within)
}

/// Whether an end is so near, or past, that it can alert: [`expiry`] without the why, for many.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::expiry::is_near;
/// let end = NaiveDate::from_ymd_opt(2027, 1, 21).unwrap();
/// let is_near_on = |y, m, d| is_near(end, NaiveDate::from_ymd_opt(y, m, d).unwrap());
/// assert!(!is_near_on(2026, 11, 21) && is_near_on(2026, 11, 22) && is_near_on(2030, 1, 1));
/// ```
pub fn is_near(end: NaiveDate, today: NaiveDate) -> bool {
    let alert_days = ALERT_DAYS.on(today).map_or(DEFAULT, |version| version.value);
    nearness(end.signed_duration_since(today).num_days(), alert_days) != Expiry::Far
}

/// The dates that alert, each with the mark of what was seen of it. A mark is kept like the value of
/// a field, so that it is saved, merged, undone and remembered like one; it is no field of the
/// schema, whose ids end at 255.
pub const MARKS: [(FieldId, FieldId); 2] =
    [(fields::VALID_TO, FieldId(1_063)), (fields::REVIEW, FieldId(1_064))];

/// The date that a mark is about; `None` for what is no mark.
///
/// ```
/// use jipan_rules::expiry::{MARKS, date_of_mark};
/// use jipan_rules::schema::fields;
/// assert_eq!(date_of_mark(MARKS[0].1), Some(fields::VALID_TO));
/// assert_eq!(date_of_mark(fields::VALID_TO), None);
/// ```
pub fn date_of_mark(mark: FieldId) -> Option<FieldId> {
    MARKS.into_iter().find(|(_, it)| *it == mark).map(|(date, _)| date)
}

/// What was seen of an alert: which end, and how near it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The date that the alert was about.
    pub end: NaiveDate,
    /// The bracket in days; 0 = expired.
    pub step_days: u16,
}

/// Steps that one day of an end leaves room for in the number of a mark.
const STEPS: i64 = 65_536;

impl Seen {
    /// As a mark holds it.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::expiry::Seen;
    /// let seen = Seen { end: NaiveDate::from_ymd_opt(2027, 1, 21).unwrap(), step_days: 60 };
    /// assert_eq!(Seen::of_value(&seen.to_value()), Some(seen));
    /// ```
    pub fn to_value(self) -> Value {
        let day = i64::from(self.end.num_days_from_ce());
        Value::Integer(day.saturating_mul(STEPS).saturating_add(i64::from(self.step_days)))
    }

    /// Reads [`Self::to_value`].
    pub fn of_value(value: &Value) -> Option<Self> {
        let Value::Integer(number) = value else { return None };
        let day = i32::try_from(number.checked_div_euclid(STEPS)?).ok()?;
        let step_days = u16::try_from(number.checked_rem_euclid(STEPS)?).ok()?;
        Some(Self { end: NaiveDate::from_num_days_from_ce_opt(day)?, step_days })
    }
}

/// The alert that fires for a date on a day: the tightest bracket that is due, or that it is over;
/// once for each, so not if that one or a tighter one of the same date was seen.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::expiry::{Expiry, alert};
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let end = day(2027, 1, 21);
/// let fires = |today, seen| alert(end, today, seen).value;
/// assert_eq!(fires(day(2026, 11, 21), None), None);
/// let sixty = fires(day(2026, 11, 22), None).unwrap();
/// assert_eq!(sixty.step_days, 60);
/// assert_eq!(fires(day(2026, 12, 21), Some(sixty)), None); // once
/// let thirty = fires(day(2026, 12, 22), Some(sixty)).unwrap();
/// assert_eq!(thirty.step_days, 30); // the bracket moved on
/// assert_eq!(fires(day(2027, 1, 22), Some(thirty)).unwrap().step_days, 0); // over
/// assert_eq!(alert(day(2027, 1, 20), day(2026, 12, 22), Some(thirty)).value.unwrap().step_days, 30);
/// ```
pub fn alert(end: NaiveDate, today: NaiveDate, seen: Option<Seen>) -> Explained<Option<Seen>> {
    let Explained { value: expiry, why, .. } = expiry(end, today);
    let step_days = match expiry {
        Expiry::Far => None,
        Expiry::Within(days) => Some(days),
        Expiry::Expired => Some(0),
    };
    let due = step_days.map(|step_days| Seen { end, step_days });
    let is_new = |due: &Seen| {
        !seen.is_some_and(|seen| seen.end == due.end && seen.step_days <= due.step_days)
    };
    Explained::new(due.filter(is_new), why)
}
