//! When a prospect is to be contacted next. Source: S0 §客户级别 (each level has its own frequency), days
//! OUTSIDE and rulebook 1.19; tries after a refusal S1 §成交=多次拒绝+最后一次努力, days `OURS`. Not here:
//! which of several reasons counts (`standing`).

use chrono::{Days, NaiveDate};

use super::contact::Outcome;
use super::level::Level;
use super::rest::{Rest, next_working};

/// How often each level is contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// Days between contacts of H, A, B, C, the bucket beyond, O, N and T.
    pub days: [u16; 8],
    /// After so many times these days without a contact it is stale; so long it may be in its stage.
    pub ageing: u16,
    /// For so many days a contact can be put off at most.
    pub snooze_days: u16,
}

impl FollowUp {
    /// H 7, A 15, B 30, C 90, beyond 90, O 7, N 1, T 30 days; stale after twice as many; put off for 30
    /// at most. Source: rulebook 1.19 and 1.20; beyond, T and the last `OURS`.
    pub const DEFAULT: Self =
        Self { days: [7, 15, 30, 90, 90, 7, 1, 30], ageing: 2, snooze_days: 30 };

    /// The days of a level; `None` for one that is not followed up.
    ///
    /// ```
    /// use jipan_rules::funnel::{FollowUp, Level};
    /// let of = |level| FollowUp::DEFAULT.of(level);
    /// assert_eq!((of(Level::H), of(Level::N), of(Level::D)), (Some(7), Some(1), None));
    /// ```
    pub const fn of(&self, level: Level) -> Option<u16> {
        let [hot, week_2, month, quarter, later, ordered, new, cancelled] = self.days;
        Some(match level {
            Level::H => hot,
            Level::A => week_2,
            Level::B => month,
            Level::C => quarter,
            Level::Later => later,
            Level::O => ordered,
            Level::N => new,
            Level::T => cancelled,
            Level::D | Level::Lost | Level::Frozen | Level::OutOfReach | Level::M => return None,
        })
    }

    /// After how many days without a contact a level is stale.
    ///
    /// ```
    /// use jipan_rules::funnel::{FollowUp, Level};
    /// assert_eq!(FollowUp::DEFAULT.stale_after(Level::B), Some(60));
    /// ```
    pub fn stale_after(&self, level: Level) -> Option<u32> {
        Some(u32::from(self.of(level)?).saturating_mul(self.ageing.into()))
    }
}

/// How long to wait after an attempt that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextTries {
    /// Days after each of the six refusals, in their order.
    pub refused: [u16; 6],
    /// Days after nobody answered.
    pub no_answer: u16,
}

impl NextTries {
    /// Three days after a refusal by instinct or out of doubt, a week to explain or to let compare, two
    /// to be trusted, a month for money; a day where nobody answered. `OURS`
    pub const DEFAULT: Self = Self { refused: [3, 7, 14, 3, 7, 30], no_answer: 1 };
}

fn after(from: NaiveDate, days: u16, rest: Rest) -> NaiveDate {
    let day = from.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    next_working(day, rest)
}

/// The next contact of a level after one; never on a rest day, which is passed over forwards. `None` for
/// a level that is not followed up.
///
/// Source: rulebook 1.19, example 11.
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{FollowUp, Level, Rest, next_contact};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let next = |from, level| next_contact(from, level, &FollowUp::DEFAULT, Rest::DEFAULT);
/// assert_eq!(next(day(1, 31), Level::B), Some(day(3, 2)));
/// // 17 February is the first day of the lunar year.
/// assert_eq!(next(day(2, 10), Level::H), Some(day(2, 24)));
/// assert_eq!(next(day(1, 31), Level::Lost), None);
/// ```
pub fn next_contact(
    from: NaiveDate,
    level: Level,
    follow: &FollowUp,
    rest: Rest,
) -> Option<NaiveDate> {
    Some(after(from, follow.of(level)?, rest))
}

/// The next try after an attempt that failed; `None` for one that did not.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{NextTries, Outcome, Refusal, Rest, next_try};
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let next = |outcome| next_try(day(22), outcome, &NextTries::DEFAULT, Rest::DEFAULT);
/// assert_eq!(next(Outcome::NoAnswer), Some(day(23)));
/// assert_eq!(next(Outcome::Refused(Refusal::Compare)), Some(day(29)));
/// assert_eq!(next(Outcome::Reached), None);
/// ```
pub fn next_try(
    from: NaiveDate,
    outcome: Outcome,
    tries: &NextTries,
    rest: Rest,
) -> Option<NaiveDate> {
    let days = match outcome {
        Outcome::Reached => return None,
        Outcome::NoAnswer => tries.no_answer,
        Outcome::Refused(refusal) => tries.refused.get(refusal.index()).copied()?,
    };
    Some(after(from, days, rest))
}

/// The last day until which a contact can be put off.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{FollowUp, snooze_until_max};
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let until = snooze_until_max(today, &FollowUp::DEFAULT);
/// assert_eq!(until.to_string(), "2026-12-22");
/// ```
pub fn snooze_until_max(today: NaiveDate, follow: &FollowUp) -> NaiveDate {
    today.checked_add_days(Days::new(follow.snooze_days.into())).unwrap_or(NaiveDate::MAX)
}
