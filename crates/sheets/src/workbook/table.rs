//! The cells of one sheet in little memory: twelve bytes for a cell, its text apart, and shared
//! texts once. Not here: reading them, what is a heading.

use jipan_book::sheet::SheetError;

use super::cell::Cell;
use super::format::Format;
use super::strings::{Strings, check_text};

/// What the cells of a sheet may take at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableLimits {
    /// Rows with something in them.
    pub n_rows_max: u32,
    /// Cells with something in them.
    pub n_cells_max: u32,
    /// Bytes of text.
    pub text_bytes_max: u32,
}

/// The rows of a sheet that hold something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    rows: Vec<RowAt>,
    cells: Vec<CellAt>,
    text: String,
}

/// A row: its number, and where its cells begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowAt {
    number: u32,
    first: u32,
}

/// A cell: its column, what it holds, and where that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CellAt {
    column: u16,
    /// The index of its format, and in the highest bits its kind.
    what: u16,
    /// Of a shared text its number, of yes or no 1 or 0, of anything else where its text begins.
    at: u32,
    length: u32,
}

/// Formats beyond this number count as none.
pub(super) const N_FORMATS_MAX: u16 = 1 << 13;

/// What a cell that is being read holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Shared,
    Number,
    Boolean,
    Fault,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Text, Self::Shared, Self::Number, Self::Boolean, Self::Fault];

    const fn code(self) -> u16 {
        match self {
            Self::Text => 0,
            Self::Shared => 1,
            Self::Number => 2,
            Self::Boolean => 3,
            Self::Fault => 4,
        }
    }
}

/// What the texts and formats of a table are read with.
#[derive(Debug, Clone, Copy)]
pub struct Legend<'a> {
    /// Texts that cells share.
    pub strings: &'a Strings,
    /// Number formats.
    pub formats: &'a [Format],
}

impl Table {
    /// Number of rows that hold something.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The number of a row as a spreadsheet shows it, from 1.
    pub fn number(&self, idx: usize) -> u32 {
        self.rows.get(idx).map_or(0, |row| row.number)
    }

    /// The place of the row of a number, if it holds something.
    pub fn find(&self, number: u32) -> Option<usize> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok()
    }

    /// The columns of a row that hold something, in their order.
    pub fn columns(&self, idx: usize) -> impl Iterator<Item = u16> {
        self.cells_of(idx).iter().map(|cell| cell.column)
    }

    /// A cell, and the index of its format.
    pub fn cell<'a>(&'a self, idx: usize, column: u16, legend: Legend<'a>) -> (Cell<'a>, u16) {
        let cells = self.cells_of(idx);
        let found = cells.binary_search_by_key(&column, |cell| cell.column).ok();
        let Some(cell) = found.and_then(|idx| cells.get(idx)) else { return (Cell::Blank, 0) };
        let format = cell.what % N_FORMATS_MAX;
        let kind = Kind::ALL.into_iter().find(|kind| kind.code() == cell.what / N_FORMATS_MAX);
        let cell = match kind {
            Some(Kind::Text) => Cell::Text(self.text_of(*cell)),
            Some(Kind::Shared) => Cell::Text(legend.strings.get(cell.at)),
            Some(Kind::Number) => {
                let format = legend.formats.get(usize::from(format));
                let kind = format.map_or(super::format::FormatKind::Plain, |format| format.kind);
                Cell::Number(self.text_of(*cell), kind)
            }
            Some(Kind::Boolean) => Cell::Boolean(cell.at == 1),
            Some(Kind::Fault) => Cell::Fault(self.text_of(*cell)),
            None => Cell::Blank,
        };
        (cell, format)
    }

    /// Whether rows stand in rising order.
    pub(super) fn is_sorted(&self) -> bool {
        self.rows.is_sorted_by(|left, right| left.number < right.number)
    }

    fn cells_of(&self, idx: usize) -> &[CellAt] {
        let Some(row) = self.rows.get(idx) else { return &[] };
        let end = self.rows.get(idx.saturating_add(1)).map_or(u32::MAX, |next| next.first);
        let end = offset(end).min(self.cells.len());
        self.cells.get(offset(row.first)..end).unwrap_or_default()
    }

    fn text_of(&self, cell: CellAt) -> &str {
        let at = offset(cell.at);
        self.text.get(at..at.saturating_add(offset(cell.length))).unwrap_or_default()
    }

    /// Begins a row. Rows come in rising order.
    pub(super) fn begin_row(&mut self, number: u32) {
        self.rows.push(RowAt { number, first: short(self.cells.len()) });
    }

    /// Appends a cell to the row that was begun last.
    pub(super) fn push(&mut self, column: u16, kind: Kind, format: u16, content: &str) {
        let what = kind.code().saturating_mul(N_FORMATS_MAX) | (format % N_FORMATS_MAX);
        let at = match kind {
            Kind::Shared => content.parse().unwrap_or(u32::MAX),
            Kind::Boolean => u32::from(content == "1"),
            Kind::Text | Kind::Number | Kind::Fault => {
                let at = short(self.text.len());
                self.text.push_str(content);
                at
            }
        };
        self.cells.push(CellAt { column, what, at, length: short(content.len()) });
    }

    /// Ends the row that was begun last: its cells in their order, the last of several in one
    /// place; no row without cells.
    ///
    /// # Errors
    /// When the table is full.
    pub(super) fn end_row(&mut self, limits: TableLimits) -> Result<(), SheetError> {
        let Some(row) = self.rows.last() else { return Ok(()) };
        let first = offset(row.first);
        let Some(cells) = self.cells.get_mut(first..) else { return Ok(()) };
        if !cells.is_sorted_by(|left, right| left.column < right.column) {
            cells.reverse();
            cells.sort_by_key(|cell| cell.column);
            let mut kept = self.cells.split_off(first);
            kept.dedup_by_key(|cell| cell.column);
            self.cells.append(&mut kept);
        }
        if self.cells.len() == first {
            self.rows.pop();
        }
        if self.rows.len() > offset(limits.n_rows_max) {
            return Err(SheetError::TooManyRecords { n_max: limits.n_rows_max });
        }
        if self.cells.len() > offset(limits.n_cells_max) {
            return Err(SheetError::TooManyCells { n_max: limits.n_cells_max });
        }
        check_text(&self.text, limits.text_bytes_max)
    }
}

fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn offset(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
