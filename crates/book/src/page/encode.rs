//! A page of the book as bytes. Not here: reading it.

use std::ops::Range;

use jipan_rules::Uuid;
use jipan_rules::values::ids::{ContactId, CustomerId, FactId};

use super::bytes::Out;
use super::{
    ConfirmRecord, ConflictRecord, ContactFieldRecord, ContactRecord, DERIVED_BYTES, INITIALS,
    ImportedRecord, LAYOUT, LAYOUT_FIFTH, LAYOUT_FOURTH, MetaRecord, NoteRecord, NotedRecord,
    OddRecord, PINYIN, Sparse, Sparse2, Sparse3, UNREAD, cells, projection_version,
};
use crate::arena::Row;
use crate::book::{Book, NO_WRITER, Origin, PAGE_ROWS};
use crate::columns::ColumnKind;
use crate::hash::FixedMap;
use crate::sorting::sort_by_key;

/// Bytes of one customer in a page, roughly.
const ROW_BYTES: usize = 320;

/// The writers of one page, in the order they were met.
#[derive(Default)]
pub(super) struct Local {
    places: FixedMap<u32, ()>,
}

impl Local {
    pub(super) fn place(&mut self, writer: u32) -> u32 {
        if writer == NO_WRITER {
            return NO_WRITER;
        }
        Row::at(self.places.insert_full(writer, ()).0).0
    }

    /// The writers met.
    pub(super) fn writers(&self, book: &Book) -> Vec<Origin> {
        self.places.keys().filter_map(|&writer| book.writers.get(writer).copied()).collect()
    }

    fn maybe(&mut self, writer: u32) -> Option<u32> {
        Some(self.place(writer)).filter(|&place| place != NO_WRITER)
    }
}

impl Book {
    /// The bytes of a page; `None` if there is no such page, or if it was lost when the book was
    /// opened, so that what is in storage is not overwritten.
    pub fn encode_page(&self, page: u32) -> Option<Vec<u8>> {
        let start = page.checked_mul(PAGE_ROWS).filter(|&start| start < self.n_rows())?;
        let rows = start..self.n_rows().min(start.saturating_add(PAGE_ROWS));
        if self.is_lost(Row(start)) {
            return None;
        }
        let n = Row(rows.end - rows.start).idx();
        let mut local = Local::default();
        let idx = Row(rows.start).idx()..Row(rows.end).idx();
        let origins = self.origins.get(idx).unwrap_or_default();
        let origins: Vec<u32> = origins.iter().map(|&writer| local.place(writer)).collect();
        let sparse = self.sparse(&rows, &mut local);
        let sparse_2 = self.sparse_2(&rows, &mut local);
        let sparse_3 = self.sparse_3(&rows, &mut local);
        let sparse_4 = self.sparse_4(&rows, &mut local);
        let sparse_5 = self.sparse_5(&rows, &mut local);
        let writers = local.writers(self);

        let mut out = Out::with_capacity(n * ROW_BYTES);
        out.u32(page);
        out.u32(rows.end - rows.start);
        let is_unread = self.is_any_unread(rows.clone().map(Row));
        out.u64(projection_version(self) ^ if is_unread { UNREAD } else { 0 });
        out.postcard(&writers);
        for id in rows.clone().filter_map(|row| self.id_of(Row(row))) {
            out.raw(id.uuid().as_bytes());
        }
        for place in origins {
            out.u32(place);
        }
        self.write_columns(&mut out, &rows);
        for row in rows {
            out.raw(&self.derived(Row(row)).to_bytes());
        }
        out.postcard(&sparse);
        out.postcard(&sparse_2);
        out.postcard(&sparse_3);
        out.postcard(&sparse_4);
        if sparse_5.is_empty() {
            return Some(out.finish(LAYOUT_FOURTH));
        }
        out.postcard(&sparse_5);
        Some(out.finish(if sparse_5.is_of_budget() { LAYOUT } else { LAYOUT_FIFTH }))
    }

    fn write_columns(&self, out: &mut Out, rows: &Range<u32>) {
        let mut columns: Vec<_> = self
            .columns
            .iter()
            .filter(|(_, column)| rows.clone().any(|row| column.has(Row(row))))
            .collect();
        sort_by_key(&mut columns, |(field, _)| *field);
        out.u16(u16::try_from(columns.len() + 2).unwrap_or(u16::MAX));
        for (field, column) in columns {
            out.u16(field.0);
            out.raw(&[column.kind().code()]);
            out.sized(|out| cells::write(out, column, rows));
        }
        for (field, texts) in [(PINYIN, &self.pinyin), (INITIALS, &self.initials)] {
            out.u16(field);
            out.raw(&[ColumnKind::Texts.code()]);
            out.sized(|out| cells::write_texts(out, texts, rows));
        }
    }

    fn sparse(&self, rows: &Range<u32>, local: &mut Local) -> Sparse {
        let place = |row: u32| u16::try_from(row - rows.start).unwrap_or(u16::MAX);
        let keys = (rows.start, 0)..(rows.end, 0);
        let mut sparse = Sparse::default();
        for (&(row, field), meta) in self.metas.range(keys.clone()) {
            let confirm = meta.confirm.map(|confirm| ConfirmRecord {
                writer: local.place(confirm.writer),
                on: confirm.on,
            });
            let writer = local.maybe(meta.writer);
            let (was, was_on) = (meta.was.clone(), meta.was_on);
            sparse.metas.push(MetaRecord { row: place(row), field, writer, was, was_on, confirm });
        }
        for (&(row, field), value) in self.columns.odd().range(keys) {
            sparse.odd.push(OddRecord { row: place(row), field, value: value.clone() });
        }
        for (&row, last) in self.deletions.range(rows.clone()) {
            sparse.deletions.push((place(row), local.place(last.writer), last.is_deleted));
        }
        let nil = FactId::new(Uuid::nil());
        for (&(row, id), note) in self.notes.range((rows.start, nil)..(rows.end, nil)) {
            let retract = note.retract.map(|(writer, retracted)| (local.place(writer), retracted));
            let (writer, text) = (local.maybe(note.writer), note.text.clone());
            sparse.notes.push(NoteRecord { row: place(row), id, writer, text, retract });
        }
        sparse
    }

    fn sparse_2(&self, rows: &Range<u32>, local: &mut Local) -> Sparse2 {
        let place = |row: u32| u16::try_from(row - rows.start).unwrap_or(u16::MAX);
        let mut sparse = Sparse2::default();
        for (&(row, field), meta) in self.metas.range((rows.start, 0)..(rows.end, 0)) {
            if let Some(imported) = meta.imported.as_deref() {
                let writer = local.place(imported.writer);
                sparse.imported.push(ImportedRecord {
                    row: place(row),
                    field,
                    writer,
                    asks: imported.asks,
                    was_asked: imported.was_asked,
                    value: imported.value.clone(),
                    was: imported.was.clone(),
                });
            }
        }
        for (&row, merged) in self.merges.range(rows.clone()) {
            sparse.merges.push((place(row), local.place(merged.writer), merged.into));
        }
        let nil = CustomerId::new(Uuid::nil());
        let pairs = self.distincts.range((rows.start, nil)..(rows.end, nil));
        for (&(row, other), &(writer, is_distinct)) in pairs {
            sparse.distincts.push((place(row), other, local.place(writer), is_distinct));
        }
        let nil = ContactId::new(Uuid::nil());
        for (&(row, id), contact) in self.contacts.range((rows.start, nil)..(rows.end, nil)) {
            let gone = contact.gone.map(|(writer, is_gone)| (local.place(writer), is_gone));
            let fields = contact.fields.iter().map(|(field, it)| ContactFieldRecord {
                field: field.0,
                writer: local.place(it.writer),
                value: it.value.clone(),
                was: it.was.clone(),
            });
            let fields = fields.collect();
            sparse.contacts.push(ContactRecord { row: place(row), id, gone, fields });
        }
        sparse
    }

    fn sparse_3(&self, rows: &Range<u32>, local: &mut Local) -> Sparse3 {
        let nil = FactId::new(Uuid::nil());
        let conflicts = self.conflicts.all.range((rows.start, nil)..(rows.end, nil));
        let conflicts = conflicts.map(|(&(row, id), it)| ConflictRecord {
            row: u16::try_from(row - rows.start).unwrap_or(u16::MAX),
            id,
            noted: it.noted.as_ref().map(|noted| NotedRecord {
                writer: local.place(noted.writer),
                contact: noted.contact,
                field: noted.field.0,
                sides: noted.sides.clone(),
            }),
            settled: it.settled.map(|(writer, is_settled)| (local.place(writer), is_settled)),
        });
        Sparse3 { conflicts: conflicts.collect() }
    }
}

const _: () = assert!(DERIVED_BYTES == crate::book::DERIVED_BYTES, "the layout is frozen");
