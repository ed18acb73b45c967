//! `cargo xtask bench`: the app beside what a user would pick instead. The measuring itself is in
//! benches/peers.

use anyhow::Result;

use crate::process::{cargo, command, root, run as run_command};
use crate::{dist, test, tools};

const FOLDER: &str = "benches/peers";

/// Builds the app in release and measures it, and then the endpoint by itself. `arguments` go to
/// bench.mjs; `--sim [N]` plays N weeks of a company (100,000 unless said) instead, see
/// `crates/app/tests/cluster.rs`.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    if let Some((first, rest)) = arguments.split_first()
        && first == "--sim"
    {
        let n = rest.first().map_or("100000", String::as_str);
        return run_command(simulation(n));
    }
    if arguments == ["--only", "endpoint"] {
        return run_command(endpoint());
    }
    tools::set_up_for_tests()?;
    let site = dist::site()?;
    let mut build = cargo(&["build", "--quiet", "-p", "jipan-endpoint", "--bin", "jipan"]);
    build.args(["--profile", "serve"]);
    run_command(build)?;
    tools::npm(FOLDER)?;
    let mut bench = command("node", &["bench.mjs"]);
    bench.args(arguments).current_dir(root().join(FOLDER));
    bench.env("JIPAN_APP_DIR", site).env("JIPAN_BINARY", test::built("serve")?);
    run_command(bench)?;
    if is_wanted(arguments, "endpoint") { run_command(endpoint()) } else { Ok(()) }
}

/// Whether a part is measured: each one, unless some are named.
fn is_wanted(arguments: &[String], part: &str) -> bool {
    let after = arguments.iter().skip_while(|it| *it != "--only").nth(1);
    after.is_none_or(|only| only.split(',').any(|it| it == part))
}

/// What the endpoint takes in and gives out, beside SQLite alone.
fn endpoint() -> std::process::Command {
    cargo(&["run", "--profile", "serve", "-p", "jipan-endpoint", "--example", "throughput"])
}

/// Seeds of the cluster, in release: a failure prints its seed.
fn simulation(n: &str) -> std::process::Command {
    let mut command = cargo(&[
        "test",
        "--profile",
        "sim",
        "-p",
        "jipan-app",
        "--test",
        "cluster",
        "--",
        "--nocapture",
    ]);
    command.env("JIPAN_SEEDS", n);
    command
}

#[cfg(test)]
mod tests {
    use super::is_wanted;

    #[test]
    fn every_part_is_measured_unless_some_are_named() {
        let given = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert!(is_wanted(&given("--quick"), "endpoint"));
        assert!(is_wanted(&given("--only sync,endpoint --quick"), "endpoint"));
        assert!(!is_wanted(&given("--quick --only sync"), "endpoint"));
    }
}
