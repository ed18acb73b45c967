//! Single cells as what they hold (a code, a number, a day), and whole columns of texts, for passes
//! over many customers. Not here: values of any type.

use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;

use super::Book;
use crate::arena::{Row, TextArena};
use crate::columns::{Column, WordColumn};

impl Book {
    /// The code of the current choice; of a yes-or-no field 1 for yes and 0 for no.
    pub fn code(&self, row: Row, field: FieldId) -> Option<u8> {
        self.column_of(row, field)?.code(row)
    }

    /// The current number of a field that holds whole numbers, or amounts in fen.
    pub fn number(&self, row: Row, field: FieldId) -> Option<i64> {
        self.column_of(row, field)?.number(row)
    }

    /// The code of the current choice.
    #[inline]
    pub fn choice(&self, row: Row, field: FieldId) -> Option<u8> {
        match self.column_of(row, field)? {
            column @ Column::Choices(_) => match column.get(row)? {
                Value::Choice(code) => Some(code),
                Value::Text(_)
                | Value::Integer(_)
                | Value::Date(_)
                | Value::YesNo(_)
                | Value::Amount(_) => None,
            },
            Column::Texts(_)
            | Column::Words(_)
            | Column::YesNos(_)
            | Column::Days(_)
            | Column::Integers(_)
            | Column::Amounts(_) => None,
        }
    }

    /// The current day of a field that holds a day.
    pub fn date(&self, row: Row, field: FieldId) -> Option<NaiveDate> {
        match self.value(row, field)? {
            Value::Date(day) => Some(day),
            Value::Text(_)
            | Value::Integer(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Amount(_) => None,
        }
    }

    /// The current number of a field that holds a whole number.
    pub fn integer(&self, row: Row, field: FieldId) -> Option<i64> {
        match self.value(row, field)? {
            Value::Integer(n) => Some(n),
            Value::Text(_)
            | Value::Date(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Amount(_) => None,
        }
    }

    /// The column of a field whose texts are all kept apart, to be scanned; `None` while it has no
    /// value or if it is held as words.
    pub fn texts(&self, field: FieldId) -> Option<&TextArena> {
        match self.columns.column(field)? {
            Column::Texts(texts) => Some(texts),
            Column::Words(_)
            | Column::Choices(_)
            | Column::YesNos(_)
            | Column::Days(_)
            | Column::Integers(_)
            | Column::Amounts(_) => None,
        }
    }

    /// The column of a field whose texts repeat; `None` while it has no value or if its texts are
    /// kept apart.
    pub fn words(&self, field: FieldId) -> Option<&WordColumn> {
        match self.columns.column(field)? {
            Column::Words(words) => Some(words),
            Column::Texts(_)
            | Column::Choices(_)
            | Column::YesNos(_)
            | Column::Days(_)
            | Column::Integers(_)
            | Column::Amounts(_) => None,
        }
    }
}
