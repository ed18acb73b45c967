//! 月报 on A4, across: the table of the month, territories, measures, expenses, and lines to sign. Not here: what is
//! in it, the workbook.

use jipan_app::view::{LineLabel, MeasureRow, MoneyUnit, ReportRow, ReportView, TerritoryGoal};
use jipan_rules::budget::{Figure, RowUnit, rate};
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::{Bound, Shape, Tr};

/// Properties of [`PaperBudget`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct PaperBudgetProps {
    /// The report.
    pub view: ReportView,
}

/// The paper.
#[component]
pub fn PaperBudget(props: &PaperBudgetProps) -> Html {
    let tr = use_tr();
    let view = &props.view;
    let title = [
        ("year", tr.budget_year(view.year).into()),
        ("month", tr.month(view.month.first_day()).into()),
    ];
    html! {
        <div class="paper" data-kind="wide" data-of="budget" aria-hidden="true">
            <h1 class="paper__title">{ tr.with("budget-report-title", &title) }</h1>
            <p class="paper__about">{ about(&tr, view) }</p>
            { table(&tr, view) }
            <div class="paper__columns">
                if !view.territories.is_empty() { { territories(&tr, view) } }
                if !view.spent.is_empty() { { spent(&tr, view) } }
            </div>
            if !view.measures.is_empty() { { measures(&tr, view) } }
            <footer class="paper__foot">
                <p class="paper__sign">{ tr.text("budget-report-sign") }</p>
                <p>{ tr.with("print-on", &[("date", tr.date(view.on).into())]) }</p>
            </footer>
        </div>
    }
}

fn about(tr: &Tr, view: &ReportView) -> String {
    let tax = match view.vat_out {
        Some(rate) => {
            let shape = Shape { unit: RowUnit::Rate, money: view.unit };
            let rate = tr.budget_amount(rate.into(), shape);
            tr.with("budget-report-tax-out", &[("rate", rate.into())])
        }
        None => tr.text("budget-report-tax-in"),
    };
    let args = [
        ("plan", view.plan.as_str().into()),
        ("unit", tr.budget_unit(Shape::money(view.unit)).into()),
        ("tax", tax.into()),
    ];
    let state = match &view.closed {
        Some((on, who)) => {
            let args = [("date", tr.date(*on).into()), ("who", who.as_str().into())];
            tr.with("budget-report-closed", &args)
        }
        None => tr.text("budget-report-open"),
    };
    format!("{} · {state}", tr.with("budget-report-about", &args))
}

/// The rows of the budget.
fn table(tr: &Tr, view: &ReportView) -> Html {
    let heads = [
        "budget-report-plan",
        "budget-report-actual",
        "budget-report-difference",
        "budget-report-done",
        "budget-report-plan-so-far",
        "budget-report-actual-so-far",
        "budget-report-difference-so-far",
        "budget-report-done-so-far",
        "budget-report-year",
    ];
    let left = tr.with("budget-report-left", &[("n", u64::from(view.n_left).into())]);
    html! {
        <table class="paper__table">
            <thead><tr>
                <th>{ tr.text("budget-report-row") }</th>
                { for heads.iter().map(|it| html! { <th data-kind="number">{ tr.text(it) }</th> }) }
                <th data-kind="number">{ left }</th>
            </tr></thead>
            <tbody>{ for view.rows.iter().map(|row| line(tr, row, view)) }</tbody>
        </table>
    }
}

fn line(tr: &Tr, row: &ReportRow, view: &ReportView) -> Html {
    let shape = Shape { unit: row.unit, money: view.unit };
    let bound = Bound::of(&row.label);
    let depth = match row.label {
        // Profits and their rates.
        LineLabel::Row(_) if bound == Bound::Most => "sum",
        LineLabel::Row(_) => "row",
        LineLabel::Rest(_) | LineLabel::Own(..) => "line",
    };
    let planned = |value: Option<i64>| value.map(|it| tr.budget_amount(it, shape));
    let actual = |figure: Option<Figure>| figure.map(|it| tr.budget_figure(it, (shape, bound)));
    let is_heads = row.unit == RowUnit::Heads;
    let numbers = [
        planned(row.plan),
        actual(row.actual),
        difference(tr, (row.plan, row.actual), shape),
        done(tr, row, (row.plan, row.actual)),
        planned(row.plan_so_far),
        actual(row.actual_so_far),
        difference(tr, (row.plan_so_far, row.actual_so_far), shape).filter(|_| !is_heads),
        done(tr, row, (row.plan_so_far, row.actual_so_far)).filter(|_| !is_heads),
        planned(row.year),
        row.missing(view.n_left).map(|(_, each)| tr.budget_amount(each, shape)),
    ];
    let correction = row.correction.filter(|it| *it != 0).map(|it| {
        let args = [("amount", tr.budget_amount(it, shape).into())];
        tr.with("budget-report-correction", &args)
    });
    html! {
        <tr data-depth={depth}>
            <td>{ tr.budget_line(&row.label) }
                if let Some(correction) = correction { <small>{ " " }{ correction }</small> }
            </td>
            { for numbers.into_iter().map(|it| html! {
                <td data-kind="number">{ it.unwrap_or_default() }</td>
            }) }
        </tr>
    }
}

type Pair = (Option<i64>, Option<Figure>);

fn difference(tr: &Tr, (plan, actual): Pair, shape: Shape) -> Option<String> {
    let by = actual?.value.checked_sub(plan?)?;
    let by = Figure { value: by, ..actual? };
    Some(tr.budget_over_short(by, shape))
}

fn done(tr: &Tr, row: &ReportRow, (plan, actual): Pair) -> Option<String> {
    let actual = actual.filter(|it| it.is_known() && row.unit != RowUnit::Rate);
    let shape = Shape { unit: RowUnit::Rate, money: MoneyUnit::Yuan };
    Some(tr.budget_amount(rate(actual, plan.map(Figure::known))?.value, shape))
}

fn territories(tr: &Tr, view: &ReportView) -> Html {
    let shape = Shape::money(view.unit);
    // Where nothing was issued no column is blank.
    let has_goals = view.territories.iter().any(|it| it.goal.is_some());
    let row = |it: &TerritoryGoal| {
        let name = if it.name.is_empty() { tr.text("budget-report-none") } else { it.name.clone() };
        html! {
            <tr>
                <td>{ name }</td>
                if has_goals { <td data-kind="number">{ it.goal.map(|it| tr.budget_amount(it, shape)) }</td> }
                <td data-kind="number">{ tr.budget_amount(it.actual, shape) }</td>
            </tr>
        }
    };
    html! {
        <section>
            <h2>{ tr.text("budget-report-territories") }</h2>
            <table class="paper__table">
                <thead><tr>
                    <th>{ tr.text("budget-report-territory") }</th>
                    if has_goals { <th data-kind="number">{ tr.text("budget-report-goal") }</th> }
                    <th data-kind="number">{ tr.text("budget-report-actual") }</th>
                </tr></thead>
                <tbody>{ for view.territories.iter().map(row) }</tbody>
            </table>
        </section>
    }
}

fn spent(tr: &Tr, view: &ReportView) -> Html {
    let total = view.spent.iter().fold(0_i64, |sum, (_, it)| sum.saturating_add(*it));
    let amount = |fen: i64| tr.budget_amount(fen, Shape::money(view.unit));
    let row = |(label, fen): &(LineLabel, i64)| {
        html! { <tr><td>{ tr.budget_line(label) }</td><td data-kind="number">{ amount(*fen) }</td></tr> }
    };
    html! {
        <section>
            <h2>{ tr.text("budget-report-spent") }</h2>
            <table class="paper__table">
                <tbody>
                    { for view.spent.iter().map(row) }
                    <tr class="paper__totals"><td /><td data-kind="number">{ amount(total) }</td></tr>
                </tbody>
            </table>
        </section>
    }
}

fn measures(tr: &Tr, view: &ReportView) -> Html {
    let row = |it: &MeasureRow| {
        let shape = Shape { unit: it.row.1, money: view.unit };
        let state = match it.done {
            Some(on) => tr.with("budget-report-measure-done", &[("date", tr.date(on).into())]),
            None if it.is_late => tr.text("budget-report-measure-late"),
            None => tr.text("budget-report-measure-running"),
        };
        html! {
            <tr>
                <td>{ &it.name }</td>
                <td>{ it.owner.clone().unwrap_or_default() }</td>
                <td>{ it.due.map(|on| tr.date(on)).unwrap_or_default() }</td>
                <td data-kind="number">{ tr.budget_amount(it.expected, shape) }</td>
                <td data-kind="number">{ tr.budget_amount(it.effect, shape) }</td>
                <td>{ state }</td>
            </tr>
        }
    };
    html! {
        <section>
            <h2>{ tr.text("budget-report-measures") }</h2>
            <table class="paper__table">
                <thead><tr>
                    <th>{ tr.text("budget-report-measure") }</th>
                    <th>{ tr.text("budget-report-owner") }</th>
                    <th>{ tr.text("budget-report-due") }</th>
                    <th data-kind="number">{ tr.text("budget-report-expected") }</th>
                    <th data-kind="number">{ tr.text("budget-report-effect") }</th>
                    <th>{ tr.text("budget-report-state") }</th>
                </tr></thead>
                <tbody>{ for view.measures.iter().map(row) }</tbody>
            </table>
        </section>
    }
}

#[cfg(test)]
mod tests;
