//! Birthdays: the lunar calendar beside that of ICU, which other people made, and laws.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use icu_calendar::Date;
use icu_calendar::cal::ChineseTraditional;
use jipan_rules::birthday::{Birthday, Calendar, Moved};
use jipan_rules::check::ValueError;
use jipan_rules::schema::Language;
use jipan_rules::{Datelike as _, Days, NaiveDate};
use proptest::prelude::*;

/// A day as the lunar calendar of ICU names it: year, calendar, month, day, days of the month.
fn icu(day: NaiveDate) -> (u16, Calendar, u8, u8, u8) {
    let (month, of_month) = (u8::try_from(day.month()), u8::try_from(day.day()));
    let date = Date::try_new_iso(day.year(), month.unwrap(), of_month.unwrap()).unwrap();
    let date = date.to_calendar(ChineseTraditional::new());
    let month = date.month().to_input();
    let calendar = if month.is_leap() { Calendar::LunarLeap } else { Calendar::Lunar };
    let year = u16::try_from(date.year().extended_year()).unwrap();
    (year, calendar, month.number(), date.day_of_month().0, date.days_in_month())
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// New moons so near to midnight in China that the published tables differ: ICU has the day before.
/// The Hong Kong Observatory says in a note to its table that these three may be out by a day.
const DISPUTED: [(u16, u8); 3] = [(2057, 9), (2089, 8), (2097, 7)];

/// Every month of two hundred years, its first day and its length.
#[test]
fn the_lunar_calendar_is_that_of_icu_from_1901_to_2100() {
    let (mut day, end) = (date(1901, 2, 19), date(2101, 1, 29));
    let mut months = Vec::new();
    while day < end {
        let (year, calendar, month, of_month, n_days) = icu(day);
        assert_eq!(of_month, 1, "{day}");
        let is_disputed = calendar == Calendar::Lunar && DISPUTED.contains(&(year, month));
        months.push((year, calendar, month, day + Days::new(is_disputed.into())));
        day = day + Days::new(n_days.into());
    }
    assert_eq!((day, months.len()), (end, 2_473));
    months.push((2101, Calendar::Lunar, 1, end));
    for pair in months.windows(2) {
        let [(year, calendar, month, start), (_, next_calendar, _, end)] = pair else { panic!() };
        let exists = |of_month| Birthday::new(*calendar, Some(*year), *month, of_month).is_ok();
        let n_days = end.signed_duration_since(*start).num_days();
        assert_eq!((exists(29), exists(30), exists(31)), (true, n_days == 30, false), "{start}");
        let first = Birthday::new(*calendar, Some(*year), *month, 1).unwrap();
        let next = first.next(*start).unwrap();
        assert_eq!((next.on, next.moved), (*start, Moved::No), "{first}");
        if *calendar == Calendar::Lunar {
            let has_leap = Birthday::new(Calendar::LunarLeap, Some(*year), *month, 1).is_ok();
            assert_eq!(has_leap, *next_calendar == Calendar::LunarLeap, "{first}");
        }
    }
}

#[test]
fn what_could_be_read_in_two_ways_is_no_birthday() {
    for text in [
        "",
        "明天",
        "85-3-12",
        "312",
        "850312",
        "3",
        "三月",
        "十五",
        "2024-3",
        "3月12日下午",
        "Ma 12",
        "12 13 14",
        "公历闰二月初三",
        "公历农历3-12",
        "lunar",
        "12 Mar Apr",
        "1985-3-12-4",
        "八月十五x",
    ] {
        assert_eq!(text.parse::<Birthday>(), Err(ValueError::NotABirthday), "{text}");
    }
    for text in [
        "2月30日",
        "13-1",
        "0231",
        "1985-02-29",
        "1899-12-31",
        "2200-01-01",
        "农历八月三十一",
        "闰十三月初一",
        "农历1900年八月十五",
        "农历2101年正月初一",
        "农历2024年闰二月初三",
        "农历2025年腊月三十",
    ] {
        assert_eq!(text.parse::<Birthday>(), Err(ValueError::NoSuchDate), "{text}");
    }
}

#[test]
fn a_birthday_is_read_as_people_write_it() {
    let lunar = |month, day| Birthday::new(Calendar::Lunar, None, month, day).unwrap();
    let solar = |year, month, day| Birthday::new(Calendar::Solar, year, month, day).unwrap();
    let spellings = [
        (
            lunar(8, 15),
            "八月十五；农历8月15；农历8月15日；农历八月十五日；8-15 (lunar)；八月十五（农历）；阴历0815；旧历8.15",
        ),
        (lunar(1, 1), "正月初一；农历一月一日；农历元月初一；lunar 1-1"),
        (lunar(11, 21), "冬月廿一；十一月廿一；十一月二十一；农历11/21"),
        (lunar(12, 30), "腊月三十；臘月卅；十二月三十；農曆12-30"),
        (
            solar(None, 3, 12),
            "3月12日；三月十二日；三月十二号；3-12；3/12；3.12；0312；３月１２号；公历三月十二；阳历3-12；12 Mar；12th march；March 12；Mar. 12th；03-12",
        ),
        (
            solar(Some(1985), 3, 12),
            "1985-03-12；1985年3月12日；1985/3/12；19850312；一九八五年三月十二日；12 Mar 1985；March 12, 1985；1985-03-12 00:00:00；公历1985.3.12",
        ),
        (solar(None, 2, 29), "2月29日；29 feb；0229"),
    ];
    for (birthday, texts) in spellings {
        for text in texts.split('；') {
            assert_eq!(text.parse(), Ok(birthday), "{text}");
        }
    }
    let of_year = Birthday::new(Calendar::LunarLeap, Some(2023), 2, 3);
    for text in
        ["农历2023年闰二月初三", "2023年闰2月3", "闰二零二三年二月初三", "lunar leap 2023-2-3"]
    {
        assert_eq!(text.parse(), of_year, "{text}");
    }
}

#[test]
fn after_the_lunar_year_2100_nothing_is_made_up() {
    let birthday: Birthday = "八月十五".parse().unwrap();
    assert_eq!(birthday.next(date(2100, 1, 1)).map(|next| next.on), Some(date(2100, 9, 18)));
    assert_eq!(birthday.next(date(2100, 9, 19)), None);
    assert_eq!(birthday.next(NaiveDate::MAX), None);
    assert_eq!(birthday.next(NaiveDate::MIN), None);
}

fn any_birthday() -> impl Strategy<Value = Birthday> {
    let calendar =
        prop_oneof![Just(Calendar::Solar), Just(Calendar::Lunar), Just(Calendar::LunarLeap)];
    (calendar, prop::option::of(1901..=2100_u16), 1..=12_u8, 1..=31_u8)
        .prop_filter_map("no such day", |(calendar, year, month, day)| {
            Birthday::new(calendar, year, month, day).ok()
        })
}

/// Days up to 2056, before the first new moon that is disputed.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..56_000_u64).prop_map(|days| date(1902, 3, 1) + Days::new(days))
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_birthday(birthday in any_birthday()) {
        for text in [birthday.to_string(), birthday.text(Language::Zh), birthday.text(Language::En)] {
            prop_assert_eq!(text.parse(), Ok(birthday), "{}", text);
        }
        prop_assert_eq!(Birthday::of_kept(&birthday.to_string()), Some(birthday));
    }

    #[test]
    fn what_a_book_keeps_has_one_spelling(text in "(lunar )?(leap )?([0-9]{4}-)?[0-9+]{1,2}-[0-9 ]{1,2}") {
        if let Some(birthday) = Birthday::of_kept(&text) {
            prop_assert_eq!(birthday.to_string(), text);
        }
    }

    #[test]
    fn the_next_birthday_is_never_past_and_at_most_thirteen_months_away(
        birthday in any_birthday(),
        today in any_day(),
    ) {
        let next = birthday.next(today).unwrap();
        let n_days_max = if birthday.calendar() == Calendar::Solar { 366 } else { 386 };
        prop_assert!((0..=n_days_max).contains(&next.on.signed_duration_since(today).num_days()));
        prop_assert_eq!(birthday.next(next.on), Some(next));
    }

    /// A lunar birthday falls on the first day that ICU calls by its name, unless there is none
    /// within a year; then it falls on one that comes as near as can be.
    #[test]
    fn the_next_lunar_birthday_is_the_next_day_of_its_name(
        (month, day) in (1..=12_u8, 1..=30_u8),
        is_leap in any::<bool>(),
        today in any_day(),
    ) {
        let calendar = if is_leap { Calendar::LunarLeap } else { Calendar::Lunar };
        let next = Birthday::new(calendar, None, month, day).unwrap().next(today).unwrap();
        let (_, on_calendar, on_month, on_day, n_days) = icu(next.on);
        prop_assert_eq!(on_month, month);
        match next.moved {
            Moved::No => prop_assert_eq!((on_calendar, on_day), (calendar, day)),
            Moved::LastDay => prop_assert_eq!((on_calendar, on_day, n_days), (calendar, 29, 29)),
            Moved::PlainMonth => prop_assert_eq!((on_calendar, on_day), (Calendar::Lunar, day.min(n_days))),
        }
        let mut between = today;
        while between < next.on {
            let (_, of_calendar, of_month, of_day, _) = icu(between);
            prop_assert_ne!((of_calendar, of_month, of_day), (calendar, month, day), "{}", between);
            between = between + Days::new(1);
        }
    }

    #[test]
    fn no_text_stops_the_reader(text in any::<String>(), near in "[0-9一二十初廿正闰农历月日年a-z .-]{0,12}") {
        for birthday in [text, near].iter().filter_map(|it| it.parse::<Birthday>().ok()) {
            prop_assert_eq!(birthday.to_string().parse(), Ok(birthday));
        }
    }
}
