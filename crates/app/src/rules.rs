//! 规则: what a company sets, from which day on, and who would stand otherwise by it. A rule is
//! previewed before it is set, on the orders that are known today. Not here: what a rule holds, and
//! what follows from it.

use jipan_book::Action;
use jipan_book::standing::{Standing, StandingsJob};
use jipan_rules::NaiveDate;
use jipan_rules::period::Month;
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::setting::{InForce, RuleError, RuleKey, RuleSource, RuleValue, RulesOn};
use jipan_rules::values::ids::CustomerId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::RulesEvent;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::standing::StandingKey;

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
    /// The first day of the version that is to be taken back; none for one that is to be set.
    pub(crate) reverts: Option<NaiveDate>,
    /// Who would stand otherwise, as far as it was asked, and what that was computed for.
    pub(crate) moves: Option<(StandingKey, Vec<Move>)>,
    /// So many of them are shown.
    pub(crate) n_shown: usize,
}

/// A customer that would stand otherwise: how it stands, and how it would.
pub(crate) type Move = (CustomerId, [Standing; 2]);

/// How customers stand by the rules as they are, then by those with the other one.
#[derive(Debug)]
pub(crate) struct PreviewJob {
    /// What it was begun for.
    made_for: StandingKey,
    jobs: [StandingsJob; 2],
}

impl RuleEdit {
    /// What was typed, as a draft keeps it: the day, then a line a slot.
    fn draft(&self) -> String {
        let day = self.from.map(|from| from.to_string()).unwrap_or_default();
        core::iter::once(&day)
            .chain(&self.texts)
            .map(|it| it.replace('\n', " "))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Takes over a draft of the same rule; one with other slots is of another version and left alone.
    fn read(&mut self, draft: &str) {
        let mut lines = draft.split('\n').map(str::to_owned);
        let day = lines.next().unwrap_or_default();
        let texts: Vec<String> = lines.collect();
        if texts.len() == self.texts.len() {
            (self.from, self.texts) = (day.parse().ok(), texts);
        }
    }

    /// What was typed as a rule.
    pub(crate) fn value(&self) -> Result<RuleValue, Vec<RuleError>> {
        RuleValue::parse_slots(self.key, &self.texts)
    }
}

/// The keys of what is typed into the forms of rules begin so.
pub(crate) const RULES_KEY: &str = "rule/";

/// The key of what is typed into the form of a rule.
pub(crate) fn rule_key(key: RuleKey) -> String {
    format!("{RULES_KEY}{}", key.code())
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
            RulesEvent::Opened(Some(key)) => self.open_rule(key, env),
            RulesEvent::Opened(None) => return self.give_up_rule(),
            RulesEvent::Typed { slot, text } => {
                if let Some(edit) = &mut self.rule_edit
                    && let Some(old) = edit.texts.get_mut(usize::from(slot))
                {
                    *old = text;
                    return self.keep_rule();
                }
            }
            RulesEvent::DayChosen(day) => {
                if let Some(edit) = &mut self.rule_edit {
                    edit.from = day;
                    return self.keep_rule();
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
            RulesEvent::Reverted(key, from) => return self.revert_rule(key, from, env),
        }
        Vec::new()
    }

    /// Whether the person who acts here may set rules.
    pub(crate) fn may_set_rules(&self) -> bool {
        self.may_write() && may(self.writer.role, Verb::Change, RecordKind::Rule, None).is_ok()
    }

    /// Opens the form of a rule, with what was typed into it before.
    fn open_rule(&mut self, key: RuleKey, env: &Env) {
        self.close_rule();
        if !self.may_set_rules() {
            return;
        }
        // What counts then is changed, not what counts today.
        let from = Month::of(env.today).on(1).first_day();
        let mut edit = RuleEdit {
            key,
            texts: self.book.rule_book().in_force(key, from).value.slot_texts(),
            from: Some(from),
            reverts: None,
            moves: None,
            n_shown: MOVES_SHOWN,
        };
        if let Some(draft) = self.drafts.texts.get(&rule_key(key)) {
            edit.read(draft);
        }
        self.rule_edit = Some(edit);
    }

    /// What is typed is a draft, and a preview is of something else.
    fn keep_rule(&mut self) -> Vec<Effect> {
        self.forget_preview();
        let Some(edit) = self.rule_edit.as_ref().filter(|it| it.reverts.is_none()) else {
            return Vec::new();
        };
        let (key, draft) = (rule_key(edit.key), edit.draft());
        self.typed(key, &draft)
    }

    /// Closes the form and gives up what was typed into it.
    fn give_up_rule(&mut self) -> Vec<Effect> {
        let set = self.rule_edit.as_ref().filter(|it| it.reverts.is_none());
        let key = set.map(|edit| rule_key(edit.key));
        self.close_rule();
        let key = key.filter(|key| self.drafts.texts.contains_key(key));
        key.map(|key| self.drop_draft(key)).unwrap_or_default()
    }

    /// Takes back what was set for a day: after a preview where customers may stand otherwise by it.
    fn revert_rule(&mut self, key: RuleKey, from: NaiveDate, env: &Env) -> Vec<Effect> {
        self.close_rule();
        if !moves_customers(key) || !self.may_set_rules() {
            return self.write_rule((key, from), None, Vec::new(), env);
        }
        let edit = RuleEdit {
            key,
            texts: Vec::new(),
            from: Some(from),
            reverts: Some(from),
            moves: None,
            n_shown: MOVES_SHOWN,
        };
        self.rule_edit = Some(edit);
        self.preview_rule()
    }

    /// Closes the form; what was typed stays a draft.
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
        let edit = self.rule_edit.as_ref().filter(|it| it.reverts.is_none())?;
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

    /// The rules with and without what the form is about, on the first day on which that counts.
    fn both_rules(&self) -> Option<[RulesOn; 2]> {
        let rules = self.book.rule_book();
        let edit = self.rule_edit.as_ref()?;
        if let Some(reverted) = edit.reverts {
            let day = reverted.max(self.today);
            let mut without = rules.clone();
            without.set(edit.key, reverted, None);
            return Some([rules.on(day), without.on(day)]);
        }
        let rule = self.typed_rule()?;
        let now = rules.on(rule.from?);
        Some([now, now.with(&rule)])
    }

    /// Both by the orders of today, so that nothing but the rule makes a difference.
    fn preview_job(&self) -> Option<PreviewJob> {
        let jobs = self.both_rules()?.map(|rules| StandingsJob::of_now(self.today, rules));
        Some(PreviewJob { made_for: self.standing_key(), jobs })
    }

    /// Who would stand otherwise, if that is known of the book as it is now.
    pub(crate) fn known_moves(&self) -> Option<&[Move]> {
        let (made_for, moves) = self.rule_edit.as_ref()?.moves.as_ref()?;
        (*made_for == self.standing_key()).then_some(moves)
    }

    pub(crate) fn preview_slice(&mut self, mut job: PreviewJob, units: u32) -> Slice {
        if job.made_for != self.standing_key() {
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
        let PreviewJob { made_for, jobs } = job;
        let [now, then] = jobs.map(StandingsJob::finish);
        let rows = self.book.rows().zip(now.by_row.iter().zip(&then.by_row));
        let moves = rows.filter_map(|(row, ([now, _], [then, _]))| {
            let is_same = standing_of(now) == standing_of(then);
            if is_same { None } else { Some((self.book.id_of(row)?, [*now, *then])) }
        });
        let moves = moves.collect();
        if let Some(edit) = &mut self.rule_edit {
            edit.moves = Some((made_for, moves));
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

    /// Sets the open rule, or takes its version back; not before its preview is known of the book as
    /// it is now.
    fn set_rule(&mut self, env: &Env) -> Vec<Effect> {
        let Some(edit) = &self.rule_edit else { return Vec::new() };
        if self.known_moves().is_none() && moves_customers(edit.key) {
            return Vec::new();
        }
        if let Some(from) = edit.reverts {
            return self.write_rule((edit.key, from), None, Vec::new(), env);
        }
        let draft = (rule_key(edit.key), edit.draft());
        let Some(rule) = self.typed_rule() else { return Vec::new() };
        let Some(from) = rule.from else { return Vec::new() };
        let text = rule.value.to_string().into();
        self.write_rule((rule.value.key(), from), Some(text), vec![draft], env)
    }

    fn write_rule(
        &mut self,
        (key, from): (RuleKey, NaiveDate),
        text: Option<Box<str>>,
        drafts: Vec<(String, String)>,
        env: &Env,
    ) -> Vec<Effect> {
        let op = self.book.put_rule(key.code(), from, text);
        let effects = self.commit_tap(Mark::of(Action::SetRule), vec![op], drafts, env);
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
