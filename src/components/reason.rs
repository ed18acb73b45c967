//! The row that asks why a field that rarely changes was changed. Not here: when it is asked.

use jipan_app::event::Event;
use jipan_rules::schema::FieldId;
use yew::prelude::*;

use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};

/// Properties of [`ReasonRow`].
#[derive(Debug, PartialEq, Properties)]
pub struct ReasonRowProps {
    /// The field that was changed.
    pub field: FieldId,
    /// What is typed so far.
    pub text: AttrValue,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// An input method that keeps an Enter to itself sends another code.
const KEY_CODE_OF_ENTER: u32 = 13;

/// Asks for the reason in one row: a usual one by a tap, another one by typing, or none.
#[component]
pub fn ReasonRow(props: &ReasonRowProps) -> Html {
    let tr = use_tr();
    let ReasonRowProps { field, text, on_event } = props;
    let field = *field;
    let on_given = on_event.reform(move |text| Event::ReasonGiven { field, text });
    // What was typed last, also what stands there from before.
    let typed = use_mut_ref(|| text.to_string());
    let on_left = {
        let (typed, on_given) = (std::rc::Rc::clone(&typed), on_given.clone());
        Callback::from(move |()| {
            let text = typed.borrow().trim().to_owned();
            if !text.is_empty() {
                on_given.emit(text);
            }
        })
    };
    let events = TypingEvents {
        on_typed: on_event.reform(move |text: String| {
            typed.borrow_mut().clone_from(&text);
            Event::ReasonTyped { field, text }
        }),
        on_left: on_left.clone(),
        on_dropped: on_event.reform(move |()| Event::ReasonSkipped { field }),
    };
    let typing = use_typing(text.clone(), events, EnterKey::Next);
    // Enter gives it, also if nothing was typed since the app was opened.
    let on_key = {
        let on_key = typing.on_key.clone();
        Callback::from(move |event: KeyboardEvent| {
            let is_enter = event.key() == "Enter"
                && !event.is_composing()
                && event.key_code() == KEY_CODE_OF_ENTER;
            on_key.emit(event);
            if is_enter {
                on_left.emit(());
            }
        })
    };
    let on_skip = on_event.reform(move |_: MouseEvent| Event::ReasonSkipped { field });
    let usual = [
        tr.text("field-reason-corrected"),
        tr.text("field-reason-changed"),
        tr.text("field-reason-owner"),
    ];
    let usual = usual.into_iter().map(|text| {
        let onclick = {
            let text = text.clone();
            on_given.reform(move |_: MouseEvent| text.clone())
        };
        html! { <button type="button" class="reason__usual" {onclick}>{ text }</button> }
    });
    html! {
        <div class="reason">
            <label class="reason__label">
                { tr.text("field-reason") }
                <input class="reason__text" ref={typing.node} value={typing.text} enterkeyhint="done"
                    autocomplete="off" maxlength="200" oninput={typing.on_input}
                    onkeydown={on_key} onblur={typing.on_blur} />
            </label>
            <div class="reason__choices">
                { for usual }
                <button type="button" class="reason__skip" onclick={on_skip}>
                    { tr.text("field-reason-skip") }
                </button>
            </div>
        </div>
    }
}
