//! A question that the endpoint cannot read: which change is to blame is found by asking less at once,
//! and that one is kept with its text, so that those behind it go on. Not here: answers that can be read.

use jipan_sync::calls::CallFailure;
use jipan_sync::client::{Asked, Load, Membership};
use jipan_sync::wire::ErrorCode;

use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

use super::Round;

/// Whether the change that was said alone is to blame, or all that is said comes out garbled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Doubt {
    /// There is none.
    #[default]
    No,
    /// A question without any change is to show it.
    Asking,
    /// The endpoint reads what is said without it.
    OfTheChange,
}

impl Model {
    /// Nothing came of a question.
    pub(super) fn question_failed(
        &mut self,
        (base, asked): (Membership, Asked),
        failure: CallFailure,
        env: &mut Env,
    ) {
        let n = asked.n_changes();
        if failure == CallFailure::Refused(ErrorCode::TooLarge) {
            self.sync.pace.too_much(n);
        }
        if failure != CallFailure::Refused(ErrorCode::Malformed) || n == 0 {
            self.sync.doubt = Doubt::No;
            return self.round_failed(failure, env);
        }
        self.sync.is_due = true;
        if !asked.is_least() {
            self.sync.pace.too_much(n);
        } else if self.sync.doubt == Doubt::OfTheChange {
            self.sync.doubt = Doubt::No;
            self.sync.round = Round::Holding(Box::new(base.take_unread(&asked)));
        } else {
            self.sync.doubt = Doubt::Asking;
        }
    }

    /// A question was answered.
    pub(super) fn question_read(&mut self, n_changes: usize) {
        let is_shown = n_changes == 0 && self.sync.doubt == Doubt::Asking;
        self.sync.doubt = if is_shown { Doubt::OfTheChange } else { Doubt::No };
    }

    /// The question without any change, if it is to be asked.
    pub(super) fn ask_without(&mut self, base: &Membership, env: &Env) -> Option<Vec<Effect>> {
        let nothing = Load::Log { rows: Vec::new(), through: base.acked };
        (self.sync.doubt == Doubt::Asking).then(|| self.ask(base.clone(), nothing, env))
    }
}
