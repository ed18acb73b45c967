//! 合计: what the list adds up to, each number with where it comes from and a way to its customers. Not
//! here: summing, counting.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{CountView, FilterChange, TotalsView};
use jipan_rules::schema::{FieldDef, FieldType, by_key};
use jipan_rules::total::{Summing, Total, summing};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::chip::Chip;
use super::why::why_body;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Totals`].
#[derive(Debug, PartialEq, Properties)]
pub struct TotalsProps {
    /// The totals.
    pub view: Rc<TotalsView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The panel between the head of the list and its rows.
#[component]
pub fn Totals(props: &TotalsProps) -> Html {
    let tr = use_tr();
    let TotalsProps { view, on_event } = props;
    let filled = view.totals.filled;
    let percent = filled.percent().unwrap_or_default();
    let args = [
        ("percent", percent.into()),
        ("filled", filled.filled.into()),
        ("applicable", filled.applicable.into()),
    ];
    let n_incomplete = ("n", filled.n_incomplete.into());
    html! {
        <section class="totals" id="totals" aria-label={tr.text("totals-title")}>
            <div class="totals__line">
                <span>{ tr.with("totals-complete", &args) }</span>
                if filled.n_incomplete > 0 {
                    { narrow(tr.with("totals-incomplete", &[n_incomplete]), FilterChange::Incomplete(true), on_event) }
                }
            </div>
            { for view.totals.numbers.iter().map(|(def, total)| number(&tr, def, *total, on_event)) }
            <CountBy view={Rc::clone(view)} on_event={on_event.clone()} />
        </section>
    }
}

/// A number that leaves only its customers in the list.
fn narrow(words: String, filter: FilterChange, on_event: &Callback<Event>) -> Html {
    let onclick = on_event.reform(move |_: MouseEvent| Event::FilterSet(filter.clone()));
    html! { <button class="quiet-button" type="button" {onclick}>{ words }</button> }
}

/// One field: sum and mean, and behind them how they come about.
fn number(tr: &Tr, def: &'static FieldDef, total: Total, on_event: &Callback<Event>) -> Html {
    let words = tr.why(&total.explained(def));
    let blank = FilterChange::Value(def.id, Some(String::new()));
    html! {
        <details class="totals__number" key={def.key}>
            <summary class="totals__line">
                <span>{ tr.field(def) }</span>
                <span class="totals__value">{ value(tr, def, &total) }</span>
            </summary>
            <p>{ &words.sentence }</p>
            { why_body(&words) }
            if total.n_blank > 0 {
                { narrow(tr.with("totals-blank", &[("n", total.n_blank.into())]), blank, on_event) }
            }
        </details>
    }
}

/// Sum and mean in the unit of the field.
fn value(tr: &Tr, def: &FieldDef, total: &Total) -> String {
    let is_money = def.ty == FieldType::Money;
    let (decimals, parts, mean_decimals) = if is_money { (2, 1, 2) } else { (0, 10, 1) };
    let measured = |number: String| match def.unit.and_then(|it| tr.unit(it)) {
        Some(unit) => tr.with("fact-with-unit", &[("value", number.into()), ("unit", unit.into())]),
        None => number,
    };
    let mean = total.mean(parts).map(|it| measured(tr.decimal(it.into(), mean_decimals)));
    let mean = ("mean", mean.unwrap_or_default().into());
    match summing(def) {
        Some(Summing::SumAndMean) => {
            let sum = ("sum", measured(tr.decimal(total.sum, decimals)).into());
            tr.with("totals-sum-and-mean", &[sum, mean])
        }
        Some(Summing::Mean) | None => tr.with("totals-mean", &[mean]),
    }
}

/// How many customers have each value of a field.
#[component]
fn CountBy(props: &TotalsProps) -> Html {
    let tr = use_tr();
    let TotalsProps { view, on_event } = props;
    let onchange = {
        let on_event = on_event.clone();
        Callback::from(move |change: yew::Event| {
            let list = change.target_dyn_into::<HtmlSelectElement>();
            if let Some(def) = list.and_then(|list| by_key(&list.value())) {
                on_event.emit(Event::TotalsBy(def.id));
            }
        })
    };
    let more = [("n", view.n_more.into()), ("customers", view.n_in_more.into())];
    html! {
        <>
            <label class="totals__by">
                <span>{ tr.text("totals-by") }</span>
                <select class="export__box" {onchange}>
                    { for view.fields.iter().map(|def| html! {
                        <option value={def.key} selected={def.id == view.by.id}>{ tr.field(def) }</option>
                    }) }
                </select>
            </label>
            <div class="facet__chips">{ for view.counts.iter().map(|it| count(&tr, view.by, it, on_event)) }</div>
            if view.n_more > 0 { <p class="totals__rest">{ tr.with("totals-more", &more) }</p> }
            if view.n_without > 0 {
                <p class="totals__rest">{ tr.with("totals-without", &[("n", view.n_without.into())]) }</p>
            }
        </>
    }
}

fn count(tr: &Tr, by: &FieldDef, count: &CountView, on_event: &Callback<Event>) -> Html {
    let filter = count.filter.clone();
    let on_press = {
        let on_event = on_event.clone();
        Callback::from(move |()| {
            if let Some(filter) = filter.clone() {
                on_event.emit(Event::FilterSet(filter));
            }
        })
    };
    html! {
        <Chip key={count.value.clone()} label={tr.facet_value(by.id, &count.value)}
            count={tr.count(count.n_customers)} is_on=false {on_press} />
    }
}

#[cfg(test)]
mod tests;
