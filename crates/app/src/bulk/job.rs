//! Going through the customers of a bulk edit in slices: first to count, then to make the changes.

use std::rc::Rc;

use jipan_book::{Action, BatchInfo, BatchKind, Op, Packer};
use jipan_rules::schema::Tag;
use jipan_rules::values::ids::{BatchId, CustomerId};

use super::BulkStage;
use super::plan::{Fate, Target};
use crate::commit::Mark;
use crate::consent::written_beside;
use crate::effect::Effect;
use crate::env::Env;
use crate::job::{Job, Slice};
use crate::model::{BulkPurpose, Model};
use crate::view::{BulkExample, BulkTally};

/// So many customers are a unit of a slice.
const ROWS_PER_UNIT: usize = 100;
/// So many examples are shown.
const N_EXAMPLES: usize = 6;

/// A walk over the customers of a bulk edit.
#[derive(Debug)]
pub(crate) struct BulkJob {
    pub(super) customers: Rc<[CustomerId]>,
    pub(super) target: Target,
    done: usize,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Count(BulkTally),
    Make(Making),
}

/// Changes being made; nothing is written before the last.
#[derive(Debug)]
struct Making {
    batch: BatchId,
    reason: Option<Box<str>>,
    packer: Packer,
    changes: Vec<Rc<[u8]>>,
    n_changed: usize,
}

impl BulkJob {
    /// Counts what a value would do.
    pub(super) fn count(customers: Rc<[CustomerId]>, target: Target) -> Self {
        Self { customers, target, done: 0, work: Work::Count(BulkTally::default()) }
    }

    /// Makes the changes of a batch.
    pub(super) fn make(
        customers: Rc<[CustomerId]>,
        target: Target,
        batch: BatchId,
        reason: Option<Box<str>>,
    ) -> Self {
        let (packer, changes) = (Packer::default(), Vec::new());
        let making = Making { batch, reason, packer, changes, n_changed: 0 };
        Self { customers, target, done: 0, work: Work::Make(making) }
    }
}

impl Making {
    fn mark(&self) -> Mark {
        Mark { batch: Some(self.batch), ..Mark::of(Action::BulkEdit) }
    }
}

impl Model {
    pub(crate) fn bulk_slice(
        &mut self,
        mut job: Box<BulkJob>,
        units: u32,
        env: &Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let n = usize::try_from(units.max(1)).unwrap_or(1).saturating_mul(ROWS_PER_UNIT);
        let end = job.done.saturating_add(n).min(job.customers.len());
        let customers = Rc::clone(&job.customers);
        for id in customers.get(job.done..end).unwrap_or_default() {
            let fate = job.target.fate(&self.book, *id);
            match &mut job.work {
                Work::Count(tally) => self.tally(tally, *id, fate),
                Work::Make(making) => self.make(making, &job.target, (*id, fate), env),
            }
        }
        let step = (job.customers.len() / 20).max(1);
        if let (Work::Make(_), Some(bulk)) = (&job.work, &mut self.list.bulk)
            && end / step > job.done / step
        {
            bulk.stage = BulkStage::Making(end);
            self.is_dirty = true;
        }
        job.done = end;
        if end < job.customers.len() {
            return Slice::More(Job::Bulk(job));
        }
        self.is_dirty = true;
        match job.work {
            Work::Count(tally) => {
                if let Some(bulk) = &mut self.list.bulk {
                    bulk.stage = BulkStage::Counted(Rc::new(tally));
                }
            }
            Work::Make(making) => effects.extend(self.all_made(making, &job.target, env)),
        }
        Slice::Done
    }

    fn tally(&self, tally: &mut BulkTally, id: CustomerId, fate: Fate) {
        let example = |was, of: &mut Vec<BulkExample>| {
            if of.len() < N_EXAMPLES {
                of.push(BulkExample { id, name: self.name_of(id).unwrap_or_default(), was });
            }
        };
        let n = match fate {
            Fate::Changed(None) => &mut tally.n_filled,
            Fate::Changed(was) => {
                example(was, &mut tally.replaced);
                &mut tally.n_replaced
            }
            Fate::Same => &mut tally.n_same,
            Fate::Contradicted(was) => {
                example(was, &mut tally.contradicted);
                &mut tally.n_contradicted
            }
            Fate::Gone => &mut tally.n_gone,
            Fate::Without(of) => {
                match tally.without.iter_mut().find(|(it, _)| *it == of) {
                    Some((_, n)) => *n = n.saturating_add(1),
                    None => tally.without.push((of, 1)),
                }
                return;
            }
        };
        *n = n.saturating_add(1);
    }

    fn make(
        &mut self,
        making: &mut Making,
        target: &Target,
        (id, fate): (CustomerId, Fate),
        env: &Env,
    ) {
        let Fate::Changed(was) = fate else { return };
        let asks = target.def.tag == Tag::Static && was.is_some();
        let reason = making.reason.clone().filter(|_| asks);
        let op = self.book.put(id, target.def.id, target.value.clone(), reason);
        let value = target.value.as_ref();
        let beside = written_beside(&self.book, (id, target.def.id), value, env.today);
        making.n_changed = making.n_changed.saturating_add(1);
        for op in core::iter::once(op).chain(beside) {
            if let Some(full) = making.packer.push(op) {
                making.changes.extend(self.encode_split(making.mark(), full, env));
            }
        }
    }

    /// Every customer was seen: all changes are written as one transaction.
    fn all_made(&mut self, mut making: Making, target: &Target, env: &Env) -> Vec<Effect> {
        let info = BatchInfo {
            id: making.batch,
            kind: BatchKind::BulkEdit,
            name: target.batch_name(),
            n_added: 0,
            n_updated: u32::try_from(making.n_changed).unwrap_or(u32::MAX),
            n_failed: 0,
        };
        let mark = making.mark();
        let full = making.packer.push(Op::Batch(info));
        for ops in full.into_iter().chain(making.packer.finish()) {
            making.changes.extend(self.encode_split(mark, ops, env));
        }
        if let Some(bulk) = &mut self.list.bulk {
            bulk.stage = BulkStage::Saving;
        }
        self.commit_bulk(making.changes, BulkPurpose::BulkEdit(making.batch))
    }
}
