//! Loading and removing the sample data.

use std::rc::Rc;

use jipan_book::{BatchKind, SampleEnv, sample};
use jipan_rules::values::ids::BatchId;

use crate::effect::Effect;
use crate::env::Env;
use crate::model::{BulkPurpose, Model};

impl Model {
    /// The batch of the sample data that are in the book.
    pub(crate) fn sample_batch(&self) -> Option<BatchId> {
        self.book
            .batches()
            .rev()
            .filter(|batch| batch.info.kind == BatchKind::Sample)
            .map(|batch| batch.info.id)
            .find(|id| self.book.n_in_batch(*id) > 0)
    }

    pub(crate) fn load_sample(&mut self, env: &mut Env) -> Vec<Effect> {
        if !self.may_write() || self.is_bulk_running() || self.sample_batch().is_some() {
            return Vec::new();
        }
        let sample_env =
            SampleEnv { now_ms: env.now_millis(), today: env.today, by: self.writer.person };
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

    pub(crate) fn remove_sample(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(batch) = self.sample_batch() else { return Vec::new() };
        let effects = self.undo_batch(batch, env);
        self.sample_working = !effects.is_empty();
        effects
    }
}
