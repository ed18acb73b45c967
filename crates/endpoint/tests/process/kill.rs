//! Killed with SIGKILL while tablets send.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jipan_book::{Action, Change, Op};
use jipan_sync::wire::SyncResponse;

use crate::server::{self, Server};
use crate::tablet::{Tablet, push};
use crate::{all_of, ids, manager};

/// How often the endpoint is killed.
const ROUNDS: usize = 20;

/// A change about two customers, so that half of it could be there.
fn two(tablet: &mut Tablet) -> Change {
    let (first, second) = (tablet.create("晨光便利店"), tablet.create("延安路杂货"));
    let ops: Vec<Op> = [first, second].into_iter().flat_map(|change| change.ops).collect();
    tablet.change(Action::Import, ops)
}

/// Sends until the endpoint is gone: what was answered, and what was not.
fn send_on(address: &str, tablet: &mut Tablet, n_sent: &AtomicUsize) -> (Vec<Change>, Vec<Change>) {
    let mut acked = Vec::new();
    loop {
        let n = 1 + n_sent.load(Ordering::SeqCst) % 7;
        let changes: Vec<Change> = (0..n).map(|_| two(tablet)).collect();
        n_sent.fetch_add(1, Ordering::SeqCst);
        let Some((status, body)) =
            server::post(address, "/v1/sync", &tablet.token, &push(&changes))
        else {
            return (acked, changes);
        };
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        let answer: SyncResponse = serde_json::from_slice(&body).unwrap();
        assert_eq!((usize::try_from(answer.acked).unwrap(), answer.verdicts.len()), (n, 0));
        acked.extend(changes);
    }
}

#[test]
fn a_change_that_was_acknowledged_is_there_after_a_kill_and_none_is_there_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path(), None);
    let mut tablet = manager(&server);
    let mut acked: Vec<Change> = Vec::new();
    let mut chance = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..ROUNDS {
        let n_sent = AtomicUsize::new(0);
        let (address, sender) = (server.address.clone(), &mut tablet);
        let (answered, open) = thread::scope(|scope| {
            let sending = scope.spawn(|| send_on(&address, sender, &n_sent));
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Some time after some request was begun: each round at another point of one.
            let (n_before, n_spins) = (2 + chance % 9, (chance >> 20) % 3_000_000);
            while n_sent.load(Ordering::SeqCst) < usize::try_from(n_before).unwrap() {
                thread::yield_now();
            }
            (0..n_spins).for_each(|_| std::hint::spin_loop());
            server.kill();
            sending.join().unwrap()
        });
        acked.extend(answered);
        server = Server::start(folder.path(), None);
        let found = all_of(&server, &tablet.token);
        let there = ids(&found);
        for change in &acked {
            assert!(there.contains(&change.id), "round {round}: {:?} is lost", change.id);
        }
        for id in &there {
            let of = found.iter().filter(|part| part.id == *id);
            let n_ops: usize = of.map(|part| part.ops.len()).sum();
            assert_eq!(n_ops, 2, "round {round}: half of {id:?}");
        }
        // What was not answered is sent once more, and is there once.
        let again: SyncResponse =
            server::ask(&server.address, "/v1/sync", &tablet.token, &push(&open));
        assert_eq!((usize::try_from(again.acked).unwrap(), again.verdicts.len()), (open.len(), 0));
        acked.extend(open);
        let found = all_of(&server, &tablet.token);
        let n_ops: usize = found.iter().map(|part| part.ops.len()).sum();
        assert_eq!(n_ops, 2 * acked.len(), "round {round}");
    }
    assert!(acked.len() > ROUNDS, "something was sent");
}

#[test]
fn a_request_under_way_is_answered_when_the_endpoint_is_asked_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path(), None);
    let mut tablet = manager(&server);
    let n_sent = AtomicUsize::new(0);
    let (address, mut sender) = (server.address.clone(), tablet.clone());
    let (acked, open, log) = thread::scope(|scope| {
        let sending = scope.spawn(|| send_on(&address, &mut sender, &n_sent));
        while n_sent.load(Ordering::SeqCst) < 5 {
            thread::yield_now();
        }
        let log = server.stop();
        let (acked, open) = sending.join().unwrap();
        (acked, open, log)
    });
    assert!(log.contains("Stopped"), "{log}");
    for hidden in [tablet.token.as_str(), "晨光", "王经理", "join#"] {
        assert!(!log.contains(hidden), "{hidden} is in the log: {log}");
    }
    tablet.token = sender.token;
    let server = Server::start(folder.path(), None);
    let there = ids(&all_of(&server, &tablet.token));
    assert!(acked.iter().all(|change| there.contains(&change.id)));
    // The connection of the last one was refused: it was never begun, or it was answered.
    assert!(open.iter().all(|change| !there.contains(&change.id)));
}
