//! 目标: the month's plan goes to the territories, and from there to the shop door. Not here: how a goal is
//! split and who is due, which are rules.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Action, Op, Row as BookRow, territory_part_of};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{
    BudgetField, BudgetKey, LineRef, Row, ShopWeight, is_due, split, split_goal, today_goal,
    visits_left, weigh,
};
use jipan_rules::period::Month;
use jipan_rules::service::due;
use jipan_rules::setting::RulesOn;
use jipan_rules::values::ids::CustomerId;

use super::figures::{net, table_of};
use super::read::{Kept, Plan};
use super::shops::ShopFacts;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

/// A shop that is not closed.
#[derive(Debug, Clone)]
pub(crate) struct GoalShop {
    pub(crate) row: BookRow,
    pub(crate) customer: CustomerId,
    /// The place of its territory.
    pub(crate) territory: usize,
    pub(crate) weight: ShopWeight,
    pub(crate) visit_days: u16,
    /// When it was seen last before the month, and before today.
    pub(crate) seen: [Option<NaiveDate>; 2],
    /// None where its territory has no goal and nobody said one by hand.
    pub(crate) month_goal: Option<i64>,
    pub(crate) is_by_hand: bool,
    /// What it brought in the month until yesterday, and today.
    pub(crate) brought: (i64, i64),
    pub(crate) visits_left: u16,
    pub(crate) today_goal: Option<i64>,
    pub(crate) is_due: bool,
}

/// A territory.
#[derive(Debug, Clone)]
pub(crate) struct GoalTerritory {
    /// Blank for the customers of none.
    pub(crate) name: String,
    pub(crate) n_customers: usize,
    pub(crate) goal: Option<i64>,
    pub(crate) actual: i64,
    /// The sum of the weights of the shops that share what is not said by hand, and how much that is.
    pub(crate) shared: (u64, i64),
    /// What of its goal no shop has, and what is said by hand beyond it.
    pub(crate) left: i64,
    pub(crate) exceeded: i64,
}

/// The goals of a day.
#[derive(Debug, Clone)]
pub(crate) struct Goals {
    pub(crate) month: Month,
    pub(crate) territories: Vec<GoalTerritory>,
    pub(crate) shops: Vec<GoalShop>,
    pub(crate) today_actual: i64,
    pub(crate) not_issued: Option<i64>,
}

impl Goals {
    /// What the month is to bring in all territories that are here; none where nothing was issued.
    pub(crate) fn month_goal(&self) -> Option<i64> {
        let known = self.territories.iter().filter_map(|it| it.goal);
        known.fold(None, |sum: Option<i64>, it| Some(sum.unwrap_or_default().saturating_add(it)))
    }
}

/// By what names are in the order in which people count them: 2号线 before 10号线.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = vec![(String::new(), 0_u64)];
    let mut was_digit = false;
    for it in name.chars() {
        let digit = it.to_digit(10);
        if was_digit && digit.is_none() {
            parts.push((String::new(), 0));
        }
        was_digit = digit.is_some();
        let Some((text, number)) = parts.last_mut() else { continue };
        match digit {
            Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
            None => text.push(it),
        }
    }
    parts
}

fn goal_shop(
    facts: &ShopFacts,
    (territory, today): (usize, NaiveDate),
    rules: &RulesOn,
) -> GoalShop {
    // A shop without a tier bought little or nothing: it is served as the last one.
    let of = (facts.trade.tier.unwrap_or(8), facts.class);
    let visit_days = due(of, rules).map_or(60, |it| it.visit_days);
    let [_, seen] = facts.seen;
    let rate = rules.budget.tax.value.0;
    let (before, on_day) = facts.brought;
    GoalShop {
        row: facts.row,
        customer: facts.customer,
        territory,
        weight: weigh(facts.trade, &rules.budget.weights.value),
        visit_days,
        seen: facts.seen,
        month_goal: facts.by_hand,
        is_by_hand: facts.by_hand.is_some(),
        brought: (net(before, rate), net(on_day, rate)),
        visits_left: visits_left(seen, visit_days, today, Month::of(today).last_day()),
        today_goal: None,
        is_due: is_due(seen, visit_days, today),
    }
}

/// Splits the goal of a territory over its shops. A shop counts if it has a visit in the month by its cycle, from
/// when it was seen last before the month, so that who shares does not change within it; where none of them
/// has one, all count. Its shops are those at these places. `OURS`
fn share(territory: &mut GoalTerritory, (all, places): (&mut [GoalShop], &[usize]), month: Month) {
    let Some(goal) = territory.goal else { return };
    let shops = || places.iter().filter_map(|place| all.get(*place));
    let days = (month.first_day(), month.last_day());
    let has_visit = |it: &GoalShop| visits_left(it.seen[0], it.visit_days, days.0, days.1) > 0;
    let is_any = shops().any(|it| !it.is_by_hand && has_visit(it));
    let counts = |it: &&GoalShop| it.is_by_hand || !is_any || has_visit(it);
    let weights = shops().filter(counts).map(|it| (it.customer, it.weight.weight));
    let weights: Vec<(CustomerId, u32)> = weights.collect();
    let by_hand = shops().filter_map(|it| Some((it.customer, it.month_goal?)));
    let by_hand: BTreeMap<CustomerId, i64> = by_hand.collect();
    let Ok(goals) = split_goal(goal, &weights, &by_hand) else { return };
    territory.shared = (goals.weights, goals.by_weight);
    (territory.left, territory.exceeded) = (goals.left, goals.exceeded);
    for place in places {
        let Some(shop) = all.get_mut(*place) else { continue };
        let of_shop = goals.shops.get(&shop.customer);
        shop.month_goal = Some(of_shop.map_or(0, |it| it.amount));
    }
}

impl Model {
    /// What of a month is for a territory as it stood at the start of today, else as it stands: what is
    /// raised today counts from tomorrow on.
    pub(crate) fn share_of(&self, plan: &Plan, territory: &str, month: Month) -> Option<i64> {
        let key = BudgetKey::of(BudgetField::PlanShare, plan.id.0);
        let key = key.part(territory_part_of(territory)).at(month);
        let said = self.book.budget_history(key);
        let before = said.iter().rev().find(|(by, _)| by.on < self.today);
        let stood = before.and_then(|(_, value)| *value);
        stood.or_else(|| self.book.budget_value(key)).and_then(|it| it.parse().ok())
    }

    /// What a shop is to bring in a month as somebody said by hand.
    pub(crate) fn goal_by_hand(&self, customer: CustomerId, month: Month) -> Option<i64> {
        let row = self.book.row_of(self.book.survivor_of(customer))?;
        self.book.goals(row).get(&month).map(|(amount, _)| amount.fen())
    }

    /// The goals of today; made anew where something is another one.
    pub(crate) fn goals(&self) -> Rc<Goals> {
        let key = (
            self.book.revision(),
            self.book.budget_revision(),
            self.budget.index.n_made,
            self.today,
        );
        let mut kept = self.budget.goals.borrow_mut();
        let made = kept.take().filter(|(of, _)| *of == key);
        let made = made.unwrap_or_else(|| (key, Rc::new(self.count_goals())));
        Rc::clone(&kept.insert(made).1)
    }

    fn count_goals(&self) -> Goals {
        let kept = self.kept_budget();
        let month = Month::of(self.today);
        let plan = kept.plan_in_force_of(month);
        let sums = self.budget.index.by_territory();
        let rate = self.tax_rate();
        let mut territories = Vec::new();
        let mut shops: Vec<_> = self.budget.index.shops().into_iter().collect();
        sort_by_key(&mut shops, |(value, _)| (value.is_none(), value.as_deref().map(natural)));
        for (value, n_customers) in shops {
            let name = value.as_deref().unwrap_or_default().to_owned();
            let actual = sums.get(&value).and_then(|it| it.get(&month));
            territories.push(GoalTerritory {
                goal: plan.and_then(|plan| self.share_of(plan, &name, month)),
                actual: net(actual.map_or(0, |it| it.revenue), rate),
                name,
                n_customers,
                shared: (0, 0),
                left: 0,
                exceeded: 0,
            });
        }
        let names: Vec<String> = territories.iter().map(|it| it.name.clone()).collect();
        let places = names.iter().enumerate().map(|(place, it)| (it.as_str(), place)).collect();
        let shops = self.shops_of(&mut territories, &places, month);
        let today = self.budget.index.facts().map(|it| it.brought.1);
        let today_actual = net(today.fold(0, i64::saturating_add), rate);
        let planned = plan.and_then(|plan| {
            let table = table_of(plan);
            let place = plan.year.place(month)?;
            Some(table.month(LineRef::Row(Row::SalesRevenue), place)?.value)
        });
        let issued = plan.map(|plan| self.issued_of(plan, month));
        let not_issued = planned.filter(|_| self.leads_budget());
        let not_issued = not_issued.map(|it| it.saturating_sub(issued.unwrap_or_default()));
        Goals { month, territories, shops, today_actual, not_issued }
    }

    /// What of a month was issued, as it stands.
    fn issued_of(&self, plan: &Plan, month: Month) -> i64 {
        let all = self.book.budget_of(BudgetField::PlanShare, plan.id.0);
        // A territory that is there no more, or has another name now, has nothing of it.
        let shops = self.budget.index.shops();
        let names = shops.keys().map(|it| it.as_deref().unwrap_or_default());
        let parts: BTreeSet<_> = names.map(territory_part_of).collect();
        let of_month = all.filter(|(key, _)| key.at == month.index() && parts.contains(&key.part));
        let fen = of_month.filter_map(|(_, value)| value.parse::<i64>().ok());
        fen.fold(0, i64::saturating_add)
    }

    /// All shops that are not closed, each with what it is to bring where its territory has a goal.
    fn shops_of(
        &self,
        territories: &mut [GoalTerritory],
        places: &BTreeMap<&str, usize>,
        month: Month,
    ) -> Vec<GoalShop> {
        let rules = self.book.rule_book().on(self.today);
        // In one list of the length it will have: growing would need twice the memory for a whole book.
        let mut all = Vec::with_capacity(self.budget.index.facts().count());
        let mut of_territory: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for facts in self.budget.index.facts().filter(|it| !it.is_closed) {
            let name = facts.territory.as_deref().unwrap_or_default();
            let Some(place) = places.get(name) else { continue };
            of_territory.entry(*place).or_default().push(all.len());
            all.push(goal_shop(facts, (*place, self.today), &rules));
        }
        for (place, shops) in of_territory {
            if let Some(territory) = territories.get_mut(place) {
                share(territory, (&mut all, &shops), month);
            }
        }
        for shop in &mut all {
            let (so_far, visits) = (shop.brought.0, shop.visits_left);
            shop.today_goal = shop.month_goal.map(|it| today_goal(it, so_far, visits));
        }
        all
    }

    /// Whether targets can be issued to territories.
    pub(crate) fn can_issue(&self, kept: &Kept) -> bool {
        let plan = kept.plan_in_force_of(Month::of(self.today));
        let line = LineRef::Row(Row::SalesRevenue);
        let has_numbers = plan.is_some_and(|plan| table_of(plan).year(line).is_some());
        has_numbers && self.may_plan() && !self.budget.index.is_counting()
    }

    /// The plan of each month from the present one on goes to the territories, by what each brought in the last
    /// twelve months, and where none brought anything by the number of customers. That a plan is
    /// frozen does not matter: none of its numbers becomes another one.
    pub(super) fn issue_goals(&mut self, env: &mut Env) -> Vec<Effect> {
        let kept = self.kept_budget();
        let now = Month::of(self.today);
        if !self.can_issue(&kept) {
            return Vec::new();
        }
        let Some(plan) = kept.plan_in_force_of(now) else { return Vec::new() };
        let shops = self.budget.index.shops();
        let sums = self.budget.index.by_territory();
        let last_year = now.back(12)..now;
        let revenue = |value: &Option<Rc<str>>| {
            let months = sums.get(value).into_iter().flat_map(|it| it.range(last_year.clone()));
            months.fold(0_i64, |sum, (_, it)| sum.saturating_add(it.revenue)).max(0)
        };
        let mut weights: Vec<i64> = shops.keys().map(revenue).collect();
        if weights.iter().all(|it| *it == 0) {
            weights = shops.values().map(|n| i64::try_from(*n).unwrap_or_default()).collect();
        }
        let by = weights.iter().copied().max().unwrap_or_default() / i64::from(u32::MAX) + 1;
        let weights: Vec<u32> =
            weights.iter().map(|it| u32::try_from(it / by).unwrap_or_default()).collect();
        let table = table_of(plan);
        let key = BudgetKey::of(BudgetField::PlanShare, plan.id.0);
        let mut ops: Vec<Op> = Vec::new();
        for (place, month) in plan.year.months().into_iter().enumerate() {
            let planned = table.month(LineRef::Row(Row::SalesRevenue), place);
            let Some(planned) = planned.filter(|_| month >= now) else { continue };
            let Ok(parts) = split(planned.value, &weights) else { continue };
            let names = shops.keys().map(|it| it.as_deref().unwrap_or_default());
            let issued: BTreeMap<_, i64> = names.map(territory_part_of).zip(parts).collect();
            // What a territory has that has no customers any more goes to the others.
            let known = self.book.budget_of(BudgetField::PlanShare, plan.id.0);
            let gone = known.map(|(key, _)| key).filter(|it| it.at == month.index());
            let gone = gone.filter(|it| !issued.contains_key(&it.part));
            ops.extend(gone.filter_map(|key| self.put_number(key, None)));
            // Also what stays is said anew: of two who issue, one's word counts for the whole month.
            let put = |(part, fen): (&jipan_rules::Uuid, &i64)| {
                self.book.put_budget(key.part(*part).at(month), Some(fen.to_string().into()))
            };
            let of_month: Vec<Op> = issued.iter().map(put).collect();
            let is_same = |op: &Op| matches!(op, Op::Budget { value, was, .. } if value == was);
            if !of_month.iter().all(is_same) {
                ops.extend(of_month);
            }
        }
        self.commit_budget(Action::EditBudget, ops, Vec::new(), env)
    }
}
