//! Backups of a tablet without glass: the container, neither packed nor locked. Not here: what the
//! browser does to it.

use std::cell::RefCell;
use std::rc::Rc;

use jipan_app::backup::{
    BackupRow, META_BACKUP, Passphrase, is_sound_page, put_in_place, refuse_newer,
};
use jipan_app::effect::FileHandle;
use jipan_app::event::CompanyEvent;
use jipan_app::failure::BackupFailure;
use jipan_app::view::{BackupSummary, BackupView, ChangesFileView, MadeBackup, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::DateTime;
use jipan_store::backup::{
    Backup, BackupError, Head, Packing, Reader, Summary, Writer, changes_content, changes_of,
};
use jipan_store::{
    Durability, HotKey, LAYOUT_NEWEST, Place, Row, Scan, Store as _, StoreError, Stored, Write,
    seal,
};
use pollster::block_on;

use super::{Disk, Tablet};

impl Tablet<'_> {
    pub(super) fn back_up(&mut self, created_at_millis: u64, n_customers: u32, mark: &[u8]) {
        let event = match file_of(self.disk, created_at_millis, n_customers, mark) {
            Ok((file, n_left_out)) => {
                let (name, n_bytes) = ("backup.jipan".to_owned(), file.len() as u64);
                self.written.push((name.clone(), file));
                let url = "blob:backup".to_owned();
                let is_locked = false;
                Event::BackupMade(MadeBackup { url, name, n_bytes, n_left_out, is_locked })
            }
            Err(failure) => Event::BackupFailed(failure),
        };
        self.queue.push_back(event);
    }

    pub(super) fn read_backup(&mut self, passphrase: &Passphrase) {
        let opened = match self.locked_with {
            Some(_) if passphrase.is_empty() => Err(BackupFailure::PassphraseNeeded),
            Some(opens) if passphrase.reveal() != opens => Err(BackupFailure::WrongPassphrase),
            Some(_) | None => read(&self.chosen),
        };
        let event = match opened {
            Ok((summary, writes)) => {
                self.to_restore = Some(writes);
                Event::RestoreRead(summary)
            }
            Err(failure) => Event::RestoreFailed(failure),
        };
        self.queue.push_back(event);
    }

    pub(super) fn restore_backup(&mut self, identity: Vec<(String, Vec<u8>)>) {
        let mut writes = vec![Write::Clear];
        writes.extend(identity.into_iter().map(|(name, value)| Write::MetaPut(name, value)));
        writes.extend(self.to_restore.take().unwrap());
        let event = match block_on(self.disk.write(writes, Durability::Strict)) {
            Ok(_) => Event::Restored,
            Err(error) => Event::RestoreFailed(failure_of(&error)),
        };
        self.queue.push_back(event);
    }

    pub(super) fn make_changes(&mut self, made: (u64, u32), rows: Vec<Vec<u8>>) {
        let (created_at_millis, n_customers) = made;
        let summary = Summary { created_at_millis, n_customers, app: "0.1.0".to_owned() };
        let content = changes_content(&summary, rows).unwrap();
        let n_content_bytes = content.len() as u64;
        let head = Head { packing: Packing::Plain, n_content_bytes, lock: None };
        let name = "changes.jipan".to_owned();
        self.written.push((name.clone(), [head.encode(), content].concat()));
        self.queue.push_back(Event::ChangesFileMade { url: "blob:changes".to_owned(), name });
    }

    pub(super) fn read_changes(&mut self, file: FileHandle) {
        let file = self.files.get(&file.0).cloned().unwrap_or_default();
        let rows = proved(&file).and_then(|it| changes_of(&it).ok_or(BackupFailure::NotABackup));
        self.queue.push_back(match rows {
            Ok(rows) => Event::ChangesFileRead(rows),
            Err(failure) => Event::ChangesFileFailed(failure),
        });
    }

    /// Makes a file of changes.
    pub(crate) fn hands_over(&mut self, is_all: bool) -> Vec<u8> {
        let passphrase = Passphrase::new("口令".to_owned());
        self.happens(Event::Company(CompanyEvent::ChangesFileAsked { is_all, passphrase }));
        self.written.last().unwrap().1.clone()
    }

    /// Takes one in.
    pub(crate) fn takes_over(&mut self, file: &[u8]) -> ChangesFileView {
        self.files.insert(77, file.to_vec());
        let passphrase = Passphrase::new("口令".to_owned());
        let chosen = CompanyEvent::ChangesFileChosen { file: FileHandle(77), passphrase };
        self.happens(Event::Company(chosen));
        self.sync_screen().file
    }

    /// Makes a backup; gives the file.
    pub(crate) fn backs_up(&mut self) -> Vec<u8> {
        let n_before = self.written.len();
        self.happens(Event::BackupPressed(Passphrase::default()));
        assert_eq!(self.written.len(), n_before + 1, "{:?}", self.backup().making);
        self.written.last().unwrap().1.clone()
    }

    /// Chooses a file to be restored.
    pub(crate) fn chooses_backup(&mut self, file: &[u8]) {
        self.chosen = file.to_vec();
        self.happens(Event::RestoreFileChosen { name: "backup.jipan".to_owned() });
    }

    /// Presses Restore.
    pub(crate) fn restores(&mut self) {
        self.restores_with("");
    }

    /// Presses Restore with a passphrase typed.
    pub(crate) fn restores_with(&mut self, passphrase: &str) {
        self.happens(Event::RestoreBackupPressed(Passphrase::new(passphrase.to_owned())));
    }

    /// What the settings say of backups.
    pub(crate) fn backup(&mut self) -> BackupView {
        (*self.settings().backup).clone()
    }

    /// The settings.
    pub(crate) fn settings(&mut self) -> jipan_app::view::Later<jipan_app::view::SettingsView> {
        self.happens(Event::LinkFollowed(Route::Settings));
        match self.model.view().screen {
            ScreenView::Settings(view) => view,
            other => panic!("not the settings: {other:?}"),
        }
    }
}

fn file_of(
    disk: &Disk,
    created_at_millis: u64,
    n_customers: u32,
    mark: &[u8],
) -> Result<(Vec<u8>, u32), BackupFailure> {
    let summary = Summary { created_at_millis, n_customers, app: "0.1.0".to_owned() };
    let is_sound = |key: &HotKey, bytes: &[u8]| is_sound_page(key.kind, bytes);
    let writer = Rc::new(RefCell::new(Writer::new(&summary, is_sound)));
    let taker = Rc::clone(&writer);
    let place = Place::Meta(META_BACKUP.to_owned());
    let mark = Row { place: place.clone(), stored: Stored::Bytes(seal::seal(LAYOUT_NEWEST, mark)) };
    let mut mark = Some(mark);
    let scan = disk.scan(move |part| {
        let Scan::Rows(rows) = part else { return };
        for row in rows {
            if row.place > place
                && let Some(mark) = mark.take()
            {
                taker.borrow_mut().take(mark);
            }
            if row.place != place {
                taker.borrow_mut().take(row);
            }
        }
    });
    block_on(scan).map_err(|error| failure_of(&error))?;
    let mut writer = writer.borrow_mut();
    let ended = writer.finish().map_err(|error| of_format(&error))?;
    let content = writer.drain();
    let head = Head { packing: Packing::Plain, n_content_bytes: content.len() as u64, lock: None };
    Ok(([head.encode(), content].concat(), ended.n_left_out))
}

fn proved(file: &[u8]) -> Result<Backup, BackupFailure> {
    let (_, n_head) = Head::decode(file).map_err(|error| of_format(&error))?;
    let mut reader = Reader::new();
    reader.push(&file[n_head..]).map_err(|error| of_format(&error))?;
    reader.finish().map_err(|error| of_format(&error))
}

fn read(file: &[u8]) -> Result<(BackupSummary, Vec<Write>), BackupFailure> {
    let backup = proved(file)?;
    if changes_of(&backup).is_some() {
        return Err(BackupFailure::NotABackup);
    }
    for row in &backup.rows {
        let payload = |stored: &Stored| match stored {
            Stored::Bytes(row) => row[seal::HEADER_BYTES..].to_vec(),
            _ => Vec::new(),
        };
        match &row.place {
            Place::Log(_) => refuse_newer(BackupRow::Change(&payload(&row.stored)))?,
            Place::Hot(key) => refuse_newer(BackupRow::Page(key.kind, &payload(&row.stored)))?,
            Place::Cold(_) => refuse_newer(BackupRow::Segment(&payload(&row.stored)))?,
            _ => {}
        }
    }
    let created_at =
        DateTime::from_timestamp_millis(backup.summary.created_at_millis.try_into().unwrap());
    let Summary { n_customers, app, .. } = backup.summary.clone();
    let writes = backup.into_rows(put_in_place).into_iter().map(Write::RowPut).collect();
    let created_at = created_at.unwrap();
    Ok((BackupSummary { name: String::new(), created_at, n_customers, app }, writes))
}

fn of_format(error: &BackupError) -> BackupFailure {
    match error {
        BackupError::NotABackup => BackupFailure::NotABackup,
        BackupError::Damaged { .. } => BackupFailure::Damaged,
        BackupError::NewerFormat { .. } | BackupError::NewerLayout { .. } => {
            BackupFailure::NewerApp
        }
    }
}

fn failure_of(error: &StoreError) -> BackupFailure {
    match error {
        StoreError::QuotaExceeded { .. } => BackupFailure::QuotaExceeded,
        other => BackupFailure::Other { detail: other.to_string() },
    }
}
