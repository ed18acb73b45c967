//! The tablet is lost, and the book goes on from its backup.

use std::collections::BTreeSet;

use jipan_app::failure::BackupFailure;
use jipan_app::view::{BackupGap, Making, Restoring, SavingView, ScreenView};
use jipan_app::{Event, Route};
use jipan_book::{Change, ChangeId, decode_segment};
use jipan_rules::TimeDelta;
use jipan_rules::schema::fields;
use jipan_store::{Fault, MemoryStore, Place, Row, Store as _, StoreError, Stored, seal};
use pollster::block_on;

use super::tablet::{Disk, Seat, Tablet, disk};

const LIST: &str = "客户代码,店铺名称,联系电话\nK1,一号店,19900000001\nK2,二号店,19900000002\nK3,三号店,19900000003\n";

/// A book with something of everything: an import, edits, a note, a deletion, an old history, a
/// draft that is not valid, a setting.
fn full(disk: &Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.opens("K1");
    for n in 0..160 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
    }
    tablet.happens(Event::NoteTyped("说好月底再来".to_owned()));
    tablet.happens(Event::NoteAdded);
    tablet.opens("K2");
    tablet.happens(Event::DeletePressed);
    tablet.opens("K3");
    tablet.happens(Event::FieldTyped { field: fields::PHONE, text: "12".to_owned() });
    tablet.happens(Event::FieldLeft { field: fields::PHONE });
    tablet.waits();
    tablet.happens(Event::LanguageChosen(jipan_app::view::Language::English));
    assert!(tablet.model.is_at_rest());
    tablet
}

/// The changes in the log, in the order of their keys.
fn log(disk: &Disk) -> Vec<Change> {
    let opened = block_on(disk.inner().open()).unwrap();
    opened.log.iter().map(|(_, row)| Change::decode(row.bytes()).unwrap()).collect()
}

/// Restores a file on an empty tablet; gives its disk.
fn restored(file: &[u8]) -> Disk {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 7);
    tablet.chooses_backup(file);
    tablet.restores();
    assert!(tablet.is_reloaded, "{:?}", tablet.backup().restoring);
    drop(tablet);
    disk
}

#[test]
fn a_backup_restored_on_an_empty_tablet_is_the_same_book() {
    let old = disk();
    let mut tablet = full(&old);
    let digest = tablet.model.book().digest();
    let file = tablet.backs_up();
    assert_eq!(tablet.settings().fingerprint, digest);
    let new = restored(&file);
    let mut tablet = Tablet::open(&new, 8);
    assert_eq!(tablet.model.book().digest(), digest);
    assert_eq!(tablet.settings().fingerprint, digest);
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
    let page = source.inner().rows().into_iter().rfind(|row| is_page(row, 1)).unwrap();
    let Stored::Bytes(sealed) = &page.stored else { panic!("a page is bytes") };
    let mut newer = seal::open(sealed.clone()).unwrap().into_bytes();
    newer[0] = jipan_book::PAGE_LAYOUT + 1;
    for (payload, is_newer) in [(newer, true), (b"\x01 no page".to_vec(), false)] {
        let rows = source.inner().rows().into_iter().filter(|row| !is_page(row, 1));
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

#[test]
fn what_a_backup_lacks_is_counted_and_survives_a_reload() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    assert_eq!(tablet.backup().gap, BackupGap::default());
    tablet.imports("a.csv", LIST.as_bytes());
    let gap = tablet.backup().gap;
    assert_eq!((gap.last, gap.n_changes, gap.n_customers), (None, 1, 3));
    tablet.backs_up();
    let gap = tablet.backup().gap;
    assert!(gap.last.is_some());
    assert_eq!((gap.n_changes, gap.n_customers, gap.n_days), (0, 0, 0));
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "样例");
    tablet.types(fields::CONTACT, "样例乙");
    let mut tablet = Tablet::open(&disk, 2);
    let gap = tablet.backup().gap;
    assert_eq!((gap.n_changes, gap.n_customers), (2, 1));
    assert!(!gap.is_due);
    let digest = tablet.model.book().digest();
    let file = tablet.backs_up();
    let new = restored(&file);
    let mut tablet = Tablet::open(&new, 3);
    assert_eq!(tablet.model.book().digest(), digest);
    let gap = tablet.backup().gap;
    assert!(gap.last.is_some(), "the file it came from is its last backup");
    assert_eq!((gap.n_changes, gap.n_customers), (0, 0));
    tablet.opens("K2");
    tablet.types(fields::CONTACT, "样例丙");
    let gap = tablet.backup().gap;
    assert_eq!((gap.n_changes, gap.n_customers), (1, 1));
}

#[test]
fn the_home_screen_says_when_it_is_time() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    assert!(!home(&mut tablet).is_due, "three customers of today");
    let week = tablet.env.today + TimeDelta::days(8);
    tablet.env.today = week;
    tablet.happens(Event::DayChanged);
    assert!(home(&mut tablet).is_due, "they are eight days old");
    tablet.backs_up();
    assert!(!home(&mut tablet).is_due);
    tablet.opens("K1");
    for n in 0..50 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
    }
    assert!(!home(&mut tablet).is_due);
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "样例");
    let gap = home(&mut tablet);
    assert_eq!((gap.is_due, gap.n_changes, gap.n_customers), (true, 51, 1));
}

fn home(tablet: &mut Tablet<'_>) -> BackupGap {
    tablet.happens(Event::LinkFollowed(Route::Home));
    match tablet.model.view().screen {
        ScreenView::Home(view) => view.gap,
        other => panic!("not the home screen: {other:?}"),
    }
}

#[test]
fn sample_data_need_no_backup() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::LoadSamplePressed);
    assert_eq!(tablet.backup().gap, BackupGap::default());
    tablet.happens(Event::RemoveSamplePressed);
    assert_eq!(tablet.backup().gap, BackupGap::default());
}

#[test]
fn a_backup_waits_for_what_is_on_its_way_to_the_disk() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.opens("K1");
    tablet.is_held = true;
    tablet.types(fields::CONTACT, "在路上");
    tablet.happens(Event::BackupPressed(jipan_app::backup::Passphrase::default()));
    assert_eq!(tablet.backup().making, Making::Working(0));
    tablet.disk_answers();
    assert!(matches!(tablet.backup().making, Making::Made(_)));
    let (_, file) = tablet.written.last().unwrap().clone();
    let new = restored(&file);
    let mut restored = Tablet::open(&new, 2);
    restored.opens("K1");
    assert_eq!(restored.reads(fields::CONTACT).as_deref(), Some("在路上"));
}

#[test]
fn the_mark_is_kept_when_storage_is_cleared_under_the_app() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.backs_up();
    let last = tablet.backup().gap.last;
    block_on(disk.wipe()).unwrap();
    tablet.happens(Event::ConnectionLost);
    assert_eq!(Tablet::open(&disk, 2).backup().gap.last, last);
}

#[test]
fn old_histories_are_in_a_backup_segment_by_segment() {
    let disk = disk();
    let file = full(&disk).backs_up();
    let new = restored(&file);
    let cold = |disk: &Disk| {
        let rows = disk.inner().rows().into_iter();
        let rows = rows.filter(|row| matches!(row.place, Place::Cold(_)));
        rows.map(|row| {
            let Stored::Bytes(bytes) = &row.stored else { panic!("a segment is bytes") };
            let entries = decode_segment(seal::open(bytes.clone()).unwrap().bytes()).unwrap();
            (row.place, entries)
        })
        .collect::<Vec<_>>()
    };
    assert!(!cold(&disk).is_empty());
    assert!(cold(&disk) == cold(&new));
}

#[test]
fn another_tab_with_the_old_book_writes_nothing_over_the_restored_one() {
    let source = disk();
    let mut tablet = full(&source);
    let (file, digest) = (tablet.backs_up(), tablet.model.book().digest());
    for leads in [true, false] {
        let disk = disk();
        let mut other = Tablet::open_seated(&disk, 2, 1_000, Seat { slot: 0, leads: true });
        other.imports("b.csv", "店铺名称\n别的店\n".as_bytes());
        other.opens("别的店");
        let seat = Seat { slot: 1, leads: !leads };
        let mut here = Tablet::open_seated(&disk, 3, 1_000, seat);
        here.chooses_backup(&file);
        here.restores();
        here.happens(Event::RestoreConfirmed);
        assert!(here.is_reloaded);
        let rows = rows_but_drafts(&disk);
        other.happens(Event::TabsTold);
        other.happens(Event::PageShown);
        other.types(fields::CONTACT, "还在旧的里面写");
        assert_eq!(other.model.view().status.saving, SavingView::OtherTab);
        assert!(rows_but_drafts(&disk) == rows, "the other tab led: {leads}");
        assert_eq!(Tablet::open(&disk, 4).model.book().digest(), digest);
    }
}

/// What a tab that only shows may still write is what was typed in it.
fn rows_but_drafts(disk: &Disk) -> Vec<Row> {
    let rows = disk.inner().rows().into_iter();
    rows.filter(|row| !matches!(row.place, Place::Draft(_))).collect()
}

#[test]
fn another_tab_that_has_nothing_takes_the_restored_book_for_its_own() {
    let source = disk();
    let mut tablet = full(&source);
    let (file, digest) = (tablet.backs_up(), tablet.model.book().digest());
    let disk = disk();
    let mut other = Tablet::open(&disk, 2);
    let mut here = Tablet::open_seated(&disk, 3, 1_000, Seat { slot: 1, leads: false });
    here.chooses_backup(&file);
    here.restores();
    other.happens(Event::TabsTold);
    assert_eq!(other.model.book().digest(), digest);
    other.opens("K1");
    other.types(fields::CONTACT, "照常");
    assert_eq!(other.model.view().status.saving, SavingView::Saved);
    let here = Tablet::open(&disk, 4);
    assert_eq!(here.model.book().digest(), other.model.book().digest());
}
