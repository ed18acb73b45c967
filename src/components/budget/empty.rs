//! A year without a plan, and one whose orders are still being counted. Not here: making a plan.

use jipan_app::event::{BudgetEvent, Event};
use jipan_app::view::BudgetView;
use yew::prelude::*;

use super::press;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::i18n::Tr;

/// No plan yet: how one begins, by who may.
pub fn no_plan(tr: &Tr, view: &BudgetView, n_months: u16, on_event: &Callback<Event>) -> Html {
    let year = [("year", tr.budget_year(view.year).into())];
    let title = tr.with("budget-empty", &year);
    if !view.leave.plans {
        return html! { <EmptyState icon={IconName::Budget} {title} hint={tr.text("budget-empty-wait")} /> };
    }
    let hint = if n_months > 0 {
        tr.with("budget-empty-known", &[("n", n_months.into())])
    } else {
        tr.text("budget-empty-blank")
    };
    html! {
        <EmptyState icon={IconName::Budget} {title} {hint}>
            <button type="button" class="button" data-variant="primary"
                onclick={press(on_event, BudgetEvent::PlanBegun(tr.with("budget-plan-name", &year)))}>
                <Icon name={IconName::Plus} />{ tr.text("budget-new-plan") }
            </button>
        </EmptyState>
    }
}

/// Orders are being counted: how far that is.
pub fn counting(tr: &Tr, percent: Option<u8>) -> Html {
    let percent = percent.unwrap_or_default();
    let words = tr.with("budget-counting-percent", &[("percent", percent.into())]);
    html! {
        <div class="empty-state">
            <p class="empty-state__title" role="status">{ words.clone() }</p>
            <progress max="100" value={percent.to_string()} aria-label={words} />
            <p class="empty-state__hint">{ tr.text("budget-counting-hint") }</p>
        </div>
    }
}
