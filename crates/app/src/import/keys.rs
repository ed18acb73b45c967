//! Finding the customer of a row among 100,000: sorted hashes, checked against the text.

use jipan_book::sorting::sort_rows;
use jipan_book::{Book, Row};
use jipan_rules::schema::{FieldId, fields};

/// Customers by code, by licence, and by name with address.
#[derive(Debug, Default)]
pub(crate) struct KeyIndex {
    codes: Vec<(u64, Row)>,
    licences: Vec<(u64, Row)>,
    names: Vec<(u64, Row)>,
}

impl KeyIndex {
    /// The keys of all customers that are not deleted, those that were merged into another included:
    /// their keys lead to the one that stays.
    pub(crate) fn new(book: &Book) -> Self {
        let mut index = Self::default();
        for row in book.rows().filter(|row| book.key_row(*row).is_some()) {
            index.add_keys(book, row);
            index.names.push((hash(name_and_address(book, row)), row));
        }
        index.sort();
        index
    }

    /// Codes and licences of some customers more, without their names. Nothing is found before
    /// [`Self::sort`].
    pub(crate) fn add_all_keys(&mut self, book: &Book, rows: impl Iterator<Item = Row>) {
        for row in rows.filter(|row| book.key_row(*row).is_some()) {
            self.add_keys(book, row);
        }
    }

    fn add_keys(&mut self, book: &Book, row: Row) {
        if let Some(code) = book.text(row, fields::CODE) {
            self.codes.push((hash([code, ""]), row));
        }
        if let Some(licence) = book.text(row, fields::LICENCE) {
            self.licences.push((hash([licence, ""]), row));
        }
    }

    pub(crate) fn sort(&mut self) {
        sort_rows(&mut self.codes);
        sort_rows(&mut self.licences);
        sort_rows(&mut self.names);
    }

    /// Who has this code or licence: a customer by its own key rather than one by the key of a
    /// customer that was merged into it.
    pub(crate) fn holder(&self, book: &Book, field: FieldId, text: &str) -> Option<Row> {
        let own = self.with_key(book, field, text).find(|row| !book.is_merged(*row));
        own.or_else(|| self.with_key(book, field, text).find_map(|row| book.key_row(row)))
    }

    /// The records with this code or licence, those of customers that were merged included.
    pub(crate) fn with_key(
        &self,
        book: &Book,
        field: FieldId,
        text: &str,
    ) -> impl Iterator<Item = Row> {
        let keys = if field == fields::CODE { &self.codes } else { &self.licences };
        same_hash(keys, hash([text, ""])).filter(move |row| book.text(*row, field) == Some(text))
    }

    /// The records of this name at this address, those of customers that were merged included.
    pub(crate) fn named(&self, book: &Book, wanted: [&str; 2]) -> impl Iterator<Item = Row> {
        same_hash(&self.names, hash(wanted))
            .filter(move |row| name_and_address(book, *row) == wanted)
    }
}

fn name_and_address(book: &Book, row: Row) -> [&str; 2] {
    [fields::NAME, fields::ADDRESS].map(|field| book.text(row, field).unwrap_or_default())
}

fn same_hash(keys: &[(u64, Row)], wanted: u64) -> impl Iterator<Item = Row> {
    let start = keys.partition_point(|(hash, _)| *hash < wanted);
    let rest = keys.get(start..).unwrap_or_default();
    rest.iter().take_while(move |(hash, _)| *hash == wanted).map(|(_, row)| *row)
}

/// FNV-1a over both texts with a separator.
fn hash(texts: [&str; 2]) -> u64 {
    let bytes = texts[0].bytes().chain([0xff]).chain(texts[1].bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
