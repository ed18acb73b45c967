//! What lies behind an actual: orders, services, expenses. Not here: the terms of the rows.

use std::collections::BTreeMap;

use jipan_book::{OrderView, Row as BookRow, Stamp};
use jipan_rules::budget::{BudgetField, BudgetKey, Figure, LineRef, Row, RowUnit};
use jipan_rules::funnel::ServiceSort;
use jipan_rules::period::Month;
use jipan_rules::schema::fields;

use super::expenses::is_late;
use super::why::Found;
use super::why_terms::{line, minus, terms_of};
use crate::budget::{Kept, Plan, TRADED, closed_of};
use crate::event::{CellAt, CellOf};
use crate::model::Model;
use crate::view::{WhyLine, WhySource, WhyTerm};

impl Model {
    pub(super) fn why_actual(&self, kept: &Kept, plan: &Plan, at: CellAt) -> Found {
        let table = self.actual_table(kept, plan.year);
        let is_in = |month| at.month.map_or(plan.year.place(month).is_some(), |it| it == month);
        let is_in: &dyn Fn(Month) -> bool = &is_in;
        let mut found = terms_of((kept, plan), &table, at);
        let LineRef::Row(row) = at.line else {
            // A line of actuals is what was spent on it: no driver made it.
            found.lines.retain(|it| matches!(it.term, WhyTerm::Month(_)));
            found.lines.extend(self.goods_terms(kept, at, found.figure).into_iter().flatten());
            let row = kept.row_of(at.line);
            found.sources = match row.filter(|it| it.counts_goods()) {
                Some(row) => self.orders_behind(kept, (row, at), is_in),
                None if row.is_some_and(|it| it.unit() == RowUnit::Heads) => {
                    self.staff_behind(kept, at)
                }
                None => self.expenses_behind(kept, plan, at),
            };
            return found;
        };
        if let Some(terms) = self.goods_terms(kept, at, found.figure) {
            found.lines = terms;
        } else if let (Some(month), true) = (at.month, TRADED.contains(&row)) {
            let closed = closed_of(kept, plan.year, self.tax_rate());
            let of = |it: &BTreeMap<LineRef, i64>| it.get(&at.line).copied().unwrap_or_default();
            let gross = kept.closed.get(&month).map(|it| of(&it.was));
            let was = gross.zip(closed.get(&month).map(of));
            let is_corrected =
                was.is_some_and(|(_, shown)| found.figure.is_none_or(|it| it.value != shown));
            // What a row is made of says more than the tax in it, which each part tells; a correction is of the row.
            if is_corrected || !has_goods_lines(kept, row) {
                found.lines = self.traded_terms((row, month), found.figure, was);
            }
        }
        found.sources = match row {
            Row::SalesRevenue | Row::SalesVolume | Row::CostOfGoods => {
                self.orders_behind(kept, (row, at), is_in)
            }
            Row::AfterSalesRevenue | Row::AfterSalesVolume => {
                self.services_behind(kept, (ServiceSort::AfterSales, row.unit()), is_in)
            }
            Row::ValueAddedRevenue | Row::ValueAddedVolume => {
                self.services_behind(kept, (ServiceSort::ValueAdded, row.unit()), is_in)
            }
            Row::FixedExpense | Row::VariableExpense => self.expenses_behind(kept, plan, at),
            Row::FormalStaff
            | Row::NonFormalStaff
            | Row::EchelonReserve
            | Row::EchelonJunior
            | Row::EchelonMiddle
            | Row::EchelonSenior => self.staff_behind(kept, at),
            Row::GrossProfit
            | Row::GrossMargin
            | Row::PreTaxProfit
            | Row::ProfitRate
            | Row::Visits => Vec::new(),
        };
        found
    }

    /// What came to a line that counts products, or to what none of them counts, in a month with the tax in it;
    /// `None` for another cell.
    fn gross_of_goods(&self, kept: &Kept, at: CellAt) -> Option<Figure> {
        let month = at.month?;
        let by_line = self.budget.by_line();
        let of = |id| by_line.get(&(month, id)).copied().unwrap_or_default();
        match (at.line, at.of) {
            (LineRef::Own(id), _) => {
                let line = kept.line(id).filter(|it| it.counts_goods())?;
                Some(of(line.of.id))
            }
            (LineRef::Row(row), CellOf::Rest) if has_goods_lines(kept, row) => {
                let lines = kept.lines.iter().filter(|it| it.of.parent == row && it.counts_goods());
                let all = self.gross_at(row, month).unwrap_or_default();
                Some(lines.map(|it| of(it.of.id)).fold(all, Figure::without))
            }
            (LineRef::Row(_), CellOf::Rest | CellOf::Whole) => None,
        }
    }

    /// The tax in what came to a line that counts products, or to what none of them counts; `None` for another
    /// cell.
    fn goods_terms(&self, kept: &Kept, at: CellAt, figure: Option<Figure>) -> Option<Vec<WhyLine>> {
        let gross = self.gross_of_goods(kept, at)?;
        let unit = kept.unit_of(at.line);
        let is_taxed = unit == RowUnit::Money && self.tax_rate() > 0;
        let known = figure.filter(|_| is_taxed);
        Some(known.map(|it| tax_terms((gross, it), unit)).unwrap_or_default())
    }

    /// The terms of what came from orders or services in a month: amounts with the tax and the tax; of a month
    /// that was closed what stood then, with the tax and without it, and what came after.
    fn traded_terms(
        &self,
        (row, month): (Row, Month),
        figure: Option<Figure>,
        was: Option<(i64, i64)>,
    ) -> Vec<WhyLine> {
        let Some(figure) = figure else { return Vec::new() };
        let unit = row.unit();
        let is_taxed = unit == RowUnit::Money && self.tax_rate() > 0;
        let was = was.filter(|(_, shown)| *shown != figure.value);
        let (gross, shown) = match was {
            Some((gross, shown)) => {
                (Figure { value: gross, ..figure }, Figure { value: shown, ..figure })
            }
            None => (self.gross_at(row, month).unwrap_or(figure), figure),
        };
        let mut lines = Vec::new();
        if is_taxed {
            lines.extend(tax_terms((gross, shown), unit));
        } else if was.is_some() {
            lines.push(line(WhyTerm::Month(month), shown, unit));
        }
        if was.is_some() {
            let more = Figure::known(figure.value.saturating_sub(shown.value));
            lines.push(line(WhyTerm::Correction, more, unit));
        }
        lines
    }

    fn order_source(
        &self,
        row: BookRow,
        order: &OrderView<'_>,
        (figure, is_late): (Figure, bool),
    ) -> Option<WhySource> {
        Some(WhySource::Order {
            customer: self.book.id_of(row)?,
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            number: order.number.to_owned(),
            on: order.on,
            amount: figure.value,
            n_unknown: figure.n_unknown,
            is_late,
        })
    }

    fn orders_behind(
        &self,
        kept: &Kept,
        (counted, at): (Row, CellAt),
        is_in: &dyn Fn(Month) -> bool,
    ) -> Vec<WhySource> {
        let has = |row: &BookRow| {
            let months = self.book.months(*row);
            months.iter().any(|it| is_in(Month::from_index(it.month)))
        };
        let rows = self.budget.rows_in(is_in).filter(|row| self.book.is_visible(*row));
        let mut sources = Vec::new();
        for row in rows.filter(has) {
            let orders = self.book.orders(row);
            let orders = orders.filter(|it| it.counts() && is_in(Month::of(it.on)));
            sources.extend(orders.filter_map(|order| {
                let figure = self.budget.counted_of_order(&order, (counted, at))?;
                let is_late = is_late(kept, Month::of(order.on), last_word(&order));
                self.order_source(row, &order, (figure, is_late))
            }));
        }
        sources
    }

    /// The orders of one shop in a month.
    pub(super) fn orders_of_shop(&self, row: BookRow, month: Month) -> Vec<WhySource> {
        let kept = self.kept_budget();
        let orders = self.book.orders(row).filter(|it| it.counts() && Month::of(it.on) == month);
        let sources = orders.filter_map(|order| {
            let is_late = is_late(&kept, month, last_word(&order));
            self.order_source(row, &order, (Figure::known(order.amount()), is_late))
        });
        sources.collect()
    }

    fn services_behind(
        &self,
        kept: &Kept,
        (sort, unit): (ServiceSort, RowUnit),
        is_in: &dyn Fn(Month) -> bool,
    ) -> Vec<WhySource> {
        let mut sources = Vec::new();
        let rows: Vec<BookRow> = self.budget.rows_in(is_in).collect();
        let of_pages = self.book.funnel_rows().filter(|row| rows.binary_search(row).is_ok());
        for row in of_pages {
            for (_, fact, by) in self.book.services(row) {
                let month = Month::of(fact.on);
                let Some(customer) = self.book.id_of(row).filter(|_| fact.sort == sort) else {
                    continue;
                };
                if is_in(month) {
                    let is_money = unit == RowUnit::Money;
                    sources.push(WhySource::Service {
                        customer,
                        name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
                        on: fact.on,
                        text: fact.text.to_string(),
                        amount: if is_money { fact.amount.fen() } else { fact.quantity.into() },
                        is_late: is_late(kept, month, by.stamp),
                    });
                }
            }
        }
        sources
    }

    /// Who counted the staff of a month: from the month on in which that was said last.
    fn staff_behind(&self, kept: &Kept, at: CellAt) -> Vec<WhySource> {
        let from = at.month.and_then(|month| kept.staff_in(at.line, month));
        let key = |month| BudgetKey::of(BudgetField::StaffCounted, at.line.uuid()).at(month);
        // It is no part of a plan, so no freezing came before it.
        from.map(|(month, _)| self.who_wrote(None, key(month))).unwrap_or_default()
    }

    fn expenses_behind(&self, kept: &Kept, plan: &Plan, at: CellAt) -> Vec<WhySource> {
        let is_in =
            |month: Month| at.month.map_or(plan.year.place(month).is_some(), |it| it == month);
        let is_of = |line: LineRef| match (at.line, at.of) {
            (LineRef::Row(row), CellOf::Whole) => kept.row_of(line) == Some(row),
            (LineRef::Row(_), CellOf::Rest) | (LineRef::Own(_), _) => line == at.line,
        };
        let counted = kept.expenses.iter().filter(|it| it.counts() && is_in(Month::of(it.on)));
        let counted = counted.filter(|it| is_of(kept.line_of(it)));
        let sources = counted.map(|it| WhySource::Expense {
            who: self.person_name(it.who),
            on: it.on,
            text: it.note.clone(),
            amount: it.amount,
            is_late: is_late(kept, Month::of(it.on), it.said),
        });
        sources.collect()
    }
}

/// Whether own lines of a row count products.
fn has_goods_lines(kept: &Kept, row: Row) -> bool {
    kept.lines.iter().any(|it| it.of.parent == row && it.counts_goods())
}

/// An amount with the tax in it, and the tax.
fn tax_terms((gross, net): (Figure, Figure), unit: RowUnit) -> Vec<WhyLine> {
    let tax = Figure::known(gross.value.saturating_sub(net.value));
    vec![line(WhyTerm::WithTax, gross, unit), minus(line(WhyTerm::Tax, tax, unit))]
}

/// When an order was told last: placed, or moved to where it stands.
fn last_word(order: &OrderView<'_>) -> Stamp {
    let moved = order.moves().iter().filter(|it| it.counts).map(|it| it.writer.stamp).max();
    moved.map_or(order.writer.stamp, |it| it.max(order.writer.stamp))
}
