//! Days on which nobody is called: weekends, the holidays that the law fixes, and lunar new year. Source:
//! 全国年节及纪念日放假办法 as of 2025 (OUTSIDE); whether they count is a setting (`OURS`). Not here: the
//! exchanged days (调休), which are published year by year.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::code::codes;
use crate::birthday::lunar;

codes! {
    /// Which days of a week are rest days.
    ///
    /// ```
    /// use jipan_rules::funnel::Weekend;
    /// assert_eq!(Weekend::ALL.map(Weekend::word), ["none", "sunday", "both"]);
    /// ```
    Weekend, 3 {
        /// None.
        None = 0,
        /// Sunday.
        Sunday = 1,
        /// Saturday and Sunday.
        Both = 2,
    }
}

impl Weekend {
    /// As a rule says it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Sunday => "sunday",
            Self::Both => "both",
        }
    }

    fn has(self, day: Weekday) -> bool {
        match self {
            Self::None => false,
            Self::Sunday => day == Weekday::Sun,
            Self::Both => matches!(day, Weekday::Sat | Weekday::Sun),
        }
    }
}

/// Which days are rest days. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// Of each week.
    pub weekend: Weekend,
    /// Whether the holidays of the law are.
    pub holidays: bool,
    /// How many days from lunar new year's eve on are, 0 to 30.
    pub new_year_days: u8,
}

impl Rest {
    /// Shops are open on weekends; holidays and eight days of lunar new year are rest days. `OURS`
    pub const DEFAULT: Self = Self { weekend: Weekend::None, holidays: true, new_year_days: 8 };
}

/// A holiday that the law fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// 元旦: 1 January.
    NewYear,
    /// 春节: new year's eve and the first three days of the lunar year.
    Spring,
    /// 清明: 4 or 5 April.
    Qingming,
    /// 劳动节: 1 and 2 May.
    Labour,
    /// 端午: the fifth day of the fifth lunar month.
    DragonBoat,
    /// 中秋: the fifteenth day of the eighth lunar month.
    MidAutumn,
    /// 国庆节: 1 to 3 October.
    National,
}

/// The holiday that the law fixes on a day: thirteen days a year. Lunar ones are known from 1901 to 2100,
/// 清明 from 2000 to 2099.
///
/// Source: 全国年节及纪念日放假办法, as of 2025 (OUTSIDE).
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Holiday, holiday_of};
/// let on = |month, day| holiday_of(NaiveDate::from_ymd_opt(2026, month, day).unwrap());
/// assert_eq!((on(2, 16), on(2, 19), on(2, 20)), (Some(Holiday::Spring), Some(Holiday::Spring), None));
/// assert_eq!((on(4, 5), on(6, 19)), (Some(Holiday::Qingming), Some(Holiday::DragonBoat)));
/// assert_eq!((on(9, 25), on(10, 3)), (Some(Holiday::MidAutumn), Some(Holiday::National)));
/// ```
pub fn holiday_of(day: NaiveDate) -> Option<Holiday> {
    match (day.month(), day.day()) {
        (1, 1) => return Some(Holiday::NewYear),
        (5, 1 | 2) => return Some(Holiday::Labour),
        (10, 1..=3) => return Some(Holiday::National),
        (4, of_april) if qingming(day.year()) == Some(of_april) => return Some(Holiday::Qingming),
        _ => {}
    }
    let year = u16::try_from(day.year()).ok()?;
    let is_lunar = |month, of_month| lunar(year, month, false, of_month) == Some(day);
    if is_lunar(5, 5) {
        Some(Holiday::DragonBoat)
    } else if is_lunar(8, 15) {
        Some(Holiday::MidAutumn)
    } else {
        (new_year_day(day)? < 4).then_some(Holiday::Spring)
    }
}

/// Which day of lunar new year it is, that of the eve being 0; `None` before the eve.
fn new_year_day(day: NaiveDate) -> Option<i64> {
    let first = lunar(u16::try_from(day.year()).ok()?, 1, false, 1)?;
    let eve = first.pred_opt()?;
    let since = day.signed_duration_since(eve).num_days();
    (since >= 0).then_some(since)
}

/// The day of April on which 清明 falls, by the usual formula for this century.
fn qingming(year: i32) -> Option<u32> {
    let of_century = u32::try_from(year.checked_sub(2000)?).ok().filter(|it| *it < 100)?;
    let passed = of_century.checked_mul(2_422)?.checked_add(48_100)?.checked_div(10_000)?;
    passed.checked_sub(of_century.checked_div(4)?)
}

/// Whether a day is a rest day.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Rest, Weekend, is_rest};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// // From new year's eve on, 16 February, eight days.
/// assert!(is_rest(day(2, 23), Rest::DEFAULT) && !is_rest(day(2, 24), Rest::DEFAULT));
/// let sunday = Rest { weekend: Weekend::Sunday, holidays: false, new_year_days: 0 };
/// assert!(is_rest(day(11, 22), sunday) && !is_rest(day(10, 1), sunday));
/// ```
pub fn is_rest(day: NaiveDate, rule: Rest) -> bool {
    let is_new_year = || new_year_day(day).is_some_and(|it| it < i64::from(rule.new_year_days));
    rule.weekend.has(day.weekday())
        || (rule.new_year_days > 0 && is_new_year())
        || (rule.holidays && holiday_of(day).is_some())
}

/// No more days in a row are rest days: 30 of lunar new year, and a weekend on either side.
const IN_A_ROW_MAX: u64 = 40;

/// The first day from this one on that is no rest day.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Rest, next_working};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// assert_eq!(next_working(day(10, 1), Rest::DEFAULT), day(10, 4));
/// assert_eq!(next_working(day(10, 4), Rest::DEFAULT), day(10, 4));
/// ```
pub fn next_working(day: NaiveDate, rule: Rest) -> NaiveDate {
    let days = (0..IN_A_ROW_MAX).filter_map(|n| day.checked_add_days(Days::new(n)));
    days.into_iter().find(|it| !is_rest(*it, rule)).unwrap_or(day)
}
