//! Keys of a hardware keyboard that work anywhere on a screen with a list. Not here: what they do.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// The id of the element that holds the screen.
pub const CONTENT: &str = "content";

/// A key for the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKey {
    /// `/`: to the search box.
    Search,
    /// Down: to the next row.
    Next,
    /// Up: to the previous row.
    Previous,
}

/// Listens to the whole document as long as `node` is on the screen. Arrows count inside of `node` and
/// where nothing has the focus, so that they stay with the fields of a form.
#[hook]
pub fn use_list_keys(node: NodeRef, on_key: Callback<ListKey>) {
    let latest = use_mut_ref(|| on_key.clone());
    *latest.borrow_mut() = on_key;
    use_effect_with(node, move |node| {
        let root = node.cast::<Element>();
        let listener = root.and_then(|root| {
            let document = root.owner_document()?;
            let options = EventListenerOptions::enable_prevent_default();
            Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                if let Some(key) = key_of(event, &root) {
                    event.prevent_default();
                    let on_key = latest.borrow().clone();
                    on_key.emit(key);
                }
            }))
        });
        move || drop(listener)
    });
}

/// The key for the list in this event; none when it belongs to the box or button that has the focus.
fn key_of(event: &KeyboardEvent, root: &Element) -> Option<ListKey> {
    if event.is_composing() || event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let is_typed_in = matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    let is_search = target.get_attribute("type").as_deref() == Some("search");
    // A screen that has just come has the focus as a whole: nothing in it has.
    let is_nowhere = target.tag_name() == "BODY" || target.id() == CONTENT;
    let is_ours = is_nowhere || root.contains(Some(&target));
    match event.key().as_str() {
        "/" if !is_typed_in => Some(ListKey::Search),
        "ArrowDown" if is_ours && (is_search || !is_typed_in) => Some(ListKey::Next),
        "ArrowUp" if is_ours && (is_search || !is_typed_in) => Some(ListKey::Previous),
        _ => None,
    }
}
