//! A short word on a soft ground: a state to notice. Not here: which state.

use yew::prelude::*;

/// How loud a badge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Plain small text without a ground.
    Plain,
    /// To be looked at.
    Amber,
    /// Late or lost.
    Red,
}

impl Tone {
    /// As stylesheets know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// Properties of [`Badge`].
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct BadgeProps {
    /// How loud.
    pub tone: Tone,
    /// What it says.
    pub text: AttrValue,
}

/// One badge.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    html! { <span class="badge" data-tone={props.tone.name()}>{ &props.text }</span> }
}
