//! 漏斗分析: how many go on, by which channel, how long it takes. Not here: counting.

use jipan_app::event::Event;
use jipan_app::view::{AnalysisView, Later};
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`AnalysisScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct AnalysisScreenProps {
    /// What it shows.
    pub view: Later<AnalysisView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn AnalysisScreen(_props: &AnalysisScreenProps) -> Html {
    let tr = use_tr();
    html! {
        <div class="page analysis">
            <h1>{ tr.text("analysis-title") }</h1>
        </div>
    }
}
