//! `GET /<file>`: types, compressed forms, and how long a file is kept.

use insta::assert_snapshot;

use crate::{SCRIPT, WASM, get};

#[tokio::test]
async fn wasm_has_the_type_that_streaming_compilation_needs() {
    let answer = get(WASM, &[]).await;
    assert_snapshot!(answer.status, @"200 OK");
    assert_snapshot!(answer.header("content-type"), @"application/wasm");
}

#[tokio::test]
async fn a_hashed_file_is_kept_for_ever_and_the_others_are_asked_for_each_time() {
    assert_snapshot!(get(SCRIPT, &[]).await.header("cache-control"), @"public, max-age=31536000, immutable");
    assert_snapshot!(get("/sw.js", &[]).await.header("cache-control"), @"no-cache");
    assert_snapshot!(get("/manifest.webmanifest", &[]).await.header("cache-control"), @"no-cache");
}

#[tokio::test]
async fn the_manifest_and_scripts_name_their_types() {
    assert_snapshot!(get("/manifest.webmanifest", &[]).await.header("content-type"), @"application/manifest+json; charset=utf-8");
    assert_snapshot!(get(SCRIPT, &[]).await.header("content-type"), @"text/javascript; charset=utf-8");
}

#[tokio::test]
async fn the_smallest_form_the_browser_takes_is_sent() {
    let brotli = get(SCRIPT, &[("accept-encoding", "gzip, deflate, br")]).await;
    assert_eq!((brotli.header("content-encoding"), brotli.text().as_str()), ("br", "brotli"));
    assert_snapshot!(brotli.header("content-type"), @"text/javascript; charset=utf-8");
    let gzip = get(SCRIPT, &[("accept-encoding", "gzip")]).await;
    assert_eq!((gzip.header("content-encoding"), gzip.text().as_str()), ("gzip", "gzip"));
    let plain = get(SCRIPT, &[]).await;
    assert_eq!((plain.header("content-encoding"), plain.text().as_str()), ("", "// plain"));
    assert!(plain.header("vary").contains("accept-encoding"), "{}", plain.header("vary"));
}

#[tokio::test]
async fn a_file_without_a_compressed_form_is_sent_as_it_is() {
    let answer = get("/sw.js", &[("accept-encoding", "br, gzip")]).await;
    assert_eq!((answer.header("content-encoding"), answer.text().as_str()), ("", "// worker"));
}
