//! What the yellow card says of orders and objections. Not here: the words of their own screens.

use jipan_rules::order::{Disputed, OrderStatus, Outcome};
use jipan_rules::values::Money;

use super::Tr;

impl Tr {
    /// That an order was entered.
    pub(super) fn order_placed(&self, number: &str, amount: i64, is_in_review: bool) -> String {
        let amount = self.money(Money::from_fen(amount));
        let args = &[("number", number.into()), ("amount", amount.into())];
        if is_in_review {
            self.with("timeline-order-in-review", args)
        } else {
            self.with("timeline-order-placed", args)
        }
    }

    /// That an order went to another status.
    pub(super) fn order_moved(&self, number: &str, to: OrderStatus, why: Option<&str>) -> String {
        let args = &[("number", number.into())];
        let text = match to {
            OrderStatus::InReview => self.with("timeline-order-reopened", args),
            OrderStatus::Placed => self.with("timeline-order-approved", args),
            OrderStatus::Delivered => self.with("timeline-order-delivered", args),
            OrderStatus::Rejected => self.with("timeline-order-rejected", args),
            OrderStatus::Cancelled => self.with("timeline-order-cancelled", args),
        };
        let Some(why) = why else { return text };
        self.with("timeline-order-why", &[("text", text.into()), ("why", why.into())])
    }

    /// That an order was taken out, or put back.
    pub(super) fn order_gone(&self, number: &str, is_gone: bool) -> String {
        let args = &[("number", number.into())];
        if is_gone {
            self.with("timeline-order-out", args)
        } else {
            self.with("timeline-order-back", args)
        }
    }

    /// That a customer objected.
    pub(super) fn objected(&self, about: Disputed, text: &str) -> String {
        let args = &[("text", text.into())];
        match about {
            Disputed::Class => self.with("timeline-objects-class", args),
            Disputed::Tier => self.with("timeline-objects-tier", args),
            Disputed::Grade => self.with("timeline-objects-grade", args),
        }
    }

    /// That an objection was answered.
    pub(super) fn answered(&self, outcome: Outcome, text: &str) -> String {
        let args = &[("text", text.into())];
        match outcome {
            Outcome::Accepted => self.with("timeline-objection-accepted", args),
            Outcome::Corrected => self.with("timeline-objection-corrected", args),
            Outcome::Upheld => self.with("timeline-objection-upheld", args),
        }
    }
}
