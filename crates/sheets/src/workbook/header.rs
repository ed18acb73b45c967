//! Which row of a sheet holds the headings, and what they are. Titles may stand above it, groups of
//! columns may have a heading of their own, and a heading may be merged over several cells. Not
//! here: the fields that headings name (`guess`).

use std::collections::BTreeMap;

use jipan_book::sheet::SheetError;

use super::merged::{Merged, Region};
use super::number::Epoch;
use super::table::{Legend, Table};
use crate::decode::clean;
use crate::guess::{Guesser, is_of_failed};

/// Rows with something in them among which the headings are sought. OURS
pub(super) const N_ROWS_SOUGHT: usize = 30;

/// Rows above the headings from which a blank heading takes its text.
const N_ROWS_ABOVE: u32 = 2;

/// The headings of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// Number of the row.
    pub row: u32,
    /// Place of the row in the table.
    pub idx: usize,
    /// Columns with a heading or with something below it, from 0.
    pub columns: Vec<u16>,
    /// For each of these columns its heading, cleaned; empty for a column without one.
    pub headings: Vec<String>,
    /// Number of headings that name a field.
    pub n_known: usize,
}

/// A sheet as headings are sought in it.
#[derive(Debug, Clone, Copy)]
pub struct Sought<'a> {
    /// Its cells.
    pub table: &'a Table,
    /// Its merged cells.
    pub merged: &'a Merged,
    /// Its texts and formats.
    pub legend: Legend<'a>,
    /// From which day it counts.
    pub epoch: Epoch,
    /// What is known of headings.
    pub guesser: &'a Guesser,
}

impl Sought<'_> {
    /// The row with the most headings that name a field, the first of several, but the lower one
    /// of two that are merged with each other; the first row of a file of failed rows. When none names one, the first row with two texts,
    /// else the first row at all. `None` for an empty sheet.
    ///
    /// # Errors
    /// When the sheet has more columns with something in them than `n_columns_max`.
    pub fn header(self, n_columns_max: u32) -> Result<Option<Header>, SheetError> {
        let lasts = self.lasts();
        let n = u32::try_from(lasts.len()).unwrap_or(u32::MAX);
        if n > n_columns_max {
            return Err(SheetError::TooManyColumns { n, n_max: n_columns_max });
        }
        Ok(self.best_of(&lasts))
    }

    fn best_of(self, lasts: &BTreeMap<u16, usize>) -> Option<Header> {
        let n_rows = self.table.n_rows().min(N_ROWS_SOUGHT);
        let mut best: Option<Header> = None;
        for idx in 0..n_rows {
            let header = self.header_at(idx, lasts);
            if idx == 0 && is_of_failed(&header.headings) {
                return Some(header);
            }
            let is_better = best.as_ref().is_none_or(|best| {
                let is_other = !self.merged.are_joined(best.row, header.row);
                header.n_known >= best.n_known.saturating_add(usize::from(is_other))
            });
            if is_better {
                best = Some(header);
            }
        }
        let best = best?;
        if best.n_known > 0 {
            return Some(best);
        }
        let has_two = |idx: &usize| self.table.columns(*idx).nth(1).is_some();
        Some(self.header_at((0..n_rows).find(has_two).unwrap_or(0), lasts))
    }

    /// The headings if they stand in this row.
    fn header_at(self, idx: usize, lasts: &BTreeMap<u16, usize>) -> Header {
        let row = self.table.number(idx);
        let merged_here = self.merged.columns_ending_at(row);
        let mut columns: Vec<u16> =
            lasts.iter().filter(|(_, last)| **last >= idx).map(|(column, _)| *column).collect();
        columns.extend(merged_here.filter(|column| lasts.contains_key(column)));
        columns.sort_unstable();
        columns.dedup();
        let headings = columns.iter().map(|column| self.heading(*column, row)).collect();
        let mut header = Header { row, idx, columns, headings, n_known: 0 };
        self.name_groups(&mut header);
        header.n_known = self.guesser.n_known(&header.headings);
        header
    }

    /// For each column with something in it the place of the last such row.
    fn lasts(self) -> BTreeMap<u16, usize> {
        let mut lasts: Vec<Option<usize>> = Vec::new();
        for idx in 0..self.table.n_rows() {
            for column in self.table.columns(idx).map(usize::from) {
                if lasts.len() <= column {
                    lasts.resize(column.saturating_add(1), None);
                }
                if let Some(last) = lasts.get_mut(column) {
                    *last = Some(idx);
                }
            }
        }
        let columns = lasts.into_iter().enumerate();
        columns.filter_map(|(column, last)| Some((u16::try_from(column).ok()?, last?))).collect()
    }

    /// The heading of a column: what its cell shows, also when it is merged; else what stands
    /// above, unless that is the heading of a group.
    fn heading(self, column: u16, row: u32) -> String {
        let own = self.shown(column, row);
        if !own.is_empty() {
            return own;
        }
        let above = (1..=N_ROWS_ABOVE).filter_map(|n| row.checked_sub(n)).find_map(|row| {
            let is_group = self.merged.around(column, row).is_some_and(|it| it.is_wide());
            let text = self.own_text(column, row);
            (!is_group && !text.is_empty()).then_some(text)
        });
        above.unwrap_or_default()
    }

    /// Puts the heading of their group before headings that stand there more than once.
    fn name_groups(self, header: &mut Header) {
        let headings = header.headings.clone();
        for (heading, column) in header.headings.iter_mut().zip(&header.columns) {
            let n_same = headings.iter().filter(|it| *it == heading).count();
            if n_same < 2 || heading.is_empty() {
                continue;
            }
            let group = (1..=N_ROWS_ABOVE)
                .filter_map(|n| header.row.checked_sub(n))
                .find_map(|row| self.merged.around(*column, row).filter(Region::is_wide));
            let group = group.map(|it| self.own_text(it.left, it.top)).unwrap_or_default();
            if !group.is_empty() && group != *heading {
                *heading = format!("{group} {heading}");
            }
        }
    }

    /// What a cell shows, merged or not.
    fn shown(self, column: u16, row: u32) -> String {
        match self.merged.around(column, row) {
            Some(region) => self.own_text(region.left, region.top),
            None => self.own_text(column, row),
        }
    }

    fn own_text(self, column: u16, row: u32) -> String {
        let Some(idx) = self.table.find(row) else { return String::new() };
        let (cell, _) = self.table.cell(idx, column, self.legend);
        one_line(clean(&cell.shown(self.epoch)))
    }
}

/// A heading of several lines as one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
