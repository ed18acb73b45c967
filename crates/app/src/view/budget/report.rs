//! 月报: a month of the budget for paper and for a workbook. Not here: how it looks.

use jipan_rules::NaiveDate;
use jipan_rules::budget::{Figure, LineRef, RowUnit, run_rate};
use jipan_rules::period::Month;

use super::{GridRow, LineLabel, MeasureRow, MoneyUnit, TerritoryGoal, YearView};

/// The report of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportView {
    /// The day on which it is made.
    pub on: NaiveDate,
    /// The month.
    pub month: Month,
    /// The first month of its year.
    pub year: Month,
    /// What the plan is called.
    pub plan: String,
    /// In what money is shown on paper.
    pub unit: MoneyUnit,
    /// The tax that is taken out of the amounts, in ten-thousandths; none where it stays in.
    pub vat_out: Option<u16>,
    /// When the month was closed, and by whom.
    pub closed: Option<(NaiveDate, String)>,
    /// Months left after this one.
    pub n_left: u8,
    /// The rows and lines of the year, in their order.
    pub rows: Vec<ReportRow>,
    /// By territory; empty where nothing was issued.
    pub territories: Vec<TerritoryGoal>,
    /// The measures of the plan.
    pub measures: Vec<MeasureRow>,
    /// What was spent in the month, by line, in fen.
    pub spent: Vec<(LineLabel, i64)>,
}

/// A row or line in the month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// Which.
    pub line: LineRef,
    /// What it is called.
    pub label: LineLabel,
    /// In what it is counted.
    pub unit: RowUnit,
    /// What the month was to come to.
    pub plan: Option<i64>,
    /// What it came to.
    pub actual: Option<Figure>,
    /// What the year was to come to until then.
    pub plan_so_far: Option<i64>,
    /// What it came to until then.
    pub actual_so_far: Option<Figure>,
    /// What the year is to come to.
    pub year: Option<i64>,
    /// By how much it was corrected after the month was closed.
    pub correction: Option<i64>,
}

impl ReportRow {
    /// What is missing to the year's plan, and what each month that is left has to bring; without one what is
    /// missing. None of rates and heads, and where something is not known.
    pub fn missing(&self, n_left: u8) -> Option<(i64, i64)> {
        let is_summed = matches!(self.unit, RowUnit::Money | RowUnit::Count);
        let came = self.actual_so_far.filter(|it| it.is_known() && is_summed)?.value;
        let year = self.year?;
        Some((year.saturating_sub(came), run_rate(year, came, n_left)))
    }

    /// The row of a month, 0 to 11, of the table of the year.
    pub(crate) fn of(row: &GridRow, place: usize) -> Option<Self> {
        let cell = row.months.get(place)?;
        Some(Self {
            line: row.line,
            label: row.label.clone(),
            unit: row.unit,
            plan: cell.plan,
            actual: cell.actual,
            plan_so_far: cell.plan_so_far,
            actual_so_far: cell.actual_so_far,
            year: row.year.plan,
            correction: cell.correction,
        })
    }

    /// All of a month.
    pub(crate) fn all(year: &YearView, month: Month) -> Vec<Self> {
        let place = year.months.iter().position(|it| it.month == month);
        let rows = |place| year.rows.iter().filter_map(move |row| Self::of(row, place));
        place.map(|place| rows(place).collect()).unwrap_or_default()
    }
}
