//! The box that searches while one types, with Chinese input in mind. Not here: the search.

use jipan_app::event::Event;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};

/// Properties of [`SearchBox`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SearchBoxProps {
    /// The search text as the model knows it.
    pub text: AttrValue,
    /// How often the box was called for by its key; it takes the focus when this grows.
    pub n_calls: u32,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The box.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let tr = use_tr();
    let SearchBoxProps { text, n_calls, on_event } = props;
    let typing = use_typing(
        text.clone(),
        TypingEvents {
            on_typed: on_event.reform(Event::SearchTyped),
            on_left: Callback::noop(),
            on_dropped: on_event.reform(|()| Event::SearchTyped(String::new())),
        },
        EnterKey::Next,
    );
    use_effect_with((typing.node.clone(), *n_calls), |(node, n_calls)| {
        if *n_calls > 0 {
            take_focus(node);
        }
    });
    let on_clear = {
        let (typing, on_event) = (typing.clone(), on_event.clone());
        Callback::from(move |_: MouseEvent| {
            typing.reset.emit(());
            on_event.emit(Event::SearchTyped(String::new()));
            take_focus(&typing.node);
        })
    };
    let is_blank = typing.text.is_empty();
    html! {
        <div class="search" role="search">
            <Icon name={IconName::Search} />
            <input class="search__box" type="search" ref={typing.node} value={typing.text}
                aria-label={tr.text("search-customers")} placeholder={tr.text("search-placeholder")}
                autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            if is_blank {
                <kbd class="search__key" aria-hidden="true">{ "/" }</kbd>
            } else {
                <button class="icon-button" type="button" aria-label={tr.text("search-clear")}
                    onclick={on_clear}>
                    <Icon name={IconName::Close} />
                </button>
            }
        </div>
    }
}

/// Gives the box the focus; the page may be gone meanwhile, then there is nothing to do.
fn take_focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>()
        && element.focus().is_err()
    {
        crate::log::debug(format_args!("the search box could not take the focus"));
    }
}
