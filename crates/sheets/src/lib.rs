//! Files in and out: decoding, CSV, XLSX, header guessing, row checks. Not here: comparing with the
//! book, ids, changes, and any wording; nothing touches a browser but the binary.
//!
//! [`Session`] is the worker as a function of its messages: what the browser runs in a worker,
//! tests and servers run as a library.

pub mod check;
pub mod decode;
pub mod export;
pub mod failed;
pub mod foreign;
pub mod guard;
pub mod guess;
pub mod open;
pub mod records;
pub mod session;
pub mod source;
pub mod workbook;
mod write;

pub use session::Session;
