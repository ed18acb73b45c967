//! What the endpoint keeps, in SQLite: one file, one connection that writes, one transaction at a
//! time. Not here: what the rows mean (`jipan_sync::hub`), and on which thread this runs.

mod cells;
mod file;
mod log;
mod photos;
mod schema;
mod statements;
mod team;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jipan_book::ChangeId;
use jipan_rules::Uuid;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_sync::records::{
    AliasRow, AssignmentRow, ChangeRow, CompanyRow, CustomerRow, DeviceRow, GoneRow, Hash,
    InviteRow, Kept, Key, PartRow, PersonRow, PhotoRow, PhotoTotals, Records, RecordsError,
    ScopeRow, Storage, TerritoryRow,
};
use jipan_sync::wire::Scope;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use file::{make_private, private};
use schema::Found;

/// How long a transaction waits for another process that writes.
const BUSY_MILLIS: u64 = 5_000;
/// Statements that are kept ready.
const STATEMENTS: usize = 96;

/// The settings of every connection that writes. `FULL`: a transaction is on the disk when its end
/// returns, so what was answered survives a power cut. The cache is 64 MB, and what was written is moved
/// into the file after 16 MB of it.
const SETTINGS: &str = "
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA journal_size_limit = 67108864;
";

/// Why a file of data cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system or SQLite does not open it.
    #[error("{path} cannot be opened: {detail}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What was said.
        detail: String,
    },
    /// It is not there.
    #[error("there is no {path}: name the file with --data, or start `jipan serve` to make one")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It is a database of something else.
    #[error("{path} is not a database of Jipan: name another file with --data")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// It was written by a newer program.
    #[error("{path} was written by a newer version of Jipan: update this one")]
    Newer {
        /// The file.
        path: PathBuf,
    },
}

/// The database of a company in one SQLite file.
#[derive(Debug)]
pub struct SqliteStorage {
    connection: Connection,
    /// Whether it only reads, beside who writes.
    is_reader: bool,
}

/// Says only whether anything moved: the sum of the heads of all scopes, which only grow, and the
/// revision of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Heads {
    sum: i64,
    team: i64,
}

impl SqliteStorage {
    /// Opens the file, makes it if it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// When it cannot be opened, belongs to another program, or was written by a newer one.
    pub fn open_or_make(path: &Path) -> Result<Self, OpenError> {
        make_private(path).map_err(|error| unreadable(path, &error))?;
        Self::open(path)
    }

    /// Opens a file that is there and brings its tables up to date.
    ///
    /// # Errors
    /// As [`Self::open_or_make`], and when it is not there.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        if !path.is_file() {
            return Err(OpenError::Missing { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(path, flags);
        let connection = opened.map_err(|error| unreadable(path, &error))?;
        Self::over(connection, path)
    }

    /// Opens a file that is there and up to date, only to read, beside who writes.
    pub(crate) fn open_to_read(path: &Path) -> Result<Self, OpenError> {
        let mut storage = Self::open(path)?;
        storage.is_reader = true;
        let settings = storage.connection.execute_batch("PRAGMA query_only = ON");
        settings.map_err(|error| unreadable(path, &error))?;
        Ok(storage)
    }

    /// A database in memory, which ends with it.
    ///
    /// # Errors
    /// When SQLite has no memory for it.
    pub fn in_memory() -> Result<Self, OpenError> {
        let path = Path::new(":memory:");
        Self::over(Connection::open_in_memory().map_err(|error| unreadable(path, &error))?, path)
    }

    fn over(mut connection: Connection, path: &Path) -> Result<Self, OpenError> {
        let fail = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => OpenError::Foreign { path: path.to_owned() },
            Some(_) | None => unreadable(path, &error),
        };
        connection.busy_timeout(Duration::from_millis(BUSY_MILLIS)).map_err(fail)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // How a statement is done does not depend on what it is given: else SQLite makes it anew each time.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fail)?;
        let done = match schema::found(&connection).map_err(fail)? {
            Found::Empty => 0,
            Found::Version(done) if done <= schema::newest() => done,
            Found::Version(_) => return Err(OpenError::Newer { path: path.to_owned() }),
            Found::Foreign => return Err(OpenError::Foreign { path: path.to_owned() }),
        };
        connection.execute_batch(SETTINGS).map_err(fail)?;
        if done < schema::newest() {
            schema::bring_up_to_date(&mut connection, done).map_err(fail)?;
        }
        Ok(Self { connection, is_reader: false })
    }

    /// Whether anything moved since another moment.
    pub(crate) fn heads(&self) -> Kept<Heads> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT (SELECT coalesce(sum(head), 0) FROM scopes), \
                 (SELECT coalesce(sum(team_revision), 0) FROM company)",
            )
            .map_err(failed)?;
        statement
            .query_row([], |row| Ok(Heads { sum: row.get(0)?, team: row.get(1)? }))
            .map_err(failed)
    }

    /// Writes a whole copy of the database, as it is at this moment, into a file that is not there
    /// yet, and waits until it is on the disk. Others go on reading and writing.
    ///
    /// # Errors
    /// When the file is there or cannot be written.
    pub fn copy_to(&self, path: &Path) -> Kept<()> {
        let refused =
            |detail: &str| RecordsError { detail: detail.to_owned(), is_transient: false };
        let text = path.to_str().ok_or_else(|| refused("the name of the file is not UTF-8"))?;
        // SQLite fills a file that is empty, and leaves it the rights it has.
        let file = private().create_new(true).open(path);
        let file = file.map_err(|error| refused(&error.to_string()))?;
        let copied = self.connection.execute("VACUUM INTO ?1", [text]).map(drop).map_err(failed);
        let kept = copied.and_then(|()| file.sync_all().map_err(|it| refused(&it.to_string())));
        if kept.is_err() {
            // Half a copy is none.
            drop(std::fs::remove_file(path));
        }
        kept
    }

    /// Whether the database answers and its pages fit together. Takes as long as reading the file.
    ///
    /// # Errors
    /// When it does not, with what is wrong.
    pub fn check(&self) -> Kept<()> {
        let found: String = self
            .connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
            .map_err(failed)?;
        if found == "ok" {
            return Ok(());
        }
        Err(RecordsError { detail: format!("damaged: {found}"), is_transient: false })
    }
}

impl Storage for SqliteStorage {
    fn transact<T, E: From<RecordsError>>(
        &mut self,
        work: impl FnOnce(&mut dyn Records) -> Result<T, E>,
    ) -> Result<T, E> {
        // The lock is taken at once: a transaction that began by reading could not go on to write
        // after another process wrote.
        let begins = if self.is_reader {
            TransactionBehavior::Deferred
        } else {
            TransactionBehavior::Immediate
        };
        let transaction = self.connection.transaction_with_behavior(begins).map_err(failed)?;
        let done = work(&mut Sqlite(&transaction))?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }
}

/// The open transaction.
#[derive(Debug)]
pub(crate) struct Sqlite<'transaction>(&'transaction Connection);

impl Records for Sqlite<'_> {
    fn company(&mut self) -> Kept<Option<CompanyRow>> {
        self.read_company()
    }
    fn put_company(&mut self, row: &CompanyRow) -> Kept<()> {
        self.write_company(row)
    }
    fn people(&mut self) -> Kept<Vec<PersonRow>> {
        self.read_people()
    }
    fn person(&mut self, id: PersonId) -> Kept<Option<PersonRow>> {
        self.read_person(id)
    }
    fn put_person(&mut self, row: &PersonRow) -> Kept<()> {
        self.write_person(row)
    }
    fn aliases(&mut self) -> Kept<Vec<AliasRow>> {
        self.read_aliases()
    }
    fn put_alias(&mut self, row: &AliasRow) -> Kept<()> {
        self.write_alias(row)
    }
    fn territories(&mut self) -> Kept<Vec<TerritoryRow>> {
        self.read_territories()
    }
    fn put_territory(&mut self, row: &TerritoryRow) -> Kept<()> {
        self.write_territory(row)
    }
    fn assignments(&mut self) -> Kept<Vec<AssignmentRow>> {
        self.read_assignments()
    }
    fn put_assignment(&mut self, row: &AssignmentRow) -> Kept<()> {
        self.write_assignment(row)
    }
    fn invite(&mut self, hash: &Hash) -> Kept<Option<InviteRow>> {
        self.read_invite(hash)
    }
    fn invites(&mut self) -> Kept<Vec<InviteRow>> {
        self.read_invites()
    }
    fn put_invite(&mut self, row: &InviteRow) -> Kept<()> {
        self.write_invite(row)
    }
    fn devices(&mut self) -> Kept<Vec<DeviceRow>> {
        self.read_devices()
    }
    fn device_by_token(&mut self, hash: &Hash) -> Kept<Option<DeviceRow>> {
        self.read_device(hash)
    }
    fn put_device(&mut self, row: &DeviceRow) -> Kept<()> {
        self.write_device(row)
    }
    fn scope(&mut self, scope: Scope) -> Kept<ScopeRow> {
        self.read_scope(scope)
    }
    fn scopes(&mut self) -> Kept<Vec<(Scope, ScopeRow)>> {
        self.read_scopes()
    }
    fn put_scope(&mut self, scope: Scope, row: &ScopeRow) -> Kept<()> {
        self.write_scope(scope, row)
    }
    fn change(&mut self, id: ChangeId) -> Kept<Option<ChangeRow>> {
        self.read_change(id)
    }
    fn put_change(&mut self, row: &ChangeRow) -> Kept<()> {
        self.write_change(row)
    }
    fn last_stamp(&mut self, replica: ReplicaId) -> Kept<Option<[u8; 16]>> {
        self.read_last_stamp(replica)
    }
    fn quarantined(&mut self, after: Option<ChangeId>, n: usize) -> Kept<Vec<ChangeRow>> {
        self.read_quarantined(after, n)
    }
    fn parts_of(&mut self, customer: CustomerId) -> Kept<Vec<PartRow>> {
        self.read_parts(customer)
    }
    fn part(&mut self, customer: CustomerId, change: ChangeId) -> Kept<Option<PartRow>> {
        self.read_part(customer, change)
    }
    fn put_part(&mut self, row: &PartRow) -> Kept<()> {
        self.write_part(row)
    }
    fn feed(&mut self, scope: Scope, after: u64, bytes: usize) -> Kept<Vec<PartRow>> {
        self.read_feed(scope, after, bytes)
    }
    fn customer(&mut self, id: CustomerId) -> Kept<Option<CustomerRow>> {
        self.read_customer(id)
    }
    fn put_customer(&mut self, row: &CustomerRow) -> Kept<()> {
        self.write_customer(row)
    }
    fn by_key(&mut self, key: Key<'_>) -> Kept<Vec<CustomerId>> {
        self.read_by_key(key)
    }
    fn customers_in(
        &mut self,
        scope: Scope,
        after: Option<CustomerId>,
        n: usize,
    ) -> Kept<Vec<CustomerId>> {
        self.read_customers_in(scope, after, n)
    }
    fn put_gone(&mut self, row: &GoneRow) -> Kept<()> {
        self.write_gone(row)
    }
    fn gone_from(&mut self, scope: Scope, after: u64, through: u64) -> Kept<Vec<GoneRow>> {
        self.read_gone(scope, after, through)
    }
    fn left_by(&mut self, customer: CustomerId) -> Kept<Vec<GoneRow>> {
        self.read_left(customer)
    }
    fn photo(&mut self, id: Uuid) -> Kept<Option<PhotoRow>> {
        self.read_photo(id)
    }
    fn put_photo(&mut self, row: &PhotoRow) -> Kept<()> {
        self.write_photo(row)
    }
    fn drop_photo(&mut self, id: Uuid) -> Kept<()> {
        self.delete_photo(id)
    }
    fn photo_totals(&mut self) -> Kept<PhotoTotals> {
        self.sum_photos()
    }
    fn photos_before(&mut self, at_ms: u64) -> Kept<Vec<Uuid>> {
        self.read_photos_before(at_ms)
    }
}

/// What SQLite said. Its texts name tables and columns, never what is in them.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn failed(error: rusqlite::Error) -> RecordsError {
    let is_transient = match error.sqlite_error_code() {
        Some(
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::OutOfMemory
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen,
        ) => true,
        Some(_) | None => false,
    };
    RecordsError { detail: error.to_string(), is_transient }
}

fn unreadable(path: &Path, error: &dyn std::error::Error) -> OpenError {
    OpenError::Unreadable { path: path.to_owned(), detail: error.to_string() }
}

#[cfg(test)]
mod tests;
