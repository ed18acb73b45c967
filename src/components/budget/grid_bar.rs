//! The bar of the cell with the focus: what it is, exact to the fen, and what can be done. Not here: the table.

use std::rc::Rc;

use jipan_app::event::{BudgetEvent, BudgetSheet, BudgetWhy, Event};
use jipan_app::view::{CellView, GridRow, LineLabel, MoneyUnit, YearView};
use yew::prelude::*;

use super::grid_cell::{Column, shape_of, tone};
use super::grid_keys::{Act, At};
use super::press;
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`GridBar`].
#[derive(Debug, PartialEq, Properties)]
pub struct GridBarProps {
    /// The year.
    pub year: Rc<YearView>,
    /// The column of the cell.
    pub column: Option<Column>,
    /// Where the cell is.
    pub at: At,
    /// Whether nobody was in the table yet.
    pub is_idle: bool,
    /// In what money is shown.
    pub money: MoneyUnit,
    /// Does what a key does.
    pub on_act: Callback<Act>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The bar.
#[component]
pub fn GridBar(props: &GridBarProps) -> Html {
    let tr = use_tr();
    let GridBarProps { year, column, at, is_idle, money, on_act, on_event } = props;
    let row = year.rows.get(at.0.min(year.rows.len().saturating_sub(1)));
    let Some((row, column)) = row.zip(*column) else { return Html::default() };
    let cell = column.of(row);
    let does = |act: Act| on_act.reform(move |_: MouseEvent| act);
    let can_fill = cell.is_editable && cell.at.month.is_some();
    html! {
        <section class="cell-bar" data-idle={is_idle.to_string()} aria-label={tr.text("budget-cell")}>
            <p class="cell-bar__name" role="status"><b>{ tr.budget_line(&row.label) }</b>{ " " }{ column.name(&tr, year) }</p>
            <dl class="cell-bar__facts">{ figures(&tr, (row, cell), *money, on_event) }</dl>
            { wrong(&tr, cell) }
            <div class="cell-bar__do">
                if cell.is_editable {
                    <button type="button" class="button" onclick={does(Act::Edit)}><Icon name={IconName::Pen} />{ tr.text("budget-edit-cell") }</button>
                }
                if let Some(month) = cell.staff_from {
                    <button type="button" class="button" onclick={press(on_event, BudgetEvent::SheetOpened(BudgetSheet::Staff(cell.at.line, month)))}><Icon name={IconName::Pen} />{ tr.text("budget-count-staff") }</button>
                }
                if can_fill {
                    <button type="button" class="button" onclick={does(Act::FillRight)}><Icon name={IconName::Forward} />{ tr.text("budget-fill-right") }</button>
                }
                { lines(&tr, (year, row), on_event) }
            </div>
        </section>
    }
}

/// Plan, actual, difference and the rest, each to the fen, the first two with their "why".
fn figures(
    tr: &Tr,
    (row, cell): (&GridRow, &CellView),
    money: MoneyUnit,
    on_event: &Callback<Event>,
) -> Html {
    let how = shape_of(row, money);
    let plan =
        cell.plan.map_or_else(|| tr.text("budget-no-plan-said"), |it| tr.budget_exact(it, how.0));
    let actual = cell.actual.map(|it| tr.budget_figure_exact(it, how));
    let known = cell.difference.filter(|it| it.is_known());
    let over = known.map(|it| (tr.budget_over(it, how.0), tone(it, row.is_more_better)));
    let so_far = cell.actual_so_far.map(|it| {
        let plan =
            cell.plan_so_far.map_or_else(|| "–".to_owned(), |it| tr.budget_amount(it, how.0));
        let args = [("actual", tr.budget_figure(it, how).into()), ("plan", plan.into())];
        tr.with("budget-so-far-of", &args)
    });
    let corrected = cell.correction.filter(|it| *it != 0).map(|it| tr.budget_exact(it, how.0));
    let compared = cell.compared.map(|it| tr.budget_exact(it, how.0));
    let fact = |name: String, value: Option<String>| {
        value.map(|value| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> })
    };
    html! {
        <>
            <div><dt>{ tr.text("budget-plan") }</dt><dd>{ plan }{ why(tr, tr.text("budget-plan"), BudgetWhy::Plan(cell.at), on_event) }</dd></div>
            if let Some(actual) = actual {
                <div><dt>{ tr.text("budget-actual") }</dt><dd>{ actual }{ why(tr, tr.text("budget-actual"), BudgetWhy::Actual(cell.at), on_event) }</dd></div>
            }
            if let Some((over, tone)) = over {
                <div><dt>{ tr.text("budget-difference") }</dt><dd data-tone={tone}>{ over }</dd></div>
            }
            { fact(tr.text("budget-so-far"), so_far) }
            { fact(tr.text("budget-term-correction"), corrected) }
            { fact(tr.text("budget-compared"), compared) }
        </>
    }
}

/// The button that asks why.
pub(crate) fn why(tr: &Tr, what: String, of: BudgetWhy, on_event: &Callback<Event>) -> Html {
    html! {
        <button type="button" class="quiet-button" aria-label={tr.with("budget-why-of", &[("what", what.into())])}
            onclick={press(on_event, BudgetEvent::WhyOpened(of))}>{ tr.text("budget-why") }</button>
    }
}

fn wrong(tr: &Tr, cell: &CellView) -> Html {
    let error = match &cell.draft {
        Some((_, Some(error))) => Some(tr.budget_wrong(error)),
        Some((_, None)) | None if cell.is_in_conflict => Some(tr.text("budget-conflict-hint")),
        Some((_, None)) | None => None,
    };
    html! { <p class="cell-bar__wrong" role="alert">{ error }</p> }
}

/// Own lines: a new one below the row, or the one that is here.
fn lines(tr: &Tr, (year, row): (&YearView, &GridRow), on_event: &Callback<Event>) -> Html {
    let sheet = |kind| press(on_event, BudgetEvent::SheetOpened(kind));
    let new = |of| {
        html! {
            <button type="button" class="button" onclick={sheet(BudgetSheet::NewLine(of))}><Icon name={IconName::Plus} />{ tr.text("budget-new-line") }</button>
        }
    };
    match &row.label {
        _ if !year.is_editable => Html::default(),
        LineLabel::Row(of) | LineLabel::Rest(of) if row.has_lines => new(*of),
        LineLabel::Row(_) | LineLabel::Rest(_) => Html::default(),
        LineLabel::Own(id, _) => html! {
            <button type="button" class="button" onclick={sheet(BudgetSheet::Line(*id))}><Icon name={IconName::Pen} />{ tr.text("budget-edit-line") }</button>
        },
    }
}
