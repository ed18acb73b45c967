//! The bar that offers to take the last thing back: when it comes, also after a reload. Not here:
//! taking back.

use std::rc::Rc;

use jipan_book::{Action, BatchKind, Change};

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::model::{Model, TailEntry, UndoBar, UndoHow};
use crate::view::{UndoSubject, UndoView};

/// How long the undo bar stays.
const UNDO_BAR_MILLIS: u32 = 10_000;
/// What is not older than this brings its undo bar back after a reload.
const UNDO_AFTER_RELOAD_MILLIS: u64 = 30_000;

impl Model {
    /// Shows the undo bar for what was just done.
    pub(crate) fn offer_undo(&mut self, how: UndoHow, change: &Change) -> Vec<Effect> {
        let customers = change.customers();
        let stays = customers.first().map(|id| self.book.survivor_of(*id));
        let name = stays.and_then(|id| self.name_of(id));
        self.show_undo(UndoBar {
            of: change.id,
            how,
            action: change.action,
            n_customers: customers.len(),
            name,
        })
    }

    /// The bar as it is shown.
    pub(crate) fn undo_view(&self, bar: &UndoBar) -> UndoView {
        let batch = match &bar.how {
            UndoHow::Batch(batch) => Some(*batch),
            UndoHow::Changes(changes) => changes.first().and_then(|change| change.undoes_batch),
            UndoHow::Filter(_) => None,
        };
        let kind = batch.and_then(|batch| Some((batch, self.book.batch(batch)?.info.kind)));
        let (subject, n_customers) = match (kind, &bar.how) {
            (_, UndoHow::Filter(_)) => (UndoSubject::Filter, bar.n_customers),
            (Some((batch, BatchKind::Orders)), _) => {
                (UndoSubject::Orders, self.n_touched_by(batch))
            }
            (Some((batch, BatchKind::Products)), _) => {
                (UndoSubject::Products, self.n_touched_by(batch))
            }
            (_, UndoHow::Changes(_) | UndoHow::Batch(_)) => {
                (UndoSubject::Customers, bar.n_customers)
            }
        };
        UndoView {
            action: bar.action,
            of: bar.of,
            n_customers,
            name: bar.name.clone(),
            subject,
            is_redo: bar.action == Action::Undo,
        }
    }

    /// Shows an undo bar for as long as it stays.
    pub(crate) fn show_undo(&mut self, bar: UndoBar) -> Vec<Effect> {
        self.undo = Some(bar);
        self.undo_showing = self.undo_showing.saturating_add(1);
        let event = Box::new(Event::UndoExpired { showing: self.undo_showing });
        vec![Effect::Delay { millis: UNDO_BAR_MILLIS, event }]
    }

    /// The undo bar of what this tab did just before a reload: a tap, a whole batch or the deletion
    /// of a saved filter, whichever was last.
    pub(crate) fn undo_after_reload(&mut self, env: &Env) -> Vec<Effect> {
        let own = self.writer.replica;
        let from = env.now_millis().saturating_sub(UNDO_AFTER_RELOAD_MILLIS);
        let last = self.tail.iter().rev().find(|entry| entry.is_of(own));
        let tap = last.and_then(TailEntry::change);
        let tap = tap.filter(|it| it.action.by_hand() && it.stamp.ms() >= from).cloned();
        let batches = self.book.batches().filter(|it| is_offered(it.info.kind));
        let batches =
            batches.filter(|it| it.writer.change.replica == own && it.writer.stamp.ms() >= from);
        let batch = batches.max_by_key(|batch| batch.writer.stamp).cloned();
        let batch = batch.filter(|it| self.book.is_batch_live(it.info.id));
        let filter = self.filter_gone_since(from);
        let tap_at = tap.as_ref().map(|it| it.stamp.ms());
        let batch_at = batch.as_ref().map(|it| it.writer.stamp.ms());
        let filter_at = filter.as_ref().and_then(|it| it.gone_at_millis);
        match (filter, batch, tap) {
            (Some(filter), ..) if filter_at > batch_at.max(tap_at) => self.offer_saved(&filter),
            (_, Some(batch), _) if batch_at > tap_at => self.show_undo(UndoBar {
                of: batch.writer.change,
                action: batch.writer.action,
                n_customers: self.n_touched_by(batch.info.id),
                name: None,
                how: UndoHow::Batch(batch.info.id),
            }),
            (.., Some(tap)) => self.offer_undo(UndoHow::Changes(Rc::new([tap.clone()])), &tap),
            (.., None) => Vec::new(),
        }
    }
}

/// Whether a batch of this kind is offered to be taken back after a reload. Sample data have a banner of their
/// own for that.
fn is_offered(kind: BatchKind) -> bool {
    match kind {
        BatchKind::Import
        | BatchKind::BulkEdit
        | BatchKind::Decisions
        | BatchKind::Orders
        | BatchKind::Products => true,
        BatchKind::Sample => false,
    }
}
