//! Taking a change in, and taking it back out while it is not yet durable. Not here: reading.

use crate::sorting::sort;
use jipan_rules::NaiveDate;
use jipan_rules::budget::BudgetKey;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, FactId, OrderId, ProductId};

use super::products::ProductKey;
use super::revision::moves_standing;
use super::{
    BatchRecord, Book, BudgetRecord, Confirm, Conflict, Contact, Deletion, FLAG_DELETED, FLAG_META,
    FieldMeta, FunnelFact, Imported, Merged, NO_WRITER, Note, Noted, Objection, Order, Origin,
    ProductValue, RuleKey, RuleRecord, page_of,
};
use crate::arena::Row;
use crate::change::{BatchInfo, Change, ChangeId, Op};

/// What a change touched, with all that [`Book::revert`] needs to take it out again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a change that cannot be saved must be taken out again"]
pub struct Applied {
    change: ChangeId,
    touched: Vec<Row>,
    pub(super) before: Vec<Before>,
}

impl Applied {
    /// The change.
    pub fn change(&self) -> ChangeId {
        self.change
    }

    /// The rows touched, each once, in order.
    pub fn touched(&self) -> &[Row] {
        &self.touched
    }

    /// Whether the book is as it was, because it knew all this already or knew better.
    pub fn is_noop(&self) -> bool {
        self.before.is_empty()
    }
}

/// How one place was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Before {
    Row(Row),
    Origin(Row, u32),
    Field { row: Row, field: FieldId, value: Option<Value>, meta: Option<FieldMeta> },
    Deletion(Row, Option<Deletion>),
    Note { row: Row, id: FactId, note: Option<Note> },
    Batch(BatchId, Option<BatchRecord>),
    Merge(Row, Option<Merged>),
    Distinct { row: Row, other: CustomerId, judged: Option<(u32, bool)> },
    Contact { row: Row, id: ContactId, contact: Option<Contact> },
    Conflict { row: Row, id: FactId, conflict: Option<Conflict> },
    Order { row: Row, id: OrderId, order: Option<Order> },
    Objection { row: Row, id: FactId, objection: Option<Objection> },
    Product(ProductId, ProductKey, Option<ProductValue>),
    Rule(RuleKey, Option<RuleRecord>),
    Funnel { row: Row, id: FactId, fact: Option<FunnelFact> },
    Budget(BudgetKey, Option<BudgetRecord>),
}

/// A new value of a field with what it overwrote.
struct Write<'a> {
    writer: u32,
    value: Option<&'a Value>,
    was: Option<&'a Value>,
    was_on: Option<NaiveDate>,
}

impl Book {
    /// Takes a change in. Fields are merged one by one: the greater stamp counts, whatever the
    /// order in which changes come. Taking the same change in again changes nothing.
    ///
    /// A change holds at most 200 records, which is about 2 ms of work: one per slice is enough.
    pub fn apply(&mut self, change: &Change) -> Applied {
        let writer = self.writers.intern(Origin::of(change));
        let mut applied = Applied { change: change.id, touched: Vec::new(), before: Vec::new() };
        for op in &change.ops {
            self.apply_op(op, writer, &mut applied);
        }
        sort(&mut applied.touched);
        applied.touched.dedup();
        if change.ops.iter().any(moves_standing) && !applied.is_noop() {
            self.revision.touch_standing();
        }
        self.refresh(&applied.touched);
        applied
    }

    fn apply_op(&mut self, op: &Op, writer: u32, applied: &mut Applied) {
        match op {
            Op::Create { id, values } => self.create(*id, values, writer, applied),
            Op::Put { id, field, value, was, was_on, base: _, reason: _ } => {
                let row = self.row_or_stub(*id, applied);
                let (value, was, was_on) = (value.as_ref(), was.as_ref(), *was_on);
                self.write_field(row, *field, &Write { writer, value, was, was_on }, applied);
            }
            Op::Confirm { id, field, on, was: _ } => {
                let row = self.row_or_stub(*id, applied);
                self.write_confirm(row, *field, Confirm { writer, on: *on }, applied);
            }
            Op::Note { id, customer, text } => {
                let row = self.row_or_stub(*customer, applied);
                self.write_note(row, *id, applied, |book, note| {
                    let is_later = book.is_at_least(writer, note.writer);
                    is_later.then(|| Note { writer, text: text.clone(), retract: note.retract })
                });
            }
            Op::RetractNote { id, customer, retracted } => {
                let row = self.row_or_stub(*customer, applied);
                self.write_note(row, *id, applied, |book, note| {
                    let last = note.retract.map_or(NO_WRITER, |(writer, _)| writer);
                    let retract = Some((writer, *retracted));
                    book.is_at_least(writer, last).then(|| Note { retract, ..note.clone() })
                });
            }
            Op::Delete { id } => self.write_deletion(*id, true, writer, applied),
            Op::Restore { id } => self.write_deletion(*id, false, writer, applied),
            Op::Batch(info) => self.write_batch(info, writer, applied),
            // Only history knows reasons.
            Op::Reason { .. } => {}
            Op::Stated { id, field, value, asks, was, was_asked } => {
                let row = self.row_or_stub(*id, applied);
                let (value, was) = (value.clone(), was.clone());
                let (asks, was_asked) = (*asks, *was_asked);
                let imported = Imported { writer, value, asks, was, was_asked };
                self.write_imported(row, *field, imported, applied);
            }
            Op::Merge { loser, into, was: _ } => {
                let row = self.row_or_stub(*loser, applied);
                self.write_merge(row, Merged { writer, into: *into }, applied);
            }
            Op::Distinct { one, other, is_distinct } => {
                self.write_distinct([*one, *other], (writer, *is_distinct), applied);
            }
            Op::PutContact { id, customer, field, value, was, base: _ } => {
                let row = self.row_or_stub(*customer, applied);
                let (value, was) = (value.clone(), was.clone());
                let put = super::ContactField { writer, value, was };
                self.write_contact_field((row, *id), *field, put, applied);
            }
            Op::DropContact { id, customer, is_gone } => {
                let row = self.row_or_stub(*customer, applied);
                self.write_contact_gone((row, *id), (writer, *is_gone), applied);
            }
            Op::Conflict { id, customer, contact, field, sides } => {
                let row = self.row_or_stub(*customer, applied);
                let (contact, field, sides) = (*contact, *field, sides.clone());
                let noted = Noted { writer, contact, field, sides };
                self.write_conflict((row, *id), noted, applied);
            }
            Op::Order { .. } | Op::Objection { .. } | Op::Product { .. } | Op::Rule { .. } => {
                self.apply_trade(op, writer, applied);
            }
            Op::Funnel { .. } => self.apply_funnel(op, writer, applied),
            Op::Budget { .. } => self.apply_budget(op, writer, applied),
            Op::ResolveConflict { id, customer, is_resolved } => {
                let row = self.row_or_stub(*customer, applied);
                self.write_settled((row, *id), (writer, *is_resolved), applied);
            }
        }
    }

    /// Takes a change back out. Exact if changes are taken out in the reverse order of coming in.
    pub fn revert(&mut self, applied: Applied) {
        for before in applied.before.into_iter().rev() {
            match before {
                Before::Row(row) => self.drop_last_row(row),
                Before::Origin(row, origin) => self.set_origin(row, origin),
                Before::Field { row, field, value, meta } => {
                    self.set_value(row, field, value.as_ref());
                    self.set_meta(row, field, meta);
                }
                Before::Deletion(row, deletion) => self.set_deletion(row, deletion),
                Before::Note { row, id, note } => self.set_note(row, id, note),
                Before::Merge(row, merged) => self.set_merge(row, merged),
                Before::Distinct { row, other, judged } => self.set_distinct(row, other, judged),
                Before::Contact { row, id, contact } => self.set_contact(row, id, contact),
                Before::Conflict { row, id, conflict } => self.set_conflict(row, id, conflict),
                Before::Order { row, id, order } => self.set_order(row, id, order),
                Before::Objection { row, id, objection } => {
                    self.set_objection(row, id, objection);
                }
                Before::Product(id, key, value) => self.set_product(id, key, value),
                Before::Rule(key, record) => self.set_rule(key, record),
                Before::Budget(key, record) => self.set_budget(key, record),
                Before::Funnel { row, id, fact } => self.set_funnel(row, id, fact),
                Before::Batch(id, batch) => {
                    match batch {
                        Some(batch) => self.batches.insert(id, batch),
                        None => self.batches.remove(&id),
                    };
                }
            }
        }
        let n_pages = self.n_pages();
        self.dirty.extend(applied.touched.iter().map(|&row| page_of(row)));
        let _gone = self.dirty.split_off(&n_pages);
        self.revision.touch_standing();
        self.refresh(&applied.touched);
    }

    /// Whether a write by `writer` counts over the one that `last` made.
    pub(crate) fn is_at_least(&self, writer: u32, last: u32) -> bool {
        writer == last || self.writers.rank(writer) >= self.writers.rank(last)
    }

    pub(super) fn touch(&mut self, row: Row, applied: &mut Applied) {
        if applied.touched.last() != Some(&row) {
            applied.touched.push(row);
            self.dirty.insert(page_of(row));
        }
    }

    /// The row of a customer; a hidden one if it is not known, shown once its creation comes.
    pub(super) fn row_or_stub(&mut self, id: CustomerId, applied: &mut Applied) -> Row {
        let (idx, is_new) = self.ids.insert_full(id);
        let row = Row::at(idx);
        if is_new {
            self.origins.push(NO_WRITER);
            self.flags.push(0);
            self.derived.push(super::Derived::default());
            applied.before.push(Before::Row(row));
            self.touch(row, applied);
        }
        row
    }

    fn create(
        &mut self,
        id: CustomerId,
        values: &[(FieldId, Value)],
        writer: u32,
        applied: &mut Applied,
    ) {
        let n_rows = self.n_rows();
        let row = self.row_or_stub(id, applied);
        if row.0 >= n_rows {
            self.set_origin(row, writer);
            for (field, value) in values {
                self.set_value(row, *field, Some(value));
            }
            return;
        }
        let origin = self.origins.get(row.idx()).copied().unwrap_or(NO_WRITER);
        // A copy of the same creation that lacked what its bringer does not read came first.
        let is_more = origin == writer;
        if origin != NO_WRITER && !is_more && self.is_at_least(origin, writer) {
            return;
        }
        if !is_more {
            self.touch(row, applied);
            self.clear_older(row, writer, applied);
            applied.before.push(Before::Origin(row, origin));
            self.set_origin(row, writer);
        }
        for (idx, (field, value)) in values.iter().enumerate() {
            let is_last = values.iter().rposition(|(it, _)| it == field) == Some(idx);
            if self.metas.get(&(row.0, field.0)).is_none_or(|meta| meta.writer == NO_WRITER) {
                if !is_more || is_last && self.columns.get(row, *field).is_none() {
                    self.touch(row, applied);
                    self.keep_field(row, *field, applied);
                    self.set_value(row, *field, Some(value));
                }
                continue;
            }
            // Edited already: what the file said is kept beside, unless this change says more of it.
            let said = self.last_imported(row, *field).map_or(NO_WRITER, |last| last.writer);
            if is_last && said != writer && self.is_import(writer) {
                let imported = Imported::taken_over(writer, Some(value.clone()), None);
                self.write_imported(row, *field, imported, applied);
            }
        }
    }

    /// Empties what was written to a row before `writer` created it anew.
    fn clear_older(&mut self, row: Row, writer: u32, applied: &mut Applied) {
        let mut known = self.columns.fields_of(row);
        let metas = self.metas.range((row.0, 0)..=(row.0, u16::MAX));
        known.extend(metas.map(|(key, _)| FieldId(key.1)));
        sort(&mut known);
        known.dedup();
        for field in known {
            let mut meta = self.metas.get(&(row.0, field.0)).cloned();
            let is_newer = |of: u32| of != NO_WRITER && self.is_at_least(of, writer);
            let imported = meta.as_mut().and_then(|meta| meta.imported.take());
            let imported_newer = imported.clone().filter(|it| is_newer(it.writer));
            if let Some(meta) = meta.as_mut().filter(|meta| is_newer(meta.writer)) {
                if imported != imported_newer {
                    meta.imported = imported_newer;
                    let meta = Some(meta.clone());
                    self.keep_field(row, field, applied);
                    self.set_meta(row, field, meta);
                }
                continue;
            }
            let confirm = meta.and_then(|meta| meta.confirm).filter(|it| is_newer(it.writer));
            let is_known = confirm.is_some() || imported_newer.is_some();
            let meta = is_known.then(|| FieldMeta {
                confirm,
                imported: imported_newer,
                ..FieldMeta::empty()
            });
            self.keep_field(row, field, applied);
            self.set_value(row, field, None);
            self.set_meta(row, field, meta);
        }
    }

    fn write_field(&mut self, row: Row, field: FieldId, write: &Write<'_>, applied: &mut Applied) {
        let writer = write.writer;
        if !self.is_at_least(writer, self.value_writer(row, field)) {
            // A file that was overtaken by an edit still is the last that spoke of the field.
            if self.is_import(writer) {
                let (value, was) = (write.value.cloned(), write.was.cloned());
                self.write_imported(row, field, Imported::taken_over(writer, value, was), applied);
            }
            return;
        }
        self.touch(row, applied);
        self.keep_field(row, field, applied);
        let confirm = self.metas.get(&(row.0, field.0)).and_then(|meta| meta.confirm);
        let confirm = confirm.filter(|confirm| self.is_at_least(confirm.writer, writer));
        let imported = self.imported_beside(row, field, writer);
        self.set_value(row, field, write.value);
        let (was, was_on) = (write.was.cloned(), write.was_on);
        self.set_meta(row, field, Some(FieldMeta { writer, was, was_on, confirm, imported }));
    }

    fn write_confirm(&mut self, row: Row, field: FieldId, confirm: Confirm, applied: &mut Applied) {
        let meta = self.metas.get(&(row.0, field.0));
        let last = meta.and_then(|meta| meta.confirm).map_or(NO_WRITER, |last| last.writer);
        let value_writer = self.value_writer(row, field);
        if !self.is_at_least(confirm.writer, last)
            || !self.is_at_least(confirm.writer, value_writer)
        {
            return;
        }
        let meta = if let Some(meta) = meta {
            FieldMeta { confirm: Some(confirm), ..meta.clone() }
        } else {
            FieldMeta { confirm: Some(confirm), ..FieldMeta::empty() }
        };
        self.touch(row, applied);
        self.keep_field(row, field, applied);
        self.set_meta(row, field, Some(meta));
    }

    fn write_note(
        &mut self,
        row: Row,
        id: FactId,
        applied: &mut Applied,
        next: impl FnOnce(&Self, &Note) -> Option<Note>,
    ) {
        let before = self.notes.get(&(row.0, id)).cloned();
        let empty = Note { writer: NO_WRITER, text: Box::default(), retract: None };
        if let Some(note) = next(self, before.as_ref().unwrap_or(&empty)) {
            self.touch(row, applied);
            applied.before.push(Before::Note { row, id, note: before });
            self.set_note(row, id, Some(note));
        }
    }

    fn write_deletion(
        &mut self,
        id: CustomerId,
        is_deleted: bool,
        writer: u32,
        applied: &mut Applied,
    ) {
        let row = self.row_or_stub(id, applied);
        let before = self.deletions.get(&row.0).copied();
        if !self.is_at_least(writer, before.map_or(NO_WRITER, |last| last.writer)) {
            return;
        }
        self.touch(row, applied);
        applied.before.push(Before::Deletion(row, before));
        self.set_deletion(row, Some(Deletion { writer, is_deleted }));
    }

    fn write_batch(&mut self, info: &BatchInfo, writer: u32, applied: &mut Applied) {
        let Some(origin) = self.writers.get(writer).copied() else { return };
        let before = self.batches.get(&info.id).cloned();
        if before.as_ref().is_some_and(|last| last.writer.rank() > origin.rank()) {
            return;
        }
        applied.before.push(Before::Batch(info.id, before));
        self.batches.insert(info.id, BatchRecord { info: info.clone(), writer: origin });
    }

    pub(super) fn keep_field(&mut self, row: Row, field: FieldId, applied: &mut Applied) {
        let value = self.columns.get(row, field);
        let meta = self.metas.get(&(row.0, field.0)).cloned();
        applied.before.push(Before::Field { row, field, value, meta });
    }

    pub(crate) fn set_value(&mut self, row: Row, field: FieldId, value: Option<&Value>) {
        self.columns.set(row, field, value);
        if field == fields::NAME {
            self.read_name(row);
        }
    }

    pub(super) fn set_origin(&mut self, row: Row, writer: u32) {
        self.count(row, |book| {
            if let Some(origin) = book.origins.get_mut(row.idx()) {
                *origin = writer;
            }
        });
    }

    /// Notes a deletion read from a page, whose customers are counted afterwards.
    pub(crate) fn load_deletion(&mut self, row: Row, deletion: Deletion) {
        self.set_flag(row, FLAG_DELETED, deletion.is_deleted);
        self.deletions.insert(row.0, deletion);
    }

    pub(super) fn set_deletion(&mut self, row: Row, deletion: Option<Deletion>) {
        self.count(row, |book| {
            book.set_flag(row, FLAG_DELETED, deletion.is_some_and(|last| last.is_deleted));
            match deletion {
                Some(deletion) => book.deletions.insert(row.0, deletion),
                None => book.deletions.remove(&row.0),
            };
        });
    }

    pub(crate) fn set_meta(&mut self, row: Row, field: FieldId, meta: Option<FieldMeta>) {
        if let Some(meta) = meta {
            self.metas.insert((row.0, field.0), meta);
            self.set_flag(row, FLAG_META, true);
        } else {
            self.metas.remove(&(row.0, field.0));
            let has_meta = self.metas.range((row.0, 0)..=(row.0, u16::MAX)).next().is_some();
            self.set_flag(row, FLAG_META, has_meta);
        }
    }

    fn set_note(&mut self, row: Row, id: FactId, note: Option<Note>) {
        match note {
            Some(note) => self.notes.insert((row.0, id), note),
            None => self.notes.remove(&(row.0, id)),
        };
    }

    /// Keeps the number of customers right while `step` creates, deletes or restores one.
    fn count(&mut self, row: Row, step: impl FnOnce(&mut Self)) {
        let before = u32::from(self.is_visible(row));
        step(self);
        self.n_customers = self.n_customers - before + u32::from(self.is_visible(row));
    }

    /// Drops a row that a change added. One that is not the last, because changes are taken out in
    /// another order, is only emptied, so that no row moves.
    fn drop_last_row(&mut self, row: Row) {
        self.set_deletion(row, None);
        self.set_merge(row, None);
        self.set_origin(row, NO_WRITER);
        if row.0 + 1 != self.n_rows() {
            for field in self.columns.fields_of(row) {
                self.set_value(row, field, None);
            }
            return;
        }
        let n_rows = row.idx();
        self.ids.truncate(n_rows);
        self.origins.truncate(n_rows);
        self.flags.truncate(n_rows);
        self.derived.truncate(n_rows);
        self.columns.truncate(n_rows);
        self.computed.truncate(n_rows);
        self.pinyin.truncate(n_rows);
        self.initials.truncate(n_rows);
    }
}
