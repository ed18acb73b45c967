//! The browser's promise to keep the storage, and how full it is. Not here: what is stored.

use gloo_utils::window;
use jipan_app::Event;
use jipan_app::event::StorageReport;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};
use yew::Callback;

use super::browser::Browser;
use super::{js, task};

/// Asks the browser to keep the storage, then reports.
pub(crate) fn ask(tell: Callback<Event>) {
    task::spawn(async move {
        let storage = window().navigator().storage();
        if let Some(kept) = answer(storage.persist()).await {
            crate::log::info(format_args!("asked to keep the storage: {:?}", kept.as_bool()));
        }
        tell.emit(Event::StorageReported(read(&storage).await));
    });
}

/// Reports what the browser says of the storage.
pub(crate) fn report(tell: Callback<Event>) {
    task::spawn(async move {
        let storage = window().navigator().storage();
        tell.emit(Event::StorageReported(read(&storage).await));
    });
}

async fn read(storage: &StorageManager) -> StorageReport {
    let is_persistent = answer(storage.persisted()).await.and_then(|it| it.as_bool());
    let estimate = answer(storage.estimate()).await.map(JsCast::unchecked_into::<StorageEstimate>);
    let bytes = |number: Option<f64>| number.map(js::whole);
    StorageReport {
        is_persistent,
        used_bytes: bytes(estimate.as_ref().and_then(StorageEstimate::get_usage)),
        quota_bytes: bytes(estimate.as_ref().and_then(StorageEstimate::get_quota)),
        is_short_lived: Browser::here().is_short_lived() && is_persistent != Some(true),
    }
}

/// What the browser answers; nothing where it cannot say.
async fn answer(asked: Result<Promise, JsValue>) -> Option<JsValue> {
    let answered = match asked {
        Ok(promise) => JsFuture::from(promise).await,
        Err(thrown) => Err(thrown),
    };
    answered
        .inspect_err(|thrown| {
            crate::log::info(format_args!("no word on the storage: {}", js::words(thrown)));
        })
        .ok()
}
