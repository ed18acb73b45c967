//! Prospects and opportunities: what each tap means. Not here: how they look, and the rules of the funnel,
//! which are `jipan_rules::funnel`.

use crate::effect::Effect;
use crate::env::Env;
use crate::event::FunnelEvent;
use crate::model::Model;

/// What the app knows of the funnel beyond the book.
#[derive(Debug, Default)]
pub(crate) struct FunnelModel {}

impl Model {
    /// What a person did about prospects.
    pub(crate) fn on_funnel(&mut self, _event: FunnelEvent, _env: &mut Env) -> Vec<Effect> {
        Vec::new()
    }

    /// Counts what the screens of the funnel show.
    pub(crate) fn count_funnel(&mut self) {}

    pub(crate) fn refresh_quick(&mut self) {}
}
