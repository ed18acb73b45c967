//! What a round wanted to write is not on the disk. Not here: what it writes.

use super::Round;
use crate::effect::{Effect, FoldId};
use crate::env::Env;
use crate::failure::SaveFailure;
use crate::model::{MayWrite, Model};

impl Model {
    /// What the sync wanted to write is not on the disk: nothing of it is.
    pub(crate) fn sync_not_written(
        &mut self,
        id: FoldId,
        failure: &SaveFailure,
        env: &mut Env,
    ) -> Vec<Effect> {
        match core::mem::take(&mut self.sync.round) {
            Round::Writing(of, _) if of == id => {}
            Round::Leaving(of) if of == id => self.writer.may_write = MayWrite::Yes,
            other => {
                self.sync.round = other;
                self.file_not_written(id, failure);
                return self.join_not_written(id, failure);
            }
        }
        // What comes next has to wait, and a fold may make room for it.
        self.sync.is_more_coming = false;
        match failure {
            // Another tab was first; what it wrote is read.
            SaveFailure::NotTheWriter => {
                self.sync.is_due = true;
                self.lead_lost();
                let mut effects = self.catch_up();
                effects.push(Effect::TakeLead);
                effects
            }
            SaveFailure::NewerLayout => self.meet_newer(),
            SaveFailure::QuotaExceeded
            | SaveFailure::BackingStore
            | SaveFailure::ConnectionClosed
            | SaveFailure::Other { .. } => {
                self.hold_back(env);
                self.sync.is_due = true;
                Vec::new()
            }
        }
    }
}
