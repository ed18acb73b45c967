//! How customers stand: tier, grade and scale by what they ordered in a period, all of them together,
//! since the grade of one rests on the others. Not here: the rules, and when it is computed.

mod facts;
mod repack;
mod shops;

pub use facts::{grade_change, grade_facts, scale_facts, tier_change, tier_facts};
pub use repack::Repack;

use std::collections::BTreeMap;

use jipan_rules::grade::{Bought, band, is_high};
use jipan_rules::period::{Month, Period};
use jipan_rules::scale::scale_of;
use jipan_rules::schema::{CustomerType, fields};
use jipan_rules::setting::RulesOn;
use jipan_rules::tier::tier_of;
use jipan_rules::{Days, NaiveDate};

use crate::arena::Row;
use crate::book::Book;
use shops::{Shops, n_open, packs_of};

/// How one customer stands at the end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// 客户分档, 1 to 8; `None` for customers without tiers (not 零售), deleted or hidden ones.
    pub tier: Option<u8>,
    /// 客户分级, 1 to 10; likewise, and for who ordered nothing or is closed.
    pub grade: Option<u8>,
    /// Where the grade stands in its table: band of volume, 0 the largest fifth, and whether the
    /// average price is high; `None` without a grade.
    pub cell: Option<(u8, bool)>,
    /// 经营规模 as the orders say it: 1 大, 2 中, 3 小; `None` without a format, too.
    pub scale: Option<u8>,
    /// Units ordered in the period.
    pub quantity: i64,
    /// The amount ordered in the period, in fen.
    pub amount: i64,
    /// Whether there was any order in the period.
    pub has_orders: bool,
    /// Shops with a greater volume.
    pub n_above: u32,
    /// Shops of its format that bought more, and those that bought as much, this one included.
    pub of_format: (u32, u32),
}

impl Standing {
    /// 订货量段: the fifth of its volume, 1 the largest to 5; `None` without a grade.
    ///
    /// ```
    /// use jipan_book::standing::Standing;
    /// let standing = Standing { cell: Some((0, false)), ..Standing::default() };
    /// assert_eq!((standing.band(), standing.structure()), (Some(1), Some(2)));
    /// ```
    pub fn band(&self) -> Option<u8> {
        self.cell.map(|(band, _)| band.saturating_add(1))
    }

    /// 销售结构 by the code of its choice: 1 high, 2 low; `None` without a grade.
    pub fn structure(&self) -> Option<u8> {
        self.cell.map(|(_, is_high)| if is_high { 1 } else { 2 })
    }
}

/// What all shops with orders bought in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Area {
    /// How many they are.
    pub n: u32,
    /// What they bought.
    pub bought: Bought,
    /// How many there are of each format.
    pub formats: BTreeMap<u8, u32>,
}

/// Two periods of all customers, one after the other: how they stand, and how they stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// The two periods: the one that counts, and that which counted a month ago; none before the first
    /// computation.
    pub periods: Option<[Period; 2]>,
    /// By row: now, and a month ago.
    pub by_row: Vec<[Standing; 2]>,
    /// What all shops bought: now, and a month ago.
    pub areas: [Area; 2],
    /// What they come to.
    pub totals: StandingTotals,
}

/// What standings come to, for charts. Closed shops are not counted, as they are in no list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StandingTotals {
    /// Customers that have a tier.
    pub n_customers: usize,
    /// Of these, those that ordered nothing in the period.
    pub n_no_orders: usize,
    /// Units ordered in the period.
    pub quantity: i64,
    /// The amount ordered in the period, in fen.
    pub amount: i64,
    /// Customers by tier.
    pub tiers: [usize; 8],
    /// Customers by grade.
    pub grades: [usize; 10],
    /// Customers by class: codes of market, format and scale.
    pub classes: BTreeMap<(u8, u8, u8), usize>,
    /// Customers by scale band (0 the largest) and structure (0 high).
    pub matrix: [[usize; 2]; 5],
    /// Customers by tier before and tier now, where these differ.
    pub moves: BTreeMap<(u8, u8), usize>,
}

/// The day on which the period of a month ago counted: the last day of the month before.
///
/// ```
/// use jipan_book::standing::a_month_before;
/// use jipan_rules::NaiveDate;
/// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// assert_eq!(a_month_before(day(11, 26)), day(10, 31));
/// ```
pub fn a_month_before(day: NaiveDate) -> NaiveDate {
    let first = Month::of(day).first_day();
    first.checked_sub_days(Days::new(1)).unwrap_or(first)
}

/// Computes how all customers stand, in slices; the same whatever the slices.
#[derive(Debug, Clone)]
pub struct StandingsJob {
    rules: [RulesOn; 2],
    periods: [Period; 2],
    /// Whether the period of a month ago is computed, too.
    has_before: bool,
    /// As what a product is taken to have been packed in the period that counts.
    repack: Option<Repack>,
    step: Step,
    shops: [Shops; 2],
    standings: Standings,
}

/// What is done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// What rows from this one on bought is read.
    Read(u32),
    /// All are ranked.
    Rank,
    /// Rows from this one on are counted.
    Count(u32),
    Done,
}

impl StandingsJob {
    /// For a day, by the rules in force on it and by those in force a month before
    /// ([`a_month_before`]).
    pub fn new(as_of: NaiveDate, rules: [RulesOn; 2]) -> Self {
        let [now, before] = rules;
        let periods = [
            Period::before(as_of, now.period.value),
            Period::before(a_month_before(as_of), before.period.value),
        ];
        Self {
            rules,
            periods,
            has_before: true,
            repack: None,
            step: Step::Read(0),
            shops: Default::default(),
            standings: Standings { periods: Some(periods), ..Standings::default() },
        }
    }

    /// Only for a day, by the rules in force on it: nothing is said of the period before.
    pub fn of_now(as_of: NaiveDate, rules: RulesOn) -> Self {
        Self { has_before: false, ..Self::new(as_of, [rules, rules]) }
    }

    /// The same, as if a product had been packed otherwise when the orders of the period that counts came
    /// in. Nothing is written: the lines of these keep their packs. The period before stays as it was.
    ///
    /// ```
    /// use jipan_book::standing::{Repack, StandingsJob};
    /// use jipan_book::{Book, product_id_of};
    /// use jipan_rules::NaiveDate;
    /// use jipan_rules::setting::RulesOn;
    /// let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    /// let (book, rules) = (Book::new(), RulesOn::default());
    /// let repack = Repack::from_day(&book, product_id_of("P1"), day(10, 5), 200);
    /// let mut job = StandingsJob::of_now(day(11, 26), rules).with_pack(repack);
    /// while job.step(&book, 64) {}
    /// assert_eq!(job.finish().totals.n_customers, 0, "nobody is in the book");
    /// ```
    #[must_use]
    pub fn with_pack(self, repack: Repack) -> Self {
        Self { repack: Some(repack), ..self }
    }

    /// Rows done of twice their number.
    pub fn n_done(&self, book: &Book) -> u32 {
        match self.step {
            Step::Read(next) => next,
            Step::Rank => book.n_rows(),
            Step::Count(next) => book.n_rows().saturating_add(next),
            Step::Done => book.n_rows().saturating_mul(2),
        }
    }

    /// Does so many rows more; whether something is left. The book must not change meanwhile.
    pub fn step(&mut self, book: &Book, n_rows: u32) -> bool {
        match self.step {
            Step::Read(next) => {
                let end = next.saturating_add(n_rows.max(1)).min(book.n_rows());
                for row in (next..end).map(Row) {
                    let both = [0, 1].map(|at| self.read(book, row, at));
                    self.standings.by_row.push(both);
                }
                self.step = if end < book.n_rows() { Step::Read(end) } else { Step::Rank };
            }
            Step::Rank => {
                for at in [0, 1] {
                    self.rank(at);
                }
                self.step = Step::Count(0);
            }
            Step::Count(next) => {
                let end = next.saturating_add(n_rows.max(1)).min(book.n_rows());
                for row in (next..end).map(Row) {
                    self.count(book, row);
                }
                self.step = if end < book.n_rows() { Step::Count(end) } else { Step::Done };
            }
            Step::Done => {}
        }
        self.step != Step::Done
    }

    /// What came of it.
    pub fn finish(self) -> Standings {
        self.standings
    }

    fn read(&mut self, book: &Book, row: Row, at: usize) -> Standing {
        let mut standing = Standing::default();
        if at == 1 && !self.has_before {
            return standing;
        }
        let (Some(period), Some(rules)) = (self.periods.get(at), self.rules.get(at)) else {
            return standing;
        };
        if !book.is_visible(row) {
            return standing;
        }
        let months = match self.repack.filter(|_| at == 0) {
            Some(repack) => repack.months(book, row, *period),
            None => book.months(row),
        };
        let bought = packs_of(&months, *period);
        standing.quantity = bought.quantity;
        standing.amount = bought.amount;
        standing.has_orders = bought.n_orders > 0;
        if book.customer_type(row) != CustomerType::Retail {
            return standing;
        }
        let n_months = n_open(book, row, &months, *period);
        if at == 1 && n_months == 0 && !standing.has_orders {
            // Who was not there yet did not rise.
            return standing;
        }
        standing.tier = Some(tier_of(&bought.packs, n_months, &rules.tiers.value).tier);
        if standing.has_orders && !book.derived(row).is_closed {
            let format = book.choice(row, fields::FORMAT);
            if let Some(shops) = self.shops.get_mut(at) {
                shops.push(row, format, n_months, bought);
            }
        }
        standing
    }

    fn rank(&mut self, at: usize) {
        let (Some(shops), Some(rules)) = (self.shops.get_mut(at), self.rules.get(at)) else {
            return;
        };
        let (area, ranks) = core::mem::take(shops).ranked();
        for it in ranks {
            let standing = self.standings.by_row.get_mut(it.row.idx());
            let Some(standing) = standing.and_then(|both| both.get_mut(at)) else { continue };
            standing.n_above = it.n_above;
            let bought = Bought { amount: standing.amount, quantity: standing.quantity };
            let is_high = is_high(bought, area.bought, rules.structure.value);
            let band = band(it.n_above, area.n);
            standing.grade = Some(rules.grades.value.level(band, is_high));
            standing.cell = Some((band, is_high));
            if let Some((format, of_format)) = it.of_format {
                let n = area.formats.get(&format).copied().unwrap_or_default();
                standing.of_format = of_format;
                standing.scale = Some(scale_of(of_format.0, n, rules.scale.value));
            }
        }
        if let Some(of) = self.standings.areas.get_mut(at) {
            *of = area;
        }
    }

    fn count(&mut self, book: &Book, row: Row) {
        let Some([now, before]) = self.standings.by_row.get(row.idx()).copied() else { return };
        let (Some(tier), false) = (now.tier, book.derived(row).is_closed) else { return };
        let totals = &mut self.standings.totals;
        totals.n_customers += 1;
        totals.n_no_orders += usize::from(!now.has_orders);
        totals.quantity = totals.quantity.saturating_add(now.quantity);
        totals.amount = totals.amount.saturating_add(now.amount);
        let add = |n: Option<&mut usize>| {
            if let Some(n) = n {
                *n += 1;
            }
        };
        add(usize::from(tier).checked_sub(1).and_then(|idx| totals.tiers.get_mut(idx)));
        if let Some(was) = before.tier.filter(|was| *was != tier) {
            *totals.moves.entry((was, tier)).or_default() += 1;
        }
        let parts = [fields::MARKET, fields::FORMAT, fields::SCALE];
        if let [Some(market), Some(format), Some(scale)] = parts.map(|it| book.choice(row, it)) {
            *totals.classes.entry((market, format, scale)).or_default() += 1;
        }
        if let Some(grade) = now.grade {
            add(usize::from(grade).checked_sub(1).and_then(|idx| totals.grades.get_mut(idx)));
        }
        if let Some((band, is_high)) = now.cell {
            let cells = totals.matrix.get_mut(usize::from(band));
            add(cells.and_then(|cells| cells.get_mut(usize::from(!is_high))));
        }
    }
}

#[cfg(test)]
mod tests;
