//! `cargo xtask mutants`: breaks a copy of the tree on purpose, one listed break at a time, and
//! demands that the named test turns red. The list is mutants.toml; the tree itself is never touched.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use crate::process::{Watched, capture, command, output_of, root};
use crate::test::set_browser;
use crate::tools;

/// The file that lists the breaks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    mutant: Vec<Mutant>,
}

/// One break and the test that must see it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutant {
    name: String,
    file: String,
    find: String,
    replace: String,
    test_command: String,
    test_name: String,
}

/// What a break led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The named test failed: as it should be.
    Red,
    /// Every test stayed green: nothing proves this line.
    Green,
    /// Something failed, but not the named test.
    OtherRed,
    /// The break does not compile, so it proves nothing.
    NotCompiled,
}

/// Runs the breaks named in `wanted`, or all.
pub(crate) fn run(wanted: &[String]) -> Result<()> {
    let list =
        fs::read_to_string(root().join("mutants.toml")).context("mutants.toml is missing")?;
    let list: List = toml::from_str(&list)?;
    for name in wanted {
        ensure!(list.mutant.iter().any(|it| it.name == *name), "there is no mutant `{name}`");
    }
    let mutants: Vec<&Mutant> =
        list.mutant.iter().filter(|it| wanted.is_empty() || wanted.contains(&it.name)).collect();
    tools::set_up_for_tests()?;
    let tree = root().join("target/mutants/tree");
    copy_tree(&tree)?;
    check_baseline(&tree, &mutants)?;
    let mut verdicts = Vec::new();
    for mutant in mutants {
        println!("mutant: {}", mutant.name);
        let verdict =
            try_one(&tree, mutant).with_context(|| format!("mutant `{}`", mutant.name))?;
        println!("  {}", words(verdict));
        verdicts.push((mutant, verdict));
    }
    report(&verdicts)
}

/// A red test proves something only if it is green without the break.
fn check_baseline(tree: &Path, mutants: &[&Mutant]) -> Result<()> {
    let commands: BTreeSet<&str> = mutants.iter().map(|it| it.test_command.as_str()).collect();
    for test_command in commands {
        println!("unbroken: {test_command}");
        let watched = test(tree, test_command)?;
        if !watched.is_success {
            print_end(&watched);
            bail!("`{test_command}` is red without any break");
        }
    }
    Ok(())
}

fn try_one(tree: &Path, mutant: &Mutant) -> Result<Verdict> {
    let file = tree.join(&mutant.file);
    let before =
        fs::read_to_string(&file).with_context(|| format!("cannot read {}", mutant.file))?;
    let after = broken(&before, mutant)?;
    fs::write(&file, after)?;
    let watched = test(tree, &mutant.test_command);
    fs::write(&file, before).with_context(|| format!("cannot restore {}", file.display()))?;
    let watched = watched?;
    let verdict = judge(&watched, &mutant.test_name);
    if verdict != Verdict::Red {
        print_end(&watched);
    }
    Ok(verdict)
}

fn broken(before: &str, mutant: &Mutant) -> Result<String> {
    let n_found = before.matches(&mutant.find).count();
    ensure!(n_found == 1, "`find` occurs {n_found} times in {}, not once", mutant.file);
    ensure!(mutant.find != mutant.replace, "`replace` changes nothing");
    Ok(before.replace(&mutant.find, &mutant.replace))
}

fn judge(watched: &Watched, test_name: &str) -> Verdict {
    if watched.is_success {
        return Verdict::Green;
    }
    if watched.lines.iter().any(|line| line.starts_with("error: could not compile")) {
        return Verdict::NotCompiled;
    }
    if watched.lines.iter().any(|line| names_failure(line, test_name)) {
        return Verdict::Red;
    }
    Verdict::OtherRed
}

/// True for the line by which cargo test, nextest, wasm-bindgen-test or Playwright says it failed.
fn names_failure(line: &str, test_name: &str) -> bool {
    let line = line.trim_start();
    let is_failure = line.starts_with("FAIL")
        || line.starts_with("TIMEOUT")
        || line.ends_with("... FAILED")
        || line.ends_with("... FAIL")
        || line.starts_with(['✘', '✗', 'x']);
    is_failure && line.contains(test_name)
}

fn test(tree: &Path, test_command: &str) -> Result<Watched> {
    let mut test = command("bash", &["-c", test_command]);
    test.current_dir(tree).env("CARGO_TARGET_DIR", root().join("target/mutants/target"));
    test.env("INSTA_UPDATE", "no").env("PROPTEST_FAILURE_PERSISTENCE", "off");
    set_browser(&mut test);
    capture(test)
}

/// Brings the copy up to date. A file that did not change keeps its time, so cargo builds little.
fn copy_tree(tree: &Path) -> Result<()> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let files = output_of(command("git", &list)).context("git could not list the files")?;
    let wanted: BTreeSet<&str> = files.split('\0').filter(|name| !name.is_empty()).collect();
    for name in &wanted {
        let (from, to) = (root().join(name), tree.join(name));
        let Ok(bytes) = fs::read(&from) else { continue };
        if fs::read(&to).is_ok_and(|present| present == bytes) {
            continue;
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
        fs::set_permissions(&to, fs::metadata(&from)?.permissions())?;
    }
    remove_others(tree, &wanted)
}

/// A file that was deleted or renamed must not live on in the copy.
fn remove_others(tree: &Path, wanted: &BTreeSet<&str>) -> Result<()> {
    for folder in ["src", "crates", "styles", "locales", "public", "tests"] {
        let folder = tree.join(folder);
        let files = if folder.is_dir() { crate::files::walk(&folder)? } else { Vec::new() };
        for file in files {
            let name = file.strip_prefix(tree).unwrap_or(&file).to_string_lossy().into_owned();
            if !wanted.contains(name.as_str()) && !name.contains("node_modules") {
                fs::remove_file(&file)?;
            }
        }
    }
    Ok(())
}

fn print_end(watched: &Watched) {
    const N_LINES: usize = 40;
    for line in watched.lines.iter().skip(watched.lines.len().saturating_sub(N_LINES)) {
        println!("    {line}");
    }
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Red => "red, as it should be",
        Verdict::Green => "STAYED GREEN",
        Verdict::OtherRed => "RED ELSEWHERE",
        Verdict::NotCompiled => "DOES NOT COMPILE",
    }
}

fn report(verdicts: &[(&Mutant, Verdict)]) -> Result<()> {
    println!();
    for (mutant, verdict) in verdicts {
        println!("{:<22} {} ({})", words(*verdict), mutant.name, mutant.test_name);
    }
    let n_red = verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Red).count();
    let n_missed = verdicts.len() - n_red;
    println!("{n_red} passed, {n_missed} failed");
    ensure!(n_missed == 0, "{n_missed} breaks were not seen");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(is_success: bool, lines: &[&str]) -> Watched {
        Watched { is_success, lines: lines.iter().map(|line| (*line).to_owned()).collect() }
    }

    #[test]
    fn a_break_counts_as_seen_only_when_the_named_test_fails() {
        let judged =
            |is_success, lines: &[&str]| judge(&ended(is_success, lines), "no_edit_is_lost");
        assert_eq!(judged(true, &["test no_edit_is_lost ... ok"]), Verdict::Green);
        assert_eq!(judged(false, &["test log::no_edit_is_lost ... FAILED"]), Verdict::Red);
        assert_eq!(
            judged(false, &["        FAIL [   0.004s] jipan-store log::no_edit_is_lost"]),
            Verdict::Red
        );
        assert_eq!(
            judged(false, &["test another ... FAILED", "test no_edit_is_lost ... ok"]),
            Verdict::OtherRed
        );
        assert_eq!(
            judged(false, &["error: could not compile `jipan-store`"]),
            Verdict::NotCompiled
        );
    }

    #[test]
    fn each_break_of_the_list_fits_the_tree_of_today_once() {
        let list = fs::read_to_string(root().join("mutants.toml")).unwrap();
        let list: List = toml::from_str(&list).unwrap();
        for mutant in &list.mutant {
            let before = fs::read_to_string(root().join(&mutant.file)).unwrap();
            broken(&before, mutant).unwrap_or_else(|error| panic!("{}: {error}", mutant.name));
        }
    }

    #[test]
    fn a_break_that_fits_nowhere_or_twice_is_refused() {
        let mutant = Mutant {
            name: String::new(),
            file: String::new(),
            find: "strict".to_owned(),
            replace: "relaxed".to_owned(),
            test_command: String::new(),
            test_name: String::new(),
        };
        assert_eq!(broken("a strict b", &mutant).unwrap(), "a relaxed b");
        assert!(broken("nothing", &mutant).is_err());
        assert!(broken("strict strict", &mutant).is_err());
    }
}
