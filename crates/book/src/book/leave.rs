//! What a write of an order asks leave for, where the book tells whose it is and where it stands. Not
//! here: who has it, which is `jipan_rules::permission`.

use jipan_rules::order::{OrderSource, OrderStatus, is_too_little, judged_amount};
use jipan_rules::permission::Verb;
use jipan_rules::values::ids::{CustomerId, OrderId, PersonId};

use super::Book;
use super::orders::OrderView;
use crate::change::{OrderWrite, PlacedOrder};
use crate::stamp::Stamp;

impl Book {
    /// To enter an order is to add one, as long as it waits for review where something about it is
    /// special. To say what comes of one in review is to approve; so is to write over one that went
    /// on or that somebody else entered. Orders of files are the importer's. One takes back what one
    /// entered oneself while it did not go on, and where one moved an order oneself last. `OURS`
    pub(super) fn asks_of_order(
        &self,
        (customer, id): (CustomerId, OrderId),
        write: &OrderWrite,
        (by, at): (PersonId, Option<Stamp>),
    ) -> Verb {
        let now = self.row_of(customer).and_then(|row| self.order_of(row, id));
        let is_of_file = now.is_some_and(|it| it.source == OrderSource::File);
        let is_own = now.is_some_and(|it| it.writer.by == by && it.status == it.began);
        match write {
            OrderWrite::Place(placed) if placed.source == OrderSource::File || is_of_file => {
                Verb::Import
            }
            OrderWrite::Place(placed)
                if self.is_fair(placed, now, at) && (now.is_none() || is_own) =>
            {
                Verb::Add
            }
            OrderWrite::Place(_) => Verb::Approve,
            OrderWrite::Move { to, .. } => asks_of_move(now, *to, by),
            OrderWrite::Drop { .. } if is_of_file => Verb::Import,
            OrderWrite::Drop { .. } if is_own => Verb::TakeBack,
            OrderWrite::Drop { .. } => Verb::Delete,
        }
    }

    /// Whether an order waits for review if something about it is special, by its own word or by
    /// what it says, and goes on waiting if it did. What the customer lacked then nobody knows later.
    ///
    /// What waits is what those who decide look at: they must not approve what nobody saw, so who may
    /// not approve it writes nothing else over it. It can be cancelled and entered anew. `OURS`
    fn is_fair(&self, placed: &PlacedOrder, now: Option<OrderView<'_>>, at: Option<Stamp>) -> bool {
        let waiting = now.filter(|it| it.status == OrderStatus::InReview);
        match placed.status {
            OrderStatus::InReview => waiting.is_none_or(|it| it.placed().as_ref() == Some(placed)),
            OrderStatus::Placed => {
                let lines = &placed.lines;
                let rules = at.map_or_else(|| self.rule_book(), |at| self.rule_book_at(at));
                let limit = rules.on(placed.on).review.value.above;
                let is_plain = !lines.is_empty()
                    && judged_amount(lines.iter()) <= limit
                    && !lines.iter().any(is_too_little);
                placed.review == 0 && is_plain && waiting.is_none()
            }
            OrderStatus::Delivered | OrderStatus::Rejected | OrderStatus::Cancelled => false,
        }
    }
}

/// An order that is not known yet is taken for one in review.
fn asks_of_move(now: Option<OrderView<'_>>, to: OrderStatus, by: PersonId) -> Verb {
    let from = now.map_or(OrderStatus::InReview, |it| it.status);
    let moves = now.map(|it| it.moves()).unwrap_or_default();
    let last = moves.iter().rfind(|it| it.counts && it.from != it.to);
    let is_back = !from.may_become(to) && last.is_some_and(|it| it.from == to);
    if is_back && last.is_some_and(|it| it.writer.by == by) {
        return Verb::TakeBack;
    }
    match to {
        OrderStatus::Placed if from == to => Verb::Change,
        OrderStatus::InReview | OrderStatus::Placed | OrderStatus::Rejected => Verb::Approve,
        OrderStatus::Delivered | OrderStatus::Cancelled => Verb::Change,
    }
}
