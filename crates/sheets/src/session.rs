//! The worker as a function of its messages. It answers a request with a bounded piece of work
//! and waits for the next one, so that a file of any size never blocks and can be given up. Not
//! here: the browser.

use std::collections::BTreeSet;

use jipan_book::sheet::{CheckedRow, ExportCell, RowError, SheetError, SheetReply, SheetRequest};
use jipan_rules::schema::FieldId;

use crate::check::Checker;
use crate::export::{self, Export};
use crate::failed;
use crate::guess::guess;
use crate::open::{Limits, OpenFile};

/// A reply and the bytes of the file that travels beside it.
pub type Answer = (SheetReply, Option<Vec<u8>>);

/// Number of records in a batch.
const N_BATCH: usize = 500;

/// A batch ends after this many bytes of the file, whatever its number of records.
const BATCH_BYTES_MAX: u32 = 1 << 20;

/// One worker: at most one open file, one check and one export.
#[derive(Debug)]
pub struct Session {
    limits: Limits,
    n_batch: usize,
    file: Option<OpenFile>,
    check: Option<Check>,
    export: Option<Export>,
}

#[derive(Debug)]
struct Check {
    checker: Checker,
    n_done: usize,
}

impl Default for Session {
    fn default() -> Self {
        Self::new(Limits::default(), N_BATCH)
    }
}

impl Session {
    /// A worker with limits and a number of records per batch of its own; at least one.
    pub fn new(limits: Limits, n_batch: usize) -> Self {
        Self { limits, n_batch: n_batch.max(1), file: None, check: None, export: None }
    }

    /// Answers a request, of which `body` is the file that travels beside it.
    pub fn handle(&mut self, request: SheetRequest, body: Option<Vec<u8>>) -> Vec<Answer> {
        match request {
            SheetRequest::Open { file_name, remembered, today: _ } => {
                self.check = None;
                let bytes = body.unwrap_or_default();
                vec![(self.open(file_name, bytes, &remembered), None)]
            }
            SheetRequest::Check { mapping } => vec![(self.begin_check(&mapping), None)],
            SheetRequest::More => {
                self.next_batch().map(|reply| (reply, None)).into_iter().collect()
            }
            SheetRequest::Cancel => {
                self.check = None;
                self.export = None;
                Vec::new()
            }
            SheetRequest::Failed { rows, reason_heading } => {
                vec![self.failed(&rows, &reason_heading)]
            }
            SheetRequest::Export { headings, rows, last, file_name } => {
                self.push_export(&headings, &rows);
                if last { self.finish_export(file_name).into_iter().collect() } else { Vec::new() }
            }
        }
    }

    fn open(
        &mut self,
        name: String,
        bytes: Vec<u8>,
        remembered: &[(String, FieldId)],
    ) -> SheetReply {
        self.file = None;
        let file = match OpenFile::new(name, bytes, self.limits) {
            Ok(file) => file,
            Err(error) => return SheetReply::Refused(error),
        };
        let guessed = guess(&file.headings, remembered);
        if guessed.iter().all(Option::is_none) && file.headings.iter().any(|it| is_number(it)) {
            return SheetReply::Refused(SheetError::NoHeader);
        }
        let reply = SheetReply::Preview {
            encoding: file.encoding,
            delimiter: file.index.delimiter,
            headings: file.headings.clone(),
            guessed,
            sample: file.sample(),
            n_records: file.index.n_records(),
        };
        self.file = Some(file);
        reply
    }

    fn begin_check(&mut self, mapping: &[Option<FieldId>]) -> SheetReply {
        self.check = None;
        let Some(file) = &self.file else { return SheetReply::Refused(SheetError::NoFile) };
        let mut seen = BTreeSet::new();
        if let Some(field) = mapping.iter().flatten().find(|id| !seen.insert(**id)) {
            return SheetReply::Refused(SheetError::MappedTwice { field: *field });
        }
        let checker = Checker::new(&file.headings, mapping, file.encoding);
        self.check = Some(Check { checker, n_done: 0 });
        self.next_batch().unwrap_or(SheetReply::Refused(SheetError::NoFile))
    }

    /// The next batch, or the end of the check; `None` when none is under way.
    fn next_batch(&mut self) -> Option<SheetReply> {
        let file = self.file.as_ref()?;
        let total = file.index.n_records();
        let check = self.check.as_mut()?;
        let n_rows = batch_len(file, check.n_done, self.n_batch);
        if n_rows == 0 {
            self.check = None;
            return Some(SheetReply::Checked { total });
        }

        let end = check.n_done.saturating_add(n_rows);
        let n_all = file.index.records.len();
        let mut rows: Vec<CheckedRow> = Vec::with_capacity(n_rows);
        file.index.parse_range(&file.bytes, check.n_done..end, |span, record| {
            rows.push(check.checker.check(span.number, record));
        });
        if end == n_all && file.index.is_unclosed {
            mark_unclosed(&mut rows);
        }
        check.n_done = end;
        Some(SheetReply::Batch { rows, done: u32::try_from(end).unwrap_or(total), total })
    }

    fn failed(&self, rows: &[(u32, String)], reason_heading: &str) -> Answer {
        let Some(file) = &self.file else {
            return (SheetReply::Refused(SheetError::NoFile), None);
        };
        let name = failed::name_of(&file.name, reason_heading);
        let mime = failed::mime_of(file.encoding).to_owned();
        (SheetReply::File { name, mime }, Some(failed::write(file, rows, reason_heading)))
    }

    fn push_export(&mut self, headings: &[String], rows: &[Vec<ExportCell>]) {
        let export = self.export.get_or_insert_with(|| Export::new(headings));
        for row in rows {
            export.push(row);
        }
    }

    fn finish_export(&mut self, name: String) -> Option<Answer> {
        let bytes = self.export.take()?.finish();
        Some((SheetReply::File { name, mime: export::MIME.to_owned() }, Some(bytes)))
    }
}

/// Whether a heading looks like a code or a telephone number: then it is the first customer.
fn is_number(heading: &str) -> bool {
    heading.len() >= 5 && heading.bytes().all(|byte| byte.is_ascii_digit())
}

/// Number of records of the next batch: at least one while there is one.
fn batch_len(file: &OpenFile, n_done: usize, n_batch: usize) -> usize {
    let rest = file.index.records.get(n_done..).unwrap_or_default();
    let Some(first) = rest.first() else { return 0 };
    let is_near = |end: u32| end.saturating_sub(first.start) <= BATCH_BYTES_MAX;
    rest.iter().take(n_batch).take_while(|span| is_near(span.end)).count().max(1)
}

/// Says of the last record only that its quote is not closed: its cells are not what they seem.
fn mark_unclosed(rows: &mut [CheckedRow]) {
    if let Some(last) = rows.last_mut() {
        last.values.clear();
        last.errors = vec![RowError::UnclosedQuote];
    }
}
