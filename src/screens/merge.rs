//! 合并: finding the other file, and two files side by side, field by field. Not here: which value
//! counts by itself, writing.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::{MergePlace, Route};
use jipan_app::view::{ChooseView, CompareView, Later, MergeCandidate, MergeSide, MergeView};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::member::Member;
use crate::components::merge_row::{MergeRows, side_id};
use crate::components::search_box::SearchBox;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`MergeScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct MergeScreenProps {
    /// What is to be merged.
    pub view: Later<MergeView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The merge screen.
#[component]
pub fn MergeScreen(props: &MergeScreenProps) -> Html {
    let tr = use_tr();
    let MergeScreenProps { view, on_event } = props;
    let back = match &**view {
        MergeView::Choose(view) => Route::Customer(view.member.id),
        MergeView::Compare(view) => view.back,
        MergeView::Missing => Route::Customers,
    };
    let actions = match &**view {
        MergeView::Compare(view) => actions_of(view, on_event, &tr),
        MergeView::Choose(_) | MergeView::Missing => Html::default(),
    };
    html! {
        <div class="page merge">
            <header class="import__head merge__head">
                <Link class="icon-button import__back" to={back} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("merge-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("merge-title") }</h1>
                { actions }
            </header>
            { match &**view {
                MergeView::Choose(view) => choose(view, on_event, &tr),
                MergeView::Compare(view) => compare(view, on_event, &tr),
                MergeView::Missing => html! {
                    <EmptyState icon={IconName::Shop} title={tr.text("customers-missing")}
                        hint={tr.text("customers-missing-hint")} />
                },
            } }
        </div>
    }
}

/// Finding the other one.
fn choose(view: &ChooseView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let ChooseView { member, text, offered } = view;
    let id = member.id;
    let lead = tr.with("merge-with-lead", &[("name", member.name.as_str().into())]);
    let nobody = match (offered.is_empty(), text.is_empty()) {
        (true, true) => Some(tr.text("merge-alike-none")),
        (true, false) => Some(tr.text("merge-found-none")),
        (false, _) => None,
    };
    html! {
        <>
            <p class="import__lead">{ lead }</p>
            <div class="merge__search">
                <SearchBox text={AttrValue::from(Rc::clone(text))} name={tr.text("search-customers")}
                    hint={tr.text("search-placeholder")} on_typed={on_event.reform(Event::MergeSearched)} />
            </div>
            if text.is_empty() && !offered.is_empty() {
                <h2 class="duplicates__name">{ tr.text("merge-alike") }</h2>
            }
            <p role="status" class="import__hint merge__none">{ nobody.unwrap_or_default() }</p>
            <ul class="duplicates__list">
                { for offered.iter().map(|it| candidate(id, it, on_event, tr)) }
            </ul>
        </>
    }
}

fn candidate(id: CustomerId, view: &MergeCandidate, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let MergeCandidate { member, likeness } = view;
    html! {
        <li key={member.id.uuid().as_u128()}>
            <Link class="merge__candidate" to={Route::Merge(MergePlace::Pair(id, member.id))}
                on_event={on_event.clone()}>
                <Member view={member.clone()} />
                <span class="cluster__why">{ tr.likeness(likeness) }</span>
            </Link>
        </li>
    }
}

/// Two files side by side.
fn compare(view: &CompareView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let known = view.sides[0].member.as_ref().filter(|_| is_form(view));
    let lead = match known {
        Some(member) => tr.with("merge-form-lead", &[("name", member.name.as_str().into())]),
        None => tr.text("merge-kept"),
    };
    let sides =
        view.sides.iter().enumerate().map(|(nth, side)| side_of(side, nth, view, on_event, tr));
    let group = |rows: &[_], title: String, kind: &'static str| {
        html! {
            if !rows.is_empty() {
                <MergeRows rows={Rc::from(rows)} {title} {kind} is_read_only={view.is_read_only}
                    on_event={on_event.clone()} />
            }
        }
    };
    let n = |n: usize| [("n", n.into())];
    let differing = tr.with("merge-differing", &n(view.differing.len()));
    let one_sided = tr.with("merge-one-sided", &n(view.one_sided.len()));
    let why = view.likeness.as_ref().map(|likeness| tr.likeness(likeness));
    html! {
        <>
            <p class="import__lead">{ lead }</p>
            <p class="import__problem merge__none" role="status" data-tone="danger">
                { problem_of(view, tr).unwrap_or_default() }
            </p>
            if view.is_distinct { <p class="file__banner">{ tr.text("merge-is-distinct") }</p> }
            <div class="merge__sides">
                <p class="cluster__why">{ why.unwrap_or_default() }</p>
                <div class="merge__choices">{ for sides }</div>
            </div>
            { group(&view.differing, differing, "differing") }
            { group(&view.one_sided, one_sided, "one-sided") }
            { lost(view, on_event, tr) }
            if !view.same.is_empty() { { same(view, tr) } }
        </>
    }
}

fn is_form(view: &CompareView) -> bool {
    matches!(view.place, MergePlace::Form(_))
}

/// What keeps the two from becoming one.
fn problem_of(view: &CompareView, tr: &Tr) -> Option<String> {
    match &view.problem {
        Some(problem) => Some(tr.merge_problem(problem)),
        None if !view.is_allowed => Some(tr.text("merge-denied")),
        None if view.is_read_only => Some(tr.text("file-read-only")),
        None => None,
    }
}

/// One of the two: who it is, and whether it stays.
fn side_of(
    side: &MergeSide,
    nth: usize,
    view: &CompareView,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let stays = nth == view.stays;
    let can_turn = !stays && !view.is_read_only;
    let on_turn = on_event.reform(|_: MouseEvent| Event::MergeTurned);
    let Some(member) = &side.member else {
        return html! {
            <section class="merge__side" data-stays="false">
                <p class="merge__part" id={side_id(nth)}>{ tr.text("merge-typed-side") }</p>
            </section>
        };
    };
    let since = side.since.map(|day| tr.with("merge-since", &[("date", tr.date(day).into())]));
    let n = |n: usize| [("n", n.into())];
    let notes = (side.n_notes > 0).then(|| tr.with("merge-notes", &n(side.n_notes)));
    let contacts = (side.n_contacts > 0).then(|| tr.with("merge-contacts", &n(side.n_contacts)));
    let has: Vec<String> = [since, notes, contacts].into_iter().flatten().collect();
    html! {
        <section class="merge__side" data-stays={stays.to_string()}>
            <p class="merge__part" id={side_id(nth)}>
                { if stays { tr.text("merge-stays") } else { tr.text("merge-goes") } }
            </p>
            <Member view={member.clone()} />
            <p class="merge__has">{ has.join(" · ") }</p>
            if can_turn {
                <button type="button" class="quiet-button merge__turn" onclick={on_turn}>
                    { tr.text("merge-turn") }
                </button>
            }
        </section>
    }
}

/// What both say, folded away.
fn same(view: &CompareView, tr: &Tr) -> Html {
    html! {
        <details class="fold">
            <summary class="fold__head">
                { tr.with("merge-same", &[("n", view.same.len().into())]) }
            </summary>
            <dl class="merge__same">
                { for view.same.iter().map(|(def, value)| html! {
                    <div><dt>{ tr.field(def) }</dt><dd>{ tr.value(def, value) }</dd></div>
                }) }
            </dl>
        </details>
    }
}

/// The contacts that would be lost: kept as further ones, unless the person says otherwise.
fn lost(view: &CompareView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    if view.lost.is_empty() {
        return Html::default();
    }
    let contact = |values: &Vec<(_, _)>| {
        let of = |field| values.iter().find(|(it, _)| *it == field);
        let parts = [fields::CONTACT, fields::PHONE].into_iter().filter_map(of);
        let parts = parts.map(|(field, value)| tr.value_of(*field, Some(value)));
        parts.collect::<Vec<_>>().join(" ")
    };
    let contacts: Vec<String> = view.lost.iter().map(contact).collect();
    let contacts = contacts.join(&tr.text("list-separator"));
    let is_kept = view.keeps_lost;
    let onchange = on_event.reform(move |_: yew::events::Event| Event::MergeContactsKept(!is_kept));
    html! {
        <label class="merge__lost">
            <input type="checkbox" checked={is_kept} disabled={view.is_read_only} {onchange} />
            <span>{ tr.with("merge-lost", &[("contacts", contacts.into())]) }</span>
        </label>
    }
}

/// What can be done with the two.
fn actions_of(view: &CompareView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let on_merge = on_event.reform(|_: MouseEvent| Event::MergePressed);
    let ids = match view.place {
        MergePlace::Pair(one, other) => Some((one, other)),
        MergePlace::With(_) | MergePlace::Form(_) => None,
    };
    let distinct = ids.filter(|_| !view.is_distinct && !view.is_read_only).map(|(one, other)| {
        let judged = Event::PairJudged { one, other, is_distinct: true };
        let on_distinct = on_event.reform(move |_: MouseEvent| judged.clone());
        html! {
            <button type="button" class="button" onclick={on_distinct}>
                { tr.text("duplicates-distinct") }
            </button>
        }
    });
    let is_barred = problem_of(view, tr).is_some();
    html! {
        <div class="merge__do">
            { for distinct }
            <button type="button" class="button" data-variant="primary" disabled={is_barred} onclick={on_merge}>
                { if is_form(view) { tr.text("merge-form-now") } else { tr.text("merge-now") } }
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests;
