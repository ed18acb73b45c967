//! A backup takes the place of what is on the tablet, as a whole or not at all.

#[path = "restore/tabs.rs"]
mod tabs;

use std::collections::BTreeSet;

use jipan_app::Event;
use jipan_app::failure::BackupFailure;
use jipan_app::view::{Notice, Restoring, SavingView};
use jipan_book::ChangeId;
use jipan_rules::TimeDelta;
use jipan_rules::schema::fields;
use jipan_store::{Fault, MemoryStore, Place, Row, StoreError, Stored, seal};

use super::tablet::{Disk, Seat, Tablet, disk};

use super::backup::{LIST, full, log, restored};

#[test]
fn a_backup_restored_on_an_empty_tablet_is_the_same_book() {
    let old = disk();
    let mut tablet = full(&old);
    let digest = tablet.model.book().digest();
    let file = tablet.backs_up();
    assert_eq!(tablet.settings().fingerprint, Some(digest));
    let new = restored(&file);
    let mut tablet = Tablet::open(&new, 8);
    assert_eq!(tablet.model.book().digest(), digest);
    assert_eq!(tablet.settings().fingerprint, Some(digest));
    assert_eq!(tablet.model.view().language, jipan_app::view::Language::English);
    assert_eq!(tablet.model.view().notices.len(), 0);
    tablet.opens("K3");
    assert_eq!(tablet.draft(fields::PHONE).as_deref(), Some("12"), "what was not yet valid");
    tablet.opens("K1");
    tablet.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    assert_eq!(tablet.file().history.unwrap().1.len(), 160, "every value it ever had");
}

#[test]
fn a_restored_book_goes_on_under_a_new_name_of_the_device_and_the_same_of_the_person() {
    let old = disk();
    let mut tablet = full(&old);
    let file = tablet.backs_up();
    let new = restored(&file);
    let mut other = Tablet::open(&new, 8);
    // The clock of the new tablet is slow by a day.
    other.env.now -= TimeDelta::days(1);
    other.opens("K3");
    other.types(fields::CONTACT, "接着写");
    tablet.opens("K3");
    tablet.types(fields::REMARK, "也接着写");
    let (here, there) = (log(&old), log(&new));
    let (last, first) = (here.last().unwrap(), there.last().unwrap());
    assert_ne!(first.id.replica, last.id.replica);
    assert_eq!(first.id.replica.number() & 0xFF, 0, "the low bits are the slot of the tab");
    assert_eq!(first.id.seq, 1);
    assert_eq!(first.by, last.by, "the person is the same");
    let before = here.iter().rev().nth(1).unwrap();
    assert!(first.stamp > before.stamp, "what is written now is later than the backup");

    // Whichever way the two books meet, no change is taken for another.
    let ids: BTreeSet<ChangeId> = here.iter().chain(&there).map(|change| change.id).collect();
    assert_eq!(ids.len(), here.len() + 1, "the log of the backup, and one change of each");
    let mut book = tablet.model.book().clone();
    drop(book.apply(first));
    let mut meeting = other.model.book().clone();
    drop(meeting.apply(last));
    assert_eq!(book.digest(), meeting.digest());
}

#[test]
fn a_restored_book_folds_and_opens_as_before() {
    let old = disk();
    let file = full(&old).backs_up();
    let new = restored(&file);
    let mut tablet = Tablet::open(&new, 8);
    tablet.opens("K1");
    for n in 160..360 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
    }
    assert!(tablet.model.is_at_rest());
    let digest = tablet.model.book().digest();
    let mut tablet = Tablet::open(&new, 9);
    assert_eq!(tablet.model.book().digest(), digest);
    tablet.opens("K1");
    tablet.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    assert_eq!(tablet.file().history.unwrap().1.len(), 360, "no segment took another's place");
}

#[test]
fn where_there_are_customers_it_is_asked_first() {
    let old = disk();
    let file = full(&old).backs_up();
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 2);
    tablet.imports("b.csv", "店铺名称\n别的店\n".as_bytes());
    let before = tablet.model.book().digest();
    let rows = disk.inner().rows();
    tablet.chooses_backup(&file);
    let Restoring::Read(summary) = tablet.backup().restoring else { panic!("it is whole") };
    assert_eq!((summary.n_customers, summary.name.as_str()), (2, "backup.jipan"));
    tablet.restores();
    assert!(matches!(tablet.backup().restoring, Restoring::Asking(_)));
    tablet.happens(Event::RestoreCancelled);
    assert!(matches!(tablet.backup().restoring, Restoring::Read(_)));
    tablet.happens(Event::RestoreCancelled);
    assert_eq!(tablet.backup().restoring, Restoring::Rest);
    assert!(disk.inner().rows() == rows, "nothing was written");
    assert_eq!(tablet.model.book().digest(), before);

    tablet.chooses_backup(&file);
    tablet.restores();
    tablet.happens(Event::RestoreConfirmed);
    assert!(tablet.is_reloaded);
    let mut reopened = Tablet::open(&disk, 3);
    assert_eq!(reopened.customers().list.n_all, 2, "nothing of the other book is left");
}

#[test]
fn pressing_restore_first_and_choosing_then_is_the_same() {
    let old = disk();
    let file = full(&old).backs_up();
    let new = disk();
    let mut tablet = Tablet::open(&new, 2);
    tablet.restores();
    assert_eq!(tablet.backup().restoring, Restoring::Rest);
    tablet.chooses_backup(&file);
    assert!(tablet.is_reloaded);
    assert_eq!(tablet.backup().restoring, Restoring::Done);
}

#[test]
fn a_locked_file_is_restored_with_its_passphrase_and_nothing_else() {
    let old = disk();
    let file = full(&old).backs_up();
    let new = disk();
    let mut tablet = Tablet::open(&new, 2);
    tablet.locked_with = Some("湖滨路 7 号");
    tablet.chooses_backup(&file);
    let locked = |is_wrong| Restoring::Locked { is_wrong };
    assert_eq!(tablet.backup().restoring, locked(false));
    tablet.restores();
    assert_eq!(tablet.backup().restoring, locked(false));
    tablet.restores_with("湖滨路 8 号");
    assert_eq!(tablet.backup().restoring, locked(true));
    tablet.restores();
    assert_eq!(tablet.backup().restoring, locked(true));
    assert!(!tablet.is_reloaded);
    tablet.restores_with("湖滨路 7 号");
    assert!(tablet.is_reloaded, "what was asked for is done once it can be");
}

#[test]
fn a_passphrase_typed_before_the_file_was_chosen_counts() {
    let old = disk();
    let file = full(&old).backs_up();
    let new = disk();
    let mut tablet = Tablet::open(&new, 2);
    tablet.locked_with = Some("湖滨路 7 号");
    tablet.restores_with("湖滨路 7 号");
    tablet.chooses_backup(&file);
    assert!(tablet.is_reloaded);
}

#[test]
fn a_passphrase_is_in_no_log() {
    let passphrase = jipan_app::backup::Passphrase::new("湖滨路 7 号".to_owned());
    let words = format!("{:?}", Event::RestoreBackupPressed(passphrase));
    assert_eq!(words, "RestoreBackupPressed(a passphrase)");
}

#[test]
fn the_old_book_can_be_backed_up_while_it_is_asked() {
    let old = disk();
    let file = full(&old).backs_up();
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 2);
    tablet.imports("b.csv", "店铺名称\n别的店\n".as_bytes());
    let digest = tablet.model.book().digest();
    tablet.chooses_backup(&file);
    tablet.restores();
    let rescued = tablet.backs_up();
    assert!(matches!(tablet.backup().restoring, Restoring::Asking(_)), "it still asks");
    tablet.happens(Event::RestoreConfirmed);
    let back = restored(&rescued);
    assert_eq!(Tablet::open(&back, 9).model.book().digest(), digest);
}

#[test]
fn whatever_call_of_the_store_fails_the_book_is_the_old_one_or_the_restored_one() {
    let source = disk();
    let mut tablet = full(&source);
    let (file, restored_digest) = (tablet.backs_up(), tablet.model.book().digest());
    let day = |disk: &Disk| {
        let mut tablet = Tablet::open(disk, 2);
        if !tablet.is_open() {
            return None;
        }
        tablet.chooses("b.csv", "店铺名称\n别的店\n".as_bytes());
        tablet.happens(Event::ImportStarted);
        let digest = tablet.model.book().digest();
        let is_saved = tablet.model.view().status.saving == SavingView::Saved;
        tablet.chooses_backup(&file);
        tablet.restores();
        tablet.happens(Event::RestoreConfirmed);
        Some((digest, is_saved, tablet.is_reloaded))
    };
    let calm = disk();
    assert!(day(&calm).unwrap().2);
    let n_calls = calm.n_calls();
    let mut n_restored = 0;
    for n in 1..=n_calls {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        for fault in [Fault::Fail(full), Fault::CrashBefore, Fault::CrashAfter] {
            let disk = disk().with_fault(n, fault.clone());
            let Some((before, is_saved, is_told)) = day(&disk) else { continue };
            disk.restart();
            let reopened = Tablet::open(&disk, 3);
            let book = reopened.model.book();
            let is_restored = book.digest() == restored_digest;
            n_restored += u32::from(is_restored);
            assert!(is_restored || !is_told, "call {n}, {fault:?}: told, but not there");
            if !is_restored {
                assert!(book.n_customers() <= 1, "call {n}, {fault:?}: a part of both");
                assert!(book.digest() == before || !is_saved, "call {n}, {fault:?}: neither");
            }
        }
    }
    assert!(n_restored > 0);
}

#[test]
fn a_restoring_that_fails_lets_one_go_on_with_the_old_book() {
    let source = disk();
    let file = full(&source).backs_up();
    let calm = disk();
    Tablet::open(&calm, 2).imports("b.csv", LIST.as_bytes());
    let n_calls = calm.n_calls();
    let full = StoreError::QuotaExceeded { needed_bytes: 1 };
    let disk = disk().with_fault(n_calls + 1, Fault::Fail(full));
    let mut tablet = Tablet::open(&disk, 2);
    tablet.imports("b.csv", LIST.as_bytes());
    tablet.chooses_backup(&file);
    tablet.restores();
    tablet.happens(Event::RestoreConfirmed);
    assert_eq!(tablet.backup().restoring, Restoring::Failed(BackupFailure::QuotaExceeded));
    assert!(!tablet.is_reloaded);
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "照常");
    assert_eq!(tablet.model.view().status.saving, SavingView::Saved);
    assert_eq!(Tablet::open(&disk, 3).opens("K1").name, "一号店");
}

#[test]
fn a_connection_cut_before_restoring_is_looked_at_and_then_it_is_restored() {
    let source = disk();
    let file = full(&source).backs_up();
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 2);
    tablet.imports("b.csv", LIST.as_bytes());
    tablet.chooses_backup(&file);
    tablet.restores();
    disk.fault_next(Fault::Fail(StoreError::ConnectionClosed { detail: String::new() }));
    tablet.happens(Event::ConnectionLost);
    tablet.happens(Event::RestoreConfirmed);
    assert!(!tablet.is_reloaded, "whether the disk has all is not known");
    tablet.waits();
    assert!(tablet.is_reloaded, "looked at again after a while");
    assert_eq!(tablet.backup().restoring, Restoring::Done);
}

#[test]
fn a_file_that_is_no_whole_backup_says_what_it_is_and_changes_nothing() {
    let source = disk();
    let file = full(&source).backs_up();
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 2);
    tablet.imports("b.csv", LIST.as_bytes());
    let rows = disk.inner().rows();
    let mut flipped = file.clone();
    let middle = file.len() / 2;
    flipped[middle] ^= 1;
    for (bytes, failure) in [
        (LIST.as_bytes(), BackupFailure::NotABackup),
        (b"", BackupFailure::NotABackup),
        (&flipped, BackupFailure::Damaged),
        (&file[..middle], BackupFailure::Damaged),
    ] {
        tablet.chooses_backup(bytes);
        assert_eq!(tablet.backup().restoring, Restoring::Failed(failure));
        tablet.restores();
        assert!(disk.inner().rows() == rows);
    }
}

#[test]
fn a_page_of_a_newer_app_is_refused_and_one_that_is_nonsense_is_named_after_restoring() {
    let source = disk();
    drop(full(&source));
    let page = source.inner().rows().into_iter().rfind(|row| is_page(row, 4)).unwrap();
    let Stored::Bytes(sealed) = &page.stored else { panic!("a page is bytes") };
    let mut newer = seal::open(sealed.clone()).unwrap().into_bytes();
    // After the form of the bundle and the length of its first page.
    newer[5] = jipan_book::PAGE_LAYOUT + 1;
    for (payload, is_newer) in [(newer, true), (b"\x01 no page".to_vec(), false)] {
        let rows = source.inner().rows().into_iter().filter(|row| !is_page(row, 4));
        let disk = Disk::new(MemoryStore::from_rows(rows));
        let bytes = seal::seal(jipan_store::LAYOUT_NEWEST, &payload);
        disk.inner().lay(Row { place: page.place.clone(), stored: Stored::Bytes(bytes) });
        let file = Tablet::open(&disk, 3).backs_up();
        let empty = self::disk();
        let mut tablet = Tablet::open(&empty, 4);
        tablet.chooses_backup(&file);
        if is_newer {
            assert_eq!(tablet.backup().restoring, Restoring::Failed(BackupFailure::NewerApp));
        } else {
            tablet.restores();
            let reopened = Tablet::open(&empty, 5);
            assert_eq!(reopened.model.view().notices.len(), 1, "the opening names it");
        }
    }
}

fn is_page(row: &Row, kind: u8) -> bool {
    matches!(&row.place, Place::Hot(key) if key.kind == kind)
}

/// Made by the app when the format was new; see `crates/store/tests/frozen_backup.rs`.
const FROZEN: &[u8] = include_bytes!("../../../../tests/data/backup/v1-plain.jipan");

#[test]
fn a_backup_of_version_1_is_the_book_that_it_was() {
    let disk = restored(FROZEN);
    let mut tablet = Tablet::open(&disk, 2);
    // The clock of the test is behind that of the day on which it was made.
    let notices = tablet.model.view().notices;
    let is_of_clock = |it: &Notice| matches!(it, Notice::ClockBehind { .. });
    assert!(notices.iter().all(|it| is_of_clock(&it.notice)), "{notices:?}");
    assert_eq!(tablet.customers().list.n_all, 2);
    tablet.opens("K1");
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("样例155"));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
    tablet.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    assert_eq!(tablet.file().history.unwrap().1.len(), 156, "the import and every edit");
    let notes = tablet.file().timeline.iter().flat_map(|item| &item.items).count();
    assert!(notes >= 156, "its life is there: {notes}");
    tablet.opens("K3");
    assert_eq!(tablet.reads(fields::REMARK).as_deref(), Some("最后一笔"));
    assert_eq!(tablet.draft(fields::PHONE).as_deref(), Some("12"));
    assert_eq!(tablet.model.view().theme, jipan_app::view::Theme::Light);
    // One that was deleted can be put back.
    let deleted = tablet.model.book().rows().find(|row| tablet.model.book().is_deleted(*row));
    let id = tablet.model.book().id_of(deleted.unwrap()).unwrap();
    tablet.happens(Event::LinkFollowed(jipan_app::Route::Customer(id)));
    tablet.happens(Event::RestorePressed);
    assert_eq!(tablet.customers().list.n_all, 3);
}
