//! One stylesheet for the site. Holds how the sheets of the page become one, without what only people
//! read. Not here: what stands in them.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use crate::precache::hex;

/// Digits of the hash in the name, as many as Trunk gives its files.
const N_NAME_DIGITS: usize = 16;

/// The sheet of the rest of the app. Whoever fetches the rest names it.
const REST_NAME: &str = "rest.css";
/// Sheets of what only the rest draws.
const OF_REST: [&str; 12] = [
    "timeline",
    "difference",
    "contacts",
    "merge",
    "orders",
    "quality",
    "insights",
    "settings",
    "backup",
    "funnel",
    "register",
    "budget",
];
/// Sheets that must come after all others, so that both have them.
const LAST: [&str; 2] = ["narrow", "print"];

/// Joins the sheets of the page in their order into one, and those of the rest of the app into another: they
/// compress to half when they are one, and one request brings them.
pub(crate) fn join(site: &Path) -> Result<()> {
    let page_file = site.join("index.html");
    let page = fs::read_to_string(&page_file).context("dist/index.html is missing")?;
    let links = links_of(&page);
    ensure!(!links.is_empty(), "dist/index.html names no stylesheet");
    let (mut joined, mut of_rest) = (String::new(), String::new());
    for (_, name) in &links {
        let file = site.join(name);
        let sheet = fs::read_to_string(&file).with_context(|| format!("cannot read {name}"))?;
        let (sheet, stem) = (minified(&sheet), stem_of(name));
        let is_of_rest = OF_REST.contains(&stem);
        if !is_of_rest {
            joined.push_str(&sheet);
        }
        if is_of_rest || LAST.contains(&stem) {
            of_rest.push_str(&sheet);
        }
        fs::remove_file(&file).with_context(|| format!("cannot remove {name}"))?;
    }
    fs::write(site.join(REST_NAME), of_rest)?;
    let hash: String =
        hex(&Sha256::digest(joined.as_bytes())).chars().take(N_NAME_DIGITS).collect();
    let name = format!("styles-{hash}.css");
    fs::write(site.join(&name), joined)?;
    let mut page_joined = page.clone();
    for (idx, (link, _)) in links.iter().enumerate() {
        let one = format!("<link rel=\"stylesheet\" href=\"/{name}\">");
        page_joined = page_joined.replacen(link, if idx == 0 { &one } else { "" }, 1);
    }
    fs::write(&page_file, page_joined)?;
    Ok(())
}

/// The name of a sheet without the hash that Trunk gave it.
fn stem_of(name: &str) -> &str {
    name.rsplit_once('-').map_or(name, |(stem, _)| stem)
}

/// The links to sheets in a page, in their order, each with the name of its file.
fn links_of(page: &str) -> Vec<(&str, &str)> {
    let starts = page.match_indices("<link rel=\"stylesheet\"").map(|(start, _)| start);
    starts
        .filter_map(|start| {
            let link = page.get(start..)?.split_inclusive('>').next()?;
            let (_, rest) = link.split_once("href=\"/")?;
            Some((link, rest.split_once('"')?.0))
        })
        .collect()
}

/// A sheet without its comments and without the blanks that mean nothing. Texts in quotes stay.
fn minified(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if next == '"' {
            let end = rest.get(1..).and_then(|it| it.find('"')).map_or(rest.len(), |at| at + 2);
            let (text, after) = rest.split_at(end);
            out.push_str(text);
            rest = after;
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            let is_needless = out.is_empty() || out.ends_with(['{', '}', ';', ',', ':', '>', ' ']);
            if !is_needless && !rest.starts_with(['{', '}', ';', ',', '>']) {
                out.push(' ');
            }
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or("");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_keeps_its_meaning_and_loses_the_rest() {
        let sheet = "/* Why. */\n.a > .b :is(.c, .d)::before {\n  content: \"· { \"; /* x */\n  margin: 0 calc(1px + 2px);\n}\n\
                     @media (max-width: 40rem) and (hover: hover) { .a { color: red } }\n";
        assert_eq!(
            minified(sheet),
            ".a>.b :is(.c,.d)::before{content:\"· { \";margin:0 calc(1px + 2px)}\
             @media (max-width:40rem) and (hover:hover){.a{color:red}}"
        );
    }

    #[test]
    fn the_links_of_a_page_are_found_in_their_order() {
        let page = "<link rel=\"icon\" href=\"/i.svg\"><link rel=\"stylesheet\" href=\"/b-1.css\" integrity=\"x\"/>\
                    <link rel=\"stylesheet\" href=\"/a-2.css\">";
        let names: Vec<_> = links_of(page).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["b-1.css", "a-2.css"]);
    }

    #[test]
    fn the_page_and_the_rest_have_their_own_sheets_and_both_what_comes_last() {
        let site = std::env::temp_dir().join(format!("jipan-styles-{}", std::process::id()));
        fs::create_dir_all(&site).unwrap();
        let names = ["list-1.css", "budget-2.css", "empty-state-3.css", "print-4.css"];
        let link = |name: &&str| format!("<link rel=\"stylesheet\" href=\"/{name}\">");
        fs::write(site.join("index.html"), names.iter().map(link).collect::<String>()).unwrap();
        for name in names {
            fs::write(site.join(name), format!(".{} {{ color: red }}", stem_of(name))).unwrap();
        }
        join(&site).unwrap();
        let page = fs::read_to_string(site.join("index.html")).unwrap();
        let links = links_of(&page);
        assert_eq!(links.len(), 1, "one sheet for the page");
        let first = fs::read_to_string(site.join(links[0].1)).unwrap();
        assert_eq!(first, ".list{color:red}.empty-state{color:red}.print{color:red}");
        let rest = fs::read_to_string(site.join(REST_NAME)).unwrap();
        assert_eq!(rest, ".budget{color:red}.print{color:red}");
        fs::remove_dir_all(&site).unwrap();
    }
}
