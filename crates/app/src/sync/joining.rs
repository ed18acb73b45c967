//! Joining a company: a link is asked what it is for, the person confirms, and the book that is here
//! comes along. Work goes on meanwhile. Not here: what is sent afterwards.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a state is taken out to be changed; any other goes back as it was"
)]

use jipan_sync::calls::{Answer, Call, CallFailure, CallId, decode, encode};
use jipan_sync::client::Membership;
use jipan_sync::wire::{EnrolRequest, Enrolled, ErrorCode, LinkCard, LinkRequest};

use crate::backup::Passphrase;
use crate::effect::{Effect, FoldId, FoldWrite};
use crate::env::Env;
use crate::failure::SaveFailure;
use crate::fold::FOLD_OF_META;
use crate::model::{Model, Phase};
use crate::open::{META_PERSON, META_REPLICA};
use crate::route::Route;
use crate::tabs::{Meta, device_of};
use crate::view::{JoinFailure, Notice};

use super::META_COMPANY;

/// A joining that was confirmed is kept under this name until it comes to its end.
const META_JOINING: &str = "joining";

/// Where joining is.
#[derive(Debug, Default)]
pub(crate) enum Joining {
    /// No link was opened.
    #[default]
    NoLink,
    /// The link is being asked what it is for.
    Asking(CallId, Passphrase),
    /// It is known; the person confirms.
    Offered(Passphrase, LinkCard),
    /// It was confirmed; that is being written, so that a tablet that dies now goes on with it: the
    /// link is good for one tablet only.
    Noting(FoldId, LinkCard, Box<EnrolRequest>),
    /// The endpoint is being asked.
    Confirmed(CallId, Option<LinkCard>, Box<EnrolRequest>),
    /// The endpoint agreed; that is being written.
    Writing(FoldId, Box<Membership>),
    /// It was joined; everything comes.
    Done,
    /// It does not go, with the link to try again with.
    Failed(JoinFailure, Passphrase),
}

impl Joining {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        match self {
            Self::Asking(of, _) | Self::Confirmed(of, ..) => *of == id,
            Self::NoLink
            | Self::Offered(..)
            | Self::Noting(..)
            | Self::Writing(..)
            | Self::Done
            | Self::Failed(..) => false,
        }
    }
}

impl Model {
    /// A link to join was opened, or pasted.
    pub(super) fn link_opened(&mut self, secret: Passphrase, env: &mut Env) -> Vec<Effect> {
        if secret.is_empty() || matches!(self.sync.joining, Joining::Writing(..)) {
            return Vec::new();
        }
        let mut effects = self.follow(Route::Join, env);
        if self.phase == Phase::Ready {
            effects.extend(self.ask_link(secret));
        } else {
            // Who writes here is known only when the database was read.
            self.sync.joining = Joining::Failed(JoinFailure::NoAnswer, secret);
        }
        effects
    }

    /// A link that came before the database was read is asked for now.
    pub(crate) fn link_waits(&mut self) -> Vec<Effect> {
        match core::mem::take(&mut self.sync.joining) {
            Joining::Failed(_, secret) if !secret.is_empty() => self.ask_link(secret),
            other => {
                self.sync.joining = other;
                self.join_on()
            }
        }
    }

    /// Whether the tablet belongs to a company that knows it. One that was restored from a backup made
    /// before the tablet joined does not: then it joins once more.
    pub(crate) fn belongs(&self) -> bool {
        let is_unknown = self.sync.failure == Some(CallFailure::Refused(ErrorCode::Unauthorized));
        self.sync.membership.is_some() && !is_unknown
    }

    /// Goes on with what was confirmed before, if nothing else is going on.
    pub(crate) fn join_on(&mut self) -> Vec<Effect> {
        let is_free = matches!(self.sync.joining, Joining::NoLink | Joining::Failed(..));
        match &self.sync.noted {
            Some(ask) if is_free && !self.belongs() && self.device.is_online => {
                let ask = (**ask).clone();
                self.enrol(None, ask)
            }
            Some(_) | None => Vec::new(),
        }
    }

    fn ask_link(&mut self, secret: Passphrase) -> Vec<Effect> {
        if self.belongs() {
            self.sync.joining = Joining::Failed(JoinFailure::AlreadyJoined, secret);
            return Vec::new();
        }
        // Of a link that was confirmed before, only the rest is asked.
        if let Some(ask) = &self.sync.noted
            && ask.secret == secret.reveal()
        {
            let ask = (**ask).clone();
            return self.enrol(None, ask);
        }
        let call = Call::Link(LinkRequest { secret: secret.reveal().to_owned() });
        let (id, effects) = self.sync.call(call);
        self.sync.joining = Joining::Asking(id, secret);
        effects
    }

    /// Joining was confirmed: the names of the tablet, the company and the person.
    pub(super) fn join_confirmed(&mut self, names: [String; 3]) -> Vec<Effect> {
        let (secret, card) = match core::mem::take(&mut self.sync.joining) {
            Joining::Offered(secret, card)
                if self.may_write() && !(card.is_first && is_any_blank(&names)) =>
            {
                (secret, card)
            }
            other => {
                self.sync.joining = other;
                return Vec::new();
            }
        };
        let [device_name, company_name, person_name] = names;
        let ask = EnrolRequest {
            secret: secret.reveal().to_owned(),
            device_name,
            person_name,
            company_name,
            local_person: self.writer.person,
            device: String::new(),
        };
        let id = self.sync.next_write();
        let bytes = encode(&ask).unwrap_or_default();
        self.sync.joining = Joining::Noting(id, card, Box::new(ask));
        vec![Effect::Fold { id, writes: vec![FoldWrite::Meta(META_JOINING.into(), bytes)] }]
    }

    fn enrol(&mut self, card: Option<LinkCard>, ask: EnrolRequest) -> Vec<Effect> {
        let device = format!("{:x}", device_of(self.writer.replica.number()));
        let ask = EnrolRequest { device, ..ask };
        let (id, effects) = self.sync.call(Call::Enrol(ask.clone()));
        self.sync.joining = Joining::Confirmed(id, card, Box::new(ask));
        effects
    }

    /// A joining that was confirmed and did not come to its end, perhaps because the tablet died.
    pub(super) fn note_joining(&mut self, meta: &Meta<'_>) {
        self.sync.noted = meta.get(META_JOINING).and_then(|bytes| decode(bytes).ok());
    }

    /// Asking was to be tried again.
    pub(super) fn join_retried(&mut self, env: &mut Env) -> Vec<Effect> {
        match core::mem::take(&mut self.sync.joining) {
            Joining::Failed(_, secret) => self.link_opened(secret, env),
            other => {
                self.sync.joining = other;
                Vec::new()
            }
        }
    }

    /// An answer about joining.
    pub(super) fn join_answered(&mut self, answer: Answer, env: &mut Env) -> Vec<Effect> {
        match (core::mem::take(&mut self.sync.joining), answer) {
            (Joining::Asking(_, secret), Answer::Link(card)) => {
                self.sync.joining = Joining::Offered(secret, card);
                Vec::new()
            }
            (Joining::Confirmed(..), Answer::Enrolled(enrolled)) => self.enrolled(enrolled, env),
            (Joining::Confirmed(_, card, ask), Answer::Failed(failure)) => match failure {
                CallFailure::Refused(ErrorCode::DeviceTaken) => {
                    // A copy of this tablet joined before; from now on they are two.
                    let number = device_of(env.ids.fresh().as_u64_pair().1 << 8);
                    self.write_as(number);
                    let replica = (number << 8).to_le_bytes().to_vec();
                    let write = FoldWrite::Meta(META_REPLICA.into(), replica);
                    let mut effects = vec![Effect::Fold { id: FOLD_OF_META, writes: vec![write] }];
                    effects.extend(self.enrol(card, *ask));
                    effects
                }
                failure => self.join_failed(failure, Passphrase::new(ask.secret)),
            },
            (Joining::Asking(_, secret), Answer::Failed(failure)) => {
                self.join_failed(failure, secret)
            }
            (Joining::Asking(_, secret), _) => {
                self.join_failed(CallFailure::NotOurs { status: 200 }, secret)
            }
            (Joining::Confirmed(.., ask), _) => {
                let secret = Passphrase::new(ask.secret);
                self.join_failed(CallFailure::NotOurs { status: 200 }, secret)
            }
            (other, _) => {
                self.sync.joining = other;
                Vec::new()
            }
        }
    }

    fn join_failed(&mut self, failure: CallFailure, secret: Passphrase) -> Vec<Effect> {
        let why = match failure {
            CallFailure::Refused(code) => match code {
                ErrorCode::LinkGone | ErrorCode::NotFound => JoinFailure::LinkGone,
                ErrorCode::Version => JoinFailure::Version,
                ErrorCode::Conflict => JoinFailure::AlreadyJoined,
                ErrorCode::Malformed
                | ErrorCode::Unauthorized
                | ErrorCode::Forbidden
                | ErrorCode::DeviceTaken
                | ErrorCode::TooLarge
                | ErrorCode::TooMany
                | ErrorCode::Full
                | ErrorCode::Unavailable => JoinFailure::NoAnswer,
            },
            CallFailure::AppTooOld | CallFailure::EndpointTooOld => JoinFailure::Version,
            CallFailure::NotOurs { .. } => JoinFailure::NoEndpoint,
            CallFailure::Offline
            | CallFailure::Timeout
            | CallFailure::Truncated
            | CallFailure::Unspeakable => JoinFailure::NoAnswer,
        };
        let mut effects = Vec::new();
        let is_over = matches!(why, JoinFailure::LinkGone | JoinFailure::AlreadyJoined);
        if is_over && self.sync.noted.take().is_some() {
            let writes = vec![FoldWrite::MetaGone(META_JOINING.into())];
            effects.push(Effect::Fold { id: self.sync.next_write(), writes });
        }
        self.sync.joining = Joining::Failed(why, secret);
        effects
    }

    /// The endpoint agreed. The first tab to write it down is the one that joined.
    fn enrolled(&mut self, enrolled: Enrolled, env: &Env) -> Vec<Effect> {
        let number = device_of(self.writer.replica.number());
        let mut membership = Membership::joined(enrolled, number, env.now_millis());
        // The endpoint does not have them, so they go from here.
        membership.refetch.extend(self.sample_customers());
        self.write_membership(Box::new(membership))
    }

    fn write_membership(&mut self, membership: Box<Membership>) -> Vec<Effect> {
        let id = self.sync.next_write();
        let Ok(bytes) = membership.encode() else { return Vec::new() };
        let before = Some(self.sync.stored.clone()).filter(|it| !it.is_empty());
        let person = membership.me.person.uuid().as_bytes().to_vec();
        let writes = vec![
            FoldWrite::Expect(META_COMPANY, before),
            FoldWrite::Meta(META_COMPANY.into(), bytes),
            FoldWrite::Meta(META_PERSON.into(), person),
            FoldWrite::MetaGone(META_JOINING.into()),
        ];
        self.sync.joining = Joining::Writing(id, membership);
        vec![Effect::Fold { id, writes }]
    }

    /// It is on the disk that this tablet joined.
    pub(super) fn join_written(&mut self, id: FoldId) -> Vec<Effect> {
        match core::mem::take(&mut self.sync.joining) {
            Joining::Writing(of, membership) if of == id => {
                self.sync.stored = membership.encode().unwrap_or_default();
                self.belong(*membership);
                (self.sync.joining, self.sync.noted) = (Joining::Done, None);
                self.sync.failure = None;
                self.sync_wanted();
                vec![Effect::TellTabs]
            }
            Joining::Noting(of, card, ask) if of == id => {
                self.sync.noted = Some(ask.clone());
                self.enrol(Some(card), *ask)
            }
            other => {
                self.sync.joining = other;
                Vec::new()
            }
        }
    }

    /// It is not. A link is good for one time only, so what it gave is not let go: it is written
    /// again, unless another tab joined meanwhile.
    pub(super) fn join_not_written(&mut self, id: FoldId, failure: &SaveFailure) -> Vec<Effect> {
        match core::mem::take(&mut self.sync.joining) {
            Joining::Writing(of, membership) if of == id => match failure {
                SaveFailure::NotTheWriter => {
                    self.sync.joining =
                        Joining::Failed(JoinFailure::AlreadyJoined, Passphrase::default());
                    self.catch_up()
                }
                SaveFailure::NewerLayout => self.meet_newer(),
                SaveFailure::QuotaExceeded
                | SaveFailure::BackingStore
                | SaveFailure::ConnectionClosed
                | SaveFailure::Other { .. } => {
                    self.notify(Notice::SaveFailed(failure.clone()));
                    self.sync.joining = Joining::Writing(of, membership);
                    self.join_again_later()
                }
            },
            Joining::Noting(of, card, ask) if of == id => {
                self.notify(Notice::SaveFailed(failure.clone()));
                self.sync.joining = Joining::Offered(Passphrase::new(ask.secret), card);
                Vec::new()
            }
            other => {
                self.sync.joining = other;
                Vec::new()
            }
        }
    }

    fn join_again_later(&mut self) -> Vec<Effect> {
        let event = Box::new(crate::event::Event::SyncDue);
        self.sync.is_join_due = true;
        vec![Effect::Delay { millis: super::RETRY_MILLIS, event }]
    }

    /// It is time to write again that this tablet joined.
    pub(super) fn join_again(&mut self) -> Vec<Effect> {
        if !core::mem::take(&mut self.sync.is_join_due) {
            return Vec::new();
        }
        match core::mem::take(&mut self.sync.joining) {
            Joining::Writing(_, membership) => self.write_membership(membership),
            other => {
                self.sync.joining = other;
                Vec::new()
            }
        }
    }
}

/// Whether the first manager left out the name of the company or the own one.
fn is_any_blank([_, company, person]: &[String; 3]) -> bool {
    company.trim().is_empty() || person.trim().is_empty()
}
