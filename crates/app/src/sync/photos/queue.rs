//! Which photos are still to be sent, and which of them go with a company that this tablet leaves. Not here: the
//! sending.

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::values::ids::PersonId;

use crate::model::Model;

impl Model {
    /// Receipts that this person named, or that are of this person's expenses, with whose expense it is. Those of
    /// expenses that were taken out stay here.
    pub(super) fn own_receipts(&self) -> impl Iterator<Item = (Uuid, PersonId)> {
        let first = BudgetKey::of(BudgetField::ExpenseReceipt, Uuid::nil());
        let last = BudgetKey::of(BudgetField::ExpenseReceipt, Uuid::max());
        let last = BudgetKey { part: Uuid::max(), at: u16::MAX, ..last };
        self.book.budget().range(first..=last).filter_map(|(key, said)| {
            let id = Uuid::try_parse(said.value.as_deref()?).ok()?;
            let gone = BudgetKey { field: BudgetField::ExpenseGone.code(), ..*key };
            let is_gone = self.book.budget_value(gone).is_some();
            let of = PersonId::new(key.part);
            let is_own = || self.book.budget_by(*key).is_some_and(|it| self.is_self(it.by));
            (!is_gone && (self.is_self(of) || is_own())).then_some((id, of))
        })
    }

    /// Own photos that the endpoint is not known to have.
    fn photos_not_sent(&self) -> impl Iterator<Item = (Uuid, PersonId)> {
        let photos = &self.sync.photos;
        let epoch = self.sync.membership.as_ref().map(|it| it.epoch);
        let done = photos.done.as_ref().filter(|it| Some(it.epoch) == epoch);
        let names = done.map_or(&photos.came, |it| &it.names);
        self.own_receipts().filter(|(id, _)| !names.contains(id))
    }

    /// Those of them that can still be sent.
    pub(super) fn photos_to_send(&self) -> impl Iterator<Item = (Uuid, PersonId)> {
        let photos = &self.sync.photos;
        let epoch = self.sync.membership.as_ref().map(|it| it.epoch);
        let now = epoch.map(|epoch| (epoch, self.book.budget_revision()));
        let is_open = now.is_some() && photos.seen != now;
        let all = is_open.then(|| self.photos_not_sent());
        all.into_iter().flatten().filter(|(id, _)| !photos.skipped.contains(id))
    }

    /// The next photo to be sent: one that was not tried in this pass, or else the first of a new one.
    pub(super) fn next_photo(&self) -> Option<(Uuid, PersonId)> {
        let tried = &self.sync.photos.tried;
        let next = self.photos_to_send().find(|(id, _)| !tried.contains(id));
        next.or_else(|| self.photos_to_send().next())
    }

    /// How many photos nobody has any more if this tablet leaves: they are here, and the endpoint does not take
    /// them or the disk does not give them.
    pub(crate) fn n_photos_lost(&self) -> usize {
        let skipped = &self.sync.photos.skipped;
        self.photos_not_sent().filter(|(id, _)| skipped.contains(id)).count()
    }

    /// The person leaves and was told how many photos go.
    pub(in crate::sync) fn give_up_photos(&mut self) {
        self.sync.photos.n_given_up = self.n_photos_lost();
    }

    /// Whether more photos would go than the person was told, as far as all are counted. Who was sent away is not
    /// asked.
    pub(super) fn loses_photos_unsaid(&self) -> bool {
        let is_out = self.sync.membership.as_ref().is_none_or(|it| it.is_revoked);
        let n_lost = self.n_photos_lost();
        !is_out && n_lost > self.sync.photos.n_given_up && self.photos_to_send().next().is_none()
    }

    /// Whether this tablet is not to leave yet, since it has the only copy of a photo.
    pub(in crate::sync) fn holds_photos(&self) -> bool {
        let is_out = self.sync.membership.as_ref().is_none_or(|it| it.is_revoked);
        let has_more = || self.photos_to_send().next().is_some();
        self.sync.is_leaving && !is_out && (has_more() || self.loses_photos_unsaid())
    }
}
