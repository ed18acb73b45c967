//! `jipan backup` and `restore`: the file of data as a whole. Not here: what is in it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use jipan_endpoint::records::SqliteStorage;
use jipan_endpoint::{Lock, Machine};
use jipan_sync::hub::{self, HubEnv as _};

use super::say;

/// Where the copy goes.
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// File to make; it must not be there yet
    file: PathBuf,
}

/// Which copy to put back.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// File that `jipan backup` made
    file: PathBuf,
}

/// Copies all data and proves that the copy can be read.
pub(crate) fn backup(backup: &Backup, data: &Path) -> anyhow::Result<()> {
    let file = &backup.file;
    ensure!(!file.exists(), "{} is there already: name a new file", file.display());
    let told = || format!("{} could not be written", file.display());
    SqliteStorage::open(data)?.copy_to(file).with_context(told)?;
    SqliteStorage::open(file)?.check().with_context(told)?;
    say(&format!("All data are in {}. Keep it on another machine.", file.display()));
    Ok(())
}

/// Puts a copy in the place of the data. Whatever ends this program on the way, there is either the
/// old file or the new one.
pub(crate) fn restore(restore: &Restore, data: &Path) -> anyhow::Result<()> {
    let _lock = Lock::of(data)?;
    let mut machine = Machine::new()?;
    let next = beside(data, ".restoring");
    remove_database(&next).context("what an earlier restore left could not be removed")?;
    let told = || format!("{} cannot be restored", restore.file.display());
    fs::copy(&restore.file, &next).with_context(told)?;
    let mut storage = SqliteStorage::open(&next).with_context(told)?;
    storage.check().with_context(told)?;
    hub::restored(&mut storage, &mut machine).map_err(|it| anyhow::anyhow!(it.detail))?;
    drop(storage);
    File::open(&next)?.sync_all()?;
    if data.exists() {
        let kept = beside(data, &format!(".before-{}", machine.now_ms()));
        set_aside(data, &kept).context("the data that are there could not be set aside")?;
        say(&format!("The data that were there are in {}.", kept.display()));
    }
    fs::rename(&next, data)?;
    sync_folder(data)?;
    say("Restored. Start `jipan serve`; tablets send what is missing when they come.");
    say(
        "Tablets revoked and links used since that backup are open again: look at `jipan devices`.",
    );
    Ok(())
}

/// Keeps the file under another name while it stays where it is. What SQLite has not yet moved from
/// the file of its log into the database goes along: it must not be taken for that of the new file.
fn set_aside(data: &Path, kept: &Path) -> anyhow::Result<()> {
    // Moves the log into the file, if it can still be read.
    drop(SqliteStorage::open(data));
    if fs::hard_link(data, kept).is_err() {
        fs::copy(data, kept)?;
    }
    if beside(data, "-wal").exists() {
        fs::rename(beside(data, "-wal"), beside(kept, "-wal"))?;
    }
    Ok(gone(fs::remove_file(beside(data, "-shm")))?)
}

fn remove_database(path: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        gone(fs::remove_file(beside(path, suffix)))?;
    }
    Ok(())
}

/// What is not there needs not to be removed.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// A new name is on the disk when its folder is.
fn sync_folder(data: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = data.parent().filter(|it| !it.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
