//! The endpoint as a library: one router over the files of one build. Holds routes and headers. Not
//! here: sockets, signals and arguments (`main`), and any rule of the product.

mod headers;
pub mod records;
mod site;

#[cfg(feature = "embed")]
mod embedded;

use std::path::Path;

use axum::Router;
use axum::middleware::map_response;
use axum::routing::get;
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback};

pub use headers::CONTENT_SECURITY_POLICY;

/// The whole endpoint over the files of `app_dir` (what `cargo xtask dist` leaves in `dist/`).
pub fn from_folder(app_dir: &Path) -> Router {
    router(ServeDir::new(app_dir))
}

/// The whole endpoint over the app that was compiled into this binary.
#[cfg(feature = "embed")]
pub fn from_binary() -> Router {
    router(ServeDir::with_backend("", embedded::Embedded))
}

fn router<B: Backend>(files: ServeDir<DefaultServeDirFallback, B>) -> Router {
    // The smallest form that lies beside a file (`.br`, `.gz`) is sent where the browser takes it.
    let files = files.precompressed_br().precompressed_gzip().redirect_to_trailing_slash(false);
    Router::new()
        .route("/healthz", get(healthz))
        .fallback_service(get(site::answer::<B>).with_state(files))
        .layer(map_response(headers::secure))
}

/// Answers while the process can answer at all. Says nothing else, so it may be public.
async fn healthz() -> ([(axum::http::HeaderName, axum::http::HeaderValue); 1], &'static str) {
    ([(axum::http::header::CACHE_CONTROL, headers::KEEP_NOTHING)], "ok\n")
}
