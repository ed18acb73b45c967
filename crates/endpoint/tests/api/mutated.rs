//! Valid requests with bytes or values changed: never a 5xx, never a panic, and what is refused
//! leaves no trace.

use axum::body::Body;
use jipan_book::{Action, BatchInfo, BatchKind, Change, ConflictSide, Op, conflict_id};
use jipan_rules::schema::fields;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, FactId};
use jipan_sync::wire::{
    DeviceId, GetPhoto, LinkRequest, PutPhoto, Scope, SyncResponse, TeamRequest, TerritoryId,
    WaitRequest, WireRole,
};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;

use super::budget::one_of_each_of_budget;
use super::funnel::one_of_each_of_funnel;
use super::trade::one_of_each_of_trade;
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
    /// Another value of the same kind: what the form of the request does not tell from a good one.
    Alike(Index, u8),
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
    let alike = (any::<Index>(), any::<u8>()).prop_map(|(at, by)| Damage::Alike(at, by));
    prop_oneof![
        1 => proptest::collection::vec(one, 1..3),
        2 => proptest::collection::vec(alike, 1..4),
    ]
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
            if let Ok(mut json) = serde_json::from_slice::<Json>(&body) {
                let odd: Json = serde_json::from_str(odd).unwrap();
                let mut left = at.index(count(&json));
                at_place(&mut json, &mut left, &|it| *it = odd.clone());
                body = serde_json::to_vec(&json).unwrap();
            }
        }
        Damage::Alike(at, by) => {
            if let Ok(mut json) = serde_json::from_slice::<Json>(&body) {
                let mut left = at.index(count(&json));
                at_place(&mut json, &mut left, &|it| alike(it, *by));
                body = serde_json::to_vec(&json).unwrap();
            }
        }
    }
    body
}

fn count(json: &Json) -> usize {
    1 + match json {
        Json::Array(items) => items.iter().map(count).sum(),
        Json::Object(fields) => fields.values().map(count).sum(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => 0,
    }
}

/// Does something to the value of this place.
fn at_place(json: &mut Json, left: &mut usize, work: &dyn Fn(&mut Json)) {
    if *left == 0 {
        work(json);
    }
    *left = left.wrapping_sub(1);
    match json {
        Json::Array(items) => items.iter_mut().for_each(|it| at_place(it, left, work)),
        Json::Object(fields) => fields.values_mut().for_each(|it| at_place(it, left, work)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => (),
    }
}

fn alike(json: &mut Json, by: u8) {
    let pick = |n: usize| usize::from(by) % n;
    match json {
        Json::Null => (),
        Json::Bool(it) => *it = !*it,
        Json::Number(_) => {
            let numbers = [0, 1, 2, 7, 65_535, 1_790_000_000_003, 1 << 48, 1 << 63, u64::MAX];
            *json = Json::from(*numbers.get(pick(numbers.len())).unwrap());
        }
        Json::String(it) => match pick(6) {
            0 => it.clear(),
            1 => *it = "晨".repeat(30_000),
            2 => it.push('0'),
            3 => *it = it.replace(['1', '7'], "0"),
            4 => *it = it.to_uppercase(),
            _ => "\u{202e}\u{0}\n".clone_into(it),
        },
        Json::Array(items) => match pick(4) {
            0 => items.clear(),
            1 => items.reverse(),
            2 => *items = [items.clone(), items.clone()].concat(),
            _ => drop(items.pop()),
        },
        Json::Object(fields) => {
            if let Some(key) = fields.keys().nth(pick(fields.len().max(1))).cloned() {
                fields.remove(&key);
            }
        }
    }
}

/// Two customers and one write of every kind about them.
fn one_of_each(tablet: &mut Tablet) -> Vec<Change> {
    let (first, second) = (tablet.create("晨光便利店"), tablet.create("延安路杂货"));
    let [id, other] = [&first, &second].map(|change| change.customers().remove(0));
    let uuid = |n: u128| jipan_rules::Uuid::from_u128(id.uuid().as_u128() << 8 | n);
    let (contact, note, customer) = (ContactId::new(uuid(1)), FactId::new(uuid(2)), id);
    let (field, text) = (fields::PHONE, Some(Value::Text("13900139000".into())));
    let (base, was, on) = (Some(first.id), Some(Value::Text("13800138000".into())), Some(first.on));
    let side = ConflictSide {
        change: first.id,
        by: tablet.person,
        stamp: first.stamp,
        on: first.on,
        value: was.clone(),
    };
    let conflict = conflict_id(first.id, second.id, (id, None, field));
    let batch = BatchInfo {
        id: BatchId::new(uuid(3)),
        kind: BatchKind::Import,
        name: "名单.xlsx".to_owned(),
        n_added: 2,
        n_updated: 0,
        n_failed: 1,
    };
    let put = Op::Put {
        id,
        field,
        value: text.clone(),
        base,
        was: was.clone(),
        was_on: None,
        reason: Some("换号".into()),
    };
    let ops = vec![
        Op::Confirm { id, field, on, was: None },
        Op::Note { id: note, customer, text: "下午去".into() },
        Op::RetractNote { id: note, customer, retracted: true },
        Op::Delete { id: other },
        Op::Restore { id: other },
        Op::Batch(batch),
        Op::Reason { of: first.id, customer, field, text: "换号".into() },
        Op::Stated { id, field, value: text.clone(), asks: true, was, was_asked: false },
        Op::Merge { loser: other, into: Some(id), was: None },
        Op::Distinct { one: id, other, is_distinct: true },
        Op::PutContact { id: contact, customer, field, value: text, base: None, was: None },
        Op::DropContact { id: contact, customer, is_gone: true },
        Op::Conflict {
            id: conflict,
            customer,
            contact: None,
            field,
            sides: Box::new([side.clone(), side]),
        },
        Op::ResolveConflict { id: conflict, customer, is_resolved: true },
    ];
    let edit = tablet.change(Action::EditField, vec![put]);
    let all = ops.into_iter().map(|op| tablet.change(Action::EditField, vec![op]));
    let all: Vec<Change> = all.collect();
    let trade = one_of_each_of_trade(tablet, (id, edit.on));
    let funnel = one_of_each_of_funnel(tablet, (id, other, edit.on));
    let budget = one_of_each_of_budget(tablet, (id, edit.on));
    [vec![first, second, edit], all, trade, funnel, budget].concat()
}

/// A valid request of each route, and of each thing that is done with a team.
fn recorded(tablet: &mut Tablet, secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    let json = |question: &dyn erased::Json| question.json();
    let changes = one_of_each(tablet);
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
    let person = tablet.person;
    let leave = TeamRequest::Leave { person };
    let link = TeamRequest::Link { person };
    let (name, territories) = ("李四".to_owned(), vec![]);
    let set = TeamRequest::SetPerson { person, name, role: WireRole::Manager, territories };
    let kind = TeamRequest::SetKind { kind: TerritoryKind::District };
    let id = jipan_rules::Uuid::from_u128(1);
    let photo = PutPhoto { id, of: person, jpeg: vec![0xFF, 0xD8, 0xFF, 0xE0, 7] };
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
        ("/v1/team", json(&TeamRequest::Show)),
        ("/v1/team", json(&link)),
        ("/v1/team", json(&set)),
        ("/v1/team", json(&kind)),
        ("/v1/photo/put", json(&photo)),
        ("/v1/photo/get", json(&GetPhoto { id })),
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

#[tokio::test]
async fn undamaged_every_kind_of_write_is_taken_in() {
    let endpoint = Endpoint::new();
    let mut tablet = endpoint.manager(1).await;
    let changes = one_of_each(&mut tablet);
    let sent: SyncResponse = endpoint.ask("/v1/sync", &tablet.token, &push(&changes)).await;
    assert_eq!(usize::try_from(sent.acked).unwrap(), changes.len());
    assert_eq!(sent.verdicts, []);
    assert_rows_fit(&endpoint);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

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
