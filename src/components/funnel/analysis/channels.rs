//! What each channel brought and cost: a table, parts of a channel below it. Not here: counting, what a channel costs.

use jipan_app::event::{ChannelPart, Event, FunnelMark, Owners};
use jipan_app::route::Route;
use jipan_app::view::{AnalysisView, ChannelView};
use jipan_rules::funnel::{Ratio, cost_each};
use yew::prelude::*;

use super::{part, scrolled};
use crate::components::funnel::mark::mark_number;
use crate::components::link::Link;
use crate::i18n::Tr;

/// The channels.
pub(crate) fn channels(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let title = (tr.text("analysis-channels"), tr.text("analysis-channels-sub"));
    let heads = [
        tr.text("flow-opened"),
        tr.text("analysis-intending"),
        tr.text("flow-closed"),
        tr.text("flow-out"),
        tr.text("analysis-amount"),
        tr.text("analysis-cost"),
        tr.text("analysis-cost-opened"),
        tr.text("analysis-cost-closed"),
    ];
    let table = html! {
        <table class="tally channels" aria-labelledby="analysis-channels">
            <thead><tr>
                <th scope="col">{ tr.text("analysis-channel") }</th>
                { for heads.map(|it| html! { <th scope="col">{ it }</th> }) }
            </tr></thead>
            <tbody>{ for view.channels.iter().map(|it| row(tr, view, it, on_event)) }</tbody>
        </table>
    };
    let body = html! {
        <>
            { scrolled(tr.text("analysis-channels"), table) }
            if view.has_costs && view.has_others && view.owners == Owners::Mine {
                <p class="analysis__hint">{ tr.text("analysis-costs-of-all") }</p>
            } else if !view.has_costs {
                <p class="analysis__hint">
                    { tr.text("analysis-no-cost") }
                    <Link class="quiet-button" to={Route::Rules} on_event={on_event.clone()}>{ tr.text("analysis-to-rules") }</Link>
                </p>
            }
        </>
    };
    part("analysis-channels", title, body)
}

fn row(tr: &Tr, view: &AnalysisView, it: &ChannelView, on_event: &Callback<Event>) -> Html {
    let mark = |part, n| {
        let mark = FunnelMark::By(view.days, it.channel, it.sub, part);
        mark_number(tr, (mark, n), on_event)
    };
    let name = it.sub.map_or_else(|| tr.channel(it.channel), |sub| tr.sub_channel(sub));
    let closed = Ratio { n: it.n_closed, of: it.n_opened };
    let each = |n: usize| tr.deal_amount(it.cost.and_then(|cost| cost_each(cost, n)));
    let money = |text: String| html! { <td class="tally__money">{ text }</td> };
    let worth = (it.n_closed > 0).then_some(it.amount);
    html! {
        <tr data-part={it.sub.is_some().to_string()}>
            <th scope="row">{ name }</th>
            <td>{ mark(ChannelPart::Opened, it.n_opened) }</td>
            <td>{ mark(ChannelPart::Intending, it.n_intending) }</td>
            <td>
                <span class="cohorts__cell">
                    { mark(ChannelPart::Closed, it.n_closed) }
                    if it.n_closed > 0 { <small>{ tr.ratio(closed) }</small> }
                </span>
            </td>
            <td>{ mark(ChannelPart::Out, it.n_out) }</td>
            { money(tr.deal_amount(worth)) }
            { money(tr.deal_amount(it.cost)) }
            { money(each(it.n_opened)) }
            { money(each(it.n_closed)) }
        </tr>
    }
}
