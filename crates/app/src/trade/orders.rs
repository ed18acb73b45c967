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
    /// Those in review first, then the newest first; none where only the counts were asked for.
    pub(crate) orders: Option<Vec<(OrderStatus, Row, OrderId)>>,
}

impl Model {
    /// Counts the orders of all customers anew after the book changed, and lists them if asked to.
    pub(crate) fn count_trade(&mut self, is_listed: bool) {
        let revision = self.book.standing_revision();
        let is_made = |index: &TradeIndex| index.orders.is_some() || !is_listed;
        if self.trade.index.as_ref().is_some_and(|(of, it)| *of == revision && is_made(it)) {
            return;
        }
        let all = self.book.all_orders();
        let shown = all.filter(|(row, it)| !it.is_gone && self.book.key_row(*row).is_some());
        let mut index = TradeIndex::default();
        let mut orders = Vec::new();
        for (row, order) in shown {
            if let Some(n) = index.counts.get_mut(usize::from(order.status.code())) {
                *n = n.saturating_add(1);
            }
            if is_listed {
                orders.push((order.status, row, order.id, (order.on, order.writer.stamp)));
            }
        }
        sort_by_key(&mut orders, |(status, _, id, at)| {
            (*status != OrderStatus::InReview, Reverse((*at, *id)))
        });
        let listed = orders.into_iter().map(|(status, row, id, _)| (status, row, id));
        index.orders = is_listed.then(|| listed.collect());
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
