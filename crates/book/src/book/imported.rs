//! What the last file said of a field, so that the next one is compared with it and not with what
//! was edited since. Not here: what is done with a difference.

use std::collections::BTreeSet;

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::apply::Applied;
use super::{Book, FieldMeta, Imported, NO_WRITER, Origin};
use crate::arena::Row;
use crate::change::{Action, ChangeId};
use crate::columns::kept;

/// What the last file said of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedView<'a> {
    /// The value in the file; `None` = unknown, because the import was taken back.
    pub value: Option<Value>,
    /// The import, or the undo that brought this back.
    pub writer: &'a Origin,
}

impl Book {
    /// What the last file said of a field; `None` if no file spoke of it. OURS
    pub fn imported(&self, row: Row, field: FieldId) -> Option<ImportedView<'_>> {
        let imported = self.last_imported(row, field)?;
        let writer = self.writers.get(imported.writer)?;
        Some(ImportedView { value: imported.value, writer })
    }

    /// Whether the last file says something else than the device, where both moved, and nobody wrote
    /// the value since. Deciding for either side writes it, and so ends that. OURS
    pub fn differs(&self, row: Row, field: FieldId) -> bool {
        let Some(imported) = self.explicit(row, field) else { return false };
        let is_open = self.asks_still(row, field, imported);
        is_open && imported.value.is_some() && imported.value != self.written(row, field)
    }

    /// Whether a word of the files is a question, and nobody wrote the value since.
    pub(super) fn asks_still(&self, row: Row, field: FieldId, imported: &Imported) -> bool {
        imported.asks && self.is_at_least(imported.writer, self.value_writer(row, field))
    }

    /// Whether the last word of the files is a question that stood open over the value of `base`;
    /// over any value if that is not known.
    pub(crate) fn was_asked_over(
        &self,
        id: CustomerId,
        field: FieldId,
        base: Option<ChangeId>,
    ) -> bool {
        let row = self.row_of(id);
        let imported = row.and_then(|row| self.explicit(row, field)).filter(|it| it.asks);
        let Some(imported) = imported else { return false };
        let base = base.and_then(|base| self.writers.find(base));
        base.is_none_or(|base| self.is_at_least(imported.writer, base))
    }

    /// The fields of a customer in which the last file and the device differ.
    pub fn differing_fields(&self, row: Row) -> Vec<FieldId> {
        self.edited_fields(row).filter(|&field| self.differs(row, field)).collect()
    }

    /// Whether a row has such a field. Fast for rows without edits.
    #[inline]
    pub fn has_differences(&self, row: Row) -> bool {
        self.has_flag(row, super::FLAG_META)
            && self.edited_fields(row).any(|field| self.differs(row, field))
    }

    /// The customers of whom a file says something else in the row of one that was merged into them,
    /// where both moved.
    pub fn differing_by_merge(&self) -> BTreeSet<Row> {
        let differing = self.merged_rows().filter(|row| self.has_differences(*row));
        differing.filter_map(|row| self.key_row(row)).collect()
    }

    /// Whether a writer speaks for a file.
    pub(super) fn is_import(&self, writer: u32) -> bool {
        self.writers.get(writer).is_some_and(|origin| origin.action == Action::Import)
    }

    fn explicit(&self, row: Row, field: FieldId) -> Option<&Imported> {
        self.meta(row, field)?.imported.as_deref()
    }

    /// What follows from the value itself, where a file wrote it.
    fn implied(&self, row: Row, field: FieldId) -> Option<Imported> {
        let writer = self.value_writer(row, field);
        if !self.is_import(writer) {
            return None;
        }
        let meta = self.meta(row, field).filter(|meta| meta.writer == writer);
        let was = meta.and_then(|meta| meta.was.clone());
        let value = self.written(row, field);
        let came_with_it = meta.is_some() || value.is_some();
        came_with_it.then(|| Imported::taken_over(writer, value, was))
    }

    /// The later of the two; within one change the last word is explicit.
    pub(super) fn last_imported(&self, row: Row, field: FieldId) -> Option<Imported> {
        let explicit = self.explicit(row, field);
        let Some(implied) = self.implied(row, field) else { return explicit.cloned() };
        match explicit {
            Some(explicit) if self.is_at_least(explicit.writer, implied.writer) => {
                Some(explicit.clone())
            }
            Some(_) | None => Some(implied),
        }
    }

    /// What must be kept of the last file once `writer` writes the value: nothing that follows
    /// from the value or that is older than it.
    pub(super) fn imported_beside(
        &self,
        row: Row,
        field: FieldId,
        writer: u32,
    ) -> Option<Box<Imported>> {
        let last = self.last_imported(row, field)?;
        let is_implied = self.is_import(writer) && self.is_at_least(writer, last.writer);
        (!is_implied).then(|| Box::new(last))
    }

    /// Takes in what a file said, unless a later one spoke or the customer came later.
    pub(super) fn write_imported(
        &mut self,
        row: Row,
        field: FieldId,
        imported: Imported,
        applied: &mut Applied,
    ) {
        let origin = self.origins.get(row.idx()).copied().unwrap_or(NO_WRITER);
        let last = self.last_imported(row, field).map_or(NO_WRITER, |last| last.writer);
        let writer = imported.writer;
        if !self.is_at_least(writer, last) || !self.is_at_least(writer, origin) {
            return;
        }
        self.touch(row, applied);
        self.keep_field(row, field, applied);
        let meta = self.metas.get(&(row.0, field.0)).cloned().unwrap_or_else(FieldMeta::empty);
        let imported = Some(Box::new(Imported { value: kept(imported.value), ..imported }));
        self.set_meta(row, field, Some(FieldMeta { imported, ..meta }));
    }
}
