//! Who else has a phone number: of the main contacts and of the further ones. Not here: what is
//! done about it.

use std::ops::Range;

use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ContactId;

use crate::arena::{Row, Step};
use crate::book::Book;
use crate::hash::{FixedMap, FixedSet};
use crate::search::scan_phone;

/// The fields that hold a phone number.
pub const PHONE_FIELDS: [FieldId; 3] = [fields::PHONE, fields::PHONE_2, fields::PHONE_3];
/// Customers named at most. OURS
const HOLDERS_MAX: usize = 5;

/// A customer that has a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhoneHolder {
    /// Its row.
    pub row: Row,
    /// Whose it is there; `None` for the main contact.
    pub contact: Option<ContactId>,
}

/// At most five other customers with this phone number, each once, closed ones included. Hyphens,
/// the country and an extension make no other number of it. `except` is the customer that asks.
pub fn phone_holders(book: &Book, phone: &str, except: Option<Row>) -> Vec<PhoneHolder> {
    let wanted = number_of(phone);
    let mut found: Vec<PhoneHolder> = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut note = |row: Row, contact: Option<ContactId>| {
        let is_new = found.iter().all(|it| it.row != row);
        if is_new && Some(row) != except && book.is_visible(row) {
            found.push(PhoneHolder { row, contact });
        }
        if found.len() < HOLDERS_MAX { Step::NextText } else { Step::Stop }
    };
    for column in PHONE_FIELDS.into_iter().filter_map(|field| book.texts(field)) {
        scan_phone(column, &wanted, |row, text| {
            if number_of(text) == wanted { note(row, None) } else { Step::NextText }
        });
    }
    for (row, contact) in book.all_contacts() {
        let mut phones = PHONE_FIELDS.into_iter().filter_map(|field| contact.text(field));
        let has_it = phones.any(|phone| number_of(phone) == wanted);
        if has_it
            && let Some(row) = book.survivor(row)
            && note(row, Some(contact.id)) == Step::Stop
        {
            break;
        }
    }
    found
}

/// The digits that are dialled inside the country.
fn number_of(phone: &str) -> String {
    digits_of(phone).map(char::from).collect()
}

fn digits_of(phone: &str) -> impl Iterator<Item = u8> {
    let number = phone.split('*').next().unwrap_or_default();
    let number = number.strip_prefix("+86").unwrap_or(number);
    number.bytes().filter(u8::is_ascii_digit)
}

/// A number as one word, leading zeros included. A phone has at most 15 digits; what is longer is
/// none, nor is what has no digit.
fn key_of(phone: &str) -> Option<u64> {
    let key = digits_of(phone).try_fold(1_u64, |key, digit| {
        key.checked_mul(10)?.checked_add(u64::from(digit.checked_sub(b'0')?))
    });
    key.filter(|key| *key > 1)
}

/// Customers that have not closed and have a phone number that another one has, too, gathered row by
/// row. The rules of what is the same number are those of [`phone_holders`].
///
/// Closed shops are left out on both sides: who moves takes the number along.
#[derive(Debug, Clone, Default)]
pub struct SharedPhones {
    /// The first customer met of each number.
    first: FixedMap<u64, Row>,
    sharing: FixedSet<Row>,
}

impl SharedPhones {
    /// Of a whole book.
    pub fn of(book: &Book) -> Self {
        let mut shared = Self::default();
        shared.first.reserve(Row(book.n_customers()).idx());
        shared.note(book, 0..book.n_rows());
        shared
    }

    /// Takes in the customers of some more rows, and the further contacts that were written for them.
    pub(crate) fn note(&mut self, book: &Book, rows: Range<u32>) {
        let is_asked = |row: Row| book.is_visible(row) && !book.derived(row).is_closed;
        let columns = PHONE_FIELDS.map(|field| book.texts(field));
        for row in rows.clone().map(Row).filter(|row| is_asked(*row)) {
            for phone in columns.into_iter().flatten().filter_map(|column| column.get(row)) {
                self.note_phone(row, phone);
            }
        }
        for (row, contact) in book.contacts_of(rows) {
            let Some(row) = book.survivor(row).filter(|row| is_asked(*row)) else { continue };
            for phone in PHONE_FIELDS.into_iter().filter_map(|field| contact.text(field)) {
                self.note_phone(row, phone);
            }
        }
    }

    fn note_phone(&mut self, row: Row, phone: &str) {
        let Some(key) = key_of(phone) else { return };
        let first = *self.first.entry(key).or_insert(row);
        if first != row {
            self.sharing.insert(first);
            self.sharing.insert(row);
        }
    }

    /// How many customers share a number with another one.
    pub fn n_customers(&self) -> usize {
        self.sharing.len()
    }

    /// Whether a customer shares a number with another one.
    #[inline]
    pub fn contains(&self, row: Row) -> bool {
        self.sharing.contains(&row)
    }
}
