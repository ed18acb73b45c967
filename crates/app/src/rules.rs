//! 规则: what a company sets, from which day on, and who would stand otherwise by it. A rule is
//! previewed before it is set, on the orders that are known today. Not here: what a rule holds, and
//! what follows from it.

use jipan_book::Action;
use jipan_book::standing::{Standing, StandingsJob};
use jipan_rules::NaiveDate;
use jipan_rules::period::Month;
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::setting::{InForce, RuleError, RuleKey, RuleSource, RuleValue};
use jipan_rules::values::ids::CustomerId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::RulesEvent;
use crate::job::{Job, Slice};
use crate::model::Model;

/// Customers that are read in one unit of work.
const ROWS_PER_UNIT: u32 = 64;
/// So many of those who would move are shown at once.
const MOVES_SHOWN: usize = 100;
/// Progress is drawn each time that so many rows more are read.
const PERCENT_ROWS: u32 = 10_000;

/// A rule that is being changed.
#[derive(Debug)]
pub(crate) struct RuleEdit {
    pub(crate) key: RuleKey,
    /// The texts of its slots.
    pub(crate) texts: Vec<String>,
    pub(crate) from: Option<NaiveDate>,
    /// Who would stand otherwise, as far as it was asked.
    pub(crate) moves: Option<Vec<Move>>,
    /// So many of them are shown.
    pub(crate) n_shown: usize,
}

/// A customer that would stand otherwise: how it stands, and how it would.
pub(crate) type Move = (CustomerId, [Standing; 2]);

/// How customers stand by the rules as they are, then by those with the other one.
#[derive(Debug)]
pub(crate) struct PreviewJob {
    /// What it was begun for.
    made_for: (u64, NaiveDate),
    jobs: [StandingsJob; 2],
}

impl RuleEdit {
    /// What was typed as a rule.
    pub(crate) fn value(&self) -> Result<RuleValue, Vec<RuleError>> {
        RuleValue::parse_slots(self.key, &self.texts)
    }
}

/// Whether customers may stand otherwise by a rule.
pub(crate) fn moves_customers(key: RuleKey) -> bool {
    match key {
        RuleKey::Tiers
        | RuleKey::Period
        | RuleKey::ScaleCutoffs
        | RuleKey::GradeMatrix
        | RuleKey::StructureLine => true,
        RuleKey::Integrity
        | RuleKey::ServiceLevels
        | RuleKey::ReviewAmount
        | RuleKey::ClassCheckDays => false,
    }
}

impl Model {
    pub(crate) fn on_rules(&mut self, event: RulesEvent, env: &Env) -> Vec<Effect> {
        match event {
            RulesEvent::Opened(key) => self.open_rule(key, env),
            RulesEvent::Typed { slot, text } => {
                if let Some(edit) = &mut self.rule_edit
                    && let Some(old) = edit.texts.get_mut(usize::from(slot))
                {
                    *old = text;
                    self.forget_preview();
                }
            }
            RulesEvent::DayChosen(day) => {
                if let Some(edit) = &mut self.rule_edit {
                    edit.from = day;
                    self.forget_preview();
                }
            }
            RulesEvent::Previewed => return self.preview_rule(),
            RulesEvent::PreviewCancelled => self.forget_preview(),
            RulesEvent::MoreMovesShown => {
                if let Some(edit) = &mut self.rule_edit {
                    edit.n_shown = edit.n_shown.saturating_add(MOVES_SHOWN);
                }
            }
            RulesEvent::Set => return self.set_rule(env),
            RulesEvent::Reverted(key, from) => {
                let op = self.book.put_rule(key.code(), from, None);
                return self.commit_tap(Mark::of(Action::SetRule), vec![op], Vec::new(), env);
            }
        }
        Vec::new()
    }

    /// Whether the person who acts here may set rules.
    pub(crate) fn may_set_rules(&self) -> bool {
        self.may_write() && may(self.writer.role, Verb::Change, RecordKind::Rule, None).is_ok()
    }

    fn open_rule(&mut self, key: Option<RuleKey>, env: &Env) {
        self.close_rule();
        let Some(key) = key.filter(|_| self.may_set_rules()) else { return };
        // What counts then is changed, not what counts today.
        let from = Month::of(env.today).on(1).first_day();
        self.rule_edit = Some(RuleEdit {
            key,
            texts: self.book.rule_book().in_force(key, from).value.slot_texts(),
            from: Some(from),
            moves: None,
            n_shown: MOVES_SHOWN,
        });
    }

    /// Gives up what was typed.
    pub(crate) fn close_rule(&mut self) {
        self.forget_preview();
        self.rule_edit = None;
    }

    /// Ends a preview, and forgets one that is done: it is of something else.
    pub(crate) fn forget_preview(&mut self) {
        self.jobs.retain(|job| !matches!(job, Job::Preview(_)));
        if let Some(edit) = &mut self.rule_edit {
            (edit.moves, edit.n_shown) = (None, MOVES_SHOWN);
        }
    }

    /// The rule that is typed, if all of it is right and it is another one than without it.
    pub(crate) fn typed_rule(&self) -> Option<InForce<RuleValue>> {
        let edit = self.rule_edit.as_ref()?;
        let from = edit.from.filter(|from| *from >= self.today)?;
        let value = edit.value().ok()?;
        let is_other = self.book.rule_book().in_force(edit.key, from).value != value;
        is_other.then_some(InForce { value, from: Some(from), source: RuleSource::Company })
    }

    fn preview_rule(&mut self) -> Vec<Effect> {
        self.forget_preview();
        match self.preview_job() {
            Some(job) => self.start_job(Job::Preview(Box::new(job))),
            None => Vec::new(),
        }
    }

    /// Both by the orders of today, so that nothing but the rule makes a difference.
    fn preview_job(&self) -> Option<PreviewJob> {
        let rule = self.typed_rule()?;
        let rules = self.book.rule_book();
        let now = rules.on(rule.from?);
        let [_, before] = self.standing_rules(self.today);
        let job = |now| StandingsJob::new(self.today, [now, before]);
        let made_for = (self.book.revision(), self.today);
        Some(PreviewJob { made_for, jobs: [job(now), job(now.with(&rule))] })
    }

    pub(crate) fn preview_slice(&mut self, mut job: PreviewJob, units: u32) -> Slice {
        if job.made_for != (self.book.revision(), self.today) {
            match self.preview_job() {
                Some(again) => job = again,
                None => return Slice::Done,
            }
        }
        let n_before = self.n_previewed(&job) / PERCENT_ROWS;
        let n_rows = units.saturating_mul(ROWS_PER_UNIT);
        let [now, then] = &mut job.jobs;
        if now.step(&self.book, n_rows) || then.step(&self.book, n_rows) {
            self.is_dirty |= self.n_previewed(&job) / PERCENT_ROWS > n_before;
            return Slice::More(Job::Preview(Box::new(job)));
        }
        let [now, then] = job.jobs.map(StandingsJob::finish);
        let rows = self.book.rows().zip(now.by_row.iter().zip(&then.by_row));
        let moves = rows.filter_map(|(row, ([now, _], [then, _]))| {
            let is_same = standing_of(now) == standing_of(then);
            if is_same { None } else { Some((self.book.id_of(row)?, [*now, *then])) }
        });
        let moves = moves.collect();
        if let Some(edit) = &mut self.rule_edit {
            edit.moves = Some(moves);
        }
        self.is_dirty = true;
        Slice::Done
    }

    /// Rows read by both, of four times their number.
    fn n_previewed(&self, job: &PreviewJob) -> u32 {
        job.jobs.iter().fold(0, |n, it| it.n_done(&self.book).saturating_add(n))
    }

    /// How much of the preview is computed, in percent, while it is.
    pub(crate) fn percent_previewed(&self) -> Option<u8> {
        let job = self
            .jobs
            .iter()
            .find_map(|job| if let Job::Preview(job) = job { Some(job) } else { None })?;
        let n_all = u64::from(self.book.n_rows().max(1)).saturating_mul(4);
        let share = u64::from(self.n_previewed(job)).saturating_mul(100).checked_div(n_all);
        share.and_then(|it| u8::try_from(it).ok())
    }

    fn set_rule(&mut self, env: &Env) -> Vec<Effect> {
        let Some(rule) = self.typed_rule() else { return Vec::new() };
        let is_previewed = self.rule_edit.as_ref().is_some_and(|it| it.moves.is_some());
        let key = rule.value.key();
        let Some(from) = rule.from.filter(|_| is_previewed || !moves_customers(key)) else {
            return Vec::new();
        };
        let text = rule.value.to_string().into();
        let op = self.book.put_rule(key.code(), from, Some(text));
        let effects = self.commit_tap(Mark::of(Action::SetRule), vec![op], Vec::new(), env);
        if !effects.is_empty() {
            self.close_rule();
        }
        effects
    }
}

/// What a rule can change of how a customer stands.
pub(crate) fn standing_of(it: &Standing) -> (Option<u8>, Option<u8>, Option<u8>) {
    (it.tier, it.grade, it.scale)
}
