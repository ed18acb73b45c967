//! `jipan invite`, `people`, `devices`, `revoke`: what a manager does, by who runs the machine. Not
//! here: what the hub decides about it.

use std::path::Path;

use anyhow::{anyhow, bail, ensure};
use jipan_endpoint::Machine;
use jipan_endpoint::records::SqliteStorage;
use jipan_sync::hub;
use jipan_sync::wire::{
    TeamCard, TeamDevice, TeamPerson, TeamReply, TeamRequest, TerritoryId, WireRole,
};

use super::{say, time};

/// Digits of an id that name a tablet well enough.
const PREFIX_MIN: usize = 8;

/// Whom to invite.
#[derive(Debug, clap::Args)]
pub(crate) struct Invite {
    /// Name of the new person, as colleagues will read it
    #[arg(required_unless_present = "person")]
    name: Option<String>,
    /// Somebody who is in the team already, by name or id: a new link, not a second person
    #[arg(long, value_name = "NAME|ID", conflicts_with_all = ["name", "role", "territories"])]
    person: Option<String>,
    /// What the person will be
    #[arg(long, value_enum, default_value_t = Role::Rep)]
    role: Role,
    /// Number of a territory, as `jipan people` shows it; once for each; none for a manager
    #[arg(long = "territory", value_name = "NUMBER")]
    territories: Vec<u32>,
    /// Address under which tablets reach the endpoint, for the link that is printed
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
}

/// What a person can be.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Role {
    /// Runs the company's book
    Manager,
    /// Leads several territories
    Supervisor,
    /// Has a territory
    Rep,
}

/// Which tablet to revoke.
#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
    /// Id of the tablet, or its first 8 digits or more, as `jipan devices` shows it
    device: String,
}

/// Asks the hub as who runs the machine, whom no token has to prove.
fn ask(data: &Path, request: &TeamRequest) -> anyhow::Result<TeamReply> {
    let mut storage = SqliteStorage::open(data)?;
    let mut machine = Machine::new()?;
    let reply = hub::manage(&mut storage, request, &mut machine);
    reply.map_err(|rejected| anyhow!("{}", rejected.detail))
}

/// Invites a person, or makes another link for one, and prints it.
pub(crate) fn invite(invite: &Invite, data: &Path) -> anyhow::Result<()> {
    let (name, request) = match &invite.person {
        Some(wanted) => {
            let TeamPerson { id, name, .. } = person(data, wanted)?;
            (name, TeamRequest::Link { person: id })
        }
        None => newcomer(invite)?,
    };
    let Some(link) = ask(data, &request)?.link else { bail!("no link was made") };
    let url = invite.url.trim_end_matches('/');
    say(&format!("{name} joins once, until {}, with this link:", time(link.until_ms)));
    say(&format!("{url}/join#{}", link.secret));
    Ok(())
}

/// Somebody new.
fn newcomer(invite: &Invite) -> anyhow::Result<(String, TeamRequest)> {
    let name = invite.name.clone().unwrap_or_default();
    let role = match invite.role {
        Role::Manager => WireRole::Manager,
        Role::Supervisor => WireRole::Supervisor,
        Role::Rep => WireRole::Rep,
    };
    let is_placed = invite.territories.is_empty() == matches!(invite.role, Role::Manager);
    ensure!(is_placed, "a rep or supervisor has territories (--territory), a manager has none");
    let territories = invite.territories.iter().copied().map(TerritoryId).collect();
    Ok((name.clone(), TeamRequest::Invite { name, role, territories }))
}

/// The person of the team with this name, or with an id that begins so.
fn person(data: &Path, wanted: &str) -> anyhow::Result<TeamPerson> {
    let mut people = ask(data, &TeamRequest::Show)?.people;
    people.retain(|it| !it.has_left);
    let id = wanted.to_ascii_lowercase();
    let is_id =
        |it: &TeamPerson| id.len() >= PREFIX_MIN && it.id.uuid().to_string().starts_with(&id);
    people.retain(|it| it.name == wanted || is_id(it));
    match (people.pop(), people.is_empty()) {
        (Some(person), true) => Ok(person),
        (None, _) => bail!("nobody in the team is called {wanted}: `jipan people` lists them"),
        (Some(_), false) => {
            bail!("more than one is called {wanted}: give the whole id, as `jipan people` shows it")
        }
    }
}

/// Lists territories and people.
pub(crate) fn list(data: &Path) -> anyhow::Result<()> {
    let TeamReply { card, people, .. } = ask(data, &TeamRequest::Show)?;
    for territory in &card.territories {
        let (id, values) = (territory.id.0, territory.values.join(", "));
        say(&format!("territory {id}\t{}\t{values}", territory.name));
    }
    for person in &people {
        say(&person_line(person, &card));
    }
    if people.is_empty() {
        say("Nobody yet: start `jipan serve` and open the link that it prints.");
    }
    Ok(())
}

fn person_line(person: &TeamPerson, card: &TeamCard) -> String {
    let role = match person.role {
        WireRole::Manager => "manager",
        WireRole::Supervisor => "supervisor",
        WireRole::Rep => "rep",
    };
    let of = card.territories.iter().filter(|it| person.territories.contains(&it.id));
    let names: Vec<String> = of.map(|it| format!("{} {}", it.id.0, it.name)).collect();
    let n_devices = person.devices.iter().filter(|it| it.revoked_ms.is_none()).count();
    let invited = person.invited_until_ms.map(|ms| format!(", invited until {}", time(ms)));
    let left = if person.has_left { ", left" } else { "" };
    format!(
        "{}\t{role}\t{}\t{n_devices} tablets{}{left}\t{}",
        person.name,
        names.join(", "),
        invited.unwrap_or_default(),
        person.id.uuid()
    )
}

/// Lists the tablets, the last seen first.
pub(crate) fn devices(data: &Path) -> anyhow::Result<()> {
    let people = ask(data, &TeamRequest::Show)?.people;
    let mut devices: Vec<(&str, &TeamDevice)> = people
        .iter()
        .flat_map(|person| person.devices.iter().map(|device| (person.name.as_str(), device)))
        .collect();
    devices.sort_by_key(|(_, device)| std::cmp::Reverse(device.seen_ms));
    for (name, device) in devices {
        let (joined, seen) = (time(device.joined_ms), time(device.seen_ms));
        let revoked = device.revoked_ms.map(|ms| format!(", revoked {}", time(ms)));
        let revoked = revoked.unwrap_or_default();
        let (id, called) = (device.id.0, &device.name);
        say(&format!("{id}\t{name}\t{called}\tjoined {joined}, last came {seen}{revoked}"));
    }
    Ok(())
}

/// Revokes a tablet.
pub(crate) fn revoke(revoke: &Revoke, data: &Path) -> anyhow::Result<()> {
    let wanted = revoke.device.to_ascii_lowercase();
    ensure!(wanted.len() >= PREFIX_MIN, "give at least {PREFIX_MIN} digits of the id");
    let people = ask(data, &TeamRequest::Show)?.people;
    let all = people.iter().flat_map(|person| &person.devices);
    let mut found = all.filter(|device| device.id.0.to_string().starts_with(&wanted));
    let device = match (found.next(), found.next()) {
        (Some(device), None) => device,
        (None, _) => bail!("no tablet {wanted}: `jipan devices` lists them"),
        (Some(_), Some(_)) => bail!("more than one tablet begins with {wanted}: give more digits"),
    };
    ensure!(device.revoked_ms.is_none(), "this tablet was revoked before");
    ask(data, &TeamRequest::Revoke { device: device.id })?;
    say(&format!("Revoked: {}", device.name));
    Ok(())
}
