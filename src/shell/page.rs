//! What the whole page says: its language, its appearance, its title, the phase of the app. Kept beside
//! for the first paint of the next time (`public/first.js`). Not here: anything within the page.

use gloo_utils::{document, document_element, window};
use jipan_app::view::{Language, Theme};
use jipan_app::{Event, Route};
use wasm_bindgen::JsCast as _;
use yew::Callback;

use super::{frames, js};
use crate::hooks::CONTENT;
use crate::i18n::Tr;

const LANGUAGE_KEY: &str = "jipan-language";
const THEME_KEY: &str = "jipan-theme";

/// The page as it is.
pub(crate) struct Page {
    language: Language,
    theme: Theme,
    route: Route,
    phase: &'static str,
    /// Who is told when the book is on the glass.
    awaiting: Option<Callback<Event>>,
}

impl Page {
    /// The page as `first.js` left it; in Chinese as long as the words of English are missing.
    pub(crate) fn as_found(has_english: bool) -> Self {
        let root = document_element();
        let language = root.get_attribute("lang").and_then(|it| Language::from_key(&it));
        let is_missing = language == Some(Language::English) && !has_english;
        let language = language.filter(|_| !is_missing).unwrap_or_default();
        if is_missing {
            set("lang", language.key());
        }
        let theme = root.get_attribute("data-theme").and_then(|it| Theme::from_key(&it));
        let (theme, route) = (theme.unwrap_or_default(), Route::default());
        Self { language, theme, route, phase: "", awaiting: None }
    }

    /// Its language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// Its appearance.
    pub(crate) fn theme(&self) -> Theme {
        self.theme
    }

    /// Its words.
    pub(crate) fn tr(&self) -> Tr {
        Tr::new(self.language)
    }

    /// Shows the page in a language.
    pub(crate) fn apply_language(&mut self, language: Language) {
        self.language = language;
        set("lang", language.key());
        keep(LANGUAGE_KEY, Some(language.key()));
        self.entitle();
    }

    /// Shows the page in an appearance.
    pub(crate) fn apply_theme(&mut self, theme: Theme) {
        self.theme = theme;
        if theme == Theme::System {
            if let Err(thrown) = document_element().remove_attribute("data-theme") {
                crate::log::warn(format_args!("the appearance stays: {}", js::words(&thrown)));
            }
            keep(THEME_KEY, None);
        } else {
            set("data-theme", theme.key());
            keep(THEME_KEY, Some(theme.key()));
        }
    }

    /// Tells when the next screen that is drawn is on the glass.
    pub(crate) fn await_paint(&mut self, tell: Callback<Event>) {
        self.awaiting = Some(tell);
    }

    /// Whether the book is being opened, as far as was drawn.
    pub(crate) fn is_opening(&self) -> bool {
        self.phase == "opening"
    }

    /// What was drawn now.
    pub(crate) fn shown(&mut self, route: Route, phase: &'static str) {
        let is_first = self.phase.is_empty();
        if self.phase != phase {
            self.phase = phase;
            set("data-phase", phase);
        }
        if self.route != route || is_first {
            self.route = route;
            self.entitle();
            if !is_first {
                focus_content();
            }
        }
        if let Some(tell) = self.awaiting.take() {
            frames::after_next(move || tell.emit(Event::FirstPainted));
        }
    }

    /// The title says where we are.
    fn entitle(&self) {
        let tr = self.tr();
        let place = match self.route {
            Route::Home => tr.text("nav-home"),
            Route::Customers | Route::Customer(_) => tr.text("nav-customers"),
            Route::NewCustomer => tr.text("new-title"),
            Route::Birthdays => tr.text("birthdays-title"),
            Route::Today => tr.text("nav-today"),
            Route::QuickAdd => tr.text("quick-title"),
            Route::Funnel => tr.text("nav-funnel"),
            Route::Register => tr.text("register-title"),
            Route::Analysis => tr.text("analysis-title"),
            Route::Order(_) => tr.text("order-place"),
            Route::Orders => tr.text("orders-title"),
            Route::Products => tr.text("products-title"),
            Route::Duplicates => tr.text("duplicates-title"),
            Route::Merge(_) => tr.text("merge-title"),
            Route::Import => tr.text("import-title"),
            Route::Differences => tr.text("differences-title"),
            Route::Quality => tr.text("quality-title"),
            Route::Budget(_) => tr.text("nav-budget"),
            Route::Insights => tr.text("insights-title"),
            Route::Rules => tr.text("rules-title"),
            Route::Settings => tr.text("nav-settings"),
            Route::Join => tr.text("join-title"),
            Route::Sync => tr.text("sync-title"),
            Route::Team => tr.text("team-title"),
            Route::NotFound => tr.text("not-found-title"),
        };
        document().set_title(&format!("{place} · {}", tr.text("brand")));
    }
}

/// What had the focus went with its screen: the keyboard goes on where the new one begins.
fn focus_content() {
    let active = document().active_element();
    let is_lost = active.is_none_or(|it| it.tag_name() == "BODY");
    let content = document().get_element_by_id(CONTENT).filter(|_| is_lost);
    let content = content.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if content.is_some_and(|it| it.focus().is_err()) {
        crate::log::debug(format_args!("the new screen could not take the focus"));
    }
}

fn set(attribute: &str, value: &str) {
    if let Err(thrown) = document_element().set_attribute(attribute, value) {
        crate::log::warn(format_args!(
            "the page stays as it was: {attribute}, {}",
            js::words(&thrown)
        ));
    }
}

/// Keeps a small text for the first paint. Where storage is blocked, the next time begins plain.
fn keep(key: &str, value: Option<&str>) {
    let kept = window().local_storage().and_then(|storage| match (storage, value) {
        (Some(storage), Some(value)) => storage.set_item(key, value),
        (Some(storage), None) => storage.remove_item(key),
        (None, _) => Ok(()),
    });
    if let Err(thrown) = kept {
        crate::log::info(format_args!(
            "not kept for the first paint: {key}, {}",
            js::words(&thrown)
        ));
    }
}
