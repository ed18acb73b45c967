//! The real binary as a process, and a small client over its socket.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// How long a process may take to say something.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `jipan serve`. Killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    said: Receiver<String>,
    logged: Receiver<String>,
    /// Where it listens.
    pub(crate) address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Server {
    /// Starts it over this folder, by the shell if `before` says what to do there first.
    pub(crate) fn start(folder: &Path, before: Option<&str>) -> Self {
        Self::start_with(folder, before, &[])
    }

    /// The same, with more arguments.
    pub(crate) fn start_with(folder: &Path, before: Option<&str>, more: &[&str]) -> Self {
        std::fs::write(folder.join("index.html"), "<!doctype html>").unwrap();
        let binary = env!("CARGO_BIN_EXE_jipan");
        let mut command = match before {
            Some(before) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", &format!("{before}; exec \"$@\""), "sh", binary]);
                shell
            }
            None => Command::new(binary),
        };
        command.current_dir(folder).args(["serve", "--port", "0", "--app-dir", "."]).args(more);
        let piped = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.env("NO_COLOR", "1").spawn().unwrap();
        let said = lines(child.stdout.take().unwrap());
        let logged = lines(child.stderr.take().unwrap());
        let line = logged.recv_timeout(PATIENCE).unwrap();
        let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("{line}"));
        let address = address.trim_matches('"').split('"').next().unwrap_or_default().to_owned();
        Self { child, said, logged, address }
    }

    /// The secret of the link for the first manager.
    pub(crate) fn secret(&self) -> String {
        loop {
            let line = self.said.recv_timeout(PATIENCE).unwrap();
            if let Some((_, secret)) = line.split_once("/join#") {
                return secret.to_owned();
            }
        }
    }

    /// Ends it at once, as a power cut does.
    pub(crate) fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// Asks it to stop and waits until it did; gives what it logged.
    pub(crate) fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        self.logged.iter().collect::<Vec<_>>().join("\n")
    }
}

fn lines(from: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (line, lines) = channel();
    thread::spawn(move || {
        for text in BufReader::new(from).lines().map_while(Result::ok) {
            if line.send(text).is_err() {
                return;
            }
        }
    });
    lines
}

/// Runs a command of the binary to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jipan")).current_dir(folder).args(arguments).output().unwrap()
}

/// What a command that succeeds says.
pub(crate) fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{arguments:?}: {out}{err}");
    out
}

/// Of what a command that fails complains.
pub(crate) fn complaint(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(!output.status.success(), "{arguments:?}: {}", text(&output.stdout));
    text(&output.stderr)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Sends a request and gives status and body; none if the other side went away.
pub(crate) fn post(
    address: &str,
    path: &str,
    token: &str,
    question: &impl Serialize,
) -> Option<(u16, Vec<u8>)> {
    let body = serde_json::to_vec(question).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nx-jipan: 1\r\n\
         content-type: application/json\r\nauthorization: Bearer {token}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(&body).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n")?;
    let head = text(&answer[..end]);
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let body = answer[end + 4..].to_vec();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?;
    // An answer that was cut off is none.
    (body.len() == length.parse::<usize>().ok()?).then_some((status, body))
}

/// What a page of the endpoint says.
pub(crate) fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    text(&answer)
}

/// Sends a request that is answered as it should be.
pub(crate) fn ask<A: DeserializeOwned>(
    address: &str,
    path: &str,
    token: &str,
    question: &impl Serialize,
) -> A {
    let (status, body) = post(address, path, token, question).unwrap();
    assert_eq!(status, 200, "{path}: {}", text(&body));
    serde_json::from_slice(&body).unwrap()
}
