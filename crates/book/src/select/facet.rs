//! Which values a field has across customers, and how often: what a filter offers, what a total
//! counts. Not here: the filters, sums.

use std::collections::BTreeMap;

use jipan_rules::schema::{FieldId, field as schema_field, fields};

use super::value::{code, has, text};
use crate::arena::Row;
use crate::book::Book;
use crate::search::natural_key;
use crate::sorting::sort_by;

/// One value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// A text as it is, a choice as its code in digits (yes `1`, no `0`), a feature class as its
    /// code, a tier or grade as its number.
    pub value: String,
    /// Customers with it; in [`facets`] closed ones count only where the field is the state,
    /// because other lists leave them out.
    pub n_customers: usize,
}

/// The values of a field among some customers. All three numbers add up to the customers counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Each value, in the order of reading; choices in that of codes.
    pub facets: Vec<Facet>,
    /// Customers without a value whose type has the field.
    pub n_blank: usize,
    /// Customers without a value whose type does not have the field.
    pub n_without: usize,
}

/// The values of a field that customers have, in the order of reading; choices in that of codes.
pub fn facets(book: &Book, field: FieldId) -> Vec<Facet> {
    let counted = |row: &_| {
        book.is_visible(*row) && (field == fields::STATUS || !book.derived(*row).is_closed)
    };
    values(book, field, book.rows().filter(counted))
}

/// Counts the values of a field among the customers of a list, in one pass.
pub fn counts(book: &Book, field: FieldId, rows: &[Row]) -> Counts {
    let of_types = schema_field(field).map(|def| def.types);
    let mut counts = Counts::default();
    for &row in rows.iter().filter(|&&row| !has(book, row, field)) {
        let is_of_type = of_types.is_some_and(|types| types.contains(book.customer_type(row)));
        counts.n_blank += usize::from(is_of_type);
        counts.n_without += usize::from(!is_of_type);
    }
    counts.facets = values(book, field, rows.iter().copied());
    counts
}

fn values(book: &Book, field: FieldId, rows: impl Iterator<Item = Row>) -> Vec<Facet> {
    if let Some(column) = book.words(field).filter(|_| field != fields::CLASS) {
        let mut counts = vec![0_usize; column.n_words()];
        for idx in rows.filter_map(|row| column.word_idx(row)) {
            if let Some(n) = usize::try_from(idx).ok().and_then(|idx| counts.get_mut(idx)) {
                *n += 1;
            }
        }
        let named = (0..).zip(counts).filter(|&(_, n)| n > 0);
        let named = named.filter_map(|(idx, n)| Some((column.word(idx)?.to_owned(), n)));
        return sorted(named.collect());
    }
    let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut codes: BTreeMap<u8, usize> = BTreeMap::new();
    for row in rows {
        if let Some(code) = code(book, row, field) {
            *codes.entry(code).or_default() += 1;
        } else if let Some(text) = text(book, row, field) {
            *texts.entry(text).or_default() += 1;
        }
    }
    let choices = codes.into_iter().map(|(code, n)| (code.to_string(), n));
    let texts = texts.into_iter().map(|(text, n)| (text.to_owned(), n)).collect();
    choices.map(facet).chain(sorted(texts)).collect()
}

fn sorted(named: Vec<(String, usize)>) -> Vec<Facet> {
    let mut keyed: Vec<_> = named.into_iter().map(|it| (natural_key(&it.0), it)).collect();
    sort_by(&mut keyed, |(one, _), (other, _)| one.cmp(other));
    keyed.into_iter().map(|(_, it)| facet(it)).collect()
}

fn facet((value, n_customers): (String, usize)) -> Facet {
    Facet { value, n_customers }
}
