//! The photos of receipts between this tablet and the endpoint: own ones go out one at a time once the changes are
//! in step, those that are looked at and are not here come in. Not here: what is on the screen, and the rows.
//!
//! What is to be sent follows from the book: the receipts that this person named, less a list of those of which
//! nothing is to be sent from here. The list lies among the photos, so that no start reads it. Who dies between an
//! answer and its note sends that photo once more, which changes nothing.

mod list;

use std::collections::BTreeSet;

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::values::ids::PersonId;
use jipan_sync::calls::{Answer, Call, CallFailure, CallId};
use jipan_sync::client::Pace;
use jipan_sync::wire::{ErrorCode, GetPhoto, PHOTO_BYTES_MAX, PutPhoto, is_jpeg};

use crate::budget::{photo_of, photo_row};
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{BudgetEvent, Event};
use crate::model::Model;
use crate::view::Photo;

use super::Round;
use list::Done;

/// The name under which the list lies.
const LIST: Uuid = Uuid::nil();

/// What is going on with the photos.
#[derive(Debug, Default)]
pub(crate) struct PhotoSync {
    /// The list, once it was read.
    done: Option<Done>,
    /// Own ones that came from the endpoint before it was read.
    came: BTreeSet<Uuid>,
    /// Whether the list here is another one than that on the disk.
    is_unnoted: bool,
    step: Step,
    /// What nothing comes of; tried again after the next start.
    skipped: BTreeSet<Uuid>,
    pace: Pace,
    /// Whether time will make it due.
    is_timed: bool,
    /// The epoch and the budget in which there was nothing more to send.
    seen: Option<(Uuid, u64)>,
    /// What is asked for.
    asked: Option<(CallId, Uuid)>,
    /// What came and is on its way to the disk.
    keeping: Option<Uuid>,
}

/// How far the next one is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Idle,
    /// The list is being read.
    Listing,
    /// A photo is being read.
    Reading(Uuid, PersonId),
    /// It is being sent.
    Calling(CallId, Uuid),
    /// The list is being written.
    Noting,
    /// Nothing goes out until the next start: the endpoint knows nothing of photos, or has no room for them.
    Stopped,
}

impl PhotoSync {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        let is_put = matches!(self.step, Step::Calling(of, _) if of == id);
        is_put || self.asked.is_some_and(|(of, _)| of == id)
    }

    /// The book is another one, and counts anew.
    pub(crate) fn look_again(&mut self) {
        self.seen = None;
    }

    fn note(&mut self, id: Uuid) {
        self.is_unnoted = true;
        match &mut self.done {
            Some(done) => done.names.insert(id),
            None => self.came.insert(id),
        };
    }

    fn failed(&mut self, env: &mut Env) {
        let (_, low) = env.ids.fresh().as_u64_pair();
        self.pace.failed(env.now_millis(), u16::try_from(low & 0xFFFF).unwrap_or_default());
    }
}

impl Model {
    /// Begins what is due. Called after every event.
    pub(crate) fn go_on_with_photos(&mut self, env: &Env) -> Vec<Effect> {
        let mut effects = self.ask_for_photo();
        effects.extend(self.send_photo(env));
        effects
    }

    /// Receipts that this person named, with whose expense it is. Those of expenses that were taken out stay here.
    fn own_receipts(&self) -> impl Iterator<Item = (Uuid, PersonId)> {
        let first = BudgetKey::of(BudgetField::ExpenseReceipt, Uuid::nil());
        let last = BudgetKey::of(BudgetField::ExpenseReceipt, Uuid::max());
        let last = BudgetKey { part: Uuid::max(), at: u16::MAX, ..last };
        self.book.budget().range(first..=last).filter_map(|(key, said)| {
            let id = Uuid::try_parse(said.value.as_deref()?).ok()?;
            let gone = BudgetKey { field: BudgetField::ExpenseGone.code(), ..*key };
            let is_gone = self.book.budget_value(gone).is_some();
            let is_own = self.book.budget_by(*key).is_some_and(|it| self.is_self(it.by));
            (is_own && !is_gone).then_some((id, PersonId::new(key.part)))
        })
    }

    /// The next photo to be sent.
    fn next_photo(&self) -> Option<(Uuid, PersonId)> {
        let photos = &self.sync.photos;
        let epoch = self.sync.membership.as_ref()?.epoch;
        if photos.seen == Some((epoch, self.book.budget_revision())) {
            return None;
        }
        let done = photos.done.as_ref().filter(|it| it.epoch == epoch);
        let is_done = |id: &Uuid| match done {
            Some(done) => done.names.contains(id),
            None => photos.came.contains(id),
        };
        self.own_receipts().find(|(id, _)| !is_done(id) && !photos.skipped.contains(id))
    }

    /// Whether this tablet is not to leave yet, since it has the only copy of a photo.
    pub(super) fn holds_photos(&self) -> bool {
        let is_out = self.sync.membership.as_ref().is_none_or(|it| it.is_revoked);
        self.sync.is_leaving
            && !is_out
            && self.sync.photos.step != Step::Stopped
            && self.next_photo().is_some()
    }

    /// Whether the endpoint knows all that is in the book, and this tab is the one that asks it.
    fn is_in_step(&self) -> bool {
        let is_member = |it: &jipan_sync::client::Membership| {
            !it.is_revoked && !it.is_outdated && !it.is_sending_state()
        };
        self.sync.membership.as_deref().is_some_and(is_member)
            && matches!(self.sync.round, Round::Idle | Round::Waiting(_))
            && !(self.sync.is_due || self.sync.is_behind)
            && self.sync.failure.is_none()
            && self.tabs.lead.term().is_some()
            && self.can_sync()
            && self.unsent().next().is_none()
            && self.writer.pending.is_empty()
    }

    fn send_photo(&mut self, env: &Env) -> Vec<Effect> {
        let photos = &self.sync.photos;
        if photos.step != Step::Idle || !self.is_in_step() {
            return Vec::new();
        }
        let Some(epoch) = self.sync.membership.as_ref().map(|it| it.epoch) else {
            return Vec::new();
        };
        let next = self.next_photo();
        if next.is_none() && !photos.is_unnoted {
            self.sync.photos.seen = Some((epoch, self.book.budget_revision()));
            return Vec::new();
        }
        let wait = photos.pace.wait_millis(env.now_millis());
        if wait > 0 {
            return self.send_later(u32::try_from(wait).unwrap_or(u32::MAX));
        }
        let photos = &mut self.sync.photos;
        let Some(done) = &mut photos.done else {
            photos.step = Step::Listing;
            return vec![Effect::ReadPhoto(LIST)];
        };
        if done.epoch != epoch {
            *done = Done { epoch, names: BTreeSet::new() };
        }
        if let Some((id, of)) = next {
            photos.step = Step::Reading(id, of);
            return vec![Effect::ReadPhoto(id)];
        }
        photos.step = Step::Noting;
        vec![Effect::KeepPhoto { id: LIST, row: done.row() }]
    }

    fn send_later(&mut self, millis: u32) -> Vec<Effect> {
        if core::mem::replace(&mut self.sync.photos.is_timed, true) {
            return Vec::new();
        }
        vec![Effect::Delay { millis, event: Box::new(Event::Budget(BudgetEvent::PhotosDue)) }]
    }

    /// It may be tried again.
    pub(crate) fn photos_due(&mut self) -> Vec<Effect> {
        self.sync.photos.is_timed = false;
        Vec::new()
    }

    /// The network came, or somebody looks: it is worth a try.
    pub(crate) fn photos_wanted_again(&mut self) {
        self.sync.photos.pace.reset();
        self.budget.photos_again(self.can_get_photos());
    }

    /// A row of the photos was read: the list, or what is to be sent.
    pub(crate) fn photo_read(&mut self, id: Uuid, row: Option<&[u8]>) -> Vec<Effect> {
        let Some(membership) = &self.sync.membership else { return Vec::new() };
        let (epoch, token) = (membership.epoch, membership.token.clone());
        let photos = &mut self.sync.photos;
        match photos.step {
            Step::Listing if id == LIST => {
                let mut done = Done::of(row, epoch);
                done.names.append(&mut photos.came);
                (photos.done, photos.step) = (Some(done), Step::Idle);
                Vec::new()
            }
            Step::Reading(of_id, of) if of_id == id => {
                photos.step = Step::Idle;
                let Some(jpeg) = row.and_then(photo_of) else {
                    // It lies on another tablet of this person, or cannot be read.
                    photos.note(id);
                    return Vec::new();
                };
                let ask = PutPhoto { id, of, jpeg: jpeg.to_vec() };
                let (call, effects) = self.sync.call(Call::PutPhoto { token, ask });
                self.sync.photos.step = Step::Calling(call, id);
                effects
            }
            Step::Idle
            | Step::Listing
            | Step::Reading(..)
            | Step::Calling(..)
            | Step::Noting
            | Step::Stopped => Vec::new(),
        }
    }

    /// The disk did not give a row.
    pub(crate) fn photo_unread(&mut self, env: &mut Env) -> Vec<Effect> {
        let photos = &mut self.sync.photos;
        if matches!(photos.step, Step::Listing | Step::Reading(..)) {
            photos.step = Step::Idle;
            photos.failed(env);
        }
        Vec::new()
    }

    /// What came of writing a row, if it is one of those that are written here: the list, or what the endpoint
    /// gave.
    pub(crate) fn photo_noted(
        &mut self,
        id: Uuid,
        is_kept: bool,
        env: &mut Env,
    ) -> Option<Vec<Effect>> {
        let photos = &mut self.sync.photos;
        if id == LIST {
            photos.step = Step::Idle;
            photos.is_unnoted = !is_kept;
            if !is_kept {
                photos.failed(env);
            }
            return Some(Vec::new());
        }
        photos.keeping.take_if(|it| *it == id)?;
        Some(self.budget.photo_came(id, is_kept))
    }

    pub(super) fn photo_answered(
        &mut self,
        call: CallId,
        answer: Answer,
        env: &mut Env,
    ) -> Vec<Effect> {
        if let Some((_, id)) = self.sync.photos.asked.take_if(|(of, _)| *of == call) {
            return self.photo_got(id, answer);
        }
        let photos = &mut self.sync.photos;
        let Step::Calling(_, id) = photos.step else { return Vec::new() };
        photos.step = Step::Idle;
        match answer {
            Answer::PhotoPut => {
                photos.pace.succeeded();
                photos.note(id);
                let Some(done) = &photos.done else { return Vec::new() };
                photos.step = Step::Noting;
                return vec![Effect::KeepPhoto { id: LIST, row: done.row() }];
            }
            Answer::Failed(CallFailure::Refused(code)) => match code {
                ErrorCode::TooMany | ErrorCode::Unavailable => photos.failed(env),
                ErrorCode::Conflict
                | ErrorCode::Forbidden
                | ErrorCode::TooLarge
                | ErrorCode::Malformed => {
                    photos.skipped.insert(id);
                }
                ErrorCode::NotFound
                | ErrorCode::Full
                | ErrorCode::Version
                | ErrorCode::Unauthorized
                | ErrorCode::LinkGone
                | ErrorCode::DeviceTaken => photos.step = Step::Stopped,
            },
            Answer::Failed(_)
            | Answer::Photo(_)
            | Answer::Link(_)
            | Answer::Enrolled(_)
            | Answer::Synced(_)
            | Answer::Waited(_)
            | Answer::Team(_) => photos.failed(env),
        }
        Vec::new()
    }

    /// Whether a photo that is not here can be asked for now.
    pub(crate) fn can_get_photos(&self) -> bool {
        let is_member = self.sync.membership.as_ref().is_some_and(|it| !it.is_revoked);
        is_member && self.device.is_online && self.may_write()
    }

    /// Asks for a photo that is looked at and is not here.
    fn ask_for_photo(&mut self) -> Vec<Effect> {
        let photos = &self.sync.photos;
        let is_free = photos.asked.is_none() && photos.keeping.is_none();
        if !is_free || !self.can_get_photos() {
            return Vec::new();
        }
        let Some(token) = self.sync.membership.as_ref().map(|it| it.token.clone()) else {
            return Vec::new();
        };
        let Some(id) = self.budget.photo_to_ask() else { return Vec::new() };
        let (call, effects) = self.sync.call(Call::GetPhoto { token, ask: GetPhoto { id } });
        self.sync.photos.asked = Some((call, id));
        effects
    }

    /// A photo came, or not: what came is kept as if it had been taken here.
    fn photo_got(&mut self, id: Uuid, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Photo(jpeg) if is_jpeg(&jpeg) && jpeg.len() <= PHOTO_BYTES_MAX => {
                if self.own_receipts().any(|(it, _)| it == id) {
                    self.sync.photos.note(id);
                }
                self.sync.photos.keeping = Some(id);
                vec![Effect::KeepPhoto { id, row: photo_row(&jpeg) }]
            }
            Answer::Failed(CallFailure::Refused(ErrorCode::NotFound)) => {
                self.budget.photo_is(id, Photo::Elsewhere);
                Vec::new()
            }
            Answer::Photo(_)
            | Answer::Failed(_)
            | Answer::PhotoPut
            | Answer::Link(_)
            | Answer::Enrolled(_)
            | Answer::Synced(_)
            | Answer::Waited(_)
            | Answer::Team(_) => {
                self.budget.photo_is(id, Photo::Later);
                Vec::new()
            }
        }
    }
}
