//! What can go wrong between a tap and "saved". Not here: the words for it, which the shell picks
//! from the variant.

use crate::Place;

/// A row that is intact but that only a newer version of the app can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place} was written by a newer version of the app: layout {layout}, cipher {cipher}")]
pub struct Newer {
    /// The row that was met.
    pub place: Place,
    /// Its layout.
    pub layout: u8,
    /// Its cipher.
    pub cipher: u8,
}

/// Why a call to the store did not do what it was asked. Whatever the error, a failed write has
/// changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser gives this page no database: private mode, site data switched off, too old.
    #[error("this browser gives no database: {detail}")]
    Unavailable {
        /// The browser's own words.
        detail: String,
    },
    /// An older tab holds the database open and does not let go. Closing it helps.
    #[error("database {database} is held open by another tab")]
    Blocked {
        /// Name of the database.
        database: String,
    },
    /// The database was upgraded by a newer version of the app. Reloading helps.
    #[error("database {database} belongs to a newer version of the app")]
    NewerVersion {
        /// Name of the database.
        database: String,
    },
    /// This tab closed its connection because another one, of a newer version of the app,
    /// upgrades the database. Reloading helps.
    #[error("another tab upgrades the database for a newer version of the app")]
    Superseded,
    /// A row of a newer version of the app was met. From then on this store writes nothing but
    /// drafts. Reloading helps.
    #[error("{0}")]
    NewerLayout(Newer),
    /// A value of `meta` is not what a [`Write::Expect`](crate::Write::Expect) said: another tab
    /// was there first.
    #[error("another tab was there first: {name}")]
    Overtaken {
        /// The name of the value.
        name: String,
    },
    /// The browser cut the connection, and opening it once more did not help either.
    #[error("the browser closed the database: {detail}")]
    ConnectionClosed {
        /// The browser's own words.
        detail: String,
    },
    /// No space left for this site. Freeing space on the device helps.
    #[error("storage is full: {needed_bytes} bytes needed")]
    QuotaExceeded {
        /// Bytes in the write that found no room.
        needed_bytes: u64,
    },
    /// The browser's own files are broken: it can neither read nor write this database.
    #[error("the browser cannot reach its own files: {detail}")]
    BackingStore {
        /// The browser's own words.
        detail: String,
    },
    /// Anything that no one foresaw.
    #[error("unexpected {name}: {detail}")]
    Unexpected {
        /// Name of the browser's exception.
        name: String,
        /// The browser's own words.
        detail: String,
    },
}
