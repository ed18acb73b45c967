//! The list of files in the service worker. Holds which file is needed when. Not here: compression.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use crate::files::{has_extension, url_of, walk};
use crate::words;

/// Digits of the build's name; enough to tell builds apart on one device.
const N_BUILD_DIGITS: usize = 16;

/// A file of the site and the hash of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    url: String,
    sha256: String,
}

/// Writes the files of `site` into its `sw.js`, and gives the name of the build.
pub(crate) fn fill(site: &Path) -> Result<String> {
    let mut first = Vec::new();
    let mut later = Vec::new();
    for file in walk(site)? {
        let url = url_of(site, &file);
        if url == "/sw.js" || has_extension(&file, &["br", "gz"]) {
            continue;
        }
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let entry = Entry { sha256: hex(&Sha256::digest(&bytes)), url };
        if is_first_route(&entry.url) { first.push(entry) } else { later.push(entry) }
    }
    let worker_file = site.join("sw.js");
    let worker = fs::read_to_string(&worker_file).context("dist/sw.js is missing")?;
    let (worker, build) = with_files(&worker, &first, &later)?;
    fs::write(&worker_file, worker)?;
    Ok(build)
}

/// True for what the first route needs. The rest of the app, the workers, the table of readings, the words of a
/// language that must be chosen, and what only an installation, a backup or a fault asks for come
/// afterwards.
pub(crate) fn is_first_route(url: &str) -> bool {
    let is_later =
        ["/sheets-worker", "/sync-worker", "/icons/"].iter().any(|it| url.starts_with(it));
    let is_rest = url.starts_with("/jipan-shell-") && url.contains("_rest.");
    !(is_later
        || is_rest
        || ["/panic.js", "/backup.js", "/readings.bin", "/rest.css", words::ENGLISH_URL]
            .contains(&url))
}

fn with_files(worker: &str, first: &[Entry], later: &[Entry]) -> Result<(String, String)> {
    let names = lines(first.iter().chain(later), |it| format!("{} {}\n", it.url, it.sha256));
    // The worker's own text counts, too: a worker that changed is a new build.
    let build = hex(&Sha256::digest(format!("{names}{worker}").as_bytes()));
    let build: String = build.chars().take(N_BUILD_DIGITS).collect();
    let mut filled = worker.to_owned();
    for (before, after) in [
        ("const BUILD = \"dev\";", format!("const BUILD = \"{build}\";")),
        ("const FIRST = [];", format!("const FIRST = {};", list(first))),
        ("const LATER = [];", format!("const LATER = {};", list(later))),
    ] {
        ensure!(filled.matches(before).count() == 1, "sw.js must hold `{before}` once");
        filled = filled.replace(before, &after);
    }
    Ok((filled, build))
}

fn list(entries: &[Entry]) -> String {
    let lines = lines(entries, |it| format!("  [{:?}, {:?}],\n", it.url, it.sha256));
    format!("[\n{lines}]")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    lines(bytes, |byte| format!("{byte:02x}"))
}

fn lines<T>(of: impl IntoIterator<Item = T>, print: impl Fn(T) -> String) -> String {
    of.into_iter().fold(String::new(), |text, it| text + &print(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str =
        "const BUILD = \"dev\";\nconst FIRST = []; // a\nconst LATER = []; // b\n";

    fn entry(url: &str, sha256: &str) -> Entry {
        Entry { url: url.to_owned(), sha256: sha256.to_owned() }
    }

    #[test]
    fn every_file_is_listed_with_its_hash() {
        let (worker, build) =
            with_files(TEMPLATE, &[entry("/a.js", "00")], &[entry("/b.js", "11")]).unwrap();
        assert!(worker.contains("const FIRST = [\n  [\"/a.js\", \"00\"],\n]; // a"), "{worker}");
        assert!(worker.contains("const LATER = [\n  [\"/b.js\", \"11\"],\n]; // b"), "{worker}");
        assert!(worker.contains(&format!("const BUILD = \"{build}\";")), "{worker}");
    }

    #[test]
    fn another_content_is_another_build() {
        let build = |hash| with_files(TEMPLATE, &[entry("/a.js", hash)], &[]).unwrap().1;
        assert_eq!(build("00"), build("00"));
        assert_ne!(build("00"), build("01"));
    }

    #[test]
    fn a_worker_that_was_filled_already_is_refused() {
        let (worker, _) = with_files(TEMPLATE, &[entry("/a.js", "00")], &[]).unwrap();
        assert!(with_files(&worker, &[], &[]).is_err());
    }

    #[test]
    fn the_template_in_public_can_be_filled() {
        let template = fs::read_to_string(crate::process::root().join("public/sw.js")).unwrap();
        assert!(with_files(&template, &[], &[]).is_ok());
    }
}
