//! Cells of the year: typed, left, filled, cleared. Not here: pasting (`paste`), what a cell shows.

use jipan_book::{Action, Op};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetKey, LineRef, PlanId, RowUnit, pattern, spread};
use jipan_rules::period::Month;

use super::grid::{GridLine, grid_lines, months_of, written_at};
use super::number::{number_of, with_unit};
use super::read::Plan;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{CellAt, CellOf};
use crate::model::Model;
use crate::view::{DraftError, MoneyUnit};

/// The keys of what is typed into the budget begin so.
pub(crate) const BUDGET_KEY: &str = "budget/";
/// Those of cells.
const CELLS: &str = "budget/cell/";

/// The key of what is typed into a cell while money is shown in a unit. A row and the rest of it have one: only one
/// of both can be written.
pub(crate) fn cell_key(plan: PlanId, at: CellAt, unit: MoneyUnit) -> String {
    let month = at.month.map_or_else(|| "year".to_owned(), |it| it.index().to_string());
    let unit = match unit {
        MoneyUnit::Yuan => "yuan",
        MoneyUnit::Wan => "wan",
    };
    format!("{CELLS}{}/{}/{month}/{unit}", plan.0, at.line.uuid())
}

/// The cell of a key, and the unit in which it was typed.
fn cell_of_key(key: &str) -> Option<(PlanId, CellAt, MoneyUnit)> {
    let mut parts = key.strip_prefix(CELLS)?.split('/');
    let plan = PlanId(Uuid::try_parse(parts.next()?).ok()?);
    let line = LineRef::from_uuid(Uuid::try_parse(parts.next()?).ok()?)?;
    let month = match parts.next()? {
        "year" => None,
        month => Some(Month::from_index(month.parse().ok()?)),
    };
    let unit = match parts.next()? {
        "wan" => MoneyUnit::Wan,
        _ => MoneyUnit::Yuan,
    };
    Some((plan, CellAt { line, of: CellOf::Whole, month }, unit))
}

/// The writes of a cell: of the year the months by their present pattern, so that they add up to it.
fn values_of(
    plan: &Plan,
    at: CellAt,
    unit: RowUnit,
    value: Option<i64>,
) -> Vec<(Month, Option<i64>)> {
    let months = months_of(plan, at);
    let (None, Some(total)) = (at.month, value) else {
        return months.into_iter().map(|it| (it, value)).collect();
    };
    // A year of heads is no sum: each month has them.
    if unit == RowUnit::Heads {
        return months.into_iter().map(|it| (it, value)).collect();
    }
    let known = plan.cells.get(&at.line).copied().unwrap_or_default();
    let parts = spread(total, &pattern(&known)).unwrap_or_default();
    months.into_iter().zip(parts.map(Some)).collect()
}

impl Model {
    /// Where a number is typed into a cell of the plan that is shown: none where none can be.
    pub(crate) fn written_cell(&self, at: CellAt) -> Option<(Plan, GridLine)> {
        let kept = self.kept_budget();
        let plan = self.open_plan(&kept, self.shown_plan(&kept)?)?;
        let lines = grid_lines(&kept, plan);
        let line = lines.get(written_at(&lines, at.line)?).filter(|it| it.is_entered())?;
        Some((plan.clone(), line.clone()))
    }

    /// What is typed into a cell, whatever unit was shown: the key, the text, the unit.
    pub(crate) fn cell_draft(
        &self,
        plan: PlanId,
        at: CellAt,
    ) -> Option<(String, String, MoneyUnit)> {
        [MoneyUnit::Yuan, MoneyUnit::Wan].into_iter().find_map(|unit| {
            let key = cell_key(plan, at, unit);
            let text = self.drafts.texts.get(&key)?.clone();
            Some((key, text, unit))
        })
    }

    /// Why what is typed into a cell is no number: what was typed here once it was left, what was typed
    /// before a reload at once.
    pub(crate) fn cell_error(
        &self,
        unit: RowUnit,
        (key, text, money): &(String, String, MoneyUnit),
    ) -> Option<DraftError> {
        if self.drafts.typed.contains(key) {
            return self.drafts.errors.get(key).cloned();
        }
        number_of(text, unit, *money).err().map(DraftError::Value)
    }

    /// What is typed into a cell, as its box shows it: money that was typed in another unit than the shown one says
    /// its own, so that it can be mended where it stands.
    pub(crate) fn cell_draft_text(
        &self,
        unit: RowUnit,
        (_, text, money): &(String, String, MoneyUnit),
    ) -> String {
        let is_other = unit == RowUnit::Money && *money != self.budget.chosen.unit;
        if is_other { with_unit(text, *money) } else { text.clone() }
    }

    pub(super) fn cell_typed(&mut self, at: CellAt, text: &str) -> Vec<Effect> {
        let Some((plan, _)) = self.written_cell(at) else { return Vec::new() };
        let unit = self.budget.chosen.unit;
        let mut effects = Vec::new();
        // What was typed while another unit was shown is typed over.
        if let Some((key, ..)) = self.cell_draft(plan.id, at).filter(|(_, _, of)| *of != unit) {
            effects.extend(self.drop_draft(key));
        }
        effects.extend(self.typed(cell_key(plan.id, at, unit), text));
        effects
    }

    pub(super) fn cell_dropped(&mut self, at: CellAt) -> Vec<Effect> {
        let kept = self.kept_budget();
        let draft = self.shown_plan(&kept).and_then(|plan| self.cell_draft(plan, at));
        draft.map(|(key, ..)| self.drop_draft(key)).unwrap_or_default()
    }

    /// A cell was left: a change if what is typed is a number and another one.
    pub(super) fn cell_left(&mut self, at: CellAt, env: &mut Env) -> Vec<Effect> {
        let Some((plan, line)) = self.written_cell(at) else { return self.keep_drafts() };
        let Some((key, text, money)) = self.cell_draft(plan.id, at) else { return Vec::new() };
        let value = match number_of(&text, line.unit(), money) {
            Ok(value) => value,
            Err(error) => {
                self.drafts.errors.insert(key, DraftError::Value(error));
                return self.keep_drafts();
            }
        };
        let known: Vec<Option<i64>> =
            months_of(&plan, at).into_iter().map(|it| plan.cell(at.line, it)).collect();
        let sum = known.iter().flatten().fold(0_i64, |sum, it| sum.saturating_add(*it));
        let is_said = known.iter().any(Option::is_some);
        // A year that is typed as it is keeps its months.
        let is_sum = line.unit() != RowUnit::Heads && value == is_said.then_some(sum);
        if is_sum {
            return self.drop_draft(key);
        }
        let ops = self.ops_of_cell(&plan, at, line.unit(), value);
        self.commit_budget(Action::EditBudget, ops, vec![(key, text)], env)
    }

    /// The writes that put a number into a cell.
    pub(super) fn ops_of_cell(
        &self,
        plan: &Plan,
        at: CellAt,
        unit: RowUnit,
        value: Option<i64>,
    ) -> Vec<Op> {
        let values = values_of(plan, at, unit, value);
        let op = |(month, value)| self.put_number(BudgetKey::cell(plan.id, at.line, month), value);
        values.into_iter().filter_map(op).collect()
    }

    /// The cells to the right of each get its number, up to a month or the end of the year, in one step. What is no
    /// number fills nothing.
    pub(super) fn filled_right(
        &mut self,
        cells: &[CellAt],
        until: Option<Month>,
        env: &mut Env,
    ) -> Vec<Effect> {
        let (mut ops, mut drafts) = (Vec::new(), Vec::new());
        for at in cells {
            let Some(((plan, line), from)) = self.written_cell(*at).zip(at.month) else { continue };
            let value = match self.cell_draft(plan.id, *at) {
                Some((key, text, money)) => match number_of(&text, line.unit(), money) {
                    Ok(value) => value,
                    Err(error) => {
                        self.drafts.errors.insert(key, DraftError::Value(error));
                        continue;
                    }
                },
                None => plan.cell(at.line, from),
            };
            let is_in = |it: &Month| *it >= from && until.is_none_or(|until| *it <= until);
            for month in plan.year.months().into_iter().filter(is_in) {
                let at = CellAt { month: Some(month), ..*at };
                ops.extend(self.ops_of_cell(&plan, at, line.unit(), value));
                drafts.extend(self.drafts_of_cells(plan.id, &[at]));
            }
        }
        let mut effects = self.commit_budget(Action::EditBudget, ops, drafts, env);
        effects.extend(self.keep_drafts());
        effects
    }

    /// Cells are emptied; those that cannot be written stay.
    pub(super) fn cells_cleared(&mut self, cells: &[CellAt], env: &mut Env) -> Vec<Effect> {
        let (mut ops, mut drafts) = (Vec::new(), Vec::new());
        for at in cells {
            let Some((plan, line)) = self.written_cell(*at) else { continue };
            ops.extend(self.ops_of_cell(&plan, *at, line.unit(), None));
            drafts.extend(self.drafts_of_cells(plan.id, &[*at]));
        }
        self.commit_budget(Action::EditBudget, ops, drafts, env)
    }

    /// What is typed into cells, to end with what is written there.
    pub(super) fn drafts_of_cells(&self, plan: PlanId, cells: &[CellAt]) -> Vec<(String, String)> {
        let draft = |at: &CellAt| self.cell_draft(plan, *at).map(|(key, text, _)| (key, text));
        cells.iter().filter_map(draft).collect()
    }

    /// Makes changes of all cells that are typed and were not left yet, before the screen goes.
    pub(crate) fn settle_cells(&mut self, env: &mut Env) -> Vec<Effect> {
        let kept = self.kept_budget();
        let shown = self.shown_plan(&kept);
        let typed = self.drafts.texts.keys().filter(|key| self.drafts.typed.contains(*key));
        let cells = typed.filter_map(|key| cell_of_key(key)).filter(|it| Some(it.0) == shown);
        let cells: Vec<CellAt> = cells.map(|(_, at, _)| at).collect();
        cells.into_iter().flat_map(|at| self.cell_left(at, env)).collect()
    }
}

#[cfg(test)]
mod tests {
    use jipan_rules::budget::{LineId, Row};

    use super::*;

    #[test]
    fn each_cell_is_known_by_its_key() {
        let plan = PlanId(Uuid::from_u128(1 << 70));
        for line in [LineRef::Row(Row::Visits), LineRef::Own(LineId(Uuid::from_u128(1 << 65)))] {
            for month in [None, Some(Month::from_index(24_324))] {
                for unit in [MoneyUnit::Yuan, MoneyUnit::Wan] {
                    let at = CellAt { line, of: CellOf::Whole, month };
                    assert_eq!(cell_of_key(&cell_key(plan, at, unit)), Some((plan, at, unit)));
                }
            }
        }
    }
}
