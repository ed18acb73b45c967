//! How to begin with an empty book: three choices, one tap each. Not here: what they lead to.

use jipan_app::event::Event;
use jipan_app::route::Route;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`FirstRun`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FirstRunProps {
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The three ways to begin.
#[component]
pub fn FirstRun(props: &FirstRunProps) -> Html {
    let tr = use_tr();
    let choice = |id: &'static str, icon: IconName, title: String, hint: String, event: Event| {
        let onclick = props.on_event.reform(move |_: MouseEvent| event.clone());
        let (title_id, hint_id) = (format!("first-{id}"), format!("first-{id}-hint"));
        html! {
            <button class="first-run__choice" type="button" {onclick}
                aria-labelledby={title_id.clone()} aria-describedby={hint_id.clone()}>
                <span class="first-run__icon"><Icon name={icon} /></span>
                <span class="first-run__words">
                    <strong class="first-run__name" id={title_id}>{ title }</strong>
                    <span class="first-run__hint" id={hint_id}>{ hint }</span>
                </span>
                <Icon name={IconName::Forward} />
            </button>
        }
    };
    html! {
        <section class="first-run">
            <h2 class="first-run__title">{ tr.text("first-title") }</h2>
            <p class="first-run__lead">{ tr.text("first-hint") }</p>
            { choice("import", IconName::Import, tr.text("customers-import"), tr.text("first-import-hint"),
                Event::LinkFollowed(Route::Import)) }
            { choice("add", IconName::Plus, tr.text("customers-add"), tr.text("first-add-hint"),
                Event::LinkFollowed(Route::NewCustomer)) }
            { choice("sample", IconName::Sample, tr.text("first-sample"), tr.text("first-sample-hint"),
                Event::LoadSamplePressed) }
        </section>
    }
}
