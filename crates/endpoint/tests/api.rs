//! The routes of a company, asked without a socket over a file of data of its own.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod api {
    mod answers;
    mod budget;
    mod flow;
    mod funnel;
    mod limits;
    mod mutated;
    mod photos;
    mod trade;
    mod watch;
}
#[path = "support/tablet.rs"]
mod tablet;

use std::io::Write as _;
use std::path::PathBuf;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use jipan_endpoint::{Company, Opened};
use jipan_sync::wire::{Enrolled, ErrorBody, ErrorCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use tablet::Tablet;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// An endpoint over a folder of its own.
struct Endpoint {
    folder: TempDir,
    company: Company,
    router: Router,
    secret: String,
}

impl Endpoint {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
        let Opened { company, first_secret } =
            Company::open(&folder.path().join("jipan.db")).unwrap();
        let router = jipan_endpoint::from_folder(folder.path(), &company);
        Self { folder, company, router, secret: first_secret.unwrap() }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("jipan.db")
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 64 << 20).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn post(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.send(request(path).body(body.into()).unwrap()).await
    }

    /// Asks as a tablet does, and takes the answer for what it should be.
    async fn ask<A: DeserializeOwned>(
        &self,
        path: &str,
        token: &str,
        question: &impl Serialize,
    ) -> A {
        let answer = self.post_as(path, token, serde_json::to_vec(question).unwrap()).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).unwrap()
    }

    async fn post_as(&self, path: &str, token: &str, body: Vec<u8>) -> Answer {
        let mut request = request(path).body(Body::from(body)).unwrap();
        let bearer = format!("Bearer {token}").parse().unwrap();
        request.headers_mut().insert("authorization", bearer);
        self.send(request).await
    }

    /// The first manager joins.
    async fn manager(&self, number: u64) -> Tablet {
        let mut tablet = Tablet::new(number);
        let enrolled: Enrolled = self.ask("/v1/enrol", "", &tablet.enrol(&self.secret)).await;
        tablet.joined(&enrolled);
        tablet
    }

    /// All rows of all tables.
    fn digest(&self) -> [u8; 32] {
        let connection = rusqlite::Connection::open(self.data()).unwrap();
        let mut tables = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .unwrap();
        let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let mut digest = Sha256::new();
        for name in names {
            let mut rows = connection.prepare(&format!("SELECT * FROM {}", name.unwrap())).unwrap();
            let n = rows.column_count();
            let mut rows = rows.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for idx in 0..n {
                    digest.update(format!("{:?}|", row.get_ref(idx).unwrap()));
                }
            }
        }
        digest.finalize().into()
    }
}

/// A request as a tablet sends it, with a token that nobody knows.
fn request(path: &str) -> Builder {
    Request::builder()
        .method("POST")
        .uri(path)
        .header("x-jipan", "1")
        .header("content-type", "application/json")
        .header("authorization", "Bearer nobody")
}

/// An answer, taken apart.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    fn error(&self) -> ErrorBody {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Panics unless it is an error of this status and code, in the form that every error has.
    fn assert_fault(&self, status: u16, code: ErrorCode) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), "application/json", "{self:?}");
        assert_eq!(self.header("cache-control"), "no-store", "{self:?}");
        assert_eq!(self.header("x-content-type-options"), "nosniff", "{self:?}");
        assert_eq!(self.error().error, code, "{self:?}");
    }
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

const ROUTES: [&str; 7] =
    ["/v1/link", "/v1/enrol", "/v1/sync", "/v1/wait", "/v1/team", "/v1/photo/put", "/v1/photo/get"];
