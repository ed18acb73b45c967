//! Objections: noted in the customer's words, answered with what came of it. Source: S1 §客户不认可.

use jipan_book::{Action, ObjectionWrite, Op};
use jipan_rules::order::{Disputed, Outcome};
use jipan_rules::values::ids::FactId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

impl Model {
    /// The customer of the open file does not agree.
    pub(super) fn object(&mut self, about: Disputed, text: &str, env: &mut Env) -> Vec<Effect> {
        let text = text.trim();
        let Some((customer, _)) = self.file_row().filter(|_| !text.is_empty()) else {
            return Vec::new();
        };
        let id = FactId::new(env.ids.fresh());
        let write = ObjectionWrite::Raise { about, text: text.into() };
        let op = Op::Objection { id, customer, write };
        let effects = self.commit_tap(Mark::of(Action::Object), vec![op], Vec::new(), env);
        self.trade.is_objecting &= effects.is_empty();
        effects
    }

    /// What came of an objection of the open file.
    pub(super) fn answer_objection(
        &mut self,
        id: FactId,
        outcome: Outcome,
        text: &str,
        env: &mut Env,
    ) -> Vec<Effect> {
        let text = text.trim();
        let Some((_, row)) = self.file_row().filter(|_| !text.is_empty()) else {
            return Vec::new();
        };
        let of_id = self.book.objections(row).find(|it| it.id == id);
        let Some(customer) = of_id.map(|it| it.customer) else { return Vec::new() };
        let write = ObjectionWrite::Answer { outcome, text: text.into() };
        let op = Op::Objection { id, customer, write };
        self.commit_tap(Mark::of(Action::AnswerObjection), vec![op], Vec::new(), env)
    }
}
