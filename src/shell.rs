//! The shell: runs effects and hears what happens outside. One file per group of effects; nothing here
//! decides anything. Not here: the loop, markup, words.

mod address;
mod backup;
mod browser;
pub(crate) mod env;
mod files;
mod frames;
mod install;
mod jobs;
pub(crate) mod js;
mod late;
mod lifecycle;
mod locks;
mod network;
mod page;
pub(crate) mod panic;
mod persistence;
mod photos;
mod print;
pub(crate) mod rest;
mod share;
mod sheets;
mod store;
mod sync;
mod tabs;
pub(crate) mod task;
mod timers;
mod unsaved;
mod updates;

use gloo_events::EventListener;
use jipan_app::{Effect, Event, Route, Start};
use jipan_rules::NaiveDate;
use yew::Callback;

use backup::Backups;
use files::Files;
use install::Install;
use jobs::{Jobs, OPENING_FACTOR, Slice};
use page::Page;
use photos::Photos;
use sheets::Sheets;
use store::StoreDoor;
use sync::SyncDoor;
use updates::Updates;

use crate::hooks::{FileIntake, Sharing};

/// Everything that the app has outside of itself, for as long as the page lives.
pub(crate) struct Shell {
    tell: Callback<Event>,
    store: StoreDoor,
    jobs: Jobs,
    sheets: Sheets,
    sync: SyncDoor,
    files: Files,
    photos: Photos,
    backups: Backups,
    page: Page,
    install: Install,
    updates: Updates,
    _listeners: Vec<EventListener>,
}

impl Shell {
    /// Listens to the outside and begins to open the store; gives how the app begins.
    pub(crate) fn start(tell: &Callback<Event>, today: NaiveDate) -> (Self, Start) {
        let has_english = late::take_english_found();
        let page = Page::as_found(has_english);
        let start = Start {
            route: address::here(),
            language: page.language(),
            has_english,
            theme: page.theme(),
            is_online: network::is_online(),
            today,
        };
        let files = Files::new(tell.clone());
        address::tell_secret(tell);
        let mut listeners = address::listen(tell);
        listeners.extend(network::listen(tell));
        listeners.extend(lifecycle::listen(tell));
        lifecycle::wait_for_midnight(tell.clone());
        let store = StoreDoor::new(tell.clone());
        store.open();
        let shell = Self {
            tell: tell.clone(),
            jobs: Jobs::new(tell.clone()),
            sheets: Sheets::new(tell.clone(), files.clone()),
            sync: SyncDoor::new(tell.clone()),
            backups: Backups::new(tell.clone(), store.clone(), files.clone()),
            photos: Photos::new(tell.clone(), store.clone()),
            store,
            files,
            page,
            install: Install::listen(tell),
            updates: Updates::listen(tell),
            _listeners: listeners,
        };
        (shell, start)
    }

    /// Where components hand over files.
    pub(crate) fn intake(&self) -> FileIntake {
        FileIntake {
            table: self.files.intake(),
            backup: self.backups.intake(),
            changes: self.files.changes_intake(),
        }
    }

    /// What components need to hand something on to another device.
    pub(crate) fn sharing(&self) -> Sharing {
        share::sharing(&self.sync)
    }

    /// Starts the watch when this event is a slice of a job.
    pub(crate) fn slice_of(event: &Event) -> Option<Slice> {
        matches!(event, Event::JobStep { .. }).then(Slice::begin)
    }

    /// Stops the watch.
    pub(crate) fn slice_ended(&self, slice: Option<Slice>, effects: &[Effect]) {
        if let Some(slice) = slice {
            let goes_on = effects.contains(&Effect::Continue);
            let factor = if self.page.is_opening() { OPENING_FACTOR } else { 1.0 };
            self.jobs.slice_ended(slice, goes_on, factor);
        }
    }

    /// What is on the glass now.
    pub(crate) fn shown(&mut self, route: Route, phase: &'static str) {
        self.page.shown(route, phase);
    }

    /// Does one thing outside.
    pub(crate) fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Continue => self.jobs.ask(),
            Effect::Commit { id, changes, drafts_done } => {
                self.store.commit(id, &changes, drafts_done);
            }
            Effect::Fold { id, writes } => self.store.fold(id, writes),
            Effect::CatchUp { after } => self.store.read_news(after),
            Effect::AwaitPaint => self.page.await_paint(self.tell.clone()),
            Effect::OpenWhole => self.store.open_whole(),
            Effect::Reread => self.store.read_again(),
            Effect::ReadOutbox { after, n_max } => self.store.read_log(after, n_max),
            Effect::TellTabs => self.store.tabs().tell_written(),
            Effect::TakeLead => self.store.tabs().take_lead(),
            Effect::GiveUpLead => self.store.tabs().give_up_lead(),
            Effect::Reload => self.updates.reload(),
            Effect::LoadCold(customer) => self.store.load_cold(customer),
            Effect::FetchReadings => late::fetch_readings(self.tell.clone()),
            Effect::FetchRest => late::fetch_rest(self.tell.clone()),
            Effect::FetchEnglish => late::fetch_english(self.tell.clone()),
            Effect::SaveDraft { key, text } => self.store.save_draft(key, text),
            Effect::SaveSetting { key, value } => self.store.save_setting(&key, value),
            Effect::Delay { millis, event } => timers::delay(self.tell.clone(), millis, *event),
            Effect::Navigate { route, is_replacing } => address::go(route, is_replacing),
            Effect::ApplyLanguage(language) => self.page.apply_language(language),
            Effect::ApplyTheme(theme) => self.page.apply_theme(theme),
            Effect::AskPersistence => persistence::ask(self.tell.clone()),
            Effect::ReportStorage => persistence::report(self.tell.clone()),
            rest @ (Effect::Call { .. }
            | Effect::CancelCall(_)
            | Effect::ExportUnsaved(_)
            | Effect::SheetOpen { .. }
            | Effect::SheetSend(_)
            | Effect::SheetFailed { .. }
            | Effect::SheetExport(_)
            | Effect::SheetReport(_)
            | Effect::SheetClose
            | Effect::Download { .. }
            | Effect::BackUp { .. }
            | Effect::ReadBackup { .. }
            | Effect::RestoreBackup { .. }
            | Effect::MakeChangesFile { .. }
            | Effect::ReadChangesFile { .. }
            | Effect::DropBackup
            | Effect::KeepPhoto { .. }
            | Effect::DropPhoto(_)
            | Effect::ShowPhotos(_)
            | Effect::ReadPhoto(_)
            | Effect::Print) => rest::run(self, rest),
            Effect::PromptInstall => self.install.prompt(),
            Effect::ActivateUpdate => self.updates.activate(),
        }
    }
}
