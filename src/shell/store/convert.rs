//! From the words of the app to the words of the store and back. Not here: any call.

use jipan_app::effect::FoldWrite;
use jipan_app::event::{HotPage, OpenedStore, PagePlace};
use jipan_app::failure::{OpenFailure, SaveFailure};
use jipan_store::{ColdKey, HotKey, LAYOUT_NEWEST, Opened, Payload, Scope, StoreError, Write};

/// Whose data we write: nobody's but ours until a company is joined.
pub(super) fn scope() -> Scope {
    Scope::local()
}

/// What the app is told of an opened store.
pub(super) fn opened_store(opened: Opened) -> OpenedStore {
    OpenedStore {
        log: opened.log.into_iter().map(|(key, row)| (key, row.into_bytes())).collect(),
        hot: opened.hot.into_iter().filter_map(|(key, row)| hot_page(key, row)).collect(),
        unread: places(opened.unread),
        meta: opened.meta.into_iter().map(|(key, row)| (key, row.into_bytes())).collect(),
        drafts: opened.drafts,
        settings: opened.settings,
        damaged: opened.damaged.iter().map(|row| row.place.to_string()).collect(),
        has_newer: opened.newer.is_some(),
        ..OpenedStore::default()
    }
}

/// A page of ours.
pub(super) fn hot_page(key: HotKey, row: Payload) -> Option<HotPage> {
    let HotKey { scope: at, kind, page, generation } = key;
    (at == scope()).then(|| HotPage { kind, page, generation, bytes: row.into_bytes() })
}

/// Where pages of ours are stored.
pub(super) fn places(keys: Vec<HotKey>) -> Vec<PagePlace> {
    let here = scope();
    let ours = keys.into_iter().filter(|key| key.scope == here);
    ours.map(|HotKey { kind, page, generation, .. }| PagePlace { kind, page, generation }).collect()
}

/// What a part of folding writes.
pub(super) fn writes_of_fold(writes: Vec<FoldWrite>) -> Vec<Write> {
    let hot = |kind, page, generation| HotKey { scope: scope(), kind, page, generation };
    let write = |write| match write {
        FoldWrite::Page { kind, page, generation, bytes } => {
            Write::HotPut(hot(kind, page, generation), bytes)
        }
        FoldWrite::PageGone { kind, page, generation } => {
            Write::HotDelete(hot(kind, page, generation))
        }
        FoldWrite::Cold { customer, segment, bytes } => {
            let customer = *customer.uuid().as_bytes();
            Write::ColdPut(ColdKey { scope: scope(), customer, segment }, bytes)
        }
        FoldWrite::ColdGone(customer) => Write::ColdDelete(scope(), *customer.uuid().as_bytes()),
        FoldWrite::Log(bytes) => Write::Log(bytes),
        FoldWrite::LogGone(key) => Write::LogDelete(key),
        FoldWrite::MetaGone(key) => Write::MetaDelete(key),
        FoldWrite::Clear => Write::Clear,
        FoldWrite::Expect(key, bytes) => Write::Expect(key.to_owned(), bytes),
        FoldWrite::Meta(key, bytes) => Write::MetaPut(key, bytes),
        FoldWrite::Setting(key, value) => Write::SettingPut(key, value),
    };
    writes.into_iter().map(write).collect()
}

/// Why the store did not open, as the app tells it.
pub(super) fn open_failure(error: &StoreError) -> OpenFailure {
    // Of a newer database only that is known: it is newer.
    let newer =
        OpenFailure::NewerLayout { found: LAYOUT_NEWEST.saturating_add(1), known: LAYOUT_NEWEST };
    match error {
        StoreError::Unavailable { detail } => OpenFailure::Unavailable { detail: detail.clone() },
        StoreError::Blocked { .. } => OpenFailure::Blocked,
        StoreError::NewerVersion { .. } | StoreError::Superseded => newer,
        StoreError::NewerLayout(met) => {
            OpenFailure::NewerLayout { found: met.layout, known: LAYOUT_NEWEST }
        }
        StoreError::ConnectionClosed { .. }
        | StoreError::QuotaExceeded { .. }
        | StoreError::BackingStore { .. }
        | StoreError::Overtaken { .. }
        | StoreError::Unexpected { .. } => OpenFailure::Unreadable { detail: error.to_string() },
    }
}

/// Why something was not written, as the app tells it.
pub(super) fn save_failure(error: &StoreError) -> SaveFailure {
    match error {
        StoreError::QuotaExceeded { .. } => SaveFailure::QuotaExceeded,
        StoreError::ConnectionClosed { .. } => SaveFailure::ConnectionClosed,
        StoreError::BackingStore { .. } => SaveFailure::BackingStore,
        StoreError::Overtaken { .. } => SaveFailure::NotTheWriter,
        StoreError::NewerLayout(_) | StoreError::NewerVersion { .. } | StoreError::Superseded => {
            SaveFailure::NewerLayout
        }
        StoreError::Unavailable { .. }
        | StoreError::Blocked { .. }
        | StoreError::Unexpected { .. } => SaveFailure::Other { detail: error.to_string() },
    }
}
