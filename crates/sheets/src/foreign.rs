//! What other programs write into cells that is no value: errors of formulas, nothing of databases,
//! days as serial numbers, text guarded from a spreadsheet. Not here: the guard that we write
//! (`guard`), what a field may hold.

use std::borrow::Cow;

use jipan_rules::schema::{FieldDef, FieldType};

use crate::guard::bare;
use crate::workbook::cell::Cell;
use crate::workbook::format::FormatKind;
use crate::workbook::number::Epoch;

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

/// How databases and programs write that there is nothing, or that they failed.
const NOTHINGS: [&str; 6] = ["NULL", "(NULL)", "<NULL>", "\\N", "NAN", "UNDEFINED"];

/// Days that stand for no day: of databases, and of a spreadsheet that points at a blank cell. OURS
const NO_DAYS: [&str; 6] =
    ["0000-00-00", "0000/00/00", "0000/0/0", "00000000", "1900-01-00", "1900/1/0"];

/// The error that a cell shows as text: of a formula, of a column too narrow for its number, of a
/// program. It is never taken for what somebody wrote. OURS
///
/// ```
/// use jipan_sheets::foreign::fault;
/// assert_eq!(fault("#n/a"), Some("#n/a"));
/// assert_eq!(fault("########"), Some("########"));
/// assert_eq!(fault("NULL"), Some("NULL"));
/// assert_eq!(fault("#1 店"), None);
/// ```
pub fn fault(text: &str) -> Option<&str> {
    let is_one_of = |known: &[&str]| known.iter().any(|it| it.eq_ignore_ascii_case(text));
    let is_too_narrow = text.len() >= 3 && text.bytes().all(|byte| byte == b'#');
    (is_one_of(&FAULTS) || is_one_of(&NOTHINGS) || is_too_narrow).then_some(text)
}

/// Whether a cell of a text file shows a long number as a spreadsheet abbreviates it, its last digits
/// gone: `3.30382E+11`.
///
/// ```
/// use jipan_sheets::foreign::is_abbreviated;
/// assert!(is_abbreviated("3.30382E+11"));
/// assert!(!is_abbreviated("330E11"));
/// ```
pub fn is_abbreviated(text: &str) -> bool {
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let Some((number, power)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    whole.len() == 1 && is_digits(whole) && is_digits(decimals) && is_digits(power)
}

/// What a cell says to a field, without what other programs put around it.
pub fn plain<'a>(def: &FieldDef, text: &'a str) -> Cow<'a, str> {
    match def.ty {
        FieldType::Text { .. } | FieldType::LongText { .. } => Cow::Borrowed(text),
        FieldType::Date => day(bare(text)),
        FieldType::Choice(_)
        | FieldType::Integer { .. }
        | FieldType::YesNo
        | FieldType::Money
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
        !text.is_empty() && text.len() <= 6 && text.bytes().all(|it| it.is_ascii_digit());
    let said = |text| Cell::Number(text, FormatKind::Plain).said(FieldType::Date, Epoch::Year1900);
    if is_serial { said(text).unwrap_or(Cow::Borrowed(text)) } else { Cow::Borrowed(text) }
}
