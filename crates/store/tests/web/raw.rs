//! The browser's own `IndexedDB`, past the store under test. Not here: any claim.

use jipan_store::{ColdKey, HotKey, Place, Row, Stored};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/tests/web/raw.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(crate) async fn drop(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub(crate) async fn hold(name: &str, version: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    pub(crate) async fn version(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = letGo)]
    pub(crate) fn let_go(connection: &JsValue);
    #[wasm_bindgen(catch, js_name = lay)]
    async fn lay_value(
        name: &str,
        table: &str,
        key: &JsValue,
        value: &JsValue,
    ) -> Result<JsValue, JsValue>;
    pub(crate) fn record() -> Array;
    #[wasm_bindgen(js_name = recordOpenings)]
    pub(crate) fn record_openings() -> Array;
    #[wasm_bindgen(js_name = fillUp)]
    pub(crate) fn fill_up(room: u32);
    #[wasm_bindgen(js_name = recordUncaught)]
    pub(crate) fn record_uncaught() -> Array;
    #[wasm_bindgen(js_name = abortCommits)]
    pub(crate) fn abort_commits(times: u32, name: &str);
    #[wasm_bindgen(js_name = abortCommitsSaying)]
    pub(crate) fn abort_commits_saying(times: u32, name: &str, words: &str);
    #[wasm_bindgen(js_name = cutConnection)]
    pub(crate) fn cut_connection(aloud: bool);
    pub(crate) fn spoil(table: &str, key: &JsValue);
    #[wasm_bindgen(js_name = hideIndexedDb)]
    pub(crate) fn hide_indexed_db();
    fn restore();
}

/// Puts back what a test replaced, also when it fails.
#[must_use]
pub(crate) struct Restore;

impl Drop for Restore {
    fn drop(&mut self) {
        restore();
    }
}

/// Lines of a [`record`].
pub(crate) fn lines(record: &Array) -> Vec<String> {
    record.iter().filter_map(|line| line.as_string()).collect()
}

/// Lays a row as it is.
pub(crate) async fn lay(name: &str, Row { place, stored }: Row) {
    let (table, key) = match place {
        Place::Log(key) => ("log", number(key)),
        Place::Hot(HotKey { scope, kind, page, generation }) => {
            let parts: [JsValue; 4] =
                [scope.as_str().into(), kind.into(), page.into(), generation.into()];
            ("hot", parts.into_iter().collect::<Array>().into())
        }
        Place::Cold(ColdKey { scope, customer, segment }) => {
            let customer = Uint8Array::from(customer.as_slice()).into();
            let parts: [JsValue; 3] = [scope.as_str().into(), customer, segment.into()];
            ("cold", parts.into_iter().collect::<Array>().into())
        }
        Place::Meta(name) => ("meta", name.into()),
        Place::Draft(name) => ("draft", name.into()),
        Place::Setting(name) => ("settings", name.into()),
        Place::Strange { store, key } => {
            return lay_value(name, &store, &key.into(), &JsValue::NULL).await.map(|_| ()).unwrap();
        }
    };
    let value: JsValue = match stored {
        Stored::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
        Stored::Text(text) => text.into(),
        Stored::Strange | Stored::Unreadable { .. } => JsValue::from_f64(1.0),
    };
    lay_value(name, table, &key, &value).await.unwrap();
}

/// A key of the log as JavaScript has it.
pub(crate) fn number(key: u64) -> JsValue {
    JsValue::from_f64(u32::try_from(key).unwrap().into())
}
