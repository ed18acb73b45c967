//! Typing in a box, with Chinese input in mind. Not here: which box, what becomes of the text.
//!
//! While a box has the focus its text belongs to the person: what the model says of it is bound again
//! only after the box was left. Nothing is reported while characters are being composed, and the Enter
//! that picks a candidate does nothing.

use std::cell::RefCell;
use std::rc::Rc;

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
    /// Its text.
    pub text: AttrValue,
    /// For `oninput`.
    pub on_input: Callback<InputEvent>,
    /// For `oncompositionend`.
    pub on_composed: Callback<CompositionEvent>,
    /// For `onkeydown`.
    pub on_key: Callback<KeyboardEvent>,
    /// For `onblur`.
    pub on_blur: Callback<FocusEvent>,
    /// Forgets what was typed, so that the model's text is bound again.
    pub reset: Callback<()>,
}

/// Text of a box between the model and the person; `text` is what the model says.
#[hook]
pub fn use_typing(text: AttrValue, events: TypingEvents, enter: EnterKey) -> Typing {
    let typed = use_mut_ref(|| None::<AttrValue>);
    let redraw = use_force_update();
    let shown = typed.borrow().clone().unwrap_or(text);
    let TypingEvents { on_typed, on_left, on_dropped } = events;
    let take = {
        let typed = Rc::clone(&typed);
        move |target: Option<Element>, is_composing: bool| {
            let Some(text) = target.as_ref().and_then(text_of) else { return };
            let text = AttrValue::from(text);
            let is_new = typed.borrow_mut().replace(text.clone()).as_ref() != Some(&text);
            // The last input of a composition and its end may carry the same text.
            if !is_composing && (is_new || was_composing(&typed)) {
                on_typed.emit(text.to_string());
            }
        }
    };
    let on_input = {
        let take = take.clone();
        Callback::from(move |event: InputEvent| {
            take(event.target_dyn_into::<Element>(), event.is_composing());
        })
    };
    let on_composed = Callback::from(move |event: CompositionEvent| {
        take(event.target_dyn_into::<Element>(), false);
    });
    let reset = {
        let (typed, redraw) = (Rc::clone(&typed), redraw.clone());
        Callback::from(move |()| {
            typed.borrow_mut().take();
            redraw.force_update();
        })
    };
    let on_blur = {
        let reset = reset.clone();
        Callback::from(move |_: FocusEvent| {
            if typed.borrow().is_some() {
                on_left.emit(());
                reset.emit(());
            }
        })
    };
    let on_key = {
        let reset = reset.clone();
        Callback::from(move |event: KeyboardEvent| match key_of(&event, enter) {
            Key::Leave => {
                event.prevent_default();
                leave(&event);
            }
            Key::Drop => {
                on_dropped.emit(());
                reset.emit(());
            }
            Key::Other => {}
        })
    };
    Typing { text: shown, on_input, on_composed, on_key, on_blur, reset }
}
