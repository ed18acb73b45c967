//! Pages that were read ahead, and when they count. Not here: who reads them.

use jipan_store::{
    DATABASE_VERSION, Durability, HotKey, IdbStore, LAYOUT_NEWEST, Opening, ReadAhead, Store as _,
    Write, seal,
};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{fresh, hot, todays};

fn page(page: u32) -> HotKey {
    HotKey { page, ..hot(1) }
}

fn sealed(bytes: &[u8]) -> JsValue {
    Uint8Array::from(seal::seal(LAYOUT_NEWEST, bytes).as_slice()).into()
}

/// What the worker that reads ahead tells.
fn told(birth: &[u8], pages: &[(u32, JsValue)]) -> JsValue {
    let key = |page: u32| {
        let parts: [JsValue; 4] = ["local".into(), 1.into(), page.into(), 1.into()];
        JsValue::from(parts.into_iter().collect::<Array>())
    };
    let told = Object::new();
    let keys: Array = pages.iter().map(|(it, _)| key(*it)).collect();
    let values: Array = pages.iter().map(|(_, value)| value.clone()).collect();
    let beside = [("birth", birth), ("folds", &[3])];
    let beside: Array =
        beside.iter().map(|(name, bytes)| Array::of2(&(*name).into(), &sealed(bytes))).collect();
    for (name, part) in [("beside", beside.into()), ("keys", keys.into()), ("pages", values.into())]
    {
        Reflect::set(&told, &name.into(), &part).unwrap();
    }
    told.into()
}

/// A book of two pages, born as 1 and folded thrice.
async fn book(name: &str) -> IdbStore {
    let store = fresh(name).await;
    let meta = |name: &str, byte| Write::MetaPut(name.to_owned(), vec![byte]);
    let meta = [meta("birth", 1), meta("folds", 3)];
    let pages = [0, 1].map(|it| Write::HotPut(page(it), b"on the disk".to_vec()));
    let writes = meta.into_iter().chain(pages).collect();
    store.write(writes, Durability::Strict).await.unwrap();
    store
}

async fn parts(store: &IdbStore, told: &JsValue) -> Vec<Opening> {
    let parts = Rc::new(RefCell::new(Vec::new()));
    let taken = Rc::clone(&parts);
    let take = move |part| taken.borrow_mut().push(part);
    store.open_newest_with(ReadAhead::of(told), take).await.unwrap();
    parts.take()
}

/// What was opened as the two pages.
async fn opened(store: &IdbStore, told: &JsValue) -> Vec<Opening> {
    let mut parts = parts(store, told).await;
    assert!(matches!(parts.remove(0), Opening::Begin { coming, .. } if coming.len() == 2));
    parts
}

fn both(text: &[u8]) -> Vec<Opening> {
    [0, 1].map(|it| Opening::Page(page(it), todays(text))).into()
}

#[wasm_bindgen_test]
async fn pages_that_were_read_ahead_are_taken_while_the_value_beside_them_stands() {
    let store = book("ahead").await;
    // Other bytes than on the disk, so that it is seen which were taken.
    let early = [0, 1].map(|it| (it, sealed(b"read ahead")));
    assert_eq!(opened(&store, &told(&[1], &early)).await, both(b"read ahead"));
    assert_eq!(opened(&store, &JsValue::NULL).await, both(b"on the disk"));
    for name in ["folds", "birth"] {
        let store = book("ahead-other").await;
        assert_eq!(opened(&store, &told(&[1], &early)).await, both(b"read ahead"));
        let other = Write::MetaPut(name.to_owned(), vec![9]);
        store.write(vec![other], Durability::Strict).await.unwrap();
        assert_eq!(opened(&store, &told(&[1], &early)).await, both(b"on the disk"), "{name}");
    }
}

#[wasm_bindgen_test]
async fn where_one_page_was_not_read_ahead_all_are_read() {
    let store = book("ahead-some").await;
    let told = told(&[1], &[(0, sealed(b"read ahead"))]);
    assert_eq!(opened(&store, &told).await, both(b"on the disk"));
}

#[wasm_bindgen_test]
async fn pages_read_ahead_that_went_since_are_not_taken() {
    let store = book("ahead-gone").await;
    store.write(vec![Write::HotDelete(page(1))], Durability::Strict).await.unwrap();
    let told = told(&[1], &[0, 1].map(|it| (it, sealed(b"read ahead"))));
    let parts = parts(&store, &told).await;
    assert_eq!(parts[1..], [Opening::Page(page(0), todays(b"read ahead"))]);
}

#[wasm_bindgen_test]
async fn a_torn_page_read_ahead_is_unsound_and_something_strange_is_nothing() {
    let store = book("ahead-torn").await;
    let torn = JsValue::from(Uint8Array::from(b"half a page, no more".as_slice()));
    let told = told(&[1], &[(0, sealed(b"read ahead")), (1, torn)]);
    let wanted = [Opening::Page(page(0), todays(b"read ahead")), Opening::Unsound];
    assert_eq!(opened(&store, &told).await, wanted);
    for strange in [JsValue::NULL, 3.into(), Object::new().into(), Array::new().into()] {
        assert!(ReadAhead::of(&strange).is_empty());
    }
}

#[wasm_bindgen_test]
fn the_worker_that_reads_ahead_knows_the_version_of_the_database() {
    let worker = include_str!("../../../../public/ahead.js");
    assert!(worker.contains(&format!("const VERSION = {DATABASE_VERSION};")));
}
