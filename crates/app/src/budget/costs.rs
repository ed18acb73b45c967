//! What the goods of orders cost, and what a line of an order comes to in a row of sales. Not here: the sums
//! (`index`).

use std::collections::BTreeMap;

use jipan_book::{Book, OrderView};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{Figure, Row};
use jipan_rules::order::OrderLine;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;
use jipan_rules::values::{Quantity, UnitPrice};

/// The costs that are known of products, by the day from which they hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Costs(BTreeMap<ProductId, Vec<(NaiveDate, i64)>>);

impl Costs {
    /// Those that a book knows.
    pub(super) fn of(book: &Book) -> Self {
        let mut costs = BTreeMap::new();
        for product in book.products() {
            let of_cost = product.values().filter(|it| it.field == fields::PRODUCT_COST);
            let known = of_cost.filter_map(|it| {
                let Value::Integer(price) = it.value else { return None };
                Some((it.from.unwrap_or(NaiveDate::MIN), *price))
            });
            let known: Vec<(NaiveDate, i64)> = known.collect();
            if !known.is_empty() {
                costs.insert(product.id, known);
            }
        }
        Self(costs)
    }

    /// What the goods of an order cost, and of how many of its lines that is not known.
    pub(super) fn of_order(&self, order: &OrderView<'_>) -> Figure {
        let costs = order.lines.iter().map(|line| self.of_line(order.on, line));
        costs.fold(Figure::default(), Figure::saturating_plus)
    }

    fn of_line(&self, on: NaiveDate, line: &OrderLine) -> Figure {
        // What was not delivered costs nothing, whatever it costs.
        if line.quantity == 0 {
            return Figure::default();
        }
        let known = self.0.get(&line.product);
        let price = known.and_then(|it| it.iter().rev().find(|(from, _)| *from <= on));
        let cost =
            price.and_then(|(_, price)| UnitPrice::new(*price).times(Quantity::new(line.quantity)));
        match cost {
            Some(cost) => Figure::known(cost.fen()),
            None => Figure { value: 0, n_unknown: 1 },
        }
    }

    /// What a line of an order of a day comes to in a row of sales: nothing in another row.
    pub(super) fn counted(&self, row: Row, (on, line): (NaiveDate, &OrderLine)) -> Figure {
        match row {
            Row::SalesVolume => Figure::known(line.quantity),
            Row::SalesRevenue => Figure::known(line.amount),
            Row::CostOfGoods => self.of_line(on, line),
            Row::AfterSalesVolume
            | Row::AfterSalesRevenue
            | Row::ValueAddedVolume
            | Row::ValueAddedRevenue
            | Row::GrossProfit
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
            | Row::EchelonSenior
            | Row::Visits => Figure::default(),
        }
    }
}
