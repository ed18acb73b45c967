//! A `details` that is a menu: it closes when something in it was chosen, on Escape, and when one taps
//! elsewhere. Not here: what stands in it.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// For the `ref` of the `details`.
#[hook]
pub fn use_menu() -> NodeRef {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let menu = node.cast::<Element>();
        let listeners = menu.and_then(|menu| {
            let document = menu.owner_document()?;
            Some(["pointerdown", "click", "keydown"].map(|kind| listen(&document, kind, &menu)))
        });
        move || drop(listeners)
    });
    node
}

/// Hears of every event of a kind before anything else does.
fn listen(document: &Document, kind: &'static str, menu: &Element) -> EventListener {
    let menu = menu.clone();
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(document, kind, options, move |event| {
        if menu.has_attribute("open") && is_the_end(event, &menu) {
            close(&menu, event.type_() != "pointerdown");
        }
    })
}

/// Whether an event closes the menu.
fn is_the_end(event: &Event, menu: &Element) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let is_inside = target.as_ref().is_some_and(|it| menu.contains(Some(it)));
    match event.type_().as_str() {
        "pointerdown" => !is_inside,
        "click" => {
            let button = target.and_then(|it| it.closest("button").ok().flatten());
            is_inside && button.is_some()
        }
        _ => event.dyn_ref::<KeyboardEvent>().is_some_and(|it| it.key() == "Escape"),
    }
}

/// Closes the menu; with the keyboard one goes on from where it was opened.
fn close(menu: &Element, takes_focus: bool) {
    let is_closed = menu.remove_attribute("open").is_ok();
    let summary = menu.query_selector("summary").ok().flatten();
    let summary = summary.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let is_focused = !takes_focus || summary.is_some_and(|it| it.focus().is_ok());
    if !is_closed || !is_focused {
        crate::log::debug(format_args!("the menu did not close as it should"));
    }
}
