//! What the first screen does without and is fetched after it: the table of readings. The service
//! worker keeps it for the next time. Not here: what is in it, when it is needed.

use gloo_utils::window;
use jipan_app::Event;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::Callback;

use super::{js, task};

/// Where Trunk puts it.
const READINGS_URL: &str = "/readings.bin";

/// Fetches the table of readings and hands it to the book.
pub(crate) fn fetch_readings(tell: Callback<Event>) {
    task::spawn(async move {
        let is_here = match fetch(READINGS_URL).await {
            Ok(file) => jipan_book::take_readings(&file),
            Err(thrown) => {
                crate::log::warn(format_args!("{READINGS_URL}: {}", js::words(&thrown)));
                false
            }
        };
        tell.emit(if is_here { Event::ReadingsCame } else { Event::ReadingsMissed });
    });
}

/// The bytes of a file of the site.
async fn fetch(url: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(url)).await?.unchecked_into();
    if !response.ok() {
        return Err(JsValue::from_str("it is not there"));
    }
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
