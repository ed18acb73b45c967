//! 预算: the year as a plan, the gap, and what is done about it. Not here: counting, the rules.

use jipan_app::event::Event;
use jipan_app::view::{BudgetView, Later};
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`BudgetScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct BudgetScreenProps {
    /// What to show.
    pub view: Later<BudgetView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The budget.
#[component]
pub fn BudgetScreen(props: &BudgetScreenProps) -> Html {
    let tr = use_tr();
    let BudgetScreenProps { view: _, on_event: _ } = props;
    html! { <div class="page"><h1>{ tr.text("nav-budget") }</h1></div> }
}
