//! What went wrong or is worth knowing, said in the browser's console. Not here: what the reader is
//! told. Where there is no browser, in tests, nothing is said.

use core::fmt::Arguments;

use web_sys::console;

/// Something that should not happen happened; the user may have been told.
pub(crate) fn error(what: Arguments<'_>) {
    say(console::error_1, what);
}

/// Something did not work and the app goes on without it.
pub(crate) fn warn(what: Arguments<'_>) {
    say(console::warn_1, what);
}

/// Something that may explain what comes after it.
pub(crate) fn info(what: Arguments<'_>) {
    say(console::info_1, what);
}

/// Something that hardly matters; consoles hide it at first.
pub(crate) fn debug(what: Arguments<'_>) {
    say(console::debug_1, what);
}

fn say(aloud: fn(&wasm_bindgen::JsValue), what: Arguments<'_>) {
    if cfg!(target_arch = "wasm32") {
        aloud(&what.to_string().into());
    }
}
