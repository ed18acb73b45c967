//! The home screen: the state of the customer base in numbers that open their lists.

use jipan_book::overview::Overview;

use super::BackupGap;
use crate::event::{InstallOffer, StorageReport};

/// The home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeView {
    /// The numbers.
    pub overview: Overview,
    /// Whether the book is empty.
    pub is_first_run: bool,
    /// Whether the sample data are in the book.
    pub has_sample: bool,
    /// What the device says about its storage.
    pub storage: Option<StorageReport>,
    /// What no backup has.
    pub gap: BackupGap,
    /// How the app can be installed here.
    pub install: InstallOffer,
}
