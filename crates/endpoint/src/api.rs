//! The routes of a company: `POST /v1/…`, checked one thing after the other and handed to the hub.
//! Not here: what the hub decides, and the files of the app.

mod body;
mod caller;
mod fault;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, post};
use jipan_sync::hub::{self, HubEnv};
use jipan_sync::wire::{
    EnrolRequest, ErrorCode, GetPhoto, LinkRequest, PutPhoto, SyncRequest, SyncResponse,
    TeamRequest, Verdict, WaitRequest, WaitResponse,
};
use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::database::Database;
use crate::limits::{Limit, Rate};
use crate::metrics::Metrics;
use crate::records::SqliteStorage;
use fault::Fault;

/// Bytes of a push, packed or unpacked: a full one of `PUSH_BYTES_MAX` whose last change was large,
/// with its cursors and customers to fetch anew.
const PUSH_MAX: usize = 4 << 20;
/// Bytes of a request with a photo, packed or unpacked: `PHOTO_BYTES_MAX` as base64, and what stands around it.
const PHOTO_MAX: usize = 204 << 10;
/// Bytes of any other request.
const SMALL_MAX: usize = 64 << 10;
/// Longest that a tablet is let wait.
const WAIT_MAX: Duration = Duration::from_secs(25);
/// Joining from one address: a team that joins at once behind one router has room.
const JOINING: Rate = Rate { burst: 120, every: Duration::from_secs(1) };
/// All else, from one device: a first sync of 100,000 customers asks for page after page.
const SYNCING: Rate = Rate { burst: 400, every: Duration::from_millis(20) };

/// What every request needs.
#[derive(Debug)]
pub(crate) struct Shared {
    /// The rows.
    pub(crate) database: Database,
    /// The counts.
    pub(crate) metrics: Arc<Metrics>,
    /// Turns true when the endpoint stops: who waits is answered.
    pub(crate) is_stopping: watch::Receiver<bool>,
    joining: Limit,
    syncing: Limit,
}

impl Shared {
    /// Nobody has asked yet.
    pub(crate) fn new(
        database: Database,
        metrics: Arc<Metrics>,
        is_stopping: watch::Receiver<bool>,
    ) -> Self {
        let [joining, syncing] = [JOINING, SYNCING].map(Limit::new);
        Self { database, metrics, is_stopping, joining, syncing }
    }
}

/// The routes below `/v1`. Whatever else is asked there is answered with JSON too, never with the
/// app.
pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/link", post(link).fallback(not_allowed))
        .route("/v1/enrol", post(enrol).fallback(not_allowed))
        .route("/v1/sync", post(sync).fallback(not_allowed))
        .route("/v1/wait", post(wait).fallback(not_allowed))
        .route("/v1/team", post(team).fallback(not_allowed))
        .route("/v1/photo/put", post(put_photo).fallback(not_allowed))
        .route("/v1/photo/get", post(photo).fallback(not_allowed))
        .route("/v1", any(nothing))
        .route("/v1/", any(nothing))
        .route("/v1/{*rest}", any(nothing))
        .with_state(shared)
}

async fn nothing() -> Fault {
    Fault::new(StatusCode::NOT_FOUND, ErrorCode::NotFound, "no such route")
}

async fn not_allowed() -> Response {
    let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Malformed, "POST only");
    let mut response = fault.into_response();
    response.headers_mut().insert("allow", HeaderValue::from_static("POST"));
    response
}

async fn link(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let Asked { headers, question, .. } = joining::<LinkRequest>(&shared, request).await?;
    let card = shared.database.write(move |db, env| hub::link(db, &question, env)).await??;
    Ok(body::packed(&headers, &card))
}

async fn enrol(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let Asked { headers, question, .. } = joining::<EnrolRequest>(&shared, request).await?;
    let enrolled = shared.database.write(move |db, env| hub::enrol(db, &question, env)).await??;
    Ok(body::packed(&headers, &enrolled))
}

async fn sync(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let asked = known::<SyncRequest>(&shared, request, PUSH_MAX).await?;
    let Asked { headers, token, question } = asked;
    let answer = shared.database.write(move |db, env| hub::sync(db, &token, &question, env));
    let answer = answer.await??;
    count(&shared.metrics, &answer);
    Ok(body::packed(&headers, &answer))
}

async fn team(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let asked = known::<TeamRequest>(&shared, request, SMALL_MAX).await?;
    let Asked { headers, token, question } = asked;
    let reply = shared.database.write(move |db, env| hub::team(db, &token, &question, env));
    Ok(body::packed(&headers, &reply.await??))
}

async fn put_photo(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let asked = known::<PutPhoto>(&shared, request, PHOTO_MAX).await?;
    let Asked { headers, token, question } = asked;
    let kept = shared.database.write(move |db, env| hub::put_photo(db, &token, &question, env));
    Ok(body::packed(&headers, &kept.await??))
}

async fn photo(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let asked = known::<GetPhoto>(&shared, request, SMALL_MAX).await?;
    let Asked { headers, token, question } = asked;
    let found = shared.database.read(move |db, env| hub::photo(db, &token, question, env));
    Ok(body::packed(&headers, &found.await??))
}

/// Looks again whenever anything moved anywhere, until it is something for this device, the time is
/// over, or the endpoint stops.
async fn wait(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let asked = known::<WaitRequest>(&shared, request, SMALL_MAX).await?;
    let Asked { headers, token, question } = asked;
    let longest = WAIT_MAX.min(Duration::from_millis(question.millis.into()));
    let until = Instant::now().checked_add(longest).unwrap_or_else(Instant::now);
    let (token, question) = (Arc::<str>::from(token), Arc::new(question));
    let (mut moved, mut stopping) = (shared.database.moved(), shared.is_stopping.clone());
    let _waiting = shared.metrics.waits();
    loop {
        moved.borrow_and_update();
        let (token, question) = (Arc::clone(&token), Arc::clone(&question));
        let ask = move |db: &mut SqliteStorage, env: &mut dyn HubEnv| {
            hub::has_moved(db, &token, &question, env)
        };
        if shared.database.read(ask).await?? {
            return Ok(body::packed(&headers, &WaitResponse { moved: true }));
        }
        tokio::select! {
            Ok(()) = moved.changed() => (),
            () = tokio::time::sleep_until(until) => break,
            _ = stopping.wait_for(|is_stopping| *is_stopping) => break,
        }
    }
    Ok(body::packed(&headers, &WaitResponse { moved: false }))
}

/// A request that was read.
struct Asked<Q> {
    headers: HeaderMap,
    /// Of the device; empty while it joins.
    token: String,
    question: Q,
}

/// Reads a request of who has no token yet.
async fn joining<Q: DeserializeOwned>(
    shared: &Shared,
    request: Request,
) -> Result<Asked<Q>, Fault> {
    let (parts, body) = request.into_parts();
    check(&parts.headers)?;
    shared.joining.take(caller::address(&parts), Instant::now())?;
    let question = body::read(&parts.headers, body, SMALL_MAX).await?;
    Ok(Asked { headers: parts.headers, token: String::new(), question })
}

/// Reads a request of a device.
async fn known<Q: DeserializeOwned>(
    shared: &Shared,
    request: Request,
    max: usize,
) -> Result<Asked<Q>, Fault> {
    let (parts, body) = request.into_parts();
    check(&parts.headers)?;
    let token = caller::token(&parts.headers)?;
    shared.syncing.take(caller::device(&token), Instant::now())?;
    let question = body::read(&parts.headers, body, max).await?;
    Ok(Asked { headers: parts.headers, token, question })
}

/// What no page of another origin can send without being asked first: our header, and JSON.
fn check(headers: &HeaderMap) -> Result<(), Fault> {
    if headers.get("x-jipan").map(HeaderValue::as_bytes) != Some(b"1") {
        let detail = "the header x-jipan: 1 is missing";
        return Err(Fault::new(StatusCode::FORBIDDEN, ErrorCode::Forbidden, detail));
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let detail = "content-type: application/json";
    Err(Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::Malformed, detail))
}

fn count(metrics: &Metrics, answer: &SyncResponse) {
    let mut n_ok = u64::from(answer.acked);
    for (_, verdict) in &answer.verdicts {
        let name = match verdict {
            Verdict::Ok => continue,
            Verdict::Restamped(..) => "restamped",
            Verdict::Refused(_) => "refused",
            Verdict::Quarantined => "quarantined",
        };
        n_ok = n_ok.saturating_sub(1);
        metrics.judged(name, 1);
    }
    metrics.judged("ok", n_ok);
}
