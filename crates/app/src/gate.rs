//! What is asked before anything is written: may this person do it, and is a key still free. Not
//! here: the rules themselves, which are `jipan_rules::permission`.

use jipan_book::Op;
use jipan_rules::permission::may;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::import::keys::KeyIndex;
use crate::model::Model;
use crate::view::Notice;

/// Up to so many restored customers are looked up one by one; more with an index.
const N_ONE_BY_ONE: usize = 5;

impl Model {
    /// Whether the person who acts here may do all of it.
    pub(crate) fn is_allowed(&self, ops: &[Op]) -> bool {
        ops.iter().all(|op| {
            let (verb, kind, group) = self.book.asks(op, self.writer.person);
            may(self.writer.role, verb, kind, group).is_ok()
        })
    }

    /// The same, and it is said if not.
    pub(crate) fn may_do(&mut self, ops: &[Op]) -> bool {
        let is_allowed = self.is_allowed(ops);
        if !is_allowed {
            self.notify(Notice::NotAllowed);
        }
        is_allowed
    }

    /// The operations without those that would give a code or licence to a second customer: a
    /// restored customer whose key went to another meanwhile stays deleted, and it is said whose
    /// the key is. A merge that cannot be taken back stays as it is, whole.
    pub(crate) fn without_taken_keys(&mut self, ops: Vec<Op>) -> Vec<Op> {
        let n_restored = ops.iter().filter(|op| matches!(op, Op::Restore { .. })).count();
        let index = (n_restored > N_ONE_BY_ONE).then(|| KeyIndex::new(&self.book));
        let merges: Vec<_> = ops.iter().filter_map(merged_by).collect();
        let (mut free, mut taken) = (Vec::with_capacity(ops.len()), None);
        let mut is_apart = false;
        for op in ops {
            // The key of a customer that becomes another one is that one's.
            let conflict = self.key_conflict(&op, index.as_ref());
            let conflict = conflict
                .filter(|(_, by)| !merges.iter().any(|it| op.customer() == it.1 && it.0 == *by));
            match conflict {
                Some(conflict) => {
                    taken = taken.or(Some(conflict));
                    is_apart |= matches!(op, Op::Merge { .. });
                }
                None => free.push(op),
            }
        }
        if let Some((field, by)) = taken {
            let name = self.name_of(by).unwrap_or_default();
            self.notify(Notice::KeyTaken { field, name });
        }
        if is_apart { Vec::new() } else { free }
    }

    /// The key an operation would bring back although another customer has it.
    pub(crate) fn key_conflict(
        &self,
        op: &Op,
        index: Option<&KeyIndex>,
    ) -> Option<(FieldId, CustomerId)> {
        let keys_of = |id: CustomerId| {
            let row = self.book.row_of(id)?;
            let key = |field| Some((field, self.book.text(row, field)?.to_owned()));
            Some([fields::CODE, fields::LICENCE].into_iter().filter_map(key).collect())
        };
        // What a merged customer is known by leads to the one that stays, so that is no other.
        let (ids, keys): ([CustomerId; 2], Vec<(FieldId, String)>) = match op {
            Op::Restore { id } => ([*id, *id], keys_of(*id)?),
            Op::Merge { loser, into: None, was: _ } => {
                ([*loser, self.book.survivor_of(*loser)], keys_of(*loser)?)
            }
            Op::Put { id, field, value: Some(Value::Text(text)), .. }
                if [fields::CODE, fields::LICENCE].contains(field) =>
            {
                ([*id, *id], vec![(*field, text.to_string())])
            }
            Op::Create { .. }
            | Op::Put { .. }
            | Op::Confirm { .. }
            | Op::Note { .. }
            | Op::RetractNote { .. }
            | Op::Delete { .. }
            | Op::Batch(_)
            | Op::Reason { .. }
            | Op::Stated { .. }
            | Op::Merge { .. }
            | Op::Distinct { .. }
            | Op::PutContact { .. }
            | Op::DropContact { .. }
            | Op::Conflict { .. }
            | Op::ResolveConflict { .. }
            | Op::Order { .. }
            | Op::Objection { .. }
            | Op::Product { .. }
            | Op::Rule { .. } => return None,
        };
        keys.into_iter().find_map(|(field, text)| {
            let holder = match index {
                Some(index) => {
                    index.holder(&self.book, field, &text).and_then(|row| self.book.id_of(row))
                }
                None => self.holder_of(field, &text),
            };
            holder.filter(|by| !ids.contains(by)).map(|by| (field, by))
        })
    }
}

/// Who becomes whom by an operation.
fn merged_by(op: &Op) -> Option<(CustomerId, Option<CustomerId>)> {
    if let Op::Merge { loser, into: Some(into), was: _ } = op {
        return Some((*loser, Some(*into)));
    }
    None
}
