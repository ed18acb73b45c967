//! What can go wrong between a tap and "saved". Not here: the words for it, which the shell picks
//! from the variant.

use crate::Place;

/// Who took over the database, so that this tab had to let go of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Successor {
    /// Another tab runs a newer version of the app and upgrades the database.
    NewerVersion,
    /// Another tab wiped the database.
    Deletion,
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
    /// This tab closed its connection because another one took over. Reloading helps.
    #[error("another tab took over the database: {by:?}")]
    Superseded {
        /// What the other tab does.
        by: Successor,
    },
    /// A row was written by a newer version of the app, intact but unreadable here. From then on
    /// this store refuses to write. Reloading helps.
    #[error("{place} was written by a newer version of the app: layout {layout}, cipher {cipher}")]
    NewerLayout {
        /// The row that was met.
        place: Place,
        /// Its layout.
        layout: u8,
        /// Its cipher.
        cipher: u8,
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
