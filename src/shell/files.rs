//! Files of the page: those the person handed over, and those the app made. Not here: what is in them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_utils::{body, document};
use jipan_app::Event;
use jipan_app::backup::Passphrase;
use jipan_app::effect::FileHandle;
use jipan_app::event::CompanyEvent;
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};
use yew::Callback;

use super::js;

/// So many made files can be downloaded at a time; older ones are forgotten.
const N_MADE: usize = 4;

/// The files of the page.
#[derive(Clone)]
pub(crate) struct Files(Rc<Inner>);

struct Inner {
    tell: Callback<Event>,
    next: Cell<u32>,
    /// The file handed over last. One at a time is imported.
    taken: RefCell<Option<(FileHandle, File)>>,
    /// Addresses of the files made, oldest first.
    made: RefCell<VecDeque<String>>,
}

impl Files {
    /// No files yet.
    pub(crate) fn new(tell: Callback<Event>) -> Self {
        Self(Rc::new(Inner {
            tell,
            next: Cell::new(1),
            taken: RefCell::default(),
            made: RefCell::default(),
        }))
    }

    /// Where components hand over tables.
    pub(crate) fn intake(&self) -> Callback<File> {
        let inner = Rc::clone(&self.0);
        Callback::from(move |file: File| {
            let (name, n_bytes) = (file.name(), js::whole(file.size()));
            let file = inner.take(file);
            inner.tell.emit(Event::ImportFileChosen { file, name, n_bytes });
        })
    }

    /// Where components hand over changes of another device, with what opens them.
    pub(crate) fn changes_intake(&self) -> Callback<(File, String)> {
        let inner = Rc::clone(&self.0);
        Callback::from(move |(file, passphrase): (File, String)| {
            let file = inner.take(file);
            let passphrase = Passphrase::new(passphrase);
            let chosen = CompanyEvent::ChangesFileChosen { file, passphrase };
            inner.tell.emit(Event::Company(chosen));
        })
    }

    /// The file with this handle, if it is still the last one.
    pub(crate) fn get(&self, handle: FileHandle) -> Option<File> {
        let taken = self.0.taken.borrow();
        taken.as_ref().filter(|(it, _)| *it == handle).map(|(_, file)| file.clone())
    }

    /// Makes a file of the page; gives its address.
    pub(crate) fn make(&self, bytes: &ArrayBuffer, mime: &str) -> Option<String> {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        Blob::new_with_buffer_source_sequence_and_options(&Array::of1(bytes), &options)
            .and_then(|blob| self.keep(&blob))
            .inspect_err(|thrown| {
                crate::log::error(format_args!("a file could not be made: {}", js::words(thrown)));
            })
            .ok()
    }

    /// Keeps a file of the page; gives its address.
    pub(crate) fn keep(&self, file: &Blob) -> Result<String, JsValue> {
        let url = Url::create_object_url_with_blob(file)?;
        let mut all = self.0.made.borrow_mut();
        all.push_back(url.clone());
        if all.len() > N_MADE
            && let Some(old) = all.pop_front()
            && let Err(thrown) = Url::revoke_object_url(&old)
        {
            crate::log::warn(format_args!("a file could not be forgotten: {}", js::words(&thrown)));
        }
        Ok(url)
    }
}

impl Inner {
    /// Keeps a file; gives its handle.
    fn take(&self, file: File) -> FileHandle {
        let handle = FileHandle(self.next.get());
        self.next.set(handle.0.wrapping_add(1));
        self.taken.replace(Some((handle, file)));
        handle
    }
}

/// Saves a file of the page on the device.
pub(crate) fn download(url: &str, name: &str) {
    let saved = document().create_element("a").and_then(|link| {
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(url);
        link.set_download(name);
        body().append_child(&link)?;
        link.click();
        link.remove();
        Ok(())
    });
    if let Err(thrown) = saved {
        crate::log::error(format_args!(
            "the file could not be saved: {name}, {}",
            js::words(&thrown)
        ));
    }
}
