//! What style sheets and the page must hold: tokens in one file, every sheet linked once, nothing
//! that the content security policy forbids.

use crate::{assert_none, files_in, read};

const TOKENS: &str = "styles/tokens.css";

fn without_comments(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text + rest
}

/// Declarations of a sheet whose value holds a raw colour: `#abc`, `rgb(…)`, `oklch(…)`.
fn raw_colours(css: &str) -> Vec<String> {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(", "hwb("];
    let css = without_comments(css);
    let declarations = css.split([';', '{', '}']).filter(|part| {
        let value = part.split_once(':').map_or("", |(_, value)| value);
        functions.iter().any(|name| value.contains(name))
            || value.split('#').skip(1).any(starts_with_hex_colour)
    });
    declarations.map(|part| part.trim().to_owned()).collect()
}

fn starts_with_hex_colour(after_hash: &str) -> bool {
    let rest = after_hash.trim_start_matches(|digit: char| digit.is_ascii_hexdigit());
    let n_digits = after_hash.len() - rest.len();
    let is_longer = rest.starts_with(|next: char| next.is_alphanumeric() || "-_".contains(next));
    matches!(n_digits, 3 | 4 | 6 | 8) && !is_longer
}

#[test]
fn only_the_tokens_hold_raw_colours() {
    let mut findings = Vec::new();
    for name in files_in("styles", "css").iter().filter(|name| *name != TOKENS) {
        for line in raw_colours(&read(name)) {
            findings.push(format!("{name}: {line}"));
        }
    }
    assert_none(&findings, "declare it in styles/tokens.css");
}

#[test]
fn the_search_for_raw_colours_finds_them() {
    for raw in [
        "color: #fff;",
        "border: 1px solid #aabbcc;",
        "color: rgb(1 2 3);",
        "a: oklch(55% .2 25);",
        "background: linear-gradient(\n  red,\n  #123456\n);",
    ] {
        assert_eq!(raw_colours(raw).len(), 1, "{raw}");
    }
    for fine in
        ["color: var(--ink);", "a:hover { color: var(--ink); }", "/* #fff */", "fill: url(#arrow);"]
    {
        assert!(raw_colours(fine).is_empty(), "{fine}");
    }
}

#[test]
fn every_custom_property_that_is_used_is_declared() {
    let tokens: String = files_in("styles", "css").iter().map(|name| read(name)).collect();
    let mut findings = Vec::new();
    for name in files_in("styles", "css") {
        let css = without_comments(&read(&name));
        for used in css.split("var(").skip(1) {
            let token: &str = used.split([',', ')']).next().unwrap_or_default().trim();
            if !tokens.contains(&format!("{token}:")) && !used.starts_with(&format!("{token},")) {
                findings.push(format!("{name}: {token}"));
            }
        }
    }
    assert_none(&findings, "used, but declared nowhere");
}

#[test]
fn the_page_links_every_sheet_once_and_the_tokens_first() {
    let page = read("index.html");
    for name in files_in("styles", "css") {
        let n_links = page.matches(&format!("href=\"{name}\"")).count();
        assert_eq!(n_links, 1, "{name} is linked {n_links} times");
    }
    let first = page.split("rel=\"css\" href=\"").nth(1).unwrap_or_default();
    assert!(first.starts_with(TOKENS));
}

#[test]
fn no_sheet_imports_another_or_asks_another_host() {
    for name in files_in("styles", "css") {
        let css = without_comments(&read(&name));
        assert!(!css.contains("@import"), "{name}: Trunk does not follow @import");
        assert!(!css.contains("http:") && !css.contains("https:"), "{name} asks another host");
    }
}

#[test]
fn nothing_in_the_page_is_inline() {
    let page = read("index.html");
    assert!(!page.contains("<style"), "inline style sheet");
    assert!(!page.contains(" style="), "inline style");
    for script in page.split("<script").skip(1) {
        let (tag, rest) = script.split_once('>').unwrap_or_default();
        assert!(tag.contains("src="), "inline script");
        assert!(rest.starts_with("</script>"), "script with a body");
    }
    for handler in [" onclick=", " onload=", " onerror="] {
        assert!(!page.contains(handler), "{handler}");
    }
}

#[test]
fn the_colours_that_only_markup_can_name_equal_the_tokens() {
    let tokens = read(TOKENS);
    let paper = |block: &str| {
        let value = block.split("--paper:").nth(1).unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_owned()
    };
    let light = paper(&tokens);
    let dark = paper(tokens.split("[data-theme=\"dark\"]").nth(1).unwrap_or_default());
    let page = read("index.html");
    let manifest = read("public/manifest.webmanifest");
    assert!(page.contains(&format!("scheme: light)\" content=\"{light}\"")), "{light}");
    assert!(page.contains(&format!("scheme: dark)\" content=\"{dark}\"")), "{dark}");
    assert!(manifest.contains(&format!("\"background_color\": \"{light}\"")), "{light}");
}
