//! The rows that the endpoint keeps of changes, written once more by SQLite alone into the same tables
//! with the same keys. Not here: judging, and what else is measured.

use std::collections::BTreeMap;
use std::path::Path;

use jipan_book::Change;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Row, params, params_from_iter};

const CHANGE: &str = "SELECT * FROM changes WHERE replica = ?1 AND seq = ?2";
const CUSTOMER: &str = "SELECT * FROM customers WHERE id = ?1";

/// As the endpoint's own connection has them.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864";

type Cells = Vec<Value>;

/// What is kept of one change.
pub(crate) struct Rows {
    change: Cells,
    parts: Vec<Cells>,
    customers: Vec<Cells>,
}

impl Rows {
    /// How many rows.
    pub(crate) fn n(&self) -> usize {
        1 + self.parts.len() + self.customers.len()
    }
}

/// The endpoint's database, and a second one with its tables.
pub(crate) struct Same {
    from: Connection,
    to: Connection,
}

impl Same {
    pub(crate) fn of(data: &Path, other: &Path) -> Self {
        let from = Connection::open_with_flags(data, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let to = Connection::open(other).unwrap();
        to.execute_batch(SETTINGS).unwrap();
        let tables = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC";
        for sql in query(&from, tables, params![], |row| row.get::<_, String>(0)) {
            to.execute_batch(&sql).unwrap();
        }
        Self { from, to }
    }

    /// What the endpoint keeps of these changes.
    pub(crate) fn rows_of(&self, changes: &[Change]) -> Vec<Rows> {
        let all = query(&self.from, "SELECT * FROM parts", params![], cells);
        let mut by_seq: BTreeMap<(Vec<u8>, i64), Vec<Cells>> = BTreeMap::new();
        for part in all {
            let (Some(Value::Blob(replica)), Some(Value::Integer(seq))) =
                (part.get(1), part.get(2))
            else {
                continue;
            };
            by_seq.entry((replica.clone(), *seq)).or_default().push(part);
        }
        let rows = changes.iter().filter_map(|change| {
            let replica = change.id.replica.number().to_be_bytes().to_vec();
            let seq = change.id.seq.cast_signed();
            let kept = query(&self.from, CHANGE, params![replica, seq], cells).pop()?;
            let parts = by_seq.remove(&(replica, seq)).unwrap_or_default();
            let of = parts.iter().filter_map(|part| part.first());
            let customers =
                of.filter_map(|id| query(&self.from, CUSTOMER, params![id], cells).pop()).collect();
            assert!(!parts.is_empty(), "each change has a part");
            Some(Rows { change: kept, parts, customers })
        });
        let rows: Vec<Rows> = rows.collect();
        assert_eq!(rows.len(), changes.len(), "each change is kept");
        rows
    }

    /// Writes them, so many changes in a transaction.
    pub(crate) fn insert(&mut self, rows: &[Rows], n_push: usize) {
        for rows in rows.chunks(n_push) {
            let work = self.to.transaction().unwrap();
            for it in rows {
                put(&work, "changes", &it.change);
                it.parts.iter().for_each(|part| put(&work, "parts", part));
                it.customers.iter().for_each(|customer| put_customer(&work, customer));
            }
            work.commit().unwrap();
        }
    }
}

fn put(work: &Connection, table: &str, cells: &Cells) {
    let places = vec!["?"; cells.len()].join(",");
    let sql = format!("INSERT INTO {table} VALUES ({places})");
    work.prepare_cached(&sql).unwrap().execute(params_from_iter(cells)).unwrap();
}

/// One that is there keeps its place and its keys, so no index is touched.
fn put_customer(work: &Connection, cells: &Cells) {
    let sql = "UPDATE customers SET digest = ?2, digest_open = ?3 WHERE id = ?1";
    let [id, digest, open] = [0, 3, 4].map(|at| cells.get(at).unwrap());
    let mut update = work.prepare_cached(sql).unwrap();
    if update.execute(params![id, digest, open]).unwrap() == 0 {
        put(work, "customers", cells);
    }
}

fn cells(row: &Row<'_>) -> rusqlite::Result<Cells> {
    (0..row.as_ref().column_count()).map(|idx| row.get(idx)).collect()
}

fn query<T>(
    of: &Connection,
    sql: &str,
    with: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Vec<T> {
    let mut statement = of.prepare_cached(sql).unwrap();
    statement.query_map(with, read).unwrap().map(Result::unwrap).collect()
}
