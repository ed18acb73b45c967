//! Levels by the day on which somebody is expected to buy.

use jipan_rules::Days;
use jipan_rules::funnel::{Horizons, Level, level_of};
use proptest::prelude::*;

use super::kit::{Life, day, on, yuan};

/// Worked example 11 of the rulebook.
#[test]
fn levels_on_22_november_2026_are_those_of_the_rulebook() {
    let level = |expected| {
        let by_date = level_of(expected, on(11, 22), &Horizons::DEFAULT);
        (by_date.level, by_date.is_past)
    };
    let wanted = [
        (on(11, 29), Level::H, false),
        (on(11, 30), Level::A, false),
        (on(12, 7), Level::A, false),
        (on(12, 8), Level::B, false),
        (on(12, 22), Level::B, false),
        (on(12, 23), Level::C, false),
        (day(2027, 2, 20), Level::C, false),
        (day(2027, 2, 21), Level::Later, false),
        (on(11, 21), Level::H, true),
    ];
    for (expected, of, is_past) in wanted {
        assert_eq!(level(expected), (of, is_past), "{expected}");
    }
}

#[test]
fn the_last_day_of_a_level_is_in_it() {
    let days = [(-1, "H"), (0, "H"), (7, "H"), (8, "A"), (15, "A"), (16, "B"), (30, "B")];
    for (n, letters) in days.into_iter().chain([(31, "C"), (90, "C"), (91, ""), (4_000, "")]) {
        let expected = on(6, 1) + jipan_rules::TimeDelta::days(n);
        let by_date = level_of(expected, on(6, 1), &Horizons::DEFAULT);
        assert_eq!((by_date.level.letters(), by_date.days_left), (letters, n));
    }
}

#[test]
fn a_company_with_other_horizons_has_other_levels() {
    let level = |days| level_of(on(6, 1) + Days::new(days), on(6, 1), &Horizons([3, 5, 8, 20]));
    let levels = [3, 4, 8, 9, 20, 21].map(|days| level(days).level);
    assert_eq!(levels, [Level::H, Level::A, Level::B, Level::C, Level::C, Level::Later]);
}

#[test]
fn a_level_is_another_one_on_a_later_day_without_a_word() {
    let life = Life::opened(on(1, 31)).expects(on(1, 31), on(3, 2), yuan(100));
    let level = |today| life.stands(today).level;
    assert_eq!([on(1, 31), on(2, 14)].map(level), [Level::B; 2]);
    assert_eq!([on(2, 15), on(2, 22)].map(level), [Level::A; 2]);
    assert_eq!([on(2, 23), on(3, 2), on(5, 1)].map(level), [Level::H; 3]);
    let is_past = |today| life.stands(today).by_date.unwrap().is_past;
    assert!(!is_past(on(3, 2)) && is_past(on(3, 3)));
}

#[test]
fn who_is_expected_on_no_day_has_no_grade() {
    let life = Life::opened(on(1, 31));
    assert_eq!(life.stands(on(2, 1)).level, Level::N);
    let graded = life.expects(on(2, 1), on(2, 5), yuan(1));
    assert_eq!(graded.stands(on(2, 1)).level, Level::H);
    let ungraded = graded.expects_what(on(2, 2), None, Some(yuan(1)));
    assert_eq!(ungraded.stands(on(2, 2)).level, Level::N);
}

fn rank(level: Level) -> usize {
    [Level::H, Level::A, Level::B, Level::C, Level::Later]
        .iter()
        .position(|it| *it == level)
        .unwrap()
}

proptest! {
    /// The nearer the day, the nearer the level; and it changes just on the day it says.
    #[test]
    fn levels_follow_the_days(
        left in -400_i64..4_000,
        cuts in prop::collection::btree_set(1_u16..400, 4),
    ) {
        let rule = Horizons(cuts.into_iter().collect::<Vec<_>>().try_into().unwrap());
        let today = on(6, 1);
        let level = |left| level_of(today + jipan_rules::TimeDelta::days(left), today, &rule);
        let (now, next) = (level(left), level(left + 1));
        prop_assert!(rank(now.level) <= rank(next.level));
        prop_assert_eq!(now.is_past, left < 0);
        if let Some(since) = now.since {
            let expected = today + jipan_rules::TimeDelta::days(left);
            prop_assert_eq!(level_of(expected, since, &rule).level, now.level);
            prop_assert_ne!(level_of(expected, since.pred_opt().unwrap(), &rule).level, now.level);
        } else {
            prop_assert_eq!(now.level, Level::Later);
        }
    }
}
