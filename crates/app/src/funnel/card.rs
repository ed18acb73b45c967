//! The yellow card of a customer on paper.

use jipan_rules::values::ids::CustomerId;

use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

impl Model {
    pub(super) fn print_card(&mut self, _: CustomerId, _: &Env) -> Vec<Effect> {
        Vec::new()
    }
}
