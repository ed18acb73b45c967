//! The records that did not come in, as a file of the same kind, with a last column for the reason.
//! A text file keeps encoding, delimiter, line ends and every record byte for byte; a workbook keeps
//! the values with their types and number formats. The user corrects it and imports it again. Not
//! here: the words of the reasons.

use jipan_book::sheet::{Encoding, SheetError};

use crate::decode::{BOM, bytes_of};
use crate::guard::guarded;
use crate::guess::REASON_HEADINGS;
use crate::open::OpenFile;
use crate::records::{Shape, Span};
use crate::workbook::cell::Cell;
use crate::workbook::write::{Look, Out, Style};
use crate::workbook::{WorkbookFile, Writer};
use crate::write::push_cell;

/// Media type of the file.
pub fn mime_of(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => "text/csv;charset=utf-8",
        Encoding::Gb18030 => "text/csv;charset=gb18030",
    }
}

/// Name of the file: that of the open one with the heading of the reasons, and with another
/// extension if one is wanted.
///
/// ```
/// use jipan_sheets::failed::name_of;
///
/// assert_eq!(name_of("shops.csv", "原因", None), "shops-原因.csv");
/// assert_eq!(name_of("shops.xlsm", "原因", Some("xlsx")), "shops-原因.xlsx");
/// ```
pub fn name_of(file_name: &str, reason_heading: &str, extension: Option<&str>) -> String {
    let is_allowed =
        |character: &char| !character.is_control() && !"/\\:*?\"<>|".contains(*character);
    let heading: String = reason_heading.chars().filter(is_allowed).collect();
    match file_name.rsplit_once('.') {
        Some((stem, own)) if !stem.is_empty() => {
            format!("{stem}-{heading}.{}", extension.unwrap_or(own))
        }
        Some(_) | None => format!("{file_name}-{heading}.{}", extension.unwrap_or("csv")),
    }
}

/// Writes the records of these numbers with their reasons. A number that the file does not have
/// is left out. When the open file already is such a file, its old reasons are replaced.
pub fn write(file: &OpenFile, rows: &[(u32, String)], reason_heading: &str) -> Vec<u8> {
    let has_old_reasons = has_old_reasons(&file.headings, reason_heading);
    let mut out = match file.encoding {
        Encoding::Utf8Bom => BOM.to_vec(),
        Encoding::Utf8 | Encoding::Gb18030 => Vec::new(),
    };
    push_record(&mut out, file, file.index.header, reason_heading, has_old_reasons);
    for (number, reason) in rows {
        if let Some(span) = file.index.find(*number) {
            push_record(&mut out, file, span, &guarded(reason), has_old_reasons);
        }
    }
    out
}

/// Whether the last column is that of reasons, in the words of now or of another language.
fn has_old_reasons(headings: &[String], reason_heading: &str) -> bool {
    let is_one = |it: &String| it == reason_heading || REASON_HEADINGS.contains(&it.as_str());
    headings.len() > 1 && headings.last().is_some_and(is_one)
}

fn push_record(out: &mut Vec<u8>, file: &OpenFile, span: Span, reason: &str, has_old_reason: bool) {
    let delimiter = file.index.delimiter_byte();
    let record = span.of(&file.bytes);
    let shape = Shape::of(record, delimiter);
    let is_replaced = has_old_reason && shape.n_cells >= file.headings.len();
    let kept = if is_replaced { record.get(..shape.last_delimiter) } else { Some(record) };

    out.extend_from_slice(kept.unwrap_or_default());
    if shape.is_unclosed && !is_replaced {
        out.push(b'"');
    }
    let n_kept = if is_replaced { shape.n_cells.saturating_sub(1) } else { shape.n_cells };
    let n_expected = file.headings.len().saturating_sub(usize::from(has_old_reason));
    // A record that is too short gets blank cells, so that its reason stands under its heading.
    for _ in n_kept..=n_expected.max(n_kept) {
        out.push(delimiter);
    }
    push_cell(out, &bytes_of(reason, file.encoding), delimiter);
    out.extend_from_slice(file.index.line_end.bytes());
}

/// The same of a workbook: one sheet, one row of headings.
///
/// # Errors
/// When it is too large to be written.
pub fn write_workbook(
    file: &WorkbookFile,
    rows: &[(u32, String)],
    reason_heading: &str,
) -> Result<Vec<u8>, SheetError> {
    let headings = &file.header.headings;
    let has_old_reasons = has_old_reasons(headings, reason_heading);
    let n_kept = headings.len().saturating_sub(usize::from(has_old_reasons));
    let widths: Vec<u16> =
        headings.iter().take(n_kept).map(|_| WIDTH).chain([REASON_WIDTH]).collect();
    let sheet = file.package.sheets.get(file.sheet);
    let mut writer = Writer::new(Look {
        name: sheet.map(|it| it.name.as_str()).unwrap_or_default(),
        widths: &widths,
        formats: &file.package.formats,
        epoch: file.epoch(),
    })?;
    let kept = headings.iter().take(n_kept).map(String::as_str);
    writer.row(kept.chain([reason_heading]).map(|it| (Out::Text(it), Style::Heading)))?;
    for (number, reason) in rows {
        let Some(record) = file.find(*number) else { continue };
        let cells = file.cells(record).take(n_kept);
        let cells = cells.map(|(cell, format)| (out_of(cell), Style::Format(format)));
        writer.row(cells.chain([(Out::Text(reason), Style::Format(0))]))?;
    }
    writer.finish()
}

/// Width of a column, in digits.
const WIDTH: u16 = 16;

/// Width of the column of the reasons, in digits.
const REASON_WIDTH: u16 = 60;

fn out_of(cell: Cell<'_>) -> Out<'_> {
    match cell {
        Cell::Blank => Out::Blank,
        Cell::Text(text) => Out::Text(text),
        Cell::Number(raw, _) => Out::Number(raw),
        Cell::Boolean(is_yes) => Out::Boolean(is_yes),
        Cell::Fault(code) => Out::Fault(code),
    }
}
