//! What is seen when the book cannot be opened: why, and what to do. Not here: any repair.

use jipan_app::failure::OpenFailure;
use yew::prelude::*;

use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`BrokenScreen`].
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct BrokenScreenProps {
    /// Why.
    pub failure: OpenFailure,
}

/// The failure, with a link that loads the app anew.
#[component]
pub fn BrokenScreen(props: &BrokenScreenProps) -> Html {
    let tr = use_tr();
    html! {
        <section class="message" role="alert">
            <span class="message__icon"><Icon name={IconName::Warning} /></span>
            <h1 class="message__title">{ tr.text("broken-title") }</h1>
            <p class="message__text">{ tr.open_failure(&props.failure) }</p>
            <p class="message__text">{ tr.text("broken-nothing-lost") }</p>
            <a class="button" data-variant="primary" href="/">{ tr.text("action-try-again") }</a>
        </section>
    }
}
