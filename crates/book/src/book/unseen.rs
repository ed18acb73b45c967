//! Finding the conflicts that a change makes when it is taken in. Not here: keeping them.

use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId};

use super::{Book, NO_WRITER, Origin};
use crate::change::{Change, ChangeId, ConflictSide, Op, conflict_id};
use crate::columns::kept;

/// A field of a customer or of one of its further contacts.
type Place = (CustomerId, Option<ContactId>, FieldId);

/// What a change writes to a place.
struct Written<'a> {
    place: Place,
    value: Option<&'a Value>,
    base: Option<ChangeId>,
}

/// What stands at a place.
struct Standing {
    writer: Origin,
    value: Option<Value>,
    /// Whether it was written after the customer was created.
    is_edited: bool,
    /// What its writer overwrote.
    was: Option<Value>,
}

impl Book {
    /// The conflicts that taking `change` in makes, as the writes that note them. Asked before it is
    /// taken in, with the stamp that counts, and only for a change that the book does not hold
    /// already: of what was overwritten since, a book no longer knows who saw it.
    ///
    /// There is a conflict where a field that is watched has another value by another device, and
    /// the writer had not seen that one. There is none where both values are equal, where the one
    /// that stands was made by the same device or seen by the writer (`base`), where nothing was
    /// ever written, and where the change comes late and its value is the one that was knowingly
    /// overwritten. A write that names its own change as `base` is state ([`Book::parts_of`]): what
    /// its writer saw is not known, and nothing is asked. OURS
    ///
    /// Where the writer goes on from a value of their own that is in conflict with what stands, the
    /// new conflict takes the place of that one; one on which both now agree is settled.
    pub fn unseen_by(&self, change: &Change) -> Vec<Op> {
        let mut ops = Vec::new();
        let mut rest = change.ops.iter();
        while let Some(op) = rest.next() {
            let Some(written) = written(op).filter(is_watched) else { continue };
            let is_last = !rest.clone().any(|op| place_of(op) == Some(written.place));
            if let (true, Some(standing)) = (is_last, self.standing(written.place)) {
                self.compare(change, &written, &standing, &mut ops);
            }
        }
        ops
    }

    fn compare(
        &self,
        change: &Change,
        written: &Written<'_>,
        standing: &Standing,
        ops: &mut Vec<Op>,
    ) {
        let of = standing.writer.change;
        let base = written.base;
        let is_seen = base == Some(of) || base == Some(change.id);
        if is_seen || of.replica == change.id.replica {
            return;
        }
        let value = kept(written.value.cloned());
        let is_later = (change.stamp, change.id) > standing.writer.rank();
        let is_known = !is_later && standing.is_edited && standing.was == value;
        let is_blank = !standing.is_edited && standing.value.is_none();
        if is_known || is_blank {
            return;
        }
        let id = conflict_id(change.id, of, written.place);
        let (customer, contact, field) = written.place;
        self.supersede(written, of, ops);
        if value == standing.value {
            return;
        }
        let mine = side(&Origin::of(change), value);
        let theirs = side(&standing.writer, standing.value.clone());
        let sides = Box::new(if is_later { [mine, theirs] } else { [theirs, mine] });
        ops.push(Op::Conflict { id, customer, contact, field, sides });
    }

    /// Settles the conflict between what the writer goes on from and what stands.
    fn supersede(&self, written: &Written<'_>, standing: ChangeId, ops: &mut Vec<Op>) {
        let (customer, ..) = written.place;
        let old = written.base.map(|base| conflict_id(base, standing, written.place));
        let row = self.row_of(customer);
        let open = row.zip(old).and_then(|(row, id)| self.conflict(row, id));
        if let Some(open) = open.filter(|it| !it.is_settled) {
            ops.push(Op::ResolveConflict { id: open.id, customer, is_resolved: true });
        }
    }

    /// What stands at a place; `None` if nothing was ever written there.
    fn standing(&self, (customer, contact, field): Place) -> Option<Standing> {
        if let Some(contact) = contact {
            let last = self.contact_field(customer, contact, field)?;
            let writer = *self.contact_writer(last)?;
            return Some(Standing {
                writer,
                value: last.value.clone(),
                is_edited: true,
                was: last.was.clone(),
            });
        }
        let row = self.row_of(customer)?;
        let writer = *self.writers.get(self.value_writer(row, field))?;
        let meta = self.meta(row, field).filter(|meta| meta.writer != NO_WRITER);
        let (is_edited, was) = (meta.is_some(), meta.and_then(|meta| meta.was.clone()));
        Some(Standing { writer, value: self.written(row, field), is_edited, was })
    }
}

fn side(writer: &Origin, value: Option<Value>) -> ConflictSide {
    let Origin { change, stamp, on, by, .. } = *writer;
    ConflictSide { change, by, stamp, on, value }
}

fn is_watched(written: &Written<'_>) -> bool {
    field_def(written.place.2).is_some_and(|def| def.watch)
}

fn place_of(op: &Op) -> Option<Place> {
    written(op).map(|it| it.place)
}

fn written(op: &Op) -> Option<Written<'_>> {
    match op {
        Op::Put { id, field, value, base, .. } => {
            Some(Written { place: (*id, None, *field), value: value.as_ref(), base: *base })
        }
        Op::PutContact { id, customer, field, value, base, .. } => {
            let place = (*customer, Some(*id), *field);
            Some(Written { place, value: value.as_ref(), base: *base })
        }
        Op::Create { .. }
        | Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::Merge { .. }
        | Op::Distinct { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Order { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Rule { .. }
        | Op::Funnel { .. }
        | Op::Budget { .. } => None,
    }
}
