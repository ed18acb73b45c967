//! All words for the reader: [`Tr`] finds them in the Fluent files of `locales/`. Not here: any rule, any markup.
//!
//! A message is named by a literal key at the place that needs it, so that a test can hold the keys
//! in use against both languages. Enums get their words by a match over every variant.

mod errors;
mod file;
mod format;
mod import;
mod names;
mod state;
#[cfg(test)]
mod tests;
mod why;

use core::cell::OnceCell;
use std::rc::Rc;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use jipan_app::view::Language;
use unic_langid::LanguageIdentifier;

/// What fills a place in a message: a number or a text, by `into()`.
pub use fluent_bundle::FluentValue as Arg;

/// The messages of 简体中文, one file a subject.
const CHINESE: &[&str] = &[
    include_str!("../locales/zh-CN/common.ftl"),
    include_str!("../locales/zh-CN/customers.ftl"),
    include_str!("../locales/zh-CN/errors.ftl"),
    include_str!("../locales/zh-CN/file.ftl"),
    include_str!("../locales/zh-CN/home.ftl"),
    include_str!("../locales/zh-CN/import.ftl"),
    include_str!("../locales/zh-CN/settings.ftl"),
    include_str!("../locales/zh-CN/why.ftl"),
];

/// The messages of English, the same files.
const ENGLISH: &[&str] = &[
    include_str!("../locales/en/common.ftl"),
    include_str!("../locales/en/customers.ftl"),
    include_str!("../locales/en/errors.ftl"),
    include_str!("../locales/en/file.ftl"),
    include_str!("../locales/en/home.ftl"),
    include_str!("../locales/en/import.ftl"),
    include_str!("../locales/en/settings.ftl"),
    include_str!("../locales/en/why.ftl"),
];

type Bundle = FluentBundle<FluentResource>;

thread_local! {
    /// The languages, each read when it is first spoken.
    static BUNDLES: [OnceCell<Rc<Bundle>>; 2] = const { [OnceCell::new(), OnceCell::new()] };
}

/// A language to speak: cheap to clone, equal when the language is.
#[derive(Clone)]
pub struct Tr {
    language: Language,
    bundle: Rc<Bundle>,
}

impl Tr {
    /// Speaks this language.
    pub fn new(language: Language) -> Self {
        let bundle = BUNDLES.with(|[chinese, english]| match language {
            Language::Chinese => Rc::clone(chinese.get_or_init(|| bundle_of(language))),
            Language::English => Rc::clone(english.get_or_init(|| bundle_of(language))),
        });
        Self { language, bundle }
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
        self.message(key, None)
    }

    /// A message with its places filled. Numbers are grouped and choose the plural.
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            filled.set(*name, value.clone());
        }
        self.message(key, Some(&filled))
    }

    fn message(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            crate::log::error(format_args!("a message has no words: {key}"));
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut errors).into_owned();
        if !errors.is_empty() {
            crate::log::error(format_args!("a message could not be filled: {key}, {errors:?}"));
        }
        text
    }
}

impl Default for Tr {
    fn default() -> Self {
        Self::new(Language::default())
    }
}

impl PartialEq for Tr {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Eq for Tr {}

impl core::fmt::Debug for Tr {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Tr").field(&self.language).finish()
    }
}

/// Reads the messages of a language. What cannot be read is left out: a test keeps that from happening.
fn bundle_of(language: Language) -> Rc<Bundle> {
    let (locale, sources) = match language {
        Language::Chinese => ("zh-CN", CHINESE),
        Language::English => ("en", ENGLISH),
    };
    let locale: LanguageIdentifier = locale.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![locale]);
    // The marks that keep left-to-right and right-to-left apart would be in every name and every test.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(format::fluent_number));
    for source in sources {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                crate::log::error(format_args!("a file of messages is damaged: {errors:?}"));
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            crate::log::error(format_args!("messages are given twice: {errors:?}"));
        }
    }
    Rc::new(bundle)
}
