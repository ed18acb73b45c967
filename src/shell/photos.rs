//! The photos on the screen: read from the store, each under an address of the page for as long as it is looked
//! at. Not here: keeping them, and what they are of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_app::event::BudgetEvent;
use jipan_app::view::Photo;
use jipan_app::{Event, photo_of};
use jipan_rules::Uuid;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, Url};
use yew::Callback;

use super::store::StoreDoor;
use super::{js, task};

/// The photos on the screen.
#[derive(Clone)]
pub(crate) struct Photos(Rc<Inner>);

struct Inner {
    tell: Callback<Event>,
    store: StoreDoor,
    /// What is looked at, and its address once it was read.
    shown: RefCell<BTreeMap<Uuid, Option<String>>>,
}

impl Photos {
    /// Nothing is looked at yet.
    pub(crate) fn new(tell: Callback<Event>, store: StoreDoor) -> Self {
        Self(Rc::new(Inner { tell, store, shown: RefCell::default() }))
    }

    /// These are looked at, and no others: each that was not before is read.
    pub(crate) fn show(&self, ids: &[Uuid]) {
        let mut shown = self.0.shown.borrow_mut();
        shown.retain(|id, address| {
            let stays = ids.contains(id);
            if let Some(address) = address.take_if(|_| !stays) {
                forget(&address);
            }
            stays
        });
        for id in ids {
            if !shown.contains_key(id) {
                shown.insert(*id, None);
                let (inner, id) = (Rc::clone(&self.0), *id);
                task::spawn(async move { inner.read(id).await });
            }
        }
    }
}

impl Photos {
    /// Reads the row of a photo, whoever looks at it.
    pub(crate) fn read(&self, id: Uuid) {
        let inner = Rc::clone(&self.0);
        task::spawn(async move {
            let event = match inner.store.read_photo(id).await {
                Ok(cold) => {
                    let row = cold.segments.into_iter().next();
                    BudgetEvent::PhotoRead(id, row.map(|(_, row)| row.into_bytes()))
                }
                Err(error) => {
                    crate::log::warn(format_args!("a photo was not read: {error}"));
                    BudgetEvent::PhotoUnread(id)
                }
            };
            inner.tell.emit(Event::Budget(event));
        });
    }
}

impl Inner {
    async fn read(&self, id: Uuid) {
        let read = self.store.read_photo(id).await;
        let mut shown = self.shown.borrow_mut();
        // Somebody went on meanwhile.
        let Some(address) = shown.get_mut(&id) else { return };
        let photo = match (address.clone(), read) {
            (Some(address), _) => Photo::Here(address),
            (None, Ok(cold)) => match cold.segments.first() {
                Some((_, row)) => {
                    photo_of(row.bytes()).and_then(made).map_or(Photo::Damaged, |it| {
                        *address = Some(it.clone());
                        Photo::Here(it)
                    })
                }
                None if cold.damaged.is_empty() && cold.newer.is_none() => Photo::Elsewhere,
                None => Photo::Damaged,
            },
            (None, Err(error)) => {
                crate::log::warn(format_args!("a photo was not read: {error}"));
                Photo::Damaged
            }
        };
        drop(shown);
        self.tell.emit(Event::Budget(BudgetEvent::PhotoFound(id, photo)));
    }
}

/// An address of the page for a picture.
fn made(jpeg: &[u8]) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type("image/jpeg");
    let bytes: JsValue = Uint8Array::from(jpeg).into();
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options)
        .and_then(|blob| Url::create_object_url_with_blob(&blob))
        .inspect_err(|thrown| {
            crate::log::error(format_args!("a photo could not be shown: {}", js::words(thrown)));
        })
        .ok()
}

fn forget(address: &str) {
    if let Err(thrown) = Url::revoke_object_url(address) {
        crate::log::warn(format_args!("a photo could not be forgotten: {}", js::words(&thrown)));
    }
}
