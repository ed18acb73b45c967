//! A tablet without glass: the model, a store that can fail, the worker as a library, a clock that
//! is turned by hand.

use std::collections::{BTreeMap, VecDeque};

use jipan_app::effect::{CommitId, ExportPart, FileHandle, FoldId, FoldWrite};
use jipan_app::event::{HotPage, OpenedStore};
use jipan_app::failure::{OpenFailure, SaveFailure};
use jipan_app::view::{CustomersView, FileView, ImportView, Language, ScreenView, Theme};
use jipan_app::{Effect, Env, Event, IdSource, Model, Route, Start};
use jipan_book::sheet::{SheetReply, SheetRequest};
use jipan_rules::schema::{Language as Names, field};
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{DateTime, NaiveDate, TimeDelta, Uuid};
use jipan_sheets::Session;
use jipan_store::{
    ColdKey, Durability, FaultyStore, HotKey, MemoryStore, Scope, Store as _, StoreError, Write,
};
use pollster::block_on;

/// The disk of a tablet; outlives the app on it.
pub(crate) type Disk = FaultyStore<MemoryStore>;

/// An empty disk.
pub(crate) fn disk() -> Disk {
    FaultyStore::new(MemoryStore::new())
}

/// A running app.
pub(crate) struct Tablet<'a> {
    pub model: Model,
    pub env: Env,
    disk: &'a Disk,
    queue: VecDeque<Event>,
    delayed: Vec<Event>,
    sheet: Session,
    files: BTreeMap<u32, Vec<u8>>,
    /// Files handed out: name and bytes, newest last.
    pub written: Vec<(String, Vec<u8>)>,
    /// Units a slice of a job may do.
    pub units: u32,
    /// Writes wait while this is set.
    pub is_held: bool,
    held: VecDeque<Event>,
    /// Effects that reached the outside, for tests that look at them.
    pub navigated: Vec<Route>,
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
            theme: Theme::System,
            is_online: false,
            today: today(),
        };
        let mut tablet = Self {
            model: Model::new(start),
            env: Env { now, today: today(), ids },
            disk,
            queue: VecDeque::new(),
            delayed: Vec::new(),
            sheet: Session::default(),
            files: BTreeMap::new(),
            written: Vec::new(),
            units,
            is_held: false,
            held: VecDeque::new(),
            navigated: Vec::new(),
        };
        let opened = match block_on(disk.open()) {
            Ok(opened) => Event::StoreOpened(Box::new(OpenedStore {
                log: opened.log.into_iter().map(|(key, it)| (key, it.into_bytes())).collect(),
                hot: opened.hot.into_iter().map(hot_page).collect(),
                meta: opened.meta.into_iter().map(|(key, it)| (key, it.into_bytes())).collect(),
                drafts: opened.drafts,
                settings: opened.settings,
                damaged: opened.damaged.iter().map(|it| format!("{:?}", it.place)).collect(),
                has_newer: opened.newer.is_some(),
            })),
            Err(error) => {
                Event::StoreOpenFailed(OpenFailure::Unreadable { detail: error.to_string() })
            }
        };
        tablet.happens(opened);
        tablet
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

    /// The disk answers what it held back.
    pub(crate) fn disk_answers(&mut self) {
        self.is_held = false;
        while let Some(event) = self.held.pop_front() {
            self.happens(event);
        }
    }

    fn answer(&mut self, event: Event) {
        if self.is_held {
            self.held.push_back(event);
        } else {
            self.queue.push_back(event);
        }
    }

    fn write(&self, writes: Vec<Write>) -> Result<Vec<u64>, SaveFailure> {
        block_on(self.disk.write(writes, Durability::Strict))
            .map(|written| written.log_keys)
            .map_err(|error| match error {
                StoreError::QuotaExceeded { .. } => SaveFailure::QuotaExceeded,
                StoreError::NewerLayout(_) => SaveFailure::NewerLayout,
                other => SaveFailure::Other { detail: other.to_string() },
            })
    }

    fn run(&mut self, effect: Effect) {
        match effect {
            Effect::Continue => self.queue.push_back(Event::JobStep { units: self.units }),
            Effect::Commit { id, changes, drafts_done } => self.commit(id, &changes, drafts_done),
            Effect::Fold { id, writes } => self.fold(id, writes),
            Effect::LoadCold(customer) => self.load_cold(customer),
            Effect::SaveDraft { key, text } => {
                let write = match text {
                    Some(text) => Write::DraftPut(key, text),
                    None => Write::DraftDelete(key),
                };
                drop(self.write(vec![write]));
            }
            Effect::SaveSetting { key, value } => {
                drop(self.write(vec![Write::SettingPut(key.to_owned(), value)]));
            }
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
            Effect::SheetClose => self.sheet = Session::default(),
            Effect::ApplyLanguage(_)
            | Effect::ApplyTheme(_)
            | Effect::AskPersistence
            | Effect::ReportStorage
            | Effect::Download { .. }
            | Effect::PromptInstall
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
        let scope = Scope::local();
        let hot = |kind, page, generation| HotKey { scope: scope.clone(), kind, page, generation };
        let writes = writes
            .into_iter()
            .map(|write| match write {
                FoldWrite::Page { kind, page, generation, bytes } => {
                    Write::HotPut(hot(kind, page, generation), bytes)
                }
                FoldWrite::PageGone { kind, page, generation } => {
                    Write::HotDelete(hot(kind, page, generation))
                }
                FoldWrite::Cold { customer, segment, bytes } => {
                    let customer = customer.uuid().into_bytes();
                    Write::ColdPut(ColdKey { scope: scope.clone(), customer, segment }, bytes)
                }
                FoldWrite::LogGone(key) => Write::LogDelete(key),
                FoldWrite::Meta(key, bytes) => Write::MetaPut(key.to_owned(), bytes),
            })
            .collect();
        let event = match self.write(writes) {
            Ok(_) => Event::FoldEnded(id),
            Err(failure) => Event::FoldFailed(id, failure),
        };
        self.answer(event);
    }

    fn load_cold(&mut self, customer: CustomerId) {
        let cold = block_on(self.disk.cold(&Scope::local(), customer.uuid().into_bytes()));
        // What cannot be read stays being read; nothing is made up.
        let Ok(cold) = cold else { return };
        let segments = cold.segments.into_iter().map(|(_, it)| it.into_bytes()).collect();
        let damaged = Vec::new();
        self.queue.push_back(Event::ColdLoaded { customer, segments, damaged });
    }

    fn ask_sheet(&mut self, request: SheetRequest, bytes: Option<Vec<u8>>) {
        for (reply, body) in self.sheet.handle(request, bytes) {
            if let SheetReply::File { name, .. } = reply {
                self.written.push((name.clone(), body.unwrap()));
                self.queue.push_back(Event::FileReady { url: format!("blob:{name}"), name });
            } else {
                self.queue.push_back(Event::SheetAnswered(Box::new(reply)));
            }
        }
    }

    fn export(&mut self, part: ExportPart) {
        let headings =
            part.fields.iter().map(|id| field(*id).unwrap().name(Names::Zh).to_owned()).collect();
        let ExportPart { format, rows, is_last: last, .. } = part;
        let file_name = "客户.csv".to_owned();
        self.ask_sheet(SheetRequest::Export { format, headings, rows, last, file_name }, None);
    }

    /// Chooses a file on the import screen, up to the columns.
    pub(crate) fn chooses(&mut self, name: &str, bytes: &[u8]) {
        let file = FileHandle(u32::try_from(self.files.len()).unwrap());
        self.files.insert(file.0, bytes.to_vec());
        let n_bytes = bytes.len() as u64;
        self.happens(Event::ImportFileChosen { file, name: name.to_owned(), n_bytes });
    }

    /// Imports a file to the end.
    pub(crate) fn imports(&mut self, name: &str, bytes: &[u8]) -> jipan_app::view::ImportResult {
        self.chooses(name, bytes);
        self.happens(Event::ImportStarted);
        self.import_result()
    }

    /// What the last import came to.
    pub(crate) fn import_result(&mut self) -> jipan_app::view::ImportResult {
        self.happens(Event::LinkFollowed(Route::Import));
        match self.model.view().screen {
            ScreenView::Import(view) => match &*view {
                ImportView::Done(result) => result.clone(),
                other => panic!("the import is not done: {other:?}"),
            },
            other => panic!("not the import screen: {other:?}"),
        }
    }

    /// Whether the book could be opened.
    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.model.view().screen, ScreenView::Broken(_) | ScreenView::Opening { .. })
    }

    /// The customers screen.
    pub(crate) fn customers(&mut self) -> CustomersView {
        if !matches!(self.model.view().screen, ScreenView::Customers(_)) {
            self.happens(Event::LinkFollowed(Route::Customers));
        }
        match self.model.view().screen {
            ScreenView::Customers(view) => (*view).clone(),
            other => panic!("not the customers screen: {other:?}"),
        }
    }

    /// The file of the customer of a name.
    pub(crate) fn opens(&mut self, name: &str) -> FileView {
        self.happens(Event::LinkFollowed(Route::Customers));
        self.happens(Event::SearchTyped(name.to_owned()));
        let view = self.customers();
        let row = view.list.rows.first().unwrap_or_else(|| panic!("no {name}"));
        let id = row.id;
        self.happens(Event::LinkFollowed(Route::Customer(id)));
        self.file()
    }

    /// The open file.
    pub(crate) fn file(&mut self) -> FileView {
        use jipan_app::view::PaneView;
        match self.customers().pane {
            PaneView::File(file) => (*file).clone(),
            other => panic!("no file is open: {other:?}"),
        }
    }

    /// Types into a field of the open file and leaves it.
    pub(crate) fn types(&mut self, field: jipan_rules::schema::FieldId, text: &str) {
        self.happens(Event::FieldTyped { field, text: text.to_owned() });
        self.happens(Event::FieldLeft { field });
    }

    /// The text of a field of the open file, as saved or on its way.
    pub(crate) fn reads(&mut self, field: jipan_rules::schema::FieldId) -> Option<String> {
        let view = self.file();
        let found =
            view.groups.iter().flat_map(|group| &group.fields).find(|it| it.def.id == field)?;
        Some(jipan_rules::check::text_of(found.def, found.value.as_ref()?, Names::Zh))
    }

    /// The draft of a field of the open file.
    pub(crate) fn draft(&mut self, field: jipan_rules::schema::FieldId) -> Option<String> {
        let view = self.file();
        let found =
            view.groups.iter().flat_map(|group| &group.fields).find(|it| it.def.id == field)?;
        found.draft.as_ref().map(|draft| draft.text.to_string())
    }
}

fn hot_page((key, payload): (HotKey, jipan_store::Payload)) -> HotPage {
    let HotKey { kind, page, generation, .. } = key;
    HotPage { kind, page, generation, bytes: payload.into_bytes() }
}
