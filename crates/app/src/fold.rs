//! Folding: what stands in the log moves into pages and old histories, one transaction a step,
//! so that opening stays fast. A row of the log goes only when everything it says is elsewhere.
//! Only the tab that leads folds, and each step expects that it still does. Not here: who leads
//! (`tabs`).

pub(crate) mod bundle;
mod pages;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jipan_book::sorting::sort;
use jipan_book::{HistoryEntry, encode_segment};
use jipan_rules::values::ids::CustomerId;
use jipan_sync::wire::NO_CUSTOMER;

use crate::effect::{Effect, FoldId, FoldWrite};
use crate::env::Env;
use crate::event::Term;
use crate::failure::SaveFailure;
use crate::history::Life;
use crate::job::Job;
use crate::model::{MayWrite, Model, Phase, Source, TailEntry};
use crate::open::{META_BIRTH, META_CLOCK, META_FOLDED_TO, META_FOLDS};
use crate::tabs::{Lead, Reading, seq_key};
use crate::view::Notice;

/// A hot page of customers by itself: one beside a page that was lost, or from before there were bundles.
pub(crate) const KIND_CUSTOMERS: u8 = 1;
/// The one hot page with what belongs to no customer.
pub(crate) const KIND_HEADER: u8 = 2;
/// The one hot page with the order of names.
pub(crate) const KIND_NAMES: u8 = 3;
/// Hot pages of customers, several in a row.
pub(crate) const KIND_BUNDLE: u8 = 4;
/// The write of who we are.
pub(crate) const FOLD_OF_META: FoldId = FoldId(0);
/// The writes of the sync have numbers from here on.
pub(crate) const FOLD_OF_SYNC: FoldId = FoldId(1 << 40);
/// So many changes of one's own stay in the log, for undo and the last taps.
const N_KEPT: usize = 50;
/// Folding starts when so many rows of the log could go.
const N_DUE: usize = 100;
/// The key of a row that went with an older log. Its number may be another row's by now.
pub(crate) const KEY_GONE: u64 = u64::MAX;
/// So many old histories go into one transaction.
const N_COLD: usize = 200;

/// A fold under way.
#[derive(Debug)]
pub(crate) struct FoldJob {
    id: FoldId,
    term: Term,
    bundles: BTreeSet<u32>,
    cold: VecDeque<(CustomerId, Vec<HistoryEntry>)>,
    keys: Vec<u64>,
    /// Pages handed to the disk so far.
    written: Vec<u32>,
    /// Which writings there were before the step that is under way.
    before: Option<BTreeMap<(u8, u32), Vec<u32>>>,
    /// A step that waits until nothing is on its way to the disk.
    is_held: bool,
    /// The transaction that ends the fold is on its way.
    is_ending: bool,
    /// How often each page is written: twice if something was forgotten, since the writing that is
    /// kept beside the newest one must not know it either.
    n_writings: usize,
}

/// Which customers the log forgets, with the key of the last row that says so, and that beyond which own
/// rows were not judged then.
fn forgotten_in(tail: &[TailEntry]) -> BTreeMap<CustomerId, (u64, u64)> {
    let mut forgotten = BTreeMap::new();
    for entry in tail {
        if let Source::Forgetting { customers, judged_to } = &entry.from {
            let at = (entry.key, judged_to.unwrap_or(u64::MAX));
            forgotten.extend(customers.iter().map(|id| (*id, at)));
        }
    }
    forgotten
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
            && self.tabs.reading == Reading::Nothing
            && !self.is_sync_writing()
            && !(self.sync.is_more_coming && self.device.is_online)
            && !self.is_trade_damaged()
            && self.may_write();
        if !is_free {
            return Vec::new();
        }
        let (mut n_taps, mut has_batch) = (0_usize, false);
        for entry in self.tail.iter().filter(|entry| !self.is_unsent(entry)) {
            n_taps = n_taps.saturating_add(usize::from(entry.change().is_some()));
            has_batch |= entry.change().is_none();
        }
        if !self.wants_fold && !has_batch && n_taps.saturating_sub(N_KEPT) < N_DUE {
            return Vec::new();
        }
        match self.tabs.lead {
            Lead::No => self.ask_for_lead(),
            Lead::Stale(_) => self.reread(),
            Lead::Current(_) if !self.tabs.is_checked_for_fold => self.catch_up(),
            Lead::Current(term) => self.start_fold(N_KEPT, term),
        }
    }

    /// Writes everything the app knows, as if the disk were empty: storage was cleared under us,
    /// and what is in memory is the only copy.
    pub(crate) fn write_all_anew(&mut self, term: Term, env: &mut Env) -> Vec<Effect> {
        if self.phase != Phase::Ready || self.writer.may_write != MayWrite::Yes {
            return Vec::new();
        }
        self.abandon_fold();
        self.tabs.lead = Lead::Current(term);
        (self.tabs.seen, self.tabs.folded_to, self.tabs.is_cleared) = (0, 0, false);
        self.tabs.anew = Some(env.ids.fresh());
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
        let mut writes: Vec<FoldWrite> = self.identity().into();
        writes.push(FoldWrite::Meta(Term::NAME.into(), term.0.to_vec()));
        let settings = self.settings.clone().into_iter();
        writes.extend(settings.map(|(name, value)| FoldWrite::Setting(name, value)));
        writes.extend(self.backup_mark_kept());
        writes.extend(self.company_anew());
        let mut effects = vec![Effect::Fold { id: FOLD_OF_META, writes }];
        effects.extend(self.keep_drafts());
        effects.extend(self.start_fold(0, term));
        // Another tab may have written already.
        effects.extend(self.catch_up());
        effects
    }

    fn start_fold(&mut self, n_kept: usize, term: Term) -> Vec<Effect> {
        self.tabs.is_checked_for_fold = false;
        self.wants_fold = false;
        // What is not sent stays in the log.
        let rows: Vec<&TailEntry> = self.tail.iter().filter(|it| !self.is_unsent(it)).collect();
        let n_taps = rows.iter().filter(|entry| entry.change().is_some()).count();
        let mut n_to_go = n_taps.saturating_sub(n_kept);
        let forgotten = forgotten_in(&self.tail);
        let is_old = |id: &CustomerId, entry: &TailEntry| {
            let at = forgotten.get(id);
            at.is_some_and(|&(at, judged_to)| at > entry.key && !entry.is_beyond(judged_to))
        };
        let mut cold: BTreeMap<CustomerId, Vec<HistoryEntry>> = BTreeMap::new();
        let mut keys = Vec::new();
        for entry in rows {
            if let Some(change) = entry.change() {
                // The last taps stay, so that they can be undone; but not beyond the row that
                // forgets their customer, which goes now.
                let is_shared_old = change.is_about_none() && is_old(&NO_CUSTOMER, entry);
                let is_forgotten =
                    is_shared_old || change.customers().iter().any(|id| is_old(id, entry));
                if n_to_go == 0 && !is_forgotten {
                    continue;
                }
                n_to_go = n_to_go.saturating_sub(1);
            }
            keys.push(entry.key);
            for (customer, item) in entry.entries() {
                if !is_old(&customer, entry) {
                    cold.entry(customer).or_default().push(item);
                }
            }
        }
        sort(&mut keys);
        self.pages.n_folds = self.pages.n_folds.saturating_add(1);
        self.fold = Some(FoldJob {
            id: FoldId(u64::from(self.pages.n_folds)),
            term,
            bundles: self.book.dirty_pages().map(bundle::bundle_of).collect(),
            cold: cold.into_iter().collect(),
            keys,
            written: Vec::new(),
            before: None,
            is_held: false,
            is_ending: false,
            n_writings: if forgotten.is_empty() { 1 } else { 2 },
        });
        self.fold_step()
    }

    /// The next transaction of the fold: some pages, some histories, or the end.
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
        fold.before = Some(self.pages.generations.clone());
        let id = fold.id;
        let mut writes = vec![FoldWrite::Expect(Term::NAME, Some(fold.term.0.to_vec()))];
        writes.extend(if let Some(bundle) = fold.bundles.pop_first() {
            self.fold_bundle(&mut fold, bundle)
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
        });
        self.fold = Some(fold);
        vec![Effect::Fold { id, writes }]
    }

    /// The end of a fold: the header, the counters, and the rows of the log that may go now.
    fn last_writes(&mut self, fold: &FoldJob) -> Vec<FoldWrite> {
        let header = self.book.encode_header();
        let mut writes = self.fold_page(fold, (KIND_HEADER, 0), header);
        let names = self.searcher.encode_names(&self.book);
        writes.extend(self.fold_page(fold, (KIND_NAMES, 0), names));
        let number = |key: &str, n: u64| FoldWrite::Meta(key.into(), n.to_le_bytes().to_vec());
        // The rows that go may be of any tab of this device.
        self.writer.observe_seq(self.writer.slot, self.writer.next_seq.saturating_sub(1));
        writes.extend(self.writer.seqs.iter().map(|(slot, seq)| number(&seq_key(*slot), *seq)));
        let clock = self.writer.clock.last().to_bytes();
        writes.push(FoldWrite::Meta(META_CLOCK.into(), clock.to_vec()));
        writes.push(number(META_FOLDS, self.pages.n_folds.into()));
        if let Some(birth) = self.tabs.anew {
            writes.push(FoldWrite::Meta(META_BIRTH.into(), birth.as_bytes().to_vec()));
        }
        let keys = || fold.keys.iter().copied().filter(|key| *key != KEY_GONE);
        if let Some(last) = keys().next_back() {
            writes.push(number(META_FOLDED_TO, last.max(self.tabs.folded_to)));
        }
        writes.extend(keys().map(FoldWrite::LogGone));
        writes
    }

    /// A step is durable: the next one, or the end.
    pub(crate) fn fold_ended(&mut self, id: FoldId, env: &mut Env) -> Vec<Effect> {
        if id >= FOLD_OF_SYNC {
            return self.sync_written(id, env);
        }
        if id == FOLD_OF_META {
            self.tabs.birth = self.tabs.minted.take().or(self.tabs.birth);
            return vec![Effect::TellTabs];
        }
        let Some(fold) = self.fold.as_ref().filter(|fold| fold.id == id) else {
            return Vec::new();
        };
        if !fold.is_ending {
            return self.fold_step();
        }
        let Some(fold) = self.fold.take() else { return Vec::new() };
        if let Some(birth) = self.tabs.anew.take() {
            self.tabs.birth = Some(birth);
            (self.tabs.is_cut, self.writer.has_failed) = (false, false);
            self.notices.retain(|it| !matches!(it.notice, Notice::NotWrittenAnew(_)));
            if self.book.n_rows() > 0 {
                let n_customers = usize::try_from(self.book.n_customers()).unwrap_or_default();
                self.notify(Notice::StorageCleared { n_customers });
            }
        }
        let last = fold.keys.iter().copied().rfind(|key| *key != KEY_GONE);
        self.tabs.folded_to = last.unwrap_or_default().max(self.tabs.folded_to);
        let mut effects = vec![Effect::TellTabs];
        effects.extend(self.drop_tail(|entry| fold.keys.binary_search(&entry.key).is_ok()));
        effects.extend(self.fold_when_due());
        effects
    }

    /// A step did not happen. The log still has everything; the next commit tries again.
    pub(crate) fn fold_failed(
        &mut self,
        id: FoldId,
        failure: &SaveFailure,
        env: &mut Env,
    ) -> Vec<Effect> {
        if id >= FOLD_OF_SYNC {
            return self.sync_not_written(id, failure, env);
        }
        if id == FOLD_OF_META {
            self.tabs.minted = None;
            // Another tab was the first to mint who we are.
            return self.catch_up();
        }
        if self.fold.as_ref().is_none_or(|fold| fold.id != id) {
            return Vec::new();
        }
        if self.tabs.anew.is_some() {
            self.writer.has_failed = true;
            if self.book.n_rows() > 0 {
                self.notify(Notice::NotWrittenAnew(failure.clone()));
            }
        }
        self.abandon_fold();
        let effects = self.look_again_later();
        match failure {
            SaveFailure::NotTheWriter => {
                self.lead_lost();
                vec![Effect::TakeLead]
            }
            SaveFailure::NewerLayout => self.meet_newer(),
            SaveFailure::QuotaExceeded
            | SaveFailure::BackingStore
            | SaveFailure::ConnectionClosed
            | SaveFailure::Other { .. } => effects,
        }
    }

    /// Ends a fold before its end: its pages are to be written again, beside what was there before the step
    /// that did not end. If that is on the disk after all, it is written over.
    pub(crate) fn abandon_fold(&mut self) {
        let Some(fold) = self.fold.take() else { return };
        if let Some(before) = fold.before {
            self.pages.generations = before;
        }
        for page in fold.written {
            self.book.mark_dirty(page);
        }
        self.tabs.anew = None;
    }

    /// Another tab folded. Which of the last taps it left in the log is not known here; as many stay.
    pub(crate) fn trim_tail(&mut self, folded_to: u64) -> Vec<Effect> {
        let sent_to = self.sent_to();
        let is_old_tap = |entry: &TailEntry| entry.change().is_some() && entry.key <= folded_to;
        let n_taps = self.tail.iter().filter(|entry| is_old_tap(entry)).count();
        let mut n_to_go = n_taps.saturating_sub(N_KEPT);
        self.drop_tail(|entry| {
            let is_to_go = entry.key <= folded_to
                && !entry.is_beyond(sent_to)
                && (!is_old_tap(entry) || n_to_go > 0);
            n_to_go = n_to_go.saturating_sub(usize::from(is_to_go && is_old_tap(entry)));
            is_to_go
        })
    }

    /// Rows of the log are in the old histories now. That of the open file goes on showing them.
    fn drop_tail(&mut self, mut is_to_go: impl FnMut(&TailEntry) -> bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        let (gone, stay) = core::mem::take(&mut self.tail).into_iter().partition(|it| is_to_go(it));
        self.tail = stay;
        let gone: Vec<TailEntry> = gone;
        if let Some(file) = &mut self.file {
            match &mut file.life {
                Life::Loaded(old) => {
                    old.extend(gone.iter().flat_map(|it| it.entries_about(file.id)));
                }
                Life::Loading => effects.push(Effect::LoadCold(file.id)),
            }
        }
        effects
    }
}
