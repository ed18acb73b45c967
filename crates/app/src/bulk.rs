//! One value for many customers: choosing, counting what it would do, doing it as one batch. Not
//! here: what becomes of a single customer (`plan`), going through them (`job`).

mod job;
mod plan;

use std::collections::BTreeSet;
use std::rc::Rc;

use jipan_book::sorting::gathered;
use jipan_book::{BatchInfo, BatchKind, Op};
use jipan_rules::schema::{FieldDef, FieldId, Tag};
use jipan_rules::values::ids::{BatchId, CustomerId};

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::job::Job;
use crate::model::Model;
use crate::view::{BulkMissing, BulkTally, DraftError};

pub(crate) use job::BulkJob;
pub(crate) use plan::{Target, bulk_fields};

/// Most characters of a reason.
const REASON_CHARS_MAX: usize = 200;

/// A bulk edit that is open.
#[derive(Debug)]
pub(crate) struct BulkModel {
    /// The customers it is about, in the order of the list. By id: rows are others when another tab
    /// brings a book.
    pub(crate) customers: Rc<[CustomerId]>,
    pub(crate) is_picked: bool,
    pub(crate) field: Option<&'static FieldDef>,
    pub(crate) is_emptying: bool,
    pub(crate) text: String,
    /// Why the text is no value; shown once the box was left.
    pub(crate) error: Option<DraftError>,
    pub(crate) reason: String,
    pub(crate) stage: BulkStage,
}

/// How far a bulk edit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BulkStage {
    /// No valid value yet.
    Choosing,
    /// It is being counted.
    Counting,
    /// It is known what it would do.
    Counted(Rc<BulkTally>),
    /// Changes are being made: customers done.
    Making(usize),
    /// The changes are being written and taken in.
    Saving,
}

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this sheet only, and names each of them"
    )]
    pub(crate) fn on_bulk(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::PickingToggled => {
                let is_on = self.list.picks.is_some();
                self.list.picks = (!is_on).then(BTreeSet::new);
            }
            Event::CustomerPicked(id) => {
                if let Some(picks) = &mut self.list.picks
                    && !picks.remove(&id)
                {
                    picks.insert(id);
                }
            }
            Event::AllPicked { is_on } => self.pick_all(is_on),
            Event::BulkOpened => self.open_bulk(),
            Event::BulkClosed => self.close_bulk(),
            Event::BulkPressed => return self.start_bulk(env),
            choice => return self.choose(choice),
        }
        Vec::new()
    }

    fn pick_all(&mut self, is_on: bool) {
        if self.list.picks.is_none() {
            return;
        }
        let rows = self.list.selection.rows.iter().filter(|_| is_on);
        let all: BTreeSet<CustomerId> = gathered(rows.filter_map(|row| self.book.id_of(*row)));
        match &mut self.list.picks {
            // What was picked in an earlier list stays picked.
            Some(picks) if is_on => picks.extend(all),
            picks => *picks = Some(all),
        }
    }

    /// The customers that a tool works on, in the order of the list: those picked, else all that are
    /// shown. Those that were picked in an earlier list and are not in this one come last.
    pub(crate) fn chosen_customers(&self) -> Vec<CustomerId> {
        let rows = self.list.selection.rows.iter();
        let listed = rows.filter_map(|row| self.book.id_of(*row));
        let Some(picks) = &self.list.picks else { return listed.collect() };
        let mut chosen: Vec<CustomerId> = listed.filter(|id| picks.contains(id)).collect();
        if chosen.len() < picks.len() {
            let seen: BTreeSet<CustomerId> = gathered(chosen.iter().copied());
            chosen.extend(picks.difference(&seen));
        }
        chosen
    }

    fn open_bulk(&mut self) {
        let customers = self.chosen_customers();
        if customers.is_empty() || self.list.bulk.is_some() {
            return;
        }
        self.list.bulk = Some(BulkModel {
            customers: customers.into(),
            is_picked: self.list.picks.is_some(),
            field: None,
            is_emptying: false,
            text: String::new(),
            error: None,
            reason: String::new(),
            stage: BulkStage::Choosing,
        });
    }

    /// Closes the sheet, unless the changes are on their way already.
    fn close_bulk(&mut self) {
        self.list.bulk.take_if(|bulk| bulk.stage != BulkStage::Saving);
        self.stop_bulk_job();
    }

    /// The screen goes: the sheet closes, but what was confirmed is done all the same.
    pub(crate) fn leave_bulk(&mut self) {
        let is_confirmed = |bulk: &BulkModel| matches!(bulk.stage, BulkStage::Making(_));
        if !self.list.bulk.as_ref().is_some_and(is_confirmed) {
            self.close_bulk();
        }
    }

    fn stop_bulk_job(&mut self) {
        self.jobs.retain(|job| !matches!(job, Job::Bulk(_)));
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this sheet only, and names each of them"
    )]
    fn choose(&mut self, event: Event) -> Vec<Effect> {
        let role = self.writer.role;
        let Some(bulk) = &mut self.list.bulk else { return Vec::new() };
        if matches!(bulk.stage, BulkStage::Making(_) | BulkStage::Saving) {
            return Vec::new();
        }
        match event {
            Event::BulkFieldChosen(field) => {
                bulk.field = bulk_fields(role).find(|def| Some(def.id) == field);
                bulk.text.clear();
            }
            Event::BulkEmptying(is_on) => bulk.is_emptying = is_on,
            Event::BulkTyped(text) => bulk.text = text,
            Event::BulkReasonTyped(text) => {
                bulk.reason = text.chars().take(REASON_CHARS_MAX).collect();
                return Vec::new();
            }
            Event::BulkLeft => {
                let judged = self.bulk_target();
                if let Some(bulk) = &mut self.list.bulk {
                    bulk.error = judged.err();
                }
                return Vec::new();
            }
            _ => return Vec::new(),
        }
        bulk.error = None;
        self.count_bulk()
    }

    /// What is to be written, if it is known and valid.
    fn bulk_target(&self) -> Result<Option<Target>, DraftError> {
        let Some(BulkModel { field: Some(def), is_emptying, text, .. }) = &self.list.bulk else {
            return Ok(None);
        };
        if *is_emptying {
            return Ok(Some(Target { def, value: None }));
        }
        let value = self.judge(None, def, text)?;
        Ok(value.map(|value| Target { def, value: Some(value) }))
    }

    /// Counts anew what the value would do.
    fn count_bulk(&mut self) -> Vec<Effect> {
        self.stop_bulk_job();
        let target = self.bulk_target().ok().flatten();
        let Some(bulk) = &mut self.list.bulk else { return Vec::new() };
        let Some(target) = target else {
            bulk.stage = BulkStage::Choosing;
            return Vec::new();
        };
        bulk.stage = BulkStage::Counting;
        let customers = Rc::clone(&bulk.customers);
        self.start_job(Job::Bulk(Box::new(BulkJob::count(customers, target))))
    }

    /// What is still missing before it can be done.
    pub(crate) fn bulk_missing(&self, bulk: &BulkModel) -> Option<BulkMissing> {
        if bulk.field.is_none() {
            return Some(BulkMissing::Field);
        }
        let tally = match &bulk.stage {
            BulkStage::Choosing => return Some(BulkMissing::Value),
            BulkStage::Counting | BulkStage::Making(_) | BulkStage::Saving => {
                return Some(BulkMissing::Count);
            }
            BulkStage::Counted(tally) => tally,
        };
        if tally.n_changing() == 0 {
            return Some(BulkMissing::Change);
        }
        if bulk.asks_reason() && bulk.reason.trim().is_empty() {
            return Some(BulkMissing::Reason);
        }
        (!self.may_write() || self.is_bulk_running()).then_some(BulkMissing::Writer)
    }

    fn start_bulk(&mut self, env: &mut Env) -> Vec<Effect> {
        let target = self.bulk_target().ok().flatten();
        let (Some(bulk), Some(target)) = (&self.list.bulk, target) else { return Vec::new() };
        if self.bulk_missing(bulk).is_some() {
            return Vec::new();
        }
        let reason = bulk.reason.trim();
        let reason = (!reason.is_empty()).then(|| reason.into());
        let customers = Rc::clone(&bulk.customers);
        let batch = BatchId::new(env.ids.fresh());
        if !self.is_allowed(&asked(&target, batch, bulk)) {
            return Vec::new();
        }
        if let Some(bulk) = &mut self.list.bulk {
            bulk.stage = BulkStage::Making(0);
        }
        self.start_job(Job::Bulk(Box::new(BulkJob::make(customers, target, batch, reason))))
    }

    /// The changes are in the book: the sheet goes, and what was picked.
    pub(crate) fn bulk_taken_in(&mut self) {
        self.list.bulk = None;
        self.list.picks = None;
    }

    /// The changes could not be written: everything chosen is still there to try again.
    pub(crate) fn bulk_not_saved(&mut self) -> Vec<Effect> {
        self.count_bulk()
    }
}

impl BulkModel {
    /// Whether the reason is asked: a value that rarely changes would be written over.
    pub(crate) fn asks_reason(&self) -> bool {
        let is_static = self.field.is_some_and(|def| def.tag == Tag::Static);
        let is_replacing = match &self.stage {
            BulkStage::Counted(tally) => tally.n_replaced > 0,
            BulkStage::Making(_) | BulkStage::Saving => !self.reason.is_empty(),
            BulkStage::Choosing | BulkStage::Counting => false,
        };
        is_static && is_replacing
    }
}

/// One write of each kind the batch has, to ask leave for all of them before the first is made.
fn asked(target: &Target, batch: BatchId, bulk: &BulkModel) -> [Op; 2] {
    let field: FieldId = target.def.id;
    let id = CustomerId::new(batch.uuid());
    let (name, n_updated) =
        (String::new(), u32::try_from(bulk.customers.len()).unwrap_or(u32::MAX));
    let kind = BatchKind::BulkEdit;
    let info = BatchInfo { id: batch, kind, name, n_added: 0, n_updated, n_failed: 0 };
    let value = target.value.clone();
    let put = Op::Put { id, field, value, base: None, was: None, was_on: None, reason: None };
    [put, Op::Batch(info)]
}
