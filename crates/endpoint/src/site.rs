//! The static site: a file if there is one, the app for a navigation, else 404. Not here: where
//! the bytes come from (a folder or the binary), and the headers of every answer.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback};

use crate::headers::{ASK_EACH_TIME, KEEP_FOR_EVER, KEEP_NOTHING, is_hashed};

/// Answers one request for a file or a page of the app.
pub(crate) async fn answer<B: Backend>(
    State(files): State<ServeDir<DefaultServeDirFallback, B>>,
    request: Request,
) -> Response {
    let keep = if is_hashed(request.uri().path()) { KEEP_FOR_EVER } else { ASK_EACH_TIME };
    let page = is_navigation(&request).then(|| page_request(&request));
    let mut response = send(files.clone(), request).await;
    if response.status() == StatusCode::NOT_FOUND
        && let Some(page) = page
    {
        response = send(files, page).await;
    }
    let keep = if response.status().is_client_error() { KEEP_NOTHING } else { keep };
    response.headers_mut().insert(CACHE_CONTROL, keep);
    name_charset(&mut response);
    response
}

async fn send<B: Backend>(
    files: ServeDir<DefaultServeDirFallback, B>,
    request: Request,
) -> Response {
    match files.oneshot(request).await {
        Ok(response) => response.map(Body::new).into_response(),
        Err(never) => match never {},
    }
}

/// True when the reader goes to a place inside the app: a deep link such as `/customers/42`.
///
/// A path that ends in a file name is never one, so a missing script stays 404. Browsers say in
/// `Sec-Fetch-Mode` whether it is a navigation; who does not say (a command line) may have the page.
fn is_navigation(request: &Request) -> bool {
    let last = request.uri().path().rsplit('/').next().unwrap_or_default();
    let mode = request.headers().get("sec-fetch-mode");
    !last.contains('.') && mode.is_none_or(|mode| mode == "navigate")
}

/// The same question, asked for the page that holds the app.
fn page_request(request: &Request) -> Request {
    let mut page = Request::new(Body::empty());
    *page.method_mut() = request.method().clone();
    *page.headers_mut() = request.headers().clone();
    *page.uri_mut() = Uri::from_static("/index.html");
    page
}

/// Text is UTF-8 here; a host that does not say so lets Chinese text be guessed.
fn name_charset(response: &mut Response) {
    let headers = response.headers_mut();
    let named = match headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes) {
        Some(b"text/html") => "text/html; charset=utf-8",
        Some(b"text/css") => "text/css; charset=utf-8",
        Some(b"text/javascript") => "text/javascript; charset=utf-8",
        Some(b"application/manifest+json") => "application/manifest+json; charset=utf-8",
        Some(_) | None => return,
    };
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(named));
}
