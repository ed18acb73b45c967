//! A column of words. Not here: texts that hardly repeat, which lie in an arena.

use crate::arena::Row;
use crate::hash::FixedSet;

/// A column of texts of which few are different: a list of words and one number per row. Lists
/// for filters read the words straight from here.
#[derive(Debug, Clone, Default)]
pub struct WordColumn {
    words: FixedSet<Box<str>>,
    /// Per row the position of its word + 1; 0 = none.
    cells: Vec<u32>,
}

impl WordColumn {
    /// How many words there are. A word nobody uses any more stays until the book is opened again.
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// The words, in the order in which they came.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// The word at a position.
    pub fn word(&self, word_idx: u32) -> Option<&str> {
        self.words.get_index(usize::try_from(word_idx).ok()?).map(|word| &**word)
    }

    /// The position of a word.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.words.get_index_of(word).and_then(|idx| u32::try_from(idx).ok())
    }

    /// The position of the word of a row.
    #[inline]
    pub fn word_idx(&self, row: Row) -> Option<u32> {
        self.cells.get(row.idx())?.checked_sub(1)
    }

    /// The word of a row.
    pub fn get(&self, row: Row) -> Option<&str> {
        self.word(self.word_idx(row)?)
    }

    /// Gives a row its word; an empty one is none.
    pub(crate) fn set(&mut self, row: Row, word: &str) {
        if self.cells.len() <= row.idx() {
            self.cells.resize(row.idx() + 1, 0);
        }
        let cell = if word.is_empty() { 0 } else { self.intern(word) };
        if let Some(slot) = self.cells.get_mut(row.idx()) {
            *slot = cell;
        }
    }

    /// The cell for a word, which is added if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        let idx = match self.words.get_index_of(word) {
            Some(idx) => idx,
            None => self.words.insert_full(word.into()).0,
        };
        u32::try_from(idx + 1).unwrap_or(0)
    }

    /// Adds cells made by [`Self::intern`] from a row on.
    pub(crate) fn extend_cells(&mut self, from: usize, cells: impl Iterator<Item = u32>) {
        self.cells.resize(from, 0);
        self.cells.extend(cells);
    }

    /// Drops the rows from `n_rows` on.
    pub(super) fn truncate(&mut self, n_rows: usize) {
        self.cells.truncate(n_rows);
    }
}
