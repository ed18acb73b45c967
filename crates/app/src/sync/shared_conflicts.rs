//! Deciding between two values of a product or a rule that nobody saw together. Not here: how they are
//! found (`jipan_book`).

use jipan_book::{Action, SharedChoice, SharedConflict, SharedPlace, SharedSide, SharedValue};
use jipan_rules::check::parse_value;
use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::setting::RuleKey;
use jipan_rules::value::Value;
use jipan_rules::values::ids::FactId;

use super::conflicts::Decision;
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::{DraftError, DraftView, WhoView};

impl Model {
    /// The conflicts about products and rules that are the person's to see: of who may decide, and of
    /// whoever wrote one of the two. Prices are the managers', so they ask no rep. `OURS`
    pub(crate) fn shared_needs(&self) -> Vec<SharedConflict<'_>> {
        let mut open = self.book.shared_conflicts();
        let is_own = |side: &SharedSide<'_>| self.who_did(side.writer.by) == Some(WhoView::Me);
        open.retain(|it| {
            let is_own = [&it.shown, &it.lost].into_iter().any(is_own);
            is_known(it.place) && (is_own || self.is_decider_of(it))
        });
        open
    }

    fn is_decider_of(&self, conflict: &SharedConflict<'_>) -> bool {
        self.is_allowed(&self.book.decide_shared(conflict, SharedChoice::Shown))
    }

    /// Whether the person may decide now.
    pub(crate) fn may_decide_shared(&self, conflict: &SharedConflict<'_>) -> bool {
        self.may_write() && self.is_decider_of(conflict)
    }

    /// A conflict about a product or a rule was decided.
    pub(super) fn decide_shared(
        &mut self,
        id: FactId,
        decision: Decision,
        env: &Env,
    ) -> Vec<Effect> {
        let open = self.shared_needs();
        let Some(conflict) = open.into_iter().find(|it| it.id == id) else { return Vec::new() };
        let choice = match (decision, conflict.place) {
            (Decision::Shown, _) => SharedChoice::Shown,
            (Decision::Other, _) => SharedChoice::Lost,
            (Decision::Typed(text), SharedPlace::Product(_, field, _)) => {
                match choice_of(&conflict, field, &text) {
                    Ok(choice) => choice,
                    Err(error) => {
                        let draft = DraftView { text: text.into(), error: Some(error) };
                        self.sync.third.insert(id, draft);
                        return Vec::new();
                    }
                }
            }
            // A rule is set on its own screen, with its preview; so is a number of the budget.
            (Decision::Typed(_), SharedPlace::Rule(..) | SharedPlace::Budget(_)) => {
                return Vec::new();
            }
        };
        let ops = self.book.decide_shared(&conflict, choice);
        self.sync.third.remove(&id);
        let mut effects = Vec::new();
        for op in ops {
            let mark = Mark::of(Action::ResolveConflict);
            effects.extend(self.commit_tap(mark, vec![op], Vec::new(), env));
        }
        effects
    }
}

/// Whether this program can say what it is.
fn is_known(place: SharedPlace) -> bool {
    match place {
        SharedPlace::Product(_, field, _) => field_def(field).is_some(),
        SharedPlace::Rule(key, _) => RuleKey::from_code(key).is_some(),
        SharedPlace::Budget(key) => key.known().is_some(),
    }
}

/// What a text says between the two, or why it is no value. What is in force is not emptied.
fn choice_of(
    conflict: &SharedConflict<'_>,
    field: FieldId,
    text: &str,
) -> Result<SharedChoice, DraftError> {
    let def = field_def(field).ok_or(DraftError::Required)?;
    let value = parse_value(def, text).map_err(DraftError::Value)?;
    let value: Value = value.ok_or(DraftError::Required)?;
    let is = |side: SharedSide<'_>| side.value == SharedValue::Product(Some(&value));
    Ok(if is(conflict.shown) {
        SharedChoice::Shown
    } else if is(conflict.lost) {
        SharedChoice::Lost
    } else {
        SharedChoice::Other(Some(value))
    })
}
