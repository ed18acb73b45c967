//! `cargo xtask test`: everything that proves the product, in order of cost. Holds the list of steps.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::dist;
use crate::lint::{CLIPPY, FORMAT, PURE_CRATES, clippy_wasm};
use crate::process::{cargo, command, root, run as run_command};
use crate::steps::Steps;
use crate::tools::{self, JOURNEY_BROWSER, path_of};

/// Where the journeys lie.
pub(crate) const JOURNEYS: &str = "tests/e2e";

/// Runs all steps, or those named. A red step does not keep the others from running. What the journeys need is
/// made beside the tests that need none of it: it is compiled for another target or profile, hence elsewhere.
pub(crate) fn run(wanted: &[String]) -> Result<()> {
    let mut steps = Steps::new(wanted);
    tools::wasm_target()?;
    let beside = steps.beside(&["setup", "dist"])?;
    if beside.is_none() && !steps.check("setup", tools::set_up_for_tests) {
        return steps.end();
    }
    steps.check("format", || run_command(cargo(&FORMAT)));
    steps.check("clippy", || run_command(cargo(&CLIPPY)));
    steps.check("clippy-wasm", || run_command(cargo(&clippy_wasm())));
    steps.check("alone", each_alone);
    steps.tests("native", || Ok(native_tests()));
    steps.tests("doc", || Ok(cargo(&["test", "--workspace", "--doc"])));
    let is_built = match beside {
        Some(beside) => steps.join(beside),
        None => steps.check("dist", || dist::site().map(drop)),
    };
    steps.tests("store", || Ok(store_tests()));
    if is_built {
        steps.tests("e2e", || journey_command(&[]));
    }
    steps.end()
}

/// Builds the app and runs the journeys alone.
pub(crate) fn journeys(arguments: &[String]) -> Result<()> {
    tools::set_up_for_tests()?;
    let (build, arguments) = dist::Build::of(arguments);
    dist::build(build)?;
    run_command(journey_command(&arguments)?)
}

/// Checks the pure crates one by one, so that no crate lives on features of another.
fn each_alone() -> Result<()> {
    for name in PURE_CRATES {
        run_command(cargo(&["check", "--quiet", "-p", name]))
            .with_context(|| format!("{name} does not build alone"))?;
    }
    Ok(())
}

fn native_tests() -> Command {
    if tools::is_there("cargo-nextest") {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"])
    } else {
        cargo(&["test", "--workspace", "--lib", "--bins", "--tests", "--no-fail-fast"])
    }
}

/// The store on the `IndexedDB` of a real browser.
fn store_tests() -> Command {
    let target = ["--target", "wasm32-unknown-unknown", "--test", "web"];
    let mut tests = cargo(&["test", "-p", "jipan-store"]);
    tests.args(target);
    set_browser(&mut tests);
    tests
}

/// What wasm-bindgen's test runner and the journeys need to know of the browser.
pub(crate) fn set_browser(tests: &mut Command) {
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    for (name, program) in [("CHROMEDRIVER", "chromedriver"), ("CHROMIUM", "chromium")] {
        if std::env::var_os(name).is_none() {
            tests.envs(path_of(program).map(|path| (name, path)));
        }
    }
}

/// Playwright over the build in `dist/`, served by the endpoint as users get it.
fn journey_command(arguments: &[String]) -> Result<Command> {
    let at = root().join(JOURNEYS);
    if !fs::exists(at.join("package.json"))? {
        bail!("there are no journeys in {JOURNEYS}");
    }
    tools::npm(JOURNEYS)?;
    run_command(cargo(&["build", "--quiet", "-p", "jipan-endpoint", "--bin", "jipan"]))?;
    let mut journeys = command("npx", &["playwright", "test"]);
    journeys.args(arguments).current_dir(at).env("JIPAN_BINARY", binary()?);
    journeys.env("JIPAN_APP_DIR", root().join("dist")).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    set_browser(&mut journeys);
    if std::env::var_os("CHROMIUM").is_none() {
        journeys.envs(path_of(JOURNEY_BROWSER).map(|path| ("CHROMIUM", path)));
    }
    Ok(journeys)
}

/// Where cargo puts the endpoint of another profile: `serve` is as users get it.
pub(crate) fn built(profile: &str) -> Result<std::path::PathBuf> {
    let own = std::env::current_exe().context("xtask cannot find itself")?;
    let target = own.parent().and_then(std::path::Path::parent).context("xtask has no folder")?;
    Ok(target.join(profile).join("jipan"))
}

/// Where cargo put the endpoint: beside xtask itself.
pub(crate) fn binary() -> Result<std::path::PathBuf> {
    let own = std::env::current_exe().context("xtask cannot find itself")?;
    Ok(own.with_file_name("jipan"))
}
