//! 快速登记: a prospect in a few taps. Not here: what becomes of it.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::QuickAddView;
use yew::prelude::*;

/// Properties of [`QuickAddScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct QuickAddScreenProps {
    /// What it shows.
    pub view: Rc<QuickAddView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn QuickAddScreen(_props: &QuickAddScreenProps) -> Html {
    html! {}
}
