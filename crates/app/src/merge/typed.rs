//! What is half typed into a file that goes: it follows the merge once that is on the disk, and comes
//! back when the merge is taken back. Not here: what becomes of other text (`drafts`).

use jipan_book::{Change, Op};
use jipan_rules::schema::{FieldId, field as field_def};
use jipan_rules::values::ids::CustomerId;

use crate::drafts::{fields_key, note_key};
use crate::effect::Effect;
use crate::model::Model;
use crate::reasons::{field_of_reason, reasons_key};
use crate::trade::{Draft, order_key};

/// A text that followed a merge: from where and to where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moved {
    from: String,
    to: String,
    text: String,
}

impl Model {
    /// A change of this tab is on the disk: what is typed follows the merges it made, and comes back
    /// from those it took back.
    pub(crate) fn follow_by_typed(&mut self, change: &Change) -> Vec<Effect> {
        let mut effects = Vec::new();
        for op in &change.ops {
            if let Op::Merge { loser, into, .. } = op {
                effects.extend(match into {
                    Some(into) => self.move_drafts(*loser, self.book.survivor_of(*into)),
                    None => self.move_drafts_back(*loser),
                });
            }
        }
        effects
    }

    /// Of fields and contacts it stands in the same place of the file that stays. Where something is
    /// typed there too, and for reasons of changes of the file that went, it becomes a line of the
    /// note being written.
    fn move_drafts(&mut self, goes: CustomerId, stays: CustomerId) -> Vec<Effect> {
        let fields = fields_key(goes);
        let reasons = reasons_key(goes);
        let typed: Vec<(String, String)> =
            self.drafts.texts.iter().map(|(key, text)| (key.clone(), text.clone())).collect();
        let mut gone = Vec::new();
        let mut moved = Vec::new();
        for (from, text) in typed {
            if let Some(rest) = from.strip_prefix(&fields) {
                let to = format!("{}{rest}", fields_key(stays));
                if self.drafts.texts.contains_key(&to) {
                    let field = rest.rsplit('/').next().and_then(|it| it.parse().ok());
                    self.note_more(stays, field.map(FieldId), &text);
                } else {
                    self.drafts.put(to.clone(), text.clone());
                    moved.push(Moved { from: from.clone(), to, text });
                }
            } else if let Some(rest) = from.strip_prefix(&reasons) {
                self.note_more(stays, field_of_reason(rest), &text);
            } else if from == note_key(goes) {
                self.note_more(stays, None, &text);
            } else if from == order_key(goes) {
                let typed = self.order_draft(stays);
                self.drafts.put(order_key(stays), typed.with(Draft::read(&text)).text());
            } else {
                continue;
            }
            gone.push(from);
        }
        self.drafts.moved.insert(goes, moved);
        // First what is kept, then what goes: in between both are there.
        let mut effects = self.keep_drafts();
        effects.extend(gone.into_iter().flat_map(|key| self.drop_draft(key)));
        effects
    }

    /// What nobody touched since.
    fn move_drafts_back(&mut self, goes: CustomerId) -> Vec<Effect> {
        let moved = self.drafts.moved.remove(&goes).unwrap_or_default();
        let is_same = |it: &Moved| self.drafts.texts.get(&it.to) == Some(&it.text);
        let moved: Vec<Moved> = moved.into_iter().filter(is_same).collect();
        for it in &moved {
            self.drafts.put(it.from.clone(), it.text.clone());
        }
        let mut effects = self.keep_drafts();
        effects.extend(moved.into_iter().flat_map(|it| self.drop_draft(it.to)));
        effects
    }

    fn note_more(&mut self, customer: CustomerId, of: Option<FieldId>, text: &str) {
        let key = note_key(customer);
        let mut note = self.drafts.texts.get(&key).cloned().unwrap_or_default();
        if !note.is_empty() {
            note.push('\n');
        }
        if let Some(def) = of.and_then(field_def) {
            note.push_str(def.name(self.language.schema()));
            note.push_str(": ");
        }
        note.push_str(text);
        self.drafts.put(key, note);
    }
}
