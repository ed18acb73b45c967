//! The photos of receipts go out to the endpoint, one at a time, once the changes are in step. Not here: which
//! they are (`queue`), those that come in (`coming`), what is on the screen, and the rows.
//!
//! What is to be sent follows from the book: the receipts of this person's expenses, and those that this person
//! named, less a list of those of which nothing is to be sent from here. The list lies among the photos, so that no start reads it. Who dies between an
//! answer and its note sends that photo once more, which changes nothing.

mod coming;
mod list;
mod queue;
mod timer;

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::Uuid;
use jipan_rules::values::ids::PersonId;
use jipan_sync::calls::{Answer, Call, CallFailure, CallId};
use jipan_sync::client::Pace;
use jipan_sync::wire::{ErrorCode, PutPhoto};

use crate::budget::photo_of;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::{BudgetEvent, Event};
use crate::model::Model;
use crate::view::Notice;

use super::Round;
use coming::Coming;
use list::Done;
use timer::Timer;

/// The name under which the list lies.
const LIST: Uuid = Uuid::nil();
/// A row that the disk did not give so often is passed over. OURS
const READS_MAX: u8 = 3;

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
    /// Whether nothing goes out until the next start: the endpoint knows nothing of photos, or has no room for
    /// them. What is here is counted all the same.
    is_stopped: bool,
    /// What is here, or may be, and nothing comes of; tried again after the next start.
    skipped: BTreeSet<Uuid>,
    /// Those that failed in this pass: the others go first.
    tried: BTreeSet<Uuid>,
    /// How often the disk did not give a row.
    unread: BTreeMap<Uuid, u8>,
    /// So many go with the company, as the person was told who leaves.
    n_given_up: usize,
    pace: Pace,
    timer: Timer,
    /// The epoch and the budget in which there was nothing more to send.
    seen: Option<(Uuid, u64)>,
    coming: Coming,
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
}

impl PhotoSync {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        let is_put = matches!(self.step, Step::Calling(of, _) if of == id);
        is_put || self.coming.is_call(id)
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

    /// Nothing came of this one for now.
    fn failed(&mut self, id: Uuid, env: &mut Env) {
        self.tried.insert(id);
        hold_back(&mut self.pace, env);
    }
}

/// It is tried again only after a while.
fn hold_back(pace: &mut Pace, env: &mut Env) {
    let (_, low) = env.ids.fresh().as_u64_pair();
    pace.failed(env.now_millis(), u16::try_from(low & 0xFFFF).unwrap_or_default());
}

/// Something is due after a while.
fn later(millis: u32, event: BudgetEvent) -> Effect {
    Effect::Delay { millis, event: Box::new(Event::Budget(event)) }
}

impl Model {
    /// Begins what is due. Called after every event.
    pub(crate) fn go_on_with_photos(&mut self, env: &Env) -> Vec<Effect> {
        if self.sync.is_leaving && self.loses_photos_unsaid() {
            // Whoever still leaves is told first how many go.
            self.leave_cancelled();
            self.notify(Notice::LeaveStopped { n_photos: self.n_photos_lost() });
        }
        let mut effects = self.ask_for_photo(env);
        effects.extend(self.send_photo(env));
        effects
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
            let due = self.sync.photos.timer.set(wait, env.now_millis());
            return due.into_iter().map(|millis| later(millis, BudgetEvent::PhotosDue)).collect();
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
            if photos.tried.contains(&id) {
                photos.tried.clear();
            }
            photos.step = Step::Reading(id, of);
            return vec![Effect::ReadPhoto(id)];
        }
        photos.step = Step::Noting;
        vec![Effect::KeepPhoto { id: LIST, row: done.row() }]
    }

    /// It may be tried again.
    pub(crate) fn photos_due(&mut self) -> Vec<Effect> {
        self.sync.photos.timer.rang();
        Vec::new()
    }

    /// The network came, or somebody looks: it is worth a try.
    pub(crate) fn photos_wanted_again(&mut self) {
        self.sync.photos.pace.reset();
        self.sync.photos.coming.reset();
        self.budget.photos_again(&self.missing_photo());
    }

    /// A row of the photos was read: the list, or what is to be sent.
    pub(crate) fn photo_read(
        &mut self,
        id: Uuid,
        row: Option<&[u8]>,
        env: &mut Env,
    ) -> Vec<Effect> {
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
                let Some(row) = row else {
                    // It lies on another tablet of this person.
                    photos.note(id);
                    self.end_photo_pass(env);
                    return Vec::new();
                };
                let Some(jpeg) = photo_of(row).filter(|_| !photos.is_stopped) else {
                    return self.passed_over(id, env);
                };
                let ask = PutPhoto { id, of, jpeg: jpeg.to_vec() };
                let (call, effects) = self.sync.call(Call::PutPhoto { token, ask });
                self.sync.photos.step = Step::Calling(call, id);
                effects
            }
            Step::Idle | Step::Listing | Step::Reading(..) | Step::Calling(..) | Step::Noting => {
                Vec::new()
            }
        }
    }

    /// Nothing comes of this one until the next start.
    fn passed_over(&mut self, id: Uuid, env: &mut Env) -> Vec<Effect> {
        self.sync.photos.skipped.insert(id);
        self.end_photo_pass(env);
        Vec::new()
    }

    /// The disk did not give a row.
    pub(crate) fn photo_unread(&mut self, id: Uuid, env: &mut Env) -> Vec<Effect> {
        let Some(epoch) = self.sync.membership.as_ref().map(|it| it.epoch) else {
            return Vec::new();
        };
        let photos = &mut self.sync.photos;
        let is_list = photos.step == Step::Listing && id == LIST;
        if !is_list && !matches!(photos.step, Step::Reading(of, _) if of == id) {
            return Vec::new();
        }
        photos.step = Step::Idle;
        let n = photos.unread.entry(id).or_default();
        *n = n.saturating_add(1);
        let is_hopeless = *n >= READS_MAX;
        if is_list {
            if is_hopeless {
                // Without it all is sent once more, which changes nothing.
                photos.done = Some(Done { epoch, names: core::mem::take(&mut photos.came) });
            }
            hold_back(&mut photos.pace, env);
            return Vec::new();
        }
        if is_hopeless {
            return self.passed_over(id, env);
        }
        photos.tried.insert(id);
        self.end_photo_pass(env);
        Vec::new()
    }

    /// Where only those are left that failed, they are tried again after a while.
    fn end_photo_pass(&mut self, env: &mut Env) {
        let tried = &self.sync.photos.tried;
        let has_more = self.photos_to_send().next().is_some();
        if has_more && self.photos_to_send().all(|(id, _)| tried.contains(&id)) {
            hold_back(&mut self.sync.photos.pace, env);
        }
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
                hold_back(&mut photos.pace, env);
            }
            return Some(Vec::new());
        }
        let is_it = photos.coming.wrote(id, is_kept, env);
        is_it.then(|| self.budget.photo_came(id, is_kept))
    }

    pub(super) fn photo_answered(
        &mut self,
        call: CallId,
        answer: Answer,
        env: &mut Env,
    ) -> Vec<Effect> {
        if let Some(id) = self.sync.photos.coming.answered(call) {
            return self.photo_got(id, answer, env);
        }
        let photos = &mut self.sync.photos;
        let Step::Calling(_, id) = photos.step else { return Vec::new() };
        photos.step = Step::Idle;
        match answer {
            Answer::PhotoPut => {
                photos.pace.succeeded();
                photos.note(id);
                self.end_photo_pass(env);
                let photos = &mut self.sync.photos;
                let Some(done) = &photos.done else { return Vec::new() };
                photos.step = Step::Noting;
                return vec![Effect::KeepPhoto { id: LIST, row: done.row() }];
            }
            Answer::Failed(CallFailure::Refused(code)) => match code {
                ErrorCode::TooMany | ErrorCode::Unavailable => photos.failed(id, env),
                ErrorCode::Conflict
                | ErrorCode::Forbidden
                | ErrorCode::TooLarge
                | ErrorCode::Malformed => return self.passed_over(id, env),
                ErrorCode::NotFound
                | ErrorCode::Full
                | ErrorCode::Version
                | ErrorCode::Unauthorized
                | ErrorCode::LinkGone
                | ErrorCode::DeviceTaken => {
                    photos.is_stopped = true;
                    return self.passed_over(id, env);
                }
            },
            Answer::Failed(_)
            | Answer::Photo(_)
            | Answer::Link(_)
            | Answer::Enrolled(_)
            | Answer::Synced(_)
            | Answer::Waited(_)
            | Answer::Team(_) => photos.failed(id, env),
        }
        Vec::new()
    }
}
