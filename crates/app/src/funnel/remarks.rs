//! 督导批示: what leads remark on a customer, and what is answered. An instruction without an answer is a
//! task. Not here: who may remark, which is `jipan_rules::permission`.

use jipan_book::{Action, FunnelWrite, Op};
use jipan_rules::funnel::{Fact, TEXT_CHARS_MAX};
use jipan_rules::values::ids::{CustomerId, FactId};

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

impl Model {
    /// A remark or an instruction is written on a customer.
    pub(super) fn remark(
        &mut self,
        customer: CustomerId,
        text: &str,
        asks: bool,
        env: &mut Env,
    ) -> Vec<Effect> {
        let Some(text) = remarked(text) else { return Vec::new() };
        self.say_of_customer(customer, Fact::Remark { text, asks }, Action::Remark, env)
    }

    /// A remark that stands is answered.
    pub(super) fn answer(
        &mut self,
        customer: CustomerId,
        of: FactId,
        text: &str,
        env: &mut Env,
    ) -> Vec<Effect> {
        let stands = self
            .book
            .fact(customer, of)
            .is_some_and(|it| !it.is_gone && matches!(it.fact, Fact::Remark { .. }));
        let Some(text) = remarked(text).filter(|_| stands) else { return Vec::new() };
        self.say_of_customer(customer, Fact::Answer { of, text }, Action::AnswerRemark, env)
    }

    /// Writes a fact that is about the customer, not about one of its opportunities.
    pub(super) fn say_of_customer(
        &mut self,
        customer: CustomerId,
        fact: Fact,
        action: Action,
        env: &mut Env,
    ) -> Vec<Effect> {
        // What was written for one that was merged stands in the file that stays.
        let shown = self.book.row_of(self.book.survivor_of(customer));
        if !shown.is_some_and(|row| self.book.is_visible(row)) {
            return Vec::new();
        }
        let id = FactId::new(env.ids.fresh());
        let write = FunnelWrite::Say(Box::new(fact));
        let op = Op::Funnel { id, customer, deal: None, write };
        self.commit_tap(Mark::of(action), vec![op], Vec::new(), env)
    }
}

/// What was typed, if it is something and no more than a fact can hold.
fn remarked(text: &str) -> Option<Box<str>> {
    let text = text.trim();
    let is_fit = !text.is_empty() && text.chars().count() <= TEXT_CHARS_MAX;
    is_fit.then(|| text.into())
}
