//! What all pages of customers came to together. Not here: how one is counted (`index`).

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::Row;
use jipan_rules::budget::{Figure, LineId};
use jipan_rules::period::Month;

use super::{ActualsIndex, PAGE_ROWS, PageSums, Tally, sum_fen};
use crate::budget::shops::ShopFacts;

impl PageSums {
    /// What follows from the sums of its territories.
    pub(super) fn add_up(&mut self) {
        for ((month, _), tally) in &self.sums {
            self.months.entry(*month).or_default().add(tally);
        }
    }

    /// What came to each territory in a month.
    fn of_month(&self, month: Month) -> impl Iterator<Item = (&Option<Rc<str>>, &Tally)> {
        // No territory comes before all that have a name.
        let of_month = self.sums.range((month, None)..);
        of_month.take_while(move |((it, _), _)| *it == month).map(|((_, value), it)| (value, it))
    }
}

impl ActualsIndex {
    /// What own lines of sales count, month by month.
    pub(crate) fn by_line(&self) -> BTreeMap<(Month, LineId), Figure> {
        let mut all: BTreeMap<(Month, LineId), Figure> = BTreeMap::new();
        for (at, figure) in self.pages.values().flat_map(|it| &it.lines) {
            let sum = all.entry(*at).or_default();
            *sum = sum.saturating_plus(*figure);
        }
        all
    }

    /// The customers of the pages that came to something in a month: of no other one there is anything.
    pub(crate) fn rows_in(&self, is_in: &dyn Fn(Month) -> bool) -> impl Iterator<Item = Row> {
        let has = |it: &PageSums| it.months.keys().any(|month| is_in(*month));
        let pages: Vec<u32> =
            self.pages.iter().filter(|(_, it)| has(it)).map(|(page, _)| *page).collect();
        let n_rows = self.n_rows;
        let rows = move |page: u32| {
            let first = page.saturating_mul(PAGE_ROWS);
            first..first.saturating_add(PAGE_ROWS).min(n_rows)
        };
        pages.into_iter().flat_map(rows).map(Row)
    }

    /// What all customers came to, month by month.
    pub(crate) fn by_month(&self) -> BTreeMap<Month, Tally> {
        let mut all: BTreeMap<Month, Tally> = BTreeMap::new();
        for (month, tally) in self.pages.values().flat_map(|it| &it.months) {
            all.entry(*month).or_default().add(tally);
        }
        all
    }

    /// What came to a territory, month by month.
    pub(crate) fn by_territory(&self) -> BTreeMap<Option<Rc<str>>, BTreeMap<Month, Tally>> {
        let mut all: BTreeMap<Option<Rc<str>>, BTreeMap<Month, Tally>> = BTreeMap::new();
        for ((month, value), tally) in self.pages.values().flat_map(|it| &it.sums) {
            all.entry(value.clone()).or_default().entry(*month).or_default().add(tally);
        }
        all
    }

    /// The revenue of a month by territory.
    pub(crate) fn revenue_in(&self, month: Month) -> BTreeMap<Option<Rc<str>>, i64> {
        let mut all: BTreeMap<Option<Rc<str>>, i64> = BTreeMap::new();
        let of_month = |it| PageSums::of_month(it, month);
        for (value, tally) in self.pages.values().flat_map(of_month) {
            sum_fen(all.entry(value.clone()).or_default(), tally.revenue);
        }
        all
    }

    /// What today brought.
    pub(crate) fn today(&self) -> i64 {
        self.pages.values().map(|it| it.today).fold(0, i64::saturating_add)
    }

    /// How many customers each territory has.
    pub(crate) fn shops(&self) -> BTreeMap<Option<Rc<str>>, usize> {
        let mut all: BTreeMap<Option<Rc<str>>, usize> = BTreeMap::new();
        for (value, n) in self.pages.values().flat_map(|it| &it.shops) {
            let sum = all.entry(value.clone()).or_default();
            *sum = sum.saturating_add(*n);
        }
        all
    }

    /// The customers of the book by pages, on the day for which they were counted: the page, the number under which
    /// it was made, and its customers.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (u32, u64, &[ShopFacts])> {
        self.pages.iter().map(|(page, it)| (*page, it.n_made, &*it.facts))
    }

    /// Revenue by the month of the first order of the customer, and its own month.
    pub(crate) fn cohorts(&self) -> BTreeMap<(Month, Month), i64> {
        let mut all: BTreeMap<(Month, Month), i64> = BTreeMap::new();
        for (of, amount) in self.pages.values().flat_map(|it| &it.cohorts) {
            sum_fen(all.entry(*of).or_default(), *amount);
        }
        all
    }
}
