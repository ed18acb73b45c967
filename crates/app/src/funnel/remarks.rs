//! 督导批示: what leads remark on a customer, and what is answered; why a point of a closing list is waived. An
//! instruction without an answer is a task. Not here: who may remark, which is `jipan_rules::permission`;
//! the text while it is written (`texts`).

use jipan_book::{Action, FunnelWrite, Op};
use jipan_rules::funnel::{Checked, CloseItem, Fact};
use jipan_rules::values::ids::{CustomerId, FactId};

use super::act::say;
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::DealRef;
use crate::model::Model;

/// Drafts that end with a change: their keys and texts.
pub(super) type Ending = Vec<(String, String)>;

impl Model {
    /// A remark or an instruction is written on a customer.
    pub(super) fn remark(
        &mut self,
        customer: CustomerId,
        text: Box<str>,
        drafts: Ending,
        env: &mut Env,
    ) -> Vec<Effect> {
        let asks = self.asks_in(customer);
        let said = (Action::Remark, Fact::Remark { text, asks });
        self.say_of_customer(customer, said, drafts, env)
    }

    /// A remark that stands is answered, whether it asks for it or not, and also once more.
    pub(super) fn answer(
        &mut self,
        (customer, of): (CustomerId, FactId),
        text: Box<str>,
        drafts: Ending,
        env: &mut Env,
    ) -> Vec<Effect> {
        let remark = self.book.fact(customer, of).filter(|it| !it.is_gone);
        if !remark.is_some_and(|it| matches!(it.fact, Fact::Remark { .. })) {
            return Vec::new();
        }
        let said = (Action::AnswerRemark, Fact::Answer { of, text });
        self.say_of_customer(customer, said, drafts, env)
    }

    /// A point of a closing list is waived, with the reason.
    pub(super) fn waive(
        &mut self,
        deal: DealRef,
        (item, why): (CloseItem, Box<str>),
        drafts: Ending,
        env: &mut Env,
    ) -> Vec<Effect> {
        let Some((_, deal)) = self.deal_of(deal) else { return Vec::new() };
        let fact = Fact::Check { item, is: Checked::Waived(why) };
        let ops = say((deal.customer, deal.id), vec![fact], env);
        self.commit_tap(Mark::of(Action::CheckClosing), ops, drafts, env)
    }

    /// Writes a fact that is about the customer, not about one of its opportunities.
    pub(crate) fn say_of_customer(
        &mut self,
        customer: CustomerId,
        (action, fact): (Action, Fact),
        drafts: Ending,
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
        self.commit_tap(Mark::of(action), vec![op], drafts, env)
    }
}
