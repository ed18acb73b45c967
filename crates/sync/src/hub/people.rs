//! What a manager does with people, territories and devices. Not here: joining.

use std::collections::BTreeSet;

use jipan_rules::permission::Role;
use jipan_rules::values::ids::PersonId;

use super::access::manager;
use super::desk::Desk;
use super::home::regroup;
use super::team::Team;
use super::{HubEnv, LINK_MS, Rejected};
use crate::records::{
    AssignmentRow, DeviceRow, InviteRow, PersonRow, Records, Storage, TerritoryRow,
};
use crate::wire::{
    DeviceId, ErrorCode, TeamDevice, TeamLink, TeamPerson, TeamReply, TeamRequest, TerritoryId,
    WireRole,
};

/// Most characters of a name or a value.
const CHARS_MAX: usize = 100;
/// Most values of a territory, and most territories. OURS
const N_MAX: usize = 1_000;

/// What a manager asks for.
///
/// # Errors
/// [`ErrorCode::Unauthorized`], [`ErrorCode::Forbidden`] for others than managers, and those of
/// [`manage`].
pub fn team(
    storage: &mut impl Storage,
    token: &str,
    request: &TeamRequest,
    env: &mut dyn HubEnv,
) -> Result<TeamReply, Rejected> {
    storage.transact(|records| {
        let team = Team::load(records)?;
        manager(records, &team, token, env)?;
        done(records, team, request, env)
    })
}

/// The same for who runs the endpoint, whom no token has to prove.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a person, device or territory that is not there,
/// [`ErrorCode::Malformed`] for names that are none, [`ErrorCode::Conflict`] if it cannot be done as
/// things are.
pub fn manage(
    storage: &mut impl Storage,
    request: &TeamRequest,
    env: &mut dyn HubEnv,
) -> Result<TeamReply, Rejected> {
    storage.transact(|records| {
        let team = Team::load(records)?;
        done(records, team, request, env)
    })
}

fn done(
    records: &mut dyn Records,
    mut team: Team,
    request: &TeamRequest,
    env: &mut dyn HubEnv,
) -> Result<TeamReply, Rejected> {
    if !matches!(request, TeamRequest::Show) {
        team.company.team_revision = team.company.team_revision.saturating_add(1);
        records.put_company(&team.company)?;
    }
    let mut link = None;
    match request {
        TeamRequest::Show => {}
        TeamRequest::Invite { name, role, territories } => {
            let id = PersonId::new(env.fresh());
            let now_ms = env.now_ms();
            let row = PersonRow {
                id,
                name: text(name, "the name of the person")?,
                role: (*role).into(),
                since_ms: now_ms,
                left_ms: None,
            };
            records.put_person(&row)?;
            assign(records, &team, (&row, territories), now_ms)?;
            link = Some(link_for(records, id, env)?);
        }
        TeamRequest::Link { person } => {
            let person = present(&team, *person)?.id;
            link = Some(link_for(records, person, env)?);
        }
        TeamRequest::SetPerson { person, name, role, territories } => {
            let before = present(&team, *person)?;
            keep_a_manager(&team, before, (*role).into())?;
            let name = text(name, "the name of the person")?;
            let row = PersonRow { name, role: (*role).into(), ..before.clone() };
            records.put_person(&row)?;
            assign(records, &team, (&row, territories), env.now_ms())?;
        }
        TeamRequest::Leave { person } => leave(records, &team, *person, env)?,
        TeamRequest::Revoke { device } => revoke(records, *device, env.now_ms())?,
        TeamRequest::SetKind { kind } => {
            if !team.territories.is_empty() {
                return Err(conflict("there are territories already"));
            }
            team.company.kind = *kind;
            records.put_company(&team.company)?;
        }
        TeamRequest::SetTerritory { id, name, values } => {
            set_territory(records, &team, (*id, name, values), env)?;
        }
    }
    reply(records, link, env.now_ms())
}

/// A text of a person: without spaces around it, not empty, of one line.
pub(super) fn text(text: &str, what: &str) -> Result<String, Rejected> {
    let text = text.trim();
    let fits = (1..=CHARS_MAX).contains(&text.chars().count());
    if fits && !text.chars().any(char::is_control) {
        return Ok(text.to_owned());
    }
    Err(Rejected::new(ErrorCode::Malformed, what))
}

fn conflict(detail: &str) -> Rejected {
    Rejected::new(ErrorCode::Conflict, detail)
}

fn present(team: &Team, person: PersonId) -> Result<&PersonRow, Rejected> {
    let row = team.people.get(&person);
    let row = row.ok_or_else(|| Rejected::new(ErrorCode::NotFound, "no such person"))?;
    if row.left_ms.is_some() {
        return Err(conflict("the person has left"));
    }
    Ok(row)
}

/// A company is never without a manager.
fn keep_a_manager(team: &Team, person: &PersonRow, role: Role) -> Result<(), Rejected> {
    let is_other =
        |row: &PersonRow| row.id != person.id && row.role == Role::Manager && row.left_ms.is_none();
    let is_last = person.role == Role::Manager && !team.people.values().any(is_other);
    if is_last && role != Role::Manager {
        return Err(conflict("the last manager"));
    }
    Ok(())
}

/// Gives a person these territories from now on, and no other.
fn assign(
    records: &mut dyn Records,
    team: &Team,
    (person, territories): (&PersonRow, &[TerritoryId]),
    now_ms: u64,
) -> Result<(), Rejected> {
    let wanted: BTreeSet<TerritoryId> = match person.role {
        Role::Manager => BTreeSet::new(),
        Role::Supervisor | Role::Rep => territories.iter().copied().collect(),
    };
    if person.role != Role::Manager && wanted.is_empty() {
        return Err(Rejected::new(ErrorCode::Malformed, "a territory is needed"));
    }
    if wanted.iter().any(|id| !team.territories.iter().any(|row| row.id == *id)) {
        return Err(Rejected::new(ErrorCode::NotFound, "no such territory"));
    }
    let has = team.assignments.iter().filter(|row| row.person == person.id);
    let has: Vec<&AssignmentRow> = has.filter(|row| row.until_ms.is_none()).collect();
    for row in has.iter().filter(|row| !wanted.contains(&row.territory)) {
        records.put_assignment(&AssignmentRow { until_ms: Some(now_ms), ..**row })?;
    }
    let new = wanted.iter().filter(|id| !has.iter().any(|row| row.territory == **id));
    for territory in new.copied() {
        let (person, until_ms) = (person.id, None);
        records.put_assignment(&AssignmentRow { person, territory, since_ms: now_ms, until_ms })?;
    }
    Ok(())
}

fn link_for(
    records: &mut dyn Records,
    person: PersonId,
    env: &mut dyn HubEnv,
) -> Result<TeamLink, Rejected> {
    let secret = env.secret();
    let until_ms = env.now_ms().saturating_add(LINK_MS);
    let hash = env.hash(&secret);
    records.put_invite(&InviteRow { hash, person, until_ms, used_ms: None })?;
    Ok(TeamLink { person, secret, until_ms })
}

fn leave(
    records: &mut dyn Records,
    team: &Team,
    person: PersonId,
    env: &dyn HubEnv,
) -> Result<(), Rejected> {
    let row = present(team, person)?;
    keep_a_manager(team, row, Role::Rep)?;
    let now_ms = env.now_ms();
    records.put_person(&PersonRow { left_ms: Some(now_ms), ..row.clone() })?;
    for row in team.assignments.iter().filter(|row| row.person == person) {
        if row.until_ms.is_none() {
            records.put_assignment(&AssignmentRow { until_ms: Some(now_ms), ..*row })?;
        }
    }
    for row in records.invites()?.into_iter().filter(|row| row.person == person) {
        if row.used_ms.is_none() {
            records.put_invite(&InviteRow { used_ms: Some(now_ms), ..row })?;
        }
    }
    for device in records.devices()?.into_iter().filter(|row| row.person == person) {
        if device.revoked_ms.is_none() {
            records.put_device(&DeviceRow { revoked_ms: Some(now_ms), ..device })?;
        }
    }
    Ok(())
}

fn revoke(records: &mut dyn Records, device: DeviceId, now_ms: u64) -> Result<(), Rejected> {
    let row = records.devices()?.into_iter().find(|row| row.id == device);
    let row = row.ok_or_else(|| Rejected::new(ErrorCode::NotFound, "no such device"))?;
    if row.revoked_ms.is_none() {
        records.put_device(&DeviceRow { revoked_ms: Some(now_ms), ..row })?;
    }
    Ok(())
}

fn set_territory(
    records: &mut dyn Records,
    team: &Team,
    (id, name, values): (Option<TerritoryId>, &str, &[String]),
    env: &mut dyn HubEnv,
) -> Result<(), Rejected> {
    let name = text(name, "the name of the territory")?;
    let values = values.iter().map(|it| text(it, "a value of the territory"));
    let values = values.collect::<Result<BTreeSet<String>, _>>()?;
    let mut rows = team.territories.clone();
    let next = rows.iter().map(|row| row.id.0).max().unwrap_or(0).saturating_add(1);
    if id.is_some_and(|id| !rows.iter().any(|row| row.id == id)) {
        return Err(Rejected::new(ErrorCode::NotFound, "no such territory"));
    }
    let id = id.unwrap_or(TerritoryId(next));
    if values.len() > N_MAX || rows.len() > N_MAX {
        return Err(Rejected::new(ErrorCode::TooLarge, "too many values or territories"));
    }
    for row in &mut rows {
        let n_before = row.values.len();
        row.values.retain(|value| row.id == id || !values.contains(value));
        if row.values.len() != n_before {
            records.put_territory(row)?;
        }
    }
    let new = TerritoryRow { id, name, values: values.into_iter().collect() };
    match rows.iter_mut().find(|row| row.id == id) {
        Some(row) => *row = new.clone(),
        None => rows.push(new.clone()),
    }
    records.put_territory(&new)?;
    let mut desk = Desk::open(records, env)?;
    desk.team.set_territories(rows);
    regroup(&mut desk)?;
    desk.close()
}

fn reply(
    records: &mut dyn Records,
    link: Option<TeamLink>,
    now_ms: u64,
) -> Result<TeamReply, Rejected> {
    let team = Team::load(records)?;
    let (devices, invites) = (records.devices()?, records.invites()?);
    let people = team.people.values().map(|row| {
        let open = invites.iter().filter(|it| it.person == row.id && it.used_ms.is_none());
        let open = open.map(|it| it.until_ms).filter(|until| *until >= now_ms);
        let mut of: Vec<&DeviceRow> = devices.iter().filter(|it| it.person == row.id).collect();
        of.sort_by_key(|it| core::cmp::Reverse(it.seen_ms));
        TeamPerson {
            id: row.id,
            name: row.name.clone(),
            role: WireRole::from(row.role),
            territories: team.me(row).territories,
            has_left: row.left_ms.is_some(),
            invited_until_ms: open.max(),
            devices: of.into_iter().map(shown).collect(),
        }
    });
    let people = people.collect();
    Ok(TeamReply { card: team.card(), people, link })
}

fn shown(row: &DeviceRow) -> TeamDevice {
    TeamDevice {
        id: row.id,
        name: row.name.clone(),
        joined_ms: row.joined_ms,
        seen_ms: row.seen_ms,
        app: row.app.clone(),
        revoked_ms: row.revoked_ms,
    }
}
