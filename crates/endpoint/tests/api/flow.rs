//! A team at work: joining, sending, waiting, leaving.

use std::time::Duration;

use axum::body::Body;
use jipan_sync::wire::{
    Enrolled, ErrorCode, LinkCard, LinkRequest, SyncRequest, SyncResponse, TeamReply, TeamRequest,
    Todo, WaitRequest, WaitResponse, WireRole,
};

use crate::tablet::{Tablet, push};
use crate::{Endpoint, request};

/// What is news for a tablet that has nothing.
fn news() -> SyncRequest {
    push(&[])
}

#[tokio::test]
async fn the_first_manager_joins_by_the_printed_link_and_nobody_a_second_time() {
    let endpoint = Endpoint::new();
    let asked = LinkRequest { secret: endpoint.secret.clone() };
    let card: LinkCard = endpoint.ask("/v1/link", "", &asked).await;
    assert!(card.is_first);
    let tablet = endpoint.manager(1).await;
    let team: TeamReply = endpoint.ask("/v1/team", &tablet.token, &TeamRequest::Show).await;
    assert_eq!(team.card.company, "晨光商贸");
    assert_eq!(team.people.len(), 1);
    let again = serde_json::to_vec(&Tablet::new(2).enrol(&endpoint.secret)).unwrap();
    endpoint.post("/v1/enrol", again).await.assert_fault(410, ErrorCode::LinkGone);
}

#[tokio::test]
async fn what_one_manager_sends_another_one_gets_packed_and_no_secret_is_kept() {
    let endpoint = Endpoint::new();
    let mut first = endpoint.manager(1).await;
    let invite = TeamRequest::Invite {
        name: "李经理".to_owned(),
        role: WireRole::Manager,
        territories: Vec::new(),
    };
    let reply: TeamReply = endpoint.ask("/v1/team", &first.token, &invite).await;
    let secret = reply.link.unwrap().secret;
    let mut second = Tablet::new(2);
    let enrolled: Enrolled = endpoint.ask("/v1/enrol", "", &second.enrol(&secret)).await;
    second.joined(&enrolled);

    let changes: Vec<_> = (0..30).map(|n| first.create(&format!("晨光便利店 {n}"))).collect();
    let sent: SyncResponse = endpoint.ask("/v1/sync", &first.token, &push(&changes)).await;
    assert_eq!((sent.acked, sent.verdicts.len()), (30, 0), "{:?}", sent.verdicts);
    let gzip = asks_packed(&endpoint, &second.token, "gzip").await;
    let text = std::io::read_to_string(flate2::read::GzDecoder::new(gzip.as_slice())).unwrap();
    let zstd = asks_packed(&endpoint, &second.token, "zstd").await;
    let unpacked = zstd::decode_all(zstd.as_slice()).unwrap();
    let same: SyncResponse = serde_json::from_slice(&unpacked).unwrap();
    assert_eq!(same.news.len(), 30);
    let got: SyncResponse = serde_json::from_str(&text).unwrap();
    assert_eq!(got.news.len(), 30);

    let path = endpoint.data();
    let Endpoint { folder, company, router, secret: first_secret } = endpoint;
    drop(router);
    company.close();
    let bytes = std::fs::read(path).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
    assert!(holds("晨光便利店 29"), "it looked into the file");
    for secret in [&first.token, &second.token, &secret, &first_secret] {
        assert!(!holds(secret), "a secret is in the file");
    }
    drop(folder);
}

#[tokio::test]
async fn who_waits_is_answered_when_there_is_something_new_and_not_before() {
    let endpoint = Endpoint::new();
    let mut tablet = endpoint.manager(1).await;
    let state: SyncResponse = endpoint.ask("/v1/sync", &tablet.token, &news()).await;
    let team = state.team.as_ref().map_or(0, |card| card.revision);
    let wait = |millis| WaitRequest { have: state.have.clone(), team, millis };
    let nothing: WaitResponse = endpoint.ask("/v1/wait", &tablet.token, &wait(20)).await;
    assert!(!nothing.moved);

    let push = push(&[tablet.create("晨光便利店")]);
    let (token, question) = (tablet.token.clone(), wait(20_000));
    let waiting = endpoint.ask::<WaitResponse>("/v1/wait", &token, &question);
    let sending = async {
        // The other is polled first, so it waits already.
        let sent: SyncResponse = endpoint.ask("/v1/sync", &token, &push).await;
        assert_eq!(sent.acked, 1);
    };
    let within = Duration::from_secs(10);
    let both = async { tokio::join!(biased; waiting, sending) };
    let (answer, ()) = tokio::time::timeout(within, both).await.unwrap();
    assert!(answer.moved);
}

#[tokio::test]
async fn who_waits_is_answered_when_the_endpoint_stops() {
    let endpoint = Endpoint::new();
    let tablet = endpoint.manager(1).await;
    let state: SyncResponse = endpoint.ask("/v1/sync", &tablet.token, &news()).await;
    let team = state.team.as_ref().map_or(0, |card| card.revision);
    let wait = WaitRequest { have: state.have, team, millis: 20_000 };
    let waiting = endpoint.ask::<WaitResponse>("/v1/wait", &tablet.token, &wait);
    let stopping = async { endpoint.company.stop() };
    let both = async { tokio::join!(biased; waiting, stopping) };
    let (answer, ()) = tokio::time::timeout(Duration::from_secs(10), both).await.unwrap();
    assert!(!answer.moved);
}

#[tokio::test]
async fn a_revoked_tablet_is_told_to_take_the_data_off_and_gets_none() {
    let endpoint = Endpoint::new();
    let mut first = endpoint.manager(1).await;
    let invite = TeamRequest::Invite {
        name: "李经理".to_owned(),
        role: WireRole::Manager,
        territories: Vec::new(),
    };
    let reply: TeamReply = endpoint.ask("/v1/team", &first.token, &invite).await;
    let mut second = Tablet::new(2);
    let secret = reply.link.unwrap().secret;
    let enrolled: Enrolled = endpoint.ask("/v1/enrol", "", &second.enrol(&secret)).await;
    second.joined(&enrolled);
    let change = first.create("晨光便利店");
    let _sent: SyncResponse = endpoint.ask("/v1/sync", &first.token, &push(&[change])).await;
    let revoke = TeamRequest::Revoke { device: enrolled.device };
    let _sent: TeamReply = endpoint.ask("/v1/team", &first.token, &revoke).await;
    let told: SyncResponse = endpoint.ask("/v1/sync", &second.token, &news()).await;
    assert!(told.todo.contains(&Todo::Wipe), "{told:?}");
    assert!(told.news.is_empty());
    let show = serde_json::to_vec(&TeamRequest::Show).unwrap();
    let answer = endpoint.post_as("/v1/team", &second.token, show).await;
    assert!([401, 403].contains(&answer.status.as_u16()), "{answer:?}");
}

/// What is new, packed as it is asked for.
async fn asks_packed(endpoint: &Endpoint, token: &str, packing: &str) -> Vec<u8> {
    let request = request("/v1/sync").header("accept-encoding", packing);
    let mut request = request.body(Body::from(serde_json::to_vec(&news()).unwrap())).unwrap();
    let bearer = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert("authorization", bearer);
    let answer = endpoint.send(request).await;
    assert_eq!(answer.header("content-encoding"), packing);
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.body.clone()
}
