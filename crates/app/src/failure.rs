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

/// Why a backup was not made or not restored. Nothing on the device has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupFailure {
    /// The file is something else.
    #[error("not a backup")]
    NotABackup,
    /// The file is not as it was written, or not all of it is there.
    #[error("the backup is damaged")]
    Damaged,
    /// It is locked and no passphrase was given.
    #[error("a passphrase is needed")]
    PassphraseNeeded,
    /// It is locked and this passphrase does not open it.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// A newer version of the app made it, or wrote what is to be backed up.
    #[error("made by a newer version of the app")]
    NewerApp,
    /// The device is full.
    #[error("storage is full")]
    QuotaExceeded,
    /// The browser cannot unpack it.
    #[error("this browser cannot unpack it")]
    NoUnpacking,
    /// The browser encrypts on secure addresses only.
    #[error("this address gives no encryption")]
    NoEncryption,
    /// This tab may only read.
    #[error("this tab may only read")]
    ReadOnly,
    /// Anything else.
    #[error("{detail}")]
    Other {
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
    /// The browser cannot reach its own files.
    #[error("the browser cannot reach its own files")]
    BackingStore,
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
