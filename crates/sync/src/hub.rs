//! The endpoint's side: who may come in, what becomes of each change, and who gets what. Each call is
//! one transaction over [`Records`](crate::records::Records); between calls nothing is kept but rows.
//! Not here: network, the database, the clock, chance, hashing.
//!
//! A change is cut into **parts**, one for each customer it is about. A customer is in one **scope**;
//! the scope numbers the parts of its customers in the order in which they were taken in, and a
//! tablet asks for what comes after the last number it has.

mod access;
mod clock;
mod desk;
mod former;
mod home;
mod join;
mod joins;
mod judge;
mod known;
mod list;
mod news;
mod of_day;
mod parts;
mod people;
mod photos;
mod rights;
mod rounds;
mod team;
mod upkeep;
mod valid;

use jipan_rules::Uuid;

use crate::records::{Hash, PhotoTotals, RecordsError};
use crate::wire::{ErrorCode, PAGE_BYTES_MAX};

pub use join::{enrol, link, open};
pub use list::{List, Listed};
pub use parts::book;
pub use people::{manage, team};
pub use photos::{photo, put_photo};
pub use rounds::{has_moved, sync};
pub use upkeep::{rejudge, restored, write};

/// Least layout of changes that a tablet must read to be sent news. OURS
pub const MIN_SCHEMA: u32 = 3;
/// How far ahead of the endpoint's clock a stamp may be; what is beyond is set back to it. OURS
pub const AHEAD_MAX_MS: u64 = 60_000;
/// How long after a backup was put in place tablets may tell what others made: who was away longer
/// hands it over as a file. OURS
pub const RESTORED_MS: u64 = 30 * 24 * 3_600_000;
/// The most photos a company keeps, and their bytes. OURS
pub const PHOTOS_MAX: PhotoTotals = PhotoTotals { n: 20_000, n_bytes: 2_000_000_000 };
/// After so long a photo that no expense ever named is let go. OURS
pub const UNNAMED_MS: u64 = 30 * 24 * 3_600_000;
/// How long a link is open. OURS
pub const LINK_MS: u64 = 7 * 24 * 3_600_000;

/// What comes from outside.
pub trait HubEnv {
    /// Milliseconds since 1970.
    fn now_ms(&self) -> u64;
    /// An id that nobody had before.
    fn fresh(&mut self) -> Uuid;
    /// A text that nobody can guess, fit for a link.
    fn secret(&mut self) -> String;
    /// SHA-256 of a secret.
    fn hash(&self, secret: &str) -> Hash;
    /// So many bytes of news fill one answer.
    fn page_bytes_max(&self) -> usize {
        PAGE_BYTES_MAX
    }
    /// The most photos that are kept, and their bytes.
    fn photos_max(&self) -> PhotoTotals {
        PHOTOS_MAX
    }
}

/// A request that is refused as a whole; nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code:?}: {detail}")]
pub struct Rejected {
    /// What is wrong.
    pub code: ErrorCode,
    /// For a person who debugs; never data of a customer.
    pub detail: String,
}

impl Rejected {
    fn new(code: ErrorCode, detail: &str) -> Self {
        Self { code, detail: detail.to_owned() }
    }
}

impl From<RecordsError> for Rejected {
    fn from(error: RecordsError) -> Self {
        Self { code: ErrorCode::Unavailable, detail: error.detail }
    }
}
