//! The box that searches while one types, with Chinese input in mind. Not here: the search.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};

/// Properties of [`SearchBox`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SearchBoxProps {
    /// The search text as the model knows it.
    pub text: AttrValue,
    /// What it searches, as its name.
    pub name: AttrValue,
    /// By what one can search.
    pub hint: AttrValue,
    /// Whether a key calls it.
    #[prop_or(true)]
    pub has_key: bool,
    /// How often the box was called for by its key; it takes the focus when this grows.
    #[prop_or_default]
    pub n_calls: u32,
    /// Its text, whenever that changed and nothing is being composed.
    pub on_typed: Callback<String>,
}

/// The box.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let tr = use_tr();
    let SearchBoxProps { text, name, hint, has_key, n_calls, on_typed } = props;
    let typing = use_typing(
        text.clone(),
        TypingEvents {
            on_typed: on_typed.clone(),
            on_left: Callback::noop(),
            on_dropped: on_typed.reform(|()| String::new()),
        },
        EnterKey::Next,
    );
    use_effect_with((typing.node.clone(), *n_calls), |(node, n_calls)| {
        if *n_calls > 0 {
            take_focus(node);
        }
    });
    let on_clear = {
        let (typing, on_typed) = (typing.clone(), on_typed.clone());
        Callback::from(move |_: MouseEvent| {
            typing.reset.emit(());
            on_typed.emit(String::new());
            take_focus(&typing.node);
        })
    };
    let is_blank = typing.text.is_empty();
    html! {
        <div class="search" role="search">
            <Icon name={IconName::Search} />
            <input class="search__box" type="search" ref={typing.node} value={typing.text}
                aria-label={name} placeholder={hint}
                autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            if is_blank {
                if *has_key { <kbd class="search__key" aria-hidden="true">{ "/" }</kbd> }
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
