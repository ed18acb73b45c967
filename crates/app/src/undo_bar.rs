//! The bar that offers to take the last thing back: when it comes, also after a reload. Not here:
//! taking back.

use std::rc::Rc;

use jipan_book::{BatchKind, Change, Stamp};
use jipan_rules::values::ids::BatchId;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::model::{Model, TailEntry, UndoBar, UndoHow};

/// How long the undo bar stays.
const UNDO_BAR_MILLIS: u32 = 10_000;
/// What is not older than this brings its undo bar back after a reload.
const UNDO_AFTER_RELOAD_MILLIS: u64 = 30_000;

impl Model {
    /// Shows the undo bar for what was just done.
    pub(crate) fn offer_undo(&mut self, how: UndoHow, change: &Change) -> Vec<Effect> {
        let customers = change.customers();
        let name = customers.first().and_then(|id| self.name_of(*id));
        self.show_undo(UndoBar {
            of: change.id,
            how,
            action: change.action,
            n_customers: customers.len(),
            name,
        })
    }

    /// Shows an undo bar for as long as it stays.
    pub(crate) fn show_undo(&mut self, bar: UndoBar) -> Vec<Effect> {
        let of = bar.of;
        self.undo = Some(bar);
        let event = Box::new(Event::UndoExpired { of });
        vec![Effect::Delay { millis: UNDO_BAR_MILLIS, event }]
    }

    /// The undo bar of what this tab did just before a reload: a tap or a whole batch, whichever was
    /// later.
    pub(crate) fn undo_after_reload(&mut self, env: &Env) -> Vec<Effect> {
        let own = self.writer.replica;
        let is_recent =
            |stamp: Stamp| stamp.ms().saturating_add(UNDO_AFTER_RELOAD_MILLIS) >= env.now_millis();
        let last = self.tail.iter().rev().find(|entry| entry.is_of(own));
        let tap = last.and_then(TailEntry::change);
        let tap = tap.filter(|it| it.action.by_hand() && is_recent(it.stamp)).cloned();
        let batches = self.book.batches().filter(|it| is_offered(it.info.kind));
        let batches =
            batches.filter(|it| it.writer.change.replica == own && is_recent(it.writer.stamp));
        let batch = batches.max_by_key(|batch| batch.writer.stamp).map(|it| it.info.id);
        let is_live = |batch: &BatchId| self.book.is_batch_live(*batch);
        match (batch.filter(is_live), tap) {
            (Some(batch), tap) => self.undo_of_batch(batch, tap),
            (None, Some(change)) => {
                self.offer_undo(UndoHow::Changes(Rc::new([change.clone()])), &change)
            }
            (None, None) => Vec::new(),
        }
    }

    fn undo_of_batch(&mut self, id: BatchId, tap: Option<Change>) -> Vec<Effect> {
        let Some(writer) = self.book.batch(id).map(|batch| batch.writer) else {
            return Vec::new();
        };
        match tap.filter(|tap| tap.stamp > writer.stamp) {
            Some(tap) => self.offer_undo(UndoHow::Changes(Rc::new([tap.clone()])), &tap),
            None => self.show_undo(UndoBar {
                of: writer.change,
                action: writer.action,
                n_customers: self.n_touched_by(id),
                name: None,
                how: UndoHow::Batch(id),
            }),
        }
    }
}

/// Whether a batch of this kind is offered to be taken back after a reload. Sample data have a banner of their
/// own for that.
fn is_offered(kind: BatchKind) -> bool {
    match kind {
        BatchKind::Import | BatchKind::BulkEdit | BatchKind::Decisions => true,
        BatchKind::Sample => false,
    }
}
