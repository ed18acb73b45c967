//! The further contacts as they are searched: a few texts beside the columns, made anew when a
//! contact changed. Not here: the main contacts, whose fields are columns.

use std::ops::Range;

use jipan_rules::schema::fields;

use crate::arena::{Row, TextArena};
use crate::book::Book;
use crate::phones::PHONE_FIELDS;
use crate::pinyin::readings;
use crate::sorting::sort_by_key;

/// Stands between two phone numbers of a contact, so that no digits are found across.
const BETWEEN: &str = " ";

/// Names and phone numbers of the further contacts, ordered by customer. The rows of its texts are
/// places in this list, not customers.
#[derive(Debug, Default)]
pub struct People {
    revision: u64,
    /// The customer of each.
    customers: Vec<Row>,
    pub(super) names: TextArena,
    pub(super) pinyin: TextArena,
    pub(super) initials: TextArena,
    pub(super) phones: TextArena,
}

impl People {
    /// The further contacts of a book.
    pub fn of(book: &Book) -> Self {
        let shown = |row: Row| book.survivor(row);
        let mut contacts: Vec<_> =
            book.all_contacts().filter_map(|(row, it)| Some((shown(row)?, it))).collect();
        sort_by_key(&mut contacts, |(row, contact)| (*row, contact.id));
        let mut people = Self { revision: book.revision(), ..Self::default() };
        for (row, contact) in contacts {
            let phones = PHONE_FIELDS.into_iter().filter_map(|field| contact.text(field));
            let phones = phones.collect::<Vec<_>>().join(BETWEEN);
            people.push(row, contact.text(fields::CONTACT).unwrap_or_default(), &phones);
        }
        people
    }

    /// Adds a contact of a customer that is not before that of the last one.
    pub(super) fn push(&mut self, customer: Row, name: &str, phones: &str) {
        let read = readings(name);
        self.customers.push(customer);
        self.names.push(name);
        self.pinyin.push(&read.pinyin);
        self.initials.push(&read.initials);
        self.phones.push(phones);
    }

    /// Follows the book: nothing is done unless a customer with further contacts was touched.
    pub fn follow(&mut self, book: &Book) {
        if self.revision == book.revision() {
            return;
        }
        let has_people =
            |row: &Row| book.has_further_contacts(*row) || !self.of_customer(*row).is_empty();
        match book.touched_since(self.revision) {
            Some(touched) if !touched.iter().any(has_people) => self.revision = book.revision(),
            Some(_) | None => *self = Self::of(book),
        }
    }

    /// The customer of a place in the list.
    #[inline]
    pub(super) fn customer(&self, place: Row) -> Option<Row> {
        self.customers.get(place.idx()).copied()
    }

    /// The places of the contacts of a customer.
    pub(super) fn of_customer(&self, row: Row) -> Range<usize> {
        let start = self.customers.partition_point(|it| *it < row);
        start..self.customers.partition_point(|it| *it <= row)
    }
}
