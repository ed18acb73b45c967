//! All words for the reader: [`Tr`] finds them in the Fluent files of `locales/`. Not here: any rule, any markup.
//!
//! A message is named by a literal key at the place that needs it, so that a test can hold the keys
//! in use against both languages. Enums get their words by a match over every variant.

mod backup;
mod budget;
mod budget_numbers;
mod budget_report;
mod budget_said;
mod company;
mod deal;
mod deal_said;
mod deal_told;
mod errors;
mod file;
mod format;
mod funnel;
mod import;
mod insights;
mod merge;
mod messages;
mod names;
mod quality;
mod register;
mod rules;
mod scripts;
mod slots;
mod state;
#[cfg(test)]
mod tests;
mod told;
mod trade;
mod why;

use core::cell::{Cell, OnceCell};
use std::rc::Rc;

use jipan_app::view::{Language, SumUnit};

pub use self::budget_numbers::{Bound, Shape};
pub use self::messages::Arg;
use self::messages::Messages;
pub use self::scripts::ScriptPart;
pub use self::why::WhyWords;

/// The messages of 简体中文 that the first screen may need, one file a subject.
const CHINESE: &[&str] = &[
    include_str!("../locales/zh-CN/backup.ftl"),
    include_str!("../locales/zh-CN/common.ftl"),
    include_str!("../locales/zh-CN/company.ftl"),
    include_str!("../locales/zh-CN/customers.ftl"),
    include_str!("../locales/zh-CN/errors.ftl"),
    include_str!("../locales/zh-CN/file.ftl"),
    include_str!("../locales/zh-CN/funnel.ftl"),
    include_str!("../locales/zh-CN/home.ftl"),
    include_str!("../locales/zh-CN/import.ftl"),
    include_str!("../locales/zh-CN/insights.ftl"),
    include_str!("../locales/zh-CN/quality.ftl"),
    include_str!("../locales/zh-CN/merge.ftl"),
    include_str!("../locales/zh-CN/orders.ftl"),
    include_str!("../locales/zh-CN/settings.ftl"),
    include_str!("../locales/zh-CN/tools.ftl"),
];

/// The messages of 简体中文 that only the rest of the app asks for: they come with it.
pub(crate) const CHINESE_OF_REST: &[&str] = &[
    include_str!("../locales/zh-CN/budget.ftl"),
    include_str!("../locales/zh-CN/budget_report.ftl"),
    include_str!("../locales/zh-CN/register.ftl"),
    include_str!("../locales/zh-CN/rules.ftl"),
    include_str!("../locales/zh-CN/scripts.ftl"),
    include_str!("../locales/zh-CN/why.ftl"),
];

/// The messages of English, all files of both. A browser does without, until it wants them and
/// [`take_english`] gets them.
#[cfg(target_arch = "wasm32")]
const ENGLISH: &[&str] = &[];
#[cfg(not(target_arch = "wasm32"))]
const ENGLISH: &[&str] = &[
    include_str!("../locales/en/backup.ftl"),
    include_str!("../locales/en/budget.ftl"),
    include_str!("../locales/en/budget_report.ftl"),
    include_str!("../locales/en/common.ftl"),
    include_str!("../locales/en/company.ftl"),
    include_str!("../locales/en/customers.ftl"),
    include_str!("../locales/en/errors.ftl"),
    include_str!("../locales/en/file.ftl"),
    include_str!("../locales/en/funnel.ftl"),
    include_str!("../locales/en/home.ftl"),
    include_str!("../locales/en/import.ftl"),
    include_str!("../locales/en/insights.ftl"),
    include_str!("../locales/en/quality.ftl"),
    include_str!("../locales/en/merge.ftl"),
    include_str!("../locales/en/register.ftl"),
    include_str!("../locales/en/rules.ftl"),
    include_str!("../locales/en/orders.ftl"),
    include_str!("../locales/en/scripts.ftl"),
    include_str!("../locales/en/settings.ftl"),
    include_str!("../locales/en/tools.ftl"),
    include_str!("../locales/en/why.ftl"),
];

thread_local! {
    /// The languages, each read when it is first spoken.
    static MESSAGES: [OnceCell<Rc<Messages>>; 2] = const { [OnceCell::new(), OnceCell::new()] };
    /// What came with the rest of the app, read when some of it is first said.
    static OF_REST: (Cell<&'static [&'static str]>, OnceCell<Messages>) =
        const { (Cell::new(&[]), OnceCell::new()) };
}

/// The rest of the app is here, with its words of 简体中文.
pub(crate) fn take_rest(words: &'static [&'static str]) {
    OF_REST.with(|(of_rest, _)| of_rest.set(words));
}

/// A message that came with the rest of the app.
fn of_rest(key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
    #[cfg(not(target_arch = "wasm32"))]
    take_rest(CHINESE_OF_REST);
    OF_REST.with(|(words, read)| {
        let words = Some(words.get()).filter(|it| !it.is_empty())?;
        read.get_or_init(|| Messages::of(Language::Chinese, words)).filled(key, args)
    })
}

/// Takes the words of English, the content of their files one after the other, and says whether they
/// are here. Words that lack some of the first screen's are of another build and are not taken.
pub fn take_english(words: String) -> bool {
    let chinese = Tr::new(Language::Chinese).messages;
    let words: &'static str = words.leak();
    let read = Messages::of(Language::English, &[words]);
    let is_whole = chinese.keys().all(|key| read.has(key));
    MESSAGES.with(|[_, english]| {
        if is_whole {
            english.get_or_init(|| Rc::new(read));
        }
        english.get().is_some()
    })
}

/// A language to speak: cheap to clone, equal when the language is, and what goods are counted in.
#[derive(Clone)]
pub struct Tr {
    language: Language,
    messages: Rc<Messages>,
    /// What goods are counted in, where there are some.
    goods: Option<Rc<SumUnit>>,
}

impl Tr {
    /// Speaks this language; Chinese, where the words of English are not here.
    pub fn new(language: Language) -> Self {
        let messages = MESSAGES.with(|[chinese, english]| {
            let read = |language, sources| Rc::new(Messages::of(language, sources));
            let chinese = chinese.get_or_init(|| read(Language::Chinese, CHINESE));
            Rc::clone(match language {
                Language::Chinese => chinese,
                Language::English if ENGLISH.is_empty() => english.get().unwrap_or(chinese),
                Language::English => english.get_or_init(|| read(Language::English, ENGLISH)),
            })
        });
        Self { language, messages, goods: None }
    }

    /// The same, of a company whose goods are counted in this.
    #[must_use]
    pub fn counting(self, goods: Option<&SumUnit>) -> Self {
        Self { goods: goods.cloned().map(Rc::new), ..self }
    }

    /// The language spoken.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The language as a `lang` attribute has it.
    pub fn lang(&self) -> &'static str {
        match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// A message without places to fill.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with its places filled; in Chinese where the words of English are not here. Numbers are grouped and
    /// choose the plural.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.messages.filled(key, args).or_else(|| of_rest(key, args)).unwrap_or_else(|| {
            crate::log::error(format_args!("a message has no words, or too few facts: {key}"));
            key.to_owned()
        })
    }
}

impl Default for Tr {
    fn default() -> Self {
        Self::new(Language::default())
    }
}

impl PartialEq for Tr {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && self.goods == other.goods
    }
}

impl Eq for Tr {}

impl core::fmt::Debug for Tr {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Tr").field(&self.language).finish()
    }
}
