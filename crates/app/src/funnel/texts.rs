//! Remarks, answers and reasons to waive while they are written: drafts like everything that is typed, which
//! end with the change that says them. Not here: what is typed into a sheet (`form`).

use jipan_rules::funnel::TEXT_CHARS_MAX;
use jipan_rules::values::ids::CustomerId;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::FunnelText;
use crate::model::Model;
use crate::view::{DraftError, WrittenText};

/// How the key ends under which it is kept that a remark asks for an answer.
const ASKS: &str = "/asks";

/// The key of a text.
fn text_key(of: FunnelText) -> String {
    match of {
        FunnelText::Remark(customer) => format!("remark/{}", customer.uuid()),
        FunnelText::Answer { customer, of } => {
            format!("answer/{}/{}", customer.uuid(), of.uuid())
        }
        FunnelText::Waive { deal, item } => {
            format!("waive/{}/{}/{}", deal.customer.uuid(), deal.deal.uuid(), item.code())
        }
    }
}

/// The key of whether the remark on a customer asks for an answer.
fn asks_key(customer: CustomerId) -> String {
    format!("{}{ASKS}", text_key(FunnelText::Remark(customer)))
}

/// Whether a key is one of those: nothing was typed there.
pub(crate) fn is_asks_key(key: &str) -> bool {
    key.ends_with(ASKS)
}

/// The keys of all texts about a customer begin so.
pub(crate) fn texts_of(customer: CustomerId) -> [String; 3] {
    ["remark", "answer", "waive"].map(|kind| format!("{kind}/{}", customer.uuid()))
}

impl Model {
    /// A text as it is being written.
    pub(crate) fn written(&self, of: FunnelText) -> WrittenText {
        let key = text_key(of);
        WrittenText {
            is_refused: self.drafts.errors.contains_key(&key),
            text: self.drafts.texts.get(&key).cloned().unwrap_or_default(),
        }
    }

    /// Whether the remark that is being written asks for an answer.
    pub(crate) fn asks_in(&self, customer: CustomerId) -> bool {
        self.drafts.texts.contains_key(&asks_key(customer))
    }

    pub(super) fn text_typed(&mut self, of: FunnelText, text: &str) -> Vec<Effect> {
        let key = text_key(of);
        if !text.is_empty() {
            return self.typed(key, text);
        }
        if self.drafts.texts.contains_key(&key) { self.drop_draft(key) } else { Vec::new() }
    }

    pub(super) fn ask_set(&mut self, customer: CustomerId, asks: bool) -> Vec<Effect> {
        let key = asks_key(customer);
        if asks {
            return self.typed(key, "1");
        }
        self.drop_draft(key)
    }

    /// What was typed is said: one change, with which the draft ends. Nothing, and more than a fact can
    /// hold, is refused and stays where it is.
    pub(super) fn say_text(&mut self, of: FunnelText, env: &mut Env) -> Vec<Effect> {
        let key = text_key(of);
        let typed = self.drafts.texts.get(&key).cloned().unwrap_or_default();
        let text = typed.trim();
        if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX {
            self.drafts.errors.insert(key, DraftError::Required);
            return self.keep_drafts();
        }
        let mut drafts = vec![(key, typed.clone())];
        let text: Box<str> = text.into();
        let effects = match of {
            FunnelText::Remark(customer) => {
                let key = asks_key(customer);
                drafts.extend(self.drafts.texts.get(&key).cloned().map(|it| (key, it)));
                self.remark(customer, text, drafts, env)
            }
            FunnelText::Answer { customer, of } => self.answer((customer, of), text, drafts, env),
            FunnelText::Waive { deal, item } => self.waive(deal, (item, text), drafts, env),
        };
        if effects.is_empty() { self.keep_drafts() } else { effects }
    }
}
