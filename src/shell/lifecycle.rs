//! The page is hidden, frozen, shown again; a day ends. Not here: what is made safe then.

use gloo_events::EventListener;
use gloo_utils::{document, window};
use jipan_app::Event;
use web_sys::VisibilityState;
use yew::Callback;

use super::{env, timers};

/// The new day is told so long after it began: timers may be early.
const AFTER_MIDNIGHT_MILLIS: u32 = 200;
/// A timer that sleeps with the device is late; it is set anew at least so often.
const NAP_MILLIS: u32 = 15 * 60 * 1000;

/// Tells when the page goes out of sight and when it comes back, perhaps on another day and after other
/// tabs wrote. A page that is hidden may never come back, and there is no other sign.
pub(crate) fn listen(tell: &Callback<Event>) -> Vec<EventListener> {
    let hidden = |tell: &Callback<Event>| {
        let tell = tell.clone();
        move |_: &web_sys::Event| tell.emit(Event::PageHidden)
    };
    let shown = |tell: &Callback<Event>| {
        let tell = tell.clone();
        move |_: &web_sys::Event| tell.emit(Event::PageShown)
    };
    let turned = {
        let tell = tell.clone();
        move |_: &web_sys::Event| {
            let is_hidden = document().visibility_state() == VisibilityState::Hidden;
            tell.emit(if is_hidden { Event::PageHidden } else { Event::PageShown });
        }
    };
    vec![
        EventListener::new(&document(), "visibilitychange", turned),
        EventListener::new(&window(), "pagehide", hidden(tell)),
        EventListener::new(&document(), "freeze", hidden(tell)),
        EventListener::new(&document(), "resume", shown(tell)),
        EventListener::new(&window(), "pageshow", shown(tell)),
        EventListener::new(&window(), "focus", shown(tell)),
    ]
}

/// Tells when a new civil day begins, for ever.
pub(crate) fn wait_for_midnight(tell: Callback<Event>) {
    let today = env::today();
    let millis = millis_to_midnight().saturating_add(AFTER_MIDNIGHT_MILLIS).min(NAP_MILLIS);
    timers::after(millis, move || {
        if env::today() != today {
            tell.emit(Event::DayChanged);
        }
        wait_for_midnight(tell);
    });
}

/// How long this civil day still lasts, by the clock on the wall.
fn millis_to_midnight() -> u32 {
    let now = env::local_now().naive_local();
    let midnight = now.date().succ_opt().and_then(|day| day.and_hms_opt(0, 0, 0));
    midnight
        .and_then(|midnight| u32::try_from((midnight - now).num_milliseconds()).ok())
        .unwrap_or(NAP_MILLIS)
}
