//! `GET /healthz` and `GET /metrics`.

use axum::body::Body;
use axum::http::Request;
use jipan_sync::wire::ErrorCode;

use crate::{Answer, Endpoint};

async fn get(endpoint: &Endpoint, path: &str) -> Answer {
    endpoint.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_counts_name_routes_and_classes_and_nothing_that_was_sent() {
    let endpoint = Endpoint::new();
    let body = r#"{"v":1,"schema":3}"#;
    endpoint.post("/v1/sync", body).await.assert_fault(401, ErrorCode::Unauthorized);
    endpoint.post("/v1/who/is/there", "{}").await.assert_fault(404, ErrorCode::NotFound);
    let app = get(&endpoint, "/customers/0198c0de").await;
    assert_eq!(app.status, 200);
    let answer = get(&endpoint, "/metrics").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4");
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = String::from_utf8(answer.body).unwrap();
    for line in [
        "jipan_requests_total{route=\"/v1/sync\",status=\"4xx\"} 1",
        "jipan_requests_total{route=\"/v1\",status=\"4xx\"} 1",
        "jipan_requests_total{route=\"app\",status=\"2xx\"} 1",
        "jipan_devices_seen 0",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
    }
    for secret in ["0198c0de", "nobody", "who"] {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
}

#[tokio::test]
async fn health_is_bad_while_the_database_does_not_answer() {
    let endpoint = Endpoint::new();
    assert_eq!(get(&endpoint, "/healthz").await.status, 200);
    let breaker = rusqlite::Connection::open(endpoint.data()).unwrap();
    breaker.execute_batch("DROP TABLE company").unwrap();
    let answer = get(&endpoint, "/healthz").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.body, b"the database does not answer\n");
}

#[tokio::test]
async fn two_endpoints_never_have_the_same_file() {
    let endpoint = Endpoint::new();
    let second = jipan_endpoint::Company::open(&endpoint.data());
    let refused = second.map(drop).unwrap_err().to_string();
    assert!(refused.contains("in use"), "{refused}");
    let path = endpoint.data();
    let Endpoint { folder, company, router, .. } = endpoint;
    drop(router);
    company.close();
    jipan_endpoint::Company::open(&path).unwrap();
    drop(folder);
}
