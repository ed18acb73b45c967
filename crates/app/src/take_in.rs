//! Taking durable changes into the book, a slice at a time. The same book, however it is sliced.

use std::rc::Rc;

use jipan_book::{BatchRecord, Change};
use jipan_rules::values::ids::BatchId;

use crate::effect::Effect;
use crate::env::Env;
use crate::job::{Job, Slice};
use crate::model::{BulkPurpose, Model, TailEntry, UndoBar, UndoHow};

/// Durable changes that are not yet in the book.
#[derive(Debug)]
pub(crate) struct TakeInJob {
    changes: Vec<Rc<[u8]>>,
    pub(crate) keys: Vec<u64>,
    done: usize,
    purpose: BulkPurpose,
    /// What an undo of a batch wrote, so that it can be done again.
    taken: Vec<Change>,
}

impl TakeInJob {
    /// A job over encoded changes and the keys they have in the log.
    pub(crate) fn new(changes: Vec<Rc<[u8]>>, keys: Vec<u64>, purpose: BulkPurpose) -> Self {
        Self { changes, keys, done: 0, purpose, taken: Vec::new() }
    }
}

impl Model {
    pub(crate) fn take_in_slice(
        &mut self,
        mut job: TakeInJob,
        units: u32,
        env: &mut Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        self.take_out_pending();
        for _ in 0..units.max(1) {
            let Some(bytes) = job.changes.get(job.done) else { break };
            // What we encoded ourselves decodes; if it ever did not, it still is in the log.
            if let Ok(change) = Change::decode(bytes) {
                drop(self.book.apply(&change));
                if let Some(key) = job.keys.get(job.done) {
                    self.push_tail(TailEntry::of_own_batch(*key, &change));
                }
                match job.purpose {
                    BulkPurpose::BatchUndo(_) => job.taken.push(change),
                    BulkPurpose::Import(_)
                    | BulkPurpose::Sample(_)
                    | BulkPurpose::Decisions(_)
                    | BulkPurpose::BulkEdit(_)
                    | BulkPurpose::Redo => job.taken = vec![change],
                }
            }
            job.done = job.done.saturating_add(1);
        }
        self.put_back_pending();
        if job.done < job.changes.len() {
            return Slice::More(Job::TakeIn(job));
        }
        effects.extend(self.taken_in(job, env));
        Slice::Done
    }

    fn taken_in(&mut self, job: TakeInJob, env: &Env) -> Vec<Effect> {
        self.is_dirty = true;
        self.sample_working = false;
        let mut effects = Vec::new();
        let Some(last) = job.taken.last() else { return effects };
        let (of, action, batch) = (last.id, last.action, last.batch);
        let how = match job.purpose {
            BulkPurpose::Import(batch)
            | BulkPurpose::Sample(batch)
            | BulkPurpose::Decisions(batch)
            | BulkPurpose::BulkEdit(batch) => Some(UndoHow::Batch(batch)),
            BulkPurpose::BatchUndo(_) => Some(UndoHow::Changes(job.taken.into())),
            BulkPurpose::Redo => batch.map(UndoHow::Batch),
        };
        if let Some(how) = how {
            let n_customers = match &how {
                UndoHow::Changes(changes) => changes.iter().map(|it| it.customers().len()).sum(),
                UndoHow::Batch(batch) => self.n_touched_by(*batch),
                UndoHow::Filter(_) => 0,
            };
            effects.extend(self.show_undo(UndoBar { of, how, action, n_customers, name: None }));
        }
        match job.purpose {
            BulkPurpose::Import(_) => effects.extend(self.import_taken_in(env)),
            BulkPurpose::BulkEdit(_) => self.bulk_taken_in(),
            BulkPurpose::BatchUndo(batch) => {
                self.undo_kept = None;
                self.import_undone(batch, true);
            }
            BulkPurpose::Redo => {
                self.undo_kept = None;
                self.import_redone();
            }
            BulkPurpose::Sample(_) | BulkPurpose::Decisions(_) => {}
        }
        effects.extend(self.ask_persistence_once());
        effects.push(Effect::ReportStorage);
        effects.extend(self.fold_when_due());
        effects
    }

    /// How many customers a batch added or changed.
    pub(crate) fn n_touched_by(&self, batch: BatchId) -> usize {
        let n = |of: &BatchRecord| of.info.n_added.saturating_add(of.info.n_updated);
        self.book.batch(batch).map_or(0, |it| usize::try_from(n(it)).unwrap_or_default())
    }
}
