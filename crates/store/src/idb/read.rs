//! Reads whole tables in one transaction, keys beside values. Not here: proving what was read.

use std::collections::BTreeSet;

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::IdbRequest;

use super::binding::{Connection, Table};
use super::failure;
use super::request::{Ending, result};
use super::write::{beyond, cold_range};
use crate::sift::AsideKey;
use crate::{ColdKey, HotKey, Place, Quarantined, Row, Scope, StoreError, Stored};

/// Characters of a key that nobody can read which are shown.
const STRANGE_KEY_CHARS_MAX: usize = 120;

/// Which rows of which table.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    table: Table,
    range: JsValue,
    /// How many of them at most; 0 = all.
    n_max: u32,
}

impl Ask {
    /// All rows of `table`.
    pub(super) const fn all(table: Table) -> Self {
        Self { table, range: JsValue::UNDEFINED, n_max: 0 }
    }

    /// The first rows of the log beyond a key.
    pub(super) fn log_beyond(key: u64, n_max: u32) -> Result<Self, JsValue> {
        Ok(Self { table: Table::Log, range: beyond(key)?, n_max })
    }

    /// The history of one customer.
    pub(super) fn cold(scope: &Scope, customer: [u8; 16]) -> Result<Self, JsValue> {
        Ok(Self { table: Table::Cold, range: cold_range(scope, customer)?, n_max: 0 })
    }
}

/// Keys and values, as they came.
#[derive(Debug)]
struct Asked {
    table: Table,
    keys: IdbRequest,
    values: Option<IdbRequest>,
}

/// Which halves of the rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Keys,
    Both,
}

/// The rows asked for, read in one transaction. If the browser fails to read them together, they
/// are read one by one, so that one unreadable row does not hide the rest.
pub(super) async fn rows(connection: &Connection, asks: &[Ask]) -> Result<Vec<Row>, JsValue> {
    match pairs(connection, asks, Half::Both).await {
        Ok(pairs) => {
            Ok(pairs.into_iter().map(|(table, key, value)| row(table, &key, &value)).collect())
        }
        Err(thrown) if may_be_one_row(&failure::of(&thrown, 0)) => singly(connection, asks).await,
        Err(thrown) => Err(thrown),
    }
}

/// Whether a reading may have failed for the sake of one row.
pub(super) fn may_be_one_row(failed: &StoreError) -> bool {
    matches!(failed, StoreError::BackingStore { .. } | StoreError::Unexpected { .. })
}

/// The keys of what was set aside.
pub(super) async fn aside_keys(connection: &Connection) -> Result<BTreeSet<AsideKey>, JsValue> {
    let pairs = pairs(connection, &[Ask::all(Table::Quarantine)], Half::Keys).await?;
    Ok(pairs.into_iter().filter_map(|(_, key, _)| aside_key_of(&key)).collect())
}

/// What was set aside.
pub(super) async fn quarantined(connection: &Connection) -> Result<Vec<Quarantined>, JsValue> {
    let pairs = pairs(connection, &[Ask::all(Table::Quarantine)], Half::Both).await?;
    let quarantined = |(_, key, value): (Table, JsValue, JsValue)| {
        let field = |name: &str| Reflect::get(&value, &JsValue::from_str(name)).ok();
        Quarantined {
            origin: aside_key_of(&key).map(|(origin, _)| origin).unwrap_or_default(),
            why: field("why").and_then(|why| why.as_string()).unwrap_or_default(),
            bytes: field("bytes").and_then(|bytes| bytes_of(&bytes)).unwrap_or_default(),
        }
    };
    Ok(pairs.into_iter().map(quarantined).collect())
}

async fn pairs(
    connection: &Connection,
    asks: &[Ask],
    half: Half,
) -> Result<Vec<(Table, JsValue, JsValue)>, JsValue> {
    let (ending, asked) = ask(connection, asks, half)?;
    ending.completed().await?;
    let mut pairs = Vec::new();
    for Asked { table, keys, values } in asked {
        let keys: Array = result(&keys)?;
        let values: Array = values.as_ref().map_or_else(|| Ok(Array::new()), result)?;
        pairs.extend((0..keys.length()).map(|idx| (table, keys.get(idx), values.get(idx))));
    }
    Ok(pairs)
}

/// Issues the requests. Not async, see [`super::write::issue`].
fn ask(connection: &Connection, asks: &[Ask], half: Half) -> Result<(Ending, Vec<Asked>), JsValue> {
    let tables: Vec<Table> = asks.iter().map(|ask| ask.table).collect();
    let transaction = connection.reading(&tables)?;
    let mut asked = Vec::new();
    for Ask { table, range, n_max } in asks {
        let store = transaction.object_store(table.name())?;
        let keys = store.get_all_keys_with_key_and_limit(range, *n_max)?;
        let values = match half {
            Half::Keys => None,
            Half::Both => Some(store.get_all_with_key_and_limit(range, *n_max)?),
        };
        asked.push(Asked { table: *table, keys, values });
    }
    Ok((Ending::of(&transaction)?, asked))
}

async fn singly(connection: &Connection, asks: &[Ask]) -> Result<Vec<Row>, JsValue> {
    let mut rows = Vec::new();
    for (table, key, _) in pairs(connection, asks, Half::Keys).await? {
        rows.push(match one(connection, table, &key).await {
            Ok(value) => row(table, &key, &value),
            Err(thrown) => {
                let failed = failure::of(&thrown, 0);
                if !may_be_one_row(&failed) {
                    return Err(thrown);
                }
                let stored = Stored::Unreadable { detail: failed.to_string() };
                Row { place: place(table, &key), stored }
            }
        });
    }
    Ok(rows)
}

async fn one(connection: &Connection, table: Table, key: &JsValue) -> Result<JsValue, JsValue> {
    let ask = || {
        let transaction = connection.reading(&[table])?;
        let request = transaction.object_store(table.name())?.get(key)?;
        Ok::<_, JsValue>((Ending::of(&transaction)?, request))
    };
    let (ending, request) = ask()?;
    ending.completed().await?;
    result(&request)
}

/// A row as it came.
pub(super) fn row(table: Table, key: &JsValue, value: &JsValue) -> Row {
    let stored = match (bytes_of(value), value.as_string()) {
        (Some(bytes), _) => Stored::Bytes(bytes),
        (None, Some(text)) => Stored::Text(text),
        (None, None) => Stored::Strange,
    };
    Row { place: place(table, key), stored }
}

pub(super) fn place(table: Table, key: &JsValue) -> Place {
    let place = match table {
        Table::Log => whole(key).map(Place::Log),
        Table::Hot => hot_key(key).map(Place::Hot),
        Table::Cold => cold_key(key).map(Place::Cold),
        Table::Meta => key.as_string().map(Place::Meta),
        Table::Draft => key.as_string().map(Place::Draft),
        Table::Settings => key.as_string().map(Place::Setting),
        Table::Blob | Table::Quarantine => None,
    };
    place.unwrap_or_else(|| Place::Strange {
        store: table.name().to_owned(),
        key: format!("{key:?}").chars().take(STRANGE_KEY_CHARS_MAX).collect(),
    })
}

fn hot_key(key: &JsValue) -> Option<HotKey> {
    let [scope, kind, page, generation] = parts(key)?;
    Some(HotKey {
        scope: Scope::new(scope.as_string()?),
        kind: whole(&kind)?.try_into().ok()?,
        page: whole(&page)?.try_into().ok()?,
        generation: whole(&generation)?.try_into().ok()?,
    })
}

fn cold_key(key: &JsValue) -> Option<ColdKey> {
    let [scope, customer, segment] = parts(key)?;
    Some(ColdKey {
        scope: Scope::new(scope.as_string()?),
        customer: bytes_of(&customer)?.try_into().ok()?,
        segment: whole(&segment)?.try_into().ok()?,
    })
}

fn aside_key_of(key: &JsValue) -> Option<AsideKey> {
    let [origin, sum] = parts(key)?;
    Some((origin.as_string()?, sum.as_string()?))
}

fn parts<const N: usize>(key: &JsValue) -> Option<[JsValue; N]> {
    key.dyn_ref::<Array>()?.to_vec().try_into().ok()
}

pub(super) fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        return Some(bytes.to_vec());
    }
    value.dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec())
}

/// A number of JavaScript that is whole and not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "looked at before: whole, not negative, below 2^53"
)]
pub(super) fn whole(number: &JsValue) -> Option<u64> {
    const WHOLE_MAX: f64 = 9_007_199_254_740_991.0;
    let number = number.as_f64()?;
    let is_whole = number.fract() == 0.0 && (0.0..=WHOLE_MAX).contains(&number);
    is_whole.then_some(number as u64)
}
