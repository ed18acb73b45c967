//! Records to values of fields, and what is wrong with them. Not here: rules of a field, which are
//! in `jipan_rules`, and whether the book already has the customer.

use std::collections::BTreeMap;

use csv::ByteRecord;
use jipan_book::sheet::{CheckedRow, Encoding, RowError};
use jipan_rules::check::{RecordError, check_record, parse_value, text_of};
use jipan_rules::schema::{FieldDef, FieldId, Language, field, fields};
use jipan_rules::value::Value;

use crate::decode::{clean, text_of as decoded};
use crate::guess::is_importable;

/// Fields that tell customers apart: no two records of a file may share a value.
const KEYS: [FieldId; 2] = [fields::CODE, fields::LICENCE];

/// Number of characters of a cell that its error repeats.
const VALUE_CHARS_MAX: usize = 200;

/// Checks the records of one file, in their order.
#[derive(Debug, Clone)]
pub struct Checker {
    columns: Vec<Column>,
    encoding: Encoding,
    /// Which record carries a key first, whether it comes in or not.
    keys: BTreeMap<(FieldId, Value), u32>,
}

#[derive(Debug, Clone)]
struct Column {
    heading: String,
    def: Option<&'static FieldDef>,
}

/// What was read from one cell.
enum Cell {
    Blank,
    Value(Value),
    Error(RowError),
}

impl Checker {
    /// A checker for columns with these headings, each with its field or none.
    pub fn new(headings: &[String], mapping: &[Option<FieldId>], encoding: Encoding) -> Self {
        let columns = headings.iter().enumerate().map(|(idx, heading)| {
            let def = mapping.get(idx).copied().flatten().and_then(field);
            Column { heading: heading.clone(), def: def.filter(|def| is_importable(def)) }
        });
        Self { columns: columns.collect(), encoding, keys: BTreeMap::new() }
    }

    /// Checks the next record. The first record that carries a key takes it, even if that record
    /// fails: what comes in never depends on what is wrong elsewhere in an earlier record.
    pub fn check(&mut self, number: u32, record: &ByteRecord) -> CheckedRow {
        let mut values = Vec::new();
        let mut errors = Vec::new();
        for (column, cell) in self.columns.iter().zip(record) {
            let Some(def) = column.def else { continue };
            match read_cell(column, def, cell, self.encoding) {
                Cell::Blank => {}
                Cell::Value(value) => values.push((def.id, value)),
                Cell::Error(error) => errors.push(error),
            }
        }
        self.take_keys(number, &values, &mut errors);
        if let Some(error) = self.raggedness(record) {
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

    fn raggedness(&self, record: &ByteRecord) -> Option<RowError> {
        let n = u32::try_from(record.len()).unwrap_or(u32::MAX);
        let expected = u32::try_from(self.columns.len()).unwrap_or(u32::MAX);
        match n.cmp(&expected) {
            std::cmp::Ordering::Less => Some(RowError::TooFewCells { n, expected }),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(RowError::TooManyCells { n, expected }),
        }
    }
}

fn read_cell(column: &Column, def: &FieldDef, cell: &[u8], encoding: Encoding) -> Cell {
    let Some(text) = decoded(cell, encoding) else {
        return Cell::Error(RowError::NotDecodable { heading: column.heading.clone() });
    };
    let text = clean(&text);
    match parse_value(def, text) {
        Ok(None) => Cell::Blank,
        Ok(Some(value)) => Cell::Value(value),
        Err(error) => Cell::Error(RowError::Cell {
            heading: column.heading.clone(),
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
                let has_error = errors
                    .iter()
                    .any(|known| matches!(known, RowError::Cell { field: id, .. } if *id == field));
                if !has_error {
                    errors.push(RowError::Missing { field });
                }
            }
            RecordError::ValidToBeforeIssued { issued, valid_to } => {
                errors.push(RowError::ValidToBeforeIssued { issued, valid_to });
            }
        }
    }
}
