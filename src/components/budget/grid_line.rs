//! A row of the table. It is drawn anew only when its own numbers or the focus in it changed, and only the cell with
//! the focus holds a box. Not here: keys, which cell that is.

use std::rc::Rc;

use jipan_app::event::{BudgetShown, CellAt};
use jipan_app::view::{CellView, GridRow, LineLabel, MoneyUnit};
use yew::prelude::*;

use super::grid_cell::{Column, below, full_text, plan_text, shape_of, tone, tone_of, typed_text};
use super::grid_keys::Mode;
use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};
use crate::i18n::Tr;

/// The least and the most characters that the box is wide.
const WIDE: (usize, usize) = (3, 14);

/// A number with more characters is written smaller where four columns share a phone.
const LONG: usize = 10;

/// What happens in the cell with the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellDo {
    /// Something was typed.
    Typed(CellAt, String),
    /// It was left by a press on something else.
    Left(CellAt),
}

/// Where the focus is in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// In which column.
    pub col: usize,
    /// Whether it is typed into.
    pub mode: Mode,
    /// Counts how often what was typed is to be forgotten.
    pub turn: u32,
}

/// Properties of [`GridLine`].
#[derive(Debug, PartialEq, Properties)]
pub struct GridLineProps {
    /// The row.
    pub row: Rc<GridRow>,
    /// Where it stands.
    pub idx: usize,
    /// The columns with their names.
    pub columns: Rc<[(Column, String)]>,
    /// Whether actual and difference have columns of their own.
    pub is_narrow: bool,
    /// What stands below the plan.
    pub shown: BudgetShown,
    /// In what money is shown.
    pub money: MoneyUnit,
    /// Where the focus is, if it is here.
    pub focus: Option<Focus>,
    /// From which to which column is selected.
    pub picked: Option<(usize, usize)>,
    /// Told what happens in it.
    pub on_cell: Callback<CellDo>,
}

/// One row.
#[component]
pub fn GridLine(props: &GridLineProps) -> Html {
    let tr = use_tr();
    let GridLineProps { row, idx, columns, .. } = props;
    let shape = shape_of(row, props.money).0;
    let level = match row.label {
        LineLabel::Row(_) => "row",
        LineLabel::Rest(_) | LineLabel::Own(..) => "line",
    };
    let unit = (!matches!(shape.unit, jipan_rules::budget::RowUnit::Money))
        .then(|| html! { <>{ " " }<small>{ tr.budget_unit(shape) }</small></> });
    let cells = columns.iter().enumerate().map(|(col, (column, name))| {
        let cell = cell_of(&tr, props, (col, *column, name));
        if props.is_narrow {
            html! { <>{ cell }{ beside(&tr, props, column.of(row)) }</> }
        } else if *column == Column::Year {
            html! { <>{ cell }{ run_rate(&tr, props) }</> }
        } else {
            cell
        }
    });
    html! {
        <tr data-level={level} data-derived={row.is_derived.to_string()} aria-rowindex={(idx + 2).to_string()}>
            <th scope="row" class="cells__name">{ tr.budget_line(&row.label) }{ unit }</th>
            { for cells }
        </tr>
    }
}

/// A cell that rests is one element with a small one; that with the focus holds a box.
fn cell_of(tr: &Tr, props: &GridLineProps, (col, column, name): (usize, Column, &str)) -> Html {
    let GridLineProps { row, idx, shown, money, .. } = props;
    let cell = column.of(row);
    let shape = shape_of(row, *money).0;
    let (text, tone) =
        if props.is_narrow { error_of(tr, cell) } else { below(tr, cell, (row, *shown), *money) };
    let is_wrong = matches!(cell.draft, Some((_, Some(_))));
    let full = if props.is_narrow { None } else { full_text(tr, cell, (row, *shown), *money) };
    let is_picked = props.picked.is_some_and(|(from, to)| (from..=to).contains(&col));
    let focus = props.focus.filter(|it| it.col == col);
    let small =
        (!text.is_empty()).then(|| html! { <small data-tone={tone}>{ text.clone() }</small> });
    let inside = match focus {
        Some(focus) => {
            let shown = match focus.mode {
                Mode::Rest => plan_text(tr, cell, shape, props.is_narrow),
                Mode::Typing => typed_text(tr, cell, shape),
            };
            let label = [tr.budget_line(&row.label), name.to_owned(), tr.text("budget-plan")];
            html! {
                <CellBox key={focus.turn} at={cell.at} text={shown} label={label.join(" ")} mode={focus.mode}
                    is_fixed={!cell.is_editable} error={is_wrong.then_some(text)} full={full.clone()}
                    on_cell={props.on_cell.clone()} />
            }
        }
        None => html! { { plan_text(tr, cell, shape, props.is_narrow) } },
    };
    html! {
        <td role="gridcell" data-at={format!("{idx}-{col}")} data-year={(column == Column::Year).then_some("true")}
            data-state={is_wrong.then_some("invalid")} data-fixed={(!cell.is_editable).then_some("true")}
            data-here={focus.is_some().then_some("true")} aria-selected={is_picked.then_some("true")} title={full}>
            { inside }{ small }
        </td>
    }
}

/// On a narrow glass only what is wrong stands below the plan.
fn error_of(tr: &Tr, cell: &CellView) -> (String, Option<&'static str>) {
    match &cell.draft {
        Some((_, Some(error))) => (tr.budget_wrong(error), Some("bad")),
        Some((_, None)) | None if cell.is_in_conflict => {
            (tr.text("budget-in-conflict"), Some("bad"))
        }
        Some((_, None)) | None => (String::new(), None),
    }
}

/// Actual and difference, where they have columns of their own.
fn beside(tr: &Tr, props: &GridLineProps, cell: &CellView) -> Html {
    let how = shape_of(&props.row, props.money);
    let actual = cell.actual.map(|it| tr.budget_bound(it, how)).unwrap_or_default();
    let is_long = actual.chars().count() > LONG;
    let bound = tone_of(cell.actual);
    let full = cell.actual.filter(|_| bound.is_some()).map(|it| tr.budget_figure_exact(it, how));
    let over = cell.difference.map(|it| tr.budget_over_short(it, how.0)).unwrap_or_default();
    let tone = cell.difference.and_then(|it| tone(it, props.row.is_more_better));
    let corrected = cell.correction.is_some_and(|it| it != 0);
    html! {
        <>
            <td class="cells__number" data-tone={bound} data-long={is_long.then_some("true")} title={full}>{ actual }if corrected { <small data-tone="late">{ tr.text("budget-corrected") }</small> }</td>
            <td class="cells__number" data-tone={tone}>{ over }</td>
        </>
    }
}

/// What each month that is left has to bring.
fn run_rate(tr: &Tr, props: &GridLineProps) -> Html {
    let GridRow { run_rate, n_left, .. } = *props.row;
    let shape = shape_of(&props.row, props.money).0;
    let full = run_rate.filter(|it| shape.rough(*it) != *it).map(|it| tr.budget_exact(it, shape));
    let lacks = (n_left == 0 && run_rate.is_some()).then(|| tr.text("budget-lacks"));
    html! {
        <td class="cells__number" data-year="true" title={full}>
            { run_rate.map(|it| tr.budget_amount(shape.rough(it), shape)).unwrap_or_default() }
            if let Some(lacks) = lacks { <small>{ lacks }</small> }
        </td>
    }
}

/// Properties of [`CellBox`].
#[derive(Debug, PartialEq, Properties)]
struct CellBoxProps {
    at: CellAt,
    text: AttrValue,
    label: AttrValue,
    mode: Mode,
    is_fixed: bool,
    error: Option<AttrValue>,
    full: Option<AttrValue>,
    on_cell: Callback<CellDo>,
}

/// The box of the cell with the focus. A soft keyboard comes only when it is typed into.
#[component]
fn CellBox(props: &CellBoxProps) -> Html {
    let CellBoxProps { at, text, label, mode, is_fixed, error, full, on_cell } = props;
    let at = *at;
    let events = TypingEvents {
        on_typed: on_cell.reform(move |text| CellDo::Typed(at, text)),
        on_left: on_cell.reform(move |()| CellDo::Left(at)),
        on_dropped: Callback::noop(),
    };
    let typing = use_typing(text.clone(), events, EnterKey::Next);
    // As wide as what is in it, so that the column stays as it is.
    let size = typing.text.chars().count().clamp(WIDE.0, WIDE.1).to_string();
    let input_mode = match mode {
        Mode::Rest => "none",
        Mode::Typing => "decimal",
    };
    html! {
        <input class="cells__box" ref={typing.node} {size} value={typing.text} aria-label={label} inputmode={input_mode}
            readonly={*is_fixed} autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="next"
            aria-invalid={error.is_some().then_some("true")} aria-description={error.as_ref().or(full.as_ref()).cloned()}
            oninput={typing.on_input} onblur={typing.on_blur} />
    }
}
