//! Which values a field has across the book, and how often: what a filter offers. Not here: the
//! filters.

use std::collections::BTreeMap;

use jipan_rules::schema::{FieldId, fields};

use crate::book::Book;
use crate::search::natural_key;

/// One value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// A text as it is, a choice as its code in digits, a feature class as its code.
    pub value: String,
    /// Customers with it; closed ones count only where the field is the state, because other
    /// lists leave them out.
    pub n_customers: usize,
}

/// The values of a field that customers have, in the order of reading; choices in that of codes.
pub fn facets(book: &Book, field: FieldId) -> Vec<Facet> {
    let counted = |row: &_| {
        book.is_visible(*row) && (field == fields::STATUS || !book.derived(*row).is_closed)
    };
    let rows = book.rows().filter(counted);
    if let Some(column) = book.words(field) {
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
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    if field == fields::CLASS {
        rows.filter_map(|row| book.class_code(row))
            .for_each(|it| *counts.entry(it.to_owned()).or_default() += 1);
        return counts
            .into_iter()
            .map(|(value, n_customers)| Facet { value, n_customers })
            .collect();
    }
    let mut codes: BTreeMap<u8, usize> = BTreeMap::new();
    for row in rows {
        if field == fields::TYPE {
            *codes.entry(book.customer_type(row).code()).or_default() += 1;
        } else if let Some(code) = book.choice(row, field) {
            *codes.entry(code).or_default() += 1;
        } else if let Some(text) = book.text(row, field) {
            *counts.entry(text.to_owned()).or_default() += 1;
        }
    }
    let choices = codes.into_iter();
    let choices = choices.map(|(code, n)| Facet { value: code.to_string(), n_customers: n });
    choices.chain(sorted(counts.into_iter().collect())).collect()
}

fn sorted(mut named: Vec<(String, usize)>) -> Vec<Facet> {
    named.sort_by_cached_key(|(word, _)| natural_key(word));
    named.into_iter().map(|(value, n_customers)| Facet { value, n_customers }).collect()
}
