//! The worker that reads and writes files: started at the first need, ended when it is done, since its
//! memory never shrinks. Not here: what it does (`jipan-sheets`), whether a row is good.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use jipan_app::Event;
use jipan_app::effect::{ExportPart, FileHandle};
use jipan_app::view::ReportView;
use jipan_book::sheet::{RowError, SheetReply, SheetRequest};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

mod words;

use super::files::Files;
use super::{js, task};
use crate::i18n::Tr;

/// Where Trunk puts what loads the worker.
const WORKER_URL: &str = "/sheets-worker_loader.js";

/// The worker, while there is one.
pub(crate) struct Sheets {
    tell: Callback<Event>,
    files: Files,
    running: Option<Running>,
}

/// A worker that lives until this is dropped.
struct Running {
    line: Rc<Line>,
    _listeners: [EventListener; 3],
}

/// The line to a worker. Messages wait until it listens.
struct Line {
    worker: Worker,
    is_open: Cell<bool>,
    waiting: RefCell<Vec<Message>>,
}

/// A message: its head, and perhaps the bytes of a file.
struct Message {
    head: Uint8Array,
    body: Option<ArrayBuffer>,
}

impl Sheets {
    /// No worker yet.
    pub(crate) fn new(tell: Callback<Event>, files: Files) -> Self {
        Self { tell, files, running: None }
    }

    /// Hands a file to the worker.
    pub(crate) fn open(&mut self, handle: FileHandle, request: SheetRequest) {
        let Some(line) = self.line() else { return };
        let line = Rc::downgrade(&line);
        let (tell, file) = (self.tell.clone(), self.files.get(handle));
        task::spawn(async move {
            let read = match file {
                Some(file) => JsFuture::from(file.array_buffer()).await,
                None => Err(JsValue::from_str("the file is gone")),
            };
            // A worker that was ended meanwhile wants no file any more.
            let Some(line) = line.upgrade() else { return };
            let sent = read
                .and_then(|bytes| line.send(&request, Some(bytes.unchecked_into::<ArrayBuffer>())));
            if let Err(thrown) = sent {
                crate::log::error(format_args!(
                    "the file could not be read: {}",
                    js::words(&thrown)
                ));
                tell.emit(Event::SheetDied);
            }
        });
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, request: &SheetRequest) {
        let Some(line) = self.line() else { return };
        if let Err(thrown) = line.send(request, None) {
            crate::log::error(format_args!(
                "the worker for files does not hear: {}",
                js::words(&thrown)
            ));
            self.tell.emit(Event::SheetDied);
        }
    }

    /// Has the file of failed rows written, with the reasons in words.
    pub(crate) fn failed(&mut self, rows: &[(u32, Vec<RowError>)], tr: &Tr) {
        self.send(&words::failed_request(rows, tr));
    }

    /// Has a part of an export written, with the headings in words.
    pub(crate) fn export(&mut self, part: ExportPart, tr: &Tr) {
        self.send(&words::export_request(part, tr));
    }

    /// Has the month's report of the budget written.
    pub(crate) fn report(&mut self, view: &ReportView, tr: &Tr) {
        self.send(&tr.report_request(view));
    }

    /// Ends the worker.
    pub(crate) fn close(&mut self) {
        self.running = None;
    }

    /// The line to the worker, which is started when there is none.
    fn line(&mut self) -> Option<Rc<Line>> {
        if self.running.is_none() {
            match Worker::new(WORKER_URL) {
                Ok(worker) => self.running = Some(self.listen(&worker)),
                Err(thrown) => {
                    crate::log::error(format_args!("no worker for files: {}", js::words(&thrown)));
                    self.tell.emit(Event::SheetDied);
                }
            }
        }
        self.running.as_ref().map(|running| Rc::clone(&running.line))
    }

    fn listen(&self, worker: &Worker) -> Running {
        let line = Rc::new(Line {
            worker: worker.clone(),
            is_open: Cell::new(false),
            waiting: RefCell::default(),
        });
        let answered = {
            let (line, tell, files) = (Rc::clone(&line), self.tell.clone(), self.files.clone());
            EventListener::new(worker, "message", move |event| {
                let parts = Array::from(&event.unchecked_ref::<MessageEvent>().data());
                let event = if parts.length() == 0 {
                    line.open().err().map(|_| Event::SheetDied)
                } else {
                    Some(event_of(&parts, &files))
                };
                if let Some(event) = event {
                    tell.emit(event);
                }
            })
        };
        let [died, garbled] = ["error", "messageerror"].map(|name| {
            let tell = self.tell.clone();
            EventListener::new(worker, name, move |event| {
                crate::log::error(format_args!("the worker for files died: {}", js::words(event)));
                tell.emit(Event::SheetDied);
            })
        });
        Running { line, _listeners: [answered, died, garbled] }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.line.worker.terminate();
    }
}

impl Line {
    fn send(&self, request: &SheetRequest, body: Option<ArrayBuffer>) -> Result<(), JsValue> {
        let head = request.to_bytes().map_err(|error| JsValue::from_str(&error.to_string()))?;
        let message = Message { head: Uint8Array::from(head.as_slice()), body };
        if self.is_open.get() {
            return self.post(&message);
        }
        self.waiting.borrow_mut().push(message);
        Ok(())
    }

    /// The worker listens: what waited goes out.
    fn open(&self) -> Result<(), JsValue> {
        self.is_open.set(true);
        self.waiting.take().iter().try_for_each(|message| self.post(message))
    }

    fn post(&self, Message { head, body }: &Message) -> Result<(), JsValue> {
        let parts = Array::of1(head);
        let moved = Array::of1(&head.buffer());
        if let Some(body) = body {
            parts.push(body);
            moved.push(body);
        }
        self.worker.post_message_with_transfer(&parts, &moved)
    }
}

/// What an answer of the worker means.
fn event_of(parts: &Array, files: &Files) -> Event {
    let head = Uint8Array::new(&parts.get(0)).to_vec();
    let body = parts.get(1).dyn_into::<ArrayBuffer>().ok();
    match (SheetReply::from_bytes(&head), body) {
        (Ok(SheetReply::File { name, mime }), Some(bytes)) => {
            files.make(&bytes, &mime).map_or(Event::SheetDied, |url| Event::FileReady { url, name })
        }
        (Ok(reply), _) => Event::SheetAnswered(Box::new(reply)),
        (Err(error), _) => {
            crate::log::error(format_args!("the worker for files speaks another version: {error}"));
            Event::SheetDied
        }
    }
}
