//! How much and how often.

use axum::body::Body;
use jipan_sync::wire::ErrorCode;

use crate::{Endpoint, ROUTES, gzip, request};

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_also_where_it_is_packed_small() {
    let endpoint = Endpoint::new();
    for path in ROUTES {
        let spaces = vec![b' '; 5 << 20];
        let small = gzip(&spaces);
        assert!(small.len() < 32 << 10);
        endpoint.post(path, spaces).await.assert_fault(413, ErrorCode::TooLarge);
        let request = request(path).header("content-encoding", "gzip");
        let answer = endpoint.send(request.body(Body::from(small)).unwrap()).await;
        answer.assert_fault(413, ErrorCode::TooLarge);
    }
}

#[tokio::test]
async fn who_tries_links_without_end_is_told_to_wait() {
    let endpoint = Endpoint::new();
    let mut n_let = 0_u32;
    let refused = loop {
        let answer = endpoint.post("/v1/link", r#"{"secret":"guess"}"#).await;
        if answer.status == 429 {
            break answer;
        }
        answer.assert_fault(410, ErrorCode::LinkGone);
        n_let += 1;
        assert!(n_let < 1_000, "guessing is not limited");
    };
    refused.assert_fault(429, ErrorCode::TooMany);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    assert!(n_let >= 100, "a team that joins at once has room: {n_let}");
    let other = endpoint.post("/v1/sync", r#"{"v":1,"schema":3}"#).await;
    other.assert_fault(401, ErrorCode::Unauthorized);
}
