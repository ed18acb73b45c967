//! The contract of every store: what is written, what comes back, in which words of data. Not
//! here: how it is done, and what the bytes mean.

use crate::{ColdKey, HotKey, Newer, Payload, Place, Scope, StoreError};

/// How long a write may be at risk after it was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// On the disk when acknowledged. For every user action.
    Strict,
    /// In the system's buffers when acknowledged; a power cut may lose it, whole and together with
    /// all that came after. For what can be fetched or made again.
    Relaxed,
}

/// One row to put or to delete. Payloads are plain: the store seals them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Puts nothing: the whole transaction happens only if this value of `meta` is so, or, with
    /// `None`, is not there. Else nothing is written and the answer is
    /// [`StoreError::Overtaken`]. Of all tabs that ask for the same, one is the first.
    Expect(String, Option<Vec<u8>>),
    /// Appends a change to the log; its key comes back in [`Written::log_keys`].
    Log(Vec<u8>),
    /// Deletes one row of the log.
    LogDelete(u64),
    /// Deletes every row of the log up to and with this key.
    LogDeleteThrough(u64),
    /// Puts a generation of a hot page.
    HotPut(HotKey, Vec<u8>),
    /// Deletes a generation of a hot page.
    HotDelete(HotKey),
    /// Puts a segment of history.
    ColdPut(ColdKey, Vec<u8>),
    /// Deletes every segment of a customer's history.
    ColdDelete(Scope, [u8; 16]),
    /// Puts a value of `meta`.
    MetaPut(String, Vec<u8>),
    /// Deletes a value of `meta`.
    MetaDelete(String),
    /// Puts a draft.
    DraftPut(String, String),
    /// Deletes a draft.
    DraftDelete(String),
    /// Puts a setting, as plain text that can be read in the developer tools.
    SettingPut(String, String),
    /// Sets bytes aside, as they are. The same bytes from the same origin are kept once.
    QuarantinePut {
        /// Where they were, such as `log/17`.
        origin: String,
        /// Why they could not stay.
        why: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Deletes every row but those of quarantine.
    Clear,
    /// Puts a row as it is, sealed already, as [`backup::Reader`](crate::backup::Reader) gives it. Of
    /// a row that has no place in a store, or neither bytes nor text, nothing is put.
    RowPut(Row),
}

impl Write {
    /// Bytes of content that this write carries, without keys and headers.
    pub fn n_bytes(&self) -> u64 {
        let n_bytes = match self {
            Self::Log(bytes)
            | Self::HotPut(_, bytes)
            | Self::ColdPut(_, bytes)
            | Self::MetaPut(_, bytes)
            | Self::QuarantinePut { bytes, .. } => bytes.len(),
            Self::DraftPut(_, text) | Self::SettingPut(_, text) => text.len(),
            Self::RowPut(row) => match &row.stored {
                Stored::Bytes(bytes) => bytes.len(),
                Stored::Text(text) => text.len(),
                Stored::Strange | Stored::Unreadable { .. } => 0,
            },
            Self::Expect(..)
            | Self::Clear
            | Self::LogDelete(_)
            | Self::LogDeleteThrough(_)
            | Self::HotDelete(_)
            | Self::ColdDelete(..)
            | Self::MetaDelete(_)
            | Self::DraftDelete(_) => 0,
        };
        n_bytes as u64
    }

    /// Whether it is written even beside rows of a newer version: what is typed is not lost, and
    /// every later version reads it.
    pub(crate) fn is_always_safe(&self) -> bool {
        matches!(self, Self::DraftPut(..))
    }
}

/// A committed write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Keys of the [`Write::Log`]s, in their order.
    pub log_keys: Vec<u64>,
}

/// All that is needed to start, each list in the order of its keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Opened {
    /// The log.
    pub log: Vec<(u64, Payload)>,
    /// Every generation of every hot page that opens.
    pub hot: Vec<(HotKey, Payload)>,
    /// Older generations that are there and are not read, in the order of their keys.
    pub unread: Vec<HotKey>,
    /// Values of `meta`.
    pub meta: Vec<(String, Payload)>,
    /// Drafts.
    pub drafts: Vec<(String, String)>,
    /// Settings.
    pub settings: Vec<(String, String)>,
    /// Rows that did not open. They stay where they are until someone deletes or replaces them.
    pub damaged: Vec<Damaged>,
    /// The first row that only a newer version can read. Rows like it are left out and stay where
    /// they are.
    pub newer: Option<Newer>,
}

/// One customer's history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cold {
    /// Its segments, oldest first.
    pub segments: Vec<(ColdKey, Payload)>,
    /// Segments that did not open.
    pub damaged: Vec<Damaged>,
    /// The first segment that only a newer version can read.
    pub newer: Option<Newer>,
}

/// A row that did not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Where it is.
    pub place: Place,
    /// What is wrong with it.
    pub reason: DamagedReason,
    /// Whether a copy is safe in `quarantine`.
    pub set_aside: SetAside,
}

/// Why a row does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DamagedReason {
    /// Shorter than a header.
    #[error("too short: {n_bytes} bytes")]
    TooShort {
        /// Its length.
        n_bytes: usize,
    },
    /// Not the bytes that were written.
    #[error("checksum does not match")]
    Checksum,
    /// Intact, but in a layout that this build does not know.
    #[error("unknown layout {layout}")]
    UnknownLayout {
        /// Its layout.
        layout: u8,
    },
    /// Intact, but encrypted in a way that this build does not know.
    #[error("unknown cipher {cipher}")]
    UnknownCipher {
        /// Its cipher.
        cipher: u8,
    },
    /// Neither bytes nor, for a setting, text.
    #[error("not a row of this app")]
    WrongType,
    /// A draft that is not UTF-8.
    #[error("not text")]
    NotText,
    /// The browser itself fails to read it.
    #[error("the browser cannot read it: {detail}")]
    Unreadable {
        /// The browser's own words.
        detail: String,
    },
}

/// What became of the copy of a damaged row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetAside {
    /// Copied by this call.
    Now,
    /// Copied by an earlier one.
    Before,
    /// There are no bytes to copy.
    Nothing,
    /// Could not be copied; the row itself is still in its place.
    Failed {
        /// Why not.
        error: StoreError,
    },
}

/// A row of `quarantine`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Where it was.
    pub origin: String,
    /// Why it is here.
    pub why: String,
    /// Its bytes, as they were.
    pub bytes: Vec<u8>,
}

/// What a place holds, before anything was proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// A sealed row, or what is left of it.
    Bytes(Vec<u8>),
    /// Plain text.
    Text(String),
    /// Something else.
    Strange,
    /// The browser fails to read it.
    Unreadable {
        /// The browser's own words.
        detail: String,
    },
}

/// A row as it lies in the store, before anything was proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it lies.
    pub place: Place,
    /// What lies there.
    pub stored: Stored,
}

impl Row {
    /// Whether a store has a place for it: bytes under a key of ours, or the text of a setting.
    pub(crate) fn can_be_put(&self) -> bool {
        match self.stored {
            Stored::Bytes(_) => !matches!(self.place, Place::Setting(_) | Place::Strange { .. }),
            Stored::Text(_) => matches!(self.place, Place::Setting(_)),
            Stored::Strange | Stored::Unreadable { .. } => false,
        }
    }
}

/// What a [`Store::scan`] comes to, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// It begins, or begins anew: what came before does not count.
    Begin {
        /// Rows to come.
        n_rows: u64,
    },
    /// The next rows.
    Rows(Vec<Row>),
}

/// What a [`Store::open_newest`] comes to, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// All but the pages that follow. If something was not sound already, it is all that
    /// [`Store::open`] gives, and nothing follows.
    Begin {
        /// What was read, and in [`Opened::unread`] what is not going to be.
        opened: Box<Opened>,
        /// The pages to come, in their order.
        coming: Vec<HotKey>,
    },
    /// The next page.
    Page(HotKey, Payload),
    /// A page is not sound, or could not be read. What came before does not count:
    /// [`Store::open`] tells what there is.
    Unsound,
}

/// A place that keeps rows. All calls may be made again after an error.
///
/// Futures are not `Send`: a browser has one thread here.
pub trait Store {
    /// Reads everything that a start needs; connects first where that is due. May be called again
    /// at any time to read afresh.
    ///
    /// # Errors
    /// Any [`StoreError`]; a damaged row is none, it stands in [`Opened::damaged`], and so is one
    /// of a newer version.
    fn open(&self) -> impl Future<Output = Result<Opened, StoreError>>;

    /// Reads what [`Store::open`] does, but of each hot page only the newest generation, and hands each
    /// over while the next ones are being read: [`Opening::Begin`] first, once. If a row is damaged or of
    /// a newer version, everything is read instead.
    ///
    /// # Errors
    /// As [`Store::open`]; nothing was handed over then.
    fn open_newest(
        &self,
        take: impl FnMut(Opening) + 'static,
    ) -> impl Future<Output = Result<(), StoreError>>;

    /// Reads what other tabs may have written since: the log beyond the key `after`, `meta`, drafts
    /// and settings, as they are at one moment. No pages.
    ///
    /// # Errors
    /// As [`Store::open`].
    fn news(&self, after: u64) -> impl Future<Output = Result<Opened, StoreError>>;

    /// Reads the first `n_max` rows of the log beyond the key `after`, and nothing else; 0 means all.
    ///
    /// # Errors
    /// As [`Store::open`].
    fn log(&self, after: u64, n_max: u32) -> impl Future<Output = Result<Opened, StoreError>>;

    /// Does all of `writes`, in their order, in one transaction, or none of them. `Ok` means
    /// committed, and with [`Durability::Strict`] on the disk.
    ///
    /// # Errors
    /// Any [`StoreError`]; nothing was written then. [`StoreError::NewerLayout`] once a row of a
    /// newer version was met, unless all of it are drafts.
    fn write(
        &self,
        writes: Vec<Write>,
        durability: Durability,
    ) -> impl Future<Output = Result<Written, StoreError>>;

    /// Reads the history of one customer.
    ///
    /// # Errors
    /// As [`Store::open`].
    fn cold(
        &self,
        scope: &Scope,
        customer: [u8; 16],
    ) -> impl Future<Output = Result<Cold, StoreError>>;

    /// Reads every row but those of quarantine as it lies, all as of one moment, and hands them to
    /// `take` some at a time, in the order of [`Place`]. Nothing is proved and nothing set aside.
    /// Between two parts others have their turn; who writes meanwhile waits.
    ///
    /// # Errors
    /// Any [`StoreError`]; what was handed over until then does not count.
    fn scan(
        &self,
        take: impl FnMut(Scan) + 'static,
    ) -> impl Future<Output = Result<(), StoreError>>;

    /// Reads what was set aside.
    ///
    /// # Errors
    /// Any [`StoreError`].
    fn quarantined(&self) -> impl Future<Output = Result<Vec<Quarantined>, StoreError>>;

    /// Deletes everything, quarantine included. The next call starts with an empty store.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] while another tab holds on; any other [`StoreError`].
    fn wipe(&self) -> impl Future<Output = Result<(), StoreError>>;

    /// Lets go of the connection, after what was asked for is done. The next call connects again.
    fn close(&self) -> impl Future<Output = ()>;
}
