//! Prospects and opportunities: what each tap means. Not here: how they look, and the rules of the funnel,
//! which are `jipan_rules::funnel`.

mod card;
mod hand;
mod remarks;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::FunnelEvent;
use crate::model::Model;

/// What the app knows of the funnel beyond the book.
#[derive(Debug, Default)]
pub(crate) struct FunnelModel {}

impl Model {
    /// What a person did about prospects.
    pub(crate) fn on_funnel(&mut self, event: FunnelEvent, env: &mut Env) -> Vec<Effect> {
        match event {
            FunnelEvent::Remarked { customer, text, asks } => {
                self.remark(customer, &text, asks, env)
            }
            FunnelEvent::Answered { customer, of, text } => self.answer(customer, of, &text, env),
            FunnelEvent::CardPrinted(customer) => self.print_card(customer, env),
            FunnelEvent::QuickTyped { .. }
            | FunnelEvent::QuickChannel(_)
            | FunnelEvent::QuickSub(_)
            | FunnelEvent::QuickReferrer(_)
            | FunnelEvent::QuickWill(_)
            | FunnelEvent::QuickAbility(_)
            | FunnelEvent::QuickDone
            | FunnelEvent::QuickDropped
            | FunnelEvent::SheetOpened(_)
            | FunnelEvent::SheetEdited(_)
            | FunnelEvent::SheetDone
            | FunnelEvent::SheetClosed
            | FunnelEvent::StepStamped { .. }
            | FunnelEvent::Turned { .. }
            | FunnelEvent::Checked { .. }
            | FunnelEvent::OwnersShown(_)
            | FunnelEvent::OutsShown(_)
            | FunnelEvent::CardToggled(_)
            | FunnelEvent::ColumnMoved { .. } => Vec::new(),
        }
    }

    /// Counts what the screens of the funnel show.
    pub(crate) fn count_funnel(&mut self) {}

    pub(crate) fn refresh_quick(&mut self) {}
}
