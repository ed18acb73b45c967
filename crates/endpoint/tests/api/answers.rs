//! What is answered to requests that are not as they should be.

use axum::body::Body;
use axum::http::Request;
use jipan_sync::wire::ErrorCode;

use crate::{Endpoint, ROUTES, gzip, request};

#[tokio::test]
async fn a_path_below_v1_that_is_no_route_is_never_answered_with_the_app() {
    let endpoint = Endpoint::new();
    for path in ["/v1", "/v1/", "/v1/customers", "/v1/sync/", "/v1/sync/x", "/v1/../index.html"] {
        for method in ["GET", "POST", "PUT"] {
            let request = Request::builder().method(method).uri(path);
            let request = request.header("sec-fetch-mode", "navigate").body(Body::empty());
            endpoint.send(request.unwrap()).await.assert_fault(404, ErrorCode::NotFound);
        }
    }
}

#[tokio::test]
async fn only_post_is_allowed() {
    let endpoint = Endpoint::new();
    for path in ROUTES {
        for method in ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"] {
            let request = request(path).method(method).body(Body::from("{}")).unwrap();
            let answer = endpoint.send(request).await;
            answer.assert_fault(405, ErrorCode::Malformed);
            assert_eq!(answer.header("allow"), "POST");
        }
    }
}

#[tokio::test]
async fn what_another_page_could_send_by_itself_is_refused() {
    let endpoint = Endpoint::new();
    for path in ROUTES {
        let request = Request::builder().method("POST").uri(path);
        let request = request.header("content-type", "application/json").body(Body::from("{}"));
        endpoint.send(request.unwrap()).await.assert_fault(403, ErrorCode::Forbidden);
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"] {
            let request = Request::builder().method("POST").uri(path).header("x-jipan", "1");
            let request = request.header("content-type", kind).body(Body::from("{}"));
            endpoint.send(request.unwrap()).await.assert_fault(415, ErrorCode::Malformed);
        }
    }
}

#[tokio::test]
async fn nobody_is_let_in_without_a_token_or_with_one_that_is_not_known() {
    let endpoint = Endpoint::new();
    for (path, body) in [
        ("/v1/sync", r#"{"v":1,"schema":3}"#),
        ("/v1/wait", r#"{"have":{},"millis":1}"#),
        ("/v1/team", r#""show""#),
        (
            "/v1/photo/put",
            r#"{"id":"00000000-0000-0000-0000-000000000001","of":"00000000-0000-0000-0000-000000000002","jpeg":"/9j/"}"#,
        ),
        ("/v1/photo/get", r#"{"id":"00000000-0000-0000-0000-000000000001"}"#),
    ] {
        endpoint.post(path, body).await.assert_fault(401, ErrorCode::Unauthorized);
        let mut request = request(path).body(Body::from(body)).unwrap();
        request.headers_mut().remove("authorization");
        endpoint.send(request).await.assert_fault(401, ErrorCode::Unauthorized);
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_the_route_takes_is_refused_without_repeating_it() {
    let endpoint = Endpoint::new();
    for path in ROUTES {
        for body in
            ["", "null", "[]", "{", "{\"secret\":\"hush\"", "\u{feff}{}", "\"张三\"", "1e999"]
        {
            let answer = endpoint.post(path, body).await;
            answer.assert_fault(400, ErrorCode::Malformed);
            let detail = answer.error().detail;
            assert!(!detail.contains("hush") && !detail.contains("张三"), "{detail}");
        }
        endpoint.post(path, vec![0xff, 0xfe]).await.assert_fault(400, ErrorCode::Malformed);
        let deep = "[".repeat(50_000);
        endpoint.post(path, deep).await.assert_fault(400, ErrorCode::Malformed);
    }
}

#[tokio::test]
async fn a_packed_body_is_unpacked_and_a_damaged_one_refused() {
    let endpoint = Endpoint::new();
    let packed = |body: Vec<u8>, encoding: &str| {
        let request = request("/v1/sync").header("content-encoding", encoding);
        request.body(Body::from(body)).unwrap()
    };
    let good = gzip(br#"{"v":1,"schema":3}"#);
    let read = endpoint.send(packed(good.clone(), "gzip")).await;
    read.assert_fault(401, ErrorCode::Unauthorized);
    let cut = good.get(..good.len() - 3).unwrap().to_vec();
    let twice = gzip(&good);
    let longer = [good.clone(), good.clone()].concat();
    for damaged in [cut, twice, longer, b"{}".to_vec(), Vec::new()] {
        endpoint.send(packed(damaged, "gzip")).await.assert_fault(400, ErrorCode::Malformed);
    }
    for encoding in ["br", "gzip, gzip", "deflate"] {
        let answer = endpoint.send(packed(good.clone(), encoding)).await;
        answer.assert_fault(415, ErrorCode::Malformed);
    }
}
