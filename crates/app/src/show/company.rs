//! What of the company is on the glass. Not here: joining, syncing.

use std::rc::Rc;

use jipan_rules::values::ids::{CustomerId, PersonId};

use crate::model::Model;
use crate::view::{
    ChangesFileView, JoinView, NeedsView, RecordSync, SyncState, SyncStatusView, SyncView,
    TeamView, WhoView,
};

impl Model {
    /// The part of the status line; none while this tablet works alone.
    pub(crate) fn sync_status(&self) -> Option<SyncStatusView> {
        None
    }

    /// Where a record is.
    pub(crate) fn record_sync(&self, _customer: CustomerId) -> RecordSync {
        RecordSync::Here
    }

    /// Who did something; none where nobody else could have.
    pub(crate) fn who_did(&self, _person: PersonId) -> Option<WhoView> {
        None
    }

    /// The screen behind a link to join.
    pub(crate) fn join_view(&self) -> JoinView {
        JoinView::NoLink
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
        SyncView {
            company: None,
            status: self.sync_status().unwrap_or(alone),
            clock_off_minutes: None,
            needs: Rc::new(NeedsView::default()),
            arrivals: Rc::new([]),
            file: ChangesFileView::Idle,
        }
    }

    /// The screen 团队; none but for managers of a company.
    pub(crate) fn team_view(&self) -> Option<TeamView> {
        None
    }
}
