//! No room on the disk, and a database that another process holds.

use jipan_sync::wire::{ErrorBody, ErrorCode, SyncResponse};

use crate::server::{self, Server};
use crate::tablet::push;
use crate::{all_of, ids, manager};

fn assert_unavailable(body: &[u8]) {
    let error: ErrorBody = serde_json::from_slice(body).unwrap();
    assert_eq!(error.error, ErrorCode::Unavailable, "{error:?}");
}

#[test]
fn a_disk_without_room_refuses_what_does_not_fit_and_loses_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    // No file may be larger than 1.5 MB; writing beyond fails instead of ending the process.
    let mut server = Server::start(folder.path(), Some("trap '' XFSZ; ulimit -f 3000"));
    let mut tablet = manager(&server);
    let mut acked = Vec::new();
    let refused = loop {
        let changes: Vec<_> = (0..200).map(|_| tablet.create("晨光便利店")).collect();
        let (status, body) =
            server::post(&server.address, "/v1/sync", &tablet.token, &push(&changes)).unwrap();
        if status == 503 {
            assert_unavailable(&body);
            break changes;
        }
        assert_eq!(status, 200);
        acked.extend(changes);
        assert!(acked.len() < 100_000, "there is always room");
    };
    server.kill();
    drop(server);
    let server = Server::start(folder.path(), None);
    let there = ids(&all_of(&server, &tablet.token));
    assert_eq!(there, ids(&acked));
    let again: SyncResponse =
        server::ask(&server.address, "/v1/sync", &tablet.token, &push(&refused));
    assert_eq!(again.acked, 200);
}

#[test]
fn a_database_that_another_process_holds_is_unavailable_until_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let mut tablet = manager(&server);
    let change = push(&[tablet.create("晨光便利店")]);
    let other = rusqlite::Connection::open(folder.path().join("jipan.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (status, body) = server::post(&server.address, "/v1/sync", &tablet.token, &change).unwrap();
    assert_eq!(status, 503);
    assert_unavailable(&body);
    other.execute_batch("ROLLBACK").unwrap();
    let sent: SyncResponse = server::ask(&server.address, "/v1/sync", &tablet.token, &change);
    assert_eq!(sent.acked, 1);
}
