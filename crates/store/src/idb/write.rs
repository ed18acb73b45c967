//! Puts and deletes, all in one turn of one transaction. Not here: when, and what for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::binding::{Connection, Table};
use super::failure;
use super::read::{bytes_of, whole};
use super::request::{Ending, result};
use crate::seal::{LAYOUT_NEWEST, seal};
use crate::sift::aside_key;
use crate::{ColdKey, Durability, HotKey, Scope, Write, Written};

/// A write whose requests are all issued and whose transaction was told to commit.
#[derive(Debug)]
pub(super) struct Issued {
    ending: Ending,
    log_puts: Vec<IdbRequest>,
    overtaken: Overtaken,
}

/// The name of the value that was not as expected, once that is known.
type Overtaken = Rc<RefCell<Option<String>>>;

/// Issues `writes`. Not async: there is no moment at which the transaction could commit by half.
pub(super) fn issue(
    connection: &Connection,
    writes: &[Write],
    durability: Durability,
) -> Result<Issued, JsValue> {
    let tables: BTreeSet<Table> = writes.iter().map(table_of).collect();
    let tables: Vec<Table> = tables.into_iter().collect();
    let transaction = connection.writing(&tables, durability)?;
    let overtaken = Overtaken::default();
    let issued = put_all(&transaction, writes, &overtaken)
        .and_then(|log_puts| Ok(Issued { ending: Ending::of(&transaction)?, log_puts, overtaken }));
    let is_certain = !writes.iter().any(|write| matches!(write, Write::Expect(..)));
    // Both calls may find a transaction that the browser has ended by itself; how it ended is
    // told by `complete` or `abort`.
    match issued {
        Ok(issued) => {
            // What expects something must still be able to abort; it commits by itself.
            if is_certain {
                transaction.commit().ok();
            }
            Ok(issued)
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
        let ended = self.ending.completed().await;
        if let Some(name) = self.overtaken.borrow().as_deref() {
            return Err(failure::overtaken(name));
        }
        ended?;
        let key = |put: &IdbRequest| Ok(whole(&result(put)?).unwrap_or_default());
        let log_keys = self.log_puts.iter().map(key).collect::<Result<_, JsValue>>()?;
        Ok(Written { log_keys })
    }
}

const fn table_of(write: &Write) -> Table {
    match write {
        Write::Log(_) | Write::LogDelete(_) | Write::LogDeleteThrough(_) => Table::Log,
        Write::HotPut(..) | Write::HotDelete(_) => Table::Hot,
        Write::ColdPut(..) => Table::Cold,
        Write::Expect(..) | Write::MetaPut(..) | Write::MetaDelete(_) => Table::Meta,
        Write::DraftPut(..) | Write::DraftDelete(_) => Table::Draft,
        Write::SettingPut(..) => Table::Settings,
        Write::QuarantinePut { .. } => Table::Quarantine,
    }
}

/// Issues every request; gives those whose key the database makes.
fn put_all(
    transaction: &IdbTransaction,
    writes: &[Write],
    overtaken: &Overtaken,
) -> Result<Vec<IdbRequest>, JsValue> {
    let mut log_puts = Vec::new();
    for write in writes {
        let store = transaction.object_store(table_of(write).name())?;
        if let Write::Expect(name, expected) = write {
            expect(transaction, &store, (name, expected.as_deref()), overtaken)?;
        } else if let Some(put) = put(&store, write)? {
            log_puts.push(put);
        }
    }
    Ok(log_puts)
}

/// Reads a value in the same transaction and aborts the whole of it if it is another one. The
/// handler runs at most once and frees itself.
fn expect(
    transaction: &IdbTransaction,
    store: &IdbObjectStore,
    (name, expected): (&str, Option<&[u8]>),
    overtaken: &Overtaken,
) -> Result<(), JsValue> {
    let request = store.get(&name.into())?;
    let (transaction, overtaken, read) =
        (transaction.clone(), Rc::clone(overtaken), request.clone());
    let (name, expected) = (name.to_owned(), expected.map(|it| seal(LAYOUT_NEWEST, it)));
    let compare = Closure::once_into_js(move |_: JsValue| {
        let found = result::<JsValue>(&read).ok().and_then(|value| bytes_of(&value));
        if found != expected {
            overtaken.replace(Some(name));
            transaction.abort().ok();
        }
    });
    request.set_onsuccess(Some(compare.unchecked_ref()));
    Ok(())
}

/// Issues one request; gives it if its key is made by the database.
fn put(store: &IdbObjectStore, write: &Write) -> Result<Option<IdbRequest>, JsValue> {
    match write {
        Write::Expect(..) => return Ok(None),
        Write::Log(payload) => return store.put(&sealed(payload)).map(Some),
        Write::LogDelete(key) => store.delete(&number(*key))?,
        Write::LogDeleteThrough(last) => {
            store.delete(&IdbKeyRange::upper_bound(&number(*last))?.into())?
        }
        Write::HotPut(key, payload) => store.put_with_key(&sealed(payload), &hot_key(key))?,
        Write::HotDelete(key) => store.delete(&hot_key(key))?,
        Write::ColdPut(key, payload) => store.put_with_key(&sealed(payload), &cold_key(key))?,
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
    };
    Ok(None)
}

fn sealed(payload: &[u8]) -> JsValue {
    Uint8Array::from(seal(LAYOUT_NEWEST, payload).as_slice()).into()
}

fn hot_key(key: &HotKey) -> JsValue {
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
