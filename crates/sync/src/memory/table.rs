//! Rows of one kind in memory, of which a transaction can be taken back. Not here: which rows there are.

use std::collections::BTreeMap;

/// Rows by key, and what the running transaction overwrote.
#[derive(Debug, Clone)]
pub(super) struct Table<K, V> {
    pub(super) rows: BTreeMap<K, V>,
    before: Vec<(K, Option<V>)>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), before: Vec::new() }
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.rows.get(key).cloned()
    }

    pub(super) fn all(&self) -> Vec<V> {
        self.rows.values().cloned().collect()
    }

    pub(super) fn put(&mut self, key: K, row: V) {
        let before = self.rows.insert(key.clone(), row);
        self.before.push((key, before));
    }

    pub(super) fn drop(&mut self, key: &K) {
        if let Some(row) = self.rows.remove(key) {
            self.before.push((key.clone(), Some(row)));
        }
    }

    pub(super) fn end(&mut self, is_kept: bool) {
        for (key, row) in std::mem::take(&mut self.before).into_iter().rev() {
            match row {
                _ if is_kept => break,
                Some(row) => self.rows.insert(key, row),
                None => self.rows.remove(&key),
            };
        }
    }
}
