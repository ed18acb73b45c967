//! 规则: what a company sets, and from which day on. Each rule is previewed before it is set or taken
//! back. Not here: the preview; what a rule holds, and what follows from it.

mod deals;
mod preview;

use jipan_book::Action;
use jipan_rules::NaiveDate;
use jipan_rules::period::Month;
use jipan_rules::permission::{Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::setting::{InForce, RuleError, RuleKey, RuleSource, RuleValue};

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::RulesEvent;
use crate::model::Model;
pub(crate) use preview::{Move, Preview, PreviewJob, Previewed, Previewing};

/// So many of those who would move are shown at once.
const MOVES_SHOWN: usize = 100;

/// A rule that is being changed.
#[derive(Debug)]
pub(crate) struct RuleEdit {
    pub(crate) key: RuleKey,
    /// The texts of its slots.
    pub(crate) texts: Vec<String>,
    pub(crate) from: Option<NaiveDate>,
    /// The first day of the version that is to be taken back; none for one that is to be set.
    pub(crate) reverts: Option<NaiveDate>,
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
            RulesEvent::Previewed => return self.preview(Previewing::Rule),
            RulesEvent::PreviewCancelled => self.forget_preview(),
            RulesEvent::MoreMovesShown => self.show_more_moves(),
            RulesEvent::Set => return self.set_rule(env),
            RulesEvent::Reverted(key, from) => return self.revert_rule(key, from),
        }
        // A preview that was given up may be all that a fold waited for.
        self.fold_when_due()
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

    /// Opens what was set for a day to be taken back, after a preview.
    fn revert_rule(&mut self, key: RuleKey, from: NaiveDate) -> Vec<Effect> {
        self.close_rule();
        if !self.may_set_rules() {
            return Vec::new();
        }
        let edit = RuleEdit { key, texts: Vec::new(), from: Some(from), reverts: Some(from) };
        self.rule_edit = Some(edit);
        self.preview(Previewing::Rule)
    }

    /// Closes the form; what was typed stays a draft.
    pub(crate) fn close_rule(&mut self) {
        self.forget_preview();
        self.rule_edit = None;
    }

    /// The rule that is typed, if all of it is right and it is another one than without it.
    pub(crate) fn typed_rule(&self) -> Option<InForce<RuleValue>> {
        let edit = self.rule_edit.as_ref().filter(|it| it.reverts.is_none())?;
        let from = edit.from.filter(|from| *from >= self.today)?;
        let value = edit.value().ok()?;
        let is_other = self.book.rule_book().in_force(edit.key, from).value != value;
        is_other.then_some(InForce { value, from: Some(from), source: RuleSource::Company })
    }

    /// Sets the open rule, or takes its version back; not before its preview is known of the book as
    /// it is now.
    fn set_rule(&mut self, env: &Env) -> Vec<Effect> {
        let known = self.known_moves(Previewing::Rule).is_some();
        let Some(edit) = self.rule_edit.as_ref().filter(|_| known) else { return Vec::new() };
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
