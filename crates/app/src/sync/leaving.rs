//! Leaving a company, or being sent away: once all was judged, the company's data go from this tablet.
//! What was refused stays with its text. Not here: what was judged.

use jipan_rules::Uuid;
use jipan_rules::values::ids::PersonId;

use crate::effect::{Effect, FoldWrite};
use crate::env::Env;
use crate::event::{OpenedStore, Term};
use crate::model::{MayWrite, Model};
use crate::open::{META_BIRTH, META_PERSON, META_REPLICA};
use crate::tabs::Meta;

use super::{RefusedChange, Round};

/// Which making of the database was deleted because the company was left. Other tabs do not write
/// theirs anew then.
const META_LEFT: &str = "left";

impl Model {
    /// Leaves, unless something was written since it was asked for: that is said first.
    pub(super) fn leave_if_all_is_said(&mut self, env: &mut Env) -> Vec<Effect> {
        if self.unsent().next().is_none() && self.writer.pending.is_empty() {
            return self.leave_company(env);
        }
        self.sync_wanted();
        Vec::new()
    }

    /// Stays after all: what was not begun is not done. One that was sent away goes all the same.
    pub(super) fn leave_cancelled(&mut self) {
        self.sync.is_leaving = false;
        let is_revoked = self.sync.membership.as_ref().is_some_and(|it| it.is_revoked);
        self.sync.is_to_go &= is_revoked;
    }

    /// Deletes what is here, as one transaction, and begins an empty book of one's own.
    pub(super) fn leave_company(&mut self, env: &mut Env) -> Vec<Effect> {
        let (Some(term), Some(birth)) = (self.tabs.lead.term(), self.tabs.birth) else {
            return Vec::new();
        };
        let meta = |name: &str, bytes: &[u8]| FoldWrite::Meta(name.to_owned(), bytes.to_vec());
        let replica = env.ids.fresh().as_u64_pair().1 << 8;
        let person = PersonId::new(env.ids.fresh());
        let mut writes = vec![
            FoldWrite::Expect(Term::NAME, Some(term.0.to_vec())),
            FoldWrite::Clear,
            meta(Term::NAME, &term.0),
            meta(META_LEFT, birth.as_bytes()),
            meta(META_REPLICA, &replica.to_le_bytes()),
            meta(META_PERSON, person.uuid().as_bytes()),
            meta(META_BIRTH, env.ids.fresh().as_bytes()),
        ];
        writes.extend(self.sync.refused.values().map(RefusedChange::kept));
        let settings = self.settings.clone().into_iter();
        writes.extend(settings.map(|(name, value)| FoldWrite::Setting(name, value)));
        self.abandon_fold();
        let id = self.sync.next_write();
        self.sync.round = Round::Leaving(id);
        self.writer.may_write = MayWrite::OtherTab;
        vec![Effect::Fold { id, writes }]
    }

    /// Whether another tab left the company.
    pub(crate) fn has_left(&self, store: &OpenedStore) -> bool {
        let left: Option<Uuid> = Meta::of(store).bytes(META_LEFT).map(Uuid::from_bytes);
        left.is_some() && left == self.tabs.birth
    }
}
