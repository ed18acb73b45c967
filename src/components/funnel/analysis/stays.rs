//! How long opportunities were in a stage: five bars by length, for each stage. Not here: counting.

use jipan_app::event::{Event, FunnelMark};
use jipan_app::view::{AnalysisView, StayView};
use yew::prelude::*;

use super::part;
use crate::components::chart::share;
use crate::components::funnel::mark::opens;
use crate::components::meter::Meter;
use crate::i18n::Tr;

/// The stages.
pub(crate) fn stays(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let title = (tr.text("analysis-stays"), tr.text("analysis-stays-sub"));
    let body = html! {
        <div class="stays">{ for view.stays.iter().map(|it| stay(tr, view, it, on_event)) }</div>
    };
    part("analysis-stays", title, body)
}

fn stay(tr: &Tr, view: &AnalysisView, it: &StayView, on_event: &Callback<Event>) -> Html {
    let times = &it.times;
    let said = match (times.median(), times.longest()) {
        (Some(median), Some(longest)) => tr.with(
            "analysis-stay",
            &[
                ("median", median.into()),
                ("longest", longest.into()),
                ("n", times.n.into()),
                ("lasting", times.n_lasting.into()),
            ],
        ),
        (Some(_) | None, _) => tr.text("analysis-stay-none"),
    };
    let most = times.steps.into_iter().max().unwrap_or_default();
    let bars = (0_u8..).zip(times.steps).map(|(step, n)| {
        let mark = FunnelMark::Stayed(view.days, it.stage, step);
        let inside = html! {
            <>
                <span class="bars__name">{ tr.stay_step(step) }</span>
                <Meter percent={share(n, most)} />
                <b>{ tr.count(n) }</b>
                <small>{ tr.with("chart-percent", &[("n", share(n, times.n).into())]) }</small>
            </>
        };
        html! {
            <li>
                if n > 0 {
                    <button type="button" class="bars__line" data-n={n.to_string()}
                        onclick={opens(on_event, mark)}>{ inside }<span class="visually-hidden">{ tr.mark_counted(mark, n) }</span></button>
                } else {
                    <span class="bars__line" data-tone="none">{ inside }</span>
                }
            </li>
        }
    });
    html! {
        <div class="stays__stage">
            <h3>{ tr.stage(it.stage) }</h3>
            <p class="home__sub">{ said }</p>
            if times.n > 0 { <ul class="bars">{ for bars }</ul> }
        </div>
    }
}
