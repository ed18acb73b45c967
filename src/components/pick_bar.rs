//! The foot of the list while customers are picked one by one. Not here: the rows.

use jipan_app::event::Event;
use jipan_app::view::CustomersView;
use yew::prelude::*;

use super::filters::FiltersProps;
use crate::hooks::use_tr;

/// How many are picked, and what can be done with them.
#[component]
pub fn PickBar(props: &FiltersProps) -> Html {
    let tr = use_tr();
    let FiltersProps { view, on_event } = props;
    let CustomersView { n_picked, is_read_only, .. } = **view;
    let n = n_picked.unwrap_or_default();
    let press = |event: Event| on_event.reform(move |_: MouseEvent| event.clone());
    let is_all = n > 0 && n >= view.list.n_shown;
    let (all_words, all_label) = if is_all {
        (tr.text("pick-none"), tr.text("pick-none"))
    } else {
        (tr.text("pick-all"), tr.text("pick-all-label"))
    };
    html! {
        <footer class="pick-bar" role="group" aria-label={tr.text("pick-bar")}>
            <p class="pick-bar__count" role="status">{ tr.with("pick-count", &[("n", n.into())]) }</p>
            <button class="quiet-button" type="button" aria-label={all_label}
                onclick={press(Event::AllPicked { is_on: !is_all })}>{ all_words }</button>
            <button class="quiet-button" type="button" disabled={n == 0 || is_read_only}
                aria-haspopup="dialog" onclick={press(Event::BulkOpened)}>
                { tr.text("bulk-title") }
            </button>
            <button class="quiet-button" type="button" disabled={n == 0} aria-haspopup="dialog"
                onclick={press(Event::PrintOpened)}>{ tr.text("print-title") }</button>
            <button class="quiet-button" type="button" onclick={press(Event::PickingToggled)}>
                { tr.text("pick-done") }
            </button>
        </footer>
    }
}
