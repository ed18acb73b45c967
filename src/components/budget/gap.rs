//! 缺口: row by row what the year is to come to, what is to be expected, and what is lacking. Not here: the months.

use std::rc::Rc;

use jipan_app::event::{BudgetEvent, BudgetWhy, Event, GapField};
use jipan_app::view::{DraftError, GapRow, GapView, MethodView, MoneyUnit};
use jipan_rules::budget::{Method, RowUnit};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::gap_months::months;
use super::grid_bar::why;
use super::head_lines::gap_words;
use super::press;
use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};
use crate::i18n::{Shape, Tr};

/// Properties of [`GapPart`].
#[derive(Debug, PartialEq, Properties)]
pub struct GapPartProps {
    /// The gap.
    pub view: Rc<GapView>,
    /// In what money is shown.
    pub money: MoneyUnit,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The part.
#[component]
pub fn GapPart(props: &GapPartProps) -> Html {
    let tr = use_tr();
    let GapPartProps { view, money, on_event } = props;
    let history = tr.with("budget-history", &[("n", view.n_history.into())]);
    html! {
        <>
            <p class="import__hint">{ tr.text("budget-gap-hint") }{ " " }{ history }</p>
            <ul class="gaps" role="list" aria-label={tr.text("budget-part-gap")}>
                { for view.rows.iter().map(|row| gap_row(&tr, (view, row), *money, on_event)) }
            </ul>
            if view.is_editable && view.rows.iter().any(|it| it.target.is_some()) {
                <p><button type="button" class="button" data-variant="primary" onclick={press(on_event, BudgetEvent::Planned(None))}>{ tr.text("budget-plan-all") }</button></p>
            }
        </>
    }
}

/// A row: what is asked, what is to be expected, what is lacking; the open one with its months.
fn gap_row(
    tr: &Tr,
    (view, row): (&GapView, &GapRow),
    money: MoneyUnit,
    on_event: &Callback<Event>,
) -> Html {
    let shape = Shape { unit: row.unit, money };
    let is_open = row.row == view.open;
    let id = format!("gap-{}", row.row.code());
    let amount =
        |it: Option<i64>| it.map_or_else(|| "–".to_owned(), |it| tr.budget_amount(it, shape));
    let name = tr.budget_row(row.row);
    let toggle = press(on_event, BudgetEvent::GapOpened(row.row));
    let fact =
        |name: String, value: String| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <li class="gap" aria-labelledby={id.clone()} data-open={is_open.to_string()}>
            <header class="gap__head">
                <h2 class="gap__name" {id}>
                    <button type="button" class="gap__open" aria-expanded={is_open.to_string()} onclick={toggle}>{ &name }<small>{ tr.budget_unit(shape) }</small></button>
                </h2>
                { gap_said(tr, row, shape) }
                { why(tr, [name.clone(), tr.text("budget-gap")].join(" "), BudgetWhy::Gap(row.row), on_event) }
            </header>
            <div class="gap__boxes">
                { typed(tr, (row, GapKind::Target), view.is_editable, (shape, on_event)) }
                { way(tr, (view, row), money, on_event) }
                if row.method == Method::LastYear {
                    { typed(tr, (row, GapKind::Growth), view.is_editable, (shape, on_event)) }
                }
            </div>
            <dl class="gap__facts">
                { fact(tr.text("budget-last-year"), amount(row.last_year)) }
                { fact(tr.text("budget-forecast"), amount(row.forecast)) }
                { fact(tr.text("budget-step-measures"), amount(Some(row.measures))) }
                { fact(tr.text("budget-planned"), amount(row.planned)) }
            </dl>
            if let Some(filled) = filled(tr, row) { <p class="import__hint">{ filled }</p> }
            if view.is_editable && row.target.is_some() {
                <button type="button" class="button gap__plan" onclick={press(on_event, BudgetEvent::Planned(Some(row.row)))}>{ tr.text("budget-plan-row") }</button>
            }
            if is_open { { months(tr, (view, row), money, on_event) } }
        </li>
    }
}

/// That months have no forecast, and what they count as.
fn filled(tr: &Tr, row: &GapRow) -> Option<String> {
    match (row.forecast, row.n_unknown) {
        (_, 0) => None,
        (None, _) => row.gap.map(|_| tr.text("budget-filled-none")),
        (Some(_), n) => Some(tr.with("budget-filled", &[("n", n.into())])),
    }
}

/// What is lacking in words; negative is more than was asked.
fn gap_said(tr: &Tr, row: &GapRow, shape: Shape) -> Html {
    let (tone, words) = match row.gap {
        None => ("none", tr.text("budget-gap-unknown")),
        Some(gap) => (if gap > 0 { "bad" } else { "good" }, gap_words(tr, gap, shape)),
    };
    html! { <p class="gap__said" data-tone={tone}>{ words }</p> }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GapKind {
    Target,
    Growth,
}

/// The box of the target or of the growth.
fn typed(
    tr: &Tr,
    (row, kind): (&GapRow, GapKind),
    is_editable: bool,
    (shape, on_event): (Shape, &Callback<Event>),
) -> Html {
    let rate = Shape { unit: RowUnit::Rate, money: shape.money };
    let growth = i64::from(row.growth) - 10_000;
    let (label, known, draft, field) = match kind {
        GapKind::Target => (
            tr.with("budget-target-unit", &[("unit", tr.budget_unit(shape).into())]),
            row.target.map(|it| tr.budget_typed(it, shape)).unwrap_or_default(),
            row.target_draft.as_ref(),
            GapField::Target(row.row),
        ),
        GapKind::Growth => (
            tr.text("budget-growth-percent"),
            tr.budget_typed(growth, rate),
            row.growth_draft.as_ref(),
            GapField::Growth(row.row),
        ),
    };
    html! {
        <GapBox {label} text={draft_text(draft, known)} error={draft_error(tr, draft)} is_off={!is_editable} {field} on_event={on_event.clone()} />
    }
}

/// What was typed, as long as it is no change; else what is known.
pub(super) fn draft_text(draft: Option<&(String, Option<DraftError>)>, known: String) -> String {
    draft.map_or(known, |(typed, _)| typed.clone())
}

/// Why what was typed is no number.
pub(super) fn draft_error(
    tr: &Tr,
    draft: Option<&(String, Option<DraftError>)>,
) -> Option<AttrValue> {
    let (_, error) = draft?;
    error.as_ref().map(|it| tr.budget_wrong(it).into())
}

/// The ways to forecast, each with what it says and how it did.
fn way(
    tr: &Tr,
    (view, row): (&GapView, &GapRow),
    money: MoneyUnit,
    on_event: &Callback<Event>,
) -> Html {
    let of = row.row;
    let on_event = on_event.clone();
    let onchange = Callback::from(move |event: yew::Event| {
        let word = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
        if let Some(method) = word.as_deref().and_then(Method::from_word) {
            on_event.emit(Event::Budget(BudgetEvent::MethodChosen(of, method)));
        }
    });
    let shape = Shape { unit: row.unit, money };
    let options = row.methods.iter().map(|it| html! {
        <option value={it.method.word()} selected={it.method == row.method} disabled={it.n_lacking > 0}>
            { [tr.budget_method(it.method), way_said(tr, it, shape)].join(" · ") }
        </option>
    });
    let chosen = row.methods.iter().find(|it| it.method == row.method);
    html! {
        <label class="facet">
            <span class="facet__name">{ tr.text("budget-way") }</span>
            <select class="facet__box" {onchange} disabled={!view.is_editable}>{ for options }</select>
            <small class="typed__hint">{ chosen.map(|it| way_said(tr, it, shape)) }</small>
        </label>
    }
}

/// What a way says and how far it was off on past months, or what it still needs.
pub(super) fn way_said(tr: &Tr, it: &MethodView, shape: Shape) -> String {
    if it.n_lacking > 0 {
        return tr.with("budget-way-lacks", &[("n", it.n_lacking.into())]);
    }
    let total = it.total.map(|it| tr.budget_amount(it, shape));
    let error = it.error.map_or_else(
        || tr.text("budget-way-untried"),
        |(error, n)| {
            let rate = Shape { unit: RowUnit::Rate, money: shape.money };
            let percent = tr.budget_amount(error.into(), rate);
            tr.with("budget-way-error", &[("n", n.into()), ("percent", percent.into())])
        },
    );
    total.into_iter().chain([error]).collect::<Vec<_>>().join(" · ")
}

/// Properties of [`GapBox`].
#[derive(Debug, PartialEq, Properties)]
pub(super) struct GapBoxProps {
    pub label: AttrValue,
    pub text: AttrValue,
    pub error: Option<AttrValue>,
    pub is_off: bool,
    pub field: GapField,
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    pub on_event: Callback<Event>,
}

/// A box of the gap: what is typed becomes a change when it is left.
#[component]
pub(super) fn GapBox(props: &GapBoxProps) -> Html {
    let GapBoxProps { label, text, error, is_off, field, hint, on_event } = props;
    let field = *field;
    let events = TypingEvents {
        on_typed: on_event.reform(move |it| Event::Budget(BudgetEvent::GapTyped(field, it))),
        on_left: on_event.reform(move |()| Event::Budget(BudgetEvent::GapLeft(field))),
        on_dropped: Callback::noop(),
    };
    let typing = use_typing(text.clone(), events, EnterKey::Next);
    let keys = if field == GapField::Weights { "text" } else { "decimal" };
    html! {
        <label class="facet">
            <span class="facet__name">{ label }</span>
            <input class="reason__text" ref={typing.node} type="text" inputmode={keys} maxlength="200" value={typing.text}
                autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="done" disabled={*is_off}
                aria-invalid={error.is_some().then_some("true")}
                oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            if let Some(hint) = hint { <small class="typed__hint">{ hint }</small> }
            if let Some(error) = error { <small class="text-box__error">{ error }</small> }
        </label>
    }
}

#[cfg(test)]
mod tests;
