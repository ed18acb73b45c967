//! Further contacts of a customer: records of their own, whose fields are merged one by one. The
//! main contact is in the columns. Not here: what a contact's fields mean.

use std::ops::{Range, RangeInclusive};

use jipan_rules::Uuid;
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId};

use super::apply::{Applied, Before};
use super::{Book, Contact, ContactField, NO_WRITER, Origin};
use crate::arena::Row;
use crate::change::Op;
use crate::columns::kept;

/// A further contact.
#[derive(Debug, Clone, Copy)]
pub struct ContactView<'a> {
    /// Its id.
    pub id: ContactId,
    /// The customer it was written for; another one than asked for if that was merged.
    pub customer: CustomerId,
    book: &'a Book,
    contact: &'a Contact,
}

/// A field of a further contact.
#[derive(Debug, Clone, Copy)]
pub struct ContactFieldView<'a> {
    /// The field.
    pub field: FieldId,
    /// Its value.
    pub value: &'a Value,
    /// Who wrote it.
    pub writer: &'a Origin,
}

impl<'a> ContactView<'a> {
    /// The value of a field.
    pub fn value(&self, field: FieldId) -> Option<&'a Value> {
        self.contact.fields.get(&field)?.value.as_ref()
    }

    /// The text of a field that holds text.
    pub fn text(&self, field: FieldId) -> Option<&'a str> {
        match self.value(field)? {
            Value::Text(text) => Some(text),
            Value::Integer(_)
            | Value::Date(_)
            | Value::YesNo(_)
            | Value::Choice(_)
            | Value::Amount(_) => None,
        }
    }

    /// The filled fields, in the order of their ids.
    pub fn fields(&self) -> impl Iterator<Item = ContactFieldView<'a>> {
        let Self { book, contact, .. } = *self;
        contact.fields.iter().filter_map(|(&field, it)| {
            let writer = book.writers.get(it.writer)?;
            Some(ContactFieldView { field, value: it.value.as_ref()?, writer })
        })
    }

    /// Whether it was taken out.
    pub fn is_gone(&self) -> bool {
        self.contact.gone.is_some_and(|(_, is_gone)| is_gone)
    }
}

/// The keys of all contacts of a row.
pub(crate) fn contact_keys(row: Row) -> RangeInclusive<(u32, ContactId)> {
    (row.0, ContactId::new(Uuid::nil()))..=(row.0, ContactId::new(Uuid::max()))
}

impl Book {
    /// The further contacts of a customer that were not taken out and of whom something is said, in
    /// the order in which they were made; those of customers that were merged into it come after
    /// its own.
    pub fn contacts(&self, row: Row) -> Vec<ContactView<'_>> {
        let merged = self.merged_into(row);
        let rows = std::iter::once(row).chain(merged);
        let own = rows.flat_map(|row| self.own_contacts(row));
        own.filter(|it| !it.is_gone() && it.fields().next().is_some()).collect()
    }

    /// Whether a further contact was ever written for a row itself.
    pub(crate) fn has_further_contacts(&self, row: Row) -> bool {
        self.contacts.range(contact_keys(row)).next().is_some()
    }

    /// A contact, also one that was taken out.
    pub fn contact(&self, customer: CustomerId, id: ContactId) -> Option<ContactView<'_>> {
        let row = self.row_of(customer)?;
        let contact = self.contacts.get(&(row.0, id))?;
        Some(ContactView { id, customer, book: self, contact })
    }

    /// Every further contact in the book that was not taken out, with the row it was written for.
    pub fn all_contacts(&self) -> impl Iterator<Item = (Row, ContactView<'_>)> {
        self.contacts_of(0..self.n_rows())
    }

    /// The same of some rows only.
    pub(crate) fn contacts_of(
        &self,
        rows: Range<u32>,
    ) -> impl Iterator<Item = (Row, ContactView<'_>)> {
        let least = ContactId::new(Uuid::nil());
        self.contacts.range((rows.start, least)..(rows.end, least)).filter_map(
            |(&(row, id), contact)| {
                let customer = self.id_of(Row(row))?;
                let view = ContactView { id, customer, book: self, contact };
                (!view.is_gone()).then_some((Row(row), view))
            },
        )
    }

    fn own_contacts(&self, row: Row) -> impl Iterator<Item = ContactView<'_>> {
        self.contacts.range(contact_keys(row)).filter_map(move |(&(_, id), contact)| {
            Some(ContactView { id, customer: self.id_of(row)?, book: self, contact })
        })
    }

    /// The write that gives a field of a contact another value, knowing what it overwrites. The
    /// first write makes the contact.
    pub fn put_contact(
        &self,
        (customer, id): (CustomerId, ContactId),
        field: FieldId,
        value: Option<Value>,
    ) -> Op {
        let last = self.contact_field(customer, id, field);
        let base = last.and_then(|last| self.writers.get(last.writer)).map(|it| it.change);
        let was = last.and_then(|last| last.value.clone());
        Op::PutContact { id, customer, field, value, base, was }
    }

    /// The last write of a field of a contact.
    pub(crate) fn contact_field(
        &self,
        customer: CustomerId,
        id: ContactId,
        field: FieldId,
    ) -> Option<&ContactField> {
        let row = self.row_of(customer)?;
        self.contacts.get(&(row.0, id))?.fields.get(&field)
    }

    /// Who wrote a field of a contact.
    pub(crate) fn contact_writer(&self, field: &ContactField) -> Option<&Origin> {
        self.writers.get(field.writer)
    }

    /// Who last took a contact out or put it back.
    pub(crate) fn contact_gone_by(&self, customer: CustomerId, id: ContactId) -> Option<&Origin> {
        let row = self.row_of(customer)?;
        self.writers.get(self.contacts.get(&(row.0, id))?.gone?.0)
    }

    pub(super) fn write_contact_field(
        &mut self,
        (row, id): (Row, ContactId),
        field: FieldId,
        put: ContactField,
        applied: &mut Applied,
    ) {
        let mut contact = self.contacts.get(&(row.0, id)).cloned().unwrap_or_default();
        let last = contact.fields.get(&field).map_or(NO_WRITER, |last| last.writer);
        if self.is_at_least(put.writer, last) {
            contact.fields.insert(field, ContactField { value: kept(put.value), ..put });
            self.write_contact((row, id), contact, applied);
        }
    }

    pub(super) fn write_contact_gone(
        &mut self,
        (row, id): (Row, ContactId),
        gone: (u32, bool),
        applied: &mut Applied,
    ) {
        let mut contact = self.contacts.get(&(row.0, id)).cloned().unwrap_or_default();
        let last = contact.gone.map_or(NO_WRITER, |(writer, _)| writer);
        if self.is_at_least(gone.0, last) {
            contact.gone = Some(gone);
            self.write_contact((row, id), contact, applied);
        }
    }

    fn write_contact(
        &mut self,
        (row, id): (Row, ContactId),
        contact: Contact,
        applied: &mut Applied,
    ) {
        self.touch(row, applied);
        let before = self.contacts.get(&(row.0, id)).cloned();
        applied.before.push(Before::Contact { row, id, contact: before });
        self.set_contact(row, id, Some(contact));
    }

    pub(super) fn set_contact(&mut self, row: Row, id: ContactId, contact: Option<Contact>) {
        match contact {
            Some(contact) => self.contacts.insert((row.0, id), contact),
            None => self.contacts.remove(&(row.0, id)),
        };
    }
}
