//! Conflicts as the book keeps them: facts about a customer, open until somebody decides. Not here:
//! finding them (`unseen`).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId};

use super::apply::{Applied, Before};
use super::{Book, NO_WRITER, Origin, note_keys};
use crate::arena::Row;
use crate::change::ConflictSide;
use crate::sorting::sort_by_key;

/// Every conflict, and which of them nobody decided.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conflicts {
    pub(crate) all: BTreeMap<(u32, FactId), Conflict>,
    open: BTreeSet<(u32, FactId)>,
}

/// A conflict; without `noted` only that it was decided is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conflict {
    pub(crate) noted: Option<Noted>,
    /// The last decision: by whom, and whether it stands.
    pub(crate) settled: Option<(u32, bool)>,
}

/// What was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Noted {
    pub(crate) writer: u32,
    pub(crate) contact: Option<ContactId>,
    pub(crate) field: FieldId,
    pub(crate) sides: Box<[ConflictSide; 2]>,
}

/// Two values of a field, written by people who did not see each other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConflictView<'a> {
    /// Its id.
    pub id: FactId,
    /// The further contact whose field it is; `None` for a field of the customer itself.
    pub contact: Option<ContactId>,
    /// The field.
    pub field: FieldId,
    /// When it was noted, the first counted and the second was lost. What counts now, the book says.
    pub sides: &'a [ConflictSide; 2],
    /// Who noted it: mostly the endpoint.
    pub writer: &'a Origin,
    /// Whether somebody decided.
    pub is_settled: bool,
    /// Who decided last, or took that back.
    pub settled_by: Option<&'a Origin>,
}

impl Book {
    /// The conflicts of a row, decided ones too, in the order of their ids, which means nothing.
    pub fn conflicts(&self, row: Row) -> impl Iterator<Item = ConflictView<'_>> {
        let all = self.conflicts.all.range(note_keys(row));
        all.filter_map(|(&(_, id), it)| self.conflict_view(id, it))
    }

    /// A conflict of a row.
    pub fn conflict(&self, row: Row, id: FactId) -> Option<ConflictView<'_>> {
        self.conflict_view(id, self.conflicts.all.get(&(row.0, id))?)
    }

    /// The conflicts that nobody decided, of customers in the book; the one written over last comes
    /// first.
    pub fn open_conflicts(&self) -> Vec<(Row, FactId)> {
        let mut open: Vec<_> = self
            .open_now()
            .filter_map(|(row, id)| {
                let sides = self.conflict(row, id)?.sides;
                Some((sides.iter().map(|side| side.stamp).max(), (row, id)))
            })
            .collect();
        sort_by_key(&mut open, |it| Reverse(*it));
        open.into_iter().map(|(_, it)| it).collect()
    }

    /// How many they are; costs as much as they are many.
    pub fn n_open_conflicts(&self) -> usize {
        self.open_now().count()
    }

    /// Whether a customer has one.
    pub fn has_open_conflicts(&self, row: Row) -> bool {
        self.is_visible(row) && self.conflicts.open.range(note_keys(row)).next().is_some()
    }

    fn open_now(&self) -> impl Iterator<Item = (Row, FactId)> {
        let open = self.conflicts.open.iter().map(|&(row, id)| (Row(row), id));
        open.filter(|&(row, _)| self.is_visible(row))
    }

    fn conflict_view<'a>(&'a self, id: FactId, it: &'a Conflict) -> Option<ConflictView<'a>> {
        let Noted { writer, contact, field, sides } = it.noted.as_ref()?;
        let (contact, field, writer) = (*contact, *field, self.writers.get(*writer)?);
        let settled_by = it.settled.and_then(|(writer, _)| self.writers.get(writer));
        let is_settled = it.is_settled();
        Some(ConflictView { id, contact, field, sides, writer, is_settled, settled_by })
    }

    /// Who last decided a conflict, or took that back.
    pub(crate) fn settled_by(&self, customer: CustomerId, id: FactId) -> Option<&Origin> {
        let row = self.row_of(customer)?;
        self.writers.get(self.conflicts.all.get(&(row.0, id))?.settled?.0)
    }

    pub(super) fn write_conflict(
        &mut self,
        (row, id): (Row, FactId),
        noted: Noted,
        applied: &mut Applied,
    ) {
        let before = self.conflicts.all.get(&(row.0, id)).cloned();
        let last = before.as_ref().and_then(|it| it.noted.as_ref());
        if self.is_at_least(noted.writer, last.map_or(NO_WRITER, |last| last.writer)) {
            let settled = before.as_ref().and_then(|it| it.settled);
            let conflict = Conflict { noted: Some(noted), settled };
            self.put_conflict((row, id), before, conflict, applied);
        }
    }

    pub(super) fn write_settled(
        &mut self,
        (row, id): (Row, FactId),
        settled: (u32, bool),
        applied: &mut Applied,
    ) {
        let before = self.conflicts.all.get(&(row.0, id)).cloned();
        let last = before.as_ref().and_then(|it| it.settled);
        if self.is_at_least(settled.0, last.map_or(NO_WRITER, |(writer, _)| writer)) {
            let noted = before.as_ref().and_then(|it| it.noted.clone());
            let conflict = Conflict { noted, settled: Some(settled) };
            self.put_conflict((row, id), before, conflict, applied);
        }
    }

    fn put_conflict(
        &mut self,
        (row, id): (Row, FactId),
        before: Option<Conflict>,
        conflict: Conflict,
        applied: &mut Applied,
    ) {
        self.touch(row, applied);
        applied.before.push(Before::Conflict { row, id, conflict: before });
        self.set_conflict(row, id, Some(conflict));
    }

    /// Sets a conflict, and whether it is open.
    pub(crate) fn set_conflict(&mut self, row: Row, id: FactId, conflict: Option<Conflict>) {
        let key = (row.0, id);
        if conflict.as_ref().is_some_and(|it| it.noted.is_some() && !it.is_settled()) {
            self.conflicts.open.insert(key);
        } else {
            self.conflicts.open.remove(&key);
        }
        match conflict {
            Some(conflict) => self.conflicts.all.insert(key, conflict),
            None => self.conflicts.all.remove(&key),
        };
    }
}

impl Conflict {
    fn is_settled(&self) -> bool {
        self.settled.is_some_and(|(_, is_settled)| is_settled)
    }
}
