//! Numbers of a workbook as people write them: all their digits, no exponent, no `.0`. Decimal
//! throughout, so nothing is rounded but what a spreadsheet rounds itself. Not here: dates.

use jipan_rules::{Datelike as _, Days, NaiveDate};

/// A spreadsheet keeps so many digits of a number and shows zeros for the rest.
///
/// Source: Excel specifications and limits, "number precision".
pub const DIGITS_MAX: usize = 15;

/// A number as a cell holds it, read from its spelling in the file.
///
/// ```
/// use jipan_sheets::workbook::number::Number;
///
/// assert_eq!(Number::parse("3.3038200000100001E+11").unwrap().text, "330382000001");
/// assert_eq!(Number::parse("12.340000000000002").unwrap().text, "12.34");
/// assert_eq!(Number::parse("7.0").unwrap().text, "7");
/// assert!(Number::parse("330382110001123456").unwrap().has_lost_digits);
/// assert_eq!(Number::parse("seven"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The number in plain digits, to 15 significant ones.
    pub text: String,
    /// Whether it has more digits before the point than a spreadsheet keeps: a code or licence
    /// that was typed as a number and is no longer what it was.
    pub has_lost_digits: bool,
}

impl Number {
    /// Reads `-?digits[.digits][E[+-]digits]`; `None` when it is something else or beyond what a
    /// cell can hold.
    pub fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        let (is_negative, raw) = match raw.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, raw.strip_prefix('+').unwrap_or(raw)),
        };
        let (mantissa, exponent) = match raw.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i16>().ok()?),
            None => (raw, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(decimals.bytes()).collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()?.checked_add(i32::from(exponent))?;
        let n_zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let digits = digits.get(n_zeros..).unwrap_or_default();
        let point = point.checked_sub(i32::try_from(n_zeros).ok()?)?;
        if digits.is_empty() {
            return Some(Self { text: "0".to_owned(), has_lost_digits: false });
        }
        if !(-400..=400).contains(&point) {
            return None;
        }
        let has_lost_digits = usize::try_from(point).is_ok_and(|point| point > DIGITS_MAX);
        let (digits, point) = rounded(digits, point);
        let sign = if is_negative { "-" } else { "" };
        Some(Self { text: format!("{sign}{}", plain(&digits, point)), has_lost_digits })
    }

    /// The day of a serial number, its time of day left out; `None` when it is no day.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_sheets::workbook::number::{Epoch, Number};
    ///
    /// let day = Number::parse("45963.5").unwrap().day(Epoch::Year1900);
    /// assert_eq!(day, NaiveDate::from_ymd_opt(2025, 11, 2));
    /// ```
    pub fn day(&self, epoch: Epoch) -> Option<NaiveDate> {
        let (whole, _) = self.text.split_once('.').unwrap_or((&self.text, ""));
        epoch.day(whole.parse().ok()?)
    }

    /// Hours and minutes of a serial number with a time of day.
    pub fn time(&self) -> Option<(u32, u32)> {
        let (_, decimals) = self.text.split_once('.')?;
        let kept = decimals.get(..decimals.len().min(9))?;
        let scale = 10_u64.checked_pow(u32::try_from(kept.len()).ok()?)?;
        let part: u64 = kept.parse().ok()?;
        // Half a minute more, so that 12:30 is not 12:29 by a rounding of the last digit.
        let seconds = part.checked_mul(86_400)?.checked_div(scale)?.checked_add(30)?;
        let minutes = u32::try_from(seconds.min(86_399).checked_div(60)?).ok()?;
        Some((minutes.checked_div(60)?, minutes.checked_rem(60)?))
    }
}

/// To 15 significant digits, half up, without zeros at the end.
fn rounded(digits: &[u8], point: i32) -> (Vec<u8>, i32) {
    let mut kept = digits.get(..DIGITS_MAX).unwrap_or(digits).to_vec();
    let mut point = point;
    if digits.get(DIGITS_MAX).is_some_and(|next| *next >= b'5') {
        let n_nines = kept.iter().rev().take_while(|digit| **digit == b'9').count();
        kept.truncate(kept.len().saturating_sub(n_nines));
        if let Some(last) = kept.last_mut() {
            *last = last.saturating_add(1);
        } else {
            kept.push(b'1');
            point = point.saturating_add(1);
        }
    }
    let n_zeros = kept.iter().rev().take_while(|digit| **digit == b'0').count();
    kept.truncate(kept.len().saturating_sub(n_zeros));
    (kept, point)
}

/// Digits with the point at its place.
fn plain(digits: &[u8], point: i32) -> String {
    let digits: String = digits.iter().copied().map(char::from).collect();
    match usize::try_from(point) {
        Ok(point) if point >= digits.len() => {
            let zeros = "0".repeat(point.saturating_sub(digits.len()));
            format!("{digits}{zeros}")
        }
        Ok(point) if point > 0 => {
            let (whole, decimals) = digits.split_at(point);
            format!("{whole}.{decimals}")
        }
        Ok(_) | Err(_) => {
            let n_zeros = usize::try_from(point.unsigned_abs()).unwrap_or(0);
            format!("0.{}{digits}", "0".repeat(n_zeros))
        }
    }
}

/// 31 December 9999.
const SERIAL_MAX: u32 = 2_958_465;

/// From which day a workbook counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// 1 is the first day of 1900; there is a 60 that never was, 29 February 1900.
    #[default]
    Year1900,
    /// 0 is the first day of 1904: old workbooks of the Macintosh.
    Year1904,
}

impl Epoch {
    /// The day of a serial number.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_sheets::workbook::number::Epoch;
    ///
    /// assert_eq!(Epoch::Year1900.day(1), NaiveDate::from_ymd_opt(1900, 1, 1));
    /// assert_eq!(Epoch::Year1900.day(60), None);
    /// assert_eq!(Epoch::Year1900.day(61), NaiveDate::from_ymd_opt(1900, 3, 1));
    /// assert_eq!(Epoch::Year1904.day(44_501), NaiveDate::from_ymd_opt(2025, 11, 2));
    /// ```
    pub fn day(self, serial: u32) -> Option<NaiveDate> {
        if serial > SERIAL_MAX {
            return None;
        }
        let (year, month, day) = match (self, serial) {
            (Self::Year1900, 0 | 60) => return None,
            (Self::Year1900, ..60) => (1899, 12, 31),
            (Self::Year1900, _) => (1899, 12, 30),
            (Self::Year1904, _) => (1904, 1, 1),
        };
        NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(serial.into()))
    }

    /// The serial number of a day from March 1900 on, which every workbook can hold.
    ///
    /// ```
    /// use jipan_rules::NaiveDate;
    /// use jipan_sheets::workbook::number::Epoch;
    ///
    /// let day = NaiveDate::from_ymd_opt(2025, 11, 2).unwrap();
    /// assert_eq!(Epoch::serial(day), Some(45_963));
    /// assert_eq!(Epoch::Year1900.day(45_963), Some(day));
    /// ```
    pub fn serial(day: NaiveDate) -> Option<u32> {
        const ZERO: i32 = 693_594; // 30 December 1899, counted from the first day of the year 1.
        let serial = u32::try_from(day.num_days_from_ce().checked_sub(ZERO)?).ok()?;
        (61..=SERIAL_MAX).contains(&serial).then_some(serial)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(raw: &str) -> String {
        Number::parse(raw).unwrap().text
    }

    #[test]
    fn a_number_is_written_without_an_exponent_and_without_zeros_at_its_end() {
        assert_eq!(text("1.5E+11"), "150000000000");
        assert_eq!(text("19901000000"), "19901000000");
        assert_eq!(text("1990100000012.0"), "1990100000012");
        assert_eq!(text("-5"), "-5");
        assert_eq!(text("1E-3"), "0.001");
        assert_eq!(text("0.10"), "0.1");
        assert_eq!(text("000"), "0");
        assert_eq!(text("-0.0"), "0");
        assert_eq!(text("12.5"), "12.5");
    }

    #[test]
    fn a_number_is_rounded_to_the_digits_that_a_spreadsheet_shows() {
        assert_eq!(text("0.30000000000000004"), "0.3");
        assert_eq!(text("45355.999999999996"), "45356");
        assert_eq!(text("9.9999999999999999"), "10");
        assert_eq!(text("123456789012345678"), "123456789012346000");
    }

    #[test]
    fn more_than_fifteen_digits_before_the_point_are_lost() {
        assert!(!Number::parse("999999999999999").unwrap().has_lost_digits);
        assert!(Number::parse("1000000000000000").unwrap().has_lost_digits);
        assert!(Number::parse("3.30382110001123E+17").unwrap().has_lost_digits);
        assert!(!Number::parse("0.1234567890123456").unwrap().has_lost_digits);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for raw in ["", "-", ".", "E5", "1E", "1e99999", "1E400", "NaN", "INF", "0x1", "1 2", "１"]
        {
            assert_eq!(Number::parse(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_time_of_day_is_read_to_the_minute() {
        assert_eq!(Number::parse("45963.5208333333").unwrap().time(), Some((12, 30)));
        assert_eq!(Number::parse("45963.999999").unwrap().time(), Some((23, 59)));
        assert_eq!(Number::parse("45963").unwrap().time(), None);
    }

    proptest! {
        #[test]
        fn a_whole_number_of_fifteen_digits_is_itself(number in -999_999_999_999_999_i64..=999_999_999_999_999) {
            prop_assert_eq!(text(&number.to_string()), number.to_string());
            prop_assert_eq!(text(&format!("{number}.00")), number.to_string());
        }

        #[test]
        fn a_spelling_with_an_exponent_is_the_same_number(digits in 1_u64..999_999_999_999_999, n_decimals in 0_usize..15) {
            let digits = digits.to_string();
            let n_decimals = n_decimals.min(digits.len() - 1);
            let (whole, decimals) = digits.split_at(digits.len() - n_decimals);
            let plain = Number::parse(&format!("{whole}.{decimals}0"));
            prop_assert_eq!(plain, Number::parse(&format!("{digits}E-{n_decimals}")));
        }

        #[test]
        fn every_day_comes_back_from_its_serial_number(serial in 61_u32..=2_958_465) {
            let day = Epoch::Year1900.day(serial).unwrap();
            prop_assert_eq!(Epoch::serial(day), Some(serial));
            if let Some(later_epoch) = serial.checked_sub(1_462) {
                prop_assert_eq!(Epoch::Year1904.day(later_epoch), Some(day));
            }
        }

        #[test]
        fn no_spelling_is_a_panic(raw in "[-+0-9.eE]{0,40}") {
            let _ = Number::parse(&raw).map(|it| (it.day(Epoch::Year1900), it.time()));
        }
    }
}
