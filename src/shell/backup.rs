//! Backups: every row into one file, and a file back into rows. Reading a file writes nothing; what was
//! read is kept until it is put in place or dropped. Not here: what the rows mean, when to ask.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jipan_app::Event;
use jipan_app::backup::{BackupRow, Passphrase, put_in_place, refuse_newer};
use jipan_app::failure::BackupFailure;
use jipan_app::view::{BackupSummary, MadeBackup};
use jipan_rules::DateTime;
use jipan_store::backup::{BackupError, HEAD_BYTES_MAX, Head, Reader, Summary, changes_of};
use jipan_store::{Place, Row, Scan, StoreError, Stored, Write, seal};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};
use yew::Callback;

mod changes;
mod content;
mod packer;

use super::files::Files;
use super::store::StoreDoor;
use super::{env, js, task};
use crate::i18n::Tr;
use content::Content;
use packer::{Packer, other};

/// The backups of the page.
#[derive(Clone)]
pub(crate) struct Backups(Rc<Inner>);

struct Inner {
    tell: Callback<Event>,
    store: StoreDoor,
    files: Files,
    /// What was chosen to be restored.
    chosen: RefCell<Option<File>>,
    /// What was read of it.
    read: RefCell<Vec<Row>>,
    /// Counts the readings, so that an answer of an earlier one is not taken.
    n_readings: Cell<u32>,
}

/// What a new backup is to say.
pub(crate) struct Plan {
    pub(crate) created_at_millis: u64,
    pub(crate) n_customers: u32,
    pub(crate) mark: Vec<u8>,
    pub(crate) passphrase: Passphrase,
}

impl Backups {
    /// No backups yet.
    pub(crate) fn new(tell: Callback<Event>, store: StoreDoor, files: Files) -> Self {
        Self(Rc::new(Inner {
            tell,
            store,
            files,
            chosen: RefCell::default(),
            read: RefCell::default(),
            n_readings: Cell::new(0),
        }))
    }

    /// Where the settings hand over a file.
    pub(crate) fn intake(&self) -> Callback<File> {
        let inner = Rc::clone(&self.0);
        Callback::from(move |file: File| {
            let name = file.name();
            inner.chosen.replace(Some(file));
            inner.tell.emit(Event::RestoreFileChosen { name });
        })
    }

    /// Makes a backup.
    pub(crate) fn make(&self, plan: Plan, tr: &Tr) {
        let inner = Rc::clone(&self.0);
        let name = tr.with("backup-file", &[("time", file_time().into())]);
        task::spawn(async move {
            let event = match inner.made(plan, name).await {
                Ok(made) => Event::BackupMade(made),
                Err(failure) => {
                    crate::log::error(format_args!("no backup: {failure}"));
                    Event::BackupFailed(failure)
                }
            };
            inner.tell.emit(event);
        });
    }

    /// Reads the chosen file.
    pub(crate) fn read(&self, passphrase: Passphrase) {
        let inner = Rc::clone(&self.0);
        let no = inner.n_readings.get().wrapping_add(1);
        inner.n_readings.set(no);
        task::spawn(async move {
            let read = inner.read_chosen(no, &passphrase).await;
            if inner.n_readings.get() != no {
                return;
            }
            let event = match read {
                Ok((summary, rows)) => {
                    inner.read.replace(rows);
                    Event::RestoreRead(summary)
                }
                Err(failure) => Event::RestoreFailed(failure),
            };
            inner.tell.emit(event);
        });
    }

    /// Puts what was read in place of everything stored.
    pub(crate) fn restore(&self, identity: Vec<(String, Vec<u8>)>) {
        let identity = identity.into_iter().map(|(name, value)| Write::MetaPut(name, value));
        let rows = self.0.read.take().into_iter().map(Write::RowPut);
        self.0.store.replace(std::iter::once(Write::Clear).chain(identity).chain(rows).collect());
    }

    /// Forgets what was chosen and read.
    pub(crate) fn drop_chosen(&self) {
        let inner = &self.0;
        inner.n_readings.set(inner.n_readings.get().wrapping_add(1));
        drop(inner.chosen.take());
        drop(inner.read.take());
    }
}

impl Inner {
    async fn made(&self, plan: Plan, name: String) -> Result<MadeBackup, BackupFailure> {
        let packer = Packer::ready().await?;
        let passphrase = plan.passphrase.clone();
        let (content, n_left_out) = self.content(plan).await?;
        let on_bytes = {
            let (tell, last) = (self.tell.clone(), Cell::new(0));
            let n_content = size_of(&content);
            Closure::new(move |n: f64| {
                let percent = 50_u8.saturating_add(percent_of(js::whole(n), n_content) / 2);
                if last.replace(percent) != percent {
                    tell.emit(Event::BackupStepped(percent));
                }
            })
        };
        let file = packer.file(&content, passphrase.reveal(), &on_bytes).await?;
        let url = self.files.keep(&file).map_err(|thrown| other(&thrown))?;
        let n_bytes = size_of(&file);
        let is_locked = !passphrase.is_empty();
        Ok(MadeBackup { url, name, n_bytes, n_left_out, is_locked })
    }

    /// Every row of the store as of one moment.
    async fn content(&self, plan: Plan) -> Result<(Blob, u32), BackupFailure> {
        let content = Rc::new(RefCell::new(Content::begin(&plan, 0)));
        let (taker, tell) = (Rc::clone(&content), self.tell.clone());
        let take = move |part| match part {
            Scan::Begin { n_rows } => drop(taker.replace(Content::begin(&plan, n_rows))),
            Scan::Rows(rows) => {
                let mut content = taker.borrow_mut();
                let before = content.percent();
                content.take(rows);
                let percent = content.percent();
                if percent != before {
                    // Reading is the first half, packing the second.
                    tell.emit(Event::BackupStepped(percent / 2));
                }
            }
        };
        self.store.scan(take).await.map_err(|error| of_store(&error))?;
        match Rc::try_unwrap(content) {
            Ok(content) => content.into_inner().finish(),
            Err(_) => Err(BackupFailure::Other { detail: "still reading".to_owned() }),
        }
    }

    async fn read_chosen(
        &self,
        no: u32,
        passphrase: &Passphrase,
    ) -> Result<(BackupSummary, Vec<Row>), BackupFailure> {
        let Some(file) = self.chosen.borrow().clone() else {
            return Err(BackupFailure::NotABackup);
        };
        let (head, n_head) = head_of(&file).await?;
        let packer = Packer::ready().await?;
        let pieces = packer.open(&file, (&head, n_head), passphrase.reveal()).await?;
        let (mut reader, mut n_judged, mut n_bytes, mut last) = (Reader::new(), 0, 0_u64, 0);
        while let Some(piece) = pieces.next().await? {
            n_bytes = n_bytes.saturating_add(piece.len() as u64);
            if n_bytes > head.n_content_bytes {
                return Err(BackupFailure::Damaged);
            }
            reader.push(&piece).map_err(|error| of_format(&error))?;
            for row in reader.rows().get(n_judged..).unwrap_or_default() {
                judge(row)?;
            }
            n_judged = reader.rows().len();
            let percent = percent_of(n_bytes, head.n_content_bytes);
            if percent != core::mem::replace(&mut last, percent) && self.n_readings.get() == no {
                self.tell.emit(Event::RestoreStepped(percent));
            }
        }
        let backup = reader.finish().map_err(|error| of_format(&error))?;
        if changes_of(&backup).is_some() {
            return Err(BackupFailure::NotABackup);
        }
        Ok((summary_of(backup.summary.clone())?, backup.into_rows(put_in_place)))
    }
}

async fn head_of(file: &File) -> Result<(Head, u32), BackupFailure> {
    let n = u32::try_from(HEAD_BYTES_MAX).unwrap_or(u32::MAX);
    let start = file.slice_with_f64_and_f64(0.0, n.into()).map_err(|thrown| other(&thrown))?;
    let read = JsFuture::from(start.array_buffer()).await.map_err(|thrown| other(&thrown))?;
    let start = Uint8Array::new(&read).to_vec();
    let (head, n_head) = Head::decode(&start).map_err(|error| of_format(&error))?;
    Ok((head, u32::try_from(n_head).unwrap_or(n)))
}

/// A row that a newer app wrote is not put in place of what this one knows.
fn judge(row: &Row) -> Result<(), BackupFailure> {
    let Stored::Bytes(sealed) = &row.stored else { return Ok(()) };
    let payload = sealed.get(seal::HEADER_BYTES..).unwrap_or_default();
    match &row.place {
        Place::Log(_) => refuse_newer(BackupRow::Change(payload)),
        Place::Hot(key) => refuse_newer(BackupRow::Page(key.kind, payload)),
        Place::Cold(_) => refuse_newer(BackupRow::Segment(payload)),
        Place::Meta(_) | Place::Draft(_) | Place::Setting(_) | Place::Strange { .. } => Ok(()),
    }
}

fn summary_of(summary: Summary) -> Result<BackupSummary, BackupFailure> {
    let Summary { created_at_millis, n_customers, app } = summary;
    let millis = i64::try_from(created_at_millis).ok();
    let created_at = millis.and_then(DateTime::from_timestamp_millis);
    let created_at = created_at.ok_or(BackupFailure::Damaged)?;
    Ok(BackupSummary { name: String::new(), created_at, n_customers, app })
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

/// Why the store did not give or take a book.
pub(crate) fn of_store(error: &StoreError) -> BackupFailure {
    match error {
        StoreError::QuotaExceeded { .. } => BackupFailure::QuotaExceeded,
        StoreError::NewerLayout(_) | StoreError::NewerVersion { .. } | StoreError::Superseded => {
            BackupFailure::NewerApp
        }
        StoreError::Unavailable { .. }
        | StoreError::Blocked { .. }
        | StoreError::Overtaken { .. }
        | StoreError::ConnectionClosed { .. }
        | StoreError::BackingStore { .. }
        | StoreError::Unexpected { .. } => BackupFailure::Other { detail: error.to_string() },
    }
}

/// The time on the wall as it can stand in the name of a file: `2026-11-22-1402`.
fn file_time() -> String {
    use chrono::Timelike as _;
    let now = env::local_now();
    format!("{}-{:02}{:02}", now.date_naive(), now.hour(), now.minute())
}

fn percent_of(n: u64, of: u64) -> u8 {
    let percent = n.saturating_mul(100).checked_div(of).unwrap_or(100).min(100);
    u8::try_from(percent).unwrap_or(100)
}

fn size_of(blob: &Blob) -> u64 {
    js::whole(blob.size())
}
