//! The worker in the browser: hands messages to a [`jipan_sheets::Session`] and posts its answers.
//! Not here: anything that decides. Outside a browser it does nothing.
//!
//! A message is `[head: Uint8Array, body: ArrayBuffer | undefined]` both ways; bodies are
//! transferred. The first message is `[]`: the worker is ready, what was sent before is lost.

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    //! The part that touches the browser.

    use jipan_book::sheet::{SheetError, SheetReply, SheetRequest};
    use jipan_sheets::Session;
    use js_sys::{Array, ArrayBuffer, Uint8Array};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Listens, then says so. Outside a worker it does nothing.
    pub(crate) fn start() {
        let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
        let mut session = Session::default();
        let answering = scope.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            for (reply, body) in answers_to(&mut session, &event.data()) {
                post(&answering, &reply, body.as_deref());
            }
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget(); // It listens as long as the worker lives.
        report(scope.post_message(&Array::new()));
    }

    fn answers_to(session: &mut Session, data: &JsValue) -> Vec<jipan_sheets::session::Answer> {
        let parts = Array::from(data);
        let head = Uint8Array::new(&parts.get(0)).to_vec();
        let body = parts.get(1).dyn_into::<ArrayBuffer>().ok();
        match SheetRequest::from_bytes(&head) {
            Ok(request) => session.handle(request, body.map(|it| Uint8Array::new(&it).to_vec())),
            Err(_) => vec![(SheetReply::Refused(SheetError::Version), None)],
        }
    }

    fn post(scope: &DedicatedWorkerGlobalScope, reply: &SheetReply, body: Option<&[u8]>) {
        let Ok(head) = reply.to_bytes() else {
            wasm_bindgen::throw_str("the reply does not fit into memory");
        };
        let head = Uint8Array::from(head.as_slice());
        let parts = Array::of1(&head);
        let moved = Array::of1(&head.buffer());
        if let Some(body) = body {
            let buffer = Uint8Array::from(body).buffer();
            parts.push(&buffer);
            moved.push(&buffer);
        }
        report(scope.post_message_with_transfer(&parts, &moved));
    }

    /// An answer that cannot be posted ends the worker with an error event, which the page hears.
    fn report(result: Result<(), JsValue>) {
        if let Err(error) = result {
            wasm_bindgen::throw_val(error);
        }
    }
}
