//! Folding: what stands in the log moves into pages and old histories, one transaction a step,
//! so that opening stays fast. A row of the log goes only when everything it says is elsewhere.

use std::collections::{BTreeMap, VecDeque};

use jipan_book::{HistoryEntry, encode_segment};
use jipan_rules::values::ids::CustomerId;

use crate::effect::{Effect, FoldId, FoldWrite};
use crate::failure::SaveFailure;
use crate::job::Job;
use crate::model::{MayWrite, Model, Phase};
use crate::open::{META_CLOCK, META_FOLDS, META_SEQ};

/// Hot pages of customers.
pub(crate) const KIND_CUSTOMERS: u8 = 1;
/// The one hot page with what belongs to no customer.
pub(crate) const KIND_HEADER: u8 = 2;
/// The one hot page with the order of names.
pub(crate) const KIND_NAMES: u8 = 3;
/// The write of who we are: no answer is waited for.
pub(crate) const FOLD_OF_META: FoldId = FoldId(0);
/// So many changes of one's own stay in the log, for undo and the last taps.
const N_KEPT: usize = 50;
/// Folding starts when so many rows of the log could go.
const N_DUE: usize = 100;
/// The key of a row that went with an older log. Its number may be another row's by now.
const KEY_GONE: u64 = u64::MAX;
/// So many old histories go into one transaction.
const N_COLD: usize = 200;

/// A fold under way.
#[derive(Debug)]
pub(crate) struct FoldJob {
    id: FoldId,
    pages: VecDeque<u32>,
    cold: VecDeque<(CustomerId, Vec<HistoryEntry>)>,
    keys: Vec<u64>,
    /// Pages handed to the disk so far.
    written: Vec<u32>,
    /// A step that waits until nothing is on its way to the disk.
    is_held: bool,
    /// The transaction that ends the fold is on its way.
    is_ending: bool,
}

impl Model {
    /// Starts folding when enough has gathered and nothing else is going on.
    pub(crate) fn fold_when_due(&mut self) -> Vec<Effect> {
        if self.fold.as_ref().is_some_and(|fold| fold.is_held) {
            return self.fold_step();
        }
        let is_free = self.phase == Phase::Ready
            && self.fold.is_none()
            && self.jobs.is_empty()
            && self.writer.pending.is_empty()
            && self.writer.may_write == MayWrite::Yes;
        if !is_free {
            return Vec::new();
        }
        let n_taps = self.tail.iter().filter(|entry| entry.change().is_some()).count();
        let has_batch = n_taps < self.tail.len();
        if !has_batch && n_taps.saturating_sub(N_KEPT) < N_DUE {
            return Vec::new();
        }
        self.start_fold(N_KEPT)
    }

    /// Writes everything the app knows, as if the disk were empty: storage may have been cleared
    /// under us, and what is in memory is then the only copy.
    pub(crate) fn write_all_anew(&mut self) -> Vec<Effect> {
        if self.phase != Phase::Ready || self.writer.may_write != MayWrite::Yes {
            return Vec::new();
        }
        for page in 0..self.book.n_pages() {
            self.book.mark_dirty(page);
        }
        // A log that was cleared counts from 1 again: a row must not go by the key of an older one.
        // If the old log is still there, its rows are folded once more at the next opening.
        for entry in &mut self.tail {
            entry.key = KEY_GONE;
        }
        for job in &mut self.jobs {
            if let Job::TakeIn(job) = job {
                job.keys.fill(KEY_GONE);
            }
        }
        self.drafts.unkept.extend(self.drafts.texts.keys().cloned());
        let mut effects = vec![self.keep_identity()];
        effects.extend(self.keep_drafts());
        effects.extend(self.start_fold(0));
        effects
    }

    fn start_fold(&mut self, n_kept: usize) -> Vec<Effect> {
        let n_taps = self.tail.iter().filter(|entry| entry.change().is_some()).count();
        let mut n_to_go = n_taps.saturating_sub(n_kept);
        let mut cold: BTreeMap<CustomerId, Vec<HistoryEntry>> = BTreeMap::new();
        let mut keys = Vec::new();
        for entry in &self.tail {
            if entry.change().is_some() {
                // The last taps stay, so that they can be undone.
                if n_to_go == 0 {
                    continue;
                }
                n_to_go = n_to_go.saturating_sub(1);
            }
            keys.push(entry.key);
            for (customer, item) in entry.entries() {
                cold.entry(customer).or_default().push(item);
            }
        }
        keys.sort_unstable();
        self.pages.n_folds = self.pages.n_folds.saturating_add(1);
        self.fold = Some(FoldJob {
            id: FoldId(u64::from(self.pages.n_folds)),
            pages: self.book.dirty_pages().collect(),
            cold: cold.into_iter().collect(),
            keys,
            written: Vec::new(),
            is_held: false,
            is_ending: false,
        });
        self.fold_step()
    }

    /// The next transaction of the fold: a page, some histories, or the end.
    fn fold_step(&mut self) -> Vec<Effect> {
        if !self.writer.pending.is_empty() {
            // A page must not hold what the disk does not have yet.
            if let Some(fold) = &mut self.fold {
                fold.is_held = true;
            }
            return Vec::new();
        }
        let Some(mut fold) = self.fold.take() else { return Vec::new() };
        fold.is_held = false;
        let id = fold.id;
        let writes = if let Some(page) = fold.pages.pop_front() {
            match self.book.encode_page(page) {
                Some(bytes) => {
                    self.book.mark_clean(page);
                    fold.written.push(page);
                    self.write_page(KIND_CUSTOMERS, page, bytes)
                }
                // A page that was lost at opening: what is stored of it stays as it is.
                None => Vec::new(),
            }
        } else if fold.cold.is_empty() {
            fold.is_ending = true;
            self.last_writes(&fold)
        } else {
            let n = fold.cold.len().min(N_COLD);
            let segment = self.pages.n_folds;
            let part = fold.cold.drain(..n);
            part.map(|(customer, entries)| FoldWrite::Cold {
                customer,
                segment,
                bytes: encode_segment(&entries),
            })
            .collect()
        };
        self.fold = Some(fold);
        vec![Effect::Fold { id, writes }]
    }

    fn write_page(&mut self, kind: u8, page: u32, bytes: Vec<u8>) -> Vec<FoldWrite> {
        let last = self.pages.generations.entry((kind, page)).or_default();
        *last = last.saturating_add(1);
        let generation = *last;
        let mut writes = vec![FoldWrite::Page { kind, page, generation, bytes }];
        if let Some(generation) = generation.checked_sub(2).filter(|it| *it > 0) {
            writes.push(FoldWrite::PageGone { kind, page, generation });
        }
        writes
    }

    /// The end of a fold: the header, the counters, and the rows of the log that may go now.
    fn last_writes(&mut self, fold: &FoldJob) -> Vec<FoldWrite> {
        let header = self.book.encode_header();
        let mut writes = self.write_page(KIND_HEADER, 0, header);
        let names = self.searcher.encode_names(&self.book);
        writes.extend(self.write_page(KIND_NAMES, 0, names));
        let seq = self.writer.next_seq.saturating_sub(1);
        writes.push(FoldWrite::Meta(META_SEQ, seq.to_le_bytes().to_vec()));
        let clock = self.writer.clock.last().to_bytes();
        writes.push(FoldWrite::Meta(META_CLOCK, clock.to_vec()));
        let n_folds = u64::from(self.pages.n_folds);
        writes.push(FoldWrite::Meta(META_FOLDS, n_folds.to_le_bytes().to_vec()));
        let keys = fold.keys.iter().filter(|key| **key != KEY_GONE);
        writes.extend(keys.map(|key| FoldWrite::LogGone(*key)));
        writes
    }

    /// A step is durable: the next one, or the end.
    pub(crate) fn fold_ended(&mut self, id: FoldId) -> Vec<Effect> {
        let Some(fold) = self.fold.as_ref().filter(|fold| fold.id == id) else {
            return Vec::new();
        };
        if !fold.is_ending {
            return self.fold_step();
        }
        let Some(fold) = self.fold.take() else { return Vec::new() };
        self.tail.retain(|entry| fold.keys.binary_search(&entry.key).is_err());
        self.fold_when_due()
    }

    /// A step did not happen. The log still has everything; the next commit tries again.
    pub(crate) fn fold_failed(&mut self, id: FoldId, failure: &SaveFailure) {
        let Some(FoldJob { written, .. }) = self.fold.take_if(|fold| fold.id == id) else {
            return;
        };
        for page in written {
            self.book.mark_dirty(page);
        }
        if matches!(failure, SaveFailure::NotTheWriter) {
            self.writer.may_write = MayWrite::OtherTab;
        }
    }
}
