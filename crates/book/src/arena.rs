//! Text of one column in one contiguous buffer, made to be scanned. Not here: what the texts mean.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use self::spans::Spans;

mod spans;

/// Ends every text in the buffer, so that no needle can match across two customers.
const SEPARATOR: char = '\0';
const SEPARATOR_BYTE: u8 = 0;
/// Below this many bytes of replaced text the buffer is never rewritten.
const TAIL_BYTES_MIN: usize = 64 * 1024;
/// The buffer is rewritten once replaced text exceeds this part of it.
const TAIL_PART: usize = 8;

/// Position of a customer in the book, in the order of arrival. Never reused within one book.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Row(pub u32);

impl Row {
    /// The row as an index into columns.
    pub fn idx(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    /// The row at an index of a column; an index beyond 2³² − 1 gives the last row there can be.
    pub fn at(idx: usize) -> Self {
        Self(u32::try_from(idx).unwrap_or(u32::MAX))
    }
}

/// Where a scan goes on after a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// At the next byte of the same text.
    NextHit,
    /// At the text of the next row.
    NextText,
    /// Nowhere.
    Stop,
}

/// One text per row; an empty text is none. Texts lie end to end, so a scan over all rows reads
/// memory once and in order.
///
/// A replaced text goes to a second, short buffer; both are rewritten into one when that grows.
/// U+0000 ends a text, so it is left out of texts that carry it. Holds at most 4 GiB of text,
/// which is also all the memory there is in wasm32.
///
/// ```
/// use jipan_book::{Row, Step, TextArena};
/// let mut names = TextArena::default();
/// let first = names.push("重庆长乐行烟酒店");
/// let second = names.push("");
/// names.set(second, "兴隆超市");
/// assert_eq!(names.get(first), Some("重庆长乐行烟酒店"));
/// let mut hits = Vec::new();
/// names.scan("超市", |row, offset| {
///     hits.push((row, offset));
///     Step::NextText
/// });
/// assert_eq!(hits, [(second, 6)]);
/// ```
#[derive(Clone, Default)]
pub struct TextArena {
    main: String,
    /// End of each row's text in `main`, at its separator.
    ends: Vec<u32>,
    tail: String,
    /// End of each text in `tail` and the row it was written for, in the order written.
    tail_texts: Vec<(u32, u32)>,
    /// Rows whose text in `main` no longer counts, and which text of `tail` does.
    moved: BTreeMap<u32, u32>,
}

impl TextArena {
    /// Rows, with or without text.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes of text held, replaced text included.
    pub fn n_bytes(&self) -> usize {
        self.main.len() + self.tail.len()
    }

    /// Makes room for `bytes` more of text and `rows` more rows.
    pub fn reserve(&mut self, rows: usize, bytes: usize) {
        self.ends.reserve(rows);
        self.main.reserve(bytes);
    }

    /// Adds a row at the end.
    pub fn push(&mut self, text: &str) -> Row {
        let row = Row::at(self.ends.len());
        self.main.push_str(&clean(text));
        self.ends.push(offset(self.main.len()));
        self.main.push(SEPARATOR);
        row
    }

    /// Replaces the text of a row; rows missing before it are added without text.
    pub fn set(&mut self, row: Row, text: &str) {
        if self.get(row).unwrap_or_default() == text && row.idx() < self.len() {
            return;
        }
        while self.len() < row.idx() {
            self.push("");
        }
        if self.len() == row.idx() {
            self.push(text);
            return;
        }
        let slot = offset(self.tail_texts.len());
        self.tail.push_str(&clean(text));
        self.tail_texts.push((offset(self.tail.len()), row.0));
        self.tail.push(SEPARATOR);
        self.moved.insert(row.0, slot);
        if self.tail.len() > TAIL_BYTES_MIN && self.tail.len() > self.main.len() / TAIL_PART {
            self.compact();
        }
    }

    /// The text of a row; `None` if it is empty or the row does not exist.
    #[inline]
    pub fn get(&self, row: Row) -> Option<&str> {
        let moved = if self.moved.is_empty() { None } else { self.moved.get(&row.0) };
        let text = match moved {
            Some(&slot) => self.tail_text(slot)?,
            None => self.main_text(row)?,
        };
        (!text.is_empty()).then_some(text)
    }

    /// The text of every row in order, empty where there is none.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|idx| self.get(Row::at(idx)).unwrap_or_default())
    }

    /// Drops the rows from `n_rows` on.
    pub fn truncate(&mut self, n_rows: usize) {
        if n_rows >= self.len() {
            return;
        }
        self.compact();
        self.ends.truncate(n_rows);
        let end = self.ends.last().map_or(0, |&end| Row(end).idx() + 1);
        self.main.truncate(end);
    }

    /// The texts of `from..to`, each ended by a separator: what [`Self::push_block`] reads back.
    pub fn block(&self, from: Row, to: Row) -> Cow<'_, str> {
        let to = to.idx().min(self.len());
        if self.moved.range(from.0..Row::at(to).0.max(from.0)).next().is_none() {
            let start = self.main_span(from).map_or(self.main.len(), |span| span.0);
            let end = self.main_span(Row::at(to)).map_or(self.main.len(), |span| span.0);
            return Cow::Borrowed(self.main.get(start..end).unwrap_or_default());
        }
        let mut block = String::new();
        for idx in from.idx()..to {
            block.push_str(self.get(Row::at(idx)).unwrap_or_default());
            block.push(SEPARATOR);
        }
        Cow::Owned(block)
    }

    /// Adds rows in bulk from [`Self::block`] and says how many. Text after the last separator is
    /// not a row and is left out.
    pub fn push_block(&mut self, block: &str) -> usize {
        let (start, before) = (self.main.len(), self.ends.len());
        self.main.push_str(block);
        let separators = memchr::memchr_iter(SEPARATOR_BYTE, block.as_bytes());
        self.ends.extend(separators.map(|at| offset(start + at)));
        let end = self.ends.last().map_or(0, |&end| Row(end).idx() + 1);
        self.main.truncate(end.max(start));
        self.ends.len() - before
    }

    /// Calls `on_hit(row, byte offset in its text)` for `needle` wherever a text holds it. Rows
    /// come in order, save those with a replaced text, which come last. An empty needle and one
    /// with U+0000 hit nothing.
    pub fn scan(&self, needle: &str, mut on_hit: impl FnMut(Row, usize) -> Step) {
        if needle.is_empty() || needle.contains(SEPARATOR) {
            return;
        }
        let finder = memmem::Finder::new(needle);
        self.visit(|bytes| finder.find(bytes), |row, _, at| on_hit(row, at));
    }

    /// As [`Self::scan`] with any finder of candidates: `find` gives the first one in a slice of
    /// the buffer and must not report a separator; `on_hit` sees the text and the offset in it.
    pub fn visit(
        &self,
        find: impl Fn(&[u8]) -> Option<usize>,
        mut on_hit: impl FnMut(Row, &str, usize) -> Step,
    ) {
        let live = |row: Row| self.moved.is_empty() || !self.moved.contains_key(&row.0);
        let mut main = Spans::new(&self.main, self.ends.len(), |idx| self.ends.get(idx).copied());
        while let Some(hit) = main.next(&find) {
            let row = Row::at(hit.idx);
            let step = if live(row) { on_hit(row, hit.text, hit.at) } else { Step::NextText };
            if main.step(step, &hit) == Step::Stop {
                return;
            }
        }
        let ends = |idx| self.tail_texts.get(idx).map(|&(end, _)| end);
        let mut tail = Spans::new(&self.tail, self.tail_texts.len(), ends);
        while let Some(hit) = tail.next(&find) {
            let row = self.tail_texts.get(hit.idx).map(|&(_, row)| row);
            let current = row.filter(|row| self.moved.get(row) == Some(&offset(hit.idx)));
            let step = match current {
                Some(row) => on_hit(Row(row), hit.text, hit.at),
                None => Step::NextText,
            };
            if tail.step(step, &hit) == Step::Stop {
                return;
            }
        }
    }

    /// Rewrites the buffer so that it holds current texts only, in the order of rows.
    fn compact(&mut self) {
        if self.moved.is_empty() {
            return;
        }
        let mut fresh = Self::default();
        fresh.reserve(self.len(), self.main.len());
        for text in self.iter() {
            fresh.push(text);
        }
        *self = fresh;
    }

    fn main_span(&self, row: Row) -> Option<(usize, usize)> {
        let end = Row(*self.ends.get(row.idx())?).idx();
        let before = row.idx().checked_sub(1).and_then(|idx| self.ends.get(idx));
        Some((before.map_or(0, |&end| Row(end).idx() + 1), end))
    }

    fn main_text(&self, row: Row) -> Option<&str> {
        let (start, end) = self.main_span(row)?;
        self.main.get(start..end)
    }

    fn tail_text(&self, slot: u32) -> Option<&str> {
        let idx = Row(slot).idx();
        let end = Row(self.tail_texts.get(idx)?.0).idx();
        let before = idx.checked_sub(1).and_then(|idx| self.tail_texts.get(idx));
        self.tail.get(before.map_or(0, |&(end, _)| Row(end).idx() + 1)..end)
    }
}

impl PartialEq for TextArena {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for TextArena {}

impl fmt::Debug for TextArena {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

fn clean(text: &str) -> Cow<'_, str> {
    if memchr::memchr(SEPARATOR_BYTE, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(SEPARATOR, ""))
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(texts: &[String], needle: &str) -> Vec<(Row, usize)> {
        let first = |(idx, text): (usize, &String)| Some((Row::at(idx), text.find(needle)?));
        texts.iter().enumerate().filter_map(first).collect()
    }

    fn hits(arena: &TextArena, needle: &str) -> Vec<(Row, usize)> {
        let mut hits = Vec::new();
        arena.scan(needle, |row, at| {
            hits.push((row, at));
            Step::NextText
        });
        hits.sort_unstable();
        hits
    }

    proptest! {
        #[test]
        fn a_scan_finds_what_each_text_holds_after_any_edits(
            texts in prop::collection::vec("[ab店]{0,5}", 0..40),
            edits in prop::collection::vec((0_u32..45, "[ab店]{0,5}"), 0..40),
            needle in "[ab店]{1,3}",
        ) {
            let mut arena = TextArena::default();
            let mut model = texts;
            for text in &model { arena.push(text); }
            for (row, text) in edits {
                arena.set(Row(row), &text);
                let row = Row(row).idx();
                if model.len() <= row { model.resize(row + 1, String::new()); }
                model[row] = text;
            }
            prop_assert_eq!(arena.iter().collect::<Vec<_>>(), model.clone());
            prop_assert_eq!(hits(&arena, &needle), naive(&model, &needle));
            let mut all = 0;
            arena.scan(&needle, |_, _| { all += 1; Step::NextHit });
            let begins = |text: &str, at| text.get(at..).is_some_and(|rest| rest.starts_with(&needle));
            let starts = |text: &String| (0..text.len()).filter(|&at| begins(text, at)).count();
            prop_assert_eq!(all, model.iter().map(starts).sum::<usize>());
            let middle = Row::at(model.len() / 2);
            let mut copy = TextArena::default();
            copy.push_block(&arena.block(Row(0), middle));
            prop_assert_eq!(copy.len(), middle.idx());
            copy.push_block(&arena.block(middle, Row::at(model.len())));
            prop_assert_eq!(&copy, &arena);
            arena.compact();
            prop_assert_eq!(&copy, &arena);
            arena.truncate(middle.idx());
            arena.push("新");
            prop_assert_eq!(arena.get(middle), Some("新"));
        }
    }

    #[test]
    fn many_edits_do_not_grow_the_buffer_without_end() {
        let mut arena = TextArena::default();
        arena.push("a");
        for n in 0..100_000_u32 {
            arena.set(Row(0), &n.to_string());
        }
        assert!(arena.n_bytes() < 4 * TAIL_BYTES_MIN);
        assert_eq!(arena.get(Row(0)), Some("99999"));
    }

    #[test]
    fn a_zero_character_never_splits_a_text() {
        let mut arena = TextArena::default();
        arena.push("a\0b");
        assert_eq!((arena.len(), arena.get(Row(0))), (1, Some("ab")));
    }
}
