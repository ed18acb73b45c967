//! Whether a customer has a certain value of any field, or none: the filter behind every count. Not
//! here: counting.

use jipan_rules::schema::{FieldDef, FieldId, field as schema_field, fields};

use crate::arena::Row;
use crate::book::Book;
use crate::columns::WordColumn;

/// One wanted value, made ready for row after row.
#[derive(Debug)]
pub(super) struct ValueFilter<'a> {
    field: FieldId,
    def: Option<&'static FieldDef>,
    /// Blank = no value, of a field that belongs to the type.
    value: &'a str,
    /// The value as a code, for choices.
    code: Option<u8>,
    /// The column and the position of the value in it, where the field is held as words.
    column: Option<(&'a WordColumn, Option<u32>)>,
}

impl<'a> ValueFilter<'a> {
    pub(super) fn new(book: &'a Book, (field, value): (&FieldId, &'a String)) -> Self {
        let words = book.words(*field).filter(|_| *field != fields::CLASS);
        let column = words.map(|column| (column, column.find(value)));
        let (field, def) = (*field, schema_field(*field));
        Self { field, def, value, code: value.parse().ok(), column }
    }

    pub(super) fn passes(&self, book: &Book, row: Row) -> bool {
        if self.value.is_empty() {
            return !has(book, row, self.field)
                && self.def.is_some_and(|def| def.types.contains(book.customer_type(row)));
        }
        if let Some((column, word_idx)) = self.column {
            return word_idx.is_some() && column.word_idx(row) == word_idx;
        }
        match code(book, row, self.field) {
            Some(code) => self.code == Some(code),
            None => text(book, row, self.field) == Some(self.value),
        }
    }
}

/// Whether a customer has a value of a field, as [`code`] and [`text`] read it.
pub(super) fn has(book: &Book, row: Row, field: FieldId) -> bool {
    match field {
        fields::TYPE => true,
        fields::CLASS => book.class_code(row).is_some(),
        _ => book.is_filled(row, field),
    }
}

/// The code of a choice, of yes (1) or of no (0); of a tier or grade its number. A customer without a
/// type is retail.
pub(super) fn code(book: &Book, row: Row, field: FieldId) -> Option<u8> {
    let small = || book.number(row, field).and_then(|it| u8::try_from(it).ok());
    match field {
        fields::TYPE => Some(book.customer_type(row).code()),
        fields::TIER | fields::TIER_BEFORE | fields::GRADE | fields::VOLUME_BAND => small(),
        _ => book.code(row, field),
    }
}

/// The text of a field; the class is the one that follows from its three parts.
pub(super) fn text(book: &Book, row: Row, field: FieldId) -> Option<&str> {
    if field == fields::CLASS { book.class_code(row) } else { book.text(row, field) }
}
