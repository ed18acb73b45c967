//! 今日: what is due today. Not here: when something is due.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::TodayView;
use yew::prelude::*;

/// Properties of [`TodayScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct TodayScreenProps {
    /// What it shows.
    pub view: Rc<TodayView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn TodayScreen(_props: &TodayScreenProps) -> Html {
    html! {}
}
