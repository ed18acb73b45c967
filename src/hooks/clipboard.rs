//! What is on the clipboard while something is copied or pasted. Not here: what it means.

use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, Event};

const TEXT: &str = "text/plain";
const HTML: &str = "text/html";

/// What is pasted: as HTML and as text, each empty where there is none of it.
pub fn pasted(event: &Event) -> Option<(String, String)> {
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    let of = |kind| data.get_data(kind).unwrap_or_default();
    Some((of(HTML), of(TEXT)))
}

/// Copies a text and the same as HTML, instead of what the browser would copy.
pub fn copy(event: &Event, text: &str, html: &str) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data)
    else {
        return;
    };
    let is_set = data.set_data(TEXT, text).and_then(|()| data.set_data(HTML, html));
    if is_set.is_ok() {
        event.prevent_default();
    }
}
