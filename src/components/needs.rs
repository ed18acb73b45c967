//! 需要你处理: what two people wrote at the same time, and what the company did not take, each in words
//! and with its buttons. Not here: what a decision does.

use std::rc::Rc;

use jipan_app::event::{BudgetPart, CompanyEvent, Event};
use jipan_app::route::Route;
use jipan_app::view::company::{
    ConflictCard, ConflictOf, ConflictSideView, NeedsView, RefusedCard, RefusedRetry, RefusedText,
    WhoView,
};
use jipan_app::view::{DraftError, DraftView, FieldView};
use jipan_rules::NaiveDate;
use jipan_rules::check::parse_value;
use yew::prelude::*;

use super::field_control::FieldControl;
use super::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Needs`].
#[derive(Debug, PartialEq, Properties)]
pub struct NeedsProps {
    /// What there is.
    pub view: Rc<NeedsView>,
    /// The civil day on the device.
    pub today: NaiveDate,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// All of it.
#[component]
pub fn Needs(props: &NeedsProps) -> Html {
    let tr = use_tr();
    let NeedsProps { view, today, on_event } = props;
    let n_all = view.n_conflicts.saturating_add(view.n_refused);
    let more = |n_all: usize, n_shown: usize| {
        let n_more = n_all.saturating_sub(n_shown);
        html! {
            if n_more > 0 {
                <p class="import__hint">{ tr.with("needs-more", &[("n", n_more.into())]) }</p>
            }
        }
    };
    html! {
        <section class="company__part" id="needs" aria-labelledby="needs-title">
            <h2 id="needs-title">
                { tr.text("needs-title") }
                if n_all > 0 {
                    <span class="differences__n">{ tr.count(n_all) }</span>
                }
            </h2>
            if n_all == 0 {
                <p class="import__lead">{ tr.text("needs-none") }</p>
                <p class="import__hint">{ tr.text("needs-none-hint") }</p>
            }
            { for view.conflicts.iter().map(|card| html! {
                <Conflict key={card.id.uuid().as_u128()} card={Rc::clone(card)} today={*today}
                    on_event={on_event.clone()} />
            }) }
            { more(view.n_conflicts, view.conflicts.len()) }
            if view.n_refused > 0 {
                <h3>{ tr.text("refused-title") }</h3>
                { for view.refused.iter().map(|card| refused(card, *today, on_event, &tr)) }
                { more(view.n_refused, view.refused.len()) }
                <p class="import__hint">{ tr.text("refused-hint") }</p>
            }
        </section>
    }
}

/// Properties of [`Conflict`].
#[derive(Debug, PartialEq, Properties)]
struct ConflictProps {
    card: Rc<ConflictCard>,
    today: NaiveDate,
    on_event: Callback<Event>,
}

/// One field that two wrote: both values, the person's own at the left, and a button under each.
#[component]
fn Conflict(props: &ConflictProps) -> Html {
    let tr = use_tr();
    let ConflictProps { card, today, on_event } = props;
    let is_editing = use_state_eq(|| card.third.is_some());
    let on_edit = {
        let is_editing = is_editing.clone();
        Callback::from(move |_: MouseEvent| is_editing.set(!*is_editing))
    };
    let what = tr.conflict_of(&card.of);
    let name = name_of(card, &tr);
    let is_mine_other = card.other.by == WhoView::Me && card.shown.by != WhoView::Me;
    let sides = if is_mine_other { [false, true] } else { [true, false] };
    html! {
        <article class="conflict" aria-label={format!("{name} · {what}")}>
            <header class="conflict__head">
                <Link class="differences__name" to={route_of(&card.of)} on_event={on_event.clone()}>
                    { name }
                </Link>
                <b class="conflict__field">{ what }</b>
            </header>
            <p class="conflict__said">{ tr.conflict(card) }</p>
            <div class="conflict__sides">
                { for sides.map(|is_shown| side(card, is_shown, *today, on_event, &tr)) }
            </div>
            if !card.is_editable {
                <p class="import__hint">{ tr.text("conflict-read-only") }</p>
            } else if matches!(card.of, ConflictOf::Budget(_)) {
                <Link class="quiet-button conflict__edit" to={route_of(&card.of)} on_event={on_event.clone()}>
                    { tr.text("budget-conflict-edit") }
                </Link>
            } else if card.of.def().is_none() {
                <Link class="quiet-button conflict__edit" to={Route::Rules} on_event={on_event.clone()}>
                    { tr.text("conflict-edit-rule") }
                </Link>
            } else if *is_editing {
                <Third card={Rc::clone(card)} on_cancel={on_edit} on_event={on_event.clone()} />
            } else {
                <button type="button" class="quiet-button conflict__edit" onclick={on_edit}>
                    { tr.text("conflict-edit") }
                </button>
            }
        </article>
    }
}

/// What it is about, by name.
fn name_of(card: &ConflictCard, tr: &Tr) -> String {
    match card.of {
        ConflictOf::Rule { .. } => tr.text("rules-title"),
        ConflictOf::Budget(_) => tr.text("nav-budget"),
        ConflictOf::Customer { .. } | ConflictOf::Product { .. } => card.name.clone(),
    }
}

fn route_of(of: &ConflictOf) -> Route {
    match of {
        ConflictOf::Customer { id, .. } => Route::Customer(*id),
        ConflictOf::Product { .. } => Route::Products,
        ConflictOf::Rule { .. } => Route::Rules,
        ConflictOf::Budget(_) => Route::Budget(BudgetPart::Year),
    }
}

/// A value: what, from whom and when, and the button that keeps it.
fn side(
    card: &ConflictCard,
    is_shown: bool,
    today: NaiveDate,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let side: &ConflictSideView = if is_shown { &card.shown } else { &card.other };
    let id = card.id;
    let onclick = on_event.reform(move |_: MouseEvent| {
        let decided =
            if is_shown { CompanyEvent::ShownKept(id) } else { CompanyEvent::OtherTaken(id) };
        Event::Company(decided)
    });
    let words = tr.conflict_keep(card, is_shown);
    let label = format!("{words} · {} · {}", tr.conflict_of(&card.of), name_of(card, tr));
    html! {
        <div class="conflict__side" data-shown={is_shown.to_string()} data-emptied={side.value.is_none().to_string()}>
            <p class="conflict__by">
                { tr.written_by(side, today) }
                if is_shown { <span class="conflict__now">{ tr.text("conflict-shown") }</span> }
            </p>
            <p class="conflict__value">{ tr.conflict_value(&card.of, side) }</p>
            if card.is_editable {
                <button type="button" class="button" aria-label={label} {onclick}>{ words }</button>
            }
        </div>
    }
}

/// Properties of [`Third`].
#[derive(Debug, PartialEq, Properties)]
struct ThirdProps {
    card: Rc<ConflictCard>,
    on_cancel: Callback<MouseEvent>,
    on_event: Callback<Event>,
}

/// A third value, by the control that the file has.
#[component]
fn Third(props: &ThirdProps) -> Html {
    let tr = use_tr();
    let ThirdProps { card, on_cancel, on_event } = props;
    let def = card.of.def();
    let kept = card.third.as_ref();
    let text = use_state_eq(|| kept.map(|it| it.text.to_string()).unwrap_or_default());
    // What was taken for wrong stays so until something else is typed.
    let kept = kept.filter(|it| *it.text == **text).and_then(|it| it.error.clone());
    let wrong = || parse_value(def?, &text).err().map(DraftError::Value);
    let error = kept.or_else(wrong);
    let on_typed = {
        let text = text.clone();
        Callback::from(move |event: Event| {
            if let Event::FieldTyped { text: typed, .. } = event {
                text.set(typed);
            }
        })
    };
    let on_done = {
        let (id, text) = (card.id, (*text).clone());
        on_event.reform(move |_: MouseEvent| {
            Event::Company(CompanyEvent::ThirdTyped { id, text: text.clone() })
        })
    };
    let Some(def) = def else { return html! {} };
    let draft = DraftView { text: text.as_str().into(), error: error.clone() };
    let view = Rc::new(FieldView::plain(def, None, Some(draft)));
    let id = format!("third-{}", card.id.uuid());
    let name = tr.with("conflict-edit-label", &[("field", tr.field(def).into())]);
    let is_blank = text.trim().is_empty();
    html! {
        <div class="conflict__third">
            <div class="field" data-state={if error.is_some() { "invalid" } else { "plain" }}>
                <div class="field__main">
                    <div class="field__box">
                        <div class="field__head">
                            <label class="field__label" for={id.clone()}>{ name }</label>
                            <span class="field__note" id={format!("{id}-note")} />
                        </div>
                        <FieldControl {view} id={id.clone()} on_event={on_typed} />
                    </div>
                </div>
                if let Some(error) = error {
                    <p class="field__error" id={format!("{id}-error")}>
                        { tr.draft_error(def, &error) }
                    </p>
                }
            </div>
            <div class="difference__sides">
                <button type="button" class="button" onclick={on_cancel}>{ tr.text("action-cancel") }</button>
                <button type="button" class="button" data-variant="primary" disabled={is_blank} onclick={on_done}>
                    { tr.text("conflict-edit-done") }
                </button>
            </div>
        </div>
    }
}

/// A change that the company did not take: its text, why, and the way on.
fn refused(card: &RefusedCard, today: NaiveDate, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let id = card.id;
    let is_rule = card.texts.iter().any(|(_, it)| matches!(it, RefusedText::Rule(..)));
    let what = if is_rule { "rules-title" } else { "refused-elsewhere" };
    let elsewhere = card.name.is_empty().then(|| tr.text(what));
    let name = elsewhere.unwrap_or_else(|| card.name.clone());
    let press = |event: CompanyEvent, words: String| {
        let label = format!("{words} · {name}");
        let onclick = on_event.reform(move |_: MouseEvent| Event::Company(event.clone()));
        html! { <button type="button" class="button" aria-label={label} {onclick}>{ words }</button> }
    };
    // What a colleague wrote is not made again in one's own name, unless that is said.
    let (is_own, retry) = match card.retry {
        RefusedRetry::Again => (true, Some("refused-retry")),
        RefusedRetry::InOwnName => (false, Some("refused-in-own-name")),
        RefusedRetry::Never => (false, None),
    };
    let by = match card.by {
        WhoView::Me => tr.with("refused-at", &[("time", tr.moment(card.at, today).into())]),
        WhoView::Named(_) | WhoView::Unknown | WhoView::Company => {
            tr.written(&card.by, card.at, today)
        }
    };
    html! {
        <article class="conflict" key={format!("{}-{}", id.replica.number(), id.seq)} aria-label={name.clone()}>
            <header class="conflict__head">
                if let Some(customer) = card.customer {
                    <Link class="differences__name" to={Route::Customer(customer)} on_event={on_event.clone()}>
                        { &name }
                    </Link>
                } else {
                    <b class="differences__name">{ &name }</b>
                }
                <span class="conflict__by">{ by }</span>
            </header>
            <p class="conflict__said">{ tr.refusal(card) }</p>
            <ul class="conflict__texts">
                { for card.texts.iter().map(|(def, text)| html! { <li>{ tr.refused_text(*def, text) }</li> }) }
            </ul>
            if !is_own {
                <p class="import__hint">{ tr.text("refused-of-colleague") }</p>
            }
            <div class="difference__sides conflict__do">
                if let Some(retry) = retry {
                    { press(CompanyEvent::RefusedRetried(id), tr.text(retry)) }
                }
                { press(CompanyEvent::RefusedDropped(id), tr.text("refused-drop")) }
            </div>
        </article>
    }
}

#[cfg(test)]
mod tests;
