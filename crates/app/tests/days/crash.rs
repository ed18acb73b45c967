//! The tablet dies at every step.

use std::fmt::Write as _;

use jipan_app::view::Notice;
use jipan_app::{Event, Route};
use jipan_rules::schema::fields;
use jipan_store::{Fault, Place, Row, StoreError, Stored};
use proptest::prelude::*;

use super::tablet::{Disk, Tablet, disk};

fn list(n: usize) -> Vec<u8> {
    let mut file = String::from("客户代码,店铺名称,联系电话\n");
    for idx in 0..n {
        writeln!(file, "K{idx},{idx}号店,199{idx:08}").unwrap();
    }
    file.into_bytes()
}

/// A morning: an import, edits, a note, a deletion. Gives what the app showed as saved: the phone
/// of each edited shop.
fn morning(disk: &Disk) -> Vec<(String, String)> {
    let mut tablet = Tablet::open(disk, 1);
    if !tablet.is_open() {
        return Vec::new();
    }
    tablet.chooses("a.csv", &list(30));
    tablet.happens(Event::ImportStarted);
    let mut saved = Vec::new();
    for idx in 0..6 {
        tablet.happens(Event::LinkFollowed(Route::Customers));
        tablet.happens(Event::SearchTyped(format!("K{idx}")));
        let Some(row) = tablet.customers().list.rows.first().cloned() else { continue };
        if disk.is_down() {
            break;
        }
        tablet.happens(Event::LinkFollowed(Route::Customer(row.id)));
        let phone = format!("188{idx:08}");
        tablet.types(fields::PHONE, &phone);
        let view = tablet.file();
        let is_saved = !view.is_saving
            && tablet.model.view().status.saving == jipan_app::view::SavingView::Saved;
        if is_saved && tablet.draft(fields::PHONE).is_none() {
            saved.push((view.code.unwrap(), phone));
        }
    }
    saved
}

fn holds(disk: &Disk, saved: &[(String, String)]) {
    disk.restart();
    let mut tablet = Tablet::open(disk, 2);
    for (code, phone) in saved {
        tablet.opens(code);
        assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some(&**phone), "{code}");
    }
}

#[test]
fn whatever_call_of_the_store_fails_nothing_shown_as_saved_is_lost() {
    let calm = disk();
    let all = morning(&calm);
    assert_eq!(all.len(), 6, "without faults every edit is saved");
    let n_calls = calm.n_calls();
    holds(&calm, &all);
    for n in 1..=n_calls {
        let full = StoreError::QuotaExceeded { needed_bytes: 1 };
        for fault in [Fault::Fail(full), Fault::CrashBefore, Fault::CrashAfter] {
            let disk = disk().with_fault(n, fault);
            let saved = morning(&disk);
            holds(&disk, &saved);
        }
    }
}

#[test]
fn folding_empties_the_log_and_loses_no_history() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    tablet.opens("K1");
    for n in 0..400 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
    }
    let digest = tablet.model.book().digest();
    assert!(tablet.model.is_at_rest());
    let opened = pollster::block_on(jipan_store::Store::open(&disk)).unwrap();
    assert!(opened.log.len() < 200, "{} rows are left in the log", opened.log.len());
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(reopened.model.book().digest(), digest);
    reopened.opens("K1");
    reopened.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    let (_, lines) = reopened.file().history.unwrap();
    assert_eq!(lines.len(), 400, "every value it ever had, each once");
}

#[test]
fn an_older_writing_of_a_page_is_better_than_none() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    tablet.opens("K1");
    for n in 0..400 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
    }
    drop(tablet);
    let rows = disk.inner().rows();
    let is_page = |place: &Place| matches!(place, Place::Hot(key) if key.kind == 4);
    let generation = |row: &Row| match &row.place {
        Place::Hot(key) => key.generation,
        _ => 0,
    };
    let newest = rows.iter().filter(|row| is_page(&row.place)).max_by_key(|row| generation(row));
    let newest = newest.unwrap();
    let Stored::Bytes(bytes) = &newest.stored else { panic!("a page is bytes") };
    // Torn on the disk: the store sees it. Sealed, but nonsense: only the book does.
    let torn = bytes.iter().take(20).copied().collect();
    let nonsense = jipan_store::seal::seal(jipan_store::LAYOUT_NEWEST, b"\x01 no page");
    for bytes in [torn, nonsense] {
        disk.inner().lay(Row { place: newest.place.clone(), stored: Stored::Bytes(bytes) });
        let mut reopened = Tablet::open(&disk, 2);
        assert_eq!(reopened.customers().list.n_all, 5, "all shops are there");
        let notices = reopened.model.view().notices;
        let is_named = |it: &Notice| matches!(it, Notice::Damaged { rows } if !rows.is_empty());
        assert!(notices.iter().any(|it| is_named(&it.notice)), "it is said which page");
    }
}

#[test]
fn an_older_writing_is_not_looked_at_while_the_newest_is_sound_and_goes_with_the_next_fold() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    tablet.opens("K1");
    let types = |tablet: &mut Tablet<'_>, n| {
        (0..n).for_each(|n| tablet.types(fields::CONTACT, &format!("样例{n}")));
    };
    types(&mut tablet, 400);
    let digest = tablet.model.book().digest();
    drop(tablet);
    let generations = || {
        let rows = disk.inner().rows().into_iter();
        let of_pages = rows.filter_map(|row| match row.place {
            Place::Hot(key) if key.kind == 4 => Some(key.generation),
            _ => None,
        });
        of_pages.collect::<Vec<u32>>()
    };
    let [older, newest] = generations()[..] else { panic!("two writings") };
    let row = disk.inner().rows().into_iter().find(
        |row| matches!(&row.place, Place::Hot(key) if (key.kind, key.generation) == (4, older)),
    );
    let place = row.unwrap().place;
    disk.inner().lay(Row { place, stored: Stored::Bytes(b"torn".to_vec()) });

    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(reopened.model.book().digest(), digest);
    assert!(reopened.model.view().notices.is_empty());
    reopened.opens("K1");
    while generations()[..] == [older, newest] {
        types(&mut reopened, 10);
    }
    assert_eq!(generations(), [newest, newest + 1]);
}

#[test]
fn storage_that_is_cleared_under_the_app_is_written_anew_from_memory() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(30));
    tablet.opens("K1");
    tablet.types(fields::CONTACT, "样例");
    tablet.types(fields::PHONE, "12");
    let digest = tablet.model.book().digest();
    pollster::block_on(jipan_store::Store::wipe(&disk)).unwrap();
    tablet.happens(Event::ConnectionLost);
    tablet.types(fields::CONTACT, "样例乙");
    let after = tablet.model.book().digest();
    assert_ne!(digest, after);
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(reopened.model.book().digest(), after);
    reopened.opens("K1");
    assert_eq!(reopened.draft(fields::PHONE).as_deref(), Some("12"));
    reopened.happens(Event::HistoryToggled(Some(fields::CONTACT)));
    assert_eq!(reopened.file().history.unwrap().1.len(), 2, "its history is there too");
}

#[test]
fn a_tap_while_a_cleared_disk_is_written_anew_keeps_its_row_of_the_log() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    tablet.opens("K1");
    for n in 0..4 {
        tablet.types(fields::CONTACT, &format!("样例{n}"));
    }
    pollster::block_on(jipan_store::Store::wipe(&disk)).unwrap();
    tablet.is_held = true;
    tablet.happens(Event::ConnectionLost);
    // The new log counts from 1 again: these taps get the keys of rows that are gone.
    for n in 0..4 {
        tablet.types(fields::REMARK, &format!("备注{n}"));
    }
    tablet.disk_answers();
    let digest = tablet.model.book().digest();
    assert_eq!(tablet.model.view().status.saving, jipan_app::view::SavingView::Saved);
    drop(tablet);
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    assert_eq!(reopened.reads(fields::REMARK).as_deref(), Some("备注3"));
    assert_eq!(reopened.model.book().digest(), digest);
}

#[test]
fn a_header_of_a_newer_build_makes_the_book_read_only() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    drop(tablet);
    let is_header = |row: &Row| matches!(&row.place, Place::Hot(key) if key.kind == 2);
    let header = disk.inner().rows().into_iter().rfind(is_header).unwrap();
    let Stored::Bytes(bytes) = &header.stored else { panic!("a page is bytes") };
    let mut payload = jipan_store::seal::open(bytes.clone()).unwrap().into_bytes();
    payload[0] = jipan_book::PAGE_LAYOUT + 1;
    let bytes = jipan_store::seal::seal(jipan_store::LAYOUT_NEWEST, &payload);
    disk.inner().lay(Row { place: header.place, stored: Stored::Bytes(bytes) });
    let reopened = Tablet::open(&disk, 2);
    assert_eq!(reopened.model.view().status.saving, jipan_app::view::SavingView::ReadOnly);
}

#[test]
fn beside_rows_of_a_newer_build_the_others_are_shown_and_nothing_is_written() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &list(5));
    drop(tablet);
    let tomorrow = jipan_store::seal::seal(jipan_store::LAYOUT_NEWEST + 1, b"from tomorrow");
    disk.inner().lay(Row { place: Place::Log(99), stored: Stored::Bytes(tomorrow) });
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(reopened.customers().list.n_all, 5);
    assert_eq!(reopened.model.view().status.saving, jipan_app::view::SavingView::ReadOnly);
    let before = disk.inner().rows();
    reopened.opens("K1");
    reopened.types(fields::CONTACT, "样例");
    assert_eq!(reopened.reads(fields::CONTACT), None, "no change is made");
    let after = disk.inner().rows();
    let is_draft = |row: &Row| matches!(row.place, Place::Draft(_));
    assert!(after.iter().any(is_draft), "but what was typed is kept");
    let others = |rows: Vec<Row>| rows.into_iter().filter(|it| !is_draft(it)).collect::<Vec<_>>();
    assert_eq!(others(after), others(before));
}

#[test]
fn a_book_that_did_not_open_is_not_called_saved() {
    let disk = disk().with_fault(1, Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    let tablet = Tablet::open(&disk, 1);
    assert!(!tablet.is_open());
    assert_eq!(tablet.model.view().status.saving, jipan_app::view::SavingView::Failed);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn however_a_job_is_sliced_the_book_is_the_same(units in 1_u32..40, n in 1_usize..700) {
        let calm = disk();
        let mut whole = Tablet::open(&calm, 1);
        whole.imports("a.csv", &list(n));
        let digest = whole.model.book().digest();
        let other = disk();
        let mut sliced = Tablet::open_sliced(&other, 1, units);
        sliced.imports("a.csv", &list(n));
        prop_assert_eq!(sliced.model.book().digest(), digest);
        prop_assert_eq!(Tablet::open_sliced(&other, 2, units).model.book().digest(), digest);
    }
}
