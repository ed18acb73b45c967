//! What the endpoint tells about itself to who runs it: health, counts and the log. Nothing about a
//! person, a customer or a device. Not here: what is counted inside.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use jipan_sync::records::{Kept, RecordsError, Storage as _};
use tokio::time::Instant;

use crate::api::Shared;
use crate::headers::KEEP_NOTHING;
use crate::machine::now_ms;
use crate::records::SqliteStorage;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(5);
/// Milliseconds of a day.
const DAY_MILLIS: u64 = 24 * 60 * 60 * 1_000;

type Text = (StatusCode, [(HeaderName, HeaderValue); 2], String);

/// Whether the process and its database answer. Says nothing else, so it may be public.
pub(crate) async fn healthz(State(shared): State<Arc<Shared>>) -> Text {
    let asked = shared.database.read(|db, _| company_is_there(db));
    let (status, body) = if let Ok(Ok(Ok(true))) = tokio::time::timeout(PATIENCE, asked).await {
        (StatusCode::OK, "ok\n")
    } else {
        tracing::warn!("the database does not answer");
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    };
    text(status, "text/plain; charset=utf-8", body.to_owned())
}

/// The counts, as Prometheus reads them.
pub(crate) async fn metrics(State(shared): State<Arc<Shared>>) -> Text {
    let since = now_ms().saturating_sub(DAY_MILLIS);
    let asked = shared.database.read(move |db, _| devices_since(db, since));
    let devices = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(Ok(n))) => Some(n),
        Ok(Ok(Err(_)) | Err(_)) | Err(_) => None,
    };
    text(StatusCode::OK, "text/plain; version=0.0.4", shared.metrics.text(devices))
}

fn text(status: StatusCode, kind: &'static str, body: String) -> Text {
    (status, [(CACHE_CONTROL, KEEP_NOTHING), (CONTENT_TYPE, HeaderValue::from_static(kind))], body)
}

fn company_is_there(db: &mut SqliteStorage) -> Kept<bool> {
    db.transact(|records| Ok::<_, RecordsError>(records.company()?.is_some()))
}

fn devices_since(db: &mut SqliteStorage, since: u64) -> Kept<u64> {
    let devices = db.transact(|records| records.devices())?;
    let came = |device: &&_| is_since(device, since);
    Ok(u64::try_from(devices.iter().filter(came).count()).unwrap_or(u64::MAX))
}

fn is_since(device: &jipan_sync::records::DeviceRow, since: u64) -> bool {
    device.revoked_ms.is_none() && device.seen_ms >= since
}

/// Counts every request, and notes those of the company that failed: route, status and time, never
/// what was sent or who sent it.
pub(crate) async fn count(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let route = route(request.uri().path());
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status();
    shared.metrics.answered(route, status.as_u16());
    let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    if status.is_server_error() {
        tracing::error!(route, status = status.as_u16(), millis, "request failed");
    } else if route.starts_with("/v1") && status.is_client_error() {
        tracing::info!(route, status = status.as_u16(), millis, "request refused");
    } else {
        tracing::debug!(route, status = status.as_u16(), millis, "request");
    }
    response
}

/// The name of a route: paths of the app hold ids of customers, and others whatever was sent.
fn route(path: &str) -> &'static str {
    match path {
        "/v1/link" => "/v1/link",
        "/v1/enrol" => "/v1/enrol",
        "/v1/sync" => "/v1/sync",
        "/v1/wait" => "/v1/wait",
        "/v1/team" => "/v1/team",
        "/v1/photo/put" => "/v1/photo/put",
        "/v1/photo/get" => "/v1/photo/get",
        "/healthz" => "/healthz",
        "/metrics" => "/metrics",
        other if other == "/v1" || other.starts_with("/v1/") => "/v1",
        _ => "app",
    }
}

#[cfg(test)]
mod tests {
    use super::route;

    #[test]
    fn a_path_of_the_app_is_never_named() {
        assert_eq!(route("/customers/0198c0de"), "app");
        assert_eq!(route("/v1/0198c0de"), "/v1");
        assert_eq!(route("/v1/sync"), "/v1/sync");
    }
}
