//! 经营预算: the year as a plan, the gap that is to be closed, and what is known of the months so far.
//! Source: S0 §缺口理论, rulebook 1.8, 1.16, 1.20. Amounts are whole numbers in the smallest unit of their
//! row (fen, units, heads). Not here: where plans are kept, and what was ordered.

mod figure;
mod place;
mod row;
mod words;

pub use figure::Figure;
pub use place::{
    BudgetField, BudgetKey, ExpenseId, LineId, LineRef, MeasureId, PlanId, Readers, TEXT_CHARS_MAX,
};
pub use row::{Group, Row, RowKind, RowUnit};
pub use words::{Arm, Method};
