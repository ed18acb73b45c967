//! Rows to a file that spreadsheets open as it is: a CSV file (UTF-8 with a byte order mark, CRLF,
//! text guarded against being a formula) or a workbook (real numbers and dates, everything else as
//! text). Not here: which rows and headings, and in which language.

use jipan_book::report;
use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind, SheetError};
use jipan_rules::NaiveDate;
use jipan_rules::schema::Language;

use crate::decode::BOM;
use crate::guard::{guarded, kept};
use crate::workbook::Writer;
use crate::workbook::format::Format;
use crate::workbook::number::Epoch;
use crate::workbook::write::{self, Look, Out, Style};
use crate::write::push_cell;

/// Media type of a CSV file.
const CSV_MIME: &str = "text/csv;charset=utf-8";

/// Formats of a workbook, by their places. Text stays text also when it is typed over.
const TEXT: u16 = 1;
const AMOUNT: u16 = 2;
const DAY: u16 = 3;
const RATE: u16 = 4;

/// Least and greatest width of a column, in digits.
const WIDTH_MIN: usize = 8;
const WIDTH_MAX: usize = 40;

/// A file that is being written.
///
/// ```
/// use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind};
/// use jipan_sheets::export::Export;
///
/// let row = [ExportCell { text: "-5 元/条".to_owned(), kind: ExportKind::Text }];
/// let mut export = Export::new(ExportFormat::Csv, &["备注".to_owned()], "客户", &[])?;
/// export.push(&row)?;
/// assert_eq!(export.finish()?, "\u{FEFF}备注\r\n'-5 元/条\r\n".as_bytes());
/// # Ok::<(), jipan_book::sheet::SheetError>(())
/// ```
#[derive(Debug)]
pub enum Export {
    /// A CSV file so far.
    Csv(Vec<u8>),
    /// A workbook.
    Xlsx(Box<Writer>),
}

impl Export {
    /// A file with these headings and no rows. The first rows tell how wide columns should be.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(
        format: ExportFormat,
        headings: &[String],
        file_name: &str,
        first_rows: &[Vec<ExportCell>],
    ) -> Result<Self, SheetError> {
        match format {
            ExportFormat::Csv => {
                let mut bytes = BOM.to_vec();
                push_record(&mut bytes, headings.iter().map(|heading| heading.as_str().into()));
                Ok(Self::Csv(bytes))
            }
            ExportFormat::Xlsx => {
                let formats = [
                    Format::general(),
                    Format::new(49, String::new()),
                    Format::new(2, String::new()),
                    Format::new(164, "yyyy\\-mm\\-dd".to_owned()),
                    Format::new(10, String::new()),
                ];
                let name = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
                let widths = widths_of(headings, first_rows);
                let epoch = Epoch::Year1900;
                let look = Look { name, widths: &widths, formats: &formats, epoch };
                let mut writer = Writer::new(look)?;
                writer.row(headings.iter().map(|it| (Out::Text(it), Style::Heading)))?;
                Ok(Self::Xlsx(Box::new(writer)))
            }
        }
    }

    /// Appends a row.
    ///
    /// # Errors
    /// When the file is full.
    pub fn push(&mut self, row: &[ExportCell]) -> Result<(), SheetError> {
        match self {
            Self::Csv(bytes) => {
                push_record(bytes, row.iter().map(csv_text));
                Ok(())
            }
            Self::Xlsx(writer) => {
                let texts: Vec<_> = row.iter().map(xlsx_text).collect();
                let cells = row.iter().zip(&texts);
                writer.row(cells.map(|(cell, text)| xlsx_cell(cell.kind, text)))
            }
        }
    }

    /// Media type of the file.
    pub fn mime(&self) -> &'static str {
        match self {
            Self::Csv(_) => CSV_MIME,
            Self::Xlsx(_) => write::MIME,
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When it is too large.
    pub fn finish(self) -> Result<Vec<u8>, SheetError> {
        match self {
            Self::Csv(bytes) => Ok(bytes),
            Self::Xlsx(writer) => writer.finish(),
        }
    }
}

/// The report of classes as a file, the one that a tablet writes.
///
/// # Errors
/// When the file is full.
pub fn classes(
    format: ExportFormat,
    rows: &[Vec<ExportCell>],
    language: Language,
    day: NaiveDate,
) -> Result<Vec<u8>, SheetError> {
    let name = report::file_name(format, language, day);
    let first = rows.get(..report::ROWS_FIRST).unwrap_or(rows);
    let mut export = Export::new(format, &report::headings(language), &name, first)?;
    for row in rows {
        export.push(row)?;
    }
    export.finish()
}

fn push_record<'a>(bytes: &mut Vec<u8>, cells: impl Iterator<Item = std::borrow::Cow<'a, str>>) {
    for (idx, cell) in cells.enumerate() {
        if idx > 0 {
            bytes.push(b',');
        }
        push_cell(bytes, cell.as_bytes(), b',');
    }
    bytes.extend_from_slice(b"\r\n");
}

fn csv_text(cell: &ExportCell) -> std::borrow::Cow<'_, str> {
    match cell.kind {
        ExportKind::Text => guarded(&cell.text),
        ExportKind::Choice
        | ExportKind::Integer
        | ExportKind::Amount
        | ExportKind::Day
        | ExportKind::Rate => cell.text.as_str().into(),
        ExportKind::Formula | ExportKind::CountFormula | ExportKind::RateFormula => {
            formula_of(&cell.text).1.into()
        }
    }
}

/// A formula and what it comes to.
fn formula_of(text: &str) -> (&str, &str) {
    text.split_once('\t').unwrap_or(("", text))
}

/// The text of a cell in a workbook: of a day its serial number, if it has one.
fn xlsx_text(cell: &ExportCell) -> std::borrow::Cow<'_, str> {
    match cell.kind {
        ExportKind::Text => kept(&cell.text),
        ExportKind::Choice
        | ExportKind::Integer
        | ExportKind::Amount
        | ExportKind::Rate
        | ExportKind::Formula
        | ExportKind::CountFormula
        | ExportKind::RateFormula => cell.text.as_str().into(),
        ExportKind::Day => {
            let serial = cell.text.parse::<NaiveDate>().ok().and_then(Epoch::serial);
            serial.map_or_else(|| cell.text.as_str().into(), |it| it.to_string().into())
        }
    }
}

fn xlsx_cell(kind: ExportKind, text: &str) -> (Out<'_>, Style) {
    let is_day_text = kind == ExportKind::Day && text.contains('-');
    match kind {
        ExportKind::Text => (Out::Text(text), Style::Format(TEXT)),
        ExportKind::Choice => (Out::Text(text), Style::Format(0)),
        ExportKind::Day if is_day_text => (Out::Text(text), Style::Format(0)),
        _ if text.is_empty() => (Out::Blank, Style::Format(0)),
        ExportKind::Integer => (Out::Number(text), Style::Format(0)),
        ExportKind::Amount => (Out::Number(text), Style::Format(AMOUNT)),
        ExportKind::Day => (Out::Number(text), Style::Format(DAY)),
        ExportKind::Rate => (Out::Number(text), Style::Format(RATE)),
        ExportKind::Formula => (formula(text), Style::Format(AMOUNT)),
        ExportKind::CountFormula => (formula(text), Style::Format(0)),
        ExportKind::RateFormula => (formula(text), Style::Format(RATE)),
    }
}

/// A formula as it is written; a plain number where there is none.
fn formula(text: &str) -> Out<'_> {
    match formula_of(text) {
        ("", value) => Out::Number(value),
        (formula, value) => Out::Formula { formula, value },
    }
}

/// Widths that show headings and the first rows.
fn widths_of(headings: &[String], rows: &[Vec<ExportCell>]) -> Vec<u16> {
    let width = |(idx, heading): (usize, &String)| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(idx))
            .map(|cell| n_digits(csv_text(cell).as_ref()));
        let widest = cells.chain([n_digits(heading)]).max().unwrap_or(0);
        let width = widest.saturating_add(2).clamp(WIDTH_MIN, WIDTH_MAX);
        u16::try_from(width).unwrap_or(u16::MAX)
    };
    headings.iter().enumerate().map(width).collect()
}

/// Width of a text: a Chinese character takes the room of two digits.
fn n_digits(text: &str) -> usize {
    text.lines().map(|line| line.chars().map(|it| it.len_utf8().min(2)).sum()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_what_stands_in_it_within_reason() {
        let cell = |text: &str| ExportCell { text: text.to_owned(), kind: ExportKind::Text };
        let headings = ["客户代码", "A", "备注"].map(str::to_owned);
        let rows = [vec![cell("330382000001"), cell("1"), cell(&"长".repeat(100))]];
        assert_eq!(widths_of(&headings, &rows), [14, 8, 40]);
    }
}
