//! Requests and transactions as futures. Not here: which requests.
//!
//! The promise's own `resolve` is the handler, so no Rust closure has to outlive the call, and a
//! dropped future leaves nothing behind.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, IdbRequest, IdbTransaction};

/// A promise that resolves at the first of `events`. It never rejects.
pub(super) fn first_of(target: &EventTarget, events: &[&str]) -> Result<Promise, JsValue> {
    let mut failed = None;
    let promise = Promise::new(&mut |resolve, _| {
        for event in events {
            if let Err(thrown) = target.add_event_listener_with_callback(event, &resolve) {
                failed = Some(thrown);
            }
        }
    });
    failed.map_or(Ok(promise), Err)
}

/// A transaction whose requests are all issued.
#[derive(Debug)]
pub(super) struct Ending {
    transaction: IdbTransaction,
    ended: Promise,
}

impl Ending {
    /// To be called in the turn that made `transaction`.
    pub(super) fn of(transaction: &IdbTransaction) -> Result<Self, JsValue> {
        let ended = first_of(transaction, &["complete", "abort"])?;
        Ok(Self { transaction: transaction.clone(), ended })
    }

    /// Waits for `complete`; the reason of an abort otherwise, null if the browser gives none.
    pub(super) async fn completed(self) -> Result<(), JsValue> {
        let event = JsFuture::from(self.ended).await?;
        if event.unchecked_into::<web_sys::Event>().type_() == "complete" {
            return Ok(());
        }
        Err(self.transaction.error().map_or(JsValue::NULL, JsValue::from))
    }
}

/// What a request brought, once its transaction is complete.
pub(super) fn result<T: JsCast>(request: &IdbRequest) -> Result<T, JsValue> {
    Ok(request.result()?.unchecked_into())
}
