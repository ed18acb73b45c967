//! What is rarely done, behind one button: a menu on the platform's own `details`. Not here: what
//! stands in it.

use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::use_menu;

/// Properties of [`Menu`].
#[derive(Debug, PartialEq, Properties)]
pub struct MenuProps {
    /// The name of its button.
    pub name: AttrValue,
    /// The buttons in it, each a [`menu_item`].
    pub children: Html,
}

/// A menu that opens from a button with three dots.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let MenuProps { name, children } = props;
    let menu = use_menu();
    html! {
        <details class="menu" ref={menu}>
            <summary class="icon-button" aria-label={name} title={name}>
                <Icon name={IconName::More} />
            </summary>
            <div class="file__menu">{ children.clone() }</div>
        </details>
    }
}

/// One thing to do.
pub fn menu_item(words: String, is_disabled: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="file__item" disabled={is_disabled} {onclick}>{ words }</button>
    }
}
