//! Loading and removing the sample data.

use std::rc::Rc;

use jipan_book::{BatchKind, Change, LogRow, Row, SampleEnv, sample};
use jipan_rules::values::ids::{BatchId, CustomerId};

use crate::effect::Effect;
use crate::env::Env;
use crate::model::{BulkPurpose, Model};

impl Model {
    /// The batch of the sample data that are in the book.
    pub(crate) fn sample_batch(&self) -> Option<BatchId> {
        self.sample_batches().rev().find(|id| self.book.n_in_batch(*id) > 0)
    }

    /// Whether there is nothing yet, and nothing to come: the first customers are to be chosen.
    pub(crate) fn is_first_run(&self) -> bool {
        self.book.n_customers() == 0 && self.sync.membership.is_none()
    }

    /// Every batch of sample data, also of such that were removed.
    fn sample_batches(&self) -> impl DoubleEndedIterator<Item = BatchId> {
        let all = self.book.batches().filter(|batch| batch.info.kind == BatchKind::Sample);
        all.map(|batch| batch.info.id)
    }

    fn is_of_sample_batch(&self, batch: Option<BatchId>) -> bool {
        let batch = batch.and_then(|id| self.book.batch(id));
        batch.is_some_and(|batch| batch.info.kind == BatchKind::Sample)
    }

    fn is_sample_customer(&self, row: Row) -> bool {
        self.book.origin(row).is_some_and(|origin| self.is_of_sample_batch(origin.batch))
    }

    /// The customers that are openly made up: a company that is joined does not get them.
    pub(crate) fn sample_customers(&self) -> Vec<CustomerId> {
        if self.sample_batches().next().is_none() {
            return Vec::new();
        }
        let rows = self.book.rows().filter(|&row| self.is_sample_customer(row));
        rows.filter_map(|row| self.book.id_of(row)).collect()
    }

    /// Customers in the book that are not made up.
    pub(crate) fn n_of_ones_own(&self) -> usize {
        let all = usize::try_from(self.book.n_customers()).unwrap_or_default();
        all.saturating_sub(self.sample_batch().map_or(0, |batch| self.book.n_in_batch(batch)))
    }

    /// Whether a change is about sample data only.
    pub(crate) fn is_of_sample(&self, change: &Change) -> bool {
        if self.sample_batches().next().is_none() {
            return false;
        }
        if [change.batch, change.undoes_batch].into_iter().any(|it| self.is_of_sample_batch(it)) {
            return true;
        }
        let customers = change.customers();
        let is_sample =
            |id: &CustomerId| self.book.row_of(*id).is_some_and(|row| self.is_sample_customer(row));
        !customers.is_empty() && customers.iter().all(is_sample)
    }

    /// Whether a row of the log is for the company: written here, and about what is real.
    pub(crate) fn is_to_be_said(&self, row: &[u8]) -> bool {
        match LogRow::decode(row) {
            Ok(LogRow::Own(change)) => !self.is_of_sample(&change),
            Ok(LogRow::Arrived(_) | LogRow::Forget { .. }) | Err(_) => false,
        }
    }

    pub(crate) fn load_sample(&mut self, env: &mut Env) -> Vec<Effect> {
        // What is made up has no place among the customers of a company.
        if self.sync.membership.is_some() {
            return Vec::new();
        }
        if !self.may_write() || self.is_bulk_running() || self.sample_batch().is_some() {
            return Vec::new();
        }
        let sample_env = SampleEnv {
            now_ms: env.now_millis(),
            today: env.today,
            by: self.writer.person,
            fiscal_start: self.fiscal_start(),
        };
        let mut fresh = || env.ids.fresh();
        let changes = sample(sample_env, &mut fresh);
        let Some(batch) = changes.iter().find_map(|change| change.batch) else {
            return Vec::new();
        };
        let changes: Vec<Rc<[u8]>> =
            changes.iter().filter_map(|change| self.encoded(change)).collect();
        self.sample_working = true;
        self.commit_bulk(changes, BulkPurpose::Sample(batch))
    }

    pub(crate) fn remove_sample(&mut self) -> Vec<Effect> {
        let Some(batch) = self.sample_batch() else { return Vec::new() };
        let effects = self.undo_batch(batch);
        self.sample_working = self.is_undoing();
        effects
    }
}
