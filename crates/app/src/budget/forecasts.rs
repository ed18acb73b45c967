//! What is to be expected of the rows, month by month. Not here: what follows for a plan (`gap`), and the
//! rules.

use jipan_rules::budget::{
    FiscalYear, Method, MethodError, Row, Series, error, last_year, smoothing,
};
use jipan_rules::funnel::forecast;
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::figures::net;
use crate::funnel::Known;
use crate::model::Model;

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
    /// What it says of the year: none where no month is known.
    pub(crate) fn total(&self) -> Option<i64> {
        let known = self.months.iter().flatten();
        let sum = known.fold(0_i64, |sum, it| sum.saturating_add(*it));
        self.months.iter().any(Option::is_some).then_some(sum)
    }

    /// What a month is to bring; 0 where nothing is known.
    pub(crate) fn at(&self, place: usize) -> i64 {
        self.months.get(place).copied().flatten().unwrap_or_default()
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
        Forecast { months, error: error(method, &series), n_lacking }
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
        Some(net(sum.fen(), self.tax_rate()))
    }
}
