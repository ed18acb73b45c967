//! What the rest of the app does with an event, a job and a change of screen. Not here: the events of the
//! first screen, and what each of the others does.

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::job::{Job, Slice};
use crate::model::{MayWrite, Model};
use crate::open::{OpenJob, OpenKind};
use crate::route::Route;
use crate::view::Notice;

impl Model {
    /// What happened changes the model, if the first screen does without it.
    #[expect(clippy::too_many_lines, reason = "one list of all events, so that none is forgotten")]
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over what it does not do itself, and names each of them"
    )]
    pub(super) fn update_rest(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::SaveEnded { id, log_keys } => self.save_ended(id, &log_keys, env),
            Event::SaveFailed { id, failure } => {
                let mut effects = self.save_failed(id, failure);
                effects.extend(self.fold_when_due());
                effects
            }
            Event::DraftFailed { key, failure } => {
                if self.drafts.texts.contains_key(&key) {
                    self.drafts.unkept.insert(key);
                    self.notify(Notice::SaveFailed(failure));
                }
                Vec::new()
            }
            Event::FoldEnded(id) => self.fold_ended(id, env),
            Event::FoldFailed(id, failure) => self.fold_failed(id, &failure, env),
            Event::ColdLoaded { customer, segments, damaged } => {
                self.cold_loaded(customer, &segments);
                if !damaged.is_empty() {
                    self.notify(Notice::Damaged { rows: damaged });
                }
                Vec::new()
            }
            Event::ConnectionLost => self.connection_lost(),
            Event::TabsTold => self.catch_up(),
            Event::CaughtUp(store) => self.caught_up(*store, env),
            Event::CatchUpFailed => self.catch_up_failed(),
            Event::StoreReread(store) => self.store_reread(*store, env),
            Event::LeadGained(term) => self.lead_gained(term),
            Event::LeadLost => {
                self.lead_lost();
                Vec::new()
            }
            Event::NewerMet => self.meet_newer(),
            Event::ExportUnsavedPressed => vec![Effect::ExportUnsaved(self.unsaved())],
            list @ (Event::TotalsToggled
            | Event::TotalsBy(_)
            | Event::ExportPressed
            | Event::ExportFormatChosen(_)) => self.on_list_tool(&list),
            saved @ (Event::SavedApplied(_)
            | Event::FilterSaved { .. }
            | Event::SavedRenamed { .. }
            | Event::SavedDropped(_)) => self.on_saved(saved, env),
            print @ (Event::PrintOpened
            | Event::PrintClosed
            | Event::PrintColumnSet { .. }
            | Event::ListPrinted
            | Event::FilePrinted
            | Event::BlankPrinted(_)
            | Event::PrintEnded) => self.on_print(&print, env),
            bulk @ (Event::PickingToggled
            | Event::CustomerPicked(_)
            | Event::AllPicked { .. }
            | Event::BulkOpened
            | Event::BulkClosed
            | Event::BulkFieldChosen(_)
            | Event::BulkEmptying(_)
            | Event::BulkTyped(_)
            | Event::BulkLeft
            | Event::BulkReasonTyped(_)
            | Event::BulkPressed) => self.on_bulk(bulk, env),
            duplicates @ (Event::DuplicatesSearched
            | Event::DuplicatesStopped
            | Event::MoreDuplicatesPressed
            | Event::PairJudged { .. }) => self.on_duplicates(&duplicates, env),
            merge @ (Event::MergeSearched(_)
            | Event::MergePicked { .. }
            | Event::MergeTurned
            | Event::MergeContactsKept(_)
            | Event::MergePressed
            | Event::SeparatePressed(_)) => self.on_merge(merge, env),
            Event::Company(event) => self.on_company(event, env),
            Event::Insights(event) => self.on_insights(event),
            Event::Trade(event) => self.on_trade(event, env),
            Event::Rules(event) => self.on_rules(event, env),
            sync @ (Event::OutboxRead(_)
            | Event::OutboxFailed
            | Event::CallAnswered { .. }
            | Event::CallOverdue(_)
            | Event::ChangesFileMade { .. }
            | Event::ChangesFileRead(_)
            | Event::ChangesFileFailed(_)
            | Event::SyncDue) => self.on_sync(sync, env),
            import @ (Event::ImportFileChosen { .. }
            | Event::SheetChosen { .. }
            | Event::SheetKindChosen(_)
            | Event::MappingSet { .. }
            | Event::ImportStarted
            | Event::ImportCancelled
            | Event::ImportClosed
            | Event::SheetAnswered(_)
            | Event::SheetDied
            | Event::FileReady { .. }
            | Event::DifferencesDecided { .. }
            | Event::BatchUndoPressed(_)
            | Event::LoadSamplePressed
            | Event::RemoveSamplePressed) => self.on_import(import, env),
            backup @ (Event::BackupPressed(_)
            | Event::BackupStepped(_)
            | Event::BackupMade(_)
            | Event::BackupFailed(_)
            | Event::RestoreFileChosen { .. }
            | Event::RestoreBackupPressed(_)
            | Event::RestoreStepped(_)
            | Event::RestoreRead(_)
            | Event::RestoreFailed(_)
            | Event::RestoreConfirmed
            | Event::RestoreCancelled
            | Event::Restored) => self.on_backup(backup),
            quality @ (Event::AlertSeen { .. } | Event::AlertsSeen | Event::CycleSet { .. }) => {
                self.on_quality(&quality, env)
            }
            contact @ (Event::PersonOpened { .. }
            | Event::ContactAdded
            | Event::ContactToggled(_)
            | Event::ContactTyped { .. }
            | Event::ContactLeft { .. }
            | Event::ContactDraftDropped { .. }
            | Event::ContactMadeMain(_)
            | Event::ContactRemoved(_)) => self.on_contact(contact, env),
            file @ (Event::GroupOpened(_)
            | Event::FieldTyped { .. }
            | Event::DraftSettled { .. }
            | Event::FieldLeft { .. }
            | Event::DraftDropped { .. }
            | Event::ReasonTyped { .. }
            | Event::ReasonGiven { .. }
            | Event::ReasonSkipped { .. }
            | Event::ConfirmPressed { .. }
            | Event::GroupConfirmPressed(_)
            | Event::NoteTyped(_)
            | Event::NoteAdded
            | Event::HistoryToggled(_)
            | Event::WhyToggled(_)
            | Event::DeletePressed
            | Event::RestorePressed
            | Event::UndoPressed
            | Event::UndoExpired { .. }
            | Event::NewCustomerDone
            | Event::NewCustomerDropped) => self.on_file(file, env),
            // The first screen's own.
            _ => Vec::new(),
        }
    }

    /// What the device says has to do with what was typed, with other tabs and with the company.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the first screen heard all of it")]
    pub(super) fn heard_by_rest(&mut self, event: &Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::NetworkChanged { .. } => {
                self.sync_wanted();
                self.join_on()
            }
            Event::PageHidden | Event::ReloadPressed => self.settle_drafts(env),
            Event::PageShown => {
                self.sync_wanted();
                self.catch_up()
            }
            Event::WriterLost => {
                let effects = self.keep_drafts();
                self.writer.may_write = MayWrite::OtherTab;
                effects
            }
            _ => Vec::new(),
        }
    }

    /// The book was opened, and all of the app is here.
    pub(super) fn opened_whole(&mut self, env: &mut Env) -> Vec<Effect> {
        let mut effects = self.undo_after_reload(env);
        effects.extend(self.arrive());
        self.sync_wanted();
        effects.extend(self.link_waits());
        // Another tab may have written while this one was opening.
        effects.extend(self.catch_up());
        effects.extend(self.fold_when_due());
        effects
    }

    /// Makes what was typed safe before the screen goes.
    pub(super) fn leave_rest(&mut self, env: &mut Env) -> Vec<Effect> {
        let effects = self.settle_drafts(env);
        self.leave_bulk();
        self.list.is_print_open = false;
        self.file = None;
        self.close_rule();
        self.stop_finding();
        effects
    }

    /// Makes a screen ready.
    pub(super) fn enter_rest(&mut self, route: Route) -> Vec<Effect> {
        match route {
            Route::Customer(id) => self.open_file(id),
            Route::NewCustomer => {
                self.update_form();
                Vec::new()
            }
            Route::Duplicates => self.enter_duplicates(),
            Route::Team => self.enter_team(),
            Route::Order(_) | Route::Orders | Route::Products => {
                self.enter_trade();
                Vec::new()
            }
            Route::Merge(place) => {
                self.enter_merge(place);
                Vec::new()
            }
            Route::Settings | Route::Home => vec![Effect::ReportStorage],
            Route::Customers
            | Route::Birthdays
            | Route::Import
            | Route::Differences
            | Route::Quality
            | Route::Insights
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::NotFound => Vec::new(),
        }
    }

    /// Does a slice of any job but the opening.
    pub(super) fn slice_of_rest(
        &mut self,
        job: Job,
        units: u32,
        env: &mut Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        match job {
            Job::Open(job) => self.open_slice(*job, units, env, effects),
            Job::TakeIn(job) => self.take_in_slice(job, units, env, effects),
            Job::CatchUp(job) => self.catch_up_slice(job, units, effects),
            Job::Export(job) => self.export_slice(job, units, effects),
            Job::Bulk(job) => self.bulk_slice(job, units, env, effects),
            Job::Quality(job) => self.quality_slice(*job, units, effects),
            Job::Preview(job) => self.preview_slice(*job, units),
            Job::Rederive(job) => self.rederive_slice(job, units, effects),
            Job::Judge(job) => self.judge_slice(job, units, env, effects),
            Job::ReadNames(from) => self.read_names_slice(from, units, effects),
            Job::Fingerprint(job) => self.fingerprint_slice(job, units, effects),
            Job::HandOver(job) => self.hand_over_slice(*job, units, env, effects),
            Job::Sum(job) => self.sum_slice(job, units, env),
            Job::Standings(job) => self.standings_slice(*job, units, effects),
            Job::Grades(job) => self.grades_slice(*job, units),
            Job::Undo(job) => self.undo_slice(*job, units, env, effects),
            Job::FindDuplicates(finder) => self.find_slice(*finder, units),
        }
    }

    /// Takes the place of the book that was read again.
    pub(super) fn adopt_whole(&mut self, job: OpenJob, kind: OpenKind) -> Vec<Effect> {
        match kind {
            OpenKind::First => Vec::new(),
            OpenKind::Again { touches, term } => self.adopt(job, touches, term),
        }
    }

    /// Brings what is derived up to date, but for the list and the numbers of the home screen.
    pub(super) fn refresh_rest(&mut self) {
        self.refresh_backup();
        self.count_standings();
        let key = (self.book.revision(), self.today);
        match self.route {
            Route::Customers | Route::Customer(_) | Route::NewCustomer => self.refresh_totals(),
            Route::Home => self.count_trade(false),
            Route::Quality | Route::Insights => self.count_quality(key),
            Route::Birthdays => self.count_birthdays(key),
            Route::Orders => self.count_trade(true),
            Route::Duplicates => self.refresh_duplicates(),
            Route::Merge(_)
            | Route::Order(_)
            | Route::Products
            | Route::Import
            | Route::Differences
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings
            | Route::NotFound => {}
        }
    }

    /// Goes on with what an event made possible.
    pub(super) fn go_on_rest(&mut self, env: &mut Env) -> Vec<Effect> {
        let mut effects = self.go_on_with_backup(env);
        effects.extend(self.go_on_with_sync(env));
        effects
    }
}
