//! Numbers of the budget as people write them, in the unit that is shown. Not here: where they are typed.

use jipan_rules::budget::RowUnit;
use jipan_rules::check::ValueError;
use jipan_rules::schema::Unit;
use jipan_rules::values::text::half_width;
use jipan_rules::values::written::{Decimal, without_unit};

use crate::view::MoneyUnit;

/// Most of a cell, in the smallest unit of its row: ten thousand million yuan, as of any amount. `OURS`
pub(crate) const NUMBER_MAX: i64 = 1_000_000_000_000;

/// Decimals of an amount in yuan, and of one in 万元.
const fn decimals(unit: MoneyUnit) -> u32 {
    match unit {
        MoneyUnit::Yuan => 2,
        MoneyUnit::Wan => 6,
    }
}

/// The number of a text; none for a blank one. Money in the shown unit, unless it says its own: `1.5万`,
/// `300元`. Brackets as Excel writes them make a number negative, its dash is 0.
pub(crate) fn number_of(
    text: &str,
    unit: RowUnit,
    money: MoneyUnit,
) -> Result<Option<i64>, ValueError> {
    let text = half_width(text).replace([' ', '\u{a0}', '¥', '￥', '\''], "");
    if text.is_empty() {
        return Ok(None);
    }
    if text == "-" {
        return Ok(Some(0));
    }
    let bare = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let text = bare.map_or(text.clone(), |it| format!("-{it}"));
    let number = match unit {
        RowUnit::Money => {
            let yuan = without_unit(&text, Some(Unit::Yuan));
            let says = yuan.len() < text.len() || yuan.ends_with(['万', '亿']);
            exact(yuan, decimals(if says { MoneyUnit::Yuan } else { money }))
        }
        RowUnit::Count | RowUnit::Heads => exact(&text, 0),
        RowUnit::Rate => exact(text.trim_end_matches('%'), 2),
    };
    match number.ok_or(ValueError::NotANumber)? {
        it if it > NUMBER_MAX => Err(ValueError::AboveMax { max: NUMBER_MAX }),
        it if it < -NUMBER_MAX => Err(ValueError::BelowMin { min: -NUMBER_MAX }),
        it => Ok(Some(it)),
    }
}

/// A text with the unit in which it was typed, where it says none.
pub(crate) fn with_unit(text: &str, money: MoneyUnit) -> String {
    let text = text.trim();
    let name = match money {
        MoneyUnit::Yuan => '元',
        MoneyUnit::Wan => '万',
    };
    if text.is_empty() || text.ends_with(['元', '万', '亿']) {
        return text.to_owned();
    }
    format!("{text}{name}")
}

/// A number that has no more decimals than so many.
fn exact(text: &str, decimals: u32) -> Option<i64> {
    let (number, more) = Decimal::read(text)?.rounded(decimals)?;
    (more == 0).then_some(number)
}

/// A number as it is typed: whole, or with the decimals that it has.
pub(crate) fn typed_text(number: i64, unit: RowUnit, money: MoneyUnit) -> String {
    let decimals = match unit {
        RowUnit::Money => decimals(money),
        RowUnit::Count | RowUnit::Heads => return number.to_string(),
        RowUnit::Rate => 2,
    };
    let parts = 10_u64.pow(decimals);
    let (whole, rest) = (number.unsigned_abs() / parts, number.unsigned_abs() % parts);
    let sign = if number < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::try_from(decimals).unwrap_or_default();
    let rest = format!("{rest:0width$}");
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, unit: MoneyUnit) -> Option<i64> {
        number_of(text, RowUnit::Money, unit).ok().flatten()
    }

    #[test]
    fn money_is_read_in_the_shown_unit_unless_it_says_its_own() {
        assert_eq!(money("1.5", MoneyUnit::Wan), Some(1_500_000));
        assert_eq!(money("1.5", MoneyUnit::Yuan), Some(150));
        assert_eq!(money("1.5万", MoneyUnit::Yuan), Some(1_500_000));
        assert_eq!(money("1.5万", MoneyUnit::Wan), Some(1_500_000));
        assert_eq!(money("300元", MoneyUnit::Wan), Some(30_000));
        assert_eq!(money("１２，３４５．６７", MoneyUnit::Yuan), Some(1_234_567));
        assert_eq!(money("¥ 1,234", MoneyUnit::Yuan), Some(123_400));
        assert_eq!(money("(1,234.50)", MoneyUnit::Yuan), Some(-123_450));
        assert_eq!(money("0.000001", MoneyUnit::Wan), Some(1));
    }

    #[test]
    fn what_is_no_number_or_finer_than_a_fen_is_none() {
        for text in ["很多", "1.234", "1..2", "0x10", "1e3"] {
            let read = number_of(text, RowUnit::Money, MoneyUnit::Yuan);
            assert_eq!(read, Err(ValueError::NotANumber), "{text}");
        }
        assert_eq!(number_of("1.5", RowUnit::Count, MoneyUnit::Wan), Err(ValueError::NotANumber));
        assert_eq!(number_of("  ", RowUnit::Count, MoneyUnit::Wan), Ok(None));
        let most = number_of("99999999999", RowUnit::Money, MoneyUnit::Yuan);
        assert!(matches!(most, Err(ValueError::AboveMax { .. })));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for unit in [MoneyUnit::Yuan, MoneyUnit::Wan] {
            for number in [0, 1, -1, 150, -123_450, 1_500_000, NUMBER_MAX] {
                let text = typed_text(number, RowUnit::Money, unit);
                assert_eq!(money(&text, unit), Some(number), "{text}");
            }
        }
    }
}
