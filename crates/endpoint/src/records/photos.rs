//! The photos of receipts. Not here: who may see one.

use jipan_rules::Uuid;
use jipan_rules::values::ids::PersonId;
use jipan_sync::records::{Kept, PhotoRow, PhotoTotals};
use rusqlite::params;

use super::Sqlite;
use super::cells::{bound, cell, number, uuid};

impl Sqlite<'_> {
    pub(super) fn read_photo(&self, id: Uuid) -> Kept<Option<PhotoRow>> {
        self.one(
            "SELECT id, person, at_ms, jpeg FROM photos WHERE id = ?1",
            [id.into_bytes()],
            |row| {
                Ok(PhotoRow {
                    id: uuid(row, 0)?,
                    person: PersonId::new(uuid(row, 1)?),
                    at_ms: number(row, 2)?,
                    jpeg: row.get(3)?,
                })
            },
        )
    }

    pub(super) fn write_photo(&self, row: &PhotoRow) -> Kept<()> {
        self.put(
            "INSERT INTO photos (id, person, at_ms, n_bytes, jpeg) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (id) DO UPDATE SET person = ?2, at_ms = ?3, n_bytes = ?4, jpeg = ?5",
            params![
                row.id.into_bytes(),
                row.person.uuid().into_bytes(),
                cell(row.at_ms),
                cell(row.jpeg.len() as u64),
                row.jpeg,
            ],
        )
    }

    pub(super) fn delete_photo(&self, id: Uuid) -> Kept<()> {
        self.put("DELETE FROM photos WHERE id = ?1", [id.into_bytes()])
    }

    /// Both walks go through the index alone, since a row has pages of picture.
    pub(super) fn sum_photos(&self) -> Kept<PhotoTotals> {
        let found =
            self.one("SELECT count(*), coalesce(sum(n_bytes), 0) FROM photos", [], |row| {
                Ok(PhotoTotals { n: number(row, 0)?, n_bytes: number(row, 1)? })
            })?;
        Ok(found.unwrap_or_default())
    }

    pub(super) fn read_photos_before(&self, at_ms: u64) -> Kept<Vec<Uuid>> {
        self.all("SELECT id FROM photos WHERE at_ms < ?1 ORDER BY id", [bound(at_ms)], |row| {
            uuid(row, 0)
        })
    }
}
