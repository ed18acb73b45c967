//! The tables of the database and how an older file is brought up to date. Not here: what is read
//! and written.
//!
//! Portable: no sequence, no trigger, no number that the database gives. One file is one company;
//! with many companies in one database each key would be led by a column `company`. For PostgreSQL:
//! `BLOB` is `bytea`, `INTEGER` is `bigint`, texts of order are `COLLATE "C"`, and
//! `ON CONFLICT … DO UPDATE` stays as it is.

use rusqlite::{Connection, OptionalExtension as _};

/// What is done to come from one version to the next; the version is the number of steps done.
/// New steps only at the end.
const STEPS: &[&str] = &[FIRST, PHOTOS];

const FIRST: &str = "
CREATE TABLE company (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    epoch BLOB NOT NULL,
    kind TEXT NOT NULL,
    replica BLOB NOT NULL,
    seq INTEGER NOT NULL,
    clock_ms INTEGER NOT NULL,
    clock_counter INTEGER NOT NULL,
    team_revision INTEGER NOT NULL,
    restored_ms INTEGER
);
CREATE TABLE people (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    left_ms INTEGER
) WITHOUT ROWID;
CREATE TABLE aliases (
    local BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    joined_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE territories (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    field_values TEXT NOT NULL
);
CREATE TABLE assignments (
    person BLOB NOT NULL,
    territory INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER,
    PRIMARY KEY (person, territory, since_ms)
) WITHOUT ROWID;
CREATE TABLE invites (
    hash BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    until_ms INTEGER NOT NULL,
    used_ms INTEGER
) WITHOUT ROWID;
CREATE TABLE devices (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    token_hash BLOB NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    app TEXT NOT NULL,
    joined_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL,
    revoked_ms INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX devices_by_token ON devices (token_hash);
CREATE TABLE scopes (
    scope INTEGER NOT NULL PRIMARY KEY,
    head INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    checksum_open INTEGER NOT NULL,
    n_customers INTEGER NOT NULL
);
CREATE TABLE changes (
    replica BLOB NOT NULL,
    seq INTEGER NOT NULL,
    device BLOB,
    at_ms INTEGER NOT NULL,
    stamp BLOB NOT NULL,
    head TEXT NOT NULL,
    verdict TEXT NOT NULL,
    kept TEXT,
    PRIMARY KEY (replica, seq)
) WITHOUT ROWID;
CREATE INDEX changes_by_stamp ON changes (replica, stamp);
CREATE INDEX changes_by_verdict ON changes (verdict) WHERE verdict = '\"quarantined\"';
CREATE TABLE parts (
    customer BLOB NOT NULL,
    replica BLOB NOT NULL,
    seq INTEGER NOT NULL,
    scope INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    is_private INTEGER NOT NULL,
    ops TEXT NOT NULL,
    PRIMARY KEY (customer, replica, seq)
);
CREATE UNIQUE INDEX parts_by_scope ON parts (scope, pos);
CREATE TABLE customers (
    id BLOB NOT NULL PRIMARY KEY,
    scope INTEGER NOT NULL,
    home INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    digest_open INTEGER NOT NULL,
    line TEXT,
    district TEXT,
    code TEXT,
    licence TEXT
) WITHOUT ROWID;
CREATE INDEX customers_by_scope ON customers (scope, id);
CREATE INDEX customers_by_code ON customers (code) WHERE code IS NOT NULL;
CREATE INDEX customers_by_licence ON customers (licence) WHERE licence IS NOT NULL;
CREATE TABLE gone (
    scope INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    customer BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, pos)
) WITHOUT ROWID;
CREATE INDEX gone_by_customer ON gone (customer);
";

/// The index has all that is asked of photos without looking at one.
const PHOTOS: &str = "
CREATE TABLE photos (
    id BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    n_bytes INTEGER NOT NULL,
    jpeg BLOB NOT NULL
);
CREATE INDEX photos_by_time ON photos (at_ms, n_bytes, id);
";

/// What the file of a database can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// Without a table.
    Empty,
    /// Ours, after so many steps.
    Version(usize),
    /// Of another program.
    Foreign,
}

/// The version that this program writes.
pub(crate) fn newest() -> usize {
    STEPS.len()
}

/// What is in the file.
pub(crate) fn found(connection: &Connection) -> rusqlite::Result<Found> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(Found::Empty);
    }
    let is_ours: Option<i64> = connection
        .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'jipan_version'", [], |row| row.get(0))
        .optional()?;
    if is_ours.is_none() {
        return Ok(Found::Foreign);
    }
    let version: i64 =
        connection.query_row("SELECT max(version) FROM jipan_version", [], |row| row.get(0))?;
    Ok(usize::try_from(version).map_or(Found::Foreign, Found::Version))
}

/// Does the steps that are missing, all in one transaction. `done` have been done.
pub(crate) fn bring_up_to_date(connection: &mut Connection, done: usize) -> rusqlite::Result<()> {
    let work = connection.transaction()?;
    if done == 0 {
        work.execute_batch("CREATE TABLE jipan_version (version INTEGER NOT NULL PRIMARY KEY)")?;
    }
    for (idx, step) in STEPS.iter().enumerate().skip(done) {
        work.execute_batch(step)?;
        let version = i64::try_from(idx.saturating_add(1)).unwrap_or(i64::MAX);
        work.execute("INSERT INTO jipan_version (version) VALUES (?1)", [version])?;
    }
    work.commit()
}
