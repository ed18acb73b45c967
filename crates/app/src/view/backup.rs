//! Backups as they are shown: how old the last one is, what it lacks, and what is being made or
//! restored.

use jipan_rules::{DateTime, NaiveDate, Utc};

use crate::failure::BackupFailure;

/// The part of the settings that is about backups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupView {
    /// What a backup would save now.
    pub gap: BackupGap,
    /// A backup that is being made.
    pub making: Making,
    /// A backup that is being restored.
    pub restoring: Restoring,
    /// Customers here.
    pub n_customers: u32,
    /// When something was last written here.
    pub changed_at: Option<DateTime<Utc>>,
}

/// What would be lost if the device were gone now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackupGap {
    /// When the last backup was made; `None` if there never was one.
    pub last: Option<DateTime<Utc>>,
    /// Days since then, or since the first thing that no backup has.
    pub n_days: i64,
    /// Changes since then; all of them if there never was a backup.
    pub n_changes: u64,
    /// Customers touched by them.
    pub n_customers: usize,
    /// Whether it is time to say so on the home screen.
    pub is_due: bool,
}

/// Where the making of a backup is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Making {
    /// Nowhere.
    #[default]
    Rest,
    /// Under way, so many percent.
    Working(u8),
    /// Made and handed to the device.
    Made(MadeBackup),
    /// It could not be made.
    Failed(BackupFailure),
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeBackup {
    /// Its address in this page.
    pub url: String,
    /// Its name.
    pub name: String,
    /// Its size.
    pub n_bytes: u64,
    /// Stored parts that were damaged, and are not in it.
    pub n_left_out: u32,
    /// Whether only its passphrase opens it.
    pub is_locked: bool,
}

/// Where the restoring of a backup is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Restoring {
    /// Nowhere.
    #[default]
    Rest,
    /// The chosen file is being read and proved.
    Reading {
        /// So much of it.
        percent: u8,
        /// Whether a passphrase is tried on it.
        is_locked: bool,
    },
    /// It opens by a passphrase only.
    Locked {
        /// Whether one was tried that does not open it.
        is_wrong: bool,
    },
    /// It is whole.
    Read(BackupSummary),
    /// It would replace the customers that are here: the person is asked.
    Asking(BackupSummary),
    /// It is being put in place of what was here, so many percent.
    Replacing,
    /// It is in place; the app opens anew.
    Done,
    /// It was not restored, and nothing here changed.
    Failed(BackupFailure),
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSummary {
    /// Name of its file.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Customers in it.
    pub n_customers: u32,
    /// Version of the app that made it.
    pub app: String,
}

/// The civil days from one to another, never negative.
pub(crate) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days().max(0)
}
