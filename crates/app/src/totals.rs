//! 合计: what the list adds up to, counted anew whenever the list is another one. Not here: summing,
//! counting, what a mean is.

use std::rc::Rc;

use jipan_book::select::{Facet, counts};
use jipan_book::sorting::sort_by_key;
use jipan_book::totals::totals;
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, FieldType, field as field_def, fields};

use crate::model::Model;
use crate::show::facet_change;
use crate::view::{CountView, FilterChange, TotalsView};

/// More values than so many are not listed one by one.
const N_COUNTS: usize = 60;

/// The panel of totals while it is open.
#[derive(Debug)]
pub(crate) struct TotalsModel {
    by: FieldId,
    /// Revision of the book, day and number of the list it was counted for.
    made_for: Option<(u64, NaiveDate, u64)>,
    pub(crate) view: Option<Rc<TotalsView>>,
}

impl TotalsModel {
    /// Opens with the counts by the line of delivery.
    pub(crate) fn new() -> Self {
        Self { by: fields::LINE, made_for: None, view: None }
    }

    /// Counts by another field from now on.
    pub(crate) fn count_by(&mut self, field: FieldId) {
        self.by = field;
        self.made_for = None;
    }

    /// Another book is in the place of the one that was counted.
    pub(crate) fn book_changed(&mut self) {
        self.made_for = None;
    }
}

impl Model {
    /// Counts anew if the panel is open and the list is another one.
    pub(crate) fn refresh_totals(&mut self) {
        let made_for = Some((self.book.revision(), self.today, self.list.list_no));
        let is_current = |totals: &TotalsModel| totals.made_for == made_for;
        let Some(by) = self.list.totals.as_ref().filter(|it| !is_current(it)).map(|it| it.by)
        else {
            return;
        };
        let view = field_def(by).map(|by| Rc::new(self.count_totals(by)));
        if let Some(totals) = &mut self.list.totals {
            (totals.view, totals.made_for) = (view, made_for);
        }
    }

    fn count_totals(&self, by: &'static FieldDef) -> TotalsView {
        let rows = &self.list.selection.rows;
        let counted = counts(&self.book, by.id, rows);
        let (facets, n_more, n_in_more) = most(counted.facets);
        let of = |facet: Facet| CountView {
            filter: facet_change(by.id, &facet.value),
            value: facet.value,
            n_customers: facet.n_customers,
        };
        let mut counts: Vec<CountView> = facets.into_iter().map(of).collect();
        if counted.n_blank > 0 {
            counts.push(CountView {
                filter: Some(FilterChange::Value(by.id, Some(String::new()))),
                value: String::new(),
                n_customers: counted.n_blank,
            });
        }
        TotalsView {
            totals: totals(&self.book, rows),
            by,
            fields: FIELDS.iter().filter(|def| self.can_count(def)).collect(),
            counts,
            n_more,
            n_in_more,
            n_without: counted.n_without,
        }
    }

    /// Whether the values of a field repeat, so that it makes sense to count them.
    fn can_count(&self, def: &FieldDef) -> bool {
        match def.ty {
            FieldType::Choice(_) | FieldType::YesNo => true,
            // Tiers and grades, of those who have one.
            FieldType::Integer { max, .. } => max <= 10,
            FieldType::Text { .. } => def.id == fields::CLASS || self.book.words(def.id).is_some(),
            FieldType::LongText { .. }
            | FieldType::Date
            | FieldType::Birthday
            | FieldType::Money
            | FieldType::SignedMoney
            | FieldType::Price
            | FieldType::Phone
            | FieldType::Licence
            | FieldType::Code => false,
        }
    }
}

/// The values to be listed, in their order, and how many values and customers are left over.
fn most(mut facets: Vec<Facet>) -> (Vec<Facet>, usize, usize) {
    if facets.len() <= N_COUNTS {
        return (facets, 0, 0);
    }
    let (n_values, n_all) = (facets.len(), total_of(&facets));
    let mut sizes: Vec<usize> = facets.iter().map(|it| it.n_customers).collect();
    sort_by_key(&mut sizes, |it| core::cmp::Reverse(*it));
    let least = sizes.get(N_COUNTS).copied().unwrap_or_default();
    facets.retain(|it| it.n_customers > least);
    let n_listed = total_of(&facets);
    let n_more = n_values.saturating_sub(facets.len());
    (facets, n_more, n_all.saturating_sub(n_listed))
}

fn total_of(facets: &[Facet]) -> usize {
    facets.iter().map(|it| it.n_customers).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_values_the_most_used_are_listed_and_the_rest_is_counted() {
        let facet = |n: usize| Facet { value: format!("{n}号线"), n_customers: n };
        let (listed, n_more, n_in_more) = most((1..=100).map(facet).collect());
        assert_eq!((listed.len(), listed[0].n_customers), (60, 41), "in their order");
        assert_eq!((n_more, n_in_more), (40, (1..=40).sum()));
        assert_eq!(most((1..=60).map(facet).collect()).1, 0);
    }

    #[test]
    fn values_used_equally_often_are_all_left_over_or_none() {
        let facet = |n: usize| Facet { value: n.to_string(), n_customers: 1 + n / 70 };
        let (listed, n_more, n_in_more) = most((0..100).map(facet).collect());
        assert_eq!((listed.len(), n_more, n_in_more), (30, 70, 70));
    }
}
