//! Writes that know what they overwrite. Not here: taking them in.

use jipan_rules::NaiveDate;
use jipan_rules::permission::Verb;
use jipan_rules::schema::{FieldId, Group, RecordKind};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId};

use super::{Book, Imported};
use crate::change::Op;
use crate::stamp::Stamp;

impl Book {
    /// The write that gives a field another value, knowing what it overwrites.
    pub fn put(
        &self,
        id: CustomerId,
        field: FieldId,
        value: Option<Value>,
        reason: Option<Box<str>>,
    ) -> Op {
        let row = self.row_of(id);
        let meta = row.and_then(|row| self.field_meta(row, field));
        Op::Put {
            id,
            field,
            value,
            base: meta.map(|meta| meta.writer.change),
            was: row.and_then(|row| self.written(row, field)),
            was_on: meta.and_then(|meta| meta.confirmed_on),
            reason,
        }
    }

    /// The write that keeps what a file says of a field without taking it over; `asks` if a person
    /// is to decide between the two.
    pub fn state(&self, id: CustomerId, field: FieldId, value: Option<Value>, asks: bool) -> Op {
        let (was, was_asked) = self
            .last_word(id, field)
            .map_or((None, false), |(last, is_open)| (last.value, is_open));
        Op::Stated { id, field, value, asks, was, was_asked }
    }

    /// The write that takes back what the last file said: the one before counts again.
    pub(crate) fn unstate(&self, id: CustomerId, field: FieldId) -> Op {
        let (value, asks, was, was_asked) =
            self.last_word(id, field).map_or((None, false, None, false), |(last, is_open)| {
                (last.was, last.was_asked, last.value, is_open)
            });
        Op::Stated { id, field, value, asks, was, was_asked }
    }

    /// What the last file said of a field, and whether it asks still: nobody wrote the value since.
    fn last_word(&self, id: CustomerId, field: FieldId) -> Option<(Imported, bool)> {
        let row = self.row_of(id)?;
        let last = self.last_imported(row, field)?;
        let is_open = self.asks_still(row, field, &last);
        Some((last, is_open))
    }

    /// The write that merges a customer into another one.
    pub fn merge(&self, loser: CustomerId, into: CustomerId) -> Op {
        Op::Merge { loser, into: Some(into), was: self.merged_to(loser) }
    }

    /// What a write asks leave for ([`Op::asks`]), where `by` does it: to take back what the same
    /// person added, or what the same person deleted, is another thing than to delete.
    pub fn asks(&self, op: &Op, by: PersonId) -> (Verb, RecordKind, Option<Group>) {
        self.asks_at(op, by, None)
    }

    /// As [`Self::asks`], of what was written at an instant: an order is not special by a rule that was
    /// set for its day after it was entered.
    pub fn asks_at(
        &self,
        op: &Op,
        by: PersonId,
        at: Option<Stamp>,
    ) -> (Verb, RecordKind, Option<Group>) {
        let (verb, kind, group) = op.asks();
        if let Op::Order { id, customer, write } = op {
            return (self.asks_of_order((*customer, *id), write, (by, at)), kind, group);
        }
        if let Op::Funnel { id, customer, deal, write } = op {
            let of = self.asks_of_fact((*customer, *id), (*deal, write), by);
            return (of.unwrap_or(verb), kind, group);
        }
        if let Op::Budget { key, .. } = op {
            return (
                if self.is_judges_alone(*key, by) { Verb::Approve } else { verb },
                kind,
                group,
            );
        }
        let row = op.customer().and_then(|id| self.row_of(id));
        let made_by = row.and_then(|row| self.origin(row)).filter(|origin| origin.by == by);
        let last = row.and_then(|row| self.deletion(row));
        let is_own = made_by.is_some()
            && (matches!(op, Op::Delete { .. })
                || matches!(op, Op::Restore { .. }) && last.is_some_and(|(it, _)| it.by == by));
        (if is_own { Verb::TakeBack } else { verb }, kind, group)
    }

    /// The write that confirms a field on a day.
    pub fn confirm(&self, id: CustomerId, field: FieldId, on: NaiveDate) -> Op {
        let was = self.row_of(id).and_then(|row| self.confirmed_on(row, field));
        Op::Confirm { id, field, on: Some(on), was }
    }
}
