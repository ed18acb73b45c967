//! A run of named steps, each with its time, and what their tests counted; and some of them beside the others.
//! Not here: the steps.

use std::process::Command;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::process::{Watched, capture, own_program, watch};

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counts {
    pub(crate) n_passed: u64,
    pub(crate) n_failed: u64,
}

/// The steps so far.
#[derive(Debug)]
pub(crate) struct Steps {
    wanted: Vec<String>,
    done: Vec<(&'static str, Duration, bool)>,
    counts: Counts,
    start: Instant,
}

/// The head of the table at the end.
const TABLE: &str = "  seconds  step";

/// Steps that run beside others, in a second run of this program that only does those. Nothing of it is shown
/// before [`Steps::join`].
#[derive(Debug)]
pub(crate) struct Beside {
    names: Vec<&'static str>,
    run: JoinHandle<Result<Watched>>,
}

impl Steps {
    /// Only steps named in `wanted` run; all of them when it is empty.
    pub(crate) fn new(wanted: &[String]) -> Self {
        let (done, counts) = (Vec::new(), Counts::default());
        Self { wanted: wanted.to_vec(), done, counts, start: now() }
    }

    /// Starts these steps beside those that follow: where one waits for a single core, the other has work. They
    /// must write where the others do not. Nothing is started where only some steps are wanted.
    pub(crate) fn beside(&self, names: &[&'static str]) -> Result<Option<Beside>> {
        if !self.wanted.is_empty() {
            return Ok(None);
        }
        println!("beside the following: {}", names.join(", "));
        let mut again = Command::new(own_program()?);
        again.arg("test").args(names);
        let names = names.to_vec();
        Ok(Some(Beside { names, run: thread::spawn(|| capture(again)) }))
    }

    /// Waits for what runs beside, shows it and counts it. True when all of it is green.
    pub(crate) fn join(&mut self, beside: Beside) -> bool {
        let Beside { names, run } = beside;
        let mut n_green = 0;
        match run.join() {
            Ok(Ok(watched)) => {
                // Its table is part of ours.
                for line in watched.lines.iter().take_while(|it| *it != TABLE) {
                    println!("{line}");
                }
                for name in names.iter().copied() {
                    if let Some((is_green, took)) = told(name, &watched.lines) {
                        self.done.push((name, took, is_green));
                        n_green += usize::from(is_green);
                    }
                }
            }
            Ok(Err(error)) => println!("{error:#}"),
            Err(_) => println!("what ran beside has panicked"),
        }
        // What was never reached is no proof either.
        let n_failed = names.len() - n_green;
        self.counts.n_failed += n_failed as u64;
        n_failed == 0
    }

    /// Runs a step that is right or wrong as a whole. A failure is told and the next step runs.
    pub(crate) fn check(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) -> bool {
        self.step(name, || work().map(|()| Counts::default()))
    }

    /// Runs a command that prints how many tests passed and failed.
    pub(crate) fn tests(
        &mut self,
        name: &'static str,
        command: impl FnOnce() -> Result<Command>,
    ) -> bool {
        self.step(name, || {
            let watched = watch(command()?)?;
            let mut counts = count(&watched.lines);
            if !watched.is_success && counts.n_failed == 0 {
                println!("`{name}` failed before or after its tests");
                counts.n_failed = 1;
            }
            Ok(counts)
        })
    }

    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Counts>) -> bool {
        if !self.wanted.is_empty() && !self.wanted.iter().any(|it| it == name) {
            return true;
        }
        println!("\n=== {name}");
        let (outcome, took) = timed(work);
        let counts = outcome.unwrap_or_else(|error| {
            println!("{error:#}");
            Counts { n_passed: 0, n_failed: 1 }
        });
        self.counts.n_passed += counts.n_passed;
        self.counts.n_failed += counts.n_failed;
        let is_green = counts.n_failed == 0;
        println!("{}", heading(name, is_green, took));
        self.done.push((name, took, is_green));
        is_green
    }

    /// Prints the times and the last line: `N passed, N failed`.
    pub(crate) fn end(&self) -> Result<()> {
        println!("\n{TABLE}");
        for (name, took, is_green) in &self.done {
            println!("{:>9.1}  {name}: {}", took.as_secs_f64(), word(*is_green));
        }
        println!("{:>9.1}  in all", self.start.elapsed().as_secs_f64());
        let Counts { n_passed, n_failed } = self.counts;
        println!("{n_passed} passed, {n_failed} failed");
        if n_failed > 0 {
            bail!("not everything is green");
        }
        Ok(())
    }
}

/// How the end of a step is told.
fn heading(name: &str, is_green: bool, took: Duration) -> String {
    format!("=== {name}: {} in {:.1} s", word(is_green), took.as_secs_f64())
}

/// What these lines tell of the end of that step: whether it is green, and how long it took.
fn told(name: &str, lines: &[String]) -> Option<(bool, Duration)> {
    lines.iter().rev().find_map(|line| {
        let end = line.strip_prefix("=== ")?.strip_prefix(name)?.strip_prefix(": ")?;
        let (outcome, took) = end.strip_suffix(" s")?.split_once(" in ")?;
        let took = Duration::try_from_secs_f64(took.parse().ok()?).ok()?;
        Some((outcome == word(true), took))
    })
}

fn word(is_green: bool) -> &'static str {
    if is_green { "ok" } else { "FAILED" }
}

#[expect(clippy::disallowed_methods, reason = "how long a step took is not a rule of the product")]
fn now() -> Instant {
    Instant::now()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let value = work();
    (value, start.elapsed())
}

/// Adds up the summaries of cargo test, nextest, wasm-bindgen-test and Playwright.
fn count(lines: &[String]) -> Counts {
    let mut counts = Counts::default();
    for line in lines {
        // Indented, it is the output of a failed test inside nextest, which counts it itself.
        let is_cargo = line.starts_with("test result:");
        let line = line.trim();
        let is_nextest = line.starts_with("Summary [") && line.contains("tests run:");
        let is_playwright = line.starts_with(|first: char| first.is_ascii_digit())
            && line
                .split([' ', '('])
                .nth(1)
                .is_some_and(|it| matches!(it, "passed" | "failed" | "flaky"));
        if is_cargo || is_nextest || is_playwright {
            counts.n_passed += number_before(line, "passed");
            counts.n_failed += number_before(line, "failed") + number_before(line, "timed out");
            // A test that passed at the second try is no proof.
            counts.n_failed += if is_playwright { number_before(line, "flaky") } else { 0 };
        }
    }
    counts
}

fn number_before(line: &str, word: &str) -> u64 {
    let before = line.split(word).next().filter(|before| before.len() < line.len());
    let number = before.and_then(|it| it.trim_end().rsplit([' ', ',', ';', '.']).next());
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(line: &str) -> (u64, u64) {
        let counts = count(&[line.to_owned()]);
        (counts.n_passed, counts.n_failed)
    }

    #[test]
    fn the_summary_of_each_runner_is_counted() {
        let cargo =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; finished in 0.02s";
        assert_eq!(counted(cargo), (12, 3));
        assert_eq!(
            counted("     Summary [   1.234s] 120 tests run: 118 passed, 2 failed, 4 skipped"),
            (118, 2)
        );
        assert_eq!(
            counted(
                "     Summary [   1.234s] 9 tests run: 8 passed (1 slow), 1 timed out, 0 skipped"
            ),
            (8, 1)
        );
        assert_eq!(counted("  7 passed (1.2m)"), (7, 0));
        assert_eq!(counted("  2 failed"), (0, 2));
        assert_eq!(counted("  1 flaky"), (0, 1));
    }

    #[test]
    fn a_step_is_told_as_it_is_read() {
        let took = Duration::from_millis(61_500);
        let lines = [true, false].map(|it| heading("dist", it, took));
        assert_eq!(told("dist", &lines[..1]), Some((true, took)));
        assert_eq!(told("dist", &lines), Some((false, took)));
        assert_eq!(told("setup", &lines), None);
        assert_eq!(told("dist", &["=== dist".to_owned()]), None);
    }

    fn joined(outcome: Result<Watched>) -> (bool, u64) {
        let mut steps = Steps::new(&[]);
        let run = thread::spawn(|| outcome);
        let is_green = steps.join(Beside { names: vec!["setup", "dist"], run });
        (is_green, steps.counts.n_failed)
    }

    #[test]
    fn what_runs_beside_is_green_when_each_step_was_told_green() {
        let outcome = |told: &[(&str, bool)]| {
            let line = |(name, is_green): &(&str, bool)| heading(name, *is_green, Duration::ZERO);
            Ok(Watched { is_success: true, lines: told.iter().map(line).collect() })
        };
        assert_eq!(joined(outcome(&[("setup", true), ("dist", true)])), (true, 0));
        assert_eq!(joined(outcome(&[("setup", true), ("dist", false)])), (false, 1));
        assert_eq!(joined(outcome(&[("setup", false)])), (false, 2));
        assert_eq!(joined(Err(anyhow::anyhow!("cannot start"))), (false, 2));
    }

    #[test]
    fn other_lines_are_not_counted() {
        for line in
            ["running 4 tests", "3 warnings emitted", "test a_failed_save ... ok", "10 passed over"]
        {
            assert_eq!(counted(line).1, 0, "{line}");
        }
        assert_eq!(counted("Summary of 4 passed"), (0, 0));
        assert_eq!(counted("    test result: FAILED. 0 passed; 1 failed; 0 ignored"), (0, 0));
    }
}
