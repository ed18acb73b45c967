//! A photo lies among the histories without being one: no start reads it, no history has it, a backup does.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::{
    ColdKey, Durability, Fault, FaultyStore, MemoryStore, Place, Row, Scan, Scope, SetAside,
    Store as _, StoreError, Stored, Write,
};
use pollster::block_on;

const ID: [u8; 16] = [9; 16];
const PHOTO: &[u8] = b"photo";

/// A history and a photo of one id: the worst that can be.
fn both() -> Vec<Write> {
    let history = ColdKey { scope: Scope::local(), customer: ID, segment: 0 };
    vec![
        Write::ColdPut(history, b"history".to_vec()),
        Write::ColdPut(ColdKey::photo(ID), PHOTO.to_vec()),
    ]
}

fn store() -> FaultyStore<MemoryStore> {
    let store = FaultyStore::new(MemoryStore::new());
    block_on(store.write(both(), Durability::Strict)).unwrap();
    store
}

fn read(store: &FaultyStore<MemoryStore>, scope: &Scope) -> Vec<Vec<u8>> {
    let cold = block_on(store.cold(scope, ID)).unwrap();
    assert_eq!(cold.damaged, []);
    cold.segments.into_iter().map(|(_, it)| it.into_bytes()).collect()
}

#[test]
fn a_photo_and_a_history_of_one_id_do_not_meet() {
    let store = store();
    assert_eq!(read(&store, &Scope::photos()), [PHOTO]);
    assert_eq!(read(&store, &Scope::local()), [b"history"]);
    let gone = |scope| vec![Write::ColdDelete(scope, ID)];
    block_on(store.write(gone(Scope::local()), Durability::Strict)).unwrap();
    assert_eq!(read(&store, &Scope::photos()), [PHOTO]);
    block_on(store.write(gone(Scope::photos()), Durability::Strict)).unwrap();
    assert_eq!(store.inner().rows(), []);
}

#[test]
fn a_scan_has_the_photo_and_its_rows_put_it_back() {
    let store = store();
    let rows = Rc::new(RefCell::new(Vec::new()));
    let taker = Rc::clone(&rows);
    let take = move |part| match part {
        Scan::Begin { .. } => {}
        Scan::Rows(rows) => taker.borrow_mut().extend(rows),
    };
    block_on(store.scan(take)).unwrap();
    let other = FaultyStore::new(MemoryStore::new());
    let puts = rows.take().into_iter().map(Write::RowPut).collect();
    block_on(other.write(puts, Durability::Strict)).unwrap();
    assert_eq!(read(&other, &Scope::photos()), [PHOTO]);
}

#[test]
fn a_damaged_photo_is_set_aside_when_it_is_read_and_no_start_meets_it() {
    let store = store();
    let place = Place::Cold(ColdKey::photo(ID));
    let row = store.inner().rows().into_iter().find(|it| it.place == place);
    let Some(Row { stored: Stored::Bytes(mut bytes), .. }) = row else { panic!("no photo") };
    *bytes.last_mut().unwrap() ^= 1;
    let torn = Row { place: place.clone(), stored: Stored::Bytes(bytes) };
    block_on(store.write(vec![Write::RowPut(torn)], Durability::Strict)).unwrap();
    assert_eq!(block_on(store.open()).unwrap().damaged, []);
    let cold = block_on(store.cold(&Scope::photos(), ID)).unwrap();
    assert_eq!(cold.segments, []);
    let damaged: Vec<_> = cold.damaged.into_iter().map(|it| (it.place, it.set_aside)).collect();
    assert_eq!(damaged, [(place, SetAside::Now)]);
    assert_eq!(read(&store, &Scope::local()), [b"history"]);
}

#[test]
fn a_photo_that_was_acknowledged_survives_a_crash_and_one_that_failed_is_not_there() {
    let store = store();
    store.crash();
    store.restart();
    assert_eq!(read(&store, &Scope::photos()), [PHOTO]);
    let full = StoreError::QuotaExceeded { needed_bytes: 1 };
    store.fault_next(Fault::Fail(full.clone()));
    let other = [8; 16];
    let put = vec![Write::ColdPut(ColdKey::photo(other), PHOTO.to_vec())];
    assert_eq!(block_on(store.write(put, Durability::Strict)), Err(full));
    assert_eq!(block_on(store.cold(&Scope::photos(), other)).unwrap().segments, []);
}
