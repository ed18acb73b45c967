//! What needs the person: changes that the endpoint did not take in, kept with their text until
//! somebody makes them again or puts them away. Not here: how they are shown.

use std::collections::BTreeSet;

use jipan_book::{Book, Change, ChangeId, LogRow, Op, OrderWrite, ProductValueView};
use jipan_rules::order::{OrderSource, OrderStatus};
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::field as field_def;
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

    /// What of it the company may not have yet, after parts of it arrived.
    fn without(&self, arrived: &[&Change]) -> Vec<Op> {
        let of = arrived.iter().filter(|it| it.id == self.change.id);
        let came: Vec<&Op> = of.flat_map(|it| &it.ops).collect();
        let is_in = |op: &&Op| came.iter().any(|it| says(it, op));
        self.change.ops.iter().filter(|op| !is_in(op)).cloned().collect()
    }

    /// What of it was not taken in; mostly all of it.
    pub(crate) fn left_out(&self, book: &Book) -> Change {
        let mut left = self.change.clone();
        if self.why == Refusal::Known {
            left.ops.retain(|op| is_left_out(book, op, self.change.id));
        }
        left
    }

    /// With another part of it that was refused.
    fn and(mut self, part: Change, why: Refusal) -> Self {
        let is_shared =
            |op: &Op| matches!(op, Op::Product { .. } | Op::Rule { .. } | Op::Budget { .. });
        if self.why != Refusal::Known || !part.ops.iter().all(is_shared) {
            // Of what was taken in in part only what was left out of products, rules and the budget is shown.
            self.why = why;
        }
        for op in part.ops {
            match self.change.ops.iter_mut().find(|it| is_same(it, &op)) {
                Some(kept) => add_values(kept, op),
                None => self.change.ops.push(op),
            }
        }
        self
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (why, change): (Refusal, Vec<u8>) = decode(bytes).ok()?;
        Some(Self { change: Change::decode(&change).ok()?, why })
    }
}

/// Whether a write of a past, which was taken in but for some products, rules and values of the budget, is
/// one of those.
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
    if let Op::Budget { key, .. } = op {
        return book.budget_by(*key).is_none_or(|it| it.change != by);
    }
    false
}

/// Whether what arrived is that operation: what managers alone read may be cut out of a creation.
fn says(arrived: &Op, op: &Op) -> bool {
    let id_of = |op: &Op| if let Op::Create { id, .. } = op { Some(*id) } else { None };
    arrived == op || id_of(op).is_some() && id_of(arrived) == id_of(op)
}

/// Whether two operations of one change are the same one, told from the log and from a book.
fn is_same(one: &Op, other: &Op) -> bool {
    match (one, other) {
        (Op::Create { id, .. }, Op::Create { id: of, .. }) => id == of,
        (Op::Put { id, field, value, .. }, Op::Put { id: of, field: at, value: to, .. }) => {
            (id, field, value) == (of, at, to)
        }
        (
            Op::PutContact { id, field, value, .. },
            Op::PutContact { id: of, field: at, value: to, .. },
        ) => (id, field, value) == (of, at, to),
        (
            Op::Product { id, field, from, value, .. },
            Op::Product { id: of, field: at, from: on, value: to, .. },
        ) => (id, field, from, value) == (of, at, on, to),
        (Op::Rule { key, from, value, .. }, Op::Rule { key: of, from: on, value: to, .. }) => {
            (key, from, value) == (of, on, to)
        }
        (Op::Budget { key, value, .. }, Op::Budget { key: of, value: to, .. }) => {
            (key, value) == (of, to)
        }
        (one, other) => one == other,
    }
}

/// Adds the values that only another telling of a creation has.
fn add_values(kept: &mut Op, told: Op) {
    let (Op::Create { values: known, .. }, Op::Create { values, .. }) = (kept, told) else {
        return;
    };
    for (field, value) in values {
        if known.iter().all(|(it, _)| *it != field) {
            known.push((field, value));
        }
    }
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
        let known: BTreeSet<String> = old.into_keys().map(name_of).collect();
        for (name, bytes) in meta.beginning_with(REFUSED) {
            // Of one that is known less may be left.
            let Some(refused) = RefusedChange::read(bytes) else { continue };
            let id = refused.change.id;
            if !known.contains(name) {
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
            } else if let Op::Budget { key, value, .. } = op {
                self.book.put_budget(key, value)
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

    /// What becomes of refused changes of which parts are being written down as arrived, since somebody
    /// else brought them: of one over several territories only those that are seen here can arrive.
    /// Once the company has all of these, it needs nobody any more; until then what is left is kept.
    pub(super) fn taken_after_all(&self, writes: &[ClientWrite]) -> Vec<FoldWrite> {
        if self.sync.refused.is_empty() {
            return Vec::new();
        }
        let arrived: Vec<Change> = writes
            .iter()
            .filter_map(|write| {
                let ClientWrite::Log(row) = write else { return None };
                let Ok(LogRow::Arrived(change)) = LogRow::decode(row) else { return None };
                self.sync.refused.contains_key(&change.id).then_some(change)
            })
            .collect();
        let of = |id: ChangeId| arrived.iter().filter(move |it| it.id == id).collect::<Vec<_>>();
        let refused = self.sync.refused.values().filter(|it| it.why != Refusal::Known);
        let left = refused.filter_map(|it| {
            let parts = of(it.change.id);
            (!parts.is_empty()).then(|| {
                let (ops, why) = (it.without(&parts), it.why);
                if ops.iter().any(|op| self.is_to_arrive(op)) {
                    let change = Change { ops, ..it.change.clone() };
                    RefusedChange { change, why }.kept()
                } else {
                    FoldWrite::MetaGone(name_of(it.change.id))
                }
            })
        });
        left.collect()
    }

    /// A change that was refused, with what an earlier refusal of it keeps, in the same answer or before:
    /// after a backup of the endpoint was put back only what the book still shows of it is said again, and
    /// that may be said in several parts.
    pub(super) fn refused_with(
        &self,
        so_far: &[RefusedChange],
        change: Change,
        why: Refusal,
    ) -> RefusedChange {
        let of = |it: &&RefusedChange| it.change.id == change.id;
        let earlier = so_far.iter().rev().find(of).or_else(|| self.sync.refused.get(&change.id));
        match earlier {
            Some(earlier) => earlier.clone().and(change, why),
            None => RefusedChange { change, why },
        }
    }

    /// Whether somebody else's operation reaches this tablet once the company has it.
    fn is_to_arrive(&self, op: &Op) -> bool {
        let is_here = |id| self.book.row_of(id).is_some_and(|row| self.book.origin(row).is_some());
        let is_read = |field| {
            let def = field_def(field);
            def.is_none_or(|it| may(self.writer.role, Verb::Read, it.kind, Some(it.group)).is_ok())
        };
        if let Op::Budget { key, .. } = op {
            return self.reads_budget(*key);
        }
        let field = match op {
            Op::Put { field, .. }
            | Op::Confirm { field, .. }
            | Op::Stated { field, .. }
            | Op::Reason { field, .. }
            | Op::Product { field, .. } => Some(*field),
            Op::Create { .. }
            | Op::PutContact { .. }
            | Op::Note { .. }
            | Op::RetractNote { .. }
            | Op::Delete { .. }
            | Op::Restore { .. }
            | Op::Batch(_)
            | Op::Merge { .. }
            | Op::Distinct { .. }
            | Op::DropContact { .. }
            | Op::Conflict { .. }
            | Op::ResolveConflict { .. }
            | Op::Order { .. }
            | Op::Objection { .. }
            | Op::Rule { .. }
            | Op::Funnel { .. }
            | Op::Budget { .. } => None,
        };
        let of = [op.customer(), op.other_customer()];
        let is_seen = op.customer().is_none() || of.into_iter().flatten().any(is_here);
        is_seen && field.is_none_or(is_read)
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

#[cfg(test)]
mod tests;
