//! A cell of a workbook, and what it says to a field. Not here: where it stands, what a field may
//! hold.

use std::borrow::Cow;

use jipan_rules::Datelike as _;
use jipan_rules::schema::FieldType;

use super::format::FormatKind;
use super::number::{Epoch, Number};

/// What a cell holds. A formula is the value that it had when the workbook was saved; one that was
/// never calculated is its text, `=1+1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Blank,
    /// Text.
    Text(&'a str),
    /// A number as it is spelled in the file, and what its format makes of it.
    Number(&'a str, FormatKind),
    /// Yes or no.
    Boolean(bool),
    /// An error such as `#N/A`.
    Fault(&'a str),
}

/// Why a cell says nothing that a field could hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaid<'a> {
    /// It is an error.
    Fault(&'a str),
    /// It is a number with more digits than a spreadsheet keeps.
    DigitsLost,
}

/// Serial numbers that a field of days takes for a day although the cell is formatted as a number:
/// 1990 to 2099. A year alone, and days cut short like 20243, are below; 090512 is beyond, like dates
/// that are written as one number. Who has an older day formats its cell as a day. OURS
const DAYS: std::ops::RangeInclusive<u32> = 32_874..=73_050;

/// The same for birthdays: 1925 to 2099. OURS
const BIRTHDAYS: std::ops::RangeInclusive<u32> = 9_133..=73_050;

impl<'a> Cell<'a> {
    /// The text that the cell shows, without separators, units and colours.
    ///
    /// ```
    /// use jipan_sheets::workbook::cell::Cell;
    /// use jipan_sheets::workbook::format::FormatKind;
    /// use jipan_sheets::workbook::number::Epoch;
    ///
    /// let shown = |cell: Cell<'static>| cell.shown(Epoch::Year1900).into_owned();
    /// assert_eq!(shown(Cell::Number("45963", FormatKind::Day)), "2025-11-02");
    /// assert_eq!(shown(Cell::Number("7", FormatKind::Zeros(6))), "000007");
    /// assert_eq!(shown(Cell::Number("1.2E3", FormatKind::Plain)), "1200");
    /// assert_eq!(shown(Cell::Boolean(true)), "TRUE");
    /// ```
    pub fn shown(self, epoch: Epoch) -> Cow<'a, str> {
        match self {
            Self::Blank => Cow::Borrowed(""),
            Self::Text(text) | Self::Fault(text) => Cow::Borrowed(text),
            Self::Boolean(true) => Cow::Borrowed("TRUE"),
            Self::Boolean(false) => Cow::Borrowed("FALSE"),
            Self::Number(raw, kind) => match Number::parse(raw) {
                None => Cow::Borrowed(raw),
                Some(number) => Cow::Owned(drawn(number, kind, epoch)),
            },
        }
    }

    /// What the cell says to a field of this type.
    ///
    /// # Errors
    /// When it is an error, or a code or text that lost digits because it was kept as a number.
    ///
    /// ```
    /// use jipan_rules::schema::FieldType;
    /// use jipan_sheets::workbook::cell::{Cell, Unsaid};
    /// use jipan_sheets::workbook::format::FormatKind;
    /// use jipan_sheets::workbook::number::Epoch;
    ///
    /// let cell = Cell::Number("45963", FormatKind::Plain);
    /// assert_eq!(cell.said(FieldType::Date, Epoch::Year1900).unwrap(), "2025-11-02");
    /// let cell = Cell::Number("330382110001123456", FormatKind::Plain);
    /// assert_eq!(cell.said(FieldType::Licence, Epoch::Year1900), Err(Unsaid::DigitsLost));
    /// ```
    pub fn said(self, ty: FieldType, epoch: Epoch) -> Result<Cow<'a, str>, Unsaid<'a>> {
        let (raw, kind) = match self {
            Self::Fault(code) => return Err(Unsaid::Fault(code)),
            Self::Number(raw, kind) => (raw, kind),
            Self::Blank | Self::Text(_) | Self::Boolean(_) => return Ok(self.shown(epoch)),
        };
        let Some(number) = Number::parse(raw) else { return Ok(Cow::Borrowed(raw)) };
        match ty {
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code
                if number.has_lost_digits =>
            {
                Err(Unsaid::DigitsLost)
            }
            FieldType::Birthday if kind == FormatKind::MonthDay => {
                // The year is that in which somebody typed it, not that of the birth.
                let day = number.day(epoch);
                let text = day.map(|day| format!("{}月{}日", day.month(), day.day()));
                Ok(Cow::Owned(text.unwrap_or(number.text)))
            }
            FieldType::Date | FieldType::Birthday => {
                let days = if ty == FieldType::Birthday { BIRTHDAYS } else { DAYS };
                let is_day = number.text.parse().is_ok_and(|serial| days.contains(&serial));
                let kind = if is_day { FormatKind::Day } else { kind };
                Ok(Cow::Owned(drawn(number, kind, epoch)))
            }
            FieldType::Text { .. }
            | FieldType::LongText { .. }
            | FieldType::Choice(_)
            | FieldType::Integer { .. }
            | FieldType::YesNo
            | FieldType::Money
            | FieldType::SignedMoney
            | FieldType::Price
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code => Ok(Cow::Owned(drawn(number, kind, epoch))),
        }
    }
}

/// A number as its format draws it. A day that does not exist is drawn as a number.
fn drawn(number: Number, kind: FormatKind, epoch: Epoch) -> String {
    match kind {
        FormatKind::Day | FormatKind::MonthDay => match (number.day(epoch), number.time()) {
            (Some(day), Some((hours, minutes))) => format!("{day} {hours:02}:{minutes:02}"),
            (Some(day), None) => day.to_string(),
            (None, _) => number.text,
        },
        FormatKind::Zeros(n_digits) if number.text.bytes().all(|it| it.is_ascii_digit()) => {
            let n_zeros = n_digits.saturating_sub(number.text.len());
            format!("{}{}", "0".repeat(n_zeros.min(NUMBER_CHARS_MAX)), number.text)
        }
        FormatKind::Plain | FormatKind::Zeros(_) => number.text,
    }
}

/// Zeros in front that are drawn at most.
const NUMBER_CHARS_MAX: usize = 32;
