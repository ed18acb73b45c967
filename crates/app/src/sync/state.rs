//! The state of the book as something to send: when a tablet joins with a book whose log was folded
//! away, and when the endpoint was restored from a backup. What is still in the log is sent from
//! there, whole. Not here: what a book knows of its changes.

use std::collections::BTreeSet;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Change, ChangeId, Op};
use jipan_rules::permission::Role;
use jipan_rules::values::ids::{CustomerId, PersonId};
use jipan_sync::client::{Load, Mark, Membership, Then};

use crate::model::{Model, Source};
use crate::tabs::device_of;

/// So many rows go into one portion.
const N_ROWS: u32 = 600;

impl Model {
    /// The changes that are sent from the log.
    fn unsent_ids(&self) -> BTreeSet<ChangeId> {
        let id = |source: &Source| match source {
            Source::Here { id, .. } => Some(*id),
            Source::Elsewhere | Source::Forgetting { .. } => None,
        };
        self.unsent().filter_map(|entry| id(&entry.from)).collect()
    }

    /// The next portion of the state, if it is being sent. Customers that the log makes come after
    /// it: the endpoint must know them first.
    pub(super) fn state_load(&self, base: &Membership) -> Option<Load> {
        let from = base.send_state?;
        let to = from.saturating_add(N_ROWS).min(self.book.n_rows());
        let unsent = self.unsent_ids();
        let mut late: Vec<CustomerId> = Vec::new();
        let mut parts = if from == 0 { self.book.parts_of_batches() } else { Vec::new() };
        parts.extend(self.book.parts_of(from..to));
        parts.retain_mut(|part| {
            if unsent.contains(&part.id) || self.is_of_sample(part) {
                return false;
            }
            part.ops.retain(|op| {
                if !self.is_to_be_told(base, (part.id, part.by), op) {
                    return false;
                }
                let made_by_log = op.customer().filter(|id| self.is_made_by(*id, &unsent));
                late.extend(made_by_log);
                made_by_log.is_none()
            });
            !part.ops.is_empty()
        });
        let next = (to < self.book.n_rows()).then_some(to);
        let then = Then::Rows { next, late };
        Some(Load::state(base, encoded(&parts), then))
    }

    /// Whether what was said of a product or a rule is told. What was overwritten on its day is, if it is
    /// one's own, also of before joining, since what came after it may be refused; and of what others
    /// said, a manager tells what somebody else overwrote, who need not have seen it.
    fn is_to_be_told(
        &self,
        base: &Membership,
        (change, by): (ChangeId, PersonId),
        op: &Op,
    ) -> bool {
        let is_own = base.is_self(by) || device_of(change.replica.number()) == base.number;
        self.book
            .overwriter(change, op)
            .is_none_or(|last| is_own || self.writer.role == Role::Manager && last.by != by)
    }

    fn is_made_by(&self, customer: CustomerId, changes: &BTreeSet<ChangeId>) -> bool {
        let row = self.book.row_of(customer);
        let origin = row.and_then(|row| self.book.origin(row));
        origin.is_some_and(|origin| changes.contains(&origin.change))
    }

    /// The state of customers that were made by the log, which is sent by now.
    pub(super) fn late_load(&self, base: &Membership) -> Option<Load> {
        let of: Vec<CustomerId> = base.state_late.iter().copied().take(50).collect();
        if of.is_empty() {
            return None;
        }
        let rows = of.iter().filter_map(|id| self.book.row_of(*id));
        let mut parts: Vec<Change> =
            rows.flat_map(|row| self.book.parts_of(row.0..row.0.saturating_add(1))).collect();
        parts.retain(|part| !self.is_of_sample(part));
        Some(Load::state(base, encoded(&parts), Then::Late(of)))
    }
}

/// What a book told can be encoded.
fn encoded(parts: &[Change]) -> Vec<(Mark, Vec<u8>)> {
    let marked = parts.iter().filter_map(|part| Some(((part.stamp, part.id), part.encode().ok()?)));
    let mut marked: Vec<(Mark, Vec<u8>)> = marked.collect();
    sort_by_key(&mut marked, |(mark, _)| *mark);
    marked
}
