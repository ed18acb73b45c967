//! From a call to what goes over HTTP, and from what came back to an answer: for the worker, for
//! tests and for simulations. Whatever comes back is some [`Answer`]; nothing is taken in that the
//! endpoint did not say. Not here: the network.

use std::collections::BTreeMap;

use jipan_book::{Change, ChangeId, Op};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Answer, Call, CallFailure, Sent, SyncAnswer, SyncAsk};
use crate::wire::ops::{WireError, from_wire, to_wire};
use crate::wire::{
    ErrorBody, ErrorCode, Fresh, Photo, PhotoKept, SyncRequest, SyncResponse, VERSION,
    WaitResponse, WireChange, is_jpeg,
};

/// A call as it goes out. Method `POST`, `content-type: application/json`, `x-jipan: 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The path at the endpoint.
    pub path: &'static str,
    /// For `authorization: Bearer`.
    pub token: Option<String>,
    /// The body.
    pub body: String,
    /// How long to wait for the answer, in milliseconds.
    pub timeout_millis: u32,
}

/// How long a call may take. OURS
const TIMEOUT_MILLIS: u32 = 60_000;

/// What goes out for a call.
///
/// # Errors
/// [`CallFailure::Unspeakable`] if a change in it is not one.
pub fn to_http(call: &Call) -> Result<HttpRequest, CallFailure> {
    let (path, token, body) = match call {
        Call::Link(ask) => ("/v1/link", None, body_of(ask)?),
        Call::Enrol(ask) => ("/v1/enrol", None, body_of(ask)?),
        Call::Sync { token, ask } => ("/v1/sync", Some(token), body_of(&request_of(ask)?)?),
        Call::Wait { token, ask } => ("/v1/wait", Some(token), body_of(ask)?),
        Call::Team { token, ask } => ("/v1/team", Some(token), body_of(ask)?),
        Call::PutPhoto { token, ask } => ("/v1/photo/put", Some(token), body_of(ask)?),
        Call::GetPhoto { token, ask } => ("/v1/photo/get", Some(token), body_of(ask)?),
    };
    let longer = if let Call::Wait { ask, .. } = call { ask.millis } else { 0 };
    let timeout_millis = TIMEOUT_MILLIS.saturating_add(longer);
    Ok(HttpRequest { path, token: token.cloned(), body, timeout_millis })
}

/// What came back for a call: status, `content-type`, and the whole body.
pub fn from_http(call: &Call, status: u16, content_type: &str, body: &[u8]) -> Answer {
    read(call, status, content_type, body).unwrap_or_else(Answer::Failed)
}

fn read(call: &Call, status: u16, content_type: &str, body: &[u8]) -> Result<Answer, CallFailure> {
    let is_json = content_type.trim_start().to_ascii_lowercase().starts_with("application/json");
    if status != 200 {
        return Err(refusal(status, if is_json { body } else { &[] }));
    }
    if !is_json {
        return Err(CallFailure::NotOurs { status });
    }
    Ok(match call {
        Call::Link(_) => Answer::Link(parse(body)?),
        Call::Enrol(_) => Answer::Enrolled(parse(body)?),
        Call::Sync { .. } => Answer::Synced(Box::new(answer_of(parse(body)?)?)),
        Call::Wait { .. } => Answer::Waited(parse::<WaitResponse>(body)?.moved),
        Call::Team { .. } => Answer::Team(parse(body)?),
        Call::PutPhoto { ask, .. } => {
            let PhotoKept { kept } = parse(body)?;
            if kept != ask.id {
                return Err(CallFailure::NotOurs { status });
            }
            Answer::PhotoPut
        }
        Call::GetPhoto { ask, .. } => {
            let Photo { id, jpeg } = parse(body)?;
            if id != ask.id || !is_jpeg(&jpeg) {
                return Err(CallFailure::NotOurs { status });
            }
            Answer::Photo(jpeg)
        }
    })
}

/// What an answer that is not `200` says.
fn refusal(status: u16, body: &[u8]) -> CallFailure {
    match (serde_json::from_slice::<ErrorBody>(body), status) {
        (Ok(ErrorBody { error, .. }), 400..) => CallFailure::Refused(error),
        // Somebody on the way who knows less of us, but says the same.
        (_, 413) => CallFailure::Refused(ErrorCode::TooLarge),
        (_, 429) => CallFailure::Refused(ErrorCode::TooMany),
        (_, 502..=504) => CallFailure::Refused(ErrorCode::Unavailable),
        _ => CallFailure::NotOurs { status },
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, CallFailure> {
    serde_json::from_slice(body).map_err(|error| {
        if error.is_eof() { CallFailure::Truncated } else { CallFailure::NotOurs { status: 200 } }
    })
}

fn body_of(message: &impl Serialize) -> Result<String, CallFailure> {
    serde_json::to_string(message).or(Err(CallFailure::Unspeakable))
}

fn request_of(ask: &SyncAsk) -> Result<SyncRequest, CallFailure> {
    let wire = |sent: &Sent| {
        let change = Change::decode(&sent.change).or(Err(CallFailure::Unspeakable))?;
        Ok(to_wire(&change, sent.is_state))
    };
    Ok(SyncRequest {
        v: VERSION,
        schema: ask.schema,
        app: ask.app.clone(),
        epoch: ask.epoch,
        have: ask.have.clone(),
        own: ask.own.clone(),
        changes: ask.changes.iter().map(wire).collect::<Result<_, CallFailure>>()?,
        refetch: ask.refetch.clone(),
        is_quiet: ask.is_quiet,
        team: ask.team,
    })
}

fn answer_of(response: SyncResponse) -> Result<SyncAnswer, CallFailure> {
    match response.v.cmp(&VERSION) {
        core::cmp::Ordering::Less => return Err(CallFailure::EndpointTooOld),
        core::cmp::Ordering::Greater => return Err(CallFailure::AppTooOld),
        core::cmp::Ordering::Equal => {}
    }
    let mut n_unknown = 0;
    let mut fresh = Vec::with_capacity(response.fresh.len());
    for Fresh { id, parts } in &response.fresh {
        fresh.push((*id, encoded(parts, &mut n_unknown)?));
    }
    let news = encoded(&response.news, &mut n_unknown)?;
    Ok(SyncAnswer {
        server_ms: response.server_ms,
        epoch: response.epoch,
        acked: response.acked,
        verdicts: response.verdicts,
        forget: response.forget,
        fresh,
        news,
        n_unknown,
        have: response.have,
        more: response.more,
        checksum: response.checksum,
        n_customers: response.n_customers,
        min_schema: response.min_schema,
        me: response.me,
        team: response.team,
        todo: response.todo,
    })
}

/// Parts as encoded changes. The parts of one change become one again, so that the thousands of
/// customers of one file are a few rows.
fn encoded(parts: &[WireChange], n_unknown: &mut u32) -> Result<Vec<Vec<u8>>, CallFailure> {
    let mut changes: Vec<Change> = Vec::new();
    let mut places: BTreeMap<ChangeId, usize> = BTreeMap::new();
    for part in parts {
        let part = match from_wire(part) {
            Ok(part) => part,
            Err(WireError::Unknown { .. }) => {
                *n_unknown = n_unknown.saturating_add(1);
                continue;
            }
            Err(WireError::Malformed { .. }) => return Err(CallFailure::NotOurs { status: 200 }),
        };
        let known = places.get(&part.id).and_then(|at| changes.get_mut(*at));
        if let Some(known) = known.filter(|known| known.stamp == part.stamp) {
            // A merge of two customers is in the part of each.
            let is_new = |op: &Op| op.other_customer().is_none() || !known.ops.contains(op);
            let new: Vec<Op> = part.ops.into_iter().filter(is_new).collect();
            known.ops.extend(new);
        } else {
            places.insert(part.id, changes.len());
            changes.push(part);
        }
    }
    let bytes = changes.iter().map(|change| change.encode().or(Err(CallFailure::Unspeakable)));
    bytes.collect()
}
