//! The import screen, phase by phase.

use jipan_book::BatchKind;
use jipan_book::sheet::{Rounded, RowError, SheetError, SheetFormat, SheetKind};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::BatchId;
use jipan_rules::{DateTime, Utc};

/// The import screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportView {
    /// Waiting for a file.
    Idle {
        /// Earlier imports, newest first.
        batches: Vec<BatchView>,
    },
    /// The worker reads the file.
    Reading {
        /// Its name.
        name: String,
        /// Bytes read.
        done: u64,
        /// Bytes in all; 0 while it is not known.
        total: u64,
    },
    /// The columns are shown and can be corrected.
    Mapping {
        /// Name of the file.
        name: String,
        /// What kind of file it is; of a workbook also its sheets.
        format: SheetFormat,
        /// What its records are.
        kind: SheetKind,
        /// Records without the header.
        n_records: u32,
        /// The columns.
        columns: Vec<ColumnView>,
        /// What keeps the import from starting.
        problem: Option<MappingProblem>,
    },
    /// Rows are checked and compared.
    Checking {
        /// Name of the file.
        name: String,
        /// Records done.
        done: u32,
        /// Records in all.
        total: u32,
    },
    /// The good rows are being written; no longer to be cancelled.
    Saving {
        /// Name of the file.
        name: String,
    },
    /// All done.
    Done(ImportResult),
    /// The file cannot be read at all.
    Refused {
        /// Name of the file.
        name: String,
        /// Why.
        error: SheetError,
    },
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnView {
    /// Its heading.
    pub heading: String,
    /// The field it goes to.
    pub field: Option<FieldId>,
    /// Its first cells.
    pub sample: Vec<String>,
    /// Whether another column goes to the same field.
    pub is_double: bool,
}

/// What keeps an import from starting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MappingProblem {
    /// Nothing is in the sheet.
    EmptySheet,
    /// No column goes to any of these fields, one of which is needed.
    Missing {
        /// The fields, the usual one first.
        one_of: &'static [FieldId],
    },
    /// Two columns go to one field.
    Double(FieldId),
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportResult {
    /// Name of the file.
    pub name: String,
    /// What its records are. Of orders, what is counted below are orders, but what did not come in is
    /// counted in records.
    pub kind: SheetKind,
    /// Its batch, to undo; none when nothing was written.
    pub batch: Option<BatchId>,
    /// Whether the batch was undone.
    pub is_undone: bool,
    /// New customers, products or orders.
    pub n_added: usize,
    /// Those with another value.
    pub n_updated: usize,
    /// Those that were there just so.
    pub n_unchanged: usize,
    /// Customers of whom the file says something else than the device, where both moved; the value
    /// of the device stayed.
    pub n_differing: usize,
    /// Records that did not come in.
    pub n_failed: usize,
    /// What had more decimals than its field keeps, in records that could come in.
    pub rounded: Vec<Rounded>,
    /// What else there is to say of orders.
    pub facts: Option<OrderFacts>,
    /// The first of those that did not come in.
    pub failures: Vec<FailureView>,
    /// Where the file of failed rows can be had: address and name.
    pub failed_file: Option<(String, String)>,
}

/// What else an import of orders came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderFacts {
    /// Lines of the orders that came in or were there just so.
    pub n_lines: usize,
    /// Products that were made by the way.
    pub n_products: usize,
    /// Customers that were made by the way.
    pub n_customers: usize,
    /// Lines whose amount is not quantity × price.
    pub n_off: usize,
    /// By how much their amounts are more than that, in fen.
    pub off_fen: i64,
}

/// So many failures are shown; all of them are in the file.
const N_FAILURES_SHOWN: usize = 200;

impl ImportResult {
    /// An import of customers from a file of which these records did not come in.
    pub(crate) fn of(name: String, failures: &[(u32, Vec<RowError>)]) -> Self {
        let shown = failures.iter().take(N_FAILURES_SHOWN);
        let shown =
            shown.map(|(record, errors)| FailureView { record: *record, errors: errors.clone() });
        Self {
            name,
            kind: SheetKind::Customers,
            batch: None,
            is_undone: false,
            n_added: 0,
            n_updated: 0,
            n_unchanged: 0,
            n_differing: 0,
            n_failed: failures.len(),
            rounded: Vec::new(),
            facts: None,
            failures: shown.collect(),
            failed_file: None,
        }
    }
}

/// A record that did not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailureView {
    /// Its number; the header is 1.
    pub record: u32,
    /// Why.
    pub errors: Vec<RowError>,
}

/// An earlier import, or a bulk edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchView {
    /// Which.
    pub id: BatchId,
    /// What kind of batch it is.
    pub kind: BatchKind,
    /// Name of its file.
    pub name: String,
    /// For a bulk edit, which field got which value (none: it was emptied) instead of a file.
    pub edit: Option<(FieldId, Option<Value>)>,
    /// When.
    pub at: DateTime<Utc>,
    /// New customers.
    pub n_added: u32,
    /// Customers with another value.
    pub n_updated: u32,
    /// Records that did not come in.
    pub n_failed: u32,
    /// Whether it was undone.
    pub is_undone: bool,
}
