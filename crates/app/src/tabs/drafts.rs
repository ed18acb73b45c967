//! What is typed, shared by tabs: each field has one draft, and the last typed wins. Not here: typing.

use std::collections::BTreeMap;

use jipan_book::sorting::gathered;

use crate::effect::Effect;
use crate::model::{Drafts, Model};

impl Drafts {
    /// Whether what this tab has of a key is newer than what was read, or not yet written.
    fn is_newer_here(&self, key: &str, touches: u64) -> bool {
        self.unkept.contains(key) || self.touched.get(key).is_some_and(|at| *at > touches)
    }
}

impl Model {
    /// Takes the stored drafts as they were when something had been typed or ended here `touches`
    /// times. What was typed in this tab and is not there was ended by another tab that did not
    /// know of it: it is kept again.
    pub(crate) fn take_drafts(
        &mut self,
        stored: Vec<(String, String)>,
        touches: u64,
    ) -> Vec<Effect> {
        let stored: BTreeMap<String, String> = gathered(stored);
        let drafts = &mut self.drafts;
        let gone: Vec<String> = drafts
            .texts
            .keys()
            .filter(|key| !stored.contains_key(*key) && !drafts.is_newer_here(key, touches))
            .cloned()
            .collect();
        let mut effects = Vec::new();
        for key in gone {
            if drafts.typed.contains(&key) {
                let text = drafts.texts.get(&key).cloned();
                effects.push(Effect::SaveDraft { key, text });
            } else {
                drafts.forget(&key);
            }
        }
        for (key, text) in stored {
            if drafts.is_newer_here(&key, touches) || drafts.texts.get(&key) == Some(&text) {
                continue;
            }
            drafts.errors.remove(&key);
            drafts.typed.remove(&key);
            drafts.foreign.insert(key.clone());
            drafts.texts.insert(key, text);
        }
        drafts.touched.retain(|_, at| *at > touches);
        effects
    }
}
