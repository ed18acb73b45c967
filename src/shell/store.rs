//! The store as the app uses it: one queue of writes, answered in their order. Not here: how rows lie on
//! the disk (`jipan-store`), what they mean.

mod convert;
mod database;
mod mark;
mod queue;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use jipan_app::Event;
use jipan_app::effect::{CommitId, FoldId, FoldWrite};
use jipan_app::event::{BudgetEvent, OpenedStore, Term};
use jipan_app::failure::{BackupFailure, SaveFailure};
use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Cold, ColdKey, Durability, Opening, Scan, Scope, Store as _, StoreError, Write};
use yew::Callback;

use super::tabs::{Seat, Tabs};
use super::task;
use convert::{hot_page, open_failure, opened_store, places, scope, writes_of_fold};
use database::Database;
use queue::{Answer, Queue, Work};

/// The door to the database.
#[derive(Clone)]
pub(crate) struct StoreDoor {
    tell: Callback<Event>,
    database: Rc<OnceCell<Database>>,
    /// Whether no tab took over that knows nothing of this one.
    is_writer: Rc<Cell<bool>>,
    tabs: Rc<Tabs>,
    queue: Rc<Queue>,
}

impl StoreDoor {
    /// A door that is still closed.
    pub(crate) fn new(tell: Callback<Event>) -> Self {
        let database = Rc::new(OnceCell::new());
        let tabs = Tabs::listen(tell.clone());
        let queue = Queue::new(tell.clone(), Rc::clone(&database), Rc::clone(&tabs));
        Self { tell, database, is_writer: Rc::new(Cell::new(true)), tabs, queue }
    }

    /// The tabs of this browser.
    pub(crate) fn tabs(&self) -> &Rc<Tabs> {
        &self.tabs
    }

    /// Takes a seat among the tabs, then opens the database and tells what it holds.
    pub(crate) fn open(&self) {
        let door = self.clone();
        task::spawn(async move {
            let (leader, loser) = (door.clone(), door.clone());
            // Beside waiting for a seat.
            let database = database::begin();
            let seat =
                door.tabs.take_seat(move |term| leader.lead(term), move || loser.lose()).await;
            if let Err(error) = door.read(database, seat).await {
                crate::log::error(format_args!("the database did not open: {error}"));
                door.tell.emit(Event::StoreOpenFailed(open_failure(&error)));
            }
            door.queue.begin();
        });
    }

    async fn read(&self, database: Database, seat: Seat) -> Result<(), StoreError> {
        let (newer, cut) = (self.tell.clone(), self.tell.clone());
        let (newer, cut) =
            (move || newer.emit(Event::NewerMet), move || cut.emit(Event::ConnectionLost));
        database::connected(&database, newer, cut).await?;
        let database = self.database.get_or_init(|| database);
        if let Some(term) = seat.term {
            // Before anything is read, so that nobody folds after it.
            let led = database.write(vec![lead_of(term)], Durability::Relaxed).await;
            if let Err(error) = led {
                crate::log::warn(format_args!("the lead was not written down: {error}"));
            }
        }
        let tell = self.tell.clone();
        let take = move |part| {
            if let Some(event) = event_of(part, seat) {
                tell.emit(event);
            }
        };
        database::open_newest(database, take).await
    }

    /// Reads every writing of each page, after all that waits to be written.
    pub(crate) fn open_whole(&self) {
        self.queue.push(Work::read(Answer::Whole));
    }

    /// This tab leads: nobody else folds once that is written.
    fn lead(&self, term: Term) {
        self.queue.push(Work {
            writes: vec![lead_of(term)],
            durability: Durability::Relaxed,
            answer: Answer::Lead(term),
        });
    }

    /// Reads what other tabs wrote, after all that waits to be written.
    pub(crate) fn read_news(&self, after: u64) {
        self.queue.push(Work::read(Answer::News { after }));
    }

    /// Reads some rows of the log, likewise.
    pub(crate) fn read_log(&self, after: u64, n_max: u32) {
        self.queue.push(Work::read(Answer::Log { after, n_max }));
    }

    /// Reads everything again, likewise.
    pub(crate) fn read_again(&self) {
        self.queue.push(Work::read(Answer::All));
    }

    /// A tab that knows nothing of this one took over: from now on this one only shows.
    fn lose(&self) {
        if !self.tabs.is_alone() && self.is_writer.replace(false) {
            crate::log::info(format_args!("another tab took over"));
            self.tell.emit(Event::WriterLost);
            self.queue.give_up();
        }
    }

    /// Writes changes, and ends their drafts, in one transaction.
    pub(crate) fn commit(&self, id: CommitId, changes: &[Rc<[u8]>], drafts_done: Vec<String>) {
        if !self.is_writer.get() {
            self.tell.emit(Event::SaveFailed { id, failure: SaveFailure::NotTheWriter });
            return;
        }
        let changes = changes.iter().map(|change| Write::Log(change.to_vec()));
        let drafts = drafts_done.into_iter().map(Write::DraftDelete);
        self.queue.push(Work {
            writes: changes.chain(drafts).collect(),
            durability: Durability::Strict,
            answer: Answer::Commit(id),
        });
    }

    /// Writes a part of folding in one transaction.
    pub(crate) fn fold(&self, id: FoldId, writes: Vec<FoldWrite>) {
        if !self.is_writer.get() {
            self.tell.emit(Event::FoldFailed(id, SaveFailure::NotTheWriter));
            return;
        }
        self.queue.push(Work {
            writes: writes_of_fold(writes),
            durability: Durability::Strict,
            answer: Answer::Fold(id),
        });
    }

    /// Keeps text that is not yet a change. A tab that lost may still keep its last words, but not
    /// forget those of another.
    pub(crate) fn save_draft(&self, key: String, text: Option<String>) {
        let answer = Answer::Draft(key.clone());
        let write = match text {
            Some(text) => Write::DraftPut(key, text),
            None if self.is_writer.get() => Write::DraftDelete(key),
            None => return,
        };
        self.queue.push(Work { writes: vec![write], durability: Durability::Strict, answer });
    }

    /// Keeps a photo under a name.
    pub(crate) fn keep_photo(&self, id: Uuid, row: Vec<u8>) {
        if !self.is_writer.get() {
            let failure = SaveFailure::NotTheWriter;
            self.tell.emit(Event::Budget(BudgetEvent::PhotoNotKept(id, failure)));
            return;
        }
        self.queue.push(Work {
            writes: vec![Write::ColdPut(ColdKey::photo(id.into_bytes()), row)],
            durability: Durability::Strict,
            answer: Answer::Photo(id),
        });
    }

    /// Forgets the photo of a name.
    pub(crate) fn drop_photo(&self, id: Uuid) {
        if self.is_writer.get() {
            self.queue.push(Work {
                writes: vec![Write::ColdDelete(Scope::photos(), id.into_bytes())],
                durability: Durability::Relaxed,
                answer: Answer::PhotoGone,
            });
        }
    }

    /// Reads the photo of a name.
    pub(crate) async fn read_photo(&self, id: Uuid) -> Result<Cold, StoreError> {
        match self.database.get() {
            Some(database) => database.cold(&Scope::photos(), id.into_bytes()).await,
            None => Err(StoreError::Unavailable { detail: "not open".to_owned() }),
        }
    }

    /// Keeps a setting.
    pub(crate) fn save_setting(&self, key: &str, value: String) {
        self.queue.push(Work {
            writes: vec![Write::SettingPut(key.to_owned(), value)],
            durability: Durability::Strict,
            answer: Answer::Setting,
        });
    }

    /// Reads every row as of one moment; see [`jipan_store::Store::scan`].
    pub(crate) async fn scan(&self, take: impl FnMut(Scan) + 'static) -> Result<(), StoreError> {
        match self.database.get() {
            Some(database) => database.scan(take).await,
            None => Err(StoreError::Unavailable { detail: "not open".to_owned() }),
        }
    }

    /// Puts another book in place of the one that is stored, in one transaction, once no other tab
    /// writes any more. They open anew, whatever came of it.
    pub(crate) fn replace(&self, writes: Vec<Write>) {
        if !self.is_writer.get() {
            self.tell.emit(Event::RestoreFailed(BackupFailure::ReadOnly));
            return;
        }
        let door = self.clone();
        task::spawn(async move {
            door.tabs.be_alone().await;
            let (durability, answer) = (Durability::Strict, Answer::Restore);
            door.queue.push(Work { writes, durability, answer });
        });
    }

    /// Reads the old history of a customer. What cannot be read is named.
    pub(crate) fn load_cold(&self, customer: CustomerId) {
        let door = self.clone();
        task::spawn(async move {
            let Some(database) = door.database.get() else { return };
            let (cold, mut damaged) =
                match database.cold(&scope(), *customer.uuid().as_bytes()).await {
                    Ok(cold) => (cold, Vec::new()),
                    Err(error) => (Cold::default(), vec![error.to_string()]),
                };
            damaged.extend(cold.damaged.iter().map(|it| it.place.to_string()));
            let segments =
                cold.segments.into_iter().map(|(_, payload)| payload.into_bytes()).collect();
            door.tell.emit(Event::ColdLoaded { customer, segments, damaged });
        });
    }
}

/// What the app is told of a part of the opening; nothing of what is not ours.
fn event_of(part: Opening, seat: Seat) -> Option<Event> {
    Some(match part {
        Opening::Begin { opened, coming } => Event::StoreOpened(Box::new(OpenedStore {
            slot: seat.slot,
            term: seat.term,
            was_used: mark::noted(!opened.log.is_empty() || !coming.is_empty()),
            coming: places(coming),
            ..opened_store(*opened)
        })),
        Opening::Page(key, row) => Event::PageCame(hot_page(key, row)?),
        Opening::Unsound => Event::PagesUnsound,
    })
}

/// The write that says who leads.
fn lead_of(term: Term) -> Write {
    Write::MetaPut(Term::NAME.to_owned(), term.0.to_vec())
}
