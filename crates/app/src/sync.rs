//! The company: joining it, and giving and taking changes in rounds, while everything else goes on
//! as without it. Not here: what an answer comes to (`jipan_sync::client`), the network, and any
//! word.
//!
//! What arrives is a row of the log, so another tab's rows and the company's come into the book by
//! one way. Only the tab that leads asks the endpoint; what it writes expects that it still leads and
//! that nobody wrote the membership in between.

mod ahead;
mod conflicts;
mod handover;
mod joining;
mod leaving;
mod needs;
mod photos;
mod round;
mod rows;
mod shared_conflicts;
mod state;
mod sums;
mod team;
mod unread;

use std::collections::BTreeMap;

use jipan_book::ChangeId;
use jipan_rules::values::ids::FactId;
use jipan_sync::calls::{Answer, Call, CallFailure, CallId};
use jipan_sync::client::{Asked, Load, Membership, Pace};
use jipan_sync::wire::EnrolRequest;

use crate::effect::{Effect, FoldId, FoldWrite};
use crate::env::Env;
use crate::event::{CompanyEvent, Event};
use crate::failure::BackupFailure;
use crate::fold::FOLD_OF_SYNC;
use crate::model::Model;
use crate::tabs::Meta;
use crate::view::DraftView;

use ahead::Ahead;
use conflicts::Decision;
pub(crate) use handover::{HandOver, HandOverJob};
pub(crate) use joining::Joining;
pub(crate) use needs::RefusedChange;
use photos::PhotoSync;
pub(crate) use round::Round;
pub(crate) use sums::SumJob;
pub(crate) use team::TeamModel;
use unread::Doubt;

/// What is kept of the company.
pub(crate) const META_COMPANY: &str = "company";
/// Refused changes are kept under names that begin so.
pub(crate) const REFUSED: &str = "refused-";
/// After a save that was sent, what is saved next waits so long for more. OURS
const SAVE_MILLIS: u32 = 100;
/// What could not be written is tried again after so long.
const RETRY_MILLIS: u32 = 5_000;
/// A call that takes longer is given up.
const CALL_MILLIS: u32 = 100_000;

/// What is known of the company, and what is going on with it.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct SyncModel {
    pub(crate) membership: Option<Box<Membership>>,
    /// The membership as it lies on the disk.
    stored: Vec<u8>,
    pub(crate) joining: Joining,
    /// What was confirmed and has not come to its end.
    noted: Option<Box<EnrolRequest>>,
    pub(crate) round: Round,
    /// What is asked while the last answer is written.
    ahead: Option<Box<Ahead>>,
    /// The last answer brought something, and there is more.
    pub(crate) is_more_coming: bool,
    pace: Pace,
    /// Whether the change that was said last is to blame for no answer.
    doubt: Doubt,
    /// The endpoint is to be asked as soon as it can be.
    is_due: bool,
    /// There was a save just now.
    is_soon: bool,
    /// And another one since, which goes with those that follow.
    is_more_saved: bool,
    /// Time will make it due.
    is_timed: bool,
    /// That this tablet joined is to be written once more.
    is_join_due: bool,
    pub(crate) is_hidden: bool,
    /// The endpoint told that there is news.
    is_told: bool,
    /// There was none.
    is_vain: bool,
    /// What was written was not yet read, so the book lacks it.
    pub(crate) is_behind: bool,
    /// A sum that the book is to be compared with.
    sum: Option<u64>,
    /// Why the last call came to nothing.
    pub(crate) failure: Option<CallFailure>,
    /// This tablet is to leave once everything is sent.
    pub(crate) is_leaving: bool,
    /// The company's data go once all that is in the log was read.
    is_to_go: bool,
    last_call: u32,
    last_write: u64,
    pub(crate) refused: BTreeMap<ChangeId, RefusedChange>,
    /// Third values as they were typed, which cannot be one.
    pub(crate) third: BTreeMap<FactId, DraftView>,
    pub(crate) team: TeamModel,
    /// What is going on with photos.
    pub(crate) photos: Box<PhotoSync>,
    /// What is going on with files of changes.
    pub(crate) file: HandOver,
}

impl SyncModel {
    fn next_call(&mut self) -> CallId {
        self.last_call = self.last_call.wrapping_add(1);
        CallId(self.last_call)
    }

    fn next_write(&mut self) -> FoldId {
        self.last_write = self.last_write.saturating_add(1);
        FoldId(FOLD_OF_SYNC.0.saturating_add(self.last_write))
    }

    /// A call, and the time after which it is given up.
    fn call(&mut self, call: Call) -> (CallId, Vec<Effect>) {
        let id = self.next_call();
        let event = Box::new(Event::CallOverdue(id));
        let ask = Effect::Call { id, call: Box::new(call) };
        (id, vec![ask, Effect::Delay { millis: CALL_MILLIS, event }])
    }
}

impl Model {
    /// A question of a round, and its call.
    fn question(
        &mut self,
        base: &Membership,
        load: Load,
        env: &Env,
    ) -> (Asked, CallId, Vec<Effect>) {
        let n_max = self.sync.pace.n_changes_max();
        let asked = base.ask(load, n_max, env!("CARGO_PKG_VERSION"), env.now_millis());
        let call = Call::Sync { token: base.token.clone(), ask: asked.ask.clone() };
        let (id, effects) = self.sync.call(call);
        (asked, id, effects)
    }

    /// Own rows of the log beyond this key are not sent; without a company nothing is to be sent.
    pub(crate) fn sent_to(&self) -> u64 {
        self.sync.membership.as_ref().map_or(u64::MAX, |it| it.acked)
    }

    /// The time that stamps are made of: that of the company, as far as it is known. A tablet whose
    /// clock is days off then neither wins nor loses by it.
    pub(crate) fn shared_millis(&self, env: &Env) -> u64 {
        let offset = self.sync.membership.as_ref().map_or(0, |it| it.offset_ms);
        env.now_millis().saturating_add_signed(offset)
    }

    /// It is worth asking the endpoint: somebody does something, or the network came.
    pub(crate) fn sync_wanted(&mut self) {
        self.sync.pace.reset();
        self.sync.is_due = true;
    }

    /// Something was saved: it is sent at once, and together with more if something was just sent.
    pub(crate) fn sync_after_save(&mut self) -> Vec<Effect> {
        if self.sync.membership.is_none() {
            return Vec::new();
        }
        if core::mem::replace(&mut self.sync.is_soon, true) {
            self.sync.is_more_saved = true;
            return Vec::new();
        }
        self.sync_wanted();
        self.sync.is_vain = false;
        vec![Effect::Delay { millis: SAVE_MILLIS, event: Box::new(Event::SaveDue) }]
    }

    /// What the database says of the company: another tab may have written it, or joined.
    pub(crate) fn note_company(&mut self, meta: &Meta<'_>) {
        self.note_refused(meta);
        self.note_joining(meta);
        let Some(bytes) = meta.get(META_COMPANY) else { return };
        if bytes == self.sync.stored {
            return;
        }
        // What a newer program wrote stays as it is; this one works on as if alone.
        let Ok(mut membership) = Membership::decode(bytes) else { return };
        if let Some(number) = meta.device() {
            self.write_as(number);
            if membership.number != number {
                membership.renumber(number);
            }
        }
        self.sync.stored = bytes.to_vec();
        self.belong(membership);
        self.sync_wanted();
    }

    /// This is the membership from now on.
    fn belong(&mut self, membership: Membership) {
        self.writer.person = membership.me.person;
        self.writer.role = membership.me.role.into();
        self.sync.membership = Some(Box::new(membership));
    }

    /// What is kept of the company, when everything is written anew: the log counts from 1 again,
    /// and what of it was not sent is known only as the state of the book.
    pub(crate) fn company_anew(&mut self) -> Vec<FoldWrite> {
        let Some(membership) = &mut self.sync.membership else { return Vec::new() };
        membership.acked = 0;
        // A later row may have the key that one of these had.
        membership.waiting.iter_mut().for_each(|it| it.key = None);
        (membership.send_state, membership.state_after) = (Some(0), None);
        membership.forget_cursors();
        let mut writes = Vec::new();
        if let Ok(bytes) = membership.encode() {
            self.sync.stored.clone_from(&bytes);
            writes.push(FoldWrite::Meta(META_COMPANY.to_owned(), bytes));
        }
        writes.extend(self.sync.refused.values().map(RefusedChange::kept));
        self.sync.round = Round::Idle;
        self.sync_wanted();
        writes
    }

    /// What happens between this tablet and the endpoint.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over these events only, and names each of them"
    )]
    pub(crate) fn on_sync(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::OutboxRead(rows) if self.sync.file.is_reading() => self.file_read_log(rows, env),
            Event::OutboxFailed if self.sync.file.is_reading() => {
                let detail = "the log was not read".to_owned();
                self.file_failed(BackupFailure::Other { detail });
                Vec::new()
            }
            Event::OutboxRead(rows) => self.outbox_read(rows, env),
            Event::ChangesFileMade { url, name } => self.file_made(url, name),
            Event::ChangesFileRead(rows) => self.file_opened(rows),
            Event::ChangesFileFailed(failure) => {
                self.file_failed(failure);
                Vec::new()
            }
            Event::OutboxFailed => {
                self.sync.round = Round::Idle;
                self.round_failed(CallFailure::Timeout, env);
                Vec::new()
            }
            Event::CallAnswered { id, answer } => self.call_answered(id, *answer, env),
            Event::CallOverdue(id) => {
                let answer = Answer::Failed(CallFailure::Timeout);
                let is_open = self.is_call_open(id);
                let mut effects = self.call_answered(id, answer, env);
                if is_open {
                    effects.push(Effect::CancelCall(id));
                }
                effects
            }
            Event::SyncDue => {
                (self.sync.is_timed, self.sync.is_due, self.sync.is_vain) = (false, true, false);
                self.join_again()
            }
            Event::SaveDue => {
                self.sync.is_soon = false;
                if core::mem::take(&mut self.sync.is_more_saved) {
                    self.sync_wanted();
                    self.sync.is_vain = false;
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn is_call_open(&self, id: CallId) -> bool {
        self.sync.round.is_call(id)
            || self.sync.ahead.as_ref().is_some_and(|it| it.is_call(id))
            || self.sync.joining.is_call(id)
            || self.sync.team.is_call(id)
            || self.sync.photos.is_call(id)
    }

    fn call_answered(&mut self, id: CallId, answer: Answer, env: &mut Env) -> Vec<Effect> {
        if self.sync.joining.is_call(id) {
            return self.join_answered(answer, env);
        }
        if self.sync.team.is_call(id) {
            return self.team_answered(answer);
        }
        if self.sync.photos.is_call(id) {
            return self.photo_answered(id, answer, env);
        }
        if self.sync.round.is_call(id) {
            self.round_answered(answer, env);
        } else if self.sync.ahead.as_ref().is_some_and(|it| it.is_call(id)) {
            self.ahead_answered(answer, env);
        }
        // Else it was given up before.
        Vec::new()
    }

    /// What a person did about the company.
    pub(crate) fn on_company(&mut self, event: CompanyEvent, env: &mut Env) -> Vec<Effect> {
        match event {
            CompanyEvent::LinkOpened(secret) => self.link_opened(secret, env),
            CompanyEvent::JoinConfirmed { device_name, company_name, person_name } => {
                self.join_confirmed([device_name, company_name, person_name])
            }
            CompanyEvent::JoinRetried => self.join_retried(env),
            CompanyEvent::SyncPressed => {
                self.sync_wanted();
                Vec::new()
            }
            CompanyEvent::LeavePressed => {
                self.sync.is_leaving = self.sync.membership.is_some();
                self.give_up_photos();
                self.sync_wanted();
                self.settle_drafts(env)
            }
            CompanyEvent::LeaveCancelled => {
                self.leave_cancelled();
                Vec::new()
            }
            CompanyEvent::RefusedRetried(id) => self.refused_retried(id, env),
            CompanyEvent::RefusedDropped(id) => self.refused_dropped(id),
            CompanyEvent::ShownKept(id) => self.decide(id, Decision::Shown, env),
            CompanyEvent::OtherTaken(id) => self.decide(id, Decision::Other, env),
            CompanyEvent::ThirdTyped { id, text } => self.decide(id, Decision::Typed(text), env),
            CompanyEvent::ChangesFileAsked { is_all, passphrase } => {
                self.file_asked(is_all, passphrase)
            }
            CompanyEvent::ChangesFileChosen { file, passphrase } => {
                self.changes_chosen(file, passphrase)
            }
            team @ (CompanyEvent::Invited { .. }
            | CompanyEvent::LinkAsked(_)
            | CompanyEvent::LinkClosed
            | CompanyEvent::PersonSet { .. }
            | CompanyEvent::PersonLeft(_)
            | CompanyEvent::DeviceRevoked(_)
            | CompanyEvent::KindChosen(_)
            | CompanyEvent::TerritorySet { .. }
            | CompanyEvent::TeamAsked) => self.on_team(team),
        }
    }
}
