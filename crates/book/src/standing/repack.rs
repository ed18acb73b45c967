//! As if a product had been packed otherwise when its orders came in: what shops would have bought then,
//! in cases. Not here: writing another pack, which leaves every order as it is.

use std::borrow::Cow;

use jipan_rules::NaiveDate;
use jipan_rules::order::OrderLine;
use jipan_rules::period::{Month, Period};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::ProductId;

use crate::arena::Row;
use crate::book::{Book, MonthSum};

/// Units in a case of one product that are supposed for the orders of some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repack {
    product: ProductId,
    /// The first day, and the first that is none of them.
    days: (NaiveDate, Option<NaiveDate>),
    pack: u32,
}

impl Repack {
    /// So many units in a case, at least 1, from a day on, until the next pack of the product begins: what
    /// the orders of these days would hold if that had been written before they came in. `OURS`
    ///
    /// ```
    /// use jipan_book::standing::Repack;
    /// use jipan_book::{Book, product_id_of};
    /// use jipan_rules::NaiveDate;
    /// let day = NaiveDate::from_ymd_opt(2026, 10, 5).unwrap();
    /// let [none, one] = [0, 1].map(|n| Repack::from_day(&Book::new(), product_id_of("P1"), day, n));
    /// assert_eq!(none, one, "a case holds something");
    /// ```
    pub fn from_day(book: &Book, product: ProductId, from: NaiveDate, pack: u32) -> Self {
        let values = book.product(product).into_iter().flat_map(|it| it.values());
        let packs = values.filter(|it| it.field == fields::PRODUCT_PACK);
        let next = packs.filter_map(|it| it.from).filter(|it| *it > from).min();
        Self { product, days: (from, next), pack: pack.max(1) }
    }

    /// So many units in a case, at least 1, in all of a period, whatever packs began in it. `OURS`
    ///
    /// ```
    /// use jipan_book::standing::Repack;
    /// use jipan_book::{Book, product_id_of};
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::period::{Period, PeriodBasis};
    /// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    /// let october = Period::before(day(11, 26), PeriodBasis::Month);
    /// let product = product_id_of("P1");
    /// let all = Repack::in_all_of(october, product, 200);
    /// assert!(all.reaches(october));
    /// assert!(!Repack::from_day(&Book::new(), product, day(11, 1), 200).reaches(october));
    /// ```
    pub fn in_all_of(period: Period, product: ProductId, pack: u32) -> Self {
        let next = period.last().on(1).first_day();
        Self { product, days: (period.first.first_day(), Some(next)), pack: pack.max(1) }
    }

    /// Whether it begins before a period is over: one that begins later moves nothing of it.
    pub fn reaches(&self, period: Period) -> bool {
        self.days.0 <= period.last().last_day()
    }

    /// What a row bought month by month, packed so; of the months of a period, the others are not asked for.
    pub(super) fn months<'a>(
        &self,
        book: &'a Book,
        row: Row,
        period: Period,
    ) -> Cow<'a, [MonthSum]> {
        let months = book.months(row);
        if !months.iter().any(|it| period.contains(Month::from_index(it.month))) {
            return months;
        }
        Cow::Owned(book.months_packed(row, |on, line| self.pack_of(on, line)))
    }

    fn pack_of(&self, on: NaiveDate, line: &OrderLine) -> u32 {
        let (from, next) = self.days;
        let is_moved = line.product == self.product && from <= on && next.is_none_or(|it| on < it);
        if is_moved { self.pack } else { line.pack }
    }
}

#[cfg(test)]
mod tests;
