//! A card that was dropped on a column of the board: the same as the tap that leads there. Not here: how it
//! is dragged, and the turns themselves (`act`).

use jipan_rules::funnel::{Place, Stage, Turn, standing};

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{DealRef, DealSheetKind};
use crate::model::Model;

/// What leads from a place to a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// A turn, if the table allows it.
    Turn(Turn),
    /// What is expected: only a day and an amount tell 潜在 from 意向.
    Expect,
}

impl Model {
    /// A card was dropped on a column.
    pub(super) fn drop_card(&mut self, it: DealRef, on: Stage, env: &mut Env) -> Vec<Effect> {
        self.funnel.open_card = None;
        let Some((_, deal)) = self.deal_of(it) else { return Vec::new() };
        let rules = self.funnel.index.rules();
        let Some(now) = standing(&deal.course, &rules, self.today) else { return Vec::new() };
        match way_to(now.place, on) {
            Some(Way::Turn(to)) => self.turn_deal(it, to, env),
            Some(Way::Expect) => self.open_sheet(DealSheetKind::Expect(it)),
            None => Vec::new(),
        }
    }
}

fn way_to(from: Place, on: Stage) -> Option<Way> {
    match (from, on) {
        (Place::In(from), on) if from == on => None,
        (Place::In(Stage::Prospect | Stage::Intending), Stage::Prospect | Stage::Intending) => {
            Some(Way::Expect)
        }
        (Place::In(_) | Place::Out(_), Stage::Prospect | Stage::Intending) => {
            Some(Way::Turn(Turn::Reopened))
        }
        (Place::In(_) | Place::Out(_), Stage::Closed) => Some(Way::Turn(Turn::Ordered)),
        (Place::In(_) | Place::Out(_), Stage::Base) => Some(Way::Turn(Turn::Delivered)),
    }
}
