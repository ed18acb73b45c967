//! What is wrong with a record, a file or a request. Not here: words for it.

use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;
use serde::{Deserialize, Serialize};

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
    /// A cell of a workbook is an error, such as `#N/A`.
    #[error("{heading}: {code}")]
    ErrorCell {
        /// Heading of its column in the file.
        heading: String,
        /// Field of the column.
        field: FieldId,
        /// What the cell shows.
        code: String,
    },
    /// A code, phone number or text was kept as a number of more digits than a spreadsheet keeps.
    #[error("{heading}: the last digits of {value} are lost")]
    DigitsLost {
        /// Heading of its column in the file.
        heading: String,
        /// Field of the column.
        field: FieldId,
        /// What is left of it.
        value: String,
    },
    /// A quote is opened and never closed, so that the rest of the file became one cell.
    #[error("a quote is not closed")]
    UnclosedQuote,
    /// A line of an order, for a reason of its order. Found by the app.
    #[error(transparent)]
    Order(#[from] OrderError),
}

/// Why a line of an order does not come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum OrderError {
    /// No customer of the book has the code or licence.
    #[error("no customer has {field:?} {value}")]
    UnknownCustomer {
        /// The key by which the record names its customer.
        field: FieldId,
        /// Its value.
        value: String,
    },
    /// No product has the code.
    #[error("no product has the code {code}")]
    UnknownProduct {
        /// The code.
        code: String,
    },
    /// An order comes in whole or not at all, and another of its lines cannot.
    #[error("record {record} of the same order does not come in")]
    LineOfOrder {
        /// Number of the first record of the order that is wrong.
        record: u32,
    },
    /// An earlier line of the same order says something else of the order.
    #[error("{field:?} of the order is another one in record {record}")]
    OrderDiffers {
        /// What it says otherwise: the day, or the code or licence of the customer.
        field: FieldId,
        /// Number of the first record of the order.
        record: u32,
    },
    /// The price is to be worked out, and quantity and amount have different signs, so that it would
    /// be negative.
    #[error("quantity and amount have different signs")]
    SignsDiffer,
    /// The amount or the price is greater than any line can have.
    #[error("the amount or the price is too great")]
    TooMuch,
    /// An order has more lines than it can have.
    #[error("{n} lines, at most {n_max}")]
    TooManyLines {
        /// Number of its lines.
        n: u32,
        /// The limit.
        n_max: u32,
    },
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
    /// The file is a workbook of another kind than XLSX: XLS, XLSB, ODS, Numbers.
    #[error("a workbook that is not XLSX")]
    Workbook,
    /// The file is a ZIP file without a workbook in it.
    #[error("no workbook in the ZIP file")]
    NoWorkbook,
    /// The workbook is protected by a password.
    #[error("a workbook behind a password")]
    Encrypted,
    /// The workbook is incomplete, or not what a spreadsheet writes.
    #[error("a damaged workbook")]
    Damaged,
    /// The workbook unpacks to more than can be read, or to far more than its size makes plausible.
    #[error("{bytes} bytes unpacked, at most {bytes_max}")]
    UnpacksTooLarge {
        /// Its size when it is unpacked, as far as it is known.
        bytes: u64,
        /// The limit.
        bytes_max: u64,
    },
    /// The sheet has more filled cells than can be read.
    #[error("more than {n_max} cells")]
    TooManyCells {
        /// The limit.
        n_max: u32,
    },
    /// The file is a web page or another XML file, whatever its name says.
    #[error("a web page")]
    WebPage,
    /// A file could not be written: it has more rows or bytes than such a file can have.
    #[error("too large to be written")]
    NotWritten,
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
