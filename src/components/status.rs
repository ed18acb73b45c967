//! The line that says what state the data are in, at all times. Not here: how it came to that.

use jipan_app::view::{SavingView, StatusView};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`Status`].
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct StatusProps {
    /// The state.
    pub view: StatusView,
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

/// The state of the writes as stylesheets and tests know it.
fn saving_name(saving: SavingView) -> &'static str {
    match saving {
        SavingView::Saved => "saved",
        SavingView::Saving(_) => "saving",
        SavingView::Failed => "failed",
        SavingView::OtherTab => "other-tab",
        SavingView::ReadOnly => "read-only",
    }
}

#[cfg(test)]
mod tests;
