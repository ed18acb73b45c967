//! Whether the book is what the company has: the sum over its customers, and what is about none, is
//! compared with that of the endpoint when nothing is on its way. If they differ, all is taken anew.
//! A sum is never taken over from elsewhere. Not here: the digest.

use jipan_sync::client::{Membership, digest_of_shared};

use crate::env::Env;
use crate::job::{Job, Slice};
use crate::model::Model;

/// So many rows are a unit of the job.
const N_ROWS: u32 = 64;
/// So many rows are taken anew with one question.
const N_HEALED: u32 = 400;
/// All are taken anew at most so often: if it does not help, the fault is elsewhere. OURS
const HEAL_MILLIS: u64 = 24 * 3_600_000;

/// The sum over the book, so far.
#[derive(Debug)]
pub(crate) struct SumJob {
    expected: u64,
    sum: u64,
    next: u32,
    revision: Option<u64>,
}

impl SumJob {
    pub(super) fn new(expected: u64) -> Self {
        Self { expected, sum: 0, next: 0, revision: None }
    }
}

impl Model {
    pub(crate) fn sum_slice(&mut self, mut job: SumJob, units: u32, env: &Env) -> Slice {
        let revision = self.book.revision();
        if *job.revision.get_or_insert(revision) != revision {
            // Something came in between; the next round brings another sum.
            return Slice::Done;
        }
        let end = job.next.saturating_add(N_ROWS.saturating_mul(units.max(1)));
        let end = end.min(self.book.n_rows());
        job.sum = job.sum.wrapping_add(self.book.digest_of_created(job.next..end));
        job.next = end;
        if job.next < self.book.n_rows() {
            return Slice::More(Job::Sum(job));
        }
        job.sum = job.sum.wrapping_add(digest_of_shared(&self.book, self.writer.role));
        let is_even = !self.sync.round.is_working()
            && self.unsent().next().is_none()
            // What the endpoint does not understand yet is here alone.
            && self.sync.membership.as_ref().is_none_or(|it| it.waiting.is_empty())
            && self.writer.pending.is_empty();
        if job.sum != job.expected && is_even {
            self.sums_differ(env);
        }
        Slice::Done
    }

    /// How often the book was not what the company has, which is never to be.
    pub fn n_mismatches(&self) -> u32 {
        self.sync.membership.as_ref().map_or(0, |it| it.n_mismatches)
    }

    fn sums_differ(&mut self, env: &Env) {
        let now = env.now_millis();
        let Some(it) = &mut self.sync.membership else { return };
        it.n_mismatches = it.n_mismatches.saturating_add(1);
        if it.healed_ms == 0 || now.abs_diff(it.healed_ms) > HEAL_MILLIS {
            it.healed_ms = now;
            it.heal = Some(0);
            // What is missing here comes with the feed, what is wrong with the customers, and what
            // is about none is forgotten before.
            it.forget_cursors();
            self.sync_wanted();
        }
    }

    /// The next customers that are taken anew.
    pub(super) fn go_on_healing(&self, base: &mut Membership) {
        let Some(from) = base.heal.filter(|_| base.refetch.is_empty()) else { return };
        let end = from.saturating_add(N_HEALED).min(self.book.n_rows());
        let rows = self.book.rows().skip(usize::try_from(from).unwrap_or(usize::MAX));
        let n = usize::try_from(end.saturating_sub(from)).unwrap_or_default();
        let known = rows.take(n).filter(|row| self.book.origin(*row).is_some());
        base.refetch.extend(known.filter_map(|row| self.book.id_of(row)));
        base.heal = (end < self.book.n_rows()).then_some(end);
    }
}
