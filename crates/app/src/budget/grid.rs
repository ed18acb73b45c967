//! The rows of the table in their order, and which cells can be written. Not here: what is in them.

use jipan_rules::budget::{Group, LineRef, Row, RowKind, RowUnit};
use jipan_rules::period::Month;

use super::read::{Kept, Line, Plan};
use crate::event::{CellAt, CellOf};
use crate::view::LineLabel;

/// What stands in a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GridKind {
    /// A row that is entered.
    Entered,
    /// A row that is the sum of its own lines and what belongs to none of them.
    Total,
    /// What belongs to none of its own lines.
    Rest,
    /// An own line.
    Own,
    /// It follows from a driver or from other rows.
    Computed,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GridLine {
    pub(crate) line: LineRef,
    pub(crate) kind: GridKind,
    pub(crate) label: LineLabel,
    pub(crate) row: Row,
}

impl GridLine {
    /// Whether a number can be typed there.
    pub(crate) fn is_entered(&self) -> bool {
        matches!(self.kind, GridKind::Entered | GridKind::Rest | GridKind::Own)
    }

    /// What of its row or line it is.
    pub(crate) fn of(&self) -> CellOf {
        match self.kind {
            GridKind::Rest => CellOf::Rest,
            GridKind::Entered | GridKind::Total | GridKind::Own | GridKind::Computed => {
                CellOf::Whole
            }
        }
    }

    /// Its cell of a month; without one that of the year.
    pub(crate) fn cell(&self, month: Option<Month>) -> CellAt {
        CellAt { line: self.line, of: self.of(), month }
    }

    pub(crate) fn unit(&self) -> RowUnit {
        self.row.unit()
    }
}

/// All rows of the table: the own lines of the plan, then those that came after it was frozen, for which
/// something may have been spent.
pub(crate) fn grid_lines(kept: &Kept, plan: &Plan) -> Vec<GridLine> {
    let is_later = |it: &&Line| plan.lines.iter().all(|own| own.of.id != it.of.id);
    let later = || kept.lines.iter().filter(is_later);
    let mut lines = Vec::new();
    for row in Row::ALL {
        let own = plan.lines.iter().chain(later()).filter(|it| it.of.parent == row);
        let own: Vec<_> = own.collect();
        let line = LineRef::Row(row);
        let kind = match row.kind() {
            RowKind::Derived => GridKind::Computed,
            RowKind::Entered if own.is_empty() => GridKind::Entered,
            RowKind::Entered => GridKind::Total,
        };
        lines.push(GridLine { line, kind, label: LineLabel::Row(row), row });
        if kind != GridKind::Total {
            continue;
        }
        for it in own {
            let is_driven = it.of.driver.is_some() && row.group() == Group::Expense;
            let kind = if is_driven { GridKind::Computed } else { GridKind::Own };
            let label = LineLabel::Own(it.of.id, it.name.clone());
            lines.push(GridLine { line: LineRef::Own(it.of.id), kind, label, row });
        }
        lines.push(GridLine { line, kind: GridKind::Rest, label: LineLabel::Rest(row), row });
    }
    lines
}

/// The row of the table in which a line is written: of a row with own lines what belongs to none of them.
pub(crate) fn written_at(lines: &[GridLine], line: LineRef) -> Option<usize> {
    lines.iter().rposition(|it| it.line == line)
}

/// The row of the table in which a cell stands.
pub(crate) fn stands_at(lines: &[GridLine], at: CellAt) -> Option<usize> {
    lines.iter().position(|it| it.line == at.line && it.of() == at.of)
}

/// The months of a cell: one, or all of the year.
pub(crate) fn months_of(plan: &Plan, at: CellAt) -> Vec<Month> {
    match at.month {
        Some(month) => plan.year.place(month).map(|_| month).into_iter().collect(),
        None => plan.year.months().to_vec(),
    }
}

/// What a row or line is called.
pub(crate) fn line_label(kept: &Kept, line: LineRef) -> LineLabel {
    match line {
        LineRef::Row(row) => LineLabel::Row(row),
        LineRef::Own(id) => {
            let name = kept.line_ever(id).map(|it| it.name.clone()).unwrap_or_default();
            LineLabel::Own(id, name)
        }
    }
}
