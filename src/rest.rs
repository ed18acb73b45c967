//! The door to the rest of the app, which is fetched after the first screen, in a file of its own. What
//! [`whole`] names and nobody else, with all that only it calls, is what the build puts into that file.
//! Not here: when it is fetched (`jipan-app`).
#![expect(clippy::unnecessary_wraps, reason = "the mark asks for a result")]

use jipan_app::Rest;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::i18n;
use crate::screens::rest as screens;
use crate::shell::rest as shell;

/// What the rest of the app gives.
struct Whole {
    app: Rest,
    draw: screens::Draw,
    run: shell::Run,
    words: &'static [&'static str],
}

/// The door. To everybody outside it is asynchronous: the file is fetched before it opens.
#[wasm_split(rest, fallible)]
fn whole() -> Result<Whole, SplitLoaderError> {
    Ok(Whole {
        app: Rest::here(),
        draw: screens::draw_whole,
        run: shell::run_whole,
        words: i18n::CHINESE_OF_REST,
    })
}

/// Fetches the rest of the app; none if it cannot be had.
pub(crate) async fn fetch() -> Option<Rest> {
    let Whole { app, draw, run, words } = whole().await.ok()?;
    screens::take(draw);
    shell::take(run);
    i18n::take_rest(words);
    Some(app)
}
