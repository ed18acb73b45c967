//! What is kept of the last backup. Not here: the backup.

use jipan_book::Stamp;
use jipan_rules::{Datelike as _, NaiveDate};

/// Under which name the mark of the last backup is kept.
pub const META_BACKUP: &str = "backup";

/// The layout this program writes.
const LAYOUT: u8 = 1;

/// The last backup that was made here: when, and how far it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BackupMark {
    pub(crate) at_millis: u64,
    /// The civil day.
    pub(crate) on: NaiveDate,
    /// The newest stamp that was made or seen; what is later is not in it.
    pub(crate) stamp: Stamp,
    /// The device that made it. On another one, where it was restored, the changes count from 0.
    pub(crate) device: u64,
    /// Changes ever made on that device.
    pub(crate) n_changes: u64,
}

impl BackupMark {
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = vec![LAYOUT];
        bytes.extend(self.at_millis.to_le_bytes());
        bytes.extend(self.on.num_days_from_ce().to_le_bytes());
        bytes.extend(self.stamp.to_bytes());
        bytes.extend(self.device.to_le_bytes());
        bytes.extend(self.n_changes.to_le_bytes());
        bytes
    }

    /// Reads [`Self::to_bytes`]; nothing of a later layout or of other bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&[layout], rest) = bytes.split_first_chunk()?;
        let (at, rest) = rest.split_first_chunk()?;
        let (on, rest) = rest.split_first_chunk()?;
        let (stamp, rest) = rest.split_first_chunk()?;
        let (device, rest) = rest.split_first_chunk()?;
        let n_changes = rest.try_into().ok()?;
        if layout != LAYOUT {
            return None;
        }
        Some(Self {
            at_millis: u64::from_le_bytes(*at),
            on: NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(*on))?,
            stamp: Stamp::from_bytes(*stamp),
            device: u64::from_le_bytes(*device),
            n_changes: u64::from_le_bytes(n_changes),
        })
    }
}

#[cfg(test)]
mod tests {
    use jipan_rules::values::ids::ReplicaId;

    use super::*;

    #[test]
    fn a_mark_reads_as_it_was_written_and_nothing_else_does() {
        let mark = BackupMark {
            at_millis: 1_795_300_000_000,
            on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            stamp: Stamp::new(1_795_299_999_999, 3, ReplicaId::new(0xAB00)),
            device: 0xAB,
            n_changes: 4_711,
        };
        let mut bytes = mark.to_bytes();
        assert_eq!(BackupMark::from_bytes(&bytes), Some(mark));
        assert_eq!(BackupMark::from_bytes(&bytes[..20]), None);
        bytes[0] = 2;
        assert_eq!(BackupMark::from_bytes(&bytes), None);
    }
}
