//! Whose birthday comes next: of the main contacts and of the further ones. Not here: the calendars,
//! which are `rules::birthday`.

use crate::sorting::sort_by_key;
use jipan_rules::NaiveDate;
use jipan_rules::birthday::{Birthday, Calendar, NextBirthday};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::ContactId;

use crate::arena::{Row, TextArena};
use crate::book::Book;

const CALENDARS: [Calendar; 3] = [Calendar::Solar, Calendar::Lunar, Calendar::LunarLeap];

/// A birthday that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upcoming {
    /// The customer.
    pub row: Row,
    /// Which further contact; `None` for the main one.
    pub contact: Option<ContactId>,
    /// The birthday as it is kept.
    pub birthday: Birthday,
    /// When it falls.
    pub next: NextBirthday,
}

/// The birthday of a contact whose fields `value` gives: 生日, else the day of 出生日期.
pub fn birthday_of(value: impl Fn(FieldId) -> Option<Value>) -> Option<Birthday> {
    match value(fields::BIRTHDAY) {
        Some(Value::Text(kept)) => Birthday::of_kept(&kept),
        Some(_) | None => match value(fields::BORN) {
            Some(Value::Date(born)) => Birthday::of_day(born),
            Some(_) | None => None,
        },
    }
}

/// The birthdays from `today` on for so many days, today included, in their order; of one day in
/// the order of the book. Customers that are deleted or have closed are left out. OURS
pub fn birthdays(book: &Book, today: NaiveDate, n_days: u16) -> Vec<Upcoming> {
    let falls = Falls::new(today, n_days);
    let mut found = Vec::new();
    let mut note = |row: Row, contact: Option<ContactId>, birthday: Option<Birthday>| {
        let Some(birthday) = birthday else { return };
        if let Some(next) = falls.next(birthday) {
            found.push(Upcoming { row, contact, birthday, next });
        }
    };
    let is_open = |row: Row| book.is_visible(row) && !book.derived(row).is_closed;
    let is_kept = |row: Row| book.text(row, fields::BIRTHDAY).is_some();
    for (text, row) in book.texts(fields::BIRTHDAY).into_iter().flat_map(TextArena::iter).zip(0..) {
        if falls.may_fall(text) && is_open(Row(row)) {
            note(Row(row), None, Birthday::of_kept(text));
        }
    }
    let born = book.rows().filter_map(|row| Some((row, book.date(row, fields::BORN)?)));
    for (row, day) in born.filter(|(row, _)| !is_kept(*row) && is_open(*row)) {
        note(row, None, Birthday::of_day(day));
    }
    for (row, contact) in book.all_contacts() {
        if let Some(row) = book.survivor(row).filter(|row| is_open(*row)) {
            note(row, Some(contact.id), birthday_of(|field| contact.value(field).cloned()));
        }
    }
    sort_by_key(&mut found, |it| (it.next.on, it.row));
    found
}

/// When each day that a calendar can name falls, looked up once and not once a contact.
struct Falls(Vec<Option<NextBirthday>>);

impl Falls {
    /// Those from `today` on for so many days.
    fn new(today: NaiveDate, n_days: u16) -> Self {
        let n_days = i64::from(n_days);
        let is_near = |it: &NextBirthday| it.on.signed_duration_since(today).num_days() <= n_days;
        let days = CALENDARS.into_iter().flat_map(|calendar| {
            let months = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
            months.map(move |(month, day)| Birthday::new(calendar, None, month, day).ok())
        });
        Self(days.map(|it| it?.next(today).filter(is_near)).collect())
    }

    fn next(&self, birthday: Birthday) -> Option<NextBirthday> {
        let calendar = CALENDARS.iter().position(|it| *it == birthday.calendar())?;
        self.at(calendar, birthday.month(), birthday.day())
    }

    /// Whether a birthday as the book keeps it may be near, by its month and day alone: most of a
    /// hundred thousand are not and need not be read.
    fn may_fall(&self, kept: &str) -> bool {
        let &[.., m1, m2, b'-', d1, d2] = kept.as_bytes() else { return false };
        let number = |tens: u8, ones: u8| (tens & 0x0f) * 10 + (ones & 0x0f);
        let (month, day) = (number(m1, m2), number(d1, d2));
        (0..CALENDARS.len()).any(|calendar| self.at(calendar, month, day).is_some())
    }

    fn at(&self, calendar: usize, month: u8, day: u8) -> Option<NextBirthday> {
        let (month, day) = (usize::from(month).checked_sub(1)?, usize::from(day).checked_sub(1)?);
        *self.0.get((calendar * 12 + month) * 31 + day)?
    }
}
