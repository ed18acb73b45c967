//! What a person does about the budget. Not here: what follows.

use jipan_rules::budget::{ExpenseId, LineId, LineRef, MeasureId, Method, PlanId, Row};
use jipan_rules::period::Month;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{NaiveDate, Uuid};

use crate::failure::SaveFailure;
use crate::view::{MoneyUnit, Photo, SheetField};

/// The parts of the budget; each has an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum BudgetPart {
    /// 执行表
    #[default]
    Year,
    /// 缺口
    Gap,
    /// 措施
    Measures,
    /// 费用
    Expenses,
    /// 目标
    Goals,
}

impl BudgetPart {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 5] = [Self::Year, Self::Gap, Self::Measures, Self::Expenses, Self::Goals];
}

/// Which figure a cell shows beside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum BudgetShown {
    /// 实际
    #[default]
    Actual,
    /// 差异
    Difference,
    /// 累计
    SoFar,
    /// The other version.
    Compared,
}

impl BudgetShown {
    /// All.
    pub const ALL: [Self; 4] = [Self::Actual, Self::Difference, Self::SoFar, Self::Compared];
}

/// What of a row or line a cell is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum CellOf {
    /// All of it.
    #[default]
    Whole,
    /// What belongs to none of its own lines: 其余. It is kept under the row, as that is what can be written of it.
    Rest,
}

/// A cell of the year: a row or line, and a month; without one the whole year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// The row or line.
    pub line: LineRef,
    /// What of it.
    pub of: CellOf,
    /// The month.
    pub month: Option<Month>,
}

/// Of what it is asked why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetWhy {
    /// What is planned in a cell.
    Plan(CellAt),
    /// What a cell came to.
    Actual(CellAt),
    /// What is to be expected of a row in a month, or in the year.
    Forecast(Row, Option<Month>),
    /// The gap of a row.
    Gap(Row),
    /// What a shop is to bring today.
    Goal(CustomerId),
}

/// What the open form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BudgetSheet {
    /// A new version: blank, or a copy that is scaled.
    NewPlan,
    /// What a version is called.
    RenamePlan(PlanId),
    /// A new line below a row.
    NewLine(Row),
    /// A line.
    Line(LineId),
    /// A new measure.
    NewMeasure,
    /// A measure.
    Measure(MeasureId),
    /// A new expense.
    NewExpense,
    /// An expense.
    Expense(ExpenseId),
    /// Why an expense is rejected.
    Reject(ExpenseId),
    /// A service of a customer; of none yet while it is to be found.
    Service(Option<CustomerId>),
    /// What a shop is to bring in the month.
    Goal(CustomerId),
    /// Staff of a row or line from a month on.
    Staff(LineRef, Month),
}

/// A cell as it is pasted: none for one that a merged cell covers.
pub type PastedCell = Option<String>;

/// What a person does about the budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BudgetEvent {
    /// The year that begins with a month is to be shown.
    YearShown(Month),
    /// A version is to be shown.
    PlanShown(PlanId),
    /// A version is to be compared, or none.
    Compared(Option<PlanId>),
    /// Another figure is to be shown.
    Shown(BudgetShown),
    /// Money is to be shown otherwise.
    UnitChosen(MoneyUnit),
    /// A month on a narrow glass; none for the year.
    MonthShown(Option<u8>),
    /// Text in a cell, not yet a change.
    CellTyped(CellAt, String),
    /// A cell was left: what is in it becomes a change if it is a number.
    CellLeft(CellAt),
    /// What was typed into a cell is given up.
    CellDropped(CellAt),
    /// The cells to the right of each of these get its number, up to a month; without one to the end of the year.
    FilledRight(Vec<CellAt>, Option<Month>),
    /// Cells are emptied.
    Cleared(Vec<CellAt>),
    /// The last step on the screen that is not taken back yet is taken back.
    StepUndone,
    /// A table of texts, its first cell here.
    Pasted(CellAt, Vec<Vec<PastedCell>>),
    /// A target, growth or the weights as typed.
    GapTyped(GapField, String),
    /// It was left.
    GapLeft(GapField),
    /// A way to forecast a row.
    MethodChosen(Row, Method),
    /// The months of a row are to be shown.
    GapOpened(Row),
    /// The plan of a row becomes forecast + gap × weight; none for all rows with a target.
    Planned(Option<Row>),
    /// A version counts from now on.
    PutInForce(PlanId),
    /// A version is frozen, or opened again.
    Froze(PlanId, Frozen),
    /// A version is taken out.
    PlanRemoved(PlanId),
    /// A month is closed, or opened again.
    MonthClosed(Month, Closing),
    /// A form is opened.
    SheetOpened(BudgetSheet),
    /// The form of a new version is opened; this is what it is called until another name is typed, with a
    /// number behind it where that is taken.
    PlanBegun(String),
    /// A text or a choice in it.
    SheetTyped(SheetField, String),
    /// A photo for it: a JPEG that the shell made small; no bytes if it could not read the picture.
    ReceiptTaken(Vec<u8>),
    /// No photo for it after all.
    ReceiptDropped,
    /// The photo of this name is on the disk.
    PhotoKept(Uuid),
    /// It is not.
    PhotoNotKept(Uuid, SaveFailure),
    /// Where the photo of this name is.
    PhotoFound(Uuid, Photo),
    /// The row of the photo of this name; none where it is not here.
    PhotoRead(Uuid, Option<Vec<u8>>),
    /// It could not be read now.
    PhotoUnread(Uuid),
    /// Photos may be sent again.
    PhotosDue,
    /// Photos that did not come may be asked for again.
    PhotoAskDue,
    /// It is to become a change.
    SheetDone,
    /// What it is about is taken out.
    SheetRemoved,
    /// It is closed; what was typed is kept.
    SheetClosed,
    /// A measure is done, on a day; none where it is not.
    MeasureDone(MeasureId, Option<NaiveDate>),
    /// An expense is approved.
    Approved(ExpenseId),
    /// The month of the expenses.
    ExpensesOf(Month),
    /// It is asked why.
    WhyOpened(BudgetWhy),
    /// More of what is behind it.
    WhyMore,
    /// No longer.
    WhyClosed,
    /// The months' plans are issued to the territories.
    Issued,
    /// A territory is to be shown; none for all.
    TerritoryShown(Option<String>),
    /// More shops.
    MoreGoals,
    /// The month's report goes on paper.
    ReportPrinted(Month),
    /// The month's report goes into a workbook.
    ReportExported(Month),
}

/// A box of the gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapField {
    /// What the year is to come to in a row.
    Target(Row),
    /// By how many percent a row grows.
    Growth(Row),
    /// The weights of the months.
    Weights,
}

/// Whether a version can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frozen {
    /// Not any more.
    Frozen,
    /// Again.
    Open,
}

/// Whether a month is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// From now on what comes is a correction.
    Closed,
    /// Not any more.
    Open,
}
