//! What the yellow card says of orders and objections. Not here: the words of their own screens.

use jipan_rules::order::{Disputed, OrderStatus, Outcome};
use jipan_rules::values::Money;

use super::Tr;

impl Tr {
    /// That an order was entered.
    pub(super) fn order_placed(&self, number: &str, amount: i64, is_in_review: bool) -> String {
        let amount = self.money(Money::from_fen(amount));
        let args = &[("number", number.into()), ("amount", amount.into())];
        let key = if is_in_review { "timeline-order-in-review" } else { "timeline-order-placed" };
        self.with(key, args)
    }

    /// That an order went to another status.
    pub(super) fn order_moved(&self, number: &str, to: OrderStatus, why: Option<&str>) -> String {
        let key = match to {
            OrderStatus::InReview => "timeline-order-reopened",
            OrderStatus::Placed => "timeline-order-approved",
            OrderStatus::Delivered => "timeline-order-delivered",
            OrderStatus::Rejected => "timeline-order-rejected",
            OrderStatus::Cancelled => "timeline-order-cancelled",
        };
        let text = self.with(key, &[("number", number.into())]);
        let Some(why) = why else { return text };
        self.with("timeline-order-why", &[("text", text.into()), ("why", why.into())])
    }

    /// That a customer objected.
    pub(super) fn objected(&self, about: Disputed, text: &str) -> String {
        let key = match about {
            Disputed::Class => "timeline-objects-class",
            Disputed::Tier => "timeline-objects-tier",
            Disputed::Grade => "timeline-objects-grade",
        };
        self.with(key, &[("text", text.into())])
    }

    /// That an objection was answered.
    pub(super) fn answered(&self, outcome: Outcome, text: &str) -> String {
        let key = match outcome {
            Outcome::Accepted => "timeline-objection-accepted",
            Outcome::Corrected => "timeline-objection-corrected",
            Outcome::Upheld => "timeline-objection-upheld",
        };
        self.with(key, &[("text", text.into())])
    }
}
