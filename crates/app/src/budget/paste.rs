//! A table that is pasted into the year. Not here: how the text of a clipboard becomes one.

use jipan_book::{Action, Op};
use jipan_rules::budget::RowUnit;

use super::cells::cell_key;
use super::grid::{GridLine, grid_lines, stands_at};
use super::number::number_of;
use super::read::Plan;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{CellAt, PastedCell};
use crate::model::Model;
use crate::view::{DraftError, Notice};

/// What came of the cells of a table.
#[derive(Debug, Default)]
struct Pasted {
    ops: Vec<Op>,
    drafts: Vec<(String, String)>,
    /// Those that are no number, by the keys of their cells.
    bad: Vec<(String, String, DraftError)>,
    n_left_out: usize,
    n_taken: usize,
}

impl Model {
    /// Pastes a table from a cell on, downwards over the rows as they stand and to the right over the
    /// months; what hangs over is left out. From the column of the year on a number of the year is spread only
    /// where none of the months beside it has one: it is their sum.
    pub(super) fn pasted(
        &mut self,
        at: CellAt,
        table: &[Vec<PastedCell>],
        env: &mut Env,
    ) -> Vec<Effect> {
        let kept = self.kept_budget();
        let Some(plan) = self.shown_plan(&kept).and_then(|id| kept.plans.get(&id)) else {
            return Vec::new();
        };
        let lines = grid_lines(&kept, plan);
        let Some(first) = stands_at(&lines, at) else { return Vec::new() };
        let mut taken = Pasted::default();
        for (down, cells) in table.iter().enumerate() {
            let line = lines.get(first.saturating_add(down));
            let months = cells.get(1..).unwrap_or_default();
            let has_months = months.iter().flatten().any(|it| !it.trim().is_empty());
            let has_year =
                cells.first().and_then(Option::as_ref).is_some_and(|it| !it.trim().is_empty());
            for (right, text) in cells.iter().enumerate() {
                let is_year = right == 0;
                let is_said_otherwise = if is_year { has_months } else { has_year && !has_months };
                if at.month.is_none() && is_said_otherwise {
                    continue;
                }
                // A merged cell covers what is beneath it as it is.
                let Some(text) = text else { continue };
                let cell = line.and_then(|line| Some((line, cell_at((plan, line), at, right)?)));
                let is_open = self.open_plan(&kept, plan.id).is_some();
                match cell.filter(|(line, _)| line.is_entered() && is_open) {
                    Some((line, cell)) => {
                        self.take_cell((plan, cell), line.unit(), text, &mut taken);
                    }
                    None if text.trim().is_empty() => {}
                    None => taken.n_left_out = taken.n_left_out.saturating_add(1),
                }
            }
        }
        self.end_paste(taken, env)
    }

    fn take_cell(
        &self,
        (plan, at): (&Plan, CellAt),
        unit: RowUnit,
        text: &str,
        taken: &mut Pasted,
    ) {
        let money = self.budget.chosen.unit;
        match number_of(text, unit, money) {
            Ok(value) => {
                taken.n_taken = taken.n_taken.saturating_add(1);
                taken.ops.extend(self.ops_of_cell(plan, at, unit, value));
                taken.drafts.extend(self.drafts_of_cells(plan.id, &[at]));
            }
            Err(error) => {
                let key = cell_key(plan.id, at, money);
                taken.bad.push((key, text.to_owned(), DraftError::Value(error)));
            }
        }
    }

    fn end_paste(&mut self, taken: Pasted, env: &mut Env) -> Vec<Effect> {
        let Pasted { ops, drafts, bad, n_left_out, n_taken } = taken;
        let n_no_number = bad.len();
        let mut effects = self.commit_budget(Action::EditBudget, ops, drafts, env);
        for (key, text, error) in bad {
            self.drafts.put(key.clone(), text);
            self.drafts.errors.insert(key, error);
        }
        effects.extend(self.keep_drafts());
        if n_no_number > 0 || n_left_out > 0 {
            self.notify(Notice::BudgetPasted { n_taken, n_no_number, n_left_out });
        }
        effects
    }
}

/// The cell so far to the right of where a table begins; none beyond the year.
fn cell_at((plan, line): (&Plan, &GridLine), at: CellAt, right: usize) -> Option<CellAt> {
    let right = u16::try_from(right).ok()?;
    let month = match at.month {
        Some(month) => month.on(right),
        None if right == 0 => return Some(line.cell(None)),
        None => plan.year.first.on(right.checked_sub(1)?),
    };
    plan.year.place(month)?;
    Some(line.cell(Some(month)))
}
