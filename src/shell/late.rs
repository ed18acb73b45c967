//! What the first screen does without and is fetched afterwards: the rest of the app, the table of readings
//! and the words of English. The service worker keeps it for the next time. Not here: what is in it, when it
//! is needed.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::window;
use jipan_app::Event;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response};
use yew::Callback;

use super::{js, task, timers};
use crate::{i18n, rest};

/// Where Trunk puts it.
const READINGS_URL: &str = "/readings.bin";

/// Where `xtask` puts the styles of the rest of the app.
const REST_STYLES_URL: &str = "/rest.css";
/// Finds the link to them.
const REST_STYLES_LINK: &str = "link[href='/rest.css']";

/// Where `xtask` puts them.
const ENGLISH_URL: &str = "/en.ftl";
/// Under which name `start.js` leaves the words of English, if it found that they are wanted.
const ENGLISH_FOUND: &str = "__jipanEnglish";

/// After so long without an answer it is said that the words of English are missing. OURS
const ENGLISH_WAIT_MILLIS: u32 = 4_000;

/// After so long without an answer it is said that the rest of the app is missing. OURS
const REST_WAIT_MILLIS: u32 = 20_000;

/// Fetches the words of English and takes them, however late they come.
pub(crate) fn fetch_english(tell: Callback<Event>) {
    let give_up = tell.clone();
    timers::after(ENGLISH_WAIT_MILLIS, move || give_up.emit(Event::EnglishMissed));
    task::spawn(async move {
        let file = fetched(ENGLISH_URL).await;
        let is_here = String::from_utf8(file).is_ok_and(i18n::take_english);
        tell.emit(if is_here { Event::EnglishCame } else { Event::EnglishMissed });
    });
}

/// Takes the words of English that `start.js` fetched, and says whether they are here.
pub(crate) fn take_english_found() -> bool {
    let found = js::property(&window(), ENGLISH_FOUND);
    found.and_then(|it| it.as_string()).is_some_and(i18n::take_english)
}

/// Fetches the rest of the app and takes it, however late it comes.
pub(crate) fn fetch_rest(tell: Callback<Event>) {
    let give_up = tell.clone();
    // The wait of a fetch that ended says nothing of the next one.
    let is_over = Rc::new(Cell::new(false));
    let has_ended = Rc::clone(&is_over);
    timers::after(REST_WAIT_MILLIS, move || {
        if !has_ended.get() {
            give_up.emit(Event::RestMissed);
        }
    });
    task::spawn(async move {
        // Its styles come with it, so that nothing of it is drawn without.
        let styles = rest_styles();
        let rest = rest::fetch().await;
        let rest = if styled(styles).await { rest } else { None };
        is_over.set(true);
        tell.emit(rest.map_or(Event::RestMissed, Event::RestCame));
    });
}

/// Asks for the sheet of the rest of the app; none where it is here already.
fn rest_styles() -> Option<(Element, Promise)> {
    let document = gloo_utils::document();
    let head = document.head()?;
    let asked = head.query_selector(REST_STYLES_LINK).ok().flatten();
    let is_asked = asked.is_some();
    // A link whose sheet did not come yet is waited for like a new one.
    let sheet = asked.as_ref().and_then(|it| js::property(it, "sheet"));
    let is_here = sheet.is_some_and(|it| it.is_object());
    if is_here {
        return None;
    }
    let link = asked.or_else(|| document.create_element("link").ok())?;
    for (name, value) in [("rel", "stylesheet"), ("href", REST_STYLES_URL)] {
        if !is_asked {
            link.set_attribute(name, value).ok()?;
        }
    }
    // It is asked after the rest of the app is here: one that failed until then would be told as an error of nobody.
    let loads = Promise::new(&mut |done, _failed| {
        for (name, is_here) in [("load", JsValue::TRUE), ("error", JsValue::FALSE)] {
            let done = done.clone();
            let listening = EventListener::once(&link, name, move |_| {
                // What it answers does not matter.
                let _said = done.call1(&JsValue::UNDEFINED, &is_here);
            });
            listening.forget();
        }
    });
    if !is_asked {
        head.append_child(&link).ok()?;
    }
    Some((link, loads))
}

/// Waits until a sheet counts. One that cannot be had is taken out again, so that it can be asked for anew.
async fn styled(sheet: Option<(Element, Promise)>) -> bool {
    let Some((link, loads)) = sheet else { return true };
    let is_here = JsFuture::from(loads).await.is_ok_and(|it| it.is_truthy());
    if !is_here {
        crate::log::warn(format_args!("{REST_STYLES_URL} did not come"));
        link.remove();
    }
    is_here
}

/// Fetches the table of readings and hands it to the book.
pub(crate) fn fetch_readings(tell: Callback<Event>) {
    task::spawn(async move {
        let is_here = jipan_book::take_readings(&fetched(READINGS_URL).await);
        tell.emit(if is_here { Event::ReadingsCame } else { Event::ReadingsMissed });
    });
}

/// The bytes of a file of the site; none if it cannot be had.
async fn fetched(url: &str) -> Vec<u8> {
    match fetch(url).await {
        Ok(file) => file,
        Err(thrown) => {
            crate::log::warn(format_args!("{url}: {}", js::words(&thrown)));
            Vec::new()
        }
    }
}

async fn fetch(url: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(url)).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::from_str("it is not there"));
    }
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
