//! A store written by version 1 opens for ever.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/dump.rs"]
mod dump;
#[path = "support/fixture.rs"]
mod fixture;

use jipan_store::{MemoryStore, Place, Scope, Store as _, Stored, seal};
use pollster::block_on;

#[test]
fn a_store_of_version_1_opens_with_all_it_held() {
    let store = MemoryStore::from_rows(dump::rows_of(fixture::V1));
    assert_eq!(block_on(store.open()).unwrap(), fixture::opened());
    let cold = block_on(store.cold(&Scope::local(), fixture::CUSTOMER)).unwrap();
    assert_eq!(cold.segments, fixture::segments());
    assert_eq!(cold.damaged, []);
}

#[test]
fn the_fixture_of_version_1_is_never_written_again() {
    assert_eq!(fixture::V1.len(), 8543);
    // Layout 1 of every sealed row, so that a fixture made by a later build is found out.
    for row in dump::rows_of(fixture::V1) {
        match (row.place, row.stored) {
            (Place::Setting(_), Stored::Text(_)) => {}
            (place, Stored::Bytes(row)) => {
                assert_eq!(seal::open(row).unwrap().layout(), 1, "{place}");
            }
            (place, stored) => panic!("{place}: {stored:?}"),
        }
    }
}
