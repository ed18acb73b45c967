//! A whole book at once: read row by row as of one moment, and put in place of another.

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::{
    ColdKey, DamagedReason, Durability, HotKey, IdbStore, LAYOUT_NEWEST, MemoryStore, Opened,
    Place, Row, Scan, Scope, Store, StoreError, Stored, Write, seal,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{CUSTOMER, fresh, log, raw, script, todays};

/// The rows of a scan and how many it announced.
async fn scanned(store: &impl Store) -> (u64, Vec<Row>) {
    let found = Rc::new(RefCell::new((0, Vec::new())));
    let taker = Rc::clone(&found);
    let take = move |part| match part {
        Scan::Begin { n_rows } => *taker.borrow_mut() = (n_rows, Vec::new()),
        Scan::Rows(rows) => taker.borrow_mut().1.extend(rows),
    };
    store.scan(take).await.unwrap();
    found.take()
}

fn sealed(place: Place, payload: &[u8]) -> Row {
    Row { place, stored: Stored::Bytes(seal::seal(LAYOUT_NEWEST, payload)) }
}

/// A book of more rows and bytes than go into one turn.
fn large() -> Vec<Row> {
    let hot = |page| HotKey { scope: Scope::local(), kind: 1, page, generation: 1 };
    let cold = |segment| ColdKey { scope: Scope::local(), customer: CUSTOMER, segment };
    let mut rows: Vec<Row> = (5..90).map(|key| sealed(Place::Log(key), b"change")).collect();
    let page = vec![7; 300_000];
    rows.extend((0..30).map(|it| sealed(Place::Hot(hot(it)), &page)));
    rows.extend((0..1100).map(|it| sealed(Place::Cold(cold(it)), &it.to_le_bytes())));
    rows.push(sealed(Place::Meta("clock".to_owned()), &[1; 16]));
    rows.push(sealed(Place::Draft("name".to_owned()), "湖滨路".as_bytes()));
    let language = Stored::Text("zh-CN".to_owned());
    rows.push(Row { place: Place::Setting("language".to_owned()), stored: language });
    rows
}

fn restoring(rows: Vec<Row>) -> Vec<Write> {
    std::iter::once(Write::Clear).chain(rows.into_iter().map(Write::RowPut)).collect()
}

async fn written(name: &str) -> IdbStore {
    let store = fresh(name).await;
    for writes in script() {
        store.write(writes, Durability::Strict).await.unwrap();
    }
    store
}

#[wasm_bindgen_test]
async fn a_scan_gives_every_row_as_its_twin_in_memory_does() {
    let store = written("scan").await;
    let twin = MemoryStore::new();
    for writes in script() {
        twin.write(writes, Durability::Strict).await.unwrap();
    }
    let (n_rows, rows) = scanned(&store).await;
    assert_eq!(rows, twin.rows());
    assert_eq!(n_rows, rows.len() as u64);
}

#[wasm_bindgen_test]
async fn a_large_book_is_replaced_in_one_strict_transaction_and_scanned_in_another() {
    let store = written("replace").await;
    let _restore = raw::Restore;
    let record = raw::record();
    store.write(restoring(large()), Durability::Strict).await.unwrap();
    let (_, rows) = scanned(&store).await;
    assert_eq!(
        raw::lines(&record),
        [
            "readwrite log+hot+cold+meta+draft+settings strict",
            "complete",
            "readonly log+hot+cold+meta+draft+settings default",
            "complete",
        ]
    );
    assert_eq!(rows, large());
    assert_eq!(store.quarantined().await.unwrap().len(), 1, "what was set aside stays");
    let next = store.write(vec![log("next")], Durability::Strict).await.unwrap();
    assert_eq!(next.log_keys, [90]);
}

#[wasm_bindgen_test]
async fn an_import_of_more_changes_than_go_into_one_turn_gets_its_keys_in_order() {
    let store = fresh("many").await;
    let writes: Vec<Write> = (0..1234).map(|n| log(&n.to_string())).collect();
    let written = store.write(writes, Durability::Strict).await.unwrap();
    assert_eq!(written.log_keys, (1..=1234).collect::<Vec<u64>>());
    let opened = store.open().await.unwrap();
    let read: Vec<_> = opened.log.iter().map(|(_, it)| it.bytes().to_vec()).collect();
    let wanted: Vec<_> = (0..1234).map(|n| n.to_string().into_bytes()).collect();
    assert_eq!(read, wanted);
}

#[wasm_bindgen_test]
async fn a_restoring_that_finds_no_space_in_its_midst_leaves_the_old_book() {
    let store = written("replace-full").await;
    let (_, before) = scanned(&store).await;
    for room in [0, 3, 700] {
        {
            let _restore = raw::Restore;
            raw::fill_up(room);
            let full = store.write(restoring(large()), Durability::Strict).await;
            assert!(matches!(full, Err(StoreError::QuotaExceeded { .. })), "{room}: {full:?}");
        }
        assert_eq!(scanned(&store).await.1, before, "room for {room} rows");
    }
}

#[wasm_bindgen_test]
async fn a_restoring_whose_commit_fails_leaves_the_old_book() {
    let store = written("replace-abort").await;
    let (_, before) = scanned(&store).await;
    let _restore = raw::Restore;
    raw::abort_commits(1, "QuotaExceededError");
    let full = store.write(restoring(large()), Durability::Strict).await;
    assert!(matches!(full, Err(StoreError::QuotaExceeded { .. })), "{full:?}");
    assert_eq!(scanned(&store).await.1, before);
}

#[wasm_bindgen_test]
async fn a_scan_on_a_connection_found_closed_opens_it_again() {
    let store = written("scan-cut").await;
    let _restore = raw::Restore;
    raw::cut_connection(false);
    let (n_rows, rows) = scanned(&store).await;
    assert_eq!(n_rows, rows.len() as u64);
    assert!(n_rows > 5);
}

#[wasm_bindgen_test]
async fn a_row_that_the_browser_cannot_read_does_not_hide_the_rest_from_a_scan() {
    let store = fresh("scan-unreadable").await;
    store.write(vec![log("a"), log("b"), log("c")], Durability::Strict).await.unwrap();
    let _restore = raw::Restore;
    raw::spoil("log", &raw::number(2));
    let (n_rows, rows) = scanned(&store).await;
    assert_eq!(n_rows, 3);
    assert_eq!(rows[0], sealed(Place::Log(1), b"a"));
    assert!(matches!(rows[1].stored, Stored::Unreadable { .. }));
    assert_eq!(rows[2], sealed(Place::Log(3), b"c"));
}

#[wasm_bindgen_test]
async fn who_writes_during_a_scan_waits_and_is_not_in_it() {
    let store = fresh("scan-and-write").await;
    store.write(restoring(large()), Durability::Strict).await.unwrap();
    let found = Rc::new(RefCell::new(Vec::new()));
    let taker = Rc::clone(&found);
    let scan = store.scan(move |part| {
        if let Scan::Rows(rows) = part {
            taker.borrow_mut().extend(rows);
        }
    });
    let write = store.write(vec![log("late")], Durability::Strict);
    let (scan, write) = crate::tabs::futures(scan, write).await;
    scan.unwrap();
    assert_eq!(write.unwrap().log_keys, [90]);
    assert_eq!(found.take(), large());
}

#[wasm_bindgen_test]
async fn a_damaged_row_put_as_it_is_is_found_by_the_next_opening() {
    let store = fresh("replace-damaged").await;
    let torn = Row { place: Place::Log(3), stored: Stored::Bytes(b"torn torn torn".to_vec()) };
    let whole = sealed(Place::Log(4), b"whole");
    store.write(restoring(vec![torn, whole]), Durability::Strict).await.unwrap();
    let Opened { log, damaged, .. } = store.open().await.unwrap();
    assert_eq!(log, [(4, todays(b"whole"))]);
    assert_eq!(damaged[0].reason, DamagedReason::Checksum);
}

#[wasm_bindgen_test]
async fn a_photo_is_read_by_its_name_and_goes_alone_as_in_its_twin_in_memory() {
    let (store, twin) = (written("photo").await, MemoryStore::new());
    let history = ColdKey { scope: Scope::local(), customer: CUSTOMER, segment: 0 };
    let puts = vec![
        Write::ColdPut(history, b"history".to_vec()),
        Write::ColdPut(ColdKey::photo(CUSTOMER), vec![7; 150_000]),
    ];
    store.write(puts.clone(), Durability::Strict).await.unwrap();
    twin.write(puts, Durability::Strict).await.unwrap();
    let photos = Scope::photos();
    let read = store.cold(&photos, CUSTOMER).await.unwrap();
    assert_eq!(read, twin.cold(&photos, CUSTOMER).await.unwrap());
    assert_eq!(read.segments.len(), 1);
    let histories = store.cold(&Scope::local(), CUSTOMER).await.unwrap();
    assert!(!histories.segments.is_empty());
    let gone = vec![Write::ColdDelete(photos.clone(), CUSTOMER)];
    store.write(gone, Durability::Relaxed).await.unwrap();
    assert_eq!(store.cold(&photos, CUSTOMER).await.unwrap().segments, []);
    assert_eq!(
        store.cold(&Scope::local(), CUSTOMER).await.unwrap(),
        histories,
        "what is no photo stays"
    );
}
