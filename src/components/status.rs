//! The line that says what state the data are in, at all times. Not here: how it came to that.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{SavingView, StatusView, SyncState, SyncStatusView};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Status`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StatusProps {
    /// The state.
    pub view: StatusView,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The line.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    let tr = use_tr();
    let view = &props.view;
    let saved_at = match (view.saving, view.saved_at) {
        (SavingView::Saved, Some(at)) => {
            Some(tr.with("status-saved-at", &[("time", tr.date_time(at).into())]))
        }
        _ => None,
    };
    html! {
        <div class="status" role="status" aria-label={tr.text("status-name")}
            data-saving={saving_name(view.saving)}>
            <span class="status__saving">
                <span class="status__dot" aria-hidden="true" />
                { tr.saving(view.saving) }
                if let Some(saved_at) = saved_at {
                    <span class="status__at">{ saved_at }</span>
                }
            </span>
            if view.n_drafts > 0 {
                <span class="status__drafts">
                    { tr.with("status-drafts", &[("n", view.n_drafts.into())]) }
                </span>
            }
            if let Some(sync) = &view.sync { { sync_of(sync, &props.on_event, &tr) } }
            <span class="status__space" />
            if !view.is_online {
                <span class="status__offline">
                    <Icon name={IconName::Offline} />{ tr.text("status-offline") }
                </span>
            }
            if view.is_offline_ready {
                <span class="status__ready">
                    <Icon name={IconName::Check} />{ tr.text("status-offline-ready") }
                </span>
            }
        </div>
    }
}

/// What waits to be sent, or when all was; what needs the person is a link to where it is decided.
fn sync_of(view: &SyncStatusView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let is_stuck = matches!(view.state, SyncState::Waiting(_) | SyncState::Stopped(_));
    let words = match (view.n_unsent, view.last_success) {
        (0, Some(_)) => tr.last_success(view),
        (0, None) | (1.., _) => tr.waiting(view),
    };
    html! {
        <>
            <span class="status__sync" data-waits={(view.n_unsent > 0 || is_stuck).to_string()}>
                { words }
                if is_stuck && view.n_unsent == 0 { <Icon name={IconName::Warning} /> }
            </span>
            if view.n_needs > 0 {
                <Link class="status__needs" to={Route::Sync} on_event={on_event.clone()}>
                    { tr.with("needs-count", &[("n", view.n_needs.into())]) }
                </Link>
            }
        </>
    }
}

/// The state of the writes as stylesheets and tests know it.
fn saving_name(saving: SavingView) -> &'static str {
    match saving {
        SavingView::Saved => "saved",
        SavingView::Saving(_) | SavingView::TakingBack(_) => "saving",
        SavingView::Failed => "failed",
        SavingView::OtherTab => "other-tab",
        SavingView::ReadOnly => "read-only",
    }
}

#[cfg(test)]
mod tests;
