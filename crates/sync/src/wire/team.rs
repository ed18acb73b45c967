//! What goes over the wire about people: the team, links to join, joining, what a manager does. Not
//! here: changes.

use jipan_rules::Uuid;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::PersonId;
use serde::{Deserialize, Serialize};

use super::{DeviceId, Me, TerritoryId};

/// A [`Role`] on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WireRole {
    /// Runs the company's book.
    Manager,
    /// Leads several territories.
    Supervisor,
    /// Has a territory.
    Rep,
}

/// What everybody knows of the team: names for "who wrote what".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamCard {
    /// Grows with every change of the team.
    pub revision: u64,
    /// Name of the company.
    pub company: String,
    /// By what territories are cut.
    pub kind: TerritoryKind,
    /// Everybody, also those who left, and the former selves of tablets that joined.
    pub people: Vec<PersonCard>,
    /// The territories.
    pub territories: Vec<TerritoryCard>,
}

/// A person by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    /// The person, or a former self of a tablet that joined.
    pub id: PersonId,
    /// The name.
    pub name: String,
}

/// A territory and its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerritoryCard {
    /// Its id.
    pub id: TerritoryId,
    /// Its name.
    pub name: String,
    /// The values of the company's field that belong to it, each to one territory only.
    pub values: Vec<String>,
}

/// `POST /v1/enrol`: a tablet joins with the secret of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    /// The secret of the link.
    pub secret: String,
    /// What the person calls the tablet, such as "iPad".
    pub device_name: String,
    /// The name of the person, asked only of the first manager; empty = as invited.
    #[serde(default)]
    pub person_name: String,
    /// The name of the company, asked only of the first manager.
    #[serde(default)]
    pub company_name: String,
    /// Who wrote here before joining.
    pub local_person: PersonId,
    /// The device number (replica without slot, hex).
    pub device: String,
}

/// `POST /v1/link`: what a link is for, before it is used. Asked with the secret only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRequest {
    /// The secret of the link.
    pub secret: String,
}

/// The answer to [`LinkRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCard {
    /// Name of the company; empty before the first manager joined.
    pub company: String,
    /// The person it invites; empty before the first manager joined.
    pub name: String,
    /// As what.
    pub role: WireRole,
    /// Names of the person's territories.
    pub territories: Vec<String>,
    /// Whether this is the link of the first manager, who names himself and the company.
    pub is_first: bool,
}

/// The answer to [`EnrolRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The epoch of the endpoint's database.
    pub epoch: Uuid,
    /// The device from now on.
    pub device: DeviceId,
    /// What proves it; kept on the tablet, only its hash on the endpoint.
    pub token: String,
    /// Who it acts as.
    pub me: Me,
    /// The team.
    pub team: TeamCard,
    /// Milliseconds since 1970 at the endpoint.
    pub server_ms: u64,
}

/// `POST /v1/team`: what a manager does with people, territories and devices. Each is answered with
/// [`TeamReply`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamRequest {
    /// Only show it.
    Show,
    /// Invite a new person.
    Invite {
        /// The name.
        name: String,
        /// As what.
        role: WireRole,
        /// The territories; none for a manager.
        territories: Vec<TerritoryId>,
    },
    /// A new link for a person who is there already: another tablet.
    Link {
        /// The person.
        person: PersonId,
    },
    /// Change what a person is and has.
    SetPerson {
        /// The person.
        person: PersonId,
        /// The name.
        name: String,
        /// As what.
        role: WireRole,
        /// The territories from now on.
        territories: Vec<TerritoryId>,
    },
    /// A person leaves: devices are revoked, territories become free.
    Leave {
        /// The person.
        person: PersonId,
    },
    /// A device is revoked.
    Revoke {
        /// The device.
        device: DeviceId,
    },
    /// By what territories are cut; only while there are none.
    SetKind {
        /// By what.
        kind: TerritoryKind,
    },
    /// A new territory, or another name and other values for one. A value that another territory had
    /// goes over to this one.
    SetTerritory {
        /// Which; none = a new one.
        id: Option<TerritoryId>,
        /// Its name.
        name: String,
        /// Its values.
        values: Vec<String>,
    },
}

/// The team as managers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamReply {
    /// What everybody knows.
    pub card: TeamCard,
    /// The people with devices.
    pub people: Vec<TeamPerson>,
    /// The link that was asked for.
    #[serde(default)]
    pub link: Option<TeamLink>,
}

/// A person with devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPerson {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// As what.
    pub role: WireRole,
    /// The territories the person has now.
    pub territories: Vec<TerritoryId>,
    /// Whether the person left.
    pub has_left: bool,
    /// Until when the last link is open, in milliseconds since 1970; none if it was used or expired.
    #[serde(default)]
    pub invited_until_ms: Option<u64>,
    /// The devices, the last seen first.
    pub devices: Vec<TeamDevice>,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamDevice {
    /// Its id.
    pub id: DeviceId,
    /// What the person calls it.
    pub name: String,
    /// When it joined, in milliseconds since 1970.
    pub joined_ms: u64,
    /// When it last came, in milliseconds since 1970.
    pub seen_ms: u64,
    /// The version of its app.
    pub app: String,
    /// When it was revoked.
    #[serde(default)]
    pub revoked_ms: Option<u64>,
}

/// A link to join, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamLink {
    /// Who joins with it.
    pub person: PersonId,
    /// Goes behind `/join#`.
    pub secret: String,
    /// Until when it is open, in milliseconds since 1970.
    pub until_ms: u64,
}

impl From<Role> for WireRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Manager => Self::Manager,
            Role::Supervisor => Self::Supervisor,
            Role::Rep => Self::Rep,
        }
    }
}

impl From<WireRole> for Role {
    fn from(role: WireRole) -> Self {
        match role {
            WireRole::Manager => Self::Manager,
            WireRole::Supervisor => Self::Supervisor,
            WireRole::Rep => Self::Rep,
        }
    }
}
