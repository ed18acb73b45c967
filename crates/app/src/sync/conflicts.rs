//! Deciding conflicts: a person keeps the value that shows, takes the other, or types a third. Each
//! decision is a change. Not here: how they are found and shown.

use jipan_book::{Action, ConflictSide, Op, Row};
use jipan_rules::check::parse_value;
use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId};

use crate::commit::Mark;
use crate::consent::written_beside;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::{DraftError, DraftView};

/// What is decided.
pub(super) enum Decision {
    /// The value that shows stays.
    Shown,
    /// The other one is taken.
    Other,
    /// This one is.
    Typed(String),
}

impl Model {
    /// The value of a conflict that shows, with its writer, and the other one. Somebody may have
    /// written a third one since: then that shows.
    pub(crate) fn sides_of(&self, row: Row, id: FactId) -> Option<(ConflictSide, ConflictSide)> {
        let conflict = self.book.conflict(row, id)?;
        let customer = self.book.id_of(row)?;
        let (field, contact) = (conflict.field, conflict.contact);
        let value = self.value_of(customer, contact, field);
        let [first, second] = conflict.sides;
        if first.value == value {
            return Some((first.clone(), second.clone()));
        }
        if second.value == value {
            return Some((second.clone(), first.clone()));
        }
        let writer = match contact {
            None => self.book.field_meta(row, field).map(|meta| *meta.writer),
            Some(contact) => {
                let contact = self.book.contact(customer, contact)?;
                contact.fields().find(|it| it.field == field).map(|it| *it.writer)
            }
        };
        let shown = writer.map_or_else(
            || ConflictSide { value: value.clone(), ..first.clone() },
            |by| ConflictSide {
                change: by.change,
                by: by.by,
                stamp: by.stamp,
                on: by.on,
                value: value.clone(),
            },
        );
        Some((shown, second.clone()))
    }

    fn value_of(
        &self,
        customer: CustomerId,
        contact: Option<ContactId>,
        field: FieldId,
    ) -> Option<Value> {
        match contact {
            None => self.book.written(self.book.row_of(customer)?, field),
            Some(contact) => self.book.contact(customer, contact)?.value(field).cloned(),
        }
    }

    /// Whether the person may decide about a field.
    pub(crate) fn may_decide(
        &self,
        customer: CustomerId,
        contact: Option<ContactId>,
        field: FieldId,
    ) -> bool {
        self.may_write() && self.is_allowed(&[self.write_of(customer, contact, field, None)])
    }

    fn write_of(
        &self,
        customer: CustomerId,
        contact: Option<ContactId>,
        field: FieldId,
        value: Option<Value>,
    ) -> Op {
        match contact {
            None => self.book.put(customer, field, value, None),
            Some(contact) => self.book.put_contact((customer, contact), field, value),
        }
    }

    /// What was typed as a third value, or why it cannot be one.
    fn third(
        &self,
        customer: CustomerId,
        contact: Option<ContactId>,
        field: FieldId,
        text: &str,
    ) -> Result<Option<Value>, DraftError> {
        let Some(def) = field_def(field) else { return Err(DraftError::Required) };
        match contact {
            None => self.judge(Some(customer), def, text),
            Some(_) => parse_value(def, text).map_err(DraftError::Value),
        }
    }

    /// A conflict was decided.
    pub(super) fn decide(&mut self, id: FactId, decision: Decision, env: &Env) -> Vec<Effect> {
        let open = self.book.open_conflicts();
        let row = open.into_iter().find(|(_, it)| *it == id).map(|(row, _)| row);
        let known = row.and_then(|row| {
            let conflict = self.book.conflict(row, id)?;
            let sides = self.sides_of(row, id)?;
            Some((self.book.id_of(row)?, conflict.contact, conflict.field, sides))
        });
        let Some((customer, contact, field, (shown, other))) = known else {
            return self.decide_shared(id, decision, env);
        };
        let value = match decision {
            Decision::Shown => shown.value.clone(),
            Decision::Other => other.value,
            Decision::Typed(text) => match self.third(customer, contact, field, &text) {
                Ok(value) => value,
                Err(error) => {
                    let draft = DraftView { text: text.into(), error: Some(error) };
                    self.sync.third.insert(id, draft);
                    return Vec::new();
                }
            },
        };
        let mut ops = vec![Op::ResolveConflict { id, customer, is_resolved: true }];
        if value != shown.value {
            // The answer of a day that somebody decides is of that day.
            let beside = contact.is_none().then_some(value.as_ref());
            let beside =
                beside.and_then(|it| written_beside(&self.book, (customer, field), it, env.today));
            ops.push(self.write_of(customer, contact, field, value));
            ops.extend(beside);
        }
        let n = ops.len();
        let ops = self.without_taken_keys(ops);
        if ops.len() < n {
            // The value cannot be had, which is said; nothing is decided by that.
            return Vec::new();
        }
        self.sync.third.remove(&id);
        self.commit_tap(Mark::of(Action::ResolveConflict), ops, Vec::new(), env)
    }
}
