//! What the rest of the app does with an event, a job and a change of screen. Not here: the events of the
//! first screen, and what each of the others does.

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{Event, Part, RestPart};
use crate::job::{Job, Slice};
use crate::model::{MayWrite, Model};
use crate::open::{OpenJob, OpenKind};
use crate::route::Route;
use crate::view::Notice;

impl Model {
    /// What happened changes the model, if the first screen does without it.
    pub(super) fn update_rest(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event.part() {
            Part::First | Part::Device | Part::List => Vec::new(),
            Part::Told(part) | Part::Asked(part) => self.on_part(part, event, env),
        }
    }

    fn on_part(&mut self, part: RestPart, event: Event, env: &mut Env) -> Vec<Effect> {
        match part {
            RestPart::Store => self.on_store(event, env),
            RestPart::ListTool => self.on_list_tool(&event),
            RestPart::Saved => self.on_saved(event, env),
            RestPart::Print => self.on_print(&event, env),
            RestPart::Bulk => self.on_bulk(event, env),
            RestPart::Duplicates => self.on_duplicates(&event, env),
            RestPart::Merge => self.on_merge(event, env),
            RestPart::Screen => self.on_screen(event, env),
            RestPart::Sync => self.on_sync(event, env),
            RestPart::Import => self.on_import(event, env),
            RestPart::Backup => self.on_backup(event),
            RestPart::Quality => self.on_quality(&event, env),
            RestPart::Contact => self.on_contact(event, env),
            RestPart::File => self.on_file(event, env),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "on_part hands over these events only; `part` names each of them"
    )]
    fn on_screen(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::Company(event) => self.on_company(event, env),
            Event::Insights(event) => self.on_insights(event),
            Event::Trade(event) => self.on_trade(event, env),
            Event::Funnel(event) => self.on_funnel(event, env),
            Event::Budget(event) => self.on_budget(event, env),
            Event::Rules(event) => self.on_rules(event, env),
            _ => Vec::new(),
        }
    }

    /// What the store and the other tabs tell.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "on_part hands over the events of the store only; `part` names each of them"
    )]
    fn on_store(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
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
            _ => Vec::new(),
        }
    }

    /// What the device says has to do with what was typed, with other tabs and with the company.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the first screen heard all of it")]
    pub(super) fn heard_by_rest(&mut self, event: &Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::NetworkChanged { .. } => {
                self.photos_wanted_again();
                self.sync_wanted();
                self.join_on()
            }
            Event::PageHidden | Event::ReloadPressed => self.settle_drafts(env),
            Event::PageShown => {
                self.photos_wanted_again();
                self.sync_wanted();
                self.catch_up()
            }
            Event::WriterLost => {
                let effects = self.keep_drafts();
                self.writer.may_write = MayWrite::OtherTab;
                self.photos_wanted_again();
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
        let mut effects = self.settle_drafts(env);
        self.leave_bulk();
        self.list.is_print_open = false;
        self.file = None;
        effects.extend(self.close_sheet());
        effects.extend(self.close_budget_sheet());
        self.close_rule();
        self.stop_finding();
        effects.extend(self.fold_when_due());
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
            Route::Today | Route::Funnel | Route::Register | Route::Analysis => {
                self.enter_funnel();
                Vec::new()
            }
            Route::Merge(place) => {
                self.enter_merge(place);
                Vec::new()
            }
            Route::Budget(_) => {
                self.enter_budget();
                Vec::new()
            }
            Route::Settings | Route::Home => vec![Effect::ReportStorage],
            Route::Customers
            | Route::Birthdays
            | Route::QuickAdd
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
            Job::LateTrade(job) => self.late_slice(*job, units, env, effects),
            Job::TakeIn(job) => self.take_in_slice(job, units, env, effects),
            Job::CatchUp(job) => self.catch_up_slice(job, units, effects),
            Job::Export(job) => self.export_slice(job, units, effects),
            Job::Bulk(job) => self.bulk_slice(job, units, env, effects),
            Job::Quality(job) => self.quality_slice(*job, units, effects),
            Job::Preview(job) => self.preview_slice(*job, units, effects),
            Job::Rederive(job) => self.rederive_slice(job, units, effects),
            Job::Judge(job) => self.judge_slice(job, units, env, effects),
            Job::ReadNames(from) => self.read_names_slice(from, units, effects),
            Job::Fingerprint(job) => self.fingerprint_slice(job, units, effects),
            Job::HandOver(job) => self.hand_over_slice(*job, units, env, effects),
            Job::Sum(job) => self.sum_slice(job, units, env),
            Job::Standings(job) => self.standings_slice(*job, units, effects),
            Job::Grades(job) => self.grades_slice(*job, units, effects),
            Job::Undo(job) => self.undo_slice(*job, units, env, effects),
            Job::Funnel => self.funnel_slice(units, effects),
            Job::Budget => self.actuals_slice(units, effects),
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
        self.refresh_sheet();
        self.refresh_budget_sheet();
        self.count_standings();
        let key = (self.book.revision(), self.today);
        match self.route {
            Route::Customers | Route::Customer(_) | Route::NewCustomer => self.refresh_totals(),
            Route::Home => {
                self.count_trade(false);
                self.count_funnel();
            }
            Route::Quality | Route::Insights => self.count_quality(key),
            Route::Birthdays => self.count_birthdays(key),
            Route::Today | Route::Funnel | Route::Analysis => self.count_funnel(),
            Route::Budget(_) => self.count_budget(),
            Route::Register => {
                self.count_funnel();
                self.refresh_quick();
            }
            Route::QuickAdd => self.refresh_quick(),
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
        effects.extend(self.show_photos());
        effects.extend(self.go_on_with_photos(env));
        effects
    }
}
