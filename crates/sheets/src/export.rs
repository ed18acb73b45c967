//! Rows to a CSV file that spreadsheets open as it is: UTF-8 with a byte order mark, CRLF, text
//! guarded against being a formula. Not here: which rows and headings, and in which language.

use jipan_book::sheet::ExportCell;

use crate::decode::BOM;
use crate::guard::guarded;
use crate::write::push_cell;

/// Media type of the file.
pub const MIME: &str = "text/csv;charset=utf-8";

/// A file that is being written.
///
/// ```
/// use jipan_book::sheet::ExportCell;
/// use jipan_sheets::export::Export;
///
/// let mut export = Export::new(&["备注".to_owned()]);
/// export.push(&[ExportCell { text: "-5 元/条".to_owned(), is_text: true }]);
/// assert_eq!(export.finish(), "\u{FEFF}备注\r\n'-5 元/条\r\n".as_bytes());
/// ```
#[derive(Debug, Clone)]
pub struct Export {
    bytes: Vec<u8>,
}

impl Export {
    /// A file with these headings and no rows.
    pub fn new(headings: &[String]) -> Self {
        let mut bytes = BOM.to_vec();
        push_record(&mut bytes, headings.iter().map(|heading| heading.as_str().into()));
        Self { bytes }
    }

    /// Appends a row.
    pub fn push(&mut self, row: &[ExportCell]) {
        let cells = row
            .iter()
            .map(|cell| if cell.is_text { guarded(&cell.text) } else { cell.text.as_str().into() });
        push_record(&mut self.bytes, cells);
    }

    /// The bytes of the file.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
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
