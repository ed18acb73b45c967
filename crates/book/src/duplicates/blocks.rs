//! Blocks: customers that have something in common, and so may be one shop. Not here: comparing
//! them.

use crate::sorting::{sort, sort_by_key};
use jipan_rules::schema::{FieldId, fields};

use crate::arena::Row;
use crate::book::Book;
use crate::hash::Mix;
use crate::likeness::{
    NEAR_NAME_CHARS_MIN, Place, are_common_pairs_enough, letters, n_pairs, whole_reading,
};
use crate::pinyin::main_reading;

/// Lists that the keys of one kind are spread over, so that no one of them takes long to sort.
const N_LISTS: usize = 256;

/// What the customers of a block have in common. In the order in which blocks are compared: phones
/// come first, since later it must be known which of them are shared by many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Phone,
    Licence,
    Code,
    /// The name is read the same.
    Sound,
    /// A half of the name is the same.
    Half,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Phone, Self::Licence, Self::Code, Self::Sound, Self::Half];

    pub(super) fn is_phone(self) -> bool {
        self == Self::Phone
    }

    /// Whether what is in common is alone a reason.
    pub(super) fn is_key(self) -> bool {
        self.field().is_some()
    }

    fn field(self) -> Option<FieldId> {
        match self {
            Self::Phone => Some(fields::PHONE),
            Self::Licence => Some(fields::LICENCE),
            Self::Code => Some(fields::CODE),
            Self::Sound | Self::Half => None,
        }
    }
}

/// What tells quickly that two customers of a block are not alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Traits {
    /// A bit for each pair of neighbouring letters of the address; several may share one.
    address: u128,
    n_pairs: usize,
    has_address: bool,
    /// Hash of the phone; 0 = none.
    phone: u32,
    pub(super) has_shared_phone: bool,
}

impl Traits {
    fn of(book: &Book, row: Row) -> Self {
        let text = |field| book.text(row, field);
        let address = Place::of(text(fields::ADDRESS)).rest;
        let mut bits = 0_u128;
        for (first, second) in address.iter().zip(address.iter().skip(1)) {
            let mut mix = Mix::new(u64::from(u32::from(*first)));
            mix.add(u64::from(u32::from(*second)));
            bits |= 1 << (mix.sum() % u64::from(u128::BITS));
        }
        Self {
            address: bits,
            n_pairs: n_pairs(&address),
            has_address: !address.is_empty(),
            phone: text(fields::PHONE).map_or(0, |phone| hash(0, phone.bytes()).1.max(1)),
            has_shared_phone: false,
        }
    }

    /// `false` only if neither the phones are the same nor the addresses near.
    ///
    /// Each bit that only one address has is a pair of letters that only it has. So with the bits
    /// that differ the common pairs are at most half of the others, and an address that holds
    /// another one has all its bits.
    pub(super) fn may_be_alike(&self, other: &Self) -> bool {
        if self.phone == other.phone && self.phone != 0 {
            return true;
        }
        if !self.has_address || !other.has_address {
            return false;
        }
        let (only_one, only_other) = (self.address & !other.address, other.address & !self.address);
        if only_one == 0 || only_other == 0 {
            return true;
        }
        let n_other = usize::try_from((only_one | only_other).count_ones()).unwrap_or(0);
        let n_pairs = self.n_pairs + other.n_pairs;
        are_common_pairs_enough(n_pairs.saturating_sub(n_other) / 2, n_pairs)
    }
}

/// The keys of all customers, by kind, spread over lists by a part of their hash.
#[derive(Debug)]
pub(super) struct Blocks {
    lists: Vec<Vec<(u32, Row)>>,
    /// The list being walked, and the place in it.
    list: usize,
    at: usize,
    /// Blocks of the same hash that turned out to be of several texts.
    split: Vec<(Kind, Vec<Row>)>,
}

impl Blocks {
    pub(super) fn new() -> Self {
        let lists = vec![Vec::new(); Kind::ALL.len() * N_LISTS];
        Self { lists, list: 0, at: 0, split: Vec::new() }
    }

    /// Lists walked, and lists in all.
    pub(super) fn progress(&self) -> (u32, u32) {
        (Row::at(self.list).0, Row::at(self.lists.len()).0)
    }

    /// Puts a customer under all its keys.
    pub(super) fn add(&mut self, book: &Book, row: Row) -> Traits {
        for kind in Kind::ALL {
            if let Some(text) = kind.field().and_then(|field| book.text(row, field)) {
                self.put(kind, hash(0, text.bytes()), row);
            }
        }
        let name = letters(book.text(row, fields::NAME).unwrap_or_default());
        if let Some(reading) = whole_reading(book, row, &name) {
            let bytes = main_reading(reading).filter_map(|c| u8::try_from(c).ok());
            self.put(Kind::Sound, hash(0, bytes), row);
        }
        let whole = name.len();
        if whole < NEAR_NAME_CHARS_MIN {
            if whole > 0 {
                self.put(Kind::Half, hash_of_letters(0, &name), row);
            }
            return Traits::of(book, row);
        }
        // As the shorter of two names, or as long as the other; then as the longer one by a letter.
        for len in [whole, whole - 1] {
            if len < NEAR_NAME_CHARS_MIN {
                continue;
            }
            let (start, end) = (name.get(..len / 2), name.get(whole - (len - len / 2)..));
            for (half, side) in [(start, 0), (end, 1)] {
                let seed = u64::from(Row::at(2 * len + side).0);
                self.put(Kind::Half, hash_of_letters(seed, half.unwrap_or_default()), row);
            }
        }
        Traits::of(book, row)
    }

    /// The next block of two or more customers.
    pub(super) fn next(&mut self, book: &Book) -> Option<(Kind, Vec<Row>)> {
        loop {
            if let Some(block) = self.split.pop() {
                return Some(block);
            }
            let kind = *Kind::ALL.get(self.list / N_LISTS)?;
            let keys = self.lists.get_mut(self.list)?;
            if self.at == 0 {
                sort(keys);
            }
            let Some(&(hash, _)) = keys.get(self.at) else {
                *keys = Vec::new();
                (self.list, self.at) = (self.list + 1, 0);
                continue;
            };
            let rest = keys.get(self.at..).unwrap_or_default();
            let mut rows: Vec<Row> =
                rest.iter().take_while(|(it, _)| *it == hash).map(|(_, row)| *row).collect();
            self.at += rows.len();
            // A name may have the same key twice.
            rows.dedup();
            match kind.field() {
                _ if rows.len() < 2 => {}
                None => return Some((kind, rows)),
                Some(field) => self.split = same_text(book, field, rows, kind),
            }
        }
    }

    fn put(&mut self, kind: Kind, (list, hash): (usize, u32), row: Row) {
        let offset = Kind::ALL.iter().position(|it| *it == kind).unwrap_or(0) * N_LISTS;
        if let Some(keys) = self.lists.get_mut(offset + list) {
            keys.push((hash, row));
        }
    }
}

/// Rows of one hash, apart by their texts.
fn same_text(book: &Book, field: FieldId, mut rows: Vec<Row>, kind: Kind) -> Vec<(Kind, Vec<Row>)> {
    sort_by_key(&mut rows, |row| book.text(*row, field));
    let parts = rows.chunk_by(|one, other| book.text(*one, field) == book.text(*other, field));
    parts.filter(|part| part.len() > 1).map(|part| (kind, part.to_vec())).collect()
}

/// The list a key belongs in, and the rest of its hash.
fn hash(seed: u64, bytes: impl Iterator<Item = u8>) -> (usize, u32) {
    let mut mix = Mix::new(seed);
    for byte in bytes {
        mix.add(u64::from(byte));
    }
    parted(mix)
}

fn hash_of_letters(seed: u64, letters: &[char]) -> (usize, u32) {
    let mut mix = Mix::new(seed);
    for letter in letters {
        mix.add(u64::from(u32::from(*letter)));
    }
    parted(mix)
}

fn parted(mix: Mix) -> (usize, u32) {
    let [list, _, _, _, rest @ ..] = mix.sum().to_le_bytes();
    (usize::from(list), u32::from_le_bytes(rest))
}

/// Customers that have something in common.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    rows: Vec<(Row, Traits)>,
    /// With how many of those behind it each is compared.
    window: usize,
    at: usize,
}

impl Block {
    pub(super) fn new(kind: Kind, mut rows: Vec<(Row, Traits)>, window: usize) -> Self {
        if window < rows.len() {
            // Equal addresses stand side by side, and so do most that are near.
            sort_by_key(&mut rows, |(row, traits)| (*traits, *row));
        }
        Self { kind, rows, window, at: 0 }
    }

    /// The next customer, with its place.
    pub(super) fn next(&mut self) -> Option<(usize, Row, Traits)> {
        let (row, traits) = self.rows.get(self.at).copied()?;
        self.at += 1;
        Some((self.at - 1, row, traits))
    }

    /// Those it is to be compared with.
    pub(super) fn behind(&self, at: usize) -> &[(Row, Traits)] {
        let rest = self.rows.get(at + 1..).unwrap_or_default();
        rest.get(..self.window).unwrap_or(rest)
    }
}
