//! 月报 as a workbook that goes on computing: words, numbers and formulas, row by row. Not here: the file, the paper.

use jipan_app::view::{LineLabel, ReportRow, ReportView};
use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind, SheetRequest};
use jipan_rules::budget::{Figure, Row, RowUnit, rate};
use jipan_rules::values::Money;

use super::Tr;
use super::budget_numbers::Shape;

/// The row of the sheet on which the first row of the budget stands.
const FIRST: usize = 2;
/// The columns that hold what is planned and what it came to.
const PLAN: char = 'C';
const ACTUAL: char = 'D';
const PLAN_SO_FAR: char = 'G';
const ACTUAL_SO_FAR: char = 'H';
const YEAR: char = 'K';

/// A number of the report: what is known of it, and whether that is all.
type Known = Option<Figure>;

/// The rows of a report with the places at which they stand.
struct Places<'a> {
    rows: &'a [ReportRow],
}

impl Places<'_> {
    /// The line of the sheet of a row.
    fn line(&self, row: Row) -> Option<usize> {
        let is_it = |it: &ReportRow| it.label == LineLabel::Row(row);
        self.rows.iter().position(is_it).map(|at| at.saturating_add(FIRST))
    }

    fn cell(&self, column: char, row: Row) -> String {
        self.line(row).map_or_else(|| "0".to_owned(), |line| format!("{column}{line}"))
    }

    fn revenue(&self, column: char) -> String {
        let all = [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];
        all.map(|row| self.cell(column, row)).join("+")
    }

    /// How many lines stand below a row and add up to it.
    fn n_below(&self, at: usize) -> usize {
        let below = self.rows.iter().skip(at.saturating_add(1));
        below.take_while(|it| !matches!(it.label, LineLabel::Row(_))).count()
    }

    /// What a spreadsheet computes for a row in a column; `None` for a number that was entered.
    fn formula(&self, at: usize, column: char) -> Option<String> {
        let row = self.rows.get(at)?;
        let LineLabel::Row(of) = row.label else { return None };
        let cell = |row| self.cell(column, row);
        let ratio = |part: String| {
            let all = self.revenue(column);
            format!("IF({all}=0,\"\",{part}/({all}))")
        };
        match of {
            Row::GrossProfit => {
                Some(format!("{}-{}", self.revenue(column), cell(Row::CostOfGoods)))
            }
            Row::PreTaxProfit => {
                let costs = [Row::FixedExpense, Row::VariableExpense].map(cell);
                Some(format!("{}-{}", cell(Row::GrossProfit), costs.join("-")))
            }
            Row::GrossMargin => Some(ratio(cell(Row::GrossProfit))),
            Row::ProfitRate => Some(ratio(cell(Row::PreTaxProfit))),
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
            | Row::Visits => {
                let first = at.saturating_add(FIRST).saturating_add(1);
                let last = first.saturating_add(self.n_below(at)).saturating_sub(1);
                (last >= first && row.unit != RowUnit::Heads)
                    .then(|| format!("SUM({column}{first}:{column}{last})"))
            }
        }
    }
}

/// A number in digits: money in yuan, rates as fractions of one.
fn digits(value: i64, unit: RowUnit) -> String {
    match unit {
        RowUnit::Money => Money::from_fen(value).to_string(),
        RowUnit::Count | RowUnit::Heads => value.to_string(),
        RowUnit::Rate => {
            let sign = if value < 0 { "-" } else { "" };
            let parts = value.unsigned_abs();
            format!("{sign}{}.{:04}", parts / 10_000, parts % 10_000)
        }
    }
}

fn cell(text: impl Into<String>, kind: ExportKind) -> ExportCell {
    ExportCell { text: text.into(), kind }
}

fn blank() -> ExportCell {
    cell("", ExportKind::Choice)
}

fn kind_of(unit: RowUnit) -> ExportKind {
    match unit {
        RowUnit::Money => ExportKind::Amount,
        RowUnit::Count | RowUnit::Heads => ExportKind::Integer,
        RowUnit::Rate => ExportKind::Rate,
    }
}

/// A formula with what it comes to.
fn computed(formula: &str, value: &str, unit: RowUnit) -> ExportCell {
    let kind = match unit {
        RowUnit::Money => ExportKind::Formula,
        RowUnit::Count | RowUnit::Heads => ExportKind::CountFormula,
        RowUnit::Rate => ExportKind::RateFormula,
    };
    cell(format!("{formula}\t{value}"), kind)
}

/// A formula of two cells. Where one of them is taken out in the workbook, what follows from it goes too.
fn where_all(cells: &[String; 2], then: &str) -> String {
    format!("IF(COUNT({})<2,\"\",{then})", cells.join(","))
}

fn known(value: Option<i64>) -> Known {
    value.map(Figure::known)
}

impl Tr {
    /// Asks for the workbook of a month's report.
    pub fn report_request(&self, view: &ReportView) -> SheetRequest {
        SheetRequest::Export {
            format: ExportFormat::Xlsx,
            headings: self.report_headings(view),
            rows: self.report_rows(view),
            last: true,
            file_name: self.with("budget-report-file", &[("month", view.month.to_string().into())]),
        }
    }

    /// The headings of the workbook.
    pub fn report_headings(&self, view: &ReportView) -> Vec<String> {
        let keys = [
            "budget-report-row",
            "budget-report-unit",
            "budget-report-plan",
            "budget-report-actual",
            "budget-report-difference",
            "budget-report-done",
            "budget-report-plan-so-far",
            "budget-report-actual-so-far",
            "budget-report-difference-so-far",
            "budget-report-done-so-far",
            "budget-report-year",
            "budget-report-missing",
        ];
        let n = u64::from(view.n_left);
        let left = self.with("budget-report-left", &[("n", n.into())]);
        keys.map(|key| self.text(key)).into_iter().chain([left]).collect()
    }

    /// The rows of the workbook: what was entered as numbers, what follows as formulas.
    pub fn report_rows(&self, view: &ReportView) -> Vec<Vec<ExportCell>> {
        let places = Places { rows: &view.rows };
        let rows = view.rows.iter().enumerate();
        rows.map(|(at, row)| self.report_row(&places, (at, row), view.n_left)).collect()
    }

    fn report_row(
        &self,
        places: &Places<'_>,
        (at, row): (usize, &ReportRow),
        n_left: u8,
    ) -> Vec<ExportCell> {
        let line = at.saturating_add(FIRST);
        let number = |column, value: Known| self.report_cell(places, (at, row), column, value);
        let indent = if matches!(row.label, LineLabel::Row(_)) { "" } else { "  " };
        let name = format!("{indent}{}", self.budget_line(&row.label));
        let unit =
            self.budget_unit(Shape { unit: row.unit, money: jipan_app::view::MoneyUnit::Yuan });
        let pair = |plan: (char, Option<i64>), actual: (char, Known)| {
            // Heads of a year are a mean; what is not known has no difference.
            let both = plan.1.zip(actual.1.filter(|it| it.is_known()));
            let Some((planned, came)) = both.filter(|_| row.unit != RowUnit::Heads) else {
                return [blank(), blank()];
            };
            let difference = digits(came.value.saturating_sub(planned), row.unit);
            let cells = [format!("{}{line}", plan.0), format!("{}{line}", actual.0)];
            let [plan_cell, actual_cell] = &cells;
            let done = rate(Some(came), known(Some(planned)));
            let done = done.map(|it| digits(it.value, RowUnit::Rate));
            let ratio =
                where_all(&cells, &format!("IF({plan_cell}=0,\"\",{actual_cell}/{plan_cell})"));
            let done = computed(&ratio, &done.unwrap_or_default(), RowUnit::Rate);
            [
                computed(
                    &where_all(&cells, &format!("{actual_cell}-{plan_cell}")),
                    &difference,
                    row.unit,
                ),
                if row.unit == RowUnit::Rate { blank() } else { done },
            ]
        };
        let [difference, done] = pair((PLAN, row.plan), (ACTUAL, row.actual));
        let [difference_so_far, done_so_far] =
            pair((PLAN_SO_FAR, row.plan_so_far), (ACTUAL_SO_FAR, row.actual_so_far));
        let [missing, left] = Self::report_left(row, line, n_left);
        vec![
            cell(name, ExportKind::Text),
            cell(unit, ExportKind::Choice),
            number(PLAN, known(row.plan)),
            number(ACTUAL, row.actual),
            difference,
            done,
            number(PLAN_SO_FAR, known(row.plan_so_far)),
            number(ACTUAL_SO_FAR, row.actual_so_far),
            difference_so_far,
            done_so_far,
            number(YEAR, known(row.year)),
            missing,
            left,
        ]
    }

    /// What is missing to the year's plan, and what has to come in each month that is left.
    fn report_left(row: &ReportRow, line: usize, n_left: u8) -> [ExportCell; 2] {
        let Some((missing, each)) = row.missing(n_left) else { return [blank(), blank()] };
        let by = n_left.max(1);
        let both = [format!("{YEAR}{line}"), format!("{ACTUAL_SO_FAR}{line}")];
        let [year, came] = &both;
        let lacks = where_all(&both, &format!("{year}-{came}"));
        let of_month = where_all(&both, &format!("L{line}/{by}"));
        [
            computed(&lacks, &digits(missing, row.unit), row.unit),
            computed(&of_month, &digits(each, row.unit), row.unit),
        ]
    }

    fn report_cell(
        &self,
        places: &Places<'_>,
        (at, row): (usize, &ReportRow),
        column: char,
        value: Known,
    ) -> ExportCell {
        let Some(figure) = value else { return blank() };
        let text = digits(figure.value, row.unit);
        if !figure.is_known() {
            let words = self.with("budget-report-unknown", &[("known", text.into())]);
            return cell(words, ExportKind::Text);
        }
        match places.formula(at, column) {
            Some(formula) => computed(&formula, &text, row.unit),
            None => cell(text, kind_of(row.unit)),
        }
    }
}

#[cfg(test)]
mod tests;
