//! 经营预算: the year as a plan, the gap that is to be closed, and what is known of the months so far.
//! Source: S0 §缺口理论, rulebook 1.8, 1.16, 1.20. Amounts are whole numbers in the smallest unit of their
//! row (fen, units, heads). Not here: where plans are kept, and what was ordered.

mod driver;
mod figure;
mod forecast;
mod gap;
mod goal;
mod goods;
mod judgement;
mod place;
mod row;
mod rules;
mod seen;
mod table;
mod tax;
mod words;
mod year;

pub use driver::{Bases, DRIVER_PRICE_MAX, DRIVER_RATE_MAX, Driver, NoDriver};
pub use figure::Figure;
pub use forecast::{
    Compared, HISTORY_MONTHS, MethodError, Series, error, error_of, last_year, smoothing,
};
pub use gap::{GapPlan, filled, gap, pattern, run_rate, split, spread};
pub use goal::{
    Goals, ShopGoal, ShopTrade, ShopWeight, Trend, is_due, split_goal, today_goal, visits_left,
    weigh,
};
pub use goods::{Goods, NoGoods};
pub use judgement::Judgement;
pub use place::{
    BudgetField, BudgetKey, ExpenseId, LineId, LineRef, MeasureId, PlanId, Readers, TEXT_CHARS_MAX,
};
pub use row::{Group, Row, RowKind, RowUnit};
pub use rules::{ApprovalAbove, BudgetRules, GoalWeights, TaxRate, YearStart};
pub use seen::{SEEN_CHARS_MAX, Seen};
pub use table::{Drivers, HEADS_PARTS, OwnLine, Table, Twelve, rate};
pub use tax::without_tax;
pub use words::{Arm, Method};
pub use year::FiscalYear;
