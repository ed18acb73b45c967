//! The small values of the database, by name. Not here: what follows from them.

use std::collections::BTreeMap;

use jipan_book::sorting::gathered;
use jipan_rules::Uuid;

use crate::event::OpenedStore;
use crate::open::{META_BIRTH, META_REPLICA, META_SEQ};

/// Small values of the database by name.
pub(crate) struct Meta<'a>(BTreeMap<&'a str, &'a [u8]>);

impl<'a> Meta<'a> {
    pub(crate) fn of(store: &'a OpenedStore) -> Self {
        Self(gathered(store.meta.iter().map(|(key, value)| (key.as_str(), value.as_slice()))))
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'a [u8]> {
        self.0.get(key).copied()
    }

    pub(crate) fn number(&self, key: &str) -> Option<u64> {
        self.bytes(key).map(u64::from_le_bytes)
    }

    pub(crate) fn bytes<const N: usize>(&self, key: &str) -> Option<[u8; N]> {
        <[u8; N]>::try_from(*self.0.get(key)?).ok()
    }

    /// Values whose names begin so.
    pub(crate) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.0
            .iter()
            .filter(move |(key, _)| key.starts_with(prefix))
            .map(|(key, value)| (*key, *value))
    }

    /// The greatest number of each slot that a fold took out of the log.
    pub(crate) fn seqs(&self) -> impl Iterator<Item = (u8, u64)> {
        self.0.keys().filter_map(|key| {
            let slot = match key.strip_prefix(META_SEQ)? {
                "" => 0,
                rest => rest.strip_prefix('-')?.parse().ok()?,
            };
            Some((slot, self.number(key)?))
        })
    }

    pub(crate) fn birth(&self) -> Option<Uuid> {
        self.bytes(META_BIRTH).map(Uuid::from_bytes)
    }

    /// The device that writes here, without the slot of a tab.
    pub(crate) fn device(&self) -> Option<u64> {
        self.number(META_REPLICA).map(device_of)
    }
}

/// The part of a replica id that names the device.
pub(crate) fn device_of(replica: u64) -> u64 {
    replica >> 8
}

/// Under which name the last number of a slot is kept. The first slot has the name that was there
/// before there were slots.
pub(crate) fn seq_key(slot: u8) -> String {
    if slot == 0 { META_SEQ.to_owned() } else { format!("{META_SEQ}-{slot}") }
}
