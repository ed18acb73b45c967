//! What the other commands need on this machine, installed where missing. A second call installs
//! nothing. What cannot be installed gives one line that says what and how.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result, bail};

use crate::process::{cargo, command, output_of, root, run, run_quietly};
use crate::test::JOURNEYS;

/// The same browser without its own windows: it draws, stores and dies as that does, and the journeys take little
/// more than half of the time. A person without it has them run in `chromium`.
pub(crate) const JOURNEY_BROWSER: &str = "chromium-headless-shell";

/// The newest Trunk that rustc 1.95 builds. It only copies, hashes and starts others, so it is not optimised;
/// and it gets its tools from here, so it need not speak with the network.
const TRUNK: Pinned = Pinned {
    name: "trunk",
    program: "trunk",
    version: "0.21.14",
    features: &["--no-default-features"],
    opt_level: "0",
};
/// Must equal the version of `wasm-bindgen` in Cargo.toml to the last digit. Its runner of tests speaks with
/// the browser's driver on this machine, for which it needs no TLS.
const WASM_BINDGEN: Pinned = Pinned {
    name: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    features: &["--no-default-features"],
    opt_level: "1",
};
/// Only `cargo xtask lint` needs it.
const CARGO_DENY: Pinned = Pinned::plain("cargo-deny", "cargo-deny", "0.20.2");
/// Only `cargo xtask fuzz` needs it.
const CARGO_FUZZ: Pinned = Pinned::plain("cargo-fuzz", "cargo-fuzz", "0.13.1");
/// wasm-opt comes with npm's `binaryen`, pinned in tools/package.json.
const WASM_OPT_VERSION: &str = "132";

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program installed by `cargo install` at one version.
#[derive(Debug, Clone, Copy)]
struct Pinned {
    name: &'static str,
    program: &'static str,
    version: &'static str,
    /// What to say to `cargo install` about features.
    features: &'static [&'static str],
    /// How much it is worth to optimise what is needed for some seconds only.
    opt_level: &'static str,
}

impl Pinned {
    /// As its makers publish it. A bundler need not be fast itself; its build should be.
    const fn plain(name: &'static str, program: &'static str, version: &'static str) -> Self {
        Self { name, program, version, features: &[], opt_level: "1" }
    }
}

/// What `run` and `dist` need.
pub(crate) fn set_up_for_build() -> Result<()> {
    set_up(wasm_opt)
}

/// What `test` needs: all of the build, browsers and fonts.
pub(crate) fn set_up_for_tests() -> Result<()> {
    set_up(|| {
        wasm_opt()?;
        npm(JOURNEYS)?;
        debian_package("chromium", is_there("chromium"))?;
        debian_package("chromium-driver", is_there("chromedriver"))?;
        debian_package(JOURNEY_BROWSER, is_there(JOURNEY_BROWSER))?;
        debian_package("fonts-noto-cjk", has_chinese_font())
    })
}

/// What is compiled, and beside it what is fetched: one waits for the processor, the other for the network.
/// The two programs are compiled at once, because the largest crates of each keep one core busy for long.
fn set_up(fetch: impl FnOnce() -> Result<()> + Send) -> Result<()> {
    wasm_target()?;
    thread::scope(|scope| {
        let others = [scope.spawn(fetch), scope.spawn(|| pinned(WASM_BINDGEN))];
        let trunk = pinned(TRUNK);
        let others = others.map(|it| it.join().unwrap_or_else(|_| bail!("the set-up panicked")));
        others.into_iter().fold(trunk, Result::and)
    })
}

/// What `lint` needs beyond the toolchain.
pub(crate) fn set_up_for_lint() -> Result<()> {
    pinned(CARGO_DENY)
}

/// What `fuzz` needs beyond the toolchain.
pub(crate) fn set_up_for_fuzz() -> Result<()> {
    pinned(CARGO_FUZZ)
}

/// The Rust target of what runs in the browser.
pub(crate) fn wasm_target() -> Result<()> {
    let libraries =
        output_of(command("rustc", &["--print", "target-libdir", "--target", WASM_TARGET]));
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    say(&format!("adding the Rust target {WASM_TARGET}"));
    run(command("rustup", &["target", "add", WASM_TARGET])).with_context(|| {
        format!(
            "{WASM_TARGET} is missing and could not be added: run `rustup target add {WASM_TARGET}`"
        )
    })
}

fn pinned(tool: Pinned) -> Result<()> {
    let Pinned { name, program, version, features, opt_level } = tool;
    let found = output_of(command(program, &["--version"]));
    if found.is_some_and(|text| text.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    say(&format!("installing {name} {version} into .tools (some minutes, once)"));
    let install = |is_locked: bool| {
        let mut install = cargo(&["install", name, "--version", version, "--root", ".tools"]);
        install.arg("--quiet").args(features);
        if is_locked {
            install.arg("--locked");
        }
        install
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level)
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            // A folder for each, or one would wait for the other.
            .env("CARGO_TARGET_DIR", root().join("target/tools").join(name));
        run_quietly(install)
    };
    // The lock file of a release may name a version that a registry no longer has.
    install(true).or_else(|_| install(false)).with_context(|| {
        format!("{name} {version} could not be installed: run `cargo install {name} --version {version}`")
    })
}

fn wasm_opt() -> Result<()> {
    need_node()?;
    npm("tools")?;
    let version = output_of(command("wasm-opt", &["--version"])).unwrap_or_default();
    if version.split_whitespace().any(|word| word == WASM_OPT_VERSION) {
        return Ok(());
    }
    bail!("wasm-opt {WASM_OPT_VERSION} is missing: run `npm ci` in tools/ (found `{version}`)")
}

/// Node runs wasm-opt and the journeys; the project does not install it by itself.
fn need_node() -> Result<()> {
    if output_of(command("node", &["--version"])).is_none() || !is_there("npm") {
        bail!(
            "node and npm are missing: install Node.js 20 or newer (Debian: `apt-get install nodejs npm`)"
        );
    }
    Ok(())
}

/// Installs the packages of `folder` from its lock file, unless they are those already.
pub(crate) fn npm(folder: &str) -> Result<()> {
    let at = root().join(folder);
    let lock_file = at.join("package-lock.json");
    let stamp_file = at.join("node_modules/.installed-lock.json");
    let lock = fs::read(&lock_file).with_context(|| {
        format!("{} is missing: run `npm install` in {folder}", lock_file.display())
    })?;
    if fs::read(&stamp_file).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    say(&format!("installing the npm packages of {folder}"));
    let mut install = command("npm", &["ci", "--no-audit", "--no-fund"]);
    install.current_dir(&at).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run_quietly(install).with_context(|| {
        format!("the packages of {folder} could not be installed: run `npm ci` there")
    })?;
    fs::write(&stamp_file, lock).with_context(|| format!("cannot write {}", stamp_file.display()))
}

fn debian_package(package: &str, is_present: bool) -> Result<()> {
    if is_present {
        return Ok(());
    }
    let how = format!("{package} is missing: install it (Debian: `apt-get install {package}`)");
    if !is_there("apt-get") {
        bail!("{how}");
    }
    say(&format!("installing {package}"));
    let install = || run_quietly(apt(&["install", "-y", "--no-install-recommends", package]));
    install().or_else(|_| run_quietly(apt(&["update"])).and_then(|()| install())).context(how)
}

/// `apt-get` as root, or by sudo where that asks for no password.
fn apt(arguments: &[&str]) -> Command {
    let is_root = output_of(command("id", &["-u"])).is_some_and(|id| id == "0");
    let mut apt =
        if is_root { command("apt-get", &[]) } else { command("sudo", &["-n", "apt-get"]) };
    apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    apt
}

/// True when the program can be found. It is not started.
pub(crate) fn is_there(program: &str) -> bool {
    path_of(program).is_some()
}

/// Where the program lies.
pub(crate) fn path_of(program: &str) -> Option<String> {
    output_of(command("sh", &["-c", &format!("command -v {program}")])).filter(|it| !it.is_empty())
}

fn has_chinese_font() -> bool {
    output_of(command("fc-list", &[":lang=zh-cn", "family"])).is_some_and(|fonts| !fonts.is_empty())
        || Path::new("/usr/share/fonts/opentype/noto").is_dir()
}

fn say(what: &str) {
    println!("set-up: {what}");
}
