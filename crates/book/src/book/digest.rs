//! One number for the whole content of a book, whatever the order of its rows. Not here: anything
//! that follows from the content.

use std::ops::Range;

use jipan_rules::Datelike as _;
use jipan_rules::Uuid;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId};

use super::contacts::contact_keys;
use super::{BatchRecord, Book, Conflict, FLAG_HOLE, Note, SharedPlace, note_keys};
use crate::arena::Row;
use crate::change::BatchKind;
use crate::hash::Mix;
use crate::sorting::sort;

impl Book {
    /// Equal for two books that came from the same set of changes, in whatever order. Covers
    /// values, writers, confirmations, deletions, notes, orders, facts of the funnel, batches, products,
    /// rules and the budget.
    pub fn digest(&self) -> u64 {
        self.digest_of_rows(0..self.n_rows()).wrapping_add(self.digest_of_batches())
    }

    /// What these rows add to the digest. Parts that are made one after another add up, wrapping,
    /// with [`Book::digest_of_batches`] to the whole, as long as the book does not change.
    pub fn digest_of_rows(&self, rows: Range<u32>) -> u64 {
        let rows = rows.map(Row).filter(|&row| !self.has_flag(row, FLAG_HOLE));
        rows.map(|row| self.row_digest(row)).fold(0, u64::wrapping_add)
    }

    /// What the customers among these rows add to the digest: rows that were created, also those
    /// deleted or merged since. What is known by its id only, or was forgotten, adds nothing, so two
    /// books of the same customers agree whatever else they heard of.
    pub fn digest_of_created(&self, rows: Range<u32>) -> u64 {
        let rows = rows.map(Row).filter(|&row| self.is_created(row));
        rows.map(|row| self.row_digest(row)).fold(0, u64::wrapping_add)
    }

    /// What one customer adds to [`Self::digest_of_created`]; 0 if it was not created.
    pub fn digest_of_customer(&self, id: CustomerId) -> u64 {
        let row = self.row_of(id).filter(|&row| self.is_created(row));
        row.map_or(0, |row| self.row_digest(row))
    }

    /// What is about no customer adds to the digest: batches, products, rules and the budget.
    pub fn digest_of_batches(&self) -> u64 {
        self.digest_of_shared(&|_| true, &|_| true)
    }

    /// What a company shares beside its customers: [`Self::digest_of_batches`] without what is made
    /// up (batches of sample data) and with those fields of products and values of the budget only that
    /// somebody `reads`; rules everybody does. Two books agree in it if one has all of them and the other
    /// one no other.
    ///
    /// ```
    /// assert_eq!(jipan_book::Book::new().digest_of_company(&|_| true), 0, "nothing is shared");
    /// ```
    pub fn digest_of_company(&self, reads: &dyn Fn(SharedPlace) -> bool) -> u64 {
        self.digest_of_shared(&|batch| batch.info.kind != BatchKind::Sample, reads)
    }

    fn digest_of_shared(
        &self,
        has: &dyn Fn(&BatchRecord) -> bool,
        reads: &dyn Fn(SharedPlace) -> bool,
    ) -> u64 {
        let batches = self.batches().filter(|batch| has(batch)).map(|batch| {
            let mut mix = Mix::new(1);
            mix.add_bytes(batch.info.id.uuid().as_bytes());
            mix.add_bytes(batch.info.name.as_bytes());
            for n in [batch.info.n_added, batch.info.n_updated, batch.info.n_failed] {
                mix.add(u64::from(n));
            }
            mix.add_bytes(&batch.writer.stamp.to_bytes());
            mix.sum()
        });
        batches.fold(self.digest_of_trade(reads), u64::wrapping_add)
    }

    fn row_digest(&self, row: Row) -> u64 {
        let mut mix = Mix::new(2);
        if let Some(id) = self.id_of(row) {
            mix.add_bytes(id.uuid().as_bytes());
        }
        self.add_writer(&mut mix, self.origins.get(row.idx()).copied());
        let mut fields = self.columns.fields_of(row);
        sort(&mut fields);
        for field in fields {
            mix.add(u64::from(field.0));
            add_value(&mut mix, self.columns.get(row, field).as_ref());
        }
        for ((_, field), meta) in self.metas.range((row.0, 0)..=(row.0, u16::MAX)) {
            mix.add(u64::from(*field));
            self.add_writer(&mut mix, Some(meta.writer));
            add_value(&mut mix, meta.was.as_ref());
            add_day(&mut mix, meta.was_on);
            self.add_writer(&mut mix, meta.confirm.map(|confirm| confirm.writer));
            add_day(&mut mix, meta.confirm.and_then(|confirm| confirm.on));
            if let Some(imported) = &meta.imported {
                self.add_writer(&mut mix, Some(imported.writer));
                add_value(&mut mix, imported.value.as_ref());
                add_value(&mut mix, imported.was.as_ref());
                mix.add(u64::from(imported.asks) * 2 + u64::from(imported.was_asked));
            }
        }
        if let Some(deletion) = self.deletions.get(&row.0) {
            self.add_writer(&mut mix, Some(deletion.writer));
            mix.add(u64::from(deletion.is_deleted));
        }
        for ((_, id), note) in self.notes.range(note_keys(row)) {
            self.add_note(&mut mix, *id, note);
        }
        if let Some(merged) = self.merges.get(&row.0) {
            self.add_writer(&mut mix, Some(merged.writer));
            mix.add_bytes(merged.into.map_or(Uuid::nil(), CustomerId::uuid).as_bytes());
        }
        let nil = CustomerId::new(Uuid::nil());
        let most = CustomerId::new(Uuid::max());
        for ((_, other), judged) in self.distincts.range((row.0, nil)..=(row.0, most)) {
            mix.add_bytes(other.uuid().as_bytes());
            self.add_judged(&mut mix, Some(*judged));
        }
        for ((_, id), contact) in self.contacts.range(contact_keys(row)) {
            mix.add_bytes(id.uuid().as_bytes());
            self.add_judged(&mut mix, contact.gone);
            for (field, it) in &contact.fields {
                mix.add(u64::from(field.0));
                self.add_writer(&mut mix, Some(it.writer));
                add_value(&mut mix, it.value.as_ref());
                add_value(&mut mix, it.was.as_ref());
            }
        }
        for ((_, id), conflict) in self.conflicts.all.range(note_keys(row)) {
            mix.add_bytes(id.uuid().as_bytes());
            self.add_conflict(&mut mix, conflict);
        }
        self.add_orders(&mut mix, row);
        self.add_funnel(&mut mix, row);
        mix.sum()
    }

    fn add_conflict(&self, mix: &mut Mix, conflict: &Conflict) {
        self.add_judged(mix, conflict.settled);
        let Some(noted) = &conflict.noted else { return };
        self.add_writer(mix, Some(noted.writer));
        mix.add(u64::from(noted.field.0));
        mix.add_bytes(noted.contact.map_or(Uuid::nil(), ContactId::uuid).as_bytes());
        for side in noted.sides.iter() {
            mix.add_bytes(&side.stamp.to_bytes());
            mix.add(side.change.replica.number());
            mix.add(side.change.seq);
            mix.add_bytes(side.by.uuid().as_bytes());
            add_day(mix, Some(side.on));
            add_value(mix, side.value.as_ref());
        }
    }

    fn add_note(&self, mix: &mut Mix, id: FactId, note: &Note) {
        mix.add_bytes(id.uuid().as_bytes());
        self.add_writer(mix, Some(note.writer));
        mix.add_bytes(note.text.as_bytes());
        self.add_writer(mix, note.retract.map(|(writer, _)| writer));
        mix.add(u64::from(note.retract.is_some_and(|(_, retracted)| retracted)));
    }

    pub(super) fn add_judged(&self, mix: &mut Mix, judged: Option<(u32, bool)>) {
        self.add_writer(mix, judged.map(|(writer, _)| writer));
        mix.add(u64::from(judged.is_some_and(|(_, is_so)| is_so)));
    }

    pub(super) fn add_writer(&self, mix: &mut Mix, writer: Option<u32>) {
        match writer.and_then(|writer| self.writers.get(writer)) {
            Some(origin) => {
                mix.add_bytes(&origin.stamp.to_bytes());
                mix.add(origin.change.seq);
            }
            None => mix.add(0),
        }
    }
}

pub(super) fn add_day(mix: &mut Mix, day: Option<jipan_rules::NaiveDate>) {
    mix.add_bytes(&day.map_or(i32::MIN, |day| day.num_days_from_ce()).to_le_bytes());
}

pub(super) fn add_value(mix: &mut Mix, value: Option<&Value>) {
    match value {
        None => mix.add(0),
        Some(Value::Text(text)) => {
            mix.add(1);
            mix.add_bytes(text.as_bytes());
        }
        Some(Value::Integer(n)) => {
            mix.add(2);
            mix.add_bytes(&n.to_le_bytes());
        }
        Some(Value::Date(day)) => {
            mix.add(3);
            add_day(mix, Some(*day));
        }
        Some(Value::YesNo(yes)) => mix.add(4 + u64::from(*yes)),
        Some(Value::Choice(code)) => mix.add(256 + u64::from(*code)),
        Some(Value::Amount(money)) => {
            mix.add(6);
            mix.add_bytes(&money.fen().to_le_bytes());
        }
    }
}
