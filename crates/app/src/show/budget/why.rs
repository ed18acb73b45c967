//! Why a number of the budget is what it is: plan, actual, forecast, gap, goal. Not here: the terms of the rows
//! (`why_terms`), and what lies behind an actual (`why_actual`).

use std::cmp::Reverse;

use jipan_book::sorting::sort_by_key;
use jipan_rules::budget::{BudgetField, BudgetKey, Figure, LineRef, Method, PlanId, Row, RowUnit};
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;

use super::why_terms::{line, minus, terms_of};
use crate::budget::{Kept, Plan, gap_of, line_label, net, table_of};
use crate::event::{BudgetPart, BudgetWhy, CellAt, CellOf};
use crate::model::Model;
use crate::show::instant;
use crate::view::{BudgetWhyView, LineLabel, WhyLine, WhySource, WhyTerm};

/// What was found of a number: its figure, its terms, what lies behind it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) figure: Option<Figure>,
    pub(super) lines: Vec<WhyLine>,
    pub(super) sources: Vec<WhySource>,
}

/// What a source adds.
fn amount_of(source: &WhySource) -> i64 {
    match source {
        WhySource::Order { amount, .. }
        | WhySource::Service { amount, .. }
        | WhySource::Expense { amount, .. }
        | WhySource::Deal { amount, .. } => *amount,
        WhySource::Written { .. } => 0,
    }
}

impl Model {
    /// A "why" with all that lies behind it; none where this person may not know, or nothing is there.
    pub(crate) fn budget_why(&self, of: BudgetWhy) -> Option<BudgetWhyView> {
        let kept = self.kept_budget();
        if let BudgetWhy::Goal(customer) = of {
            // Half of the shops would have the goals of all.
            let is_made = self.budget_percent(BudgetPart::Goals).is_none();
            return if is_made { self.why_goal(customer) } else { None };
        }
        let plan = self.shown_plan(&kept).and_then(|id| kept.plans.get(&id));
        let plan = plan.filter(|_| self.leads_budget() && self.budget.percent().is_none())?;
        let whole = |row| (LineRef::Row(row), CellOf::Whole);
        let ((at, part), found) = match of {
            BudgetWhy::Plan(at) => ((at.line, at.of), self.why_plan(&kept, plan, at)),
            BudgetWhy::Actual(at) => ((at.line, at.of), self.why_actual(&kept, plan, at)),
            BudgetWhy::Forecast(row, month) => (whole(row), self.why_forecast(plan, row, month)),
            BudgetWhy::Gap(row) => (whole(row), self.why_gap(plan, row)),
            BudgetWhy::Goal(_) => return None,
        };
        let label = match (at, part) {
            (LineRef::Row(row), CellOf::Rest) => Some(LineLabel::Rest(row)),
            (_, CellOf::Rest | CellOf::Whole) => Some(line_label(&kept, at)),
        };
        let unit = kept.unit_of(at);
        Some(why_view((of, label, unit), found))
    }

    /// Who wrote a value, the latest first; of a plan that is frozen, what came after that is late.
    pub(super) fn who_wrote(&self, plan: Option<&Plan>, key: BudgetKey) -> Vec<WhySource> {
        let counted = plan.map(|it| self.book.counted(it.id));
        let said = self.book.budget_history(key).into_iter().rev();
        let written = said.filter_map(|(by, value)| {
            Some(WhySource::Written {
                who: self.person_name(by.by),
                at: instant(by.stamp.ms())?,
                value: value.and_then(|it| it.parse().ok()),
                is_late: counted.as_ref().is_some_and(|it| !it.has(by)),
            })
        });
        written.collect()
    }

    fn why_plan(&self, kept: &Kept, plan: &Plan, at: CellAt) -> Found {
        let table = table_of(plan);
        let mut found = terms_of((kept, plan), &table, at);
        let Some((month, place)) = at.month.and_then(|it| Some((it, plan.year.place(it)?))) else {
            return found;
        };
        let who_wrote = || self.who_wrote(Some(plan), BudgetKey::cell(plan.id, at.line, month));
        let (LineRef::Row(row), CellOf::Whole) = (at.line, at.of) else {
            found.sources = who_wrote();
            return found;
        };
        // What is written under a row with own lines is the rest of it.
        if table.lines(row).next().is_some() {
            return found;
        }
        found.sources = who_wrote();
        let is_leaf = found.lines.is_empty();
        let forecast = self.planned_forecast(plan, row);
        let gap = gap_of(plan, row, &forecast).filter(|_| is_leaf);
        // A number that is forecast + gap × weight says so.
        if let Some(gap) =
            gap.filter(|it| it.plan.get(place) == found.figure.map(|it| it.value).as_ref())
        {
            let share = gap.shares.get(place).copied().unwrap_or_default();
            let weight = plan.weights.get(place).copied().unwrap_or_default();
            let all = plan.weights.iter().fold(0_u32, |sum, it| sum.saturating_add(*it));
            let unit = row.unit();
            let expected = Figure::known(forecast.at(place));
            found.lines = vec![
                line(WhyTerm::Forecast, expected, unit),
                line(WhyTerm::Weight(weight, all), Figure::known(share), unit),
            ];
        }
        found
    }

    fn why_forecast(&self, plan: &Plan, row: Row, month: Option<Month>) -> Found {
        let forecast = self.planned_forecast(plan, row);
        let unit = row.unit();
        let known = Figure::known;
        let Some((month, place)) = month.and_then(|it| Some((it, plan.year.place(it)?))) else {
            let months = plan.year.months().into_iter().zip(forecast.filled());
            let lines = months.filter(|_| forecast.total().is_some());
            let lines = lines.map(|(month, it)| (month, known(it)));
            return Found {
                figure: forecast.total().map(known),
                lines: lines.map(|(month, it)| line(WhyTerm::Month(month), it, unit)).collect(),
                sources: Vec::new(),
            };
        };
        let figure = forecast.months.get(place).copied().flatten();
        let Some(value) = figure else {
            // A month that is not known counts as the mean of those that are.
            let mean = forecast.total().map(|_| known(forecast.at(place)));
            let lines = mean.map(|it| line(WhyTerm::MeanOfKnown, it, unit));
            return Found { figure: mean, lines: lines.into_iter().collect(), sources: Vec::new() };
        };
        let (lines, sources) = match plan.method_of(row) {
            Method::LastYear => {
                let actuals = self.actuals();
                let now = Month::of(self.today);
                let full = |it: &Month| *it < plan.year.first.min(now);
                let years = (1..10).map(|n| month.back(12 * n));
                let mut known_years = years.filter(full);
                let base = known_years.find_map(|it| Some((it, actuals.at(row, it)?)));
                let lines = base.map(|(of, figure)| {
                    let more = value.saturating_sub(figure.value);
                    vec![
                        line(WhyTerm::LastYear(of), known(figure.value), unit),
                        line(WhyTerm::Growth, known(more), unit),
                    ]
                });
                (lines.unwrap_or_default(), Vec::new())
            }
            Method::Smoothing => (vec![line(WhyTerm::Forecast, known(value), unit)], Vec::new()),
            Method::Pipeline => {
                let ordered = self.ordered_in(row, month);
                let weighted = line(WhyTerm::Pipeline, known(value.saturating_sub(ordered)), unit);
                let ordered = (ordered != 0).then(|| line(WhyTerm::Ordered, known(ordered), unit));
                let lines = core::iter::once(weighted).chain(ordered).collect();
                (lines, self.deals_behind(month))
            }
        };
        Found { figure: Some(known(value)), lines, sources }
    }

    /// The deals of the weighted pipeline of a month.
    fn deals_behind(&self, month: Month) -> Vec<WhySource> {
        let rate = self.tax_rate();
        let deals = self.deals_in(month).into_iter();
        let deals = deals.filter_map(|(row, it)| {
            let (amount, percent) = it.pipeline()?;
            let hundredths = i128::from(amount.fen()) * i128::from(percent);
            let weighted = i64::try_from((hundredths + 50) / 100).ok()?;
            Some(WhySource::Deal {
                customer: self.book.id_of(row)?,
                name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
                on: it.deal.course.expected()?.on?,
                percent,
                amount: net(weighted, rate),
            })
        });
        deals.collect()
    }

    fn why_gap(&self, plan: &Plan, row: Row) -> Found {
        let forecast = self.planned_forecast(plan, row);
        let Some(gap) = gap_of(plan, row, &forecast) else { return Found::default() };
        let at = LineRef::Row(row);
        let target = plan.targets.get(&at).copied().unwrap_or_default();
        let expected = Figure::known(forecast.total().unwrap_or_default());
        let PlanId(id) = plan.id;
        let key = BudgetKey::of(BudgetField::PlanTarget, id).part(at.uuid());
        Found {
            figure: Some(Figure::known(gap.gap)),
            lines: vec![
                line(WhyTerm::Target, Figure::known(target), row.unit()),
                minus(line(WhyTerm::Forecast, expected, row.unit())),
            ],
            sources: self.who_wrote(Some(plan), key),
        }
    }

    fn why_goal(&self, customer: CustomerId) -> Option<BudgetWhyView> {
        let goals = self.goals();
        let customer = self.book.survivor_of(customer);
        let shop = goals.shops().find(|it| it.customer == customer)?;
        let territory = goals.territories.get(shop.territory)?;
        let (money, count) = (RowUnit::Money, RowUnit::Count);
        let known = Figure::known;
        let (weights, shared) = territory.shared;
        let (month_goal, today_goal) = (shop.month_goal?, shop.today_goal?);
        let of_territory = territory.goal.map(|it| line(WhyTerm::TerritoryGoal, known(it), money));
        let mut lines: Vec<_> = of_territory.into_iter().collect();
        if !shop.is_by_hand {
            // What is split by weight: the goal of the territory less what was said by hand.
            lines.push(line(
                WhyTerm::ShopWeight(shop.weight.weight, weights),
                known(shared),
                money,
            ));
        }
        lines.push(line(WhyTerm::ShopGoal, known(month_goal), money));
        lines.push(minus(line(WhyTerm::ShopSoFar, known(shop.brought.0), money)));
        let visits = u32::from(shop.visits_left);
        lines.push(line(WhyTerm::VisitsLeft(visits), known(visits.into()), count));
        let sources = self.orders_of_shop(shop.row, goals.month);
        let figure = Some(known(today_goal));
        let found = Found { figure, lines, sources };
        Some(why_view((BudgetWhy::Goal(customer), None, money), found))
    }
}

/// The view of what was found: sources with amounts the greatest first.
fn why_view(
    (of, label, unit): (BudgetWhy, Option<LineLabel>, RowUnit),
    found: Found,
) -> BudgetWhyView {
    let Found { figure, lines, mut sources } = found;
    sort_by_key(&mut sources, |it| Reverse(amount_of(it).unsigned_abs()));
    BudgetWhyView { of, label, unit, figure, lines, sources: sources.into(), n_more: 0 }
}
