//! What a list asks for and what it gets: filters, order, counts. Not here: how texts are found.

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::schema::{CustomerType, FieldId, Group, fields};
use jipan_rules::values::ids::BatchId;
use jipan_rules::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::arena::Row;
use crate::book::Book;
use crate::columns::WordColumn;
use crate::quality::{Finding, Grounds};
use crate::search::Searcher;

mod facet;
mod value;

pub use facet::{Counts, Facet, counts, facets};
use value::ValueFilter;

/// What a list shows. The default is every customer that has not closed, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Query {
    /// What was typed; blank finds everything.
    pub text: String,
    /// What else a customer must fulfil.
    pub filters: Filters,
    /// Whether closed shops (停业, 注销) are in the list too.
    pub show_closed: bool,
    /// The order; with a text, better hits come first whatever the order.
    pub sort: Sort,
    /// Whether the order is turned round.
    pub is_descending: bool,
}

/// What a customer must fulfil to be in a list; all that is set must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the screen")]
pub struct Filters {
    /// Its delivery line 送货线路.
    pub line: Option<String>,
    /// Its district 行政区域.
    pub district: Option<String>,
    /// Its feature class: a code such as `CZ1`, or some of its letters (`C` 城镇, `Z1`).
    pub class: Option<String>,
    /// Its account manager 客户经理.
    pub manager: Option<String>,
    /// Its type; one without is 零售.
    pub customer_type: Option<CustomerType>,
    /// Its state, as code of 客户状态. Closed shops are then not hidden.
    pub state: Option<u8>,
    /// A field that applies is empty.
    pub incomplete: bool,
    /// A field of this group that applies is empty.
    pub incomplete_group: Option<Group>,
    /// A confirmed field is due to be confirmed again.
    pub stale: bool,
    /// A field with a freshness cycle was never confirmed.
    pub unconfirmed: bool,
    /// Its licence or annual review ends.
    pub expiring: Option<Expiring>,
    /// It is deleted; without this, deleted customers are in no list.
    pub deleted: bool,
    /// The last file says something else than the device of one of its fields.
    pub differs: bool,
    /// It came with this import.
    pub batch: Option<BatchId>,
    /// Its values of these fields, each as [`Facet::value`] has it; a blank text = the field
    /// belongs to its type and has no value.
    pub values: BTreeMap<FieldId, String>,
    /// The report on the data finds this of it. Of contradictions of closed shops, these are not
    /// hidden.
    pub finding: Option<Finding>,
}

/// How near the earlier of the end of the licence and of its review is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Expiring {
    /// In at most so many days; the day itself is still valid (rulebook 1.19).
    Within(u16),
    /// Over.
    Expired,
}

/// Order of a list. Customers without what is sorted by come last either way; equal ones stand in
/// the order of names.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Sort {
    /// By name as read aloud, syllable by syllable.
    #[default]
    Name,
    /// By customer code.
    Code,
    /// Least complete first.
    Completeness,
    /// Last changed first.
    Changed,
    /// First to expire first.
    Expiry,
    /// By district; numbers in it count as numbers.
    District,
    /// By delivery line; numbers in it count as numbers.
    Line,
    /// By volume tier, the first first.
    Tier,
    /// By grade, the first first.
    Grade,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The customers, in order.
    pub rows: Vec<Row>,
    /// All customers of the book, deleted ones left out.
    pub n_all: usize,
    /// Customers in the list.
    pub n_shown: usize,
    /// Customers that are left out only because they are closed.
    pub n_closed_hidden: usize,
}

/// Answers one query from nothing. A list that is asked again and again keeps a [`Searcher`].
pub fn select(book: &Book, query: &Query, today: NaiveDate) -> Selection {
    Searcher::default().select(book, query, today)
}

/// What a query's filters say of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    In,
    /// Would be in, were it not closed.
    ClosedHidden,
    Out,
}

/// A query's filters, made ready for row after row.
#[derive(Debug)]
pub(crate) struct Sieve<'a> {
    book: &'a Book,
    filters: &'a Filters,
    today_from_ce: i32,
    today: NaiveDate,
    hides_closed: bool,
    words: Vec<WordFilter<'a>>,
    values: Vec<ValueFilter<'a>>,
    /// Customers that differ by the row of one that was merged into them.
    differing_by_merge: BTreeSet<Row>,
    /// What the finding rests on that is asked for.
    grounds: Grounds,
}

#[derive(Debug)]
struct WordFilter<'a> {
    field: FieldId,
    word: &'a str,
    /// The column and the position of the word in it, where the field is held as words.
    column: Option<(&'a WordColumn, Option<u32>)>,
}

impl<'a> Sieve<'a> {
    pub(crate) fn new(book: &'a Book, query: &'a Query, today: NaiveDate) -> Self {
        let filters = &query.filters;
        let words = [
            (fields::LINE, &filters.line),
            (fields::DISTRICT, &filters.district),
            (fields::MANAGER, &filters.manager),
        ];
        let words = words.into_iter().filter_map(|(field, word)| {
            let word = word.as_deref()?;
            let column = book.words(field).map(|column| (column, column.find(word)));
            Some(WordFilter { field, word, column })
        });
        Self {
            book,
            filters,
            today,
            today_from_ce: today.num_days_from_ce(),
            hides_closed: !query.show_closed
                && filters.state.is_none()
                && !filters.deleted
                && !filters.finding.is_some_and(Finding::is_of_closed),
            words: words.collect(),
            values: filters.values.iter().map(|it| ValueFilter::new(book, it)).collect(),
            differing_by_merge: if filters.differs {
                book.differing_by_merge()
            } else {
                BTreeSet::new()
            },
            grounds: Grounds::of(book, filters.finding, today),
        }
    }

    #[inline]
    pub(crate) fn verdict(&self, row: Row) -> Verdict {
        let Filters { customer_type, state, batch, deleted, finding, .. } = self.filters;
        let is_there = if *deleted { self.book.is_deleted(row) } else { self.book.is_visible(row) };
        let is_in = is_there
            && self.words.iter().all(|filter| filter.passes(self.book, row))
            && self.values.iter().all(|filter| filter.passes(self.book, row))
            && customer_type.is_none_or(|it| self.book.customer_type(row) == it)
            && state.is_none_or(|it| self.book.choice(row, fields::STATUS) == Some(it))
            && batch.is_none_or(|it| {
                self.book.origin(row).is_some_and(|origin| origin.batch == Some(it))
            })
            && self.filters.class.as_deref().is_none_or(|it| class_matches(self.book, row, it))
            && self.passes_derived(row)
            && finding.is_none_or(|it| self.book.is_found(row, it, &self.grounds, self.today));
        match (is_in, self.hides_closed && self.book.derived(row).is_closed) {
            (false, _) => Verdict::Out,
            (true, true) => Verdict::ClosedHidden,
            (true, false) => Verdict::In,
        }
    }

    fn differs(&self, row: Row) -> bool {
        self.book.has_differences(row) || self.differing_by_merge.contains(&row)
    }

    #[inline]
    fn passes_derived(&self, row: Row) -> bool {
        let Filters { incomplete, incomplete_group, stale, unconfirmed, expiring, .. } =
            *self.filters;
        let derived = self.book.derived(row);
        let lacks = |group: Group| {
            let idx = group.index();
            derived.filled.get(idx) < derived.applicable.get(idx)
        };
        (!incomplete || derived.is_incomplete())
            && incomplete_group.is_none_or(lacks)
            && (!stale || derived.is_stale(self.today))
            && (!unconfirmed || derived.n_unknown > 0)
            && (!self.filters.differs || self.differs(row))
            && expiring.is_none_or(|it| {
                derived.expires_on().is_some_and(|day| {
                    let days_left =
                        i64::from(day.num_days_from_ce()) - i64::from(self.today_from_ce);
                    match it {
                        Expiring::Expired => days_left < 0,
                        Expiring::Within(days) => (0..=i64::from(days)).contains(&days_left),
                    }
                })
            })
    }
}

impl WordFilter<'_> {
    #[inline]
    fn passes(&self, book: &Book, row: Row) -> bool {
        match self.column {
            Some((column, word_idx)) => word_idx.is_some() && column.word_idx(row) == word_idx,
            None => book.text(row, self.field) == Some(self.word),
        }
    }
}

/// Whether the feature class of a row has all letters of `wanted`. No letter stands on two axes.
fn class_matches(book: &Book, row: Row, wanted: &str) -> bool {
    book.class_code(row).is_some_and(|code| wanted.chars().all(|c| code.contains(c)))
}

#[cfg(test)]
mod tests;
