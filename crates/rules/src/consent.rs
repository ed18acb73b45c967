//! 同意联系: whether somebody may be contacted, and the day of the answer. Source: S3 §数据获取 (consent first),
//! rulebook 1.5. Not here: how it is stored, who is told.

use chrono::NaiveDate;

use crate::value::Value;

/// Code of 同意 as a choice of the field 同意联系.
pub const AGREED: u8 = 1;
/// Code of 不同意 as a choice of the field 同意联系.
pub const REFUSED: u8 = 2;

/// Whether a value of the field 同意联系 says that nobody is to call. Nothing said is no refusal.
///
/// ```
/// use jipan_rules::consent::{AGREED, REFUSED, is_refused};
/// use jipan_rules::value::Value;
/// assert!(is_refused(Some(&Value::Choice(REFUSED))));
/// assert!(!is_refused(Some(&Value::Choice(AGREED))) && !is_refused(None));
/// ```
pub fn is_refused(consent: Option<&Value>) -> bool {
    consent == Some(&Value::Choice(REFUSED))
}

/// The day that belongs to an answer once that is written: today where the answer is another than before or has
/// no day, the day that is there where somebody noted it before the answer, and none once the answer is gone.
/// `OURS`
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::consent::{AGREED, REFUSED, day_of_answer};
/// use jipan_rules::value::Value;
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let [agreed, refused] = [AGREED, REFUSED].map(Value::Choice);
/// let of = |was, to, on| day_of_answer([was, to], on, day(22));
/// assert_eq!(of(None, Some(&agreed), None), Some(day(22)));
/// assert_eq!(of(None, Some(&agreed), Some(day(1))), Some(day(1)));
/// assert_eq!(of(Some(&agreed), Some(&refused), Some(day(1))), Some(day(22)));
/// assert_eq!(of(Some(&agreed), Some(&agreed), Some(day(1))), Some(day(1)));
/// assert_eq!(of(Some(&agreed), None, Some(day(1))), None);
/// ```
pub fn day_of_answer(
    [was, to]: [Option<&Value>; 2],
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let is_other = was.is_some() && was != to;
    to.and(Some(on.filter(|_| !is_other).unwrap_or(today)))
}
