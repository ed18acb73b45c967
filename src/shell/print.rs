//! Printing the page. Not here: what is on the paper.

use gloo_events::EventListener;
use gloo_utils::{document, window};
use jipan_app::Event;
use yew::Callback;

use super::{js, timers};

/// The paper is drawn and fitted before the page is printed.
const SOON_MILLIS: u32 = 60;

/// Prints the page as soon as the paper is there. Some browsers read the page while their dialog is
/// open and do not say when that ends; so printing is over when the person goes on.
pub(crate) fn ask(tell: Callback<Event>) {
    timers::after(SOON_MILLIS, move || {
        if let Err(thrown) = window().print() {
            crate::log::error(format_args!("the page was not printed: {}", js::words(&thrown)));
        }
        for kind in ["pointerdown", "keydown"] {
            let tell = tell.clone();
            let ended = move |_: &web_sys::Event| tell.emit(Event::PrintEnded);
            EventListener::once(&document(), kind, ended).forget();
        }
    });
}
