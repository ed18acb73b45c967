//! What is to be expected of the rows, month by month. Not here: what follows for a plan (`gap`), and the
//! rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::FactView;
use jipan_rules::budget::{
    Compared, FiscalYear, Method, MethodError, Row, Series, error, error_of, filled, last_year,
    smoothing,
};
use jipan_rules::funnel::forecast;
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::figures::net;
use crate::funnel::{Known, stood_on};
use crate::model::Model;

/// Of more opportunities than these the past of the pipeline is not rebuilt. `OURS`
const TRIED_DEALS: usize = 5_000;

/// The rows that are forecast: what comes in.
pub(crate) const FORECAST: [Row; 6] = [
    Row::SalesRevenue,
    Row::SalesVolume,
    Row::AfterSalesRevenue,
    Row::AfterSalesVolume,
    Row::ValueAddedRevenue,
    Row::ValueAddedVolume,
];

/// What a way says of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forecast {
    pub(crate) months: [Option<i64>; 12],
    pub(crate) error: Option<MethodError>,
    pub(crate) n_lacking: u16,
}

impl Forecast {
    /// What each month counts as: one that is not known as the mean of those that are.
    pub(crate) fn filled(&self) -> [i64; 12] {
        filled(&self.months)
    }

    /// How many months are not known.
    pub(crate) fn n_unknown(&self) -> usize {
        self.months.iter().filter(|it| it.is_none()).count()
    }

    /// What it says of the year: none where no month is known.
    pub(crate) fn total(&self) -> Option<i64> {
        let sum = self.filled().into_iter().fold(0_i64, i64::saturating_add);
        self.months.iter().any(Option::is_some).then_some(sum)
    }

    /// What a month is to bring; 0 where nothing is known.
    pub(crate) fn at(&self, place: usize) -> i64 {
        self.filled().get(place).copied().unwrap_or_default()
    }
}

/// The months of a year by smoothing; none of those that the series itself has.
fn smoothed(series: &Series, year: FiscalYear) -> [Option<i64>; 12] {
    let next = series.next();
    let horizon = year.last().on(1).index().saturating_sub(next.index());
    let ahead = smoothing(series, horizon).unwrap_or_default();
    year.months().map(|month| {
        let place = month.index().checked_sub(next.index())?;
        ahead.get(usize::from(place)).copied()
    })
}

impl Model {
    /// What a way says of a row in a year. A plan is made from what is known before its year; what is still
    /// to come from all that is known.
    pub(crate) fn forecast_of(
        &self,
        (row, method): (Row, Method),
        year: FiscalYear,
        growth: u32,
        until: Month,
    ) -> Forecast {
        let now = Month::of(self.today);
        let series = self.actuals().series(row, until.min(now));
        let series = series.unwrap_or(Series { first: now, values: Vec::new() });
        let months = match method {
            Method::LastYear => last_year(&series, year, growth),
            Method::Smoothing => smoothed(&series, year),
            Method::Pipeline => year.months().map(|month| self.pipeline_of(row, month)),
        };
        let n_lacking = match method {
            Method::LastYear => {
                12_u16.saturating_sub(u16::try_from(series.values.len()).unwrap_or(u16::MAX))
            }
            Method::Smoothing => series.n_lacking(),
            Method::Pipeline => 0,
        };
        let error = match method {
            Method::LastYear | Method::Smoothing => error(method, &series, growth),
            Method::Pipeline if row == Row::SalesRevenue => self.pipeline_error(),
            Method::Pipeline => None,
        };
        Forecast { months, error, n_lacking }
    }

    /// The deals that are expected in a month, all late ones in the present one.
    pub(crate) fn deals_in(&self, month: Month) -> Vec<(jipan_book::Row, &Known)> {
        let shops = self.funnel.index.shops.iter().filter(|(_, it)| !it.is_closed);
        let deals = shops.flat_map(|(row, shop)| shop.deals.iter().map(|it| (*row, it)));
        let now = Month::of(self.today);
        deals
            .filter(|(_, it)| it.pipeline().is_some())
            .filter(|(_, it)| {
                let on = it.deal.course.expected().and_then(|it| it.on);
                on.is_some_and(|on| Month::of(on).max(now) == month)
            })
            .collect()
    }

    /// The weighted pipeline of a month: of revenue from sales only, and of months to come.
    fn pipeline_of(&self, row: Row, month: Month) -> Option<i64> {
        if row != Row::SalesRevenue {
            return None;
        }
        if month < Month::of(self.today) {
            return self.actuals().at(row, month).map(|it| it.value);
        }
        let deals = self.deals_in(month);
        let weighted = deals.iter().filter_map(|(_, it)| it.pipeline());
        let rule = self.book.rule_book().on(self.today).funnel.weights;
        let sum: Money = forecast(weighted, &rule)?.value;
        let weighted = net(sum.fen(), self.tax_rate());
        Some(weighted.saturating_add(self.ordered_in(row, month)))
    }

    /// What was ordered already in the present month, which the pipeline adds to what is still to come.
    pub(crate) fn ordered_in(&self, row: Row, month: Month) -> i64 {
        let actual = self.actuals().at(row, month).filter(|_| month == Month::of(self.today));
        actual.map(|it| it.value).unwrap_or_default()
    }

    /// How wrong the weighted pipeline was: what it said on the first day of each of the last 12 full months,
    /// from what was noted by then, and what the month came to. Kept until an opportunity, an order or a
    /// rule is another one; of very many opportunities it is not told.
    fn pipeline_error(&self) -> Option<MethodError> {
        if self.funnel.index.is_counting() {
            return None;
        }
        let key = (
            (self.funnel.index.n_made, self.budget.index.n_made),
            self.book.standing_revision(),
            self.today,
        );
        let mut kept = self.budget.pipeline.borrow_mut();
        let made = kept.take().filter(|(of, _)| *of == key);
        let made = made.unwrap_or_else(|| (key, Rc::new(error_of(&self.pipeline_past()))));
        *kept.insert(made).1
    }

    fn pipeline_past(&self) -> Vec<Compared> {
        let now = Month::of(self.today);
        let shops = || self.funnel.index.shops.iter().filter(|(_, it)| !it.is_closed);
        let opened = shops().flat_map(|(_, it)| &it.deals).filter_map(Known::opened_on).min();
        let n = shops().map(|(_, it)| it.deals.len()).fold(0, usize::saturating_add);
        let (Some(opened), Some(series)) = (opened, self.actuals().series(Row::SalesRevenue, now))
        else {
            return Vec::new();
        };
        if n > TRIED_DEALS {
            return Vec::new();
        }
        // Before anything was noted it could say nothing.
        let months = (1..=12).map(|n| now.back(n)).filter(|it| it.first_day() >= opened);
        let tried: Vec<(Month, i64)> =
            months.filter_map(|month| Some((month, series.at(month)?))).collect();
        let mut said: BTreeMap<Month, Vec<(Money, u8)>> = BTreeMap::new();
        for (row, shop) in shops() {
            let facts = self.book.facts(*row);
            for known in &shop.deals {
                for (month, _) in &tried {
                    let of_month = said.entry(*month).or_default();
                    of_month.extend(self.weighed_then(&facts, known, *month));
                }
            }
        }
        let compared = tried.into_iter().filter_map(|(month, actual)| {
            let rule = self.book.rule_book().on(month.first_day()).funnel.weights;
            let sum = forecast(said.remove(&month)?, &rule)?.value;
            Some(Compared { forecast: net(sum.fen(), self.tax_rate()), actual })
        });
        compared.collect()
    }

    /// What an opportunity added on the first day of a month to what was expected of it.
    fn weighed_then(
        &self,
        facts: &[FactView<'_>],
        known: &Known,
        month: Month,
    ) -> Option<(Money, u8)> {
        let day = month.first_day();
        let rules = self.funnel.index.rules();
        let (course, standing) = stood_on((facts, known), &rules, (day, self.today))?;
        let on = course.expected()?.on?;
        let has_order =
            known.deal.order.is_some_and(|(id, _, counts)| counts && course.order() == Some(id));
        standing.pipeline(has_order).filter(|_| Month::of(on) <= month)
    }
}
