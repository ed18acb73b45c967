//! Backups in words: what they lack, what became of them. Not here: when that is said.

use jipan_app::failure::BackupFailure;
use jipan_app::view::{BackupGap, MadeBackup};

use super::Tr;

impl Tr {
    /// How old the last backup is, and what would be lost without another one.
    pub fn backup_gap(&self, gap: &BackupGap) -> String {
        let n = ("n", gap.n_customers.into());
        let Some(last) = gap.last else {
            return if gap.n_customers == 0 {
                self.text("backup-nothing")
            } else {
                self.with("backup-never", &[n])
            };
        };
        let time = self.date_time(last).into();
        let last = self.with("backup-last", &[("time", time), ("days", gap.n_days.into())]);
        let rest = if gap.n_customers == 0 {
            self.text("backup-gap-none")
        } else {
            self.with("backup-gap", &[("changes", gap.n_changes.into()), n])
        };
        self.sentences(last, &rest)
    }

    /// A backup that was made, and what it lacks.
    pub fn made_backup(&self, made: &MadeBackup) -> String {
        let args = [("name", made.name.as_str().into()), ("size", self.bytes(made.n_bytes).into())];
        let words = if made.is_locked {
            self.with("backup-made-locked", &args)
        } else {
            self.with("backup-made", &args)
        };
        if made.n_left_out == 0 {
            return words;
        }
        self.sentences(words, &self.with("backup-left-out", &[("n", made.n_left_out.into())]))
    }

    /// Why a backup was not made or not restored, and what to do.
    pub fn backup_failure(&self, failure: &BackupFailure) -> String {
        match failure {
            BackupFailure::NotABackup => self.text("backup-error-not-a-backup"),
            BackupFailure::Damaged => self.text("backup-error-damaged"),
            BackupFailure::PassphraseNeeded => self.text("backup-error-passphrase-needed"),
            BackupFailure::WrongPassphrase => self.text("backup-error-wrong-passphrase"),
            BackupFailure::NewerApp => self.text("backup-error-newer"),
            BackupFailure::QuotaExceeded => self.text("backup-error-full"),
            BackupFailure::NoUnpacking => self.text("backup-error-unpacking"),
            BackupFailure::NoEncryption => self.text("backup-error-encryption"),
            BackupFailure::ReadOnly => self.text("backup-error-read-only"),
            BackupFailure::Other { detail } => {
                self.with("backup-error-other", &[("detail", detail.as_str().into())])
            }
        }
    }

    /// Two sentences, one after the other.
    fn sentences(&self, first: String, second: &str) -> String {
        first + &self.text("sentence-separator") + second
    }
}
