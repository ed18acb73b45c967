//! The binary as a process: killed in the midst of its work, asked to stop, out of room, and each of
//! its commands.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

mod process {
    mod commands;
    mod kill;
    mod report;
    mod room;
}
#[path = "support/process.rs"]
mod server;
#[path = "support/tablet.rs"]
mod tablet;

use std::collections::BTreeSet;

use jipan_book::{Change, ChangeId};
use jipan_sync::wire::ops::from_wire;
use jipan_sync::wire::{Enrolled, SyncRequest, SyncResponse};
use server::Server;
use tablet::{Tablet, push};

/// The first manager joins.
fn manager(server: &Server) -> Tablet {
    let mut tablet = Tablet::new(1);
    let enrolled: Enrolled =
        server::ask(&server.address, "/v1/enrol", "", &tablet.enrol(&server.secret()));
    tablet.joined(&enrolled);
    tablet
}

/// Everything that a tablet without anything gets: each part's change and how many parts it has.
fn all_of(server: &Server, token: &str) -> Vec<Change> {
    let mut parts = Vec::new();
    let mut request: SyncRequest = push(&[]);
    loop {
        let page: SyncResponse = server::ask(&server.address, "/v1/sync", token, &request);
        parts.extend(page.news.iter().map(|wire| from_wire(wire).unwrap()));
        (request.have, request.epoch) = (page.have, Some(page.epoch));
        if !page.more {
            return parts;
        }
    }
}

fn ids(parts: &[Change]) -> BTreeSet<ChangeId> {
    parts.iter().map(|part| part.id).collect()
}
