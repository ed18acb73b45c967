//! The browser's exceptions as [`StoreError`]s. Not here: what to do about them.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::StoreError;

/// What Safari says, under the name `UnknownError`, when its storage process went away.
const SAFARI_LOST: &str = "Connection to Indexed Database server lost";

/// What Chromium says, under the name `UnknownError`, when the disk itself is full: its file layer, and
/// `SQLite`.
const IS_FULL: [&str; 2] = ["NO_SPACE", "disk is full"];

/// The name of an exception; empty for what is none.
pub(super) fn name_of(thrown: &JsValue) -> String {
    text_of(thrown, "name")
}

/// The words of an exception; empty for what is none.
pub(super) fn detail_of(thrown: &JsValue) -> String {
    text_of(thrown, "message")
}

fn text_of(thrown: &JsValue, field: &str) -> String {
    let text = Reflect::get(thrown, &JsValue::from_str(field)).ok();
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// What we throw when we abort a transaction because of a value that is not as expected.
pub(super) fn overtaken(name: &str) -> JsValue {
    JsValue::from_str(name)
}

/// Why a transaction failed. We never abort one but for [`overtaken`] or because something was
/// thrown, so an abort without a reason is the browser's: it cut the connection.
pub(super) fn of(thrown: &JsValue, needed_bytes: u64) -> StoreError {
    if let Some(name) = thrown.as_string() {
        return StoreError::Overtaken { name };
    }
    let (name, detail) = (name_of(thrown), detail_of(thrown));
    match name.as_str() {
        "QuotaExceededError" => StoreError::QuotaExceeded { needed_bytes },
        "InvalidStateError" | "AbortError" => StoreError::ConnectionClosed { detail },
        "UnknownError" if detail.contains(SAFARI_LOST) => StoreError::ConnectionClosed { detail },
        "UnknownError" if IS_FULL.iter().any(|words| detail.contains(words)) => {
            StoreError::QuotaExceeded { needed_bytes }
        }
        "UnknownError" => StoreError::BackingStore { detail },
        "SecurityError" => StoreError::Unavailable { detail },
        _ if thrown.is_null() || thrown.is_undefined() => {
            StoreError::ConnectionClosed { detail: "aborted without a reason".to_owned() }
        }
        _ => StoreError::Unexpected { name, detail },
    }
}

/// Why a database did not open.
pub(super) fn of_opening(thrown: &JsValue, database: &str) -> StoreError {
    match name_of(thrown).as_str() {
        "VersionError" => StoreError::NewerVersion { database: database.to_owned() },
        // Firefox in private mode, before 115.
        "InvalidStateError" => StoreError::Unavailable { detail: detail_of(thrown) },
        _ => of(thrown, 0),
    }
}
