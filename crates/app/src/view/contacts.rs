//! The contacts of a file, and the birthdays that come.

use std::rc::Rc;

use jipan_rules::birthday::{Birthday, NextBirthday};
use jipan_rules::values::ids::{ContactId, CustomerId};

use super::file::FieldView;

/// The contacts of a file. The fields of the main one are among those of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactsView {
    /// The birthday of the main contact.
    pub birthday: Option<BirthdayView>,
    /// The further ones, in the order in which they were added.
    pub others: Vec<Rc<ContactCard>>,
    /// Which of them was opened.
    pub open: Option<ContactId>,
    /// Whether contacts can be added and changed now.
    pub is_editable: bool,
}

/// A further contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCard {
    /// Which.
    pub id: ContactId,
    /// 联系人
    pub name: String,
    /// 职务
    pub role: Option<String>,
    /// The code of 决策角色
    pub decision_role: Option<u8>,
    /// The phone numbers, to call.
    pub phones: Vec<String>,
    /// The birthday.
    pub birthday: Option<BirthdayView>,
    /// Its fields while it is open; a contact into which something is typed is.
    pub fields: Option<Vec<Rc<FieldView>>>,
    /// Whether nothing of it is in the book yet.
    pub is_new: bool,
    /// Whether it can change places with the main contact now.
    pub can_be_main: bool,
}

/// A birthday and when it falls next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BirthdayView {
    /// As it is kept.
    pub birthday: Birthday,
    /// When it falls next; none after the years the calendar knows.
    pub next: Option<NextBirthday>,
    /// Days until then.
    pub n_days: i64,
}

/// Another customer with the same phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneHolderView {
    /// Which.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Whose number it is there, if that is known.
    pub contact: Option<String>,
}

/// The birthdays of the coming days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BirthdaysView {
    /// How many days from today on, today included.
    pub n_days: u16,
    /// How many there are.
    pub n_all: usize,
    /// The first of them.
    pub lines: Rc<[BirthdayLine]>,
}

/// One birthday that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BirthdayLine {
    /// The customer.
    pub customer: CustomerId,
    /// Which further contact; none for the main one.
    pub contact: Option<ContactId>,
    /// The name of the customer.
    pub shop: String,
    /// The name of the contact; blank if it is not known.
    pub name: String,
    /// A number to call.
    pub phone: Option<String>,
    /// The birthday.
    pub birthday: BirthdayView,
}
