//! 措施 and 费用: what is done about the gap, and what was spent. Not here: what follows for the year.

use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::budget::{Arm, ExpenseId, Figure, MeasureId, Row, RowUnit};
use jipan_rules::period::Month;

use super::LineLabel;

/// The measures of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuresView {
    /// Arm by arm.
    pub arms: Vec<ArmView>,
    /// The gap of the plan that they are to fill: revenue.
    pub gap: Option<i64>,
    /// Whether they can be changed.
    pub is_editable: bool,
}

/// An arm with its measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArmView {
    /// Which.
    pub arm: Arm,
    /// What it came to so far.
    pub actual: Figure,
    /// Its measures, those that are due first.
    pub measures: Vec<MeasureRow>,
}

/// A measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureRow {
    /// Which.
    pub id: MeasureId,
    /// What is to be done.
    pub name: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Whether that is past and it is not done.
    pub is_late: bool,
    /// When it was done.
    pub done: Option<NaiveDate>,
    /// The row that it is to fill, and in what that is counted.
    pub row: (Row, RowUnit),
    /// What it is to bring.
    pub expected: i64,
    /// What it brought so far.
    pub effect: i64,
}

/// Expenses of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpensesView {
    /// The month.
    pub month: Month,
    /// The latest first.
    pub rows: Rc<[ExpenseRow]>,
    /// Approved, waiting and rejected, in fen.
    pub sums: [i64; 3],
    /// Whether those of others are among them.
    pub has_others: bool,
    /// What is still planned of fixed and variable expenses in the month, for managers.
    pub left: Option<[i64; 2]>,
}

/// An expense.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct ExpenseRow {
    /// Which.
    pub id: ExpenseId,
    /// The day.
    pub on: NaiveDate,
    /// Who had it.
    pub who: String,
    /// What it belongs to.
    pub line: LineLabel,
    /// In fen.
    pub amount: i64,
    /// What for.
    pub note: String,
    /// The photo of its receipt, if there is one.
    pub receipt: Option<Photo>,
    /// What came of it.
    pub verdict: Verdict,
    /// Whether this person can change it.
    pub is_editable: bool,
    /// Whether this person can approve it.
    pub can_judge: bool,
    /// Whether it came after its month was closed.
    pub is_late: bool,
}

/// Where a photo is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Photo {
    /// It is being kept or read.
    Coming,
    /// On this tablet, at an address of this page.
    Here(String),
    /// Not on this tablet, and the company does not have it either: on the one that took it.
    Elsewhere,
    /// Not on this tablet; the company is asked with the next connection.
    Later,
    /// On this tablet, but it cannot be read.
    Damaged,
}

/// What became of an expense. One that waits counts as spent; one that was rejected does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// 待批
    Waiting,
    /// 已批, by whom
    Approved(String),
    /// 退回, by whom and why
    Rejected(String, String),
}
