//! What an opening keeps of own rows, since a row to come may forget their customers before they were judged.
//! Not here: forgetting.

use jipan_book::{Change, LogRow};

/// Own rows that were not judged when a row to come was written, and what waits to be understood.
#[derive(Debug)]
pub(super) struct Unsent {
    /// No row to come asks for own rows up to this key.
    after: u64,
    /// Those met so far, each with its key; what waits has the last of all keys.
    rows: Vec<(u64, Change)>,
}

impl Unsent {
    /// Nothing, unless the log forgets anything. Own rows up to `sent_to` are judged by now.
    pub(super) fn of(
        log: &[(u64, Vec<u8>)],
        sent_to: u64,
        waiting: impl FnOnce() -> Vec<Change>,
    ) -> Option<Self> {
        let forgetting = log.iter().filter(|(_, row)| LogRow::is_forgetting(row));
        let judged_to = forgetting.map(|(_, row)| match LogRow::decode(row) {
            Ok(LogRow::Forget { judged_to, .. }) => judged_to.unwrap_or(sent_to),
            // It is named when it is read.
            Ok(LogRow::Own(_) | LogRow::Arrived(_)) | Err(_) => sent_to,
        });
        let after = judged_to.min()?;
        Some(Self { after, rows: waiting().into_iter().map(|it| (u64::MAX, it)).collect() })
    }

    /// An own row was read.
    pub(super) fn note(&mut self, key: u64, change: &Change) {
        if key > self.after {
            self.rows.push((key, change.clone()));
        }
    }

    /// What own rows so far say whose keys are beyond this one.
    pub(super) fn beyond(&self, judged_to: u64) -> impl Iterator<Item = &Change> {
        self.rows.iter().filter(move |(key, _)| *key > judged_to).map(|(_, change)| change)
    }
}
