//! The twin of the browser's store in memory, for native tests: the same rows, the same sealing,
//! the same answers. Not here: faults, see [`FaultyStore`](crate::FaultyStore).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::key::generations;
use crate::seal::{LAYOUT_NEWEST, holds, seal};
use crate::sift::{AsideKey, Sifted, aside_key, sift};
use crate::{
    Cold, Durability, HotKey, Newer, Opened, Opening, Place, Quarantined, Rewind, Row, Scan, Scope,
    Store, StoreError, Stored, Write, Written,
};

/// A store in memory. What it holds changes only when a call returns `Ok`.
#[derive(Debug, Default)]
pub struct MemoryStore {
    disk: RefCell<Disk>,
    newer: RefCell<Option<Newer>>,
}

/// What lies on the disk of a [`MemoryStore`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disk {
    rows: BTreeMap<Place, Stored>,
    log_key_last: u64,
    quarantine: BTreeMap<AsideKey, Quarantined>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// A store in which `rows` lie as they are, sealed or not: to lay out damage and fixtures.
    pub fn from_rows(rows: impl IntoIterator<Item = Row>) -> Self {
        let store = Self::new();
        rows.into_iter().for_each(|row| store.lay(row));
        store
    }

    /// Puts one row as it is, past the seal.
    pub fn lay(&self, row: Row) {
        self.disk.borrow_mut().lay(row);
    }

    /// All rows as they lie, in the order of [`Place`]; quarantine is not among them.
    pub fn rows(&self) -> Vec<Row> {
        let disk = self.disk.borrow();
        let row = |(place, stored): (&Place, &Stored)| Row {
            place: place.clone(),
            stored: stored.clone(),
        };
        disk.rows.iter().map(row).collect()
    }

    fn read(&self, wanted: impl Fn(&Place) -> bool) -> Sifted {
        let mut rows = self.rows();
        rows.retain(|row| wanted(&row.place));
        let sifted = sift(rows);
        if let Some(newer) = sifted.newer() {
            self.newer.borrow_mut().get_or_insert_with(|| newer.clone());
        }
        sifted
    }

    /// Copies what is torn; gives what had been copied before.
    fn copy_torn(&self, sifted: &Sifted) -> BTreeSet<AsideKey> {
        if sifted.is_whole() {
            return BTreeSet::new();
        }
        let mut disk = self.disk.borrow_mut();
        let known = disk.quarantine.keys().cloned().collect();
        sifted.copies(&known).into_iter().for_each(|write| {
            disk.apply(write);
        });
        known
    }
}

impl Disk {
    /// The value of `meta` that is not as the writes expect it.
    fn overtaken(&self, writes: &[Write]) -> Option<String> {
        writes.iter().find_map(|write| {
            let Write::Expect(name, expected) = write else { return None };
            let is_so = match self.rows.get(&Place::Meta(name.clone())) {
                Some(Stored::Bytes(row)) => holds(Some(row.clone()), expected.as_deref()),
                Some(Stored::Text(_) | Stored::Strange | Stored::Unreadable { .. }) => false,
                None => expected.is_none(),
            };
            (!is_so).then(|| name.clone())
        })
    }

    /// Does one write; the key if it was one into the log.
    fn apply(&mut self, write: Write) -> Option<u64> {
        let mut put = |place, payload: &[u8]| {
            self.rows.insert(place, Stored::Bytes(seal(LAYOUT_NEWEST, payload)));
        };
        match write {
            Write::Log(payload) => {
                let key = self.log_key_last.saturating_add(1);
                put(Place::Log(key), &payload);
                self.log_key_last = key;
                return Some(key);
            }
            Write::HotPut(key, payload) => put(Place::Hot(key), &payload),
            Write::ColdPut(key, payload) => put(Place::Cold(key), &payload),
            Write::ColdDelete(scope, customer) => {
                self.rows.retain(|place, _| {
                    !matches!(place, Place::Cold(key) if key.scope == scope && key.customer == customer)
                });
            }
            Write::MetaPut(name, payload) => put(Place::Meta(name), &payload),
            Write::DraftPut(name, text) => put(Place::Draft(name), text.as_bytes()),
            Write::SettingPut(name, text) => {
                self.rows.insert(Place::Setting(name), Stored::Text(text));
            }
            Write::LogDelete(key) => self.delete(&Place::Log(key)),
            Write::LogDeleteThrough(last) => {
                self.rows.retain(|place, _| !matches!(place, Place::Log(key) if *key <= last));
            }
            Write::HotDelete(key) => self.delete(&Place::Hot(key)),
            Write::MetaDelete(name) => self.delete(&Place::Meta(name)),
            Write::DraftDelete(name) => self.delete(&Place::Draft(name)),
            Write::Clear => self.rows.clear(),
            Write::RowPut(row) if row.can_be_put() => self.lay(row),
            Write::Expect(..) | Write::RowPut(_) => {}
            Write::QuarantinePut { origin, why, bytes } => {
                let key = aside_key(&origin, &bytes);
                self.quarantine.insert(key, Quarantined { origin, why, bytes });
            }
        }
        None
    }

    fn lay(&mut self, row: Row) {
        if let Place::Log(key) = row.place {
            self.log_key_last = self.log_key_last.max(key);
        }
        self.rows.insert(row.place, row.stored);
    }

    fn delete(&mut self, place: &Place) {
        self.rows.remove(place);
    }
}

fn hot_key(place: &Place) -> Option<&HotKey> {
    if let Place::Hot(key) = place { Some(key) } else { None }
}

impl Store for MemoryStore {
    async fn open(&self) -> Result<Opened, StoreError> {
        let sifted = self.read(|place| !matches!(place, Place::Cold(_)));
        let known = self.copy_torn(&sifted);
        Ok(sifted.into_opened(&known, None))
    }

    async fn open_newest(&self, mut take: impl FnMut(Opening) + 'static) -> Result<(), StoreError> {
        let small = self.read(|place| !matches!(place, Place::Hot(_) | Place::Cold(_)));
        if !small.is_all() {
            let opened = Box::new(self.open().await?);
            take(Opening::Begin { opened, coming: Vec::new() });
            return Ok(());
        }
        let hot = self.disk.borrow().rows.keys().filter_map(hot_key).cloned().collect();
        let found = generations(hot);
        let newest = found.newest.clone();
        take(small.into_opening(found));
        for key in newest {
            let page = self.read(|place| hot_key(place) == Some(&key)).into_page();
            let is_sound = page != Opening::Unsound;
            take(page);
            if !is_sound {
                break;
            }
        }
        Ok(())
    }

    async fn news(&self, after: u64) -> Result<Opened, StoreError> {
        let sifted = self.read(|place| match place {
            Place::Log(key) => *key > after,
            Place::Hot(_) | Place::Cold(_) | Place::Strange { .. } => false,
            Place::Meta(_) | Place::Draft(_) | Place::Setting(_) => true,
        });
        let known = self.copy_torn(&sifted);
        Ok(sifted.into_opened(&known, None))
    }

    async fn log(&self, after: u64, n_max: u32) -> Result<Opened, StoreError> {
        let is_beyond = |place: &Place| matches!(place, Place::Log(key) if *key > after);
        let n_max =
            if n_max == 0 { usize::MAX } else { usize::try_from(n_max).unwrap_or_default() };
        let n = self.disk.borrow().rows.keys().filter(|it| is_beyond(it)).count().min(n_max);
        let last = self
            .disk
            .borrow()
            .rows
            .keys()
            .filter(|it| is_beyond(it))
            .nth(n.saturating_sub(1))
            .cloned();
        let sifted =
            self.read(|place| is_beyond(place) && last.as_ref().is_some_and(|last| place <= last));
        let known = self.copy_torn(&sifted);
        Ok(sifted.into_opened(&known, None))
    }

    async fn write(
        &self,
        writes: Vec<Write>,
        _durability: Durability,
    ) -> Result<Written, StoreError> {
        if let Some(newer) = self.newer.borrow().clone()
            && !writes.iter().all(Write::is_always_safe)
        {
            return Err(StoreError::NewerLayout(newer));
        }
        let mut disk = self.disk.borrow_mut();
        if let Some(name) = disk.overtaken(&writes) {
            return Err(StoreError::Overtaken { name });
        }
        let log_keys = writes.into_iter().filter_map(|write| disk.apply(write)).collect();
        Ok(Written { log_keys })
    }

    async fn cold(&self, scope: &Scope, customer: [u8; 16]) -> Result<Cold, StoreError> {
        let sifted = self.read(|place| {
            matches!(place, Place::Cold(key) if key.scope == *scope && key.customer == customer)
        });
        let known = self.copy_torn(&sifted);
        Ok(sifted.into_cold(&known, None))
    }

    async fn scan(&self, mut take: impl FnMut(Scan) + 'static) -> Result<(), StoreError> {
        let rows = self.rows();
        take(Scan::Begin { n_rows: rows.len() as u64 });
        // Small parts, so that a test meets more than one.
        for part in rows.chunks(3) {
            take(Scan::Rows(part.to_vec()));
        }
        Ok(())
    }

    async fn quarantined(&self) -> Result<Vec<Quarantined>, StoreError> {
        Ok(self.disk.borrow().quarantine.values().cloned().collect())
    }

    async fn wipe(&self) -> Result<(), StoreError> {
        self.disk.replace(Disk::default());
        self.newer.replace(None);
        Ok(())
    }

    async fn close(&self) {}
}

impl Rewind for MemoryStore {
    type Point = Disk;

    fn point(&self) -> Disk {
        self.disk.borrow().clone()
    }

    fn rewind(&self, point: Disk) {
        self.disk.replace(point);
    }
}
