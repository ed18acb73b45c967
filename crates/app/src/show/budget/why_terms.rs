//! The terms of a row: the rows of its formula, its own lines, the months of a year. Those of rows that are
//! no rate add up to it. Not here: what lies behind them.

use jipan_rules::budget::{Figure, FiscalYear, Group, LineRef, Row, RowUnit, Table};

use super::why::Found;
use crate::budget::{Kept, Plan, line_label};
use crate::event::{CellAt, CellOf};
use crate::view::{LineLabel, WhyLine, WhyTerm};

pub(super) fn line(term: WhyTerm, figure: Figure, unit: RowUnit) -> WhyLine {
    WhyLine { term, figure, unit, is_minus: false }
}

pub(super) fn minus(of: WhyLine) -> WhyLine {
    WhyLine { is_minus: true, ..of }
}

/// The rows that a derived row is made of, and whether each is taken off; of a rate the two that are divided.
fn formula(row: Row) -> &'static [(Row, bool)] {
    match row {
        Row::GrossProfit => &[
            (Row::SalesRevenue, false),
            (Row::AfterSalesRevenue, false),
            (Row::ValueAddedRevenue, false),
            (Row::CostOfGoods, true),
        ],
        Row::PreTaxProfit => {
            &[(Row::GrossProfit, false), (Row::FixedExpense, true), (Row::VariableExpense, true)]
        }
        Row::GrossMargin => &[
            (Row::GrossProfit, false),
            (Row::SalesRevenue, false),
            (Row::AfterSalesRevenue, false),
            (Row::ValueAddedRevenue, false),
        ],
        Row::ProfitRate => &[
            (Row::PreTaxProfit, false),
            (Row::SalesRevenue, false),
            (Row::AfterSalesRevenue, false),
            (Row::ValueAddedRevenue, false),
        ],
        Row::SalesVolume
        | Row::SalesRevenue
        | Row::AfterSalesVolume
        | Row::AfterSalesRevenue
        | Row::ValueAddedVolume
        | Row::ValueAddedRevenue
        | Row::CostOfGoods
        | Row::FixedExpense
        | Row::VariableExpense
        | Row::FormalStaff
        | Row::NonFormalStaff
        | Row::EchelonReserve
        | Row::EchelonJunior
        | Row::EchelonMiddle
        | Row::EchelonSenior
        | Row::Visits => &[],
    }
}

/// The figure and terms of a cell of a table.
pub(super) fn terms_of((kept, plan): (&Kept, &Plan), table: &Table, at: CellAt) -> Found {
    let year = plan.year;
    let place = at.month.and_then(|it| year.place(it));
    if let (LineRef::Row(row), CellOf::Rest) = (at.line, at.of) {
        return terms_of_rest((year, table), row, place);
    }
    let value = |line: LineRef| match place {
        Some(place) => table.month(line, place),
        None => table.year(line),
    };
    let figure = value(at.line);
    let unit = kept.unit_of(at.line);
    let lines = match at.line {
        LineRef::Row(row) if !formula(row).is_empty() => formula_lines(row, value),
        line if place.is_none() => month_lines(year, table, line, unit),
        LineRef::Row(row) => own_lines_of(kept, (table, place), row),
        LineRef::Own(id) => driver_lines(plan, table, (id, place)),
    };
    Found { figure, lines, sources: Vec::new() }
}

/// What of a row belongs to none of its own lines: in the year the sum of its months.
fn terms_of_rest((year, table): (FiscalYear, &Table), row: Row, place: Option<usize>) -> Found {
    if let Some(place) = place {
        return Found { figure: table.rest(row, place), ..Found::default() };
    }
    let months = year.months().into_iter().enumerate();
    let known = months.filter_map(|(place, month)| Some((month, table.rest(row, place)?)));
    let lines: Vec<WhyLine> =
        known.map(|(month, it)| line(WhyTerm::Month(month), it, row.unit())).collect();
    let figure = lines.iter().map(|it| it.figure).reduce(Figure::saturating_plus);
    Found { figure, lines, sources: Vec::new() }
}

/// The own lines of a row, and what belongs to none of them.
fn own_lines_of(kept: &Kept, (table, place): (&Table, Option<usize>), row: Row) -> Vec<WhyLine> {
    let Some(place) = place.filter(|_| table.lines(row).next().is_some()) else {
        return Vec::new();
    };
    let own = table.lines(row).map(LineRef::Own).filter_map(|it| {
        let figure = table.month(it, place)?;
        Some(line(WhyTerm::Line(line_label(kept, it)), figure, row.unit()))
    });
    let rest = table.rest(row, place);
    let rest = rest.map(|it| line(WhyTerm::Line(LineLabel::Rest(row)), it, row.unit()));
    own.chain(rest).collect()
}

fn formula_lines(row: Row, value: impl Fn(LineRef) -> Option<Figure>) -> Vec<WhyLine> {
    let terms = formula(row).iter().filter_map(|(of, is_minus)| {
        let figure = value(LineRef::Row(*of))?;
        let term = line(WhyTerm::Line(LineLabel::Row(*of)), figure, of.unit());
        Some(if *is_minus { minus(term) } else { term })
    });
    terms.collect()
}

fn month_lines(year: FiscalYear, table: &Table, of: LineRef, unit: RowUnit) -> Vec<WhyLine> {
    let months = year.months().into_iter().enumerate();
    let known = months.filter_map(|(place, month)| Some((month, table.month(of, place)?)));
    known.map(|(month, it)| line(WhyTerm::Month(month), it, unit)).collect()
}

/// What a line that follows a driver is computed from: the rows of its base.
fn driver_lines(
    plan: &Plan,
    table: &Table,
    (id, place): (jipan_rules::budget::LineId, Option<usize>),
) -> Vec<WhyLine> {
    use jipan_rules::budget::Driver;
    let line_of = plan.lines.iter().find(|it| it.of.id == id);
    let line_of = line_of.filter(|it| it.of.parent.group() == Group::Expense);
    let driver = line_of.and_then(|it| it.of.driver);
    let rows: &[Row] = match driver {
        Some(Driver::Revenue(_)) => {
            &[Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue]
        }
        Some(Driver::Volume(_)) => &[Row::SalesVolume],
        Some(Driver::Visits(_)) => &[Row::Visits],
        Some(Driver::Heads(_)) => &[Row::FormalStaff, Row::NonFormalStaff],
        None => &[],
    };
    let known = rows.iter().filter_map(|row| {
        let figure = table.month(LineRef::Row(*row), place?)?;
        Some(line(WhyTerm::Line(LineLabel::Row(*row)), figure, row.unit()))
    });
    known.collect()
}
