//! A workbook of one sheet, written row by row: what was written is packed at once, so that a
//! hundred thousand rows take little memory. Not here: which rows, and any wording.

mod archive;
mod parts;

use std::io::Write as _;

use flate2::Crc;
use flate2::write::DeflateEncoder;
use jipan_book::sheet::SheetError;

use self::archive::Archive;
use super::format::Format;
use super::number::{Epoch, Number};

/// Media type of the file.
pub const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Rows of a spreadsheet.
const ROWS_MAX: u32 = 1_048_576;

/// A cell takes so many UTF-16 units; what is longer is cut.
const TEXT_UNITS_MAX: usize = 32_767;

/// The errors that a cell can be; others are written as text.
const FAULTS: [&str; 8] =
    ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"];

/// How a sheet looks.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Its name; what a sheet cannot be called is left out.
    pub name: &'a str,
    /// Widths of its columns in digits.
    pub widths: &'a [u16],
    /// Formats of its numbers; [`Style::Format`] names them by their place.
    pub formats: &'a [Format],
    /// From which day its numbers count.
    pub epoch: Epoch,
}

/// A cell that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Out<'a> {
    /// Nothing.
    Blank,
    /// Text, never a formula.
    Text(&'a str),
    /// A number in digits; text when it is none.
    Number(&'a str),
    /// Yes or no.
    Boolean(bool),
    /// An error such as `#N/A`.
    Fault(&'a str),
    /// What the spreadsheet computes, and what it comes to: a number, or nothing where it is none.
    Formula {
        /// The formula, without its `=`. Never a text of somebody's.
        formula: &'a str,
        /// What it comes to, in digits.
        value: &'a str,
    },
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As a heading.
    Heading,
    /// By the format in this place.
    Format(u16),
}

/// A workbook that is being written. Its first row stays in sight.
///
/// ```
/// use jipan_sheets::workbook::format::Format;
/// use jipan_sheets::workbook::number::Epoch;
/// use jipan_sheets::workbook::write::{Look, Out, Style};
/// use jipan_sheets::workbook::Writer;
///
/// let formats = [Format::general()];
/// let look = Look { name: "客户", widths: &[20], formats: &formats, epoch: Epoch::Year1900 };
/// let mut writer = Writer::new(look)?;
/// writer.row([(Out::Text("备注"), Style::Heading)])?;
/// writer.row([(Out::Text("=1+1"), Style::Format(0))])?;
/// assert!(writer.finish()?.starts_with(b"PK"));
/// # Ok::<(), jipan_book::sheet::SheetError>(())
/// ```
#[derive(Debug)]
pub struct Writer {
    archive: Archive,
    sheet: DeflateEncoder<Vec<u8>>,
    checksum: Crc,
    n_bytes: u64,
    n_rows: u32,
    n_columns: usize,
    /// One row, before it is packed.
    xml: String,
}

impl Writer {
    /// Begins a workbook.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(look: Look<'_>) -> Result<Self, SheetError> {
        let mut archive = Archive::default();
        archive.push("[Content_Types].xml", parts::CONTENT_TYPES)?;
        archive.push("_rels/.rels", parts::RELATIONS)?;
        archive.push("xl/workbook.xml", &parts::workbook(look.name, look.epoch))?;
        archive.push("xl/_rels/workbook.xml.rels", parts::WORKBOOK_RELATIONS)?;
        archive.push("xl/styles.xml", &parts::styles(look.formats))?;
        let mut writer = Self {
            archive,
            sheet: archive::encoder(),
            checksum: Crc::new(),
            n_bytes: 0,
            n_rows: 0,
            n_columns: 0,
            xml: parts::sheet_start(look.widths),
        };
        writer.flush()?;
        Ok(writer)
    }

    /// Appends a row.
    ///
    /// # Errors
    /// When the sheet is full.
    pub fn row<'a>(
        &mut self,
        cells: impl IntoIterator<Item = (Out<'a>, Style)>,
    ) -> Result<(), SheetError> {
        if self.n_rows >= ROWS_MAX {
            return Err(SheetError::NotWritten);
        }
        self.n_rows = self.n_rows.saturating_add(1);
        let row = self.n_rows.to_string();
        self.xml.push_str("<row r=\"");
        self.xml.push_str(&row);
        self.xml.push_str("\">");
        let mut n_columns = 0;
        for (idx, (out, style)) in cells.into_iter().enumerate() {
            push_cell(&mut self.xml, (idx, &row), out, style);
            n_columns = idx.saturating_add(1);
        }
        self.xml.push_str("</row>");
        self.n_columns = self.n_columns.max(n_columns);
        self.flush()
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When it is too large.
    pub fn finish(mut self) -> Result<Vec<u8>, SheetError> {
        let last = column_name(self.n_columns.saturating_sub(1));
        self.xml.push_str(&parts::sheet_end(&last, self.n_rows.max(1)));
        self.flush()?;
        let packed = self.sheet.finish().map_err(|_bad| SheetError::NotWritten)?;
        let (checksum, n_bytes) = (self.checksum.sum(), self.n_bytes);
        self.archive.push_packed("xl/worksheets/sheet1.xml", &packed, checksum, n_bytes)?;
        self.archive.finish()
    }

    fn flush(&mut self) -> Result<(), SheetError> {
        self.checksum.update(self.xml.as_bytes());
        let n_bytes = u64::try_from(self.xml.len()).unwrap_or(u64::MAX);
        self.n_bytes = self.n_bytes.saturating_add(n_bytes);
        let written = self.sheet.write_all(self.xml.as_bytes());
        self.xml.clear();
        written.map_err(|_bad| SheetError::NotWritten)
    }
}

fn push_cell(xml: &mut String, (idx, row): (usize, &str), out: Out<'_>, style: Style) {
    let out = match out {
        Out::Text("") => Out::Blank,
        Out::Number(text) if Number::parse(text).is_none() => Out::Text(text),
        Out::Fault(text) if !FAULTS.contains(&text) => Out::Text(text),
        Out::Blank
        | Out::Text(_)
        | Out::Number(_)
        | Out::Boolean(_)
        | Out::Fault(_)
        | Out::Formula { .. } => out,
    };
    let kind = match out {
        Out::Blank => return,
        Out::Text(_) => " t=\"inlineStr\"",
        Out::Number(_) | Out::Formula { .. } => "",
        Out::Boolean(_) => " t=\"b\"",
        Out::Fault(_) => " t=\"e\"",
    };
    xml.push_str("<c r=\"");
    xml.push_str(&column_name(idx));
    xml.push_str(row);
    xml.push('"');
    match style {
        Style::Format(0) => {}
        Style::Heading => xml.push_str(" s=\"1\""),
        Style::Format(place) => push_attribute(xml, " s=", u32::from(place).saturating_add(1)),
    }
    xml.push_str(kind);
    xml.push('>');
    match out {
        Out::Blank => {}
        Out::Text(text) => {
            xml.push_str("<is><t xml:space=\"preserve\">");
            push_escaped(xml, text);
            xml.push_str("</t></is>");
        }
        Out::Number(text) | Out::Fault(text) => {
            xml.push_str("<v>");
            push_escaped(xml, text);
            xml.push_str("</v>");
        }
        Out::Formula { formula, value } => {
            xml.push_str("<f>");
            push_escaped(xml, formula);
            xml.push_str("</f>");
            if Number::parse(value).is_some() {
                xml.extend(["<v>", value, "</v>"]);
            }
        }
        Out::Boolean(is_yes) => xml.push_str(if is_yes { "<v>1</v>" } else { "<v>0</v>" }),
    }
    xml.push_str("</c>");
}

fn push_attribute(xml: &mut String, name: &str, value: u32) {
    xml.push_str(name);
    xml.push('"');
    xml.push_str(&value.to_string());
    xml.push('"');
}

/// Appends a text as XML: signs as entities, characters that XML cannot hold as `_x0001_`.
pub(super) fn push_escaped(xml: &mut String, text: &str) {
    let mut n_units = 0_usize;
    for (at, character) in text.char_indices() {
        n_units = n_units.saturating_add(character.len_utf16());
        if n_units > TEXT_UNITS_MAX {
            return;
        }
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '_' if is_escape(text.get(at..).unwrap_or_default()) => xml.push_str("_x005F_"),
            '\t' | '\n' => xml.push(character),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {
                xml.extend(["_x", &format!("{:04X}", u32::from(character)), "_"]);
            }
            other => xml.push(other),
        }
    }
}

/// Whether a text begins like `_x000D_`, which a reader would take for one character.
fn is_escape(text: &str) -> bool {
    let code = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    code.is_some_and(|it| {
        it.ends_with('_') && it.bytes().take(4).all(|digit| digit.is_ascii_hexdigit())
    })
}

/// The letters of a column, from 0.
fn column_name(idx: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = idx.saturating_add(1);
    while rest > 0 {
        let digit = rest.saturating_sub(1) % 26;
        letters.push(u8::try_from(digit).unwrap_or(0).saturating_add(b'A'));
        rest = rest.saturating_sub(1) / 26;
    }
    letters.iter().rev().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (idx, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(column_name(idx), name);
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_escaped() {
        let escaped = |text: &str| {
            let mut xml = String::new();
            push_escaped(&mut xml, text);
            xml
        };
        assert_eq!(escaped("a<b>&\"'\n\t"), "a&lt;b&gt;&amp;&quot;'\n\t");
        assert_eq!(escaped("a\rb\u{1}"), "a_x000D_b_x0001_");
        assert_eq!(escaped("_x000D_"), "_x005F_x000D_");
        assert_eq!(escaped("_x00_"), "_x00_");
        assert_eq!(escaped(&"长".repeat(40_000)).chars().count(), 32_767);
    }
}
