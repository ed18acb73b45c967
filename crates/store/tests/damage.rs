//! A damaged row is named and set aside; the rest opens.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/dump.rs"]
mod dump;
#[path = "support/fixture.rs"]
mod fixture;

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::{
    Damaged, DamagedReason, Durability, Fault, FaultyStore, HotKey, LAYOUT_NEWEST, MemoryStore,
    Newer, Opened, Opening, Place, Row, Scope, SetAside, Store as _, StoreError, Stored, Write,
    seal,
};
use pollster::block_on;
use proptest::prelude::*;

fn whole() -> MemoryStore {
    MemoryStore::from_rows(dump::rows_of(fixture::V1))
}

fn hot(generation: u32) -> Place {
    Place::Hot(HotKey { scope: Scope::local(), kind: 1, page: 0, generation })
}

fn bytes(place: &Place, bytes: &[u8]) -> Row {
    Row { place: place.clone(), stored: Stored::Bytes(bytes.to_vec()) }
}

fn opened_but(place: &Place) -> Opened {
    let mut opened = fixture::opened();
    opened.log.retain(|(key, _)| Place::Log(*key) != *place);
    opened.hot.retain(|(key, _)| Place::Hot(key.clone()) != *place);
    opened.meta.retain(|(name, _)| Place::Meta(name.clone()) != *place);
    opened.drafts.retain(|(name, _)| Place::Draft(name.clone()) != *place);
    opened
}

/// Any row that is read at a start, with one bit of it flipped; none if it is not bytes.
fn torn(row: prop::sample::Index, at: prop::sample::Index, bit: u32) -> Option<(Place, Vec<u8>)> {
    let mut rows = dump::rows_of(fixture::V1);
    rows.retain(|row| !matches!(row.place, Place::Setting(_) | Place::Cold(_)));
    let Row { place, stored } = row.get(&rows).clone();
    let Stored::Bytes(mut torn) = stored else { return None };
    let at = at.index(torn.len());
    *torn.get_mut(at)? ^= 1_u8 << bit;
    Some((place, torn))
}

proptest! {
    #[test]
    fn one_flipped_bit_costs_one_row_and_no_more(
        row: prop::sample::Index,
        at: prop::sample::Index,
        bit in 0_u32..8,
    ) {
        let Some((place, torn)) = torn(row, at, bit) else { return Ok(()) };
        let store = whole();
        store.lay(bytes(&place, &torn));

        let opened = block_on(store.open()).unwrap();

        let damaged = Damaged {
            place: place.clone(),
            reason: DamagedReason::Checksum,
            set_aside: SetAside::Now,
        };
        prop_assert_eq!(opened, Opened { damaged: vec![damaged], ..opened_but(&place) });
        let [aside] = block_on(store.quarantined()).unwrap().try_into().unwrap();
        prop_assert_eq!(aside.origin, place.to_string());
        prop_assert_eq!(aside.why, "checksum does not match");
        prop_assert_eq!(aside.bytes, torn);
    }
}

proptest! {
    #[test]
    fn whatever_row_is_torn_the_newest_are_all_sound_or_everything_is_read(
        row: prop::sample::Index,
        at: prop::sample::Index,
        bit in 0_u32..8,
    ) {
        let Some((place, torn)) = torn(row, at, bit) else { return Ok(()) };
        let (store, other) = (whole(), whole());
        store.lay(bytes(&place, &torn));
        other.lay(bytes(&place, &torn));

        let parts = newest(&store).unwrap();

        let Some(Opening::Begin { opened, coming }) = parts.first() else {
            panic!("it begins with what is small")
        };
        let whole = block_on(other.open()).unwrap();
        let is_unsound = parts.last() == Some(&Opening::Unsound);
        if place == hot(4) {
            prop_assert_eq!(parts, opening());
        } else if matches!(place, Place::Hot(_)) {
            prop_assert!(is_unsound);
        } else {
            prop_assert_eq!((&**opened, coming.len(), parts.len()), (&whole, 0, 1));
        }
    }
}

/// What opening hands over.
fn newest(store: &MemoryStore) -> Result<Vec<Opening>, StoreError> {
    let parts = Rc::new(RefCell::new(Vec::new()));
    let taken = Rc::clone(&parts);
    block_on(store.open_newest(move |part| taken.borrow_mut().push(part)))?;
    Ok(parts.take())
}

/// What opening the fixture hands over: of a page its newest generation, and the older one is named.
fn opening() -> Vec<Opening> {
    let mut opened = fixture::opened();
    let mut hot = core::mem::take(&mut opened.hot);
    opened.unread = vec![hot.remove(0).0];
    let coming = hot.iter().map(|(key, _)| key.clone()).collect();
    let begin = Opening::Begin { opened: Box::new(opened), coming };
    let pages = hot.into_iter().map(|(key, payload)| Opening::Page(key, payload));
    std::iter::once(begin).chain(pages).collect()
}

#[test]
fn of_each_page_only_the_newest_generation_is_read_and_the_older_one_is_named() {
    assert_eq!(newest(&whole()).unwrap(), opening());
    let empty = Opening::Begin { opened: Box::default(), coming: Vec::new() };
    assert_eq!(newest(&MemoryStore::new()).unwrap(), [empty]);
}

#[test]
fn beside_a_row_of_a_newer_layout_every_generation_is_read() {
    let store = whole();
    store.lay(bytes(&Place::Log(9), &seal::seal(LAYOUT_NEWEST + 1, b"from tomorrow")));
    let opened = Box::new(block_on(store.open()).unwrap());
    assert_eq!(newest(&store).unwrap(), [Opening::Begin { opened, coming: Vec::new() }]);
    let write = store.write(vec![Write::LogDelete(9)], Durability::Strict);
    assert!(matches!(block_on(write), Err(StoreError::NewerLayout(_))));
}

#[test]
fn when_the_newest_generation_of_a_page_is_torn_the_one_before_is_there() {
    let store = whole();
    store.lay(bytes(&hot(5), b"torn"));
    let opened = block_on(store.open()).unwrap();
    let generations: Vec<u32> = opened
        .hot
        .iter()
        .filter(|(key, _)| (key.kind, key.page) == (1, 0))
        .map(|(key, _)| key.generation)
        .collect();
    assert_eq!(generations, [4]);
    assert_eq!(opened.damaged[0].place, hot(5));
    assert_eq!(opened.damaged[0].reason, DamagedReason::TooShort { n_bytes: 4 });
}

#[test]
fn a_damaged_row_is_set_aside_once_however_often_it_is_met() {
    let store = whole();
    store.lay(bytes(&Place::Log(4), b"torn torn torn"));
    block_on(store.open()).unwrap();
    let again = block_on(store.open()).unwrap();
    assert_eq!(again.damaged[0].set_aside, SetAside::Before);
    assert_eq!(block_on(store.quarantined()).unwrap().len(), 1);
}

#[test]
fn a_damaged_row_that_was_deleted_is_met_no_more_and_its_copy_stays() {
    let store = whole();
    store.lay(bytes(&Place::Log(4), b"torn torn torn"));
    block_on(store.open()).unwrap();
    block_on(store.write(vec![Write::LogDelete(4)], Durability::Strict)).unwrap();
    assert_eq!(block_on(store.open()).unwrap(), opened_but(&Place::Log(4)));
    assert_eq!(block_on(store.quarantined()).unwrap().len(), 1);
}

#[test]
fn a_torn_segment_of_history_is_named_when_that_history_is_read() {
    let mut rows = dump::rows_of(fixture::V1);
    let torn = rows.iter_mut().find(|row| matches!(row.place, Place::Cold(_))).unwrap();
    torn.stored = Stored::Bytes(b"no header at all, or so".to_vec());
    let place = torn.place.clone();
    let store = MemoryStore::from_rows(rows);
    assert_eq!(block_on(store.open()).unwrap().damaged, []);
    let cold = block_on(store.cold(&Scope::local(), fixture::CUSTOMER)).unwrap();
    assert_eq!(cold.segments, fixture::segments()[1..]);
    assert_eq!(cold.damaged[0].place, place);
    assert_eq!(block_on(store.quarantined()).unwrap().len(), 1);
}

#[test]
fn a_row_of_a_newer_layout_is_not_damage_the_rest_opens_and_nothing_is_written_any_more() {
    let store = whole();
    store.lay(bytes(&Place::Log(9), &seal::seal(LAYOUT_NEWEST + 1, b"from tomorrow")));
    let newer = Newer { place: Place::Log(9), layout: LAYOUT_NEWEST + 1, cipher: 0 };
    let opened = block_on(store.open()).unwrap();
    assert_eq!(opened, Opened { newer: Some(newer.clone()), ..fixture::opened() });
    let before = store.rows();
    let write = store.write(vec![Write::LogDeleteThrough(9)], Durability::Strict);
    assert_eq!(block_on(write), Err(StoreError::NewerLayout(newer)));
    assert_eq!(store.rows(), before);
    assert_eq!(block_on(store.quarantined()).unwrap(), []);
}

#[test]
fn beside_rows_of_a_newer_layout_what_is_typed_is_still_kept() {
    let store = whole();
    store.lay(bytes(&Place::Log(9), &seal::seal(LAYOUT_NEWEST + 1, b"from tomorrow")));
    assert!(block_on(store.news(7)).unwrap().newer.is_some(), "met while catching up");
    let draft = || Write::DraftPut("note".to_owned(), "半句话".to_owned());
    block_on(store.write(vec![draft()], Durability::Strict)).unwrap();
    let with_more = vec![draft(), Write::DraftDelete("customer/07".to_owned())];
    assert!(block_on(store.write(with_more, Durability::Strict)).is_err());
    let drafts = block_on(store.open()).unwrap().drafts;
    assert_eq!(drafts.len(), 2, "one more than before, none less");
}

#[test]
fn a_value_that_is_no_row_of_ours_is_named_without_a_copy() {
    let store = whole();
    store.lay(Row { place: Place::Meta("clock".to_owned()), stored: Stored::Strange });
    let opened = block_on(store.open()).unwrap();
    assert_eq!(opened.damaged[0].reason, DamagedReason::WrongType);
    assert_eq!(opened.damaged[0].set_aside, SetAside::Nothing);
}

#[test]
fn a_draft_that_is_not_text_is_named_and_set_aside() {
    let store = whole();
    let place = Place::Draft("customer/07".to_owned());
    store.lay(bytes(&place, &seal::seal(1, &[0xFF, 0xFE])));
    let opened = block_on(store.open()).unwrap();
    assert_eq!(opened.drafts, []);
    assert_eq!(opened.damaged[0].reason, DamagedReason::NotText);
    assert_eq!(block_on(store.quarantined()).unwrap()[0].bytes, [0xFF, 0xFE]);
}

#[test]
fn what_the_app_sets_aside_is_found_there() {
    let store = FaultyStore::new(MemoryStore::new()).with_fault(9, Fault::CrashBefore);
    let put = Write::QuarantinePut {
        origin: "file".to_owned(),
        why: "unknown kind".to_owned(),
        bytes: vec![1, 2, 3],
    };
    block_on(store.write(vec![put.clone(), put], Durability::Strict)).unwrap();
    let aside = block_on(store.quarantined()).unwrap();
    assert_eq!(aside.len(), 1);
    assert_eq!((aside[0].origin.as_str(), aside[0].why.as_str()), ("file", "unknown kind"));
    assert_eq!(aside[0].bytes, [1, 2, 3]);
}
