//! The pages of the funnel, each one tap from the others: the board, the register, the analysis. Not here: the
//! navigation.

use jipan_app::event::Event;
use jipan_app::route::Route;
use yew::prelude::*;

use crate::components::link::Link;
use crate::hooks::use_tr;

/// Properties of [`FunnelPages`].
#[derive(Debug, PartialEq, Properties)]
pub struct FunnelPagesProps {
    /// Where we are.
    pub here: Route,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The three links.
#[component]
pub fn FunnelPages(props: &FunnelPagesProps) -> Html {
    let tr = use_tr();
    let FunnelPagesProps { here, on_event } = props;
    let pages = [
        (Route::Funnel, tr.text("nav-funnel")),
        (Route::Register, tr.text("pages-register")),
        (Route::Analysis, tr.text("analysis-title")),
    ];
    html! {
        <nav class="pages screen-only" aria-label={tr.text("pages-name")}>
            { for pages.map(|(to, words)| html! {
                <Link class="pages__link" {to} is_current={to == *here} on_event={on_event.clone()}>{ words }</Link>
            }) }
        </nav>
    }
}
