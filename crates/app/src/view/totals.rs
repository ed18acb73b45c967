//! What the list adds up to. Not here: counting.

use std::rc::Rc;

use jipan_book::totals::Totals;
use jipan_rules::schema::FieldDef;

use super::customers::FilterChange;

/// The panel of totals. The counts, with what is left over, add up to the customers of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalsView {
    /// Completeness and numbers.
    pub totals: Totals,
    /// The field whose values are counted.
    pub by: &'static FieldDef,
    /// The fields whose values can be counted.
    pub fields: Rc<[&'static FieldDef]>,
    /// The values, in the order of reading; those without a value last.
    pub counts: Vec<CountView>,
    /// Values that are not listed because there are too many.
    pub n_more: usize,
    /// Customers with one of them.
    pub n_in_more: usize,
    /// Customers whose type does not have the field.
    pub n_without: usize,
}

/// How many customers have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountView {
    /// The value as a facet has it; blank for none.
    pub value: String,
    /// How many.
    pub n_customers: usize,
    /// The filter that leaves exactly them.
    pub filter: Option<FilterChange>,
}
