//! What a manager does with people, territories and devices: each a question to the endpoint, which
//! answers with the whole team. Not here: how it is shown.

use jipan_sync::calls::{Answer, Call, CallFailure, CallId};
use jipan_sync::wire::{ErrorCode, TeamLink, TeamReply, TeamRequest};

use crate::effect::Effect;
use crate::event::CompanyEvent;
use crate::model::Model;
use crate::view::TeamFailure;

/// The team as it was told last.
#[derive(Debug, Default)]
pub(crate) struct TeamModel {
    /// The question on its way, and whether it changes something.
    call: Option<(CallId, bool)>,
    pub(crate) reply: Option<TeamReply>,
    /// The link that was made last, until it is put away.
    pub(crate) link: Option<TeamLink>,
    pub(crate) failure: Option<TeamFailure>,
}

impl TeamModel {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        self.call.is_some_and(|(of, _)| of == id)
    }

    /// Whether a question is on its way.
    pub(crate) fn is_working(&self) -> bool {
        self.call.is_some()
    }
}

impl Model {
    /// The team is asked for when its screen opens.
    pub(crate) fn enter_team(&mut self) -> Vec<Effect> {
        self.ask_team(TeamRequest::Show)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "on_company hands over these events only, and names each of them"
    )]
    pub(super) fn on_team(&mut self, event: CompanyEvent) -> Vec<Effect> {
        let ask = match event {
            CompanyEvent::Invited { name, role, territories } => {
                TeamRequest::Invite { name, role: role.into(), territories }
            }
            CompanyEvent::LinkAsked(person) => TeamRequest::Link { person },
            CompanyEvent::LinkClosed => {
                self.sync.team.link = None;
                return Vec::new();
            }
            CompanyEvent::PersonSet { person, name, role, territories } => {
                TeamRequest::SetPerson { person, name, role: role.into(), territories }
            }
            CompanyEvent::PersonLeft(person) => TeamRequest::Leave { person },
            CompanyEvent::DeviceRevoked(device) => TeamRequest::Revoke { device },
            CompanyEvent::KindChosen(kind) => TeamRequest::SetKind { kind },
            CompanyEvent::TerritorySet { id, name, values } => {
                TeamRequest::SetTerritory { id, name, values }
            }
            _ => TeamRequest::Show,
        };
        self.ask_team(ask)
    }

    fn ask_team(&mut self, ask: TeamRequest) -> Vec<Effect> {
        let Some(token) = self.sync.membership.as_ref().map(|it| it.token.clone()) else {
            return Vec::new();
        };
        // One after the other, so that no answer is older than what is shown.
        if self.sync.team.is_working() {
            return Vec::new();
        }
        let is_change = ask != TeamRequest::Show;
        let (id, effects) = self.sync.call(Call::Team { token, ask });
        let team = &mut self.sync.team;
        team.call = Some((id, is_change));
        // What is not known of the change before stays so until the team was read, or changed anew.
        team.failure = team.failure.filter(|it| *it == TeamFailure::Unsure && !is_change);
        effects
    }

    pub(super) fn team_answered(&mut self, answer: Answer) -> Vec<Effect> {
        let team = &mut self.sync.team;
        let was_change = team.call.take().is_some_and(|(_, is_change)| is_change);
        match answer {
            Answer::Team(mut reply) => {
                team.link = reply.link.take().or_else(|| team.link.take());
                team.reply = Some(reply);
                team.failure = team.failure.map(|_| TeamFailure::MaybeDone);
                // The names that everybody knows follow with the next round.
                self.sync_wanted();
            }
            Answer::Failed(CallFailure::Refused(code)) if is_undone(code) => {
                team.failure = Some(TeamFailure::Refused);
            }
            Answer::Failed(_)
            | Answer::Link(_)
            | Answer::Enrolled(_)
            | Answer::Synced(_)
            | Answer::Waited(_)
            | Answer::PhotoPut
            | Answer::Photo(_)
                if was_change =>
            {
                // It may have been done all the same: the team shows.
                team.failure = Some(TeamFailure::Unsure);
                return self.ask_team(TeamRequest::Show);
            }
            Answer::Failed(_)
            | Answer::Link(_)
            | Answer::Enrolled(_)
            | Answer::Synced(_)
            | Answer::Waited(_)
            | Answer::PhotoPut
            | Answer::Photo(_) => {
                team.failure = Some(team.failure.unwrap_or(TeamFailure::NoAnswer));
            }
        }
        Vec::new()
    }
}

/// Whether what was asked for was surely not done. A database that failed, or a proxy that did not
/// wait for the answer, does not know.
fn is_undone(code: ErrorCode) -> bool {
    match code {
        ErrorCode::Unavailable => false,
        ErrorCode::Malformed
        | ErrorCode::Version
        | ErrorCode::Unauthorized
        | ErrorCode::Forbidden
        | ErrorCode::LinkGone
        | ErrorCode::DeviceTaken
        | ErrorCode::NotFound
        | ErrorCode::Conflict
        | ErrorCode::TooLarge
        | ErrorCode::TooMany
        | ErrorCode::Full => true,
    }
}
