//! An open file of either kind, a text file or a workbook, as the rest of the worker sees it. Not
//! here: how either is read.

use jipan_book::sheet::{CheckedRow, RowError, SheetError, SheetFormat};

use crate::check::{Checker, Given};
use crate::failed;
use crate::open::OpenFile;
use crate::workbook::WorkbookFile;

/// A batch ends after this many bytes of the file, whatever its number of records.
const BATCH_BYTES_MAX: u32 = 1 << 20;

/// An open file.
#[derive(Debug)]
pub enum Source {
    /// A text file.
    Text(OpenFile),
    /// A workbook.
    Workbook(Box<WorkbookFile>),
}

/// The failed records as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// What kind of file it is.
    pub fn format(&self) -> SheetFormat {
        match self {
            Self::Text(file) => {
                SheetFormat::Text { encoding: file.encoding, delimiter: file.index.delimiter }
            }
            Self::Workbook(file) => file.format(),
        }
    }

    /// Its headings.
    pub fn headings(&self) -> &[String] {
        match self {
            Self::Text(file) => &file.headings,
            Self::Workbook(file) => &file.header.headings,
        }
    }

    /// Number of records below the headings.
    pub fn n_records(&self) -> usize {
        match self {
            Self::Text(file) => file.index.records.len(),
            Self::Workbook(file) => file.n_records(),
        }
    }

    /// The first records as the preview shows them.
    pub fn sample(&self) -> Vec<Vec<String>> {
        match self {
            Self::Text(file) => file.sample(),
            Self::Workbook(file) => file.sample(),
        }
    }

    /// Checks records from this place on, at most so many; none when there are no more.
    pub fn check(&self, checker: &mut Checker, start: usize, n_max: usize) -> Vec<CheckedRow> {
        match self {
            Self::Text(file) => check_text(file, checker, start, n_max),
            Self::Workbook(file) => check_workbook(file, checker, start, n_max),
        }
    }

    /// The records of these numbers with their reasons, as a file of the same kind.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn failed(
        &self,
        rows: &[(u32, String)],
        reason_heading: &str,
    ) -> Result<FailedFile, SheetError> {
        match self {
            Self::Text(file) => Ok(FailedFile {
                name: failed::name_of(&file.name, reason_heading, None),
                mime: failed::mime_of(file.encoding),
                bytes: failed::write(file, rows, reason_heading),
            }),
            Self::Workbook(file) => Ok(FailedFile {
                name: failed::name_of(&file.name, reason_heading, Some("xlsx")),
                mime: crate::workbook::write::MIME,
                bytes: failed::write_workbook(file, rows, reason_heading)?,
            }),
        }
    }
}

fn check_text(
    file: &OpenFile,
    checker: &mut Checker,
    start: usize,
    n_max: usize,
) -> Vec<CheckedRow> {
    let end = start.saturating_add(batch_len(file, start, n_max));
    let mut rows = Vec::new();
    let last = file.index.records.last().filter(|span| span.is_cut(&file.bytes));
    file.index.parse_range(&file.bytes, start..end, |span, record| {
        let cells: Vec<_> = record.iter().map(|it| Given::Bytes(it, file.encoding)).collect();
        rows.push(checker.check(span.number, cells.into_iter(), last == Some(&span)));
    });
    let is_last = end == file.index.records.len();
    if is_last
        && file.index.is_unclosed
        && let Some(last) = rows.last_mut()
    {
        // Its cells are not what they seem.
        last.values.clear();
        last.rounded.clear();
        last.errors = vec![RowError::UnclosedQuote];
    }
    rows
}

/// Number of records of the next batch: at least one while there is one.
fn batch_len(file: &OpenFile, n_done: usize, n_max: usize) -> usize {
    let rest = file.index.records.get(n_done..).unwrap_or_default();
    let Some(first) = rest.first() else { return 0 };
    let is_near = |end: u32| end.saturating_sub(first.start) <= BATCH_BYTES_MAX;
    rest.iter().take(n_max).take_while(|span| is_near(span.end)).count().max(1)
}

fn check_workbook(
    file: &WorkbookFile,
    checker: &mut Checker,
    start: usize,
    n_max: usize,
) -> Vec<CheckedRow> {
    let end = start.saturating_add(n_max).min(file.n_records());
    let records = start..end;
    records
        .map(|record| {
            let cells = file.cells(record).map(|(cell, _)| Given::Cell(cell, file.epoch()));
            checker.check(file.number(record), cells, false)
        })
        .collect()
}
