//! Money, days and numbers: the worked examples of the rulebook, and laws.

use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::values::money::MoneyError;
use jipan_rules::values::text::{normalise, parse_date, parse_integer};
use jipan_rules::values::{Money, Phone, Quantity, Rounding, UnitPrice};
use proptest::prelude::*;

fn fen_of(parts: &[Money]) -> Vec<i64> {
    parts.iter().map(|part| part.fen()).collect()
}

/// Rulebook 1.21, example 7: 100.00 over twelve months.
#[test]
fn what_is_left_over_goes_to_the_earliest_months() {
    let parts = Money::from_fen(10_000).split(&[1; 12]).unwrap();
    assert_eq!(fen_of(&parts), [834, 834, 834, 834, 833, 833, 833, 833, 833, 833, 833, 833]);
    let mirrored = Money::from_fen(-10_000).split(&[1; 12]).unwrap();
    let negative: Vec<i64> = fen_of(&parts).into_iter().map(|fen| -fen).collect();
    assert_eq!(fen_of(&mirrored), negative);
}

#[test]
fn what_cannot_be_split_is_an_error_and_the_least_amount_is_none() {
    assert_eq!(Money::from_fen(1).split(&[]), Err(MoneyError::DividedByZero));
    assert_eq!(Money::from_fen(1).split(&[0, 0]), Err(MoneyError::DividedByZero));
    assert_eq!(fen_of(&Money::from_fen(i64::MIN).split(&[1]).unwrap()), [i64::MIN]);
}

#[test]
fn halves_are_rounded_away_from_zero_on_both_sides() {
    let half = |fen: i64| Money::from_fen(fen).scale(1, 2, Rounding::HalfUp).unwrap().fen();
    assert_eq!([half(1), half(3), half(-1), half(-3)], [1, 2, -1, -2]);
    assert_eq!(Money::from_fen(-20_001).average(Quantity::new(2)), Some(Money::from_fen(-10_001)));
    assert_eq!(UnitPrice::new(50).times(Quantity::new(-1)), Some(Money::from_fen(-1)));
}

#[test]
fn sums_that_do_not_fit_are_errors() {
    let most = Money::from_fen(i64::MAX);
    assert_eq!(most.plus(Money::from_fen(1)), Err(MoneyError::Overflow));
    assert_eq!(Money::from_fen(i64::MIN).minus(Money::from_fen(1)), Err(MoneyError::Overflow));
    assert_eq!(most.scale(2, 1, Rounding::HalfUp), Err(MoneyError::Overflow));
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_told_from_what_is_no_date() {
    for text in ["2023-02-30", "2024-13-01", "20241301"] {
        assert_eq!(parse_date(text), Err(ValueError::NoSuchDate), "{text}");
    }
    for text in ["明天", "2024-3", "24-3-5", "2024-3-5-6", "2024-03-05 下午", "2024-3-5-", ""] {
        assert_eq!(parse_date(text), Err(ValueError::NotADate), "{text}");
    }
    let day = NaiveDate::from_ymd_opt(2024, 3, 5);
    assert_eq!(parse_date("2024-03-05 00:00:00").ok(), day);
    assert_eq!(parse_date("2024-03-05T08:30:00.000Z").ok(), day);
}

#[test]
fn a_number_may_carry_separators_and_ten_thousands_but_no_words() {
    let good =
        [("1，200", 1_200), ("-20", -20), ("１２．０", 12), ("3万", 30_000), ("1亿", 100_000_000)];
    for (text, number) in good {
        assert_eq!(parse_integer(text), Ok(number), "{text}");
    }
    for text in ["一周", "12.5", "", "-", "1.2.3", "99999999999999999999"] {
        assert_eq!(parse_integer(text), Err(ValueError::NotANumber), "{text}");
    }
}

#[test]
fn a_phone_is_kept_as_digits_with_single_hyphens() {
    let phone = |text: &str| text.parse::<Phone>().map(|it| it.as_str().to_owned());
    assert_eq!(phone("138 0013 8000").as_deref(), Ok("13800138000"));
    assert_eq!(phone("（0576）86100021").as_deref(), Ok("0576-86100021"));
    assert_eq!(phone("+86 199-0100-0012").as_deref(), Ok("+86199-0100-0012"));
    assert_eq!(phone("0576-86100021转8").as_deref(), Ok("0576-86100021*8"));
    for text in ["12345", "电话", "1234567890123456", "138001380００x"] {
        assert_eq!(phone(text), Err(ValueError::InvalidPhone), "{text}");
    }
}

proptest! {
    #[test]
    fn normal_text_stays_as_it_is(text in any::<String>()) {
        let once = normalise(&text).into_owned();
        prop_assert_eq!(normalise(&once), once.as_str());
    }

    #[test]
    fn a_day_is_read_in_every_spelling(days in 693_596..803_168_i32) {
        let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        for spelling in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y.%m.%d", "%Y%m%d", "%Y年%-m月%-d日"] {
            prop_assert_eq!(parse_date(&day.format(spelling).to_string()), Ok(day));
        }
    }

    #[test]
    fn a_number_is_read_as_it_is_written(number in (i64::MIN + 1)..=i64::MAX) {
        prop_assert_eq!(parse_integer(&number.to_string()), Ok(number));
    }

    #[test]
    fn no_text_stops_a_reader(text in any::<String>()) {
        drop((parse_date(&text), parse_integer(&text), text.parse::<Money>(), text.parse::<Phone>()));
    }
}
