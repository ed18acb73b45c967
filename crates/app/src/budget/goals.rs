//! 目标: the month's plan goes to the territories. Not here: from there to the shop door (`goal_shops`), and how a
//! goal is split and who is due, which are rules.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Action, Op, territory_part_of};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, Row, split};
use jipan_rules::period::Month;
use jipan_rules::setting::RulesOn;
use jipan_rules::values::ids::CustomerId;

use super::figures::{net, table_of};
use super::goal_shops::{GoalPage, GoalShop, goal_pages};
use super::read::{Kept, Plan};
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::GoalYear;

/// A territory.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Whether its shops have what they are to bring.
    pub(super) is_split: bool,
}

/// The goals of a day.
#[derive(Debug, Clone)]
pub(crate) struct Goals {
    pub(crate) month: Month,
    /// The months of its year that were issued, where there are several.
    pub(crate) year: Option<GoalYear>,
    /// The day, and the rules in force on it.
    pub(super) by: (NaiveDate, RulesOn),
    pub(crate) territories: Vec<GoalTerritory>,
    pub(super) pages: Vec<GoalPage>,
    /// Whether all of it was made.
    is_whole: bool,
    pub(crate) today_actual: i64,
    pub(crate) not_issued: Option<i64>,
}

impl Goals {
    /// All shops that are not closed, in the order of the book.
    pub(crate) fn shops(&self) -> impl Iterator<Item = &GoalShop> {
        self.pages.iter().flat_map(|it| it.shops.iter())
    }

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

impl Model {
    /// What the months of the year of a plan that were issued, from the first to the last around the present one,
    /// are to bring together, and brought; none where they are not several.
    fn goal_year(&self, plan: &Plan, territories: &[GoalTerritory]) -> Option<GoalYear> {
        let of = |month: &Month| {
            let shares = territories.iter().filter_map(|it| self.share_of(plan, &it.name, *month));
            Some((*month, shares.reduce(i64::saturating_add)?))
        };
        let months = plan.year.months();
        let (before, rest) = months.split_at_checked(plan.year.place(Month::of(self.today))?)?;
        let mut issued: Vec<(Month, i64)> = before.iter().rev().map_while(of).collect();
        issued.reverse();
        issued.extend(rest.iter().map_while(of));
        let [(from, _), .., (until, _)] = *issued else { return None };
        let rate = self.tax_rate();
        let brought = |month| {
            let revenue = self.budget.index.revenue_in(month);
            revenue.values().fold(0_i64, |sum, it| sum.saturating_add(net(*it, rate)))
        };
        Some(GoalYear {
            first: plan.year.first,
            months: (from, until),
            goal: issued.iter().fold(0, |sum, (_, it)| sum.saturating_add(*it)),
            actual: issued.iter().fold(0, |sum, (it, _)| sum.saturating_add(brought(*it))),
        })
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
        self.book.goals(row).get(&month).map(|(amount, _)| amount.fen())
    }

    /// The goals of today; made anew where something is another one.
    pub(crate) fn goals(&self) -> Rc<Goals> {
        self.goals_with(usize::MAX)
    }

    /// Makes more of them, about so many shops; whether there is more to make.
    pub(super) fn make_goals(&self, n_max: usize) -> bool {
        !self.goals_with(n_max).is_whole
    }

    /// Whether they are to be made for many shops.
    pub(super) fn awaits_goals(&self) -> bool {
        let kept = self.budget.goals.borrow();
        let of_now = |it: &Goals| it.is_whole && it.by == self.goals_by();
        !kept.as_ref().is_some_and(|(_, it)| of_now(it))
    }

    fn goals_by(&self) -> (NaiveDate, RulesOn) {
        (self.today, self.book.rule_book().on(self.today))
    }

    fn goals_with(&self, n_max: usize) -> Rc<Goals> {
        let key = (
            self.book.revision(),
            self.book.budget_revision(),
            self.budget.index.n_made,
            self.today,
        );
        let mut kept = self.budget.goals.borrow_mut();
        let before = kept.take();
        let made = match before {
            Some((of, goals)) if of == key && goals.is_whole => goals,
            other => {
                let before = other.map(|(_, it)| Rc::unwrap_or_clone(it));
                Rc::new(self.count_goals(before, n_max))
            }
        };
        Rc::clone(&kept.insert((key, made)).1)
    }

    /// Counts them, about so many shops; of those before, what is the same stays.
    pub(super) fn count_goals(&self, before: Option<Goals>, n_max: usize) -> Goals {
        let kept = self.kept_budget();
        let month = Month::of(self.today);
        let plan = kept.plan_in_force_of(month);
        let revenue = self.budget.index.revenue_in(month);
        let rate = self.tax_rate();
        let mut territories = Vec::new();
        let mut shops: Vec<_> = self.budget.index.shops().into_iter().collect();
        sort_by_key(&mut shops, |(value, _)| (value.is_none(), value.as_deref().map(natural)));
        for (value, n_customers) in shops {
            let name = value.as_deref().unwrap_or_default().to_owned();
            territories.push(GoalTerritory {
                goal: plan.and_then(|plan| self.share_of(plan, &name, month)),
                actual: net(revenue.get(&value).copied().unwrap_or_default(), rate),
                name,
                n_customers,
                shared: (0, 0),
                left: 0,
                exceeded: 0,
                is_split: false,
            });
        }
        let by = self.goals_by();
        let pages = self.budget.index.pages();
        let (pages, is_whole) = goal_pages(pages, &mut territories, (&by, n_max), before);
        let today_actual = net(self.budget.index.today(), rate);
        let planned = plan.and_then(|plan| {
            let table = table_of(plan);
            let place = plan.year.place(month)?;
            Some(table.month(LineRef::Row(Row::SalesRevenue), place)?.value)
        });
        let issued = plan.map(|plan| self.issued_of(plan, month));
        let not_issued = planned.filter(|_| self.leads_budget());
        let not_issued = not_issued.map(|it| it.saturating_sub(issued.unwrap_or_default()));
        let year = plan.and_then(|plan| self.goal_year(plan, &territories));
        Goals { month, year, by, territories, pages, is_whole, today_actual, not_issued }
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
