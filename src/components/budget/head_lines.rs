//! The year so far as a line that climbs, and the gap as bars that fall, each with the same numbers in words and as a
//! table. Not here: counting, where marks stand.

use jipan_app::view::{HeadView, MoneyUnit, WaterfallBar, WaterfallStep, YearView};
use yew::prelude::*;

use super::geometry::{Scale, area, falls, points};
use crate::i18n::{Shape, Tr};

/// The width of a month.
const STEP: i64 = 30;
/// The room left of the first month.
const LEFT: i64 = 16;
/// How high a chart is.
const HIGH: u16 = 116;
/// The room for names below it.
const FOOT: i64 = 22;
/// The room above it.
const TOP: i64 = 18;
/// A bar of the waterfall with the room beside it, and the bar alone.
const SLOT: i64 = 68;
const BAR: i64 = 44;
/// The room of ten characters above a bar, and beside them.
const TEN_CHARACTERS: i64 = 66;
const MARGIN: i64 = 2;
/// From here on the picture is wider than the place for it.
const SLOT_WIDE: i64 = 80;

/// The plan as a line, what it came to as an area, what is to be expected in dashes.
pub fn burn_up(tr: &Tr, year: &YearView, money: MoneyUnit) -> Html {
    let burn = &year.head.burn_up;
    let forecast: Vec<i64> = burn.forecast.iter().map(|(_, it)| *it).collect();
    let all = burn.plan.iter().chain(&burn.actual).chain(&forecast).copied();
    let scale = Scale::over(all, HIGH);
    let first = burn.forecast.first().and_then(|(month, _)| {
        year.months.iter().position(|it| it.month == *month).and_then(|it| i64::try_from(it).ok())
    });
    let dashed = first.map(|it| points(&forecast, scale, (LEFT + it * STEP, STEP)));
    let width = LEFT * 2 + STEP * 11;
    let height = i64::from(HIGH) + TOP + FOOT;
    let names = (0..).zip(&year.months).map(|(idx, head): (i64, _)| {
        let x = (LEFT + idx * STEP).to_string();
        html! { <text {x} y={(i64::from(HIGH) + 16).to_string()} text-anchor="middle">{ tr.budget_month(head.month) }</text> }
    });
    html! {
        <figure class="burn">
            <figcaption><b>{ tr.text("budget-burn-up") }</b>{ legend(tr) }</figcaption>
            <div class="burn__scroll" tabindex="0" role="group" aria-label={tr.text("budget-burn-up")}>
                <svg class="burn__picture" viewBox={format!("0 -{TOP} {width} {height}")} role="img" aria-label={burn_said(tr, year, money)}>
                    <polygon class="burn__actual" points={area(&burn.actual, scale, (LEFT, STEP))} />
                    <polyline class="burn__plan" points={points(&burn.plan, scale, (LEFT, STEP))} />
                    if let Some(dashed) = dashed { <polyline class="burn__forecast" points={dashed} /> }
                    { for names }
                </svg>
            </div>
            { burn_table(tr, year, money) }
        </figure>
    }
}

fn legend(tr: &Tr) -> Html {
    html! {
        <span class="burn__legend" aria-hidden="true">
            <span data-of="plan">{ tr.text("budget-plan") }</span>
            <span data-of="actual">{ tr.text("budget-actual") }</span>
            <span data-of="forecast">{ tr.text("budget-forecast") }</span>
        </span>
    }
}

/// Where the year stands, in a sentence.
fn burn_said(tr: &Tr, year: &YearView, money: MoneyUnit) -> String {
    let burn = &year.head.burn_up;
    let shape = Shape::money(money);
    let actual = burn.actual.last().copied().unwrap_or_default();
    let so_far = burn.plan.get(burn.actual.len().saturating_sub(1)).copied().unwrap_or_default();
    let [.., whole] = burn.plan;
    let forecast = burn.forecast.last().map_or(actual, |(_, it)| *it);
    let args = [
        ("actual", tr.budget_amount(actual, shape).into()),
        ("plan", tr.budget_amount(so_far, shape).into()),
        ("forecast", tr.budget_amount(forecast, shape).into()),
        ("whole", tr.budget_amount(whole, shape).into()),
        ("unit", tr.budget_unit(shape).into()),
    ];
    tr.with("budget-burn-said", &args)
}

fn burn_table(tr: &Tr, year: &YearView, money: MoneyUnit) -> Html {
    let burn = &year.head.burn_up;
    let amount = |it: Option<i64>| {
        it.map(|it| tr.budget_amount(it, Shape::money(money))).unwrap_or_default()
    };
    let rows = year.months.iter().enumerate().map(|(idx, head)| {
        let forecast = burn.forecast.iter().find(|(month, _)| *month == head.month);
        html! {
            <tr>
                <th scope="row">{ tr.budget_month(head.month) }</th>
                <td>{ amount(burn.plan.get(idx).copied()) }</td>
                <td>{ amount(burn.actual.get(idx).copied()) }</td>
                <td>{ amount(forecast.map(|(_, it)| *it)) }</td>
            </tr>
        }
    });
    html! {
        <details class="chart__more">
            <summary>{ tr.text("chart-table") }</summary>
            <table class="tally" aria-label={tr.text("budget-burn-up")}>
                <thead><tr>
                    <th scope="col">{ tr.text("budget-month-name") }</th>
                    <th scope="col">{ tr.text("budget-plan") }</th>
                    <th scope="col">{ tr.text("budget-actual") }</th>
                    <th scope="col">{ tr.text("budget-forecast") }</th>
                </tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </details>
    }
}

/// From the target over what was done and is expected to what is lacking.
pub fn waterfall(tr: &Tr, head: &HeadView, money: MoneyUnit) -> Html {
    if head.waterfall.is_empty() {
        return Html::default();
    }
    let shape = Shape::money(money);
    let is_total = |step| matches!(step, WaterfallStep::Target | WaterfallStep::Gap);
    // What was done and is expected goes off the target.
    let signed = |it: &WaterfallBar| {
        if is_total(it.step) { it.amount } else { it.amount.saturating_neg() }
    };
    let steps: Vec<(bool, i64)> =
        head.waterfall.iter().map(|it| (is_total(it.step), signed(it))).collect();
    let spans = falls(&steps);
    let scale = Scale::over(spans.iter().flat_map(|(from, to)| [*from, *to]), HIGH);
    let label = |it: &WaterfallBar| tr.budget_amount(shape.rough(signed(it)), shape);
    let longest = head.waterfall.iter().map(|it| label(it).chars().count()).max();
    let longest = i64::try_from(longest.unwrap_or_default()).unwrap_or_default();
    // No number lies over that of the next bar.
    let slot = SLOT.max(longest * TEN_CHARACTERS / 10 + MARGIN);
    let bars = (0..).zip(head.waterfall.iter().zip(&spans)).map(|(idx, (bar, (from, to))): (i64, _)| {
        let x = idx * slot + (slot - BAR) / 2;
        let (y, height) = scale.bar(*from, *to);
        let middle = (x + BAR / 2).to_string();
        let kind = if is_total(bar.step) { "total" } else { "step" };
        html! {
            <g data-kind={kind} data-minus={(signed(bar) < 0).to_string()}>
                <rect x={x.to_string()} y={y.to_string()} width={BAR.to_string()} height={height.to_string()} />
                <text x={middle.clone()} y={(y - 4).to_string()} text-anchor="middle">{ label(bar) }</text>
                <text x={middle} y={(i64::from(HIGH) + 16).to_string()} text-anchor="middle">{ tr.budget_step(bar.step) }</text>
            </g>
        }
    });
    let width = slot * i64::try_from(steps.len()).unwrap_or_default();
    let height = i64::from(HIGH) + TOP + FOOT;
    html! {
        <figure class="burn">
            <figcaption><b>{ tr.text("budget-waterfall") }</b>{ gap_said(tr, head, shape) }</figcaption>
            <div class="burn__scroll" tabindex="0" role="group" aria-label={tr.text("budget-waterfall")}>
                <svg class="falls" data-wide={(slot > SLOT_WIDE).to_string()} viewBox={format!("0 -{TOP} {width} {height}")} role="img" aria-label={falls_said(tr, head, shape)}>{ for bars }</svg>
            </div>
        </figure>
    }
}

/// All bars in words.
fn falls_said(tr: &Tr, head: &HeadView, shape: Shape) -> String {
    let bars = head
        .waterfall
        .iter()
        .map(|it| [tr.budget_step(it.step), tr.budget_amount(it.amount, shape)].join(" "));
    bars.collect::<Vec<_>>().join(" · ")
}

/// What is lacking, or more than was asked.
fn gap_said(tr: &Tr, head: &HeadView, shape: Shape) -> Html {
    let gap = head.waterfall.iter().find(|it| it.step == WaterfallStep::Gap);
    html! { <span>{ gap.map(|it| gap_words(tr, it.amount, shape)) }</span> }
}

/// A gap in words: what is lacking, or what is more than was asked.
pub(crate) fn gap_words(tr: &Tr, gap: i64, shape: Shape) -> String {
    let n = tr.budget_amount(gap.saturating_abs(), shape);
    match gap {
        0 => tr.text("budget-gap-none"),
        1.. => tr.with("budget-gap-lacks", &[("n", n.into())]),
        _ => tr.with("budget-gap-surplus", &[("n", n.into())]),
    }
}
