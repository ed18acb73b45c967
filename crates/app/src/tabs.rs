//! Other tabs of the same browser: what they wrote is read from the log and taken in, so that every
//! tab shows one book. Not here: how tabs hear of each other, which is the shell's.
//!
//! Any tab may commit; the log puts all changes in one order. A tab knows each row up to the key
//! [`Tabs::seen`]. It reads on whenever another tab says that it wrote, and whenever it wakes. Only
//! the tab that leads folds ([`lead`]). What was folded before this tab saw it is not in the log
//! any more: then everything is read again ([`reread`]).

mod drafts;
mod lead;
mod meta;
mod reread;

use std::collections::VecDeque;

use jipan_book::{Change, ChangeError, LogRow};
use jipan_rules::Uuid;
use jipan_rules::values::ids::ReplicaId;

use crate::backup::META_BACKUP;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{Event, OpenedStore};
use crate::fold::KEY_GONE;
use crate::job::{Job, Slice};
use crate::model::{MayWrite, Model, PendingWhat, Phase, Source, TailEntry, Writer};
use crate::open::{META_CLOCK, META_FOLDED_TO};
use crate::view::Notice;

pub(crate) use lead::Lead;
pub(crate) use meta::{Meta, device_of, seq_key};

/// After a cut the disk is looked at so long after a try that failed.
const RETRY_MILLIS: u32 = 5_000;

/// What this tab knows of what others do with the database.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Tabs {
    /// Every row of the log up to this key is in the book.
    pub(crate) seen: u64,
    /// The greatest key that a fold took out of the log, as far as is known.
    pub(crate) folded_to: u64,
    /// Which making of the database this is. A database that was cleared is made anew.
    pub(crate) birth: Option<Uuid>,
    /// The birth on its way to a database that has none.
    pub(crate) minted: Option<Uuid>,
    /// The birth that is being written, last of all, while everything is written anew.
    pub(crate) anew: Option<Uuid>,
    /// The storage was cleared and another tab is to write it anew.
    pub(crate) is_cleared: bool,
    /// The connection was cut, and whether the disk still has everything is not yet known.
    pub(crate) is_cut: bool,
    /// That will be looked at again after a while.
    pub(crate) is_retry_due: bool,
    pub(crate) reading: Reading,
    /// Something must be applied again that is only on the disk.
    pub(crate) is_reread_due: bool,
    /// Who may fold.
    pub(crate) lead: Lead,
    /// The log was looked at for the fold that is due.
    pub(crate) is_checked_for_fold: bool,
    /// So long was the tail when the lead was last asked for.
    pub(crate) n_when_asked: usize,
}

/// What is being read because of other tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Reading {
    /// Nothing.
    #[default]
    Nothing,
    /// What is new.
    News {
        /// How often something had been typed or ended when it was asked for.
        touches: u64,
        /// Whether to read once more, because another tab wrote meanwhile.
        again: bool,
        /// Whether the whole log is read.
        is_whole: bool,
    },
    /// Everything.
    All {
        /// As above.
        touches: u64,
    },
}

/// Rows of the log that other tabs wrote, on their way into the book.
#[derive(Debug)]
pub(crate) struct CatchUpJob {
    rows: VecDeque<(u64, Vec<u8>)>,
    damaged: Vec<String>,
}

impl Writer {
    /// The slot of a replica of this device.
    fn slot_of(&self, replica: ReplicaId) -> Option<u8> {
        let is_here = device_of(replica.number()) == device_of(self.replica.number());
        is_here.then(|| u8::try_from(replica.number() & 0xFF).ok()).flatten()
    }

    /// Takes note of a change that is in the log: the next one here comes after it, and its number
    /// is not given again.
    pub(crate) fn observe(&mut self, change: &Change) {
        self.clock.observe(change.stamp);
        if let Some(slot) = self.slot_of(change.id.replica) {
            self.observe_seq(slot, change.id.seq);
        }
    }

    pub(crate) fn observe_seq(&mut self, slot: u8, seq: u64) {
        let last = self.seqs.entry(slot).or_default();
        *last = (*last).max(seq);
        if self.slot_of(self.replica) == Some(slot) {
            self.next_seq = self.next_seq.max(seq.saturating_add(1));
        }
    }
}

impl Model {
    /// Reads what other tabs wrote, once at a time.
    pub(crate) fn catch_up(&mut self) -> Vec<Effect> {
        // A backup takes the place of everything, but not before it is known what the disk has.
        let is_in_vain = self.backup.is_replacing() && !self.tabs.is_cut;
        if self.phase != Phase::Ready || is_in_vain || self.backup.is_writing() {
            return Vec::new();
        }
        if self.is_trade_damaged() {
            return self.reread();
        }
        match &mut self.tabs.reading {
            Reading::Nothing => {
                let touches = self.drafts.n_touches;
                // After a cut all that should be there is looked for.
                let is_whole = self.tabs.is_cut;
                self.tabs.reading = Reading::News { touches, again: false, is_whole };
                let after = if is_whole { 0 } else { self.tabs.seen };
                vec![Effect::CatchUp { after }]
            }
            Reading::News { again, .. } => {
                *again = true;
                Vec::new()
            }
            // Afterwards the news are read in any case.
            Reading::All { .. } => Vec::new(),
        }
    }

    /// The news were read.
    pub(crate) fn caught_up(&mut self, store: OpenedStore, env: &mut Env) -> Vec<Effect> {
        let Reading::News { touches, again, is_whole } = self.tabs.reading else {
            return Vec::new();
        };
        self.tabs.reading = Reading::Nothing;
        let meta = Meta::of(&store);
        let folded_to = meta.number(META_FOLDED_TO).unwrap_or_default();
        let is_half = self.tabs.anew.is_some() && meta.birth().is_none();
        self.tabs.birth =
            self.tabs.minted.take_if(|it| meta.birth() == Some(*it)).or(self.tabs.birth);
        let is_same = meta.device().is_some() && (meta.birth() == self.tabs.birth || is_half);
        if !is_same || folded_to > self.tabs.seen {
            return self.reread();
        }
        if self.tabs.is_cut && self.tabs.anew.is_none() {
            if !is_whole {
                // It was cut while only what is new was read: that says nothing of what was there.
                return self.catch_up();
            }
            if self.has_lost_rows(&store, folded_to) {
                return self.cleared(env);
            }
            self.tabs.is_cut = false;
        }
        self.note_small(&store);
        self.sync.is_behind = false;
        let mut effects = Vec::new();
        if store.has_newer {
            effects.extend(self.meet_newer());
        }
        if folded_to > self.tabs.folded_to {
            self.tabs.folded_to = folded_to;
            effects.extend(self.trim_tail(folded_to));
        }
        effects.extend(self.take_drafts(store.drafts, touches));
        self.settings.extend(store.settings);
        self.follow_cycles();
        let rows: VecDeque<(u64, Vec<u8>)> =
            store.log.into_iter().filter(|(key, _)| *key > self.tabs.seen).collect();
        self.tabs.is_checked_for_fold = true;
        if !rows.is_empty() || !store.damaged.is_empty() {
            let job = CatchUpJob { rows, damaged: store.damaged };
            effects.extend(self.start_job(Job::CatchUp(job)));
        }
        if again {
            effects.extend(self.catch_up());
        }
        effects.extend(self.fold_when_due());
        effects
    }

    /// It could not be read. That is tried again also if no other tab says a word and this one never
    /// sleeps.
    pub(crate) fn catch_up_failed(&mut self) -> Vec<Effect> {
        self.tabs.reading = Reading::Nothing;
        self.look_again()
    }

    /// The connection was cut, or it is time to look at it again.
    pub(crate) fn connection_lost(&mut self) -> Vec<Effect> {
        self.tabs.is_cut = true;
        self.tabs.is_retry_due = false;
        self.catch_up()
    }

    /// While it is not known what the disk has, or it has nothing, or orders are missing, that is looked at
    /// again.
    pub(crate) fn look_again_later(&mut self) -> Vec<Effect> {
        let is_sure = !self.tabs.is_cut && !self.is_trade_damaged();
        if is_sure { Vec::new() } else { self.look_again() }
    }

    fn look_again(&mut self) -> Vec<Effect> {
        if core::mem::replace(&mut self.tabs.is_retry_due, true) {
            return Vec::new();
        }
        let event = Box::new(Event::ConnectionLost);
        vec![Effect::Delay { millis: RETRY_MILLIS, event }]
    }

    /// Whether rows that should be in the log are not: the browser repaired its files and dropped
    /// the last writes.
    fn has_lost_rows(&self, store: &OpenedStore, folded_to: u64) -> bool {
        let is_there = |key: u64| store.log.binary_search_by_key(&key, |(key, _)| *key).is_ok();
        // What was judged may have been taken out of the log.
        let sent_to = self.sync.membership.as_ref().map_or(0, |it| it.acked);
        let is_own = |it: &TailEntry| matches!(it.from, Source::Here { .. });
        let is_sure = |it: &&TailEntry| !is_own(it) || it.key > sent_to;
        let mut keys = self.tail.iter().filter(is_sure).map(|entry| entry.key);
        keys.any(|key| key > folded_to && key != KEY_GONE && !is_there(key))
    }

    /// The clock and the numbers of the database: nothing is given a second time.
    pub(crate) fn note_small(&mut self, store: &OpenedStore) {
        let meta = Meta::of(store);
        if let Some(stamp) = meta.bytes(META_CLOCK) {
            self.writer.clock.observe(jipan_book::Stamp::from_bytes(stamp));
        }
        self.note_backup(meta.get(META_BACKUP));
        self.note_company(&meta);
        for (slot, seq) in meta.seqs() {
            self.writer.observe_seq(slot, seq);
        }
    }

    /// Reads the old history of the open file again; what it shows meanwhile stays.
    pub(crate) fn reload_cold(&self) -> Vec<Effect> {
        let lives = self
            .file
            .iter()
            .flat_map(|file| core::iter::once(file.id).chain(file.merged_lives.keys().copied()));
        lives.map(Effect::LoadCold).collect()
    }

    /// Some rows of the log, in their order, between what is on its way: that is taken out before
    /// and put back after, so that it can still be taken out if it cannot be saved.
    pub(crate) fn catch_up_slice(
        &mut self,
        mut job: CatchUpJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        self.take_out_pending();
        for _ in 0..units.max(1) {
            let Some((key, bytes)) = job.rows.pop_front() else { break };
            effects.extend(self.take_row(key, &bytes, &mut job.damaged));
        }
        self.put_back_pending();
        self.is_dirty = true;
        if !job.rows.is_empty() {
            return Slice::More(Job::CatchUp(job));
        }
        if !job.damaged.is_empty() {
            self.notify(Notice::Damaged { rows: job.damaged });
        }
        if core::mem::take(&mut self.tabs.is_reread_due) {
            effects.extend(self.reread());
        }
        effects.extend(self.find_file());
        effects.extend(self.fold_when_due());
        Slice::Done
    }

    /// A row that another tab wrote; our own are known by their keys.
    fn take_row(&mut self, key: u64, bytes: &[u8], damaged: &mut Vec<String>) -> Vec<Effect> {
        self.tabs.seen = self.tabs.seen.max(key);
        let is_later = |it: &&TailEntry| it.key >= key;
        if self.tail.iter().rev().take_while(is_later).any(|entry| entry.key == key) {
            return Vec::new();
        }
        match LogRow::decode(bytes) {
            Ok(row) => {
                let mut effects = Vec::new();
                match &row {
                    LogRow::Own(change) | LogRow::Arrived(change) => {
                        self.writer.observe(change);
                        drop(self.book.apply(change));
                        if matches!(row, LogRow::Own(_)) {
                            self.sync_wanted();
                        }
                        if let Some(batch) = change.undoes_batch {
                            self.import_undone(batch, true);
                        }
                    }
                    LogRow::Forget { customers, judged_to } => {
                        effects = self.forget(customers, *judged_to);
                    }
                }
                self.push_tail(TailEntry::of(key, row));
                effects
            }
            Err(ChangeError::NewerLayout { .. }) => self.meet_newer(),
            Err(ChangeError::Damaged { .. } | ChangeError::Empty) => {
                damaged.push(format!("log {key}"));
                Vec::new()
            }
        }
    }

    /// Puts a row of the log into the tail, which is in the order of keys.
    pub(crate) fn push_tail(&mut self, entry: TailEntry) {
        let later = |it: &TailEntry| it.key > entry.key && it.key != KEY_GONE;
        let n_later = self.tail.iter().rev().take_while(|it| later(it)).count();
        let at = self.tail.len().saturating_sub(n_later);
        let is_known = at.checked_sub(1).and_then(|at| self.tail.get(at));
        if is_known.is_none_or(|it| it.key != entry.key) {
            self.tail.insert(at, entry);
        }
    }

    /// Our own rows are in the log. If nothing of another tab is before them, all is seen.
    pub(crate) fn see_own(&mut self, keys: &[u64]) -> Vec<Effect> {
        for key in keys {
            if *key == self.tabs.seen.saturating_add(1) {
                self.tabs.seen = *key;
            }
        }
        let is_behind = keys.last().is_some_and(|last| *last > self.tabs.seen);
        if is_behind || self.tabs.is_cut { self.catch_up() } else { Vec::new() }
    }

    /// Takes what is on its way out of the book, last one first.
    pub(crate) fn take_out_pending(&mut self) {
        for pending in self.writer.pending.iter_mut().rev() {
            if let PendingWhat::Tap { applied, .. } = &mut pending.what
                && let Some(applied) = applied.take()
            {
                self.book.revert(applied);
            }
        }
    }

    /// Puts what is on its way into the book again.
    pub(crate) fn put_back_pending(&mut self) {
        for pending in &mut self.writer.pending {
            if let PendingWhat::Tap { change, applied } = &mut pending.what {
                *applied = Some(self.book.apply(change));
            }
        }
    }

    /// The customer of the address may have come only now.
    pub(crate) fn find_file(&mut self) -> Vec<Effect> {
        match (self.route, &self.file) {
            (crate::Route::Customer(id), None) => self.open_file(id),
            _ => self.follow_merge(),
        }
    }

    /// Something of a newer version was met: nothing but drafts is written any more.
    pub(crate) fn meet_newer(&mut self) -> Vec<Effect> {
        if self.writer.may_write == MayWrite::NewerLayout {
            return Vec::new();
        }
        self.writer.may_write = MayWrite::NewerLayout;
        self.notify(Notice::NewerLayout);
        let mut effects = self.keep_drafts();
        effects.extend(self.give_up_lead());
        effects
    }
}
