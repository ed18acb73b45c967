//! The worker as a function of its messages. It answers a request with a bounded piece of work
//! and waits for the next one, so that a file of any size never blocks and can be given up. Not
//! here: the browser.

use std::collections::BTreeSet;

use jipan_book::sheet::{
    CheckedRow, ExportCell, ExportFormat, SheetError, SheetKind, SheetReply, SheetRequest,
};
use jipan_rules::schema::FieldId;

use crate::check::Checker;
use crate::decode::is_zip;
use crate::export::Export;
use crate::guess::Guesser;
use crate::open::{Limits, OpenFile};
use crate::source::{FailedFile, Source};
use crate::workbook::{Opened, Opening};

/// A reply and the bytes of the file that travels beside it.
pub type Answer = (SheetReply, Option<Vec<u8>>);

/// Number of records in a batch.
const N_BATCH: usize = 500;

/// One worker: at most one open file, one check and one export.
#[derive(Debug)]
pub struct Session {
    limits: Limits,
    n_batch: usize,
    guesser: Guesser,
    work: Work,
    export: Option<Export>,
}

/// What is open, and what is being done with it.
#[derive(Debug)]
enum Work {
    /// No file.
    Nothing,
    /// A workbook is being read.
    Opening(Box<Opening>),
    /// A file is open.
    Open(Source),
    /// Its records are being checked.
    Checking { source: Source, checker: Checker, n_done: usize },
}

impl Default for Session {
    fn default() -> Self {
        Self::new(Limits::default(), N_BATCH)
    }
}

impl Session {
    /// A worker with limits and a number of records per batch of its own; at least one.
    pub fn new(limits: Limits, n_batch: usize) -> Self {
        let n_batch = n_batch.max(1);
        Self { limits, n_batch, guesser: Guesser::default(), work: Work::Nothing, export: None }
    }

    /// Answers a request, of which `body` is the file that travels beside it.
    pub fn handle(&mut self, request: SheetRequest, body: Option<Vec<u8>>) -> Vec<Answer> {
        match request {
            SheetRequest::Open { file_name, remembered, today: _ } => {
                self.guesser = Guesser::new(&remembered);
                vec![(self.open(file_name, body.unwrap_or_default()), None)]
            }
            SheetRequest::Sheet { sheet } => vec![(self.open_sheet(sheet), None)],
            SheetRequest::Kind { kind } => vec![(self.take_for(kind), None)],
            SheetRequest::Check { kind, mapping } => vec![(self.begin_check(kind, &mapping), None)],
            SheetRequest::More => self.go_on().map(|reply| (reply, None)).into_iter().collect(),
            SheetRequest::Cancel => {
                self.give_up();
                Vec::new()
            }
            SheetRequest::Failed { rows, reason_heading } => {
                vec![self.failed(&rows, &reason_heading)]
            }
            SheetRequest::Export { format, headings, rows, last, file_name } => {
                let pushed = self.push_export(format, &headings, &rows, &file_name);
                let finished = match pushed {
                    Ok(()) if last => self.finish_export(file_name),
                    Ok(()) => return Vec::new(),
                    Err(error) => Err(error),
                };
                vec![finished.unwrap_or_else(|error| {
                    self.export = None;
                    (SheetReply::Refused(error), None)
                })]
            }
        }
    }

    fn open(&mut self, name: String, bytes: Vec<u8>) -> SheetReply {
        self.work = Work::Nothing;
        let opened = self.limits.check_size(&bytes).and_then(|()| {
            if is_zip(&bytes) {
                let guesser = self.guesser.clone();
                Opening::new(name, bytes, guesser, self.limits).map(|it| self.read_on(it))
            } else {
                OpenFile::new(name, bytes, &self.guesser, self.limits)
                    .map(|file| self.preview(Source::Text(file), None))
            }
        });
        opened.unwrap_or_else(SheetReply::Refused)
    }

    fn open_sheet(&mut self, sheet: u32) -> SheetReply {
        self.give_up();
        match core::mem::replace(&mut self.work, Work::Nothing) {
            Work::Open(Source::Workbook(file)) => {
                let idx = usize::try_from(sheet).unwrap_or(usize::MAX);
                match Opening::of_sheet(*file, idx, self.guesser.clone(), self.limits) {
                    Ok(opening) => self.read_on(opening),
                    Err(error) => SheetReply::Refused(error),
                }
            }
            other @ (Work::Nothing
            | Work::Opening(_)
            | Work::Open(Source::Text(_))
            | Work::Checking { .. }) => {
                self.work = other;
                SheetReply::Refused(SheetError::NoFile)
            }
        }
    }

    fn read_on(&mut self, opening: Opening) -> SheetReply {
        match opening.step() {
            Ok(Opened::Going(opening, done, total)) => {
                self.work = Work::Opening(opening);
                SheetReply::Reading { done, total }
            }
            Ok(Opened::Done(file)) => self.preview(Source::Workbook(file), None),
            Err(error) => SheetReply::Refused(error),
        }
    }

    /// Shows the open file once more, as one of this kind.
    fn take_for(&mut self, kind: SheetKind) -> SheetReply {
        self.give_up();
        match core::mem::replace(&mut self.work, Work::Nothing) {
            Work::Open(source) => self.preview(source, Some(kind)),
            other @ (Work::Nothing | Work::Opening(_) | Work::Checking { .. }) => {
                self.work = other;
                SheetReply::Refused(SheetError::NoFile)
            }
        }
    }

    /// Shows the file that was opened, unless it has no headings at all.
    fn preview(&mut self, source: Source, kind: Option<SheetKind>) -> SheetReply {
        let headings = source.headings().to_vec();
        let is_asked = kind.is_some();
        let (kind, guessed) = match kind {
            Some(kind) => (kind, self.guesser.guess(kind, &headings)),
            None => self.guesser.best(&headings),
        };
        let is_one_of_many = match &source {
            Source::Text(_) => false,
            Source::Workbook(file) => file.package.sheets.len() > 1,
        };
        if headings.is_empty() && !is_one_of_many {
            return SheetReply::Refused(SheetError::Empty);
        }
        let is_known = guessed.iter().any(Option::is_some);
        if !is_known && !is_asked && !is_one_of_many && headings.iter().any(|it| is_number(it)) {
            return SheetReply::Refused(SheetError::NoHeader);
        }
        let reply = SheetReply::Preview {
            format: source.format(),
            kind,
            headings,
            guessed,
            sample: source.sample(),
            n_records: short(source.n_records()),
        };
        self.work = Work::Open(source);
        reply
    }

    fn begin_check(&mut self, kind: SheetKind, mapping: &[Option<FieldId>]) -> SheetReply {
        self.give_up();
        let Work::Open(source) = core::mem::replace(&mut self.work, Work::Nothing) else {
            return SheetReply::Refused(SheetError::NoFile);
        };
        let mut seen = BTreeSet::new();
        if let Some(field) = mapping.iter().flatten().find(|id| !seen.insert(**id)) {
            self.work = Work::Open(source);
            return SheetReply::Refused(SheetError::MappedTwice { field: *field });
        }
        let checker = Checker::new(kind, source.headings(), mapping);
        self.next_batch(source, checker, 0)
    }

    /// The next piece of what is under way; `None` when nothing is.
    fn go_on(&mut self) -> Option<SheetReply> {
        match core::mem::replace(&mut self.work, Work::Nothing) {
            Work::Opening(opening) => Some(self.read_on(*opening)),
            Work::Checking { source, checker, n_done } => {
                Some(self.next_batch(source, checker, n_done))
            }
            at_rest @ (Work::Nothing | Work::Open(_)) => {
                self.work = at_rest;
                None
            }
        }
    }

    /// The next batch, or the end of the check.
    fn next_batch(&mut self, source: Source, mut checker: Checker, n_done: usize) -> SheetReply {
        let rows: Vec<CheckedRow> = source.check(&mut checker, n_done, self.n_batch);
        let total = short(source.n_records());
        if rows.is_empty() {
            self.work = Work::Open(source);
            return SheetReply::Checked { total };
        }
        let n_done = n_done.saturating_add(rows.len());
        self.work = Work::Checking { source, checker, n_done };
        SheetReply::Batch { rows, done: short(n_done), total }
    }

    /// Gives up a check and an export; the file stays open.
    fn give_up(&mut self) {
        self.export = None;
        let work = core::mem::replace(&mut self.work, Work::Nothing);
        self.work = match work {
            Work::Checking { source, .. } => Work::Open(source),
            Work::Nothing | Work::Opening(_) | Work::Open(_) => work,
        };
    }

    fn failed(&self, rows: &[(u32, String)], reason_heading: &str) -> Answer {
        let written = match &self.work {
            Work::Open(source) | Work::Checking { source, .. } => {
                source.failed(rows, reason_heading)
            }
            Work::Nothing | Work::Opening(_) => Err(SheetError::NoFile),
        };
        match written {
            Ok(FailedFile { name, mime, bytes }) => {
                (SheetReply::File { name, mime: mime.to_owned() }, Some(bytes))
            }
            Err(error) => (SheetReply::Refused(error), None),
        }
    }

    fn push_export(
        &mut self,
        format: ExportFormat,
        headings: &[String],
        rows: &[Vec<ExportCell>],
        file_name: &str,
    ) -> Result<(), SheetError> {
        let mut export = match self.export.take() {
            Some(export) => export,
            None => Export::new(format, headings, file_name, rows)?,
        };
        for row in rows {
            export.push(row)?;
        }
        self.export = Some(export);
        Ok(())
    }

    fn finish_export(&mut self, name: String) -> Result<Answer, SheetError> {
        let export = self.export.take().ok_or(SheetError::NotWritten)?;
        let mime = export.mime().to_owned();
        Ok((SheetReply::File { name, mime }, Some(export.finish()?)))
    }
}

fn short(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether a heading looks like a code or a telephone number: then it is the first customer.
fn is_number(heading: &str) -> bool {
    heading.len() >= 5 && heading.bytes().all(|byte| byte.is_ascii_digit())
}
