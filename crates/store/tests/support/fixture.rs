//! What the fixture of version 1 holds, said by hand. Not here: how it is read.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a fixture that does not open is a failed test"
)]

use jipan_store::{ColdKey, HotKey, Opened, Payload, Scope, seal};

/// The file, frozen when the first version was made. It is never written again.
pub(crate) const V1: &[u8] = include_bytes!("../fixtures/v1.bin");

/// The customer whose history is in it.
pub(crate) const CUSTOMER: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/// What opening it gives.
pub(crate) fn opened() -> Opened {
    let page: Vec<u8> = (0_u32..4000).map(|idx| (idx * idx + 7).to_le_bytes()[0]).collect();
    let hot = |kind, page, generation, bytes: &[u8]| {
        (HotKey { scope: Scope::local(), kind, page, generation }, payload(bytes))
    };
    Opened {
        log: vec![(3, payload(b"third change")), (4, payload(b"fourth change")), (7, payload(b""))],
        hot: vec![
            hot(1, 0, 4, &page[..3999]),
            hot(1, 0, 5, &page),
            hot(1, 1, 5, b"second page"),
            hot(2, 0, 1, b"batches"),
            hot(200, 0, 0, b"kind of a later day"),
        ],
        unread: Vec::new(),
        meta: vec![
            ("clock".to_owned(), payload(&[42; 8])),
            ("folded".to_owned(), payload(&[2, 0, 0, 0, 0, 0, 0, 0])),
        ],
        drafts: vec![("customer/07".to_owned(), "湖滨路便利店".to_owned())],
        settings: vec![("language".to_owned(), "zh-CN".to_owned())],
        damaged: Vec::new(),
        newer: None,
    }
}

/// The history in it.
pub(crate) fn segments() -> Vec<(ColdKey, Payload)> {
    let key = |segment| ColdKey { scope: Scope::local(), customer: CUSTOMER, segment };
    vec![(key(0), payload(b"old")), (key(1), payload(b"less old"))]
}

/// A payload of layout 1.
pub(crate) fn payload(bytes: &[u8]) -> Payload {
    seal::open(seal::seal(1, bytes)).unwrap()
}
