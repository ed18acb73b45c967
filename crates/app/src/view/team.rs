//! What the screen 团队 draws. Not here: how it comes about.

use std::rc::Rc;

use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::PersonId;
use jipan_rules::{DateTime, Utc};
use jipan_sync::wire::{DeviceId, TerritoryId};

/// The screen 团队, for managers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamView {
    /// Name of the company.
    pub company: String,
    /// By what territories are cut.
    pub kind: TerritoryKind,
    /// The territories.
    pub territories: Rc<[TerritoryView]>,
    /// Values in the book that belong to no territory, the most frequent first, with the number of
    /// their customers.
    pub free_values: Rc<[(String, usize)]>,
    /// Customers without a value.
    pub n_without_value: usize,
    /// The people.
    pub people: Rc<[PersonView]>,
    /// The link just made.
    pub link: Option<LinkView>,
    /// Whether a request is under way.
    pub is_working: bool,
    /// Why the last request did not succeed.
    pub failure: Option<TeamFailure>,
}

/// A territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryView {
    /// Its id.
    pub id: TerritoryId,
    /// Its name.
    pub name: String,
    /// Its values, with the number of their customers here.
    pub values: Vec<(String, usize)>,
    /// Names of who has it.
    pub holders: Vec<String>,
}

/// A person of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// As what.
    pub role: Role,
    /// The territories, by id.
    pub territories: Vec<TerritoryId>,
    /// Whether the person left.
    pub has_left: bool,
    /// Until when the link is open.
    pub invited_until: Option<DateTime<Utc>>,
    /// The devices.
    pub devices: Vec<DeviceView>,
    /// Whether it is the one at this tablet.
    pub is_me: bool,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceView {
    /// Its id.
    pub id: DeviceId,
    /// What the person calls it.
    pub name: String,
    /// When it joined.
    pub joined: DateTime<Utc>,
    /// When it last came.
    pub seen: DateTime<Utc>,
    /// When it was revoked.
    pub revoked: Option<DateTime<Utc>>,
    /// Whether it is this one.
    pub is_this: bool,
}

/// A link to join, shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// For whom.
    pub name: String,
    /// The part behind the address of the app: `/join#…`.
    pub path: String,
    /// Until when it is open.
    pub until: DateTime<Utc>,
}

/// Why a request about the team did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TeamFailure {
    /// No network or no answer, to a question that changes nothing.
    NoAnswer,
    /// No answer, and none since: it may have been done or not.
    Unsure,
    /// No answer, but the team was read since: it shows whether it was done.
    MaybeDone,
    /// It may not be done, or not as things are.
    Refused,
}
