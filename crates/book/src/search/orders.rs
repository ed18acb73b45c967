//! The orders a list can stand in, kept from one keystroke to the next. Not here: filters.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jipan_rules::Datelike as _;
use jipan_rules::schema::{FieldId, fields};

use crate::arena::Row;
use crate::book::Book;
use crate::pinyin::{main_reading, readings};
use crate::select::Sort;
use crate::sorting::{sort, sort_by, sort_rows};

/// More rows than these are not put back one by one, but sorted with the others.
pub(super) const REPAIR_ROWS_MAX: usize = 256;
/// Digits that a number in a word is widened to, so that it sorts as a number.
const NUMBER_DIGITS: usize = 12;
/// Sorts behind everything: the customer has nothing to be sorted by.
const NO_KEY: u64 = u64::MAX;
/// Steps in which completeness is compared.
const PARTS: u64 = 1_000_000;
/// Leading bytes of a key that are kept while sorting, so that few keys are read again.
const PREFIX_BYTES: usize = 32;

type Prefix = [u8; PREFIX_BYTES];

/// Every row in one order.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    revision: u64,
    rows: Vec<Row>,
    /// Rows that have something to be sorted by; the others stand behind them.
    n_keyed: usize,
    places: Vec<u32>,
}

impl Order {
    /// The rows in this order or in the reverse one; those without a key come last in both.
    pub(super) fn rows(&self, is_descending: bool) -> impl Iterator<Item = Row> {
        let (keyed, rest) = self.rows.split_at_checked(self.n_keyed).unwrap_or((&self.rows, &[]));
        let (up, down) = if is_descending { (&[][..], keyed) } else { (keyed, &[][..]) };
        up.iter().chain(down.iter().rev()).chain(rest).copied()
    }

    /// Place of a row in [`Self::rows`].
    pub(super) fn place(&self, row: Row, is_descending: bool) -> usize {
        let place = self.places.get(row.idx()).map_or(usize::MAX, |&place| Row(place).idx());
        if is_descending && place < self.n_keyed { self.n_keyed - 1 - place } else { place }
    }

    fn new(book: &Book, keyed: Vec<Row>, rest: Vec<Row>) -> Self {
        let n_keyed = keyed.len();
        let mut rows = keyed;
        rows.extend(rest);
        let mut places = vec![0; rows.len()];
        for (place, row) in rows.iter().enumerate() {
            if let Some(slot) = places.get_mut(row.idx()) {
                *slot = Row::at(place).0;
            }
        }
        Self { revision: book.revision(), rows, n_keyed, places }
    }

    fn is_current(&self, book: &Book) -> bool {
        self.revision == book.revision() && self.rows.len() == Row(book.n_rows()).idx()
    }
}

/// The orders of one book asked for so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Orders {
    kept: BTreeMap<Sort, Order>,
}

impl Orders {
    /// An order of the book as it is now.
    pub(super) fn get(&mut self, book: &Book, sort: Sort) -> &Order {
        if matches!(sort, Sort::Name | Sort::Code) {
            return self.by_text(book, sort);
        }
        if !self.kept.get(&sort).is_some_and(|order| order.is_current(book)) {
            let order = by_number(book, sort, self.by_text(book, Sort::Name));
            self.kept.insert(sort, order);
        }
        self.kept.entry(sort).or_default()
    }

    /// Takes an order by name that was kept with the pages of the book as it is now; one that does
    /// not name every row once is left alone.
    pub(super) fn adopt_names(&mut self, book: &Book, rows: &[Row]) {
        let mut is_seen = vec![false; Row(book.n_rows()).idx()];
        let is_whole = rows.len() == is_seen.len()
            && rows.iter().all(|row| {
                let slot = is_seen.get_mut(row.idx());
                slot.is_some_and(|it| !core::mem::replace(it, true))
            });
        if is_whole {
            // As they were kept: those without a name last.
            let is_bare = |row: &&Row| !has_key(book, Sort::Name, **row);
            let n_bare = rows.iter().rev().take_while(is_bare).count();
            let (keyed, rest) = rows.split_at(rows.len().saturating_sub(n_bare));
            let order = Order::new(book, keyed.to_vec(), rest.to_vec());
            self.kept.insert(Sort::Name, order);
        }
    }

    /// Forgets the orders that go by words of the book as they are read aloud.
    pub(super) fn forget_words(&mut self) {
        self.kept.retain(|sort, _| !matches!(sort, Sort::District | Sort::Line));
    }

    fn by_text(&mut self, book: &Book, sort: Sort) -> &Order {
        let order = self.kept.entry(sort).or_default();
        if !order.is_current(book) {
            let touched = book.touched_since(order.revision);
            *order = match touched.filter(|it| it.len() <= REPAIR_ROWS_MAX) {
                Some(touched) if !order.rows.is_empty() => repaired(book, sort, order, &touched),
                Some(_) | None => sorted_by_text(book, sort),
            };
        }
        order
    }
}

/// What a word is sorted by: as read aloud, numbers in it as numbers; then as written.
pub(crate) fn natural_key(word: &str) -> (String, String) {
    let text = readings(word).pinyin;
    let mut key = String::new();
    let mut number = String::new();
    for c in main_reading(&text).chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        if !number.is_empty() {
            let padding = NUMBER_DIGITS.saturating_sub(number.len());
            key.extend(std::iter::repeat_n('0', padding));
            key.push_str(&number);
            number.clear();
        }
        key.push(c);
    }
    (key, word.to_owned())
}

/// Whether a row has what a text order goes by.
fn has_key(book: &Book, sort: Sort, row: Row) -> bool {
    book.text(row, if sort == Sort::Code { fields::CODE } else { fields::NAME }).is_some()
}

/// The first bytes of what a row is sorted by; those of a name that cannot be read are greatest.
fn prefix_of(book: &Book, sort: Sort, row: Row) -> Prefix {
    let mut bytes = [0; PREFIX_BYTES];
    let fill = |bytes: &mut [u8], from: &mut dyn Iterator<Item = u8>| {
        for (slot, byte) in bytes.iter_mut().zip(from) {
            *slot = byte;
        }
    };
    if sort == Sort::Code {
        fill(&mut bytes, &mut book.text(row, fields::CODE).unwrap_or_default().bytes());
    } else if let Some(text) = book.pinyin().get(row) {
        fill(&mut bytes, &mut main_reading(text).filter_map(|c| u8::try_from(c).ok()));
    } else {
        bytes = [u8::MAX; PREFIX_BYTES];
    }
    bytes
}

/// Names as read aloud, those of signs only behind; equal texts stand in the order of names as
/// written, then in that of the book.
fn compare(book: &Book, sort: Sort, one: Row, other: Row) -> Ordering {
    let text = if sort == Sort::Code {
        book.text(one, fields::CODE).cmp(&book.text(other, fields::CODE))
    } else {
        match (book.pinyin().get(one), book.pinyin().get(other)) {
            (Some(one), Some(other)) => main_reading(one).cmp(main_reading(other)),
            (one, other) => other.is_some().cmp(&one.is_some()),
        }
    };
    let name = |row| book.text(row, fields::NAME);
    text.then_with(|| name(one).cmp(&name(other))).then_with(|| one.cmp(&other))
}

fn sorted_by_text(book: &Book, sort: Sort) -> Order {
    let (mut keyed, mut rest) = (Vec::new(), Vec::new());
    for row in book.rows() {
        if has_key(book, sort, row) {
            keyed.push((prefix_of(book, sort, row), row));
        } else {
            rest.push(row);
        }
    }
    keyed.sort_unstable_by(|(prefix, row), (other_prefix, other)| {
        prefix.cmp(other_prefix).then_with(|| compare(book, sort, *row, *other))
    });
    sort_by(&mut rest, |one, other| compare(book, sort, *one, *other));
    Order::new(book, keyed.into_iter().map(|(_, row)| row).collect(), rest)
}

/// The order with only the touched rows taken out and put back.
fn repaired(book: &Book, sort: Sort, order: &Order, touched: &[Row]) -> Order {
    let n_rows = Row(book.n_rows()).idx();
    let stays = |row: &Row| row.idx() < n_rows && touched.binary_search(row).is_err();
    let (keyed, rest) = order.rows.split_at_checked(order.n_keyed).unwrap_or_default();
    let mut keyed: Vec<Row> = keyed.iter().copied().filter(stays).collect();
    let mut rest: Vec<Row> = rest.iter().copied().filter(stays).collect();
    for &row in touched.iter().filter(|row| row.idx() < n_rows) {
        let part = if has_key(book, sort, row) { &mut keyed } else { &mut rest };
        let at = part.partition_point(|&it| compare(book, sort, it, row).is_lt());
        part.insert(at, row);
    }
    Order::new(book, keyed, rest)
}

fn by_number(book: &Book, sort: Sort, names: &Order) -> Order {
    let words = match sort {
        Sort::District => Some(fields::DISTRICT),
        Sort::Line => Some(fields::LINE),
        Sort::Name
        | Sort::Code
        | Sort::Completeness
        | Sort::Changed
        | Sort::Expiry
        | Sort::Tier
        | Sort::Grade => None,
    };
    let ranks = words.map(|field| word_ranks(book, field)).unwrap_or_default();
    let key = |row: Row| match words {
        Some(field) => {
            let idx = book.words(field).and_then(|column| column.word_idx(row));
            idx.and_then(|idx| ranks.get(Row(idx).idx()).copied()).unwrap_or(NO_KEY)
        }
        None => number_key(book, sort, row),
    };
    let by_name: Vec<Row> = names.rows(false).collect();
    let mut places: Vec<_> =
        (0..).zip(&by_name).map(|(place, &row)| (key(row), Row(place))).collect();
    sort_rows(&mut places);
    let n_keyed = places.partition_point(|&(key, _)| key != NO_KEY);
    let rest = places.split_off(n_keyed);
    let rows_of = |places: Vec<(u64, Row)>| {
        places.into_iter().filter_map(|(_, place)| by_name.get(place.idx()).copied()).collect()
    };
    Order::new(book, rows_of(places), rows_of(rest))
}

fn number_key(book: &Book, sort: Sort, row: Row) -> u64 {
    let derived = book.derived(row);
    match sort {
        Sort::Completeness => {
            let n_filled = u64::from(derived.n_filled());
            (n_filled * PARTS).checked_div(u64::from(derived.n_applicable())).unwrap_or(NO_KEY)
        }
        Sort::Changed if derived.changed_ms == 0 => NO_KEY,
        Sort::Changed => (NO_KEY - 1).saturating_sub(derived.changed_ms),
        Sort::Expiry => derived.expires_on().map_or(NO_KEY, |day| {
            u64::try_from(i64::from(day.num_days_from_ce()) - i64::from(i32::MIN)).unwrap_or(NO_KEY)
        }),
        Sort::Tier => level_key(book, fields::TIER, row),
        Sort::Grade => level_key(book, fields::GRADE, row),
        Sort::Name | Sort::Code | Sort::District | Sort::Line => NO_KEY,
    }
}

/// A tier or a grade; who has none comes last.
fn level_key(book: &Book, field: FieldId, row: Row) -> u64 {
    book.number(row, field).and_then(|it| u64::try_from(it).ok()).unwrap_or(NO_KEY)
}

/// The place of each word of a field among its words.
fn word_ranks(book: &Book, field: FieldId) -> Vec<u64> {
    let Some(column) = book.words(field) else {
        return Vec::new();
    };
    let n_words = column.n_words();
    let mut words: Vec<_> = (0_u32..)
        .take(n_words)
        .map(|idx| (natural_key(column.word(idx).unwrap_or_default()), idx))
        .collect();
    sort(&mut words);
    let mut ranks = vec![NO_KEY; n_words];
    for ((_, idx), rank) in words.into_iter().zip(0_u64..) {
        if let Some(slot) = ranks.get_mut(Row(idx).idx()) {
            *slot = rank;
        }
    }
    ranks
}
