//! Products and orders of a file meet the book once all of it was read: a slice at a time, and all
//! that is good is written as one transaction. When the book moves meanwhile, all is judged anew. Not
//! here: how a file is put together (`orders`), what becomes of one order or product
//! (`judge_order`, `judge_product`).

use std::rc::Rc;

use jipan_book::sheet::{CheckedRow, RowError, SheetKind};
use jipan_book::{Action, BatchInfo, BatchKind, Op, Packer};
use jipan_rules::values::ids::BatchId;

use super::judge_order::OrderJudge;
use super::orders::OrderLines;
use super::rounded::Roundings;
use super::{ImportModel, Outcome};
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::job::{Job, Slice};
use crate::model::{BulkPurpose, Model};
use crate::view::{ImportResult, OrderFacts};

/// Orders, or products, of one unit of a job.
const N_PER_UNIT: u32 = 20;

/// Products or orders of a file, as far as they were read.
#[derive(Debug)]
pub(crate) enum Trade {
    /// Products, a record each.
    Products(Vec<CheckedRow>),
    /// Lines of orders.
    Orders(Box<OrderLines>),
}

impl Trade {
    pub(super) fn take(&mut self, rows: Vec<CheckedRow>) {
        match self {
            Self::Products(all) => all.extend(rows),
            Self::Orders(lines) => lines.take(rows),
        }
    }
}

/// All of a file, being compared with the book.
#[derive(Debug)]
pub(crate) struct JudgeJob {
    name: String,
    batch: BatchId,
    what: Judged,
    /// The book that was judged against, as it counts its changes; `None` for none.
    revision: Option<u64>,
    verdict: Verdict,
}

#[derive(Debug)]
enum Judged {
    Products(Vec<CheckedRow>),
    Orders(Box<OrderJudge>),
}

/// What came of it so far.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    done: usize,
    packer: Packer,
    /// Products go into changes of their own: a company that has them already judges them apart.
    products: Packer,
    full: Vec<Vec<Op>>,
    changes: Vec<Rc<[u8]>>,
    pub(super) failures: Vec<(u32, Vec<RowError>)>,
    pub(super) n_added: usize,
    pub(super) n_updated: usize,
    pub(super) n_unchanged: usize,
    pub(super) rounded: Roundings,
    pub(super) facts: OrderFacts,
}

impl Verdict {
    pub(super) fn write(&mut self, op: Op) {
        let is_product = matches!(op, Op::Product { .. });
        let packer = if is_product { &mut self.products } else { &mut self.packer };
        self.full.extend(packer.push(op));
    }
}

impl JudgeJob {
    /// A file that was read to its end.
    pub(super) fn new(name: String, batch: BatchId, trade: Trade) -> Self {
        let what = match trade {
            Trade::Products(rows) => Judged::Products(rows),
            Trade::Orders(lines) => Judged::Orders(Box::new(OrderJudge::new(*lines))),
        };
        Self { name, batch, what, revision: None, verdict: Verdict::default() }
    }

    /// Products or orders in all.
    pub(super) fn n(&self) -> usize {
        match &self.what {
            Judged::Products(rows) => rows.len(),
            Judged::Orders(judge) => judge.n(),
        }
    }

    fn kind(&self) -> (SheetKind, BatchKind) {
        match self.what {
            Judged::Products(_) => (SheetKind::Products, BatchKind::Products),
            Judged::Orders(_) => (SheetKind::Orders, BatchKind::Orders),
        }
    }
}

impl Model {
    pub(crate) fn judge_slice(
        &mut self,
        mut job: Box<JudgeJob>,
        units: u32,
        env: &mut Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let is_wanted = matches!(&self.import, ImportModel::Judging(it) if it.batch == job.batch);
        if !is_wanted {
            return Slice::Done; // It was cancelled.
        }
        if job.revision != Some(self.book.revision()) {
            job.revision = Some(self.book.revision());
            job.verdict = Verdict::default();
            if let Judged::Orders(judge) = &mut job.what {
                judge.begin(&self.book, &mut job.verdict);
            }
        }
        for _ in 0..units.max(1).saturating_mul(N_PER_UNIT) {
            if !self.judge_next(&mut job, env) {
                effects.extend(self.judged(*job, env));
                return Slice::Done;
            }
        }
        self.write_full(&mut job, env);
        if let ImportModel::Judging(judging) = &mut self.import {
            judging.done = u32::try_from(job.verdict.done).unwrap_or(u32::MAX);
        }
        Slice::More(Job::Judge(job))
    }

    /// Judges the next order or product; whether there was one.
    fn judge_next(&self, job: &mut JudgeJob, env: &mut Env) -> bool {
        let verdict = &mut job.verdict;
        let idx = verdict.done;
        verdict.done = idx.saturating_add(1);
        match &mut job.what {
            Judged::Products(rows) => {
                let Some(row) = rows.get(idx) else { return false };
                self.judge_product(row, verdict, env.today);
            }
            Judged::Orders(judge) => {
                let Some(order) = judge.next_order(idx) else { return false };
                self.judge_order(judge, order, verdict, env);
            }
        }
        true
    }

    fn write_full(&mut self, job: &mut JudgeJob, env: &Env) {
        let mark = Mark { batch: Some(job.batch), ..Mark::of(Action::Import) };
        for ops in core::mem::take(&mut job.verdict.full) {
            let changes = self.encode_split(mark, ops, env);
            job.verdict.changes.extend(changes);
        }
    }

    /// All was judged: what is good is written at once.
    fn judged(&mut self, mut job: JudgeJob, env: &Env) -> Vec<Effect> {
        job.verdict.full.extend(core::mem::take(&mut job.verdict.products).finish());
        self.write_full(&mut job, env);
        let (kind, batch_kind) = job.kind();
        let JudgeJob { name, batch, verdict, .. } = job;
        let Verdict { packer, mut changes, mut failures, rounded, facts, .. } = verdict;
        let (n_added, n_updated) = (verdict.n_added, verdict.n_updated);
        jipan_book::sorting::sort_by_key(&mut failures, |(record, _)| *record);
        let n_failed = failures.len();
        let mut ops = packer.finish().unwrap_or_default();
        let has_writes = !changes.is_empty() || !ops.is_empty();
        let result = ImportResult {
            kind,
            batch: has_writes.then_some(batch),
            n_added,
            n_updated,
            n_unchanged: verdict.n_unchanged,
            rounded: rounded.into_list(),
            facts: (kind == SheetKind::Orders).then_some(facts),
            ..ImportResult::of(name.clone(), &failures)
        };
        let outcome = Box::new(Outcome { result, failures });
        if !has_writes {
            self.import = ImportModel::Done(outcome);
            return self.failed_rows_file();
        }
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let [n_added, n_updated, n_failed] = [n_added, n_updated, n_failed].map(short);
        ops.push(Op::Batch(BatchInfo {
            id: batch,
            kind: batch_kind,
            name,
            n_added,
            n_updated,
            n_failed,
        }));
        let mark = Mark { batch: Some(batch), ..Mark::of(Action::Import) };
        changes.extend(self.encode_split(mark, ops, env));
        self.import = ImportModel::Saving(outcome);
        self.commit_bulk(changes, BulkPurpose::Import(batch))
    }
}
