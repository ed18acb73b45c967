//! How many come by referral, and who recommended whom, as a tree. Not here: counting.

use jipan_app::event::{Event, FunnelMark};
use jipan_app::route::Route;
use jipan_app::view::{AnalysisView, ChainRow};
use yew::prelude::*;

use super::part;
use crate::components::chart::share;
use crate::components::funnel::mark::{mark_number, opens};
use crate::components::link::Link;
use crate::components::meter::Meter;
use crate::i18n::Tr;

/// Steps by which a chain is moved in at most.
const DEPTH_MAX: u8 = 4;

/// The share and the chains.
pub(crate) fn chains(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let ratio = view.referred;
    let args =
        [("n", ratio.n.into()), ("of", ratio.of.into()), ("percent", tr.ratio(ratio).into())];
    let said = tr.with("analysis-referred", &args);
    let mark = FunnelMark::Referred(view.days);
    let percent = share(ratio.n, ratio.of);
    let body = html! {
        <>
            if ratio.n > 0 {
                <button type="button" class="chains__share" data-n={ratio.n.to_string()}
                    onclick={opens(on_event, mark)}>{ said }<Meter {percent} /><span class="visually-hidden">{ tr.mark_counted(mark, ratio.n) }</span></button>
            } else {
                <p>{ said }</p>
            }
            <p class="home__sub">{ tr.text("analysis-claim") }</p>
            <h3 id="analysis-tree">{ tr.text("analysis-tree") }</h3>
            if view.chains.is_empty() {
                <p class="import__hint">{ tr.text("analysis-no-chains") }</p>
            }
            <ul class="chains" role="list" aria-labelledby="analysis-tree">
                { for view.chains.iter().map(|row| chain(tr, row, on_event)) }
            </ul>
            if view.n_more_chains > 0 {
                <p class="import__hint">{ tr.with("today-more", &[("n", view.n_more_chains.into())]) }</p>
            }
        </>
    };
    part("analysis-chains", (tr.text("analysis-chains"), String::new()), body)
}

fn chain(tr: &Tr, row: &ChainRow, on_event: &Callback<Event>) -> Html {
    let depth = row.depth.min(DEPTH_MAX).to_string();
    let mark = (FunnelMark::ReferredBy(row.customer), row.n_referred);
    let brought = (row.n_referred > 0).then(|| {
        let args = [("n", row.n_referred.into()), ("closed", row.n_closed.into())];
        tr.with("analysis-brought", &args)
    });
    let below = (row.n_below > row.n_referred)
        .then(|| tr.with("analysis-below", &[("n", row.n_below.into())]));
    let about = brought.into_iter().chain(below).collect::<Vec<_>>().join(" · ");
    html! {
        <li class="chains__row" data-depth={depth}>
            if row.name.is_empty() {
                <span class="today__link">{ tr.text("deal-another-customer") }</span>
            } else {
                <Link class="today__link" to={Route::Customer(row.customer)} on_event={on_event.clone()}><b>{ &row.name }</b></Link>
            }
            <span class="chains__about">{ about }</span>
            if row.n_referred > 0 { { mark_number(tr, mark, on_event) } }
        </li>
    }
}
