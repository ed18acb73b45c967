//! The tablet is lost, and the book goes on from its backup.

use jipan_app::view::{BackupGap, Making, ScreenView};
use jipan_app::{Event, Route};
use jipan_book::{Change, decode_segment};
use jipan_rules::TimeDelta;
use jipan_rules::schema::fields;
use jipan_store::{Place, Store as _, Stored, seal};
use pollster::block_on;

use super::tablet::{Disk, Tablet, disk};

pub(super) const LIST: &str = "客户代码,店铺名称,联系电话\nK1,一号店,19900000001\nK2,二号店,19900000002\nK3,三号店,19900000003\n";

/// A book with something of everything: an import, edits, a note, a deletion, an old history, a
/// draft that is not valid, a setting.
pub(super) fn full(disk: &Disk) -> Tablet<'_> {
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
pub(super) fn log(disk: &Disk) -> Vec<Change> {
    let opened = block_on(disk.inner().open()).unwrap();
    opened.log.iter().map(|(_, row)| Change::decode(row.bytes()).unwrap()).collect()
}

/// Restores a file on an empty tablet; gives its disk.
pub(super) fn restored(file: &[u8]) -> Disk {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 7);
    tablet.chooses_backup(file);
    tablet.restores();
    assert!(tablet.is_reloaded, "{:?}", tablet.backup().restoring);
    drop(tablet);
    disk
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
