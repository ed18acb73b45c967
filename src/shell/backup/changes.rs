//! Changes as a file, in the container of a backup. Not here: which changes, and what becomes of those
//! that were read.

use std::rc::Rc;

use jipan_app::Event;
use jipan_app::backup::Passphrase;
use jipan_app::effect::FileHandle;
use jipan_app::failure::BackupFailure;
use jipan_store::backup::{Reader, Summary, changes_content, changes_of};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, File};

use super::packer::{Packer, other};
use super::{Backups, Inner, file_time, head_of, of_format};
use crate::i18n::Tr;
use crate::shell::task;

impl Backups {
    /// Makes a file of rows of a log.
    pub(crate) fn make_changes(
        &self,
        (created_at_millis, n_customers): (u64, u32),
        rows: Vec<Vec<u8>>,
        passphrase: Passphrase,
        tr: &Tr,
    ) {
        let inner = Rc::clone(&self.0);
        let name = tr.with("changes-file", &[("time", file_time().into())]);
        let app = env!("CARGO_PKG_VERSION").to_owned();
        let summary = Summary { created_at_millis, n_customers, app };
        task::spawn(async move {
            let event = match inner.changes_made(&summary, rows, &passphrase).await {
                Ok(url) => Event::ChangesFileMade { url, name },
                Err(failure) => Event::ChangesFileFailed(failure),
            };
            inner.tell.emit(event);
        });
    }

    /// Reads a file of changes.
    pub(crate) fn read_changes(&self, file: FileHandle, passphrase: Passphrase) {
        let inner = Rc::clone(&self.0);
        let file = inner.files.get(file);
        task::spawn(async move {
            let read = match file {
                Some(file) => changes_read(&file, &passphrase).await,
                None => Err(BackupFailure::NotABackup),
            };
            inner.tell.emit(match read {
                Ok(rows) => Event::ChangesFileRead(rows),
                Err(failure) => Event::ChangesFileFailed(failure),
            });
        });
    }
}

impl Inner {
    async fn changes_made(
        &self,
        summary: &Summary,
        rows: Vec<Vec<u8>>,
        passphrase: &Passphrase,
    ) -> Result<String, BackupFailure> {
        let packer = Packer::ready().await?;
        let content = changes_content(summary, rows).map_err(|error| of_format(&error))?;
        let bytes = Array::of1(&Uint8Array::from(content.as_slice()));
        let content = Blob::new_with_u8_array_sequence(&bytes).map_err(|thrown| other(&thrown))?;
        let on_bytes = Closure::new(|_: f64| {});
        let file = packer.file(&content, passphrase.reveal(), &on_bytes).await?;
        self.files.keep(&file).map_err(|thrown| other(&thrown))
    }
}

async fn changes_read(file: &File, passphrase: &Passphrase) -> Result<Vec<Vec<u8>>, BackupFailure> {
    let (head, n_head) = head_of(file).await?;
    let packer = Packer::ready().await?;
    let pieces = packer.open(file, (&head, n_head), passphrase.reveal()).await?;
    let (mut reader, mut n_bytes) = (Reader::new(), 0_u64);
    while let Some(piece) = pieces.next().await? {
        n_bytes = n_bytes.saturating_add(piece.len() as u64);
        if n_bytes > head.n_content_bytes {
            return Err(BackupFailure::Damaged);
        }
        reader.push(&piece).map_err(|error| of_format(&error))?;
    }
    let read = reader.finish().map_err(|error| of_format(&error))?;
    changes_of(&read).ok_or(BackupFailure::NotABackup)
}
