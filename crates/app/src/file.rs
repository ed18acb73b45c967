//! The open file and the form of a new customer: what each tap means.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::quality::FieldState;
use jipan_book::similar::{Candidate, similar};
use jipan_book::{Action, HistoryEntry, Op, Row, decode_segment, entries_of};
use jipan_rules::freshness::Freshness;
use jipan_rules::schema::{
    CustomerType, FIELDS, FieldDef, FieldId, Group, field as field_def, fields,
};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, FactId};

use crate::commit::Mark;
use crate::drafts::{SIMILAR_FIELDS, field_key, form_key, note_key};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::history::Life;
use crate::model::{FileModel, FormModel, Model, PendingWhat};
use crate::route::Route;
use crate::view::SimilarView;

/// The fields a new customer is asked for first.
pub(crate) const FORM_FIELDS: [FieldId; 13] = [
    fields::NAME,
    fields::PHONE,
    fields::CONTACT,
    fields::CODE,
    fields::LICENCE,
    fields::ADDRESS,
    fields::DISTRICT,
    fields::LINE,
    fields::TYPE,
    fields::MARKET,
    fields::FORMAT,
    fields::SCALE,
    fields::MANAGER,
];

impl Model {
    /// Events of the file and of the form.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    pub(crate) fn on_file(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::FieldTyped { field, text } => self.field_typed(field, &text),
            Event::DraftSettled { keystroke } if keystroke == self.drafts.keystroke => {
                self.keep_drafts()
            }
            Event::FieldLeft { field } => self.left(field, env),
            Event::DraftDropped { field } => match self.key_here(field) {
                Some(key) if self.drafts.texts.contains_key(&key) => {
                    let effects = self.drop_draft(key);
                    self.update_similar();
                    effects
                }
                _ => Vec::new(),
            },
            Event::NoteTyped(text) => match self.file.as_ref().map(|file| file.id) {
                Some(id) => self.typed(note_key(id), &text),
                None => Vec::new(),
            },
            Event::UndoPressed => self.undo_pressed(env),
            Event::UndoExpired { showing } => {
                self.undo.take_if(|_| self.undo_showing == showing);
                Vec::new()
            }
            Event::NewCustomerDone => self.add_customer(env),
            Event::NewCustomerDropped => self.drop_form(env),
            Event::ReasonTyped { field, text } => self.reason_typed(field, &text),
            Event::ReasonGiven { field, text } => self.give_reason(field, &text, env),
            Event::ReasonSkipped { field } => self.skip_reason(field),
            Event::ConfirmPressed { field } => self.confirm(field, env),
            Event::GroupConfirmPressed(group) => self.confirm_group(group, env),
            Event::NoteAdded => self.add_note(env),
            Event::DeletePressed => self.delete_or_restore(true, env),
            Event::RestorePressed => self.delete_or_restore(false, env),
            other => {
                self.turn_page(&other);
                Vec::new()
            }
        }
    }

    /// What only changes what is looked at.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    fn turn_page(&mut self, event: &Event) {
        let Some(file) = &mut self.file else { return };
        match event {
            Event::GroupOpened(group) => file.open_group = *group,
            Event::HistoryToggled(field) => {
                file.history_of = field.filter(|it| file.history_of != Some(*it));
            }
            Event::WhyToggled(topic) => file.why = topic.filter(|it| file.why != Some(*it)),
            _ => {}
        }
    }

    /// Opens the file of a customer; its old history is read meanwhile.
    pub(crate) fn open_file(&mut self, id: CustomerId) -> Vec<Effect> {
        if self.book.row_of(id).is_none() {
            self.file = None;
            return Vec::new();
        }
        self.file = Some(FileModel {
            id,
            open_group: Group::Basic,
            life: Life::Loading,
            contact: None,
            merged_lives: BTreeMap::new(),
            led_from: None,
            history_of: None,
            why: None,
            reasons_wanted: BTreeMap::new(),
            similar: Rc::new([]),
        });
        self.enter_file();
        self.want_typed_reasons();
        // The warning is for what is being typed; looking for it takes a scan of the whole book.
        if SIMILAR_FIELDS.iter().any(|it| self.drafts.texts.contains_key(&field_key(id, *it))) {
            self.update_similar();
        }
        let mut effects = vec![Effect::LoadCold(id)];
        effects.extend(self.load_merged_lives());
        effects
    }

    /// Reads the old histories of customers that were merged into the one of the open file.
    pub(crate) fn load_merged_lives(&mut self) -> Vec<Effect> {
        let Some((_, row)) = self.file_row().filter(|_| self.book.has_merges()) else {
            return Vec::new();
        };
        let merged = self.book.merged_into(row).into_iter();
        let ids: Vec<CustomerId> = merged.filter_map(|row| self.book.id_of(row)).collect();
        let Some(file) = &mut self.file else { return Vec::new() };
        let mut effects = Vec::new();
        for id in ids {
            file.merged_lives.entry(id).or_insert_with(|| {
                effects.push(Effect::LoadCold(id));
                Life::Loading
            });
        }
        effects
    }

    /// The old history of a customer was read.
    pub(crate) fn cold_loaded(&mut self, customer: CustomerId, segments: &[Vec<u8>]) {
        let Some(file) = &mut self.file else { return };
        let life = if file.id == customer {
            &mut file.life
        } else {
            let Some(life) = file.merged_lives.get_mut(&customer) else { return };
            life
        };
        let entries: Vec<HistoryEntry> =
            segments.iter().filter_map(|bytes| decode_segment(bytes).ok()).flatten().collect();
        *life = Life::Loaded(entries);
    }

    /// What the log and what is on its way say of a customer.
    pub(crate) fn tail_of(&self, id: CustomerId) -> Vec<HistoryEntry> {
        let saved = self.tail.iter().flat_map(|entry| entry.entries_about(id));
        let pending = self.writer.pending.iter().flat_map(|pending| match &pending.what {
            PendingWhat::Tap { change, .. } => entries_of(change),
            PendingWhat::Bulk { .. } => Vec::new(),
        });
        let pending = pending.filter(|(customer, _)| *customer == id).map(|(_, entry)| entry);
        saved.chain(pending).collect()
    }

    fn field_typed(&mut self, field: FieldId, text: &str) -> Vec<Effect> {
        let Some(key) = self.key_here(field) else { return Vec::new() };
        let effects = self.typed(key, text);
        if SIMILAR_FIELDS.contains(&field) {
            self.update_similar();
        }
        effects
    }

    fn left(&mut self, field: FieldId, env: &mut Env) -> Vec<Effect> {
        match self.route {
            Route::Customer(id) => self.field_left(id, field, env),
            Route::NewCustomer => {
                self.judge_form_field(field);
                self.keep_drafts()
            }
            Route::Home
            | Route::Customers
            | Route::Birthdays
            | Route::Today
            | Route::QuickAdd
            | Route::Funnel
            | Route::Analysis
            | Route::Register
            | Route::Order(_)
            | Route::Orders
            | Route::Products
            | Route::Duplicates
            | Route::Merge(_)
            | Route::Import
            | Route::Differences
            | Route::Quality
            | Route::Budget(_)
            | Route::Insights
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings
            | Route::NotFound => Vec::new(),
        }
    }

    fn judge_form_field(&mut self, field: FieldId) {
        let key = form_key(field);
        let Some(def) = field_def(field) else { return };
        let text = self.drafts.texts.get(&key).cloned().unwrap_or_default();
        match self.judge(None, def, &text) {
            Ok(_) => drop(self.drafts.errors.remove(&key)),
            Err(error) => drop(self.drafts.errors.insert(key, error)),
        }
    }

    /// Looks for customers that could be the same shop as the one on the screen.
    pub(crate) fn update_similar(&mut self) {
        let found = match self.route {
            Route::Customer(id) => self.similar_to(Some(id)),
            Route::NewCustomer => self.similar_to(None),
            Route::Home
            | Route::Customers
            | Route::Birthdays
            | Route::Today
            | Route::QuickAdd
            | Route::Funnel
            | Route::Analysis
            | Route::Register
            | Route::Order(_)
            | Route::Orders
            | Route::Products
            | Route::Duplicates
            | Route::Merge(_)
            | Route::Import
            | Route::Differences
            | Route::Quality
            | Route::Budget(_)
            | Route::Insights
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings
            | Route::NotFound => return,
        };
        match &mut self.file {
            Some(file) => file.similar = found,
            None => self.form.similar = found,
        }
    }

    /// The form was opened again: what was typed before is still there.
    pub(crate) fn update_form(&mut self) {
        self.form = FormModel::default();
        self.update_similar();
    }

    pub(crate) fn similar_to(&self, id: Option<CustomerId>) -> Rc<[SimilarView]> {
        let row = id.and_then(|id| self.book.row_of(id));
        let text = |field: FieldId| {
            let key = id.map_or_else(|| form_key(field), |id| field_key(id, field));
            let typed = self.drafts.texts.get(&key).cloned();
            typed.or_else(|| Some(self.book.text(row?, field)?.to_owned())).unwrap_or_default()
        };
        let candidate = Candidate {
            name: text(fields::NAME),
            address: text(fields::ADDRESS),
            phone: text(fields::PHONE),
            licence: text(fields::LICENCE),
            code: text(fields::CODE),
        };
        similar(&self.book, &candidate, row)
            .into_iter()
            .filter_map(|it| {
                Some(SimilarView {
                    id: self.book.id_of(it.row)?,
                    name: self.book.text(it.row, fields::NAME).unwrap_or_default().to_owned(),
                    address: self.book.text(it.row, fields::ADDRESS).map(str::to_owned),
                    by: it.by,
                })
            })
            .collect()
    }

    fn confirm(&mut self, field: FieldId, env: &mut Env) -> Vec<Effect> {
        let Some((id, _)) = self.file_row() else { return Vec::new() };
        let op = self.book.confirm(id, field, env.today);
        self.commit_tap(Mark::of(Action::ConfirmField), vec![op], Vec::new(), env)
    }

    /// The fields of a group that are due to be confirmed, or never were, and are not being typed
    /// in.
    pub(crate) fn due_fields(
        &self,
        id: CustomerId,
        row: Row,
        group: Group,
    ) -> impl Iterator<Item = FieldId> {
        let is_due = move |def: &&FieldDef| match self.book.field_state(row, def, self.today) {
            Some(FieldState::Aging(freshness)) => freshness != Freshness::Fresh,
            Some(FieldState::Blank | FieldState::Filled) | None => false,
        };
        let is_typed = move |field| self.drafts.texts.contains_key(&field_key(id, field));
        let defs = FIELDS.iter().filter(move |def| def.group == group);
        defs.filter(is_due).map(|def| def.id).filter(move |field| !is_typed(*field))
    }

    /// All that is due in a group is still valid: one change.
    fn confirm_group(&mut self, group: Group, env: &mut Env) -> Vec<Effect> {
        let Some((id, row)) = self.file_row() else { return Vec::new() };
        let due = self.due_fields(id, row, group);
        let ops = due.map(|field| self.book.confirm(id, field, env.today)).collect();
        self.commit_tap(Mark::of(Action::ConfirmField), ops, Vec::new(), env)
    }

    fn add_note(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some((customer, _)) = self.file_row() else { return Vec::new() };
        let key = note_key(customer);
        let Some(text) = self.drafts.texts.get(&key).cloned() else { return Vec::new() };
        if text.trim().is_empty() {
            return self.drop_draft(key);
        }
        let id = FactId::new(env.ids.fresh());
        let op = Op::Note { id, customer, text: text.trim().into() };
        self.commit_tap(Mark::of(Action::AddNote), vec![op], vec![(key, text)], env)
    }

    fn delete_or_restore(&mut self, is_delete: bool, env: &mut Env) -> Vec<Effect> {
        let Some((id, row)) = self.file_row() else { return Vec::new() };
        if self.book.is_deleted(row) == is_delete {
            return Vec::new();
        }
        let (op, action) = if is_delete {
            (Op::Delete { id }, Action::DeleteCustomer)
        } else {
            (Op::Restore { id }, Action::RestoreCustomer)
        };
        let ops = self.without_taken_keys(vec![op]);
        self.commit_tap(Mark::of(action), ops, Vec::new(), env)
    }

    fn add_customer(&mut self, env: &mut Env) -> Vec<Effect> {
        for field in FORM_FIELDS {
            self.judge_form_field(field);
        }
        self.form.is_refused =
            FORM_FIELDS.iter().any(|field| self.drafts.errors.contains_key(&form_key(*field)));
        if self.form.is_refused || !self.may_write() {
            return self.keep_drafts();
        }
        let mut values: Vec<(FieldId, Value)> = Vec::new();
        let mut drafts = Vec::new();
        for field in FORM_FIELDS {
            let key = form_key(field);
            let Some(text) = self.drafts.texts.get(&key).cloned() else { continue };
            if let Some(value) = field_def(field)
                .and_then(|def| jipan_rules::check::parse_value(def, &text).ok().flatten())
            {
                values.push((field, value));
            }
            drafts.push((key, text));
        }
        if !values.iter().any(|(field, _)| *field == fields::TYPE) {
            values.push((fields::TYPE, Value::Choice(CustomerType::Retail.code())));
        }
        let id = CustomerId::new(env.ids.fresh());
        let op = Op::Create { id, values };
        let mut effects = self.commit_tap(Mark::of(Action::AddCustomer), vec![op], drafts, env);
        self.form = FormModel::default();
        self.route = Route::Customer(id);
        effects.extend(self.open_file(id));
        effects.push(Effect::Navigate { route: self.route, is_replacing: true });
        effects
    }

    fn drop_form(&mut self, env: &mut Env) -> Vec<Effect> {
        let keys: Vec<String> =
            self.drafts.texts.keys().filter(|key| key.starts_with("new/")).cloned().collect();
        let effects: Vec<Effect> = keys.iter().flat_map(|it| self.drop_draft(it.clone())).collect();
        self.form = FormModel::default();
        effects.into_iter().chain(self.follow(Route::Customers, env)).collect()
    }
}
