//! 执行表: rows, twelve months, plan, actual and what follows. Not here: the gap.

use jipan_rules::NaiveDate;
use jipan_rules::budget::{Arm, Figure, LineRef, PlanId, RowUnit};
use jipan_rules::period::Month;

use super::LineLabel;
use crate::event::{BudgetShown, CellAt};
use crate::view::DraftError;

/// The year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearView {
    /// Which plan.
    pub plan: PlanId,
    /// Whether its cells can be written now.
    pub is_editable: bool,
    /// The live figures.
    pub head: HeadView,
    /// Which figure the cells show beside the plan.
    pub shown: BudgetShown,
    /// The months.
    pub months: [MonthHead; 12],
    /// The month that a narrow glass shows, 0 to 11; `None` for the year.
    pub month: Option<u8>,
    /// The rows and lines, in their order.
    pub rows: Vec<GridRow>,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthHead {
    /// Which.
    pub month: Month,
    /// Whether its last day is past.
    pub is_past: bool,
    /// Whether it is the one of today.
    pub is_now: bool,
    /// When it was closed, and by whom.
    pub closed: Option<(NaiveDate, String)>,
}

/// A row or line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// Which.
    pub line: LineRef,
    /// What it is called.
    pub label: LineLabel,
    /// In what it is counted.
    pub unit: RowUnit,
    /// Whether it follows from others: never entered.
    pub is_derived: bool,
    /// Whether more is better; `None` for what is neither, such as heads.
    pub is_more_better: Option<bool>,
    /// Whether lines can be added below it.
    pub has_lines: bool,
    /// The year.
    pub year: CellView,
    /// What has to come in each month that is left to reach the year's plan; `None` without a plan, and
    /// for rates and heads. Without months left it is what is missing.
    pub run_rate: Option<i64>,
    /// How many months are left.
    pub n_left: u8,
    /// The months.
    pub months: [CellView; 12],
}

/// A cell. Of a month, of the year, and up to a month, as the caller says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellView {
    /// Where.
    pub at: CellAt,
    /// What is planned; `None` where nothing was said.
    pub plan: Option<i64>,
    /// What it came to so far; `None` for a month to come.
    pub actual: Option<Figure>,
    /// Actual − plan; of the year − the plan so far.
    pub difference: Option<Figure>,
    /// The plan from the first month to this one.
    pub plan_so_far: Option<i64>,
    /// What it came to from the first month to this one.
    pub actual_so_far: Option<Figure>,
    /// What the compared version planned.
    pub compared: Option<i64>,
    /// By how much it was corrected after the month was closed.
    pub correction: Option<i64>,
    /// What is typed, while it is no number or not yet saved, and why not.
    pub draft: Option<(String, Option<DraftError>)>,
    /// Whether it can be typed into.
    pub is_editable: bool,
    /// The month from which on staff can be counted in it, which is its actual.
    pub staff_from: Option<Month>,
    /// Whether two people wrote different numbers, which is to be decided.
    pub is_in_conflict: bool,
}

/// The head of the budget: the profit funnel with live figures, burn-up and waterfall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadView {
    /// Planned revenue, gross profit and pre-tax profit of the year, and what they came to so far.
    pub revenue: (Option<i64>, Figure),
    /// Gross profit.
    pub gross: (Option<i64>, Figure),
    /// Pre-tax profit: the middle of the funnel.
    pub profit: (Option<i64>, Figure),
    /// Profit rate so far, in ten-thousandths.
    pub profit_rate: Option<Figure>,
    /// The four arms.
    pub arms: [FunnelArm; 4],
    /// Revenue month by month.
    pub burn_up: BurnUp,
    /// From the plan to what is to be expected.
    pub waterfall: Vec<WaterfallBar>,
}

/// An arm of the profit funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelArm {
    /// Which.
    pub arm: Arm,
    /// What it came to so far: income of its arm, or cost.
    pub actual: Figure,
    /// What was planned up to now.
    pub plan: Option<i64>,
    /// What its measures are to bring, and brought.
    pub measures: (i64, i64),
    /// How many measures.
    pub n_measures: usize,
}

/// Revenue from the first month on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurnUp {
    /// The plan up to each month.
    pub plan: [i64; 12],
    /// What it came to up to each month that began.
    pub actual: Vec<i64>,
    /// What is to be expected up to each month, from the present one on.
    pub forecast: Vec<(Month, i64)>,
}

/// A bar of the waterfall of the gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaterfallBar {
    /// What.
    pub step: WaterfallStep,
    /// How much, signed; of a total where it stands.
    pub amount: i64,
}

/// A step of the waterfall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaterfallStep {
    /// 目标
    Target,
    /// 已完成
    Done,
    /// What is to be expected of the months left.
    Forecast,
    /// What measures are still to bring.
    Measures,
    /// 缺口
    Gap,
}
