//! Values that follow from orders and rules, held beside the columns so that lists, filters, totals
//! and exports read them like any other. They are in no page, no part and no digest. Not here: how
//! they are computed, and when.

use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;

use super::Book;
use crate::arena::Row;
use crate::columns::Column;

impl Book {
    /// Sets a computed value of a row, which is then read in place of a stored one; `None` takes it
    /// away. Whether it was another one before. Lists follow once [`Self::end_computed`] was called.
    #[expect(clippy::needless_pass_by_value, reason = "it is made for this call")]
    pub fn set_computed(&mut self, row: Row, field: FieldId, value: Option<Value>) -> bool {
        let is_other = row.0 < self.n_rows() && self.computed.get(row, field) != value;
        if is_other {
            self.computed.set(row, field, value.as_ref());
        }
        is_other
    }

    /// Says of which rows computed values were set.
    pub fn end_computed(&mut self, rows: &[Row]) {
        self.revision.touch(rows);
    }

    /// The value of a field as it was written, whatever is computed in its place: what changes are made
    /// of and compared with. Each tablet computes by itself, and may not have done so yet.
    pub fn written(&self, row: Row, field: FieldId) -> Option<Value> {
        self.columns.get(row, field)
    }

    /// The column that holds the value of a field for a row.
    #[inline]
    pub(crate) fn column_of(&self, row: Row, field: FieldId) -> Option<&Column> {
        let computed = self.computed.column(field).filter(|column| column.has(row));
        computed.or_else(|| self.columns.column(field))
    }
}
