//! The months of a row of the gap: small bars and their numbers, and the weights by which a gap is spread. Not here:
//! the row.

use jipan_app::event::{BudgetEvent, BudgetWhy, Event, GapField};
use jipan_app::view::{GapMonth, GapRow, GapView, MoneyUnit};
use yew::prelude::*;

use super::gap::{GapBox, draft_error, draft_text};
use super::geometry::Scale;
use super::press;
use crate::i18n::{Shape, Tr};

/// How high the small bars are.
const HIGH: u16 = 48;
/// The width of a month's bars.
const WIDE: i64 = 24;

/// The months with the weights above them.
pub(super) fn months(
    tr: &Tr,
    (view, row): (&GapView, &GapRow),
    money: MoneyUnit,
    on_event: &Callback<Event>,
) -> Html {
    let shape = Shape { unit: row.unit, money };
    let weights = view.weights.map(|it| it.to_string()).join(" ");
    let is_even = view.weights.windows(2).all(|it| matches!(it, [one, other] if one == other));
    let hint = tr.text(if is_even { "budget-weights-even" } else { "budget-weights-hint" });
    html! {
        <div class="gap__months">
            <GapBox label={tr.text("budget-weights")} text={draft_text(view.weights_draft.as_ref(), weights)}
                error={draft_error(tr, view.weights_draft.as_ref())} is_off={!view.is_editable} field={GapField::Weights}
                hint={Some(AttrValue::from(hint))} on_event={on_event.clone()} />
            { legend(tr, row) }
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.text("budget-months")}>
                <table class="tally gap__table">
                    <caption class="visually-hidden">{ tr.budget_row(row.row) }{ " " }{ tr.text("budget-months") }</caption>
                    <thead><tr>
                        <th scope="col">{ tr.text("budget-month-name") }</th>
                        <th scope="col">{ tr.text("budget-bars") }</th>
                        <th scope="col">{ tr.text("budget-actual") }</th>
                        <th scope="col">{ tr.text("budget-forecast") }</th>
                        <th scope="col">{ tr.text("budget-share") }</th>
                        <th scope="col">{ tr.text("budget-proposed") }</th>
                        <th scope="col">{ tr.text("budget-planned") }</th>
                    </tr></thead>
                    <tbody>{ for row.months.iter().map(|it| month(tr, (row, it), shape, on_event)) }</tbody>
                </table>
            </div>
        </div>
    }
}

/// What the bars are, of those that are there.
fn legend(tr: &Tr, row: &GapRow) -> Html {
    let is_any = |of: fn(&GapMonth) -> bool| row.months.iter().any(of);
    let plan = if row.target.is_some() { "budget-proposed" } else { "budget-planned" };
    let all = [
        ("actual", "budget-actual", is_any(|it| it.actual.is_some())),
        ("forecast", "budget-forecast", is_any(|it| it.actual.is_none())),
        ("plan", plan, is_any(|it| it.proposed.or(it.planned).is_some())),
    ];
    let parts = all.into_iter().filter(|(_, _, is_there)| *is_there);
    html! {
        <p class="gap__legend">
            <span>{ tr.text("budget-bars") }</span>
            { for parts.map(|(of, key, _)| html! { <span data-of={of}>{ tr.text(key) }</span> }) }
        </p>
    }
}

fn month(
    tr: &Tr,
    (row, it): (&GapRow, &GapMonth),
    shape: Shape,
    on_event: &Callback<Event>,
) -> Html {
    let amount =
        |it: Option<i64>| it.map_or_else(|| "–".to_owned(), |it| tr.budget_amount(it, shape));
    let of = BudgetWhy::Forecast(row.row, Some(it.month));
    let what = [tr.month(it.month.first_day()), tr.text("budget-forecast")].join(" ");
    html! {
        <tr>
            <th scope="row">{ tr.budget_month(it.month) }</th>
            <td>{ bars(&row.months, it) }</td>
            <td>{ amount(it.actual) }</td>
            <td>
                <button type="button" class="tally__mark" aria-label={[tr.with("budget-why-of", &[("what", what.into())]), amount(Some(it.forecast))].join(" ")}
                    onclick={press(on_event, BudgetEvent::WhyOpened(of))}>{ amount(Some(it.forecast)) }</button>
            </td>
            <td>{ amount(it.share) }</td>
            <td>{ amount(it.proposed) }</td>
            <td>{ amount(it.planned) }</td>
        </tr>
    }
}

/// What is to be expected or was, and beside it what the plan is to be. The numbers stand beside it.
fn bars(all: &[GapMonth], it: &GapMonth) -> Html {
    let values = all.iter().flat_map(|it| [Some(it.forecast), it.actual, it.proposed, it.planned]);
    let scale = Scale::over(values.flatten(), HIGH);
    let bar = |kind: &'static str, x: i64, value: Option<i64>| {
        value.map(|value| {
            let (y, height) = scale.bar(0, value);
            html! { <rect data-of={kind} x={x.to_string()} y={y.to_string()} width={(WIDE / 2 - 1).to_string()} height={height.to_string()} /> }
        })
    };
    let (kind, known) = match it.actual {
        Some(actual) => ("actual", Some(actual)),
        None => ("forecast", Some(it.forecast)),
    };
    html! {
        <svg class="gap__bars" viewBox={format!("0 0 {WIDE} {HIGH}")} width={WIDE.to_string()} height={HIGH.to_string()} aria-hidden="true" focusable="false">
            { bar(kind, 0, known) }
            { bar("plan", WIDE / 2, it.proposed.or(it.planned)) }
        </svg>
    }
}
