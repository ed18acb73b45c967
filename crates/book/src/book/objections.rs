//! The objections of a customer to its class, tier or grade, and what came of them. Not here: taking
//! them in (`placing`).

use jipan_rules::order::{Disputed, Outcome};
use jipan_rules::values::ids::{CustomerId, FactId};

use super::{Book, Origin, note_keys};
use crate::arena::Row;

/// An objection; without `raised` only what came of it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Objection {
    pub(crate) raised: Option<Said<Disputed>>,
    /// The last answer.
    pub(crate) answered: Option<Said<Outcome>>,
    /// The last time the answer was taken back or put back: by whom, and whether it is out.
    pub(crate) reopened: Option<(u32, bool)>,
    /// The last time it was taken back or put back: by whom, and whether it is out.
    pub(crate) gone: Option<(u32, bool)>,
}

/// What was said, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said<T> {
    pub(crate) writer: u32,
    pub(crate) what: T,
    pub(crate) text: Box<str>,
}

/// An objection that was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectionView<'a> {
    /// Its id.
    pub id: FactId,
    /// The customer it was written for; another one than asked for if that was merged.
    pub customer: CustomerId,
    /// With what the customer does not agree.
    pub about: Disputed,
    /// In the customer's words.
    pub text: &'a str,
    /// Who noted it.
    pub writer: &'a Origin,
    /// What came of it; `None` while it is open.
    pub answer: Option<AnswerView<'a>>,
    /// Whether it was taken back.
    pub is_gone: bool,
}

/// The answer to an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerView<'a> {
    /// What came of it.
    pub outcome: Outcome,
    /// What was said.
    pub text: &'a str,
    /// Who answered.
    pub writer: &'a Origin,
}

impl Book {
    /// The objections of a customer, those of customers merged into it after its own; each in the
    /// order of ids, which is that of time. Those taken back are among them, marked.
    pub fn objections(&self, row: Row) -> impl Iterator<Item = ObjectionView<'_>> {
        let rows = std::iter::once(row).chain(self.absorbed_by(row));
        let all = rows.flat_map(|row| self.objections.range(note_keys(row)));
        all.filter_map(|(&(row, id), it)| self.objection_view((Row(row), id), it))
    }

    /// An objection of a row.
    pub fn objection(&self, row: Row, id: FactId) -> Option<ObjectionView<'_>> {
        self.objection_view((row, id), self.objections.get(&(row.0, id))?)
    }

    /// The objections of customers in the book that nobody answered, with the rows they were written
    /// for.
    pub fn open_objections(&self) -> impl Iterator<Item = (Row, ObjectionView<'_>)> {
        let all = self.objections.iter().filter_map(|(&(row, id), it)| {
            Some((Row(row), self.objection_view((Row(row), id), it)?))
        });
        let is_there = |row| self.key_row(row).is_some();
        all.filter(move |(row, it)| !it.is_gone && it.answer.is_none() && is_there(*row))
    }

    pub(crate) fn objection_kept(&self, customer: CustomerId, id: FactId) -> Option<&Objection> {
        self.objections.get(&(self.row_of(customer)?.0, id))
    }

    fn objection_view<'a>(
        &'a self,
        (row, id): (Row, FactId),
        it: &'a Objection,
    ) -> Option<ObjectionView<'a>> {
        let raised = it.raised.as_ref()?;
        let counts = |said: &&Said<Outcome>| {
            !it.reopened.is_some_and(|(by, is_open)| is_open && self.is_at_least(by, said.writer))
        };
        let answer = it.answered.as_ref().filter(counts).and_then(|said| {
            let writer = self.writers.get(said.writer)?;
            Some(AnswerView { outcome: said.what, text: &said.text, writer })
        });
        Some(ObjectionView {
            id,
            customer: self.id_of(row)?,
            about: raised.what,
            text: &raised.text,
            writer: self.writers.get(raised.writer)?,
            answer,
            is_gone: it.gone.is_some_and(|(_, is_gone)| is_gone),
        })
    }
}
