//! Where the standing of one customer comes from, and why it is another one than a month ago. Not
//! here: words.

use jipan_rules::NaiveDate;
use jipan_rules::explain::Explained;
use jipan_rules::grade::{self, Bought, grade};
use jipan_rules::period::Period;
use jipan_rules::scale::scale;
use jipan_rules::schema::fields;
use jipan_rules::setting::RulesOn;
use jipan_rules::tier::{self, TierOf, tier};

use super::shops::{n_open, packs_of};
use super::{Standings, a_month_before};
use crate::arena::Row;
use crate::book::Book;

/// The tier of a customer on a day by the rules in force on it, whether or not it was computed: it
/// rests on nobody else.
///
/// ```
/// use jipan_book::standing::tier_facts;
/// use jipan_book::{Book, Row};
/// use jipan_rules::NaiveDate;
/// use jipan_rules::setting::RulesOn;
/// let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
/// let tier = tier_facts(&Book::new(), Row(0), day, &RulesOn::default()).value;
/// assert_eq!((tier.tier, tier.no_orders), (8, true));
/// ```
pub fn tier_facts(book: &Book, row: Row, on: NaiveDate, rules: &RulesOn) -> Explained<TierOf> {
    let (packs, n_months) = bought(book, row, on, rules);
    tier(&packs, n_months, &rules.tiers)
}

/// Units by the units in a case, and the months in which the shop was open.
fn bought(book: &Book, row: Row, on: NaiveDate, rules: &RulesOn) -> (Vec<(u32, i64)>, u16) {
    let period = Period::before(on, rules.period.value);
    let months = book.months(row);
    (packs_of(&months, period).packs, n_open(book, row, &months, period))
}

/// Why the tier is another one than a month before a day; `None` if it is the same.
pub fn tier_change(
    book: &Book,
    row: Row,
    on: NaiveDate,
    [now, before]: &[RulesOn; 2],
) -> Option<Explained<i8>> {
    let facts = |on, rules: &RulesOn| {
        let (packs, n_months) = bought(book, row, on, rules);
        tier::tier_facts(&packs, n_months, &rules.tiers)
    };
    let (now, before) = (facts(on, now), facts(a_month_before(on), before));
    (now.of != before.of).then(|| tier::tier_change(before, now))
}

/// The grade of a customer as it was computed, `at` 0 now and 1 a month ago; `None` without one.
pub fn grade_facts(
    standings: &Standings,
    row: Row,
    at: usize,
    rules: &RulesOn,
) -> Option<Explained<u8>> {
    let (ranks, shop, area) = place_of(standings, row, at)?;
    Some(grade(ranks, shop, area, rules))
}

/// How a customer with a grade ranks, what it bought, and what all shops bought.
fn place_of(standings: &Standings, row: Row, at: usize) -> Option<([u32; 2], Bought, Bought)> {
    let standing = standings.by_row.get(row.idx())?.get(at)?;
    standing.grade?;
    let area = standings.areas.get(at)?;
    let shop = Bought { amount: standing.amount, quantity: standing.quantity };
    Some(([standing.n_above, area.n], shop, area.bought))
}

/// Why the grade is another one than a month ago; `None` if it is the same, or there was none.
pub fn grade_change(
    standings: &Standings,
    row: Row,
    [now, before]: &[RulesOn; 2],
) -> Option<Explained<i8>> {
    let facts = |at, rules: &RulesOn| {
        let (ranks, shop, area) = place_of(standings, row, at)?;
        Some(grade::grade_facts(ranks, shop, area, rules))
    };
    let (now, before) = (facts(0, now)?, facts(1, before)?);
    (now.grade != before.grade).then(|| grade::grade_change(before, now))
}

/// The scale that the orders of a customer say, `at` 0 now and 1 a month ago; `None` without orders or
/// a format.
pub fn scale_facts(
    book: &Book,
    standings: &Standings,
    (row, at): (Row, usize),
    rules: &RulesOn,
) -> Option<Explained<u8>> {
    let standing = standings.by_row.get(row.idx())?.get(at)?;
    standing.scale?;
    let area = standings.areas.get(at)?;
    let n = *area.formats.get(&book.choice(row, fields::FORMAT)?)?;
    let (n_above, n_equal) = standing.of_format;
    Some(scale([n_above, n_equal, n], &rules.scale))
}
