//! `cargo xtask dist`: the static files for any host. Holds the order of the steps after Trunk.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::process::{self, cargo, command, root};
use crate::{precache, sizes, styles, tools};

/// Builds the site and the binary that holds it.
pub(crate) fn run() -> Result<()> {
    tools::set_up_for_build()?;
    site()?;
    build_binary()?;
    println!("done: dist/ for any static host, target/release/jipan as one file");
    Ok(())
}

/// Builds `dist/` in release, joins its stylesheets, fills the service worker, compresses, and holds the size limit.
pub(crate) fn site() -> Result<PathBuf> {
    let site = root().join("dist");
    run_trunk().context("the app could not be built")?;
    styles::join(&site).context("the stylesheets could not be joined")?;
    let build = precache::fill(&site)?;
    println!("build {build}");
    sizes::compress(&site)?;
    Ok(site)
}

fn run_trunk() -> Result<()> {
    process::run(command("trunk", &["build", "--release"]))
}

fn build_binary() -> Result<()> {
    process::run(cargo(&["build", "--release", "-p", "jipan-endpoint", "--features", "embed"]))
}
