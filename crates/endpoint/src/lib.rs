//! The endpoint as a library: one router over the files of one build and the data of one company.
//! Holds routes, headers and the database. Not here: sockets, signals and arguments (`main`), and any
//! rule of the product.

mod api;
mod company;
mod database;
mod headers;
mod limits;
mod machine;
mod metrics;
pub mod records;
mod site;
mod watch;

#[cfg(feature = "embed")]
mod embedded;

use std::path::Path;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::get;
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback};

pub use company::{Company, Lock, Opened, StartError};
pub use headers::CONTENT_SECURITY_POLICY;
pub use machine::{Machine, NoChance};

/// The whole endpoint over the files of `app_dir` (what `cargo xtask dist` leaves in `dist/`).
pub fn from_folder(app_dir: &Path, company: &Company) -> Router {
    router(ServeDir::new(app_dir), company)
}

/// The whole endpoint over the app that was compiled into this binary.
#[cfg(feature = "embed")]
pub fn from_binary(company: &Company) -> Router {
    router(ServeDir::with_backend("", embedded::Embedded), company)
}

fn router<B: Backend>(files: ServeDir<DefaultServeDirFallback, B>, company: &Company) -> Router {
    // The smallest form that lies beside a file (`.br`, `.gz`) is sent where the browser takes it.
    let files = files.precompressed_br().precompressed_gzip().redirect_to_trailing_slash(false);
    let shared = company.shared();
    Router::new()
        .route("/healthz", get(watch::healthz))
        .route("/metrics", get(watch::metrics))
        .with_state(company.shared())
        .merge(api::routes(company.shared()))
        .fallback_service(get(site::answer::<B>).with_state(files))
        .layer(from_fn_with_state(shared, watch::count))
        .layer(map_response(headers::secure))
}
