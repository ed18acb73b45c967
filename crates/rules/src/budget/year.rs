//! A fiscal year: twelve months from a set month on. Source: rulebook 1.20, `OURS`. Not here: what the
//! company set as its first month.

use chrono::NaiveDate;

use crate::period::Month;

/// Twelve months in a row.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::budget::FiscalYear;
/// let day = NaiveDate::from_ymd_opt(2026, 2, 14).unwrap();
/// let year = FiscalYear::of_day(day, 4);
/// assert_eq!(year.first.to_string(), "2025-04");
/// assert_eq!(year.last().to_string(), "2026-03");
/// assert_eq!(year.place(year.first.on(10)), Some(10));
/// assert_eq!(year.place(year.on(1).first), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear {
    /// Its first month.
    pub first: Month,
}

const OF_YEAR: u16 = 12;

impl FiscalYear {
    /// The year that a month is in, where years begin with this month, 1 to 12; other numbers count as the
    /// nearest of these.
    pub fn of(month: Month, start: u8) -> Self {
        let since = u16::from(month.number()).saturating_add(OF_YEAR);
        let since = since.saturating_sub(u16::from(start.clamp(1, 12)));
        Self { first: month.back(since.checked_rem(OF_YEAR).unwrap_or_default()) }
    }

    /// The year that a day is in.
    pub fn of_day(day: NaiveDate, start: u8) -> Self {
        Self::of(Month::of(day), start)
    }

    /// Its last month.
    pub const fn last(self) -> Month {
        self.first.on(11)
    }

    /// Its months, the first one first.
    pub fn months(self) -> [Month; 12] {
        core::array::from_fn(|place| self.month(place))
    }

    /// The month at a place, 0 to 11.
    pub fn month(self, place: usize) -> Month {
        self.first.on(u16::try_from(place).unwrap_or(u16::MAX))
    }

    /// The place of a month, 0 to 11; `None` for one of another year.
    pub fn place(self, month: Month) -> Option<usize> {
        let place = month.index().checked_sub(self.first.index())?;
        (place < OF_YEAR).then_some(place.into())
    }

    /// So many years earlier.
    #[must_use]
    pub const fn back(self, n: u16) -> Self {
        Self { first: self.first.back(n.saturating_mul(OF_YEAR)) }
    }

    /// So many years later.
    #[must_use]
    pub const fn on(self, n: u16) -> Self {
        Self { first: self.first.on(n.saturating_mul(OF_YEAR)) }
    }
}
