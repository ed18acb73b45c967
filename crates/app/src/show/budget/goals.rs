//! 目标 of the day. Not here: how goals come about (`budget/goals`).

use std::cmp::Reverse;

use jipan_book::sorting::sort_by_key;
use jipan_rules::schema::fields;

use crate::budget::{GoalShop, Kept};
use crate::model::Model;
use crate::view::{GoalRow, GoalsView, TerritoryGoal};

impl Model {
    pub(super) fn goals_view(&self, kept: &Kept) -> GoalsView {
        let goals = self.goals();
        let chosen = &self.budget.chosen;
        let shown = chosen.territory.as_ref();
        // The place of the territory that is shown, once for all shops.
        let place = shown.map(|name| goals.territories.iter().position(|it| it.name == *name));
        let is_shown =
            |it: &&GoalShop| it.is_due && place.is_none_or(|of| of == Some(it.territory));
        let mut due: Vec<&GoalShop> = goals.shops().filter(is_shown).collect();
        let today_goal =
            due.iter().fold(0_i64, |sum, it| sum.saturating_add(it.today_goal.unwrap_or_default()));
        let n_due = due.len();
        let order = |it: &&GoalShop| (Reverse(it.today_goal), it.seen[1], it.customer);
        // Of a whole book few are shown: only they are put in order.
        if n_due > chosen.n_goals {
            due.select_nth_unstable_by_key(chosen.n_goals, order);
            due.truncate(chosen.n_goals);
        }
        sort_by_key(&mut due, order);
        let month_actual =
            goals.territories.iter().fold(0_i64, |sum, it| sum.saturating_add(it.actual));
        let territory = |it: &crate::budget::GoalTerritory| TerritoryGoal {
            name: it.name.clone(),
            n_customers: it.n_customers,
            goal: it.goal,
            actual: it.actual,
            left: it.left,
            exceeded: it.exceeded,
        };
        let rows = due.iter().map(|it| self.goal_row(it));
        GoalsView {
            day: self.today,
            month: goals.month,
            year: goals.year,
            month_goal: goals.month_goal(),
            month_actual,
            today_goal,
            today_actual: goals.today_actual,
            territories: goals.territories.iter().map(territory).collect(),
            territory: shown.cloned(),
            due: rows.collect(),
            n_more: n_due.saturating_sub(chosen.n_goals),
            can_issue: self.can_issue(kept),
            not_issued: goals.not_issued,
        }
    }

    fn goal_row(&self, it: &GoalShop) -> GoalRow {
        GoalRow {
            customer: it.customer,
            name: self.book.text(it.row, fields::NAME).unwrap_or_default().to_owned(),
            tier: it.weight.of.tier,
            visit_days: it.visit_days,
            seen: it.seen[1],
            month_goal: it.month_goal,
            is_by_hand: it.is_by_hand,
            month_actual: it.brought.0.saturating_add(it.brought.1),
            today_goal: it.today_goal,
            today_actual: it.brought.1,
        }
    }
}
