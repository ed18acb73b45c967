//! Birthdays as people keep them: in the solar or in the lunar calendar, with the year or without,
//! and the next day on which one falls. Not here: whose it is, who is to be greeted.

mod read;

use core::fmt;

use chinese_lunisolar_calendar::{ChineseVariant, LunarDay, LunarMonth, LunisolarDate};
use chrono::{Datelike as _, NaiveDate};

use crate::check::ValueError;
use crate::schema::Language;

/// The months as an English date has them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// A year in which every day of the solar calendar exists.
const LEAP_YEAR: i32 = 2000;
/// Solar years in which somebody can be born; others are slips of the pen. `OURS`
const SOLAR_YEARS: core::ops::RangeInclusive<i32> = 1900..=2199;

/// The calendar in which a birthday is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// 公历
    Solar,
    /// 农历
    Lunar,
    /// 农历, in the second of two months of the same number (闰月).
    LunarLeap,
}

/// A birthday: a day of some year, or a named day of a named year. It exists: 30 February cannot be
/// held, nor a leap month in a year that has none. Years of the lunar calendar reach from 1901 to
/// 2100, those of the solar one from 1900 to 2199.
///
/// Source: S2 §登记生日, S4 §增值服务; lunar birthdays rulebook 1.15; how it is read `OURS`.
///
/// ```
/// use jipan_rules::birthday::{Birthday, Calendar};
/// let read = |text: &str| text.parse::<Birthday>();
/// assert_eq!(read("农历八月十五"), Birthday::new(Calendar::Lunar, None, 8, 15));
/// assert_eq!(read("闰二月初三"), Birthday::new(Calendar::LunarLeap, None, 2, 3));
/// assert_eq!(read("３月12日"), Birthday::new(Calendar::Solar, None, 3, 12));
/// assert_eq!(read("12 Mar 1985"), Birthday::new(Calendar::Solar, Some(1985), 3, 12));
/// assert!(read("2月30日").is_err() && read("农历2025年闰五月初一").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Birthday {
    calendar: Calendar,
    year: Option<u16>,
    month: u8,
    day: u8,
}

/// The next day on which a birthday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextBirthday {
    /// The civil day.
    pub on: NaiveDate,
    /// Whether it is another day than the one of birth, and why.
    pub moved: Moved,
}

/// Why a birthday is kept on another day than that of birth. `OURS`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// It is not.
    No,
    /// The month is shorter that year: its last day.
    LastDay,
    /// That year has no such leap month: the month of the same number.
    PlainMonth,
}

impl Birthday {
    /// A birthday; `year` is that of its calendar.
    ///
    /// # Errors
    /// [`ValueError::NoSuchDate`] when the day does not exist, or not in that year.
    pub fn new(
        calendar: Calendar,
        year: Option<u16>,
        month: u8,
        day: u8,
    ) -> Result<Self, ValueError> {
        let exists = match (calendar, year) {
            (Calendar::Solar, None) => solar(LEAP_YEAR, month, day).is_some(),
            (Calendar::Solar, Some(year)) => {
                let year = i32::from(year);
                SOLAR_YEARS.contains(&year) && solar(year, month, day).is_some()
            }
            (Calendar::Lunar | Calendar::LunarLeap, None) => {
                (1..=12).contains(&month) && (1..=30).contains(&day)
            }
            (Calendar::Lunar | Calendar::LunarLeap, Some(year)) => {
                lunar(year, month, calendar == Calendar::LunarLeap, day).is_some()
            }
        };
        if exists { Ok(Self { calendar, year, month, day }) } else { Err(ValueError::NoSuchDate) }
    }

    /// The solar birthday of who was born on a day; `None` for a year outside 1900 to 2199.
    pub fn of_day(born: NaiveDate) -> Option<Self> {
        let year = u16::try_from(born.year()).ok()?;
        let (month, day) = (u8::try_from(born.month()).ok()?, u8::try_from(born.day()).ok()?);
        Self::new(Calendar::Solar, Some(year), month, day).ok()
    }

    /// Reads the spelling in which a book keeps it ([`fmt::Display`]), and that alone: a list of all
    /// birthdays is made in one go.
    ///
    /// ```
    /// use jipan_rules::birthday::Birthday;
    /// let kept = |text| Birthday::of_kept(text).map(|it| it.to_string());
    /// for text in ["03-12", "1985-03-12", "lunar 08-15", "lunar leap 2023-02-03"] {
    ///     assert_eq!(kept(text).as_deref(), Some(text));
    /// }
    /// assert_eq!((kept("3-12"), kept("02-30"), kept("lunar 13-01")), (None, None, None));
    /// ```
    pub fn of_kept(text: &str) -> Option<Self> {
        let (calendar, text) = match text.strip_prefix("lunar ") {
            Some(text) => match text.strip_prefix("leap ") {
                Some(text) => (Calendar::LunarLeap, text),
                None => (Calendar::Lunar, text),
            },
            None => (Calendar::Solar, text),
        };
        let (rest, day) = text.rsplit_once('-')?;
        let (year, month) = match rest.rsplit_once('-') {
            Some((year, month)) => (Some(year), month),
            None => (None, rest),
        };
        let is_number =
            |text: &str, n| text.len() == n && text.bytes().all(|it| it.is_ascii_digit());
        if !is_number(day, 2) || !is_number(month, 2) || !year.is_none_or(|it| is_number(it, 4)) {
            return None;
        }
        let year = match year {
            Some(year) => Some(year.parse().ok()?),
            None => None,
        };
        Self::new(calendar, year, month.parse().ok()?, day.parse().ok()?).ok()
    }

    /// Its calendar.
    pub const fn calendar(self) -> Calendar {
        self.calendar
    }

    /// The number of its month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Its day of the month.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day of birth, where the year is known.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::birthday::Birthday;
    /// let born_on = |text: &str| text.parse::<Birthday>().unwrap().born_on();
    /// assert_eq!(born_on("12 Mar 1985"), NaiveDate::from_ymd_opt(1985, 3, 12));
    /// assert_eq!(born_on("农历2025年八月十五"), NaiveDate::from_ymd_opt(2025, 10, 6));
    /// assert_eq!(born_on("八月十五"), None);
    /// ```
    pub fn born_on(self) -> Option<NaiveDate> {
        Some(self.in_year(i32::from(self.year?))?.on)
    }

    /// The next day on which it falls, `today` included; `None` after the lunar year 2100.
    ///
    /// A day that the month of a year lacks is kept on the last day of that month: a wish may come
    /// a day early, not late. A leap month that a year lacks is kept in the month of the same number;
    /// who was born in a month that has a leap month behind it keeps the first of the two. `OURS`
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::birthday::{Birthday, Moved};
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let next = |text: &str, today| {
    ///     let next = text.parse::<Birthday>().unwrap().next(today).unwrap();
    ///     (next.on, next.moved)
    /// };
    /// assert_eq!(next("3月12日", day(2026, 3, 12)), (day(2026, 3, 12), Moved::No));
    /// assert_eq!(next("3月12日", day(2026, 3, 13)), (day(2027, 3, 12), Moved::No));
    /// assert_eq!(next("2月29日", day(2026, 11, 22)), (day(2027, 2, 28), Moved::LastDay));
    /// assert_eq!(next("2月29日", day(2027, 3, 1)), (day(2028, 2, 29), Moved::No));
    /// // Mid-autumn
    /// assert_eq!(next("八月十五", day(2026, 11, 22)), (day(2027, 9, 15), Moved::No));
    /// // The year 2023 has a leap second month, the next one has none.
    /// assert_eq!(next("闰二月初三", day(2023, 3, 1)), (day(2023, 3, 24), Moved::No));
    /// assert_eq!(next("闰二月初三", day(2024, 1, 1)), (day(2024, 3, 12), Moved::PlainMonth));
    /// // The twelfth month of 2025 has 29 days.
    /// assert_eq!(next("腊月三十", day(2026, 2, 1)), (day(2026, 2, 16), Moved::LastDay));
    /// ```
    pub fn next(self, today: NaiveDate) -> Option<NextBirthday> {
        let this_year = today.year();
        let first = match self.calendar {
            Calendar::Solar => this_year,
            // The lunar year still runs in January and February.
            Calendar::Lunar | Calendar::LunarLeap => this_year.checked_sub(1)?,
        };
        let years = first..=this_year.checked_add(1)?;
        years.filter_map(|year| self.in_year(year)).find(|next| next.on >= today)
    }

    /// The day on which it falls in a year of its calendar.
    fn in_year(self, year: i32) -> Option<NextBirthday> {
        let Self { month, day, .. } = self;
        let next = |on, moved| Some(NextBirthday { on, moved });
        // No month lacks more than one day of those it can have.
        let last = day.saturating_sub(1);
        match self.calendar {
            Calendar::Solar => solar(year, month, day)
                .and_then(|on| next(on, Moved::No))
                .or_else(|| next(solar(year, month, last)?, Moved::LastDay)),
            Calendar::Lunar | Calendar::LunarLeap => {
                let year = u16::try_from(year).ok()?;
                let is_leap = self.calendar == Calendar::LunarLeap;
                let plain = if is_leap { Moved::PlainMonth } else { Moved::No };
                let plain_last = if is_leap { Moved::PlainMonth } else { Moved::LastDay };
                let tries = [
                    (is_leap, day, Moved::No),
                    (is_leap, last, Moved::LastDay),
                    (false, day, plain),
                    (false, last, plain_last),
                ];
                tries.into_iter().find_map(|(is_leap, day, moved)| {
                    next(lunar(year, month, is_leap, day)?, moved)
                })
            }
        }
    }

    /// How it is written for a reader; [`str::parse`] reads it again.
    ///
    /// ```
    /// use jipan_rules::birthday::Birthday;
    /// use jipan_rules::schema::Language;
    /// let written = |text: &str| {
    ///     let birthday: Birthday = text.parse().unwrap();
    ///     (birthday.text(Language::Zh), birthday.text(Language::En))
    /// };
    /// let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    /// assert_eq!(written("0312"), pair("3月12日", "12 Mar"));
    /// assert_eq!(written("1985.3.12"), pair("1985-03-12", "12 Mar 1985"));
    /// assert_eq!(written("lunar 8-15"), pair("农历八月十五", "lunar 8-15"));
    /// assert_eq!(written("阴历1958年12月23"), pair("农历1958年腊月廿三", "lunar 1958-12-23"));
    /// assert_eq!(written("闰2月3"), pair("农历闰二月初三", "lunar leap 2-3"));
    /// ```
    pub fn text(self, language: Language) -> String {
        let Self { calendar, year, month, day } = self;
        let leap = calendar == Calendar::LunarLeap;
        match (calendar, year, language) {
            (Calendar::Solar, Some(_), Language::Zh) => self.to_string(),
            (Calendar::Solar, None, Language::Zh) => format!("{month}月{day}日"),
            (Calendar::Solar, year, Language::En) => {
                let idx = usize::from(month).saturating_sub(1);
                let year = year.map(|year| format!(" {year}")).unwrap_or_default();
                format!("{day} {}{year}", MONTHS.get(idx).copied().unwrap_or_default())
            }
            (Calendar::Lunar | Calendar::LunarLeap, year, Language::Zh) => {
                let year = year.map(|year| format!("{year}年")).unwrap_or_default();
                let month = LunarMonth::from_u8_with_leap(month, leap)
                    .map_or("", |it| it.to_str(ChineseVariant::Simple));
                let day = LunarDay::from_u8(day).map_or("", LunarDay::to_str);
                format!("农历{year}{month}{day}")
            }
            (Calendar::Lunar | Calendar::LunarLeap, year, Language::En) => {
                let year = year.map(|year| format!("{year}-")).unwrap_or_default();
                let leap = if leap { "leap " } else { "" };
                format!("lunar {leap}{year}{month}-{day}")
            }
        }
    }
}

/// As the book keeps it, in every language and for ever: `1985-03-12`, `03-12`, `lunar 08-15`,
/// `lunar leap 2023-02-03`.
impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.calendar {
            Calendar::Solar => "",
            Calendar::Lunar => "lunar ",
            Calendar::LunarLeap => "lunar leap ",
        })?;
        if let Some(year) = self.year {
            write!(f, "{year}-")?;
        }
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// A day of the solar calendar.
fn solar(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
}

/// The civil day of a day of the lunar calendar.
pub(crate) fn lunar(year: u16, month: u8, is_leap: bool, day: u8) -> Option<NaiveDate> {
    LunisolarDate::from_ymd(year, month, is_leap, day).ok().map(LunisolarDate::to_naive_date)
}
