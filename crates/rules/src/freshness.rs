//! Whether a dynamic field is still believed. Source: S1 §动态信息; clock `OURS` (1.19).

use chrono::NaiveDate;

use crate::explain::{Explained, Why};
use crate::schema::{FieldDef, Group};
use crate::values::text::parse_date;

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
    freshness_in(confirmed_on, Cycle { days: cycle_days, set_on: None }, today)
}

/// [`freshness`] in a cycle that a company may have set.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::explain::Why;
/// use jipan_rules::freshness::{Cycle, Freshness, freshness_in};
/// let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
/// let answer = freshness_in(Some(day(1)), Cycle { days: 7, set_on: Some(day(5)) }, day(22));
/// assert_eq!(answer.value, Freshness::Stale);
/// assert!(matches!(answer.why, Why::Freshness { set_on: Some(on), .. } if on == day(5)));
/// ```
pub fn freshness_in(
    confirmed_on: Option<NaiveDate>,
    cycle: Cycle,
    today: NaiveDate,
) -> Explained<Freshness> {
    let Cycle { days: cycle_days, set_on } = cycle;
    let age_days = confirmed_on.map(|on| today.signed_duration_since(on).num_days());
    let freshness = match age_days {
        None => Freshness::Unknown,
        Some(age) if age <= i64::from(cycle_days) => Freshness::Fresh,
        Some(_) => Freshness::Stale,
    };
    Explained::new(freshness, Why::Freshness { confirmed_on, age_days, cycle_days, set_on })
}

/// How long a confirmation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Days, that of the confirmation not counted.
    pub days: u16,
    /// The day on which the company set it; `None` for that of the schema.
    pub set_on: Option<NaiveDate>,
}

/// Least and most days of a cycle that a company may set. `OURS`
pub const CYCLE_DAYS: core::ops::RangeInclusive<u16> = 1..=3_650;

/// The cycles that a company set for whole groups of fields, in place of those of the schema. Only
/// fields that have a cycle get another one. Source: rulebook 1.1, 档案日常维护.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cycles([Option<(u16, NaiveDate)>; Group::ALL.len()]);

impl Cycles {
    /// Sets the cycle of a group from a day on; `None`, or days out of [`CYCLE_DAYS`], give back
    /// those of the schema.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::freshness::Cycles;
    /// use jipan_rules::schema::{Group, field, fields};
    /// let (phone, end) = (field(fields::PHONE).unwrap(), field(fields::VALID_TO).unwrap());
    /// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    /// let mut cycles = Cycles::default();
    /// assert_eq!(cycles.of(phone).map(|it| (it.days, it.set_on)), Some((90, None)));
    /// cycles.set(Group::Personal, Some(30), today);
    /// cycles.set(Group::Management, Some(30), today);
    /// assert_eq!(cycles.of(phone).map(|it| (it.days, it.set_on)), Some((30, Some(today))));
    /// assert_eq!(cycles.of(end), None); // an end of validity has no cycle
    /// cycles.set(Group::Personal, None, today);
    /// assert_eq!(cycles.of(phone).map(|it| it.days), Some(90));
    /// ```
    pub fn set(&mut self, group: Group, days: Option<u16>, on: NaiveDate) {
        if let Some(slot) = self.0.get_mut(group.index()) {
            *slot = days.filter(|it| CYCLE_DAYS.contains(it)).map(|days| (days, on));
        }
    }

    /// Days set for a group; `None` where those of the schema are in force.
    pub fn set_days(&self, group: Group) -> Option<u16> {
        self.0.get(group.index()).copied().flatten().map(|(days, _)| days)
    }

    /// The cycle of a field; `None` where a confirmation does not age.
    pub fn of(&self, def: &FieldDef) -> Option<Cycle> {
        let days = def.freshness_days?;
        let set = self.0.get(def.group.index()).copied().flatten();
        Some(match set {
            Some((days, on)) => Cycle { days, set_on: Some(on) },
            None => Cycle { days, set_on: None },
        })
    }

    /// As a setting is kept: place of the group, days, day; `1 60 2026-11-22;…`.
    pub fn to_text(&self) -> String {
        let set = self.0.iter().zip(0_u8..);
        let parts = set.filter_map(|(set, group)| {
            let (days, on) = (*set)?;
            Some(format!("{group} {days} {on}"))
        });
        parts.collect::<Vec<_>>().join(";")
    }

    /// Reads [`Self::to_text`]; what cannot be read is left at the schema.
    ///
    /// ```
    /// use jipan_rules::freshness::Cycles;
    /// let cycles = Cycles::of_text("1 60 2026-11-22;3 0 2026-11-22;9 7 2026-11-22;4 x");
    /// assert_eq!(cycles.to_text(), "1 60 2026-11-22");
    /// ```
    pub fn of_text(text: &str) -> Self {
        let mut cycles = Self::default();
        for part in text.split(';') {
            let mut words = part.split(' ');
            let group = words.next().and_then(|it| it.parse::<usize>().ok());
            let group = group.and_then(|it| Group::ALL.get(it));
            let days = words.next().and_then(|it| it.parse().ok());
            let on = words.next().and_then(|it| parse_date(it).ok());
            if let (Some(group), Some(on)) = (group, on) {
                cycles.set(*group, days, on);
            }
        }
        cycles
    }
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
