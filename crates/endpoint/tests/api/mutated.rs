//! Valid requests with bytes or values changed: never a 5xx, never a panic, and what is refused
//! leaves no trace.

use axum::body::Body;
use jipan_book::Change;
use jipan_sync::wire::{
    DeviceId, LinkRequest, Scope, SyncResponse, TeamRequest, TerritoryId, WaitRequest, WireRole,
};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::tablet::{Tablet, push};
use crate::{Answer, Endpoint, request};

/// What is done to the bytes of a body.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    Cut(Index),
    Remove(Index),
    Insert(Index, Vec<u8>),
    Repeat(Index, Index),
    /// Another value in the place of one of the values of the JSON.
    Replace(Index, &'static str),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let odd = proptest::sample::select(vec![
        "null",
        "true",
        "-1",
        "0",
        "18446744073709551615",
        "9223372036854775808",
        "1e308",
        "1.5",
        "\"\"",
        "\"\\u0000\"",
        "\"t:4294967296\"",
        "\"ffffffffffffffff\"",
        "[]",
        "{}",
        "[[]]",
        "\"00000000-0000-0000-0000-000000000000\"",
        "{\"c\":18446744073709551615}",
        "\"2999-12-31\"",
    ]);
    let one = prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, by)| Damage::Flip(at, by)),
        any::<Index>().prop_map(Damage::Cut),
        any::<Index>().prop_map(Damage::Remove),
        (any::<Index>(), proptest::collection::vec(any::<u8>(), 1..4))
            .prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        (any::<Index>(), odd.clone()).prop_map(|(at, odd)| Damage::Replace(at, odd)),
        (any::<Index>(), odd).prop_map(|(at, odd)| Damage::Replace(at, odd)),
    ];
    proptest::collection::vec(one, 1..4)
}

fn damaged(mut body: Vec<u8>, damage: &Damage) -> Vec<u8> {
    let n = body.len();
    if n == 0 {
        return body;
    }
    match damage {
        Damage::Flip(at, by) => *body.get_mut(at.index(n)).unwrap() ^= by,
        Damage::Cut(at) => body.truncate(at.index(n)),
        Damage::Remove(at) => drop(body.remove(at.index(n))),
        Damage::Insert(at, bytes) => {
            let at = at.index(n);
            drop(body.splice(at..at, bytes.iter().copied()));
        }
        Damage::Repeat(from, to) => {
            let (from, to) = (from.index(n), to.index(n));
            let piece = body.get(from.min(to)..from.max(to)).unwrap().to_vec();
            drop(body.splice(to..to, piece));
        }
        Damage::Replace(at, odd) => {
            if let Ok(mut json) = serde_json::from_slice::<Value>(&body) {
                let mut left = at.index(count(&json));
                replace(&mut json, &mut left, odd);
                body = serde_json::to_vec(&json).unwrap();
            }
        }
    }
    body
}

fn count(json: &Value) -> usize {
    1 + match json {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn replace(json: &mut Value, left: &mut usize, odd: &str) {
    if *left == 0 {
        *json = serde_json::from_str(odd).unwrap();
    }
    *left = left.wrapping_sub(1);
    match json {
        Value::Array(items) => items.iter_mut().for_each(|it| replace(it, left, odd)),
        Value::Object(fields) => fields.values_mut().for_each(|it| replace(it, left, odd)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (),
    }
}

/// A valid request of each route, and of each thing that is done with a team.
fn recorded(tablet: &mut Tablet, secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    let json = |question: &dyn erased::Json| question.json();
    let changes: Vec<_> = (0..3).map(|n| tablet.create(&format!("晨光便利店 {n}"))).collect();
    let mut sync = push(&changes);
    sync.have.insert(Scope::Company, 1);
    sync.have.insert(Scope::Territory(TerritoryId(1)), 7);
    sync.own = Some(format!("{:014x}", tablet.number));
    sync.refetch = changes.iter().flat_map(Change::customers).collect();
    let wait = WaitRequest { have: sync.have.clone(), team: u64::MAX, millis: 1 };
    let invite = TeamRequest::Invite {
        name: "李四".to_owned(),
        role: WireRole::Rep,
        territories: vec![TerritoryId(1)],
    };
    let territory = TeamRequest::SetTerritory {
        id: None,
        name: "城南".to_owned(),
        values: vec!["1号线".to_owned()],
    };
    let revoke = TeamRequest::Revoke { device: DeviceId(jipan_rules::Uuid::from_u128(1)) };
    let leave = TeamRequest::Leave { person: tablet.person };
    vec![
        ("/v1/link", json(&LinkRequest { secret: secret.to_owned() })),
        ("/v1/enrol", json(&Tablet::new(9).enrol(secret))),
        ("/v1/sync", json(&sync)),
        ("/v1/sync", json(&sync)),
        ("/v1/sync", json(&sync)),
        ("/v1/wait", json(&wait)),
        ("/v1/team", json(&invite)),
        ("/v1/team", json(&territory)),
        ("/v1/team", json(&revoke)),
        ("/v1/team", json(&leave)),
    ]
}

mod erased {
    use serde::Serialize;

    pub(super) trait Json {
        fn json(&self) -> Vec<u8>;
    }

    impl<T: Serialize> Json for T {
        fn json(&self) -> Vec<u8> {
            serde_json::to_vec(self).unwrap()
        }
    }
}

async fn send(endpoint: &Endpoint, path: &str, token: &str, body: Vec<u8>) -> Answer {
    let mut request = request(path).body(Body::from(body)).unwrap();
    let bearer = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert("authorization", bearer);
    endpoint.send(request).await
}

/// What must hold in the rows whatever was sent.
fn assert_rows_fit(endpoint: &Endpoint) {
    let connection = rusqlite::Connection::open(endpoint.data()).unwrap();
    for (what, sql) in [
        (
            "a part without its change",
            "SELECT count(*) FROM parts LEFT JOIN changes USING (replica, seq) WHERE head IS NULL",
        ),
        (
            "a number beyond the head",
            "SELECT count(*) FROM parts LEFT JOIN scopes USING (scope) \
             WHERE head IS NULL OR pos > head OR pos < 1",
        ),
        (
            "a part elsewhere than its customer",
            "SELECT count(*) FROM parts JOIN customers ON id = customer \
             WHERE parts.scope <> customers.scope",
        ),
        ("a time that never comes", "SELECT count(*) FROM changes WHERE stamp > x'01ff'"),
        ("nobody left who can invite", "SELECT count(*) = 0 FROM people WHERE role = 'manager'"),
    ] {
        let n: i64 = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(n, 0, "{what}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_request_is_never_a_5xx_and_leaves_no_trace_when_it_is_refused(
        damages in proptest::collection::vec((any::<Index>(), damages()), 12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let endpoint = Endpoint::new();
            let mut tablet = endpoint.manager(1).await;
            for (which, damages) in damages {
                let recorded = recorded(&mut tablet, &endpoint.secret);
                let (path, body) = which.get(&recorded).clone();
                let body = damages.iter().fold(body, damaged);
                let before = endpoint.digest();
                let text = String::from_utf8_lossy(&body).into_owned();
                let answer = send(&endpoint, path, &tablet.token, body).await;
                let told = String::from_utf8_lossy(&answer.body).into_owned();
                assert!(!answer.status.is_server_error(), "{path} {text}: {told}");
                if answer.status == 200 {
                    if path == "/v1/sync" {
                        let answer: SyncResponse = serde_json::from_str(&told).unwrap();
                        assert!(usize::try_from(answer.acked).unwrap() <= 1_000, "{told}");
                    }
                    assert_rows_fit(&endpoint);
                } else {
                    assert!(!answer.error().detail.contains("晨光"), "{told}");
                    assert_eq!(endpoint.digest(), before, "{path} {text}: {told}");
                }
            }
        });
    }
}
