//! `cargo xtask fuzz`: the readers of bytes from outside, fed with bytes that nobody would think of.
//! What a run finds new goes to `target/fuzz`, what breaks to `fuzz/artifacts`; the small corpus in
//! `fuzz/corpus` is only read.

use std::fs;

use anyhow::{Context as _, Result, ensure};

use crate::process::{command, root, run as run_command};
use crate::tools;

/// A target runs so long when no other time is asked for.
const SECONDS: u32 = 60;

/// Runs one target, or all of them one after another, each for so many seconds.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut wanted = None;
    let mut seconds = SECONDS;
    for argument in arguments {
        match argument.parse() {
            Ok(number) => seconds = number,
            Err(_) => wanted = Some(argument.as_str()),
        }
    }
    let targets = targets()?;
    if let Some(name) = wanted {
        ensure!(
            targets.iter().any(|target| target == name),
            "there is no target `{name}`: {}",
            targets.join(", ")
        );
    }
    tools::set_up_for_fuzz()?;
    for target in targets.iter().filter(|target| wanted.is_none_or(|name| name == *target)) {
        println!("\n=== {target}: {seconds} s");
        run_target(target, seconds)?;
    }
    Ok(())
}

/// The names of the files that are targets.
fn targets() -> Result<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "rs") {
            names.extend(path.file_stem().map(|it| it.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names)
}

fn run_target(target: &str, seconds: u32) -> Result<()> {
    let new = format!("target/fuzz/{target}");
    fs::create_dir_all(root().join(&new)).with_context(|| format!("cannot make {new}"))?;
    let corpus = format!("fuzz/corpus/{target}");
    let time = format!("-max_total_time={seconds}");
    let mut fuzz =
        command("cargo-fuzz", &["fuzz", "run", "--sanitizer", "none", target, &new, &corpus]);
    fuzz.args(["--", &time, "-timeout=20"]);
    let dictionary = format!("fuzz/{target}.dict");
    if root().join(&dictionary).exists() {
        fuzz.arg(format!("-dict={dictionary}"));
    }
    // The stable toolchain has all that is needed, behind this door.
    fuzz.env("RUSTC_BOOTSTRAP", "1");
    run_command(fuzz)
        .with_context(|| format!("{target} found something: see fuzz/artifacts/{target}"))
}
