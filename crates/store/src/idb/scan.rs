//! Reads all rows of all tables in one transaction, some at a time. Not here: proving them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbRequest, IdbTransaction};

use super::binding::{Connection, Table};
use super::pump::Pump;
use super::read::{row, whole};
use super::request::result;
use crate::Scan;

/// Who gets the rows.
pub(super) type Taker = Rc<RefCell<dyn FnMut(Scan)>>;

/// Rows read in one turn.
const fn n_together(table: Table) -> u32 {
    match table {
        // Pages lie eight in a row of some megabytes; a row of the log has up to 64 kilobytes.
        Table::Hot => 1,
        Table::Log => 64,
        Table::Cold
        | Table::Meta
        | Table::Draft
        | Table::Settings
        | Table::Blob
        | Table::Quarantine => 256,
    }
}

/// A scan under way.
struct Reading {
    transaction: IdbTransaction,
    take: Taker,
    counts: Vec<IdbRequest>,
    /// Place in [`Table::OF_ROWS`].
    table_idx: usize,
    keys: Option<IdbRequest>,
}

/// Begins to read. Not async, as a write is not.
pub(super) fn start(connection: &Connection, take: Taker) -> Result<Pump, JsValue> {
    let transaction = connection.reading(&Table::OF_ROWS)?;
    let mut reading = Reading {
        transaction: (*transaction).clone(),
        take,
        counts: Vec::new(),
        table_idx: 0,
        keys: None,
    };
    Pump::start(&transaction, move |done| match done {
        None => reading.count(),
        Some(done) => reading.go_on(done),
    })
}

impl Reading {
    fn count(&mut self) -> Result<Option<IdbRequest>, JsValue> {
        for table in Table::OF_ROWS {
            self.counts.push(self.transaction.object_store(table.name())?.count()?);
        }
        Ok(self.counts.last().cloned())
    }

    /// Takes what came and asks for more.
    fn go_on(&mut self, done: &IdbRequest) -> Result<Option<IdbRequest>, JsValue> {
        let Some(keys) = self.keys.take() else {
            let counts = core::mem::take(&mut self.counts);
            let count = |request: &IdbRequest| Ok(whole(&result(request)?).unwrap_or_default());
            let n_rows = counts.iter().map(count).sum::<Result<u64, JsValue>>()?;
            (self.take.borrow_mut())(Scan::Begin { n_rows });
            return self.ask(&JsValue::UNDEFINED);
        };
        let Some(table) = Table::OF_ROWS.get(self.table_idx) else { return Ok(None) };
        let (keys, values): (Array, Array) = (result(&keys)?, result(done)?);
        let n = keys.length();
        let rows = (0..n).map(|idx| row(*table, &keys.get(idx), &values.get(idx))).collect();
        (self.take.borrow_mut())(Scan::Rows(rows));
        if n < n_together(*table) {
            self.table_idx = self.table_idx.saturating_add(1);
            return self.ask(&JsValue::UNDEFINED);
        }
        let last = keys.get(n.saturating_sub(1));
        self.ask(&IdbKeyRange::lower_bound_with_open(&last, true)?.into())
    }

    /// Asks for the next rows of the table at hand; nothing after the last table.
    fn ask(&mut self, range: &JsValue) -> Result<Option<IdbRequest>, JsValue> {
        let Some(table) = Table::OF_ROWS.get(self.table_idx) else { return Ok(None) };
        let store = self.transaction.object_store(table.name())?;
        let n = n_together(*table);
        self.keys = Some(store.get_all_keys_with_key_and_limit(range, n)?);
        Ok(Some(store.get_all_with_key_and_limit(range, n)?))
    }
}
