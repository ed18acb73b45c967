//! 缺口: target, forecast and gap of each row. Not here: how they come about (`budget/gap`).

use jipan_rules::budget::{LineRef, Method, Row};
use jipan_rules::period::Month;

use crate::budget::{FORECAST, Kept, Plan, gap_of, table_of};
use crate::event::GapField;
use crate::model::Model;
use crate::view::{GapMonth, GapRow, GapView, MethodView};

impl Model {
    /// Full months of orders that are known.
    pub(super) fn n_history(&self) -> u16 {
        let series = self.actuals().series(Row::SalesRevenue, Month::of(self.today));
        series.and_then(|it| u16::try_from(it.values.len()).ok()).unwrap_or_default()
    }

    pub(super) fn gap_view(&self, plan: &Plan) -> GapView {
        let kept = self.kept_budget();
        let open = self.budget.chosen.open;
        let open = if FORECAST.contains(&open) { open } else { Row::SalesRevenue };
        GapView {
            plan: plan.id,
            is_editable: self.open_plan(&kept, plan.id).is_some(),
            n_history: self.n_history(),
            rows: FORECAST.into_iter().map(|row| self.gap_row(&kept, plan, row, open)).collect(),
            open,
            weights: plan.weights,
            weights_draft: self.gap_draft_view(plan.id, GapField::Weights),
        }
    }

    fn gap_row(&self, kept: &Kept, plan: &Plan, row: Row, open: Row) -> GapRow {
        let line = LineRef::Row(row);
        let table = table_of(plan);
        let forecast = self.planned_forecast(plan, row);
        let gap = gap_of(plan, row, &forecast);
        let actuals = self.actuals();
        let last_year = plan.year.back(1).months().map(|month| actuals.at(row, month));
        let last_year = last_year.iter().flatten().fold(None, |sum: Option<i64>, it| {
            Some(sum.unwrap_or_default().saturating_add(it.value))
        });
        let now = Month::of(self.today);
        let month = |(place, month): (usize, Month)| GapMonth {
            month,
            actual: actuals.at(row, month).filter(|_| month < now).map(|it| it.value),
            forecast: forecast.at(place),
            share: gap.and_then(|it| it.shares.get(place).copied()),
            proposed: gap.and_then(|it| it.plan.get(place).copied()),
            planned: table.month(line, place).map(|it| it.value),
        };
        let months = plan.year.months().into_iter().enumerate().filter(|_| row == open);
        let measures = kept.measures.iter().filter(|it| it.plan == plan.id && it.row == row);
        GapRow {
            row,
            unit: row.unit(),
            last_year,
            target: plan.targets.get(&line).copied(),
            target_draft: self.gap_draft_view(plan.id, GapField::Target(row)),
            forecast: forecast.total(),
            gap: gap.map(|it| it.gap),
            n_unknown: gap.map_or_else(|| forecast.n_unknown(), |it| it.n_unknown),
            planned: table.year(line).map(|it| it.value),
            method: plan.method_of(row),
            growth: plan.growth_of(row),
            growth_draft: self.gap_draft_view(plan.id, GapField::Growth(row)),
            methods: Method::ALL.map(|method| self.method_view(plan, row, method)).into(),
            months: months.map(month).collect(),
            measures: measures.fold(0, |sum: i64, it| sum.saturating_add(it.left())),
        }
    }

    fn method_view(&self, plan: &Plan, row: Row, method: Method) -> MethodView {
        let growth = plan.growth_of(row);
        let forecast = self.forecast_of((row, method), plan.year, growth, plan.year.first);
        MethodView {
            method,
            total: forecast.total(),
            error: forecast.error.map(|it| (it.rate, it.n_months)),
            n_lacking: forecast.n_lacking,
        }
    }
}
