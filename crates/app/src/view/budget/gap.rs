//! 缺口: target, forecast, gap, and the plan that follows, row by row. Not here: the measures.

use jipan_rules::budget::{Method, PlanId, Row, RowUnit};
use jipan_rules::period::Month;

use crate::view::DraftError;

/// The gap of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapView {
    /// Which plan.
    pub plan: PlanId,
    /// Whether it can be written now.
    pub is_editable: bool,
    /// Full months of history that are known.
    pub n_history: u16,
    /// The rows that are forecast.
    pub rows: Vec<GapRow>,
    /// The row whose months are shown.
    pub open: Row,
    /// The weights of the twelve months by which a gap is spread.
    pub weights: [u32; 12],
    /// What is typed as weights, and why it is none.
    pub weights_draft: Option<(String, Option<DraftError>)>,
}

/// A row of the gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapRow {
    /// Which.
    pub row: Row,
    /// In what it is counted.
    pub unit: RowUnit,
    /// Last year.
    pub last_year: Option<i64>,
    /// What the year is to come to.
    pub target: Option<i64>,
    /// What is typed as the target.
    pub target_draft: Option<(String, Option<DraftError>)>,
    /// What is to be expected by the chosen way.
    pub forecast: Option<i64>,
    /// Target − forecast: negative for more than is asked.
    pub gap: Option<i64>,
    /// How many months have no forecast and count as the mean of those that have one; 12 where none has one.
    pub n_unknown: usize,
    /// What the plan comes to.
    pub planned: Option<i64>,
    /// The chosen way.
    pub method: Method,
    /// By how much it grows, in ten-thousandths of last year.
    pub growth: u32,
    /// What is typed as growth, in percent.
    pub growth_draft: Option<(String, Option<DraftError>)>,
    /// All ways with what they say and how they did.
    pub methods: Vec<MethodView>,
    /// The months, of the open row only.
    pub months: Vec<GapMonth>,
    /// What measures are to bring to it.
    pub measures: i64,
}

/// A way to forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodView {
    /// Which.
    pub method: Method,
    /// What it says of the year; none where too little is known.
    pub total: Option<i64>,
    /// Its error on past months: Σ|actual − forecast| ÷ Σ actual in ten-thousandths, and over how many months.
    pub error: Option<(u32, u16)>,
    /// How many more months of history it needs.
    pub n_lacking: u16,
}

/// A month of the gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapMonth {
    /// Which.
    pub month: Month,
    /// What it came to, of a month that is past.
    pub actual: Option<i64>,
    /// What is to be expected.
    pub forecast: i64,
    /// The part of the gap that falls to it.
    pub share: Option<i64>,
    /// Forecast + share: what the plan is to be.
    pub proposed: Option<i64>,
    /// What is planned.
    pub planned: Option<i64>,
}
