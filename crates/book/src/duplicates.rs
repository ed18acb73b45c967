//! Customers that may be the same shop, over the whole book, in slices. Not here: how alike two
//! customers are, which is `likeness`, and what is done about them.
//!
//! Comparing every customer with every other would take hours for 100,000. So customers are put
//! into blocks by what they have in common: the same phone, licence or code, a name that is read
//! the same, or one half of the name. Of two names that differ in one letter one half is the same,
//! so no pair is missed; inside a block all are compared, most of them by a few bits of their
//! addresses. Only a block that is too large is not compared in full, and how many customers that
//! concerns is said.

mod blocks;
mod cluster;
#[cfg(test)]
mod tests;

use crate::sorting::sort;
use jipan_rules::values::ids::CustomerId;

use crate::arena::Row;
use crate::book::Book;
use crate::hash::FixedMap;
use crate::likeness::{Likeness, Sureness};
use blocks::{Block, Blocks, Traits};

pub use cluster::{Cluster, clusters};

/// Customers that may have one phone number before it says little of them. OURS
pub const PHONE_HOLDERS_MAX: usize = 5;

/// What the search for duplicates may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    /// Customers of one block who are all compared with each other.
    block_rows_max: usize,
    /// In a larger block each customer is compared with so many that have about the same address.
    window_rows: usize,
    /// Pairs kept, the surest kinds first.
    pairs_max: usize,
}

/// OURS: 4,096 customers with one half of the name in common are eight million pairs, which takes
/// some 30 ms; more pairs than 20,000 nobody reads.
const LIMITS: Limits = Limits { block_rows_max: 4_096, window_rows: 64, pairs_max: 20_000 };

/// Two customers that may be the same shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The one that came into the book first.
    pub one: CustomerId,
    /// The other.
    pub other: CustomerId,
    /// What is alike.
    pub likeness: Likeness,
    /// How sure it is.
    pub sureness: Sureness,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duplicates {
    /// Every pair, surest first, then in the order of the book.
    pub pairs: Vec<Pair>,
    /// Customers in blocks too large to be compared in full: of them pairs may be missing.
    pub n_left_out: usize,
    /// Whether more pairs were found than are kept.
    pub is_cut: bool,
}

/// The search under way. The book must not change meanwhile: see [`Self::is_of`].
///
/// ```
/// use jipan_book::Book;
/// use jipan_book::duplicates::DuplicateFinder;
/// let book = Book::new();
/// let mut finder = DuplicateFinder::new(&book);
/// while !finder.step(&book, 100) {}
/// assert_eq!(finder.finish(&book).pairs, []);
/// ```
#[derive(Debug)]
pub struct DuplicateFinder {
    limits: Limits,
    revision: u64,
    n_rows: u32,
    /// Rows read so far.
    n_read: u32,
    traits: Vec<Traits>,
    blocks: Blocks,
    /// The block being compared.
    block: Option<Block>,
    found: FixedMap<(Row, Row), Likeness>,
    /// Rows in blocks too large to be compared in full.
    left_out: Vec<bool>,
    is_cut: bool,
}

impl DuplicateFinder {
    /// A search through the book as it is now.
    pub fn new(book: &Book) -> Self {
        Self::with_limits(book, LIMITS)
    }

    fn with_limits(book: &Book, limits: Limits) -> Self {
        let n_rows = Row(book.n_rows()).idx();
        Self {
            limits,
            revision: book.revision(),
            n_rows: book.n_rows(),
            n_read: 0,
            traits: vec![Traits::default(); n_rows],
            blocks: Blocks::new(),
            block: None,
            found: FixedMap::default(),
            left_out: vec![false; n_rows],
            is_cut: false,
        }
    }

    /// Whether it looks at the book as it is: after a change it has to begin anew.
    pub fn is_of(&self, book: &Book) -> bool {
        self.revision == book.revision()
    }

    /// Does some of the work and says whether all is done. A unit reads one customer or compares
    /// one with the others of its block: some microseconds. What is found does not depend on how
    /// the work is cut.
    pub fn step(&mut self, book: &Book, units: u32) -> bool {
        for _ in 0..units.max(1) {
            if self.n_read < self.n_rows {
                let row = Row(self.n_read);
                self.n_read += 1;
                if book.is_visible(row) {
                    self.read(book, row);
                }
            } else if let Some(block) = &mut self.block {
                match block.next() {
                    Some(row) => self.compare(book, row),
                    None => self.block = None,
                }
            } else if !self.next_block(book) {
                return true;
            }
        }
        false
    }

    /// Parts done and parts in all, for a bar.
    pub fn progress(&self) -> (u32, u32) {
        let (done, total) = self.blocks.progress();
        let part = self.n_rows.max(1);
        let scaled = u64::from(part) * u64::from(done) / u64::from(total.max(1));
        let scaled = u32::try_from(scaled).unwrap_or(part);
        (self.n_read.saturating_add(scaled), self.n_rows.saturating_add(part))
    }

    /// What was found.
    pub fn finish(self, book: &Book) -> Duplicates {
        let mut found: Vec<_> = self
            .found
            .into_iter()
            .filter_map(|(rows, likeness)| Some((likeness.sureness()?, rows, likeness)))
            .collect();
        sort(&mut found);
        let pairs = found.into_iter().filter_map(|(sureness, (one, other), likeness)| {
            Some(Pair { one: book.id_of(one)?, other: book.id_of(other)?, likeness, sureness })
        });
        Duplicates {
            pairs: pairs.collect(),
            n_left_out: self.left_out.iter().filter(|it| **it).count(),
            is_cut: self.is_cut,
        }
    }

    fn read(&mut self, book: &Book, row: Row) {
        let traits = self.blocks.add(book, row);
        if let Some(slot) = self.traits.get_mut(row.idx()) {
            *slot = traits;
        }
    }

    /// Goes on to the next block of two or more; `false` at the end.
    fn next_block(&mut self, book: &Book) -> bool {
        let Some((kind, rows)) = self.blocks.next(book) else { return false };
        if kind.is_phone() && rows.len() > PHONE_HOLDERS_MAX {
            for row in rows {
                if let Some(traits) = self.traits.get_mut(row.idx()) {
                    traits.has_shared_phone = true;
                }
            }
            return true;
        }
        let traits = |row: Row| self.traits.get(row.idx()).copied().unwrap_or_default();
        let rows: Vec<(Row, Traits)> = rows.into_iter().map(|row| (row, traits(row))).collect();
        let is_whole = rows.len() <= self.limits.block_rows_max;
        if !is_whole {
            for (row, _) in &rows {
                if let Some(slot) = self.left_out.get_mut(row.idx()) {
                    *slot = true;
                }
            }
        }
        let window = if is_whole { rows.len() } else { self.limits.window_rows };
        self.block = Some(Block::new(kind, rows, window));
        true
    }

    /// Compares a customer of the block with those behind it.
    fn compare(&mut self, book: &Book, (at, row, traits): (usize, Row, Traits)) {
        let Some(block) = &self.block else { return };
        for &(other, other_traits) in block.behind(at) {
            if !block.kind.is_key() && !traits.may_be_alike(&other_traits) {
                continue;
            }
            let rows = (row.min(other), row.max(other));
            if self.found.contains_key(&rows) {
                continue;
            }
            let likeness = Likeness::of(book, rows.0, rows.1, traits.has_shared_phone);
            if likeness.sureness().is_none() {
                continue;
            }
            if self.found.len() < self.limits.pairs_max {
                self.found.insert(rows, likeness);
            } else {
                self.is_cut = true;
            }
        }
    }
}
