//! What one tap writes about an opportunity: a step, a turn, a point of a closing list. Not here: what
//! is typed before (`sheet`).

use jipan_book::{Action, DealView, FunnelWrite, Op};
use jipan_rules::funnel::{Checked, CloseItem, Fact, Step, Turn};
use jipan_rules::values::ids::{CustomerId, DealId, FactId};

use super::DealForm;
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
        env: &mut Env,
    ) -> Vec<Effect> {
        if fact.fault().is_some() || !self.may_write() {
            return Vec::new();
        }
        let ops = say((deal.customer, deal.id), vec![fact], env);
        self.commit_tap(Mark::of(action), ops, Vec::new(), env)
    }

    /// A step was reached; once is enough.
    pub(super) fn stamp_step(&mut self, it: DealRef, step: Step, env: &mut Env) -> Vec<Effect> {
        let Some((_, deal)) = self.deal_of(it) else { return Vec::new() };
        let is_its = deal.course.template() == Some(step.template());
        if !is_its || deal.course.steps.contains_key(&step) {
            return Vec::new();
        }
        self.say_at_once(&deal, (Action::StampStep, Fact::Step(step)), env)
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
        self.say_at_once(&deal, (Action::CheckClosing, Fact::Check { item, is }), env)
    }

    /// An opportunity turns at once where nothing is asked for; else the sheet asks. What cannot follow
    /// does not.
    pub(super) fn turn_deal(&mut self, it: DealRef, to: Turn, env: &mut Env) -> Vec<Effect> {
        self.funnel.open_card = None;
        let Some((_, deal)) = self.deal_of(it) else { return Vec::new() };
        if !deal.course.state.may_turn(to) {
            return Vec::new();
        }
        let kind = DealSheetKind::Turn(it, to);
        let meant = self.meant_by(kind, &DealForm::default()).filter(|it| it.is_whole());
        let turns = meant.into_iter().flat_map(|it| it.facts);
        let turn = turns.filter(|fact| matches!(fact, Fact::Turn(_))).last();
        match turn {
            Some(turn) => self.say_at_once(&deal, (Action::MoveDeal, turn), env),
            None => self.open_sheet(kind),
        }
    }
}
