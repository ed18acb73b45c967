//! A file whose columns are known: which goes to which field, and whether the import can start.

use jipan_book::sheet::SheetFormat;
use jipan_rules::schema::{FieldId, fields};

use crate::view::{ColumnView, MappingProblem};

/// A file whose columns are known.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) format: SheetFormat,
    pub(crate) n_records: u32,
    pub(crate) columns: Vec<ColumnView>,
}

impl Sheet {
    /// A file as the worker read it.
    pub(super) fn new(
        name: String,
        format: SheetFormat,
        n_records: u32,
        columns: Vec<ColumnView>,
    ) -> Self {
        let mut sheet = Self { name, format, n_records, columns };
        sheet.mark_doubles();
        sheet
    }

    /// What keeps the import from starting.
    pub(crate) fn problem(&self) -> Option<MappingProblem> {
        if self.columns.is_empty() {
            return Some(MappingProblem::EmptySheet);
        }
        if let Some(field) =
            self.columns.iter().filter(|column| column.is_double).find_map(|column| column.field)
        {
            return Some(MappingProblem::Double(field));
        }
        let has_name = self.columns.iter().any(|column| column.field == Some(fields::NAME));
        (!has_name).then_some(MappingProblem::NoName)
    }

    pub(super) fn mark_doubles(&mut self) {
        let fields: Vec<Option<FieldId>> = self.columns.iter().map(|it| it.field).collect();
        for column in &mut self.columns {
            let n_same = fields.iter().filter(|it| it.is_some() && **it == column.field).count();
            column.is_double = n_same > 1;
        }
    }

    pub(super) fn mapping(&self) -> Vec<Option<FieldId>> {
        self.columns.iter().map(|column| column.field).collect()
    }
}

/// The columns with their headings, fields and first cells.
pub(super) fn columns_of(
    headings: Vec<String>,
    guessed: &[Option<FieldId>],
    sample: &[Vec<String>],
) -> Vec<ColumnView> {
    let column = |(idx, heading): (usize, String)| ColumnView {
        heading,
        field: guessed.get(idx).copied().flatten(),
        sample: sample.iter().filter_map(|row| row.get(idx).cloned()).collect(),
        is_double: false,
    };
    headings.into_iter().enumerate().map(column).collect()
}
