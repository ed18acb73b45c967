//! Conversion by month of entry: a table whose cells are darker the more went on. In each cell one number opens those
//! that went on and one all that entered. Not here: counting.

use jipan_app::event::{DayRange, Event, FunnelMark};
use jipan_app::view::{AnalysisView, CohortView};
use jipan_rules::funnel::{Flow, Ratio, Stage};
use yew::prelude::*;

use super::{part, scrolled};
use crate::components::funnel::mark::{mark_number, opens};
use crate::i18n::Tr;

/// The stages from which one goes on.
const FROM: [Stage; 3] = [Stage::Prospect, Stage::Intending, Stage::Closed];

/// The months, the newest first.
pub(crate) fn cohorts(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let title = (tr.text("analysis-cohorts"), tr.text("analysis-cohorts-sub"));
    let head = FROM.map(|it| tr.with("analysis-on", &[("stage", tr.stage(it).into())]));
    let table = html! {
        <table class="tally cohorts" aria-labelledby="analysis-cohorts">
            <thead><tr>
                <th scope="col">{ tr.text("analysis-month") }</th>
                <th scope="col">{ tr.text("flow-opened") }</th>
                { for head.map(|it| html! { <th scope="col">{ it }</th> }) }
            </tr></thead>
            <tbody>{ for view.cohorts.iter().map(|it| row(tr, it, on_event)) }</tbody>
        </table>
    };
    let name = tr.text("analysis-cohorts");
    part("analysis-cohorts", title, scrolled(name, table))
}

fn row(tr: &Tr, it: &CohortView, on_event: &Callback<Event>) -> Html {
    let days = DayRange { from: it.month.first_day(), until: it.month.last_day() };
    let opened = (FunnelMark::Flow(days, Flow::Opened), it.n_opened);
    let cells = FROM.into_iter().zip(it.went_on).map(|(stage, ratio)| {
        let entered = |went_on| FunnelMark::Entered { stage, month: it.month, went_on };
        cell(tr, [entered(true), entered(false)], ratio, on_event)
    });
    html! {
        <tr key={it.month.index()}>
            <th scope="row">{ tr.month(it.month.first_day()) }</th>
            <td>{ mark_number(tr, opened, on_event) }</td>
            { for cells }
        </tr>
    }
}

/// How many of how many went on.
fn cell(
    tr: &Tr,
    [went_on, entered]: [FunnelMark; 2],
    ratio: Ratio,
    on_event: &Callback<Event>,
) -> Html {
    if ratio.of == 0 {
        return html! { <td data-heat="0"><span class="tally__none">{ "–" }</span></td> };
    }
    let hidden =
        |mark, n| html! { <span class="visually-hidden">{ tr.mark_counted(mark, n) }</span> };
    let share = tr.ratio(ratio);
    html! {
        <td data-heat={heat(ratio).to_string()}>
            <span class="cohorts__cell">
                if ratio.n > 0 {
                    <button type="button" class="tally__mark" data-n={ratio.n.to_string()}
                        onclick={opens(on_event, went_on)}><b>{ tr.count(ratio.n) }</b><small>{ share }</small>{ hidden(went_on, ratio.n) }</button>
                } else {
                    <span class="tally__none">{ "0" }</span>
                }
                <button type="button" class="tally__mark" data-n={ratio.of.to_string()}
                    onclick={opens(on_event, entered)}><small>{ tr.with("analysis-of", &[("n", ratio.of.into())]) }</small>{ hidden(entered, ratio.of) }</button>
            </span>
        </td>
    }
}

/// Five steps of dark: 0 for none, 5 for all.
fn heat(ratio: Ratio) -> usize {
    (ratio.n * 5).div_ceil(ratio.of.max(1)).min(5)
}
