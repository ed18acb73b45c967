//! Where the records of a file are: an index of byte offsets, so that the file is kept as it came
//! and records are parsed again when they are needed. Not here: text and fields.

use std::ops::Range;

use csv::ByteRecord;
use jipan_book::sheet::{Delimiter, SheetError};

/// Where a record is and how it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Offset of its first byte.
    pub start: u32,
    /// Offset after its last byte, without the line end.
    pub end: u32,
    /// Its number: header = 1, blank lines counted, line breaks in cells not.
    pub number: u32,
}

impl Span {
    /// The bytes of the record, without its line end.
    pub fn of<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let range = offset(self.start)..offset(self.end);
        bytes.get(range).unwrap_or_default()
    }

    /// Whether the file ends with it, without a line end.
    pub fn is_cut(&self, bytes: &[u8]) -> bool {
        offset(self.end) == bytes.len()
    }
}

/// Records among which the headings are sought, as in a workbook. OURS
pub(crate) const N_RECORDS_SOUGHT: usize = 30;

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// CR LF.
    CrLf,
    /// LF.
    Lf,
    /// CR.
    Cr,
}

impl LineEnd {
    /// Its bytes.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::CrLf => b"\r\n",
            Self::Lf => b"\n",
            Self::Cr => b"\r",
        }
    }
}

/// The records of a file. Records without any content are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// What stands after records.
    pub line_end: LineEnd,
    /// The first record.
    pub header: Span,
    /// The other records, in the order of the file.
    pub records: Vec<Span>,
    /// Whether the last record ends inside a quote that was never closed.
    pub is_unclosed: bool,
}

impl Index {
    /// Finds the records of `bytes` from `start` on. The headings are in the record that `choose`
    /// picks among the first ones, together with how many of them it knows; what stands above it is
    /// left out. The delimiter is the one with which most are known.
    ///
    /// # Errors
    /// When there is none, or more than `n_records_max` after the first.
    pub fn new(
        bytes: &[u8],
        start: usize,
        n_records_max: u32,
        choose: impl Fn(&[ByteRecord]) -> (usize, usize),
    ) -> Result<Self, SheetError> {
        let first = |delimiter| {
            let mut spans = Spans::new(bytes, start, byte_of(delimiter));
            let mut heads = Vec::new();
            while heads.len() < N_RECORDS_SOUGHT && spans.next().is_some() {
                heads.push(spans.record.clone());
            }
            choose(&heads)
        };
        let guessed = (guess_delimiter(bytes.get(start..).unwrap_or_default()), 0, 0);
        let all = [Delimiter::Comma, Delimiter::Tab, Delimiter::Semicolon];
        let (delimiter, n_above, _) = all.into_iter().fold(guessed, |best, delimiter| {
            let (idx, n_known) = first(delimiter);
            if n_known > best.2 { (delimiter, idx, n_known) } else { best }
        });
        let mut spans = Spans::new(bytes, start, byte_of(delimiter));
        let first = Span { number: 1, ..spans.next().ok_or(SheetError::Empty)? };
        spans.number = 1;
        let mut records = vec![first];
        for span in spans {
            if records.len() > offset(n_records_max) {
                return Err(SheetError::TooManyRecords { n_max: n_records_max });
            }
            records.push(span);
        }
        let n_above = n_above.min(records.len().saturating_sub(1));
        let header = records.drain(..=n_above).next_back().unwrap_or(first);
        let line_end = line_end_at(bytes.get(offset(header.end)..).unwrap_or_default());
        let last = records.last().unwrap_or(&header);
        let is_unclosed = Shape::of(last.of(bytes), byte_of(delimiter)).is_unclosed;
        Ok(Self { delimiter, line_end, header, records, is_unclosed })
    }

    /// The delimiter as a byte.
    pub fn delimiter_byte(&self) -> u8 {
        byte_of(self.delimiter)
    }

    /// Number of records after the header.
    pub fn n_records(&self) -> u32 {
        u32::try_from(self.records.len()).unwrap_or(u32::MAX)
    }

    /// The cells of the header.
    pub fn header_cells(&self, bytes: &[u8]) -> ByteRecord {
        let mut cells = ByteRecord::new();
        self.parse(bytes, &[self.header], |_, record| cells = record.clone());
        cells
    }

    /// Parses the records of a range and hands each to `each`. A range beyond the end is empty.
    pub fn parse_range(
        &self,
        bytes: &[u8],
        range: Range<usize>,
        each: impl FnMut(Span, &ByteRecord),
    ) {
        self.parse(bytes, self.records.get(range).unwrap_or_default(), each);
    }

    /// The record of a number.
    pub fn find(&self, number: u32) -> Option<Span> {
        let idx = self.records.binary_search_by_key(&number, |span| span.number).ok()?;
        self.records.get(idx).copied()
    }

    /// Parses neighbouring records with one reader.
    fn parse(&self, bytes: &[u8], spans: &[Span], mut each: impl FnMut(Span, &ByteRecord)) {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return };
        // Begin with the line end before the record: at the very start the reader would take a
        // cell that looks like a byte order mark for one.
        let start = offset(first.start).saturating_sub(1);
        let is_line_end = matches!(bytes.get(start), Some(b'\r' | b'\n'));
        let start = if is_line_end { start } else { offset(first.start) };
        let slice = bytes.get(start..offset(last.end)).unwrap_or_default();

        let mut reader = reader(slice, self.delimiter_byte());
        let mut record = ByteRecord::new();
        let mut spans = spans.iter();
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            if is_blank(&record) {
                continue;
            }
            let Some(span) = spans.next() else { return };
            each(*span, &record);
        }
    }
}

/// Finds one record after another.
struct Spans<'a> {
    bytes: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    record: ByteRecord,
    base: usize,
    /// End of the record before, without its line end.
    end: usize,
    number: u32,
}

impl<'a> Spans<'a> {
    fn new(bytes: &'a [u8], start: usize, delimiter: u8) -> Self {
        let reader = reader(bytes.get(start..).unwrap_or_default(), delimiter);
        Self { bytes, reader, record: ByteRecord::new(), base: start, end: start, number: 1 }
    }
}

impl Iterator for Spans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        while self.reader.read_byte_record(&mut self.record).unwrap_or(false) {
            let after = self.base.saturating_add(offset_of_position(self.reader.position()));
            let range = trim_line_ends(self.bytes, self.end..after);
            let gap = self.bytes.get(self.end..range.start).unwrap_or_default();
            self.number = self.number.saturating_add(n_line_ends(gap));
            self.end = range.end;
            if is_blank(&self.record) {
                continue;
            }
            let start = u32::try_from(range.start).ok()?;
            let end = u32::try_from(range.end).ok()?;
            return Some(Span { start, end, number: self.number });
        }
        None
    }
}

/// What the quotes of one record say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Number of cells.
    pub n_cells: usize,
    /// Offset of the delimiter before the last cell; 0 when there is only one.
    pub last_delimiter: usize,
    /// Whether the record ends inside quotes.
    pub is_unclosed: bool,
}

impl Shape {
    /// Reads the quotes of one record as the csv crate does.
    pub fn of(record: &[u8], delimiter: u8) -> Self {
        enum State {
            Start,
            Plain,
            Quoted,
            QuoteInQuoted,
        }
        let mut state = State::Start;
        let mut shape = Self { n_cells: 1, last_delimiter: 0, is_unclosed: false };
        for (idx, byte) in record.iter().enumerate() {
            state = match (state, *byte) {
                (State::Quoted, b'"') => State::QuoteInQuoted,
                (State::Start | State::QuoteInQuoted, b'"') | (State::Quoted, _) => State::Quoted,
                (State::Start | State::Plain | State::QuoteInQuoted, byte) if byte == delimiter => {
                    shape.n_cells += 1;
                    shape.last_delimiter = idx;
                    State::Start
                }
                (State::Start | State::Plain | State::QuoteInQuoted, _) => State::Plain,
            };
        }
        shape.is_unclosed = matches!(state, State::Quoted);
        shape
    }
}

/// The delimiter that the first record with any has most of, outside quotes: above it there may be a
/// title. A comma when none of the first ones has one.
fn guess_delimiter(bytes: &[u8]) -> Delimiter {
    let none = [(Delimiter::Comma, 0_u32), (Delimiter::Tab, 0), (Delimiter::Semicolon, 0)];
    let mut counts = none;
    let (mut is_quoted, mut n_lines) = (false, 0_usize);
    for byte in bytes {
        let is_line_end = !is_quoted && matches!(*byte, b'\r' | b'\n');
        n_lines = n_lines.saturating_add(usize::from(is_line_end));
        if is_line_end && (counts != none || n_lines > N_RECORDS_SOUGHT) {
            break;
        }
        if *byte == b'"' {
            is_quoted = !is_quoted;
        }
        for (delimiter, n) in &mut counts {
            if !is_quoted && *byte == byte_of(*delimiter) {
                *n = n.saturating_add(1);
            }
        }
    }
    let [comma, others @ ..] = counts;
    others.into_iter().fold(comma, |best, next| if next.1 > best.1 { next } else { best }).0
}

fn byte_of(delimiter: Delimiter) -> u8 {
    match delimiter {
        Delimiter::Comma => b',',
        Delimiter::Tab => b'\t',
        Delimiter::Semicolon => b';',
    }
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
}

/// Whether a record has no content: a line of spaces or of delimiters only.
fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| cell.trim_ascii().is_empty())
}

fn trim_line_ends(bytes: &[u8], range: Range<usize>) -> Range<usize> {
    let is_line_end = |byte: &u8| matches!(*byte, b'\r' | b'\n');
    let slice = bytes.get(range.clone()).unwrap_or_default();
    let n_before = slice.iter().take_while(|byte| is_line_end(byte)).count();
    let n_after = slice.iter().rev().take_while(|byte| is_line_end(byte)).count();
    let start = range.start.saturating_add(n_before);
    start..range.end.saturating_sub(n_after).max(start)
}

fn n_line_ends(gap: &[u8]) -> u32 {
    let n_pairs = gap.windows(2).filter(|pair| pair == b"\r\n").count();
    u32::try_from(gap.len().saturating_sub(n_pairs)).unwrap_or(u32::MAX)
}

fn line_end_at(bytes: &[u8]) -> LineEnd {
    match bytes {
        [b'\n', ..] => LineEnd::Lf,
        [b'\r', b'\n', ..] | [] => LineEnd::CrLf,
        [b'\r', ..] => LineEnd::Cr,
        [_, ..] => LineEnd::CrLf,
    }
}

fn offset_of_position(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

fn offset(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
