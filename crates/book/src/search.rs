//! Which customers a query finds, and how well. Not here: filters, order, the columns.
//!
//! Every field is scanned from end to end; there is no index to build or keep. See
//! [`Rank`] for what counts as better.

use std::ops::Range;

use crate::arena::{Row, Step, TextArena};
use crate::pinyin::{
    first_read, has_reading, head_of, heads_of, is_in_first_unit, read_from, readings,
    syllables_at, unit_starts,
};

mod look;
mod needle;
mod orders;
mod people;
mod searcher;

use look::Looker;
pub(crate) use needle::FoldFinder;
pub use needle::Needle;
pub(crate) use orders::natural_key;
pub use people::People;
pub use searcher::Searcher;

/// Where a query was found; the first of several counts. Better ranks come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Rank {
    /// The name starts with it.
    NamePrefix,
    /// The name holds it.
    Name,
    /// The initials of the name start with it.
    InitialsPrefix,
    /// The initials of the name hold it.
    Initials,
    /// The pinyin of the name starts with it.
    PinyinPrefix,
    /// The pinyin of the name holds it, from the start of a syllable on.
    Pinyin,
    /// The name of a contact holds it; of a further one also its initials or pinyin.
    Contact,
    /// A phone number of a contact holds it.
    Phone,
    /// The licence number holds it.
    Licence,
    /// The customer code holds it.
    Code,
    /// The address holds it.
    Address,
}

impl Rank {
    /// How many there are.
    const N: usize = 11;

    /// Its place among all, the best first.
    #[inline]
    fn place(self) -> usize {
        match self {
            Self::NamePrefix => 0,
            Self::Name => 1,
            Self::InitialsPrefix => 2,
            Self::Initials => 3,
            Self::PinyinPrefix => 4,
            Self::Pinyin => 5,
            Self::Contact => 6,
            Self::Phone => 7,
            Self::Licence => 8,
            Self::Code => 9,
            Self::Address => 10,
        }
    }
}

/// The columns that are searched; a field that no customer has may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct SearchTexts<'a> {
    /// Names as written.
    pub names: Option<&'a TextArena>,
    /// [`readings`] of the names: syllables.
    pub pinyin: Option<&'a TextArena>,
    /// [`readings`] of the names: initials.
    pub initials: Option<&'a TextArena>,
    /// Names of the main contacts as written.
    pub contacts: Option<&'a TextArena>,
    /// Phone numbers of the main contacts: digits, perhaps with hyphens.
    pub phones: [Option<&'a TextArena>; 3],
    /// The further contacts.
    pub people: Option<&'a People>,
    /// Licence numbers.
    pub licences: Option<&'a TextArena>,
    /// Customer codes.
    pub codes: Option<&'a TextArena>,
    /// Addresses as written.
    pub addresses: Option<&'a TextArena>,
}

/// The best rank of every row that the query finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    ranks: Vec<Option<Rank>>,
    n_hits: usize,
}

impl Hits {
    /// How well a row was found.
    #[inline]
    pub fn rank(&self, row: Row) -> Option<Rank> {
        self.ranks.get(row.idx()).copied().flatten()
    }

    /// The rows found, in the order of the book.
    pub fn rows(&self) -> impl Iterator<Item = (Row, Rank)> {
        self.ranks.iter().enumerate().filter_map(|(idx, rank)| Some((Row::at(idx), (*rank)?)))
    }

    /// Rows found.
    pub fn n_hits(&self) -> usize {
        self.n_hits
    }

    /// Rows looked at.
    pub fn n_rows(&self) -> usize {
        self.ranks.len()
    }

    fn none(n_rows: usize) -> Self {
        Self { ranks: vec![None; n_rows], n_hits: 0 }
    }

    /// Nothing that is still to be scanned could be new.
    fn is_full(&self) -> bool {
        self.n_hits == self.ranks.len()
    }

    #[inline]
    fn note(&mut self, row: Row, rank: Rank) {
        if let Some(slot) = self.ranks.get_mut(row.idx())
            && slot.is_none_or(|known| rank < known)
        {
            self.n_hits += usize::from(slot.is_none());
            *slot = Some(rank);
        }
    }

    #[inline]
    fn note_person(&mut self, people: &People, place: Row, rank: Rank) {
        if let Some(row) = people.customer(place) {
            self.note(row, rank);
        }
    }
}

/// Finds `needle` among the first `n_rows` rows.
///
/// ```
/// use jipan_book::{Needle, Rank, Row, SearchTexts, TextArena, readings, search};
/// let (mut names, mut initials) = (TextArena::default(), TextArena::default());
/// for name in ["重庆长乐行烟酒店", "兴隆超市"] {
///     names.push(name);
///     initials.push(&readings(name).initials);
/// }
/// let texts = SearchTexts { names: Some(&names), initials: Some(&initials), ..Default::default() };
/// let hits = search(&texts, &Needle::new("X L").unwrap(), 2);
/// assert_eq!(hits.rows().collect::<Vec<_>>(), [(Row(1), Rank::InitialsPrefix)]);
/// ```
pub fn search(texts: &SearchTexts<'_>, needle: &Needle, n_rows: usize) -> Hits {
    let mut hits = Hits::none(n_rows);
    for spelling in needle.spellings() {
        scan_folded(texts.names, spelling, |row, at| {
            hits.note(row, if at == 0 { Rank::NamePrefix } else { Rank::Name });
        });
    }
    if let Some(keys) = needle.keys() {
        scan_initials(texts.initials, &keys, |row, is_first| {
            hits.note(row, if is_first { Rank::InitialsPrefix } else { Rank::Initials });
        });
        scan_pinyin(texts.pinyin, &keys, |row, is_first| {
            hits.note(row, if is_first { Rank::PinyinPrefix } else { Rank::Pinyin });
        });
    }
    // What follows is in the order of ranks: a row already found stays as it is.
    if !hits.is_full() {
        scan_contacts(texts, needle, &mut hits);
    }
    if let Some(digits) = needle.phone().filter(|_| !hits.is_full()) {
        for phones in texts.phones.into_iter().flatten() {
            scan_phone(phones, &digits, |row, _| {
                hits.note(row, Rank::Phone);
                Step::NextText
            });
        }
        if let Some(people) = texts.people {
            scan_phone(&people.phones, &digits, |place, _| {
                hits.note_person(people, place, Rank::Phone);
                Step::NextText
            });
        }
    }
    if let Some(code) = needle.code() {
        for (arena, rank) in [(texts.licences, Rank::Licence), (texts.codes, Rank::Code)] {
            if !hits.is_full() {
                scan_code(arena, code, |row| hits.note(row, rank));
            }
        }
    }
    for spelling in needle.spellings() {
        if !hits.is_full() {
            scan_folded(texts.addresses, spelling, |row, _| hits.note(row, Rank::Address));
        }
    }
    hits
}

/// Finds `needle` among rows that a shorter form of it found: the same result as [`search`], for
/// a needle that [extends](Needle::extends) the one of `before`.
pub fn narrow(texts: &SearchTexts<'_>, needle: &Needle, before: &Hits) -> Hits {
    let looker = Looker::new(needle);
    let mut hits = Hits::none(before.n_rows());
    for (row, _) in before.rows() {
        if let Some(rank) = looker.rank(texts, row) {
            hits.note(row, rank);
        }
    }
    hits
}

/// Characters of a name to mark, as ranges of character positions: where the query was found in
/// it, as written or as read aloud. Empty if it was found elsewhere.
///
/// ```
/// use jipan_book::highlight;
/// assert_eq!(highlight("重庆（长乐）店", "qcl"), [1..2, 3..5]);
/// ```
pub fn highlight(name: &str, query: &str) -> Vec<Range<usize>> {
    let Some(needle) = Needle::new(query) else {
        return Vec::new();
    };
    for spelling in needle.spellings() {
        if let Some(at) = FoldFinder::new(spelling).find_in(name) {
            let start = name.get(..at).unwrap_or_default().chars().count();
            return std::iter::once(start..start + spelling.chars().count()).collect();
        }
    }
    let Some(keys) = needle.keys() else {
        return Vec::new();
    };
    let texts = readings(name);
    let found = [&texts.initials, &texts.pinyin].into_iter().find_map(|text| units_of(text, &keys));
    let Some(units) = found else {
        return Vec::new();
    };
    let read = name.chars().enumerate().filter(|&(_, c)| has_reading(c));
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (idx, _) in read.skip(units.start).take(units.len()) {
        match ranges.last_mut() {
            Some(last) if last.end == idx => last.end += 1,
            _ => ranges.push(idx..idx + 1),
        }
    }
    ranges
}

/// The first units of a reading text that can be read as `keys`.
fn units_of(text: &str, keys: &str) -> Option<Range<usize>> {
    let head = head_of(*keys.as_bytes().first()?);
    for (idx, unit) in unit_starts(text).enumerate() {
        for at in syllables_at(text, unit) {
            if text.as_bytes().get(at) == Some(&head)
                && let Some(n_units) = read_from(text, at, keys)
            {
                return Some(idx..idx + n_units);
            }
        }
    }
    None
}

fn scan_folded(arena: Option<&TextArena>, needle: &str, on_hit: impl FnMut(Row, usize)) {
    if let Some(arena) = arena {
        FoldFinder::new(needle).scan(arena, on_hit);
    }
}

fn scan_exact(arena: &TextArena, needle: &str, mut on_hit: impl FnMut(Row)) {
    arena.scan(needle, |row, _| {
        on_hit(row);
        Step::NextText
    });
}

/// Finds digits in phone numbers, also those in which they stand across a hyphen.
pub(crate) fn scan_phone(
    arena: &TextArena,
    digits: &str,
    mut on_hit: impl FnMut(Row, &str) -> Step,
) {
    let finder = memchr::memmem::Finder::new(digits);
    arena.visit(|bytes| finder.find(bytes), |row, text, _| on_hit(row, text));
    let find = |bytes: &[u8]| memchr::memchr(b'-', bytes);
    arena.visit(
        find,
        |row, text, _| {
            if holds_digits(text, digits) { on_hit(row, text) } else { Step::NextText }
        },
    );
}

/// The names of contacts; those of further ones are also read aloud.
fn scan_contacts(texts: &SearchTexts<'_>, needle: &Needle, hits: &mut Hits) {
    for spelling in needle.spellings() {
        scan_folded(texts.contacts, spelling, |row, _| hits.note(row, Rank::Contact));
    }
    let Some(people) = texts.people else { return };
    let mut note = |place: Row| hits.note_person(people, place, Rank::Contact);
    for spelling in needle.spellings() {
        scan_folded(Some(&people.names), spelling, |place, _| note(place));
    }
    if let Some(keys) = needle.keys() {
        scan_initials(Some(&people.initials), &keys, |place, _| note(place));
        scan_pinyin(Some(&people.pinyin), &keys, |place, _| note(place));
    }
}

/// Whether a number holds the digits, hyphens in it passed over.
fn holds_digits(text: &str, digits: &str) -> bool {
    if memchr::memchr(b'-', text.as_bytes()).is_none() {
        return text.contains(digits);
    }
    text.replace('-', "").contains(digits)
}

/// Licences and codes are ASCII, so that digits have one form there.
fn scan_code(arena: Option<&TextArena>, needle: &str, mut on_hit: impl FnMut(Row)) {
    let Some(arena) = arena else {
        return;
    };
    if needle.bytes().all(|byte| byte.is_ascii_digit()) {
        scan_exact(arena, needle, on_hit);
    } else {
        FoldFinder::new(needle).scan(arena, |row, _| on_hit(row));
    }
}

fn scan_initials(arena: Option<&TextArena>, keys: &str, on_hit: impl FnMut(Row, bool)) {
    if let (Some(arena), Some(&first)) = (arena, keys.as_bytes().first()) {
        let head = head_of(first);
        let find = |bytes: &[u8]| first_read(bytes, memchr::memchr_iter(head, bytes), keys);
        scan_readings(arena, find, on_hit);
    }
}

/// One key alone is an initial or nothing, so that [`scan_initials`] has found it.
fn scan_pinyin(arena: Option<&TextArena>, keys: &str, mut on_hit: impl FnMut(Row, bool)) {
    if let (Some(arena), Some(heads)) = (arena, heads_of(keys)) {
        for head in heads {
            let finder = memchr::memmem::Finder::new(&head);
            let find = |bytes: &[u8]| first_read(bytes, finder.find_iter(bytes), keys);
            scan_readings(arena, find, &mut on_hit);
        }
    }
}

/// Gives each row that reads so, and whether from the first unit on.
fn scan_readings(
    arena: &TextArena,
    find: impl Fn(&[u8]) -> Option<usize>,
    mut on_hit: impl FnMut(Row, bool),
) {
    arena.visit(find, |row, text, at| {
        on_hit(row, is_in_first_unit(text, at));
        Step::NextText
    });
}

#[cfg(test)]
mod tests;
