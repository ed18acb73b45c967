//! 执行表: the rows with their twelve months. Not here: the head above them, and the sums behind.

use std::collections::BTreeSet;

use jipan_book::SharedPlace;
use jipan_rules::budget::{
    BudgetField, BudgetKey, Figure, Group, HEADS_PARTS, LineRef, Row, RowKind, RowUnit, Table,
    run_rate,
};
use jipan_rules::period::Month;

use crate::budget::{GridKind, GridLine, Kept, Plan, Tables, grid_lines};
use crate::event::CellAt;
use crate::model::Model;
use crate::view::{CellView, GridRow, LineLabel, MonthHead, YearView};

/// Whether more of a row is better.
fn is_more_better(row: Row) -> Option<bool> {
    let is_cost = matches!(row, Row::CostOfGoods | Row::FixedExpense | Row::VariableExpense);
    (row.group() != Group::Staff).then_some(!is_cost)
}

/// What of a year a cell shows.
struct Grid<'a> {
    tables: &'a Tables,
    kept: &'a Kept,
    plan: &'a Plan,
    line: &'a GridLine,
    is_open: bool,
    now: Month,
    in_conflict: &'a BTreeSet<BudgetKey>,
}

/// The mean of heads, which the rules tell in parts, as whole heads, half up.
fn whole(figure: Option<Figure>, unit: RowUnit) -> Option<Figure> {
    let it = figure?;
    if unit != RowUnit::Heads {
        return Some(it);
    }
    let half = if it.value < 0 { -HEADS_PARTS / 2 } else { HEADS_PARTS / 2 };
    Some(Figure { value: it.value.saturating_add(half) / HEADS_PARTS, ..it })
}

impl Grid<'_> {
    /// A month of a table: of what belongs to none of the own lines only that.
    fn month(&self, table: &Table, place: usize) -> Option<Figure> {
        match (self.line.kind, self.line.line) {
            (GridKind::Rest, LineRef::Row(row)) => table.rest(row, place),
            (_, line) => table.month(line, place),
        }
    }

    /// A table from its first month to the one at a place.
    fn so_far(&self, table: &Table, place: usize) -> Option<Figure> {
        let figure = match (self.line.kind, self.line.line) {
            (GridKind::Rest, LineRef::Row(row)) => table.rest_so_far(row, place),
            (_, line) => table.so_far(line, place),
        };
        whole(figure, self.line.unit())
    }
}

/// By how much a closed month was corrected.
fn correction(grid: &Grid<'_>, (place, month): (usize, Month)) -> Option<i64> {
    if grid.line.kind == GridKind::Rest {
        return None;
    }
    let closed = grid.tables.closed.get(&month)?;
    // Which products a line counts may be another choice than when the month was closed: the row carries what
    // was corrected.
    if matches!(grid.line.line, LineRef::Own(_)) && grid.line.row.counts_goods() {
        return None;
    }
    // What nobody had counted when the month was closed is no correction.
    let is_new = !closed.contains_key(&grid.line.line);
    if is_new && grid.line.unit() == RowUnit::Heads {
        return None;
    }
    let now = grid.month(&grid.tables.actual, place).map(|it| it.value).unwrap_or_default();
    let was = closed.get(&grid.line.line).copied().unwrap_or_default();
    Some(now.saturating_sub(was)).filter(|it| *it != 0)
}

/// Actual − plan, of a cell in which both are known.
fn difference(actual: Option<Figure>, plan: Option<Figure>) -> Option<Figure> {
    Some(actual?.saturating_minus(plan?))
}

impl Model {
    pub(super) fn year_view(&self, kept: &Kept, plan: &Plan) -> YearView {
        let tables = self.tables(kept, plan);
        let is_open = self.open_plan(kept, plan.id).is_some();
        let lines = grid_lines(kept, plan);
        let now = Month::of(self.today);
        let conflicts = self.book.shared_conflicts();
        let in_conflict = conflicts.iter().filter_map(|it| match it.place {
            SharedPlace::Budget(key) => Some(key),
            SharedPlace::Product(..) | SharedPlace::Rule(..) => None,
        });
        let in_conflict = &in_conflict.collect();
        let grid = |line| Grid { tables: &tables, kept, plan, line, is_open, now, in_conflict };
        let chosen = &self.budget.chosen;
        YearView {
            plan: plan.id,
            is_editable: is_open,
            head: self.head_view(kept, plan, &tables),
            shown: chosen.shown,
            months: plan.year.months().map(|month| self.month_head(kept, month)),
            month: chosen.month,
            rows: lines.iter().map(|line| self.grid_row(&grid(line))).collect(),
        }
    }

    fn month_head(&self, kept: &Kept, month: Month) -> MonthHead {
        let closed = kept.closed.get(&month);
        MonthHead {
            month,
            is_past: month < Month::of(self.today),
            is_now: month == Month::of(self.today),
            closed: closed.map(|it| (it.by.on, self.person_name(it.by.who))),
        }
    }

    /// How many months are left: those that are neither over nor closed.
    pub(super) fn months_left(&self, kept: &Kept, plan: &Plan) -> u8 {
        let now = Month::of(self.today);
        let months = plan.year.months().into_iter();
        let left = months.filter(|it| *it >= now && !kept.closed.contains_key(it));
        u8::try_from(left.count()).unwrap_or_default()
    }

    fn grid_row(&self, grid: &Grid<'_>) -> GridRow {
        let GridLine { line, kind, label, row } = grid.line;
        let months: [CellView; 12] = core::array::from_fn(|place| self.month_cell(grid, place));
        let year = self.year_cell(grid);
        let n_left = self.months_left(grid.kept, grid.plan);
        let is_summed = matches!(row.unit(), RowUnit::Money | RowUnit::Count);
        let run_rate = year.plan.filter(|_| is_summed).map(|target| {
            let actual = year.actual.map(|it| it.value).unwrap_or_default();
            run_rate(target, actual, n_left)
        });
        let is_main = matches!(label, LineLabel::Row(_));
        GridRow {
            line: *line,
            label: label.clone(),
            unit: row.unit(),
            is_derived: *kind == GridKind::Computed,
            is_more_better: is_more_better(*row),
            has_lines: is_main && row.kind() == RowKind::Entered,
            year,
            run_rate,
            n_left,
            months,
        }
    }

    fn month_cell(&self, grid: &Grid<'_>, place: usize) -> CellView {
        let Tables { plan, actual, compared, year, .. } = grid.tables;
        let month = year.month(place);
        let at = grid.line.cell(Some(month));
        let (planned, came) = (grid.month(plan, place), grid.month(actual, place));
        let has_come = month <= grid.now;
        CellView {
            plan: planned.map(|it| it.value),
            actual: came,
            difference: difference(came, planned),
            plan_so_far: grid.so_far(plan, place).map(|it| it.value),
            actual_so_far: grid.so_far(actual, place).filter(|_| has_come),
            compared: compared.as_ref().and_then(|it| grid.month(it, place)).map(|it| it.value),
            correction: correction(grid, (place, month)),
            ..self.cell_base(grid, at)
        }
    }

    fn year_cell(&self, grid: &Grid<'_>) -> CellView {
        let Tables { plan, actual, compared, .. } = grid.tables;
        let at = grid.line.cell(None);
        let (planned, came) = (grid.so_far(plan, 11), grid.so_far(actual, 11));
        let up_to_now = self.place_of_now(grid.plan);
        let so_far = up_to_now.and_then(|place| grid.so_far(plan, place));
        let corrections =
            (0..12).filter_map(|place| correction(grid, (place, grid.tables.year.month(place))));
        let is_summed = matches!(grid.line.unit(), RowUnit::Money | RowUnit::Count);
        let correction = corrections.fold(0_i64, i64::saturating_add);
        CellView {
            plan: planned.map(|it| it.value),
            actual: came,
            // What is still to come lacks nothing yet.
            difference: difference(came, so_far),
            plan_so_far: so_far.map(|it| it.value),
            actual_so_far: came,
            compared: compared.as_ref().and_then(|it| grid.so_far(it, 11)).map(|it| it.value),
            correction: (is_summed && correction != 0).then_some(correction),
            ..self.cell_base(grid, at)
        }
    }

    /// The place of the last month of a plan's year that began.
    pub(super) fn place_of_now(&self, plan: &Plan) -> Option<usize> {
        let now = Month::of(self.today);
        plan.year.months().into_iter().rposition(|it| it <= now)
    }

    /// What a cell has beside its numbers.
    fn cell_base(&self, grid: &Grid<'_>, at: CellAt) -> CellView {
        let is_entered = grid.line.is_entered();
        let draft = self.cell_draft(grid.plan.id, at).filter(|_| is_entered);
        let draft = draft.map(|it| {
            let error = self.cell_error(grid.line.unit(), &it);
            (self.cell_draft_text(grid.line.unit(), &it), error)
        });
        let staff = BudgetKey::of(BudgetField::StaffCounted, at.line.uuid());
        let places =
            at.month.map(|month| [BudgetKey::cell(grid.plan.id, at.line, month), staff.at(month)]);
        let is_in_conflict = |key| grid.in_conflict.contains(&key);
        CellView {
            at,
            plan: None,
            actual: None,
            difference: None,
            plan_so_far: None,
            actual_so_far: None,
            compared: None,
            correction: None,
            draft,
            is_editable: is_entered && grid.is_open,
            staff_from: at.month.filter(|_| {
                let is_staff = is_entered && grid.line.unit() == RowUnit::Heads;
                is_staff && self.may_count_staff(at) && grid.kept.row_of(at.line).is_some()
            }),
            is_in_conflict: is_entered && places.into_iter().flatten().any(is_in_conflict),
        }
    }
}
