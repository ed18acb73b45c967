//! What a customer bought in each month, kept beside the orders so that tiers, grades and averages
//! read a few numbers. Not here: what follows from them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jipan_rules::order::{OrderLine, OrderStatus};
use jipan_rules::{Datelike as _, NaiveDate};

use super::Book;
use super::orders::order_keys;
use crate::arena::Row;

/// What a customer bought in one month of products that are packed alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthSum {
    /// The month: year × 12 + month − 1.
    pub month: u16,
    /// Units in a case (件).
    pub pack: u32,
    /// Units, returns taken off; may be negative.
    pub quantity: i64,
    /// In fen, returns taken off; may be negative.
    pub amount: i64,
    /// Orders whose first line is packed so: over all packs of a month, its orders.
    pub n_orders: u32,
}

/// The number of the month of a day.
///
/// ```
/// use jipan_book::month_of;
/// use jipan_rules::NaiveDate;
/// let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
/// assert_eq!(month_of(day), 2026 * 12 + 10);
/// ```
pub fn month_of(day: NaiveDate) -> u16 {
    let months = i64::from(day.year()) * 12 + i64::from(day.month0());
    u16::try_from(months.max(0)).unwrap_or(u16::MAX)
}

type Sums = BTreeMap<(u16, u32), MonthSum>;

impl Book {
    /// What a customer bought month by month, the earliest first and within a month the smallest
    /// pack; orders of customers merged into it count. Only what counts as purchased
    /// ([`OrderStatus::counts`]).
    pub fn months(&self, row: Row) -> Cow<'_, [MonthSum]> {
        let own = self.own_months(row);
        let absorbed = self.absorbed_by(row);
        if absorbed.is_empty() {
            return Cow::Borrowed(own);
        }
        Cow::Owned(self.months_packed(row, |_, line| line.pack))
    }

    /// As [`Self::months`], as if each line were packed as is said of it and the day of its order.
    pub(crate) fn months_packed(
        &self,
        row: Row,
        pack: impl Fn(NaiveDate, &OrderLine) -> u32,
    ) -> Vec<MonthSum> {
        let mut sums = Sums::new();
        for order in self.gathered_orders(row).iter().filter(|it| it.counts()) {
            add_lines(&mut sums, order.on, order.lines, |line| pack(order.on, line));
        }
        sums.into_values().collect()
    }

    /// The customers in the book that ever bought something, with those that stand for others.
    pub fn has_bought(&self, row: Row) -> bool {
        !self.own_months(row).is_empty() || !self.months(row).is_empty()
    }

    fn own_months(&self, row: Row) -> &[MonthSum] {
        self.orders.months.get(&row.0).map(|it| &**it).unwrap_or_default()
    }

    /// Adds up the orders of a row anew.
    pub(crate) fn sum_months(&mut self, row: Row) {
        let mut sums = Sums::new();
        for (_, order) in self.orders.all.range(order_keys(row)) {
            let Some(placed) = order.placed.as_ref().filter(|_| !self.is_order_gone(order)) else {
                continue;
            };
            let status =
                if order.moves.is_empty() { placed.status } else { self.moves_of(order).1 };
            if !OrderStatus::counts(status) {
                continue;
            }
            add_lines(&mut sums, placed.on, &placed.lines, |line| line.pack);
        }
        if sums.is_empty() {
            self.orders.months.remove(&row.0);
        } else {
            self.orders.months.insert(row.0, sums.into_values().collect());
        }
    }
}

fn add_lines(
    sums: &mut Sums,
    on: NaiveDate,
    lines: &[OrderLine],
    pack: impl Fn(&OrderLine) -> u32,
) {
    let month = month_of(on);
    for (idx, line) in lines.iter().enumerate() {
        let (pack, quantity, amount) = (pack(line), line.quantity, line.amount);
        let n_orders = u32::from(idx == 0);
        add(sums, MonthSum { month, pack, quantity, amount, n_orders });
    }
}

fn add(sums: &mut Sums, more: MonthSum) {
    let empty = MonthSum { quantity: 0, amount: 0, n_orders: 0, ..more };
    let sum = sums.entry((more.month, more.pack)).or_insert(empty);
    sum.quantity = sum.quantity.saturating_add(more.quantity);
    sum.amount = sum.amount.saturating_add(more.amount);
    sum.n_orders = sum.n_orders.saturating_add(more.n_orders);
}
