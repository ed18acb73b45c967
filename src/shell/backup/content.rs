//! The rows of the store as the content of a backup, handed over to the browser part by part. Not here:
//! packing and locking it.

use jipan_app::backup::{META_BACKUP, is_sound_page};
use jipan_app::failure::BackupFailure;
use jipan_store::backup::{Summary, Writer};
use jipan_store::{HotKey, LAYOUT_NEWEST, Place, Row, Stored, seal};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::packer::other;
use super::{Plan, of_format, percent_of};

/// A content on its way.
pub(super) struct Content {
    writer: Writer,
    /// The mark of this backup, until its place comes.
    mark: Option<Row>,
    parts: Array,
    n_rows: u64,
    n_done: u64,
    thrown: Option<JsValue>,
}

impl Content {
    /// A content of so many rows.
    pub(super) fn begin(plan: &Plan, n_rows: u64) -> Self {
        let summary = Summary {
            created_at_millis: plan.created_at_millis,
            n_customers: plan.n_customers,
            app: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let is_sound = |key: &HotKey, bytes: &[u8]| is_sound_page(key.kind, bytes);
        let sealed = Stored::Bytes(seal::seal(LAYOUT_NEWEST, &plan.mark));
        let mark = Row { place: Place::Meta(META_BACKUP.to_owned()), stored: sealed };
        Self {
            writer: Writer::new(&summary, is_sound),
            mark: Some(mark),
            parts: Array::new(),
            n_rows,
            n_done: 0,
            thrown: None,
        }
    }

    /// Takes rows; the mark goes in where that of the last backup is or would be.
    pub(super) fn take(&mut self, rows: Vec<Row>) {
        self.n_done = self.n_done.saturating_add(rows.len() as u64);
        for row in rows {
            if let Some(mark) = self.mark.take_if(|mark| mark.place <= row.place) {
                let is_older = mark.place == row.place;
                self.writer.take(mark);
                if is_older {
                    continue;
                }
            }
            self.writer.take(row);
        }
        self.hand_over();
    }

    /// A blob is not in the memory of the page.
    fn hand_over(&mut self) {
        let bytes = Uint8Array::from(self.writer.drain().as_slice());
        match Blob::new_with_u8_array_sequence(&Array::of1(&bytes)) {
            Ok(part) => drop(self.parts.push(&part)),
            Err(thrown) => self.thrown = Some(thrown),
        }
    }

    /// How much of it is there.
    pub(super) fn percent(&self) -> u8 {
        percent_of(self.n_done, self.n_rows)
    }

    /// All of it, and how many damaged rows it lacks.
    pub(super) fn finish(mut self) -> Result<(Blob, u32), BackupFailure> {
        if let Some(mark) = self.mark.take() {
            self.writer.take(mark);
        }
        let ended = self.writer.finish().map_err(|error| of_format(&error))?;
        self.hand_over();
        if let Some(thrown) = &self.thrown {
            return Err(other(thrown));
        }
        let whole = Blob::new_with_blob_sequence(&self.parts).map_err(|thrown| other(&thrown))?;
        Ok((whole, ended.n_left_out))
    }
}
