//! STAND-IN: the card of the board, until that is there; to be replaced by its `card_view`.

use jipan_book::{DealView, Row};
use jipan_rules::funnel::DealStanding;
use jipan_rules::schema::fields;

use crate::event::DealRef;
use crate::model::Model;
use crate::view::CardView;

impl Model {
    pub(super) fn card_view(&self, row: Row, deal: &DealView, it: &DealStanding) -> CardView {
        let amount = deal.order.map(|(_, fen, _)| jipan_rules::values::Money::from_fen(fen));
        CardView {
            deal: DealRef { customer: deal.customer, deal: deal.id },
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            place: it.place,
            since: it.since,
            level: it.level,
            days_left: it.by_date.map(|by| by.days_left),
            expected: deal.course.expected().and_then(|expected| expected.on),
            is_past: it.by_date.is_some_and(|by| by.is_past),
            amount: amount.or(it.amount),
            weight: it.weight,
            days: it.days,
            is_stale: it.is_stale,
            is_aged: it.is_aged,
            due: it.due.map(|due| (due.on, due.why)),
            late_days: it.due.map_or(0, |due| due.late_days),
            owner: self.book.owner(row).and_then(|id| self.who_did(id)),
            n_odd: deal.course.n_odd(),
            turns: deal.course.state.turns().collect(),
        }
    }
}
