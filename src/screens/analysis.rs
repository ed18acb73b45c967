//! 漏斗分析: how many go on, by which channel, how long it takes. Not here: counting.

use jipan_app::event::{Event, FunnelEvent, FunnelSpan};
use jipan_app::route::Route;
use jipan_app::view::{AnalysisView, Later};
use yew::prelude::*;

use super::today::owners_choice;
use crate::components::empty_state::EmptyState;
use crate::components::funnel::analysis::{
    chains::chains, channels::channels, cohorts::cohorts, reach::reach, snapshots::snapshots,
    stays::stays,
};
use crate::components::funnel::boxes::radios;
use crate::components::funnel::mark::MarkSheet;
use crate::components::funnel::pages::FunnelPages;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`AnalysisScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct AnalysisScreenProps {
    /// What it shows.
    pub view: Later<AnalysisView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn AnalysisScreen(props: &AnalysisScreenProps) -> Html {
    let tr = use_tr();
    let AnalysisScreenProps { view, on_event } = props;
    let on_span = on_event.reform(|it| Event::Funnel(FunnelEvent::SpanShown(it)));
    let spans = FunnelSpan::ALL.map(|it| (it, tr.funnel_span(it)));
    let is_drawn = view.has_any && !view.is_counting;
    html! {
        <div class="page analysis">
            <header class="register__head">
                <h1 class="import__title">{ tr.text("analysis-title") }</h1>
                <FunnelPages here={Route::Analysis} on_event={on_event.clone()} />
                <p class="register__sums" role="status">{ said(&tr, view) }</p>
            </header>
            if view.has_any || view.has_others {
                <div class="register__tools">
                    { radios("analysis-span", tr.text("span-name"), spans, Some(view.span), &on_span) }
                    if view.has_others { { owners_choice(&tr, "analysis-owners", view.owners, on_event) } }
                </div>
            }
            if !view.has_any && !view.is_counting { { empty(&tr, on_event) } }
            if is_drawn {
                { reach(&tr, view, on_event) }
                { cohorts(&tr, view, on_event) }
                { snapshots(&tr, view, on_event) }
                { channels(&tr, view, on_event) }
                { stays(&tr, view, on_event) }
                { chains(&tr, view, on_event) }
            }
            if let Some(list) = &view.list {
                <MarkSheet list={list.clone()} on_event={on_event.clone()} />
            }
        </div>
    }
}

/// Of which days it is, and that numbers can be tapped.
fn said(tr: &Tr, view: &AnalysisView) -> String {
    if view.is_counting {
        return tr.text("board-counting");
    }
    if !view.has_any {
        return String::new();
    }
    let args =
        [("from", tr.date(view.days.from).into()), ("until", tr.date(view.days.until).into())];
    [tr.with("analysis-days", &args), tr.text("analysis-tap")].join(" · ")
}

/// Nobody was entered yet: how one begins.
fn empty(tr: &Tr, on_event: &Callback<Event>) -> Html {
    html! {
        <EmptyState icon={IconName::Funnel} title={tr.text("analysis-empty")} hint={tr.text("analysis-empty-hint")}>
            <Link class="button" to={Route::QuickAdd} on_event={on_event.clone()}>
                <Icon name={IconName::Plus} />{ tr.text("quick-title") }
            </Link>
        </EmptyState>
    }
}

#[cfg(test)]
mod tests;
