//! Rounds: what is unsent is read, said, and what comes back is written down, one thing at a time.
//! Between two rounds the endpoint is waited on while somebody looks. Not here: what an answer comes
//! to.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a state is taken out to be changed; any other goes back as it was"
)]

mod not_written;

use jipan_sync::calls::{Answer, Call, CallFailure, CallId, SyncAnswer};
use jipan_sync::client::{Asked, ClientWrite, Load, Membership, Taken};
use jipan_sync::wire::WaitRequest;

use crate::effect::{Effect, FoldId, FoldWrite};
use crate::env::Env;
use crate::event::{Event, Term};
use crate::job::Job;
use crate::model::{Kept, MayWrite, Model, Phase};
use crate::open::META_REPLICA;
use crate::tabs::{Reading, device_of};

use super::{META_COMPANY, RefusedChange, SumJob};

/// So many rows of the log are read for one question; of batches, whose rows are large, few.
const N_ROWS: u32 = 500;
/// As [`N_ROWS`], if the first one is of a batch.
const N_LARGE: u32 = 8;
/// So long the endpoint may wait before it answers that there is nothing new.
const WAIT_MILLIS: u32 = 25_000;
/// Out of sight the endpoint is asked so often.
const HIDDEN_MILLIS: u32 = 60_000;

/// What is going on with the endpoint.
#[derive(Debug, Default)]
pub(crate) enum Round {
    /// Nothing.
    #[default]
    Idle,
    /// What is unsent is being read.
    Reading(Box<Membership>),
    /// It is being said.
    Calling(CallId, Box<(Membership, Asked)>),
    /// What came back waits until it can be written.
    Holding(Box<Taken>),
    /// It is being written.
    Writing(FoldId, Box<(Taken, Vec<u8>, Vec<RefusedChange>)>),
    /// The endpoint says when there is something new.
    Waiting(CallId),
    /// What the company has here is going.
    Leaving(FoldId),
}

impl Round {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        match self {
            Self::Calling(of, _) | Self::Waiting(of) => *of == id,
            Self::Idle
            | Self::Reading(_)
            | Self::Holding(_)
            | Self::Writing(..)
            | Self::Leaving(_) => false,
        }
    }

    /// Whether something is being said or taken in.
    pub(crate) fn is_working(&self) -> bool {
        !matches!(self, Self::Idle | Self::Waiting(_))
    }
}

impl Model {
    /// Whether the sync is writing: no page may be written meanwhile.
    pub(crate) fn is_sync_writing(&self) -> bool {
        matches!(self.sync.round, Round::Writing(..) | Round::Leaving(_))
    }

    /// Whether a round may begin now.
    pub(super) fn can_sync(&self) -> bool {
        self.phase == Phase::Ready
            && self.writer.may_write == MayWrite::Yes
            && self.device.is_online
            && self.tabs.reading == Reading::Nothing
            && !self.tabs.is_cut
            && !self.is_trade_damaged()
            && self.tabs.anew.is_none()
            && !self.is_taking_in()
            && !self.sync.file.is_reading()
            && !self.backup.is_replacing()
    }

    /// Begins what is due. Called after every event.
    pub(crate) fn go_on_with_sync(&mut self, env: &mut Env) -> Vec<Effect> {
        let mut effects = self.go_on_with_file();
        if self.sync.membership.is_none() {
            return effects;
        }
        if let Round::Waiting(id) = self.sync.round
            && (self.sync.is_due
                || self.sync.is_hidden
                || self.is_leave_due()
                || !self.device.is_online
                || self.tabs.lead.term().is_none())
        {
            effects.push(Effect::CancelCall(id));
            self.sync.round = Round::Idle;
        }
        if matches!(self.sync.round, Round::Holding(_)) && self.fold.is_none() {
            effects.extend(self.write_taken(env));
        }
        if !matches!(self.sync.round, Round::Idle) || !self.can_sync() {
            return effects;
        }
        if self.tabs.lead.term().is_none() {
            // The tab that leads does it, if it is awake.
            if core::mem::take(&mut self.sync.is_due) && !self.sync.is_hidden {
                effects.push(Effect::TakeLead);
            }
            return effects;
        }
        if self.sync.is_behind {
            return self.read_again(env);
        }
        if self.is_leave_due() {
            self.sync.is_to_go = false;
            effects.extend(self.leave_if_all_is_said(env));
            if !matches!(self.sync.round, Round::Idle) {
                return effects;
            }
        }
        if let Some(sum) = self.sync.sum.take().filter(|_| !self.sync.is_due) {
            effects.extend(self.start_job(Job::Sum(SumJob::new(sum))));
        }
        let now = env.now_millis();
        let wait = self.sync.pace.wait_millis(now);
        if self.sync.is_due && wait == 0 {
            self.sync.is_due = false;
            effects.extend(self.begin_round(env));
        } else if self.sync.is_due {
            effects.extend(self.try_later(u32::try_from(wait).unwrap_or(u32::MAX)));
        } else if self.sync.failure.is_none() {
            effects.extend(self.wait_for_news());
        }
        effects
    }

    /// Whether all is said and nothing that only this tablet has is still to be sent.
    fn is_leave_due(&self) -> bool {
        self.sync.is_to_go && !self.holds_photos()
    }

    /// What was written could not be read: without it no round begins.
    fn read_again(&mut self, env: &mut Env) -> Vec<Effect> {
        let wait = self.sync.pace.wait_millis(env.now_millis());
        if wait > 0 {
            return self.try_later(u32::try_from(wait).unwrap_or(u32::MAX)).into_iter().collect();
        }
        self.hold_back(env);
        self.catch_up()
    }

    fn hold_back(&mut self, env: &mut Env) {
        let (_, low) = env.ids.fresh().as_u64_pair();
        let chance = u16::try_from(low & 0xFFFF).unwrap_or_default();
        self.sync.pace.failed(env.now_millis(), chance);
    }

    fn try_later(&mut self, millis: u32) -> Option<Effect> {
        if core::mem::replace(&mut self.sync.is_timed, true) {
            return None;
        }
        Some(Effect::Delay { millis, event: Box::new(Event::SyncDue) })
    }

    fn wait_for_news(&mut self) -> Vec<Effect> {
        let Some(it) = &self.sync.membership else { return Vec::new() };
        // Of news that cannot be taken in, or are none, one would be told without end.
        let is_vain = it.is_outdated || it.is_revoked || self.sync.is_vain;
        if self.sync.is_hidden || is_vain {
            return self.try_later(HIDDEN_MILLIS).into_iter().collect();
        }
        let ask =
            WaitRequest { have: it.have.clone(), team: it.team_revision(), millis: WAIT_MILLIS };
        let call = Call::Wait { token: it.token.clone(), ask };
        let (id, effects) = self.sync.call(call);
        self.sync.round = Round::Waiting(id);
        effects
    }

    /// Goes on with what was asked ahead, or asks.
    fn begin_round(&mut self, env: &mut Env) -> Vec<Effect> {
        match self.go_on_with_ahead(env) {
            Ok(effects) => effects,
            Err(mut effects) => {
                effects.extend(self.say_what_is_next(env));
                effects
            }
        }
    }

    /// What is to be said next: the state of the book, the log, or nothing but where one stands.
    fn say_what_is_next(&mut self, env: &Env) -> Vec<Effect> {
        let Some(membership) = &self.sync.membership else { return Vec::new() };
        let mut base = (**membership).clone();
        let sends_state = base.send_state.is_some() || !base.state_late.is_empty();
        if sends_state && !self.writer.pending.is_empty() {
            // What is not on the disk is not said.
            self.sync.is_due = true;
            return Vec::new();
        }
        if let Some(effects) = self.ask_without(&base, env) {
            return effects;
        }
        self.go_on_healing(&mut base);
        if let Some(load) = self.state_load(&base) {
            return self.ask(base, load, env);
        }
        let is_all_said = base.state_late.is_empty() && self.unsent().next().is_none();
        if is_all_said && let Some(load) = Load::waiting(&mut base, env.now_millis()) {
            return self.ask(base, load, env);
        }
        let first = self.unsent().next().map(|first| matches!(first.kept, Kept::Entries(_)));
        let Some(is_large) = first else {
            let nothing = Load::Log { rows: Vec::new(), through: base.acked };
            let load = self.late_load(&base).unwrap_or(nothing);
            return self.ask(base, load, env);
        };
        let n_max = if is_large { N_LARGE } else { N_ROWS };
        let after = base.acked;
        self.sync.round = Round::Reading(Box::new(base));
        vec![Effect::ReadOutbox { after, n_max }]
    }

    /// The log was read; own rows are said.
    pub(super) fn outbox_read(&mut self, read: Vec<(u64, Vec<u8>)>, env: &Env) -> Vec<Effect> {
        let Round::Reading(base) = core::mem::take(&mut self.sync.round) else {
            return Vec::new();
        };
        // There is nothing where something was expected: what is seen is all there is.
        let through = read.last().map_or(self.tabs.seen.max(base.acked), |(key, _)| *key);
        let rows = read.into_iter().filter(|(_, row)| self.is_to_be_said(row)).collect();
        self.ask(*base, Load::Log { rows, through }, env)
    }

    pub(super) fn ask(&mut self, base: Membership, load: Load, env: &Env) -> Vec<Effect> {
        let (asked, id, effects) = self.question(&base, load, env);
        self.sync.round = Round::Calling(id, Box::new((base, asked)));
        effects
    }

    /// An answer of a round, or of a wait between two.
    pub(super) fn round_answered(&mut self, answer: Answer, env: &mut Env) {
        match (core::mem::take(&mut self.sync.round), answer) {
            (Round::Calling(_, said), Answer::Synced(answer)) => {
                self.hold(&said.0, &said.1, *answer, env.now_millis());
            }
            (Round::Calling(_, said), Answer::Failed(failure)) => {
                self.question_failed(*said, failure, env);
            }
            (Round::Waiting(_), Answer::Waited(has_moved)) => {
                (self.sync.is_due, self.sync.is_told) = (has_moved, has_moved);
            }
            (Round::Waiting(_), Answer::Failed(failure)) => self.round_failed(failure, env),
            // Nobody asked that.
            (_, _) => self.round_failed(CallFailure::NotOurs { status: 200 }, env),
        }
    }

    /// What an answer comes to waits until it can be written.
    pub(super) fn hold(
        &mut self,
        base: &Membership,
        asked: &Asked,
        answer: SyncAnswer,
        at_ms: u64,
    ) {
        self.question_read(asked.n_changes());
        let is_unsent = |customer, sent_to| {
            let mut rows = self.tail.iter();
            rows.any(|it| it.is_beyond(sent_to) && it.is_about(customer))
                || self.is_saving(customer)
        };
        let taken = base.take(asked, answer, is_unsent, at_ms);
        self.sync.is_more_coming = taken.again && !taken.writes.is_empty();
        self.sync.round = Round::Holding(Box::new(taken));
    }

    /// Nothing came of a call. It is tried again by itself, unless that is of no use.
    pub(super) fn round_failed(&mut self, failure: CallFailure, env: &mut Env) {
        self.hold_back(env);
        self.sync.is_more_coming = false;
        self.sync.failure = Some(failure);
        self.sync.is_due = !failure.is_final();
    }

    /// Writes what came back, as one transaction.
    pub(super) fn write_taken(&mut self, env: &mut Env) -> Vec<Effect> {
        let Round::Holding(mut taken) = core::mem::take(&mut self.sync.round) else {
            return Vec::new();
        };
        let Some(term) = self.tabs.lead.term() else {
            // Another tab leads by now, and asks by itself.
            self.sync.is_more_coming = false;
            return Vec::new();
        };
        let expected = Some(self.sync.stored.clone());
        let mut writes = vec![
            FoldWrite::Expect(Term::NAME, Some(term.0.to_vec())),
            FoldWrite::Expect(META_COMPANY, expected),
        ];
        if taken.renumber {
            let number = device_of(env.ids.fresh().as_u64_pair().1 << 8);
            taken.membership.renumber(number);
            let replica = (number << 8).to_le_bytes().to_vec();
            writes.push(FoldWrite::Meta(META_REPLICA.into(), replica));
            self.make_anew(&mut taken.writes, number);
        }
        writes.extend(self.taken_after_all(&taken.writes));
        let mut refused: Vec<RefusedChange> = Vec::new();
        writes.extend(taken.writes.drain(..).map(|write| match write {
            ClientWrite::Log(row) => FoldWrite::Log(row),
            ClientWrite::LogGone(key) => FoldWrite::LogGone(key),
            ClientWrite::ColdGone(customer) => FoldWrite::ColdGone(customer),
            ClientWrite::Refused(change, why) => {
                let it = self.refused_with(&refused, change, why);
                let kept = it.kept();
                refused.push(it);
                kept
            }
        }));
        let Ok(bytes) = taken.membership.encode() else {
            self.round_failed(CallFailure::Unspeakable, env);
            return Vec::new();
        };
        writes.push(FoldWrite::Meta(META_COMPANY.into(), bytes.clone()));
        let id = self.sync.next_write();
        let mut effects = vec![Effect::Fold { id, writes }];
        effects.extend(self.ask_ahead(&taken, env));
        self.sync.round = Round::Writing(id, Box::new((*taken, bytes, refused)));
        effects
    }

    /// What the sync wrote is on the disk.
    pub(crate) fn sync_written(&mut self, id: FoldId, env: &mut Env) -> Vec<Effect> {
        match core::mem::take(&mut self.sync.round) {
            Round::Writing(of, written) if of == id => {
                let (taken, bytes, refused) = *written;
                self.sync.stored = bytes;
                // Before the company's data may go: what was refused stays.
                let refused = refused.into_iter().map(|it| (it.change.id, it));
                self.sync.refused.extend(refused);
                self.round_ended(taken, env)
            }
            // It is gone from the disk; it goes from memory with the page.
            Round::Leaving(of) if of == id => vec![Effect::TellTabs, Effect::Reload],
            other => {
                self.sync.round = other;
                let mut effects = self.join_written(id);
                effects.extend(self.file_written(id));
                effects
            }
        }
    }

    fn round_ended(&mut self, taken: Taken, env: &mut Env) -> Vec<Effect> {
        let Taken { membership, gone, again, checksum, wipe, renumber, .. } = taken;
        self.sync.pace.succeeded();
        self.sync.failure = None;
        if renumber {
            self.write_as(membership.number);
        }
        let was_revoked = self.sync.membership.as_ref().is_some_and(|it| it.is_revoked);
        let brings_nothing = self.sync.membership.as_ref().is_some_and(|it| {
            it.have == membership.have && it.team_revision() == membership.team_revision()
        });
        self.sync.is_vain = core::mem::take(&mut self.sync.is_told) && brings_nothing;
        let is_revoked = membership.is_revoked;
        self.belong(membership);
        self.tail.retain(|entry| !gone.contains(&entry.key));
        let mut effects = vec![Effect::TellTabs];
        self.sync.is_behind = true;
        effects.extend(self.catch_up());
        if is_revoked && !was_revoked {
            // What is typed and can be a change is said before everything goes.
            effects.extend(self.settle_drafts(env));
        }
        let has_unsent = self.unsent().next().is_some() || !self.writer.pending.is_empty();
        self.sync.is_due |= again || has_unsent || renumber;
        if (wipe || self.sync.is_leaving) && !self.sync.is_due {
            // Not before what other tabs wrote meanwhile was read: it would go unsaid.
            self.sync.is_to_go = true;
        } else {
            // Compared once what came is in the book.
            self.sync.sum = checksum.filter(|_| !self.sync.is_due);
        }
        effects
    }
}
