//! Parts: how a change is cut by customers, and how stored ones are read again. Not here: their
//! numbers.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::{Book, Change, Op};
use jipan_rules::budget::{BudgetKey, Readers};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::values::ids::{CustomerId, PersonId};
use serde_json::value::RawValue;

use super::team::Team;
use crate::records::{Kept, PartRow, PersonRow, Records, RecordsError};
pub(super) use crate::wire::NO_CUSTOMER;
use crate::wire::{WireChange, WireHead, ops};

/// Which operations are about which customer, by their places; batches, products, rules and
/// the budget are about the nil one. As
/// [`Change::part_about`]: the part of a customer also holds every word of the merge of another one
/// that names it.
pub(super) fn cut(change: &Change) -> BTreeMap<CustomerId, Vec<usize>> {
    let mut cut: BTreeMap<CustomerId, Vec<usize>> = BTreeMap::new();
    for (idx, op) in change.ops.iter().enumerate() {
        let of = [op.customer().unwrap_or(NO_CUSTOMER)].into_iter().chain(op.other_customer());
        for customer in of {
            cut.entry(customer).or_default().push(idx);
        }
    }
    let merges: Vec<(usize, CustomerId)> = change
        .ops
        .iter()
        .enumerate()
        .filter_map(|(idx, op)| loser_of(op).map(|loser| (idx, loser)))
        .collect();
    if merges.len() > 1 {
        for places in cut.values_mut() {
            let named: Vec<CustomerId> =
                merges.iter().filter(|it| places.contains(&it.0)).map(|it| it.1).collect();
            let all = merges.iter().filter(|it| named.contains(&it.1)).map(|it| it.0);
            places.extend(all);
            places.sort_unstable();
            places.dedup();
        }
    }
    cut
}

/// A change with some of its operations, by their places.
pub(super) fn some_of(change: &Change, places: BTreeSet<usize>) -> Change {
    let ops = places.into_iter().filter_map(|idx| change.ops.get(idx).cloned()).collect();
    Change { ops, ..change.clone() }
}

fn loser_of(op: &Op) -> Option<CustomerId> {
    if let Op::Merge { loser, .. } = op { Some(*loser) } else { None }
}

/// To whom something is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reader {
    /// A manager, who reads all.
    Manager,
    /// Somebody else, by all the names that are or were theirs; no name stands for what all read.
    Person(BTreeSet<PersonId>),
}

impl Reader {
    /// What everybody reads.
    pub(super) const fn everybody() -> Self {
        Self::Person(BTreeSet::new())
    }

    /// A person of the company.
    pub(super) fn of(team: &Team, person: &PersonRow) -> Self {
        if person.role == Role::Manager {
            Self::Manager
        } else {
            Self::Person(team.names_of(person.id))
        }
    }

    /// Whether a value of the budget is told to them.
    pub(super) fn reads_budget(&self, key: BudgetKey) -> bool {
        match (self, key.readers()) {
            (Self::Manager, _) | (Self::Person(_), Readers::All) => true,
            (Self::Person(names), Readers::Person(of)) => names.contains(&of),
            (Self::Person(_), Readers::Managers) => false,
        }
    }

    /// Whether an operation says nothing that they do not read.
    pub(super) fn reads(&self, op: &Op) -> bool {
        match (self, op) {
            (Self::Manager, _) => true,
            (Self::Person(_), Op::Budget { key, .. }) => self.reads_budget(*key),
            (Self::Person(_), op) => !is_private(op),
        }
    }
}

/// Whether only managers read a field.
pub(super) fn is_private_field(field: FieldId) -> bool {
    field_def(field)
        .is_some_and(|def| may(Role::Rep, Verb::Read, def.kind, Some(def.group)).is_err())
}

/// Whether an operation says something that not everybody reads.
pub(super) fn is_private(op: &Op) -> bool {
    match op {
        Op::Create { values, .. } => values.iter().any(|(field, _)| is_private_field(*field)),
        Op::Put { field, .. }
        | Op::Confirm { field, .. }
        | Op::Reason { field, .. }
        | Op::Stated { field, .. }
        | Op::PutContact { field, .. }
        | Op::Conflict { field, .. }
        | Op::Product { field, .. } => is_private_field(*field),
        Op::Budget { key, .. } => key.readers() != Readers::All,
        Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::DropContact { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Rule { .. }
        | Op::Funnel { .. } => false,
    }
}

/// What is left of an operation for those who do not read all of it.
fn open_of(op: Op) -> Option<Op> {
    if let Op::Create { id, values } = op {
        let values = values.into_iter().filter(|(field, _)| !is_private_field(*field));
        return Some(Op::Create { id, values: values.collect() });
    }
    (!is_private(&op)).then_some(op)
}

fn damaged(what: &str) -> RecordsError {
    RecordsError { detail: format!("damaged: {what}"), is_transient: false }
}

/// The head of the change of a part.
pub(super) fn head_of(records: &mut dyn Records, part: &PartRow) -> Kept<WireHead> {
    let row = records.change(part.change)?.ok_or_else(|| damaged("a part without a change"))?;
    serde_json::from_str(&row.head).map_err(|_error| damaged("the head of a change"))
}

/// The operations of a part as JSON, without what is not for the reader.
pub(super) fn ops_of(part: &PartRow, reader: &Reader) -> Kept<Vec<Box<RawValue>>> {
    let raw: Vec<Box<RawValue>> =
        serde_json::from_str(&part.ops).map_err(|_error| damaged("a part"))?;
    if *reader == Reader::Manager || !part.is_private {
        return Ok(raw);
    }
    let mut open = Vec::with_capacity(raw.len());
    for raw in raw {
        let op = ops::op_of(&raw).map_err(|_error| damaged("an operation"))?;
        if reader.reads(&op) {
            open.push(raw);
        } else if let Some(op) = open_of(op) {
            open.push(ops::op_to_raw(&op));
        }
    }
    Ok(open)
}

/// A part as a change.
pub(super) fn change_of(records: &mut dyn Records, part: &PartRow) -> Kept<Change> {
    read(records, part, &Reader::Manager)
}

fn read(records: &mut dyn Records, part: &PartRow, reader: &Reader) -> Kept<Change> {
    let (head, ops) = (head_of(records, part)?, ops_of(part, reader)?);
    ops::from_wire(&WireChange { head, ops, is_state: false }).map_err(|_error| damaged("a change"))
}

/// Operations that are read at once.
const BYTES_AT_ONCE: usize = 1 << 20;

/// The whole book of the company, with what only managers read.
///
/// # Errors
/// If the records fail, or one of them is damaged.
pub fn book(records: &mut dyn Records) -> Kept<Book> {
    let mut book = Book::new();
    for (scope, _) in records.scopes()? {
        let mut after = 0;
        loop {
            let parts = records.feed(scope, after, BYTES_AT_ONCE)?;
            let Some(last) = parts.last() else { break };
            after = last.pos;
            for part in &parts {
                let change = change_of(records, part)?;
                let _applied = book.apply(&change);
            }
        }
    }
    Ok(book)
}

/// The digest of a customer without what only managers read.
pub(super) fn open_digest(records: &mut dyn Records, id: CustomerId) -> Kept<u64> {
    let mut book = Book::new();
    for part in records.parts_of(id)? {
        let change = read(records, &part, &Reader::everybody())?;
        let _applied = book.apply(&change);
    }
    Ok(book.digest_of_customer(id))
}
