//! An open workbook, of which one sheet was read: its headings and its records. Not here: fields
//! and checks.

use jipan_book::sheet::SheetFormat;

use super::cell::Cell;
use super::header::Header;
use super::merged::Merged;
use super::number::Epoch;
use super::package::Package;
use super::strings::Strings;
use super::table::{Legend, Table};
use crate::decode::clean;
use crate::open::{N_SAMPLE, SAMPLE_CHARS_MAX};

/// A workbook of which one sheet was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkbookFile {
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub package: Package,
    /// Its shared texts.
    pub strings: Strings,
    /// Which of its sheets was read.
    pub sheet: usize,
    /// The cells of the sheet.
    pub table: Table,
    /// The merged cells of the sheet.
    pub merged: Merged,
    /// The headings of the sheet; without columns when it is empty.
    pub header: Header,
}

impl WorkbookFile {
    /// What kind of file it is and which sheet was read.
    pub fn format(&self) -> SheetFormat {
        SheetFormat::Workbook {
            sheets: self.package.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            sheet: u32::try_from(self.sheet).unwrap_or(u32::MAX),
            header_row: self.header.row,
        }
    }

    /// Number of records below the headings.
    pub fn n_records(&self) -> usize {
        self.table.n_rows().saturating_sub(self.header.idx).saturating_sub(1)
    }

    /// The number of a record: the row that a spreadsheet shows.
    pub fn number(&self, record: usize) -> u32 {
        self.table.number(self.row_of(record))
    }

    /// The record of a number.
    pub fn find(&self, number: u32) -> Option<usize> {
        let idx = self.table.find(number)?;
        idx.checked_sub(self.header.idx.saturating_add(1))
    }

    /// The cells of a record, one for each heading, and the indexes of their formats.
    pub fn cells(&self, record: usize) -> impl ExactSizeIterator<Item = (Cell<'_>, u16)> {
        let idx = self.row_of(record);
        self.header.columns.iter().map(move |column| self.cell(idx, *column))
    }

    /// From which day the workbook counts.
    pub fn epoch(&self) -> Epoch {
        self.package.epoch
    }

    /// The first records as the preview shows them.
    pub fn sample(&self) -> Vec<Vec<String>> {
        let shown = |(cell, _): (Cell<'_>, u16)| {
            clean(&cell.shown(self.epoch())).chars().take(SAMPLE_CHARS_MAX).collect()
        };
        let records = 0..self.n_records().min(N_SAMPLE);
        records.map(|record| self.cells(record).map(shown).collect()).collect()
    }

    fn row_of(&self, record: usize) -> usize {
        record.saturating_add(self.header.idx).saturating_add(1)
    }

    /// What a cell shows: its own value, or that of the cell above with which it is merged.
    fn cell(&self, idx: usize, column: u16) -> (Cell<'_>, u16) {
        let legend = Legend { strings: &self.strings, formats: &self.package.formats };
        let found = self.table.cell(idx, column, legend);
        if found.0 != Cell::Blank {
            return found;
        }
        let row = self.merged.source_row(column, self.table.number(idx));
        let source = row.filter(|row| *row > self.header.row).and_then(|row| self.table.find(row));
        source.map_or(found, |idx| self.table.cell(idx, column, legend))
    }
}
