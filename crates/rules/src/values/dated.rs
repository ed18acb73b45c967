//! Values that law, company or brand may change: dated, each with its source.

use chrono::NaiveDate;

/// A value in force from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since<T: 'static> {
    /// First day in force.
    pub from: NaiveDate,
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub source: &'static str,
}

/// A value with all its versions, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated<T: 'static> {
    versions: &'static [Since<T>],
}

impl<T> Dated<T> {
    /// Versions, oldest first.
    pub const fn new(versions: &'static [Since<T>]) -> Self {
        Self { versions }
    }

    /// The version in force on a day; `None` before the first.
    ///
    /// ```
    /// use jipan_rules::expiry::ALERT_DAYS;
    /// use jipan_rules::NaiveDate;
    /// let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    /// assert_eq!(ALERT_DAYS.on(day).map(|version| version.source), Some("OURS"));
    /// ```
    pub fn on(&self, day: NaiveDate) -> Option<&'static Since<T>> {
        self.versions.iter().rev().find(|version| version.from <= day)
    }
}
