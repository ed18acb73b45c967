//! Services that a customer had, and what it is to bring in a month, as the facts say. Not here: other facts,
//! and what the services of all come to.

use std::collections::BTreeMap;

use jipan_rules::funnel::{Fact, ServiceFact};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::FactId;

use super::{Book, Origin, note_keys};
use crate::arena::Row;
use crate::sorting::sort_by_key;

impl Book {
    /// The services that stand of a customer and of those merged into it, in the order of their stamps. One
    /// that was corrected is the same fact, told again.
    ///
    /// ```
    /// use jipan_book::{Book, Row};
    /// assert_eq!(Book::new().services(Row(0)), [], "nobody is known");
    /// ```
    pub fn services(&self, row: Row) -> Vec<(FactId, &ServiceFact, &Origin)> {
        let said = self.standing_facts(row).filter_map(|(id, fact, writer)| {
            let Fact::Service(it) = fact else { return None };
            Some((id, &**it, writer))
        });
        let mut services: Vec<_> = said.collect();
        sort_by_key(&mut services, |(id, _, writer)| (writer.rank(), *id));
        services
    }

    /// What a customer is to bring, where somebody said it by hand: by month the last word of those that
    /// stand, and who said it. A month of which the last word is none is not in it.
    ///
    /// ```
    /// use jipan_book::{Book, Row};
    /// assert!(Book::new().goals(Row(0)).is_empty(), "nobody is known");
    /// ```
    pub fn goals(&self, row: Row) -> BTreeMap<Month, (Money, &Origin)> {
        let mut last: BTreeMap<Month, (Option<Money>, FactId, &Origin)> = BTreeMap::new();
        for (id, fact, writer) in self.standing_facts(row) {
            let Fact::Goal { month, amount } = fact else { continue };
            let is_last = last
                .get(month)
                .is_none_or(|(_, other, by)| (writer.rank(), id) >= (by.rank(), *other));
            if is_last {
                last.insert(*month, (*amount, id, writer));
            }
        }
        let said = last.into_iter();
        said.filter_map(|(month, (amount, _, writer))| Some((month, (amount?, writer)))).collect()
    }

    /// The facts that stand of a customer and of those merged into it, in no order.
    fn standing_facts(&self, row: Row) -> impl Iterator<Item = (FactId, &Fact, &Origin)> {
        let rows = std::iter::once(row).chain(self.absorbed_by(row));
        let all = rows.flat_map(|row| self.funnel.range(note_keys(row)));
        all.filter(|(_, it)| !it.is_gone()).filter_map(|(&(_, id), it)| {
            let said = it.said.as_ref()?;
            Some((id, &*said.fact, self.writers.get(said.writer)?))
        })
    }
}
