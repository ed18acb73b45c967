//! How what is said gets there, or does not. Not here: who speaks.

use jipan_sync::calls::{Answer, Call, CallFailure};

use super::claims::differ;
use super::site::Heard;
use super::world::World;

/// A call in a line.
fn words_of(call: &Call) -> String {
    match call {
        Call::Sync { ask, .. } => format!(
            "sync: {} changes, {} anew, have {:?}",
            ask.changes.len(),
            ask.refetch.len(),
            ask.have.values().collect::<Vec<_>>()
        ),
        other => format!("{other:?}").chars().take(30).collect(),
    }
}

/// How the network treats what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Luck {
    Good,
    /// It never arrives.
    Dropped,
    /// It arrives, and the answer does not.
    AnswerLost,
    /// It arrives twice.
    Twice,
    /// Half of the answer arrives.
    Cut,
    /// Somebody else answers.
    Portal,
}

const LUCK: [(usize, Luck); 6] = [
    (12, Luck::Good),
    (2, Luck::Dropped),
    (2, Luck::AnswerLost),
    (2, Luck::Twice),
    (1, Luck::Cut),
    (1, Luck::Portal),
];

impl World<'_> {
    /// Something said arrives, or an answer does, in whatever order.
    pub(super) fn network(&mut self, idx: usize) {
        let n_said = self.members[idx].site.said.len();
        if n_said > 0 && self.dice.once_in(2) {
            let at = self.dice.below(n_said);
            let luck =
                if self.members[idx].is_online { self.dice.pick(&LUCK) } else { Luck::Dropped };
            self.delivers(idx, at, luck);
        } else {
            self.hears_one(idx, false);
        }
    }

    pub(super) fn delivers(&mut self, idx: usize, at: usize, luck: Luck) {
        let Some(said) = self.members[idx].site.said.remove(at) else { return };
        self.tells(format_args!("  {idx}: {luck:?} {}", words_of(&said.call)));
        let failed = |failure| Answer::Failed(failure);
        let answer = match luck {
            Luck::Dropped => failed(CallFailure::Offline),
            Luck::Portal => failed(CallFailure::NotOurs { status: 200 }),
            Luck::Good | Luck::AnswerLost | Luck::Twice | Luck::Cut => {
                let (mut answer, body) = self.asks(idx, &said.call);
                if luck == Luck::Twice {
                    answer = self.asks(idx, &said.call).0;
                }
                match luck {
                    Luck::AnswerLost => failed(CallFailure::Timeout),
                    Luck::Cut => {
                        let half = body.len() / 2;
                        let half = body.as_bytes().get(..half).unwrap_or_default();
                        jipan_sync::calls::json::from_http(
                            &said.call,
                            200,
                            "application/json",
                            half,
                        )
                    }
                    _ => answer,
                }
            }
        };
        let (tab, run, id) = (said.tab, said.run, said.id);
        self.members[idx].site.heard.push_back(Heard { tab, run, id, answer });
    }

    /// The endpoint answers; what it says is looked at.
    pub(super) fn asks(&mut self, idx: usize, call: &Call) -> (Answer, String) {
        let answered = self.company.answer(call);
        if matches!(call, Call::Sync { .. }) && matches!(answered.0, Answer::Synced(_)) {
            self.claims.look_at_answer(&mut self.company, &self.members[idx], &answered.1);
            if let Answer::Synced(it) = &answered.0 {
                self.tells(format_args!(
                    "    judged {} {:?}, {} news, {} anew, forget {:?}, more {}, todo {:?}",
                    it.acked,
                    it.verdicts,
                    it.news.len(),
                    it.fresh.len(),
                    it.forget.len(),
                    it.more,
                    it.todo
                ));
            }
        }
        answered
    }

    pub(super) fn hears_one(&mut self, idx: usize, is_first: bool) {
        let n = self.members[idx].site.heard.len();
        if n == 0 {
            return;
        }
        let at = if is_first { 0 } else { self.dice.below(n) };
        if let Some(heard) = self.members[idx].site.heard.remove(at) {
            let n_before = self.members[idx].site.n_mismatches();
            self.members[idx].site.hears(heard, self.now_ms);
            if self.is_told && self.members[idx].site.n_mismatches() > n_before {
                let differ = differ(&mut self.company, &self.members[idx]);
                self.tells(format_args!("    its sum is another one: {differ:?}"));
            }
        }
    }

    pub(super) fn delivers_all(&mut self, idx: usize) {
        while !self.members[idx].site.said.is_empty() {
            self.delivers(idx, 0, Luck::Good);
            self.hears_one(idx, true);
        }
    }
}
