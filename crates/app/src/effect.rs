//! What the shell is asked to do. It answers with events.

use std::borrow::Cow;
use std::rc::Rc;

use jipan_book::sheet::{ExportCell, ExportFormat, RowError, SheetRequest};
use jipan_rules::Uuid;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;
use jipan_sync::calls::{Call, CallId};

use crate::backup::Passphrase;
use crate::event::Event;
use crate::route::Route;
use crate::view::{Language, Later, ReportView, SumUnit, Theme, UnsavedRow};

/// Number of a commit, to match its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(pub u64);

/// Number of a part of folding, to match its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FoldId(pub u64);

/// A file the shell holds for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileHandle(pub u32);

/// One thing to do outside.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "the shell must run the effects"]
pub enum Effect {
    /// Give the running job another slice soon, after the page had its turn.
    Continue,
    /// Write changes as one strict transaction and answer with `SaveEnded` or `SaveFailed`.
    Commit {
        /// To be given back.
        id: CommitId,
        /// Encoded changes, one log row each.
        changes: Vec<Rc<[u8]>>,
        /// Drafts that end with this commit, in the same transaction.
        drafts_done: Vec<String>,
    },
    /// Write a part of folding as one strict transaction.
    Fold {
        /// To be given back.
        id: FoldId,
        /// What to write, in order.
        writes: Vec<FoldWrite>,
    },
    /// Read what other tabs wrote, after all that was asked to be written, and answer with
    /// `CaughtUp` or `CatchUpFailed`.
    CatchUp {
        /// The log is read beyond this key.
        after: u64,
    },
    /// Answer with `FirstPainted` once what is drawn next is on the glass; soon in any case, since a page
    /// that is hidden has no frames.
    AwaitPaint,
    /// Read the database once more, this time with every writing of each page, and answer with
    /// `StoreOpenedWhole` or `StoreOpenFailed`.
    OpenWhole,
    /// Read everything again, in the same order, and answer with `StoreReread` or `CatchUpFailed`.
    Reread,
    /// Read rows of the log beyond a key, the first ones only, in the same order, and answer with
    /// `OutboxRead` or `OutboxFailed`.
    ReadOutbox {
        /// The log is read beyond this key.
        after: u64,
        /// So many rows at most.
        n_max: u32,
    },
    /// Ask the endpoint, through the worker, and answer with `CallAnswered`.
    Call {
        /// To be given back.
        id: CallId,
        /// What is asked.
        call: Box<Call>,
    },
    /// Give a call up.
    CancelCall(CallId),
    /// Tell other tabs that something was written. Each commit and each draft that is kept tells
    /// them by itself.
    TellTabs,
    /// Take the lead, unless a tab that has it answers. `LeadGained` follows if it was taken.
    TakeLead,
    /// Leave the lead to another tab.
    GiveUpLead,
    /// Load the page anew, in its newest version.
    Reload,
    /// Save a file with these on the device, without the database; the shell words it.
    ExportUnsaved(Vec<UnsavedRow>),
    /// Read the old history of a customer.
    LoadCold(CustomerId),
    /// Fetch the table of readings, hand it to the book, and answer with `ReadingsCame` or
    /// `ReadingsMissed`.
    FetchReadings,
    /// Fetch the rest of the app, and answer with `RestCame` or `RestMissed`.
    FetchRest,
    /// Fetch the words of English, and answer with `EnglishCame` or `EnglishMissed`.
    FetchEnglish,
    /// Keep text that is not yet a change.
    SaveDraft {
        /// Its key.
        key: String,
        /// The text; `None` forgets the draft.
        text: Option<String>,
    },
    /// Keep a photo on this device under a name, and answer with `PhotoKept` or `PhotoNotKept`.
    KeepPhoto {
        /// Its name.
        id: Uuid,
        /// The picture as a row.
        row: Vec<u8>,
    },
    /// Forget the photo of a name.
    DropPhoto(Uuid),
    /// Read the photos of these names and answer with `PhotoFound` for each that was not read yet;
    /// put all others out of sight.
    ShowPhotos(Vec<Uuid>),
    /// Read the row of a photo, and answer with `PhotoRead` or `PhotoUnread`.
    ReadPhoto(Uuid),
    /// Keep a setting.
    SaveSetting {
        /// Its name.
        key: Cow<'static, str>,
        /// Its value.
        value: String,
    },
    /// Give this event after a time.
    Delay {
        /// How long.
        millis: u32,
        /// What happens then.
        event: Box<Event>,
    },
    /// Go to an address.
    Navigate {
        /// Where to.
        route: Route,
        /// Whether in place of the present one.
        is_replacing: bool,
    },
    /// Show the app in a language.
    ApplyLanguage(Language),
    /// Show the app in an appearance.
    ApplyTheme(Theme),
    /// Ask the browser to keep the storage, then report.
    AskPersistence,
    /// Report on the storage.
    ReportStorage,
    /// Hand a file to the worker (started if needed).
    SheetOpen {
        /// The file.
        file: FileHandle,
        /// The first message, which goes with its bytes.
        request: SheetRequest,
    },
    /// Send a message to the worker.
    SheetSend(SheetRequest),
    /// Have the worker write the file of failed rows; the shell words the reasons.
    SheetFailed {
        /// Record number and errors.
        rows: Vec<(u32, Vec<RowError>)>,
    },
    /// Have the worker write a part of an export; the shell words the headings.
    SheetExport(ExportPart),
    /// Have the worker write the month's report of the budget; the shell words it.
    SheetReport(Later<ReportView>),
    /// End the worker.
    SheetClose,
    /// Save a file of the page on the device.
    Download {
        /// Its address in this page.
        url: String,
        /// Its name.
        name: String,
    },
    /// Put everything that is stored into one file, and answer with `BackupMade` or `BackupFailed`.
    BackUp {
        /// When.
        created_at_millis: u64,
        /// Customers in the book.
        n_customers: u32,
        /// The mark of this backup, to be found in it.
        mark: Vec<u8>,
        /// What opens it; none locks it not.
        passphrase: Passphrase,
    },
    /// Read the file that was chosen to be restored, prove and keep it, and answer with
    /// `RestoreRead` or `RestoreFailed`.
    ReadBackup {
        /// What opens it.
        passphrase: Passphrase,
    },
    /// Stop every other tab from writing, put what was read in place of everything stored, as one
    /// strict transaction, and answer with `Restored` or `RestoreFailed`.
    RestoreBackup {
        /// Small values that say who goes on with the book; a person in the backup counts more.
        identity: Vec<(String, Vec<u8>)>,
    },
    /// Forget the chosen file.
    DropBackup,
    /// Put rows of a log into one file, and answer with `ChangesFileMade` or `ChangesFileFailed`.
    MakeChangesFile {
        /// When.
        created_at_millis: u64,
        /// Customers in the book.
        n_customers: u32,
        /// The rows.
        rows: Vec<Vec<u8>>,
        /// What opens it.
        passphrase: Passphrase,
    },
    /// Read such a file to its end and prove it, and answer with `ChangesFileRead` or
    /// `ChangesFileFailed`.
    ReadChangesFile {
        /// The file.
        file: FileHandle,
        /// What opens it.
        passphrase: Passphrase,
    },
    /// Print the page, and tell when that is over.
    Print,
    /// Show the browser's own install prompt.
    PromptInstall,
    /// Let the waiting version take over and reload.
    ActivateUpdate,
}

/// A part of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPart {
    /// What kind of file.
    pub format: ExportFormat,
    /// Whether it is the report of classes, not the list of customers.
    pub is_report: bool,
    /// The columns.
    pub fields: Vec<FieldId>,
    /// What goods are counted in; none without any goods.
    pub goods: Option<SumUnit>,
    /// The cells, in the order of the columns.
    pub rows: Vec<Vec<ExportCell>>,
    /// Whether this is the end.
    pub is_last: bool,
}

/// One write of a folding transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoldWrite {
    /// Write nothing, and nothing of all the rest, unless a small value is so; with `None`, unless
    /// it is not there.
    Expect(&'static str, Option<Vec<u8>>),
    /// Write a hot page.
    Page {
        /// What it holds.
        kind: u8,
        /// Its number.
        page: u32,
        /// Which writing of it.
        generation: u32,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Forget an older writing of a page.
    PageGone {
        /// What it held.
        kind: u8,
        /// Its number.
        page: u32,
        /// Which writing of it.
        generation: u32,
    },
    /// Write a segment of a customer's old history.
    Cold {
        /// Whose.
        customer: CustomerId,
        /// Number of the segment.
        segment: u32,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Forget the old history of a customer.
    ColdGone(CustomerId),
    /// Append a row to the log.
    Log(Vec<u8>),
    /// Forget a row of the log.
    LogGone(u64),
    /// Keep a small value.
    Meta(String, Vec<u8>),
    /// Forget a small value.
    MetaGone(String),
    /// Delete everything, but what was set aside because it is damaged.
    Clear,
    /// Keep a setting.
    Setting(String, String),
}
