//! The head of the budget: the profit funnel with live figures, burn-up and waterfall. Source: S0 §盈利漏斗;
//! what an arm counts `OURS`. Not here: the table below it.

use jipan_rules::budget::{Arm, Figure, LineRef, Row, Table, rate};
use jipan_rules::period::Month;

use crate::budget::{Kept, Plan, REVENUES, Tables, net};
use crate::model::Model;
use crate::view::{BurnUp, FunnelArm, HeadView, WaterfallBar, WaterfallStep};

/// A sum of figures; what is blank is nothing.
fn sum(all: impl IntoIterator<Item = Option<Figure>>) -> Figure {
    all.into_iter().flatten().fold(Figure::default(), Figure::saturating_plus)
}

/// What the three revenues came to up to a month.
fn revenue(table: &Table, place: usize) -> Option<Figure> {
    let parts: Vec<Option<Figure>> =
        REVENUES.iter().map(|row| table.so_far(LineRef::Row(*row), place)).collect();
    parts.iter().any(Option::is_some).then(|| sum(parts))
}

impl Model {
    pub(super) fn head_view(&self, kept: &Kept, plan: &Plan, tables: &Tables) -> HeadView {
        let of = |row: Row| {
            let line = LineRef::Row(row);
            let planned = tables.plan.year(line).map(|it| it.value);
            (planned, tables.actual.year(line).unwrap_or_default())
        };
        let came = revenue(&tables.actual, 11);
        let profit = of(Row::PreTaxProfit);
        HeadView {
            revenue: (revenue(&tables.plan, 11).map(|it| it.value), came.unwrap_or_default()),
            gross: of(Row::GrossProfit),
            profit,
            profit_rate: rate(came.map(|_| profit.1), came),
            arms: Arm::ALL.map(|arm| self.funnel_arm(kept, plan, tables, arm)),
            burn_up: self.burn_up(plan, tables),
            waterfall: self.waterfall(kept, plan, tables),
        }
    }

    /// What an arm of the profit funnel came to. 业务开拓 is revenue from sales to customers whose first order
    /// lies in the year, 客户管理 all other revenue, that of services among it; 库存管理 is the cost of
    /// goods, 人员管理 what was spent, since what people cost is entered as expenses.
    pub(super) fn arm_actual(&self, plan: &Plan, tables: &Tables, arm: Arm) -> Figure {
        let year = plan.year;
        let of_new = || {
            let span = || year.first..=year.last();
            let rate = self.tax_rate();
            let actuals = self.actuals();
            let months = year.months().map(|it| net(actuals.of_new(it, span()), rate));
            months.into_iter().fold(0_i64, i64::saturating_add)
        };
        let of = |row| tables.actual.year(LineRef::Row(row));
        match arm {
            Arm::Business => Figure::known(of_new()),
            Arm::Customers => {
                let all = revenue(&tables.actual, 11).unwrap_or_default();
                all.saturating_minus(Figure::known(of_new()))
            }
            Arm::Stock => of(Row::CostOfGoods).unwrap_or_default(),
            Arm::People => sum([of(Row::FixedExpense), of(Row::VariableExpense)]),
        }
    }

    fn funnel_arm(&self, kept: &Kept, plan: &Plan, tables: &Tables, arm: Arm) -> FunnelArm {
        let now = self.place_of_now(plan);
        let so_far = |row| now.and_then(|it| tables.plan.so_far(LineRef::Row(row), it));
        // No plan says what of the revenue is from new customers, so both arms at the mouth have none.
        let planned = match arm {
            Arm::Business | Arm::Customers => None,
            Arm::Stock => so_far(Row::CostOfGoods),
            Arm::People => {
                let parts = [so_far(Row::FixedExpense), so_far(Row::VariableExpense)];
                parts.iter().any(Option::is_some).then(|| sum(parts))
            }
        };
        let measures = kept.measures.iter().filter(|it| it.plan == plan.id && it.arm == arm);
        let is_money = |row: Row| row.unit() == jipan_rules::budget::RowUnit::Money;
        let (mut expected, mut effect, mut n_measures) = (0_i64, 0_i64, 0_usize);
        for it in measures {
            n_measures = n_measures.saturating_add(1);
            if is_money(it.row) {
                expected = expected.saturating_add(it.expected);
                effect = effect.saturating_add(it.effect());
            }
        }
        FunnelArm {
            arm,
            actual: self.arm_actual(plan, tables, arm),
            plan: planned.map(|it| it.value),
            measures: (expected, effect),
            n_measures,
        }
    }

    /// What the three revenues are still to bring in a month: of the present one what is missing to its
    /// forecast.
    pub(super) fn still_expected(&self, plan: &Plan, tables: &Tables) -> [i64; 12] {
        let now = Month::of(self.today);
        let mut all = [0_i64; 12];
        for row in REVENUES {
            let way = (row, plan.method_of(row));
            let forecast = self.forecast_of(way, plan.year, plan.growth_of(row), now);
            for (place, month) in plan.year.months().into_iter().enumerate() {
                let came = tables.actual.month(LineRef::Row(row), place);
                let came = came.map(|it| it.value).unwrap_or_default();
                let left = match month.cmp(&now) {
                    core::cmp::Ordering::Less => 0,
                    core::cmp::Ordering::Equal => forecast.at(place).saturating_sub(came).max(0),
                    core::cmp::Ordering::Greater => forecast.at(place),
                };
                if let Some(sum) = all.get_mut(place) {
                    *sum = sum.saturating_add(left);
                }
            }
        }
        all
    }

    fn burn_up(&self, plan: &Plan, tables: &Tables) -> BurnUp {
        let at = |table, place| revenue(table, place).map(|it| it.value).unwrap_or_default();
        let now = self.place_of_now(plan);
        let actual: Vec<i64> = match now {
            Some(now) => (0..=now).map(|place| at(&tables.actual, place)).collect(),
            None => Vec::new(),
        };
        let mut expected = actual.last().copied().unwrap_or_default();
        let left = self.still_expected(plan, tables);
        let months = plan.year.months().into_iter().zip(left);
        let forecast = months.filter(|(month, _)| *month >= Month::of(self.today));
        let forecast = forecast.map(|(month, more)| {
            expected = expected.saturating_add(more);
            (month, expected)
        });
        BurnUp {
            forecast: forecast.collect(),
            plan: core::array::from_fn(|place| at(&tables.plan, place)),
            actual,
        }
    }

    fn waterfall(&self, kept: &Kept, plan: &Plan, tables: &Tables) -> Vec<WaterfallBar> {
        let Some(target) = revenue_target(plan, tables) else { return Vec::new() };
        let done = revenue(&tables.actual, 11).unwrap_or_default().value;
        let left = self.still_expected(plan, tables).into_iter().fold(0_i64, i64::saturating_add);
        let measures = measures_left(kept, plan);
        let gap = [done, left, measures].into_iter().fold(target, i64::saturating_sub);
        let bar = |step, amount| WaterfallBar { step, amount };
        vec![
            bar(WaterfallStep::Target, target),
            bar(WaterfallStep::Done, done),
            bar(WaterfallStep::Forecast, left),
            bar(WaterfallStep::Measures, measures),
            bar(WaterfallStep::Gap, gap),
        ]
    }
}

/// What the year is to come to: the targets of the revenues, of those without one what is planned.
fn revenue_target(plan: &Plan, tables: &Tables) -> Option<i64> {
    let of = |row: &Row| {
        let line = LineRef::Row(*row);
        let target = plan.targets.get(&line).copied();
        target.or_else(|| tables.plan.year(line).map(|it| it.value))
    };
    let parts: Vec<i64> = REVENUES.iter().filter_map(of).collect();
    (!parts.is_empty()).then(|| parts.into_iter().fold(0, i64::saturating_add))
}

/// What measures are still to bring to the revenues.
fn measures_left(kept: &Kept, plan: &Plan) -> i64 {
    let all = kept.measures.iter().filter(|it| it.plan == plan.id);
    let of_revenue = all.filter(|it| REVENUES.contains(&it.row));
    of_revenue.fold(0, |sum: i64, it| sum.saturating_add(it.left()))
}
