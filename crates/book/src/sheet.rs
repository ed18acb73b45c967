//! The messages between the app and the worker that reads and writes files. Here so that the app
//! knows them without knowing the worker. Not here: decoding, checking, and any wording.
//!
//! A message is a head (these types, as postcard bytes) and, with some of them, a body (the bytes
//! of a file) that travels beside it as a transferable.

mod error;

use jipan_rules::NaiveDate;
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, ORDER_FIELDS, PRODUCT_FIELDS};
use jipan_rules::value::Value;
use serde::{Deserialize, Serialize};

pub use error::{OrderError, RowError, SheetError};

/// What the records of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SheetKind {
    /// Customers, one a record.
    Customers,
    /// Products, one a record.
    Products,
    /// Orders, one line of an order a record.
    Orders,
}

impl SheetKind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Customers, Self::Products, Self::Orders];

    /// The fields that a file of this kind can have.
    ///
    /// ```
    /// use jipan_book::sheet::SheetKind;
    /// use jipan_rules::schema::fields;
    /// assert!(SheetKind::Orders.fields().iter().any(|def| def.id == fields::ORDER_NUMBER));
    /// ```
    pub fn fields(self) -> &'static [FieldDef] {
        match self {
            Self::Customers => FIELDS,
            Self::Products => PRODUCT_FIELDS,
            Self::Orders => ORDER_FIELDS,
        }
    }

    /// Whether a file of this kind can have the field.
    pub fn has(self, id: FieldId) -> bool {
        self.fields().iter().any(|def| def.id == id)
    }
}

/// What the app asks of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetRequest {
    /// Read a file, whose bytes travel beside. Answered with [`SheetReply::Preview`], or first with
    /// [`SheetReply::Reading`], which waits for [`SheetRequest::More`].
    Open {
        /// Name of the file, from which the names of written files are made.
        file_name: String,
        /// Headings that the user once gave a field, oldest first.
        remembered: Vec<(String, FieldId)>,
        /// The day on which the file is read.
        today: NaiveDate,
    },
    /// Read another sheet of the open workbook. Answered as [`SheetRequest::Open`].
    Sheet {
        /// Its place among the sheets, from 0.
        sheet: u32,
    },
    /// The records of the open file are of another kind than it was taken for. Answered with
    /// [`SheetReply::Preview`].
    Kind {
        /// What they are.
        kind: SheetKind,
    },
    /// Check every record of the open file. Answered with [`SheetReply::Batch`], then waits for
    /// [`SheetRequest::More`].
    Check {
        /// What the records are.
        kind: SheetKind,
        /// For each column of the file its field; `None` for a column that is left out.
        mapping: Vec<Option<FieldId>>,
    },
    /// Go on reading; or the next batch, and after the last one [`SheetReply::Checked`].
    More,
    /// Give up the check that is under way and any export begun. The file stays open; no answer.
    Cancel,
    /// Write the records that did not come in to a file of the same format as the open one, with
    /// their reason in a last column. Answered with [`SheetReply::File`].
    Failed {
        /// Record number (header = 1) and reason in the words of the user.
        rows: Vec<(u32, String)>,
        /// Heading of the last column in the words of the user.
        reason_heading: String,
    },
    /// Write rows to a file; may come in several messages, answered with
    /// [`SheetReply::File`] after the last one.
    Export {
        /// What kind of file; that of the first message counts.
        format: ExportFormat,
        /// Headings; those of the first message count.
        headings: Vec<String>,
        /// Rows of cells, in the order of the headings.
        rows: Vec<Vec<ExportCell>>,
        /// Whether the file is complete with these rows.
        last: bool,
        /// Name of the file.
        file_name: String,
    },
}

/// What kind of file an export becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ExportFormat {
    /// Text, a line for each row.
    Csv,
    /// A workbook with real numbers and dates.
    Xlsx,
}

/// One cell to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportCell {
    /// What the cell holds, in digits if it is a number, `2024-03-05` if it is a day.
    pub text: String,
    /// What it is.
    pub kind: ExportKind,
}

/// What a cell to write is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportKind {
    /// Free text, which a spreadsheet must not take for a formula or a number.
    Text,
    /// The name of a choice.
    Choice,
    /// A whole number.
    Integer,
    /// An amount with two decimals.
    Amount,
    /// A day.
    Day,
    /// A rate, as a fraction of one: 0.35 shows as 35.00 %.
    Rate,
    /// An amount that the spreadsheet computes: the formula without its `=`, a tab, and what it comes to.
    /// Only a workbook keeps the formula.
    Formula,
    /// A whole number that the spreadsheet computes, likewise.
    CountFormula,
    /// A rate that the spreadsheet computes, likewise.
    RateFormula,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetReply {
    /// The file is being read.
    Reading {
        /// Number of bytes that were read so far, unpacked.
        done: u64,
        /// Number of bytes there are, unpacked.
        total: u64,
    },
    /// The file was read.
    Preview {
        /// What kind of file it is.
        format: SheetFormat,
        /// What its records are: as asked for, else the kind of whose fields the headings name most.
        kind: SheetKind,
        /// The cells of its first record; of a workbook those of the row that holds the headings.
        /// None when the sheet is empty.
        headings: Vec<String>,
        /// For each column the field that its heading names; each field at most once.
        guessed: Vec<Option<FieldId>>,
        /// The first records, at most eight.
        sample: Vec<Vec<String>>,
        /// Number of records after the header, blank lines left out.
        n_records: u32,
    },
    /// The next checked records, in the order of the file.
    Batch {
        /// The records, at most 500.
        rows: Vec<CheckedRow>,
        /// Number of records checked so far.
        done: u32,
        /// Number of records of the file.
        total: u32,
    },
    /// Every record was checked.
    Checked {
        /// Number of records of the file.
        total: u32,
    },
    /// A file was written; its bytes travel beside.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        mime: String,
    },
    /// The request cannot be fulfilled.
    Refused(SheetError),
}

/// Cells of a field with more decimals than the field keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounded {
    /// The field.
    pub field: FieldId,
    /// Number of cells whose value became another one.
    pub n: u32,
    /// By how much the sum of the values is more than that of the cells, in hundred-millionths of the
    /// unit of the field.
    pub more: i64,
}

/// One record of the file, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow {
    /// Number of the record: the row that a spreadsheet shows. In a text file the header is 1, a
    /// cell with a line break does not count as two, and blank lines count.
    pub record: u32,
    /// Values of the cells that hold one and could be read, in the order of the columns.
    pub values: Vec<(FieldId, Value)>,
    /// Why the record cannot come in; empty when it can.
    pub errors: Vec<RowError>,
    /// Fields whose cell has more decimals than the field keeps, so that its value is another one,
    /// and by how much it is more, in hundred-millionths of the unit of the field.
    pub rounded: Vec<(FieldId, i64)>,
}

/// What kind of file was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetFormat {
    /// Text, a line for each record.
    Text {
        /// How its characters are written.
        encoding: Encoding,
        /// What stands between its cells.
        delimiter: Delimiter,
    },
    /// A workbook.
    Workbook {
        /// The names of its sheets.
        sheets: Vec<String>,
        /// Which of them was read, from 0.
        sheet: u32,
        /// Number of the row that holds the headings, as a spreadsheet counts.
        header_row: u32,
    },
}

/// How the characters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that says so with a byte order mark.
    Utf8Bom,
    /// GB18030, which includes GBK and GB2312.
    Gb18030,
}

/// What stands between the cells of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// Tab.
    Tab,
    /// `;`
    Semicolon,
}

/// A message that could not be encoded or decoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a message of the sheets worker cannot be read or written")]
pub struct MessageError(#[from] postcard::Error);

impl SheetRequest {
    /// The head of the message as bytes.
    ///
    /// # Errors
    /// When a text is too long for the memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MessageError> {
        Ok(postcard::to_stdvec(self)?)
    }

    /// The message of these bytes.
    ///
    /// # Errors
    /// When they are not a message of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageError> {
        Ok(postcard::from_bytes(bytes)?)
    }
}

impl SheetReply {
    /// The head of the message as bytes.
    ///
    /// # Errors
    /// When a text is too long for the memory.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MessageError> {
        Ok(postcard::to_stdvec(self)?)
    }

    /// The message of these bytes.
    ///
    /// # Errors
    /// When they are not a message of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MessageError> {
        Ok(postcard::from_bytes(bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_reads_as_it_was_written() {
        let request = SheetRequest::Failed {
            rows: vec![(32, "店铺名称为空".to_owned())],
            reason_heading: "原因".to_owned(),
        };
        let bytes = request.to_bytes().unwrap();
        assert_eq!(SheetRequest::from_bytes(&bytes), Ok(request));

        let reply = SheetReply::Refused(SheetError::TooManyColumns { n: 501, n_max: 500 });
        let bytes = reply.to_bytes().unwrap();
        assert_eq!(SheetReply::from_bytes(&bytes), Ok(reply));
    }

    #[test]
    fn bytes_that_are_no_message_are_an_error() {
        assert!(SheetRequest::from_bytes(&[250]).is_err());
        assert!(SheetReply::from_bytes(&[]).is_err());
    }
}
