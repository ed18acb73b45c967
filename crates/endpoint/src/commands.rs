//! What each command does. Not here: how the arguments are read.

pub(crate) mod data;
pub(crate) mod import;
pub(crate) mod log;
pub(crate) mod people;
pub(crate) mod report;
pub(crate) mod serve;

use std::io::Write as _;

use chrono::DateTime;

/// Writes a line for the person at the terminal. One who closed it wants no more lines.
pub(crate) fn say(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// Milliseconds since 1970 as a person reads them, in the time of no place.
pub(crate) fn time(millis: u64) -> String {
    let time = i64::try_from(millis).ok().and_then(DateTime::from_timestamp_millis);
    time.map_or("?".to_owned(), |time| time.format("%Y-%m-%d %H:%M UTC").to_string())
}
