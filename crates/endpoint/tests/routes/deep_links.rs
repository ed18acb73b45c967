//! `GET /customers/…`: a place inside the app.

use insta::assert_snapshot;

use crate::{get, send};

#[tokio::test]
async fn a_navigation_to_a_place_inside_the_app_gets_the_page() {
    for path in ["/", "/customers", "/customers/0198c0de", "/settings?panic"] {
        let answer = get(path, &[("sec-fetch-mode", "navigate"), ("accept", "text/html")]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.text(), "<!doctype html><title>基盘</title>", "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn a_command_line_gets_the_page_too() {
    assert_snapshot!(get("/customers", &[("accept", "*/*")]).await.status, @"200 OK");
}

#[tokio::test]
async fn a_script_that_asks_for_what_is_not_there_gets_404() {
    let answer = get("/customers", &[("sec-fetch-mode", "cors")]).await;
    assert_snapshot!(answer.status, @"404 Not Found");
}

#[tokio::test]
async fn a_missing_file_is_404_even_for_a_navigation() {
    let answer = get("/gone-0123456789abcdef.js", &[("sec-fetch-mode", "navigate")]).await;
    assert_snapshot!(answer.status, @"404 Not Found");
    assert_snapshot!(answer.header("cache-control"), @"no-store");
}

#[tokio::test]
async fn nothing_above_the_folder_can_be_reached() {
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml"] {
        assert_eq!(get(path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn writing_is_not_allowed() {
    assert_snapshot!(send("POST", "/customers", &[]).await.status, @"405 Method Not Allowed");
}

#[tokio::test]
async fn asking_for_the_head_of_a_page_gets_no_body() {
    let answer = send("HEAD", "/customers", &[]).await;
    assert_snapshot!(answer.status, @"200 OK");
    assert!(answer.body.is_empty());
}
