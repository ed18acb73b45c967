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
    ops: Vec<Op>,
    counts: Counts,
}

/// What rows came to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) added: usize,
    pub(crate) updated: usize,
    pub(crate) unchanged: usize,
}

impl Matching {
    /// Begins with the book as it is.
    pub(crate) fn new(book: &Book) -> Self {
        Self {
            keys: KeyIndex::new(book),
            taken: BTreeSet::new(),
            keyless: BTreeSet::new(),
            ops: Vec::new(),
            counts: Counts::default(),
        }
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
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

    /// The cells that say something else than the book. An empty cell says nothing.
    fn update_from_row(&self, matching: &mut Matching, found: Row, row: CheckedRow) {
        matching.taken.insert(found);
        let Some(id) = self.book.id_of(found) else { return };
        let before = matching.ops.len();
        for (field, value) in row.values {
            if self.book.value(found, field).as_ref() != Some(&value) {
                matching.ops.push(self.book.put(id, field, Some(value), None));
            }
        }
        if matching.ops.len() > before {
            matching.counts.updated = matching.counts.updated.saturating_add(1);
        } else {
            matching.counts.unchanged = matching.counts.unchanged.saturating_add(1);
        }
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
