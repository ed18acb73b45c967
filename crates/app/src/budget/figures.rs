//! What a year was planned and came to, as tables by the rules, and the series that forecasts rest on. Not
//! here: the sums of the orders (`index`), and how it is shown.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::budget::{
    BudgetRules, Drivers, Figure, FiscalYear, LineId, LineRef, Row, RowUnit, Series, Table, Twelve,
    without_tax,
};
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::index::Tally;
use super::read::{Kept, Line, Plan, own_lines};
use crate::model::Model;

/// What all months came to, as it is shown: without the tax where that is taken out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Actuals {
    /// By month, what came to each row.
    months: BTreeMap<Month, BTreeMap<Row, Figure>>,
    /// By month, what came to each own line of sales.
    lines: BTreeMap<Month, BTreeMap<LineId, Figure>>,
    /// Revenue by the month of the first order of the customer, and its own month, the tax in it.
    cohorts: BTreeMap<(Month, Month), i64>,
    /// The first month of which anything is known.
    first: Option<Month>,
    /// The month of now.
    now: Option<Month>,
}

/// The rows that come from orders and services. The tax is in their amounts.
pub(crate) const TRADED: [Row; 7] = [
    Row::SalesVolume,
    Row::SalesRevenue,
    Row::AfterSalesVolume,
    Row::AfterSalesRevenue,
    Row::ValueAddedVolume,
    Row::ValueAddedRevenue,
    Row::CostOfGoods,
];

/// The rows of revenue.
pub(crate) const REVENUES: [Row; 3] =
    [Row::SalesRevenue, Row::AfterSalesRevenue, Row::ValueAddedRevenue];

/// An amount without the tax.
pub(crate) fn net(fen: i64, rate: u16) -> i64 {
    without_tax(Money::from_fen(fen), rate).fen()
}

/// What a tally came to in a row, with the tax in it.
pub(crate) fn gross_of(tally: &Tally, row: Row) -> Option<Figure> {
    let [after_sales, value_added] = tally.services;
    Some(match row {
        Row::SalesVolume => Figure::known(tally.volume),
        Row::SalesRevenue => Figure::known(tally.revenue),
        Row::AfterSalesVolume => Figure::known(after_sales.0),
        Row::AfterSalesRevenue => Figure::known(after_sales.1),
        Row::ValueAddedVolume => Figure::known(value_added.0),
        Row::ValueAddedRevenue => Figure::known(value_added.1),
        Row::CostOfGoods => tally.cost,
        Row::Visits => Figure::known(tally.visits),
        Row::GrossProfit
        | Row::GrossMargin
        | Row::FixedExpense
        | Row::VariableExpense
        | Row::PreTaxProfit
        | Row::ProfitRate
        | Row::FormalStaff
        | Row::NonFormalStaff
        | Row::EchelonReserve
        | Row::EchelonJunior
        | Row::EchelonMiddle
        | Row::EchelonSenior => return None,
    })
}

/// What a tally came to in a row, without the tax at a rate.
pub(crate) fn net_of(tally: &Tally, row: Row, rate: u16) -> Option<Figure> {
    let gross = gross_of(tally, row)?;
    let is_money = row.unit() == RowUnit::Money;
    let value = if is_money { net(gross.value, rate) } else { gross.value };
    Some(Figure { value, ..gross })
}

impl Actuals {
    /// Whether a month began, and anything is known of it or of one before.
    pub(crate) fn is_known(&self, month: Month) -> bool {
        self.first.is_some_and(|first| month >= first) && self.now.is_some_and(|now| month <= now)
    }

    /// What a row came to in a month: nothing in one of which something else is known.
    pub(crate) fn at(&self, row: Row, month: Month) -> Option<Figure> {
        if !self.is_known(month) {
            return None;
        }
        let known = self.months.get(&month).and_then(|it| it.get(&row)).copied();
        known.or_else(|| (TRADED.contains(&row) || row == Row::Visits).then(Figure::default))
    }

    /// What the own lines of sales came to in a month, of which anything is known: nothing where nothing was sold.
    fn of_lines(&self, kept: &Kept, month: Month) -> Vec<(LineId, Row, Figure)> {
        let known = self.lines.get(&month);
        let lines = kept.lines.iter().filter(|it| it.counts_goods() && self.is_known(month));
        let figure = |it: LineId| known.and_then(|known| known.get(&it)).copied();
        let of = |it: &Line| (it.of.id, it.of.parent, figure(it.of.id).unwrap_or_default());
        lines.map(of).collect()
    }

    /// Revenue of a month from customers whose first order lies in a span of months, the tax in it.
    pub(crate) fn of_new(&self, month: Month, first: core::ops::RangeInclusive<Month>) -> i64 {
        let new =
            self.cohorts.iter().filter(|((begun, of), _)| *of == month && first.contains(begun));
        new.fold(0, |sum, (_, amount)| sum.saturating_add(*amount))
    }

    /// The full months of a row that are known, from the first in which it has something itself up to a month that
    /// is no more among them: nobody knows that nothing came before.
    pub(crate) fn series(&self, row: Row, until: Month) -> Option<Series> {
        let until = until.min(self.now?);
        let is_something = |it: &Figure| *it != Figure::default();
        let mut known = self.months.iter();
        let begun = known.find(|(_, it)| it.get(&row).is_some_and(is_something));
        let first = begun.map(|(month, _)| *month).filter(|it| *it < until)?;
        let months = (first.index()..until.index()).map(Month::from_index);
        let values = months.map(|it| self.at(row, it).map(|it| it.value).unwrap_or_default());
        Some(Series { first, values: values.collect() })
    }
}

/// The tables of a year.
#[derive(Debug, Clone)]
pub(crate) struct Tables {
    pub(crate) year: FiscalYear,
    pub(crate) plan: Table,
    pub(crate) actual: Table,
    pub(crate) compared: Option<Table>,
    pub(crate) closed: ClosedMonths,
}

/// What the closed months came to when they were closed, as it is shown: without the tax where that is taken
/// out.
pub(crate) type ClosedMonths = BTreeMap<Month, BTreeMap<LineRef, i64>>;

/// The closed months of a year without the tax at a rate. They are kept with the tax in them, so that another
/// rate corrects none of them.
pub(crate) fn closed_of(kept: &Kept, year: FiscalYear, rate: u16) -> ClosedMonths {
    let mut entered: BTreeMap<LineRef, Twelve> = BTreeMap::new();
    let closed = || {
        let months = year.months().into_iter().enumerate();
        months.filter_map(|(place, month)| Some((place, month, &kept.closed.get(&month)?.was)))
    };
    for (place, _, was) in closed() {
        for (line, value) in was {
            let LineRef::Row(row) = line else { continue };
            let is_taxed = TRADED.contains(row) && row.unit() == RowUnit::Money;
            let value = if is_taxed { net(*value, rate) } else { *value };
            if let Some(cell) = entered.entry(*line).or_insert([None; 12]).get_mut(place) {
                *cell = Some(Figure::known(value));
            }
        }
    }
    // The sums of own lines are in their rows already; only what follows from rows is computed anew.
    let table = Table::of(&[], &entered, Drivers::Entered);
    let months = closed().map(|(place, month, was)| {
        let shown = |(line, value): (&LineRef, &i64)| {
            (*line, table.month(*line, place).map_or(*value, |it| it.value))
        };
        (month, was.iter().map(shown).collect())
    });
    months.collect()
}

/// What a plan comes to, with the own lines that it has.
pub(crate) fn table_of(plan: &Plan) -> Table {
    let entered: BTreeMap<LineRef, Twelve> =
        plan.cells.iter().map(|(line, it)| (*line, it.map(|it| it.map(Figure::known)))).collect();
    Table::of(&own_lines(&plan.lines), &entered, Drivers::Apply)
}

impl Model {
    /// The rules of the budget in force on a day.
    pub(crate) fn budget_rules(&self, day: NaiveDate) -> BudgetRules {
        self.book.rule_book().on(day).budget
    }

    /// The month with which years begin, 1 to 12.
    pub(crate) fn fiscal_start(&self) -> u8 {
        self.budget_rules(self.today).start.value.0
    }

    /// The rate of the tax that is taken out of all amounts: that of today, since it is only a way to look at
    /// what was entered; 0 where they are shown with it.
    pub(crate) fn tax_rate(&self) -> u16 {
        self.budget_rules(self.today).tax.value.0
    }

    /// What all months came to; made anew where something is another one.
    pub(crate) fn actuals(&self) -> Rc<Actuals> {
        let key = (self.budget.index.n_made, self.book.standing_revision(), self.today);
        let mut kept = self.budget.actuals.borrow_mut();
        let made = kept.take().filter(|(of, _)| *of == key);
        let made = made.unwrap_or_else(|| (key, Rc::new(self.count_actuals(self.tax_rate()))));
        Rc::clone(&kept.insert(made).1)
    }

    /// What all months came to without the tax at a rate.
    fn count_actuals(&self, rate: u16) -> Actuals {
        let by_month = self.budget.index.by_month();
        let first = by_month.keys().next().copied();
        let months = by_month.iter().map(|(month, tally)| {
            let rows = TRADED.into_iter().chain([Row::Visits]);
            let of_rows = rows.filter_map(|row| Some((row, net_of(tally, row, rate)?)));
            (*month, of_rows.collect())
        });
        let mut lines: BTreeMap<Month, BTreeMap<LineId, Figure>> = BTreeMap::new();
        let kept = self.kept_budget();
        for ((month, id), figure) in self.budget.index.by_line() {
            let is_money = kept.unit_of(LineRef::Own(id)) == RowUnit::Money;
            let value = if is_money { net(figure.value, rate) } else { figure.value };
            lines.entry(month).or_default().insert(id, Figure { value, ..figure });
        }
        let cohorts = self.budget.index.cohorts();
        let (months, now) = (months.collect(), Some(Month::of(self.today)));
        Actuals { months, lines, cohorts, first, now }
    }

    /// What a row came to in a month with the tax in it.
    pub(crate) fn gross_at(&self, row: Row, month: Month) -> Option<Figure> {
        gross_of(self.budget.index.by_month().get(&month)?, row)
    }

    /// What was entered of actuals in a month, by row and line: orders, services, expenses.
    fn actual_at(&self, kept: &Kept, actuals: &Actuals, month: Month) -> BTreeMap<LineRef, Figure> {
        let mut all = BTreeMap::new();
        if month > Month::of(self.today) {
            return all;
        }
        for row in TRADED.into_iter().chain([Row::Visits]) {
            all.extend(actuals.at(row, month).map(|it| (LineRef::Row(row), it)));
        }
        // What an own line counts is not of the rest of its row.
        for (id, row, figure) in actuals.of_lines(kept, month) {
            all.insert(LineRef::Own(id), figure);
            if let Some(rest) = all.get_mut(&LineRef::Row(row)) {
                *rest = rest.without(figure);
            }
        }
        for line in kept.staff.keys().filter(|line| kept.unit_of(**line) == RowUnit::Heads) {
            if let Some((_, heads)) = kept.staff_in(*line, month) {
                // Those of a line that was taken out are of its row.
                let sum: &mut Figure = all.entry(kept.standing_of(*line)).or_default();
                *sum = sum.saturating_plus(Figure::known(heads));
            }
        }
        let spent = kept.spent(month);
        if actuals.is_known(month) || !spent.is_empty() {
            for row in [Row::FixedExpense, Row::VariableExpense] {
                all.insert(LineRef::Row(row), Figure::default());
            }
        }
        all.extend(spent.into_iter().map(|(line, fen)| (line, Figure::known(fen))));
        all
    }

    /// What a year came to so far.
    pub(crate) fn actual_table(&self, kept: &Kept, year: FiscalYear) -> Table {
        self.table_of_actuals(kept, &self.actuals(), year)
    }

    fn table_of_actuals(&self, kept: &Kept, actuals: &Actuals, year: FiscalYear) -> Table {
        let mut entered: BTreeMap<LineRef, Twelve> = BTreeMap::new();
        for (place, month) in year.months().into_iter().enumerate() {
            for (line, figure) in self.actual_at(kept, actuals, month) {
                if let Some(cell) = entered.entry(line).or_insert([None; 12]).get_mut(place) {
                    *cell = Some(figure);
                }
            }
        }
        Table::of(&kept.own_lines(), &entered, Drivers::Entered)
    }

    /// The tables of a plan and its year.
    pub(crate) fn tables(&self, kept: &Kept, plan: &Plan) -> Tables {
        let compared = self.budget.chosen.compare.and_then(|id| kept.plans.get(&id));
        Tables {
            year: plan.year,
            plan: table_of(plan),
            actual: self.actual_table(kept, plan.year),
            compared: compared.map(table_of),
            closed: closed_of(kept, plan.year, self.tax_rate()),
        }
    }

    /// What a closed month came to now, as a snapshot has it: with the tax in it.
    pub(crate) fn snapshot(&self, kept: &Kept, month: Month) -> BTreeMap<LineRef, i64> {
        let year = FiscalYear { first: month };
        let table = self.table_of_actuals(kept, &self.count_actuals(0), year);
        let rows = Row::ALL.into_iter().map(LineRef::Row);
        let lines = kept.lines.iter().map(|it| LineRef::Own(it.of.id));
        let known = rows.chain(lines).filter_map(|line| Some((line, table.month(line, 0)?.value)));
        known.collect()
    }
}
