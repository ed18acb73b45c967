//! Alerts of dates that end, each until somebody has seen it. Not here: which fire.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::AlertView;
use yew::prelude::*;

use super::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Alerts`].
#[derive(Debug, PartialEq, Properties)]
pub struct AlertsProps {
    /// The alerts, nearest first.
    pub alerts: Vec<AlertView>,
    /// Whether they stand in the file they are about, so that its name is known.
    #[prop_or_default]
    pub is_in_file: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// One row an alert, with the button that puts it away.
#[component]
pub fn Alerts(props: &AlertsProps) -> Html {
    let tr = use_tr();
    let AlertsProps { alerts, is_in_file, on_event } = props;
    html! {
        <ul class="alerts">
            { for alerts.iter().map(|alert| alert_row(alert, *is_in_file, on_event, &tr)) }
        </ul>
    }
}

fn alert_row(alert: &AlertView, is_in_file: bool, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let AlertView { customer, name, field, days_left, .. } = alert;
    let (customer, field) = (*customer, *field);
    let id = format!("alert-{}-{}", customer.uuid(), field.0);
    let onclick = on_event.reform(move |_: MouseEvent| Event::AlertSeen { customer, field });
    let words = html! { <span class="alerts__what">{ tr.alert(alert) }</span> };
    let tone = if *days_left < 0 { "late" } else { "soon" };
    html! {
        <li class="alerts__row" key={id.clone()} id={id.clone()} data-tone={tone}>
            <span class="home__dot" />
            if is_in_file {
                { words }
            } else {
                <Link class="alerts__link" to={Route::Customer(customer)} on_event={on_event.clone()}>
                    <b>{ name }</b>{ words }
                </Link>
            }
            <button type="button" class="quiet-button" aria-describedby={id} {onclick}>
                { tr.text("action-dismiss") }
            </button>
        </li>
    }
}
