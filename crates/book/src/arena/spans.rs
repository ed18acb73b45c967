//! Walks candidate positions of a buffer together with the texts they fall into. Not here: rows.

use super::{Row, Step};

/// A candidate: which text, its content, and where in it.
pub(super) struct Hit<'a> {
    pub(super) idx: usize,
    pub(super) text: &'a str,
    pub(super) at: usize,
    start: usize,
    end: usize,
}

/// Walks candidates of one buffer together with the ends of its texts.
pub(super) struct Spans<'a, E> {
    buffer: &'a str,
    n_texts: usize,
    ends: E,
    idx: usize,
    pos: usize,
}

impl<'a, E: Fn(usize) -> Option<u32>> Spans<'a, E> {
    pub(super) fn new(buffer: &'a str, n_texts: usize, ends: E) -> Self {
        Self { buffer, n_texts, ends, idx: 0, pos: 0 }
    }

    #[inline]
    pub(super) fn next(&mut self, find: &impl Fn(&[u8]) -> Option<usize>) -> Option<Hit<'a>> {
        let at = self.pos + find(self.buffer.as_bytes().get(self.pos..)?)?;
        self.idx = self.text_at(at)?;
        let end = self.end_of(self.idx)?;
        let start = match self.idx.checked_sub(1) {
            Some(before) => self.end_of(before)? + 1,
            None => 0,
        };
        let text = self.buffer.get(start..end)?;
        Some(Hit { idx: self.idx, text, at: at.checked_sub(start)?, start, end })
    }

    pub(super) fn step(&mut self, step: Step, hit: &Hit<'_>) -> Step {
        self.pos = match step {
            Step::NextHit => hit.start + hit.at + 1,
            Step::NextText | Step::Stop => hit.end + 1,
        };
        step
    }

    fn end_of(&self, idx: usize) -> Option<usize> {
        (self.ends)(idx).map(|end| Row(end).idx())
    }

    /// First text at or after the current one that ends after `at`: by doubling steps, so that
    /// dense and rare hits are both cheap.
    #[inline]
    fn text_at(&self, at: usize) -> Option<usize> {
        let (mut low, mut stride) = (self.idx, 1);
        while self.end_of(low + stride - 1).is_some_and(|end| end < at) {
            low += stride;
            stride *= 2;
        }
        let mut high = (low + stride - 1).min(self.n_texts.checked_sub(1)?);
        while low < high {
            let middle = low.midpoint(high);
            if self.end_of(middle)? < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(low)
    }
}
