//! A round of a tablet: its changes are judged, it gets what is new. Not here: how either is done.

use std::collections::BTreeSet;

use jipan_book::ChangeId;
use jipan_rules::values::ids::CustomerId;

use super::access::{Visitor, visitor};
use super::desk::Desk;
use super::judge::judge;
use super::team::Team;
use super::{HubEnv, MIN_SCHEMA, Rejected, news};
use crate::records::{DeviceRow, Records, Storage};
use crate::wire::{
    ErrorCode, PUSH_BYTES_MAX, PUSH_CHANGES_MAX, SyncRequest, SyncResponse, Todo, VERSION, Verdict,
    WaitRequest, WireChange,
};

/// A device that came again so soon is not noted anew.
const SEEN_MS: u64 = 60_000;

/// What a tablet brought in this round.
#[derive(Debug, Clone, Default)]
pub(super) struct Brought {
    /// The changes.
    pub(super) changes: BTreeSet<ChangeId>,
    /// The customers that they were about, where they were taken in.
    pub(super) customers: BTreeSet<CustomerId>,
    /// Whether it wants its changes back.
    pub(super) is_echoed: bool,
}

/// Judges what a tablet brings, as much as one push may hold, and gives it one page of news.
///
/// # Errors
/// [`ErrorCode::Unauthorized`] without a token that is known, [`ErrorCode::Version`],
/// [`ErrorCode::Malformed`]. A change that is wrong is no error: it gets its verdict.
pub fn sync(
    storage: &mut impl Storage,
    token: &str,
    request: &SyncRequest,
    env: &mut dyn HubEnv,
) -> Result<SyncResponse, Rejected> {
    if request.v != VERSION {
        return Err(Rejected::new(ErrorCode::Version, "this endpoint speaks version 1"));
    }
    storage.transact(|records| {
        let mut desk = Desk::open(records, env)?;
        let visitor = visitor(desk.records, &desk.team, token, desk.env)?;
        let mut response = blank(&desk, &visitor);
        let own = push(&mut desk, &visitor, request, &mut response)?;
        if visitor.is_out() {
            // What the backup does not know and the device still holds is told before it goes.
            if is_to_send_state(&desk, request) {
                response.todo.push(Todo::SendState);
            }
            response.todo.push(Todo::Wipe);
        } else {
            seen(&mut desk, &visitor, request)?;
            pull(&mut desk, &visitor, request, (&own, &mut response))?;
        }
        desk.close()?;
        Ok(response)
    })
}

fn blank(desk: &Desk<'_>, visitor: &Visitor) -> SyncResponse {
    SyncResponse {
        v: VERSION,
        server_ms: desk.now_ms,
        epoch: desk.team.company.epoch,
        acked: 0,
        verdicts: Vec::new(),
        forget: Vec::new(),
        fresh: Vec::new(),
        news: Vec::new(),
        have: std::collections::BTreeMap::new(),
        more: false,
        checksum: None,
        n_customers: 0,
        min_schema: MIN_SCHEMA,
        me: desk.team.me(&visitor.person),
        team: None,
        todo: Vec::new(),
    }
}

/// Judges the changes, and gives back what it was.
fn push(
    desk: &mut Desk<'_>,
    visitor: &Visitor,
    request: &SyncRequest,
    response: &mut SyncResponse,
) -> Result<Brought, Rejected> {
    let mut own = Brought::default();
    let mut n_bytes = 0_usize;
    for wire in request.changes.iter().take(PUSH_CHANGES_MAX) {
        n_bytes = n_bytes.saturating_add(bytes_of(wire));
        if n_bytes > PUSH_BYTES_MAX && response.acked > 0 {
            break;
        }
        let judged = judge(desk, wire, visitor)?;
        own.changes.extend(judged.id);
        own.customers.extend(judged.customers);
        if judged.is_clash && !response.todo.contains(&Todo::NewReplica) {
            response.todo.push(Todo::NewReplica);
        }
        if judged.verdict != Verdict::Ok {
            response.verdicts.push((response.acked, judged.verdict));
        }
        response.acked = response.acked.saturating_add(1);
    }
    let n = usize::try_from(response.acked).unwrap_or(usize::MAX);
    response.more = n < request.changes.len();
    Ok(own)
}

fn bytes_of(wire: &WireChange) -> usize {
    wire.ops.iter().map(|op| op.get().len()).sum()
}

fn pull(
    desk: &mut Desk<'_>,
    visitor: &Visitor,
    request: &SyncRequest,
    (own, response): (&Brought, &mut SyncResponse),
) -> Result<(), Rejected> {
    let company = &desk.team.company;
    let is_other_epoch = request.epoch.is_some_and(|epoch| epoch != company.epoch);
    if is_to_send_state(desk, request) {
        response.todo.push(Todo::SendState);
    }
    if request.team < company.team_revision {
        response.team = Some(desk.team.card());
    }
    if request.schema < MIN_SCHEMA || request.is_quiet {
        response.have.clone_from(&request.have);
        return Ok(());
    }
    // After a backup was put in place a tablet gets its own changes too.
    let own = Brought { is_echoed: request.own.is_none() || is_other_epoch, ..own.clone() };
    news::fill(desk, visitor, request, (&own, response))
}

/// Whether a backup was put in place since a tablet was here last.
fn is_to_send_state(desk: &Desk<'_>, request: &SyncRequest) -> bool {
    let company = &desk.team.company;
    let is_other_epoch = request.epoch.is_some_and(|epoch| epoch != company.epoch);
    is_other_epoch && company.restored_ms.is_some()
}

/// Notes that a device came.
fn seen(desk: &mut Desk<'_>, visitor: &Visitor, request: &SyncRequest) -> Result<(), Rejected> {
    let device = &visitor.device;
    let is_first = device.seen_ms == device.joined_ms;
    let is_due = desk.now_ms.saturating_sub(device.seen_ms) >= SEEN_MS;
    let app: String = request.app.chars().filter(|it| !it.is_control()).take(40).collect();
    if is_first || is_due || app != device.app {
        let seen_ms = desk.now_ms.max(device.joined_ms.saturating_add(1));
        desk.records.put_device(&DeviceRow { app, seen_ms, ..device.clone() })?;
    }
    Ok(())
}

/// Whether there is something to fetch.
///
/// # Errors
/// [`ErrorCode::Unauthorized`] without a token that is known.
pub fn has_moved(
    storage: &mut impl Storage,
    token: &str,
    request: &WaitRequest,
    env: &mut dyn HubEnv,
) -> Result<bool, Rejected> {
    storage.transact(|records: &mut dyn Records| {
        let team = Team::load(records)?;
        let visitor = visitor(records, &team, token, env)?;
        if visitor.is_out() || request.team < team.company.team_revision {
            return Ok(true);
        }
        let heads = records.scopes()?.into_iter().map(|(scope, row)| (scope, row.head)).collect();
        Ok(news::has_moved(&heads, &team.visible_to(&visitor.person), &request.have))
    })
}
