//! The table of crates: who may depend on what. A joint build would hide a breach.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::{assert_none, read};

/// One line of the table. Development dependencies are free.
struct Layer {
    manifest: &'static str,
    own: &'static [&'static str],
    outside: &'static [&'static str],
    /// Allowed on wasm32 only.
    wasm: &'static [&'static str],
}

const LAYERS: [Layer; 9] = [
    Layer {
        manifest: "crates/rules/Cargo.toml",
        own: &[],
        outside: &["chinese-lunisolar-calendar", "chrono", "libm", "serde", "thiserror", "uuid"],
        wasm: &[],
    },
    Layer {
        manifest: "crates/book/Cargo.toml",
        own: &["jipan-rules"],
        outside: &["indexmap", "memchr", "postcard", "serde", "simdutf8", "thiserror"],
        wasm: &[],
    },
    Layer {
        manifest: "crates/sync/Cargo.toml",
        own: &["jipan-rules", "jipan-book"],
        outside: &["postcard", "serde", "serde_json", "thiserror"],
        wasm: &[
            "gloo-timers",
            "js-sys",
            "qrcodegen",
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "web-sys",
        ],
    },
    Layer {
        manifest: "crates/app/Cargo.toml",
        own: &["jipan-rules", "jipan-book", "jipan-sync"],
        outside: &["thiserror"],
        wasm: &[],
    },
    Layer {
        manifest: "crates/sheets/Cargo.toml",
        own: &["jipan-rules", "jipan-book"],
        outside: &["csv", "encoding_rs", "flate2", "quick-xml", "serde", "thiserror"],
        wasm: &["js-sys", "wasm-bindgen", "web-sys"],
    },
    Layer {
        manifest: "crates/store/Cargo.toml",
        own: &["jipan-rules", "jipan-book"],
        outside: &["thiserror"],
        wasm: &["js-sys", "serde-wasm-bindgen", "wasm-bindgen", "wasm-bindgen-futures", "web-sys"],
    },
    Layer {
        manifest: "crates/endpoint/Cargo.toml",
        own: &["jipan-rules", "jipan-book", "jipan-sync", "jipan-sheets"],
        outside: &[
            "anyhow",
            "axum",
            "chrono",
            "clap",
            "flate2",
            "getrandom",
            "rusqlite",
            "rust-embed",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
            "tokio",
            "tower",
            "tower-http",
            "tracing",
            "tracing-subscriber",
            "zstd",
        ],
        wasm: &[],
    },
    Layer {
        manifest: "Cargo.toml",
        own: &["jipan-rules", "jipan-book", "jipan-sync", "jipan-app", "jipan-store"],
        outside: &[
            "chrono",
            "gloo-events",
            "gloo-timers",
            "gloo-utils",
            "js-sys",
            "uuid",
            "wasm-bindgen",
            "wasm-bindgen-futures",
            "wasm_split_helpers",
            "web-sys",
            "yew",
        ],
        wasm: &[],
    },
    Layer {
        manifest: "xtask/Cargo.toml",
        own: &[],
        outside: &["anyhow", "brotli", "flate2", "serde", "sha2", "toml", "wasm_split_cli_support"],
        wasm: &[],
    },
];

fn manifest(name: &str) -> Table {
    read(name).parse().unwrap()
}

fn table<'a>(of: &'a Table, name: &str) -> Option<&'a Table> {
    of.get(name).and_then(Value::as_table)
}

/// Normal and build dependencies by name, and whether they are for wasm32 only.
fn dependencies(manifest: &Table) -> BTreeMap<String, bool> {
    let mut found = BTreeMap::new();
    let mut take = |of: &Table, is_wasm_only: bool| {
        for kind in ["dependencies", "build-dependencies"] {
            for name in table(of, kind).into_iter().flat_map(Table::keys) {
                let known = found.entry(name.clone()).or_insert(is_wasm_only);
                *known = *known && is_wasm_only;
            }
        }
    };
    take(manifest, false);
    for (target, of) in table(manifest, "target").into_iter().flatten() {
        let is_wasm_only = target == "cfg(target_arch = \"wasm32\")";
        take(of.as_table().unwrap(), is_wasm_only);
    }
    found
}

#[test]
fn every_crate_depends_only_on_what_the_table_allows() {
    let mut findings = Vec::new();
    for Layer { manifest: name, own, outside, wasm } in LAYERS {
        for (dependency, is_wasm_only) in dependencies(&manifest(name)) {
            let it = dependency.as_str();
            let is_allowed =
                own.contains(&it) || outside.contains(&it) || (is_wasm_only && wasm.contains(&it));
            if !is_allowed {
                findings.push(format!("{name} must not depend on {it}"));
            }
        }
    }
    assert_none(&findings, "adding a well-kept crate means a line here and in docs/decisions");
}

#[test]
fn every_crate_of_the_workspace_is_in_the_table() {
    let mut present = crate::files_in("crates", "toml");
    present.retain(|name| name.ends_with("/Cargo.toml"));
    let missing: Vec<String> = present
        .into_iter()
        .filter(|name| !LAYERS.iter().any(|layer| layer.manifest == name))
        .collect();
    assert_none(&missing, "not in the table of crates");
}

#[test]
fn every_crate_takes_lints_and_versions_from_the_workspace() {
    let mut findings = Vec::new();
    for Layer { manifest: name, .. } in LAYERS {
        let manifest = manifest(name);
        let lints = table(&manifest, "lints").and_then(|it| it.get("workspace"));
        if lints.and_then(Value::as_bool) != Some(true) {
            findings.push(format!("{name} does not inherit the lints"));
        }
        for (dependency, value) in table(&manifest, "dependencies").into_iter().flatten() {
            let inherits = value.as_table().and_then(|it| it.get("workspace"));
            if inherits.and_then(Value::as_bool) != Some(true) {
                findings.push(format!("{name} pins {dependency} by itself"));
            }
        }
    }
    assert_none(&findings, "the workspace says it once");
}

#[test]
fn the_rules_have_neither_a_clock_nor_a_source_of_chance() {
    let workspace = manifest("Cargo.toml");
    let shared = table(table(&workspace, "workspace").unwrap(), "dependencies").unwrap();
    for (name, banned) in [("chrono", ["clock", "wasmbind"]), ("uuid", ["v4", "v7"])] {
        let it = shared.get(name).and_then(Value::as_table).unwrap();
        assert_eq!(it.get("default-features").and_then(Value::as_bool), Some(false), "{name}");
        let features = it.get("features").and_then(Value::as_array).unwrap();
        assert!(
            !features.iter().filter_map(Value::as_str).any(|it| banned.contains(&it)),
            "{name}"
        );
    }
    for layer in &LAYERS[..4] {
        let text = read(layer.manifest);
        for word in ["\"clock\"", "\"wasmbind\"", "\"v4\"", "\"v7\"", "\"js\""] {
            let normal = text.split("[dev-dependencies]").next().unwrap_or_default();
            assert!(!normal.contains(word), "{} switches on {word}", layer.manifest);
        }
    }
}
