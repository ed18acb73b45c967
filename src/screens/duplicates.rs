//! 查重: customers that may be one shop, to be looked at one by one. Not here: finding them.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::{MergePlace, Route};
use jipan_app::view::{ClusterView, DistinctView, DuplicatesView, FoundView, Later};
use jipan_book::likeness::Sureness;
use yew::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::member::Member;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`DuplicatesScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct DuplicatesScreenProps {
    /// What was found.
    pub view: Later<DuplicatesView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen of duplicates.
#[component]
pub fn DuplicatesScreen(props: &DuplicatesScreenProps) -> Html {
    let tr = use_tr();
    let DuplicatesScreenProps { view, on_event } = props;
    html! {
        <div class="page duplicates">
            <header class="import__head">
                <Link class="icon-button import__back" to={Route::Customers} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("customers-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("duplicates-title") }</h1>
            </header>
            <p class="import__lead">{ tr.text("duplicates-lead") }</p>
            { state_of(view, on_event, &tr) }
            if let Some(found) = &view.found {
                { found_of(found, view, on_event, &tr) }
            }
            if !view.distinct.is_empty() {
                { distinct_of(view, on_event, &tr) }
            }
        </div>
    }
}

/// How far the search is, or what came of it in a line.
fn state_of(view: &DuplicatesView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    if let Some((done, total)) = view.progress {
        let percent = u64::from(done).saturating_mul(100).checked_div(u64::from(total));
        let counted = tr.with("duplicates-percent", &[("n", percent.unwrap_or_default().into())]);
        let on_stop = on_event.reform(|_: MouseEvent| Event::DuplicatesStopped);
        return html! {
            <div class="duplicates__state">
                <p id="duplicates-searching" role="status">{ tr.text("duplicates-searching") }</p>
                <progress class="import__progress" aria-labelledby="duplicates-searching"
                    aria-valuetext={counted} value={done.to_string()} max={total.max(1).to_string()} />
                <button type="button" class="button" onclick={on_stop}>{ tr.text("duplicates-stop") }</button>
            </div>
        };
    }
    let on_search = on_event.reform(|_: MouseEvent| Event::DuplicatesSearched);
    let n = view.found.as_ref().map(|found| found.clusters.len().saturating_add(found.n_more));
    let words = [
        view.is_stopped.then(|| tr.text("duplicates-stopped")),
        n.filter(|n| *n > 0).map(|n| tr.with("duplicates-count", &[("n", n.into())])),
        view.found.as_ref().filter(|it| it.is_old).map(|_| tr.text("duplicates-old")),
    ];
    html! {
        <div class="duplicates__state">
            <p role="status">{ for words.into_iter().flatten().map(|it| html! { <span>{ it }{ " " }</span> }) }</p>
            <button type="button" class="button" onclick={on_search}>{ tr.text("duplicates-search") }</button>
        </div>
    }
}

/// The clusters, surest first, under a heading for each sureness.
fn found_of(found: &FoundView, view: &DuplicatesView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    if found.clusters.is_empty() && view.progress.is_none() && !view.is_stopped {
        return html! {
            <EmptyState icon={IconName::Check} title={tr.text("duplicates-none")}
                hint={tr.text("duplicates-none-hint")} />
        };
    }
    let on_more = on_event.reform(|_: MouseEvent| Event::MoreDuplicatesPressed);
    let more = tr.with("duplicates-more", &[("n", found.n_more.into())]);
    let left_out = tr.with("duplicates-left-out", &[("n", found.n_left_out.into())]);
    html! {
        <>
            if found.n_left_out > 0 { <p class="import__hint">{ left_out }</p> }
            if found.is_cut { <p class="import__hint">{ tr.text("duplicates-cut") }</p> }
            { for found.counts.iter().map(|(sureness, n)| {
                group_of(*sureness, *n, (found, view.is_read_only), on_event, tr)
            }) }
            if found.n_more > 0 {
                <button type="button" class="button duplicates__more" onclick={on_more}>{ more }</button>
            }
        </>
    }
}

/// The clusters of one sureness that are shown.
fn group_of(
    sureness: Sureness,
    n: usize,
    (found, is_read_only): (&FoundView, bool),
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let clusters: Vec<_> = found.clusters.iter().filter(|it| it.sureness == sureness).collect();
    if clusters.is_empty() {
        return Html::default();
    }
    let title = tr.with("sure-group", &[("name", tr.sureness(sureness).into()), ("n", n.into())]);
    html! {
        <section class="duplicates__group">
            <h2 class="duplicates__name">{ title }</h2>
            <ul class="duplicates__list">
                { for clusters.into_iter().map(|cluster| html! {
                    <Cluster key={key_of(cluster)} view={Rc::clone(cluster)} {is_read_only} on_event={on_event.clone()} />
                }) }
            </ul>
        </section>
    }
}

fn key_of(cluster: &ClusterView) -> String {
    let ids = cluster.members.iter().map(|member| member.id.uuid().to_string());
    ids.collect::<Vec<_>>().join("+")
}

/// Properties of [`Cluster`].
#[derive(Debug, PartialEq, Properties)]
struct ClusterProps {
    view: Rc<ClusterView>,
    is_read_only: bool,
    on_event: Callback<Event>,
}

/// Customers that may be one shop, what is alike of which, and what can be done.
#[component]
fn Cluster(props: &ClusterProps) -> Html {
    let tr = use_tr();
    let ClusterProps { view, is_read_only, on_event } = props;
    let is_pair = view.members.len() == 2;
    let pairs = view.pairs.iter().filter_map(|(one, other, likeness)| {
        let members = [view.members.get(*one)?, view.members.get(*other)?];
        let [one, other] = members.map(|member| member.id);
        let names = [("one", members[0].name.as_str().into()), ("other", members[1].name.as_str().into())];
        let judged = Event::PairJudged { one, other, is_distinct: true };
        let on_distinct = on_event.reform(move |_: MouseEvent| judged.clone());
        Some(html! {
            <li class="cluster__pair">
                <p class="cluster__why">
                    if !is_pair { <b>{ tr.with("duplicates-pair", &names) }</b>{ " " } }
                    { tr.likeness(likeness) }
                </p>
                <div class="cluster__do">
                    <Link class="button" to={Route::Merge(MergePlace::Pair(one, other))} on_event={on_event.clone()}
                        name={tr.with("duplicates-compare-of", &names)}>
                        { tr.text("duplicates-compare") }
                    </Link>
                    if !is_read_only {
                        <button type="button" class="quiet-button" onclick={on_distinct}
                            aria-label={tr.with("duplicates-distinct-of", &names)}>
                            { tr.text("duplicates-distinct") }
                        </button>
                    }
                </div>
            </li>
        })
    });
    html! {
        <li class="cluster">
            <div class="cluster__members">
                { for view.members.iter().map(|member| html! { <Member view={member.clone()} /> }) }
            </div>
            <ul class="cluster__pairs">{ for pairs }</ul>
            if view.n_more > 0 {
                <p class="import__hint">
                    { tr.with("duplicates-more-pairs", &[("n", view.n_more.into())]) }
                </p>
            }
        </li>
    }
}

/// The pairs that were found to be two: to be looked up, and taken back.
fn distinct_of(view: &DuplicatesView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let lines = view.distinct.iter().map(|DistinctView { one, other, names: [first, second] }| {
        let names = [("one", first.as_str().into()), ("other", second.as_str().into())];
        let judged = Event::PairJudged { one: *one, other: *other, is_distinct: false };
        let on_again = on_event.reform(move |_: MouseEvent| judged.clone());
        html! {
            <li class="duplicates__judged">
                <span>{ tr.with("duplicates-pair", &names) }</span>
                if !view.is_read_only {
                    <button type="button" class="quiet-button" onclick={on_again}
                        aria-label={tr.with("duplicates-again-of", &names)}>
                        { tr.text("duplicates-again") }
                    </button>
                }
            </li>
        }
    });
    let title = tr.with("duplicates-judged", &[("n", view.distinct.len().into())]);
    html! {
        <details class="fold">
            <summary class="fold__head">{ title }</summary>
            <ul>{ for lines }</ul>
        </details>
    }
}

#[cfg(test)]
mod tests;
