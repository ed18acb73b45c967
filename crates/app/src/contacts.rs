//! The contacts of the open file: what each tap means. The fields of the main contact are fields of
//! the customer and go by `drafts`. Not here: how they look (`show::contacts`).

use jipan_book::{Action, ContactView, Op, Row};
use jipan_rules::check::parse_value;
use jipan_rules::schema::{FIELDS, FieldDef, FieldId, Group, RecordKind, Tag, field as field_def};
use jipan_rules::values::ids::{ContactId, CustomerId};
use jipan_rules::{NaiveDate, Uuid};

use crate::commit::Mark;
use crate::drafts::{contact_key, field_key, fields_key};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::model::Model;
use crate::route::Route;
use crate::view::DraftError;

/// The fields of a contact, in the order of the forms.
pub(crate) fn contact_fields() -> impl Iterator<Item = &'static FieldDef> {
    FIELDS.iter().filter(|def| def.kind == RecordKind::Contact && def.tag != Tag::Generated)
}

impl Model {
    /// Events of the further contacts.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of the contacts only, and names each of them"
    )]
    pub(crate) fn on_contact(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        if let Event::PersonOpened { customer, contact } = event {
            let effects = self.follow(Route::Customer(customer), env);
            if let Some(file) = &mut self.file {
                file.open_group = Group::Personal;
                file.contact = contact;
            }
            return effects;
        }
        let Some((id, row)) = self.file_row() else { return Vec::new() };
        match event {
            Event::ContactAdded => {
                let contact = ContactId::new(env.ids.fresh());
                self.open_contact(Some(contact));
            }
            Event::ContactToggled(contact) => {
                let open = self.file.as_ref().and_then(|file| file.contact);
                self.open_contact((open != Some(contact)).then_some(contact));
            }
            Event::ContactTyped { contact, field, text } => {
                self.open_contact(Some(contact));
                return self.typed(contact_key(id, contact, field), &text);
            }
            Event::ContactLeft { contact, field } => {
                return self.contact_left((id, contact), field, env);
            }
            Event::ContactDraftDropped { contact, field } => {
                let key = contact_key(id, contact, field);
                if self.drafts.texts.contains_key(&key) {
                    return self.drop_draft(key);
                }
            }
            Event::ContactMadeMain(contact) => return self.make_main((id, row), contact, env),
            Event::ContactRemoved(contact) => return self.remove_contact(id, contact, env),
            _ => {}
        }
        Vec::new()
    }

    fn open_contact(&mut self, contact: Option<ContactId>) {
        if let Some(file) = &mut self.file {
            file.contact = contact;
        }
    }

    /// A further contact that the file of a customer shows.
    pub(crate) fn contact_of(&self, row: Row, contact: ContactId) -> Option<ContactView<'_>> {
        self.book.contacts(row).into_iter().find(|it| it.id == contact)
    }

    /// The customer a contact was written for: the open one, or one that was merged into it.
    fn owner_of(&self, id: CustomerId, contact: ContactId) -> CustomerId {
        let found = self.book.row_of(id).and_then(|row| self.contact_of(row, contact));
        found.map_or(id, |it| it.customer)
    }

    /// A field of a further contact was left: a change if what is typed is valid and different.
    pub(crate) fn contact_left(
        &mut self,
        (id, contact): (CustomerId, ContactId),
        field: FieldId,
        env: &mut Env,
    ) -> Vec<Effect> {
        let key = contact_key(id, contact, field);
        let Some(text) = self.drafts.texts.get(&key).cloned() else { return Vec::new() };
        let (Some(def), Some(row)) = (field_def(field), self.book.row_of(id)) else {
            return Vec::new();
        };
        let value = match parse_value(def, &text) {
            Ok(value) => value,
            Err(error) => {
                self.drafts.errors.insert(key, DraftError::Value(error));
                return self.keep_drafts();
            }
        };
        let was = self.contact_of(row, contact).and_then(|it| it.value(field).cloned());
        if value == was {
            return self.drop_draft(key);
        }
        if !self.may_write() {
            return self.keep_drafts();
        }
        let op = self.book.put_contact((self.owner_of(id, contact), contact), field, value);
        self.commit_tap(Mark::of(Action::EditContact), vec![op], vec![(key, text)], env)
    }

    /// Takes a contact out, and gives up what is typed into it.
    fn remove_contact(&mut self, id: CustomerId, contact: ContactId, env: &mut Env) -> Vec<Effect> {
        if !self.may_write() {
            return Vec::new();
        }
        self.open_contact(None);
        let keys = self.drafts_of(id, Some(contact));
        let mut effects: Vec<Effect> =
            keys.into_iter().flat_map(|key| self.drop_draft(key)).collect();
        let customer = self.owner_of(id, contact);
        if self.book.contact(customer, contact).is_some() {
            let op = Op::DropContact { id: contact, customer, is_gone: true };
            effects.extend(self.commit_tap(
                Mark::of(Action::EditContact),
                vec![op],
                Vec::new(),
                env,
            ));
        }
        effects
    }

    /// A further contact and the main one change places, as one change. What is known of either
    /// stays as fresh as it was.
    fn make_main(
        &mut self,
        (id, row): (CustomerId, Row),
        contact: ContactId,
        env: &mut Env,
    ) -> Vec<Effect> {
        if !self.can_be_main(id, contact) {
            return Vec::new();
        }
        let Some(other) = self.contact_of(row, contact) else { return Vec::new() };
        let mut ops = Vec::new();
        for def in contact_fields() {
            let (main, further) = (self.book.value(row, def.id), other.value(def.id).cloned());
            if main == further {
                continue;
            }
            let (was, on) = (self.book.confirmed_on(row, def.id), written_on(&other, def.id));
            ops.push(self.book.put(id, def.id, further, None));
            ops.push(Op::Confirm { id, field: def.id, on, was });
            ops.push(self.book.put_contact((other.customer, contact), def.id, main));
        }
        self.commit_tap(Mark::of(Action::EditContact), ops, Vec::new(), env)
    }

    /// Whether a contact can become the main one: nothing of either is half typed.
    pub(crate) fn can_be_main(&self, id: CustomerId, contact: ContactId) -> bool {
        let is_typed = |key: String| self.drafts.texts.contains_key(&key);
        self.may_write()
            && !contact_fields().any(|def| {
                is_typed(field_key(id, def.id)) || is_typed(contact_key(id, contact, def.id))
            })
    }

    /// The keys of what is typed into the further contacts of a customer, or into one of them.
    pub(crate) fn drafts_of(&self, id: CustomerId, contact: Option<ContactId>) -> Vec<String> {
        let prefix = fields_key(id);
        let is_it = |key: &&String| {
            key.strip_prefix(&prefix)
                .and_then(place_of)
                .is_some_and(|(of, _)| contact.is_none_or(|it| it == of))
        };
        self.drafts.texts.keys().filter(is_it).cloned().collect()
    }
}

/// The day a field of a contact was last known to be true: that on which it was written by hand.
fn written_on(contact: &ContactView<'_>, field: FieldId) -> Option<NaiveDate> {
    let field = contact.fields().find(|it| it.field == field)?;
    field.writer.action.by_hand().then_some(field.writer.on)
}

/// Contact and field of a key of [`contact_key`], without the part that names the customer.
pub(crate) fn place_of(rest: &str) -> Option<(ContactId, FieldId)> {
    let (contact, field) = rest.split_once('/')?;
    let contact = Uuid::try_parse(contact).ok().map(ContactId::new)?;
    Some((contact, FieldId(field.parse().ok()?)))
}
