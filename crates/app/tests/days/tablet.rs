//! A tablet without glass: the model, a store that can fail, the worker as a library, a clock that
//! is turned by hand.

#[path = "tablet/backup.rs"]
mod backup;
#[path = "tablet/person.rs"]
mod person;
#[path = "tablet/photos.rs"]
mod photos;
use photos::PhotoFaults;
#[path = "tablet/sheets.rs"]
mod sheets;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jipan_app::calls::{Call, CallId};
use jipan_app::effect::{CommitId, FoldId, FoldWrite};
use jipan_app::failure::SaveFailure;
use jipan_app::view::{Language, Theme, UnsavedRow};
use jipan_app::{Effect, Env, Event, IdSource, Model, Rest, Route, Start};
use jipan_book::sheet::SheetRequest;
use jipan_rules::{DateTime, NaiveDate, TimeDelta, Uuid};
use jipan_sheets::Session;
use jipan_store::{Durability, Scope, Store as _, StoreError, Write};
use pollster::block_on;

pub(crate) use super::disk::{Disk, disk, lead, opened_store, term_of};
use super::disk::{opened_whole, opening, writes_of_fold};

/// A running app.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Tablet<'a> {
    pub model: Model,
    pub env: Env,
    disk: &'a Disk,
    run: u64,
    queue: VecDeque<Event>,
    pub delayed: Vec<Event>,
    sheet: Session,
    /// What the worker answers waits here while there is a here.
    held_answers: Option<VecDeque<Event>>,
    pub files: BTreeMap<u32, Vec<u8>>,
    /// Files handed out: name and bytes, newest last.
    pub written: Vec<(String, Vec<u8>)>,
    /// Units a slice of a job may do.
    pub units: u32,
    /// Writes wait while this is set.
    pub is_held: bool,
    held: VecDeque<Event>,
    /// Slices of jobs wait while this is set.
    pub is_busy: bool,
    /// What is drawn does not come on the glass while this is set.
    pub is_unseen: bool,
    n_slices: usize,
    /// Photos that are looked at.
    pub photos: BTreeSet<Uuid>,
    pub photo_faults: PhotoFaults,
    /// How often the page was printed.
    pub n_printed: usize,
    /// Reports of the budget that went into a workbook.
    pub reports: Vec<jipan_app::view::ReportView>,
    /// Effects that reached the outside, for tests that look at them.
    pub navigated: Vec<Route>,
    /// What was taken along because it could not be saved.
    pub taken_along: Vec<UnsavedRow>,
    /// Whether something was written since other tabs were told.
    pub has_told: bool,
    /// Whether it asked for the lead.
    pub wants_lead: bool,
    /// The file chosen to be restored.
    chosen: Vec<u8>,
    /// What opens it, if it is locked.
    pub locked_with: Option<&'static str>,
    /// What was read of it.
    to_restore: Option<Vec<Write>>,
    /// What is being asked of the endpoint.
    pub calls: Vec<(CallId, Call)>,
    /// How often the table of readings or the words of English were asked for.
    pub n_fetched: usize,
    /// How often the rest of the app was asked for.
    pub n_rest_asked: usize,
    /// The rest of the app does not come by itself while this is set.
    pub is_rest_held: bool,
    /// Whether the app asked to be opened anew.
    pub is_reloaded: bool,
}

/// Where a tab sits among the tabs of its browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub slot: u8,
    pub leads: bool,
}

/// The day on which the tests play.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

impl<'a> Tablet<'a> {
    /// Opens the app on a disk. `run` tells its ids apart from those of other runs.
    pub(crate) fn open(disk: &'a Disk, run: u64) -> Self {
        Self::open_sliced(disk, run, 1_000)
    }

    /// Opens the app, with so many units a slice.
    pub(crate) fn open_sliced(disk: &'a Disk, run: u64, units: u32) -> Self {
        Self::open_seated(disk, run, units, Seat { slot: 0, leads: true })
    }

    /// Opens the app where the words of English must be fetched.
    pub(crate) fn open_in_chinese(disk: &'a Disk, run: u64) -> Self {
        let mut tablet = Self::started(disk, run, 1_000, false);
        tablet.opened();
        tablet
    }

    /// Opens the app as one of several tabs.
    pub(crate) fn open_seated(disk: &'a Disk, run: u64, units: u32, seat: Seat) -> Self {
        let mut tablet = Self::closed(disk, run, units);
        tablet.opens_database(seat);
        tablet
    }

    /// Reads the database of the only tab.
    pub(crate) fn opened(&mut self) {
        self.opens_database(Seat { slot: 0, leads: true });
    }

    fn opens_database(&mut self, seat: Seat) {
        let term = seat.leads.then(|| term_of(self.run));
        if let Some(term) = term {
            lead(self.disk, term);
        }
        for event in opening(self.disk, seat.slot, term) {
            self.happens(event);
        }
    }

    /// The app before its database was read.
    pub(crate) fn closed(disk: &'a Disk, run: u64, units: u32) -> Self {
        Self::started(disk, run, units, true)
    }

    fn started(disk: &'a Disk, run: u64, units: u32, has_english: bool) -> Self {
        let mut last = 0_u64;
        let ids = IdSource::new(move || {
            last += 1;
            // Time-ordered, with random-looking low bits.
            let low = (run << 40 | last).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            Uuid::from_u64_pair(run << 40 | last, low)
        });
        let now = DateTime::from_timestamp(1_795_300_000 + i64::try_from(run).unwrap(), 0).unwrap();
        let start = Start {
            route: Route::Home,
            language: Language::Chinese,
            has_english,
            theme: Theme::System,
            is_online: false,
            today: today(),
        };
        Self {
            model: Model::new(start),
            env: Env { now, today: today(), ids },
            disk,
            run,
            queue: VecDeque::new(),
            delayed: Vec::new(),
            sheet: Session::default(),
            held_answers: None,
            files: BTreeMap::new(),
            written: Vec::new(),
            units,
            is_held: false,
            held: VecDeque::new(),
            is_busy: false,
            is_unseen: false,
            n_slices: 0,
            photos: BTreeSet::new(),
            photo_faults: PhotoFaults::default(),
            n_printed: 0,
            reports: Vec::new(),
            navigated: Vec::new(),
            taken_along: Vec::new(),
            has_told: false,
            wants_lead: false,
            chosen: Vec::new(),
            locked_with: None,
            to_restore: None,
            calls: Vec::new(),
            n_fetched: 0,
            n_rest_asked: 0,
            is_rest_held: false,
            is_reloaded: false,
        }
    }

    /// Something happens, and everything that follows from it at once.
    pub(crate) fn happens(&mut self, event: Event) {
        self.queue.push_back(event);
        while let Some(event) = self.queue.pop_front() {
            self.env.now += TimeDelta::milliseconds(1);
            for effect in self.model.update(event, &mut self.env) {
                self.run(effect);
            }
        }
    }

    /// Time passes: what was to happen later happens.
    pub(crate) fn waits(&mut self) {
        for event in std::mem::take(&mut self.delayed) {
            self.happens(event);
        }
    }

    /// Whether the tablet died, with all that it was doing.
    pub(crate) fn is_dead(&self) -> bool {
        self.disk.is_down()
    }

    /// One slice that waited is done; whether there was one.
    pub(crate) fn does_a_slice(&mut self) -> bool {
        let Some(rest) = self.n_slices.checked_sub(1) else { return false };
        self.n_slices = rest;
        self.happens(Event::JobStep { units: self.units });
        true
    }

    /// The disk answers what it held back.
    pub(crate) fn disk_answers(&mut self) {
        self.is_held = false;
        while let Some(event) = self.held.pop_front() {
            self.happens(event);
        }
    }

    /// The disk answers one thing of what it held back, and holds back what comes of it.
    pub(crate) fn disk_answers_once(&mut self) {
        if let Some(event) = self.held.pop_front() {
            self.happens(event);
        }
    }

    /// The disk answers what it held back, but what was asked first comes last.
    pub(crate) fn answers_last_first(&mut self) {
        self.is_held = false;
        let first = self.held.pop_front();
        self.disk_answers();
        if let Some(event) = first {
            self.happens(event);
        }
    }

    /// Whether something was written since this was asked last.
    pub(crate) fn takes_told(&mut self) -> bool {
        std::mem::take(&mut self.has_told)
    }

    fn answer(&mut self, event: Event) {
        if self.is_held {
            self.held.push_back(event);
        } else {
            self.queue.push_back(event);
        }
    }

    fn write(&mut self, writes: Vec<Write>) -> Result<Vec<u64>, SaveFailure> {
        let is_fold = writes.iter().any(|it| matches!(it, Write::Expect(..)));
        block_on(self.disk.write(writes, Durability::Strict))
            .inspect(|_| self.has_told |= !is_fold)
            .map(|written| written.log_keys)
            .map_err(|error| match error {
                StoreError::QuotaExceeded { .. } => SaveFailure::QuotaExceeded,
                StoreError::NewerLayout(_) => SaveFailure::NewerLayout,
                StoreError::Overtaken { .. } => SaveFailure::NotTheWriter,
                other => SaveFailure::Other { detail: other.to_string() },
            })
    }

    #[expect(clippy::too_many_lines, reason = "one list of all effects, so that none is forgotten")]
    fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Continue if self.is_busy => self.n_slices += 1,
            Effect::Continue => self.queue.push_back(Event::JobStep { units: self.units }),
            Effect::Commit { id, changes, drafts_done } => self.commit(id, &changes, drafts_done),
            Effect::Fold { id, writes } => self.fold(id, writes),
            Effect::LoadCold(customer) => self.load_cold(customer),
            Effect::CatchUp { after } => {
                let event = match block_on(self.disk.news(after)) {
                    Ok(news) => Event::CaughtUp(Box::new(opened_store(news))),
                    Err(_) => Event::CatchUpFailed,
                };
                self.answer(event);
            }
            Effect::ReadOutbox { after, n_max } => {
                let event = match block_on(self.disk.log(after, n_max)) {
                    Ok(read) => Event::OutboxRead(opened_store(read).log),
                    Err(_) => Event::OutboxFailed,
                };
                self.answer(event);
            }
            Effect::Call { id, call } => self.calls.push((id, *call)),
            Effect::CancelCall(id) => self.calls.retain(|(of, _)| *of != id),
            Effect::AwaitPaint if self.is_unseen => {}
            Effect::AwaitPaint => self.queue.push_back(Event::FirstPainted),
            Effect::OpenWhole => self.answer(opened_whole(self.disk)),
            Effect::Reread => {
                let event = match block_on(self.disk.open()) {
                    Ok(opened) => Event::StoreReread(Box::new(opened_store(opened))),
                    Err(_) => Event::CatchUpFailed,
                };
                self.answer(event);
            }
            Effect::SaveDraft { key, text } => {
                let write = match text {
                    Some(text) => Write::DraftPut(key.clone(), text),
                    None => Write::DraftDelete(key.clone()),
                };
                if let Err(failure) = self.write(vec![write]) {
                    self.answer(Event::DraftFailed { key, failure });
                }
            }
            Effect::KeepPhoto { id, row } => self.keep_photo(id, row),
            Effect::DropPhoto(id) => {
                drop(self.write(vec![Write::ColdDelete(Scope::photos(), id.into_bytes())]));
            }
            Effect::ShowPhotos(ids) => self.show_photos(ids),
            Effect::ReadPhoto(id) => self.read_photo(id),
            Effect::SaveSetting { key, value } => {
                drop(self.write(vec![Write::SettingPut(key.into_owned(), value)]));
            }
            Effect::ExportUnsaved(rows) => self.taken_along = rows,
            Effect::TellTabs => self.has_told = true,
            Effect::TakeLead => self.wants_lead = true,
            Effect::Delay { event, .. } => self.delayed.push(*event),
            Effect::Navigate { route, .. } => self.navigated.push(route),
            Effect::SheetOpen { file, request } => {
                self.sheet = Session::default();
                let bytes = self.files.get(&file.0).cloned();
                self.ask_sheet(request, bytes);
            }
            Effect::SheetSend(request) => self.ask_sheet(request, None),
            Effect::SheetFailed { rows } => {
                let rows =
                    rows.into_iter().map(|(it, errors)| (it, format!("{errors:?}"))).collect();
                let reason_heading = "未导入原因".to_owned();
                self.ask_sheet(SheetRequest::Failed { rows, reason_heading }, None);
            }
            Effect::SheetExport(part) => self.export(part),
            Effect::SheetReport(view) => self.reports.push((*view).clone()),
            Effect::Print => self.n_printed += 1,
            Effect::SheetClose => self.sheet = Session::default(),
            Effect::BackUp { created_at_millis, n_customers, mark, .. } => {
                self.back_up(created_at_millis, n_customers, &mark);
            }
            Effect::ReadBackup { passphrase } => self.read_backup(&passphrase),
            Effect::RestoreBackup { identity } => self.restore_backup(identity),
            Effect::MakeChangesFile { created_at_millis, n_customers, rows, .. } => {
                self.make_changes((created_at_millis, n_customers), rows);
            }
            Effect::ReadChangesFile { file, .. } => self.read_changes(file),
            Effect::DropBackup => self.to_restore = None,
            Effect::Reload => self.is_reloaded = true,
            Effect::FetchRest => {
                self.n_rest_asked += 1;
                if !self.is_rest_held {
                    self.queue.push_back(Event::RestCame(Rest::here()));
                }
            }
            Effect::FetchReadings | Effect::FetchEnglish => self.n_fetched += 1,
            Effect::ApplyLanguage(_)
            | Effect::ApplyTheme(_)
            | Effect::AskPersistence
            | Effect::ReportStorage
            | Effect::Download { .. }
            | Effect::PromptInstall
            | Effect::GiveUpLead
            | Effect::ActivateUpdate => {}
        }
    }

    fn commit(&mut self, id: CommitId, changes: &[std::rc::Rc<[u8]>], drafts_done: Vec<String>) {
        let mut writes: Vec<Write> = changes.iter().map(|it| Write::Log(it.to_vec())).collect();
        writes.extend(drafts_done.into_iter().map(Write::DraftDelete));
        let event = match self.write(writes) {
            Ok(log_keys) => Event::SaveEnded { id, log_keys },
            Err(failure) => Event::SaveFailed { id, failure },
        };
        self.answer(event);
    }

    fn fold(&mut self, id: FoldId, writes: Vec<FoldWrite>) {
        let writes = writes_of_fold(writes);
        let event = match self.write(writes) {
            Ok(_) => Event::FoldEnded(id),
            Err(failure) => Event::FoldFailed(id, failure),
        };
        self.answer(event);
    }
}
