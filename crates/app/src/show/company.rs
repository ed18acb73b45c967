//! What of the company is on the glass: joining, the state of the sync, where a record is, who did
//! something. Not here: joining, syncing, the team (`team`).

use std::rc::Rc;

use jipan_rules::values::ids::{CustomerId, PersonId};
use jipan_sync::calls::CallFailure;
use jipan_sync::client::Membership;
use jipan_sync::wire::ErrorCode;

use super::instant;
use crate::model::{Model, Source};
use crate::sync::Joining;
use crate::view::{
    ArrivalView, CompanyView, JoinFailure, JoinView, RecordSync, SyncState, SyncStatusView,
    SyncStop, SyncTrouble, SyncView, WhoView,
};

/// A clock that is no more off than this is right. OURS
const OFF_MINUTES_MAX: i64 = 5;

impl Model {
    /// The part of the status line; none while this tablet works alone.
    pub(crate) fn sync_status(&self) -> Option<SyncStatusView> {
        let it = self.sync.membership.as_ref()?;
        let n_pending = self.writer.pending.len();
        let since = self.unsent().find_map(|entry| match &entry.from {
            Source::Here { ms, .. } => instant(*ms),
            Source::Elsewhere | Source::Forgetting { .. } => None,
        });
        Some(SyncStatusView {
            state: self.sync_state(it),
            n_unsent: self.unsent().count().saturating_add(n_pending),
            unsent_since: since,
            last_success: instant(it.last_success_ms).filter(|_| it.last_success_ms > 0),
            n_needs: self.n_needs(),
            today: self.today,
        })
    }

    fn n_needs(&self) -> usize {
        let n_conflicts = self.book.n_open_conflicts().saturating_add(self.shared_needs().len());
        n_conflicts.saturating_add(self.sync.refused.len())
    }

    fn sync_state(&self, it: &Membership) -> SyncState {
        if it.is_revoked {
            return SyncState::Stopped(SyncStop::Revoked);
        }
        if !self.device.is_online {
            return SyncState::Waiting(SyncTrouble::Offline);
        }
        match self.sync.failure {
            Some(CallFailure::Refused(ErrorCode::Unauthorized)) => {
                SyncState::Stopped(SyncStop::Unknown)
            }
            Some(CallFailure::Refused(ErrorCode::Version) | CallFailure::AppTooOld) => {
                SyncState::Stopped(SyncStop::UpdateNeeded)
            }
            Some(failure) => SyncState::Waiting(trouble_of(failure)),
            None if it.is_outdated => SyncState::Stopped(SyncStop::UpdateNeeded),
            None if self.sync.round.is_working() => SyncState::Working,
            None => SyncState::Idle,
        }
    }

    /// Where a record is.
    pub(crate) fn record_sync(&self, customer: CustomerId) -> RecordSync {
        if self.sync.membership.is_none() {
            return RecordSync::Here;
        }
        let row = self.book.row_of(customer);
        let is_refused =
            || self.sync.refused.values().any(|it| it.change.customers().contains(&customer));
        if row.is_some_and(|row| self.book.has_open_conflicts(row)) || is_refused() {
            return RecordSync::NeedsYou;
        }
        match self.n_unsent_about(customer) {
            0 => RecordSync::Sent,
            n => RecordSync::Waiting(n),
        }
    }

    /// Who did something; none where nobody else could have.
    pub(crate) fn who_did(&self, person: PersonId) -> Option<WhoView> {
        let it = self.sync.membership.as_ref()?;
        Some(if person == it.me.person {
            WhoView::Me
        } else if person.uuid().is_nil() {
            WhoView::Company
        } else {
            it.name_of(person).map_or(WhoView::Unknown, |name| WhoView::Named(name.to_owned()))
        })
    }

    /// The screen behind a link to join.
    pub(crate) fn join_view(&self) -> JoinView {
        let n_customers = usize::try_from(self.book.n_customers()).unwrap_or_default();
        match &self.sync.joining {
            Joining::Asking(..) | Joining::Confirmed(_, None, _) => JoinView::Asking,
            Joining::Offered(_, card)
            | Joining::Noting(_, card, _)
            | Joining::Confirmed(_, Some(card), _) => JoinView::Offered {
                company: card.company.clone(),
                name: card.name.clone(),
                role: card.role.into(),
                territories: card.territories.clone(),
                is_first: card.is_first,
                n_customers: self.n_of_ones_own(),
                is_working: !matches!(self.sync.joining, Joining::Offered(..)),
            },
            Joining::Writing(_, it) => self.fetching(it),
            Joining::Failed(why, _) => JoinView::Failed(*why),
            Joining::NoLink | Joining::Done => match &self.sync.membership {
                Some(it) if self.belongs() => self.joined_view(it, n_customers),
                Some(_) | None => JoinView::NoLink,
            },
        }
    }

    fn joined_view(&self, it: &Membership, n_customers: usize) -> JoinView {
        if it.last_success_ms == 0 {
            return self.fetching(it);
        }
        if matches!(self.sync.joining, Joining::NoLink) {
            return JoinView::Failed(JoinFailure::AlreadyJoined);
        }
        JoinView::Joined { company: name_of(it), name: it.me.name.clone(), n_customers }
    }

    fn fetching(&self, it: &Membership) -> JoinView {
        JoinView::Fetching {
            company: name_of(it),
            done: self.book.n_customers().into(),
            total: it.n_customers,
        }
    }

    /// The screen 同步.
    pub(crate) fn sync_view(&self) -> SyncView {
        let alone = SyncStatusView {
            state: SyncState::Idle,
            n_unsent: 0,
            unsent_since: None,
            last_success: None,
            n_needs: 0,
            today: self.today,
        };
        let it = self.sync.membership.as_deref();
        let off = it.map(|it| it.offset_ms.saturating_add(30_000).div_euclid(60_000));
        SyncView {
            company: it.map(company_view),
            status: self.sync_status().unwrap_or(alone),
            // The clock of the tablet is ahead where that of the company is behind.
            clock_off_minutes: off.filter(|it| it.abs() >= OFF_MINUTES_MAX).map(|it| -it),
            needs: Rc::new(self.needs_view()),
            arrivals: it.map(|it| self.arrivals(it)).unwrap_or_default().into(),
            file: self.sync.file.view(),
            is_leaving: self.sync.is_leaving,
            n_photos: self.n_photos_lost(),
        }
    }

    fn arrivals(&self, it: &Membership) -> Vec<ArrivalView> {
        let arrival = |came: &jipan_sync::client::CameIn| {
            let known = came.customers.iter().find_map(|id| Some((*id, self.name_of(*id)?)));
            Some(ArrivalView {
                by: self.who_did(came.by)?,
                at: instant(came.at_ms)?,
                n_customers: usize::try_from(came.n_customers).unwrap_or_default(),
                example: known,
            })
        };
        it.came.iter().rev().filter_map(arrival).collect()
    }
}

/// Name of the company.
pub(super) fn name_of(it: &Membership) -> String {
    it.team.as_ref().map(|team| team.company.clone()).unwrap_or_default()
}

fn company_view(it: &Membership) -> CompanyView {
    let all = it.team.as_ref().map_or(&[][..], |team| &team.territories);
    let names = all.iter().filter(|card| it.me.territories.contains(&card.id));
    CompanyView {
        name: name_of(it),
        person: it.me.name.clone(),
        role: it.me.role.into(),
        territories: names.map(|card| card.name.clone()).collect(),
    }
}

fn trouble_of(failure: CallFailure) -> SyncTrouble {
    match failure {
        CallFailure::Offline | CallFailure::Timeout => SyncTrouble::NoAnswer,
        CallFailure::NotOurs { .. } | CallFailure::Truncated => SyncTrouble::Portal,
        CallFailure::Refused(_)
        | CallFailure::AppTooOld
        | CallFailure::EndpointTooOld
        | CallFailure::Unspeakable => SyncTrouble::Server,
    }
}
