//! What is known of the whole book beside its pages. Not here: the pages.

use serde::{Deserialize, Serialize};

use super::budget::KeptBudget;
use super::bytes::{In, Out};
use super::trade::Shared;
use super::{LAYOUT, LAYOUT_FOURTH, PageError};
use crate::book::{BatchRecord, Book};

/// How many customers follow, and the batches they came in.
#[derive(Serialize, Deserialize)]
struct Header {
    n_rows: u32,
    batches: Vec<BatchRecord>,
}

/// More rows than this are not reserved on the word of a header.
const RESERVE_MAX: u32 = 1 << 20;

impl Book {
    /// The bytes of the header: written with each fold, read before the pages.
    pub fn encode_header(&self) -> Vec<u8> {
        let mut out = Out::with_capacity(256);
        out.postcard(&Header { n_rows: self.n_rows(), batches: self.batches().cloned().collect() });
        out.postcard(&self.shared());
        let budget = self.budget_kept();
        if budget.is_empty() {
            return out.finish(LAYOUT_FOURTH);
        }
        out.postcard(&budget);
        out.finish(LAYOUT)
    }

    /// Reads a header: makes room for the customers and knows batches, products and rules. Gives the number of
    /// pages that follow.
    ///
    /// # Errors
    /// [`PageError`] if the bytes are from a newer program or damaged. The book is as it was.
    pub fn load_header(&mut self, bytes: &[u8]) -> Result<u32, PageError> {
        let mut from = In::open(bytes)?;
        from.part("header");
        let header: Header = from.postcard()?;
        from.part("products");
        let shared: Shared = if from.has_layout_4() { from.postcard()? } else { Shared::default() };
        if !shared.is_sound() {
            return Err(from.damaged());
        }
        from.part("budget");
        let budget: KeptBudget =
            if from.has_layout_6() { from.postcard()? } else { KeptBudget::default() };
        if !budget.is_sound() {
            return Err(from.damaged());
        }
        from.end()?;
        self.take_shared(shared);
        self.take_budget(budget);
        self.reserve(crate::arena::Row(header.n_rows.min(RESERVE_MAX)).idx());
        for batch in header.batches {
            let is_known = self
                .batches
                .get(&batch.info.id)
                .is_some_and(|known| known.writer.rank() >= batch.writer.rank());
            if !is_known {
                self.batches.insert(batch.info.id, batch);
            }
        }
        Ok(header.n_rows.div_ceil(super::super::book::PAGE_ROWS))
    }
}
