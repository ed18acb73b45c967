//! Backups: when the last one was made, what it lacks, making one. Restoring is in `restore`. Not
//! here: the file itself, compressing and encrypting it, which the shell does.

mod fingerprint;
mod mark;
pub(crate) mod restore;

use std::collections::BTreeSet;

use jipan_book::{Book, ChangeError, LogRow, PageError, Recent, Stamp, decode_segment};
use jipan_rules::values::ids::CustomerId;
use jipan_sync::wire::NO_CUSTOMER;

use crate::effect::{Effect, FoldWrite};
use crate::env::Env;
use crate::event::Event;
use crate::failure::BackupFailure;
use crate::fold::{FOLD_OF_META, KIND_BUNDLE, KIND_CUSTOMERS, bundle};
use crate::model::{Model, Phase, Source, Writer};
use crate::route::Route;
use crate::show::instant;
use crate::tabs::device_of;
use crate::view::backup::days_between;
use crate::view::{BackupGap, BackupView, MadeBackup, Making, Restoring};

pub(crate) use fingerprint::{Fingerprint, FingerprintJob};
pub(crate) use mark::BackupMark;
pub use mark::META_BACKUP;
pub use restore::put_in_place;

/// A last backup older than this is named on the home screen, if it lacks anything. Seven days is
/// also how long Safari keeps what a site stored that nobody opened. OURS
pub const DUE_DAYS: i64 = 7;
/// So many changes, or customers, without a backup are named at once: a day of hard work. OURS
pub const DUE_CHANGES: u64 = 50;

/// A secret of the person. It is never shown in a log.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Passphrase(String);

impl Passphrase {
    /// What was typed; nothing typed is no passphrase.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The secret, for the one who makes a key of it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(if self.is_empty() { "no passphrase" } else { "a passphrase" })
    }
}

/// What the app knows of backups.
#[derive(Debug, Default)]
pub(crate) struct BackupModel {
    /// The last one that was made here.
    pub(crate) mark: Option<BackupMark>,
    /// The one under way.
    new_mark: Option<BackupMark>,
    pub(crate) making: Making,
    /// A backup that waits until everything tapped is on the disk.
    waiting: Option<Passphrase>,
    pub(crate) restoring: Restoring,
    /// Name of the chosen file.
    chosen: String,
    /// Restore was pressed: what is read is put in place without another press.
    is_wanted: bool,
    /// What was typed when it was pressed, in case the file is locked.
    offered: Passphrase,
    /// What was read is on its way to the disk.
    is_writing: bool,
    /// For which book and mark it was counted what is new, and what came of it.
    recent: Option<(u64, Stamp, Recent)>,
    pub(crate) fingerprint: Fingerprint,
}

impl BackupModel {
    /// Another book is in the place of the one that was looked at.
    pub(crate) fn book_changed(&mut self) {
        self.recent = None;
        // One that is under way looks by itself.
        if self.fingerprint != Fingerprint::Working {
            self.fingerprint = Fingerprint::None;
        }
    }
}

impl Model {
    /// What happens around backups.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over these events only, and names each of them"
    )]
    pub(crate) fn on_backup(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::BackupPressed(passphrase) => {
                if self.phase == Phase::Ready && !matches!(self.backup.making, Making::Working(_)) {
                    self.backup.making = Making::Working(0);
                    self.backup.waiting = Some(passphrase);
                }
            }
            Event::BackupStepped(percent) => self.backup.making = Making::Working(percent),
            Event::BackupMade(made) => return self.backup_made(made),
            Event::BackupFailed(failure) => self.backup.making = Making::Failed(failure),
            restore => return self.on_restore(restore),
        }
        Vec::new()
    }

    /// Starts what waited until everything is on the disk.
    pub(crate) fn go_on_with_backup(&mut self, env: &mut Env) -> Vec<Effect> {
        if !self.writer.pending.is_empty() {
            return Vec::new();
        }
        let Some(passphrase) = self.backup.waiting.take() else {
            return self.replace_when_at_rest(env);
        };
        let mark = self.mark_now(env);
        let effect = Effect::BackUp {
            created_at_millis: mark.at_millis,
            n_customers: self.book.n_customers(),
            mark: mark.to_bytes(),
            passphrase,
        };
        self.backup.new_mark = Some(mark);
        vec![effect]
    }

    /// The mark of a backup that is made now: everything up to here will be in it.
    fn mark_now(&self, env: &Env) -> BackupMark {
        BackupMark {
            at_millis: env.now_millis(),
            on: env.today,
            stamp: self.writer.clock.last(),
            device: self.device(),
            n_changes: self.n_changes(),
        }
    }

    /// The device that writes here, whatever the tab.
    fn device(&self) -> u64 {
        device_of(self.writer.replica.number())
    }

    /// Changes ever made on this device, in this tab and in others.
    fn n_changes(&self) -> u64 {
        let Writer { slot, next_seq, seqs, .. } = &self.writer;
        let of_others = seqs.iter().filter(|(of, _)| *of != slot).map(|(_, last)| *last);
        of_others.fold(next_seq.saturating_sub(1), u64::saturating_add)
    }

    /// Takes note of the last backup, if the database knows of one: another tab may have made it.
    pub(crate) fn note_backup(&mut self, mark: Option<&[u8]>) {
        if let Some(mark) = mark.and_then(BackupMark::from_bytes) {
            self.backup.mark = Some(mark);
        }
    }

    /// What is to be written down of the last backup when all is written anew.
    pub(crate) fn backup_mark_kept(&self) -> Option<FoldWrite> {
        let mark = self.backup.mark.as_ref()?;
        Some(FoldWrite::Meta(META_BACKUP.to_owned(), mark.to_bytes()))
    }

    fn backup_made(&mut self, made: MadeBackup) -> Vec<Effect> {
        let mut effects = vec![Effect::Download { url: made.url.clone(), name: made.name.clone() }];
        self.backup.making = Making::Made(made);
        if let Some(mark) = self.backup.new_mark.take() {
            self.backup.mark = Some(mark);
            let write = self.backup_mark_kept().filter(|_| self.may_write());
            effects
                .extend(write.map(|write| Effect::Fold { id: FOLD_OF_META, writes: vec![write] }));
        }
        effects
    }

    /// Counts what the last backup lacks, and takes the fingerprint, where that is shown.
    pub(crate) fn refresh_backup(&mut self) {
        if !matches!(self.route, Route::Home | Route::Settings) {
            return;
        }
        let revision = self.book.revision();
        let stamp = self.backup.mark.as_ref().map_or(Stamp::zero(), |mark| mark.stamp);
        if !matches!(self.backup.recent, Some((of, since, _)) if (of, since) == (revision, stamp)) {
            self.backup.recent = Some((revision, stamp, self.book.written_after(stamp)));
        }
        self.take_fingerprint();
    }

    pub(crate) fn backup_view(&self) -> BackupView {
        BackupView {
            gap: self.backup_gap(),
            making: self.backup.making.clone(),
            restoring: self.backup.restoring.clone(),
            n_customers: self.book.n_customers(),
            changed_at: self.saved_at_millis().and_then(instant),
        }
    }

    /// What would be lost if the device were gone now. What the company has is not lost.
    pub(crate) fn backup_gap(&self) -> BackupGap {
        if self.belongs() {
            return self.unsent_gap();
        }
        let Recent { n_customers, first_ms } =
            self.backup.recent.map(|(_, _, recent)| recent).unwrap_or_default();
        let mark = self.backup.mark.as_ref();
        let since = match mark {
            Some(mark) => Some(mark.on),
            None => first_ms.and_then(instant).map(|at| at.date_naive()),
        };
        let n_days = since.map_or(0, |day| days_between(day, self.today));
        let saved = mark.filter(|mark| mark.device == self.device()).map_or(0, |it| it.n_changes);
        let n_changes = if n_customers == 0 { 0 } else { self.n_changes().saturating_sub(saved) };
        let is_much = n_changes > DUE_CHANGES
            || u64::try_from(n_customers).is_ok_and(|n| n > DUE_CHANGES)
            || n_days > DUE_DAYS;
        BackupGap {
            last: mark.and_then(|mark| instant(mark.at_millis)),
            n_days,
            n_changes,
            n_customers,
            is_due: n_customers > 0 && is_much,
        }
    }
}

impl Model {
    /// What is not sent and was not there at the last backup.
    fn unsent_gap(&self) -> BackupGap {
        let mark = self.backup.mark.as_ref();
        let saved_ms = mark.map_or(0, |mark| mark.stamp.ms());
        let (mut n_changes, mut first_ms) = (0_u64, None);
        let mut customers: BTreeSet<CustomerId> = BTreeSet::new();
        for entry in self.unsent() {
            if let Source::Here { ms, customers: of, .. } = &entry.from
                && *ms > saved_ms
            {
                n_changes = n_changes.saturating_add(1);
                first_ms = first_ms.or(Some(*ms));
                customers.extend(of.iter().filter(|id| **id != NO_CUSTOMER));
            }
        }
        let since = first_ms.and_then(instant).map(|at| at.date_naive());
        let n_days = since.map_or(0, |day| days_between(day, self.today));
        BackupGap {
            last: mark.and_then(|mark| instant(mark.at_millis)),
            n_days,
            n_changes,
            n_customers: customers.len(),
            is_due: n_changes > DUE_CHANGES || n_days > DUE_DAYS,
        }
    }
}

/// Whether a hot page can be read here, so that of its writings the newest good one goes into a
/// backup.
pub fn is_sound_page(kind: u8, bytes: &[u8]) -> bool {
    pages_in(kind, bytes).is_some_and(|pages| pages.iter().all(|it| Book::check_page(it).is_ok()))
}

/// The pages of customers that lie in a row of a kind; none if it does not hold what it should.
fn pages_in(kind: u8, bytes: &[u8]) -> Option<Vec<&[u8]>> {
    match kind {
        KIND_CUSTOMERS => Some(vec![bytes]),
        KIND_BUNDLE => bundle::read(bytes)?.into_iter().map(|place| bytes.get(place)).collect(),
        _ => Some(Vec::new()),
    }
}

/// A row of a backup, as the app knows rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupRow<'a> {
    /// A row of the log.
    Change(&'a [u8]),
    /// A hot page of a kind.
    Page(u8, &'a [u8]),
    /// A segment of old history.
    Segment(&'a [u8]),
}

/// Whether a newer app wrote a row, so that this one must not put it in place of what it knows. A
/// row that is damaged within is not newer: the opening names it, and the rest is there.
///
/// # Errors
/// [`BackupFailure::NewerApp`].
pub fn refuse_newer(row: BackupRow<'_>) -> Result<(), BackupFailure> {
    let is_newer = match row {
        BackupRow::Change(bytes) => {
            matches!(LogRow::decode(bytes), Err(ChangeError::NewerLayout { .. }))
        }
        BackupRow::Page(kind, bytes) => pages_in(kind, bytes).is_some_and(|pages| {
            pages
                .iter()
                .any(|it| matches!(Book::check_page(it), Err(PageError::NewerLayout { .. })))
        }),
        BackupRow::Segment(bytes) => {
            matches!(decode_segment(bytes), Err(jipan_book::SegmentError::NewerLayout { .. }))
        }
    };
    if is_newer { Err(BackupFailure::NewerApp) } else { Ok(()) }
}
