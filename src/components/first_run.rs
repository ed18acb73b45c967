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
        let hint_id = format!("first-{id}-hint");
        html! {
            <div class="first-run__choice">
                <span class="first-run__icon"><Icon name={icon} /></span>
                <div class="first-run__words">
                    // Its target is the whole card.
                    <button class="first-run__name" type="button" {onclick}
                        aria-describedby={hint_id.clone()}>{ title }</button>
                    <p class="first-run__hint" id={hint_id}>{ hint }</p>
                </div>
                <Icon name={IconName::Forward} />
            </div>
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
