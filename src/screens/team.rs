//! 团队: the territories, the people and their devices, for managers. Not here: asking the company.

use jipan_app::event::{CompanyEvent, Event};
use jipan_app::route::Route;
use jipan_app::view::Later;
use jipan_app::view::company::{TeamFailure, TeamView};
use yew::prelude::*;

use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::link_sheet::LinkSheet;
use crate::components::people::People;
use crate::components::territories::Territories;
use crate::hooks::use_tr;

/// Properties of [`TeamScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct TeamScreenProps {
    /// The team.
    pub view: Later<TeamView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn TeamScreen(props: &TeamScreenProps) -> Html {
    let tr = use_tr();
    let TeamScreenProps { view, on_event } = props;
    let on_again = on_event.reform(|_: MouseEvent| Event::Company(CompanyEvent::TeamAsked));
    html! {
        <div class="page company">
            <header class="import__head">
                <Link class="icon-button import__back" to={Route::Sync} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("sync-title") }</span>
                </Link>
                <div>
                    <h1>{ tr.text("team-title") }</h1>
                    <p class="company__who">{ &view.company }</p>
                </div>
            </header>
            <div class="backup__line" role="status">
                if let Some(failure) = view.failure {
                    <p class="backup__problem">{ tr.team_failure(failure) }</p>
                    if failure != TeamFailure::MaybeDone {
                        <button type="button" class="button" disabled={view.is_working} onclick={on_again}>
                            { tr.text("team-again") }
                        </button>
                    }
                } else if view.is_working {
                    <p>{ tr.text("team-working") }</p>
                }
            </div>
            <People view={view.clone()} on_event={on_event.clone()} />
            <Territories view={view.clone()} on_event={on_event.clone()} />
            if let Some(link) = &view.link {
                <LinkSheet link={link.clone()} on_event={on_event.clone()} />
            }
        </div>
    }
}

#[cfg(test)]
mod tests;
