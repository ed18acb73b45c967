//! Changes as a file, where there is no endpoint in reach: what is unsent, or all there is, for another
//! tablet, which takes it in with the same merge and passes it on. Not here: the file itself, which the
//! shell packs and locks.
//!
//! What is unsent goes as rows written here, and whoever takes them in sends them. The rest goes as
//! rows that arrived: what is left of changes that the company has already. A tablet without a company,
//! or one that still tells it its state, has none of those.

use std::collections::{BTreeSet, VecDeque};

use jipan_book::{Action, Change, ChangeId, LogRow, Op, split};

use crate::backup::Passphrase;
use crate::commit::Mark;
use crate::effect::{Effect, FileHandle, FoldId, FoldWrite};
use crate::env::Env;
use crate::failure::{BackupFailure, SaveFailure};
use crate::job::{Job, Slice};
use crate::model::{Model, Phase};
use crate::view::ChangesFileView;

use super::Round;

/// So many rows of the book are a unit of the job.
const N_ROWS: u32 = 20;

/// What is going on with files of changes.
#[derive(Debug, Default)]
pub(crate) enum HandOver {
    /// Nothing.
    #[default]
    Rest,
    /// One is to be made, of all or of what is unsent.
    Asked(bool, Passphrase),
    /// The log is being read for it.
    Reading(bool, Passphrase),
    /// The job or the shell is at work; so many changes are in the file.
    Working(usize),
    /// What a file brought is being written.
    Writing(FoldId, [usize; 3]),
    /// It came to its end.
    Ended(ChangesFileView),
}

impl HandOver {
    /// How it stands.
    pub(crate) fn view(&self) -> ChangesFileView {
        match self {
            Self::Rest => ChangesFileView::Idle,
            Self::Ended(view) => view.clone(),
            Self::Asked(..) | Self::Reading(..) | Self::Working(_) | Self::Writing(..) => {
                ChangesFileView::Working
            }
        }
    }

    fn is_at_rest(&self) -> bool {
        matches!(self, Self::Rest | Self::Ended(_))
    }

    pub(super) fn is_reading(&self) -> bool {
        matches!(self, Self::Reading(..))
    }
}

/// Changes on their way into a file, or out of one.
#[derive(Debug)]
pub(crate) enum HandOverJob {
    /// What stands of the rows from one on is told.
    Telling {
        /// The next row.
        next: u32,
        /// What goes as it is in the log.
        unsent: BTreeSet<ChangeId>,
        /// Rows for the file.
        rows: Vec<Vec<u8>>,
        /// What opens it.
        passphrase: Passphrase,
    },
    /// The rows of a file are looked at.
    Taking {
        /// Those to come.
        rows: VecDeque<Vec<u8>>,
        /// Those that are to be written.
        new: Vec<Vec<u8>>,
        /// The conflicts they make.
        conflicts: Vec<Op>,
        /// So many were known.
        n_known: usize,
    },
}

impl Model {
    /// A file was asked for.
    pub(super) fn file_asked(&mut self, is_all: bool, passphrase: Passphrase) -> Vec<Effect> {
        if self.phase == Phase::Ready && self.sync.file.is_at_rest() {
            self.sync.file = HandOver::Asked(is_all, passphrase);
        }
        Vec::new()
    }

    /// Reads the log for a file, once nothing else reads it and all is on the disk.
    pub(super) fn go_on_with_file(&mut self) -> Vec<Effect> {
        let is_free = !matches!(self.sync.round, Round::Reading(_))
            && self.writer.pending.is_empty()
            && !self.is_taking_in();
        match core::mem::take(&mut self.sync.file) {
            HandOver::Asked(is_all, passphrase) if is_free => {
                self.sync.file = HandOver::Reading(is_all, passphrase);
                let after = self.sync.membership.as_ref().map_or(0, |it| it.acked);
                vec![Effect::ReadOutbox { after, n_max: 0 }]
            }
            other @ (HandOver::Rest
            | HandOver::Asked(..)
            | HandOver::Reading(..)
            | HandOver::Working(_)
            | HandOver::Writing(..)
            | HandOver::Ended(_)) => {
                self.sync.file = other;
                Vec::new()
            }
        }
    }

    /// The log was read for a file.
    pub(super) fn file_read_log(&mut self, read: Vec<(u64, Vec<u8>)>, env: &Env) -> Vec<Effect> {
        let HandOver::Reading(is_all, passphrase) = core::mem::take(&mut self.sync.file) else {
            return Vec::new();
        };
        let mut unsent = BTreeSet::new();
        let mut rows = Vec::new();
        for (_, row) in read {
            if let Ok(LogRow::Own(change)) = LogRow::decode(&row) {
                unsent.insert(change.id);
                rows.push(row);
            }
        }
        if !is_all {
            return self.make_file(rows, passphrase, env);
        }
        self.sync.file = HandOver::Working(0);
        let told = self.book.parts_of_batches();
        let is_known = self.is_known_to_company();
        rows.extend(told.into_iter().filter_map(|part| told_row(part, &unsent, is_known)));
        let job = HandOverJob::Telling { next: 0, unsent, rows, passphrase };
        self.start_job(Job::HandOver(Box::new(job)))
    }

    fn make_file(&mut self, rows: Vec<Vec<u8>>, passphrase: Passphrase, env: &Env) -> Vec<Effect> {
        self.sync.file = HandOver::Working(rows.len());
        let n_customers = self.book.n_customers();
        let created_at_millis = env.now_millis();
        vec![Effect::MakeChangesFile { created_at_millis, n_customers, rows, passphrase }]
    }

    /// The file is made.
    pub(crate) fn file_made(&mut self, url: String, name: String) -> Vec<Effect> {
        let HandOver::Working(n_changes) = self.sync.file else { return Vec::new() };
        let view = ChangesFileView::Made { name: name.clone(), n_changes };
        self.sync.file = HandOver::Ended(view);
        vec![Effect::Download { url, name }]
    }

    /// It could not be made, or read.
    pub(crate) fn file_failed(&mut self, failure: BackupFailure) {
        self.sync.file = HandOver::Ended(ChangesFileView::Failed(failure));
    }

    /// A file of another tablet was chosen.
    pub(super) fn changes_chosen(
        &mut self,
        file: FileHandle,
        passphrase: Passphrase,
    ) -> Vec<Effect> {
        if !self.sync.file.is_at_rest() {
            return Vec::new();
        }
        if !self.may_write() {
            self.file_failed(BackupFailure::ReadOnly);
            return Vec::new();
        }
        self.sync.file = HandOver::Working(0);
        vec![Effect::ReadChangesFile { file, passphrase }]
    }

    /// What is in it.
    pub(crate) fn file_opened(&mut self, rows: Vec<Vec<u8>>) -> Vec<Effect> {
        let is_newer = rows.iter().any(|row| {
            matches!(LogRow::decode(row), Err(jipan_book::ChangeError::NewerLayout { .. }))
        });
        if is_newer || !self.may_write() {
            let readable = BackupFailure::ReadOnly;
            self.file_failed(if is_newer { BackupFailure::NewerApp } else { readable });
            return Vec::new();
        }
        let (new, conflicts) = (Vec::new(), Vec::new());
        let job = HandOverJob::Taking { rows: rows.into(), new, conflicts, n_known: 0 };
        self.start_job(Job::HandOver(Box::new(job)))
    }

    /// Whether all that was folded here is at the company.
    fn is_known_to_company(&self) -> bool {
        self.sync.membership.as_ref().is_some_and(|it| !it.is_sending_state())
    }

    pub(crate) fn hand_over_slice(
        &mut self,
        job: HandOverJob,
        units: u32,
        env: &Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        match job {
            HandOverJob::Telling { next, unsent, mut rows, passphrase } => {
                let end = next.saturating_add(N_ROWS.saturating_mul(units.max(1)));
                let end = end.min(self.book.n_rows());
                let told = self.book.parts_of(next..end).into_iter();
                let is_known = self.is_known_to_company();
                rows.extend(told.filter_map(|part| told_row(part, &unsent, is_known)));
                if end < self.book.n_rows() {
                    let job = HandOverJob::Telling { next: end, unsent, rows, passphrase };
                    return Slice::More(Job::HandOver(Box::new(job)));
                }
                effects.extend(self.make_file(rows, passphrase, env));
            }
            HandOverJob::Taking { mut rows, mut new, mut conflicts, mut n_known } => {
                self.take_out_pending();
                for _ in 0..units.max(1) {
                    let Some(row) = rows.pop_front() else { break };
                    let is_new = self.look_at(&row, &mut conflicts);
                    n_known = n_known.saturating_add(usize::from(!is_new));
                    if is_new {
                        new.push(row);
                    }
                }
                self.put_back_pending();
                if !rows.is_empty() {
                    let job = HandOverJob::Taking { rows, new, conflicts, n_known };
                    return Slice::More(Job::HandOver(Box::new(job)));
                }
                effects.extend(self.write_file(new, conflicts, n_known, env));
            }
        }
        self.is_dirty = true;
        Slice::Done
    }

    /// Whether a row of a file says something new. The book stays as it is.
    fn look_at(&mut self, row: &[u8], conflicts: &mut Vec<Op>) -> bool {
        let Ok(row) = LogRow::decode(row) else { return false };
        let Some(change) = row.change() else { return false };
        if self.tail.iter().any(|it| it.change().is_some_and(|known| known.id == change.id)) {
            return false;
        }
        let found = self.book.unseen_by(change);
        let applied = self.book.apply(change);
        let is_noop = applied.is_noop();
        self.book.revert(applied);
        // A value that was older than the one here is new all the same: it is kept, and sent.
        let is_new = !is_noop || !found.is_empty() || matches!(row, LogRow::Own(_));
        conflicts.extend(found);
        is_new
    }

    fn write_file(
        &mut self,
        new: Vec<Vec<u8>>,
        conflicts: Vec<Op>,
        n_known: usize,
        env: &Env,
    ) -> Vec<Effect> {
        let counts = [new.len(), n_known, conflicts.len()];
        if new.is_empty() {
            self.file_taken(counts);
            return Vec::new();
        }
        let mut writes: Vec<FoldWrite> = new.into_iter().map(FoldWrite::Log).collect();
        for ops in split(conflicts) {
            let change = self.new_change(Mark::of(Action::NoteConflict), ops, env);
            writes.extend(self.encoded(&change).map(|bytes| FoldWrite::Log(bytes.to_vec())));
        }
        let id = self.sync.next_write();
        self.sync.file = HandOver::Writing(id, counts);
        vec![Effect::Fold { id, writes }]
    }

    fn file_taken(&mut self, [n_new, n_known, n_conflicts]: [usize; 3]) {
        let view = ChangesFileView::Taken { n_new, n_known, n_conflicts };
        self.sync.file = HandOver::Ended(view);
    }

    /// What a file brought is on the disk, and is read from there as the rows of another tab are.
    pub(super) fn file_written(&mut self, id: FoldId) -> Vec<Effect> {
        let HandOver::Writing(of, counts) = self.sync.file else { return Vec::new() };
        if of != id {
            return Vec::new();
        }
        self.file_taken(counts);
        self.sync.is_behind = self.sync.membership.is_some();
        let mut effects = vec![Effect::TellTabs];
        effects.extend(self.catch_up());
        effects
    }

    /// It is not; the file can be chosen again.
    pub(super) fn file_not_written(&mut self, id: FoldId, failure: &SaveFailure) {
        if matches!(self.sync.file, HandOver::Writing(of, _) if of == id) {
            self.file_failed(match failure {
                SaveFailure::QuotaExceeded => BackupFailure::QuotaExceeded,
                SaveFailure::NewerLayout => BackupFailure::NewerApp,
                SaveFailure::NotTheWriter => BackupFailure::ReadOnly,
                SaveFailure::BackingStore
                | SaveFailure::ConnectionClosed
                | SaveFailure::Other { .. } => BackupFailure::Other { detail: failure.to_string() },
            });
        }
    }
}

/// What is left of a change as a row, to be sent on unless the company has it; none if it goes whole.
fn told_row(part: Change, unsent: &BTreeSet<ChangeId>, is_known: bool) -> Option<Vec<u8>> {
    if unsent.contains(&part.id) {
        return None;
    }
    let row = if is_known { LogRow::Arrived(part) } else { LogRow::Own(part) };
    row.encode().ok()
}
