//! Versions that must be the same in several places.

use toml::{Table, Value};

use crate::read;

fn text_at<'a>(table: &'a Table, path: &[&str]) -> &'a str {
    let (last, folders) = path.split_last().unwrap();
    let mut at = table;
    for folder in folders {
        at = at.get(*folder).and_then(Value::as_table).unwrap();
    }
    at.get(*last).and_then(Value::as_str).unwrap()
}

#[test]
fn wasm_bindgen_has_one_version_everywhere() {
    let workspace: Table = read("Cargo.toml").parse().unwrap();
    let pinned = text_at(&workspace, &["workspace", "dependencies", "wasm-bindgen"]);
    let version = pinned.strip_prefix('=').expect("an exact version");
    let trunk: Table = read("Trunk.toml").parse().unwrap();
    assert_eq!(text_at(&trunk, &["tools", "wasm_bindgen"]), version);
    assert!(read("xtask/src/tools.rs").contains(&format!("\"{version}\"")));
    assert!(
        read("Cargo.lock").contains(&format!("name = \"wasm-bindgen\"\nversion = \"{version}\""))
    );
}

#[test]
fn wasm_opt_has_one_version_everywhere() {
    let trunk: Table = read("Trunk.toml").parse().unwrap();
    let version =
        text_at(&trunk, &["tools", "wasm_opt"]).strip_prefix("version_").unwrap().to_owned();
    assert!(read("tools/package.json").contains(&format!("\"binaryen\": \"{version}.0.0\"")));
    assert!(
        read("xtask/src/tools.rs").contains(&format!("WASM_OPT_VERSION: &str = \"{version}\""))
    );
}

#[test]
fn the_check_of_the_repository_is_the_command_of_a_person() {
    let script = read(".ci/run");
    let last = script.lines().last().unwrap_or_default();
    assert_eq!(last, "exec cargo xtask test");
}
