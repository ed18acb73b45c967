//! Whether the device believes to be online. Not here: any request.

use gloo_events::EventListener;
use gloo_utils::window;
use jipan_app::Event;
use yew::Callback;

/// What the device believes now.
pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

/// Tells when the network comes or goes.
pub(crate) fn listen(tell: &Callback<Event>) -> [EventListener; 2] {
    ["online", "offline"].map(|name| {
        let tell = tell.clone();
        EventListener::new(&window(), name, move |_| {
            tell.emit(Event::NetworkChanged { is_online: is_online() });
        })
    })
}
