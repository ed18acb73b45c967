//! What one tap writes about an opportunity: a step, a turn, a point of a closing list. Not here: what
//! is typed before (`sheet`).

use jipan_book::{Action, DealView, FunnelWrite, Op, Row};
use jipan_rules::funnel::{Checked, CloseItem, Fact, Step, Turn};
use jipan_rules::values::ids::{CustomerId, DealId, FactId};

use super::DealForm;
use super::meant::{Meant, asks_amount};
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{DealRef, DealSheetKind};
use crate::model::Model;

/// Facts as writes.
pub(super) fn say(
    (customer, deal): (CustomerId, DealId),
    facts: Vec<Fact>,
    env: &mut Env,
) -> Vec<Op> {
    let op = |fact: Fact| Op::Funnel {
        id: FactId::new(env.ids.fresh()),
        customer,
        deal: Some(deal),
        write: FunnelWrite::Say(Box::new(fact)),
    };
    facts.into_iter().map(op).collect()
}

impl Model {
    fn say_at_once(
        &mut self,
        deal: &DealView,
        (action, fact): (Action, Fact),
        drafts: Vec<(String, String)>,
        env: &mut Env,
    ) -> Vec<Effect> {
        if fact.fault().is_some() || !self.may_write() {
            return Vec::new();
        }
        let ops = say((deal.customer, deal.id), vec![fact], env);
        self.commit_tap(Mark::of(action), ops, drafts, env)
    }

    /// A step was reached; once is enough.
    pub(super) fn stamp_step(&mut self, it: DealRef, step: Step, env: &mut Env) -> Vec<Effect> {
        let Some((_, deal)) = self.deal_of(it) else { return Vec::new() };
        let is_its = deal.course.template() == Some(step.template());
        if !is_its || deal.course.steps.contains_key(&step) {
            return Vec::new();
        }
        self.say_at_once(&deal, (Action::StampStep, Fact::Step(step)), Vec::new(), env)
    }

    /// A point of a closing list, if that says something new.
    pub(super) fn check_item(
        &mut self,
        it: DealRef,
        item: CloseItem,
        is: Checked,
        env: &mut Env,
    ) -> Vec<Effect> {
        let Some((_, deal)) = self.deal_of(it) else { return Vec::new() };
        let known = deal.course.checks.get(&item).map_or(&Checked::Open, |(is, _)| is);
        if *known == is {
            return Vec::new();
        }
        self.say_at_once(&deal, (Action::CheckClosing, Fact::Check { item, is }), Vec::new(), env)
    }

    /// An opportunity turns at once where nothing is asked for; else the sheet asks. What cannot follow
    /// does not.
    pub(super) fn turn_deal(&mut self, it: DealRef, to: Turn, env: &mut Env) -> Vec<Effect> {
        self.funnel.open_card = None;
        let Some((row, deal)) = self.deal_of(it) else { return Vec::new() };
        if !deal.course.state.may_turn(to) {
            return Vec::new();
        }
        let kind = DealSheetKind::Turn(it, to);
        if self.asks_before(kind, (row, &deal)) {
            return self.open_sheet(kind);
        }
        let meant = self.meant_by(kind, &DealForm::default()).filter(Meant::is_whole);
        let mut turns = meant.into_iter().flat_map(|it| it.facts);
        let turn = turns.find(|fact| matches!(fact, Fact::Turn(_)));
        match turn {
            Some(turn) => {
                let drafts = self.drafts_of_turns(it);
                self.say_at_once(&deal, (Action::MoveDeal, turn), drafts, env)
            }
            None => self.open_sheet(kind),
        }
    }

    /// Whether a turn that lacks nothing asks nevertheless: something was typed for it, or the shop ordered
    /// since the opportunity began and nobody said yet which order it came to, or for how much it is.
    fn asks_before(&self, kind: DealSheetKind, (row, deal): (Row, &DealView)) -> bool {
        let DealSheetKind::Turn(_, to) = kind else { return true };
        let has_draft = self.sheet_form(kind) != DealForm::default();
        let has_orders = to == Turn::Ordered && self.has_order_since(row, deal);
        has_draft || has_orders || asks_amount(to, None, &deal.course)
    }

    /// Whether an order that no opportunity came to yet was made since an opportunity began. What was
    /// ordered before can be chosen too, but nobody is asked for its sake.
    fn has_order_since(&self, row: Row, deal: &DealView) -> bool {
        let began = deal.course.opened.as_ref().map(|it| it.on);
        self.orders_offered(row).iter().any(|(_, _, on, _)| began.is_none_or(|began| *on >= began))
    }
}
