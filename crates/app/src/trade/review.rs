//! What is special about an order, as the rules judge it. Not here: the rules.

use jipan_book::OrderView;
use jipan_rules::explain::Why;
use jipan_rules::order::{
    Entered, Lacking, OrderSource, OrderStatus, Review, ReviewFacts, judged_amount, review,
};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{DateTime, Utc};

use super::Draft;
use crate::model::Model;
use crate::show::instant;

impl Model {
    /// What is special about an order being entered, and on what that rests.
    pub(crate) fn review_of(&self, customer: CustomerId, draft: &Draft) -> Option<ReviewFacts> {
        let row = self.book.row_of(customer)?;
        let lines: Vec<_> = draft.lines.iter().map(|it| self.priced(it).0).collect();
        let amount = judged_amount(lines.iter());
        let lacks = [
            (Lacking::Phone, self.book.text(row, fields::PHONE).is_none()),
            (Lacking::Address, self.book.text(row, fields::ADDRESS).is_none()),
            (Lacking::Lines, draft.lines.is_empty()),
        ];
        let lacking: Vec<Lacking> =
            lacks.into_iter().filter(|(_, is_so)| *is_so).map(|(it, _)| it).collect();
        let is_entered = |it: &OrderView<'_>| {
            let ended = [OrderStatus::Rejected, OrderStatus::Cancelled];
            it.source == OrderSource::App && !ended.contains(&it.status)
        };
        let others: Vec<DateTime<Utc>> = self
            .book
            .orders(row)
            .filter(is_entered)
            .filter_map(|it| instant(it.writer.stamp.ms()))
            .collect();
        let entered =
            Entered { amount, lacking: &lacking, at: instant(self.trade.now_ms)?, others: &others };
        let rules = self.book.rule_book().on(self.today);
        let Why::Review(facts) = review(&entered, &rules.review).why else { return None };
        Some(*facts)
    }

    /// Whether a product without a price is ordered, so that the order is not complete. `OURS`
    pub(crate) fn lacks_price(&self, draft: &Draft) -> bool {
        draft.lines.iter().any(|it| !self.priced(it).1)
    }

    /// The bits that an order keeps.
    pub(super) fn bits_of_review(&self, customer: CustomerId, draft: &Draft) -> Review {
        /// 信息不全
        const INCOMPLETE: u8 = 1 << 1;
        let review = self.review_of(customer, draft).map_or(Review::NONE, |it| it.review);
        let lacks = if self.lacks_price(draft) { INCOMPLETE } else { 0 };
        Review::from_bits(review.bits() | lacks)
    }
}
