//! Splits the module of the app: what every visit loads, and the rest, which comes after the first screen.
//! Trunk knows no such step, so it is done in the place of `wasm-bindgen`: this program, under that name,
//! splits what the linker made and hands the first part on. Not here: what belongs to which part; that is
//! `whole` in src/rest.rs and whatever only it reaches.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::files::{has_extension, url_of, walk};
use crate::process::{command, own_program, path_with, root, run};
use crate::tools;

/// The name under which this program is `wasm-bindgen` for Trunk.
const STAND_IN: &str = "wasm-bindgen";
/// Tells the stand-in where the true one is.
const TRUE_BINDGEN: &str = "JIPAN_WASM_BINDGEN";
/// The module that is split; the workers are small.
const APP: &str = "jipan-shell.wasm";
/// The part that comes later, as `wasm_split(rest, …)` names it.
const REST: &str = "split_rest.wasm";
/// How the glue of the first part names what fetches the other.
const LINK: &str = "./__wasm_split.js";
/// How that names the glue.
const MAIN: &str = "./main.js";
/// A request for the rest that takes longer counts as lost, so that the next one can be sent. So long,
/// because half a megabyte is slow where the signal is poor. OURS
const GIVE_UP_MILLIS: u32 = 90_000;

/// Where the parts lie between Trunk's steps.
fn folder() -> PathBuf {
    root().join("target/split")
}

/// Trunk, with this program in the place of `wasm-bindgen`.
pub(crate) fn trunk(arguments: &[&str]) -> Result<Command> {
    let bindgen = tools::path_of(STAND_IN).context("wasm-bindgen is missing")?;
    let tools = folder().join("bin");
    fs::create_dir_all(&tools)?;
    let stand_in = tools.join(format!("{STAND_IN}{}", env::consts::EXE_SUFFIX));
    // Put there as a whole: another build may be running the old one.
    let fresh = stand_in.with_extension("fresh");
    fs::copy(own_program()?, &fresh).context("cannot copy this program")?;
    fs::rename(&fresh, &stand_in)?;
    let mut trunk = command("trunk", arguments);
    trunk.env(TRUE_BINDGEN, bindgen).env("PATH", path_with(&tools));
    Ok(trunk)
}

/// Whether this program was started in the place of `wasm-bindgen`.
pub(crate) fn is_stand_in() -> bool {
    let name = env::args_os().next().map(PathBuf::from);
    name.is_some_and(|it| it.file_stem().is_some_and(|it| it == STAND_IN))
}

/// Does what `wasm-bindgen` does, and splits the app before.
pub(crate) fn stand_in() -> Result<()> {
    let bindgen = env::var_os(TRUE_BINDGEN).context("only `cargo xtask` starts this")?;
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let mut is_app = false;
    for argument in &mut arguments {
        let path = PathBuf::from(&*argument);
        if path.file_name().is_some_and(|it| it == APP) {
            *argument = split(&path)?.into();
            is_app = true;
        }
    }
    if is_app {
        // The table of functions, by which the parts call each other.
        arguments.push("--keep-lld-exports".into());
    }
    let mut bindgen = Command::new(bindgen);
    bindgen.args(arguments);
    run(bindgen)
}

/// Splits this module and gives the place of its first part, which keeps the name.
fn split(module: &Path) -> Result<PathBuf> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let (parts, main) = (folder().join("parts"), folder().join("main").join(APP));
    for place in [&parts, &folder().join("main")] {
        drop(fs::remove_dir_all(place));
        fs::create_dir_all(place)?;
    }
    let mut options = Options::new(&bytes);
    (options.output_dir, options.main_out_path) = (&parts, &main);
    (options.link_name, options.main_module) = (LINK, MAIN);
    let made = transform(options).map_err(|error| anyhow!("cannot split the app: {error:#}"))?;
    let names = made.split_modules.iter().filter_map(|it| it.file_name());
    let names: Vec<_> = names.collect();
    ensure!(names == [REST], "the app must come in two parts, but came in {names:?}");
    Ok(main)
}

/// Puts the rest and what fetches it into the site that Trunk built, under names of this build, so that
/// parts of two builds never meet.
pub(crate) fn finish(site: &Path, is_small: bool) -> Result<()> {
    let glue = glue_of(site)?;
    let stem = glue.file_stem().and_then(|it| it.to_str()).context("the glue has no name")?;
    let (rest, link) = (format!("{stem}_rest.wasm"), format!("{stem}_link.js"));
    let parts = folder().join("parts");
    if is_small {
        let mut optimise = command("wasm-opt", &["-Oz", "--skip-pass=memory-packing", "-o"]);
        optimise.arg(site.join(&rest)).arg(parts.join(REST));
        run(optimise)?;
    } else {
        fs::copy(parts.join(REST), site.join(&rest))?;
    }
    let quoted = |name: &str| format!("\"{name}\"");
    let own = |name: &str| quoted(&format!("./{name}"));
    // The module itself goes on naming it as before; only the statement says where it is.
    let from = |name: String| format!("from {name}");
    replace(&glue, &glue, &[(&from(quoted(LINK)), &from(own(&link)))])?;
    let fetched = |name: &str| format!("fetch(new URL({}, import.meta.url)", own(name));
    let limited =
        format!("{}, {{ signal: AbortSignal.timeout({GIVE_UP_MILLIS}) }})", fetched(&rest));
    // What the glue names is asked for with it.
    let page = site.join("index.html");
    let preload = |name: &str| format!("<link rel=\"modulepreload\" href=\"/{name}\">");
    let known = preload(&format!("{stem}.js"));
    replace(&page, &page, &[(&known, &format!("{known}{}", preload(&link)))])?;
    replace(
        &parts.join(LINK),
        &site.join(&link),
        &[(&quoted(MAIN), &own(&format!("{stem}.js"))), (&format!("{})", fetched(REST)), &limited)],
    )
}

/// The JavaScript of the app's module.
fn glue_of(site: &Path) -> Result<PathBuf> {
    let is_glue = |it: &PathBuf| {
        let url = url_of(site, it);
        url.starts_with("/jipan-shell-") && has_extension(it, &["js"])
    };
    walk(site)?.into_iter().find(is_glue).context("Trunk left no script of the app")
}

/// Writes a script anew with something else in the place of each of these, which must be there.
fn replace(from: &Path, to: &Path, places: &[(&str, &str)]) -> Result<()> {
    let mut script =
        fs::read_to_string(from).with_context(|| format!("cannot read {}", from.display()))?;
    for (before, after) in places {
        ensure!(script.contains(before), "{} does not hold {before}", from.display());
        script = script.replace(before, after);
    }
    fs::write(to, script).with_context(|| format!("cannot write {}", to.display()))
}
