//! The customer book: records, changes, merge, projections, search. Not here: storage, the clock, wording.

mod arena;

pub use arena::{Row, Step, TextArena};
