//! The life of the open customer: what the log and the old history say of it. Not here: the words.

use jipan_book::{HistoryEntry, merge_history};

/// What is known of a customer's past.
#[derive(Debug, Clone, Default)]
pub(crate) enum Life {
    /// The old history is still being read.
    #[default]
    Loading,
    /// The old history, from the disk.
    Loaded(Vec<HistoryEntry>),
}

impl Life {
    /// Old history and the log together, oldest first, each entry once.
    pub(crate) fn with_tail(&self, tail: Vec<HistoryEntry>) -> Vec<HistoryEntry> {
        match self {
            Self::Loading => merge_history([], tail),
            Self::Loaded(old) => merge_history([old.clone()], tail),
        }
    }

    /// Whether the old history is still being read.
    pub(crate) fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }
}
