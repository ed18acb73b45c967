//! Pages: 1,024 customers as bytes in columns, made to be read back by copying. Not here: where
//! they are stored.
//!
//! Layout 1, little-endian: layout byte; checksum (8) of all that follows; page (4); rows (4);
//! version of projections (8); writers (length 4, postcard); ids (16 per row); origins (4 per row,
//! place among the writers); number of columns (2) and for each field (2), kind (1), length (4) and
//! cells; projections (28 per row); edits, odd values, deletions and notes (length 4, postcard).
//! Texts of a column lie end to end, each ended by U+0000.
//!
//! Layout 2 adds at the end: what files said, merges, judged pairs and further contacts (length 4,
//! postcard).
//!
//! Layout 3 adds at the end: conflicts (length 4, postcard).
//!
//! Layout 4 adds at the end: orders and objections (length 4, postcard); at the end of the header:
//! products and rules (length 4, postcard).
//!
//! Layout 5 adds at the end of a page: facts of the funnel (length 4, postcard). A page without any is
//! written in layout 4, and so is the header.
//!
//! Layout 6 adds kinds of facts (services and goals), and at the end of the header: the budget (length 4,
//! postcard). A page without such facts, and a header without a budget, are written as before.

mod budget;
mod bytes;
mod cells;
mod decode;
mod encode;
mod funnel;
mod header;
mod late;
mod trade;

use jipan_rules::NaiveDate;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::change::ConflictSide;
use crate::wire;

pub use late::PageTrade;

/// The newest layout this program writes and reads; a page or a header is written in the oldest that can
/// say it, from the fourth on.
pub const LAYOUT: u8 = 6;
/// The first layout, which is read for ever.
const LAYOUT_FIRST: u8 = 1;
/// The second layout, likewise.
const LAYOUT_SECOND: u8 = 2;
/// The third layout, likewise.
const LAYOUT_THIRD: u8 = 3;
/// The fourth layout, likewise.
const LAYOUT_FOURTH: u8 = 4;
/// The fifth layout, likewise.
const LAYOUT_FIFTH: u8 = 5;
/// Stands for a column of pinyin where a page names a field.
const PINYIN: u16 = u16::MAX;
/// Stands for a column of initials where a page names a field.
const INITIALS: u16 = u16::MAX - 1;
/// Counts up when names are read in another way than before.
const READINGS_VERSION: u64 = 1;
/// Marks the version of a page that holds names which were read without the table of readings.
const UNREAD: u64 = 1 << 63;
/// Bytes of one row in the projections of a page.
const DERIVED_BYTES: usize = 28;
/// Most pages that may be missing in a row; more than that is damage.
const GAP_PAGES_MAX: u32 = 256;

/// Why bytes are not a page, or not the next one. The book is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// The bytes end early.
    #[error("the page ends within its {part}")]
    TooShort {
        /// The part it ends in.
        part: &'static str,
    },
    /// A newer program wrote it.
    #[error("layout {layout} of a page is newer than this program")]
    NewerLayout {
        /// The layout found.
        layout: u8,
    },
    /// The bytes are not those that were written.
    #[error("the checksum of the page is wrong")]
    Checksum,
    /// The bytes do not follow the layout.
    #[error("the {part} of the page are damaged")]
    Damaged {
        /// The part that is damaged.
        part: &'static str,
    },
    /// A page that belongs before one already loaded, or far behind it.
    #[error("page {page} came where page {expected} belongs")]
    OutOfOrder {
        /// The page that came.
        page: u32,
        /// The next one.
        expected: u32,
    },
    /// A customer of the page is in the book already.
    #[error("customer {id:?} is in two pages")]
    RepeatedCustomer {
        /// The customer.
        id: CustomerId,
    },
}

/// What only few rows have.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sparse {
    metas: Vec<MetaRecord>,
    odd: Vec<OddRecord>,
    deletions: Vec<(u16, u32, bool)>,
    notes: Vec<NoteRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct MetaRecord {
    row: u16,
    field: u16,
    writer: Option<u32>,
    #[serde(with = "wire::maybe_value")]
    was: Option<Value>,
    #[serde(with = "wire::maybe_day")]
    was_on: Option<NaiveDate>,
    confirm: Option<ConfirmRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ConfirmRecord {
    writer: u32,
    #[serde(with = "wire::maybe_day")]
    on: Option<NaiveDate>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OddRecord {
    row: u16,
    field: u16,
    #[serde(with = "wire::value")]
    value: Value,
}

#[derive(Debug, Serialize, Deserialize)]
struct NoteRecord {
    row: u16,
    id: FactId,
    writer: Option<u32>,
    text: Box<str>,
    retract: Option<(u32, bool)>,
}

/// What only few rows have, since layout 2.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sparse2 {
    imported: Vec<ImportedRecord>,
    merges: Vec<(u16, u32, Option<CustomerId>)>,
    distincts: Vec<(u16, CustomerId, u32, bool)>,
    contacts: Vec<ContactRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ImportedRecord {
    row: u16,
    field: u16,
    writer: u32,
    asks: bool,
    was_asked: bool,
    #[serde(with = "wire::maybe_value")]
    value: Option<Value>,
    #[serde(with = "wire::maybe_value")]
    was: Option<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ContactRecord {
    row: u16,
    id: ContactId,
    gone: Option<(u32, bool)>,
    fields: Vec<ContactFieldRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ContactFieldRecord {
    field: u16,
    writer: u32,
    #[serde(with = "wire::maybe_value")]
    value: Option<Value>,
    #[serde(with = "wire::maybe_value")]
    was: Option<Value>,
}

/// What only few rows have, since layout 3.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sparse3 {
    conflicts: Vec<ConflictRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ConflictRecord {
    row: u16,
    id: FactId,
    noted: Option<NotedRecord>,
    settled: Option<(u32, bool)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct NotedRecord {
    writer: u32,
    contact: Option<ContactId>,
    field: u16,
    sides: Box<[ConflictSide; 2]>,
}

/// The version of everything that a page keeps but that could be computed again.
fn projection_version(book: &Book) -> u64 {
    book.projection_version() ^ READINGS_VERSION
}

#[cfg(test)]
mod tests;
