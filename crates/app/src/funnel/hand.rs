//! A customer is handed to a colleague.

use jipan_book::Row;
use jipan_rules::values::ids::{CustomerId, PersonId};

use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;
use crate::view::HandState;

impl Model {
    pub(crate) fn hand_state(&self, _: Row) -> HandState {
        HandState::default()
    }

    pub(crate) fn hand_people(&self, _: Row) -> Vec<(PersonId, String)> {
        Vec::new()
    }

    pub(super) fn hand_over(&mut self, _: CustomerId, _: PersonId, _: &mut Env) -> Vec<Effect> {
        Vec::new()
    }
}
