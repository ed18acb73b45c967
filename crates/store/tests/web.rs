//! The store on the browser's real `IndexedDB`. See `xtask` for how this is run.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail by a panic; the exemption does not reach wasm_bindgen_test"
)]

#[path = "web/ahead.rs"]
mod ahead;
#[path = "web/book.rs"]
mod book;
#[path = "support/dump.rs"]
mod dump;
#[path = "web/faults.rs"]
mod faults;
#[path = "support/fixture.rs"]
mod fixture;
#[path = "web/raw.rs"]
mod raw;
#[path = "web/tabs.rs"]
mod tabs;

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::{
    ColdKey, Damaged, DamagedReason, Durability, HotKey, IdbStore, LAYOUT_NEWEST, MemoryStore,
    Newer, Opened, Opening, Payload, Place, Row, Scope, SetAside, Store, StoreError, Stored, Write,
    seal,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const CUSTOMER: [u8; 16] = [9; 16];

/// A payload as this build writes it.
fn todays(bytes: &[u8]) -> Payload {
    seal::open(seal::seal(LAYOUT_NEWEST, bytes)).unwrap()
}

/// A store on a database that was not there before.
async fn fresh(name: &str) -> IdbStore {
    raw::drop(name).await.unwrap();
    IdbStore::open(name).await.unwrap()
}

fn log(text: &str) -> Write {
    Write::Log(text.as_bytes().to_vec())
}

fn hot(generation: u32) -> HotKey {
    HotKey { scope: Scope::local(), kind: 1, page: 0, generation }
}

/// One of every write.
fn script() -> Vec<Vec<Write>> {
    let cold = |segment| ColdKey { scope: Scope::local(), customer: CUSTOMER, segment };
    let other = ColdKey { customer: [10; 16], ..cold(0) };
    vec![
        vec![log("a"), log("b"), log("c"), log("d"), log("e")],
        vec![Write::LogDeleteThrough(2), Write::LogDelete(4), log("f")],
        vec![
            Write::HotPut(hot(2), vec![7; 300_000]),
            Write::HotPut(hot(10), b"later".to_vec()),
            Write::HotPut(hot(1), b"gone".to_vec()),
            Write::HotDelete(hot(1)),
            Write::ColdPut(cold(1), b"new".to_vec()),
            Write::ColdPut(cold(0), b"old".to_vec()),
            Write::ColdPut(other, b"of another".to_vec()),
            Write::MetaPut("folded".to_owned(), vec![3]),
            Write::MetaPut("gone".to_owned(), vec![4]),
            Write::MetaDelete("gone".to_owned()),
        ],
        vec![
            Write::DraftPut("name".to_owned(), "湖滨路".to_owned()),
            Write::DraftPut("gone".to_owned(), String::new()),
            Write::DraftDelete("gone".to_owned()),
            Write::SettingPut("language".to_owned(), "zh-CN".to_owned()),
            Write::QuarantinePut {
                origin: "file".to_owned(),
                why: "unknown".to_owned(),
                bytes: vec![1, 2],
            },
        ],
    ]
}

#[wasm_bindgen_test]
async fn a_database_that_was_not_there_opens_empty() {
    let store = fresh("empty").await;
    assert_eq!(store.open().await.unwrap(), Opened::default());
    assert_eq!(raw::version("empty").await.unwrap(), "version 1, 8 stores");
}

#[wasm_bindgen_test]
async fn what_was_written_is_there_for_the_next_start_as_its_twin_in_memory_says() {
    let store = fresh("round-trip").await;
    let twin = MemoryStore::new();
    for writes in script() {
        let written = store.write(writes.clone(), Durability::Strict).await.unwrap();
        assert_eq!(written, twin.write(writes, Durability::Strict).await.unwrap());
    }
    store.close().await;
    let next = IdbStore::open("round-trip").await.unwrap();
    for store in [&store, &next] {
        assert_eq!(store.open().await.unwrap(), twin.open().await.unwrap());
        let scope = Scope::local();
        let cold = store.cold(&scope, CUSTOMER).await.unwrap();
        assert_eq!(cold, twin.cold(&scope, CUSTOMER).await.unwrap());
        assert_eq!(cold.segments.len(), 2);
        assert_eq!(store.quarantined().await.unwrap(), twin.quarantined().await.unwrap());
    }
}

#[wasm_bindgen_test]
async fn log_keys_grow_and_are_never_given_twice() {
    let store = fresh("log-keys").await;
    let first = store.write(vec![log("a"), log("b")], Durability::Strict).await.unwrap();
    store.write(vec![Write::LogDeleteThrough(2)], Durability::Strict).await.unwrap();
    store.close().await;
    let second = store.write(vec![log("c")], Durability::Strict).await.unwrap();
    assert_eq!((first.log_keys, second.log_keys), (vec![1, 2], vec![3]));
}

#[wasm_bindgen_test]
async fn a_tap_asks_for_strict_durability_and_is_answered_after_complete() {
    let store = fresh("strict").await;
    let _restore = raw::Restore;
    let record = raw::record();
    store
        .write(vec![log("a"), Write::DraftDelete("a".to_owned())], Durability::Strict)
        .await
        .unwrap();
    assert_eq!(raw::lines(&record), ["readwrite log+draft strict", "complete"]);
    store.write(vec![log("a")], Durability::Relaxed).await.unwrap();
    assert_eq!(raw::lines(&record)[2..], ["readwrite log relaxed", "complete"]);
    store.write(Vec::new(), Durability::Strict).await.unwrap();
    assert_eq!(raw::lines(&record).len(), 4, "nothing to write asks for nothing");
}

#[wasm_bindgen_test]
async fn opening_reads_everything_in_one_transaction() {
    let store = fresh("one-read").await;
    let _restore = raw::Restore;
    let record = raw::record();
    store.open().await.unwrap();
    let lines = raw::lines(&record);
    assert_eq!(lines, ["readonly log+hot+meta+draft+settings default", "complete"]);
}

/// What opening hands over.
async fn newest(store: &impl Store) -> Vec<Opening> {
    let parts = Rc::new(RefCell::new(Vec::new()));
    let taken = Rc::clone(&parts);
    store.open_newest(move |part| taken.borrow_mut().push(part)).await.unwrap();
    parts.take()
}

#[wasm_bindgen_test]
async fn of_each_page_only_the_newest_generation_is_read_in_one_transaction() {
    let store = fresh("newest").await;
    let twin = MemoryStore::new();
    assert_eq!(newest(&store).await, newest(&twin).await, "an empty one");
    for row in dump::rows_of(fixture::V1) {
        raw::lay("newest", row.clone()).await;
        twin.lay(row);
    }
    let _restore = raw::Restore;
    let record = raw::record();
    let parts = newest(&store).await;
    let lines = raw::lines(&record);
    assert_eq!(lines, ["readonly log+hot+meta+draft+settings default", "complete"]);
    assert_eq!(parts, newest(&twin).await);
    assert_eq!(parts.len(), 5, "what is small, and four of five pages");
}

#[wasm_bindgen_test]
async fn when_a_newest_generation_is_torn_or_under_a_strange_key_everything_is_to_be_read() {
    let store = fresh("newest-torn").await;
    let pages = vec![Write::HotPut(hot(1), vec![1]), Write::HotPut(hot(2), vec![2]), log("a")];
    store.write(pages, Durability::Strict).await.unwrap();
    let torn = Stored::Bytes(b"half a page, no more".to_vec());
    raw::lay("newest-torn", Row { place: Place::Hot(hot(2)), stored: torn.clone() }).await;
    assert!(matches!(newest(&store).await[..], [Opening::Begin { .. }, Opening::Unsound]));

    let odd = Place::Strange { store: "hot".to_owned(), key: "odd".to_owned() };
    for row in
        [Row { place: odd, stored: Stored::Strange }, Row { place: Place::Log(1), stored: torn }]
    {
        let store = fresh("newest-strange").await;
        store.write(vec![Write::HotPut(hot(1), vec![1])], Durability::Strict).await.unwrap();
        raw::lay("newest-strange", row).await;
        let parts = newest(&store).await;
        let [Opening::Begin { opened, coming }] = &parts[..] else { panic!("all at once") };
        assert_eq!((opened.hot.len(), opened.damaged.len(), coming.len()), (1, 1, 0));
    }
}

#[wasm_bindgen_test]
async fn a_store_of_version_1_opens_with_all_it_held() {
    let store = fresh("fixture").await;
    for row in dump::rows_of(fixture::V1) {
        raw::lay("fixture", row).await;
    }
    assert_eq!(store.open().await.unwrap(), fixture::opened());
    let cold = store.cold(&Scope::local(), fixture::CUSTOMER).await.unwrap();
    assert_eq!(cold.segments, fixture::segments());
    let written = store.write(vec![log("next")], Durability::Strict).await.unwrap();
    assert_eq!(written.log_keys, [8]);
}

#[wasm_bindgen_test]
async fn a_damaged_row_is_named_and_set_aside_and_the_rest_opens() {
    let store = fresh("damaged").await;
    let pages = vec![Write::HotPut(hot(1), vec![1]), Write::HotPut(hot(2), vec![2]), log("a")];
    store.write(pages, Durability::Strict).await.unwrap();
    let place = Place::Hot(hot(2));
    let torn = Stored::Bytes(b"half a page, no more".to_vec());
    raw::lay("damaged", Row { place: place.clone(), stored: torn }).await;

    let opened = store.open().await.unwrap();

    assert_eq!(opened.hot, [(hot(1), todays(&[1]))]);
    assert_eq!(opened.log, [(1, todays(b"a"))]);
    let named =
        |set_aside| Damaged { place: place.clone(), reason: DamagedReason::Checksum, set_aside };
    assert_eq!(opened.damaged, [named(SetAside::Now)]);
    let aside = store.quarantined().await.unwrap();
    assert_eq!((aside[0].origin.as_str(), aside.len()), ("hot/local/1/0/2", 1));
    assert_eq!(aside[0].bytes, b"half a page, no more");
    assert_eq!(store.open().await.unwrap().damaged, [named(SetAside::Before)]);
    assert_eq!(store.quarantined().await.unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn a_row_under_a_key_or_of_a_type_that_is_not_ours_is_named() {
    let store = fresh("strange").await;
    let odd = Place::Strange { store: "hot".to_owned(), key: "odd".to_owned() };
    raw::lay("strange", Row { place: odd, stored: Stored::Strange }).await;
    let clock = Place::Meta("clock".to_owned());
    raw::lay("strange", Row { place: clock.clone(), stored: Stored::Strange }).await;
    let damaged = store.open().await.unwrap().damaged;
    assert_eq!(damaged.len(), 2);
    assert!(damaged[0].place.to_string().contains("odd"), "{}", damaged[0].place);
    assert_eq!(damaged[1].place, clock);
    assert_eq!(damaged[1].set_aside, SetAside::Nothing);
}

#[wasm_bindgen_test]
async fn beside_a_row_of_a_newer_layout_the_rest_opens_and_nothing_but_drafts_is_written() {
    let store = fresh("newer-layout").await;
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    let row = Stored::Bytes(seal::seal(LAYOUT_NEWEST + 1, b"from tomorrow"));
    raw::lay("newer-layout", Row { place: Place::Log(5), stored: row }).await;
    let newer = Newer { place: Place::Log(5), layout: LAYOUT_NEWEST + 1, cipher: 0 };
    let opened = store.open().await.unwrap();
    assert_eq!(opened.newer, Some(newer.clone()));
    assert_eq!(opened.log, [(1, todays(b"a"))]);
    let _restore = raw::Restore;
    let record = raw::record();
    let write = store.write(vec![log("a")], Durability::Strict).await;
    assert_eq!(write, Err(StoreError::NewerLayout(newer)));
    assert_eq!(raw::lines(&record).len(), 0, "not even a transaction");
    let draft = Write::DraftPut("note".to_owned(), "half".to_owned());
    store.write(vec![draft], Durability::Strict).await.unwrap();
    assert_eq!(store.open().await.unwrap().drafts.len(), 1);
}
