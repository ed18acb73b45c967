//! The disk of a tablet, and what of its contents and writes the app knows. Not here: any claim.

use std::cell::RefCell;
use std::rc::Rc;

use jipan_app::Event;
use jipan_app::effect::FoldWrite;
use jipan_app::event::{HotPage, OpenedStore, PagePlace, Term};
use jipan_app::failure::OpenFailure;
use jipan_store::{
    ColdKey, Durability, FaultyStore, HotKey, MemoryStore, Opening, Scope, Store as _, StoreError,
    Write,
};
use pollster::block_on;

/// The disk of a tablet; outlives the app on it.
pub(crate) type Disk = FaultyStore<MemoryStore>;

/// An empty disk.
pub(crate) fn disk() -> Disk {
    FaultyStore::new(MemoryStore::new())
}

/// What a part of folding writes, as the shell says it to the store.
pub(crate) fn writes_of_fold(writes: Vec<FoldWrite>) -> Vec<Write> {
    let scope = Scope::local();
    let hot = |kind, page, generation| HotKey { scope: scope.clone(), kind, page, generation };
    writes
        .into_iter()
        .map(|write| match write {
            FoldWrite::Page { kind, page, generation, bytes } => {
                Write::HotPut(hot(kind, page, generation), bytes)
            }
            FoldWrite::PageGone { kind, page, generation } => {
                Write::HotDelete(hot(kind, page, generation))
            }
            FoldWrite::Cold { customer, segment, bytes } => {
                let customer = customer.uuid().into_bytes();
                Write::ColdPut(ColdKey { scope: scope.clone(), customer, segment }, bytes)
            }
            FoldWrite::ColdGone(customer) => {
                Write::ColdDelete(scope.clone(), *customer.uuid().as_bytes())
            }
            FoldWrite::Log(bytes) => Write::Log(bytes),
            FoldWrite::LogGone(key) => Write::LogDelete(key),
            FoldWrite::MetaGone(key) => Write::MetaDelete(key),
            FoldWrite::Clear => Write::Clear,
            FoldWrite::Expect(key, bytes) => Write::Expect(key.to_owned(), bytes),
            FoldWrite::Meta(key, bytes) => Write::MetaPut(key, bytes),
            FoldWrite::Setting(key, value) => Write::SettingPut(key, value),
        })
        .collect()
}

/// The term of a run.
pub(crate) fn term_of(run: u64) -> Term {
    Term(u128::from(run).to_le_bytes())
}

/// Writes down who leads, as the shell does.
pub(crate) fn lead(disk: &Disk, term: Term) {
    let lead = vec![Write::MetaPut(Term::NAME.to_owned(), term.0.to_vec())];
    block_on(disk.inner().write(lead, Durability::Relaxed)).unwrap();
}

/// What the app is told of what was read.
pub(crate) fn opened_store(opened: jipan_store::Opened) -> OpenedStore {
    OpenedStore {
        log: opened.log.into_iter().map(|(key, it)| (key, it.into_bytes())).collect(),
        hot: opened.hot.into_iter().map(hot_page).collect(),
        unread: opened.unread.iter().map(page_place).collect(),
        meta: opened.meta.into_iter().map(|(key, it)| (key, it.into_bytes())).collect(),
        drafts: opened.drafts,
        settings: opened.settings,
        damaged: opened.damaged.iter().map(|it| format!("{:?}", it.place)).collect(),
        has_newer: opened.newer.is_some(),
        ..OpenedStore::default()
    }
}

fn hot_page((key, payload): (HotKey, jipan_store::Payload)) -> HotPage {
    let HotKey { kind, page, generation, .. } = key;
    HotPage { kind, page, generation, bytes: payload.into_bytes() }
}

fn page_place(key: &HotKey) -> PagePlace {
    let HotKey { kind, page, generation, .. } = *key;
    PagePlace { kind, page, generation }
}

/// Opens a disk, as the shell does; gives what the app is told, in its order.
pub(crate) fn opening(disk: &Disk, slot: u8, term: Option<Term>) -> Vec<Event> {
    let parts = Rc::new(RefCell::new(Vec::new()));
    let taken = Rc::clone(&parts);
    if let Err(error) = block_on(disk.open_newest(move |part| taken.borrow_mut().push(part))) {
        return vec![not_opened(&error)];
    }
    let event = |part| match part {
        Opening::Begin { opened, coming } => Event::StoreOpened(Box::new(OpenedStore {
            coming: coming.iter().map(page_place).collect(),
            slot,
            term,
            ..opened_store(*opened)
        })),
        Opening::Page(key, row) => Event::PageCame(hot_page((key, row))),
        Opening::Unsound => Event::PagesUnsound,
    };
    parts.take().into_iter().map(event).collect()
}

/// Opens a disk with all that is there.
pub(crate) fn opened_whole(disk: &Disk) -> Event {
    match block_on(disk.open()) {
        Ok(opened) => Event::StoreOpenedWhole(Box::new(opened_store(opened))),
        Err(error) => not_opened(&error),
    }
}

fn not_opened(error: &StoreError) -> Event {
    Event::StoreOpenFailed(OpenFailure::Unreadable { detail: error.to_string() })
}
