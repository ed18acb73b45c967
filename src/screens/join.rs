//! 加入: what a link is for, who one is, how far the customers are; and what to do where it does not go.
//! Not here: joining.

use jipan_app::backup::Passphrase;
use jipan_app::event::{CompanyEvent, Event};
use jipan_app::route::Route;
use jipan_app::view::Later;
use jipan_app::view::company::{JoinFailure, JoinView};
use yew::prelude::*;

use crate::components::link::Link;
use crate::components::text_box::{TextBox, text_in};
use crate::hooks::{use_sharing, use_tr};
use crate::i18n::Tr;

/// Properties of [`JoinScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct JoinScreenProps {
    /// How far it is.
    pub view: Later<JoinView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn JoinScreen(props: &JoinScreenProps) -> Html {
    let tr = use_tr();
    let JoinScreenProps { view, on_event } = props;
    let body = match &**view {
        JoinView::NoLink => html! {
            <>
                <h1>{ tr.text("join-no-link") }</h1>
                <p class="import__lead">{ tr.text("join-no-link-hint") }</p>
                <LinkForm on_event={on_event.clone()} />
            </>
        },
        JoinView::Asking => html! {
            <>
                <h1>{ tr.text("join-title") }</h1>
                <p role="status">{ tr.text("join-asking") }</p>
            </>
        },
        JoinView::Offered { .. } => {
            html! { <Offered view={view.clone()} on_event={on_event.clone()} /> }
        }
        JoinView::Fetching { company, done, total } => {
            fetching(company, *done, *total, on_event, &tr)
        }
        JoinView::Joined { company, name, n_customers } => {
            joined(company, name, *n_customers, on_event, &tr)
        }
        JoinView::Failed(failure) => failed(*failure, on_event, &tr),
    };
    html! { <div class="page company join">{ body }</div> }
}

/// A box for a link that was opened elsewhere.
#[component]
fn LinkForm(props: &LinkFormProps) -> Html {
    let tr = use_tr();
    let node = use_node_ref();
    let onsubmit = {
        let (node, on_event) = (node.clone(), props.on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = text_in(&node);
            let secret = secret_of(&text);
            if !secret.is_empty() {
                let opened = CompanyEvent::LinkOpened(Passphrase::new(secret.to_owned()));
                on_event.emit(Event::Company(opened));
            }
        })
    };
    html! {
        <form class="company__form" {onsubmit}>
            <TextBox label={tr.text("join-link")} {node} chars_max={400} />
            <button class="button" type="submit" data-variant="primary">{ tr.text("join-open") }</button>
        </form>
    }
}

/// Properties of [`LinkForm`].
#[derive(Debug, PartialEq, Properties)]
struct LinkFormProps {
    on_event: Callback<Event>,
}

/// The secret of a link that was pasted whole, or alone.
fn secret_of(text: &str) -> &str {
    let text = text.trim();
    text.rsplit_once('#').map_or(text, |(_, secret)| secret)
}

/// What the link is for; the person names the tablet, the first manager also company and self.
#[component]
fn Offered(props: &JoinScreenProps) -> Html {
    let tr = use_tr();
    let sharing = use_sharing();
    let JoinScreenProps { view, on_event } = props;
    let (company_box, person_box, device_box) = (use_node_ref(), use_node_ref(), use_node_ref());
    let blank = use_state_eq(|| [false; 3]);
    let JoinView::Offered { company, name, role, territories, is_first, n_customers, is_working } =
        &**view
    else {
        return Html::default();
    };
    let onsubmit = {
        let (company, person, device) =
            (company_box.clone(), person_box.clone(), device_box.clone());
        let (on_event, blank, is_first) = (on_event.clone(), blank.clone(), *is_first);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let names = [&company, &person, &device].map(text_in);
            let is_blank = blank_names(&names, is_first);
            blank.set(is_blank);
            if is_blank.contains(&true) {
                return;
            }
            let [company_name, person_name, device_name] = names;
            on_event.emit(Event::Company(CompanyEvent::JoinConfirmed {
                device_name,
                company_name,
                person_name,
            }));
        })
    };
    let text_box = |label: String, node: &NodeRef, text: &AttrValue, is_blank: bool| {
        let error = is_blank.then(|| AttrValue::from(tr.text("join-blank")));
        html! { <TextBox {label} node={node.clone()} {text} is_off={*is_working} chars_max={60} {error} /> }
    };
    let nothing = AttrValue::default();
    let [is_company_blank, is_person_blank, is_device_blank] = *blank;
    html! {
        <>
            if *is_first {
                <h1>{ tr.text("join-first") }</h1>
                <p class="import__lead">{ tr.text("join-first-hint") }</p>
            } else {
                <h1>{ tr.with("join-offered", &[("company", company.as_str().into())]) }</h1>
                <p class="join__as">
                    { tr.with("join-as", &[("role", tr.role(*role).into()), ("name", name.as_str().into())]) }
                    if !territories.is_empty() {
                        <span class="join__where">
                            { tr.with("join-territories", &[("names", tr.listed(territories).into())]) }
                        </span>
                    }
                </p>
            }
            <form class="company__form" novalidate=true {onsubmit}>
                if *is_first {
                    { text_box(tr.text("join-company"), &company_box, &nothing, is_company_blank) }
                    { text_box(tr.text("join-person"), &person_box, &nothing, is_person_blank) }
                }
                { text_box(tr.text("join-device"), &device_box, &sharing.device, is_device_blank) }
                <p class="import__hint">{ tr.text("join-device-hint") }</p>
                <p class="join__local">
                    { if *n_customers > 0 {
                        tr.with("join-local", &[("n", (*n_customers).into())])
                    } else {
                        tr.text("join-local-none")
                    } }
                </p>
                <button class="button" type="submit" data-variant="primary" disabled={*is_working}>
                    { if *is_working { tr.text("join-working") } else { tr.text("join-confirm") } }
                </button>
            </form>
        </>
    }
}

/// Which of company, person and tablet still have no name; the first two are asked of the first
/// manager only.
fn blank_names([company, person, device]: &[String; 3], is_first: bool) -> [bool; 3] {
    [is_first && company.is_empty(), is_first && person.is_empty(), device.is_empty()]
}

/// Customers are coming; one can begin.
fn fetching(company: &str, done: u64, total: u64, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let words = if total > 0 {
        tr.with("join-fetched", &[("done", done.into()), ("total", total.into())])
    } else {
        tr.with("join-fetched-some", &[("done", done.into())])
    };
    let max = (total > 0).then(|| total.to_string());
    let value = (total > 0).then(|| done.min(total).to_string());
    html! {
        <>
            <h1>{ tr.with("join-fetching", &[("company", company.into())]) }</h1>
            <div class="import__phase" role="status">
                <p class="import__counted" id="join-fetched">{ words.clone() }</p>
                <progress class="import__progress" aria-labelledby="join-fetched" aria-valuetext={words}
                    {max} {value} />
            </div>
            <p class="import__lead">{ tr.text("join-fetching-hint") }</p>
            <div>
                <Link class="button" to={Route::Customers} on_event={on_event.clone()}>
                    { tr.text("join-see") }
                </Link>
            </div>
        </>
    }
}

/// All is here.
fn joined(
    company: &str,
    name: &str,
    n_customers: usize,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let args = [("name", name.into()), ("n", n_customers.into())];
    html! {
        <>
            <h1>{ tr.with("join-done", &[("company", company.into())]) }</h1>
            <p class="import__lead" role="status">{ tr.with("join-done-hint", &args) }</p>
            <div class="difference__sides join__next">
                <Link class="button" to={Route::Customers} on_event={on_event.clone()}>
                    { tr.text("join-see") }
                </Link>
                <Link class="button" to={Route::Sync} on_event={on_event.clone()}>
                    { tr.text("sync-title") }
                </Link>
            </div>
        </>
    }
}

/// What is wrong, and what to do.
fn failed(failure: JoinFailure, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let (what, remedy) = tr.join_failure(failure);
    let on_again = on_event.reform(|_: MouseEvent| Event::Company(CompanyEvent::JoinRetried));
    let next = match failure {
        JoinFailure::NoAnswer => html! {
            <div>
                <button type="button" class="button" data-variant="primary" onclick={on_again}>
                    { tr.text("action-try-again") }
                </button>
            </div>
        },
        JoinFailure::AlreadyJoined => html! {
            <div>
                <Link class="button" to={Route::Sync} on_event={on_event.clone()}>
                    { tr.text("sync-title") }
                </Link>
            </div>
        },
        JoinFailure::LinkGone | JoinFailure::NoEndpoint | JoinFailure::Version => {
            html! { <LinkForm on_event={on_event.clone()} /> }
        }
    };
    html! {
        <>
            <h1>{ what }</h1>
            <p class="import__lead" role="alert">{ remedy }</p>
            { next }
        </>
    }
}

#[cfg(test)]
mod tests;
