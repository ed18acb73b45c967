//! What the app knows of the list of customers and of its tools. Not here: what they do.

use std::collections::BTreeSet;

use jipan_book::select::{Query, Selection};
use jipan_rules::NaiveDate;
use jipan_rules::values::ids::CustomerId;

use crate::bulk::BulkModel;
use crate::totals::TotalsModel;
use crate::view::SavedError;

/// The list of customers.
#[derive(Debug)]
pub struct ListModel {
    pub(crate) query: Query,
    pub(crate) selection: Selection,
    /// The revision of the book and the day the selection was made for.
    pub(crate) made_for: Option<(u64, NaiveDate)>,
    pub(crate) list_no: u64,
    pub(crate) first: usize,
    pub(crate) n_rows: usize,
    pub(crate) is_sheet_open: bool,
    /// The customers picked one by one, while that goes on.
    pub(crate) picks: Option<BTreeSet<CustomerId>>,
    pub(crate) bulk: Option<BulkModel>,
    pub(crate) totals: Option<TotalsModel>,
    pub(crate) is_print_open: bool,
    /// Why a filter could not be saved, until the next try.
    pub(crate) saved_error: Option<SavedError>,
}

impl ListModel {
    pub(crate) fn new() -> Self {
        Self {
            query: Query::default(),
            selection: Selection::default(),
            made_for: None,
            list_no: 0,
            first: 0,
            // As many as a tablet shows upright, until it is measured.
            n_rows: 16,
            is_sheet_open: false,
            picks: None,
            bulk: None,
            totals: None,
            is_print_open: false,
            saved_error: None,
        }
    }
}
