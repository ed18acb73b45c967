//! A round button that is on or off: a filter, a choice among few. Not here: what it filters.

use yew::prelude::*;

use super::icon::{Icon, IconName};

/// Properties of [`Chip`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChipProps {
    /// What it says.
    pub label: AttrValue,
    /// How many it stands for, already in words.
    #[prop_or_default]
    pub count: Option<AttrValue>,
    /// What stands before it.
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Whether it is on.
    pub is_on: bool,
    /// It was pressed.
    pub on_press: Callback<()>,
}

/// One chip; its target is taller than its face.
#[component]
pub fn Chip(props: &ChipProps) -> Html {
    let ChipProps { label, count, icon, is_on, on_press } = props;
    let onclick = on_press.reform(|_: MouseEvent| ());
    html! {
        <button class="chip" type="button" aria-pressed={is_on.to_string()} {onclick}>
            <span class="chip__face">
                if let Some(name) = icon { <Icon name={*name} /> }
                { label }
                if let Some(count) = count { <span class="chip__count">{ count }</span> }
            </span>
        </button>
    }
}
