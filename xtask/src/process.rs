//! Running other programs: with visible output, or counted. Not here: which programs.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::{env, io, thread};

use anyhow::{Context as _, Result, ensure};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A file with this program, for a copy of it. A test step may have built it anew since it was started; on
/// Linux what runs is then no longer where it was started from, but can still be read.
pub(crate) fn own_program() -> io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() { Ok(running.to_path_buf()) } else { env::current_exe() }
}

/// A command that runs in the workspace, with the project's own tools first on the PATH.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).env("PATH", path_with_tools());
    // Trunk reads NO_COLOR as true or false and stops at the usual 1.
    command.env_remove("NO_COLOR");
    // What cargo told xtask about itself is not for the builds xtask starts.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_")) {
            command.env_remove(name);
        }
    }
    command.env_remove("CARGO_MANIFEST_DIR");
    command.env_remove("CARGO_MANIFEST_PATH");
    command
}

/// `cargo` with these arguments.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command("cargo", arguments)
}

fn path_with_tools() -> OsString {
    path_of([].as_slice())
}

/// Where programs are looked for: here first, then among the project's own tools.
pub(crate) fn path_with(first: &Path) -> OsString {
    path_of(&[first.to_path_buf()])
}

fn path_of(first: &[PathBuf]) -> OsString {
    let mut folders = first.to_vec();
    folders.extend([root().join("tools/node_modules/.bin"), root().join(".tools/bin")]);
    folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    env::join_paths(folders).unwrap_or_default()
}

/// Runs it with its output shown; an exit code other than 0 is an error.
pub(crate) fn run(mut command: Command) -> Result<()> {
    let line = line_of(&command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` ended with {status}");
    Ok(())
}

/// Runs it and shows its output only where it fails: what runs beside others would be unreadable among them.
pub(crate) fn run_quietly(command: Command) -> Result<()> {
    let line = line_of(&command);
    let watched = capture(command)?;
    ensure!(watched.is_success, "{}\n`{line}` failed", watched.lines.join("\n"));
    Ok(())
}

/// What it prints, trimmed; `None` when it is missing or fails.
pub(crate) fn output_of(mut command: Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// How a command ended and every line it printed, in the order of arrival.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) is_success: bool,
    pub(crate) lines: Vec<String>,
}

/// Runs it with its output shown and kept.
pub(crate) fn watch(command: Command) -> Result<Watched> {
    follow(command, |line| println!("{line}"))
}

/// Runs it with its output kept only.
pub(crate) fn capture(command: Command) -> Result<Watched> {
    follow(command, |_| ())
}

fn follow(mut command: Command, show: impl Fn(&str)) -> Result<Watched> {
    let name = line_of(&command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{name}`"))?;
    let (sender, receiver) = mpsc::channel();
    let readers = [
        child.stdout.take().map(|pipe| send_lines(pipe, sender.clone())),
        child.stderr.take().map(|pipe| send_lines(pipe, sender)),
    ];
    let mut lines = Vec::new();
    for line in receiver {
        show(&line);
        lines.push(line);
    }
    for reader in readers.into_iter().flatten() {
        ensure!(reader.join().is_ok(), "the output of `{name}` could not be read");
    }
    let is_success = child.wait()?.success();
    Ok(Watched { is_success, lines })
}

fn send_lines(
    pipe: impl Read + Send + 'static,
    to: mpsc::Sender<String>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            if to.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                return;
            }
        }
    })
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Where the test below, started again from a copy that it deletes, puts a copy of itself.
    const COPY_TO: &str = "JIPAN_COPY_TO";

    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_whose_file_is_gone_can_still_be_copied() -> Result<()> {
        if let Some(to) = env::var_os(COPY_TO) {
            fs::remove_file(env::current_exe()?)?;
            fs::copy(own_program()?, to)?;
            return Ok(());
        }
        let folder = tempfile::tempdir()?;
        let (started, copied) = (folder.path().join("started"), folder.path().join("copied"));
        fs::copy(env::current_exe()?, &started)?;
        let mut again = Command::new(&started);
        again.args(["--exact", "process::tests::a_program_whose_file_is_gone_can_still_be_copied"]);
        assert!(again.env(COPY_TO, &copied).status()?.success(), "the copy failed");
        assert!(!fs::exists(&started)?, "the test did not delete what it was started from");
        assert_eq!(fs::read(&copied)?, fs::read(env::current_exe()?)?);
        Ok(())
    }
}
