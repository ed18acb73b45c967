//! What can happen: every event says what happened, never what to do.

mod budget;
mod company;
mod device;
mod funnel;
mod insights;
mod part;
mod rules;
mod store;
mod trade;

use jipan_book::select::Sort;
use jipan_book::sheet::{ExportFormat, SheetKind, SheetReply};
use jipan_rules::schema::{CustomerType, FieldId, Group};
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId};
use jipan_sync::calls::{Answer, CallId};

use crate::backup::Passphrase;
use crate::effect::{CommitId, FileHandle, FoldId};
use crate::failure::{BackupFailure, OpenFailure, SaveFailure};
use crate::rest::Rest;
use crate::route::Route;
use crate::view::{BackupSummary, FilterChange, Language, MadeBackup, Theme, WhyTopic};

pub use budget::{
    BudgetEvent, BudgetPart, BudgetSheet, BudgetShown, BudgetWhy, CellAt, CellOf, Closing, Frozen,
    GapField, PastedCell,
};
pub use company::CompanyEvent;
pub use device::{InstallOffer, StorageReport};
pub use funnel::{
    ChannelPart, DayRange, DealRef, DealSheetKind, FunnelEvent, FunnelMark, FunnelSpan, FunnelText,
    Owners, QuickField, RegisterPart, SheetEdit, SheetOutcome,
};
pub use insights::InsightsEvent;
pub(crate) use part::{Part, RestPart};
pub use rules::RulesEvent;
pub use store::{HotPage, OpenedStore, PagePlace, Term};
pub use trade::{PadKey, TradeEvent};

/// Something that happened, in the words of the person or of the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The database was read; pages may still be coming.
    StoreOpened(Box<OpenedStore>),
    /// One of the pages that were coming was read.
    PageCame(HotPage),
    /// One of them is not sound: nothing more comes.
    PagesUnsound,
    /// The database was read once more, with every writing of each page.
    StoreOpenedWhole(Box<OpenedStore>),
    /// The first screen that shows the book is on the glass.
    FirstPainted,
    /// The database could not be opened.
    StoreOpenFailed(OpenFailure),
    /// Time for a slice of the running job; `units` is how much of it may be done now.
    JobStep {
        /// Pages, changes or hundreds of rows, whatever the job counts in.
        units: u32,
    },
    /// A commit is durable.
    SaveEnded {
        /// Which one.
        id: CommitId,
        /// The keys its changes got in the log, in order.
        log_keys: Vec<u64>,
    },
    /// A commit did not happen.
    SaveFailed {
        /// Which one.
        id: CommitId,
        /// Why.
        failure: SaveFailure,
    },
    /// A draft could not be kept; it is still in its field.
    DraftFailed {
        /// Its key.
        key: String,
        /// Why.
        failure: SaveFailure,
    },
    /// Another tab wrote something.
    TabsTold,
    /// What other tabs wrote was read: the log beyond what was asked, and all that is small.
    CaughtUp(Box<OpenedStore>),
    /// What other tabs wrote, or everything, could not be read.
    CatchUpFailed,
    /// Rows of the log were read: key and bytes, in their order.
    OutboxRead(Vec<(u64, Vec<u8>)>),
    /// They could not be read.
    OutboxFailed,
    /// A call came to its end.
    CallAnswered {
        /// Which one.
        id: CallId,
        /// What came of it.
        answer: Box<Answer>,
    },
    /// A call has been under way for too long.
    CallOverdue(CallId),
    /// The file of changes is made.
    ChangesFileMade {
        /// Address of the file in this page.
        url: String,
        /// Its name.
        name: String,
    },
    /// The chosen file of changes was read: rows of a log, in their order.
    ChangesFileRead(Vec<Vec<u8>>),
    /// A file of changes could not be made or read.
    ChangesFileFailed(BackupFailure),
    /// It is time to look whether the endpoint is to be asked.
    SyncDue,
    /// A moment passed since something that was saved was sent: what was saved since goes together.
    SaveDue,
    /// Everything was read again.
    StoreReread(Box<OpenedStore>),
    /// This tab leads from now on: it may fold.
    LeadGained(Term),
    /// Another tab took the lead.
    LeadLost,
    /// A newer version of the app upgrades the database.
    NewerMet,
    /// The page is to be loaded anew.
    ReloadPressed,
    /// What is not saved is to be taken along as a file.
    ExportUnsavedPressed,
    /// A part of folding is durable.
    FoldEnded(FoldId),
    /// A part of folding did not happen; the log still has everything.
    FoldFailed(FoldId, SaveFailure),
    /// The old history of a customer was read; each segment as stored.
    ColdLoaded {
        /// Whose.
        customer: CustomerId,
        /// Encoded segments.
        segments: Vec<Vec<u8>>,
        /// Names of segments that could not be read.
        damaged: Vec<String>,
    },
    /// The browser cut the connection to the database; what was on the disk may be gone.
    ConnectionLost,
    /// A new civil day began, or the tablet woke up on one.
    DayChanged,
    /// The table of readings is here.
    ReadingsCame,
    /// It could not be fetched.
    ReadingsMissed,
    /// The words of English are here.
    EnglishCame,
    /// They could not be fetched.
    EnglishMissed,
    /// The rest of the app is here.
    RestCame(Rest),
    /// The rest of the app could not be had.
    RestMissed,
    /// The rest of the app is to be asked for once more.
    RestAsked,
    /// A while ago the rest of the app was missed.
    RestDue,
    /// The network came or went.
    NetworkChanged {
        /// Whether the device believes to be online.
        is_online: bool,
    },
    /// The page is being hidden; what is typed must be safe.
    PageHidden,
    /// The page is shown again, perhaps on another day, after other tabs wrote.
    PageShown,
    /// A tab took over writing that knows nothing of this one.
    WriterLost,
    /// The device reported on its storage.
    StorageReported(StorageReport),
    /// The precache of the app is complete (or not yet).
    OfflineReady(bool),
    /// A new version of the app waits to take over.
    UpdateWaiting,
    /// The person wants the new version now.
    UpdatePressed,
    /// The browser offers to install the app (or the app is installed now).
    InstallOffered(InstallOffer),
    /// The install button was pressed.
    InstallPressed,
    /// The address changed.
    RouteChanged(Route),
    /// A link of the app was followed.
    LinkFollowed(Route),
    /// A notice was read and put away.
    NoticeDismissed(u32),

    /// The search text settled (never while composing).
    SearchTyped(String),
    /// A filter was set or cleared.
    FilterSet(FilterChange),
    /// All filters were cleared.
    FiltersCleared,
    /// The list is to be opened with exactly these filters (from a number on the home screen).
    ListOpened(Vec<FilterChange>),
    /// Another order was chosen; choosing the same again turns it round.
    SortChosen(Sort),
    /// The filter sheet was opened or closed.
    FilterSheetToggled,
    /// The totals of the list were opened or closed.
    TotalsToggled,
    /// The values of this field are to be counted.
    TotalsBy(FieldId),
    /// The visible part of the list moved.
    ListWindowMoved {
        /// Index of the first visible row.
        first: usize,
        /// How many rows fit.
        n_rows: usize,
    },
    /// The next or previous row was chosen by keyboard.
    RowStepped {
        /// Whether towards the end.
        is_forward: bool,
    },
    /// The export of the filtered list was asked for.
    ExportPressed,
    /// The kind of file of this and later exports was chosen.
    ExportFormatChosen(ExportFormat),
    /// A saved filter was pressed, by its key.
    SavedApplied(String),
    /// The present search, filters and order are to be saved.
    FilterSaved {
        /// Under this name.
        name: String,
        /// Whether in place of the one that has the name.
        is_replacing: bool,
    },
    /// A saved filter is to have another name.
    SavedRenamed {
        /// Which.
        key: String,
        /// The name.
        name: String,
    },
    /// A saved filter was deleted, by its key.
    SavedDropped(String),
    /// A setting could not be written.
    SettingFailed(SaveFailure),
    /// The sheet for printing the list was opened.
    PrintOpened,
    /// It was closed.
    PrintClosed,
    /// A column of the table was chosen, or left out.
    PrintColumnSet {
        /// Which field.
        field: FieldId,
        /// Whether it is in the table.
        is_on: bool,
    },
    /// The list is to be printed.
    ListPrinted,
    /// The open file is to be printed.
    FilePrinted,
    /// A blank file of this type is to be printed.
    BlankPrinted(CustomerType),
    /// Printing is over.
    PrintEnded,
    /// Picking customers one by one began, or ended.
    PickingToggled,
    /// A customer was picked, or no longer is.
    CustomerPicked(CustomerId),
    /// All customers of the list were picked, or nobody is any more.
    AllPicked {
        /// Whether all are.
        is_on: bool,
    },
    /// One value for many customers was asked for: those picked, else all that are shown.
    BulkOpened,
    /// The sheet of the bulk edit was closed, or the making of its changes cancelled.
    BulkClosed,
    /// The field to be changed was chosen.
    BulkFieldChosen(Option<FieldId>),
    /// Whether the field is to be emptied.
    BulkEmptying(bool),
    /// The text of the value changed (settled, never while composing).
    BulkTyped(String),
    /// The box of the value was left.
    BulkLeft,
    /// The text of the reason changed.
    BulkReasonTyped(String),
    /// The change of all of them was confirmed.
    BulkPressed,

    /// A group of the file was opened.
    GroupOpened(Group),
    /// The text of a field changed (settled, never while composing).
    FieldTyped {
        /// Which field.
        field: FieldId,
        /// All of its text.
        text: String,
    },
    /// 500 ms passed since the text with this number was typed.
    DraftSettled {
        /// The number of the keystroke the timer was started for.
        keystroke: u64,
    },
    /// A field was left: blur, Enter, next field.
    FieldLeft {
        /// Which field.
        field: FieldId,
    },
    /// What was typed in a field was given up.
    DraftDropped {
        /// Which field.
        field: FieldId,
    },
    /// The text of a reason changed (settled, never while composing).
    ReasonTyped {
        /// Which field was changed.
        field: FieldId,
        /// All of the text.
        text: String,
    },
    /// The reason of a change of a static field was given.
    ReasonGiven {
        /// Which field.
        field: FieldId,
        /// The reason.
        text: String,
    },
    /// The reason row was put away without a reason.
    ReasonSkipped {
        /// Which field.
        field: FieldId,
    },
    /// The file of a customer is to be opened at one of its contacts.
    PersonOpened {
        /// Whose file.
        customer: CustomerId,
        /// Which further contact; none for the main one.
        contact: Option<ContactId>,
    },
    /// A further contact is to be added.
    ContactAdded,
    /// A further contact was opened, or closed.
    ContactToggled(ContactId),
    /// The text of a field of a further contact changed.
    ContactTyped {
        /// Which contact.
        contact: ContactId,
        /// Which field.
        field: FieldId,
        /// The whole text.
        text: String,
    },
    /// A field of a further contact was left.
    ContactLeft {
        /// Which contact.
        contact: ContactId,
        /// Which field.
        field: FieldId,
    },
    /// What was typed into a field of a further contact was given up.
    ContactDraftDropped {
        /// Which contact.
        contact: ContactId,
        /// Which field.
        field: FieldId,
    },
    /// A further contact is to change places with the main one.
    ContactMadeMain(ContactId),
    /// A further contact is to go.
    ContactRemoved(ContactId),
    /// "Still valid" was pressed.
    ConfirmPressed {
        /// Which field.
        field: FieldId,
    },
    /// "All still valid" was pressed for what is due in a group.
    GroupConfirmPressed(Group),
    /// The text of the note changed.
    NoteTyped(String),
    /// The note was added to the timeline.
    NoteAdded,
    /// The history of one field was opened, or closed.
    HistoryToggled(Option<FieldId>),
    /// "Why?" was asked, or closed.
    WhyToggled(Option<WhyTopic>),
    /// Delete was pressed.
    DeletePressed,
    /// Restore was pressed on a deleted customer.
    RestorePressed,
    /// Undo was pressed on the bar or in the file.
    UndoPressed,
    /// The undo bar has been shown long enough.
    UndoExpired {
        /// Which showing of a bar: each has its number, as one that comes back has time of its own.
        showing: u64,
    },
    /// "Done" was pressed on the form of a new customer.
    NewCustomerDone,
    /// The new customer was given up.
    NewCustomerDropped,

    /// "Got it" was pressed at an alert.
    AlertSeen {
        /// Whose.
        customer: CustomerId,
        /// The date that ends.
        field: FieldId,
    },
    /// "Got it" was pressed for all alerts, the nearest first.
    AlertsSeen,
    /// Another cycle was chosen for the fields of a group.
    CycleSet {
        /// Which.
        group: Group,
        /// Days, or none for those of the schema.
        days: Option<u16>,
    },

    /// Duplicates are to be searched for anew.
    DuplicatesSearched,
    /// The search for duplicates was stopped.
    DuplicatesStopped,
    /// More of the duplicates are to be shown.
    MoreDuplicatesPressed,
    /// Two that look alike are two, or it is a question again.
    PairJudged {
        /// One of them.
        one: CustomerId,
        /// The other.
        other: CustomerId,
        /// Whether they are two.
        is_distinct: bool,
    },
    /// The text by which the other one is searched for changed (never while composing).
    MergeSearched(String),
    /// The value of a side was chosen for a field.
    MergePicked {
        /// The field.
        field: FieldId,
        /// 0 is left, 1 is right.
        side: usize,
    },
    /// The other one is to stay.
    MergeTurned,
    /// Whether contacts that would be lost are kept as further ones was chosen.
    MergeContactsKept(bool),
    /// The two are to become one as chosen.
    MergePressed,
    /// A customer that was merged is to be one of its own again.
    SeparatePressed(CustomerId),

    /// A file was chosen for import.
    ImportFileChosen {
        /// Where the shell keeps it.
        file: FileHandle,
        /// Its name.
        name: String,
        /// Its size in bytes.
        n_bytes: u64,
    },
    /// Another sheet of the workbook was chosen.
    SheetChosen {
        /// Its place among the sheets, from 0.
        sheet: u32,
    },
    /// What the records of the file are was chosen.
    SheetKindChosen(SheetKind),
    /// The field of a column was chosen.
    MappingSet {
        /// Index of the column.
        column: usize,
        /// The field, or none to leave the column out.
        field: Option<FieldId>,
    },
    /// Start import was pressed.
    ImportStarted,
    /// Cancel was pressed.
    ImportCancelled,
    /// "Import another file" was pressed on the result.
    ImportClosed,
    /// The worker answered.
    SheetAnswered(Box<SheetReply>),
    /// The worker could not be started or died.
    SheetDied,
    /// A file of the worker can be downloaded.
    FileReady {
        /// Address of the file in this page.
        url: String,
        /// Its name.
        name: String,
    },
    /// Between the value here and the value of the last file one was chosen.
    DifferencesDecided {
        /// For which differences.
        scope: DifferenceScope,
        /// Which value.
        side: Side,
    },
    /// The undo of a whole import (or of the sample data) was asked for.
    BatchUndoPressed(BatchId),

    /// A language was chosen.
    LanguageChosen(Language),
    /// An appearance was chosen.
    ThemeChosen(Theme),
    /// The persistent storage was asked for.
    PersistPressed,
    /// Back up was pressed.
    BackupPressed(Passphrase),
    /// So many percent of the backup are made.
    BackupStepped(u8),
    /// The backup is made.
    BackupMade(MadeBackup),
    /// It could not be made.
    BackupFailed(BackupFailure),
    /// A file was chosen to be restored.
    RestoreFileChosen {
        /// Its name.
        name: String,
    },
    /// Restore was pressed.
    RestoreBackupPressed(Passphrase),
    /// So many percent of the chosen file are read.
    RestoreStepped(u8),
    /// The chosen file is a backup and whole.
    RestoreRead(BackupSummary),
    /// It cannot be restored.
    RestoreFailed(BackupFailure),
    /// The book that is here is to be replaced.
    RestoreConfirmed,
    /// It is not.
    RestoreCancelled,
    /// The backup is in place.
    Restored,
    /// Sample data were asked for.
    LoadSamplePressed,
    /// The sample data are to go.
    RemoveSamplePressed,
    /// A person did something about the company.
    Company(CompanyEvent),
    /// A person did something about the budget.
    Budget(BudgetEvent),
    /// A person did something on the screen of insights.
    Insights(InsightsEvent),
    /// A person did something about orders, products or objections.
    Trade(TradeEvent),
    /// Something about prospects and opportunities.
    Funnel(FunnelEvent),
    /// A person did something on the screen of the rules.
    Rules(RulesEvent),
}

/// Which of two values counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one on this device.
    Device,
    /// The one of the last file.
    File,
}

/// Which differences are decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceScope {
    /// One field of one customer.
    One(CustomerId, FieldId),
    /// All of one customer.
    Customer(CustomerId),
    /// One field of all customers.
    Field(FieldId),
    /// All there are.
    All,
}
