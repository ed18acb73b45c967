//! From a tap to a durable change and back: one tap is one commit, shown at once, "saved" only
//! after the disk said so. Not here: what a tap means.

use std::rc::Rc;

use jipan_book::{Action, Change, ChangeId, Op, invert, split};
use jipan_rules::values::ids::{BatchId, CustomerId};

use crate::effect::{CommitId, Effect};
use crate::env::Env;
use crate::failure::SaveFailure;
use crate::job::Job;
use crate::model::{
    BulkPurpose, Kept, MayWrite, Model, Pending, PendingWhat, Phase, Source, TailEntry, UndoBar,
    UndoHow,
};
use crate::route::Route;
use crate::take_in::TakeInJob;
use crate::undo_job::UndoJob;
use crate::view::Notice;

/// What a new change says beside its operations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) action: Action,
    pub(crate) batch: Option<BatchId>,
    pub(crate) undoes: Option<ChangeId>,
    pub(crate) undoes_batch: Option<BatchId>,
}

impl Mark {
    pub(crate) fn of(action: Action) -> Self {
        Self { action, batch: None, undoes: None, undoes_batch: None }
    }
}

impl Model {
    /// Whether changes may be made now.
    pub(crate) fn may_write(&self) -> bool {
        self.phase == Phase::Ready
            && self.writer.may_write == MayWrite::Yes
            && !self.backup.is_replacing()
    }

    /// A change with the next number and stamp of this tab.
    pub(crate) fn new_change(&mut self, mark: Mark, ops: Vec<Op>, env: &Env) -> Change {
        let seq = self.writer.next_seq;
        self.writer.next_seq = seq.saturating_add(1);
        Change {
            id: ChangeId { replica: self.writer.replica, seq },
            stamp: self.writer.clock.tick(self.shared_millis(env), self.writer.replica),
            on: env.today,
            by: self.writer.person,
            action: mark.action,
            batch: mark.batch,
            undoes: mark.undoes,
            undoes_batch: mark.undoes_batch,
            ops,
        }
    }

    /// Shows one tap's change and writes it; `drafts` end with it.
    pub(crate) fn commit_tap(
        &mut self,
        mark: Mark,
        ops: Vec<Op>,
        drafts: Vec<(String, String)>,
        env: &Env,
    ) -> Vec<Effect> {
        if !self.may_write() || ops.is_empty() || !self.may_do(&ops) {
            return Vec::new();
        }
        let change = self.new_change(mark, ops, env);
        let Some(encoded) = self.encoded(&change) else { return Vec::new() };
        let applied = Some(self.book.apply(&change));
        let mut effects = self.offer_undo(UndoHow::Changes(Rc::new([change.clone()])), &change);
        for (key, _) in &drafts {
            self.drafts.forget(key);
        }
        let drafts_done = drafts.iter().map(|(key, _)| key.clone()).collect();
        self.judge_clock(env);
        let id = self.next_commit_id();
        let what = PendingWhat::Tap { change: Box::new(change), applied };
        self.writer.pending.push(Pending { id, what, drafts });
        effects.push(Effect::Commit { id, changes: vec![encoded], drafts_done });
        effects.extend(self.follow_merge());
        effects.extend(self.ask_persistence_once());
        effects
    }

    /// Writes many changes as one transaction; they are taken into the book when durable.
    pub(crate) fn commit_bulk(
        &mut self,
        changes: Vec<Rc<[u8]>>,
        purpose: BulkPurpose,
    ) -> Vec<Effect> {
        let id = self.next_commit_id();
        let what = PendingWhat::Bulk { changes: changes.clone(), purpose };
        self.writer.pending.push(Pending { id, what, drafts: Vec::new() });
        vec![Effect::Commit { id, changes, drafts_done: Vec::new() }]
    }

    pub(crate) fn next_commit_id(&mut self) -> CommitId {
        let id = CommitId(self.writer.next_commit);
        self.writer.next_commit = id.0.saturating_add(1);
        id
    }

    /// The disk has it.
    pub(crate) fn save_ended(&mut self, id: CommitId, keys: &[u64], env: &Env) -> Vec<Effect> {
        let Some(idx) = self.writer.pending.iter().position(|pending| pending.id == id) else {
            return Vec::new();
        };
        let pending = self.writer.pending.remove(idx);
        self.writer.has_failed = false;
        self.writer.saved_at_millis = Some(env.now_millis());
        let mut effects = self.see_own(keys);
        match pending.what {
            PendingWhat::Tap { change, .. } => {
                effects.extend(self.follow_by_typed(&change));
                if let Some(key) = keys.first() {
                    let from = Source::of(&change);
                    self.push_tail(TailEntry { key: *key, kept: Kept::Change(change), from });
                }
            }
            PendingWhat::Bulk { changes, purpose } => {
                let job = TakeInJob::new(changes, keys.to_vec(), purpose);
                effects.extend(self.start_job(Job::TakeIn(job)));
            }
        }
        effects.extend(self.sync_after_save());
        effects.extend(self.fold_when_due());
        effects
    }

    /// The disk does not have it: the change goes out of the book, the text back into its field.
    pub(crate) fn save_failed(&mut self, id: CommitId, failure: SaveFailure) -> Vec<Effect> {
        let Some(idx) = self.writer.pending.iter().position(|pending| pending.id == id) else {
            return Vec::new();
        };
        let mut later = self.writer.pending.split_off(idx);
        for pending in later.iter_mut().rev() {
            if let PendingWhat::Tap { applied, .. } = &mut pending.what
                && let Some(applied) = applied.take()
            {
                self.book.revert(applied);
            }
        }
        let failed = later.remove(0);
        for pending in &mut later {
            if let PendingWhat::Tap { change, applied } = &mut pending.what {
                *applied = Some(self.book.apply(change));
            }
        }
        self.writer.pending.extend(later);
        let is_bulk = matches!(failed.what, PendingWhat::Bulk { .. });
        let mut effects = self.take_back(failed);
        self.writer.has_failed = true;
        match &failure {
            SaveFailure::NotTheWriter => self.writer.may_write = MayWrite::OtherTab,
            SaveFailure::NewerLayout => {
                effects.extend(self.meet_newer());
                return effects;
            }
            SaveFailure::QuotaExceeded
            | SaveFailure::BackingStore
            | SaveFailure::ConnectionClosed
            | SaveFailure::Other { .. } => {}
        }
        self.notify(if is_bulk {
            Notice::BulkNotSaved(failure)
        } else {
            Notice::SaveFailed(failure)
        });
        effects
    }

    fn take_back(&mut self, failed: Pending) -> Vec<Effect> {
        for (key, text) in failed.drafts {
            // What was typed since is newer.
            let text = self.drafts.texts.get(&key).cloned().unwrap_or(text);
            self.drafts.put(key, text);
        }
        match failed.what {
            PendingWhat::Tap { change, .. } => {
                if self.undo.as_ref().is_some_and(|bar| bar.of == change.id) {
                    self.undo = None;
                }
                if let Some(file) = &mut self.file {
                    file.reasons_wanted.retain(|_, of| *of != change.id);
                }
                self.want_typed_reasons();
                self.back_to_form(&change)
            }
            PendingWhat::Bulk { purpose, .. } => match purpose {
                BulkPurpose::Import(_) => self.import_not_saved(),
                BulkPurpose::BulkEdit(_) => self.bulk_not_saved(),
                BulkPurpose::Sample(_) | BulkPurpose::Decisions(_) => {
                    self.sample_working = false;
                    Vec::new()
                }
                BulkPurpose::BatchUndo(_) | BulkPurpose::Redo => self.undo_failed(),
            },
        }
    }

    /// A new customer that was not saved is a form again, with everything that was typed.
    fn back_to_form(&mut self, change: &Change) -> Vec<Effect> {
        let is_here = |id: CustomerId| self.route == Route::Customer(id);
        let is_quick = change.action == Action::AddProspect;
        let is_new = is_quick || change.action == Action::AddCustomer;
        if !is_new || !change.customers().into_iter().any(is_here) {
            return Vec::new();
        }
        self.file = None;
        self.route = if is_quick { Route::QuickAdd } else { Route::NewCustomer };
        self.update_form();
        vec![Effect::Navigate { route: self.route, is_replacing: true }]
    }

    /// Takes back what the bar offers, or the last thing done to the open file.
    pub(crate) fn undo_pressed(&mut self, env: &Env) -> Vec<Effect> {
        if !self.may_write() {
            return Vec::new();
        }
        let Some(bar) = self.undo.take() else {
            let last = self.last_of_file();
            return last.map(|change| self.undo_change(&change, env)).unwrap_or_default();
        };
        match &bar.how {
            UndoHow::Filter(key) => self.restore_saved(key),
            UndoHow::Changes(changes)
                if let [change] = &**changes
                    && change.undoes_batch.is_none() =>
            {
                self.undo_change(change, env)
            }
            UndoHow::Batch(_) | UndoHow::Changes(_) => self.undo_by_job(bar),
        }
    }

    /// The bar is kept until it is saved, and stays while something of that kind runs.
    fn undo_by_job(&mut self, bar: UndoBar) -> Vec<Effect> {
        let job = match &bar.how {
            UndoHow::Batch(batch) if !self.is_bulk_running() => Some(UndoJob::of_batch(*batch)),
            UndoHow::Changes(changes) if !self.is_undoing() => {
                Some(UndoJob::again(Rc::clone(changes)))
            }
            UndoHow::Batch(_) | UndoHow::Changes(_) | UndoHow::Filter(_) => None,
        };
        let Some(job) = job else {
            self.undo = Some(bar);
            return Vec::new();
        };
        self.undo_kept = Some(bar);
        self.start_job(Job::Undo(Box::new(job)))
    }

    fn undo_change(&mut self, change: &Change, env: &Env) -> Vec<Effect> {
        let mut effects = self.want_no_reason_of(change.id);
        let ops = invert(change, &self.book);
        let n_kept = change.ops.len().saturating_sub(ops.len());
        if n_kept > 0 {
            self.notify(Notice::UndoneInPart { n_kept });
        }
        let is_undo = change.action == Action::Undo;
        let action = if is_undo { Action::Redo } else { Action::Undo };
        let mark = Mark { action, batch: None, undoes: Some(change.id), undoes_batch: None };
        let ops = self.without_taken_keys(ops);
        effects.extend(self.commit_tap(mark, ops, Vec::new(), env));
        effects
    }

    /// Takes a whole batch back, in slices, as one transaction.
    pub(crate) fn undo_batch(&mut self, batch: BatchId) -> Vec<Effect> {
        if !self.may_write() || self.is_bulk_running() {
            return Vec::new();
        }
        self.start_job(Job::Undo(Box::new(UndoJob::of_batch(batch))))
    }

    /// Operations as encoded changes within the limits.
    pub(crate) fn encode_split(&mut self, mark: Mark, ops: Vec<Op>, env: &Env) -> Vec<Rc<[u8]>> {
        let mut encoded = Vec::new();
        if !self.may_do(&ops) {
            return encoded;
        }
        for part in split(ops) {
            let change = self.new_change(mark, part, env);
            encoded.extend(self.encoded(&change));
        }
        encoded
    }

    /// A change as it goes into the log. What we make can always be encoded; if it could not, that
    /// is said and nothing is shown as saved.
    pub(crate) fn encoded(&mut self, change: &Change) -> Option<Rc<[u8]>> {
        match change.encode() {
            Ok(bytes) => Some(bytes.into()),
            Err(error) => {
                self.notify(Notice::SaveFailed(SaveFailure::Other { detail: error.to_string() }));
                None
            }
        }
    }

    /// Whether durable changes, of this tab or another, or late readings are being taken into the
    /// book.
    pub(crate) fn is_taking_in(&self) -> bool {
        let is_such =
            |job: &Job| matches!(job, Job::TakeIn(_) | Job::CatchUp(_) | Job::ReadNames(_));
        self.jobs.iter().any(is_such)
    }

    /// Whether many changes of this tab are on their way or being taken in.
    pub(crate) fn is_bulk_running(&self) -> bool {
        self.jobs.iter().any(|job| matches!(job, Job::TakeIn(_) | Job::Undo(_)))
            || self
                .writer
                .pending
                .iter()
                .any(|pending| matches!(pending.what, PendingWhat::Bulk { .. }))
    }

    /// The last change a person made to the open file that is not yet taken back.
    pub(crate) fn last_of_file(&self) -> Option<Change> {
        let id = self.file.as_ref()?.id;
        let mut undone: Vec<ChangeId> = Vec::new();
        let pending = self.writer.pending.iter().rev().filter_map(|pending| match &pending.what {
            PendingWhat::Tap { change, .. } => Some(&**change),
            PendingWhat::Bulk { .. } => None,
        });
        let saved = self.tail.iter().rev().filter_map(|entry| entry.change());
        for change in pending.chain(saved) {
            if !change.customers().contains(&id) {
                continue;
            }
            match (change.action, change.undoes) {
                (Action::Undo, Some(of)) if !undone.contains(&change.id) => undone.push(of),
                (Action::Redo, Some(of)) => undone.push(of),
                _ if undone.contains(&change.id) || !change.action.by_hand() => {}
                // What was written over since cannot be taken back; what is older perhaps can.
                _ if invert(change, &self.book).is_empty() => {}
                _ => return Some(change.clone()),
            }
        }
        None
    }

    /// The name of a customer.
    pub(crate) fn name_of(&self, id: CustomerId) -> Option<String> {
        let row = self.book.row_of(id)?;
        self.book.text(row, jipan_rules::schema::fields::NAME).map(str::to_owned)
    }

    /// Says something that stays until it is put away.
    pub(crate) fn notify(&mut self, notice: Notice) {
        if self.notices.iter().any(|old| old.notice == notice) {
            return;
        }
        let id = self.next_notice;
        self.next_notice = id.saturating_add(1);
        self.notices.push(crate::view::NoticeView { id, notice });
    }

    /// Asks the browser to keep the storage, after the first thing of one's own.
    pub(crate) fn ask_persistence_once(&mut self) -> Vec<Effect> {
        if core::mem::replace(&mut self.device.has_asked_persistence, true) {
            return Vec::new();
        }
        vec![Effect::AskPersistence]
    }
}
