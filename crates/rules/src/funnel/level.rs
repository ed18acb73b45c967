//! Levels of a prospect by the day on which it is expected to buy, read anew every day. Source: S0
//! §客户级别 (by purchase time), letters and horizons OUTSIDE (rulebook 1.16), days rulebook 1.19. Not here:
//! weights (`forecast`), how often each is contacted (`due`).

use chrono::{Days, NaiveDate};

use super::code::codes;

codes! {
    /// A level. Source: OUTSIDE (rulebook 1.16).
    ///
    /// ```
    /// use jipan_rules::funnel::Level;
    /// assert_eq!(Level::Lost.letters(), "F1");
    /// assert_eq!(Level::from_code(2), Some(Level::H));
    /// ```
    Level, 13 {
        /// O: ordered, not yet delivered.
        O = 1,
        /// H: within 7 days.
        H = 2,
        /// A: within 15 days.
        A = 3,
        /// B: within 30 days.
        B = 4,
        /// C: within 90 days.
        C = 5,
        /// N: not graded yet.
        N = 6,
        /// D: delivered.
        D = 7,
        /// T: the order was cancelled.
        T = 8,
        /// F1 战败
        Lost = 9,
        /// F2 冷冻
        Frozen = 10,
        /// L 失控
        OutOfReach = 11,
        /// M: a base customer, after sales.
        M = 12,
        /// Beyond the last horizon: a bucket of its own.
        Later = 13,
    }
}

impl Level {
    /// How the trade writes it; nothing for the bucket beyond, which has no letter.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::O => "O",
            Self::H => "H",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::N => "N",
            Self::D => "D",
            Self::T => "T",
            Self::Lost => "F1",
            Self::Frozen => "F2",
            Self::OutOfReach => "L",
            Self::M => "M",
            Self::Later => "",
        }
    }
}

/// The last day of H, A, B and C, counted from today; each more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizons(pub [u16; 4]);

/// The levels of [`Horizons`], the nearest first.
const BY_HORIZON: [Level; 4] = [Level::H, Level::A, Level::B, Level::C];

impl Horizons {
    /// 0–7, 8–15, 16–30 and 31–90 days. Source: OUTSIDE (rulebook 1.16), bounds `OURS` (1.19).
    pub const DEFAULT: Self = Self([7, 15, 30, 90]);

    /// The last horizon: what lies beyond is not yet 意向.
    pub const fn last(&self) -> u16 {
        let [_, _, _, last] = self.0;
        last
    }
}

/// A level by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByDate {
    /// The level; past the day that of the day itself.
    pub level: Level,
    /// Days to the expected one; negative when past.
    pub days_left: i64,
    /// Whether the day is over: 过期未成交.
    pub is_past: bool,
    /// The first day of this level; `None` for the bucket beyond.
    pub since: Option<NaiveDate>,
}

/// The level of what is expected on a day, on another one. The last day of a level is in it; past the
/// day the last level stays, and is said to be overdue.
///
/// Source: rulebook 1.19 and example 11.
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Horizons, Level, level_of};
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let of = |expected| level_of(expected, day(11, 22), &Horizons::DEFAULT);
/// assert_eq!([(11, 29), (11, 30), (12, 8), (12, 23)].map(|(m, d)| of(day(m, d)).level),
///     [Level::H, Level::A, Level::B, Level::C]);
/// let past = of(day(11, 21));
/// assert_eq!((past.level, past.days_left, past.is_past), (Level::H, -1, true));
/// ```
pub fn level_of(expected: NaiveDate, today: NaiveDate, rule: &Horizons) -> ByDate {
    let days_left = expected.signed_duration_since(today).num_days();
    let reached = BY_HORIZON.into_iter().zip(rule.0).find(|(_, last)| days_left <= (*last).into());
    let (level, since) = match reached {
        Some((level, last)) => (level, expected.checked_sub_days(Days::new(last.into()))),
        None => (Level::Later, None),
    };
    ByDate { level, days_left, is_past: days_left < 0, since }
}
