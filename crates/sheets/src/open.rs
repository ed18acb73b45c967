//! An open text file: its bytes as they came, its encoding, its headings and where its records are.
//! Not here: fields and checks.

use jipan_book::sheet::{Encoding, SheetError};

use csv::ByteRecord;

use crate::decode::{BOM, clean, encoding_of, lossy_text_of, text_of, utf8_of_utf16};
use crate::guess::{Guesser, is_of_failed};
use crate::records::Index;

/// What a file may have at most.
///
/// Source: OURS. The bytes are kept in the memory of the worker, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size in bytes.
    pub bytes_max: u32,
    /// Columns of the header.
    pub n_columns_max: u32,
    /// Records after the header.
    pub n_records_max: u32,
    /// Size in bytes of a part of a workbook when it is unpacked; it is never kept as a whole.
    pub unpacked_bytes_max: u64,
    /// Bytes of text in the cells of a sheet.
    pub text_bytes_max: u32,
    /// Cells of a sheet with something in them.
    pub n_cells_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes_max: 200_000_000,
            n_columns_max: 500,
            n_records_max: 1_000_000,
            unpacked_bytes_max: 2_000_000_000,
            text_bytes_max: 400_000_000,
            n_cells_max: 20_000_000,
        }
    }
}

impl Limits {
    /// Whether a file is small enough.
    ///
    /// # Errors
    /// When it is not.
    pub fn check_size(&self, bytes: &[u8]) -> Result<(), SheetError> {
        let (n_bytes, bytes_max) = (u64::try_from(bytes.len()), u64::from(self.bytes_max));
        let bytes = n_bytes.unwrap_or(u64::MAX);
        if bytes > bytes_max { Err(SheetError::TooLarge { bytes, bytes_max }) } else { Ok(()) }
    }
}

/// Number of records that a preview shows.
pub(crate) const N_SAMPLE: usize = 8;

/// Number of characters of a cell that a preview shows.
pub(crate) const SAMPLE_CHARS_MAX: usize = 200;

/// A text file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How its characters are written.
    pub encoding: Encoding,
    /// Its headings, cleaned; empty for a column without one.
    pub headings: Vec<String>,
    /// Where its records are.
    pub index: Index,
}

impl OpenFile {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no table of text or beyond the limits.
    pub fn new(
        name: String,
        mut bytes: Vec<u8>,
        guesser: &Guesser,
        limits: Limits,
    ) -> Result<Self, SheetError> {
        limits.check_size(&bytes)?;
        if let Some(text) = utf8_of_utf16(&bytes)? {
            bytes = text;
        }
        let encoding = encoding_of(&bytes)?;
        let start = match encoding {
            Encoding::Utf8Bom => BOM.len(),
            Encoding::Utf8 | Encoding::Gb18030 => 0,
        };
        let index = Index::new(&bytes, start, limits.n_records_max, |records| {
            header_among(records, encoding, guesser)
        })?;
        let cells = index.header_cells(&bytes);
        let n = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        if n > limits.n_columns_max {
            return Err(SheetError::TooManyColumns { n, n_max: limits.n_columns_max });
        }
        let headings = cells
            .iter()
            .map(|cell| text_of(cell, encoding).map(|text| clean(&text).to_owned()))
            .collect::<Option<Vec<_>>>()
            .ok_or(SheetError::NotDecodable { record: 1 })?;
        if headings.iter().all(String::is_empty) {
            return Err(SheetError::NoHeader);
        }
        Ok(Self { name, bytes, encoding, headings, index })
    }

    /// The first records as the preview shows them.
    pub fn sample(&self) -> Vec<Vec<String>> {
        let mut sample = Vec::new();
        let n = N_SAMPLE.min(self.index.records.len());
        self.index.parse_range(&self.bytes, 0..n, |_, record| {
            let cells = record.iter().take(self.headings.len()).map(|cell| {
                let text = lossy_text_of(cell, self.encoding);
                clean(&text).chars().take(SAMPLE_CHARS_MAX).collect()
            });
            sample.push(cells.collect());
        });
        sample
    }
}

/// Which of the first records holds the headings, and how many of them are known: the one with the
/// most that name a field, the first of several; the first at all if none names one, or if it is that
/// of a file of failed rows.
fn header_among(records: &[ByteRecord], encoding: Encoding, guesser: &Guesser) -> (usize, usize) {
    let texts = |record: &ByteRecord| -> Vec<String> {
        record.iter().map(|it| lossy_text_of(it, encoding).into_owned()).collect()
    };
    // As they are: a tab before the last one is no blank if it stands between cells.
    if records.first().is_some_and(|first| is_of_failed(&texts(first))) {
        return (0, usize::MAX);
    }
    let cleaned = |it: String| clean(&it).to_owned();
    let n_known = |record| {
        let headings: Vec<String> = texts(record).into_iter().map(cleaned).collect();
        guesser.n_known(&headings)
    };
    let known = records.iter().map(n_known).enumerate();
    known.fold((0, 0), |best, next| if next.1 > best.1 { next } else { best })
}
