//! The disk of a tablet, and what of its contents and writes the app knows. Not here: any claim.

use jipan_app::effect::FoldWrite;
use jipan_app::event::{HotPage, OpenedStore, Term};
use jipan_store::{
    ColdKey, Durability, FaultyStore, HotKey, MemoryStore, Scope, Store as _, Write,
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
