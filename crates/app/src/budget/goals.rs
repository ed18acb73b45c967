//! 目标: the month's plan goes to the territories, and from there to the shop door. Not here: how a goal is
//! split and who is due, which are rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::{Action, Op, Row as BookRow, territory_part_of};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{
    BudgetField, BudgetKey, FiscalYear, LineRef, Row, ShopTrade, ShopWeight, Trend, is_due, split,
    split_goal, today_goal, visits_left, weigh,
};
use jipan_rules::funnel::Fact;
use jipan_rules::order::OrderSource;
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::service::due;
use jipan_rules::status::is_closed;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::figures::{net, table_of};
use super::read::{Kept, Plan};
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

/// A shop whose territory has a goal.
#[derive(Debug, Clone)]
pub(crate) struct GoalShop {
    pub(crate) row: BookRow,
    pub(crate) customer: CustomerId,
    /// The place of its territory.
    pub(crate) territory: usize,
    pub(crate) weight: ShopWeight,
    pub(crate) visit_days: u16,
    /// When it was seen last before today.
    pub(crate) seen: Option<NaiveDate>,
    pub(crate) month_goal: i64,
    pub(crate) is_by_hand: bool,
    /// What it brought in the month until yesterday, and today.
    pub(crate) brought: (i64, i64),
    pub(crate) visits_left: u16,
    pub(crate) today_goal: i64,
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

impl Model {
    /// The version in force of the year that a month is in.
    pub(crate) fn plan_of_month<'a>(&self, kept: &'a Kept, month: Month) -> Option<&'a Plan> {
        let year = FiscalYear::of(month, self.fiscal_start()).first;
        kept.plan_in_force(year)
    }

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
        self.goal_said(row, month)
    }

    fn goal_said(&self, row: BookRow, month: Month) -> Option<i64> {
        self.book.goals(row).get(&month).map(|(amount, _)| amount.fen())
    }

    /// When a shop was seen last before a day: a contact, an order that was entered here, a note, a field that
    /// was found true.
    fn seen_before(&self, row: BookRow, day: NaiveDate) -> Option<NaiveDate> {
        let facts = self.book.facts(row);
        let contacts = facts.iter().filter(|it| !it.is_gone).filter_map(|it| {
            let Fact::Contact(contact) = it.fact else { return None };
            Some(contact.on)
        });
        let orders = self.book.orders(row).filter(|it| it.source == OrderSource::App);
        let notes = self.book.notes(row).filter(|it| !it.is_retracted).map(|it| it.writer.on);
        let filled = self.book.filled_fields(row);
        let checked = filled.into_iter().filter_map(|field| self.book.confirmed_on(row, field));
        let all = contacts.chain(orders.map(|it| it.on)).chain(notes).chain(checked);
        all.filter(|it| *it < day).max()
    }

    fn trade_of(&self, row: BookRow, now: Month) -> ShopTrade {
        let months = self.book.months(row);
        let sum = |from: Month| {
            let span = from.index()..from.on(3).index();
            let of = months.iter().filter(|it| span.contains(&it.month));
            of.fold(0_i64, |sum, it| sum.saturating_add(it.amount))
        };
        let level = |field| match self.book.value(row, field) {
            Some(Value::Integer(n)) => u8::try_from(n).ok(),
            Some(Value::Choice(n)) => Some(n),
            Some(Value::Text(_) | Value::Date(_) | Value::YesNo(_) | Value::Amount(_)) | None => {
                None
            }
        };
        let trend = Trend { now: sum(now.back(3)), before: sum(now.back(15)) };
        ShopTrade { scale: level(fields::SCALE), tier: level(fields::TIER), trend }
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
        let plan = self.plan_of_month(&kept, month);
        let sums = self.budget.index.by_territory();
        let rate = self.tax_rate();
        let mut territories = Vec::new();
        let mut places = BTreeMap::new();
        for (value, n_customers) in self.budget.index.shops() {
            let name = value.as_deref().unwrap_or_default().to_owned();
            let actual = sums.get(&value).and_then(|it| it.get(&month));
            places.insert(name.clone(), territories.len());
            territories.push(GoalTerritory {
                goal: plan.and_then(|plan| self.share_of(plan, &name, month)),
                actual: net(actual.map_or(0, |it| it.revenue), rate),
                name,
                n_customers,
                shared: (0, 0),
            });
        }
        let shops = self.shops_of(&mut territories, &places, month);
        let today_actual = self.brought_today(rate);
        let planned = plan.and_then(|plan| {
            let table = table_of(&kept, plan);
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
        let of_month = all.filter(|(key, _)| key.at == month.index());
        let fen = of_month.filter_map(|(_, value)| value.parse::<i64>().ok());
        fen.fold(0, i64::saturating_add)
    }

    /// What all customers brought today.
    fn brought_today(&self, rate: u16) -> i64 {
        let orders = self.book.all_orders();
        let today = orders.filter(|(row, it)| {
            let shown = self.book.survivor(*row).filter(|it| self.book.is_visible(*it));
            it.on == self.today && it.counts() && shown.is_some()
        });
        let sum = today.fold(0_i64, |sum, (_, it)| sum.saturating_add(it.amount()));
        net(sum, rate)
    }

    fn shops_of(
        &self,
        territories: &mut [GoalTerritory],
        places: &BTreeMap<String, usize>,
        month: Month,
    ) -> Vec<GoalShop> {
        let (field, rules) = (self.territory_field(), self.book.rule_book().on(self.today));
        let mut of_territory: BTreeMap<usize, Vec<(BookRow, ShopWeight)>> = BTreeMap::new();
        for row in self.book.rows().filter(|row| self.book.is_visible(*row)) {
            let name = self.book.text(row, field).unwrap_or_default();
            let place = places.get(name).copied();
            let place = place.filter(|it| territories.get(*it).is_some_and(|it| it.goal.is_some()));
            let is_closed = self.book.choice(row, fields::STATUS).is_some_and(is_closed);
            let Some(place) = place.filter(|_| !is_closed) else { continue };
            let weight = weigh(self.trade_of(row, month), &rules.budget.weights.value);
            of_territory.entry(place).or_default().push((row, weight));
        }
        let mut all = Vec::new();
        for (place, shops) in of_territory {
            let Some(territory) = territories.get_mut(place) else { continue };
            let by_hand = shops.iter().filter_map(|(row, _)| {
                Some((self.book.id_of(*row)?, self.goal_said(*row, month)?))
            });
            let by_hand: BTreeMap<CustomerId, i64> = by_hand.collect();
            let weights =
                shops.iter().filter_map(|(row, it)| Some((self.book.id_of(*row)?, it.weight)));
            let weights: Vec<(CustomerId, u32)> = weights.collect();
            let goal = territory.goal.unwrap_or_default();
            let Ok(goals) = split_goal(goal, &weights, &by_hand) else { continue };
            territory.shared = (goals.weights, goals.by_weight);
            for (row, weight) in shops {
                let Some(customer) = self.book.id_of(row) else { continue };
                let Some(goal) = goals.shops.get(&customer) else { continue };
                let it = (row, customer, place);
                all.push(self.goal_shop(it, weight, (goal.amount, goal.is_by_hand), &rules));
            }
        }
        all
    }

    fn goal_shop(
        &self,
        (row, customer, territory): (BookRow, CustomerId, usize),
        weight: ShopWeight,
        (month_goal, is_by_hand): (i64, bool),
        rules: &jipan_rules::setting::RulesOn,
    ) -> GoalShop {
        // A shop without a tier bought little or nothing: it is served as the last one.
        let of = (weight.of.tier.unwrap_or(8), self.book.feature_class(row));
        let visit_days = due(of, rules).map_or(60, |it| it.visit_days);
        let seen = self.seen_before(row, self.today);
        let rate = rules.budget.tax.value.0;
        let month = Month::of(self.today);
        let orders = self.book.orders(row).filter(|it| it.counts() && Month::of(it.on) == month);
        let (mut before, mut today) = (0_i64, 0_i64);
        for order in orders {
            let sum = if order.on < self.today { &mut before } else { &mut today };
            *sum = sum.saturating_add(order.amount());
        }
        let brought = (net(before, rate), net(today, rate));
        let visits_left = visits_left(seen, visit_days, self.today, month.last_day());
        GoalShop {
            row,
            customer,
            territory,
            weight,
            visit_days,
            seen,
            month_goal,
            is_by_hand,
            brought,
            visits_left,
            today_goal: today_goal(month_goal, brought.0, visits_left),
            is_due: is_due(seen, visit_days, self.today),
        }
    }

    /// Whether targets can be issued to territories.
    pub(crate) fn can_issue(&self, kept: &Kept) -> bool {
        let plan = self.plan_of_month(kept, Month::of(self.today));
        let line = LineRef::Row(Row::SalesRevenue);
        let has_numbers = plan.is_some_and(|plan| table_of(kept, plan).year(line).is_some());
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
        let Some(plan) = self.plan_of_month(&kept, now) else { return Vec::new() };
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
        let table = table_of(&kept, plan);
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
            let put = |(part, fen): (&jipan_rules::Uuid, &i64)| {
                self.put_number(key.part(*part).at(month), Some(*fen))
            };
            ops.extend(issued.iter().filter_map(put));
        }
        self.commit_budget(Action::EditBudget, ops, Vec::new(), env)
    }
}
