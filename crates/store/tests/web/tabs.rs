//! Other tabs: older ones that hold on, newer ones that take over.

use std::cell::RefCell;
use std::rc::Rc;

use jipan_store::{
    Durability, IdbStore, Opened, Place, Row, Store as _, StoreError, StoreEvent, Stored, Write,
    seal,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh, log, raw};

fn blocked(database: &str) -> StoreError {
    StoreError::Blocked { database: database.to_owned() }
}

#[wasm_bindgen_test]
async fn an_upgrade_that_an_older_tab_blocks_says_so_until_that_tab_lets_go() {
    fresh("blocked").await.close().await;
    let older = raw::hold("blocked", 1).await.unwrap();
    let store = IdbStore::with_version("blocked", 2);
    assert_eq!(store.open().await, Err(blocked("blocked")));
    assert_eq!(store.open().await, Err(blocked("blocked")), "asked again, told again");
    raw::let_go(&older);
    assert_eq!(raw::version("blocked").await.unwrap(), "version 2, 8 stores");
    assert_eq!(store.open().await, Ok(Opened::default()));
}

#[wasm_bindgen_test]
async fn a_blocked_upgrade_that_nobody_waits_for_any_more_does_not_happen() {
    let store = fresh("given-up").await;
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    store.close().await;
    let older = raw::hold("given-up", 1).await.unwrap();
    let _restore = raw::Restore;
    let uncaught = raw::record_uncaught();
    let newer = IdbStore::with_version("given-up", 2);
    assert_eq!(newer.open().await, Err(blocked("given-up")));
    drop(newer);
    raw::let_go(&older);
    assert_eq!(raw::version("given-up").await.unwrap(), "version 1, 8 stores");
    assert_eq!(store.open().await.unwrap().log.len(), 1);
    assert_eq!(raw::lines(&uncaught), [""; 0]);
}

#[wasm_bindgen_test]
async fn this_tab_lets_go_when_a_newer_version_wants_to_upgrade() {
    let store = fresh("upgraded").await;
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&events);
    store.on_event(move |event| heard.borrow_mut().push(event));

    let newer = IdbStore::with_version("upgraded", 2);
    newer.open().await.unwrap();

    assert_eq!(*events.borrow(), [StoreEvent::Superseded]);
    let write = store.write(vec![log("a")], Durability::Strict).await;
    assert_eq!(write, Err(StoreError::Superseded));
    let reopened = IdbStore::open("upgraded").await.map(|_| ());
    assert_eq!(reopened, Err(StoreError::NewerVersion { database: "upgraded".to_owned() }));
}

#[wasm_bindgen_test]
async fn a_write_under_way_when_a_newer_version_arrives_is_still_committed() {
    let store = fresh("under-way").await;
    let newer = IdbStore::with_version("under-way", 2);
    let write = store.write(vec![log("a")], Durability::Strict);
    let (written, opened) = futures(write, newer.open()).await;
    assert_eq!(written.unwrap().log_keys, [1]);
    assert_eq!(opened.unwrap().log.len(), 1);
}

#[wasm_bindgen_test]
async fn a_deletion_by_another_is_a_cut_connection_and_the_next_call_finds_an_empty_database() {
    let store = fresh("wiped-by-another").await;
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    let events = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&events);
    store.on_event(move |event| heard.borrow_mut().push(event));
    let other = IdbStore::open("wiped-by-another").await.unwrap();
    other.wipe().await.unwrap();
    assert_eq!(*events.borrow(), [StoreEvent::ConnectionLost]);
    assert_eq!(store.open().await, Ok(Opened::default()));
    let written = store.write(vec![log("b")], Durability::Strict).await.unwrap();
    assert_eq!(written.log_keys, [1], "it counts from the start again");
}

/// A value of `meta`.
fn meta(name: &str, value: &str) -> Write {
    Write::MetaPut(name.to_owned(), value.as_bytes().to_vec())
}

fn expect(name: &str, value: Option<&str>) -> Write {
    Write::Expect(name.to_owned(), value.map(|it| it.as_bytes().to_vec()))
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_expect_the_same_at_once_one_writes_and_the_other_hears_of_it() {
    let one = fresh("mint").await;
    let two = IdbStore::open("mint").await.unwrap();
    let mint =
        |replica: &str| vec![expect("replica", None), meta("replica", replica), log(replica)];
    let first = one.write(mint("1"), Durability::Strict);
    let second = two.write(mint("2"), Durability::Strict);
    let (first, second) = futures(first, second).await;
    assert_eq!(first.unwrap().log_keys, [1]);
    assert_eq!(second, Err(StoreError::Overtaken { name: "replica".to_owned() }));
    let opened = two.open().await.unwrap();
    assert_eq!((opened.meta[0].1.bytes(), opened.log.len()), (b"1".as_slice(), 1));
}

#[wasm_bindgen_test]
async fn a_write_that_expects_what_is_no_more_so_writes_nothing_at_all() {
    let store = fresh("fence").await;
    store.write(vec![meta("lead", "a")], Durability::Relaxed).await.unwrap();
    let step = |lead: &str| vec![log("x"), expect("lead", Some(lead)), meta("folds", lead)];
    store.write(step("a"), Durability::Strict).await.unwrap();
    let before = store.open().await.unwrap();
    let late = store.write(step("b"), Durability::Strict).await;
    assert_eq!(late, Err(StoreError::Overtaken { name: "lead".to_owned() }));
    assert_eq!(store.open().await.unwrap(), before);
    store.write(step("a"), Durability::Strict).await.unwrap();
}

#[wasm_bindgen_test]
async fn news_are_read_in_one_transaction_and_only_beyond_the_key() {
    let one = fresh("news").await;
    let two = IdbStore::open("news").await.unwrap();
    let draft = Write::DraftPut("d".to_owned(), "e".to_owned());
    one.write(vec![log("a"), log("b"), meta("clock", "c"), draft], Durability::Strict)
        .await
        .unwrap();
    let _restore = raw::Restore;
    let record = raw::record();
    let news = two.news(1).await.unwrap();
    assert_eq!(raw::lines(&record), ["readonly log+meta+draft+settings default", "complete"]);
    assert_eq!(news.log.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [2]);
    assert_eq!((news.meta.len(), news.drafts.len()), (1, 1));
    assert_eq!(two.news(2).await.unwrap().log, []);
}

#[wasm_bindgen_test]
async fn a_wiped_store_opens_empty() {
    let store = fresh("wiped").await;
    store.write(vec![log("a")], Durability::Strict).await.unwrap();
    store.wipe().await.unwrap();
    assert_eq!(store.open().await, Ok(Opened::default()));
}

#[wasm_bindgen_test]
async fn wiping_says_so_while_an_older_tab_holds_on() {
    let store = fresh("held").await;
    let older = raw::hold("held", 1).await.unwrap();
    assert_eq!(store.wipe().await, Err(blocked("held")));
    raw::let_go(&older);
    assert_eq!(store.open().await, Ok(Opened::default()));
}

#[wasm_bindgen_test]
async fn two_calls_at_once_share_one_connection_and_both_are_done() {
    raw::drop("at-once").await.unwrap();
    let store = IdbStore::new("at-once");
    let _restore = raw::Restore;
    let record = raw::record_openings();
    let first = store.write(vec![log("a")], Durability::Strict);
    let second = store.write(vec![log("b")], Durability::Strict);
    let (first, second) = futures(first, second).await;
    assert_eq!((first.unwrap().log_keys, second.unwrap().log_keys), (vec![1], vec![2]));
    assert_eq!(raw::lines(&record), ["open at-once 1"]);
}

/// Both futures, side by side.
pub(crate) async fn futures<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let (mut first, mut second) = (Box::pin(first), Box::pin(second));
    let (mut one, mut two) = (None, None);
    std::future::poll_fn(|context| {
        use std::task::Poll;
        if one.is_none()
            && let Poll::Ready(output) = first.as_mut().poll(context)
        {
            one = Some(output);
        }
        if two.is_none()
            && let Poll::Ready(output) = second.as_mut().poll(context)
        {
            two = Some(output);
        }
        match (one.take(), two.take()) {
            (Some(one), Some(two)) => Poll::Ready((one, two)),
            (first, second) => {
                (one, two) = (first, second);
                Poll::Pending
            }
        }
    })
    .await
}

#[wasm_bindgen_test]
async fn what_an_app_of_before_wrote_is_as_expected_if_it_says_the_same() {
    let store = fresh("older").await;
    let stored = Stored::Bytes(seal::seal(1, b"a"));
    let row = Row { place: Place::Meta("company".to_owned()), stored };
    store.write(vec![Write::RowPut(row)], Durability::Strict).await.unwrap();
    let step = |expected| vec![expect("company", expected), meta("company", "c")];
    assert!(store.write(step(Some("b")), Durability::Strict).await.is_err());
    assert!(store.write(step(None), Durability::Strict).await.is_err());
    store.write(step(Some("a")), Durability::Strict).await.unwrap();
    assert_eq!(store.open().await.unwrap().meta[0].1.bytes(), b"c");
}
