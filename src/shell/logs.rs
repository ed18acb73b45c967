//! The log of the app, in the browser's console. Not here: what is logged.

use tracing::Level;
use tracing_web::MakeWebConsoleWriter;

/// From now on what the app logs can be read.
pub(crate) fn begin() {
    let begun = tracing_subscriber::fmt()
        .with_max_level(Level::INFO)
        .with_ansi(false)
        .without_time() // The clock of the standard library does not run here.
        .with_writer(MakeWebConsoleWriter::new())
        .try_init();
    if let Err(error) = begun {
        web_sys::console::warn_1(&error.to_string().into());
    }
}
