//! Days on which nobody is called.

use jipan_rules::funnel::{Holiday, Rest, Weekend, holiday_of, is_rest, next_working};
use jipan_rules::{Datelike as _, NaiveDate};
use proptest::prelude::*;

use super::kit::{day, on};

/// Lunar new year's eve, 清明, 端午 and 中秋 of six years, by the calendar of the observatory.
const YEARS: [(i32, [(u32, u32); 4]); 6] = [
    (2025, [(1, 28), (4, 4), (5, 31), (10, 6)]),
    (2026, [(2, 16), (4, 5), (6, 19), (9, 25)]),
    (2027, [(2, 5), (4, 5), (6, 9), (9, 15)]),
    (2028, [(1, 25), (4, 4), (5, 28), (10, 3)]),
    (2029, [(2, 12), (4, 4), (6, 16), (9, 22)]),
    (2030, [(2, 2), (4, 5), (6, 5), (9, 12)]),
];

fn days_of(year: i32) -> impl Iterator<Item = NaiveDate> {
    day(year, 1, 1).iter_days().take_while(move |it| it.year() == year)
}

#[test]
fn moving_holidays_are_on_the_days_of_the_almanac() {
    for (year, days) in YEARS {
        let [eve, qingming, dragon_boat, mid_autumn] = days.map(|(m, d)| day(year, m, d));
        let spring: Vec<_> =
            days_of(year).filter(|it| holiday_of(*it) == Some(Holiday::Spring)).collect();
        assert_eq!((spring[0], spring.len()), (eve, 4), "{year}");
        let only = |of| days_of(year).filter(move |it| holiday_of(*it) == Some(of));
        assert_eq!(only(Holiday::Qingming).collect::<Vec<_>>(), [qingming]);
        assert_eq!(only(Holiday::DragonBoat).collect::<Vec<_>>(), [dragon_boat]);
        let national = [1, 2, 3].map(|it| day(year, 10, it));
        if !national.contains(&mid_autumn) {
            assert_eq!(only(Holiday::MidAutumn).collect::<Vec<_>>(), [mid_autumn]);
        }
        assert_eq!(only(Holiday::National).collect::<Vec<_>>(), national);
    }
}

#[test]
fn the_law_gives_thirteen_days_a_year_unless_two_fall_on_one() {
    let n = |year| days_of(year).filter(|it| holiday_of(*it).is_some()).count();
    assert_eq!([2025, 2026, 2027, 2029, 2030].map(n), [13; 5]);
    assert_eq!(n(2028), 12, "mid-autumn is on 3 October");
}

#[test]
fn lunar_new_year_lasts_as_long_as_the_company_says() {
    let rest = |days| Rest { weekend: Weekend::None, holidays: false, new_year_days: days };
    let n = |days| days_of(2026).filter(|it| is_rest(*it, rest(days))).count();
    assert_eq!([0, 1, 8, 30].map(n), [0, 1, 8, 30]);
    assert_eq!(next_working(on(2, 16), rest(15)), on(3, 3));
    assert_eq!(next_working(on(2, 15), rest(15)), on(2, 15), "the day before the eve");
}

#[test]
fn weekends_count_only_where_the_company_says_so() {
    let rest = |weekend| Rest { weekend, holidays: false, new_year_days: 0 };
    let saturday = on(11, 21);
    let next = |weekend| next_working(saturday, rest(weekend));
    assert_eq!(Weekend::ALL.map(next), [on(11, 21), on(11, 21), on(11, 23)]);
    assert_eq!(next_working(on(11, 22), rest(Weekend::Sunday)), on(11, 23));
}

proptest! {
    #[test]
    fn a_working_day_is_the_first_one_and_none_of_rest(
        n in 730_000_i32..760_000,
        weekend in prop::sample::select(Weekend::ALL.to_vec()),
        holidays: bool,
        new_year_days in 0_u8..=30,
    ) {
        let rule = Rest { weekend, holidays, new_year_days };
        let from = NaiveDate::from_num_days_from_ce_opt(n).unwrap();
        let found = next_working(from, rule);
        prop_assert!(!is_rest(found, rule));
        prop_assert!(from.iter_days().take_while(|it| *it < found).all(|it| is_rest(it, rule)));
    }
}
