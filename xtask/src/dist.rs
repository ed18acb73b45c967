//! `cargo xtask dist`: the static files for any host. Holds the order of the steps after Trunk.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::process::{self, cargo, root};
use crate::{precache, sizes, split, styles, test, tools, words};

/// Builds the site and the binary that holds it.
pub(crate) fn run() -> Result<()> {
    tools::set_up_for_build()?;
    site()?;
    build_binary()?;
    println!("done: dist/ for any static host, target/release/jipan as one file");
    Ok(())
}

/// The word that asks for a quick build.
const QUICK: &str = "--quick";

/// How the site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Build {
    /// As users get it.
    Release,
    /// Hardly optimised, not compressed, no limit of size: for looking and trying.
    Quick,
}

impl Build {
    /// The build that the arguments ask for, and the other arguments.
    pub(crate) fn of(arguments: &[String]) -> (Self, Vec<String>) {
        let rest: Vec<String> = arguments.iter().filter(|it| *it != QUICK).cloned().collect();
        let build = if rest.len() < arguments.len() { Self::Quick } else { Self::Release };
        (build, rest)
    }
}

/// Builds `dist/` in this way and gives its place.
pub(crate) fn build(build: Build) -> Result<PathBuf> {
    match build {
        Build::Release => site(),
        Build::Quick => quick_site(),
    }
}

fn quick_site() -> Result<PathBuf> {
    let site = root().join("dist");
    let mut trunk = split::trunk(&["build"])?;
    // A page of 100,000 customers still opens in a moment.
    trunk.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    process::run(trunk).context("the app could not be built")?;
    split::finish(&site, false).context("the app could not be split")?;
    styles::join(&site).context("the stylesheets could not be joined")?;
    words::join(&site).context("the words of English could not be joined")?;
    let build = precache::fill(&site)?;
    println!("quick build {build}: not for users");
    Ok(site)
}

/// Builds `dist/` in release, joins its stylesheets and
/// English words, fills the service worker, compresses, and holds the size limit.
pub(crate) fn site() -> Result<PathBuf> {
    let site = root().join("dist");
    process::run(split::trunk(&["build", "--release"])?).context("the app could not be built")?;
    split::finish(&site, true).context("the app could not be split")?;
    styles::join(&site).context("the stylesheets could not be joined")?;
    words::join(&site).context("the words of English could not be joined")?;
    let build = precache::fill(&site)?;
    println!("build {build}");
    sizes::compress(&site)?;
    Ok(site)
}

/// The binary has a profile of its own: unlike the wasm it goes on after a request that panicked.
fn build_binary() -> Result<()> {
    let mut build = cargo(&["build", "-p", "jipan-endpoint", "--features", "embed"]);
    build.args(["--profile", "serve"]);
    process::run(build)?;
    let from = test::built("serve")?;
    let release = test::built("release")?;
    fs::create_dir_all(release.with_file_name("")).context("no folder for the binary")?;
    fs::copy(&from, &release).context("the binary could not be put into its place")?;
    Ok(())
}
