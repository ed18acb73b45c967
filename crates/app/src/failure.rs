//! What can go wrong outside, as facts. The words are in the shell.

/// Why the database could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenFailure {
    /// The browser has no database for us: private mode, or switched off.
    #[error("no storage is available here: {detail}")]
    Unavailable {
        /// What the browser said.
        detail: String,
    },
    /// An older tab keeps the database from being upgraded.
    #[error("another tab keeps the database open")]
    Blocked,
    /// The data were written by a newer version of the app.
    #[error("the data have layout {found}, newer than {known}")]
    NewerLayout {
        /// Layout found.
        found: u8,
        /// Newest layout known here.
        known: u8,
    },
    /// The browser cannot read its own store.
    #[error("the store cannot be read: {detail}")]
    Unreadable {
        /// What the browser said.
        detail: String,
    },
}

/// Why something was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveFailure {
    /// The device is full.
    #[error("storage is full")]
    QuotaExceeded,
    /// The connection to the database is gone and did not come back.
    #[error("the connection to the database is closed")]
    ConnectionClosed,
    /// Another tab writes now; this one may not.
    #[error("another tab writes now")]
    NotTheWriter,
    /// Data of a newer version: this one may only read.
    #[error("the data belong to a newer version")]
    NewerLayout,
    /// Anything else the browser said.
    #[error("not written: {detail}")]
    Other {
        /// What the browser said.
        detail: String,
    },
}
