//! The rulebook and the field schema: pure functions of plain values. Not here: the clock,
//! storage, wording.

#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic,
        clippy::integer_division
    )
)]

pub mod birthday;
pub mod bought;
pub mod budget;
pub mod check;
pub mod completeness;
pub mod consent;
pub mod contradiction;
pub mod expiry;
pub mod explain;
pub mod feature_class;
pub mod freshness;
pub mod funnel;
pub mod grade;
pub mod integrity;
pub mod order;
pub mod period;
pub mod permission;
pub mod scale;
pub mod schema;
pub mod service;
pub mod setting;
pub mod status;
pub mod territory;
pub mod tier;
pub mod total;
pub mod value;
pub mod values;

pub use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
pub use explain::{RULES_VERSION, RuleVersion};
pub use uuid::Uuid;
