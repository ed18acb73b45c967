//! How a statement is run in the open transaction. Not here: which statements there are.

use jipan_sync::records::Kept;
use rusqlite::{OptionalExtension as _, Params, Row};

use super::{Sqlite, failed};

impl Sqlite<'_> {
    pub(super) fn one<T>(
        &self,
        sql: &str,
        cells: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Kept<Option<T>> {
        let mut statement = self.0.prepare_cached(sql).map_err(failed)?;
        statement.query_row(cells, read).optional().map_err(failed)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        cells: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Kept<Vec<T>> {
        let mut statement = self.0.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map(cells, read).map_err(failed)?;
        rows.collect::<rusqlite::Result<_>>().map_err(failed)
    }

    pub(super) fn put(&self, sql: &str, cells: impl Params) -> Kept<()> {
        self.update(sql, cells).map(drop)
    }

    /// Writes, and says into how many rows.
    pub(super) fn update(&self, sql: &str, cells: impl Params) -> Kept<usize> {
        let mut statement = self.0.prepare_cached(sql).map_err(failed)?;
        statement.execute(cells).map_err(failed)
    }
}
