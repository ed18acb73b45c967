//! The contacts of a file, who else has their phone numbers, and the birthdays that come.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::birthdays::{Upcoming, birthday_of, birthdays};
use jipan_book::phones::{PHONE_FIELDS, phone_holders};
use jipan_book::{ContactView, Row};
use jipan_rules::birthday::Birthday;
use jipan_rules::schema::{Asked, FieldDef, FieldId, FieldType, fields};
use jipan_rules::value::Value;
use jipan_rules::values::Phone;
use jipan_rules::values::ids::{ContactId, CustomerId};

use crate::contacts::{contact_fields, place_of};
use crate::drafts::{contact_key, fields_key};
use crate::model::Model;
use crate::view::{
    BirthdayLine, BirthdayView, BirthdaysView, ContactCard, ContactsView, FieldView,
    PhoneHolderView,
};

/// Days for which birthdays are listed. OURS
const BIRTHDAY_DAYS: u16 = 30;
/// Birthdays that are listed at most; the number of all is said.
const BIRTHDAYS_MAX: usize = 300;

/// Who else has a phone number, by number, as of a revision of the book and for one customer.
#[derive(Debug, Default)]
pub(crate) struct SamePhones {
    revision: u64,
    customer: Option<CustomerId>,
    found: BTreeMap<String, Rc<[PhoneHolderView]>>,
}

impl Model {
    pub(crate) fn contacts_view(&self, id: CustomerId, row: Row) -> ContactsView {
        let is_editable = self.may_write() && !self.book.is_deleted(row);
        let known = self.book.contacts(row);
        let mut others: Vec<Rc<ContactCard>> =
            known.iter().map(|it| Rc::new(self.card(id, it.id, Some(it)))).collect();
        let prefix = fields_key(id);
        let typed = self.drafts.texts.keys().filter_map(|key| key.strip_prefix(&prefix));
        let typed = typed.filter_map(|rest| Some(place_of(rest)?.0));
        let open = self.file.as_ref().and_then(|file| file.contact);
        for contact in typed.chain(open) {
            if others.iter().all(|it| it.id != contact) {
                others.push(Rc::new(self.card(id, contact, None)));
            }
        }
        let birthday = birthday_of(|field| self.book.value(row, field));
        let birthday = birthday.map(|it| self.birthday_view(it));
        ContactsView { birthday, others, open, is_editable }
    }

    fn card(
        &self,
        id: CustomerId,
        contact: ContactId,
        known: Option<&ContactView<'_>>,
    ) -> ContactCard {
        let text = |field: FieldId| known.and_then(|it| it.text(field)).map(str::to_owned);
        let is_open = self.file.as_ref().is_some_and(|file| file.contact == Some(contact))
            || !self.drafts_of(id, Some(contact)).is_empty();
        let decision_role = match known.and_then(|it| it.value(fields::DECISION_ROLE)) {
            Some(Value::Choice(code)) => Some(*code),
            Some(_) | None => None,
        };
        let fields_of = || {
            let defs = contact_fields().filter(|def| {
                def.asked != Asked::WhileFilled
                    || known.is_some_and(|it| it.value(def.id).is_some())
            });
            defs.map(|def| Rc::new(self.contact_field(id, contact, known, def))).collect()
        };
        let birthday = known.and_then(|it| birthday_of(|field| it.value(field).cloned()));
        ContactCard {
            id: contact,
            name: text(fields::CONTACT).unwrap_or_default(),
            role: text(fields::ROLE),
            decision_role,
            phones: PHONE_FIELDS.into_iter().filter_map(text).collect(),
            birthday: birthday.map(|it| self.birthday_view(it)),
            fields: is_open.then(fields_of),
            is_new: known.is_none(),
            can_be_main: known.is_some() && self.can_be_main(id, contact),
        }
    }

    fn contact_field(
        &self,
        id: CustomerId,
        contact: ContactId,
        known: Option<&ContactView<'_>>,
        def: &'static FieldDef,
    ) -> FieldView {
        let value = known.and_then(|it| it.value(def.id).cloned());
        let draft = self.draft_view(&contact_key(id, contact, def.id));
        let text = draft.as_ref().map(|it| &*it.text);
        let same_phone = self.same_phone(Some(id), def, text, value.as_ref());
        let is_deleted = self.book.row_of(id).is_some_and(|row| self.book.is_deleted(row));
        FieldView {
            contact: Some(contact),
            same_phone,
            is_editable: self.may_write() && !is_deleted,
            suggestions: self.suggestions(def.id),
            ..FieldView::plain(def, value, draft)
        }
    }

    /// Who else has the phone number that stands in a field.
    pub(crate) fn same_phone(
        &self,
        id: Option<CustomerId>,
        def: &FieldDef,
        typed: Option<&str>,
        value: Option<&Value>,
    ) -> Rc<[PhoneHolderView]> {
        let text = match (typed, value) {
            (Some(typed), _) => typed,
            (None, Some(Value::Text(text))) => text,
            (None, _) => return Rc::new([]),
        };
        if def.ty != FieldType::Phone {
            return Rc::new([]);
        }
        let Ok(phone) = text.parse::<Phone>() else { return Rc::new([]) };
        let mut kept = self.same_phones.borrow_mut();
        let row = id.and_then(|id| self.book.row_of(id));
        if kept.customer != id || !self.is_only(row, kept.revision) {
            *kept = SamePhones { customer: id, ..SamePhones::default() };
        }
        kept.revision = self.book.revision();
        let find = || self.holders(phone.as_str(), row);
        kept.found.entry(phone.as_str().to_owned()).or_insert_with(find).clone()
    }

    /// Whether since a revision nothing changed but a row.
    fn is_only(&self, row: Option<Row>, revision: u64) -> bool {
        let touched = self.book.touched_since(revision);
        touched.is_some_and(|rows| rows.into_iter().all(|it| Some(it) == row))
    }

    fn holders(&self, phone: &str, except: Option<Row>) -> Rc<[PhoneHolderView]> {
        let holders = phone_holders(&self.book, phone, except).into_iter();
        let view = holders.filter_map(|it| {
            let contact = match it.contact {
                Some(contact) => self.contact_of(it.row, contact)?.text(fields::CONTACT),
                None => self.book.text(it.row, fields::CONTACT),
            };
            Some(PhoneHolderView {
                id: self.book.id_of(it.row)?,
                name: self.book.text(it.row, fields::NAME).unwrap_or_default().to_owned(),
                contact: contact.map(str::to_owned),
            })
        });
        view.collect()
    }

    fn birthday_view(&self, birthday: Birthday) -> BirthdayView {
        let next = birthday.next(self.today);
        let n_days = next.map(|it| it.on.signed_duration_since(self.today).num_days());
        BirthdayView { birthday, next, n_days: n_days.unwrap_or_default() }
    }

    /// The birthdays of the coming days, as they are to be listed.
    pub(crate) fn coming_birthdays(&self) -> BirthdaysView {
        let coming = birthdays(&self.book, self.today, BIRTHDAY_DAYS);
        let lines = coming.iter().take(BIRTHDAYS_MAX).filter_map(|it| self.birthday_line(it));
        BirthdaysView { n_days: BIRTHDAY_DAYS, n_all: coming.len(), lines: lines.collect() }
    }

    fn birthday_line(&self, it: &Upcoming) -> Option<BirthdayLine> {
        let further = it.contact.and_then(|contact| self.contact_of(it.row, contact));
        let text = |field: FieldId| match &further {
            Some(contact) => contact.text(field).map(str::to_owned),
            None => self.book.text(it.row, field).map(str::to_owned),
        };
        Some(BirthdayLine {
            customer: self.book.id_of(it.row)?,
            contact: it.contact,
            shop: self.book.text(it.row, fields::NAME).unwrap_or_default().to_owned(),
            name: text(fields::CONTACT).unwrap_or_default(),
            phone: PHONE_FIELDS.into_iter().find_map(text),
            birthday: self.birthday_view(it.birthday),
        })
    }
}
