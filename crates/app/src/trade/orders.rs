//! The orders of all customers: counted, and moved from status to status.

use std::cmp::Reverse;
use std::rc::Rc;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Action, Op, OrderWrite, Row};
use jipan_rules::order::OrderStatus;
use jipan_rules::values::ids::OrderId;

use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::model::Model;

/// The orders of all customers that are in the book.
#[derive(Debug, Default)]
pub(crate) struct TradeIndex {
    /// How many there are of each status.
    pub(crate) counts: [usize; 5],
    /// Those in review first, then the newest first.
    pub(crate) orders: Vec<(OrderStatus, Row, OrderId)>,
}

impl Model {
    /// Counts the orders of all customers anew after the book changed.
    pub(crate) fn count_trade(&mut self) {
        let revision = self.book.revision();
        if self.trade.index.as_ref().is_some_and(|(made_for, _)| *made_for == revision) {
            return;
        }
        let all = self.book.all_orders();
        let mut shown: Vec<_> = all
            .filter(|(row, it)| !it.is_gone && self.book.key_row(*row).is_some())
            .map(|(row, it)| (it.status, it.on, row, it.id))
            .collect();
        sort_by_key(&mut shown, |(status, on, _, id)| {
            (*status != OrderStatus::InReview, Reverse((*on, *id)))
        });
        let mut index = TradeIndex::default();
        for (status, _, row, id) in shown {
            if let Some(n) = index.counts.get_mut(usize::from(status.code())) {
                *n = n.saturating_add(1);
            }
            index.orders.push((status, row, id));
        }
        self.trade.index = Some((revision, Rc::new(index)));
    }

    /// The write that moves an order.
    pub(crate) fn write_of_move(&self, id: OrderId, to: OrderStatus, why: &str) -> Option<Op> {
        let order = self.book.order(id)?;
        let why = Some(why.trim()).filter(|it| !it.is_empty()).map(Into::into);
        let write = OrderWrite::Move { to, why };
        order.status.may_become(to).then_some(Op::Order { id, customer: order.customer, write })
    }

    /// An order goes to another status.
    pub(super) fn move_order(
        &mut self,
        id: OrderId,
        to: OrderStatus,
        why: &str,
        env: &mut Env,
    ) -> Vec<Effect> {
        let ops = self.write_of_move(id, to, why).into_iter().collect();
        self.commit_tap(Mark::of(Action::MoveOrder), ops, Vec::new(), env)
    }
}
