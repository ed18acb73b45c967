//! Handing something on to another device: the address of the app, the clipboard. Not here: what is
//! handed on.

use gloo_utils::{document, window};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlDocument;
use yew::{AttrValue, Callback};

use super::browser::Browser;
use super::sync::SyncDoor;
use super::{js, task};
use crate::hooks::Sharing;

/// What components may use of it.
pub(crate) fn sharing(sync: &SyncDoor) -> Sharing {
    Sharing {
        address: AttrValue::from(window().location().origin().unwrap_or_default()),
        device: AttrValue::from(Browser::here().device_name()),
        copy: Callback::from(|text: String| copy(&text)),
        draw: sync.drawer(),
    }
}

/// Puts a text on the clipboard. Without TLS there is none; then what is marked is copied.
fn copy(text: &str) {
    let clipboard = js::property(&window().navigator(), "clipboard");
    let write = clipboard.as_ref().and_then(|it| js::method(it, "writeText"));
    let (Some(clipboard), Some(write)) = (clipboard, write) else {
        return copy_marked();
    };
    let written = write.call1(&clipboard, &text.into());
    task::spawn(async move {
        let written = match written {
            Ok(promise) => JsFuture::from(js_sys::Promise::resolve(&promise)).await,
            Err(thrown) => Err(thrown),
        };
        if let Err(thrown) = written {
            crate::log::info(format_args!("not on the clipboard: {}", js::words(&thrown)));
            copy_marked();
        }
    });
}

fn copy_marked() {
    let copied = document().dyn_into::<HtmlDocument>().map(|it| it.exec_command("copy"));
    if !matches!(copied, Ok(Ok(true))) {
        crate::log::warn(format_args!("nothing was copied"));
    }
}
