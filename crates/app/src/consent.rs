//! The day of the answer is written with the answer, whether somebody may be contacted. Not here: which day that
//! is (`jipan_rules::consent`).

use jipan_book::{Book, Op};
use jipan_rules::NaiveDate;
use jipan_rules::consent::{day_of_answer, is_refused};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::view::NoConsent;

/// What is written beside a value that a person gives to a field.
pub(crate) fn written_beside(
    book: &Book,
    (id, field): (CustomerId, FieldId),
    value: Option<&Value>,
    today: NaiveDate,
) -> Option<Op> {
    if field != fields::CONSENT {
        return None;
    }
    let row = book.row_of(id)?;
    let was = book.written(row, field);
    let on = match book.written(row, fields::CONSENT_ON) {
        Some(Value::Date(on)) => Some(on),
        Some(_) | None => None,
    };
    let day = day_of_answer([was.as_ref(), value], on, today);
    // Of another answer the day is written though it is the same: who writes the one writes the other.
    let is_written = was.as_ref() != value || day != on;
    is_written.then(|| book.put(id, fields::CONSENT_ON, day.map(Value::Date), None))
}

/// What a file that tells another answer, and no day, leaves of the day of the one before: nothing.
pub(crate) fn forgets_day(
    book: &Book,
    (id, row): (CustomerId, jipan_book::Row),
    told: &[(FieldId, Value)],
) -> Option<Op> {
    let tells = |wanted| told.iter().any(|(field, _)| *field == wanted);
    let has_day = || book.written(row, fields::CONSENT_ON).is_some();
    let forgets = tells(fields::CONSENT) && !tells(fields::CONSENT_ON) && has_day();
    forgets.then(|| book.put(id, fields::CONSENT_ON, None, None))
}

/// That a customer does not want to be contacted, and since when; none for who does, or did not say.
pub(crate) fn no_consent(book: &Book, row: jipan_book::Row) -> Option<NoConsent> {
    let is_no = is_refused(book.value(row, fields::CONSENT).as_ref());
    is_no.then(|| NoConsent { since: book.date(row, fields::CONSENT_ON) })
}
