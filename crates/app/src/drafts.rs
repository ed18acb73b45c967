//! Text that is typed and not yet a change: kept after a pause, made a change when it is left.

use jipan_book::{Action, Step};
use jipan_rules::check::parse_value;
use jipan_rules::schema::{FieldDef, FieldId, Tag, field as field_def, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId};

use crate::budget::BUDGET_KEY;
use crate::commit::Mark;
use crate::consent::written_beside;
use crate::contacts::place_of;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::funnel::{QUICK_KEY, SHEETS_KEY, texts_of};
use crate::model::{Drafts, Model};
use crate::reasons::reasons_key;
use crate::route::Route;
use crate::rules::RULES_KEY;
use crate::trade::order_key;
use crate::view::DraftError;

/// Text is kept on the disk when nothing was typed for so long.
const DRAFT_PAUSE_MILLIS: u32 = 500;
/// Most characters a draft keeps.
const DRAFT_CHARS_MAX: usize = 20_000;

/// The fields by which two customers can be found to be the same shop.
pub(crate) const SIMILAR_FIELDS: [FieldId; 5] =
    [fields::NAME, fields::ADDRESS, fields::PHONE, fields::LICENCE, fields::CODE];

/// The keys of what is typed into the fields of a customer and of its contacts begin so.
pub(crate) fn fields_key(customer: CustomerId) -> String {
    format!("c/{}/", customer.uuid())
}

/// The key of what is typed into a field of a customer.
pub(crate) fn field_key(customer: CustomerId, field: FieldId) -> String {
    format!("c/{}/{}", customer.uuid(), field.0)
}

/// The key of what is typed into a field of a further contact.
pub(crate) fn contact_key(customer: CustomerId, contact: ContactId, field: FieldId) -> String {
    format!("c/{}/{}/{}", customer.uuid(), contact.uuid(), field.0)
}

/// The key of what is typed into the form of a new customer.
pub(crate) fn form_key(field: FieldId) -> String {
    format!("new/{}", field.0)
}

/// The key of a note being written.
pub(crate) fn note_key(customer: CustomerId) -> String {
    format!("note/{}", customer.uuid())
}

impl Drafts {
    /// The draft has become a change, or was given up.
    pub(crate) fn forget(&mut self, key: &str) {
        self.texts.remove(key);
        self.unkept.remove(key);
        self.errors.remove(key);
        self.typed.remove(key);
        self.foreign.remove(key);
        self.touch(key);
    }

    /// This tab has something to say of a draft: not yet kept, and newer than anything read before.
    pub(crate) fn put(&mut self, key: String, text: String) {
        self.touch(&key);
        self.foreign.remove(&key);
        self.typed.insert(key.clone());
        self.unkept.insert(key.clone());
        self.texts.insert(key, text);
    }

    fn touch(&mut self, key: &str) {
        self.n_touches = self.n_touches.saturating_add(1);
        self.touched.insert(key.to_owned(), self.n_touches);
    }
}

impl Model {
    /// The key of a field on the screen that is open.
    pub(crate) fn key_here(&self, field: FieldId) -> Option<String> {
        match self.route {
            Route::Customer(id) => Some(field_key(id, field)),
            Route::NewCustomer => Some(form_key(field)),
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
            | Route::NotFound => None,
        }
    }

    /// Keys of the drafts on the screen that is open.
    pub(crate) fn drafts_here(&self) -> impl Iterator<Item = &String> {
        let mut prefixes = match self.route {
            Route::Customer(id) => {
                let mut keys = vec![fields_key(id), note_key(id), reasons_key(id)];
                keys.extend(texts_of(id));
                keys
            }
            Route::NewCustomer => vec!["new/".to_owned()],
            Route::Order(id) => vec![order_key(id)],
            Route::Rules => vec![RULES_KEY.to_owned()],
            Route::QuickAdd | Route::Register => vec![QUICK_KEY.to_owned()],
            Route::Budget(_) => vec![BUDGET_KEY.to_owned()],
            Route::Home
            | Route::Customers
            | Route::Birthdays
            | Route::Today
            | Route::Funnel
            | Route::Analysis
            | Route::Orders
            | Route::Products
            | Route::Duplicates
            | Route::Merge(_)
            | Route::Import
            | Route::Differences
            | Route::Quality
            | Route::Insights
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings
            | Route::NotFound => Vec::new(),
        };
        // Nothing takes a sheet away under which somebody types. Which one it is only the rest knows.
        prefixes.extend(self.funnel.sheet.map(|_| SHEETS_KEY.to_owned()));
        prefixes.extend(self.budget.sheet.map(|_| BUDGET_KEY.to_owned()));
        self.drafts
            .texts
            .keys()
            .filter(move |key| prefixes.iter().any(|prefix| key.starts_with(prefix)))
    }

    /// The text of a key changed.
    pub(crate) fn typed(&mut self, key: String, text: &str) -> Vec<Effect> {
        let text: String = text.chars().take(DRAFT_CHARS_MAX).collect();
        self.drafts.errors.remove(&key);
        self.drafts.put(key, text);
        self.drafts.keystroke = self.drafts.keystroke.saturating_add(1);
        let event = Event::DraftSettled { keystroke: self.drafts.keystroke };
        vec![Effect::Delay { millis: DRAFT_PAUSE_MILLIS, event: Box::new(event) }]
    }

    /// Keeps all text that is not yet on the disk.
    pub(crate) fn keep_drafts(&mut self) -> Vec<Effect> {
        if self.backup.is_replacing() {
            // They belong to the book that goes.
            return Vec::new();
        }
        core::mem::take(&mut self.drafts.unkept)
            .into_iter()
            .map(|key| Effect::SaveDraft { text: self.drafts.texts.get(&key).cloned(), key })
            .collect()
    }

    /// Gives up what is typed under a key.
    pub(crate) fn drop_draft(&mut self, key: String) -> Vec<Effect> {
        self.drafts.forget(&key);
        vec![Effect::SaveDraft { key, text: None }]
    }

    /// Makes changes of all drafts on this screen that can be, and keeps the others.
    pub(crate) fn settle_drafts(&mut self, env: &mut Env) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Route::Customer(id) = self.route {
            let prefix = fields_key(id);
            let rests: Vec<String> = self
                .drafts_here()
                // Somebody may still be typing in another tab.
                .filter(|key| !self.drafts.foreign.contains(*key))
                .filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned))
                .collect();
            for rest in rests {
                if let Ok(field) = rest.parse() {
                    effects.extend(self.field_left(id, FieldId(field), env));
                } else if let Some((contact, field)) = place_of(&rest) {
                    effects.extend(self.contact_left((id, contact), field, env));
                }
            }
        }
        if matches!(self.route, Route::Budget(_)) {
            effects.extend(self.settle_cells(env));
        }
        effects.extend(self.settle_reasons(env));
        effects.extend(self.keep_drafts());
        effects
    }

    /// A field of a file was left: a change if what is typed is valid and different.
    pub(crate) fn field_left(
        &mut self,
        id: CustomerId,
        field: FieldId,
        env: &mut Env,
    ) -> Vec<Effect> {
        let key = field_key(id, field);
        let Some(text) = self.drafts.texts.get(&key).cloned() else { return Vec::new() };
        let (Some(def), Some(row)) = (field_def(field), self.book.row_of(id)) else {
            return Vec::new();
        };
        let was = self.book.value(row, field);
        let value = match self.judge(Some(id), def, &text) {
            Ok(value) => value,
            Err(error) => {
                self.drafts.errors.insert(key, error);
                return self.keep_drafts();
            }
        };
        if value == was {
            return self.drop_draft(key);
        }
        if !self.may_write() {
            return self.keep_drafts();
        }
        let needs_reason = def.tag == Tag::Static && was.is_some();
        let beside = written_beside(&self.book, (id, field), value.as_ref(), env.today);
        let op = self.book.put(id, field, value, None);
        let mark = Mark::of(Action::EditField);
        let ops = core::iter::once(op).chain(beside).collect();
        let effects = self.commit_tap(mark, ops, vec![(key, text)], env);
        let of = self.undo.as_ref().map(|bar| bar.of);
        if let (true, Some(of), Some(file)) = (needs_reason, of, &mut self.file) {
            file.reasons_wanted.insert(field, of);
        }
        if SIMILAR_FIELDS.contains(&field) {
            self.update_similar();
        }
        effects
    }

    /// What a text is for a field of this customer, or why it cannot be.
    pub(crate) fn judge(
        &self,
        id: Option<CustomerId>,
        def: &FieldDef,
        text: &str,
    ) -> Result<Option<Value>, DraftError> {
        let value = parse_value(def, text).map_err(DraftError::Value)?;
        if def.required && value.is_none() {
            return Err(DraftError::Required);
        }
        if let Some(value) = &value {
            self.judge_key(id, def.id, value)?;
            self.judge_dates(id, def.id, value)?;
        }
        Ok(value)
    }

    /// A code or licence belongs to one customer.
    fn judge_key(
        &self,
        id: Option<CustomerId>,
        field: FieldId,
        value: &Value,
    ) -> Result<(), DraftError> {
        let Value::Text(text) = value else { return Ok(()) };
        if field != fields::CODE && field != fields::LICENCE {
            return Ok(());
        }
        match self.holder_of(field, text).filter(|by| Some(*by) != id) {
            Some(by) => {
                Err(DraftError::KeyTaken { by, name: self.name_of(by).unwrap_or_default() })
            }
            None => Ok(()),
        }
    }

    /// The customer with this code or licence: by a key of its own rather than by one of a customer
    /// that was merged into it.
    pub(crate) fn holder_of(&self, field: FieldId, text: &str) -> Option<CustomerId> {
        let (mut own, mut merged) = (None, None);
        self.book.texts(field)?.scan(text, |row, _| {
            if self.book.text(row, field) != Some(text) {
                return Step::NextText;
            }
            match self.book.key_row(row) {
                Some(it) if it == row => {
                    own = Some(row);
                    return Step::Stop;
                }
                other => merged = merged.or(other),
            }
            Step::NextText
        });
        self.book.id_of(own.or(merged)?)
    }

    /// What is valid does not end before it begins.
    fn judge_dates(
        &self,
        id: Option<CustomerId>,
        field: FieldId,
        value: &Value,
    ) -> Result<(), DraftError> {
        let Value::Date(date) = value else { return Ok(()) };
        let other = |other: FieldId| {
            if let Some(id) = id {
                self.book.value(self.book.row_of(id)?, other)
            } else {
                let text = self.drafts.texts.get(&form_key(other))?;
                parse_value(field_def(other)?, text).ok().flatten()
            }
        };
        let (issued, valid_to) = if field == fields::ISSUED {
            (Some(Value::Date(*date)), other(fields::VALID_TO))
        } else if field == fields::VALID_TO {
            (other(fields::ISSUED), Some(Value::Date(*date)))
        } else {
            return Ok(());
        };
        match (issued, valid_to) {
            (Some(Value::Date(issued)), Some(Value::Date(valid_to))) if valid_to < issued => {
                Err(DraftError::ValidToBeforeIssued { issued, valid_to })
            }
            _ => Ok(()),
        }
    }
}
