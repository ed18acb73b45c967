//! The worker that speaks with the endpoint: a call goes out over the network, and whatever comes
//! back, or does not, is told as one answer. It also draws codes. Not here: when to ask, what an
//! answer means, and JSON ([`jipan_sync::calls`]). Outside a browser it does nothing.
//!
//! A message to it is a `Uint8Array`, a [`ToWorker`](jipan_sync::calls::ToWorker), or a text to be
//! drawn; one from it is a `Uint8Array`, a [`FromWorker`](jipan_sync::calls::FromWorker), or
//! `[text, modules a side, path]`. The first message is `[]`: the worker is ready, what was sent
//! before is lost.

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    //! The part that touches the browser.

    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use gloo_timers::callback::Timeout;
    use jipan_sync::calls::json::{HttpRequest, from_http, to_http};
    use jipan_sync::calls::{
        Answer, Call, CallFailure, CallId, FromWorker, ToWorker, decode, encode,
    };
    use jipan_sync::qr;
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        AbortController, Blob, DedicatedWorkerGlobalScope, Headers, MessageEvent,
        ReadableWritablePair, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
        Response, ResponseType,
    };

    #[wasm_bindgen]
    extern "C" {
        /// A pair of streams that packs.
        type CompressionStream;

        #[wasm_bindgen(constructor, catch)]
        fn new(format: &str) -> Result<CompressionStream, JsValue>;
    }

    /// A body larger than this goes out packed.
    const PLAIN_BYTES_MAX: usize = 1_024;

    /// What the worker is at.
    #[derive(Clone)]
    struct Worker {
        scope: DedicatedWorkerGlobalScope,
        /// Calls under way, each with what ends it.
        calls: Rc<RefCell<BTreeMap<CallId, AbortController>>>,
    }

    /// Listens, then says so. Outside a worker it does nothing.
    pub(crate) fn start() {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let worker = Worker { scope: scope.clone(), calls: Rc::default() };
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            worker.hear(&event.data());
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget(); // It listens as long as the worker lives.
        report(scope.post_message(&Array::new()));
    }

    impl Worker {
        fn hear(&self, data: &JsValue) {
            if let Some(text) = data.as_string() {
                self.draw(&text);
                return;
            }
            // Page and worker are of one build; a page of another one is loaded anew.
            match decode::<ToWorker>(&Uint8Array::new(data).to_vec()) {
                Ok(ToWorker::Ask(id, call)) => self.ask(id, call),
                Ok(ToWorker::Cancel(id)) => {
                    if let Some(controller) = self.calls.borrow_mut().remove(&id) {
                        controller.abort();
                    }
                }
                Err(_) => wasm_bindgen::throw_str("the page speaks another version"),
            }
        }

        fn draw(&self, text: &str) {
            if let Some((n_modules, path)) = qr::path_of(text) {
                let drawn = Array::of3(&text.into(), &n_modules.into(), &path.into());
                report(self.scope.post_message(&drawn));
            }
        }

        fn ask(&self, id: CallId, call: Call) {
            let worker = self.clone();
            spawn(async move {
                let answer = match AbortController::new() {
                    Ok(controller) => {
                        worker.calls.borrow_mut().insert(id, controller.clone());
                        worker.answer_to(&call, &controller).await
                    }
                    Err(_) => Answer::Failed(CallFailure::Unspeakable),
                };
                // A call that was given up is nobody's any more.
                if worker.calls.borrow_mut().remove(&id).is_some() {
                    worker.tell(&FromWorker(id, answer));
                }
            });
        }

        fn tell(&self, answer: &FromWorker) {
            match encode(answer) {
                Ok(bytes) => {
                    let bytes = Uint8Array::from(bytes.as_slice());
                    let moved = Array::of1(&bytes.buffer());
                    report(self.scope.post_message_with_transfer(&bytes, &moved));
                }
                Err(_) => wasm_bindgen::throw_str("the answer does not fit into memory"),
            }
        }

        async fn answer_to(&self, call: &Call, controller: &AbortController) -> Answer {
            let http = match to_http(call) {
                Ok(http) => http,
                Err(failure) => return Answer::Failed(failure),
            };
            let is_late = Rc::new(Cell::new(false));
            let timeout = {
                let (is_late, controller) = (Rc::clone(&is_late), controller.clone());
                Timeout::new(http.timeout_millis, move || {
                    is_late.set(true);
                    controller.abort();
                })
            };
            let came = self.fetched(&http, controller).await;
            drop(timeout);
            match came {
                Ok(Came { status, content_type, body }) => {
                    from_http(call, status, &content_type, &body)
                }
                Err(_) if is_late.get() => Answer::Failed(CallFailure::Timeout),
                Err(failure) => Answer::Failed(failure),
            }
        }

        /// Sends the request and reads the whole answer.
        async fn fetched(
            &self,
            http: &HttpRequest,
            controller: &AbortController,
        ) -> Result<Came, CallFailure> {
            let init = init_of(http, controller).await.or(Err(CallFailure::Unspeakable))?;
            let response = JsFuture::from(self.scope.fetch_with_str_and_init(http.path, &init));
            let response = response.await.or(Err(CallFailure::Offline))?;
            let response: Response = response.unchecked_into();
            // The endpoint sends nobody elsewhere; networks that want a login do.
            if response.type_() == ResponseType::Opaqueredirect {
                return Err(CallFailure::NotOurs { status: 302 });
            }
            let content_type = response.headers().get("content-type").ok().flatten();
            let body = response.array_buffer().or(Err(CallFailure::Truncated))?;
            let body = JsFuture::from(body).await.or(Err(CallFailure::Truncated))?;
            Ok(Came {
                status: response.status(),
                content_type: content_type.unwrap_or_default(),
                body: Uint8Array::new(&body).to_vec(),
            })
        }
    }

    /// An answer of somebody.
    struct Came {
        status: u16,
        content_type: String,
        body: Vec<u8>,
    }

    async fn init_of(
        http: &HttpRequest,
        controller: &AbortController,
    ) -> Result<RequestInit, JsValue> {
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        headers.set("x-jipan", "1")?;
        if let Some(token) = &http.token {
            headers.set("authorization", &format!("Bearer {token}"))?;
        }
        let plain = Uint8Array::from(http.body.as_bytes());
        let packed =
            if http.body.len() > PLAIN_BYTES_MAX { packed(&plain).await.ok() } else { None };
        let init = RequestInit::new();
        match packed {
            Some(packed) => {
                headers.set("content-encoding", "gzip")?;
                init.set_body(&packed);
            }
            None => init.set_body(&plain),
        }
        init.set_method("POST");
        init.set_headers(&headers);
        init.set_cache(RequestCache::NoStore);
        init.set_credentials(RequestCredentials::Omit);
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(&controller.signal()));
        Ok(init)
    }

    /// The bytes as gzip; an error where the browser cannot.
    async fn packed(bytes: &Uint8Array) -> Result<JsValue, JsValue> {
        let packing = CompressionStream::new("gzip")?;
        let plain = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?;
        let stream = plain.stream().pipe_through(packing.unchecked_ref::<ReadableWritablePair>());
        let whole = Response::new_with_opt_readable_stream(Some(&stream))?;
        JsFuture::from(whole.array_buffer()?).await
    }

    /// Starts work that goes on beside others.
    #[expect(clippy::disallowed_methods, reason = "the one door of this worker")]
    fn spawn(work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(work);
    }

    /// What cannot be posted ends the worker with an error event, which the page hears.
    fn report(result: Result<(), JsValue>) {
        if let Err(error) = result {
            wasm_bindgen::throw_val(error);
        }
    }
}
