//! 客流量登记表: the day in a fast table, and the month. Not here: counting.

use jipan_app::event::Event;
use jipan_app::view::{Later, RegisterView};
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`RegisterScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct RegisterScreenProps {
    /// What it shows.
    pub view: Later<RegisterView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn RegisterScreen(_props: &RegisterScreenProps) -> Html {
    let tr = use_tr();
    html! {
        <div class="page register">
            <h1>{ tr.text("register-title") }</h1>
        </div>
    }
}
