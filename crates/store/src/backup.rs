//! One file that holds every row of a book: the container of a backup. Bytes in, bytes out.
//!
//! Not here: compressing and encrypting the content (the shell does both with what the browser has),
//! what a row means, when a backup is made. The format is described in `docs/backup-format.md`.
//!
//! [`Writer`] turns rows as they lie into the content, [`Reader`] proves a content and gives its
//! rows back; [`Head`] says how the content is packed and locked. Nothing of a content counts before
//! [`Reader::finish`] said that all of it is as it was written.

mod changes;
mod head;
mod read;
mod write;

pub use changes::{changes_content, changes_of};
pub use head::{CHUNK_BYTES, FORMAT_NEWEST, HEAD_BYTES_MAX, Head, Lock, Packing, ROUNDS};
pub use read::{Backup, Reader};
pub use write::{Ended, Writer};

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// When it was made, in milliseconds since 1970.
    pub created_at_millis: u64,
    /// Customers in the book at that time.
    pub n_customers: u32,
    /// Version of the app that made it.
    pub app: String,
}

/// Why bytes are not a backup that can be restored here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// They do not begin as a backup does.
    #[error("not a backup")]
    NotABackup,
    /// Not the bytes that were written, or not all of them.
    #[error("the backup is damaged: {part}")]
    Damaged {
        /// Where that was found.
        part: &'static str,
    },
    /// Written in a format of a newer app.
    #[error("format {found} of a backup is newer than {known}")]
    NewerFormat {
        /// Its format.
        found: u16,
        /// The newest that is known here.
        known: u16,
    },
    /// A row in it was written by a newer app.
    #[error("layout {found} of a row is newer than {known}")]
    NewerLayout {
        /// Its layout.
        found: u8,
        /// The newest that is known here.
        known: u8,
    },
}

/// What a record of the content is. The numbers are stored, so they are never reused.
mod tag {
    pub(super) const SUMMARY: u8 = 0;
    pub(super) const LOG: u8 = 1;
    pub(super) const HOT: u8 = 2;
    pub(super) const COLD: u8 = 3;
    pub(super) const META: u8 = 4;
    pub(super) const DRAFT: u8 = 5;
    pub(super) const SETTING: u8 = 6;
    pub(super) const SECTION_END: u8 = 254;
    pub(super) const END: u8 = 255;
}

/// The section that a row belongs to; `None` for a row whose key nobody can read.
const fn section_of(place: &crate::Place) -> Option<u8> {
    use crate::Place;
    match place {
        Place::Log(_) => Some(tag::LOG),
        Place::Hot(_) => Some(tag::HOT),
        Place::Cold(_) => Some(tag::COLD),
        Place::Meta(_) => Some(tag::META),
        Place::Draft(_) => Some(tag::DRAFT),
        Place::Setting(_) => Some(tag::SETTING),
        Place::Strange { .. } => None,
    }
}
