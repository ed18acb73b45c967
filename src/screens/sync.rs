//! 同步: how it goes, what came in, what needs the person, and what works without a server. Not here:
//! the sync itself.

use std::rc::Rc;

use jipan_app::event::{CompanyEvent, Event};
use jipan_app::route::Route;
use jipan_app::view::Later;
use jipan_app::view::company::{ArrivalView, CompanyView, SyncState, SyncView};
use jipan_rules::NaiveDate;
use jipan_rules::permission::Role;
use yew::prelude::*;

use crate::components::changes_file::ChangesFile;
use crate::components::empty_state::EmptyState;
use crate::components::icon::IconName;
use crate::components::link::Link;
use crate::components::needs::Needs;
use crate::components::sheet::Sheet;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`SyncScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct SyncScreenProps {
    /// How it stands.
    pub view: Later<SyncView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn SyncScreen(props: &SyncScreenProps) -> Html {
    let tr = use_tr();
    let SyncScreenProps { view, on_event } = props;
    let file = html! {
        <ChangesFile view={view.file.clone()} n_unsent={view.status.n_unsent}
            has_company={view.company.is_some()} on_event={on_event.clone()} />
    };
    let Some(company) = &view.company else {
        return html! {
            <div class="page company">
                <h1>{ tr.text("sync-title") }</h1>
                <EmptyState icon={IconName::Sync} title={tr.text("sync-alone")} hint={tr.text("sync-alone-hint")}>
                    <Link class="button" to={Route::Join} on_event={on_event.clone()}>
                        { tr.text("sync-join") }
                    </Link>
                </EmptyState>
                if view.needs.n_conflicts > 0 || view.needs.n_refused > 0 {
                    <Needs view={Rc::clone(&view.needs)} today={view.status.today} on_event={on_event.clone()} />
                }
                { file }
            </div>
        };
    };
    html! {
        <div class="page company">
            <header class="company__head">
                <div>
                    <h1>{ tr.text("sync-title") }</h1>
                    <p class="company__who">{ who_in(company, &tr) }</p>
                </div>
                if company.role == Role::Manager {
                    <Link class="button" to={Route::Team} on_event={on_event.clone()}>
                        { tr.text("sync-team") }
                    </Link>
                }
            </header>
            <Now view={view.clone()} on_event={on_event.clone()} />
            <Needs view={Rc::clone(&view.needs)} today={view.status.today} on_event={on_event.clone()} />
            { arrivals(&view.arrivals, view.status.today, on_event, &tr) }
            { file }
            <Leave company={company.name.clone()} n_unsent={view.status.n_unsent}
                n_photos={view.n_photos} is_leaving={view.is_leaving} on_event={on_event.clone()} />
        </div>
    }
}

/// The company, the person, as what, and where.
fn who_in(company: &CompanyView, tr: &Tr) -> String {
    let CompanyView { name, person, role, territories } = company;
    let place = match role {
        Role::Manager => tr.text("team-all"),
        Role::Supervisor | Role::Rep if territories.is_empty() => tr.text("team-no-territory"),
        Role::Supervisor | Role::Rep => tr.listed(territories),
    };
    [name.clone(), person.clone(), tr.role(*role), place].join(" · ")
}

/// The line that the status has, large, what stands in the way, and the button.
#[component]
fn Now(props: &SyncScreenProps) -> Html {
    let tr = use_tr();
    let SyncScreenProps { view, on_event } = props;
    let status = &view.status;
    let on_sync = on_event.reform(|_: MouseEvent| Event::Company(CompanyEvent::SyncPressed));
    let (tone, is_off) = match status.state {
        SyncState::Idle => ("calm", false),
        SyncState::Working => ("calm", true),
        SyncState::Waiting(_) => ("amber", false),
        SyncState::Stopped(_) => ("red", true),
    };
    let clock = view.clock_off_minutes;
    html! {
        <section class="company__now" data-tone={tone} aria-label={tr.text("sync-title")}>
            <div class="company__state" role="status">
                <p class="company__line">{ tr.waiting(status) }</p>
                <p class="company__last">{ tr.last_success(status) }</p>
                if let Some(trouble) = tr.sync_trouble(status.state) {
                    <p class="company__trouble">{ trouble }</p>
                }
                if let Some(minutes) = clock {
                    <p class="company__trouble">{ tr.with("sync-clock", &[("n", minutes.into())]) }</p>
                }
            </div>
            <button type="button" class="button" data-variant="primary" disabled={is_off} onclick={on_sync}>
                { if status.state == SyncState::Working { tr.text("sync-working") } else { tr.text("sync-now") } }
            </button>
        </section>
    }
}

/// What came in, and from whom.
fn arrivals(
    arrivals: &[ArrivalView],
    today: NaiveDate,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let line = |arrival: &ArrivalView| {
        let n_more = arrival.n_customers.saturating_sub(1);
        let args =
            [("who", tr.who(&arrival.by).into()), ("time", tr.moment(arrival.at, today).into())];
        html! {
            <li class="company__arrival">
                <span class="company__from">{ tr.with("arrivals-one", &args) }</span>
                if let Some((id, name)) = &arrival.example {
                    <Link class="company__what" to={Route::Customer(*id)} on_event={on_event.clone()}>
                        { name }
                    </Link>
                }
                if n_more > 0 {
                    <span class="company__from">{ tr.with("arrivals-many", &[("n", n_more.into())]) }</span>
                }
            </li>
        }
    };
    html! {
        <section class="company__part" aria-labelledby="arrivals-title">
            <h2 id="arrivals-title">{ tr.text("arrivals-title") }</h2>
            if arrivals.is_empty() {
                <p class="import__lead">{ tr.text("arrivals-none") }</p>
            } else {
                <ul>{ for arrivals.iter().map(line) }</ul>
            }
        </section>
    }
}

/// Properties of [`Leave`].
#[derive(Debug, PartialEq, Properties)]
struct LeaveProps {
    company: AttrValue,
    n_unsent: usize,
    n_photos: usize,
    is_leaving: bool,
    on_event: Callback<Event>,
}

/// The way out. It cannot be undone, so it asks; no change that was not sent is lost by it, and it says how many
/// photos are.
#[component]
fn Leave(props: &LeaveProps) -> Html {
    let tr = use_tr();
    let LeaveProps { company, n_unsent, n_photos, is_leaving, on_event } = props;
    let n_photos = [("n", (*n_photos).into())];
    let is_asking = use_state_eq(|| false);
    let ask = |asking: bool| {
        let is_asking = is_asking.clone();
        Callback::from(move |()| is_asking.set(asking))
    };
    let on_leave = {
        let close = ask(false);
        on_event.reform(move |_: MouseEvent| {
            close.emit(());
            Event::Company(CompanyEvent::LeavePressed)
        })
    };
    let foot = html! {
        <>
            <button type="button" class="button" onclick={ask(false).reform(|_: MouseEvent| ())}>
                { tr.text("action-cancel") }
            </button>
            <button type="button" class="button" data-variant="danger" onclick={on_leave}>
                { tr.text("leave-confirm") }
            </button>
        </>
    };
    html! {
        <section class="company__part" aria-labelledby="leave-title">
            <h2 id="leave-title">{ tr.text("leave-title") }</h2>
            <p class="import__lead">{ tr.with("leave-lead", &n_photos) }</p>
            if *is_leaving {
                <p class="company__trouble" role="status">{ tr.text("leave-waiting") }</p>
            } else if *n_unsent > 0 {
                <p class="company__trouble">{ tr.with("leave-blocked", &[("n", (*n_unsent).into())]) }</p>
            }
            <div>
                if *is_leaving {
                    <button type="button" class="button"
                        onclick={on_event.reform(|_: MouseEvent| Event::Company(CompanyEvent::LeaveCancelled))}>
                        { tr.text("leave-cancel") }
                    </button>
                } else {
                    <button type="button" class="button" disabled={*n_unsent > 0}
                        onclick={ask(true).reform(|_: MouseEvent| ())}>
                        { tr.text("leave-button") }
                    </button>
                }
            </div>
            if *is_asking {
                <Sheet title={tr.with("leave-ask", &[("company", company.as_str().into())])}
                    on_close={ask(false)} {foot}>
                    <p>{ tr.with("leave-ask-text", &n_photos) }</p>
                </Sheet>
            }
        </section>
    }
}

#[cfg(test)]
mod tests;
