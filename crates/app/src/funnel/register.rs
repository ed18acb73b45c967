//! 客流量登记表 and the analysis: which day, which time and which number is looked at. Not here: counting.

use crate::effect::Effect;
use crate::env::Env;
use crate::event::FunnelEvent;
use crate::model::Model;

impl Model {
    pub(super) fn look_at_register(&mut self, _event: &FunnelEvent) {}

    pub(super) fn print_register(&mut self, _env: &Env) -> Vec<Effect> {
        Vec::new()
    }
}
