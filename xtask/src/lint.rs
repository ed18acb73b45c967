//! `cargo xtask lint`: what reads the code without running it.

use anyhow::Result;

use crate::process::{cargo, command, run as run_command};
use crate::tools;

/// Crates that also exist as wasm.
pub(crate) const WASM_CRATES: [&str; 3] = ["jipan-shell", "jipan-store", "jipan-sheets"];

/// Crates that must build without what others switch on: a joint build unifies features and would
/// let `Utc::now()` into the rules.
pub(crate) const PURE_CRATES: [&str; 4] = ["jipan-rules", "jipan-book", "jipan-sync", "jipan-app"];

/// Formatting, clippy on both targets, and the rules for dependencies.
pub(crate) fn run() -> Result<()> {
    run_command(cargo(&FORMAT))?;
    run_command(cargo(&CLIPPY))?;
    run_command(cargo(&clippy_wasm()))?;
    tools::set_up_for_lint()?;
    run_command(command(
        "cargo-deny",
        &["--all-features", "check", "bans", "licenses", "sources"],
    ))?;
    // Advisories need the network; without it the other findings still count.
    if let Err(error) =
        run_command(command("cargo-deny", &["--all-features", "check", "advisories"]))
    {
        println!("advisories: {error:#}");
    }
    Ok(())
}

/// Formatting as rustfmt.toml says.
pub(crate) const FORMAT: [&str; 3] = ["fmt", "--all", "--check"];

/// Clippy over everything that runs natively.
pub(crate) const CLIPPY: [&str; 6] =
    ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];

/// Clippy over what runs in the browser.
pub(crate) fn clippy_wasm() -> Vec<&'static str> {
    let mut arguments = vec!["clippy", "--target", "wasm32-unknown-unknown"];
    for name in WASM_CRATES {
        arguments.extend(["-p", name]);
    }
    arguments.extend(["--", "-D", "warnings"]);
    arguments
}
