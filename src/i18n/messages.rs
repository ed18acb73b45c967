//! The messages of a language, read from its Fluent files. Not here: which messages there are, how
//! a number is written.
//!
//! Of Fluent this reads what the files use: `key = text`, places such as `{ $name }`, quoted
//! spaces such as `{" "}`, and choices `{ $name -> [0] … [one] … *[other] … }` with a variant
//! a line. A test holds every message against the reader of `fluent-bundle`. Beyond it, a decimal
//! that is written as `1` is one, so that `1 case` stands beside `0.24 cases`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jipan_app::view::Language;
use jipan_book::sorting::gathered;

use super::format::grouped;

/// Ends a choice: nothing else may stand at the start of a line of a message.
const CHOICE_END: &str = "\n}";

/// What fills a place in a message: a number or a text, by `into()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// A whole number: grouped, and it chooses the plural.
    Number(i64),
    /// Words, as they are.
    Text(Cow<'a, str>),
}

impl Arg<'_> {
    fn text(&self) -> String {
        match self {
            Self::Number(number) => grouped(&number.to_string()),
            Self::Text(text) => text.clone().into_owned(),
        }
    }

    /// True if a variant with this name is for the argument.
    fn is_called(&self, variant: &str, language: Language) -> bool {
        let is_one = match self {
            Self::Number(number) => matches!(number, 1 | -1),
            Self::Text(text) => text == "1",
        };
        match self {
            _ if variant == "one" => is_one && language == Language::English,
            Self::Number(number) => variant.parse() == Ok(*number),
            Self::Text(text) => text == variant,
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

numbers!(u8 u16 u32 u64 usize i32 i64);

/// All messages of a language by key, as their files have them.
#[derive(Debug)]
pub(super) struct Messages {
    language: Language,
    by_key: BTreeMap<&'static str, &'static str>,
}

impl Messages {
    /// Reads these files.
    pub(super) fn of(language: Language, sources: &[&'static str]) -> Self {
        let by_key = gathered(sources.iter().flat_map(|source| entries(source)));
        Self { language, by_key }
    }

    /// A message with its places filled; `None` if it does not exist or names something that is not
    /// among `args`.
    pub(super) fn filled(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let mut text = String::new();
        self.fill(&mut text, self.by_key.get(key)?, args)?;
        Some(text)
    }

    fn fill(&self, text: &mut String, pattern: &str, args: &[(&str, Arg<'_>)]) -> Option<()> {
        let arg = |name: &str| args.iter().find(|(it, _)| *it == name).map(|(_, value)| value);
        let mut rest = pattern;
        while let Some((before, place)) = rest.split_once('{') {
            text.push_str(before);
            if let Some((name, choice)) = choice(place) {
                let (variants, after) = choice.split_once(CHOICE_END)?;
                self.fill(text, variant(variants, arg(name)?, self.language)?, args)?;
                rest = after;
                continue;
            }
            let (place, after) = place.split_once('}')?;
            match place.trim_ascii().strip_prefix('$') {
                Some(name) => text.push_str(&arg(name)?.text()),
                None => text.push_str(place.strip_prefix('"')?.strip_suffix('"')?),
            }
            rest = after;
        }
        text.push_str(rest);
        Some(())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.by_key.keys().copied()
    }
}

/// Key and pattern of each message of a file.
fn entries(source: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut rest = source;
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            let message = rest.split_once(" = ").filter(|_| !line.starts_with('#'));
            let Some((key, pattern)) = message.filter(|_| line.contains(" = ")) else {
                rest = after;
                continue;
            };
            let (mut n_read, mut tail) = (0, pattern);
            loop {
                let (line, after) = tail.split_once('\n').unwrap_or((tail, ""));
                if !line.ends_with("->") {
                    rest = after;
                    return Some((key, pattern.get(..n_read + line.len())?));
                }
                // The variants of a choice, and what follows it on the line that ends it.
                let n_choice = tail.find(CHOICE_END)? + CHOICE_END.len();
                n_read += n_choice;
                tail = tail.get(n_choice..)?;
            }
        }
        None
    })
}

/// What a place chooses by, if it does, and what follows that.
fn choice(place: &str) -> Option<(&str, &str)> {
    let (name, rest) = place.strip_prefix(" $")?.split_once(' ')?;
    Some((name, rest.strip_prefix("->")?))
}

/// The variant for `arg`: the one with its name, otherwise the one with a star.
fn variant<'a>(lines: &'a str, arg: &Arg<'_>, language: Language) -> Option<&'a str> {
    let variants = lines.lines().filter_map(|line| {
        let line = line.trim_ascii_start();
        let (is_default, line) = line.strip_prefix('*').map_or((false, line), |line| (true, line));
        let (name, text) = line.strip_prefix('[')?.split_once("] ")?;
        Some((is_default, name, text))
    });
    let by_name = variants.clone().find(|(_, name, _)| arg.is_called(name, language));
    let by_star = || variants.clone().find(|(is_default, ..)| *is_default);
    by_name.or_else(by_star).map(|(.., text)| text)
}
