//! What the app asks of the endpoint and what it hears, as plain values and as bytes for the worker
//! between them. Not here: JSON ([`json`]), the network, and what follows from an answer
//! ([`client`](crate::client)).

pub mod json;

use std::collections::BTreeMap;

use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::wire::{
    EnrolRequest, Enrolled, ErrorCode, GetPhoto, LinkCard, LinkRequest, Me, PutPhoto, Scope,
    TeamCard, TeamReply, TeamRequest, Todo, Verdict, WaitRequest,
};

/// Number of a call, to match its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CallId(pub u32);

/// What the worker is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Ask the endpoint.
    Ask(CallId, Call),
    /// Give a call up; an answer that comes all the same is not told.
    Cancel(CallId),
}

/// What the worker tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FromWorker(pub CallId, pub Answer);

/// One question to the endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    /// What a link is for.
    Link(LinkRequest),
    /// Join with a link.
    Enrol(EnrolRequest),
    /// Give what is unsent, take what is new.
    Sync {
        /// What proves the device.
        token: String,
        /// What is said.
        ask: SyncAsk,
    },
    /// Wait until there is something new.
    Wait {
        /// What proves the device.
        token: String,
        /// For what.
        ask: WaitRequest,
    },
    /// People, territories, devices.
    Team {
        /// What proves the device.
        token: String,
        /// What is to be done.
        ask: TeamRequest,
    },
    /// Keep the photo of a receipt.
    PutPhoto {
        /// What proves the device.
        token: String,
        /// Which one.
        ask: PutPhoto,
    },
    /// Get the photo of a receipt.
    GetPhoto {
        /// What proves the device.
        token: String,
        /// Which one.
        ask: GetPhoto,
    },
}

/// A [`SyncRequest`](crate::wire::SyncRequest) with its changes as bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SyncAsk {
    /// The newest layout of changes that the tablet reads.
    pub schema: u32,
    /// The version of the app.
    pub app: String,
    /// The epoch that the cursors belong to.
    pub epoch: Option<Uuid>,
    /// Up to which number each scope is stored here.
    pub have: BTreeMap<Scope, u64>,
    /// The device number whose changes need not be sent back.
    pub own: Option<String>,
    /// Changes to be judged.
    pub changes: Vec<Sent>,
    /// Customers whose parts are wanted anew.
    pub refetch: Vec<CustomerId>,
    /// The revision of the team that is known.
    pub team: u64,
    /// Whether nothing new is taken in yet.
    pub is_quiet: bool,
}

/// A change on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The encoded [`Change`](jipan_book::Change).
    pub change: Vec<u8>,
    /// Whether it is only what is left of one.
    pub is_state: bool,
}

/// What came of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What the link is for.
    Link(LinkCard),
    /// The tablet has joined.
    Enrolled(Enrolled),
    /// What was judged, and what is new.
    Synced(Box<SyncAnswer>),
    /// Whether there is something new.
    Waited(bool),
    /// The team.
    Team(TeamReply),
    /// The photo is kept.
    PhotoPut,
    /// The photo, a JPEG.
    Photo(Vec<u8>),
    /// Nothing came of it.
    Failed(CallFailure),
}

/// A [`SyncResponse`](crate::wire::SyncResponse) with its parts as bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncAnswer {
    /// Milliseconds since 1970 at the endpoint.
    pub server_ms: u64,
    /// The making of its database.
    pub epoch: Uuid,
    /// So many of the changes, counted from the first, were judged.
    pub acked: u32,
    /// What is not simply [`Verdict::Ok`].
    pub verdicts: Vec<(u32, Verdict)>,
    /// Customers to be forgotten before the rest is taken in.
    pub forget: Vec<CustomerId>,
    /// Customers with all their parts, each an encoded [`Change`](jipan_book::Change).
    pub fresh: Vec<(CustomerId, Vec<Vec<u8>>)>,
    /// Changes beyond the cursors, encoded; the parts of one change that follow each other are one.
    pub news: Vec<Vec<u8>>,
    /// So many parts were not understood: a newer app made them.
    pub n_unknown: u32,
    /// The cursors after this answer.
    pub have: BTreeMap<Scope, u64>,
    /// Whether there is more to fetch at once.
    pub more: bool,
    /// Sum of the digests of all customers in the scopes of `have`.
    pub checksum: Option<u64>,
    /// Customers in these scopes.
    pub n_customers: u64,
    /// Least layout of changes that must be read here to be sent news.
    pub min_schema: u32,
    /// Who this device acts as.
    pub me: Me,
    /// The team, if it is newer than the one known.
    pub team: Option<TeamCard>,
    /// What must be done beside.
    pub todo: Vec<Todo>,
}

/// Why nothing came of a call. Nothing was lost, and the same call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CallFailure {
    /// No connection came about, or it broke off.
    #[error("no connection")]
    Offline,
    /// The time was over.
    #[error("no answer in time")]
    Timeout,
    /// Somebody else answered: the sign-in page of a network, a proxy.
    #[error("answered by somebody else, with {status}")]
    NotOurs {
        /// The status of the answer.
        status: u16,
    },
    /// The answer breaks off.
    #[error("the answer is not complete")]
    Truncated,
    /// The endpoint said no.
    #[error("the endpoint says {0:?}")]
    Refused(ErrorCode),
    /// The endpoint speaks a newer protocol.
    #[error("the app is too old for the endpoint")]
    AppTooOld,
    /// The endpoint speaks an older protocol.
    #[error("the endpoint is too old for the app")]
    EndpointTooOld,
    /// What was to be said could not be written. It is ours, and a fault of the program.
    #[error("the question could not be written")]
    Unspeakable,
}

impl CallFailure {
    /// Whether asking again by oneself is of no use: somebody must do something first.
    pub fn is_final(self) -> bool {
        match self {
            Self::Refused(code) => match code {
                ErrorCode::Unauthorized | ErrorCode::Version => true,
                ErrorCode::Malformed
                | ErrorCode::Forbidden
                | ErrorCode::LinkGone
                | ErrorCode::DeviceTaken
                | ErrorCode::NotFound
                | ErrorCode::Conflict
                | ErrorCode::TooLarge
                | ErrorCode::TooMany
                | ErrorCode::Full
                | ErrorCode::Unavailable => false,
            },
            Self::AppTooOld | Self::EndpointTooOld => true,
            Self::Offline
            | Self::Timeout
            | Self::NotOurs { .. }
            | Self::Truncated
            | Self::Unspeakable => false,
        }
    }
}

/// Bytes for the other side of the worker.
///
/// # Errors
/// Never for the types of this module.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(message)
}

/// Reads [`encode`].
///
/// # Errors
/// If the bytes are something else.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
