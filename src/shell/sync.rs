//! The worker that speaks with the endpoint: started at the first need, and then it stays. Not here:
//! when to ask (the model), what goes over the network (`jipan_sync`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use jipan_app::Event;
use jipan_sync::calls::{Answer, Call, CallFailure, CallId, FromWorker, ToWorker, decode, encode};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use yew::{AttrValue, Callback};

use super::js;
use crate::hooks::QrCode;

/// Where Trunk puts what loads the worker.
const WORKER_URL: &str = "/sync-worker_loader.js";

/// The worker, once there is one.
#[derive(Clone)]
pub(crate) struct SyncDoor(Rc<Inner>);

struct Inner {
    tell: Callback<Event>,
    running: RefCell<Option<Running>>,
    /// Calls without an answer.
    asked: RefCell<Vec<CallId>>,
    /// Texts that are being drawn, and who waits for them.
    drawing: RefCell<Vec<(String, Callback<QrCode>)>>,
}

/// A worker that lives until this is dropped.
struct Running {
    worker: Worker,
    is_open: Cell<bool>,
    /// Messages wait until it listens.
    waiting: RefCell<Vec<JsValue>>,
    _listeners: [EventListener; 3],
}

impl SyncDoor {
    /// No worker yet.
    pub(crate) fn new(tell: Callback<Event>) -> Self {
        let (running, asked, drawing) = Default::default();
        Self(Rc::new(Inner { tell, running, asked, drawing }))
    }

    /// Asks the endpoint.
    pub(crate) fn ask(&self, id: CallId, call: Call) {
        self.0.asked.borrow_mut().push(id);
        self.send(&ToWorker::Ask(id, call));
    }

    /// Gives a call up.
    pub(crate) fn cancel(&self, id: CallId) {
        self.0.asked.borrow_mut().retain(|it| *it != id);
        self.send(&ToWorker::Cancel(id));
    }

    /// Draws texts as codes.
    pub(crate) fn drawer(&self) -> Callback<(String, Callback<QrCode>)> {
        let door = self.clone();
        Callback::from(move |(text, on_drawn): (String, Callback<QrCode>)| {
            door.0.drawing.borrow_mut().push((text.clone(), on_drawn));
            door.post(text.into());
        })
    }

    fn send(&self, message: &ToWorker) {
        match encode(message) {
            Ok(bytes) => self.post(Uint8Array::from(bytes.as_slice()).into()),
            Err(error) => {
                crate::log::error(format_args!("a call could not be written: {error}"));
                self.die();
            }
        }
    }

    fn post(&self, message: JsValue) {
        if self.0.running.borrow().is_none() {
            match Worker::new(WORKER_URL) {
                Ok(worker) => drop(self.0.running.replace(Some(self.listen(worker)))),
                Err(thrown) => {
                    crate::log::error(format_args!(
                        "no worker for the sync: {}",
                        js::words(&thrown)
                    ));
                    return self.die();
                }
            }
        }
        let posted = self.0.running.borrow().as_ref().map_or(Ok(()), |running| {
            if running.is_open.get() {
                return running.worker.post_message(&message);
            }
            running.waiting.borrow_mut().push(message);
            Ok(())
        });
        if let Err(thrown) = posted {
            crate::log::error(format_args!("the sync does not hear: {}", js::words(&thrown)));
            self.die();
        }
    }

    fn listen(&self, worker: Worker) -> Running {
        let answered = {
            let door = Rc::downgrade(&self.0);
            EventListener::new(&worker, "message", move |event| {
                if let Some(inner) = door.upgrade() {
                    Self(inner).hear(&event.unchecked_ref::<MessageEvent>().data());
                }
            })
        };
        let [died, garbled] = ["error", "messageerror"].map(|name| {
            let door = Rc::downgrade(&self.0);
            EventListener::new(&worker, name, move |event| {
                crate::log::error(format_args!(
                    "the worker for the sync died: {}",
                    js::words(event)
                ));
                if let Some(inner) = door.upgrade() {
                    Self(inner).die();
                }
            })
        });
        Running {
            worker,
            is_open: Cell::new(false),
            waiting: RefCell::default(),
            _listeners: [answered, died, garbled],
        }
    }

    fn hear(&self, data: &JsValue) {
        if let Some(parts) = data.dyn_ref::<Array>() {
            return if parts.length() == 0 { self.open() } else { self.drawn(parts) };
        }
        match decode::<FromWorker>(&Uint8Array::new(data).to_vec()) {
            Ok(FromWorker(id, answer)) => {
                self.0.asked.borrow_mut().retain(|it| *it != id);
                self.0.tell.emit(Event::CallAnswered { id, answer: Box::new(answer) });
            }
            Err(error) => {
                crate::log::error(format_args!("the sync speaks another version: {error}"));
                self.die();
            }
        }
    }

    /// The worker listens: what waited goes out.
    fn open(&self) {
        let sent = self.0.running.borrow().as_ref().map_or(Ok(()), |running| {
            running.is_open.set(true);
            let waiting = running.waiting.take();
            waiting.iter().try_for_each(|message| running.worker.post_message(message))
        });
        if let Err(thrown) = sent {
            crate::log::error(format_args!("the sync does not hear: {}", js::words(&thrown)));
            self.die();
        }
    }

    fn drawn(&self, parts: &Array) {
        let (Some(text), Some(n_modules), Some(path)) =
            (parts.get(0).as_string(), parts.get(1).as_f64(), parts.get(2).as_string())
        else {
            return;
        };
        let n_modules = u32::try_from(js::whole(n_modules)).unwrap_or_default();
        let code = QrCode { n_modules, path: AttrValue::from(path) };
        let mut drawing = self.0.drawing.borrow_mut();
        let (done, rest) = drawing.drain(..).partition(|(it, _)| *it == text);
        *drawing = rest;
        drop(drawing);
        let done: Vec<(String, Callback<QrCode>)> = done;
        for (_, on_drawn) in done {
            on_drawn.emit(code.clone());
        }
    }

    /// The worker is gone, and with it what it was at: to the model that is a network without an
    /// answer, and the next call starts another one.
    fn die(&self) {
        // A listener must not drop itself while it runs.
        let gone = self.0.running.take();
        super::timers::after(0, move || drop(gone));
        for id in self.0.asked.take() {
            let answer = Box::new(Answer::Failed(CallFailure::Offline));
            self.0.tell.emit(Event::CallAnswered { id, answer });
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
