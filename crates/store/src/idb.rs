//! The real store: `IndexedDB` of the browser, one database per company and person. Not here: when
//! to write, words, `spawn_local`; nothing runs that no caller awaits.
//!
//! Each call is one transaction. All its requests are issued in one turn by a function that is not
//! async, so that an await inside a transaction does not compile; the answer comes with `complete`
//! and never before. A connection that the browser cut is opened once more, and the call made
//! again: an aborted transaction has written nothing.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use crate::sift::{AsideKey, Sifted, sift};
use crate::{
    Cold, Durability, Newer, Opened, Opening, Quarantined, Scan, Scope, Store, StoreError, Write,
    Written,
};

mod ahead;
mod binding;
mod database;
mod failure;
mod newest;
mod pump;
mod read;
mod request;
mod scan;
mod write;

pub use ahead::ReadAhead;
use binding::Table;
use database::Database;
use newest::Progress;
use read::Ask;
use scan::Taker;

/// Version of the database's stores. It stays 1 as long as possible: what changes is the layout
/// inside the rows, which needs no upgrade.
pub const DATABASE_VERSION: u32 = 1;

/// What happens to the connection while no call is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreEvent {
    /// Another tab upgrades the database; this store has let go and every later call fails with
    /// [`StoreError::Superseded`]. Time to offer a reload.
    Superseded,
    /// The connection was cut: by the browser (storage cleared, files broken), or because somebody
    /// deletes the database. The next call opens it again; what is on the disk may be gone, so
    /// read afresh.
    ConnectionLost,
}

/// A store in `IndexedDB`. Dropping it closes the connection once what was asked for is done.
#[derive(Debug)]
pub struct IdbStore {
    database: Rc<Database>,
    /// Met once, it stays: there is more of its kind.
    newer: RefCell<Option<Newer>>,
}

impl IdbStore {
    /// A store on the database called `name`, such as `jipan-local-me`, not yet connected.
    pub fn new(name: &str) -> Self {
        Self::with_version(name, DATABASE_VERSION)
    }

    /// As [`IdbStore::new`], with another version of the database: for tests of upgrades.
    pub fn with_version(name: &str, version: u32) -> Self {
        Self { database: Rc::new(Database::new(name, version)), newer: RefCell::default() }
    }

    /// A store on the database called `name`, connected; made if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Blocked`], [`StoreError::NewerVersion`] and what
    /// else the browser says.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let store = Self::new(name);
        store.connected().await?;
        Ok(store)
    }

    /// Begins to connect, while something else is waited for. Whether it could is said by the next call.
    pub fn begin(&self) {
        self.database.begin();
    }

    /// Waits until it is connected.
    ///
    /// # Errors
    /// As [`IdbStore::open`].
    pub async fn connected(&self) -> Result<(), StoreError> {
        self.database.connection().await.map(drop)
    }

    /// Calls `listener` at every [`StoreEvent`] from now on, in place of an earlier listener.
    pub fn on_event(&self, listener: impl Fn(StoreEvent) + 'static) {
        self.database.listen(Rc::new(listener));
    }

    /// As [`Store::open_newest`], with pages that were read ahead: they are taken where all that are to
    /// be read are among them, and nothing of them where one is not.
    ///
    /// # Errors
    /// As [`Store::open_newest`].
    pub async fn open_newest_with(
        &self,
        ahead: ReadAhead,
        take: impl FnMut(Opening) + 'static,
    ) -> Result<(), StoreError> {
        let ahead = Rc::new(RefCell::new(ahead));
        let take: newest::Taker = Rc::new(RefCell::new(take));
        let progress = Rc::new(Cell::new(Progress::Nothing));
        let read = self
            .database
            .patiently(0, async |connection| match progress.get() {
                // Cut in its midst: what came does not go with what a second reading would find.
                Progress::Begun | Progress::Ended => Ok(()),
                Progress::Nothing | Progress::Refused => {
                    let (ahead, take) = (Rc::clone(&ahead), Rc::clone(&take));
                    let progress = Rc::clone(&progress);
                    newest::start(&connection, ahead, take, progress)?.completed().await
                }
            })
            .await;
        match (progress.get(), read) {
            (Progress::Ended, _) => Ok(()),
            (Progress::Begun, _) => {
                (take.borrow_mut())(Opening::Unsound);
                Ok(())
            }
            (Progress::Nothing, Err(error)) if !read::may_be_one_row(&error) => Err(error),
            (Progress::Nothing | Progress::Refused, _) => {
                let opened = Box::new(self.open().await?);
                (take.borrow_mut())(Opening::Begin { opened, coming: Vec::new() });
                Ok(())
            }
        }
    }

    async fn sifted(&self, asks: &[Ask]) -> Result<Sifted, StoreError> {
        let rows = self
            .database
            .patiently(0, async |connection| read::rows(&connection, asks).await)
            .await?;
        let sifted = sift(rows);
        if let Some(newer) = sifted.newer() {
            self.newer.borrow_mut().get_or_insert_with(|| newer.clone());
        }
        Ok(sifted)
    }

    async fn opened(&self, asks: &[Ask]) -> Result<Opened, StoreError> {
        let sifted = self.sifted(asks).await?;
        let (known, failed) = self.copy_torn(&sifted).await;
        Ok(sifted.into_opened(&known, failed.as_ref()))
    }

    /// Copies what is torn into quarantine; gives what was there before, and why it failed.
    async fn copy_torn(&self, sifted: &Sifted) -> (BTreeSet<AsideKey>, Option<StoreError>) {
        if sifted.is_whole() {
            return (BTreeSet::new(), None);
        }
        let known =
            self.database.patiently(0, async |connection| read::aside_keys(&connection).await);
        match known.await {
            Ok(known) => {
                let copies = sifted.copies(&known);
                let failed = self.write(copies, Durability::Strict).await.err();
                (known, failed)
            }
            Err(error) => (BTreeSet::new(), Some(error)),
        }
    }
}

impl Store for IdbStore {
    async fn open(&self) -> Result<Opened, StoreError> {
        let tables = [Table::Log, Table::Hot, Table::Meta, Table::Draft, Table::Settings];
        self.opened(&tables.map(Ask::all)).await
    }

    async fn open_newest(&self, take: impl FnMut(Opening) + 'static) -> Result<(), StoreError> {
        self.open_newest_with(ReadAhead::default(), take).await
    }

    async fn news(&self, after: u64) -> Result<Opened, StoreError> {
        let log = Ask::log_beyond(after, 0).map_err(|thrown| failure::of(&thrown, 0))?;
        let [meta, draft, settings] = [Table::Meta, Table::Draft, Table::Settings].map(Ask::all);
        self.opened(&[log, meta, draft, settings]).await
    }

    async fn log(&self, after: u64, n_max: u32) -> Result<Opened, StoreError> {
        let ask = Ask::log_beyond(after, n_max).map_err(|thrown| failure::of(&thrown, 0))?;
        self.opened(&[ask]).await
    }

    async fn write(
        &self,
        writes: Vec<Write>,
        durability: Durability,
    ) -> Result<Written, StoreError> {
        if writes.is_empty() {
            return Ok(Written::default());
        }
        if let Some(newer) = self.newer.borrow().clone()
            && !writes.iter().all(Write::is_always_safe)
        {
            return Err(StoreError::NewerLayout(newer));
        }
        let needed_bytes = writes.iter().map(Write::n_bytes).sum();
        let writes: Rc<[Write]> = writes.into();
        self.database
            .patiently(needed_bytes, async |connection| {
                write::issue(&connection, &writes, durability)?.committed().await
            })
            .await
    }

    async fn cold(&self, scope: &Scope, customer: [u8; 16]) -> Result<Cold, StoreError> {
        let ask = Ask::cold(scope, customer).map_err(|thrown| failure::of(&thrown, 0))?;
        let sifted = self.sifted(&[ask]).await?;
        let (known, failed) = self.copy_torn(&sifted).await;
        Ok(sifted.into_cold(&known, failed.as_ref()))
    }

    async fn scan(&self, take: impl FnMut(Scan) + 'static) -> Result<(), StoreError> {
        let take: Taker = Rc::new(RefCell::new(take));
        let read = self
            .database
            .patiently(0, async |connection| {
                scan::start(&connection, Rc::clone(&take))?.completed().await
            })
            .await;
        match read {
            // One row that cannot be read does not hide the rest.
            Err(error) if read::may_be_one_row(&error) => {
                let asks = Table::OF_ROWS.map(Ask::all);
                let rows = self
                    .database
                    .patiently(0, async |connection| read::rows(&connection, &asks).await)
                    .await?;
                (take.borrow_mut())(Scan::Begin { n_rows: rows.len() as u64 });
                (take.borrow_mut())(Scan::Rows(rows));
                Ok(())
            }
            read => read,
        }
    }

    async fn quarantined(&self) -> Result<Vec<Quarantined>, StoreError> {
        self.database.patiently(0, async |connection| read::quarantined(&connection).await).await
    }

    async fn wipe(&self) -> Result<(), StoreError> {
        self.database.delete().await?;
        self.newer.replace(None);
        Ok(())
    }

    async fn close(&self) {
        self.database.close();
    }
}
