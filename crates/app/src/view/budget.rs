//! What the screen of the budget draws. Numbers are in the unit of their row (fen, units, heads,
//! ten-thousandths of a rate); the glass shows money in 元 or 万元. Not here: how they come about.

mod gap;
mod goals;
mod money;
mod report;
mod sheet;
mod why;
mod year;

use jipan_rules::NaiveDate;
use jipan_rules::budget::{BudgetField, LineId, PlanId, Row};
use jipan_rules::period::Month;

use crate::event::BudgetPart;

pub use gap::{GapMonth, GapRow, GapView, MethodView};
pub use goals::{GoalRow, GoalYear, GoalsView, TerritoryGoal};
pub use money::{ArmView, ExpenseRow, ExpensesView, MeasureRow, MeasuresView, Photo, Verdict};
pub use report::{ReportRow, ReportView};
pub use sheet::{
    BudgetSheetError, BudgetSheetView, ReceiptError, SheetChoice, SheetField, SheetSlot,
};
pub use why::{BudgetWhyView, WhyLine, WhySource, WhyTerm};
pub use year::{
    BurnUp, CellView, FunnelArm, GridRow, HeadView, MonthHead, WaterfallBar, WaterfallStep,
    YearView,
};

/// In what money is shown. The fen stay beneath.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MoneyUnit {
    /// 元
    #[default]
    Yuan,
    /// 万元
    Wan,
}

/// The budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetView {
    /// Which part is shown.
    pub part: BudgetPart,
    /// The parts that this person has.
    pub parts: Vec<BudgetPart>,
    /// What this person may do.
    pub leave: BudgetLeave,
    /// The day of now.
    pub today: NaiveDate,
    /// The first month of the year that is shown.
    pub year: Month,
    /// The years that can be shown, by their first months, the latest first.
    pub years: Vec<Month>,
    /// The versions of that year, the one in force first.
    pub plans: Vec<PlanView>,
    /// The one that is shown.
    pub plan: Option<PlanId>,
    /// The one that is compared with it.
    pub compare: Option<PlanId>,
    /// In what money is shown.
    pub unit: MoneyUnit,
    /// The tax in the amounts: its rate in ten-thousandths where it is taken out, none where it stays in.
    pub vat_out: Option<u16>,
    /// While orders are being counted: how much is done, in percent.
    pub percent: Option<u8>,
    /// Whether a workbook is being written.
    pub is_exporting: bool,
    /// Whether a file is being imported: nothing can be downloaded until that is done.
    pub is_importing: bool,
    /// The part.
    pub body: BudgetBody,
    /// The open form.
    pub sheet: Option<BudgetSheetView>,
    /// The open "why".
    pub why: Option<BudgetWhyView>,
}

/// What a person may do with the budget now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct BudgetLeave {
    /// Plan: cells, targets, versions, lines, measures, closed months.
    pub plans: bool,
    /// Enter own expenses.
    pub enters: bool,
    /// Say what a shop is to bring: leads do.
    pub sets_goals: bool,
    /// Approve expenses.
    pub approves: bool,
}

/// The parts of the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetBody {
    /// Orders are being counted for the first time.
    Counting,
    /// The year has no plan; so many months of orders are known to make one from.
    NoPlan {
        /// Full months with orders.
        n_months: u16,
    },
    /// 执行表
    Year(Box<YearView>),
    /// 缺口
    Gap(Box<GapView>),
    /// 措施
    Measures(MeasuresView),
    /// 费用
    Expenses(ExpensesView),
    /// 目标
    Goals(Box<GoalsView>),
}

/// A version of a year's budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// Which.
    pub id: PlanId,
    /// What it is called.
    pub name: String,
    /// Whether it counts.
    pub is_in_force: bool,
    /// Since when it is frozen, and by whom.
    pub frozen: Option<(NaiveDate, String)>,
    /// The name of the one that it was copied from.
    pub from: Option<String>,
    /// Values that were written after it was frozen, or before and came later, an own line counted once: they wait
    /// until it is opened.
    pub n_late: usize,
}

/// What a line is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineLabel {
    /// A row that every budget has.
    Row(Row),
    /// What of a row belongs to none of its own lines.
    Rest(Row),
    /// An own line, below a row.
    Own(LineId, String),
}

/// What a conflict about the budget is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetPlace {
    /// Which value.
    pub field: BudgetField,
    /// The name of the plan, measure, line or whatever it is of.
    pub name: Option<String>,
    /// The row or line.
    pub line: Option<LineLabel>,
    /// The month.
    pub month: Option<Month>,
}
