//! Who else has a phone number: of the main contacts and of the further ones. Not here: what is
//! done about it.

use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ContactId;

use crate::arena::{Row, Step};
use crate::book::Book;
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
    let number = phone.split('*').next().unwrap_or_default();
    let number = number.strip_prefix("+86").unwrap_or(number);
    number.chars().filter(char::is_ascii_digit).collect()
}
