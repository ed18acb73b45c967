//! XLSX workbooks in and out. A workbook is read a piece at a time and its size is bounded at every
//! step; it is written row by row. Not here: fields, checks, wording; XLS, XLSB and ODS files.
//!
//! How, and why not by a crate: `docs/decisions/0010`.

pub mod cell;
pub mod file;
pub mod format;
pub mod header;
pub mod merged;
pub mod number;
pub mod open;
pub mod package;
mod sheet;
pub mod strings;
pub mod table;
pub mod write;
mod xml;
pub mod zip;

pub use file::WorkbookFile;
pub use open::{Opened, Opening};
pub use write::Writer;
