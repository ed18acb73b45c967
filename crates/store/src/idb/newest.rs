//! Reads what a start needs in one transaction, but of each hot page only the newest generation, and
//! hands each over while the next ones are on their way: the keys say which those are before any page is
//! read. Pages that were read ahead are taken instead, if they are all of those. Not here: what becomes of a
//! reading that failed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IdbRequest, IdbTransaction};

use super::ahead::ReadAhead;
use super::binding::{Connection, Table};
use super::pump::Pump;
use super::read::{place, row};
use super::request::result;
use super::write::hot_key;
use crate::key::{Generations, generations};
use crate::sift::sift;
use crate::{HotKey, Opening, Place};

/// What is read whole.
const SMALL: [Table; 4] = [Table::Log, Table::Meta, Table::Draft, Table::Settings];

/// Who gets what was read.
pub(super) type Taker = Rc<RefCell<dyn FnMut(Opening)>>;

/// How far a reading came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Progress {
    /// Nothing was handed over.
    #[default]
    Nothing,
    /// Something of what is small is not sound: nothing was handed over, nor will be.
    Refused,
    /// What is small was handed over, and pages perhaps.
    Begun,
    /// All was handed over, or that it is unsound.
    Ended,
}

/// A reading under way.
struct Reading {
    within: IdbTransaction,
    ahead: Rc<RefCell<ReadAhead>>,
    take: Taker,
    progress: Rc<Cell<Progress>>,
    /// Keys and values of a table each.
    small: Vec<(Table, IdbRequest, IdbRequest)>,
    /// What was asked of the pages, the last one first.
    pages: Vec<Asked>,
}

/// Begins to read. Not async, as a write is not.
pub(super) fn start(
    connection: &Connection,
    ahead: Rc<RefCell<ReadAhead>>,
    take: Taker,
    progress: Rc<Cell<Progress>>,
) -> Result<Pump, JsValue> {
    let [log, meta, draft, settings] = SMALL;
    let transaction = connection.reading(&[log, Table::Hot, meta, draft, settings])?;
    let within: IdbTransaction = (*transaction).clone();
    let mut reading =
        Reading { within, ahead, take, progress, small: Vec::new(), pages: Vec::new() };
    Pump::start(&transaction, move |done| match done {
        None => reading.ask().map(Some),
        Some(done) => reading.go_on(done),
    })
}

impl Reading {
    /// Asks for all that is small, and last for the keys of the pages.
    fn ask(&mut self) -> Result<IdbRequest, JsValue> {
        for table in SMALL {
            let store = self.within.object_store(table.name())?;
            self.small.push((table, store.get_all_keys()?, store.get_all()?));
        }
        self.within.object_store(Table::Hot.name())?.get_all_keys()
    }

    /// Takes what came; gives what comes next.
    fn go_on(&mut self, done: &IdbRequest) -> Result<Option<IdbRequest>, JsValue> {
        match self.progress.get() {
            Progress::Nothing => self.begin(done)?,
            Progress::Begun => self.take_asked()?,
            Progress::Refused | Progress::Ended => {}
        }
        if self.progress.get() == Progress::Begun && self.pages.is_empty() {
            self.progress.set(Progress::Ended);
        }
        Ok(self.pages.last().map(|it| it.request.clone()))
    }

    fn begin(&mut self, keys: &IdbRequest) -> Result<(), JsValue> {
        let mut rows = Vec::new();
        for (table, keys, values) in self.small.drain(..) {
            let (keys, values): (Array, Array) = (result(&keys)?, result(&values)?);
            rows.extend((0..keys.length()).map(|idx| row(table, &keys.get(idx), &values.get(idx))));
        }
        // Not kept: it is as much as the book.
        let ahead = self.ahead.take();
        let is_still = ahead.stands_beside(&rows);
        let sifted = sift(rows);
        let keys: Option<Vec<HotKey>> =
            result::<Array>(keys)?.iter().map(|key| page(&key)).collect();
        let Some(found) = keys.map(generations).filter(|_| sifted.is_all()) else {
            self.progress.set(Progress::Refused);
            return Ok(());
        };
        let here = if is_still { ahead.pages(&found.newest) } else { None };
        drop(ahead);
        if here.is_none() {
            self.ask_for_pages(&found)?;
        }
        self.progress.set(Progress::Begun);
        let keys: Vec<JsValue> = found.newest.iter().map(hot_key).collect();
        (self.take.borrow_mut())(sifted.into_opening(found));
        self.take_pages(keys.iter().zip(here.into_iter().flatten()));
        Ok(())
    }

    /// Where there are no older generations all pages are the answer to one question, which is quicker.
    fn ask_for_pages(&mut self, found: &Generations) -> Result<(), JsValue> {
        let store = self.within.object_store(Table::Hot.name())?;
        let keys = found.newest.iter().map(hot_key);
        if !found.older.is_empty() {
            for key in keys {
                let request = store.get(&key)?;
                self.pages.push(Asked { keys: vec![key], request, is_all: false });
            }
        } else if !found.newest.is_empty() {
            let (keys, request) = (keys.collect(), store.get_all()?);
            self.pages.push(Asked { keys, request, is_all: true });
        }
        self.pages.reverse();
        Ok(())
    }

    fn take_asked(&mut self) -> Result<(), JsValue> {
        let Some(Asked { keys, request, is_all }) = self.pages.pop() else { return Ok(()) };
        let value: JsValue = result(&request)?;
        let values = if is_all { value.unchecked_into() } else { Array::of1(&value) };
        self.take_pages(keys.iter().zip(values.iter()));
        Ok(())
    }

    fn take_pages<'a>(&mut self, pages: impl Iterator<Item = (&'a JsValue, JsValue)>) {
        for (key, value) in pages {
            let page = sift(vec![row(Table::Hot, key, &value)]).into_page();
            let is_sound = page != Opening::Unsound;
            (self.take.borrow_mut())(page);
            if !is_sound {
                self.pages.clear();
                self.progress.set(Progress::Ended);
                break;
            }
        }
    }
}

/// A question for pages.
struct Asked {
    keys: Vec<JsValue>,
    request: IdbRequest,
    /// Whether the answer is a list of them, not one.
    is_all: bool,
}

fn page(key: &JsValue) -> Option<HotKey> {
    if let Place::Hot(key) = place(Table::Hot, key) { Some(key) } else { None }
}
