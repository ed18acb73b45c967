//! The same container with some rows of a log and nothing else: changes on their way to another
//! tablet. Not here: what the rows mean.

use super::{Backup, BackupError, Summary, Writer};
use crate::seal::{self, seal};
use crate::{Place, Row, Stored};

/// The small value that says so. A file with it is no backup: put in place of a book it would be the
/// end of it.
const META_CHANGES: &str = "changes-file";

/// What a change looks like within its row has not changed since the first layout, and the other tablet
/// may have no signal to be updated.
const LAYOUT: u8 = 1;

/// The content of a file with these rows of a log.
///
/// # Errors
/// None, for payloads as they are.
pub fn changes_content(summary: &Summary, rows: Vec<Vec<u8>>) -> Result<Vec<u8>, BackupError> {
    let sealed = |payload: &[u8]| Stored::Bytes(seal(LAYOUT, payload));
    let mut writer = Writer::new(summary, |_, _| true);
    for (key, row) in (1..).zip(rows) {
        writer.take(Row { place: Place::Log(key), stored: sealed(&row) });
    }
    writer.take(Row { place: Place::Meta(META_CHANGES.to_owned()), stored: sealed(&[]) });
    writer.finish()?;
    Ok(writer.drain())
}

/// The rows of a log in a file with changes; `None` if it is a backup.
pub fn changes_of(backup: &Backup) -> Option<Vec<Vec<u8>>> {
    let is_mark = |row: &Row| matches!(&row.place, Place::Meta(name) if name == META_CHANGES);
    if !backup.rows.iter().any(is_mark) {
        return None;
    }
    let payload = |row: &Row| match (&row.place, &row.stored) {
        (Place::Log(_), Stored::Bytes(sealed)) => {
            sealed.get(seal::HEADER_BYTES..).map(<[u8]>::to_vec)
        }
        _ => None,
    };
    Some(backup.rows.iter().filter_map(payload).collect())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::backup::Reader;

    fn read(content: &[u8]) -> Result<Backup, BackupError> {
        let mut reader = Reader::new();
        reader.push(content)?;
        reader.finish()
    }

    #[test]
    fn rows_come_out_as_they_went_in_and_a_backup_is_told_from_them() {
        let summary = Summary { created_at_millis: 5, n_customers: 2, app: "0.1.0".to_owned() };
        let rows = vec![vec![1, 2, 3], vec![0x50, 4]];
        let content = changes_content(&summary, rows.clone()).unwrap();
        assert_eq!(changes_of(&read(&content).unwrap()), Some(rows));
        let mut writer = Writer::new(&summary, |_, _| true);
        writer.finish().unwrap();
        assert_eq!(changes_of(&read(&writer.drain()).unwrap()), None);
    }
}
