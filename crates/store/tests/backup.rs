//! A book goes into one file and comes out of it as it was; a file that is not whole gives nothing.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "support/dump.rs"]
mod dump;

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::backup::{Backup, BackupError, Ended, Reader, Summary, Writer};
use jipan_store::{
    ColdKey, Durability, Fault, FaultyStore, HotKey, LAYOUT_NEWEST, MemoryStore, Place, Row, Scan,
    Scope, Store, StoreError, Stored, Write, seal,
};
use pollster::block_on;
use proptest::prelude::*;

/// The store of version 1; see `fixture.rs`.
const V1: &[u8] = include_bytes!("fixtures/v1.bin");

fn summary() -> Summary {
    Summary { created_at_millis: 1_795_300_000_000, n_customers: 2, app: "0.1.0".to_owned() }
}

fn hot(page: u32, generation: u32) -> Place {
    Place::Hot(HotKey { scope: Scope::local(), kind: 1, page, generation })
}

fn sealed(place: Place, payload: &[u8]) -> Row {
    Row { place, stored: Stored::Bytes(seal::seal(LAYOUT_NEWEST, payload)) }
}

/// The content of a backup of a store, and what it came to.
fn content_of(store: &impl Store) -> (Vec<u8>, Result<Ended, BackupError>) {
    content_where(store, |_, _| true)
}

fn content_where(
    store: &impl Store,
    is_sound: impl Fn(&HotKey, &[u8]) -> bool + 'static,
) -> (Vec<u8>, Result<Ended, BackupError>) {
    let made = Rc::new(RefCell::new((Writer::new(&summary(), is_sound), 0, 0)));
    let taker = Rc::clone(&made);
    block_on(store.scan(move |part| {
        let (writer, n_rows, n_taken) = &mut *taker.borrow_mut();
        match part {
            Scan::Begin { n_rows: n } => *n_rows = n,
            Scan::Rows(rows) => {
                *n_taken += rows.len() as u64;
                for row in rows {
                    writer.take(row);
                }
            }
        }
    }))
    .unwrap();
    let (writer, n_rows, n_taken) = &mut *made.borrow_mut();
    assert_eq!(n_rows, n_taken, "a scan says how much comes");
    let ended = writer.finish();
    (writer.drain(), ended)
}

fn read(content: &[u8], piece: usize) -> Result<Backup, BackupError> {
    let mut reader = Reader::new();
    for piece in content.chunks(piece) {
        reader.push(piece)?;
    }
    reader.finish()
}

fn is_damaged(read: &Result<Backup, BackupError>) -> bool {
    matches!(read, Err(BackupError::Damaged { .. }))
}

/// What puts a backup in place of what is there.
fn writes_of(backup: Backup) -> Vec<Write> {
    std::iter::once(Write::Clear).chain(backup.rows.into_iter().map(Write::RowPut)).collect()
}

/// Two generations of a page, a row in each table.
fn whole() -> MemoryStore {
    MemoryStore::from_rows(dump::rows_of(V1))
}

/// The rows of a store, but only the newest writing of each page.
fn newest_rows(store: &MemoryStore) -> Vec<Row> {
    let rows = store.rows();
    let is_older = |place: &Place| *place == hot(0, 4);
    rows.into_iter().filter(|row| !is_older(&row.place)).collect()
}

#[test]
fn a_book_comes_out_of_its_file_as_it_went_in() {
    let store = whole();
    let (content, ended) = content_of(&store);
    let rows = newest_rows(&store);
    assert_eq!(ended, Ok(Ended { n_rows: rows.len() as u64, n_left_out: 0 }));
    for piece in [1, 7, 1000, content.len()] {
        let backup = read(&content, piece).unwrap();
        assert_eq!(backup, Backup { summary: summary(), rows: rows.clone() });
    }
}

#[test]
fn a_restored_store_holds_the_backup_and_nothing_of_what_was_there() {
    let (content, _) = content_of(&whole());
    let other = MemoryStore::from_rows([
        sealed(Place::Log(90), b"a change of another book"),
        sealed(hot(7, 3), b"a page of another book"),
        sealed(Place::Draft("x".to_owned()), b"half typed"),
        Row { place: Place::Setting("theme".to_owned()), stored: Stored::Text("dark".to_owned()) },
    ]);
    let writes = writes_of(read(&content, 4096).unwrap());
    block_on(other.write(writes, Durability::Strict)).unwrap();
    assert_eq!(other.rows(), newest_rows(&whole()));
    let next = vec![Write::Log(b"next".to_vec())];
    let written = block_on(other.write(next, Durability::Strict)).unwrap();
    assert_eq!(written.log_keys, [91], "no key of the log is given twice");
}

#[test]
fn an_empty_book_has_a_backup_too() {
    let (content, ended) = content_of(&MemoryStore::new());
    assert_eq!(ended, Ok(Ended { n_rows: 0, n_left_out: 0 }));
    assert_eq!(read(&content, 5), Ok(Backup { summary: summary(), rows: Vec::new() }));
}

#[test]
fn what_was_set_aside_stays_on_the_device() {
    let store = whole();
    let aside = Write::QuarantinePut {
        origin: "log/1".to_owned(),
        why: "torn".to_owned(),
        bytes: vec![1, 2, 3],
    };
    block_on(store.write(vec![aside, Write::Clear], Durability::Strict)).unwrap();
    assert_eq!(store.rows(), []);
    assert_eq!(block_on(store.quarantined()).unwrap().len(), 1);
}

#[test]
fn a_damaged_row_is_left_out_and_counted() {
    let store = whole();
    store.lay(Row { place: Place::Log(4), stored: Stored::Bytes(b"torn torn torn".to_vec()) });
    store.lay(Row { place: Place::Meta("clock".to_owned()), stored: Stored::Strange });
    let (content, ended) = content_of(&store);
    assert_eq!(ended.unwrap().n_left_out, 2);
    let backup = read(&content, 512).unwrap();
    assert!(backup.rows.iter().all(|row| row.place != Place::Log(4)));
    assert_eq!(backup.rows.len(), newest_rows(&store).len() - 2);
}

#[test]
fn of_a_page_whose_newest_writing_is_torn_or_nonsense_the_one_before_goes_in() {
    let torn = whole();
    torn.lay(Row { place: hot(0, 5), stored: Stored::Bytes(b"torn".to_vec()) });
    let (content, _) = content_of(&torn);
    let is_old = |row: &Row| row.place == hot(0, 4);
    assert!(read(&content, 512).unwrap().rows.iter().any(is_old));

    let is_sound = |key: &HotKey, _: &[u8]| (key.page, key.generation) != (0, 5);
    let (content, ended) = content_where(&whole(), is_sound);
    assert_eq!(ended.unwrap().n_rows, newest_rows(&whole()).len() as u64 + 1);
    let backup = read(&content, 512).unwrap();
    assert!(backup.rows.iter().any(is_old));
    let is_new = |row: &Row| row.place == hot(0, 5);
    assert!(backup.rows.iter().any(is_new), "some of its pages may be whole");

    let (content, _) = content_where(&whole(), |_, _| false);
    assert_eq!(read(&content, 512).unwrap().rows, newest_rows(&whole()), "else the newest");
}

#[test]
fn a_book_of_a_newer_app_is_neither_backed_up_nor_restored() {
    let store = whole();
    let row = seal::seal(LAYOUT_NEWEST + 1, b"from tomorrow");
    store.lay(Row { place: Place::Log(9), stored: Stored::Bytes(row) });
    let newer = BackupError::NewerLayout { found: LAYOUT_NEWEST + 1, known: LAYOUT_NEWEST };
    let (_, ended) = content_of(&store);
    assert_eq!(ended, Err(newer));
}

#[test]
fn rows_of_every_kind_of_key_keep_it() {
    let cold = ColdKey { scope: Scope::new("T12"), customer: [0xAB; 16], segment: u32::MAX };
    let rows = vec![
        sealed(Place::Log(u64::MAX), b""),
        sealed(
            Place::Hot(HotKey {
                scope: Scope::new("湖滨"),
                kind: 255,
                page: u32::MAX,
                generation: 0,
            }),
            &[0; 70_000],
        ),
        sealed(Place::Cold(cold), b"c"),
        sealed(Place::Meta(String::new()), b"m"),
        sealed(Place::Draft("customer/湖".to_owned()), "滨路".as_bytes()),
        Row {
            place: Place::Setting("语言".to_owned()), stored: Stored::Text("中文".to_owned())
        },
    ];
    let (content, _) = content_of(&MemoryStore::from_rows(rows.clone()));
    assert_eq!(read(&content, 999).unwrap().rows, rows);
}

/// A restoring in which the call to the store meets a fault: what is reopened is the book that was
/// there or the one from the file, and never a part of either.
#[test]
fn a_restoring_that_fails_or_dies_leaves_the_old_book_or_the_whole_new_one() {
    let (content, _) = content_of(&whole());
    let before = vec![
        Write::Log(b"a change".to_vec()),
        Write::HotPut(
            HotKey { scope: Scope::local(), kind: 1, page: 3, generation: 1 },
            b"a page".to_vec(),
        ),
    ];
    let full = StoreError::QuotaExceeded { needed_bytes: 1 };
    for (fault, is_new) in
        [(Fault::Fail(full), false), (Fault::CrashBefore, false), (Fault::CrashAfter, true)]
    {
        let store = FaultyStore::new(MemoryStore::new()).with_fault(2, fault.clone());
        block_on(store.write(before.clone(), Durability::Strict)).unwrap();
        let old = store.inner().rows();
        let writes = writes_of(read(&content, 4096).unwrap());
        assert!(block_on(store.write(writes, Durability::Strict)).is_err());
        store.restart();
        let wanted = if is_new { newest_rows(&whole()) } else { old };
        assert_eq!(store.inner().rows(), wanted, "{fault:?}");
    }
}

proptest! {
    #[test]
    fn a_content_with_a_flipped_bit_gives_nothing(
        at: prop::sample::Index,
        bit in 0_u32..8,
        piece in 1_usize..5000,
    ) {
        let (mut content, _) = content_of(&whole());
        let at = at.index(content.len());
        content[at] ^= 1_u8 << bit;
        prop_assert!(is_damaged(&read(&content, piece)));
    }

    #[test]
    fn a_content_cut_anywhere_or_with_more_behind_it_gives_nothing(
        keep: prop::sample::Index,
        more in prop::collection::vec(any::<u8>(), 1..40),
        piece in 1_usize..5000,
    ) {
        let (content, _) = content_of(&whole());
        let cut = &content[..keep.index(content.len())];
        prop_assert!(is_damaged(&read(cut, piece)));
        let longer = [content, more].concat();
        prop_assert!(is_damaged(&read(&longer, piece)));
    }

    #[test]
    fn any_bytes_at_all_are_judged_without_a_panic(content: Vec<u8>, piece in 1_usize..50) {
        prop_assert!(read(&content, piece).is_err());
    }

    #[test]
    fn whatever_bytes_stand_behind_the_summary_they_are_judged(rest: Vec<u8>) {
        let (content, _) = content_of(&MemoryStore::new());
        let head = content.len() - 17;
        let made = [&content[..head], &rest].concat();
        if rest != content[head..] {
            prop_assert!(read(&made, 64).is_err());
        }
    }
}

#[test]
fn a_content_lost_between_two_rows_is_missed() {
    // Whole records taken out, so that only the sums can tell.
    let (content, _) = content_of(&whole());
    let (shorter, _) = content_of(&MemoryStore::from_rows(whole().rows().into_iter().skip(1)));
    let n_gone = content.len() - shorter.len();
    let summary_bytes = 1 + 8 + 4 + 2 + 5;
    let spliced = [&content[..summary_bytes], &content[summary_bytes + n_gone..]].concat();
    assert_eq!(read(&spliced, 100), Err(BackupError::Damaged { part: "section" }));
}
