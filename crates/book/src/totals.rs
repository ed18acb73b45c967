//! What the customers of a list add up to, in one pass over the columns. Not here: counting by
//! value, which is `select::counts`; what a mean is, which is `jipan_rules::total`.

use jipan_rules::schema::{FIELDS, FieldDef};
use jipan_rules::total::{Total, summing};

use crate::arena::Row;
use crate::book::Book;
use crate::overview::FilledCount;

/// What a list adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Customers in the list.
    pub n_customers: usize,
    /// Fields filled of those that apply, over all of them.
    pub filled: FilledCount,
    /// Each number that somebody in the list has, in the order of the forms.
    pub numbers: Vec<(&'static FieldDef, Total)>,
}

/// What one field adds up to over some customers; `None` for a field that cannot be summed up.
pub fn total_of(book: &Book, def: &FieldDef, rows: &[Row]) -> Option<Total> {
    summing(def)?;
    let mut total = Total::default();
    for &row in rows {
        total.add(book.number(row, def.id), def.types.contains(book.customer_type(row)));
    }
    Some(total)
}

/// Sums up the customers of a list.
pub fn totals(book: &Book, rows: &[Row]) -> Totals {
    let mut totals = Totals { n_customers: rows.len(), ..Totals::default() };
    let numbers = FIELDS.iter().filter(|def| summing(def).is_some());
    totals.numbers = numbers.map(|def| (def, Total::default())).collect();
    for &row in rows {
        let derived = book.derived(row);
        totals.filled.add(derived.n_filled().into(), derived.n_applicable().into());
        let customer_type = book.customer_type(row);
        for (def, total) in &mut totals.numbers {
            total.add(book.number(row, def.id), def.types.contains(customer_type));
        }
    }
    totals.numbers.retain(|(_, total)| total.n_filled > 0);
    totals
}
