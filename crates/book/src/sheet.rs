//! The messages between the app and the worker that reads and writes files. Here so that the app
//! knows them without knowing the worker. Not here: decoding, checking, and any wording.
//!
//! A message is a head (these types, as postcard bytes) and, with some of them, a body (the bytes
//! of a file) that travels beside it as a transferable.

use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use serde::{Deserialize, Serialize};

/// What the app asks of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetRequest {
    /// Read a file, whose bytes travel beside. Answered with [`SheetReply::Preview`].
    Open {
        /// Name of the file, from which the names of written files are made.
        file_name: String,
        /// Headings that the user once gave a field, oldest first.
        remembered: Vec<(String, FieldId)>,
        /// The day on which the file is read.
        today: NaiveDate,
    },
    /// Check every record of the open file. Answered with [`SheetReply::Batch`], then waits for
    /// [`SheetRequest::More`].
    Check {
        /// For each column of the file its field; `None` for a column that is left out.
        mapping: Vec<Option<FieldId>>,
    },
    /// The next batch; after the last one the answer is [`SheetReply::Checked`].
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
    /// Write rows to a CSV file; may come in several messages, answered with
    /// [`SheetReply::File`] after the last one.
    Export {
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

/// One cell to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportCell {
    /// What the cell holds.
    pub text: String,
    /// Whether it is free text, which a spreadsheet must not take for a formula. Numbers, dates
    /// and choices are not: `-5` stays a number.
    pub is_text: bool,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetReply {
    /// The file was read.
    Preview {
        /// How its characters are written.
        encoding: Encoding,
        /// What stands between its cells.
        delimiter: Delimiter,
        /// The cells of its first record.
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

/// One record of the file, parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedRow {
    /// Number of the record: the header is 1; a cell with a line break does not count as two,
    /// blank lines count, so that it is the row that a spreadsheet shows.
    pub record: u32,
    /// Values of the cells that hold one and could be read, in the order of the columns.
    pub values: Vec<(FieldId, Value)>,
    /// Why the record cannot come in; empty when it can.
    pub errors: Vec<RowError>,
}

/// Why a record does not come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RowError {
    /// A cell does not hold a value of its field.
    #[error("{heading}: {value:?} is not a value of field {field:?}: {error}")]
    Cell {
        /// Heading of the column in the file.
        heading: String,
        /// Field of the column.
        field: FieldId,
        /// The cell, at most 200 characters of it.
        value: String,
        /// What is wrong with it.
        error: ValueError,
    },
    /// A required field has no value.
    #[error("required field {field:?} has no value")]
    Missing {
        /// The field.
        field: FieldId,
    },
    /// The licence ends before it begins.
    #[error("valid to {valid_to}, before it was issued on {issued}")]
    ValidToBeforeIssued {
        /// First day.
        issued: NaiveDate,
        /// Last day.
        valid_to: NaiveDate,
    },
    /// An earlier record carries the same key.
    #[error("{field:?} {value} belongs to record {first_record}")]
    RepeatedKey {
        /// The key: customer code or licence.
        field: FieldId,
        /// Its value.
        value: String,
        /// Number of the first record that carries it.
        first_record: u32,
    },
    /// The keys of the record belong to different customers of the book. Found by the app.
    #[error("{field:?} {value} belongs to another customer")]
    KeyOfAnother {
        /// The key: customer code or licence.
        field: FieldId,
        /// Its value.
        value: String,
        /// The customer who has it.
        customer: CustomerId,
    },
    /// The record has fewer cells than the header.
    #[error("{n} cells instead of {expected}")]
    TooFewCells {
        /// Number of its cells.
        n: u32,
        /// Number of headings.
        expected: u32,
    },
    /// The record has more cells than the header.
    #[error("{n} cells instead of {expected}")]
    TooManyCells {
        /// Number of its cells.
        n: u32,
        /// Number of headings.
        expected: u32,
    },
    /// The record has bytes that are no characters in the encoding of the file.
    #[error("{heading}: bytes that are no characters")]
    NotDecodable {
        /// Heading of the first such column.
        heading: String,
    },
    /// A quote is opened and never closed, so that the rest of the file became one cell.
    #[error("a quote is not closed")]
    UnclosedQuote,
}

/// Why a file or request is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SheetError {
    /// The file has no record.
    #[error("the file is empty")]
    Empty,
    /// The first record has no headings.
    #[error("no headings in the first record")]
    NoHeader,
    /// The file has more bytes than can be read.
    #[error("{bytes} bytes, at most {bytes_max}")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        bytes_max: u64,
    },
    /// The header has more cells than can be read.
    #[error("{n} columns, at most {n_max}")]
    TooManyColumns {
        /// Number of columns.
        n: u32,
        /// The limit.
        n_max: u32,
    },
    /// The file has more records than can be read.
    #[error("more than {n_max} records")]
    TooManyRecords {
        /// The limit.
        n_max: u32,
    },
    /// The header is text neither in UTF-8 nor in GB18030.
    #[error("record {record} is neither UTF-8 nor GB18030")]
    NotDecodable {
        /// Number of the record (header = 1).
        record: u32,
    },
    /// The file is a spreadsheet workbook (XLSX, XLS), not a CSV file.
    #[error("a workbook, not a CSV file")]
    Workbook,
    /// The file is UTF-16, which spreadsheets call "Unicode text".
    #[error("UTF-16 text")]
    Utf16,
    /// The file is not text.
    #[error("not a text file")]
    NotText,
    /// Two columns were given the same field.
    #[error("field {field:?} is given to two columns")]
    MappedTwice {
        /// The field.
        field: FieldId,
    },
    /// No file is open.
    #[error("no file is open")]
    NoFile,
    /// The message could not be read: page and worker are of different versions.
    #[error("message of another version")]
    Version,
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
