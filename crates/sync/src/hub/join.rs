//! How a company begins and how tablets join it. Not here: inviting people.

use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::{PersonId, ReplicaId};

use super::people::text;
use super::team::Team;
use super::{HubEnv, LINK_MS, Rejected};
use crate::records::{AliasRow, CompanyRow, DeviceRow, InviteRow, PersonRow, Records, Storage};
use crate::wire::{DeviceId, EnrolRequest, Enrolled, ErrorCode, LinkCard, LinkRequest, WireRole};

/// Whose link that of the first manager is, until he has a name.
const NOBODY: PersonId = PersonId::new(Uuid::nil());

/// Makes the company if there is none. The secret for the first manager, another one at each start,
/// as long as no manager has joined.
///
/// # Errors
/// If the records fail.
pub fn open(storage: &mut impl Storage, env: &mut dyn HubEnv) -> Result<Option<String>, Rejected> {
    storage.transact(|records| {
        if records.company()?.is_none() {
            records.put_company(&CompanyRow {
                name: String::new(),
                epoch: env.fresh(),
                kind: TerritoryKind::Line,
                replica: fresh_replica(env),
                seq: 0,
                clock: (0, 0),
                team_revision: 1,
                restored_ms: None,
            })?;
        }
        let now_ms = env.now_ms();
        for invite in records.invites()? {
            if invite.person == NOBODY && invite.used_ms.is_none() {
                records.put_invite(&InviteRow { used_ms: Some(now_ms), ..invite })?;
            }
        }
        let people = records.people()?;
        let is_manager = |device: &DeviceRow| {
            let of = people.iter().find(|row| row.id == device.person);
            of.is_some_and(|row| row.role == Role::Manager && row.left_ms.is_none())
        };
        if records.devices()?.iter().any(is_manager) {
            return Ok(None);
        }
        let secret = env.secret();
        let until_ms = now_ms.saturating_add(LINK_MS);
        let hash = env.hash(&secret);
        records.put_invite(&InviteRow { hash, person: NOBODY, until_ms, used_ms: None })?;
        Ok(Some(secret))
    })
}

/// The replica of what the endpoint writes: another one after each restore.
pub(super) fn fresh_replica(env: &mut dyn HubEnv) -> ReplicaId {
    // 55 bits of chance and one that is set, so that it is never 0; the slot is 0.
    let chance = u64::try_from(env.fresh().as_u128() & ((1 << 55) - 1)).unwrap_or(0);
    ReplicaId::new((chance | (1 << 55)) << 8)
}

/// What a link is for.
///
/// # Errors
/// [`ErrorCode::LinkGone`] if it is not known, was used or has expired.
pub fn link(
    storage: &mut impl Storage,
    request: &LinkRequest,
    env: &mut dyn HubEnv,
) -> Result<LinkCard, Rejected> {
    storage.transact(|records| {
        let team = Team::load(records)?;
        let invite = invite(records, &request.secret, env)?;
        if invite.used_ms.is_some() {
            return Err(gone());
        }
        if invite.person == NOBODY {
            let (company, name) = (team.company.name, String::new());
            let (role, territories) = (WireRole::Manager, Vec::new());
            return Ok(LinkCard { company, name, role, territories, is_first: true });
        }
        let person = invited(&team, invite.person)?;
        let had = team.territories_of(person.id);
        let of = team.territories.iter().filter(|row| had.contains(&row.id));
        let territories = of.map(|row| row.name.clone()).collect();
        let (company, name) = (team.company.name.clone(), person.name.clone());
        Ok(LinkCard { company, name, role: person.role.into(), territories, is_first: false })
    })
}

/// A tablet joins. One that did not hear the answer may ask again with the same link until it was
/// heard of otherwise.
///
/// # Errors
/// [`ErrorCode::LinkGone`], [`ErrorCode::DeviceTaken`], [`ErrorCode::Malformed`].
pub fn enrol(
    storage: &mut impl Storage,
    request: &EnrolRequest,
    env: &mut dyn HubEnv,
) -> Result<Enrolled, Rejected> {
    storage.transact(|records| {
        let now_ms = env.now_ms();
        let mut team = Team::load(records)?;
        let number = device_number(&request.device)?;
        let name = text(&request.device_name, "the name of the device")?;
        let invite = invite(records, &request.secret, env)?;
        let devices = records.devices()?;
        let same = devices.iter().find(|row| row.number == number);
        let is_again = |row: &&DeviceRow| {
            let is_unheard = row.seen_ms == row.joined_ms && row.revoked_ms.is_none();
            invite.used_ms == Some(row.joined_ms) && row.person == invite.person && is_unheard
        };
        let again = same.filter(is_again).cloned();
        if again.is_none() && invite.used_ms.is_some() {
            return Err(gone());
        }
        if again.is_none() && same.is_some() {
            return Err(Rejected::new(ErrorCode::DeviceTaken, "another device has this number"));
        }
        let person = if invite.person == NOBODY {
            first_manager(records, &mut team, request, env)?
        } else {
            invited(&team, invite.person)?
        };
        let token = env.secret();
        let token_hash = env.hash(&token);
        let device = match again {
            Some(device) => DeviceRow { token_hash, ..device },
            None => DeviceRow {
                id: DeviceId(env.fresh()),
                person: person.id,
                token_hash,
                number,
                name,
                app: String::new(),
                joined_ms: now_ms,
                seen_ms: now_ms,
                revoked_ms: None,
            },
        };
        records.put_device(&device)?;
        let used_ms = Some(device.joined_ms);
        records.put_invite(&InviteRow { person: person.id, used_ms, ..invite })?;
        former_self(records, &mut team, (request.local_person, person.id), now_ms)?;
        team.company.team_revision = team.company.team_revision.saturating_add(1);
        records.put_company(&team.company)?;
        Ok(Enrolled {
            epoch: team.company.epoch,
            device: device.id,
            token,
            me: team.me(&person),
            team: team.card(),
            server_ms: now_ms,
        })
    })
}

fn gone() -> Rejected {
    Rejected::new(ErrorCode::LinkGone, "the link is not known, was used or has expired")
}

/// The invite of a secret that has not expired, used or not.
fn invite(
    records: &mut dyn Records,
    secret: &str,
    env: &dyn HubEnv,
) -> Result<InviteRow, Rejected> {
    let invite = records.invite(&env.hash(secret))?;
    invite.filter(|row| row.until_ms >= env.now_ms()).ok_or_else(gone)
}

fn invited(team: &Team, person: PersonId) -> Result<PersonRow, Rejected> {
    let person = team.people.get(&person).filter(|row| row.left_ms.is_none());
    person.cloned().ok_or_else(gone)
}

fn first_manager(
    records: &mut dyn Records,
    team: &mut Team,
    request: &EnrolRequest,
    env: &mut dyn HubEnv,
) -> Result<PersonRow, Rejected> {
    team.company.name = text(&request.company_name, "the name of the company")?;
    let person = PersonRow {
        id: PersonId::new(env.fresh()),
        name: text(&request.person_name, "the name of the person")?,
        role: Role::Manager,
        since_ms: env.now_ms(),
        left_ms: None,
    };
    records.put_person(&person)?;
    team.people.insert(person.id, person.clone());
    Ok(person)
}

/// Notes who wrote on the tablet before. The first to claim a former self keeps it, and nobody's
/// present self can be claimed.
fn former_self(
    records: &mut dyn Records,
    team: &mut Team,
    (local, person): (PersonId, PersonId),
    joined_ms: u64,
) -> Result<(), Rejected> {
    let is_free = !team.people.contains_key(&local) && !team.aliases.contains_key(&local);
    if is_free && !local.uuid().is_nil() {
        let alias = AliasRow { local, person, joined_ms };
        records.put_alias(&alias)?;
        team.aliases.insert(local, alias);
    }
    Ok(())
}

/// The number of a device: 1 to 14 hex digits, not zero.
pub(super) fn device_number(text: &str) -> Result<u64, Rejected> {
    let is_hex = (1..=14).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_hexdigit());
    let number = u64::from_str_radix(text, 16).ok().filter(|number| is_hex && *number != 0);
    number.ok_or_else(|| Rejected::new(ErrorCode::Malformed, "no number of a device"))
}
