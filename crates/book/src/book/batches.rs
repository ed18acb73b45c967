//! What a book still holds of a batch. Not here: taking it back, which is `undo`.

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::values::ids::BatchId;

use super::{BatchRecord, Book};
use crate::arena::Row;

impl Book {
    /// Every batch known, in the order of ids, which is that of time.
    pub fn batches(&self) -> impl DoubleEndedIterator<Item = &BatchRecord> {
        self.batches.values()
    }

    /// What is known of a batch.
    pub fn batch(&self, id: BatchId) -> Option<&BatchRecord> {
        self.batches.get(&id)
    }

    /// The customers that a batch brought and that are not deleted.
    pub fn n_in_batch(&self, batch: BatchId) -> usize {
        self.rows().filter(|&row| self.is_visible(row) && self.came_with(row, batch)).count()
    }

    /// Whether anything a batch brought is still as it brought it: a customer, a field of one, an
    /// order or a value of a product.
    pub fn is_batch_live(&self, batch: BatchId) -> bool {
        self.live_batches().contains(&batch)
    }

    /// The batches of which anything is still as they brought it.
    pub fn live_batches(&self) -> BTreeSet<BatchId> {
        let of = |writer: u32| self.writers.get(writer).and_then(|it| it.batch);
        let visible = self.rows().filter(|row| self.is_visible(*row));
        let customers = visible.filter_map(|row| self.origin(row)?.batch);
        let fields = self.metas.values().flat_map(|meta| {
            [of(meta.writer), meta.imported.as_ref().and_then(|last| of(last.writer))]
        });
        let orders = self.all_orders().filter(|(_, it)| !it.is_gone);
        let orders = orders.filter_map(|(_, it)| it.writer.batch);
        let products = self.products.values().flat_map(BTreeMap::values);
        let products = products.filter(|it| it.value.is_some()).filter_map(|it| of(it.writer));
        customers.chain(fields.flatten()).chain(orders).chain(products).collect()
    }

    pub(crate) fn is_of_batch(&self, writer: u32, batch: BatchId) -> bool {
        self.writers.get(writer).is_some_and(|it| it.batch == Some(batch))
    }

    /// Says that what is in storage of a page is not the book as it is now.
    pub fn mark_dirty(&mut self, page: u32) {
        if page < self.n_pages() {
            self.dirty.insert(page);
        }
    }

    fn came_with(&self, row: Row, batch: BatchId) -> bool {
        self.origin(row).is_some_and(|origin| origin.batch == Some(batch))
    }
}
