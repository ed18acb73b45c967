//! What is seen at an address that leads nowhere. Not here: which addresses there are.

use jipan_app::event::Event;
use jipan_app::route::Route;
use yew::prelude::*;

use crate::components::link::Link;
use crate::hooks::use_tr;

/// Properties of [`NotFoundScreen`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NotFoundScreenProps {
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The way back.
#[component]
pub fn NotFoundScreen(props: &NotFoundScreenProps) -> Html {
    let tr = use_tr();
    html! {
        <section class="message">
            <h1 class="message__title">{ tr.text("not-found-title") }</h1>
            <p class="message__text">{ tr.text("not-found-hint") }</p>
            <Link class="button" to={Route::Home} on_event={props.on_event.clone()}>
                { tr.text("not-found-home") }
            </Link>
        </section>
    }
}
