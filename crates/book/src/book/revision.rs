//! Which rows changed lately, so that what is derived from the book can follow. Not here: what is
//! derived.

use std::collections::VecDeque;

use jipan_rules::schema::{FieldId, fields};

use super::Book;
use crate::arena::Row;
use crate::change::Op;
use crate::sorting::sort;

/// Changed rows remembered; who asks for more starts anew.
const ROWS_MAX: usize = 4096;

/// Counts every change of the book and remembers the rows of the last ones.
#[derive(Debug, Clone, Default)]
pub(crate) struct Revision {
    no: u64,
    /// Rows touched after `known_since`, each with the revision that it led to.
    touched: VecDeque<(u64, Row)>,
    known_since: u64,
    /// Grows with every change of what standings rest on.
    standing: u64,
}

impl Revision {
    /// Takes note of a change of `rows`.
    pub(crate) fn touch(&mut self, rows: &[Row]) {
        if rows.len() > ROWS_MAX {
            self.forget();
            return;
        }
        self.no += 1;
        self.touched.extend(rows.iter().map(|&row| (self.no, row)));
        while self.touched.len() > ROWS_MAX {
            if let Some((no, _)) = self.touched.pop_front() {
                self.known_since = no;
            }
        }
    }

    /// Takes note that any row may have changed.
    pub(crate) fn touch_all(&mut self) {
        self.standing += 1;
        self.forget();
    }

    /// More rows changed than are remembered.
    fn forget(&mut self) {
        self.no += 1;
        self.touched.clear();
        self.known_since = self.no;
    }
}

impl Revision {
    /// Takes note that what standings rest on may have changed.
    pub(crate) fn touch_standing(&mut self) {
        self.standing += 1;
    }
}

/// Whether a write may change how customers stand: orders, rules, who there is, and the fields that
/// decide who is compared with whom.
pub(crate) fn moves_standing(op: &Op) -> bool {
    const FIELDS: [FieldId; 6] = [
        fields::TYPE,
        fields::STATUS,
        fields::OPENED,
        fields::MARKET,
        fields::FORMAT,
        fields::SCALE,
    ];
    match op {
        Op::Create { .. }
        | Op::Delete { .. }
        | Op::Restore { .. }
        | Op::Merge { .. }
        | Op::Order { .. }
        | Op::Rule { .. } => true,
        Op::Put { field, .. } => FIELDS.contains(field),
        Op::Confirm { .. }
        | Op::Note { .. }
        | Op::RetractNote { .. }
        | Op::Batch(_)
        | Op::Reason { .. }
        | Op::Stated { .. }
        | Op::Distinct { .. }
        | Op::PutContact { .. }
        | Op::DropContact { .. }
        | Op::Conflict { .. }
        | Op::ResolveConflict { .. }
        | Op::Objection { .. }
        | Op::Product { .. }
        | Op::Funnel { .. }
        | Op::Budget { .. } => false,
    }
}

impl Book {
    /// A number that grows with every change of what `standing` rests on: orders, rules, who there
    /// is, opening days and the parts of classes. Computed values do not count.
    pub fn standing_revision(&self) -> u64 {
        self.revision.standing
    }

    /// A number that grows with every change of the book, taking one back included. Equal numbers
    /// of one book mean equal content.
    pub fn revision(&self) -> u64 {
        self.revision.no
    }

    /// The rows that may have changed since a revision, each once, in order; some may be gone.
    /// `None` if they are too many to know.
    pub fn touched_since(&self, revision: u64) -> Option<Vec<Row>> {
        let Revision { no, touched, known_since, standing: _ } = &self.revision;
        if revision < *known_since || revision > *no {
            return None;
        }
        let from = touched.partition_point(|&(no, _)| no <= revision);
        let mut rows: Vec<Row> = touched.range(from..).map(|&(_, row)| row).collect();
        sort(&mut rows);
        rows.dedup();
        Some(rows)
    }
}

#[cfg(test)]
mod tests {
    use jipan_rules::Uuid;
    use jipan_rules::value::Value;
    use jipan_rules::values::ids::CustomerId;

    use super::*;

    #[test]
    fn rows_are_known_as_long_as_they_are_few() {
        let mut book = Book::new();
        book.revision.touch(&[Row(3), Row(1)]);
        let first = book.revision();
        book.revision.touch(&[Row(1)]);
        book.revision.touch(&[]);
        assert_eq!(book.touched_since(0), Some(vec![Row(1), Row(3)]));
        assert_eq!(book.touched_since(first), Some(vec![Row(1)]));
        assert_eq!(book.touched_since(book.revision()), Some(Vec::new()));
        book.revision.touch(&(0..5000).map(Row).collect::<Vec<_>>());
        assert_eq!(book.touched_since(first), None);
        assert_eq!(book.touched_since(book.revision()), Some(Vec::new()));
        book.revision.touch_all();
        assert_eq!(book.touched_since(book.revision() - 1), None);
    }

    #[test]
    fn computed_values_of_many_rows_leave_the_standings_alone() {
        let mut book = Book::new();
        book.end_computed(&(0..10_000).map(Row).collect::<Vec<_>>());
        assert_eq!((book.standing_revision(), book.revision()), (0, 1));
    }

    #[test]
    fn what_nothing_stands_on_leaves_the_standings_alone() {
        let id = CustomerId::new(Uuid::from_u128(7));
        let put = |field, text: &str| {
            let value = Some(Value::Text(text.into()));
            Op::Put { id, field, value, base: None, was: None, was_on: None, reason: None }
        };
        assert!(!moves_standing(&put(fields::PHONE, "1")));
        assert!(moves_standing(&put(fields::OPENED, "1")));
        assert!(moves_standing(&Op::Delete { id }));
    }
}
