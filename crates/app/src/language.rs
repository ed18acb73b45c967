//! The language that is shown, and the one that was chosen: the words of English may still have to be
//! fetched. Not here: the words.

use crate::effect::Effect;
use crate::model::Model;
use crate::route::Route;
use crate::view::{Language, Notice};

/// The setting that keeps the choice.
const SETTING: &str = "language";

/// Where the words of English are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum English {
    /// Here.
    Here,
    /// Not here and not asked for.
    Missing,
    /// On their way.
    Asked,
}

impl Model {
    /// A language was chosen: that is kept, and shown as soon as it can be.
    pub(crate) fn choose_language(&mut self, language: Language) -> Vec<Effect> {
        let value = language.key().to_owned();
        self.settings.insert(SETTING.to_owned(), value.clone());
        if language != Language::English {
            self.notices.retain(|it| it.notice != Notice::NoEnglish);
        }
        let mut effects = vec![Effect::SaveSetting { key: SETTING.into(), value }];
        effects.extend(self.speak());
        effects
    }

    fn chosen_language(&self) -> Option<Language> {
        self.settings.get(SETTING).and_then(|it| Language::from_key(it))
    }

    /// Shows the app in the chosen language, or asks for its words.
    pub(crate) fn speak(&mut self) -> Vec<Effect> {
        let Some(chosen) = self.chosen_language() else { return Vec::new() };
        if chosen == Language::English {
            match self.english {
                English::Here => {}
                English::Missing => {
                    self.english = English::Asked;
                    return vec![Effect::FetchEnglish];
                }
                English::Asked => return Vec::new(),
            }
        }
        self.language = chosen;
        vec![Effect::ApplyLanguage(chosen)]
    }

    /// The words of English are here.
    pub(crate) fn english_came(&mut self) -> Vec<Effect> {
        self.english = English::Here;
        self.notices.retain(|it| it.notice != Notice::NoEnglish);
        self.speak()
    }

    /// They could not be had, or not in time. The next sign of a network, or waking, asks again; and
    /// they are taken when they come after all.
    pub(crate) fn english_missed(&mut self) {
        if self.english != English::Asked {
            return;
        }
        self.english = English::Missing;
        if self.chosen_language() == Some(Language::English) {
            self.notify(Notice::NoEnglish);
        }
    }

    /// Asks for all that comes after the first screen.
    pub(crate) fn ask_for_late_parts(&mut self) -> Vec<Effect> {
        let mut effects = self.ask_for_readings();
        effects.extend(self.ask_for_rest());
        effects
    }

    /// Whether the screen is one that is shown without the rest: until the book is open, what comes
    /// later would only take time from it.
    pub(crate) fn is_at_first_screen(&self) -> bool {
        matches!(self.route, Route::Home | Route::Customers)
    }

    /// Asks for what is missing still.
    pub(crate) fn ask_for_late(&mut self) -> Vec<Effect> {
        let mut effects = self.ask_for_late_parts();
        if self.english == English::Missing {
            effects.extend(self.speak());
        }
        effects
    }
}
