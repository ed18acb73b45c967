//! A checked row meets the book: new, changed, just so, or somebody else's key.

use std::collections::BTreeSet;
use std::rc::Rc;

use jipan_book::sheet::{CheckedRow, RowError};
use jipan_book::{Action, Book, CHANGE_RECORDS_MAX, Op, Row};
use jipan_rules::Uuid;
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::Checking;
use super::keys::KeyIndex;
use crate::commit::Mark;
use crate::env::Env;
use crate::model::Model;

/// What the rows of a file are compared with, and what came of it so far.
#[derive(Debug)]
pub(crate) struct Matching {
    keys: KeyIndex,
    /// Customers a row of this file already went to.
    taken: BTreeSet<Row>,
    /// What records of this file without a key said.
    keyless: BTreeSet<Vec<(FieldId, Value)>>,
    /// Rows of customers that were merged into another one. The row of the one that stays comes
    /// first, wherever it stands in the file.
    aliased: Vec<(Row, CheckedRow)>,
    ops: Vec<Op>,
    counts: Counts,
}

/// What rows came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) added: usize,
    pub(crate) updated: usize,
    pub(crate) unchanged: usize,
    /// Customers of whom the file says something that was not taken over.
    pub(crate) differing: usize,
}

impl Matching {
    /// Begins with the book as it is.
    pub(crate) fn new(book: &Book) -> Self {
        Self {
            keys: KeyIndex::new(book),
            taken: BTreeSet::new(),
            keyless: BTreeSet::new(),
            aliased: Vec::new(),
            ops: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// The customers are in other rows of another book now.
    pub(crate) fn move_rows(&mut self, old: &Book, new: &Book) {
        self.keys = KeyIndex::new(new);
        let moved = |row: &Row| new.row_of(old.id_of(*row)?);
        self.taken = self.taken.iter().filter_map(moved).collect();
        let aliased = core::mem::take(&mut self.aliased).into_iter();
        self.aliased = aliased.filter_map(|(row, said)| Some((moved(&row)?, said))).collect();
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(crate) fn has_ops(&self) -> bool {
        !self.ops.is_empty()
    }

    pub(crate) fn take_ops(&mut self) -> Vec<Op> {
        core::mem::take(&mut self.ops)
    }

    /// The customer a row is about, if the book has it.
    fn customer_of(&self, book: &Book, row: &CheckedRow) -> Result<Option<Row>, RowError> {
        let text = |field| text_value(&row.values, field);
        let holder = |field| self.keys.holder(book, field, text(field)?);
        let by_code = holder(fields::CODE);
        let by_licence = holder(fields::LICENCE);
        let another = |field: FieldId, row: Row| RowError::KeyOfAnother {
            field,
            value: text(field).unwrap_or_default().to_owned(),
            customer: book.id_of(row).unwrap_or(CustomerId::new(Uuid::nil())),
        };
        let found = match (by_code, by_licence) {
            (Some(code), Some(licence)) if code != licence => {
                return Err(another(fields::LICENCE, licence));
            }
            (Some(row), _) | (None, Some(row)) => Some(row),
            (None, None) if is_keyless(&row.values) => self.named(book, row),
            (None, None) => None,
        };
        match found {
            Some(row) if self.taken.contains(&row) => {
                let field = if by_code.is_some() { fields::CODE } else { fields::LICENCE };
                Err(another(field, row))
            }
            found => Ok(found),
        }
    }

    /// Whether a row speaks of a customer that was merged into `found`.
    fn is_alias(book: &Book, found: Row, row: &CheckedRow) -> bool {
        let own = |field| book.text(found, field);
        let is_own =
            |field| text_value(&row.values, field).is_some_and(|it| own(field) == Some(it));
        let has_own_key = is_own(fields::CODE) || is_own(fields::LICENCE);
        let is_own_name = is_keyless(&row.values) && is_own(fields::NAME);
        book.has_merges() && !has_own_key && !is_own_name && !book.merged_into(found).is_empty()
    }

    /// Whether a row without a key says only what an earlier one said: the same shop once more.
    fn is_repeated(&mut self, row: &CheckedRow) -> bool {
        let is_repeated = is_keyless(&row.values) && !self.keyless.insert(row.values.clone());
        self.counts.unchanged = self.counts.unchanged.saturating_add(usize::from(is_repeated));
        is_repeated
    }

    /// The customer of a row without a key: the first of the same name at the same address that no
    /// row of this file went to. Where no address tells, another phone is another shop. OURS
    fn named(&self, book: &Book, row: &CheckedRow) -> Option<Row> {
        let text = |field| text_value(&row.values, field);
        let name = text(fields::NAME).unwrap_or_default();
        let address = text(fields::ADDRESS).unwrap_or_default();
        let is_other_phone =
            |found: Row| match (text(fields::PHONE), book.text(found, fields::PHONE)) {
                (Some(phone), Some(known)) => address.is_empty() && phone != known,
                (None, _) | (_, None) => false,
            };
        let mut named = self.keys.named(book, [name, address]);
        named.find(|found| !self.taken.contains(found) && !is_other_phone(*found))
    }
}

/// Whether a row has neither code nor licence.
fn is_keyless(values: &[(FieldId, Value)]) -> bool {
    [fields::CODE, fields::LICENCE].iter().all(|field| text_value(values, *field).is_none())
}

fn text_value(values: &[(FieldId, Value)], field: FieldId) -> Option<&str> {
    values.iter().find_map(|(it, value)| match value {
        Value::Text(text) if *it == field => Some(&**text),
        Value::Text(_)
        | Value::Integer(_)
        | Value::Date(_)
        | Value::YesNo(_)
        | Value::Choice(_)
        | Value::Amount(_) => None,
    })
}

impl Model {
    /// Takes a batch of rows from the worker.
    pub(crate) fn match_rows(
        &mut self,
        checking: &mut Checking,
        rows: Vec<CheckedRow>,
        env: &mut Env,
    ) {
        for row in rows {
            if !row.errors.is_empty() {
                checking.failures.push((row.record, row.errors));
                continue;
            }
            if checking.matching.is_repeated(&row) {
                continue;
            }
            match checking.matching.customer_of(&self.book, &row) {
                Err(error) => checking.failures.push((row.record, vec![error])),
                Ok(Some(found)) if Matching::is_alias(&self.book, found, &row) => {
                    checking.matching.aliased.push((found, row));
                }
                Ok(Some(found)) => self.update_from_row(&mut checking.matching, found, row),
                Ok(None) => {
                    let id = CustomerId::new(env.ids.fresh());
                    create_from_row(&mut checking.matching, id, row);
                }
            }
        }
        while checking.matching.ops.len() >= CHANGE_RECORDS_MAX {
            let rest = checking.matching.ops.split_off(CHANGE_RECORDS_MAX);
            let full = core::mem::replace(&mut checking.matching.ops, rest);
            let mark = Mark { batch: Some(checking.batch), ..Mark::of(Action::Import) };
            let changes: Vec<Rc<[u8]>> = self.encode_split(mark, full, env);
            checking.changes.extend(changes);
        }
    }

    /// All rows were seen: those of merged customers speak for the one that stays, unless the file
    /// has a row of its own for it.
    pub(crate) fn match_aliased(&self, matching: &mut Matching) {
        for (found, mut row) in core::mem::take(&mut matching.aliased) {
            if matching.taken.contains(&found) {
                matching.counts.unchanged = matching.counts.unchanged.saturating_add(1);
                continue;
            }
            // The keys of the merged customer stay with it.
            row.values.retain(|(field, _)| ![fields::CODE, fields::LICENCE].contains(field));
            self.update_from_row(matching, found, row);
        }
    }

    /// Compares each cell with what the last file said and with the book. An empty cell says
    /// nothing.
    ///
    /// Where only the file moved, its value is taken over. Where only the device moved, or nobody,
    /// nothing is written. Where both moved, the value of the device stays and what the file says is
    /// kept beside it. A field that no file spoke of yet is filled, never overwritten. OURS
    fn update_from_row(&self, matching: &mut Matching, found: Row, row: CheckedRow) {
        matching.taken.insert(found);
        let Some(id) = self.book.id_of(found) else { return };
        let (mut is_updated, mut is_differing) = (false, false);
        for (field, value) in row.values {
            let here = self.book.value(found, field);
            let said = self.book.imported(found, field).and_then(|last| last.value);
            if said.as_ref() == Some(&value) {
                continue;
            }
            let is_same = here.as_ref() == Some(&value);
            if !is_same && here == said {
                is_updated = true;
                matching.ops.push(self.book.put(id, field, Some(value), None));
            } else {
                is_differing |= !is_same;
                matching.ops.push(self.book.state(id, field, Some(value), !is_same));
            }
        }
        let counts = &mut matching.counts;
        let n = if is_updated { &mut counts.updated } else { &mut counts.unchanged };
        *n = n.saturating_add(1);
        counts.differing = counts.differing.saturating_add(usize::from(is_differing));
    }
}

/// A customer the book does not have.
fn create_from_row(matching: &mut Matching, id: CustomerId, row: CheckedRow) {
    let mut values = row.values;
    if !values.iter().any(|(field, _)| *field == fields::TYPE) {
        values.push((fields::TYPE, Value::Choice(CustomerType::Retail.code())));
    }
    matching.ops.push(Op::Create { id, values });
    matching.counts.added = matching.counts.added.saturating_add(1);
}
