//! Why a field that rarely changes was changed: asked once, given or put away, and until then a draft
//! like any other text. Not here: when it is asked (`drafts`).

use jipan_book::{Action, ChangeId, Op};
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{CustomerId, ReplicaId};

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

/// The keys of all reasons being typed in the file of a customer begin so.
pub(crate) fn reasons_key(customer: CustomerId) -> String {
    format!("reason/{}/", customer.uuid())
}

/// The key of the reason being typed for the change of a field.
fn reason_key(customer: CustomerId, of: ChangeId, field: FieldId) -> String {
    let ChangeId { replica, seq } = of;
    format!("{}{}-{seq}/{}", reasons_key(customer), replica.number(), field.0)
}

/// The change and the field of a key, without what all keys of its customer begin with.
fn asked_by(rest: &str) -> Option<(FieldId, ChangeId)> {
    let (change, field) = rest.split_once('/')?;
    let (replica, seq) = change.split_once('-')?;
    let replica = ReplicaId::new(replica.parse().ok()?);
    Some((FieldId(field.parse().ok()?), ChangeId { replica, seq: seq.parse().ok()? }))
}

/// The field of a key, without what all keys of its customer begin with.
pub(crate) fn field_of_reason(rest: &str) -> Option<FieldId> {
    asked_by(rest).map(|(field, _)| field)
}

impl Model {
    /// The key of the reason that is asked for a field of the open file.
    pub(crate) fn reason_key_here(&self, field: FieldId) -> Option<String> {
        let file = self.file.as_ref()?;
        Some(reason_key(file.id, *file.reasons_wanted.get(&field)?, field))
    }

    /// A reason that was being typed is asked for again.
    pub(crate) fn want_typed_reasons(&mut self) {
        let Some(file) = &mut self.file else { return };
        let prefix = reasons_key(file.id);
        let keys = self.drafts.texts.keys().filter(|key| !self.drafts.foreign.contains(*key));
        file.reasons_wanted.extend(keys.filter_map(|key| asked_by(key.strip_prefix(&prefix)?)));
    }

    pub(crate) fn reason_typed(&mut self, field: FieldId, text: &str) -> Vec<Effect> {
        match self.reason_key_here(field) {
            Some(key) => self.typed(key, text),
            None => Vec::new(),
        }
    }

    pub(crate) fn give_reason(&mut self, field: FieldId, text: &str, env: &mut Env) -> Vec<Effect> {
        let text = text.trim();
        if text.is_empty() {
            return self.skip_reason(field);
        }
        let Some(key) = self.reason_key_here(field).filter(|_| self.may_write()) else {
            return Vec::new();
        };
        let Some(file) = &mut self.file else { return Vec::new() };
        let Some(of) = file.reasons_wanted.remove(&field) else { return Vec::new() };
        let op = Op::Reason { of, customer: file.id, field, text: text.into() };
        let bar = self.undo.take();
        let drafts = vec![(key, text.to_owned())];
        let effects = self.commit_tap(Mark::of(Action::GiveReason), vec![op], drafts, env);
        // What can be undone is still the change, not its reason.
        self.undo = bar;
        effects
    }

    /// The reason is not given, and what was typed of it goes.
    pub(crate) fn skip_reason(&mut self, field: FieldId) -> Vec<Effect> {
        let key = self.reason_key_here(field);
        if let Some(file) = &mut self.file {
            file.reasons_wanted.remove(&field);
        }
        match key {
            Some(key) if self.drafts.texts.contains_key(&key) => self.drop_draft(key),
            Some(_) | None => Vec::new(),
        }
    }

    /// Gives the reasons that are typed.
    pub(crate) fn settle_reasons(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(file) = &self.file else { return Vec::new() };
        let fields: Vec<FieldId> = file.reasons_wanted.keys().copied().collect();
        let mut effects = Vec::new();
        for field in fields {
            let key = self.reason_key_here(field);
            if let Some(text) = key.and_then(|key| self.drafts.texts.get(&key).cloned()) {
                effects.extend(self.give_reason(field, &text, env));
            }
        }
        effects
    }

    /// A change was taken back: nobody has to say why it was made.
    pub(crate) fn want_no_reason_of(&mut self, change: ChangeId) -> Vec<Effect> {
        let Some(file) = &self.file else { return Vec::new() };
        let of_change = file.reasons_wanted.iter().filter(|(_, of)| **of == change);
        let fields: Vec<FieldId> = of_change.map(|(field, _)| *field).collect();
        fields.into_iter().flat_map(|field| self.skip_reason(field)).collect()
    }
}
