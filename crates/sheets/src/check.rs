//! Records to values of fields, and what is wrong with them. Not here: rules of a field, which are
//! in `jipan_rules`, and whether the book already has the customer.

use std::collections::BTreeMap;

use jipan_book::sheet::{CheckedRow, Encoding, RowError};
use jipan_rules::check::{RecordError, check_record, parse_value, text_of};
use jipan_rules::schema::{FieldDef, FieldId, Language, field, fields};
use jipan_rules::value::Value;

use crate::decode::{clean, text_of as decoded};
use crate::guess::is_importable;
use crate::workbook::cell::{Cell, Unsaid};
use crate::workbook::number::Epoch;

/// Fields that tell customers apart: no two records of a file may share a value.
const KEYS: [FieldId; 2] = [fields::CODE, fields::LICENCE];

/// Number of characters of a cell that its error repeats.
const VALUE_CHARS_MAX: usize = 200;

/// Number of characters of an error of a cell that is repeated; the longest has thirteen.
const FAULT_CHARS_MAX: usize = 20;

/// Checks the records of one file, in their order.
#[derive(Debug, Clone)]
pub struct Checker {
    columns: Vec<Column>,
    /// Which record carries a key first, whether it comes in or not.
    keys: BTreeMap<(FieldId, Value), u32>,
}

#[derive(Debug, Clone)]
struct Column {
    heading: String,
    def: Option<&'static FieldDef>,
}

/// A cell as a file gives it.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// Bytes in the encoding of a text file.
    Bytes(&'a [u8], Encoding),
    /// A cell of a workbook, which counts its days from there.
    Cell(Cell<'a>, Epoch),
}

/// What was read from one cell.
enum Content {
    Blank,
    Value(Value),
    Error(RowError),
}

impl Checker {
    /// A checker for columns with these headings, each with its field or none.
    pub fn new(headings: &[String], mapping: &[Option<FieldId>]) -> Self {
        let columns = headings.iter().enumerate().map(|(idx, heading)| {
            let def = mapping.get(idx).copied().flatten().and_then(field);
            Column { heading: heading.clone(), def: def.filter(|def| is_importable(def)) }
        });
        Self { columns: columns.collect(), keys: BTreeMap::new() }
    }

    /// Checks the next record. The first record that carries a key takes it, even if that record
    /// fails: what comes in never depends on what is wrong elsewhere in an earlier record.
    pub fn check<'a>(
        &mut self,
        number: u32,
        cells: impl ExactSizeIterator<Item = Given<'a>>,
    ) -> CheckedRow {
        let n_cells = cells.len();
        let mut values = Vec::new();
        let mut errors = Vec::new();
        for (column, given) in self.columns.iter().zip(cells) {
            let Some(def) = column.def else { continue };
            match read_cell(column, def, given) {
                Content::Blank => {}
                Content::Value(value) => values.push((def.id, value)),
                Content::Error(error) => errors.push(error),
            }
        }
        self.take_keys(number, &values, &mut errors);
        if let Some(error) = self.raggedness(n_cells) {
            // Its cells are in the wrong columns, so that anything else said of them is wrong.
            return CheckedRow { record: number, values: Vec::new(), errors: vec![error] };
        }
        push_record_errors(&values, &mut errors);
        CheckedRow { record: number, values, errors }
    }

    fn take_keys(&mut self, number: u32, values: &[(FieldId, Value)], errors: &mut Vec<RowError>) {
        for (id, value) in values.iter().filter(|(id, _)| KEYS.contains(id)) {
            let first_record = *self.keys.entry((*id, value.clone())).or_insert(number);
            if first_record != number {
                let value = field(*id).map(|def| text_of(def, value, Language::Zh));
                let value = value.unwrap_or_default();
                errors.push(RowError::RepeatedKey { field: *id, value, first_record });
            }
        }
    }

    fn raggedness(&self, n_cells: usize) -> Option<RowError> {
        let n = u32::try_from(n_cells).unwrap_or(u32::MAX);
        let expected = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        match n.cmp(&expected) {
            std::cmp::Ordering::Less => Some(RowError::TooFewCells { n, expected }),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(RowError::TooManyCells { n, expected }),
        }
    }
}

fn read_cell(column: &Column, def: &FieldDef, given: Given<'_>) -> Content {
    let heading = || column.heading.clone();
    let text = match given {
        Given::Bytes(bytes, encoding) => match decoded(bytes, encoding) {
            Some(text) => text,
            None => return Content::Error(RowError::NotDecodable { heading: heading() }),
        },
        Given::Cell(cell, epoch) => match cell.said(def.ty, epoch) {
            Ok(text) => text,
            Err(Unsaid::Fault(code)) => {
                let code = code.chars().take(FAULT_CHARS_MAX).collect();
                return Content::Error(RowError::ErrorCell {
                    heading: heading(),
                    field: def.id,
                    code,
                });
            }
            Err(Unsaid::DigitsLost) => {
                let value = cell.shown(epoch).chars().take(VALUE_CHARS_MAX).collect();
                let (heading, field) = (heading(), def.id);
                return Content::Error(RowError::DigitsLost { heading, field, value });
            }
        },
    };
    let text = clean(&text);
    match parse_value(def, text) {
        Ok(None) => Content::Blank,
        Ok(Some(value)) => Content::Value(value),
        Err(error) => Content::Error(RowError::Cell {
            heading: heading(),
            field: def.id,
            value: text.chars().take(VALUE_CHARS_MAX).collect(),
            error,
        }),
    }
}

/// Appends what is wrong with the record as a whole. A required cell that could not be read is
/// not also called missing.
fn push_record_errors(values: &[(FieldId, Value)], errors: &mut Vec<RowError>) {
    let get = |id| values.iter().find(|(known, _)| *known == id).map(|(_, value)| value.clone());
    for error in check_record(get) {
        match error {
            RecordError::RequiredMissing { field } => {
                if !errors.iter().any(|known| is_about(known, field)) {
                    errors.push(RowError::Missing { field });
                }
            }
            RecordError::ValidToBeforeIssued { issued, valid_to } => {
                errors.push(RowError::ValidToBeforeIssued { issued, valid_to });
            }
        }
    }
}

/// Whether an error says that the cell of a field could not be read.
fn is_about(error: &RowError, id: FieldId) -> bool {
    match error {
        RowError::Cell { field, .. }
        | RowError::ErrorCell { field, .. }
        | RowError::DigitsLost { field, .. } => *field == id,
        RowError::Missing { .. }
        | RowError::ValidToBeforeIssued { .. }
        | RowError::RepeatedKey { .. }
        | RowError::KeyOfAnother { .. }
        | RowError::TooFewCells { .. }
        | RowError::TooManyCells { .. }
        | RowError::NotDecodable { .. }
        | RowError::UnclosedQuote => false,
    }
}
