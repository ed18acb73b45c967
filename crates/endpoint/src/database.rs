//! The threads on which the database is asked: one that writes, one that only reads. Not here: what
//! is asked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jipan_sync::hub::HubEnv;
use tokio::sync::{oneshot, watch};
use tokio::time::Instant;

use crate::machine::Machine;
use crate::metrics::Metrics;
use crate::records::{Heads, OpenError, SqliteStorage};

/// Requests that may wait for a thread; more are turned away at once.
const QUEUE_MAX: usize = 256;
/// How often the thread that writes looks whether another process wrote, while it has nothing to do.
const LOOK: Duration = Duration::from_secs(1);

type Job = Box<dyn FnOnce(&mut SqliteStorage, &mut Machine) + Send>;

/// Why there is no answer of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NoAnswer {
    /// Too many wait for it.
    #[error("too many requests wait for the database")]
    Full,
    /// It was closed, or the request failed in a way that nobody foresaw.
    #[error("the database gave no answer")]
    Gone,
}

/// The database of a company, asked from any task.
#[derive(Debug)]
pub(crate) struct Database {
    writer: SyncSender<Job>,
    reader: SyncSender<Job>,
    moved: watch::Receiver<Heads>,
    threads: [JoinHandle<()>; 2],
}

impl Database {
    /// Starts the threads over a file that is open already, and opens it once more to read.
    pub(crate) fn start(
        path: &Path,
        storage: SqliteStorage,
        machine: Machine,
        metrics: &Arc<Metrics>,
    ) -> Result<Self, OpenError> {
        let to_read = SqliteStorage::open_to_read(path)?;
        let (writer, to_write) = sync_channel(QUEUE_MAX);
        let (reader, to_ask) = sync_channel(QUEUE_MAX);
        let (heads, moved) = watch::channel(Heads::default());
        let spawn = |name: &str, work: Box<dyn FnOnce() + Send>| {
            std::thread::Builder::new().name(name.to_owned()).spawn(work).map_err(|error| {
                OpenError::Unreadable { path: path.to_owned(), detail: error.to_string() }
            })
        };
        let counts = Arc::clone(metrics);
        let writing = move || write(storage, machine, &to_write, &Told { heads, metrics: counts });
        let reading = move || read(to_read, machine, &to_ask);
        let threads = [spawn("write", Box::new(writing))?, spawn("read", Box::new(reading))?];
        Ok(Self { writer, reader, moved, threads })
    }

    /// Runs `work` on the thread that writes.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut SqliteStorage, &mut dyn HubEnv) -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        ask(&self.writer, work).await
    }

    /// Runs `work` on the thread that only reads, beside what is being written.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut SqliteStorage, &mut dyn HubEnv) -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        ask(&self.reader, work).await
    }

    /// Changes whenever there is something new for somebody.
    pub(crate) fn moved(&self) -> watch::Receiver<Heads> {
        self.moved.clone()
    }

    /// Ends when all that was asked is answered and the file is closed.
    pub(crate) fn close(self) {
        drop((self.writer, self.reader));
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the database had failed");
            }
        }
    }
}

async fn ask<T: Send + 'static>(
    thread: &SyncSender<Job>,
    work: impl FnOnce(&mut SqliteStorage, &mut dyn HubEnv) -> T + Send + 'static,
) -> Result<T, NoAnswer> {
    let (answer, answered) = oneshot::channel();
    let job: Job = Box::new(move |storage, machine| {
        // Who asked may have gone; then nothing was begun.
        if !answer.is_closed() {
            drop(answer.send(work(storage, machine)));
        }
    });
    thread.try_send(job).map_err(|_full| NoAnswer::Full)?;
    answered.await.map_err(|_dropped| NoAnswer::Gone)
}

/// Who hears of it when the thread that writes did something.
struct Told {
    heads: watch::Sender<Heads>,
    metrics: Arc<Metrics>,
}

fn write(mut storage: SqliteStorage, mut machine: Machine, jobs: &Receiver<Job>, told: &Told) {
    look(&storage, told);
    loop {
        match jobs.recv_timeout(LOOK) {
            Ok(job) => {
                let start = Instant::now();
                run(job, &mut storage, &mut machine);
                told.metrics.transaction(start.elapsed());
            }
            Err(RecvTimeoutError::Timeout) => (),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        look(&storage, told);
    }
}

/// Wakes who waits if anything moved, also what another process wrote.
fn look(storage: &SqliteStorage, told: &Told) {
    match storage.heads() {
        Ok(heads) => {
            let has_moved = told.heads.send_if_modified(|known| {
                let has_moved = *known != heads;
                *known = heads;
                has_moved
            });
            if has_moved {
                told.metrics.heads_moved();
            }
        }
        Err(error) => tracing::warn!(%error, "the heads could not be read"),
    }
}

fn read(mut storage: SqliteStorage, mut machine: Machine, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        run(job, &mut storage, &mut machine);
    }
}

/// A request that fails in a way nobody foresaw is void, and the next one is answered.
fn run(job: Job, storage: &mut SqliteStorage, machine: &mut Machine) {
    let outcome = catch_unwind(AssertUnwindSafe(|| job(storage, machine)));
    if outcome.is_err() {
        tracing::error!("a request failed in a way that nobody foresaw; its transaction is void");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use jipan_sync::records::{RecordsError, ScopeRow, Storage as _};
    use jipan_sync::wire::Scope;

    use super::{Database, NoAnswer};
    use crate::machine::Machine;
    use crate::metrics::Metrics;
    use crate::records::SqliteStorage;

    #[tokio::test]
    async fn a_request_that_panics_is_void_and_the_next_one_is_answered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jipan.db");
        let storage = SqliteStorage::open_or_make(&path).unwrap();
        let metrics = Arc::<Metrics>::default();
        let machine = Machine::new().unwrap();
        let database = Database::start(&path, storage, machine, &metrics).unwrap();
        let row = ScopeRow { head: 7, ..ScopeRow::default() };
        let poisoned = database
            .write(move |db, _| {
                db.transact::<(), RecordsError>(|records| {
                    records.put_scope(Scope::Company, &row)?;
                    panic!("on purpose")
                })
            })
            .await;
        assert_eq!(poisoned.map(drop), Err(NoAnswer::Gone));
        let head = database
            .write(|db, _| db.transact(|records| records.scope(Scope::Company)))
            .await
            .unwrap()
            .unwrap()
            .head;
        assert_eq!(head, 0);
        database.close();
    }

    #[tokio::test]
    async fn more_requests_than_there_is_room_for_are_turned_away_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jipan.db");
        let storage = SqliteStorage::open_or_make(&path).unwrap();
        let metrics = Arc::<Metrics>::default();
        let machine = Machine::new().unwrap();
        let database = Arc::new(Database::start(&path, storage, machine, &metrics).unwrap());
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let slow = {
            let database = Arc::clone(&database);
            tokio::spawn(async move { database.write(move |_, _| wait.recv().is_ok()).await })
        };
        tokio::task::yield_now().await;
        let mut refused = None;
        for _ in 0..super::QUEUE_MAX + 2 {
            let asked = database.write(|_, _| ());
            if let Ok(answer) = tokio::time::timeout(Duration::ZERO, asked).await {
                refused = Some(answer);
                break;
            }
        }
        assert_eq!(refused, Some(Err(NoAnswer::Full)));
        go.send(()).unwrap();
        assert_eq!(slow.await.unwrap(), Ok(true));
    }
}
