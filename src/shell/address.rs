//! Going to an address, and hearing of back and forward. Not here: which address is which place.

use gloo_events::EventListener;
use gloo_utils::window;
use jipan_app::{Event, Route};
use wasm_bindgen::JsValue;
use yew::Callback;

use super::js;
use crate::route::{path_of, route_of};

/// The place the page is at.
pub(crate) fn here() -> Route {
    window().location().pathname().map_or(Route::NotFound, |path| route_of(&path))
}

/// Tells of back, forward and links that only change the address.
pub(crate) fn listen(tell: Callback<Event>) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| tell.emit(Event::RouteChanged(here())))
}

/// Goes to a place without leaving the page.
pub(crate) fn go(route: Route, is_replacing: bool) {
    let path = path_of(route);
    let gone = window().history().and_then(|history| {
        if is_replacing {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&path))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(&path))
        }
    });
    if let Err(thrown) = gone {
        crate::log::warn(format_args!(
            "the address did not follow: {path}, {}",
            js::words(&thrown)
        ));
    }
}
