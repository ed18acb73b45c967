//! Typing in a box, with Chinese input in mind. Not here: which box, what becomes of the text.
//!
//! While a box has the focus its text belongs to the person: what the model says of it is bound again
//! only after the box was left. Nothing is reported while characters are being composed, and the Enter
//! that picks a candidate does nothing.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a box reports.
#[derive(Debug, Clone, PartialEq)]
pub struct TypingEvents {
    /// Its whole text, whenever it changed and nothing is being composed.
    pub on_typed: Callback<String>,
    /// It was left after something was typed.
    pub on_left: Callback<()>,
    /// Escape: what was typed is given up.
    pub on_dropped: Callback<()>,
}

/// What Enter does in a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnterKey {
    /// Goes on to the next box, or leaves when it is the last one.
    Next,
    /// Begins a new line; with Ctrl or ⌘ the box is left.
    NewLine,
}

/// What to bind to a box.
#[derive(Debug, Clone, PartialEq)]
pub struct Typing {
    /// For `ref`.
    pub node: NodeRef,
    /// Its text.
    pub text: AttrValue,
    /// For `oninput`.
    pub on_input: Callback<InputEvent>,
    /// For `onkeydown`.
    pub on_key: Callback<KeyboardEvent>,
    /// For `onblur`.
    pub on_blur: Callback<FocusEvent>,
    /// Forgets what was typed, so that the model's text is bound again.
    pub reset: Callback<()>,
}

/// What was typed since the box got the focus.
#[derive(Debug, Default)]
struct Typed {
    text: Option<AttrValue>,
    reported: Option<AttrValue>,
}

impl Typed {
    /// Takes what the box holds now; gives it when it is to be reported.
    fn take(&mut self, text: String, is_composing: bool) -> Option<String> {
        let text = AttrValue::from(text);
        self.text = Some(text.clone());
        if is_composing || self.reported.as_ref() == Some(&text) {
            return None;
        }
        self.reported = Some(text.clone());
        Some(text.to_string())
    }
}

/// Text of a box between the model and the person; `text` is what the model says.
#[hook]
pub fn use_typing(text: AttrValue, events: TypingEvents, enter: EnterKey) -> Typing {
    let node = use_node_ref();
    let typed: Rc<RefCell<Typed>> = use_mut_ref(Typed::default);
    let redraw = use_force_update();
    let shown = typed.borrow().text.clone().unwrap_or(text);
    let TypingEvents { on_typed, on_left, on_dropped } = events;
    use_composition_end(node.clone(), {
        let (typed, on_typed) = (Rc::clone(&typed), on_typed.clone());
        Callback::from(move |text: String| report(&typed, &on_typed, text, false))
    });
    let on_input = {
        let typed = Rc::clone(&typed);
        Callback::from(move |event: InputEvent| {
            if let Some(text) = event.target_dyn_into::<Element>().as_ref().and_then(text_of) {
                report(&typed, &on_typed, text, event.is_composing());
            }
        })
    };
    let reset = {
        let typed = Rc::clone(&typed);
        Callback::from(move |()| {
            *typed.borrow_mut() = Typed::default();
            redraw.force_update();
        })
    };
    let on_blur = {
        let reset = reset.clone();
        Callback::from(move |event: FocusEvent| {
            let is_typed = typed.borrow().text.is_some();
            if is_typed {
                let (on_left, reset) = (on_left.clone(), reset.clone());
                after_press(&event, move || {
                    on_left.emit(());
                    reset.emit(());
                });
            }
        })
    };
    let on_key = {
        let reset = reset.clone();
        Callback::from(move |event: KeyboardEvent| match key_of(&event, enter) {
            Key::Leave => {
                event.prevent_default();
                focus_next(&event);
            }
            Key::Drop => {
                on_dropped.emit(());
                reset.emit(());
            }
            Key::Other => {}
        })
    };
    Typing { node, text: shown, on_input, on_key, on_blur, reset }
}

/// Calls back at once, or, when a press on something else took the focus, as soon as it is released:
/// what appears once a box was left must not push away what is being pressed.
fn after_press(blur: &FocusEvent, leave: impl FnOnce() + 'static) {
    let here = blur.target_dyn_into::<Element>();
    let document = here.and_then(|it| it.owner_document());
    let pressed = document.filter(|it| matches!(it.query_selector(":active"), Ok(Some(_))));
    match pressed {
        Some(document) => {
            let options = EventListenerOptions::run_in_capture_phase();
            EventListener::once_with_options(&document, "mouseup", options, move |_| leave())
                .forget();
        }
        None => leave(),
    }
}

/// Calls back with the text of the box when characters were composed. Chromium's last `input` of a
/// composition still says that it is composing, so its end must be heard too.
#[hook]
fn use_composition_end(node: NodeRef, on_composed: Callback<String>) {
    let latest = use_mut_ref(|| on_composed.clone());
    *latest.borrow_mut() = on_composed;
    use_effect_with(node, move |node| {
        let listener = node.cast::<Element>().map(|element| {
            EventListener::new(&element, "compositionend", move |event| {
                let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
                if let Some(text) = target.as_ref().and_then(text_of) {
                    let on_composed = latest.borrow().clone();
                    on_composed.emit(text);
                }
            })
        });
        move || drop(listener)
    });
}

fn report(typed: &RefCell<Typed>, on_typed: &Callback<String>, text: String, is_composing: bool) {
    let reported = typed.borrow_mut().take(text, is_composing);
    if let Some(text) = reported {
        on_typed.emit(text);
    }
}

/// The text of an input or a text area.
fn text_of(element: &Element) -> Option<String> {
    element
        .dyn_ref::<HtmlInputElement>()
        .map(HtmlInputElement::value)
        .or_else(|| element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value))
}

enum Key {
    Leave,
    Drop,
    Other,
}

fn key_of(event: &KeyboardEvent, enter: EnterKey) -> Key {
    /// What some input methods send for a key they keep to themselves.
    const KEY_CODE_OF_INPUT_METHOD: u32 = 229;
    if event.is_composing() || event.key_code() == KEY_CODE_OF_INPUT_METHOD {
        return Key::Other;
    }
    match event.key().as_str() {
        "Escape" => Key::Drop,
        "Enter" => match enter {
            EnterKey::Next => Key::Leave,
            EnterKey::NewLine if event.ctrl_key() || event.meta_key() => Key::Leave,
            EnterKey::NewLine => Key::Other,
        },
        _ => Key::Other,
    }
}

/// Moves the focus from the box of `event` to the next box of the same form, or takes it away.
fn focus_next(event: &KeyboardEvent) {
    let Some(here) = event.target_dyn_into::<HtmlElement>() else { return };
    let next = here.closest("[data-form]").ok().flatten().and_then(|form| {
        let boxes = form.query_selector_all(".field__control:not([readonly], [disabled])").ok()?;
        let mut boxes = (0..boxes.length()).filter_map(|idx| boxes.get(idx));
        boxes.find(|it| it.is_same_node(Some(&here)))?;
        boxes.next()?.dyn_into::<HtmlElement>().ok()
    });
    let moved = match next {
        Some(next) => next.focus(),
        None => here.blur(),
    };
    if moved.is_err() {
        crate::log::debug(format_args!("the focus could not be moved"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_reported_while_composing_and_the_end_is_reported_once() {
        let mut typed = Typed::default();
        assert_eq!(typed.take("h".to_owned(), true), None);
        assert_eq!(typed.take("华联".to_owned(), true), None);
        assert_eq!(typed.take("华联".to_owned(), false), Some("华联".to_owned()));
        assert_eq!(typed.take("华联".to_owned(), false), None);
        assert_eq!(typed.text.as_deref(), Some("华联"));
    }
}
