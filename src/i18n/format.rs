//! Numbers, money, dates and times as the reader writes them. Not here: parsing, rounding, the clock.

use chrono::Timelike;
use jipan_app::view::Language;
use jipan_rules::values::{Money, UnitPrice};
use jipan_rules::{DateTime, Datelike as _, NaiveDate, Utc};

use super::Tr;

/// The months as an English date has them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A decimal text with its whole digits in groups of three: `4988` is `4,988`.
pub(super) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let n_whole = whole.chars().count();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    text.push_str(sign);
    for (idx, digit) in whole.chars().enumerate() {
        if idx > 0 && (n_whole - idx).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

/// Hours and minutes: `14:02`.
fn clock(at: &impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

impl Tr {
    /// A whole number, grouped: `4,988`.
    pub fn number(&self, number: impl Into<i64>) -> String {
        grouped(&number.into().to_string())
    }

    /// A count, grouped: `4,988`.
    pub fn count(&self, n: usize) -> String {
        grouped(&n.to_string())
    }

    /// Money in yuan with two decimals, grouped: `46,000.00`.
    pub fn money(&self, amount: Money) -> String {
        self.decimal(amount.fen().into(), 2)
    }

    /// A price in yuan with two to four decimals, grouped: `1,250.00`, `0.0125`.
    pub fn price(&self, price: UnitPrice) -> String {
        grouped(&price.to_string())
    }

    /// A number of tenths, hundredths and so on as a decimal, grouped: `1234` with one is `123.4`.
    pub fn decimal(&self, parts: i128, n_decimals: usize) -> String {
        let digits = format!("{:0>width$}", parts.unsigned_abs(), width = n_decimals + 1);
        let (whole, decimals) = digits.split_at(digits.len() - n_decimals);
        let sign = if parts < 0 { "-" } else { "" };
        let point = if n_decimals > 0 { "." } else { "" };
        format!("{sign}{}{point}{decimals}", grouped(whole))
    }

    /// A civil day: `2026-11-22`, in English `22 Nov 2026`.
    pub fn date(&self, day: NaiveDate) -> String {
        match self.language() {
            Language::Chinese => day.to_string(),
            Language::English => {
                let month = MONTHS
                    .get(usize::try_from(day.month0()).unwrap_or_default())
                    .copied()
                    .unwrap_or_default();
                format!("{} {month} {}", day.day(), day.year())
            }
        }
    }

    /// The time of day of an instant, as the clock of the device shows it: `14:02`.
    pub fn time(&self, at: DateTime<Utc>) -> String {
        clock(&at.with_timezone(&chrono::Local))
    }

    /// Day and time of an instant, as the clock of the device shows them.
    pub fn date_time(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&chrono::Local);
        format!("{} {}", self.date(local.date_naive()), clock(&local))
    }

    /// Bytes in the unit that reads best: `820 kB`, `12.4 MB`.
    pub fn bytes(&self, n_bytes: u64) -> String {
        const KILO: u64 = 1_000;
        const MEGA: u64 = 1_000_000;
        const GIGA: u64 = 1_000_000_000;
        let tenths = |unit: u64| {
            let n = n_bytes / (unit / 10);
            format!("{}.{}", grouped(&(n / 10).to_string()), n % 10)
        };
        match n_bytes {
            GIGA.. => format!("{} GB", tenths(GIGA)),
            MEGA.. => format!("{} MB", tenths(MEGA)),
            KILO.. => format!("{} kB", n_bytes / KILO),
            _ => format!("{n_bytes} B"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_three_and_decimals_are_not() {
        assert_eq!(grouped("4988"), "4,988");
        assert_eq!(grouped("988"), "988");
        assert_eq!(grouped("-1204988"), "-1,204,988");
        assert_eq!(grouped("1234.5678"), "1,234.5678");
    }

    #[test]
    fn a_decimal_has_its_point_where_it_belongs() {
        let tr = Tr::default();
        assert_eq!(tr.decimal(1_234_567, 1), "123,456.7");
        assert_eq!(tr.decimal(-5, 2), "-0.05");
        assert_eq!(
            (tr.decimal(0, 0), tr.decimal(41_230, 0)),
            ("0".to_owned(), "41,230".to_owned())
        );
        assert_eq!(tr.money(Money::from_fen(4_600_000)), "46,000.00");
        assert_eq!(tr.price(UnitPrice::new(12_500_000)), "1,250.00");
        assert_eq!(tr.price(UnitPrice::new(12_500_125)), "1,250.0125");
    }

    #[test]
    fn bytes_read_in_their_unit() {
        let tr = Tr::default();
        assert_eq!(tr.bytes(12), "12 B");
        assert_eq!(tr.bytes(820_400), "820 kB");
        assert_eq!(tr.bytes(12_449_000), "12.4 MB");
        assert_eq!(tr.bytes(2_000_000_000), "2.0 GB");
    }

    #[test]
    fn a_day_is_written_as_the_reader_writes_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        assert_eq!(Tr::new(Language::Chinese).date(day), "2026-11-02");
        assert_eq!(Tr::new(Language::English).date(day), "2 Nov 2026");
    }
}
