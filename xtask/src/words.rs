//! The words of English as one file of the site. The wasm holds those of Chinese only. Not here: what
//! they say, which of them there must be.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::files::{has_extension, walk};
use crate::process::root;

/// Where the app fetches them.
pub(crate) const ENGLISH_URL: &str = "/en.ftl";

/// Joins the files of English into one.
pub(crate) fn join(site: &Path) -> Result<()> {
    let folder = root().join("locales/en");
    let mut joined = String::new();
    for file in walk(&folder)?.into_iter().filter(|it| has_extension(it, &["ftl"])) {
        let words = fs::read_to_string(&file);
        joined.push_str(&without_comments(&words.with_context(|| file.display().to_string())?));
    }
    ensure!(!joined.is_empty(), "locales/en holds no words");
    fs::write(site.join(ENGLISH_URL.trim_start_matches('/')), joined)?;
    Ok(())
}

/// The lines that are read, each ended.
fn without_comments(words: &str) -> String {
    let lines = words.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn messages_stay_as_they_are() {
        let words =
            "### All\n\n# Of one\na = b # c\nn = { $n ->\n    [0] none\n   *[other] # { $n }\n}";
        assert_eq!(
            without_comments(words),
            "a = b # c\nn = { $n ->\n    [0] none\n   *[other] # { $n }\n}\n"
        );
    }
}
