//! `cargo xtask <command>`: everything a person does with this project. Holds the list of commands.
//! Not here: anything that ships.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line talks to its terminal"
)]

mod bench;
mod dist;
mod files;
mod fuzz;
mod lint;
mod mutants;
mod precache;
mod process;
mod serve;
mod sizes;
mod split;
mod steps;
mod styles;
mod test;
mod tools;
mod words;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--port N]   set up what is missing, build in release, serve at http://127.0.0.1:8080
cargo xtask test             everything that proves the product; ends with `N passed, N failed`
cargo xtask test STEP…       only these steps (see the names it prints), e.g. `store`, `e2e`
cargo xtask e2e [ARGS]       build, then the journeys alone; ARGS go to Playwright
                             (run and e2e take --quick: a build in a fraction of the time, not for users)
cargo xtask dist             the static files for any host, precompressed, and the `jipan` binary
cargo xtask bench [ARGS]     measure beside peers
cargo xtask bench --sim [N]  play N seeds of a company with faults everywhere; 100,000 unless said
cargo xtask lint             formatting, clippy, licences and bans of dependencies
cargo xtask mutants [NAME…]  break the product on purpose; each break must turn its test red
cargo xtask fuzz [TARGET] [SECONDS]
                             feed what reads bytes from outside with anything; all targets, 60 s each
cargo xtask setup            only set up what is missing for all of these";

fn main() -> ExitCode {
    if split::is_stand_in() {
        return told(split::stand_in());
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match command {
        "run" => serve::run(rest),
        "test" => test::run(rest),
        "e2e" => test::journeys(rest),
        "dist" => dist::run(),
        "bench" => bench::run(rest),
        "lint" => lint::run(),
        "mutants" => mutants::run(rest),
        "fuzz" => fuzz::run(rest),
        "setup" => tools::set_up_for_tests(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        unknown => Err(anyhow::anyhow!("there is no command `{unknown}`\n{HELP}")),
    };
    told(outcome)
}

fn told(outcome: anyhow::Result<()>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
