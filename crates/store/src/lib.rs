//! Where the bytes of the book live: one log, hot pages, cold history, on a tablet that may die at
//! any moment.
//!
//! A [`Store`] is opened whole, written in transactions that are kept whole or not at all, and
//! read again after a crash. `IdbStore` is the real one (`IndexedDB`, only in a browser);
//! [`MemoryStore`] is its twin for native tests; [`FaultyStore`] fails or dies on purpose.
//!
//! Not here: what the bytes mean (`jipan-book`), when to write (`jipan-app`), any word for the
//! reader, the clock. The store knows keys, not meaning.
//!
//! A whole book travels as one file: [`Store::scan`] reads its rows, [`backup`] is the file, and
//! [`Write::Clear`] with [`Write::RowPut`]s puts them in place of what was there, in one transaction.
//!
//! Every row passes one [`seal`](seal::seal) / [`open`](seal::open) pair: its header carries a
//! layout, a cipher and a checksum. A damaged row is named, copied to `quarantine` and reported;
//! the rest opens. A row of a newer layout is not damage: the rest opens as well, and from then on
//! the store writes nothing but drafts.

pub mod backup;
mod checksum;
mod error;
mod faulty;
#[cfg(target_arch = "wasm32")]
mod idb;
mod key;
mod memory;
pub mod seal;
mod sift;
mod store;

pub use error::{Newer, StoreError};
pub use faulty::{Fault, FaultyStore, Rewind};
#[cfg(target_arch = "wasm32")]
pub use idb::{DATABASE_VERSION, IdbStore, ReadAhead, StoreEvent};
pub use key::{ColdKey, HotKey, PageKind, Place, Scope};
pub use memory::{Disk, MemoryStore};
pub use seal::{LAYOUT_NEWEST, Payload};
pub use store::{
    Cold, Damaged, DamagedReason, Durability, Opened, Opening, Quarantined, Row, Scan, SetAside,
    Store, Stored, Write, Written,
};
