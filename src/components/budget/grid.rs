//! 执行表: the year as a table that is used as a spreadsheet: rows, the year and twelve months, plan and what it came
//! to. On a narrow glass one month at a time. Not here: keys, a single row, the cell's bar.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{GridRow, MoneyUnit, MonthHead, YearView};
use yew::prelude::*;

use super::grid_bar::GridBar;
use super::grid_cell::Column;
use super::grid_keys::corners;
use super::grid_line::{Focus, GridLine};
use super::grid_tools::{closing, notes, pager, tools};
use super::use_grid::{Grid, use_grid};
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`BudgetGrid`].
#[derive(Debug, PartialEq, Properties)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct BudgetGridProps {
    /// The year.
    pub year: Rc<YearView>,
    /// In what money is shown.
    pub money: MoneyUnit,
    /// Whether another version is compared.
    pub is_compared: bool,
    /// Whether months can be closed.
    pub can_close: bool,
    /// Whether the glass is narrow.
    pub is_narrow: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The table with its tools above and the bar of the cell below.
#[component]
pub fn BudgetGrid(props: &BudgetGridProps) -> Html {
    let tr = use_tr();
    let BudgetGridProps { year, money, is_narrow, on_event, .. } = props;
    let columns: Rc<[Column]> = Column::shown(year, *is_narrow).into();
    let grid = use_grid((Rc::clone(year), Rc::clone(&columns), *money), on_event);
    let named: Rc<[(Column, String)]> =
        columns.iter().map(|it| (*it, it.name(&tr, year))).collect();
    // On a narrow glass name, plan, actual, difference; else the name and what is left a month beside the rest.
    let n_columns = if *is_narrow { 4 } else { named.len() + 2 };
    html! {
        <section class="cells" aria-labelledby="cells-title">
            <h2 class="visually-hidden" id="cells-title">{ tr.text("budget-part-year") }</h2>
            if *is_narrow { { pager(&tr, year, on_event) } } else { { tools(&tr, (year, props.is_compared), on_event) } }
            if !year.is_editable { <p class="import__hint">{ tr.text("budget-fixed-hint") }</p> }
            <div class="cells__scroll" data-narrow={is_narrow.to_string()}>
                <table class="cells__table" role="grid" aria-labelledby="cells-title" ref={grid.node.clone()}
                    aria-rowcount={(year.rows.len() + 1).to_string()} aria-colcount={n_columns.to_string()}
                    aria-multiselectable="true" onkeydown={grid.on_key.clone()} onclick={grid.drag.on_click.clone()}
                    onpointerover={grid.drag.on_over.clone()} onpointerdown={grid.drag.on_down.clone()}
                    onpointermove={grid.drag.on_move.clone()} onpointerup={grid.drag.on_end.clone()}
                    onpointercancel={grid.drag.on_end.clone()}
                    oncopy={grid.on_copy.clone()} oncut={grid.on_cut.clone()}
                    onpaste={grid.on_paste.clone()}>
                    { head(&tr, (year, &named), *is_narrow) }
                    <tbody>{ for (0..year.rows.len()).map(|idx| line(props, &grid, (idx, &named))) }</tbody>
                </table>
            </div>
            { notes(&tr, (year, *is_narrow), *money, on_event) }
            <GridBar year={Rc::clone(year)} column={columns.get(grid.place.at.1).copied()} at={grid.place.at} is_idle={grid.place.focus == 0}
                money={*money} on_act={grid.on_act.clone()} on_event={on_event.clone()} />
            <p class="import__hint cells__keys">{ tr.text("budget-keys") }</p>
            { closing(&tr, (year, props.can_close), on_event) }
        </section>
    }
}

fn line(
    props: &BudgetGridProps,
    grid: &Grid,
    (idx, named): (usize, &Rc<[(Column, String)]>),
) -> Html {
    let Some(row) = props.year.rows.get(idx) else { return Html::default() };
    let place = grid.place;
    let at = place.at;
    let focus = (at.0 == idx).then_some(Focus { col: at.1, mode: place.mode, turn: place.turn });
    let picked = place.from.and_then(|from| {
        let ((top, left), (foot, right)) = corners(from, at);
        (top..=foot).contains(&idx).then_some((left, right))
    });
    html! {
        <GridLine key={key_of(row)} row={Rc::new(row.clone())} {idx} columns={Rc::clone(named)}
            is_narrow={props.is_narrow} shown={props.year.shown} money={props.money} {focus} {picked}
            on_cell={grid.on_cell.clone()} />
    }
}

/// A row and the rest of it are two.
fn key_of(row: &GridRow) -> String {
    format!("{}-{:?}", row.line.uuid(), row.year.at.of)
}

/// The names of the columns.
fn head(tr: &Tr, (year, named): (&YearView, &[(Column, String)]), is_narrow: bool) -> Html {
    if is_narrow {
        return html! {
            <thead><tr>
                <th scope="col" class="cells__name">{ tr.text("budget-row") }</th>
                <th scope="col">{ tr.text("budget-plan") }</th>
                <th scope="col">{ tr.text("budget-actual") }</th>
                <th scope="col">{ tr.text("budget-difference") }</th>
            </tr></thead>
        };
    }
    let cell = |(column, name): &(Column, String)| match column {
        Column::Year => html! {
            <>
                <th scope="col" data-year="true">{ name }</th>
                <th scope="col" data-year="true" class="cells__rate">{ tr.text("budget-run-rate") }</th>
            </>
        },
        Column::Month(idx) => {
            year.months.get(*idx).map(|it| month_head(tr, it, name)).unwrap_or_default()
        }
    };
    html! {
        <thead><tr aria-rowindex="1">
            <th scope="col" class="cells__name">{ tr.text("budget-row") }</th>
            { for named.iter().map(cell) }
        </tr></thead>
    }
}

/// A month: whether it is the one of today, and whether it is closed.
fn month_head(tr: &Tr, month: &MonthHead, name: &str) -> Html {
    let closed = month.closed.as_ref().map(|(on, who)| {
        let args = [("date", tr.date(*on).into()), ("who", who.as_str().into())];
        tr.with("budget-closed-on", &args)
    });
    html! {
        <th scope="col" data-now={month.is_now.then_some("true")} title={closed.clone()}>
            { name }
            if closed.is_some() {
                <Icon name={IconName::Lock} /><span class="visually-hidden">{ tr.text("budget-closed") }</span>
            }
        </th>
    }
}

#[cfg(test)]
mod tests;
