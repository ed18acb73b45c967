//! What a full, failing or forgetful browser does, and that nothing is written by half.

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::{
    DamagedReason, Durability, IdbStore, Opened, Opening, Place, SetAside, Store as _, StoreError,
    StoreEvent,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh, log, newest, raw, todays};

fn full(needed_bytes: u64) -> StoreError {
    StoreError::QuotaExceeded { needed_bytes }
}

async fn n_log_rows(store: &IdbStore) -> usize {
    store.open().await.unwrap().log.len()
}

#[wasm_bindgen_test]
async fn a_put_that_finds_no_space_says_so_and_the_whole_write_is_undone() {
    let store = fresh("quota-put").await;
    {
        let _restore = raw::Restore;
        raw::fill_up(1);
        let write = store.write(vec![log("12345"), log("678")], Durability::Strict).await;
        assert_eq!(write, Err(full(8)));
    }
    assert_eq!(store.open().await.unwrap(), Opened::default());
    store.write(vec![log("again")], Durability::Strict).await.unwrap();
    assert_eq!(n_log_rows(&store).await, 1);
}

#[wasm_bindgen_test]
async fn a_commit_that_finds_no_space_says_so_and_the_whole_write_is_undone() {
    let store = fresh("quota-commit").await;
    let _restore = raw::Restore;
    raw::abort_commits(1, "QuotaExceededError");
    let write = store.write(vec![log("12345"), log("678")], Durability::Strict).await;
    assert_eq!(write, Err(full(8)));
    assert_eq!(store.open().await.unwrap(), Opened::default());
    store.write(vec![log("again")], Durability::Strict).await.unwrap();
    assert_eq!(n_log_rows(&store).await, 1);
}

#[wasm_bindgen_test]
async fn a_connection_found_closed_is_opened_again_and_the_write_made_once() {
    let store = fresh("closed").await;
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&events);
    store.on_event(move |event| heard.borrow_mut().push(event));
    let _restore = raw::Restore;
    raw::cut_connection(false);
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    assert_eq!(n_log_rows(&store).await, 1);
    assert_eq!(*events.borrow(), [StoreEvent::ConnectionLost], "somebody must look at the disk");
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_cut_is_told_of_and_opened_again() {
    let store = fresh("cut").await;
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&events);
    store.on_event(move |event| heard.borrow_mut().push(event));
    let _restore = raw::Restore;
    raw::cut_connection(true);
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    assert_eq!(n_log_rows(&store).await, 1);
    assert_eq!(*events.borrow(), [StoreEvent::ConnectionLost]);
}

#[wasm_bindgen_test]
async fn a_write_cut_off_in_its_midst_is_made_again_once() {
    let store = fresh("cut-off").await;
    let _restore = raw::Restore;
    raw::abort_commits(1, "");
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    assert_eq!(n_log_rows(&store).await, 1);
}

#[wasm_bindgen_test]
async fn a_write_cut_off_twice_is_an_error_and_wrote_nothing() {
    let store = fresh("cut-off-twice").await;
    let _restore = raw::Restore;
    raw::abort_commits(2, "AbortError");
    let write = store.write(vec![log("a")], Durability::Strict).await;
    assert_eq!(write, Err(StoreError::ConnectionClosed { detail: "at commit".to_owned() }));
    assert_eq!(n_log_rows(&store).await, 0);
}

#[wasm_bindgen_test]
async fn a_disk_that_is_full_is_told_as_such() {
    let store = fresh("disk-full").await;
    let _restore = raw::Restore;
    raw::abort_commits_saying(1, "UnknownError", "IO error: 000003.log: FILE_ERROR_NO_SPACE");
    let write = store.write(vec![log("12345")], Durability::Strict).await;
    assert_eq!(write, Err(full(5)));
}

#[wasm_bindgen_test]
async fn broken_files_of_the_browser_are_told_as_such() {
    let store = fresh("backing-store").await;
    let _restore = raw::Restore;
    raw::abort_commits(1, "UnknownError");
    let write = store.write(vec![log("a")], Durability::Strict).await;
    assert_eq!(write, Err(StoreError::BackingStore { detail: "at commit".to_owned() }));
}

#[wasm_bindgen_test]
async fn one_row_that_the_browser_cannot_read_does_not_hide_the_rest() {
    let store = fresh("unreadable").await;
    store.write(vec![log("a"), log("b"), log("c")], Durability::Strict).await.unwrap();
    let _restore = raw::Restore;
    raw::spoil("log", &raw::number(2));
    let opened = store.open().await.unwrap();
    assert_eq!(opened.log, [(1, todays(b"a")), (3, todays(b"c"))]);
    assert_eq!(opened.damaged[0].place, Place::Log(2));
    assert!(matches!(opened.damaged[0].reason, DamagedReason::Unreadable { .. }));
    assert_eq!(opened.damaged[0].set_aside, SetAside::Nothing);
    let opening = Opening::Begin { opened: Box::new(opened), coming: Vec::new() };
    assert_eq!(newest(&store).await, [opening]);
}

#[wasm_bindgen_test]
async fn a_browser_without_a_database_is_told_as_such() {
    let _restore = raw::Restore;
    raw::hide_indexed_db();
    let opened = IdbStore::open("hidden").await.map(|_| ());
    assert_eq!(opened, Err(StoreError::Unavailable { detail: "no indexedDB".to_owned() }));
}

#[wasm_bindgen_test]
async fn a_copy_that_finds_no_space_leaves_the_damaged_row_where_it_is() {
    let store = fresh("damaged-and-full").await;
    let torn = jipan_store::Stored::Bytes(b"half a change, no more".to_vec());
    raw::lay("damaged-and-full", jipan_store::Row { place: Place::Log(1), stored: torn }).await;
    {
        let _restore = raw::Restore;
        raw::fill_up(0);
        let damaged = store.open().await.unwrap().damaged;
        assert_eq!(damaged[0].set_aside, SetAside::Failed { error: full(22) });
    }
    assert_eq!(store.open().await.unwrap().damaged[0].set_aside, SetAside::Now);
}
