//! A checked row meets the book: new, changed, just so, or somebody else's key.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jipan_book::sheet::{CheckedRow, RowError};
use jipan_book::sorting::gathered;
use jipan_book::{Action, Book, CHANGE_RECORDS_MAX, Op, Row};
use jipan_rules::Uuid;
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::Checking;
use super::keys::KeyIndex;
use crate::commit::Mark;
use crate::consent::forgets_day;
use crate::env::Env;
use crate::model::Model;

/// What the rows of a file are compared with, and what came of it so far.
#[derive(Debug)]
pub(crate) struct Matching {
    keys: KeyIndex,
    /// Records a row of this file already went to.
    taken: BTreeSet<Row>,
    /// What records of this file without a key said.
    keyless: BTreeSet<Vec<(FieldId, Value)>>,
    /// Rows of customers that were merged into another one. The row of the one that stays comes
    /// first, wherever it stands in the file.
    aliased: Vec<(CustomerId, CheckedRow)>,
    /// What rows of this file wrote where several rows speak of one customer.
    written: BTreeMap<(CustomerId, FieldId), Value>,
    /// The records that became new customers.
    created: BTreeMap<CustomerId, u32>,
    ops: Vec<Op>,
    counts: Counts,
    /// The book that rows are judged against, as it counts its changes; `None` once it is another
    /// one.
    revision: Option<u64>,
}

/// What a row came to for a customer that is in the book.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moved {
    /// A value of the file was taken over.
    is_updated: bool,
    /// The file says something else than the device, where both moved.
    is_differing: bool,
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
            written: BTreeMap::new(),
            created: BTreeMap::new(),
            ops: Vec::new(),
            counts: Counts::default(),
            revision: Some(book.revision()),
        }
    }

    /// Whether every row was judged against the book as it is.
    pub(super) fn is_of(&self, book: &Book) -> bool {
        self.revision == Some(book.revision())
    }

    /// Goes on with the book as it is now.
    pub(super) fn begin_again(&mut self, book: &Book) {
        self.keys = KeyIndex::new(book);
        self.written = BTreeMap::new();
        self.revision = Some(book.revision());
    }

    /// The customers are in other rows of another book now.
    pub(crate) fn move_rows(&mut self, old: &Book, new: &Book) {
        self.keys = KeyIndex::new(new);
        self.revision = None;
        let moved = |row: &Row| new.row_of(old.id_of(*row)?);
        self.taken = gathered(self.taken.iter().filter_map(moved));
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn count(&mut self, moved: Moved) {
        let counts = &mut self.counts;
        let n = if moved.is_updated { &mut counts.updated } else { &mut counts.unchanged };
        *n = n.saturating_add(1);
        counts.differing = counts.differing.saturating_add(usize::from(moved.is_differing));
    }

    /// Takes a count back.
    pub(super) fn uncount(&mut self, moved: Moved) {
        let counts = &mut self.counts;
        let n = if moved.is_updated { &mut counts.updated } else { &mut counts.unchanged };
        *n = n.saturating_sub(1);
        counts.differing = counts.differing.saturating_sub(usize::from(moved.is_differing));
    }

    /// Takes back that a record became this new customer; gives the number of the record.
    pub(super) fn uncreate(&mut self, id: CustomerId) -> u32 {
        self.counts.added = self.counts.added.saturating_sub(1);
        self.created.remove(&id).unwrap_or_default()
    }

    pub(crate) fn has_ops(&self) -> bool {
        !self.ops.is_empty()
    }

    pub(crate) fn take_ops(&mut self) -> Vec<Op> {
        core::mem::take(&mut self.ops)
    }

    /// The record a row is about, if the book has it: that of a customer, or of one that was merged.
    pub(super) fn record_of(&self, book: &Book, row: &CheckedRow) -> Result<Option<Row>, RowError> {
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
            (None, None) if is_keyless(&row.values) => return Ok(self.named(book, row)),
            (None, None) => None,
        };
        let Some(found) = found else { return Ok(None) };
        if let Some(record) = self.record_with_keys(book, found, row) {
            return Ok(Some(record));
        }
        let field = if by_code.is_some() { fields::CODE } else { fields::LICENCE };
        Err(another(field, found))
    }

    /// Of the records of one customer (its own and those merged into it) the one with most of the
    /// keys of a row; its own rather than another. One that a row of this file went to already is
    /// none.
    fn record_with_keys(&self, book: &Book, found: Row, row: &CheckedRow) -> Option<Row> {
        let keys = [fields::CODE, fields::LICENCE].into_iter();
        let with_key = keys.filter_map(|field| {
            Some(self.keys.with_key(book, field, text_value(&row.values, field)?))
        });
        let mut records: BTreeMap<Row, usize> = BTreeMap::new();
        for record in with_key.flatten() {
            if book.key_row(record) == Some(found) && !self.taken.contains(&record) {
                let n = records.entry(record).or_default();
                *n = n.saturating_add(1);
            }
        }
        let best = records.into_iter().max_by_key(|(record, n)| (*n, *record == found));
        best.map(|(record, _)| record)
    }

    /// Whether a row without a key says only what an earlier one said: the same shop once more.
    fn is_repeated(&mut self, row: &CheckedRow) -> bool {
        let is_repeated = is_keyless(&row.values) && !self.keyless.insert(row.values.clone());
        self.counts.unchanged = self.counts.unchanged.saturating_add(usize::from(is_repeated));
        is_repeated
    }

    /// The record of a row without a key: the first of the same name at the same address that no
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
        let named = self.keys.named(book, [name, address]);
        let free = named.filter(|it| !self.taken.contains(it) && !is_other_phone(*it));
        // Its own name rather than that of a customer that was merged.
        free.min_by_key(|it| (book.is_merged(*it), *it))
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
                checking.rounded.add_all(&row.rounded);
                continue;
            }
            let found = checking.matching.record_of(&self.book, &row);
            if found.is_ok() {
                checking.rounded.add_all(&row.rounded);
            }
            match found {
                Err(error) => checking.failures.push((row.record, vec![error])),
                Ok(Some(found)) => self.update_record(&mut checking.matching, found, row),
                Ok(None) => {
                    let id = CustomerId::new(env.ids.fresh());
                    create_from_row(&mut checking.matching, id, row);
                }
            }
        }
        flush(self, checking, env);
    }

    /// A row that is about this record of the book.
    pub(super) fn update_record(&self, matching: &mut Matching, found: Row, row: CheckedRow) {
        matching.taken.insert(found);
        let merged = self.book.id_of(found).filter(|_| self.book.is_merged(found));
        match merged {
            Some(merged) => matching.aliased.push((merged, row)),
            None => self.update_from_row(matching, found, row),
        }
    }

    /// All rows were seen: those of merged customers speak for the ones that stay.
    pub(crate) fn match_aliased(&self, matching: &mut Matching) {
        for (merged, row) in core::mem::take(&mut matching.aliased) {
            let moved = self.update_from_alias(matching, merged, row);
            matching.count(moved);
        }
    }

    /// Compares each cell of the row of a merged customer with what the last file said of that one:
    /// what did not move since says nothing, whatever was chosen when the two became one. What moved
    /// is taken over where the one that stays has the value that moved, or none; else both moved.
    /// The keys of the merged customer stay with it. OURS
    fn update_from_alias(
        &self,
        matching: &mut Matching,
        merged: CustomerId,
        row: CheckedRow,
    ) -> Moved {
        let mut moved = Moved::default();
        let stays = self.book.survivor_of(merged);
        let rows = [merged, stays].map(|id| self.book.row_of(id));
        let [Some(record), Some(found)] = rows else { return moved };
        for (field, value) in row.values {
            let said = self.book.imported(record, field).and_then(|last| last.value);
            if said.as_ref() == Some(&value) || [fields::CODE, fields::LICENCE].contains(&field) {
                continue;
            }
            let written = matching.written.get(&(stays, field)).cloned();
            let is_written = written.is_some();
            let here = written.or_else(|| self.book.written(found, field));
            let is_same = here.as_ref() == Some(&value);
            let is_free = here.is_none() || here == said;
            let is_taken = !is_same && is_free && !is_written;
            if is_taken {
                matching.written.insert((stays, field), value.clone());
                moved.is_updated = true;
                let last = self.book.imported(found, field).and_then(|last| last.value);
                matching.ops.push(self.book.put(stays, field, Some(value.clone()), None));
                // What the file says in the row of the one that stays is another matter.
                matching.ops.push(self.book.state(stays, field, last, false));
            }
            // What it says of the merged one is kept there, for the next file.
            let asks = !is_same && !is_taken;
            moved.is_differing |= asks;
            matching.ops.push(self.book.state(merged, field, Some(value), asks));
        }
        moved
    }

    /// Compares each cell with what the last file said and with the book. An empty cell says
    /// nothing.
    ///
    /// Where only the file moved, its value is taken over. Where only the device moved, or nobody,
    /// nothing is written. Where both moved, the value of the device stays and what the file says is
    /// kept beside it. A field that no file spoke of yet is filled, never overwritten. OURS
    fn update_from_row(&self, matching: &mut Matching, found: Row, row: CheckedRow) {
        let Some(id) = self.book.id_of(found) else { return };
        let has_merges = self.book.has_merges();
        let mut moved = Moved::default();
        let mut forgets = forgets_day(&self.book, (id, found), &row.values);
        for (field, value) in row.values {
            let here = self.book.written(found, field);
            let said = self.book.imported(found, field).and_then(|last| last.value);
            if said.as_ref() == Some(&value) {
                continue;
            }
            let is_same = here.as_ref() == Some(&value);
            if !is_same && here == said {
                moved.is_updated = true;
                if has_merges {
                    matching.written.insert((id, field), value.clone());
                }
                matching.ops.push(self.book.put(id, field, Some(value), None));
                if field == fields::CONSENT {
                    matching.ops.extend(forgets.take());
                }
            } else {
                moved.is_differing |= !is_same;
                matching.ops.push(self.book.state(id, field, Some(value), !is_same));
            }
        }
        matching.count(moved);
    }
}

/// Makes changes of what is to be written, as far as they are full.
pub(super) fn flush(model: &mut Model, checking: &mut Checking, env: &Env) {
    while checking.matching.ops.len() >= CHANGE_RECORDS_MAX {
        let rest = checking.matching.ops.split_off(CHANGE_RECORDS_MAX);
        let full = core::mem::replace(&mut checking.matching.ops, rest);
        let mark = Mark { batch: Some(checking.batch), ..Mark::of(Action::Import) };
        let changes: Vec<Rc<[u8]>> = model.encode_split(mark, full, env);
        checking.changes.extend(changes);
    }
}

impl Moved {
    /// What these operations on a customer of the book amount to.
    pub(super) fn of(ops: &[Op]) -> Self {
        let is_updated = ops.iter().any(|op| matches!(op, Op::Put { .. }));
        let is_differing = ops.iter().any(|op| matches!(op, Op::Stated { asks: true, .. }));
        Self { is_updated, is_differing }
    }
}

/// A customer the book does not have.
pub(super) fn create_from_row(matching: &mut Matching, id: CustomerId, row: CheckedRow) {
    matching.created.insert(id, row.record);
    let mut values = row.values;
    if !values.iter().any(|(field, _)| *field == fields::TYPE) {
        values.push((fields::TYPE, Value::Choice(CustomerType::Retail.code())));
    }
    matching.ops.push(Op::Create { id, values });
    matching.counts.added = matching.counts.added.saturating_add(1);
}
