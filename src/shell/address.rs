//! Going to an address, and hearing of back and forward. Not here: which address is which place.

use gloo_events::EventListener;
use gloo_utils::window;
use jipan_app::backup::Passphrase;
use jipan_app::event::CompanyEvent;
use jipan_app::{Event, Route};
use wasm_bindgen::JsValue;
use yew::Callback;

use super::js;
use crate::route::{path_of, route_of};

/// The place the page is at.
pub(crate) fn here() -> Route {
    window().location().pathname().map_or(Route::NotFound, |path| route_of(&path))
}

/// Tells of back, forward and links that only change the address, also of a link to join that was
/// opened into this page.
pub(crate) fn listen(tell: &Callback<Event>) -> Vec<EventListener> {
    let (gone, opened) = (tell.clone(), tell.clone());
    vec![
        EventListener::new(&window(), "popstate", move |_| gone.emit(Event::RouteChanged(here()))),
        EventListener::new(&window(), "hashchange", move |_| tell_secret(&opened)),
    ]
}

/// Tells the secret of a link to join, and takes it out of the address: it is in nobody's history
/// then, nor in a copy of the address.
pub(crate) fn tell_secret(tell: &Callback<Event>) {
    if here() != Route::Join {
        return;
    }
    let hash = window().location().hash().unwrap_or_default();
    let secret = hash.trim_start_matches('#');
    if !secret.is_empty() {
        go(Route::Join, true);
        let secret = Passphrase::new(secret.to_owned());
        tell.emit(Event::Company(CompanyEvent::LinkOpened(secret)));
    }
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
