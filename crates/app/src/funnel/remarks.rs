//! Remarks of leads, and answers to them.

use jipan_rules::values::ids::{CustomerId, FactId};

use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

impl Model {
    pub(super) fn remark(&mut self, _: CustomerId, _: &str, _: bool, _: &mut Env) -> Vec<Effect> {
        Vec::new()
    }

    pub(super) fn answer(&mut self, _: CustomerId, _: FactId, _: &str, _: &mut Env) -> Vec<Effect> {
        Vec::new()
    }
}
