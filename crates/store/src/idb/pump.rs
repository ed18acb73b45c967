//! A transaction with more requests than one turn of the page should issue: the end of the last one is
//! the time for the next ones, so the transaction never idles and no await can come between. Not
//! here: which requests.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Event, IdbRequest};

use super::binding::Transaction;
use super::request::Ending;

/// A transaction that is being fed.
#[derive(Debug)]
pub(super) struct Pump {
    ending: Ending,
    thrown: Rc<RefCell<Option<JsValue>>>,
    /// Lives as long as it may be called. If it is dropped early, its next call throws, which aborts
    /// the transaction: nothing is written by half.
    _handler: Closure<dyn FnMut(Event)>,
}

impl Pump {
    /// Calls `step` now, and again whenever the request that it gave has succeeded; that request is
    /// handed over. When it gives none, the transaction commits; if it throws, the transaction aborts.
    pub(super) fn start(
        transaction: &Transaction,
        mut step: impl FnMut(Option<&IdbRequest>) -> Result<Option<IdbRequest>, JsValue> + 'static,
    ) -> Result<Self, JsValue> {
        let first = step(None)?;
        let thrown = Rc::new(RefCell::new(None));
        let handler = {
            let (transaction, thrown) = (transaction.clone(), Rc::clone(&thrown));
            Closure::new(move |event: Event| {
                let Some(done) = event.target() else { return };
                let done: &IdbRequest = done.unchecked_ref();
                match step(Some(done)) {
                    Ok(Some(next)) => next.set_onsuccess(done.onsuccess().as_ref()),
                    // A transaction that the browser ended by itself tells how by its events.
                    Ok(None) => drop(transaction.commit()),
                    Err(error) => {
                        thrown.replace(Some(error));
                        transaction.abort().ok();
                    }
                }
            })
        };
        match first {
            Some(first) => first.set_onsuccess(Some(handler.as_ref().unchecked_ref())),
            None => transaction.commit()?,
        }
        Ok(Self { ending: Ending::of(transaction)?, thrown, _handler: handler })
    }

    /// Waits for `complete`; what `step` threw otherwise, or the reason of an abort.
    pub(super) async fn completed(self) -> Result<(), JsValue> {
        let ended = self.ending.completed().await;
        ended.map_err(|reason| self.thrown.take().unwrap_or(reason))
    }
}
