//! The parts of the screen of the budget: its head, the table of the year, the gap, measures, expenses, goals, the
//! form, the "why". Not here: counting, the rules.

pub mod clipboard;
pub mod empty;
pub mod expenses;
pub mod frame;
pub mod gap;
pub mod gap_months;
pub mod geometry;
pub mod goals;
pub mod grid;
pub mod grid_bar;
pub mod grid_cell;
pub mod grid_drag;
pub mod grid_keys;
pub mod grid_line;
pub mod grid_tools;
pub mod head;
pub mod head_lines;
pub mod measures;
pub mod picture;
pub mod receipt;
pub mod sheet;
#[cfg(test)]
pub(crate) mod test_years;
pub mod use_grid;
pub mod why;

use jipan_app::event::{BudgetEvent, Event};
use yew::prelude::*;

/// Tells what a press does to the budget.
pub(crate) fn press(on_event: &Callback<Event>, event: BudgetEvent) -> Callback<MouseEvent> {
    on_event.reform(move |_: MouseEvent| Event::Budget(event.clone()))
}
