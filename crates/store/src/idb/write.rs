//! Puts and deletes, all in one turn of one transaction. Not here: when, and what for.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::binding::{Connection, Table};
use super::failure;
use super::pump::Pump;
use super::read::{bytes_of, whole};
use super::request::{Ending, result};
use crate::seal::{LAYOUT_NEWEST, holds, seal};
use crate::sift::aside_key;
use crate::{ColdKey, Durability, HotKey, Place, Row, Scope, Stored, Write, Written};

/// So many writes are issued in one turn. More wait until these are done, so that the page has its
/// turn between; the transaction is one all the same.
const N_TOGETHER: usize = 500;
/// As [`N_TOGETHER`], in bytes of content.
const BYTES_TOGETHER: u64 = 4_000_000;

/// A write whose transaction is on its way.
#[derive(Debug)]
pub(super) struct Issued {
    way: Way,
    log_puts: LogPuts,
    overtaken: Overtaken,
}

/// Requests into the log, whose keys the database makes.
type LogPuts = Rc<RefCell<Vec<IdbRequest>>>;

/// How the requests of a write are issued.
#[derive(Debug)]
enum Way {
    /// All are issued, and the transaction was told to commit.
    AtOnce(Ending),
    /// Some at a time.
    InTurns(Pump),
}

/// The name of the value that was not as expected, once that is known.
type Overtaken = Rc<RefCell<Option<String>>>;

/// Issues `writes`. Not async: there is no moment at which the transaction could commit by half.
pub(super) fn issue(
    connection: &Connection,
    writes: &Rc<[Write]>,
    durability: Durability,
) -> Result<Issued, JsValue> {
    let mut tables: Vec<Table> = Vec::new();
    for table in writes.iter().flat_map(|write| tables_of(write)) {
        if !tables.contains(table) {
            tables.push(*table);
        }
    }
    let transaction = connection.writing(&tables, durability)?;
    let requests = Requests {
        transaction: (*transaction).clone(),
        log_puts: LogPuts::default(),
        overtaken: Overtaken::default(),
    };
    let (log_puts, overtaken) = (Rc::clone(&requests.log_puts), Rc::clone(&requests.overtaken));
    // What expects something must still be able to abort; it commits by itself.
    let is_certain = !writes.iter().any(|write| matches!(write, Write::Expect(..)));
    let n_bytes: u64 = writes.iter().map(Write::n_bytes).sum();
    let is_short = writes.len() <= N_TOGETHER && n_bytes <= BYTES_TOGETHER;
    let way = if is_short {
        requests.put_all(writes).and_then(|_| Ok(Way::AtOnce(Ending::of(&transaction)?)))
    } else {
        let mut turns = Turns { requests, writes: Rc::clone(writes), n_done: 0 };
        Pump::start(&transaction, move |_| turns.next()).map(Way::InTurns)
    };
    // Both calls may find a transaction that the browser has ended by itself; how it ended is
    // told by `complete` or `abort`.
    match way {
        Ok(way) => {
            if is_short && is_certain {
                transaction.commit().ok();
            }
            Ok(Issued { way, log_puts, overtaken })
        }
        Err(thrown) => {
            transaction.abort().ok();
            Err(thrown)
        }
    }
}

impl Issued {
    /// Waits until the write is committed, as durably as asked.
    pub(super) async fn committed(self) -> Result<Written, JsValue> {
        let ended = match self.way {
            Way::AtOnce(ending) => ending.completed().await,
            Way::InTurns(pump) => pump.completed().await,
        };
        if let Some(name) = self.overtaken.borrow().as_deref() {
            return Err(failure::overtaken(name));
        }
        ended?;
        let key = |put: &IdbRequest| Ok(whole(&result(put)?).unwrap_or_default());
        let log_puts = self.log_puts.take();
        Ok(Written { log_keys: log_puts.iter().map(key).collect::<Result<_, JsValue>>()? })
    }
}

/// Writes of which some are issued.
struct Turns {
    requests: Requests,
    writes: Rc<[Write]>,
    n_done: usize,
}

impl Turns {
    /// Issues the next ones; gives the last request, whose end is the time for more.
    fn next(&mut self) -> Result<Option<IdbRequest>, JsValue> {
        let rest = self.writes.get(self.n_done..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let (mut n, mut n_bytes) = (0_usize, 0_u64);
        for write in rest.iter().take(N_TOGETHER) {
            if n_bytes > BYTES_TOGETHER {
                break;
            }
            n = n.saturating_add(1);
            n_bytes = n_bytes.saturating_add(write.n_bytes());
        }
        self.n_done = self.n_done.saturating_add(n);
        match self.requests.put_all(rest.get(..n).unwrap_or_default())? {
            // Rows that have no place ask for nothing.
            None => self.next(),
            last => Ok(last),
        }
    }
}

const fn tables_of(write: &Write) -> &'static [Table] {
    match write {
        Write::Log(_) | Write::LogDelete(_) | Write::LogDeleteThrough(_) => &[Table::Log],
        Write::HotPut(..) | Write::HotDelete(_) => &[Table::Hot],
        Write::ColdPut(..) | Write::ColdDelete(..) => &[Table::Cold],
        Write::Expect(..) | Write::MetaPut(..) | Write::MetaDelete(_) => &[Table::Meta],
        Write::DraftPut(..) | Write::DraftDelete(_) => &[Table::Draft],
        Write::SettingPut(..) => &[Table::Settings],
        Write::QuarantinePut { .. } => &[Table::Quarantine],
        Write::Clear => &Table::OF_ROWS,
        Write::RowPut(row) => match row.place {
            Place::Log(_) => &[Table::Log],
            Place::Hot(_) => &[Table::Hot],
            Place::Cold(_) => &[Table::Cold],
            Place::Meta(_) => &[Table::Meta],
            Place::Draft(_) => &[Table::Draft],
            Place::Setting(_) | Place::Strange { .. } => &[Table::Settings],
        },
    }
}

/// Where requests are issued, and what is kept of them.
struct Requests {
    transaction: IdbTransaction,
    log_puts: LogPuts,
    overtaken: Overtaken,
}

impl Requests {
    /// Issues every request; gives the last one, and keeps those whose key the database makes.
    fn put_all(&self, writes: &[Write]) -> Result<Option<IdbRequest>, JsValue> {
        let mut last = None;
        for write in writes {
            for table in tables_of(write) {
                let store = self.transaction.object_store(table.name())?;
                if let Write::Expect(name, expected) = write {
                    self.expect(&store, name, expected.as_deref())?;
                    continue;
                }
                let put = put(&store, write)?;
                if let (Write::Log(_), Some(put)) = (write, &put) {
                    self.log_puts.borrow_mut().push(put.clone());
                }
                last = put.or(last);
            }
        }
        Ok(last)
    }

    /// Reads a value in the same transaction and aborts the whole of it if it is another one. The
    /// handler runs at most once and frees itself.
    fn expect(
        &self,
        store: &IdbObjectStore,
        name: &str,
        expected: Option<&[u8]>,
    ) -> Result<(), JsValue> {
        let request = store.get(&name.into())?;
        let (transaction, overtaken, read) =
            (self.transaction.clone(), Rc::clone(&self.overtaken), request.clone());
        let (name, expected) = (name.to_owned(), expected.map(<[u8]>::to_vec));
        let compare = Closure::once_into_js(move |_: JsValue| {
            let found = result::<JsValue>(&read).ok().and_then(|value| bytes_of(&value));
            if !holds(found, expected.as_deref()) {
                overtaken.replace(Some(name));
                transaction.abort().ok();
            }
        });
        request.set_onsuccess(Some(compare.unchecked_ref()));
        Ok(())
    }
}

/// Issues one request; none for a row that has no place.
fn put(store: &IdbObjectStore, write: &Write) -> Result<Option<IdbRequest>, JsValue> {
    let request = match write {
        Write::Expect(..) => return Ok(None),
        Write::Log(payload) => store.put(&sealed(payload))?,
        Write::LogDelete(key) => store.delete(&number(*key))?,
        Write::LogDeleteThrough(last) => {
            store.delete(&IdbKeyRange::upper_bound(&number(*last))?.into())?
        }
        Write::HotPut(key, payload) => store.put_with_key(&sealed(payload), &hot_key(key))?,
        Write::HotDelete(key) => store.delete(&hot_key(key))?,
        Write::ColdPut(key, payload) => store.put_with_key(&sealed(payload), &cold_key(key))?,
        Write::ColdDelete(scope, customer) => store.delete(&cold_range(scope, *customer)?)?,
        Write::MetaPut(name, payload) => store.put_with_key(&sealed(payload), &name.into())?,
        Write::MetaDelete(name) | Write::DraftDelete(name) => store.delete(&name.into())?,
        Write::DraftPut(name, text) => {
            store.put_with_key(&sealed(text.as_bytes()), &name.into())?
        }
        Write::SettingPut(name, text) => store.put_with_key(&text.into(), &name.into())?,
        Write::QuarantinePut { origin, why, bytes } => {
            let (origin, sum) = aside_key(origin, bytes);
            let row = Object::new();
            Reflect::set(&row, &"why".into(), &why.into())?;
            Reflect::set(&row, &"bytes".into(), &Uint8Array::from(bytes.as_slice()))?;
            store.put_with_key(&row, &array([origin.into(), sum.into()]))?
        }
        Write::Clear => store.clear()?,
        Write::RowPut(row) => return put_row(store, row),
    };
    Ok(Some(request))
}

fn put_row(store: &IdbObjectStore, row: &Row) -> Result<Option<IdbRequest>, JsValue> {
    let value: JsValue = match &row.stored {
        _ if !row.can_be_put() => return Ok(None),
        Stored::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        Stored::Text(text) => text.into(),
        Stored::Strange | Stored::Unreadable { .. } => return Ok(None),
    };
    let key = match &row.place {
        Place::Log(key) => number(*key),
        Place::Hot(key) => hot_key(key),
        Place::Cold(key) => cold_key(key),
        Place::Meta(name) | Place::Draft(name) | Place::Setting(name) => name.into(),
        Place::Strange { .. } => return Ok(None),
    };
    store.put_with_key(&value, &key).map(Some)
}

fn sealed(payload: &[u8]) -> JsValue {
    Uint8Array::from(seal(LAYOUT_NEWEST, payload).as_slice()).into()
}

pub(super) fn hot_key(key: &HotKey) -> JsValue {
    let HotKey { scope, kind, page, generation } = key;
    array([scope.as_str().into(), (*kind).into(), (*page).into(), (*generation).into()])
}

fn cold_key(key: &ColdKey) -> JsValue {
    let ColdKey { scope, customer, segment } = key;
    array([scope.as_str().into(), Uint8Array::from(customer.as_slice()).into(), (*segment).into()])
}

/// All segments of one customer: an array sorts after every number.
pub(super) fn cold_range(scope: &Scope, customer: [u8; 16]) -> Result<JsValue, JsValue> {
    let scope = JsValue::from_str(scope.as_str());
    let customer = JsValue::from(Uint8Array::from(customer.as_slice()));
    let lower = array([scope.clone(), customer.clone()]);
    let upper = array([scope, customer, Array::new().into()]);
    Ok(IdbKeyRange::bound(&lower, &upper)?.into())
}

/// Every key of the log beyond this one.
pub(super) fn beyond(key: u64) -> Result<JsValue, JsValue> {
    Ok(IdbKeyRange::lower_bound_with_open(&number(key), true)?.into())
}

fn array<const N: usize>(parts: [JsValue; N]) -> JsValue {
    parts.into_iter().collect::<Array>().into()
}

/// A key of the log as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "the database counts keys up to 2^53 only")]
fn number(key: u64) -> JsValue {
    JsValue::from_f64(key as f64)
}
