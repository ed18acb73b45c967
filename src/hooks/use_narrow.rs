//! Whether the glass is as narrow as a phone's. Not here: what is drawn otherwise there.

use gloo_events::EventListener;
use web_sys::MediaQueryList;
use yew::prelude::*;

/// The width up to which stylesheets draw for a phone.
const NARROW: &str = "(max-width: 37.4375rem)";

/// Outside of a browser there is no glass.
fn asked() -> Option<MediaQueryList> {
    if cfg!(target_family = "wasm") {
        web_sys::window()?.match_media(NARROW).ok().flatten()
    } else {
        None
    }
}

/// True while it is.
#[hook]
pub fn use_narrow() -> bool {
    let is_narrow = use_state_eq(|| asked().is_some_and(|it| it.matches()));
    use_effect_with((), {
        let is_narrow = is_narrow.clone();
        move |()| {
            let listener = asked().map(|query| {
                let heard = query.clone();
                EventListener::new(&query, "change", move |_| is_narrow.set(heard.matches()))
            });
            move || drop(listener)
        }
    });
    *is_narrow
}
