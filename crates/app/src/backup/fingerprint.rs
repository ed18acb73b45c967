//! The fingerprint of the book, in slices: one number, equal wherever the same book is open. Not here:
//! what it is made of.

use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::route::Route;

/// Rows taken for one unit of a slice.
const ROWS_PER_UNIT: u32 = 256;

/// The fingerprint, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fingerprint {
    /// Not asked for.
    #[default]
    None,
    /// Being taken.
    Working,
    /// Taken of the book at a revision.
    Taken { revision: u64, digest: u64 },
}

/// A fingerprint that is being taken.
#[derive(Debug)]
pub(crate) struct FingerprintJob {
    revision: u64,
    n_done: u32,
    sum: u64,
}

impl Model {
    /// Takes the fingerprint where it is shown, unless it is known.
    pub(super) fn take_fingerprint(&mut self) {
        let revision = self.book.revision();
        let is_known = match self.backup.fingerprint {
            Fingerprint::None => false,
            Fingerprint::Working => true,
            Fingerprint::Taken { revision: of, .. } => of == revision,
        };
        if self.route == Route::Settings && !is_known {
            self.backup.fingerprint = Fingerprint::Working;
            self.jobs.push_back(Job::Fingerprint(FingerprintJob { revision, n_done: 0, sum: 0 }));
        }
    }

    pub(crate) fn fingerprint_slice(
        &mut self,
        mut job: FingerprintJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let revision = self.book.revision();
        if self.route != Route::Settings {
            self.backup.fingerprint = Fingerprint::None;
        } else if job.revision != revision {
            // The book changed meanwhile; it is taken anew.
            job = FingerprintJob { revision, n_done: 0, sum: 0 };
            return Slice::More(Job::Fingerprint(job));
        } else {
            let n_rows = self.book.n_rows();
            let n = units.max(1).saturating_mul(ROWS_PER_UNIT);
            let end = job.n_done.saturating_add(n).min(n_rows);
            job.sum = job.sum.wrapping_add(self.book.digest_of_rows(job.n_done..end));
            job.n_done = end;
            if end < n_rows {
                return Slice::More(Job::Fingerprint(job));
            }
            let digest = job.sum.wrapping_add(self.book.digest_of_batches());
            self.backup.fingerprint = Fingerprint::Taken { revision, digest };
        }
        self.is_dirty = true;
        effects.extend(self.fold_when_due());
        Slice::Done
    }

    /// The fingerprint; nothing while it is being taken.
    pub(crate) fn fingerprint(&self) -> Option<u64> {
        match self.backup.fingerprint {
            Fingerprint::Taken { digest, .. } => Some(digest),
            Fingerprint::None | Fingerprint::Working => None,
        }
    }
}
