//! Taking a whole batch back, in slices: what it wrote of customers, then its orders, then its products
//! and what it set of rules and the budget.
//! What others went on from stays. Not here: one change.

use std::collections::BTreeSet;

use jipan_rules::values::ids::{BatchId, OrderId, ProductId};

use super::{restate, restore_value, trade, unsay};
use crate::arena::Row;
use crate::book::Book;
use crate::change::Op;

/// The writes that undo a batch, as far as they were found. The book must not change meanwhile.
///
/// ```
/// use jipan_book::{BatchUndo, Book};
/// use jipan_rules::{Uuid, values::ids::BatchId};
/// let mut undo = BatchUndo::new(BatchId::new(Uuid::from_u128(5)));
/// while undo.step(&Book::new(), 100) {}
/// assert!(undo.finish().is_empty());
/// ```
#[derive(Debug)]
pub struct BatchUndo {
    batch: BatchId,
    step: Step,
    ops: Vec<Op>,
    /// Products that stand in orders of others.
    used: BTreeSet<ProductId>,
    /// Customers and orders that were looked at.
    n_done: usize,
}

/// What is looked at next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Rows(u32),
    /// The orders after this one.
    Orders(Option<(u32, OrderId)>),
    Products,
    Done,
}

impl BatchUndo {
    /// Nothing found yet.
    pub fn new(batch: BatchId) -> Self {
        Self { batch, step: Step::Rows(0), ops: Vec::new(), used: BTreeSet::new(), n_done: 0 }
    }

    /// Looks at so many customers or orders more; whether something is left.
    pub fn step(&mut self, book: &Book, n: u32) -> bool {
        let n = n.max(1);
        self.n_done = self.n_done.saturating_add(usize::try_from(n).unwrap_or(usize::MAX));
        self.step = match self.step {
            Step::Rows(next) => {
                let end = next.saturating_add(n).min(book.n_rows());
                for row in (next..end).map(Row) {
                    self.undo_row(book, row);
                }
                if end < book.n_rows() { Step::Rows(end) } else { Step::Orders(None) }
            }
            Step::Orders(after) => {
                let last = trade::invert_orders(
                    book,
                    self.batch,
                    (after, n),
                    &mut self.ops,
                    &mut self.used,
                );
                last.map_or(Step::Products, |last| Step::Orders(Some(last)))
            }
            Step::Products => {
                trade::invert_products(book, self.batch, &self.used, &mut self.ops);
                trade::invert_shared(book, self.batch, &mut self.ops);
                Step::Done
            }
            Step::Done => Step::Done,
        };
        self.step != Step::Done
    }

    /// About how much of the customers and orders was looked at, in percent.
    pub fn percent(&self, book: &Book) -> u8 {
        let n_rows = usize::try_from(book.n_rows()).unwrap_or(usize::MAX);
        let n_all = n_rows.saturating_add(book.orders.all.len()).max(1);
        let share = self.n_done.min(n_all).saturating_mul(100).checked_div(n_all);
        share.and_then(|it| u8::try_from(it).ok()).unwrap_or(100)
    }

    /// The writes, in the order in which they must be written.
    pub fn finish(self) -> Vec<Op> {
        self.ops
    }

    /// Its customers are deleted, customers it deleted come back, and fields it wrote last get back
    /// what it overwrote. A customer stays that has orders or objections of others.
    fn undo_row(&mut self, book: &Book, row: Row) {
        let (batch, ops) = (Some(self.batch), &mut self.ops);
        let Some(id) = book.id_of(row) else { return };
        let deletion = book.deletion(row).filter(|(writer, _)| writer.batch == batch);
        let is_added = book.origin(row).is_some_and(|origin| origin.batch == batch);
        let stays = || trade::is_used(book, row, self.batch);
        match deletion {
            Some((_, true)) => ops.push(Op::Restore { id }),
            Some((_, false)) if !stays() => ops.push(Op::Delete { id }),
            None if is_added && book.is_visible(row) && !stays() => ops.push(Op::Delete { id }),
            Some((_, false)) | None => {}
        }
        if is_added {
            return;
        }
        for field in book.edited_fields(row) {
            let Some(meta) = book.field_meta(row, field) else { continue };
            if meta.is_edited && meta.writer.batch == batch {
                let (was, was_on) = (meta.was.cloned(), book.was_confirmed_on(row, field));
                restore_value(book, id, field, (was, was_on), ops);
                if book.was_asked_over(id, field, None) {
                    restate(book, id, field, ops);
                }
            }
            unsay(book, id, field, |by| by.batch == batch, ops);
        }
    }
}

/// The writes that undo a whole batch: its customers are deleted, customers it deleted come back,
/// and fields it wrote last get back what it overwrote; orders it placed last are as they were before,
/// or taken out. What others went on from stays: customers with orders or objections of others, products
/// in orders of others. OURS
pub fn invert_batch(book: &Book, batch: BatchId) -> Vec<Op> {
    let mut undo = BatchUndo::new(batch);
    while undo.step(book, u32::MAX) {}
    undo.finish()
}
