//! Field discipline: alerts that are put away, the report on the data, cycles that a company sets.
//! Not here: what is stale, blank or contradictory, which are rules.

use std::rc::Rc;

use jipan_book::alerts::{Alert, alerts};
use jipan_book::quality::Tally;
use jipan_book::{Action, CHANGE_RECORDS_MAX, Row};
use jipan_rules::NaiveDate;
use jipan_rules::contradiction::{Contradiction, contradictions};
use jipan_rules::explain::Explained;
use jipan_rules::freshness::Cycles;
use jipan_rules::schema::{FieldId, Group, fields};
use jipan_rules::values::ids::CustomerId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::view::{AlertView, QualityView};

/// The setting that holds the cycles.
pub(crate) const CYCLES_SETTING: &str = "cycles";
/// Alerts that one tap puts away: as many as one change holds, so that one undo brings them back.
pub(crate) const ALERTS_AT_ONCE: usize = CHANGE_RECORDS_MAX;
/// Customers that are counted in one unit of work.
const ROWS_PER_UNIT: u32 = 64;

/// The report being counted, and for which state of the book and which day.
#[derive(Debug)]
pub(crate) struct QualityJob {
    key: (u64, NaiveDate),
    tally: Tally,
}

/// Pages whose projections are to be computed anew.
#[derive(Debug)]
pub(crate) struct RederiveJob {
    next_page: u32,
}

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this subject only, and names each of them"
    )]
    pub(crate) fn on_quality(&mut self, event: &Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::AlertSeen { customer, field } => self.see_alert(*customer, *field, env),
            Event::AlertsSeen => self.see_alerts(env),
            Event::CycleSet { group, days } => self.set_cycle(*group, *days, env),
            _ => Vec::new(),
        }
    }

    fn see_alert(&mut self, id: CustomerId, field: FieldId, env: &Env) -> Vec<Effect> {
        let Some(row) = self.book.row_of(id) else { return Vec::new() };
        let due = self.book.alerts(row, env.today).find(|it| it.field == field);
        self.see(due.as_slice(), env)
    }

    fn see_alerts(&mut self, env: &Env) -> Vec<Effect> {
        let mut due = alerts(&self.book, env.today);
        due.truncate(ALERTS_AT_ONCE);
        self.see(&due, env)
    }

    fn see(&mut self, due: &[Alert], env: &Env) -> Vec<Effect> {
        let op = |it: &Alert| self.book.see(self.book.id_of(it.row)?, it.field, it.due);
        let ops = due.iter().filter_map(op).collect();
        self.commit_tap(Mark::of(Action::SeeAlert), ops, Vec::new(), env)
    }

    pub(crate) fn alert_view(&self, alert: &Alert) -> Option<AlertView> {
        let Alert { row, field, due, days_left } = *alert;
        let name = self.book.text(row, fields::NAME).unwrap_or_default().to_owned();
        let customer = self.book.id_of(row)?;
        Some(AlertView { customer, name, field, end: due.end, days_left })
    }

    /// Where the file of a customer contradicts itself.
    pub(crate) fn contradictions(&self, row: Row) -> Vec<Explained<Contradiction>> {
        let value = |field| self.book.value(row, field);
        contradictions(self.book.customer_type(row), &value, self.today)
    }

    pub(crate) fn quality_view(&self) -> QualityView {
        let running = self.jobs.iter().find_map(|job| {
            if let Job::Quality(job) = job { Some(job.tally.n_done()) } else { None }
        });
        let percent = |n_done: u32| {
            let share = u64::from(n_done) * 100 / u64::from(self.book.n_rows().max(1));
            u8::try_from(share).unwrap_or(100)
        };
        QualityView {
            report: self.quality.as_ref().map(|(_, report)| Rc::clone(report)),
            percent_counted: running.map(percent),
            cycles: *self.book.cycles(),
            is_read_only: !self.may_write(),
        }
    }

    /// Has the report counted for a state of the book and a day, if it is not there or on its way.
    /// The last one stays on the glass meanwhile.
    pub(crate) fn count_quality(&mut self, key: (u64, NaiveDate)) {
        let is_there = self.quality.as_ref().is_some_and(|(made_for, _)| *made_for == key);
        if is_there || self.jobs.iter().any(|job| matches!(job, Job::Quality(_))) {
            return;
        }
        let job = QualityJob { key, tally: Tally::new(key.1, self.book.rule_book().on(key.1)) };
        self.jobs.push_back(Job::Quality(Box::new(job)));
    }

    pub(crate) fn quality_slice(
        &mut self,
        mut job: QualityJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let key = (self.book.revision(), self.today);
        if job.key != key {
            job = QualityJob { key, tally: Tally::new(key.1, self.book.rule_book().on(key.1)) };
        }
        let percent_before = job.tally.n_done() / PERCENT_ROWS;
        if job.tally.step(&self.book, units.saturating_mul(ROWS_PER_UNIT)) {
            self.is_dirty |= job.tally.n_done() / PERCENT_ROWS > percent_before;
            return Slice::More(Job::Quality(Box::new(job)));
        }
        self.quality = Some((key, Rc::new(job.tally.finish())));
        self.is_dirty = true;
        effects.extend(self.fold_when_due());
        Slice::Done
    }

    fn set_cycle(&mut self, group: Group, days: Option<u16>, env: &Env) -> Vec<Effect> {
        let mut cycles = *self.book.cycles();
        cycles.set(group, days, env.today);
        if !self.may_write() || cycles.set_days(group) == self.book.cycles().set_days(group) {
            return Vec::new();
        }
        let value = cycles.to_text();
        self.settings.insert(CYCLES_SETTING.to_owned(), value.clone());
        self.follow_cycles();
        vec![Effect::SaveSetting { key: CYCLES_SETTING.into(), value }]
    }

    /// Brings the book to the cycles of the settings, which this tab or another one may have set.
    pub(crate) fn follow_cycles(&mut self) {
        let text = self.settings.get(CYCLES_SETTING);
        let cycles = text.map_or_else(Cycles::default, |text| Cycles::of_text(text));
        if cycles == *self.book.cycles() {
            return;
        }
        self.book.set_cycles(cycles);
        // One that runs has to begin again: its first pages rest on other cycles.
        self.jobs.retain(|job| !matches!(job, Job::Rederive(_)));
        self.jobs.push_front(Job::Rederive(RederiveJob { next_page: 0 }));
    }

    pub(crate) fn rederive_slice(
        &mut self,
        mut job: RederiveJob,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        for _ in 0..units.max(1) {
            if job.next_page >= self.book.n_pages() {
                self.is_dirty = true;
                // With their new projections in the pages, opening need not compute them.
                self.wants_fold = true;
                effects.extend(self.fold_when_due());
                return Slice::Done;
            }
            self.book.rederive(job.next_page);
            job.next_page = job.next_page.saturating_add(1);
        }
        Slice::More(Job::Rederive(job))
    }

    /// Whether the book is half way from one state to another, so that nothing is to be derived
    /// from it.
    pub(crate) fn is_between_slices(&self) -> bool {
        // One that waits for the rest of the app changes nothing before that.
        let is_such = |job: &Job| matches!(job, Job::Rederive(_));
        self.has_rest() && (self.is_taking_in() || self.jobs.iter().any(is_such))
    }
}

/// Progress is drawn each time that so many rows more are counted.
const PERCENT_ROWS: u32 = 10_000;
