//! The budget: the table of a year, gaps, forecasts, goals, tax.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

mod forecast;
mod gap;
mod goal;
mod table;
mod year;
