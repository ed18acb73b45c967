//! What every write of the budget goes through: what is the same is left out, and what is more than one
//! change holds is taken back as one. Not here: what is written.

use std::rc::Rc;

use jipan_book::{Action, Change, Op, invert, split};
use jipan_rules::budget::{BudgetKey, PlanId};
use jipan_rules::permission::{Role, Verb, may};
use jipan_rules::schema::RecordKind;
use jipan_rules::values::ids::BatchId;

use super::read::{Kept, Plan};
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::{Model, PendingWhat, UndoHow};

/// So many steps can be taken back one after the other. `OURS`
const STEPS_MAX: usize = 100;

impl Model {
    /// Whether the person here may plan: cells, targets, versions, measures.
    pub(crate) fn may_plan(&self) -> bool {
        let is_allowed = may(self.writer.role, Verb::Change, RecordKind::Budget, None).is_ok();
        self.may_write() && is_allowed
    }

    /// Whether the person here can say what a shop is to bring: who leads, as remarks.
    pub(crate) fn sets_goals(&self) -> bool {
        let is_allowed = may(self.writer.role, Verb::Approve, RecordKind::Deal, None).is_ok();
        self.may_write() && is_allowed
    }

    /// Whether the person here reads all of the budget.
    pub(crate) fn leads_budget(&self) -> bool {
        self.writer.role == Role::Manager
    }

    /// A version that can be written now.
    pub(crate) fn open_plan<'a>(&self, kept: &'a Kept, id: PlanId) -> Option<&'a Plan> {
        let plan = kept.plans.get(&id).filter(|it| it.frozen.is_none());
        plan.filter(|_| self.may_plan())
    }

    /// The write that sets a value; none where it is that already.
    pub(crate) fn put_other(&self, key: BudgetKey, value: Option<&str>) -> Option<Op> {
        let is_other = self.book.budget_value(key) != value;
        is_other.then(|| self.book.put_budget(key, value.map(Into::into)))
    }

    /// The same for a number.
    pub(crate) fn put_number(&self, key: BudgetKey, value: Option<i64>) -> Option<Op> {
        self.put_other(key, value.map(|it| it.to_string()).as_deref())
    }

    /// The drafts of keys, to end with a change.
    pub(crate) fn drafts_at(&self, keys: &[String]) -> Vec<(String, String)> {
        let text = |key: &String| Some((key.clone(), self.drafts.texts.get(key)?.clone()));
        keys.iter().filter_map(text).collect()
    }

    /// Writes all of it; `drafts` end with it. One undo takes all of it back.
    pub(crate) fn commit_budget(
        &mut self,
        action: Action,
        ops: Vec<Op>,
        drafts: Vec<(String, String)>,
        env: &mut Env,
    ) -> Vec<Effect> {
        if ops.is_empty() {
            return drafts.into_iter().flat_map(|(key, _)| self.drop_draft(key)).collect();
        }
        let effects = self.commit_parts((action, ops), drafts, env);
        if let Some(bar) = self.undo.as_ref().filter(|bar| bar.action == action) {
            self.budget.steps.push(bar.clone());
            let n_over = self.budget.steps.len().saturating_sub(STEPS_MAX);
            self.budget.steps.drain(..n_over);
        }
        effects
    }

    fn commit_parts(
        &mut self,
        (action, ops): (Action, Vec<Op>),
        drafts: Vec<(String, String)>,
        env: &mut Env,
    ) -> Vec<Effect> {
        let mut parts = split(ops);
        if parts.len() < 2 {
            let ops = parts.pop().unwrap_or_default();
            return self.commit_tap(Mark::of(action), ops, drafts, env);
        }
        let batch = BatchId::new(env.ids.fresh());
        let mark = Mark { batch: Some(batch), ..Mark::of(action) };
        let (mut effects, mut changes, mut drafts) = (Vec::new(), Vec::<Change>::new(), drafts);
        for part in parts {
            let made = self.commit_tap(mark, part, core::mem::take(&mut drafts), env);
            if made.is_empty() {
                break;
            }
            effects.extend(made);
            changes.extend(self.last_tap());
        }
        if let Some(bar) = &mut self.undo
            && changes.len() > 1
        {
            bar.how = UndoHow::Changes(Rc::from(changes));
        }
        effects
    }

    /// Takes back the last step that something is left of, one more each time. What somebody wrote over
    /// since stays.
    pub(crate) fn undo_step(&mut self, env: &Env) -> Vec<Effect> {
        while let Some(bar) = self.budget.steps.pop() {
            let is_left = match &bar.how {
                UndoHow::Changes(changes) => {
                    changes.iter().any(|it| !invert(it, &self.book).is_empty())
                }
                UndoHow::Batch(_) | UndoHow::Filter(_) => false,
            };
            if is_left {
                self.undo = Some(bar);
                return self.undo_pressed(env);
            }
        }
        Vec::new()
    }

    /// The change that was made last and is not yet durable.
    fn last_tap(&self) -> Option<Change> {
        match &self.writer.pending.last()?.what {
            PendingWhat::Tap { change, .. } => Some((**change).clone()),
            PendingWhat::Bulk { .. } => None,
        }
    }
}
