//! How the names of the book are read aloud, kept beside the columns. Not here: how a name is read
//! (`pinyin`), who searches by it.

use jipan_rules::schema::fields;

use super::{Book, FLAG_UNREAD, page_of};
use crate::arena::Row;
use crate::pinyin::{has_readings, is_to_be_read_again, readings};

impl Book {
    /// Reads the name of a row as well as it can be read now.
    pub(crate) fn read_name(&mut self, row: Row) {
        let name = self.text(row, fields::NAME).unwrap_or_default();
        let (read, is_unread) = (readings(name), is_to_be_read_again(name));
        self.pinyin.set(row, &read.pinyin);
        self.initials.set(row, &read.initials);
        self.set_flag(row, FLAG_UNREAD, is_unread);
    }

    /// Whether names were read without the table of readings and not again since.
    pub fn has_unread_names(&self) -> bool {
        self.flags.iter().any(|flags| flags & FLAG_UNREAD != 0)
    }

    /// Whether one of these rows has a name that was.
    pub(crate) fn is_any_unread(&self, mut rows: impl Iterator<Item = Row>) -> bool {
        rows.any(|row| self.has_flag(row, FLAG_UNREAD))
    }

    /// Notes that the name of a row, as it was stored, was read without the table.
    pub(crate) fn note_unread(&mut self, row: Row) {
        let is_unread = is_to_be_read_again(self.text(row, fields::NAME).unwrap_or_default());
        self.set_flag(row, FLAG_UNREAD, is_unread);
    }

    /// Reads up to `n` names again that were read without the table of readings, those of the row
    /// `from` and behind it; gives the row to go on from, `None` if that was all or the table is
    /// not here.
    pub fn read_names_again(&mut self, from: Row, n: usize) -> Option<Row> {
        if !has_readings() {
            return None;
        }
        let unread =
            (from.0..self.n_rows()).map(Row).filter(|&row| self.has_flag(row, FLAG_UNREAD));
        let rows: Vec<Row> = unread.take(n).collect();
        for &row in &rows {
            self.read_name(row);
            self.mark_dirty(page_of(row));
        }
        if !rows.is_empty() {
            self.revision.touch(&rows);
        }
        rows.last().filter(|_| rows.len() == n).map(|last| Row(last.0 + 1))
    }
}
