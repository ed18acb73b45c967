//! What the months came to, kept by pages of customers beside the book: after one order only its page is
//! counted anew. Not here: what all pages came to together (`index/sums`), what follows from it (`figures`), and
//! single orders (`why`).

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use jipan_book::{Book, FactView, OrderView, Row};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{Figure, LineId};
use jipan_rules::funnel::{Fact, How, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::schema::{FieldId, fields};

use super::costs::Costs;
use super::goods_lines::LinesOfGoods;
use super::read::Line;
use super::shops::ShopFacts;
use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;

/// Customers of a page.
const PAGE_ROWS: u32 = 1_024;
/// Customers that are counted in one unit of work.
const ROWS_PER_UNIT: u32 = 16;
/// Shops whose goals are made in one unit of work.
const SHOPS_PER_UNIT: u32 = 64;
/// So many rows are counted at once, without a job. `OURS`
const ROWS_AT_ONCE: u32 = 2 * PAGE_ROWS;

/// What some customers came to in a month. Amounts are in fen with the tax in them, as they were said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub(crate) revenue: i64,
    pub(crate) volume: i64,
    /// Cost of goods, and lines of products without a cost.
    pub(crate) cost: Figure,
    /// By sort: how many services, and what was paid for them.
    pub(crate) services: [(i64, i64); 2],
    /// Contacts on the spot.
    pub(crate) visits: i64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.revenue = self.revenue.saturating_add(other.revenue);
        self.volume = self.volume.saturating_add(other.volume);
        self.cost = self.cost.saturating_plus(other.cost);
        self.visits = self.visits.saturating_add(other.visits);
        for (mine, more) in self.services.iter_mut().zip(other.services) {
            mine.0 = mine.0.saturating_add(more.0);
            mine.1 = mine.1.saturating_add(more.1);
        }
    }
}

/// Adds an amount; what does not fit stays at the bound.
pub(crate) fn sum_fen(sum: &mut i64, more: i64) {
    *sum = sum.saturating_add(more);
}

/// A month and a territory: by the value of its field, none for the customers without.
type Place = (Month, Option<Rc<str>>);

/// What the customers of one page came to.
#[derive(Debug, Clone, Default)]
struct PageSums {
    sums: BTreeMap<Place, Tally>,
    /// All territories together.
    months: BTreeMap<Month, Tally>,
    /// What own lines of sales count, in the unit of their row.
    lines: BTreeMap<(Month, LineId), Figure>,
    /// Revenue by the month of the first order of the customer, and its own month.
    cohorts: BTreeMap<(Month, Month), i64>,
    /// Customers in the book by territory.
    shops: BTreeMap<Option<Rc<str>>, usize>,
    facts: Vec<ShopFacts>,
    /// What they brought today.
    today: i64,
    /// Which one of all pages that were ever made it is: one with the same number is the same.
    n_made: u64,
}

/// A page that is being counted.
#[derive(Debug)]
struct Doing {
    page: u32,
    next: u32,
    sums: PageSums,
}

/// What all months came to.
#[derive(Debug, Default)]
pub(crate) struct ActualsIndex {
    pages: BTreeMap<u32, PageSums>,
    todo: BTreeSet<u32>,
    doing: Option<Doing>,
    /// Of rows that were merged the page under which they were counted.
    under: BTreeMap<Row, u32>,
    revision: Option<u64>,
    field: Option<FieldId>,
    /// The day of which shops were seen, and what they brought.
    today: Option<NaiveDate>,
    costs: Costs,
    /// Which own line counts which product.
    goods: LinesOfGoods,
    values: BTreeSet<Rc<str>>,
    n_rows: u32,
    /// Grows whenever a page becomes another one.
    pub(crate) n_made: u64,
}

/// The day of a contact on the spot.
fn visited(it: &FactView<'_>) -> Option<NaiveDate> {
    let Fact::Contact(contact) = it.fact else { return None };
    (contact.how == How::Visit).then_some(contact.on)
}

/// The place of a sort in [`Tally::services`].
pub(crate) fn place_of(sort: ServiceSort) -> usize {
    match sort {
        ServiceSort::AfterSales => 0,
        ServiceSort::ValueAdded => 1,
    }
}

impl ActualsIndex {
    /// Whether something is not counted yet.
    pub(crate) fn is_counting(&self) -> bool {
        !self.todo.is_empty() || self.doing.is_some()
    }

    /// How much is counted, in percent, while that goes on.
    pub(crate) fn percent(&self) -> Option<u8> {
        if !self.is_counting() {
            return None;
        }
        let n_left = u64::try_from(self.todo.len()).unwrap_or_default() * u64::from(PAGE_ROWS);
        let n_all = u64::from(self.n_rows.max(1));
        let share = n_all.saturating_sub(n_left).saturating_mul(100).checked_div(n_all);
        Some(share.and_then(|it| u8::try_from(it).ok()).unwrap_or_default().min(99))
    }

    /// What the goods of orders cost.
    pub(crate) fn costs(&self) -> &Costs {
        &self.costs
    }

    /// Which own line counts which product.
    pub(crate) fn goods(&self) -> &LinesOfGoods {
        &self.goods
    }

    /// Takes note of what changed in the book, by which field territories are cut, of another day, and of which
    /// own lines count products.
    fn follow(&mut self, book: &Book, (field, today): (FieldId, NaiveDate), lines: &[Line]) {
        // What a product costs, and what kind it is of, is of no row: the revision does not tell of it.
        let costs = Costs::of(book);
        let goods = LinesOfGoods::of(book, lines);
        let is_anew = (self.field, self.today) != (Some(field), Some(today))
            || self.costs != costs
            || self.goods != goods;
        if self.revision == Some(book.revision()) && !is_anew {
            return;
        }
        let touched = self.revision.and_then(|it| book.touched_since(it));
        if let Some(rows) = touched.filter(|_| !is_anew) {
            self.touch_rows(book, rows);
        } else {
            self.pages.clear();
            self.doing = None;
            self.todo = (0..book.n_rows().div_ceil(PAGE_ROWS)).collect();
        }
        self.n_rows = book.n_rows();
        (self.costs, self.goods, self.revision) = (costs, goods, Some(book.revision()));
        (self.field, self.today) = (Some(field), Some(today));
    }

    /// Pages of rows that changed, and those under which merged ones are or were counted.
    fn touch_rows(&mut self, book: &Book, rows: Vec<Row>) {
        for row in rows {
            let page = row.0 / PAGE_ROWS;
            let survivor = book.survivor(row).map(|it| it.0 / PAGE_ROWS);
            let before = self.under.get(&row).copied();
            if let Some(survivor) = survivor.filter(|it| *it != page) {
                self.under.insert(row, survivor);
            }
            for page in [Some(page), survivor, before].into_iter().flatten() {
                self.touch(page);
            }
        }
    }

    fn touch(&mut self, page: u32) {
        self.todo.insert(page);
        self.doing.take_if(|it| it.page == page);
    }

    /// Counts so many rows; whether there are more.
    fn work(&mut self, book: &Book, n_rows: u32) -> bool {
        let mut left = n_rows;
        while left > 0 {
            let Some(mut doing) = self.doing.take().or_else(|| {
                let page = self.todo.pop_first()?;
                Some(Doing { page, next: page * PAGE_ROWS, sums: PageSums::default() })
            }) else {
                break;
            };
            let last = doing.page.saturating_add(1).saturating_mul(PAGE_ROWS).min(book.n_rows());
            let end = doing.next.saturating_add(left).min(last);
            for row in (doing.next..end).map(Row) {
                self.count(book, row, &mut doing.sums);
            }
            left = left.saturating_sub(end.saturating_sub(doing.next)).min(left - 1);
            doing.next = end;
            if end < last {
                self.doing = Some(doing);
            } else {
                self.n_made = self.n_made.wrapping_add(1);
                doing.sums.n_made = self.n_made;
                doing.sums.add_up();
                self.pages.insert(doing.page, doing.sums);
            }
        }
        self.is_counting()
    }

    fn value_of(&mut self, book: &Book, row: Row) -> Option<Rc<str>> {
        let text =
            book.text(row, self.field.unwrap_or(fields::LINE)).filter(|it| !it.is_empty())?;
        if let Some(known) = self.values.get(text) {
            return Some(Rc::clone(known));
        }
        let new: Rc<str> = text.into();
        self.values.insert(Rc::clone(&new));
        Some(new)
    }

    fn count(&mut self, book: &Book, row: Row, sums: &mut PageSums) {
        if !book.is_visible(row) {
            return;
        }
        let value = self.value_of(book, row);
        let n = sums.shops.entry(value.clone()).or_default();
        *n = n.saturating_add(1);
        let day = self.today.unwrap_or_default();
        // Gathering them is most of the work: once for all that is counted of a customer.
        let all: Vec<OrderView<'_>> = book.orders(row).collect();
        if let Some(facts) = ShopFacts::of(book, (row, &all), (value.clone(), day)) {
            sum_fen(&mut sums.today, facts.brought.1);
            sums.facts.push(facts);
        }
        let orders = || all.iter().filter(|it| it.counts());
        let first = orders().map(|it| Month::of(it.on)).min();
        for order in orders() {
            let month = Month::of(order.on);
            let tally = Tally {
                revenue: order.amount(),
                volume: order.quantity(),
                cost: self.costs.of_order(order),
                ..Tally::default()
            };
            sums.sums.entry((month, value.clone())).or_default().add(&tally);
            self.count_lines(order, &mut sums.lines);
            let of_cohort = sums.cohorts.entry((first.unwrap_or(month), month)).or_default();
            *of_cohort = of_cohort.saturating_add(tally.revenue);
        }
        let facts = book.facts(row);
        for contact in facts.iter().filter(|it| !it.is_gone).filter_map(visited) {
            let tally = sums.sums.entry((Month::of(contact), value.clone())).or_default();
            tally.visits = tally.visits.saturating_add(1);
        }
        for (_, fact, _) in book.services(row) {
            let tally = sums.sums.entry((Month::of(fact.on), value.clone())).or_default();
            let of_sort = tally.services.get_mut(place_of(fact.sort));
            if let Some((n, amount)) = of_sort {
                *n = n.saturating_add(fact.quantity.into());
                *amount = amount.saturating_add(fact.amount.fen());
            }
        }
    }

    /// What an order brings to own lines of sales.
    fn count_lines(&self, order: &OrderView<'_>, into: &mut BTreeMap<(Month, LineId), Figure>) {
        for line in order.lines {
            for (row, id) in self.goods.of_product(line.product) {
                let sum = into.entry((Month::of(order.on), *id)).or_default();
                *sum = sum.saturating_plus(self.costs.counted(*row, (order.on, line)));
            }
        }
    }
}

impl Model {
    /// The field by which territories are cut.
    pub(crate) fn territory_field(&self) -> FieldId {
        let team = self.sync.membership.as_ref().and_then(|it| it.team.as_ref());
        team.map_or(fields::LINE, |team| team.kind.field())
    }

    /// Whether sums are counted, or goals are made after them.
    pub(crate) fn makes_goals(&self) -> bool {
        self.jobs.iter().any(|job| matches!(job, Job::Budget))
    }

    /// Brings the sums up to date: at once, or, where much changed, in slices. Then the goals are made in slices
    /// too where all of them are other ones, so that they are there before they are looked at.
    pub(crate) fn follow_actuals(&mut self) {
        let (by, kept) = ((self.territory_field(), self.today), self.kept_budget());
        let is_at_it = self.makes_goals();
        let index = &mut self.budget.index;
        index.follow(&self.book, by, &kept.lines);
        if is_at_it {
            return;
        }
        let n_todo = u32::try_from(index.todo.len()).unwrap_or(u32::MAX);
        let is_much = n_todo.saturating_mul(PAGE_ROWS) > ROWS_AT_ONCE;
        if !is_much {
            while index.work(&self.book, ROWS_AT_ONCE) {}
        }
        if is_much || (self.budget.index.n_rows > ROWS_AT_ONCE && self.awaits_goals()) {
            self.jobs.push_back(Job::Budget);
        }
    }

    /// A slice of the sums, or of the goals.
    pub(crate) fn actuals_slice(&mut self, units: u32, effects: &mut Vec<Effect>) -> Slice {
        let (by, kept) = ((self.territory_field(), self.today), self.kept_budget());
        let index = &mut self.budget.index;
        index.follow(&self.book, by, &kept.lines);
        let before = index.percent();
        let is_more = index.work(&self.book, units.max(1).saturating_mul(ROWS_PER_UNIT));
        self.is_dirty |= index.percent() != before;
        let n_shops = units.max(1).saturating_mul(SHOPS_PER_UNIT);
        // Where it counted there is time for the rest only in the next slice.
        let is_more = is_more
            || before.is_some()
            || self.make_goals(usize::try_from(n_shops).unwrap_or_default());
        if is_more {
            return Slice::More(Job::Budget);
        }
        self.is_dirty = true;
        effects.extend(self.fold_when_due());
        Slice::Done
    }
}

mod sums;
#[cfg(test)]
mod tests;
