//! What comes after a time. Not here: which events.

use gloo_timers::callback::Timeout;
use jipan_app::Event;
use yew::Callback;

/// Tells `event` after `millis`.
pub(crate) fn delay(tell: Callback<Event>, millis: u32, event: Event) {
    after(millis, move || tell.emit(event));
}

/// Does something after `millis`.
pub(crate) fn after(millis: u32, work: impl FnOnce() + 'static) {
    Timeout::new(millis, work).forget();
}
