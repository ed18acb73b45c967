//! What is typed and chosen in the forms of the funnel. All of it is told at once, so that it survives a
//! kill. Not here: which forms there are.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::hooks::{EnterKey, TypingEvents, use_typing};

/// One of a few, each with its words; none may be chosen yet.
pub fn radios<T: Copy + PartialEq + 'static>(
    name: &'static str,
    label: String,
    choices: impl IntoIterator<Item = (T, String)>,
    chosen: Option<T>,
    on_choose: &Callback<T>,
) -> Html {
    let id = format!("{name}-label");
    let choices = choices.into_iter().map(|(it, words)| {
        let onchange = on_choose.reform(move |_: Event| it);
        html! {
            <label class="segments__choice" key={words.clone()}>
                <input class="segments__radio" type="radio" {name} {onchange} checked={chosen == Some(it)} />
                <span>{ words }</span>
            </label>
        }
    });
    html! {
        <div class="facet" role="radiogroup" aria-labelledby={id.clone()}>
            <span class="facet__name" {id}>{ label }</span>
            <div class="segments">{ for choices }</div>
        </div>
    }
}

/// Something that is so or not.
pub fn tick(label: String, is_on: bool, on_flip: &Callback<bool>) -> Html {
    let onchange = on_flip.reform(move |_: Event| !is_on);
    html! {
        <label class="segments__choice">
            <input class="segments__radio" type="checkbox" {onchange} checked={is_on} />
            <span class="tick" aria-hidden="true" />
            <span>{ label }</span>
        </label>
    }
}

/// What is typed into a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BoxKind {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Lines,
    /// A day of the calendar.
    Day,
    /// A telephone number.
    Phone,
    /// An amount of money.
    Amount,
}

impl BoxKind {
    /// The type of the box and the keys it needs, as HTML names them.
    fn html(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Line | Self::Lines => ("text", None),
            Self::Day => ("date", None),
            Self::Phone => ("tel", Some("tel")),
            Self::Amount => ("text", Some("decimal")),
        }
    }
}

/// Properties of [`TypedBox`].
#[derive(Debug, Clone, PartialEq, Properties)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct TypedBoxProps {
    /// What it asks for.
    pub label: AttrValue,
    /// What stands in it, as the model knows it.
    pub text: AttrValue,
    /// Told all of it whenever it changed, never while composing.
    pub on_typed: Callback<String>,
    /// What is typed into it.
    #[prop_or_default]
    pub kind: BoxKind,
    /// Most characters.
    #[prop_or(2_000)]
    pub chars_max: u16,
    /// What stands below it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Whether something is wrong with it, which is said elsewhere.
    #[prop_or_default]
    pub is_wrong: bool,
    /// What is wrong with it, said here.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Whether it cannot be changed now.
    #[prop_or_default]
    pub is_off: bool,
    /// Whether one begins to type here once it is there.
    #[prop_or_default]
    pub takes_focus: bool,
}

/// A box of a form.
#[component]
pub fn TypedBox(props: &TypedBoxProps) -> Html {
    let TypedBoxProps { label, text, on_typed, kind, chars_max, .. } = props;
    let TypedBoxProps { hint, is_wrong, error, is_off, .. } = props;
    let events = TypingEvents {
        on_typed: on_typed.clone(),
        on_left: Callback::noop(),
        // Escape puts the sheet away; what was typed is kept.
        on_dropped: Callback::noop(),
    };
    let is_long = *kind == BoxKind::Lines;
    let (kind, keys) = kind.html();
    let enter = if is_long { EnterKey::NewLine } else { EnterKey::Next };
    let typing = use_typing(text.clone(), events, enter);
    use_effect_with((), {
        let node = props.takes_focus.then(|| typing.node.clone());
        move |()| {
            let element = node.and_then(|it| it.cast::<HtmlElement>());
            if element.is_some_and(|it| it.focus().is_err()) {
                crate::log::debug(format_args!("the box could not take the focus"));
            }
        }
    });
    let is_invalid = (*is_wrong || error.is_some()).then_some("true");
    let chars_max = chars_max.to_string();
    html! {
        <label class="facet">
            <span class="facet__name">{ label }</span>
            if is_long {
                <textarea class="reason__text typed" ref={typing.node} rows="2" maxlength={chars_max}
                    value={typing.text} autocomplete="off" disabled={*is_off} aria-invalid={is_invalid}
                    oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            } else {
                <input class="reason__text" ref={typing.node} type={kind} inputmode={keys} maxlength={chars_max}
                    value={typing.text} autocomplete="off" autocapitalize="off" spellcheck="false"
                    enterkeyhint="next" disabled={*is_off} aria-invalid={is_invalid}
                    oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            }
            if let Some(hint) = hint { <small class="typed__hint">{ hint }</small> }
            if let Some(error) = error { <small class="text-box__error">{ error }</small> }
        </label>
    }
}
