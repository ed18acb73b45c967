//! One round: from what is unsent to a question, and from its answer to what is written down. All
//! that an answer changes is one list of writes and one new membership, written together or not at
//! all. Not here: the book, storage, and when a round begins.

use std::collections::BTreeSet;

use jipan_book::{Change, LogRow, Stamp};
use jipan_rules::values::ids::CustomerId;

use crate::calls::{Sent, SyncAnswer, SyncAsk};
use crate::client::membership::Waiting;
use crate::client::membership::difference;
use crate::client::{Load, Membership, Then};
use crate::wire::{Me, NO_CUSTOMER, REFETCH_MAX, Refusal, Scope, Todo, Verdict, WireRole};

/// A question on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is said.
    pub ask: SyncAsk,
    load: Load,
    /// Whether what is about no customer comes anew with the answer.
    is_shared_anew: bool,
    at_ms: u64,
}

/// One thing to write down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientWrite {
    /// A row for the log, encoded.
    Log(Vec<u8>),
    /// A row of the log goes.
    LogGone(u64),
    /// The old history of a customer goes: it comes anew, or is not to be had.
    ColdGone(CustomerId),
    /// A change that was not taken in is kept with its text.
    Refused(Change, Refusal),
}

/// What an answer comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Taken {
    /// The membership from now on; to be written beside the rest.
    pub membership: Membership,
    /// What is to be written, in order.
    pub writes: Vec<ClientWrite>,
    /// Keys of own rows that are no longer in the log.
    pub gone: Vec<u64>,
    /// Whether to ask again at once.
    pub again: bool,
    /// The sum to compare with that of the book, if nothing is on its way either way.
    pub checksum: Option<u64>,
    /// The company's data are to go, now that all was judged.
    pub wipe: bool,
    /// The device is to write under another number.
    pub renumber: bool,
}

impl Asked {
    /// How many changes it brings.
    pub fn n_changes(&self) -> usize {
        self.ask.changes.len()
    }

    /// Whether it brings as little as one question can.
    pub fn is_least(&self) -> bool {
        self.load.n() <= 1
    }
}

impl Membership {
    /// The question that brings as much of `load` as goes into one, at most `n_max` changes.
    pub fn ask(&self, load: Load, n_max: usize, app: &str, now_ms: u64) -> Asked {
        let load = load.cut(n_max);
        let sent = |change: &Vec<u8>, is_state| Sent { change: change.clone(), is_state };
        let changes = match &load {
            Load::Log { rows, .. } => rows.iter().map(|(_, row)| sent(row, false)).collect(),
            Load::State { parts, .. } => parts.iter().map(|(_, part)| sent(part, true)).collect(),
        };
        let is_shared_anew = self.is_shared_wanted();
        let mut have = self.have.clone();
        if is_shared_anew {
            have.insert(Scope::Company, 0);
        }
        let customers = self.refetch.iter().copied().filter(|id| *id != NO_CUSTOMER);
        let ask = SyncAsk {
            schema: jipan_book::CHANGE_LAYOUT.into(),
            app: app.to_owned(),
            epoch: Some(self.epoch),
            have,
            // What is forgotten comes back whole, also what is said just now.
            own: (!is_shared_anew).then(|| format!("{:x}", self.number)),
            changes,
            refetch: customers.take(REFETCH_MAX).collect(),
            is_quiet: self.is_sending_state(),
            team: self.team_revision(),
        };
        Asked { ask, load, is_shared_anew, at_ms: now_ms }
    }

    /// What the answer comes to. `is_unsent` says whether own rows of the log beyond a key are
    /// about a customer.
    pub fn take(
        &self,
        asked: &Asked,
        answer: SyncAnswer,
        is_unsent: impl Fn(CustomerId, u64) -> bool,
        now_ms: u64,
    ) -> Taken {
        let mut taken = Taken::nothing(self.clone());
        taken.take_verdicts(asked, &answer);
        let is_whole = taken.note_load(asked, answer.acked);
        taken.take_facts(asked, &answer, now_ms);
        let it = &taken.membership;
        taken.again = !is_whole;
        if it.is_revoked {
            taken.wipe = is_whole && !it.is_sending_state();
            taken.again |= it.is_sending_state();
            return taken;
        }
        // What the endpoint does not know yet must not be forgotten because it does not know it.
        // And to a question that wanted no news the answer says nothing of what is new.
        let is_without_news = it.is_sending_state() || asked.ask.is_quiet;
        taken.again |= is_without_news;
        if !it.is_outdated && !is_without_news {
            let through = it.acked;
            let is_unsent = |customer| is_unsent(customer, through);
            taken.take_news(asked, answer, is_unsent, now_ms);
        }
        taken
    }

    /// What it comes to that the endpoint cannot read what was said: it is refused as something that
    /// is no change, and what is behind it goes on.
    pub fn take_unread(&self, asked: &Asked) -> Taken {
        let mut taken = Taken::nothing(self.clone());
        for idx in 0..asked.n_changes() {
            taken.take_verdict(asked, idx, &Verdict::Refused(Refusal::Invalid));
        }
        taken.note_load(asked, u32::MAX);
        taken.again = true;
        taken
    }
}

impl Taken {
    fn nothing(membership: Membership) -> Self {
        Self {
            membership,
            writes: Vec::new(),
            gone: Vec::new(),
            again: false,
            checksum: None,
            wipe: false,
            renumber: false,
        }
    }

    /// What became of each change that was judged.
    fn take_verdicts(&mut self, asked: &Asked, answer: &SyncAnswer) {
        let n = usize::try_from(answer.acked).unwrap_or(usize::MAX);
        let said = asked.ask.changes.iter().take(n);
        let is_said = |it: &mut Waiting| said.clone().any(|sent| sent.change == it.change);
        let waited: Vec<_> = self.membership.waiting.extract_if(.., is_said).collect();
        for (idx, verdict) in answer.verdicts.iter().filter(|(idx, _)| *idx < answer.acked) {
            let Ok(idx) = usize::try_from(*idx) else { continue };
            self.take_verdict(asked, idx, verdict);
        }
        for it in waited {
            let is_still = self.membership.waiting.iter().any(|still| still.change == it.change);
            // Meanwhile its customer may have been forgotten here, and what it says with it.
            if !is_still && let Ok(change) = Change::decode(&it.change) {
                self.membership.want_anew(&change);
            }
        }
    }

    fn take_verdict(&mut self, asked: &Asked, idx: usize, verdict: &Verdict) {
        let Some(change) =
            asked.ask.changes.get(idx).and_then(|it| Change::decode(&it.change).ok())
        else {
            return;
        };
        let key = match &asked.load {
            Load::Log { rows, .. } => rows.get(idx).map(|(key, _)| *key),
            Load::State { .. } => None,
        };
        match verdict {
            Verdict::Ok => {}
            Verdict::Quarantined => {
                let said = asked.ask.changes.get(idx).map(|it| it.change.clone());
                self.membership.waiting.extend(said.map(|change| Waiting { key, change }));
            }
            Verdict::Restamped(ms, counter) => {
                self.membership.want_anew(&change);
                let Some(key) = key else { return };
                let stamp = Stamp::new(*ms, *counter, change.stamp.replica());
                self.let_go(key);
                self.log(&LogRow::Arrived(change.restamped(stamp)));
            }
            Verdict::Refused(why) => {
                self.membership.want_anew(&change);
                if let Some(key) = key {
                    self.let_go(key);
                }
                self.writes.push(ClientWrite::Refused(change, *why));
            }
        }
    }

    fn let_go(&mut self, key: u64) {
        self.gone.push(key);
        self.writes.push(ClientWrite::LogGone(key));
    }

    fn log(&mut self, row: &LogRow) {
        // What was decoded can be encoded.
        self.writes.extend(row.encode().ok().map(ClientWrite::Log));
    }

    /// How far what is unsent was judged; whether all of this question was.
    fn note_load(&mut self, asked: &Asked, n_judged: u32) -> bool {
        let n = usize::try_from(n_judged).unwrap_or(usize::MAX);
        let is_whole = n >= asked.load.n();
        let it = &mut self.membership;
        match &asked.load {
            Load::Log { through, .. } if is_whole => it.acked = it.acked.max(*through),
            Load::Log { rows, .. } => {
                let last = n.checked_sub(1).and_then(|last| rows.get(last));
                it.acked = last.map_or(it.acked, |(key, _)| it.acked.max(*key));
            }
            Load::State { then: Then::Nothing, .. } => {}
            Load::State { parts, then } => {
                parts.iter().take(n).for_each(|(mark, part)| it.note_said(*mark, part));
                match then {
                    _ if !is_whole => {}
                    Then::GoOn | Then::Nothing => {}
                    Then::Rows { next, late } => {
                        (it.send_state, it.state_after) = (*next, None);
                        it.state_late.extend(late);
                    }
                    Then::Late(of) => {
                        it.state_after = None;
                        it.state_late.retain(|customer| !of.contains(customer));
                    }
                }
            }
        }
        is_whole
    }

    /// What the endpoint says of itself, of the device and of the team.
    fn take_facts(&mut self, asked: &Asked, answer: &SyncAnswer, now_ms: u64) {
        let it = &mut self.membership;
        let half = now_ms.saturating_sub(asked.at_ms) / 2;
        it.offset_ms = difference(answer.server_ms, now_ms.saturating_sub(half));
        if it.epoch != answer.epoch {
            it.epoch = answer.epoch;
            it.forget_cursors();
        }
        if it.me != answer.me {
            let reads_all = |me: &Me| me.role == WireRole::Manager;
            if reads_all(&it.me) != reads_all(&answer.me) {
                // What managers alone read comes to who became one, and goes from who is none now.
                it.heal = Some(0);
                it.refetch.insert(NO_CUSTOMER);
            }
            it.me = answer.me.clone();
        }
        if let Some(team) = &answer.team {
            it.team = Some(team.clone());
        }
        it.is_revoked = answer.todo.contains(&Todo::Wipe);
        if answer.todo.contains(&Todo::SendState) {
            (it.send_state, it.state_after) = (Some(0), None);
        }
        self.renumber = answer.todo.contains(&Todo::NewReplica);
        let is_too_old = answer.min_schema > asked.ask.schema;
        it.is_outdated = is_too_old || answer.n_unknown > 0;
    }

    /// What is new, after what is to be forgotten.
    fn take_news(
        &mut self,
        asked: &Asked,
        answer: SyncAnswer,
        is_unsent: impl Fn(CustomerId) -> bool,
        now_ms: u64,
    ) {
        // What the person has still to say is judged before a customer goes.
        let mut forget: BTreeSet<CustomerId> = BTreeSet::new();
        for id in answer.forget {
            if is_unsent(id) {
                self.membership.refetch.insert(id);
            } else {
                forget.insert(id);
                self.membership.refetch.remove(&id);
            }
        }
        // What is said of it meanwhile is sent first: nothing brings it back otherwise.
        if asked.is_shared_anew && !is_unsent(NO_CUSTOMER) {
            forget.insert(NO_CUSTOMER);
            self.membership.refetch.remove(&NO_CUSTOMER);
        }
        let mut parts = Vec::new();
        for (id, of) in answer.fresh {
            if of.is_empty() && is_unsent(id) {
                continue;
            }
            forget.insert(id);
            parts.extend(of);
            self.membership.refetch.remove(&id);
        }
        if !forget.is_empty() {
            let customers = forget.iter().copied().filter(|id| *id != NO_CUSTOMER);
            self.writes.extend(customers.map(ClientWrite::ColdGone));
            let judged_to = Some(self.membership.acked);
            let customers = forget.into_iter().collect();
            self.log(&LogRow::Forget { customers, judged_to });
        }
        for part in &parts {
            self.arrive(part);
        }
        for part in &answer.news {
            if let Some(change) = self.arrive(part)
                && change.by != self.membership.me.person
            {
                self.membership.note_came(change.by, &change.customers(), now_ms);
            }
        }
        let it = &mut self.membership;
        it.have = answer.have;
        it.n_customers = answer.n_customers;
        self.again |= answer.more || !it.refetch.is_empty() || it.heal.is_some();
        if !self.again {
            it.last_success_ms = now_ms;
            self.checksum = answer.checksum;
        }
    }

    fn arrive(&mut self, part: &[u8]) -> Option<Change> {
        let row = LogRow::Arrived(Change::decode(part).ok()?);
        self.log(&row);
        match row {
            LogRow::Arrived(change) | LogRow::Own(change) => Some(change),
            LogRow::Forget { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests;
