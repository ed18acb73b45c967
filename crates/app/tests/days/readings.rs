//! In a browser the table of readings comes after the first screen, or not at all today.

use jipan_app::view::Notice;
use jipan_app::{Event, Route};
use jipan_book::ReadingsAway;
use jipan_rules::schema::fields;

use super::tablet::{Disk, Tablet, disk};

const SHOPS: &[u8] = include_bytes!("../../../../tests/data/shops-utf8.csv");

/// The names that a search shows, in the order of the list.
fn found(tablet: &mut Tablet<'_>, text: &str) -> Vec<String> {
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::SearchTyped(text.to_owned()));
    tablet.happens(Event::ListWindowMoved { first: 0, n_rows: 1_000 });
    let list = tablet.customers().list;
    list.rows.iter().map(|row| row.name.clone()).collect()
}

fn come(tablet: &mut Tablet<'_>, away: ReadingsAway) {
    drop(away);
    tablet.happens(Event::ReadingsCame);
}

fn has_notice(tablet: &Tablet<'_>) -> bool {
    tablet.model.view().notices.iter().any(|it| it.notice == Notice::NoReadings)
}

/// A tablet into which the list was imported with the table, as every other test has it.
fn usual(disk: &Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    drop(tablet.imports("shops-utf8.csv", SHOPS));
    tablet
}

const SEARCHES: [&str; 5] = ["", "cqcl", "changle", "chaoshi", "超市"];

#[test]
fn whoever_has_the_table_is_never_asked_for_it() {
    let disk = disk();
    let mut tablet = usual(&disk);
    tablet.happens(Event::NetworkChanged { is_online: true });
    tablet.happens(Event::PageShown);
    assert_eq!(tablet.n_fetched, 0);
}

#[test]
fn what_came_in_before_the_table_is_found_by_name_at_once_and_by_pinyin_after_it() {
    let disks = [disk(), disk()];
    let mut with = usual(&disks[0]);
    let away = ReadingsAway::new();
    let mut tablet = Tablet::open(&disks[1], 1);
    assert_eq!(tablet.n_fetched, 1);
    let result = tablet.imports("shops-utf8.csv", SHOPS);
    assert_eq!((result.n_added, result.failures.len()), (488, 12));
    assert_eq!(found(&mut tablet, "cqcl"), [""; 0]);
    assert!(found(&mut tablet, "重庆长乐行").len() == 1);
    come(&mut tablet, away);
    for text in SEARCHES {
        assert_eq!(found(&mut tablet, text), found(&mut with, text), "“{text}”");
    }
    assert_eq!(found(&mut tablet, "cqcl").len(), 1);
    assert_eq!(tablet.model.book().digest(), with.model.book().digest());
    assert!(tablet.model.is_at_rest());
}

#[test]
fn a_list_that_is_open_when_the_table_comes_is_put_into_the_order_of_pinyin() {
    let disks = [disk(), disk()];
    let mut with = usual(&disks[0]);
    let wanted = found(&mut with, "");
    let away = ReadingsAway::new();
    let mut tablet = Tablet::open(&disks[1], 1);
    drop(tablet.imports("shops-utf8.csv", SHOPS));
    assert_ne!(found(&mut tablet, ""), wanted);
    come(&mut tablet, away);
    let list = tablet.customers().list;
    assert_eq!(list.rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>(), wanted);
}

#[test]
fn what_was_kept_without_the_table_is_read_at_the_next_start_that_has_it() {
    let disks = [disk(), disk()];
    let mut with = usual(&disks[0]);
    let away = ReadingsAway::new();
    let mut tablet = Tablet::open(&disks[1], 1);
    drop(tablet.imports("shops-utf8.csv", SHOPS));
    drop(tablet);
    let mut tablet = Tablet::open(&disks[1], 2);
    assert_eq!(found(&mut tablet, "cqcl"), [""; 0], "kept as it was read");
    drop((tablet, away));
    let mut tablet = Tablet::open(&disks[1], 3);
    assert_eq!(tablet.n_fetched, 0);
    for text in SEARCHES {
        assert_eq!(found(&mut tablet, text), found(&mut with, text), "“{text}”");
    }
}

#[test]
fn what_was_kept_with_the_table_is_found_by_pinyin_without_it() {
    let disk = disk();
    drop(usual(&disk));
    let away = ReadingsAway::new();
    let mut tablet = Tablet::open(&disk, 2);
    let list = found(&mut tablet, "");
    assert_eq!(found(&mut tablet, "cqcl").len(), 1);
    // A name that is written now is read later.
    drop(tablet.opens("重庆长乐行"));
    tablet.types(fields::NAME, "晨曦便民铺");
    assert_eq!(found(&mut tablet, "cxbmp"), [""; 0]);
    come(&mut tablet, away);
    assert_eq!(found(&mut tablet, "cxbmp"), ["晨曦便民铺"]);
    assert_eq!(found(&mut tablet, "cqcl"), [""; 0]);
    assert_eq!(found(&mut tablet, "").len(), list.len());
}

#[test]
fn a_table_that_cannot_be_had_is_said_and_asked_for_again_with_the_network() {
    let disk = disk();
    let away = ReadingsAway::new();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::NetworkChanged { is_online: true });
    assert_eq!(tablet.n_fetched, 1, "it is on its way");
    assert!(!has_notice(&tablet));
    tablet.happens(Event::ReadingsMissed);
    assert!(has_notice(&tablet));
    tablet.happens(Event::PageShown);
    assert_eq!(tablet.n_fetched, 2);
    tablet.happens(Event::ReadingsMissed);
    tablet.happens(Event::NetworkChanged { is_online: true });
    assert_eq!(tablet.n_fetched, 3);
    come(&mut tablet, away);
    assert!(!has_notice(&tablet));
    tablet.happens(Event::NetworkChanged { is_online: true });
    assert_eq!(tablet.n_fetched, 3);
}

#[test]
fn a_table_that_comes_while_the_rows_are_being_written_or_before_the_book_is_open_is_in_time() {
    let disks = [disk(), disk()];
    let mut with = usual(&disks[0]);
    let away = ReadingsAway::new();
    let mut tablet = Tablet::closed(&disks[1], 1, 1);
    tablet.happens(Event::StoreOpened(Box::default()));
    tablet.is_held = true;
    tablet.chooses("shops-utf8.csv", SHOPS);
    tablet.happens(Event::ImportStarted);
    come(&mut tablet, away);
    tablet.disk_answers();
    assert_eq!(found(&mut tablet, "cqcl").len(), 1);
    drop(tablet);
    let mut tablet = Tablet::open(&disks[1], 2);
    tablet.happens(Event::ReadingsCame);
    for text in SEARCHES {
        assert_eq!(found(&mut tablet, text), found(&mut with, text), "“{text}”");
    }
}
