//! A file whose columns are known: which goes to which field, and whether the import can start.

use jipan_book::sheet::{SheetFormat, SheetKind};
use jipan_rules::schema::{FieldId, fields};

use crate::view::{ColumnView, MappingProblem};

/// A file whose columns are known.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) format: SheetFormat,
    pub(crate) kind: SheetKind,
    pub(crate) n_records: u32,
    pub(crate) columns: Vec<ColumnView>,
}

impl Sheet {
    /// A file as the worker read it.
    pub(super) fn new(
        name: String,
        (format, kind): (SheetFormat, SheetKind),
        n_records: u32,
        columns: Vec<ColumnView>,
    ) -> Self {
        let mut sheet = Self { name, format, kind, n_records, columns };
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
        let has = |field: &FieldId| self.columns.iter().any(|it| it.field == Some(*field));
        let lacking = |one_of: &&[FieldId]| !one_of.iter().any(has);
        let first = needed(self.kind).iter().copied().find(lacking);
        first.map(|one_of| MappingProblem::Missing { one_of })
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

/// What columns a file of a kind needs: one of each of these.
fn needed(kind: SheetKind) -> &'static [&'static [FieldId]] {
    match kind {
        SheetKind::Customers => &[&[fields::NAME]],
        SheetKind::Products => &[&[fields::PRODUCT_CODE], &[fields::PRODUCT_NAME]],
        SheetKind::Orders => &[
            &[fields::ORDER_NUMBER],
            &[fields::ORDER_DATE],
            &[fields::ORDER_CUSTOMER, fields::ORDER_LICENCE],
            &[fields::ORDER_PRODUCT],
            &[fields::ORDER_QUANTITY],
            &[fields::ORDER_AMOUNT, fields::ORDER_PRICE],
        ],
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
