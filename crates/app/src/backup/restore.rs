//! Restoring a backup: choose, prove, ask if there is something here, put in place, open anew. Not
//! here: reading the file, which the shell does.

use jipan_book::Stamp;
use jipan_sync::client::Membership;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::Event;
use crate::failure::BackupFailure;
use crate::model::{Model, Phase};
use crate::open::{META_BIRTH, META_CLOCK, META_FOLDS, META_PERSON, META_REPLICA};
use crate::view::Restoring;

use crate::sync::{META_COMPANY, REFUSED};

use super::{META_BACKUP, Passphrase};

/// What of a small value of a backup is put in place, if anything, beside a log that holds these keys. Which
/// device wrote it, and how far its numbers went, is not: a restored book goes on under a new name, since
/// the old one may still be in use elsewhere, and its numbers begin at 1. The company is: what was not
/// sent is sent from here, and its cursors say nothing under another name.
pub fn put_in_place(meta: &str, value: Vec<u8>, log_keys: &[u64]) -> Option<Vec<u8>> {
    if meta == META_COMPANY {
        let Ok(mut membership) = Membership::decode(&value) else { return Some(value) };
        membership.goes_on_over(log_keys);
        return Some(membership.encode().unwrap_or(value));
    }
    let is_kept = [META_PERSON, META_CLOCK, META_FOLDS, META_BACKUP].contains(&meta)
        || meta.starts_with(REFUSED);
    is_kept.then_some(value)
}

impl Model {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over these events only, and names each of them"
    )]
    pub(super) fn on_restore(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::RestoreFileChosen { name } => {
                if self.phase != Phase::Ready || self.backup.is_replacing() {
                    return Vec::new();
                }
                self.backup.chosen = name;
                self.read_backup(Passphrase::default())
            }
            Event::RestoreBackupPressed(passphrase) => self.restore_pressed(passphrase),
            Event::RestoreStepped(percent) => {
                if let Restoring::Reading { percent: shown, .. } = &mut self.backup.restoring {
                    *shown = percent;
                }
                Vec::new()
            }
            Event::RestoreRead(summary) => {
                let name = self.backup.chosen.clone();
                let summary = crate::view::BackupSummary { name, ..summary };
                self.backup.restoring = Restoring::Read(summary);
                if core::mem::take(&mut self.backup.is_wanted) {
                    self.ask_or_replace();
                }
                Vec::new()
            }
            Event::RestoreFailed(failure) => {
                let offered = core::mem::take(&mut self.backup.offered);
                if failure == BackupFailure::PassphraseNeeded && !offered.is_empty() {
                    return self.read_backup(offered);
                }
                self.restore_failed(failure);
                Vec::new()
            }
            Event::RestoreConfirmed => {
                if matches!(self.backup.restoring, Restoring::Asking(_)) {
                    self.backup.restoring = Restoring::Replacing;
                }
                Vec::new()
            }
            Event::RestoreCancelled => self.cancel_restore(),
            Event::Restored => {
                self.backup.restoring = Restoring::Done;
                vec![Effect::Reload]
            }
            _ => Vec::new(),
        }
    }

    fn read_backup(&mut self, passphrase: Passphrase) -> Vec<Effect> {
        let is_locked = !passphrase.is_empty();
        self.backup.restoring = Restoring::Reading { percent: 0, is_locked };
        vec![Effect::ReadBackup { passphrase }]
    }

    fn restore_pressed(&mut self, passphrase: Passphrase) -> Vec<Effect> {
        match self.backup.restoring {
            // The screen lets a file be chosen; what is chosen is then put in place.
            Restoring::Rest | Restoring::Failed(_) | Restoring::Reading { .. } => {
                self.backup.is_wanted = true;
                self.backup.offered = passphrase;
            }
            Restoring::Locked { .. } => {
                if !passphrase.is_empty() {
                    self.backup.is_wanted = true;
                    return self.read_backup(passphrase);
                }
            }
            Restoring::Read(_) => self.ask_or_replace(),
            Restoring::Asking(_) | Restoring::Replacing | Restoring::Done => {}
        }
        Vec::new()
    }

    /// Puts a backup in place at once where there is nothing, and asks where there is something:
    /// this is the one thing that cannot be undone.
    fn ask_or_replace(&mut self) {
        let Restoring::Read(summary) = &self.backup.restoring else { return };
        let is_empty =
            self.book.n_customers() == 0 && self.book.written_after(Stamp::zero()).n_customers == 0;
        self.backup.restoring = if !self.may_write() {
            Restoring::Failed(BackupFailure::ReadOnly)
        } else if is_empty {
            Restoring::Replacing
        } else {
            Restoring::Asking(summary.clone())
        };
    }

    fn restore_failed(&mut self, failure: BackupFailure) {
        self.backup.is_wanted = false;
        self.backup.is_writing = false;
        let is_wrong = failure == BackupFailure::WrongPassphrase;
        let is_locked = is_wrong || failure == BackupFailure::PassphraseNeeded;
        self.backup.restoring =
            if is_locked { Restoring::Locked { is_wrong } } else { Restoring::Failed(failure) };
    }

    /// From the question back to the file that was read; from there to no file.
    fn cancel_restore(&mut self) -> Vec<Effect> {
        let read = core::mem::take(&mut self.backup.restoring);
        match read {
            Restoring::Asking(summary) => self.backup.restoring = Restoring::Read(summary),
            Restoring::Replacing | Restoring::Done => self.backup.restoring = read,
            Restoring::Rest
            | Restoring::Reading { .. }
            | Restoring::Locked { .. }
            | Restoring::Read(_)
            | Restoring::Failed(_) => {
                self.backup.is_wanted = false;
                self.backup.offered = Passphrase::default();
                return vec![Effect::DropBackup];
            }
        }
        Vec::new()
    }

    /// Puts the backup in place once nothing else is on its way to the disk.
    pub(super) fn replace_when_at_rest(&mut self, env: &mut Env) -> Vec<Effect> {
        let is_due = self.backup.is_replacing() && !self.backup.is_writing;
        if !is_due || !self.is_at_rest() {
            return Vec::new();
        }
        self.backup.is_writing = true;
        // The book goes on under a new name of the device, and as another making of the database:
        // so no other tab takes it for its own, cleared or behind.
        let replica = env.ids.fresh().as_u64_pair().1 << 8;
        let identity = vec![
            (META_PERSON.to_owned(), self.writer.person.uuid().as_bytes().to_vec()),
            (META_REPLICA.to_owned(), replica.to_le_bytes().to_vec()),
            (META_BIRTH.to_owned(), env.ids.fresh().as_bytes().to_vec()),
        ];
        vec![Effect::RestoreBackup { identity }]
    }
}

impl super::BackupModel {
    /// Whether the book is being replaced: nothing else may be written then.
    pub(crate) fn is_replacing(&self) -> bool {
        matches!(self.restoring, Restoring::Replacing | Restoring::Done)
    }

    /// Whether what takes its place is on its way to the disk.
    pub(crate) fn is_writing(&self) -> bool {
        self.is_writing
    }
}
