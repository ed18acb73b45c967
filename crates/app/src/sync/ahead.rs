//! The question after the next: while what came is being written and read, the endpoint is asked for
//! what is still to come. A first sync is then as long as the longer of the two, and not as both. Not
//! here: a question that says something.

use jipan_sync::calls::{Answer, CallId, SyncAnswer};
use jipan_sync::client::{Asked, Load, Membership, Taken};

use super::{Doubt, Round};
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

/// A question that was asked before its time.
#[derive(Debug)]
pub(crate) struct Ahead {
    id: CallId,
    /// Where the tablet will stand when what came before is written. From elsewhere it was in vain.
    base: Membership,
    asked: Asked,
    /// The answer, and when it came.
    answer: Option<(Box<SyncAnswer>, u64)>,
}

impl Ahead {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        self.id == id && self.answer.is_none()
    }
}

impl Model {
    /// Asks for what is still to come, if nothing else is to be said first.
    pub(super) fn ask_ahead(&mut self, taken: &Taken, env: &Env) -> Vec<Effect> {
        let it = &taken.membership;
        let is_only_more = taken.again
            && !taken.renumber
            && !it.is_revoked
            && !it.is_outdated
            && !it.is_sending_state()
            && it.refetch.is_empty()
            && it.heal.is_none()
            && it.waiting.is_empty()
            && self.sync.doubt == Doubt::No
            && self.writer.pending.is_empty()
            && self.unsent().next().is_none();
        if !is_only_more {
            return Vec::new();
        }
        let base = it.clone();
        let load = Load::Log { rows: Vec::new(), through: base.acked };
        let (asked, id, effects) = self.question(&base, load, env);
        self.sync.ahead = Some(Box::new(Ahead { id, base, asked, answer: None }));
        effects
    }

    /// An answer to it. If it came to nothing, it is asked again in its time.
    pub(super) fn ahead_answered(&mut self, answer: Answer, env: &Env) {
        if let (Some(mut ahead), Answer::Synced(answer)) = (self.sync.ahead.take(), answer) {
            ahead.answer = Some((answer, env.now_millis()));
            self.sync.ahead = Some(ahead);
        }
    }

    /// Goes on with it, if the tablet stands where it was asked from; else says what gives it up.
    pub(super) fn go_on_with_ahead(&mut self, env: &mut Env) -> Result<Vec<Effect>, Vec<Effect>> {
        let Some(ahead) = self.sync.ahead.take() else { return Err(Vec::new()) };
        let Ahead { id, base, asked, answer } = *ahead;
        let is_here = self.sync.membership.as_deref() == Some(&base);
        match answer {
            Some(_) if !is_here => Err(Vec::new()),
            None if !is_here => Err(vec![Effect::CancelCall(id)]),
            None => {
                self.sync.round = Round::Calling(id, Box::new((base, asked)));
                Ok(Vec::new())
            }
            Some((answer, at_ms)) => {
                self.hold(&base, &asked, *answer, at_ms);
                Ok(if self.fold.is_none() { self.write_taken(env) } else { Vec::new() })
            }
        }
    }
}
