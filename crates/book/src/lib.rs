//! The customer book: records, changes, merge, projections, search. Not here: storage, the clock, wording.

mod arena;
mod fold;
mod pinyin;
mod search;

pub use self::pinyin::{Readings, has_reading, main_reading, read_from, readings};
pub use arena::{Row, Step, TextArena};
pub use search::{Hits, Needle, Rank, SearchTexts, highlight, narrow, search};
pub use fold::{fold, fold_char};
