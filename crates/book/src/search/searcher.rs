//! Answers the queries of one list, keeping what the next answer can start from. Not here: what a
//! hit is, what a filter lets through.

use std::borrow::Cow;

use jipan_rules::NaiveDate;
use jipan_rules::schema::fields;

use super::orders::{Order, Orders, REPAIR_ROWS_MAX};
use super::{Hits, Needle, People, Rank, SearchTexts, narrow, search};
use crate::arena::Row;
use crate::book::Book;
use crate::phones::PHONE_FIELDS;
use crate::quality::Finding;
use crate::select::{Query, Selection, Sieve, Sort, Verdict};
use crate::sorting::sort_rows;

/// Hits are looked at one by one while they are at most this part of the book; above it, reading
/// every field from end to end is faster. Measured with the `search_bench` example.
const NARROW_PART: usize = 16;

/// Answers queries about one book. Keeps the last hits, which a growing query narrows, and the
/// orders asked for, which an edit repairs; both are made anew when the book is another one.
///
/// The answer never depends on what was asked before.
#[derive(Debug, Default)]
pub struct Searcher {
    last: Option<Last>,
    sieved: Option<Sieved>,
    orders: Orders,
    people: People,
}

/// What the filters say of every row. Read in the order of the book, which is several times as
/// fast as in the order of a list, and kept while the user types.
#[derive(Debug)]
struct Sieved {
    revision: u64,
    today: NaiveDate,
    /// The query without its text and order.
    query: Query,
    verdicts: Vec<Verdict>,
}

#[derive(Debug)]
struct Last {
    revision: u64,
    needle: Needle,
    hits: Hits,
}

impl<'a> SearchTexts<'a> {
    /// The columns of a book, without the further contacts.
    pub fn of(book: &'a Book) -> Self {
        Self {
            names: book.texts(fields::NAME),
            pinyin: Some(book.pinyin()),
            initials: Some(book.initials()),
            contacts: book.texts(fields::CONTACT),
            phones: PHONE_FIELDS.map(|field| book.texts(field)),
            people: None,
            licences: book.texts(fields::LICENCE),
            codes: book.texts(fields::CODE),
            addresses: book.texts(fields::ADDRESS),
        }
    }
}

impl Searcher {
    /// The order of names, to be kept with the pages: sorting 100,000 names takes longer than
    /// reading them.
    ///
    /// Names that were read without the table of readings stand in another order. That is not
    /// kept: nothing tells it from the right one when the table is here.
    pub fn encode_names(&mut self, book: &Book) -> Vec<u8> {
        if book.has_unread_names() {
            return Vec::new();
        }
        let order = self.orders.get(book, Sort::Name);
        order.rows(false).flat_map(|row| row.0.to_le_bytes()).collect()
    }

    /// Takes the order of names that was kept with the pages of the book, before anything else
    /// came in. Bytes that are no such order are left alone.
    pub fn adopt_names(&mut self, book: &Book, bytes: &[u8]) {
        let (rows, []) = bytes.as_chunks::<4>() else { return };
        let rows: Vec<Row> = rows.iter().map(|bytes| Row(u32::from_le_bytes(*bytes))).collect();
        self.orders.adopt_names(book, &rows);
    }

    /// Forgets what was read aloud without the table of readings, which is here now. What the book
    /// itself reads again is followed like every change of it.
    pub fn read_again(&mut self) {
        self.last = None;
        self.people = People::default();
        self.orders.forget_words();
    }

    /// The list that a query asks for on a day.
    pub fn select(&mut self, book: &Book, query: &Query, today: NaiveDate) -> Selection {
        let Self { last, sieved, orders, people } = self;
        let verdicts = verdicts_of(sieved, book, query, today);
        let mut list = List { verdicts, rows: Vec::new(), n_closed_hidden: 0 };
        let order = orders.get(book, query.sort);
        match Needle::new(&query.text) {
            None => {
                *last = None;
                for row in order.rows(query.is_descending) {
                    list.take(row);
                }
            }
            Some(needle) => {
                people.follow(book);
                let hits = led_on(book, hits_of(last, book, people, needle));
                for row in in_order(&hits, order, query.is_descending) {
                    list.take(row);
                }
            }
        }
        Selection {
            n_all: Row(book.n_customers()).idx(),
            n_shown: list.rows.len(),
            n_closed_hidden: list.n_closed_hidden,
            rows: list.rows,
        }
    }
}

struct List<'a> {
    verdicts: &'a [Verdict],
    rows: Vec<Row>,
    n_closed_hidden: usize,
}

impl List<'_> {
    #[inline]
    fn take(&mut self, row: Row) {
        match self.verdicts.get(row.idx()) {
            Some(Verdict::In) => self.rows.push(row),
            Some(Verdict::ClosedHidden) => self.n_closed_hidden += 1,
            Some(Verdict::Out) | None => {}
        }
    }
}

fn verdicts_of<'s>(
    sieved: &'s mut Option<Sieved>,
    book: &Book,
    query: &Query,
    today: NaiveDate,
) -> &'s [Verdict] {
    let is_same_question = |it: &Sieved| {
        (it.today, it.query.show_closed) == (today, query.show_closed)
            && it.query.filters == query.filters
    };
    let kept = sieved.take().filter(is_same_question);
    let current = kept.and_then(|it| brought_up_to_date(it, book, query, today));
    let fresh = || {
        let sieve = Sieve::new(book, query, today);
        let verdicts = book.rows().map(|row| sieve.verdict(row)).collect();
        let query = Query { text: String::new(), sort: Sort::default(), ..query.clone() };
        Sieved { revision: book.revision(), today, query, verdicts }
    };
    &sieved.insert(current.unwrap_or_else(fresh)).verdicts
}

/// The verdicts with only the touched rows judged again; `None` if too many were touched. A verdict
/// says something of its own row only, so the others stand; where it does not, all are made anew.
fn brought_up_to_date(
    mut kept: Sieved,
    book: &Book,
    query: &Query,
    today: NaiveDate,
) -> Option<Sieved> {
    let n_rows = Row(book.n_rows()).idx();
    let touched = book.touched_since(kept.revision)?;
    let is_grown = kept.verdicts.len() != n_rows;
    if touched.is_empty() && !is_grown {
        kept.revision = book.revision();
        return Some(kept);
    }
    let rests_on_others = query.filters.finding.is_some_and(Finding::rests_on_others);
    if touched.len() > REPAIR_ROWS_MAX || touched.is_empty() || rests_on_others {
        return None;
    }
    let sieve = Sieve::new(book, query, today);
    kept.verdicts.resize(n_rows, Verdict::Out);
    // What a file says of a merged customer is said of the one that stays.
    let stays = touched.iter().filter_map(|row| book.survivor(*row));
    let stays: Vec<Row> = stays.filter(|row| touched.binary_search(row).is_err()).collect();
    for row in touched.into_iter().chain(stays) {
        if let Some(verdict) = kept.verdicts.get_mut(row.idx()) {
            *verdict = sieve.verdict(row);
        }
    }
    kept.revision = book.revision();
    Some(kept)
}

/// The hits of a needle, from those of the last one where that is quicker.
fn hits_of<'l>(
    last: &'l mut Option<Last>,
    book: &Book,
    people: &People,
    needle: Needle,
) -> &'l Hits {
    let revision = book.revision();
    let texts = SearchTexts { people: Some(people), ..SearchTexts::of(book) };
    let n_rows = Row(book.n_rows()).idx();
    let hits = match last.take().filter(|last| last.revision == revision) {
        Some(last) if last.needle == needle => last.hits,
        Some(last) if needle.extends(&last.needle) && last.hits.n_hits() < n_rows / NARROW_PART => {
            narrow(&texts, &needle, &last.hits)
        }
        Some(_) | None => search(&texts, &needle, n_rows),
    };
    &last.insert(Last { revision, needle, hits }).hits
}

/// The hits with those of merged customers leading to the one that stands for each: an old code or
/// name still finds the shop.
fn led_on<'h>(book: &Book, hits: &'h Hits) -> Cow<'h, Hits> {
    let led = book.merged_rows().filter_map(|row| Some((book.key_row(row)?, hits.rank(row)?)));
    let led: Vec<_> = led.collect();
    if led.is_empty() {
        return Cow::Borrowed(hits);
    }
    let mut hits = hits.clone();
    for (row, rank) in led {
        hits.note(row, rank);
    }
    Cow::Owned(hits)
}

/// The rows hit: best rank first, then in the order asked for.
fn in_order(hits: &Hits, order: &Order, is_descending: bool) -> Vec<Row> {
    let mut by_rank = [const { Vec::new() }; Rank::N];
    let mut put = |row| {
        if let Some(rows) = hits.rank(row).and_then(|rank| by_rank.get_mut(rank.place())) {
            rows.push(row);
        }
    };
    if hits.n_hits() < hits.n_rows() / NARROW_PART {
        let place = |row| u64::try_from(order.place(row, is_descending)).unwrap_or(u64::MAX);
        let mut few: Vec<_> = hits.rows().map(|(row, _)| (place(row), row)).collect();
        sort_rows(&mut few);
        for (_, row) in few {
            put(row);
        }
    } else {
        order.rows(is_descending).for_each(put);
    }
    by_rank.concat()
}
