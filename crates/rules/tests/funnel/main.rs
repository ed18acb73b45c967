//! The funnel: what happens to a prospect, where that leaves it on a day, and what is due.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

mod closing;
mod codes;
mod costs;
mod due;
mod forecast;
mod kit;
mod laws;
mod levels;
mod register;
mod rest;
mod script;
mod stages;
