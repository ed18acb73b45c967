//! The settings screen.

use std::rc::Rc;

use super::{BackupView, Language, Theme};
use crate::event::{InstallOffer, StorageReport};

/// The settings screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsView {
    /// The language in force.
    pub language: Language,
    /// The appearance in force.
    pub theme: Theme,
    /// What the device says about its storage.
    pub storage: Option<StorageReport>,
    /// Whether the app opens without a network.
    pub is_offline_ready: bool,
    /// Backups.
    pub backup: Rc<BackupView>,
    /// The sample data.
    pub sample: SampleView,
    /// How the app can be installed here.
    pub install: InstallOffer,
    /// Whether a new version waits.
    pub is_update_waiting: bool,
    /// Version of the app.
    pub app_version: &'static str,
    /// Layout of the stored pages.
    pub page_layout: u8,
    /// Version of the rules.
    pub rules_version: u16,
    /// Customers in the book.
    pub n_customers: usize,
    /// One number for the whole book, equal where the same book is open; nothing while it is taken.
    pub fingerprint: Option<u64>,
}

/// What is to say of the sample data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleView {
    /// Not loaded.
    Absent,
    /// Nothing made up is loaded among the customers of a company.
    Unavailable,
    /// Being loaded or removed.
    Working,
    /// Loaded: so many customers.
    Present(usize),
}
