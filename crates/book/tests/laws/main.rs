//! Laws of the book: what holds whatever the changes are. One module per subject.

#![expect(clippy::unwrap_used, reason = "the helpers are tests too")]
#![expect(let_underscore_drop, reason = "nothing here is taken out again")]

mod any;
mod any_budget;
mod any_funnel;
mod any_trade;
mod batches;
mod budget;
mod computed;
mod conflicts;
mod freezing;
mod frozen;
mod funnel;
mod merge;
mod merging;
mod pages;
mod parts;
mod readings;
mod recent;
mod state;
mod undo;
