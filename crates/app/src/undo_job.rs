//! A whole batch is taken back, or what took it back is done again, in slices: what is to be written is
//! found, goes through the gate, is made into changes, then written as one transaction. When the book moves
//! meanwhile, all is found anew. Not here: what undoes what, which the book knows.

use std::rc::Rc;

use jipan_book::{Action, BatchUndo, Change, Op, Packer, Row, invert};
use jipan_rules::values::ids::BatchId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::failure::SaveFailure;
use crate::gate::{Gate, wants_index};
use crate::import::keys::KeyIndex;
use crate::job::{Job, Slice};
use crate::model::{BulkPurpose, Model};
use crate::view::Notice;

/// Customers, orders or operations that are looked at in one unit of work.
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
    /// The keys of all customers, of so many rows so far, for the gate.
    Index(Vec<Op>, KeyIndex, u32),
    /// What is still before the gate, and how much there was.
    Pass(std::vec::IntoIter<Op>, Box<Gate>, usize),
    /// What is to be made into changes, how much there was, and the changes so far.
    Make(std::vec::IntoIter<Op>, usize, Made),
}

/// Changes being made.
#[derive(Debug, Default)]
struct Made {
    packer: Packer,
    changes: Vec<Rc<[u8]>>,
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

    /// Finds all of it anew: what was found is of another book.
    fn begin_again(&mut self) {
        *self = match &self.what {
            What::Batch(batch) => Self::of_batch(*batch),
            What::Again(changes) => Self::again(Rc::clone(changes)),
        };
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
            job.begin_again();
        }
        job.revision = Some(revision);
        let mark = job.mark();
        let n = units.max(1);
        job.step = match job.step {
            Step::Find(mut undo) => {
                if undo.step(&self.book, n.saturating_mul(N_PER_UNIT)) {
                    Step::Find(undo)
                } else {
                    begin_gate(undo.finish())
                }
            }
            Step::FindAgain(done, mut ops) => {
                let What::Again(changes) = &job.what else { return Slice::Done };
                let n = usize::try_from(n).unwrap_or(1);
                for change in changes.iter().rev().skip(done).take(n) {
                    ops.extend(invert(change, &self.book));
                }
                let done = done.saturating_add(n);
                if done < changes.len() { Step::FindAgain(done, ops) } else { begin_gate(ops) }
            }
            Step::Index(ops, mut index, next) => {
                let all = self.book.n_rows();
                let end = next.saturating_add(n.saturating_mul(N_PER_UNIT)).min(all);
                index.add_all_keys(&self.book, (next..end).map(Row));
                if end < all {
                    Step::Index(ops, index, end)
                } else {
                    index.sort();
                    pass_gate(ops, Some(index))
                }
            }
            Step::Pass(mut left, mut gate, n_all) => {
                for op in left.by_ref().take(n_ops(n)) {
                    self.pass(&mut gate, op);
                }
                if left.len() > 0 {
                    Step::Pass(left, gate, n_all)
                } else {
                    self.begin_changes(*gate)
                }
            }
            Step::Make(mut left, n_all, mut made) => {
                // If something of it may not be written nothing is, and that is said.
                if self.make_changes(&mut left, mark, (&mut made, n_ops(n)), env).is_none() {
                    effects.extend(self.undo_failed());
                    return Slice::Done;
                }
                if left.len() == 0 {
                    self.is_dirty = true;
                    effects.extend(self.undo_made(&job.what, mark, made, env));
                    return Slice::Done;
                }
                Step::Make(left, n_all, made)
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

    /// Finding is the first half, the gate a quarter, making changes the last one.
    fn percent_of(&self, job: &UndoJob) -> u8 {
        let share = |n: usize, all: usize| {
            let percent = n.saturating_mul(100).checked_div(all.max(1));
            percent.and_then(|it| u8::try_from(it).ok()).unwrap_or(100)
        };
        match (&job.step, &job.what) {
            (Step::Find(undo), _) => undo.percent(&self.book) / 2,
            (Step::FindAgain(done, _), What::Again(changes)) => share(*done, changes.len()) / 2,
            (Step::FindAgain(..), What::Batch(_)) => 0,
            (Step::Index(..), _) => 50,
            (Step::Pass(left, _, n_all), _) => {
                share(n_all.saturating_sub(left.len()), *n_all) / 4 + 50
            }
            (Step::Make(left, n_all, _), _) => {
                share(n_all.saturating_sub(left.len()), *n_all) / 4 + 75
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

    /// All of it went through the gate: what came through becomes changes.
    fn begin_changes(&mut self, gate: Gate) -> Step {
        let ops = self.passed(gate);
        if ops.is_empty() {
            // There is nothing to be tried again.
            self.undo_kept = None;
        }
        let n_all = ops.len();
        Step::Make(ops.into_iter(), n_all, Made::default())
    }

    /// Makes changes of so many operations; nothing if one of them may not be written.
    fn make_changes(
        &mut self,
        left: &mut std::vec::IntoIter<Op>,
        mark: Mark,
        (made, n): (&mut Made, usize),
        env: &Env,
    ) -> Option<()> {
        for op in left.by_ref().take(n) {
            if !self.may_do(core::slice::from_ref(&op)) {
                return None;
            }
            if let Some(full) = made.packer.push(op) {
                let change = self.new_change(mark, full, env);
                made.changes.push(self.encoded(&change)?);
            }
        }
        Some(())
    }

    fn undo_made(&mut self, what: &What, mark: Mark, made: Made, env: &Env) -> Vec<Effect> {
        let mut changes = made.changes;
        if let Some(last) = made.packer.finish() {
            let change = self.new_change(mark, last, env);
            let Some(encoded) = self.encoded(&change) else { return self.undo_failed() };
            changes.push(encoded);
        }
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

/// So many units as a number of operations.
fn n_ops(units: u32) -> usize {
    usize::try_from(units.saturating_mul(N_PER_UNIT)).unwrap_or(usize::MAX)
}

/// All was found: it goes through the gate, which wants an index first where many come back.
fn begin_gate(ops: Vec<Op>) -> Step {
    if wants_index(&ops) { Step::Index(ops, KeyIndex::default(), 0) } else { pass_gate(ops, None) }
}

fn pass_gate(ops: Vec<Op>, index: Option<KeyIndex>) -> Step {
    let (gate, n_all) = (Gate::new(&ops).with(index), ops.len());
    Step::Pass(ops.into_iter(), Box::new(gate), n_all)
}
