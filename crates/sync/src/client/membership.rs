//! What a tablet keeps of its company, as one small value. Not here: how it changes in a round.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::Change;
use jipan_rules::Uuid;
use jipan_rules::values::ids::{CustomerId, PersonId};
use serde::{Deserialize, Serialize};

use super::load::Mark;
use crate::wire::{DeviceId, Enrolled, Me, NO_CUSTOMER, PersonCard, Scope, TeamCard};

/// The newest layout this program writes and reads.
const LAYOUT: u8 = 2;
/// The layout of before there was a list of what was not understood.
const LAYOUT_FIRST: u8 = 1;
/// So many groups of what came in are kept. OURS
const N_CAME: usize = 20;
/// What one person wrote and what came within this time is one group. OURS
const CAME_MILLIS: u64 = 10 * 60_000;

/// What a tablet keeps of its company. Written in the transaction of the rows that it speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The making of the endpoint's database that the cursors belong to.
    pub epoch: Uuid,
    /// The device as the company knows it.
    pub device: DeviceId,
    /// What proves it.
    pub token: String,
    /// The number (replica without slot) under which the cursors were got. A restored or cloned
    /// tablet writes under another one: then the cursors say nothing.
    pub number: u64,
    /// Who this device acts as.
    pub me: Me,
    /// The team; encoded by itself, so that another form of it costs only a question.
    #[serde(with = "team")]
    pub team: Option<TeamCard>,
    /// Up to which number each scope is stored here.
    pub have: BTreeMap<Scope, u64>,
    /// Own rows of the log up to this key were judged.
    pub acked: u64,
    /// Customers to be taken anew; [`NO_CUSTOMER`] stands for what is about none.
    pub refetch: BTreeSet<CustomerId>,
    /// The state of the book is being sent: the next row.
    pub send_state: Option<u32>,
    /// The last part of the present portion that was judged.
    pub state_after: Option<Mark>,
    /// The parts with the mark of that one that were judged. Not kept: after a restart they are said
    /// once more.
    #[serde(skip)]
    pub(super) state_said: Vec<Vec<u8>>,
    /// Customers whose state is sent after the log: they were made by it.
    pub state_late: BTreeSet<CustomerId>,
    /// All customers are being taken anew, because the sums did not match or the role is another one:
    /// the next row.
    pub heal: Option<u32>,
    /// The endpoint's clock less this one's, in milliseconds.
    pub offset_ms: i64,
    /// When a round last came to its end, by the clock of this device, in milliseconds since 1970.
    pub last_success_ms: u64,
    /// Customers in the scopes of this device.
    pub n_customers: u64,
    /// How often the sums did not match.
    pub n_mismatches: u32,
    /// When all customers were last taken anew because of it.
    pub healed_ms: u64,
    /// The device was revoked; what is unsent is still judged.
    pub is_revoked: bool,
    /// The app must be renewed before it can take in what is new.
    pub is_outdated: bool,
    /// What came in, newest last.
    pub came: Vec<CameIn>,
    /// What the endpoint did not understand so far. It is said again now and then, since a newer
    /// endpoint may refuse it, and whoever brought it is told.
    pub waiting: Vec<Waiting>,
    /// When it was last said again.
    pub waiting_ms: u64,
}

/// A change that the endpoint did not understand so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its key in the log; none of a part of the state.
    pub key: Option<u64>,
    /// The change, encoded.
    pub change: Vec<u8>,
}

/// What came in from one person at about one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameIn {
    /// Who wrote it.
    pub by: PersonId,
    /// When it came, in milliseconds since 1970.
    pub at_ms: u64,
    /// How many changes.
    pub n_changes: u32,
    /// Some of the customers they are about, each once.
    pub customers: Vec<CustomerId>,
    /// How many there are, counted by change.
    pub n_customers: u32,
}

/// Bytes that are not a membership.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no membership of this program: {detail}")]
pub struct MembershipError {
    detail: String,
}

impl Membership {
    /// A tablet that has just joined. All of its log, and the state of its book, is to be sent.
    pub fn joined(enrolled: Enrolled, number: u64, now_ms: u64) -> Self {
        let Enrolled { epoch, device, token, me, team, server_ms } = enrolled;
        Self {
            epoch,
            device,
            token,
            number,
            me,
            team: Some(team),
            have: BTreeMap::new(),
            acked: 0,
            // What was shared here before is the company's or nobody's.
            refetch: BTreeSet::from([NO_CUSTOMER]),
            send_state: Some(0),
            state_after: None,
            state_said: Vec::new(),
            state_late: BTreeSet::new(),
            heal: None,
            offset_ms: difference(server_ms, now_ms),
            last_success_ms: 0,
            n_customers: 0,
            n_mismatches: 0,
            healed_ms: 0,
            is_revoked: false,
            is_outdated: false,
            came: Vec::new(),
            waiting: Vec::new(),
            waiting_ms: 0,
        }
    }

    /// The revision of the team that is known; 0 if none is.
    pub fn team_revision(&self) -> u64 {
        self.team.as_ref().map_or(0, |team| team.revision)
    }

    /// Whether the state of the book, or a part of it, is still to be sent.
    pub fn is_sending_state(&self) -> bool {
        self.send_state.is_some() || !self.state_late.is_empty()
    }

    /// A part of the state was judged.
    pub(super) fn note_said(&mut self, mark: Mark, part: &[u8]) {
        if self.state_after.replace(mark) != Some(mark) {
            self.state_said.clear();
        }
        self.state_said.push(part.to_vec());
    }

    /// The name of a person of the company.
    pub fn name_of(&self, person: PersonId) -> Option<&str> {
        if person == self.me.person {
            return Some(&self.me.name);
        }
        let people: &[PersonCard] = self.team.as_ref().map_or(&[], |team| &team.people);
        people.iter().find(|it| it.id == person).map(|it| it.name.as_str())
    }

    /// Whether a person is who this device is of, or may be who that was before joining: a former self has
    /// the name of the person.
    ///
    /// ```
    /// # use jipan_rules::{Uuid, territory::TerritoryKind, values::ids::PersonId};
    /// # use jipan_sync::{client::Membership, wire::{DeviceId, Enrolled, Me, PersonCard, TeamCard, WireRole}};
    /// # let (id, name) = (Uuid::from_u128(1), "业务员一".to_owned());
    /// # let me = Me { person: PersonId::new(id), name: name.clone(), role: WireRole::Rep, territories: vec![] };
    /// let (former, other) = (PersonId::new(Uuid::from_u128(2)), PersonId::new(Uuid::from_u128(3)));
    /// let people = vec![PersonCard { id: former, name }];
    /// # let (kind, territories) = (TerritoryKind::Line, vec![]);
    /// # let team = TeamCard { revision: 1, company: String::new(), kind, people, territories };
    /// # let (epoch, device, token) = (id, DeviceId(id), String::new());
    /// # let enrolled = Enrolled { epoch, device, token, me, team, server_ms: 0 };
    /// let of = Membership::joined(enrolled, 7, 0);
    /// assert!(of.is_self(former));
    /// assert!(!of.is_self(other));
    /// ```
    pub fn is_self(&self, person: PersonId) -> bool {
        self.name_of(person) == Some(&self.me.name)
    }

    /// The cursors say nothing any more: everything is asked for from the beginning. The scopes
    /// stay named, so that what is no longer to be had is said. What is about no customer is asked
    /// for with a cursor alone, so it is taken anew.
    pub fn forget_cursors(&mut self) {
        self.have.values_mut().for_each(|at| *at = 0);
        self.refetch.insert(NO_CUSTOMER);
    }

    /// Whether what is about no customer is asked for anew by the next question.
    pub(super) fn is_shared_wanted(&self) -> bool {
        self.refetch.contains(&NO_CUSTOMER) && !self.is_sending_state()
    }

    /// What a change says was not taken in as it stands here, so that comes anew.
    pub(super) fn want_anew(&mut self, change: &Change) {
        self.refetch.extend(change.customers());
        if change.is_about_none() {
            self.refetch.insert(NO_CUSTOMER);
        }
    }

    /// This device writes under another number from now on: restored from a backup, or told to.
    pub fn renumber(&mut self, number: u64) {
        self.number = number;
        self.forget_cursors();
    }

    /// What is kept of the company goes on over a log that holds these keys: a backup was put in place, and
    /// where nothing was, the log counts its next row from the last of them. A row must not go by a key
    /// that was judged before it was there.
    ///
    /// ```
    /// # use jipan_rules::{Uuid, territory::TerritoryKind, values::ids::PersonId};
    /// # use jipan_sync::{client::Membership, wire::{DeviceId, Enrolled, Me, TeamCard, WireRole}};
    /// # let (id, name) = (Uuid::from_u128(1), String::new());
    /// # let me = Me { person: PersonId::new(id), name, role: WireRole::Rep, territories: vec![] };
    /// # let (kind, people, territories) = (TerritoryKind::Line, vec![], vec![]);
    /// # let team = TeamCard { revision: 1, company: String::new(), kind, people, territories };
    /// # let (epoch, device, token) = (id, DeviceId(id), String::new());
    /// # let enrolled = Enrolled { epoch, device, token, me, team, server_ms: 0 };
    /// let mut of = Membership::joined(enrolled, 7, 0);
    /// of.acked = 500;
    /// of.goes_on_over(&[7, 9]);
    /// assert_eq!(of.acked, 9, "the next row is 10, and is to be sent");
    /// ```
    pub fn goes_on_over(&mut self, log_keys: &[u64]) {
        self.acked = self.acked.min(log_keys.iter().copied().max().unwrap_or_default());
        for it in &mut self.waiting {
            it.key = it.key.filter(|key| log_keys.contains(key));
        }
    }

    /// Notes that somebody's change came in.
    pub(super) fn note_came(&mut self, by: PersonId, customers: &[CustomerId], now_ms: u64) {
        let is_same = |it: &CameIn| it.by == by && now_ms.saturating_sub(it.at_ms) < CAME_MILLIS;
        if !self.came.iter().any(is_same) {
            let group =
                CameIn { by, at_ms: now_ms, n_changes: 0, customers: Vec::new(), n_customers: 0 };
            self.came.push(group);
            let n_old = self.came.len().saturating_sub(N_CAME);
            self.came.drain(..n_old);
        }
        let Some(group) = self.came.iter_mut().rev().find(|it| is_same(it)) else { return };
        group.n_changes = group.n_changes.saturating_add(1);
        let mut n_new = 0_u32;
        for customer in customers {
            if !group.customers.contains(customer) {
                n_new = n_new.saturating_add(1);
                if group.customers.len() < N_CAME {
                    group.customers.push(*customer);
                }
            }
        }
        group.n_customers = group.n_customers.saturating_add(n_new);
    }

    /// Its bytes: one layout byte, then the content.
    ///
    /// # Errors
    /// Never for a valid membership.
    pub fn encode(&self) -> Result<Vec<u8>, MembershipError> {
        postcard::to_extend(self, vec![LAYOUT]).map_err(strange)
    }

    /// Reads [`Self::encode`].
    ///
    /// # Errors
    /// If the bytes are damaged, or a newer program wrote them.
    pub fn decode(bytes: &[u8]) -> Result<Self, MembershipError> {
        match bytes.split_first() {
            Some((&LAYOUT, body)) => postcard::from_bytes(body).map_err(strange),
            // It ends where the list and its time follow now: none, and never.
            Some((&LAYOUT_FIRST, body)) => {
                postcard::from_bytes(&[body, &[0, 0]].concat()).map_err(strange)
            }
            Some((layout, _)) => Err(MembershipError { detail: format!("layout {layout}") }),
            None => Err(MembershipError { detail: "empty".to_owned() }),
        }
    }
}

/// How far `theirs` is ahead of `ours`, in milliseconds.
pub(super) fn difference(theirs: u64, ours: u64) -> i64 {
    let ahead = i64::try_from(theirs.saturating_sub(ours)).unwrap_or(i64::MAX);
    let behind = i64::try_from(ours.saturating_sub(theirs)).unwrap_or(i64::MAX);
    ahead.saturating_sub(behind)
}

#[expect(clippy::needless_pass_by_value, reason = "made for map_err")]
fn strange(error: postcard::Error) -> MembershipError {
    MembershipError { detail: error.to_string() }
}

/// `#[serde(with)]` for the team: bytes of their own; what cannot be read is none.
mod team {
    use serde::{Deserialize as _, Serialize as _};

    use crate::wire::TeamCard;

    #[expect(clippy::ref_option, reason = "serde's `with` gives a reference to the field")]
    pub(super) fn serialize<S: serde::Serializer>(
        team: &Option<TeamCard>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_allocvec(team).map_err(serde::ser::Error::custom)?;
        bytes.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<TeamCard>, D::Error> {
        let bytes = Vec::<u8>::deserialize(deserializer)?;
        Ok(postcard::from_bytes(&bytes).unwrap_or_default())
    }
}
