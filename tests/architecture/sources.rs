//! What Rust files must hold and must not name.

use crate::{assert_none, product_code, read, rust_files};

/// A file longer than this holds more than one thing.
const LINES_MAX: usize = 400;

/// Longer files that are one thing all the same, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[
    ("crates/app/src/event.rs", "one flat list of all events (decision 8)"),
    ("crates/book/src/book/apply.rs", "each write beside the way to take it out again"),
    ("crates/sync/src/wire/ops/shape.rs", "each write beside the way to read it again"),
];

/// What screens, components and hooks leave to the shell.
const SHELL_ONLY: [&str; 8] = [
    "crate::shell",
    "web_sys::window",
    "gloo",
    "spawn_local",
    "js_sys",
    "jipan_store",
    "Date::now",
    "Utc::now",
];

fn is_screen(name: &str) -> bool {
    ["src/screens", "src/components"].iter().any(|folder| name.starts_with(folder))
}

#[test]
fn screens_and_components_never_name_the_shell() {
    let mut findings = Vec::new();
    for name in rust_files().iter().filter(|name| is_screen(name)) {
        let code = product_code(&read(name));
        for word in SHELL_ONLY {
            if code.contains(word) {
                findings.push(format!("{name} names {word}"));
            }
        }
    }
    assert_none(&findings, "a screen is a pure function of its props");
}

#[test]
fn no_element_carries_a_style_attribute() {
    let mut findings = Vec::new();
    for name in rust_files().iter().filter(|name| name.starts_with("src/")) {
        for (idx, line) in read(name).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            // `~style={…}` sets the property and is allowed by the content security policy.
            let attribute = code.replace("~style=", "");
            if attribute.contains(" style=") || attribute.trim_start().starts_with("style=") {
                findings.push(format!("{name}:{}", idx + 1));
            }
        }
    }
    assert_none(&findings, "style= is blocked by the content security policy and fails silently");
}

#[test]
fn every_module_says_what_it_holds() {
    let findings: Vec<String> = rust_files()
        .into_iter()
        .filter(|name| !read(name).trim_start().starts_with("//!"))
        .collect();
    assert_none(&findings, "no `//!` at the top");
}

#[test]
fn no_file_is_longer_than_its_limit() {
    let findings: Vec<String> = rust_files()
        .into_iter()
        .filter(|name| !LONG_FILES.iter().any(|(long, _)| long == name))
        .filter_map(|name| {
            let n_lines = read(&name).lines().count();
            (n_lines > LINES_MAX).then(|| format!("{name}: {n_lines} lines"))
        })
        .collect();
    assert_none(&findings, "split it, or list it with its reason");
}

#[test]
fn every_listed_exception_is_still_needed() {
    for (name, reason) in LONG_FILES {
        assert!(!reason.is_empty(), "{name}");
        assert!(read(name).lines().count() > LINES_MAX, "{name} is short enough now");
    }
}

#[test]
fn the_pure_crates_do_no_input_and_output_and_know_no_time() {
    let pure = ["crates/rules/src", "crates/book/src", "crates/sync/src", "crates/app/src"];
    let banned = [
        "std::fs",
        "std::net",
        "std::env",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "now_v7",
        "new_v4",
        "async fn",
        "web_sys",
        "wasm_bindgen",
        "yew::",
    ];
    let mut findings = Vec::new();
    // A worker is the thin part of a pure crate that a browser runs.
    let is_pure =
        |name: &&String| pure.iter().any(|it| name.starts_with(it)) && !name.contains("/src/bin/");
    for name in rust_files().iter().filter(is_pure) {
        let code = product_code(&read(name));
        for word in banned {
            if code.contains(word) {
                findings.push(format!("{name} names {word}"));
            }
        }
    }
    assert_none(&findings, "clock, chance and the outside are arguments");
}

#[test]
fn no_test_is_ignored() {
    let findings: Vec<String> = rust_files()
        .into_iter()
        .filter(|name| !name.starts_with("tests/architecture"))
        .filter(|name| read(name).contains("#[ignore"))
        .collect();
    assert_none(&findings, "a test runs or goes");
}
