//! Puts and deletes, all in one turn of one transaction. Not here: when, and what for.

use std::collections::BTreeSet;

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::binding::{Connection, Table};
use super::read::whole;
use super::request::{Ending, result};
use crate::seal::{LAYOUT_NEWEST, seal};
use crate::sift::aside_key;
use crate::{ColdKey, Durability, HotKey, Scope, Write, Written};

/// A write whose requests are all issued and whose transaction was told to commit.
#[derive(Debug)]
pub(super) struct Issued {
    ending: Ending,
    log_puts: Vec<IdbRequest>,
}

/// Issues `writes`. Not async: there is no moment at which the transaction could commit by half.
pub(super) fn issue(
    connection: &Connection,
    writes: &[Write],
    durability: Durability,
) -> Result<Issued, JsValue> {
    let tables: BTreeSet<Table> = writes.iter().map(table_of).collect();
    let tables: Vec<Table> = tables.into_iter().collect();
    let transaction = connection.writing(&tables, durability)?;
    let issued = put_all(&transaction, writes)
        .and_then(|log_puts| Ok(Issued { ending: Ending::of(&transaction)?, log_puts }));
    // Both calls may find a transaction that the browser has ended by itself; how it ended is
    // told by `complete` or `abort`.
    match issued {
        Ok(issued) => {
            transaction.commit().ok();
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
        self.ending.completed().await?;
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
        Write::MetaPut(..) | Write::MetaDelete(_) => Table::Meta,
        Write::DraftPut(..) | Write::DraftDelete(_) => Table::Draft,
        Write::SettingPut(..) => Table::Settings,
        Write::QuarantinePut { .. } => Table::Quarantine,
    }
}

/// Issues every request; gives those whose key the database makes.
fn put_all(transaction: &IdbTransaction, writes: &[Write]) -> Result<Vec<IdbRequest>, JsValue> {
    let mut log_puts = Vec::new();
    for write in writes {
        let store = transaction.object_store(table_of(write).name())?;
        if let Some(put) = put(&store, write)? {
            log_puts.push(put);
        }
    }
    Ok(log_puts)
}

/// Issues one request; gives it if its key is made by the database.
fn put(store: &IdbObjectStore, write: &Write) -> Result<Option<IdbRequest>, JsValue> {
    match write {
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

fn array<const N: usize>(parts: [JsValue; N]) -> JsValue {
    parts.into_iter().collect::<Array>().into()
}

/// A key of the log as a number of JavaScript.
#[expect(clippy::cast_precision_loss, reason = "the database counts keys up to 2^53 only")]
fn number(key: u64) -> JsValue {
    JsValue::from_f64(key as f64)
}
