//! What other programs write into cells that is no value: errors of formulas, nothing of databases,
//! days as serial numbers, text guarded from a spreadsheet. Not here: the guard that we write
//! (`guard`), what a field may hold.

use std::borrow::Cow;

use jipan_rules::schema::{FieldDef, FieldType};

use crate::guard::{bare, unwrapped};
use crate::workbook::cell::Cell;
use crate::workbook::format::FormatKind;
use crate::workbook::number::{Epoch, Number};

/// What formulas show that fail.
const FAULTS: [&str; 12] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#GETTING_DATA",
];

/// How databases and programs write that there is nothing.
const NOTHINGS: [&str; 6] = ["NULL", "(NULL)", "<NULL>", "\\N", "NAN", "UNDEFINED"];

/// Days that stand for no day: of databases, and of a spreadsheet that points at a blank cell. OURS
const NO_DAYS: [&str; 6] =
    ["0000-00-00", "0000/00/00", "0000/0/0", "00000000", "1900-01-00", "1900/1/0"];

/// Whether a cell says that there is nothing: blank, as a day of zeros is. OURS
///
/// ```
/// use jipan_sheets::foreign::is_nothing;
/// assert!(is_nothing("null"));
/// assert!(!is_nothing("Null 店"));
/// ```
pub fn is_nothing(text: &str) -> bool {
    NOTHINGS.iter().any(|it| it.eq_ignore_ascii_case(text))
}

/// Decimals that nobody types: with more of them, a number comes from floating point. OURS
const DECIMALS_MAX: usize = 8;

/// The error that a cell shows as text: of a formula, or of a column too narrow for its number. It
/// is never taken for what somebody wrote. OURS
///
/// ```
/// use jipan_sheets::foreign::fault;
/// assert_eq!(fault("#n/a"), Some("#n/a"));
/// assert_eq!(fault("########"), Some("########"));
/// assert_eq!(fault("#1 店"), None);
/// ```
pub fn fault(text: &str) -> Option<&str> {
    let is_fault = FAULTS.iter().any(|it| it.eq_ignore_ascii_case(text));
    let is_too_narrow = text.len() >= 3 && text.bytes().all(|byte| byte == b'#');
    (is_fault || is_too_narrow).then_some(text)
}

/// Whether a cell of a text file shows a long number as a spreadsheet abbreviates it, its last digits
/// gone: `3.30382E+11`, or as other programs do: `3.30382000001E11`.
///
/// ```
/// use jipan_sheets::foreign::is_abbreviated;
/// assert!(is_abbreviated("3.30382E+11"));
/// assert!(is_abbreviated("3.30382000001E11"));
/// assert!(!is_abbreviated("330E11"));
/// assert!(!is_abbreviated("3E11"));
/// ```
pub fn is_abbreviated(text: &str) -> bool {
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    // Without a point and a plus it may be a code.
    let (power, without) = match power.strip_prefix('+') {
        Some(power) => (power, "0"),
        None => (power, ""),
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, without));
    whole.len() == 1 && is_digits(whole) && is_digits(decimals) && is_digits(power)
}

/// What a cell says to a field, without what other programs put around it.
pub fn plain<'a>(def: &FieldDef, text: &'a str) -> Cow<'a, str> {
    match def.ty {
        FieldType::Text { .. } => Cow::Borrowed(unwrapped(text)),
        FieldType::LongText { .. } => Cow::Borrowed(text),
        FieldType::Date => day(bare(text)),
        FieldType::Integer { .. }
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price => number(bare(text)),
        FieldType::Choice(_)
        | FieldType::YesNo
        | FieldType::Phone
        | FieldType::Licence
        | FieldType::Code
        | FieldType::Birthday => Cow::Borrowed(bare(text)),
    }
}

/// A day that a text file has as a serial number, as a workbook would have it; nothing for a day
/// that stands for none.
fn day(text: &str) -> Cow<'_, str> {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    if NO_DAYS.contains(&date) {
        return Cow::Borrowed("");
    }
    let is_serial =
        text.len() == 5 && text.bytes().all(|it| it.is_ascii_digit()) && !text.starts_with('0');
    let said = |text| Cell::Number(text, FormatKind::Plain).said(FieldType::Date, Epoch::Year1900);
    if is_serial { said(text).unwrap_or(Cow::Borrowed(text)) } else { Cow::Borrowed(text) }
}

/// A number with the last decimals that floating point made up gone, as a workbook would have it.
fn number(text: &str) -> Cow<'_, str> {
    let n_decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = Number::parse(text).filter(|_| n_decimals > DECIMALS_MAX);
    number.map_or(Cow::Borrowed(text), |it| Cow::Owned(it.text))
}
