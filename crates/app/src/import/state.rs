//! Where an import is, phase by phase. Not here: how it goes on.

use std::rc::Rc;

use jipan_book::sheet::{RowError, SheetError};
use jipan_rules::values::ids::BatchId;

use super::judge::Trade;
use super::rounded::Roundings;
use super::rows::Matching;
use super::sheet::Sheet;
use crate::view::ImportResult;

/// Where an import is.
#[derive(Debug)]
pub(crate) enum ImportModel {
    /// Waiting for a file.
    Idle,
    /// The worker reads the file.
    Reading {
        /// Its name.
        name: String,
        /// Bytes read.
        done: u64,
        /// Bytes in all; 0 while it is not known.
        total: u64,
    },
    /// The columns are shown.
    Mapping(Sheet),
    /// Rows of customers are checked and compared.
    Checking(Box<Checking>),
    /// Rows of products or lines of orders are checked and put together.
    Gathering(Box<Gathering>),
    /// They are compared with the book.
    Judging(Judging),
    /// The rows are being written and taken in.
    Saving(Box<Outcome>),
    /// All done.
    Done(Box<Outcome>),
    /// The file cannot be read at all.
    Refused {
        /// Its name.
        name: String,
        /// Why.
        error: SheetError,
    },
}

/// An import whose rows are coming.
#[derive(Debug)]
pub(crate) struct Checking {
    pub(crate) sheet: Sheet,
    pub(crate) batch: BatchId,
    pub(crate) matching: Matching,
    pub(crate) changes: Vec<Rc<[u8]>>,
    pub(crate) failures: Vec<(u32, Vec<RowError>)>,
    pub(crate) rounded: Roundings,
    pub(crate) done: u32,
    pub(crate) total: u32,
}

/// An import of products or orders whose rows are coming.
#[derive(Debug)]
pub(crate) struct Gathering {
    pub(crate) name: String,
    pub(crate) batch: BatchId,
    pub(crate) trade: Trade,
    pub(crate) done: u32,
    pub(crate) total: u32,
}

/// An import whose rows are there and are compared with the book.
#[derive(Debug)]
pub(crate) struct Judging {
    pub(crate) name: String,
    pub(crate) batch: BatchId,
    pub(crate) done: u32,
    pub(crate) total: u32,
}

/// What an import came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) result: ImportResult,
    pub(crate) failures: Vec<(u32, Vec<RowError>)>,
}

impl ImportModel {
    /// Name of the file that the worker reads or checks.
    pub(super) fn name_while_working(&self) -> Option<String> {
        match self {
            Self::Reading { name, .. } => Some(name.clone()),
            Self::Checking(checking) => Some(checking.sheet.name.clone()),
            Self::Gathering(gathering) => Some(gathering.name.clone()),
            Self::Idle
            | Self::Mapping(_)
            | Self::Judging(_)
            | Self::Saving(_)
            | Self::Done(_)
            | Self::Refused { .. } => None,
        }
    }

    /// Whether nothing is being read or written.
    pub(crate) fn is_at_rest(&self) -> bool {
        match self {
            Self::Idle | Self::Done(_) | Self::Refused { .. } => true,
            Self::Reading { .. }
            | Self::Mapping(_)
            | Self::Checking(_)
            | Self::Gathering(_)
            | Self::Judging(_)
            | Self::Saving(_) => false,
        }
    }
}
