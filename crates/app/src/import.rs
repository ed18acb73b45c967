//! Taking in a file: the worker reads and checks, here its rows meet the book. Nothing is written
//! before the last row was seen, and then all of it in one transaction.

mod again;
mod found;
mod judge;
mod judge_order;
mod judge_product;
pub(crate) mod keys;
mod orders;
mod remember;
mod rounded;
mod rows;
mod sheet;
mod state;

use jipan_book::sheet::{CheckedRow, SheetKind, SheetReply, SheetRequest};
use jipan_book::{Action, BatchInfo, BatchKind, Op};
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::values::ids::BatchId;

use crate::commit::Mark;
use crate::effect::{Effect, FileHandle};
use crate::env::Env;
use crate::event::Event;
use crate::job::Job;
use crate::model::{BulkPurpose, Model};
use crate::view::{ImportResult, Notice};

pub(crate) use judge::JudgeJob;
use judge::Trade;
pub(crate) use rounded::Roundings;
pub(crate) use rows::Matching;
use rows::flush;
pub(crate) use sheet::Sheet;
use sheet::columns_of;
pub(crate) use state::{Checking, ImportModel, Outcome};
use state::{Gathering, Judging};

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    pub(crate) fn on_import(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::ImportFileChosen { file, name, .. } => self.file_chosen(file, name, env),
            Event::SheetChosen { sheet } => self.ask_for_preview(SheetRequest::Sheet { sheet }),
            Event::SheetKindChosen(kind) => self.ask_for_preview(SheetRequest::Kind { kind }),
            Event::MappingSet { column, field } => {
                if let ImportModel::Mapping(sheet) = &mut self.import {
                    if let Some(column) = sheet.columns.get_mut(column) {
                        column.field = field;
                    }
                    sheet.mark_doubles();
                }
                Vec::new()
            }
            Event::ImportStarted => self.start_import(env),
            Event::ImportCancelled => self.cancel_import(),
            Event::ImportClosed if self.import.is_at_rest() => {
                self.import = ImportModel::Idle;
                vec![Effect::SheetClose]
            }
            Event::SheetAnswered(reply) => self.sheet_answered(*reply, env),
            Event::SheetDied => self.sheet_died(),
            Event::FileReady { url, name } => self.file_ready(url, name),
            Event::DifferencesDecided { scope, side } => self.differences_decided(scope, side, env),
            Event::BatchUndoPressed(batch) => self.undo_batch(batch),
            Event::LoadSamplePressed => self.load_sample(env),
            Event::RemoveSamplePressed => self.remove_sample(),
            _ => Vec::new(),
        }
    }

    fn file_chosen(&mut self, file: FileHandle, name: String, env: &Env) -> Vec<Effect> {
        let is_busy = !self.import.is_at_rest()
            && !matches!(self.import, ImportModel::Reading { .. } | ImportModel::Mapping(_));
        if is_busy || self.is_exporting {
            return Vec::new();
        }
        self.import = ImportModel::Reading { name: name.clone(), done: 0, total: 0 };
        let remembered = self.remembered_mapping();
        let request = SheetRequest::Open { file_name: name, remembered, today: env.today };
        vec![Effect::SheetClose, Effect::SheetOpen { file, request }]
    }

    /// Another sheet of the open workbook is read, or the file is taken for another kind; what was
    /// corrected is given up.
    fn ask_for_preview(&mut self, request: SheetRequest) -> Vec<Effect> {
        let ImportModel::Mapping(known) = &self.import else { return Vec::new() };
        self.import = ImportModel::Reading { name: known.name.clone(), done: 0, total: 0 };
        vec![Effect::SheetSend(request)]
    }

    fn start_import(&mut self, env: &mut Env) -> Vec<Effect> {
        if !self.may_write() || self.is_bulk_running() {
            return Vec::new();
        }
        let ImportModel::Mapping(sheet) = &self.import else { return Vec::new() };
        let kind = match sheet.kind {
            SheetKind::Customers => RecordKind::Customer,
            SheetKind::Products => RecordKind::Product,
            SheetKind::Orders => RecordKind::Order,
        };
        if may(self.writer.role, Verb::Import, kind, None).is_err() {
            self.notify(Notice::NotAllowed);
            return Vec::new();
        }
        if sheet.problem().is_some() {
            return Vec::new();
        }
        let sheet = sheet.clone();
        let request = SheetRequest::Check { kind: sheet.kind, mapping: sheet.mapping() };
        let value = self.remember_mapping(sheet.kind, &sheet.columns);
        self.import = self.checking_of(sheet, BatchId::new(env.ids.fresh()));
        vec![Effect::SaveSetting { key: "mapping".into(), value }, Effect::SheetSend(request)]
    }

    fn checking_of(&self, sheet: Sheet, batch: BatchId) -> ImportModel {
        let (name, done, total) = (sheet.name.clone(), 0, sheet.n_records);
        let trade = match sheet.kind {
            SheetKind::Customers => {
                return ImportModel::Checking(Box::new(Checking {
                    sheet,
                    batch,
                    matching: Matching::new(&self.book),
                    changes: Vec::new(),
                    failures: Vec::new(),
                    rounded: Roundings::default(),
                    done,
                    total,
                }));
            }
            SheetKind::Products => Trade::Products(Vec::new()),
            SheetKind::Orders => Trade::Orders(Box::default()),
        };
        ImportModel::Gathering(Box::new(Gathering { name, batch, trade, done, total }))
    }

    fn cancel_import(&mut self) -> Vec<Effect> {
        match &self.import {
            ImportModel::Reading { .. } | ImportModel::Mapping(_) => {}
            ImportModel::Checking(_) | ImportModel::Gathering(_) | ImportModel::Judging(_) => {
                self.notify(Notice::ImportCancelled);
            }
            ImportModel::Idle
            | ImportModel::Saving(_)
            | ImportModel::Done(_)
            | ImportModel::Refused { .. } => return Vec::new(),
        }
        self.import = ImportModel::Idle;
        vec![Effect::SheetClose]
    }

    fn sheet_answered(&mut self, reply: SheetReply, env: &mut Env) -> Vec<Effect> {
        match reply {
            SheetReply::Reading { done, total } => {
                let ImportModel::Reading { name, .. } = &self.import else { return Vec::new() };
                self.import = ImportModel::Reading { name: name.clone(), done, total };
                vec![Effect::SheetSend(SheetRequest::More)]
            }
            SheetReply::Preview { format, kind, headings, guessed, sample, n_records } => {
                let ImportModel::Reading { name, .. } = &self.import else { return Vec::new() };
                let columns = columns_of(headings, &guessed, &sample);
                let sheet = Sheet::new(name.clone(), (format, kind), n_records, columns);
                self.import = ImportModel::Mapping(sheet);
                Vec::new()
            }
            SheetReply::Batch { rows, done, total } => {
                if !self.take_batch(rows, (done, total), env) {
                    return Vec::new();
                }
                vec![Effect::SheetSend(SheetRequest::More)]
            }
            SheetReply::Checked { .. } => self.all_checked(env),
            SheetReply::File { .. } => Vec::new(),
            SheetReply::Refused(error) => {
                self.is_exporting = false;
                match self.import.name_while_working() {
                    Some(name) => self.import = ImportModel::Refused { name, error },
                    None => self.notify(Notice::FileNotWritten(error)),
                }
                vec![Effect::SheetClose]
            }
        }
    }

    /// The next rows of the worker; whether they were waited for.
    fn take_batch(
        &mut self,
        rows: Vec<CheckedRow>,
        (done, total): (u32, u32),
        env: &mut Env,
    ) -> bool {
        match core::mem::replace(&mut self.import, ImportModel::Idle) {
            ImportModel::Checking(mut checking) => {
                self.match_rows(&mut checking, rows, env);
                (checking.done, checking.total) = (done, total);
                self.import = ImportModel::Checking(checking);
                true
            }
            ImportModel::Gathering(mut gathering) => {
                gathering.trade.take(rows);
                (gathering.done, gathering.total) = (done, total);
                self.import = ImportModel::Gathering(gathering);
                true
            }
            other @ (ImportModel::Idle
            | ImportModel::Reading { .. }
            | ImportModel::Mapping(_)
            | ImportModel::Judging(_)
            | ImportModel::Saving(_)
            | ImportModel::Done(_)
            | ImportModel::Refused { .. }) => {
                self.import = other;
                false
            }
        }
    }

    /// Every row was seen.
    fn all_checked(&mut self, env: &mut Env) -> Vec<Effect> {
        match core::mem::replace(&mut self.import, ImportModel::Idle) {
            ImportModel::Checking(checking) => self.customers_checked(checking, env),
            ImportModel::Gathering(gathering) => {
                let Gathering { name, batch, trade, .. } = *gathering;
                let job = JudgeJob::new(name.clone(), batch, trade);
                let total = u32::try_from(job.n()).unwrap_or(u32::MAX);
                self.import = ImportModel::Judging(Judging { name, batch, done: 0, total });
                self.start_job(Job::Judge(Box::new(job)))
            }
            other @ (ImportModel::Idle
            | ImportModel::Reading { .. }
            | ImportModel::Mapping(_)
            | ImportModel::Judging(_)
            | ImportModel::Saving(_)
            | ImportModel::Done(_)
            | ImportModel::Refused { .. }) => {
                self.import = other;
                Vec::new()
            }
        }
    }

    /// Every customer was seen: all that is good is written at once.
    fn customers_checked(&mut self, mut checking: Box<Checking>, env: &mut Env) -> Vec<Effect> {
        self.judge_again(&mut checking, env);
        self.match_aliased(&mut checking.matching);
        let counts = checking.matching.counts();
        let n_failed = checking.failures.len();
        let has_writes = !checking.changes.is_empty() || checking.matching.has_ops();
        let result = ImportResult {
            batch: has_writes.then_some(checking.batch),
            n_added: counts.added,
            n_updated: counts.updated,
            n_unchanged: counts.unchanged,
            n_differing: counts.differing,
            rounded: checking.rounded.into_list(),
            ..ImportResult::of(checking.sheet.name.clone(), &checking.failures)
        };
        if !has_writes {
            let outcome = Outcome { result, failures: checking.failures };
            self.import = ImportModel::Done(Box::new(outcome));
            return self.failed_rows_file();
        }
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut ops = checking.matching.take_ops();
        ops.push(Op::Batch(BatchInfo {
            id: checking.batch,
            kind: BatchKind::Import,
            name: checking.sheet.name.clone(),
            n_added: short(counts.added),
            n_updated: short(counts.updated),
            n_failed: short(n_failed),
        }));
        let mark = Mark { batch: Some(checking.batch), ..Mark::of(Action::Import) };
        checking.changes.extend(self.encode_split(mark, ops, env));
        let outcome = Outcome { result, failures: checking.failures };
        self.import = ImportModel::Saving(Box::new(outcome));
        self.commit_bulk(checking.changes, BulkPurpose::Import(checking.batch))
    }

    /// The imported rows are in the book.
    pub(crate) fn import_taken_in(&mut self, _env: &Env) -> Vec<Effect> {
        let taken = core::mem::replace(&mut self.import, ImportModel::Idle);
        let ImportModel::Saving(outcome) = taken else {
            self.import = taken;
            return Vec::new();
        };
        self.import = ImportModel::Done(outcome);
        self.failed_rows_file()
    }

    /// The rows could not be written: nothing came in, the file is still there to try again.
    pub(crate) fn import_not_saved(&mut self) -> Vec<Effect> {
        self.import = ImportModel::Idle;
        vec![Effect::SheetClose]
    }

    /// A batch was taken back.
    pub(crate) fn import_undone(&mut self, batch: BatchId, is_undone: bool) {
        if let ImportModel::Done(outcome) = &mut self.import
            && outcome.result.batch == Some(batch)
        {
            outcome.result.is_undone = is_undone;
        }
    }

    /// What was taken back was done again.
    pub(crate) fn import_redone(&mut self) {
        if let ImportModel::Done(outcome) = &mut self.import {
            outcome.result.is_undone = false;
        }
    }

    /// Has the failed rows written to a file, or ends the worker when there are none.
    fn failed_rows_file(&mut self) -> Vec<Effect> {
        if let ImportModel::Done(outcome) = &self.import
            && !outcome.failures.is_empty()
        {
            return vec![Effect::SheetFailed { rows: outcome.failures.clone() }];
        }
        vec![Effect::SheetClose]
    }

    fn file_ready(&mut self, url: String, name: String) -> Vec<Effect> {
        if core::mem::take(&mut self.is_exporting) {
            return vec![Effect::Download { url, name }, Effect::SheetClose];
        }
        if let ImportModel::Done(outcome) = &mut self.import {
            outcome.result.failed_file = Some((url, name));
        }
        vec![Effect::SheetClose]
    }

    fn sheet_died(&mut self) -> Vec<Effect> {
        self.is_exporting = false;
        if !self.import.is_at_rest() && !matches!(self.import, ImportModel::Saving(_)) {
            self.import = ImportModel::Idle;
        }
        self.notify(Notice::SheetDied);
        vec![Effect::SheetClose]
    }
}
