//! The customer book: records, changes, merge, projections, search. Not here: storage, the clock,
//! wording.
//!
//! A book is a function of the set of its changes: any order, any repetition, same book.

pub mod alerts;
mod arena;
pub mod birthdays;
mod book;
mod change;
mod columns;
pub mod duplicates;
mod fold;
mod hash;
mod history;
pub mod likeness;
pub mod merging;
pub mod overview;
mod page;
pub mod phones;
mod pinyin;
pub mod quality;
pub mod report;
mod sample;
pub mod search;
pub mod select;
pub mod sheet;
pub mod similar;
pub mod sorting;
mod stamp;
pub mod standing;
pub mod totals;
mod undo;
mod wire;

#[cfg(not(target_arch = "wasm32"))]
pub use self::pinyin::ReadingsAway;
pub use self::pinyin::{
    Readings, has_reading, has_readings, main_reading, read_from, readings, take_readings,
};
pub use arena::{Row, Step, TextArena};
pub use book::{
    AnswerView, Applied, BatchRecord, Book, BudgetRecord, ConflictView, ContactFieldView,
    ContactView, Counted, DealView, Derived, FactView, FieldMetaView, ImportedView, MonthSum,
    MoveView, NoteView, ObjectionView, OrderView, Origin, PAGE_ROWS, ProductValueView, ProductView,
    Recent, Register, RemarkView, RuleRecord, SharedChoice, SharedConflict, SharedPlace,
    SharedSide, SharedValue, month_of,
};
pub use change::{
    Action, BatchInfo, BatchKind, CHANGE_BYTES_MAX, CHANGE_RECORDS_MAX, Change, ChangeError,
    ChangeId, ConflictSide, FunnelWrite, LAYOUT as CHANGE_LAYOUT, LogRow, ObjectionWrite, Op,
    OrderWrite, Packer, PlacedOrder, conflict_id, order_id_of, product_id_of, territory_part_of,
};
pub use columns::WordColumn;
pub use fold::{fold, fold_char};
pub use history::{
    HistoryEntry, HistoryItem, SegmentError, decode_segment, encode_segment, entries_of,
    merge_history, origin_entry,
};
pub use page::{LAYOUT as PAGE_LAYOUT, PageError, PageTrade};
pub use sample::{SAMPLE_CUSTOMERS, SampleEnv, sample};
pub use search::{Hits, Needle, People, Rank, SearchTexts, Searcher, highlight, narrow, search};
pub use stamp::{Clock, Stamp};
pub use undo::{BatchUndo, invert, invert_batch, split};
