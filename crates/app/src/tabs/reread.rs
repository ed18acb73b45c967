//! Reading everything again while the app goes on: a new book is made beside the old one, in slices,
//! and takes its place in one step. Also what to do when the database is not the one it was. Not
//! here: how pages and log become a book (`open`).

use std::rc::Rc;

use jipan_book::select::Selection;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{OpenedStore, Term};
use crate::fold::KEY_GONE;
use crate::import::ImportModel;
use crate::job::Job;
use crate::model::{Kept, MayWrite, Model, Pending, PendingWhat};
use crate::open::{OpenJob, OpenKind};
use crate::show::contacts::SamePhones;
use crate::tabs::{Lead, Meta, Reading, device_of};
use crate::view::Notice;

/// What a database that was read again is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    /// The one we know, perhaps made anew by another tab, or one that is new to an empty book.
    Ours,
    /// Ours was cleared: it is empty, or not yet written anew to its end.
    Gone,
    /// Somebody put another book in its place.
    Other,
}

impl Model {
    /// Reads everything again. What is shown goes on meanwhile.
    pub(crate) fn reread(&mut self) -> Vec<Effect> {
        if matches!(self.tabs.reading, Reading::All { .. }) {
            return Vec::new();
        }
        self.tabs.reading = Reading::All { touches: self.drafts.n_touches };
        self.abandon_fold();
        vec![Effect::Reread]
    }

    /// Everything was read again.
    pub(crate) fn store_reread(&mut self, store: OpenedStore, env: &mut Env) -> Vec<Effect> {
        let Reading::All { touches } = self.tabs.reading else { return Vec::new() };
        if self.has_left(&store) {
            self.writer.may_write = MayWrite::OtherTab;
            return vec![Effect::Reload];
        }
        match self.kin_of(&store) {
            Kin::Ours => {
                self.take_identity(&store);
                let term = self.tabs.lead.term();
                let job = self.open_job(store, OpenKind::Again { touches, term });
                self.start_job(Job::Open(Box::new(job)))
            }
            Kin::Gone => {
                self.tabs.reading = Reading::Nothing;
                self.cleared(env)
            }
            Kin::Other => {
                self.tabs.reading = Reading::Nothing;
                self.writer.may_write = MayWrite::OtherTab;
                self.notify(Notice::BookReplaced);
                self.give_up_lead()
            }
        }
    }

    fn kin_of(&self, store: &OpenedStore) -> Kin {
        let meta = Meta::of(store);
        let ours = device_of(self.writer.replica.number());
        let is_empty = store.hot.is_empty() && store.log.is_empty();
        let has_book = self.book.n_rows() > 0;
        // A device may have been told to write under another number.
        let is_birth = meta.birth().is_some() && meta.birth() == self.tabs.birth;
        match meta.device() {
            None => Kin::Gone,
            Some(device) if device == ours || is_birth => {
                // The birth is written last when all is written anew.
                let is_half = meta.birth().is_none() && self.tabs.birth.is_some();
                if is_half { Kin::Gone } else { Kin::Ours }
            }
            Some(_) if !has_book => Kin::Ours,
            Some(_) if is_empty => Kin::Gone,
            Some(_) => Kin::Other,
        }
    }

    /// The storage was cleared under us, and what is in memory may be the only copy. The tab that
    /// leads writes all of it anew. Another one makes sure that somebody leads, and writes its own
    /// last changes again, which the one that leads may not have seen.
    pub(crate) fn cleared(&mut self, env: &mut Env) -> Vec<Effect> {
        self.tabs.is_cut = true;
        if let Some(term) = self.tabs.lead.term() {
            return self.write_all_anew(term, env);
        }
        if core::mem::replace(&mut self.tabs.is_cleared, true) {
            return Vec::new();
        }
        self.tabs.seen = 0;
        let mut effects = vec![Effect::TakeLead];
        let own = self.writer.replica;
        for entry in core::mem::take(&mut self.tail) {
            if let Kept::Change(change) = entry.kept
                && change.id.replica == own
                && let Some(encoded) = self.encoded(&change)
            {
                let id = self.next_commit_id();
                let what = PendingWhat::Tap { change, applied: None };
                self.writer.pending.push(Pending { id, what, drafts: Vec::new() });
                effects.push(Effect::Commit {
                    id,
                    changes: vec![encoded],
                    drafts_done: Vec::new(),
                });
            }
        }
        effects
    }

    /// The new book takes the place of the old one. What this tab saved since it was read, and what
    /// is on its way, goes into it.
    pub(crate) fn adopt(&mut self, job: OpenJob, touches: u64, term: Option<Term>) -> Vec<Effect> {
        let OpenJob { book, searcher, tail, writings, drafts, birth, folded_to, seen, .. } = job;
        self.tabs.reading = Reading::Nothing;
        self.wait_for_trade(false);
        self.sync.is_behind = false;
        (self.tabs.is_cleared, self.tabs.is_cut) = (false, false);
        (self.tabs.birth, self.tabs.folded_to, self.tabs.seen) = (birth, folded_to, seen);
        if let (Some(term), Lead::Stale(held)) = (term, self.tabs.lead)
            && term == held
        {
            self.tabs.lead = Lead::Current(term);
        }
        let old = core::mem::replace(&mut self.book, book);
        self.searcher = searcher;
        self.pages = writings;
        let saved = core::mem::replace(&mut self.tail, tail);
        for entry in saved {
            if let (Kept::Change(change), true) =
                (&entry.kept, entry.key > seen && entry.key != KEY_GONE)
            {
                drop(self.book.apply(change));
                self.push_tail(entry);
            }
        }
        self.put_back_pending();
        self.rows_moved(&old);
        // Not only when all is taken in: what is shown must not name rows of the old book.
        self.refresh();
        let mut effects = self.take_drafts(drafts, touches);
        effects.extend(self.reload_cold());
        effects.extend(self.find_file());
        effects.extend(self.catch_up());
        effects.extend(self.fold_when_due());
        effects
    }

    /// Everything that names customers by their rows follows them into the new book, and what was
    /// made for a revision of the old one is made anew: the new one counts its own.
    fn rows_moved(&mut self, old: &jipan_book::Book) {
        self.list.made_for = None;
        self.list.selection = Selection::default();
        if let Some(totals) = &mut self.list.totals {
            totals.book_changed();
        }
        (self.overview, self.quality, self.birthdays) = (None, None, None);
        (self.standings, self.standings_of) = (None, None);
        self.forget_preview();
        self.grades = None;
        self.ordered.take();
        self.trade.goods.take();
        self.trade.goods_unit.take();
        self.live_batches.take();
        self.jobs.retain(|job| !matches!(job, Job::Grades(_)));
        self.alerts = Rc::new([]);
        self.suggestions.borrow_mut().clear();
        self.same_phones.replace(SamePhones::default());
        self.backup.book_changed();
        if let ImportModel::Checking(checking) = &mut self.import {
            checking.matching.move_rows(old, &self.book);
        }
        for job in &mut self.jobs {
            match job {
                Job::Export(job) => job.move_rows(old, &self.book),
                // Those that have begun look at the count of the book with each slice; none has while another
                // one is read.
                Job::Judge(_)
                | Job::Undo(_)
                | Job::Open(_)
                | Job::LateTrade(_)
                | Job::TakeIn(_)
                | Job::CatchUp(_)
                | Job::Bulk(_)
                | Job::Quality(_)
                | Job::Rederive(_)
                | Job::ReadNames(_)
                | Job::Fingerprint(_)
                | Job::HandOver(_)
                | Job::Sum(_)
                | Job::Standings(_)
                | Job::Preview(_)
                | Job::Grades(_)
                | Job::Funnel
                | Job::Budget
                | Job::FindDuplicates(_) => {}
            }
        }
        self.duplicates_moved();
        self.funnel_moved();
        self.budget_moved();
    }
}
