//! Calendar months, and the period that tiers and grades look back on. Source: S1 §一定时间周期,
//! rulebook 1.19; lengths are settings. Not here: what was ordered in a month.

use core::fmt;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// A calendar month: year × 12 + month − 1. Years before 0 and after 5460 count as these.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::period::Month;
/// let month = Month::of(NaiveDate::from_ymd_opt(2026, 2, 14).unwrap());
/// assert_eq!((month.year(), month.number(), month.index()), (2026, 2, 24_313));
/// assert_eq!(month.back(2).to_string(), "2025-12");
/// assert_eq!(month.first_day().to_string(), "2026-02-01");
/// assert_eq!(month.last_day().to_string(), "2026-02-28");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(u16);

/// Months of a year.
const OF_YEAR: u16 = 12;

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        let year = i64::from(day.year()).clamp(0, 5_460);
        let months = year.saturating_mul(OF_YEAR.into()).saturating_add(day.month0().into());
        Self(u16::try_from(months).unwrap_or(u16::MAX))
    }

    /// The month of an index, as [`Month::index`] gives it.
    pub const fn from_index(index: u16) -> Self {
        Self(index)
    }

    /// Year × 12 + month − 1.
    pub const fn index(self) -> u16 {
        self.0
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.0.checked_div(OF_YEAR).unwrap_or_default()
    }

    /// The number of the month in its year, 1 to 12.
    pub fn number(self) -> u8 {
        let month = self.0.checked_rem(OF_YEAR).unwrap_or_default();
        u8::try_from(month).unwrap_or_default().saturating_add(1)
    }

    /// So many months earlier.
    #[must_use]
    pub const fn back(self, n: u16) -> Self {
        Self(self.0.saturating_sub(n))
    }

    /// So many months later.
    #[must_use]
    pub const fn on(self, n: u16) -> Self {
        Self(self.0.saturating_add(n))
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(self.year().into(), self.number().into(), 1);
        first.unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.on(1).first_day().pred_opt().unwrap_or_default()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// Over how many months one looks back. Source: S1 §一定时间周期; the four `OURS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodBasis {
    /// 月
    Month,
    /// 季
    Quarter,
    /// 半年
    HalfYear,
    /// 年
    Year,
}

impl PeriodBasis {
    /// All, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// Its months.
    pub const fn n_months(self) -> u16 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

/// Some full calendar months in a row, at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The first month.
    pub first: Month,
    /// How many.
    pub n: u16,
}

impl Period {
    /// The period that counts on a day: the last full months before it. It moves on with each
    /// month; a quarter need not begin in January. `OURS`
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::period::{Period, PeriodBasis};
    /// let day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
    /// let period = Period::before(day, PeriodBasis::Quarter);
    /// assert_eq!((period.first.to_string(), period.last().to_string()),
    ///     ("2025-11".to_owned(), "2026-01".to_owned()));
    /// ```
    pub fn before(day: NaiveDate, basis: PeriodBasis) -> Self {
        let n = basis.n_months();
        Self { first: Month::of(day).back(n), n }
    }

    /// The last month.
    pub const fn last(self) -> Month {
        self.first.on(self.n.saturating_sub(1))
    }

    /// Whether a month is in it.
    pub fn contains(self, month: Month) -> bool {
        (self.first..=self.last()).contains(&month)
    }

    /// Its months, the earliest first.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (self.first.index()..=self.last().index()).map(Month::from_index)
    }

    /// The same number of months, so many months earlier.
    #[must_use]
    pub const fn back(self, n: u16) -> Self {
        Self { first: self.first.back(n), n: self.n }
    }

    /// Months of the period in which a shop was open: from the month of 开户日期 on, that month
    /// included; without that day, all of them. A month with an order proves that it was open, so
    /// an opening day that is later does not count. 0 if it opened after the period. 发证日期 never
    /// counts. Source: rulebook 1.19; the proof `OURS`.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::period::{Month, Period, PeriodBasis};
    /// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    /// let quarter = Period::before(day(11, 26), PeriodBasis::Quarter); // August to October
    /// assert_eq!(quarter.n_open(None, None), 3);
    /// assert_eq!(quarter.n_open(Some(day(9, 30)), Some(Month::of(day(10, 2)))), 2);
    /// assert_eq!(quarter.n_open(Some(day(10, 1)), Some(Month::of(day(8, 2)))), 3);
    /// assert_eq!(quarter.n_open(Some(day(11, 1)), None), 0);
    /// ```
    pub fn n_open(self, opened: Option<NaiveDate>, first_order: Option<Month>) -> u16 {
        let Some(opened) = opened.map(Month::of) else { return self.n };
        let from = first_order.filter(|it| self.contains(*it)).map_or(opened, |it| it.min(opened));
        let n_before = from.index().saturating_sub(self.first.index());
        self.n.saturating_sub(n_before)
    }
}
