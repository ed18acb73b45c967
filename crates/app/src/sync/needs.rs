//! What needs the person: changes that the endpoint did not take in, kept with their text until
//! somebody makes them again or puts them away. Not here: how they are shown.

use std::collections::BTreeMap;

use jipan_book::{Book, Change, ChangeId, LogRow, Op, OrderWrite, ProductValueView};
use jipan_rules::order::{OrderSource, OrderStatus};
use jipan_sync::calls::{decode, encode};
use jipan_sync::client::ClientWrite;
use jipan_sync::wire::Refusal;

use crate::commit::Mark;
use crate::effect::{Effect, FoldWrite};
use crate::env::Env;
use crate::model::Model;
use crate::tabs::Meta;
use crate::view::RefusedRetry;

use super::REFUSED;

/// A change that was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RefusedChange {
    pub(crate) change: Change,
    pub(crate) why: Refusal,
}

impl RefusedChange {
    /// As it is kept.
    pub(super) fn kept(&self) -> FoldWrite {
        let change = self.change.encode().unwrap_or_default();
        let bytes = encode(&(self.why, change)).unwrap_or_default();
        FoldWrite::Meta(name_of(self.change.id), bytes)
    }

    /// Whether the company has all of it by now: somebody else brought it.
    fn is_in(&self, arrived: &Change) -> bool {
        let is_it = self.why != Refusal::Known && arrived.id == self.change.id;
        is_it && self.change.ops.iter().all(|op| arrived.ops.contains(op))
    }

    /// What of it was not taken in; mostly all of it.
    pub(crate) fn left_out(&self, book: &Book) -> Change {
        let mut left = self.change.clone();
        if self.why == Refusal::Known {
            left.ops.retain(|op| is_left_out(book, op, self.change.id));
        }
        left
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (why, change): (Refusal, Vec<u8>) = decode(bytes).ok()?;
        Some(Self { change: Change::decode(&change).ok()?, why })
    }
}

/// Whether a write of a past, which was taken in but for some products and rules, is one of those.
fn is_left_out(book: &Book, op: &Op, by: ChangeId) -> bool {
    if let Op::Product { id, field, from, .. } = op {
        let is_it = |it: &ProductValueView<'_>| it.field == *field && it.from == *from;
        let known = book.product(*id);
        let value = known.and_then(|product| product.values().find(is_it));
        return value.is_none_or(|it| it.writer.change != by);
    }
    if let Op::Rule { key, from, .. } = op {
        return book.rule_by(*key, *from).is_none_or(|it| it.change != by);
    }
    false
}

/// Under which name it is kept.
pub(super) fn name_of(id: ChangeId) -> String {
    format!("{REFUSED}{:016x}-{}", id.replica.number(), id.seq)
}

impl Model {
    /// The refused changes that the database keeps: another tab may have learned of one, or put one
    /// away.
    pub(super) fn note_refused(&mut self, meta: &Meta<'_>) {
        let old = core::mem::take(&mut self.sync.refused);
        let known: BTreeMap<String, RefusedChange> =
            old.into_iter().map(|(id, it)| (name_of(id), it)).collect();
        for (name, bytes) in meta.beginning_with(REFUSED) {
            let kept = known.get(name).cloned();
            let Some(refused) = kept.or_else(|| RefusedChange::read(bytes)) else { continue };
            let id = refused.change.id;
            if !known.contains_key(name) {
                // It is no longer in the log.
                self.tail.retain(|it| it.change().is_none_or(|change| change.id != id));
            }
            self.sync.refused.insert(id, refused);
        }
    }

    /// A refused change is made again, as a new one.
    pub(super) fn refused_retried(&mut self, id: ChangeId, env: &Env) -> Vec<Effect> {
        let Some(refused) = self.sync.refused.get(&id) else { return Vec::new() };
        if self.retry_of(refused) == RefusedRetry::Never {
            return Vec::new();
        }
        let change = refused.left_out(&self.book);
        let anew = |op: Op| {
            // What it overwrites is what is here now.
            if let Op::Put { id, field, value, reason, .. } = op {
                self.book.put(id, field, value, reason)
            } else if let Op::PutContact { id, customer, field, value, .. } = op {
                self.book.put_contact((customer, id), field, value)
            } else if let Op::Order { id, customer, write: OrderWrite::Place(mut placed) } = op {
                // An order that may not be placed at once waits for who may approve it.
                if placed.source == OrderSource::App && placed.status == OrderStatus::Placed {
                    placed.status = OrderStatus::InReview;
                }
                Op::Order { id, customer, write: OrderWrite::Place(placed) }
            } else if let Op::Product { id, field, from, value, .. } = op {
                self.book.put_product(id, field, from, value)
            } else if let Op::Rule { key, from, value, .. } = op {
                self.book.put_rule(key, from, value)
            } else {
                op
            }
        };
        let ops = change.ops.into_iter().map(anew).collect();
        let ops = self.without_taken_keys(ops);
        let mut effects = self.commit_tap(Mark::of(change.action), ops, Vec::new(), env);
        if !effects.is_empty() {
            effects.extend(self.refused_dropped(id));
        }
        effects
    }

    /// The refused changes among what is being written down as arrived: they need nobody any more.
    pub(super) fn taken_after_all(&self, writes: &[ClientWrite]) -> Vec<ChangeId> {
        if self.sync.refused.is_empty() {
            return Vec::new();
        }
        let arrived = writes.iter().filter_map(|write| {
            let ClientWrite::Log(row) = write else { return None };
            let Ok(LogRow::Arrived(change)) = LogRow::decode(row) else { return None };
            let known = self.sync.refused.get(&change.id)?;
            known.is_in(&change).then_some(change.id)
        });
        arrived.collect()
    }

    /// A refused change is put away.
    pub(super) fn refused_dropped(&mut self, id: ChangeId) -> Vec<Effect> {
        if self.sync.refused.remove(&id).is_none() {
            return Vec::new();
        }
        let writes = vec![FoldWrite::MetaGone(name_of(id))];
        vec![Effect::Fold { id: self.sync.next_write(), writes }, Effect::TellTabs]
    }
}
