//! What goes over the wire, as JSON: every request and every answer. Not here: what they mean to
//! either side, and how they are carried.
//!
//! Additive: a newer side may say more; keys that are not known are passed over, operations that
//! are not known are kept as they came.

pub mod ops;
mod photo;
mod team;

use std::collections::BTreeMap;

use jipan_rules::Uuid;
use jipan_rules::values::ids::{BatchId, CustomerId, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use photo::{GetPhoto, PHOTO_BYTES_MAX, Photo, PhotoKept, PutPhoto, is_jpeg};
pub use team::{
    EnrolRequest, Enrolled, LinkCard, LinkRequest, PersonCard, TeamCard, TeamDevice, TeamLink,
    TeamPerson, TeamReply, TeamRequest, TerritoryCard, WireRole,
};

/// The version of the protocol. OURS
pub const VERSION: u32 = 1;
/// Most changes in one push. OURS
pub const PUSH_CHANGES_MAX: usize = 500;
/// Bytes of changes, as JSON before compression, after which a push is full. OURS
pub const PUSH_BYTES_MAX: usize = 512 * 1024;
/// Bytes of parts, as JSON before compression, after which a page is full. OURS
pub const PAGE_BYTES_MAX: usize = 1024 * 1024;
/// Most customers asked for anew in one request. OURS
pub const REFETCH_MAX: usize = 500;

/// Stands for what is about no customer: products, rules of the company, batches.
pub const NO_CUSTOMER: CustomerId = CustomerId::new(Uuid::nil());

/// A place that numbers its parts: a customer is in exactly one. On the wire `t:<id>`, `u`, `c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Scope {
    /// What belongs to everybody: batches.
    Company,
    /// Customers that no territory has; managers see them.
    Unassigned,
    /// A territory.
    Territory(TerritoryId),
}

/// A territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TerritoryId(pub u32);

/// A tablet as the company knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(pub Uuid);

/// A change, or a part of one, on its way.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WireChange {
    /// Whose it is and when it was made.
    #[serde(rename = "h")]
    pub head: WireHead,
    /// Its operations, each as JSON; see `ops`.
    #[serde(rename = "o")]
    pub ops: Vec<Box<RawValue>>,
    /// Whether it is only what is left of the change in a book, not all that was written.
    #[serde(rename = "st", default, skip_serializing_if = "core::ops::Not::not")]
    pub is_state: bool,
}

/// The head of a change on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireHead {
    /// Replica, as 16 hex digits.
    pub r: String,
    /// Its number there.
    pub s: u64,
    /// Milliseconds and counter of its stamp (the replica of a stamp may be another one's).
    pub t: (u64, u16),
    /// The replica of the stamp, where it is not `r`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tr: Option<String>,
    /// The civil day on the device, `2026-11-26`.
    pub on: String,
    /// The person.
    pub by: PersonId,
    /// The code of the action: its place in the list of actions.
    pub a: u32,
    /// The batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub b: Option<BatchId>,
    /// The change that it undoes or does again: replica in hex, number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub u: Option<(String, u64)>,
    /// The batch that it undoes or does again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ub: Option<BatchId>,
}

/// `POST /v1/sync`: what a tablet has to say and where it stands. The device is named by its token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncRequest {
    /// [`VERSION`].
    pub v: u32,
    /// The newest layout of changes that the tablet reads.
    pub schema: u32,
    /// The version of the app.
    #[serde(default)]
    pub app: String,
    /// The epoch that the cursors belong to.
    #[serde(default)]
    pub epoch: Option<Uuid>,
    /// Up to which number each scope is stored here.
    #[serde(default)]
    pub have: BTreeMap<Scope, u64>,
    /// The device number (replica without slot, hex) whose changes need not be sent back; none to
    /// get everything.
    #[serde(default)]
    pub own: Option<String>,
    /// Changes to be judged, in their order.
    #[serde(default)]
    pub changes: Vec<WireChange>,
    /// Customers whose parts are wanted anew.
    #[serde(default)]
    pub refetch: Vec<CustomerId>,
    /// The revision of the team that is known.
    #[serde(default)]
    pub team: u64,
    /// Whether the tablet still sends the state of its book and takes nothing in before: the answer
    /// brings no news.
    #[serde(rename = "quiet", default)]
    pub is_quiet: bool,
}

/// The answer to [`SyncRequest`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncResponse {
    /// [`VERSION`].
    pub v: u32,
    /// Milliseconds since 1970 at the endpoint.
    pub server_ms: u64,
    /// The random id of this making of the endpoint's database.
    pub epoch: Uuid,
    /// So many of the changes of this request, counted from the first, were judged.
    pub acked: u32,
    /// What is not simply [`Verdict::Ok`]: index among the changes, verdict.
    #[serde(default)]
    pub verdicts: Vec<(u32, Verdict)>,
    /// Customers to be forgotten, before the rest is taken in.
    #[serde(default)]
    pub forget: Vec<CustomerId>,
    /// The customers of `refetch` with all their parts; without any = not to be had.
    #[serde(default)]
    pub fresh: Vec<Fresh>,
    /// Parts beyond the cursors, in the order of their numbers scope by scope.
    #[serde(default)]
    pub news: Vec<WireChange>,
    /// The cursors after this answer; a scope that is not among them is no longer to be had.
    pub have: BTreeMap<Scope, u64>,
    /// Whether there is more to fetch at once.
    pub more: bool,
    /// Sum of the digests of all customers in the scopes of `have`, and of what is about none; only
    /// if there is no more.
    #[serde(default)]
    pub checksum: Option<u64>,
    /// Customers in these scopes, for progress.
    #[serde(default)]
    pub n_customers: u64,
    /// Least layout of changes that a tablet must read to be sent news; below it `news` is empty.
    pub min_schema: u32,
    /// Who this device acts as.
    pub me: Me,
    /// The people and territories, if they are newer than the revision known.
    #[serde(default)]
    pub team: Option<TeamCard>,
    /// What the tablet must do beside.
    #[serde(default)]
    pub todo: Vec<Todo>,
}

/// A customer with all its parts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fresh {
    /// The customer.
    pub id: CustomerId,
    /// All its parts.
    pub parts: Vec<WireChange>,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Taken in as it is.
    Ok,
    /// Taken in with another stamp (milliseconds and counter), or less of it: it is to be taken anew.
    Restamped(u64, u16),
    /// Not taken in.
    Refused(Refusal),
    /// Not understood here; kept as it came, and judged when it is understood.
    Quarantined,
}

/// Why a change was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The person's role may not do it.
    Role,
    /// The customer was in none of the person's territories when it was done.
    Territory,
    /// The person had left the company, or the device was revoked, when it was done.
    Left,
    /// It is not a valid change: too large, without writes, of a number that cannot be.
    Invalid,
    /// It is a colleague's, about a customer that whoever brings it is not sent. It is not judged by
    /// that: the tablet that made it, or one of a manager, may still bring it.
    Relayed,
    /// It was made before joining, and the company's products and rules are not changed by it: those
    /// of which the company says something itself were left out. The rest of it was taken in.
    Known,
}

/// What the tablet must do beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Todo {
    /// The device was revoked: take the company's data off, keep what was refused.
    Wipe,
    /// Another tablet writes under the same replica numbers: mint a new one.
    NewReplica,
    /// The endpoint was restored from a backup: send the state of all customers held here.
    SendState,
}

/// Who a device acts as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// What the person is in the team.
    pub role: WireRole,
    /// The territories the person has now.
    pub territories: Vec<TerritoryId>,
}

/// `POST /v1/wait`: answers when a scope moved beyond `have`, or after a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitRequest {
    /// Up to which number each scope is stored here.
    pub have: BTreeMap<Scope, u64>,
    /// The revision of the team that is known.
    #[serde(default)]
    pub team: u64,
    /// Longest to wait, in milliseconds; the endpoint may answer earlier.
    pub millis: u32,
}

/// The answer to [`WaitRequest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitResponse {
    /// Whether there is something to fetch.
    pub moved: bool,
}

/// The body of every 4xx and 5xx.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What is wrong.
    pub error: ErrorCode,
    /// For a person who debugs; never data of a customer.
    #[serde(default)]
    pub detail: String,
}

/// What is wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The body is not what the route takes.
    Malformed,
    /// Of a protocol that is not spoken here.
    Version,
    /// No token, or one that is not known.
    Unauthorized,
    /// The person may not do this.
    Forbidden,
    /// The link is not known, was used, or has expired.
    LinkGone,
    /// Another device has the same number: mint a new one and try again.
    DeviceTaken,
    /// No such person, device or territory.
    NotFound,
    /// It cannot be done as things are.
    Conflict,
    /// Larger than is taken.
    TooLarge,
    /// Too many at once; try again later.
    TooMany,
    /// The endpoint cannot do its work now.
    Unavailable,
    /// The company has as much of it as it may.
    Full,
}

/// A text that names no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such scope: {0}")]
pub struct NoScope(String);

impl TryFrom<String> for Scope {
    type Error = NoScope;

    fn try_from(text: String) -> Result<Self, NoScope> {
        match text.as_str() {
            "c" => Ok(Self::Company),
            "u" => Ok(Self::Unassigned),
            other => match other.strip_prefix("t:").map(str::parse) {
                Some(Ok(id)) => Ok(Self::Territory(TerritoryId(id))),
                Some(Err(_)) | None => Err(NoScope(text)),
            },
        }
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Company => "c".to_owned(),
            Scope::Unassigned => "u".to_owned(),
            Scope::Territory(id) => format!("t:{}", id.0),
        }
    }
}
