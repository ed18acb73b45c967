//! Who takes an event: the one place where every event has its part of the app, so that a new one without
//! a part does not compile. Not here: what is done with it.

use super::Event;

/// Who takes an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The first part of the app itself: opening, slices, places.
    First,
    /// What the device says, heard by the first part and then by the rest.
    Device,
    /// The question to the list.
    List,
    /// Told by the device, done by the rest of the app.
    Told(RestPart),
    /// Done by the person, who is told that it waits while the rest is not here.
    Asked(RestPart),
}

/// Who takes an event in the rest of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RestPart {
    /// An event that names its screen itself.
    Screen,
    Store,
    ListTool,
    Saved,
    Print,
    Bulk,
    Duplicates,
    Merge,
    Sync,
    Import,
    Backup,
    Quality,
    Contact,
    File,
}

impl Event {
    /// Who takes it.
    #[expect(clippy::too_many_lines, reason = "one list of all events, so that none is forgotten")]
    pub(crate) fn part(&self) -> Part {
        match self {
            Self::JobStep { .. }
            | Self::StoreOpened(_)
            | Self::PageCame(_)
            | Self::PagesUnsound
            | Self::FirstPainted
            | Self::StoreOpenedWhole(_)
            | Self::StoreOpenFailed(_)
            | Self::RestCame(_)
            | Self::RestMissed
            | Self::RestDue
            | Self::RestAsked
            | Self::ReloadPressed
            | Self::RouteChanged(_)
            | Self::LinkFollowed(_)
            | Self::SettingFailed(_) => Part::First,
            Self::DayChanged
            | Self::ReadingsCame
            | Self::ReadingsMissed
            | Self::EnglishCame
            | Self::EnglishMissed
            | Self::NetworkChanged { .. }
            | Self::PageHidden
            | Self::PageShown
            | Self::WriterLost
            | Self::StorageReported(_)
            | Self::OfflineReady(_)
            | Self::UpdateWaiting
            | Self::UpdatePressed
            | Self::InstallOffered(_)
            | Self::InstallPressed
            | Self::NoticeDismissed(_)
            | Self::LanguageChosen(_)
            | Self::ThemeChosen(_)
            | Self::PersistPressed => Part::Device,
            Self::SearchTyped(_)
            | Self::FilterSet(_)
            | Self::FiltersCleared
            | Self::ListOpened(_)
            | Self::SortChosen(_)
            | Self::FilterSheetToggled
            | Self::ListWindowMoved { .. }
            | Self::RowStepped { .. } => Part::List,
            Self::SaveEnded { .. }
            | Self::SaveFailed { .. }
            | Self::DraftFailed { .. }
            | Self::TabsTold
            | Self::CaughtUp(_)
            | Self::CatchUpFailed
            | Self::StoreReread(_)
            | Self::LeadGained(_)
            | Self::LeadLost
            | Self::NewerMet
            | Self::FoldEnded(_)
            | Self::FoldFailed(..)
            | Self::ColdLoaded { .. }
            | Self::ConnectionLost => Part::Told(RestPart::Store),
            Self::OutboxRead(_)
            | Self::OutboxFailed
            | Self::CallAnswered { .. }
            | Self::CallOverdue(_)
            | Self::ChangesFileMade { .. }
            | Self::ChangesFileRead(_)
            | Self::ChangesFileFailed(_)
            | Self::SyncDue
            | Self::SaveDue => Part::Told(RestPart::Sync),
            Self::PrintEnded => Part::Told(RestPart::Print),
            Self::UndoExpired { .. } => Part::Told(RestPart::File),
            Self::SheetAnswered(_) | Self::SheetDied | Self::FileReady { .. } => {
                Part::Told(RestPart::Import)
            }
            Self::BackupStepped(_)
            | Self::BackupMade(_)
            | Self::BackupFailed(_)
            | Self::RestoreStepped(_)
            | Self::RestoreRead(_)
            | Self::RestoreFailed(_)
            | Self::Restored => Part::Told(RestPart::Backup),
            Self::ExportUnsavedPressed => Part::Asked(RestPart::Store),
            Self::TotalsToggled
            | Self::TotalsBy(_)
            | Self::ExportPressed
            | Self::ExportFormatChosen(_) => Part::Asked(RestPart::ListTool),
            Self::SavedApplied(_)
            | Self::FilterSaved { .. }
            | Self::SavedRenamed { .. }
            | Self::SavedDropped(_) => Part::Asked(RestPart::Saved),
            Self::PrintOpened
            | Self::PrintClosed
            | Self::PrintColumnSet { .. }
            | Self::ListPrinted
            | Self::FilePrinted
            | Self::BlankPrinted(_) => Part::Asked(RestPart::Print),
            Self::PickingToggled
            | Self::CustomerPicked(_)
            | Self::AllPicked { .. }
            | Self::BulkOpened
            | Self::BulkClosed
            | Self::BulkFieldChosen(_)
            | Self::BulkEmptying(_)
            | Self::BulkTyped(_)
            | Self::BulkLeft
            | Self::BulkReasonTyped(_)
            | Self::BulkPressed => Part::Asked(RestPart::Bulk),
            Self::GroupOpened(_)
            | Self::FieldTyped { .. }
            | Self::DraftSettled { .. }
            | Self::FieldLeft { .. }
            | Self::DraftDropped { .. }
            | Self::ReasonTyped { .. }
            | Self::ReasonGiven { .. }
            | Self::ReasonSkipped { .. }
            | Self::ConfirmPressed { .. }
            | Self::GroupConfirmPressed(_)
            | Self::NoteTyped(_)
            | Self::NoteAdded
            | Self::HistoryToggled(_)
            | Self::WhyToggled(_)
            | Self::DeletePressed
            | Self::RestorePressed
            | Self::UndoPressed
            | Self::NewCustomerDone
            | Self::NewCustomerDropped => Part::Asked(RestPart::File),
            Self::PersonOpened { .. }
            | Self::ContactAdded
            | Self::ContactToggled(_)
            | Self::ContactTyped { .. }
            | Self::ContactLeft { .. }
            | Self::ContactDraftDropped { .. }
            | Self::ContactMadeMain(_)
            | Self::ContactRemoved(_) => Part::Asked(RestPart::Contact),
            Self::AlertSeen { .. } | Self::AlertsSeen | Self::CycleSet { .. } => {
                Part::Asked(RestPart::Quality)
            }
            Self::DuplicatesSearched
            | Self::DuplicatesStopped
            | Self::MoreDuplicatesPressed
            | Self::PairJudged { .. } => Part::Asked(RestPart::Duplicates),
            Self::MergeSearched(_)
            | Self::MergePicked { .. }
            | Self::MergeTurned
            | Self::MergeContactsKept(_)
            | Self::MergePressed
            | Self::SeparatePressed(_) => Part::Asked(RestPart::Merge),
            Self::ImportFileChosen { .. }
            | Self::SheetChosen { .. }
            | Self::SheetKindChosen(_)
            | Self::MappingSet { .. }
            | Self::ImportStarted
            | Self::ImportCancelled
            | Self::ImportClosed
            | Self::DifferencesDecided { .. }
            | Self::BatchUndoPressed(_)
            | Self::LoadSamplePressed
            | Self::RemoveSamplePressed => Part::Asked(RestPart::Import),
            Self::BackupPressed(_)
            | Self::RestoreFileChosen { .. }
            | Self::RestoreBackupPressed(_)
            | Self::RestoreConfirmed
            | Self::RestoreCancelled => Part::Asked(RestPart::Backup),
            Self::Company(_)
            | Self::Budget(_)
            | Self::Funnel(_)
            | Self::Insights(_)
            | Self::Trade(_)
            | Self::Rules(_) => Part::Asked(RestPart::Screen),
        }
    }
}
