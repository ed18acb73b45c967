//! Single cells as the code or number they hold, for passes over many customers. Not here: values.

use jipan_rules::schema::FieldId;

use super::Book;
use crate::arena::Row;

impl Book {
    /// The code of the current choice; of a yes-or-no field 1 for yes and 0 for no.
    pub fn code(&self, row: Row, field: FieldId) -> Option<u8> {
        self.columns.column(field)?.code(row)
    }

    /// The current number of a field that holds whole numbers, or amounts in fen.
    pub fn number(&self, row: Row, field: FieldId) -> Option<i64> {
        self.columns.column(field)?.number(row)
    }
}
