//! 漏斗: the board. Not here: where a card stands.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::BoardView;
use yew::prelude::*;

/// Properties of [`FunnelScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct FunnelScreenProps {
    /// What it shows.
    pub view: Rc<BoardView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn FunnelScreen(_props: &FunnelScreenProps) -> Html {
    html! {}
}
