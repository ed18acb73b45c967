//! A company's half of the endpoint: its file, from opening to closing. Not here: sockets, routes.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jipan_sync::hub::{self, Rejected};
use tokio::sync::watch;

use crate::api::Shared;
use crate::database::Database;
use crate::machine::{Machine, NoChance};
use crate::metrics::Metrics;
use crate::records::{OpenError, SqliteStorage};

/// Why a company cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The file cannot be used.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Another process serves it.
    #[error("{path} is in use by a running `jipan serve`: stop that one first")]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file that says who serves it cannot be written.
    #[error("{path} cannot be written: {detail}")]
    Lock {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// The system gives no random bytes.
    #[error(transparent)]
    Chance(#[from] NoChance),
    /// The rows do not fit together.
    #[error("the data cannot be used: {detail}")]
    Hub {
        /// What is wrong.
        detail: String,
    },
}

impl From<Rejected> for StartError {
    fn from(rejected: Rejected) -> Self {
        Self::Hub { detail: rejected.detail }
    }
}

/// The only process that may serve or replace a file of data, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    /// Locked until it is closed.
    _file: File,
}

impl Lock {
    /// Locks the file beside the data that stands for it.
    ///
    /// # Errors
    /// When another process has it, or it cannot be written.
    pub fn of(data: &Path) -> Result<Self, StartError> {
        let mut path = data.as_os_str().to_owned();
        path.push("-lock");
        let path = PathBuf::from(path);
        let failed = |error: std::io::Error| StartError::Lock {
            path: path.clone(),
            detail: error.to_string(),
        };
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StartError::InUse { path: data.to_owned() }),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

/// A company that is open.
#[derive(Debug)]
pub struct Company {
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    lock: Lock,
}

/// A company that was opened just now.
#[derive(Debug)]
pub struct Opened {
    /// The company.
    pub company: Company,
    /// The secret of the link for the first manager, while none has joined. Not for a log.
    pub first_secret: Option<String>,
}

impl Company {
    /// Opens the file, makes it if it is not there, and judges what was not understood before.
    ///
    /// # Errors
    /// When it cannot be used, or another process serves it.
    pub fn open(data: &Path) -> Result<Opened, StartError> {
        let lock = Lock::of(data)?;
        let mut machine = Machine::new()?;
        let mut storage = SqliteStorage::open_or_make(data)?;
        let first_secret = hub::open(&mut storage, &mut machine)?;
        hub::rejudge(&mut storage, &mut machine)?;
        let metrics = Arc::<Metrics>::default();
        let database = Database::start(data, storage, machine, &metrics)?;
        let (stop, is_stopping) = watch::channel(false);
        let shared = Arc::new(Shared::new(database, metrics, is_stopping));
        Ok(Opened { company: Self { shared, stop, lock }, first_secret })
    }

    /// What the routes need.
    pub(crate) fn shared(&self) -> Arc<Shared> {
        Arc::clone(&self.shared)
    }

    /// Answers who waits for news, and lets nobody wait any more.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Closes the file after all that was asked is answered; the routes must be gone.
    pub fn close(self) {
        self.stop();
        if let Ok(shared) = Arc::try_unwrap(self.shared) {
            shared.database.close();
        }
        drop(self.lock);
    }
}
