//! What every connection is set to.

use rusqlite::{Connection, StatementStatus};

use super::SqliteStorage;

fn number(of: &Connection, setting: &str) -> i64 {
    of.pragma_query_value(None, setting, |row| row.get(0)).unwrap()
}

#[test]
fn what_was_answered_survives_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let storage = SqliteStorage::open_or_make(&folder.path().join("jipan.db")).unwrap();
    let mode: String =
        storage.connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    assert_eq!(number(&storage.connection, "synchronous"), 2, "FULL, not NORMAL");
}

#[test]
fn who_only_reads_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jipan.db");
    drop(SqliteStorage::open_or_make(&path).unwrap());
    let reader = SqliteStorage::open_to_read(&path).unwrap();
    assert!(reader.connection.execute("DELETE FROM changes", []).is_err());
}

#[test]
fn a_statement_is_not_made_anew_for_what_it_is_given() {
    let storage = SqliteStorage::in_memory().unwrap();
    let all = [
        "SELECT id FROM customers WHERE code = ?1 ORDER BY id",
        "SELECT verdict FROM changes WHERE replica = ?1 AND seq = 1",
        "SELECT max(stamp) FROM changes WHERE replica = ?1",
        "SELECT ops FROM parts WHERE customer = ?1",
    ];
    for sql in all {
        for text in ["甲", "乙", "丙"] {
            let mut statement = storage.connection.prepare_cached(sql).unwrap();
            let _is_there: bool = statement.exists([text]).unwrap();
        }
        let statement = storage.connection.prepare_cached(sql).unwrap();
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
    }
}
