//! `cargo xtask run`: from a fresh clone to the app in a browser.

use anyhow::{Context as _, Result};

use crate::process::{cargo, root, run as run_command};
use crate::{dist, tools};

/// Sets up, builds in release and serves until Ctrl-C. `arguments` go to `jipan serve`; without
/// `--data` the company's data are in `target/jipan.db`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    tools::set_up_for_build()?;
    let (build, arguments) = dist::Build::of(arguments);
    let site = dist::build(build)?;
    let mut serve = cargo(&["run", "--quiet", "-p", "jipan-endpoint", "--bin", "jipan"]);
    match build {
        dist::Build::Release => serve.args(["--profile", "serve"]),
        dist::Build::Quick => &mut serve,
    };
    serve.args(["--", "serve", "--app-dir"]).arg(site);
    if !arguments.iter().any(|it| it.starts_with("--data")) {
        serve.arg("--data").arg(root().join("target/jipan.db"));
    }
    serve.args(arguments);
    run_command(serve).context("the app could not be served")
}
