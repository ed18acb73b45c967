//! What of `IndexedDB` web-sys does not give in the form we need: a transaction with its durability,
//! and the names of our object stores. Not here: anything that waits.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbFactory, IdbTransaction};

use crate::Durability;

#[wasm_bindgen]
extern "C" {
    /// An open connection: an `IDBDatabase` whose transactions name their durability.
    #[wasm_bindgen(js_name = IDBDatabase, extends = IdbDatabase)]
    #[derive(Debug, Clone)]
    pub(super) type Connection;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &Connection,
        stores: &Array,
        mode: &str,
        options: &TransactionOptions,
    ) -> Result<Transaction, JsValue>;

    /// An `IDBTransaction` that can be told to commit; web-sys marks that call deprecated.
    #[wasm_bindgen(js_name = IDBTransaction, extends = IdbTransaction)]
    #[derive(Debug, Clone)]
    pub(super) type Transaction;

    #[wasm_bindgen(method, catch)]
    pub(super) fn commit(this: &Transaction) -> Result<(), JsValue>;

    /// `IDBTransactionOptions`.
    #[wasm_bindgen(extends = Object)]
    #[derive(Debug, Clone)]
    type TransactionOptions;

    #[wasm_bindgen(method, setter)]
    fn set_durability(this: &TransactionOptions, durability: &str);
}

impl Connection {
    /// A transaction that only reads.
    pub(super) fn reading(&self, tables: &[Table]) -> Result<Transaction, JsValue> {
        let options = Object::new().unchecked_into::<TransactionOptions>();
        self.transaction(&names(tables), "readonly", &options)
    }

    /// A transaction that writes, as durably as asked.
    pub(super) fn writing(
        &self,
        tables: &[Table],
        durability: Durability,
    ) -> Result<Transaction, JsValue> {
        let options = Object::new().unchecked_into::<TransactionOptions>();
        options.set_durability(match durability {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        });
        self.transaction(&names(tables), "readwrite", &options)
    }
}

/// The object stores of the database (sync.md 5.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Table {
    Meta,
    Log,
    Hot,
    Cold,
    Draft,
    Blob,
    Quarantine,
    Settings,
}

impl Table {
    pub(super) const ALL: [Self; 8] = [
        Self::Meta,
        Self::Log,
        Self::Hot,
        Self::Cold,
        Self::Draft,
        Self::Blob,
        Self::Quarantine,
        Self::Settings,
    ];

    /// The object stores of rows, in the order of [`Place`](crate::Place).
    pub(super) const OF_ROWS: [Self; 6] =
        [Self::Log, Self::Hot, Self::Cold, Self::Meta, Self::Draft, Self::Settings];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Log => "log",
            Self::Hot => "hot",
            Self::Cold => "cold",
            Self::Draft => "draft",
            Self::Blob => "blob",
            Self::Quarantine => "quarantine",
            Self::Settings => "settings",
        }
    }

    /// Whether the database counts its keys up by itself.
    pub(super) const fn counts_keys(self) -> bool {
        matches!(self, Self::Log)
    }
}

fn names(tables: &[Table]) -> Array {
    tables.iter().map(|table| JsValue::from_str(table.name())).collect()
}

/// The browser's `IndexedDB`, in a page or in a worker; `None` where there is none.
pub(super) fn factory() -> Result<Option<IdbFactory>, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB"))?;
    Ok(if factory.is_object() { Some(factory.unchecked_into()) } else { None })
}
