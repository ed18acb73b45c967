//! A whole batch is taken back, or what took it back is done again, in slices: what is to be written is
//! found, then made into changes, then written as one transaction. When the book moves meanwhile, all is
//! found anew. Not here: what undoes what, which the book knows.

use std::rc::Rc;

use jipan_book::{Action, BatchUndo, Change, Op, invert, split};
use jipan_rules::values::ids::BatchId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::failure::SaveFailure;
use crate::job::{Job, Slice};
use crate::model::{BulkPurpose, Model};
use crate::view::Notice;

/// Customers or orders that are looked at in one unit of work.
const N_PER_UNIT: u32 = 100;

/// What is being taken back.
#[derive(Debug)]
pub(crate) struct UndoJob {
    what: What,
    /// The book it began with, as it counts its changes; none before the first slice.
    revision: Option<u64>,
    step: Step,
}

#[derive(Debug)]
enum What {
    Batch(BatchId),
    /// What took a batch back is done again.
    Again(Rc<[Change]>),
}

#[derive(Debug)]
enum Step {
    Find(BatchUndo),
    /// From the last of the changes to the first: how many were looked at, and what was found.
    FindAgain(usize, Vec<Op>),
    /// Lists that each become a change, the last one first, and the changes made of them.
    Make(Vec<Vec<Op>>, Vec<Rc<[u8]>>),
}

impl UndoJob {
    /// A batch is taken back.
    pub(crate) fn of_batch(batch: BatchId) -> Self {
        let step = Step::Find(BatchUndo::new(batch));
        Self { what: What::Batch(batch), revision: None, step }
    }

    /// What took a batch back is done again.
    pub(crate) fn again(changes: Rc<[Change]>) -> Self {
        Self { what: What::Again(changes), revision: None, step: Step::FindAgain(0, Vec::new()) }
    }

    fn mark(&self) -> Mark {
        match &self.what {
            What::Batch(batch) => Mark { undoes_batch: Some(*batch), ..Mark::of(Action::Undo) },
            // What was taken back belonged to a batch; done again, it belongs to it again.
            What::Again(changes) => {
                let batch = changes.iter().find_map(|change| change.undoes_batch);
                Mark { batch, undoes_batch: batch, ..Mark::of(Action::Redo) }
            }
        }
    }
}

impl Model {
    /// Whether a batch is being taken back or done again.
    pub(crate) fn is_undoing(&self) -> bool {
        self.jobs.iter().any(|job| matches!(job, Job::Undo(_)))
    }

    pub(crate) fn undo_slice(
        &mut self,
        mut job: UndoJob,
        units: u32,
        env: &Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        if !self.may_write() {
            self.notify(Notice::BulkNotSaved(SaveFailure::NotTheWriter));
            effects.extend(self.undo_failed());
            return Slice::Done;
        }
        let percent = self.percent_of(&job);
        let revision = self.book.revision();
        if job.revision.is_some_and(|of| of != revision) {
            job = match job.what {
                What::Batch(batch) => UndoJob::of_batch(batch),
                What::Again(changes) => UndoJob::again(changes),
            };
        }
        job.revision = Some(revision);
        let mark = job.mark();
        let n = units.max(1);
        job.step = match job.step {
            Step::Find(mut undo) => {
                if undo.step(&self.book, n.saturating_mul(N_PER_UNIT)) {
                    Step::Find(undo)
                } else {
                    self.make_undo(undo.finish())
                }
            }
            Step::FindAgain(done, mut ops) => {
                let What::Again(changes) = &job.what else { return Slice::Done };
                let n = usize::try_from(n).unwrap_or(1);
                for change in changes.iter().rev().skip(done).take(n) {
                    ops.extend(invert(change, &self.book));
                }
                let done = done.saturating_add(n);
                if done < changes.len() { Step::FindAgain(done, ops) } else { self.make_undo(ops) }
            }
            Step::Make(mut lists, mut changes) => {
                for _ in 0..n {
                    let Some(ops) = lists.pop() else { break };
                    changes.extend(self.encode_split(mark, ops, env));
                }
                if lists.is_empty() {
                    self.is_dirty = true;
                    effects.extend(self.undo_made(&job.what, changes));
                    return Slice::Done;
                }
                Step::Make(lists, changes)
            }
        };
        self.is_dirty |= self.percent_of(&job) != percent;
        Slice::More(Job::Undo(Box::new(job)))
    }

    /// How much of an undo is ready to be written, in percent.
    pub(crate) fn percent_undone(&self) -> u8 {
        let job = self
            .jobs
            .iter()
            .find_map(|job| if let Job::Undo(job) = job { Some(job) } else { None });
        job.map(|job| self.percent_of(job)).unwrap_or_default()
    }

    /// Finding is the first half, making changes of it the second.
    fn percent_of(&self, job: &UndoJob) -> u8 {
        let share = |n: usize, all: usize| {
            let percent = n.saturating_mul(100).checked_div(all.max(1));
            percent.and_then(|it| u8::try_from(it).ok()).unwrap_or(100)
        };
        match (&job.step, &job.what) {
            (Step::Find(undo), _) => undo.percent(&self.book) / 2,
            (Step::FindAgain(done, _), What::Again(changes)) => share(*done, changes.len()) / 2,
            (Step::FindAgain(..), What::Batch(_)) => 0,
            (Step::Make(lists, made), _) => {
                share(made.len(), lists.len().saturating_add(made.len())) / 2 + 50
            }
        }
    }

    /// An undo could not be written: its bar is there again, unless something newer can be taken back.
    pub(crate) fn undo_failed(&mut self) -> Vec<Effect> {
        self.sample_working = false;
        self.is_dirty = true;
        match self.undo_kept.take() {
            Some(bar) if self.undo.is_none() => self.show_undo(bar),
            Some(_) | None => Vec::new(),
        }
    }

    /// All was found: it becomes changes. If something of it may not be written nothing is, and that
    /// is said.
    fn make_undo(&mut self, ops: Vec<Op>) -> Step {
        let ops = self.without_taken_keys(ops);
        if ops.is_empty() {
            // There is nothing to be tried again.
            self.undo_kept = None;
        }
        if !self.may_do(&ops) {
            return Step::Make(Vec::new(), Vec::new());
        }
        let mut lists = split(ops);
        lists.reverse();
        Step::Make(lists, Vec::new())
    }

    fn undo_made(&mut self, what: &What, changes: Vec<Rc<[u8]>>) -> Vec<Effect> {
        if changes.is_empty() {
            return self.undo_failed();
        }
        let purpose = match what {
            What::Batch(batch) => BulkPurpose::BatchUndo(*batch),
            What::Again(_) => BulkPurpose::Redo,
        };
        self.commit_bulk(changes, purpose)
    }
}
