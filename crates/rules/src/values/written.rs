//! Numbers as people write them in lists: with the unit behind them, with more decimals than a field
//! keeps. And several phone numbers in one place. Not here: bounds.

use crate::schema::Unit;

use super::text::half_width;
use super::{Money, Phone};

/// How people write a unit behind a number. The longer spellings of one ending come first.
const fn spellings(unit: Unit) -> &'static [&'static str] {
    match unit {
        Unit::Days => &["天", "日", "days", "day", "d"],
        Unit::SquareMetres => {
            &["平方米", "平米", "平方", "平", "㎡", "m²", "m2", "sqm", "sq m", "square metres"]
        }
        Unit::Yuan => &["人民币", "元", "圆", "RMB", "CNY"],
        Unit::PerMonth => &["次/月", "次每月", "次", "/月"],
        Unit::Cartons => &["条"],
        Unit::YuanPerCarton => &["元/条"],
        Unit::Pieces => &["个"],
    }
}

/// The number without the unit of its field. Another unit stays, and so makes it no number.
///
/// ```
/// use jipan_rules::schema::Unit;
/// use jipan_rules::values::written::without_unit;
/// assert_eq!(without_unit("25 m²", Some(Unit::SquareMetres)), "25");
/// assert_eq!(without_unit("25天", Some(Unit::SquareMetres)), "25天");
/// ```
pub fn without_unit(text: &str, unit: Option<Unit>) -> &str {
    let text = text.trim();
    let of_unit = unit.map(spellings).unwrap_or_default();
    let number = of_unit.iter().find_map(|spelling| {
        let at = text.len().checked_sub(spelling.len())?;
        let (number, written) = text.split_at_checked(at)?;
        written.eq_ignore_ascii_case(spelling).then(|| number.trim_end())
    });
    // A unit alone is no number, and says so better with its unit.
    number.filter(|it| !it.is_empty()).unwrap_or(text)
}

/// Decimals of [`Decimal`].
const DECIMALS: u32 = 8;

/// A number with up to eight decimals, in hundred-millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i128);

impl Decimal {
    /// Reads digits with separators, a sign, a decimal point, 万 or 亿. Decimals beyond the eighth, as
    /// floating point leaves them, are cut off: no rounding half up to fewer depends on them.
    pub fn read(text: &str) -> Option<Self> {
        let text: String = half_width(text).chars().filter(|it| *it != ',').collect();
        let (digits, factor) = match (text.strip_suffix('万'), text.strip_suffix('亿')) {
            (Some(rest), _) => (rest, 10_000_i128),
            (None, Some(rest)) => (rest, 100_000_000),
            (None, None) => (text.as_str(), 1),
        };
        let (digits, sign) = match digits.strip_prefix('-') {
            Some(rest) => (rest, -1),
            None => (digits.strip_prefix('+').unwrap_or(digits), 1),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) || whole.len() > 15 {
            return None;
        }
        let n_decimals = usize::try_from(DECIMALS).ok()?;
        let decimals = decimals.get(..n_decimals).unwrap_or(decimals);
        let n_missing = n_decimals.saturating_sub(decimals.len());
        let number: i128 = format!("{whole}{decimals}{}", "0".repeat(n_missing)).parse().ok()?;
        number.checked_mul(factor)?.checked_mul(sign).map(Self)
    }

    /// Half up to this many decimals, at most eight, and by how much that is more, in
    /// hundred-millionths. `OURS`: 1.19 has it of amounts, not of areas.
    ///
    /// ```
    /// use jipan_rules::values::written::Decimal;
    /// assert_eq!(Decimal::read("12.345").and_then(|it| it.rounded(2)), Some((1_235, 500_000)));
    /// assert_eq!(Decimal::read("25.4").and_then(|it| it.rounded(0)), Some((25, -40_000_000)));
    /// ```
    pub fn rounded(self, decimals: u32) -> Option<(i64, i64)> {
        let step = 10_i128.checked_pow(DECIMALS.checked_sub(decimals)?)?;
        let number = super::money::divide(self.0, step, super::Rounding::HalfUp)?;
        let kept = i128::from(number).checked_mul(step)?;
        Some((number, i64::try_from(kept.checked_sub(self.0)?).ok()?))
    }
}

/// The amount that a text with more than two decimals comes to, and by how much that is more, in
/// hundred-millionths of a yuan.
pub(crate) fn rounded_money(text: &str) -> Option<(Money, i64)> {
    let (fen, more) = Decimal::read(text)?.rounded(2)?;
    Some((Money::from_fen(fen), more))
}

/// The phone numbers of a text that has several, in their order; fewer than two if any part of it is
/// none.
///
/// ```
/// use jipan_rules::values::written::phones_in;
/// assert_eq!(phones_in("13800000001/13900000002、0576-86100021").len(), 3);
/// assert!(phones_in("0576-86100021").len() < 2);
/// assert!(phones_in("13800000001/无").is_empty());
/// ```
pub fn phones_in(text: &str) -> Vec<Phone> {
    let text = half_width(text);
    let signs = ['/', '、', ';', ',', '|', '\\', '\n', '或', '。', '&'];
    let is_between = |it: char| signs.contains(&it);
    let by_signs: Vec<&str> = text.split(is_between).map(str::trim).collect();
    let parts = if by_signs.len() > 1 { by_signs } else { text.split_whitespace().collect() };
    let parts = parts.into_iter().filter(|it| !it.is_empty());
    parts.map(|it| it.parse().ok()).collect::<Option<Vec<Phone>>>().unwrap_or_default()
}
