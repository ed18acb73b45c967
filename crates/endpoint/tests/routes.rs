//! The routes of the endpoint, one module each, asked without a socket.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod routes {
    mod deep_links;
    mod files;
    mod headers;
    mod healthz;
}

use std::fs;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use jipan_endpoint::Company;
use tempfile::TempDir;
use tower::ServiceExt as _;

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
    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

const SCRIPT: &str = "/jipan-shell-0123456789abcdef.js";
const WASM: &str = "/jipan-shell-0123456789abcdef_bg.wasm";

/// A small build of the app in a folder of its own, with a company that nobody has joined.
fn site() -> (TempDir, Router) {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, body: &str| {
        fs::write(folder.path().join(name.trim_start_matches('/')), body).unwrap();
    };
    write("index.html", "<!doctype html><title>基盘</title>");
    write("sw.js", "// worker");
    write("manifest.webmanifest", "{}");
    write(SCRIPT, "// plain");
    write(&format!("{SCRIPT}.br"), "brotli");
    write(&format!("{SCRIPT}.gz"), "gzip");
    write(WASM, "\0asm");
    let data = TempDir::new().unwrap();
    let opened = Company::open(&data.path().join("jipan.db")).unwrap();
    let router = jipan_endpoint::from_folder(folder.path(), &opened.company);
    (folder, router)
}

/// Asks for `path` with the given headers.
async fn get(path: &str, headers: &[(&str, &str)]) -> Answer {
    send("GET", path, headers).await
}

async fn send(method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let (_folder, router) = site();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}
