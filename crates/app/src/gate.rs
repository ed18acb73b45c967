//! What is asked before anything is written: may this person do it, and is a key still free. Not
//! here: the rules themselves, which are `jipan_rules::permission`.

use jipan_book::Op;
use jipan_rules::budget::{BudgetKey, Readers};
use jipan_rules::permission::{Role, may};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId};

use crate::import::keys::KeyIndex;
use crate::model::Model;
use crate::view::Notice;

/// Up to so many restored customers are looked up one by one; more with an index.
const N_ONE_BY_ONE: usize = 5;

/// Operations on their way through the gate: those that would give a code or licence to a second
/// customer are left out.
#[derive(Debug)]
pub(crate) struct Gate {
    /// Who becomes whom by the operations.
    merges: Vec<(CustomerId, Option<CustomerId>)>,
    index: Option<KeyIndex>,
    free: Vec<Op>,
    /// The first key that another one has.
    taken: Option<(FieldId, CustomerId)>,
    /// Whether a merge cannot be taken back.
    is_apart: bool,
}

impl Gate {
    /// The gate for all of these. Keys are looked up one by one.
    pub(crate) fn new(ops: &[Op]) -> Self {
        let merges = ops.iter().filter_map(merged_by).collect();
        let free = Vec::with_capacity(ops.len());
        Self { merges, index: None, free, taken: None, is_apart: false }
    }

    /// With an index of the keys.
    pub(crate) fn with(self, index: Option<KeyIndex>) -> Self {
        Self { index, ..self }
    }
}

/// Whether so many customers are restored by these that their keys are looked up with an index.
pub(crate) fn wants_index(ops: &[Op]) -> bool {
    ops.iter().filter(|op| matches!(op, Op::Restore { .. })).count() > N_ONE_BY_ONE
}

impl Model {
    /// Whether the person who acts here may do all of it.
    pub(crate) fn is_allowed(&self, ops: &[Op]) -> bool {
        ops.iter().all(|op| {
            let (verb, kind, group) = self.book.asks(op, self.name_in(op));
            may(self.writer.role, verb, kind, group).is_ok()
        })
    }

    /// By which name an operation is the person's: an expense from before joining has the former one.
    fn name_in(&self, op: &Op) -> PersonId {
        let of = if let Op::Budget { key, .. } = op { key.readers() } else { Readers::All };
        match of {
            Readers::Person(of) if self.is_self(of) => of,
            Readers::Person(_) | Readers::All | Readers::Managers => self.writer.person,
        }
    }

    /// Whether that is the person who acts here, or who that was before joining.
    pub(crate) fn is_self(&self, person: PersonId) -> bool {
        let company = self.sync.membership.as_ref();
        person == self.writer.person || company.is_some_and(|it| it.is_self(person))
    }

    /// Whether the person who acts here reads a value of the budget.
    pub(crate) fn reads_budget(&self, key: BudgetKey) -> bool {
        self.writer.role == Role::Manager
            || match key.readers() {
                Readers::All => true,
                Readers::Managers => false,
                Readers::Person(of) => self.is_self(of),
            }
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
        let index = wants_index(&ops).then(|| KeyIndex::new(&self.book));
        let mut gate = Gate::new(&ops).with(index);
        for op in ops {
            self.pass(&mut gate, op);
        }
        self.passed(gate)
    }

    /// Lets one operation through, if its keys are free.
    pub(crate) fn pass(&self, gate: &mut Gate, op: Op) {
        // The key of a customer that becomes another one is that one's.
        let is_merged = |by| gate.merges.iter().any(|it| op.customer() == it.1 && it.0 == by);
        let conflict = self.key_conflict(&op, gate.index.as_ref());
        match conflict.filter(|(_, by)| !is_merged(*by)) {
            Some(conflict) => {
                gate.taken = gate.taken.or(Some(conflict));
                gate.is_apart |= matches!(op, Op::Merge { .. });
            }
            None => gate.free.push(op),
        }
    }

    /// What came through; whose the first taken key is, is said.
    pub(crate) fn passed(&mut self, gate: Gate) -> Vec<Op> {
        if let Some((field, by)) = gate.taken {
            let name = self.name_of(by).unwrap_or_default();
            self.notify(Notice::KeyTaken { field, name });
        }
        if gate.is_apart { Vec::new() } else { gate.free }
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
            | Op::Rule { .. }
            | Op::Funnel { .. }
            | Op::Budget { .. } => return None,
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
